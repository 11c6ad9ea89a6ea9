// A run: started, watched, stopped, and what came out of it looked at in every way.

import assert from 'node:assert/strict';
import { create } from '../lib/canvas.mjs';
import { scenario } from '../lib/world.mjs';

const step = (id, name, kind, version, x, parameters = {}) => ({ id, name, kind, version, position: [x, 0], parameters });
const wire = (from, to) => ({ from: { node: from }, to: { node: to } });
const ROWS = "return [{ who: 'Ada', total: 310, tags: ['a', 'b'] }, { who: 'Blaise', total: 120, tags: [] }];";

scenario('outputs are seen as a table, as JSON and as fields', async ({ page }) => {
  const { canvas } = await create(page, {
    name: 'Outputs',
    nodes: [step('a', 'Start', 'manual', 1, 0), step('b', 'Rows', 'code', 2, 288, { jsCode: ROWS })],
    edges: [wire('a', 'b')],
  });
  await page.press('Control+Enter');
  await page.says('run-sentence', '2 items came out of “Rows”');
  await canvas.click('Rows');
  await page.click('step-output-tab');
  await page.says('data-table', 'Blaise');
  await page.says('data-count', '2 items');
  await page.click({ role: 'button', name: 'As JSON' });
  await page.says('data-json', '310');
  await page.click({ role: 'button', name: 'As fields' });
  await page.says('schema', 'total');
  await page.click({ role: 'button', name: 'As a table' });
  await page.fill({ css: '.data-bar input' }, 'Ada');
  await page.says('data-count', '1 item');
  await page.click('step-input-tab');
  await page.see('data-viewer');
  // A click in the steps of the run leads to the step.
  await page.click('show-steps');
  await page.click({ testid: 'step-line', has: 'Start' });
  await canvas.selected('Start');
});

scenario('a long run is stopped, and says so', async ({ page }) => {
  const { canvas } = await create(page, {
    name: 'Long',
    nodes: [
      step('a', 'Start', 'manual', 1, 0),
      step('b', 'Rest', 'wait', 1.1, 288, { resume: 'timeInterval', amount: 50, unit: 'seconds' }),
      step('c', 'Never', 'no-op', 1, 576),
    ],
    edges: [wire('a', 'b'), wire('b', 'c')],
  });
  await page.click('run');
  await page.see('stop');
  await page.says('run-sentence', /Rest|Waiting/);
  await page.click('stop');
  await page.says('run-sentence', 'Stopped by you');
  await page.see('run');
  await page.click('show-steps');
  await page.says({ testid: 'step-line', has: 'Rest' }, 'Rest');
  assert.equal(await page.count({ testid: 'step-line', has: 'Never' }), 0);
  void canvas;
});

scenario('a run is opened again, view-only, with its data', async ({ page }) => {
  await create(page, {
    name: 'Again',
    nodes: [step('a', 'Start', 'manual', 1, 0), step('b', 'Rows', 'code', 2, 288, { jsCode: ROWS })],
    edges: [wire('a', 'b')],
  });
  await page.press('Control+Enter');
  await page.says('run-sentence', '2 items');
  await page.click('open-run');
  await page.see('run-screen');
  await page.click({ testid: 'step-line', has: 'Rows' });
  await page.see('data-table');
  assert.equal((await page.look('palette')).rect, undefined, 'nothing can be added to a run');
  await page.go('#/runs');
  await page.says('run-row', 'Again');
});

scenario('100,000 items are looked through without the page standing still', async ({ page }) => {
  const code = 'return Array.from({ length: 100000 }, (_, n) => ({ n, name: `Person ${n}` }));';
  const { canvas } = await create(page, {
    name: 'Many',
    nodes: [step('a', 'Start', 'manual', 1, 0), step('b', 'People', 'code', 2, 288, { jsCode: code })],
    edges: [wire('a', 'b')],
  });
  await page.press('Control+Enter');
  await page.says('run-sentence', 'items came out of “People”', 120_000);
  await canvas.click('People');
  await page.click('step-output-tab');
  await page.says('data-count', /100[,.]000/);
  await page.says('data-table', 'Person 0');
  await page.evaluate(() => {
    const rows = document.querySelector('.table-scroll');
    rows.scrollTop = rows.scrollHeight;
  });
  await page.says('data-table', 'Person 99999');
});

scenario('a run that ends before its first answer is there is seen to end', { worlds: ['browser'] }, async ({ page }) => {
  await create(page, {
    name: 'Slow answer',
    nodes: [step('a', 'Start', 'manual', 1, 0), step('b', 'Wait', 'wait', 1.1, 288, { amount: 0.5, unit: 'seconds' })],
    edges: [wire('a', 'b')],
  });
  await page.slow('run_open', 1_500);
  await page.press('Control+Enter');
  await page.says('run-sentence', '1 item came out of “Wait”', 10_000);
});
