// How much runs may take: chosen with the keyboard, asked about where runs would go, and kept to.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { create } from '../lib/canvas.mjs';
import { scenario } from '../lib/world.mjs';
import { withCode } from '../lib/workflows.mjs';

/** More than a row holds: it is a file, another one each time. */
const LARGE = "return [{ text: 'x'.repeat(400000), at: Date.now() }];";

const runs = async (page) => (await page.call('run_list', { filter: {}, page: {} })).rows.map(({ id }) => id);

/** The files of large outputs. */
async function outputs(world) {
  const folder = path.join(world.data, 'outputs');
  const all = await fs.readdir(folder, { recursive: true, withFileTypes: true }).catch(() => []);
  return all.filter((one) => /^[0-9a-f]{64}$/.test(one.name)).map((one) => path.join(one.parentPath, one.name));
}

scenario('the oldest runs go when less is allowed than they take, once that is confirmed', async ({ page, world }) => {
  await create(page, withCode('Large', LARGE));
  const known = [];
  for (let run = 0; run < 2; run += 1) {
    await page.press('Control+Enter');
    const file = await page.wait(async () => (await outputs(world)).find((one) => !known.includes(one)), 'no output is kept');
    known.push(file);
    await page.wait(async () => (await runs(page)).length === run + 1, 'the run is not listed');
    await page.says('run-sentence', '1 item came out of');
    // As if it were that large: nothing is written.
    await fs.truncate(file, 250e6);
  }
  const [newest, oldest] = await runs(page);

  await page.go('#/settings');
  await page.says('budget-used', /50\d MB of 2 GB/);
  await page.evaluate(() => document.querySelector('#set-budget').focus());
  const words = () => page.evaluate(() => document.querySelector('#set-budget').getAttribute('aria-valuetext'));
  assert.equal(await words(), '2 GB');
  // More than they take is a matter of course.
  await page.press('ArrowLeft');
  await page.says('budget-used', /50\d MB of 1 GB/);
  await page.says({ css: 'label[for=set-budget]' }, 'Keep runs under 1 GB');

  // What would remove runs asks, and is as before where the answer is no.
  const dialog = { css: 'dialog[open]' };
  await page.press('ArrowLeft');
  await page.says(dialog, 'Keep runs under 500 MB?');
  await page.press('Escape');
  await page.gone(dialog);
  await page.wait(async () => (await words()) === '1 GB', 'the slider is not where it was');
  assert.equal((await page.call('settings_read')).runBudget, 1e9);
  assert.deepEqual(await runs(page), [newest, oldest]);

  await page.press('ArrowLeft');
  await page.says(dialog, /Runs take 50\d MB now/);
  await page.click('confirm');
  await page.wait(async () => (await runs(page)).length === 1, 'no run is removed');
  assert.deepEqual(await runs(page), [newest]);
  await page.says('budget-used', /25\d MB of 500 MB/);
  assert.deepEqual(await outputs(world), [known[1]]);

  // It is remembered.
  await world.kill();
  const again = await world.restart();
  await again.go('#/settings');
  await again.says({ css: 'label[for=set-budget]' }, 'Keep runs under 500 MB');
});
