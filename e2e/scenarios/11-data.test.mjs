// Values: pinned, edited, put into fields, and followed back to where they came from.

import { Canvas, create } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

scenario('output is pinned, edited and let go', async ({ page }) => {
  await page.click('template-quick-start');
  const canvas = new Canvas(page);
  await canvas.rects();
  await page.click('run');
  await page.says('run-sentence', '3 items came out');
  await canvas.click('Orders');
  await page.click('step-output-tab');
  await page.says('data-count', '4 items');
  await page.click('pin-edit');
  await page.see({ testid: 'code', within: { css: 'dialog[open]' } });
  await page.click({ testid: 'code', within: { css: 'dialog[open]' } });
  await page.press('Control+A');
  await page.type('[{"customer": "Zoe", "product": "Desk", "price": 7, "paid": false}]');
  await page.click('pin-keep');
  await page.gone({ testid: 'code', within: { css: 'dialog[open]' } });
  await page.see('unpin');
  await page.says('data-count', '1 item');
  await page.press('Control+Enter');
  await page.says('run-sentence', '1 item came out of “Largest first”');
  await canvas.click('Largest first');
  await page.says('data-table', 'Zoe');
  await canvas.click('Orders');
  await page.click('unpin');
  await page.press('Control+Enter');
  await page.says('run-sentence', '3 items came out');
});

scenario('a value is followed back to where it came from', async ({ page }) => {
  await page.click('template-quick-start');
  const canvas = new Canvas(page);
  await canvas.rects();
  await page.click('run');
  await page.says('run-sentence', '3 items came out');
  await canvas.click('Largest first');
  await page.click('step-output-tab');
  await page.click({ css: '.cell', nth: 0 });
  await page.see('value-view');
  await page.click('origin');
  await page.says('trail', 'Orders');
});

scenario('a value of an earlier step is put into a field, and seen there', async ({ page }) => {
  const { canvas } = await create(page, {
    name: 'Values',
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'Rows', 'code', 288, { jsCode: "return [{ who: 'Ada', total: 310 }];" }, 2),
      step('c', 'Letter', 'set', 576, { assignments: { assignments: [{ id: 'x', name: 'letter', type: 'string', value: 'Dear ' }] } }, 3.4),
    ],
    edges: [wire('a', 'b'), wire('b', 'c')],
  });
  await page.press('Control+Enter');
  await page.says('run-sentence', 'items came out of “Letter”'.replace('items', 'item'));
  await canvas.click('Letter');
  await page.click({ testid: 'assignment', nth: 0 }, { at: [40, 20] });
  await page.click({ css: '[data-testid=assignment] .value-input', nth: -1 }, { at: [8, 8] });
  await page.press('End');
  await page.see('picker');
  await page.click({ css: '.schema-field', has: 'who' });
  await page.until(() => JSON.stringify(window.__millrace.workflow().nodes[2]).includes('who'));
  await page.says('preview', 'Dear Ada');
});
