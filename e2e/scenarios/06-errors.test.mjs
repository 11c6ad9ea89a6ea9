// What is broken says where, and its button leads there.

import { create } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

scenario('a run that fails leads to the field, and the field is mended', async ({ page }) => {
  const { canvas } = await create(page, {
    name: 'Broken',
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'As a date', 'date-time', 288, { operation: 'formatDate', date: 'nonsense', format: 'yyyy' }, 2),
    ],
    edges: [wire('a', 'b')],
  });
  await page.click('run');
  await page.says('run-sentence', 'Stopped at “As a date”');
  await page.click('show-failed');
  await page.says('step-error', '“nonsense” cannot be read as a date.');
  await page.click('show-field');
  await page.until(() => document.activeElement?.closest('[data-field]')?.dataset.field === 'date');
  await page.press('Control+A');
  await page.type('2026-11-21');
  await page.until(() => JSON.stringify(window.__millrace.workflow().nodes[1].parameters.date).includes('2026-11-21'));
  await page.press('Control+Enter');
  await page.says('run-sentence', '1 item came out of “As a date”');
  await page.gone('step-error');
  await canvas.click('As a date');
  await page.click('step-output-tab');
  await page.says('data-table', '2026');
});

scenario('what is wrong before a run is listed, and leads to the step', async ({ page }) => {
  const { canvas } = await create(page, {
    name: 'Unfinished',
    nodes: [step('a', 'Start', 'manual', 0), step('b', 'Ask', 'http.request', 288, {}, 4.2)],
    edges: [wire('a', 'b')],
  });
  await page.click('problem-count');
  await page.click({ testid: 'problem', has: 'Ask', within: 'run-panel' });
  await canvas.selected('Ask');
  await page.see({ css: '.form-field.bad' });
});
