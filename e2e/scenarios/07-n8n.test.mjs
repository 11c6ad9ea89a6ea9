// A workflow of n8n is imported, run, changed and exported again.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { Canvas } from '../lib/canvas.mjs';
import { scenario } from '../lib/world.mjs';

const FILE = fileURLToPath(new URL('../files/customers.n8n.json', import.meta.url));
const byName = (workflow) => Object.fromEntries(workflow.nodes.map((node) => [node.name, node]));

scenario('an n8n file is imported, run, changed and exported', async ({ page }) => {
  const original = JSON.parse(await fs.readFile(FILE, 'utf8'));
  await page.click('door-import');
  await page.see('import-files');
  await page.files('import-files-input', [FILE]);
  await page.says('import-outcome', 'Customers by city');
  await page.see({ text: 'Nothing was run.' });
  await page.click('import-open');
  const canvas = new Canvas(page);
  await canvas.rects();
  await canvas.has([
    'When clicking ‘Test workflow’ → Customers', 'Customers → Lives in London?',
    'Lives in London? → Greet', 'Lives in London?.1 → Elsewhere',
  ]);
  await page.click('run');
  await page.says('run-sentence', 'steps ran');
  await canvas.click('Greet');
  await page.click('step-output-tab');
  await page.says('data-table', 'Dear Grace');

  // Steps copied in n8n are pasted onto the canvas.
  await page.clickAt(await canvas.beside('Elsewhere', [0, 140]));
  await page.copyText(JSON.stringify({ nodes: [{ ...original.nodes[4], id: 'x', name: 'Pasted' }], connections: {} }));
  await page.press('Control+V');
  await page.until(() => window.__millrace.workflow().nodes.some((node) => node.name === 'Pasted'));
  await canvas.saved();

  await page.click({ role: 'button', name: 'More', within: { css: 'header.top' } });
  const { name, text } = await page.saves(() => page.click('menu-export-n8n'));
  assert.match(name, /\.json$/);
  const exported = JSON.parse(text);
  const [before, after] = [byName(original), byName(exported)];
  for (const [key, node] of Object.entries(before)) {
    assert.equal(after[key]?.type, node.type, key);
    assert.deepEqual(after[key].parameters, node.parameters, key);
    assert.deepEqual(after[key].position, node.position, key);
  }
  assert.equal(after.Pasted?.type, 'n8n-nodes-base.noOp');
  assert.deepEqual(exported.connections, original.connections);
});
