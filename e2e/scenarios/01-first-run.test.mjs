// From the first start to the first success, as a new user goes: a template, what it may do, Run, what came out.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Canvas } from '../lib/canvas.mjs';
import { scenario } from '../lib/world.mjs';

scenario('a new user runs a template and sees what came out', { tour: true }, async ({ page }) => {
  await page.see('door-template');
  await page.see('door-import');
  await page.see('door-blank');
  await page.click('door-template');
  await page.see('templates-search');
  await page.click('template-quick-start');
  const canvas = new Canvas(page);
  // The first workflow that is opened comes with a tour, which can be left at once.
  await page.click('tour-skip');
  await page.gone('tour');
  await canvas.rects();
  await page.click('run');
  await page.says('run-sentence', '3 items came out of “Largest first”');
  await canvas.click('Largest first');
  await page.click('step-output-tab');
  await page.says('data-table', 'Dear Ada, the table for 310.00 is still open.');
  await page.go('#/runs');
  await page.says('run-row', 'Finished');
});

scenario('every CSV of a folder becomes one Excel file', async ({ page, home }) => {
  const tables = path.join(home, 'tables');
  await fs.mkdir(tables);
  for (const month of ['may', 'june', 'july']) {
    await fs.writeFile(path.join(tables, `${month}.csv`), `who,total\nAda,1\nBlaise,2\n`);
  }
  // The template asks for its folders on one page; they are chosen by looking around.
  await page.click('template-folder-to-excel');
  await page.see('template-ask');
  const slots = await page.count('slot-look');
  assert.equal(slots, 2, 'it asks where to read and where to write');
  for (let slot = 0; slot < slots; slot += 1) {
    await page.click({ testid: 'slot-look', nth: slot });
    await page.click({ testid: 'place-row', has: 'tables' });
    await page.until((end) => document.querySelector('.places-path')?.textContent.endsWith(end), '/tables');
    await page.click('place-take');
    await page.gone('places');
  }
  await page.click('template-make');
  const canvas = new Canvas(page);
  await canvas.rects();

  // The first run asks for the folder, line by line, and nothing has happened before.
  await page.click('run');
  await page.says('grants', tables);
  assert.deepEqual((await fs.readdir(tables)).sort(), ['july.csv', 'june.csv', 'may.csv']);
  await page.click('allow');
  await page.says('run-sentence', '1 item came out of “Write the Excel file”');
  const made = (await fs.readdir(tables)).find((name) => name.endsWith('.xlsx'));
  const written = await fs.readFile(path.join(tables, made));
  assert.equal(written.subarray(0, 2).toString(), 'PK');
  await canvas.click('Rows of each file');
  await page.click('step-output-tab');
  await page.says('data-count', '6 items');

  // A field of a step takes a pattern, chosen the same way.
  await canvas.click('Read every CSV file');
  await page.click('step-settings-tab');
  await page.click('place-look');
  await page.click({ testid: 'place-pattern', has: '*.csv' });
  await page.gone('places');

  // What was allowed stands in the settings, and can be taken back there.
  await page.go('#/settings');
  await page.click({ role: 'button', name: 'Permissions' });
  await page.see({ role: 'button', name: tables });
});

scenario('a blank workflow begins with what starts it', async ({ page }) => {
  await page.click('door-blank');
  const canvas = new Canvas(page);
  await canvas.rects();
  await page.see({ text: 'An empty workflow' });
  await page.click('step-manual');
  await canvas.hasSteps(1);
  await page.click('run');
  await page.says('run-sentence', '1 item came out');
});
