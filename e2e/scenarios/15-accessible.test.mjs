// axe-core finds nothing serious or critical on any screen, light and dark.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { create } from '../lib/canvas.mjs';
import { step } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';
import { screens } from '../lib/screens.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical now, as lines. */
async function faults(page) {
  await page.run(`window.axe ? true : (() => { ${AXE} })()`);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ['violations'] });
    return found.violations
      .filter((one) => ['serious', 'critical'].includes(one.impact))
      .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1).join(' ')}`));
  });
}

for (const dark of [false, true]) {
  scenario(`axe finds nothing serious on any screen, ${dark ? 'dark' : 'light'}`, { worlds: ['browser'], dark, limit: 600_000 }, async ({ page, world }) => {
    const all = [];
    await screens(page, world, async (name) => {
      for (const fault of await faults(page)) all.push(`${name}: ${fault}`);
    });
    assert.equal(all.join('\n'), '');
  });
}

scenario('the focus is never nowhere after something was done', { worlds: ['browser'] }, async ({ page }) => {
  const where = () => page.evaluate(() => {
    const { tagName, id, dataset } = document.activeElement;
    return [tagName, id || dataset.testid].filter(Boolean).join(' ');
  });
  /** Waits until the focus is somewhere, and stays there. */
  const stays = async (at) => {
    let now;
    const fits = () => (at ? now.includes(at) : !now.startsWith('BODY'));
    await page.wait(async () => { await page.frame(); now = await where(); return fits(); }, () => `the focus is at ${now}`, 5_000);
  };
  await create(page, { name: 'Quick', nodes: [step('a', 'Start', 'manual', 0)], edges: [] });
  await page.click('run');
  await page.see('open-run');
  await page.go('#/runs');
  await page.click('run-delete');
  await page.click('confirm');
  await page.gone('run-row');
  await stays();

  const made = await page.call('credential_create', {
    name: 'Key', kind: 'httpBearerAuth', about: { hosts: ['127.0.0.1:9'] }, fields: { token: 'canary-focus-1' },
  });
  await page.go('#/credentials');
  await page.click({ role: 'button', name: 'Key', exact: true });
  await page.click('replace-credential-token');
  await stays('credential-token');
  await page.click('credential-save');
  await page.see('credential-fault');
  const { invalid } = await page.evaluate(() => ({ invalid: document.getElementById('credential-token').getAttribute('aria-invalid') }));
  assert.equal(invalid, 'true', 'a field that is missing says so');
  await page.press('Escape');
  await page.gone('credential-form');

  await page.go('#/settings');
  await page.click('backup-now');
  await page.says('notice', 'backup');
  await stays('backup-now');
  await page.click({ role: 'button', name: 'Restore', within: { css: '[data-testid=backups] li', has: 'Made by you' } });
  await page.click('confirm');
  await page.see({ testid: 'notice', has: 'restored' });
  await stays();
  await page.click('vault-lock');
  await page.see('vault-locked');
  await stays('settings-unlock-key');
  await page.fill('vault-key', 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA');
  await page.click('vault-unlock');
  await page.see('vault-fault');
  await stays();
  await page.fill('vault-key', made.recovery.code);
  await page.click('vault-unlock');
  await page.gone('vault-locked');
  await stays();

  await page.go('#/credentials');
  await page.click({ testid: 'credential-menu', within: { testid: 'credential-row', has: 'Key' } });
  await page.click('menu-delete');
  await page.click('confirm');
  await page.see('open-trash');
  await stays();
});
