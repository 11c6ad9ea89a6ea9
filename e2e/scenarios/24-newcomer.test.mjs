// What a person who never saw Millrace stumbled over.

import assert from 'node:assert/strict';
import { Canvas, create } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

scenario('the tour goes from station to station to its end', { tour: true }, async ({ page }) => {
  await page.click('template-quick-start');
  for (let station = 1; station <= 5; station += 1) {
    await page.says('tour', `${station} of 5`);
    await page.click('tour-next');
  }
  await page.gone('tour');
});

scenario('templates are found by words in any order', async ({ page }) => {
  await page.go('#/templates');
  await page.fill('templates-search', 'csv to excel');
  await page.see('template-folder-to-excel');
  await page.gone('template-quick-start');
});

scenario('a name of a field is picked, cleared and written without losing the place', async ({ page }) => {
  const { canvas } = await create(page, {
    name: 'Names',
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'Rows', 'code', 288, { jsCode: 'return [{ total: 3 }, { total: 1 }]' }, 2),
      step('c', 'Sort', 'sort', 576, { sortFieldsUi: { sortField: [{ fieldName: '', order: 'ascending' }] } }),
    ],
    edges: [wire('a', 'b'), wire('b', 'c')],
  });
  const field = () => page.evaluate(() => window.__millrace.workflow().nodes[2].parameters.sortFieldsUi.sortField[0].fieldName);
  const input = { css: '[data-testid=form] .value-input', nth: 0 };
  await page.press('Control+Enter');
  await page.says('run-sentence', 'Stopped at “Sort”');
  await canvas.click('Sort');
  await page.click(input);
  await page.click({ css: '.schema-field', has: 'total' });
  await page.wait(async () => (await field()) === 'total', 'the name is not picked');
  // What was wrong is gone with it, and the form has moved up.
  await page.gone('step-error');
  await page.click(input);
  await page.press('Control+A');
  await page.press('Delete');
  await page.wait(async () => (await field()) === '', async () => `it is not empty: ${JSON.stringify(await field())}`);
  await page.type('total');
  await page.wait(async () => (await field()) === 'total', 'what is written does not arrive');
  await page.press('Control+Enter');
  await page.says('run-sentence', '2 items came out of “Sort”');
});

scenario('a slip with many steps says so and is taken back; Ctrl+S keeps a version', async ({ page }) => {
  await page.click('template-quick-start');
  const canvas = new Canvas(page);
  await canvas.rects();
  const { length: count } = await canvas.names();
  await canvas.click('Orders');
  await page.press('Control+A');
  await page.press('Delete');
  await canvas.hasSteps(0);
  await page.click({ css: '.notice button', has: 'Undo' });
  await canvas.hasSteps(count);
  const versions = async () => (await page.call('workflow_versions', { id: await page.evaluate(() => window.__millrace.workflow().id) })).length;
  const before = await versions();
  await canvas.click('Orders');
  await page.press('Control+S');
  await page.wait(async () => (await versions()) > before, 'no version is kept');
  assert.equal(await page.count('tour'), 0);
});
