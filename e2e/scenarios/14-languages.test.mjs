// Seven languages: no key shows through, and nothing is left in another one.

import assert from 'node:assert/strict';
import { Canvas } from '../lib/canvas.mjs';
import { interrupt } from '../lib/interrupted.mjs';
import { scenario } from '../lib/world.mjs';

const LANGUAGES = { de: 'Deutsch', es: 'Español', fr: 'Français', pt: 'Português', zh: '简体中文', ja: '日本語', en: 'English' };

/** Words of the page that look like keys of the catalogue, or like what a text was to be filled with. */
const keys = (page) => page.evaluate(() => {
  const words = [];
  const walk = document.createTreeWalker(document.body, NodeFilter.SHOW_TEXT);
  while (walk.nextNode()) words.push(walk.currentNode.textContent);
  for (const element of document.querySelectorAll('[aria-label],[title],[placeholder]')) {
    for (const name of ['aria-label', 'title', 'placeholder']) words.push(element.getAttribute(name) ?? '');
  }
  const key = /^(editor|settings|action|door|first|sort|status|import|export|tour|keys|theme|set|about|error|palette|grant|fit|remark|warning|wire|runs?|workflows?|templates?|operation|connection|node|spec|kind|group|credentials?|vault|audit|backup|recovery|slot|inbox|missing|due)-[a-z0-9-]+(\.[a-z]+)?$/;
  return words.map((word) => word.trim()).filter((word) => key.test(word) || /\{\s*\$\w+\s*\}|\?\?\?/.test(word));
});

scenario('the window speaks each of its languages, without a key showing through', { limit: 400_000 }, async ({ page, world }) => {
  await page.click('template-quick-start');
  const canvas = new Canvas(page);
  await canvas.rects();
  const editor = await page.address();
  await page.press('Control+Enter');
  await page.see('run-sentence');
  const about = { hosts: ['mail.example.com'], expiresMs: Date.now() + 86_400_000 };
  await page.call('credential_create', { name: 'Mail', kind: 'httpBasicAuth', about, fields: { user: 'ada', password: 'not-a-real-password' } });
  await interrupt(page, world);
  const said = {};
  const decided = {};
  for (const [tag, name] of Object.entries(LANGUAGES)) {
    await page.go('#/settings');
    await page.choose('set-language', name);
    await page.until((wanted) => document.documentElement.lang === wanted, tag);
    await page.frame();
    assert.deepEqual(await keys(page), [], `${tag}: settings`);
    for (const address of ['#/', '#/runs', '#/templates', '#/credentials']) {
      await page.go(address);
      await page.see({ css: 'header.top' });
      await page.frame();
      assert.deepEqual(await keys(page), [], `${tag}: ${address}`);
      if (address === '#/runs') decided[tag] = (await page.look('inbox-entry')).text;
      if (address !== '#/credentials') continue;
      await page.click('new-credential');
      await page.click('kind-httpBearerAuth');
      await page.see('credential-form');
      await page.frame();
      assert.deepEqual(await keys(page), [], `${tag}: a new credential`);
      await page.press('Escape');
      await page.gone('credential-form');
    }
    await page.go(editor);
    await page.until(() => Boolean(window.__millrace?.workflow()?.nodes));
    await canvas.rects();
    await canvas.click('Write a reminder');
    for (const tab of ['step-settings-tab', 'step-input-tab', 'step-output-tab']) {
      await page.click(tab);
      await page.frame();
      assert.deepEqual(await keys(page), [], `${tag}: ${tab}`);
    }
    said[tag] = `${(await page.look('run')).text} / ${(await page.look('palette')).text}`;
  }
  for (const all of [Object.values(said), Object.values(decided)]) {
    assert.equal(new Set(all).size, Object.keys(LANGUAGES).length, `every language says it differently: ${all.join('\n')}`);
  }
});

scenario('the system’s language is spoken where it is known', { worlds: ['browser'], locale: 'de-AT' }, async ({ page }) => {
  await page.until(() => document.documentElement.lang === 'de');
  await page.see({ text: 'Was soll' }).catch(() => {});
  assert.deepEqual(await keys(page), []);
});
