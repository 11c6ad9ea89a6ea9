// Without WebGL there is no canvas: the outline opens instead and says why.

import assert from 'node:assert/strict';
import { scenario } from '../lib/world.mjs';

scenario('without WebGL the outline opens and says why', { worlds: ['browser'], webgl: false }, async ({ page }) => {
  await page.click('template-quick-start');
  await page.see('outline');
  await page.says('no-webgl', 'no WebGL');
  await page.click({ testid: 'outline-row', has: 'Write a reminder' });
  await page.click('run');
  await page.says('run-sentence', '3 items came out of “Largest first”');
  await page.click('step-output-tab');
  await page.says('data-table', 'Dear Ada');
});

scenario('the outline selects several steps, which are copied, grouped and deleted together', { worlds: ['browser'], webgl: false }, async ({ page }) => {
  await page.click('template-quick-start');
  await page.see('outline');
  const rows = () => page.evaluate(() => [...document.querySelectorAll('[data-testid=outline-row][aria-selected=true]')].length);
  const count = async () => (await page.evaluate(() => document.querySelectorAll('[data-testid=outline-row]').length));
  const before = await count();
  await page.evaluate(() => document.getElementById('outline-list').focus());

  // A range by key, and one taken out of it.
  await page.keys('Home', 'Shift+ArrowDown', 'Shift+ArrowDown');
  assert.equal(await rows(), 3);
  await page.keys(' ');
  assert.equal(await rows(), 2);
  await page.press('Control+D');
  await page.wait(async () => await count() === before + 2, 'two steps are added');

  // A group is a note around them; undo takes both away.
  await page.press('Control+G');
  await page.wait(async () => await count() === before + 3, 'a group is added');
  await page.press('Control+Z');
  await page.press('Control+Z');
  await page.wait(async () => await count() === before, 'they are gone');

  // All of them at once, with the way back.
  await page.evaluate(() => document.getElementById('outline-list').focus());
  await page.press('Control+A');
  await page.press('Delete');
  await page.gone('outline-row');
  await page.press('Control+Z');
  await page.wait(async () => await count() === before, 'they are back');
});
