// Many workflow files at once.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Canvas } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

const own = (name) => JSON.stringify({
  format: 'millrace/1', name, nodes: [step('a', 'Start', 'manual', 0), step('b', 'Last', 'no-op', 288)], edges: [wire('a', 'b')],
});
const n8n = (name) => JSON.stringify({
  name,
  nodes: [
    { id: '1', name: 'Begin', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
    { id: '2', name: 'End', type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [220, 0], parameters: {} },
  ],
  connections: { Begin: { main: [[{ node: 'End', type: 'main', index: 0 }]] } },
});

/** What is in the folder: workflows of both kinds, one that is none, and what is not asked about. */
const FOLDER = {
  'letters.millrace': own('Letters'),
  'prices.json': n8n('Prices'),
  'notes.json': '{"just": "notes"}',
  'cut.json': n8n('Cut').slice(0, 80),
  'deeper/still/orders.JSON': n8n('Orders'),
  'deeper/letters.millrace': own('Letters'),
  'deeper/picture.png': 'no picture',
  'readme.md': '# Workflows',
};
const NAMES = ['Letters', 'Letters 2', 'Orders', 'Prices'];

/** Writes the folder; its path. */
async function folder(home) {
  const root = path.join(home, 'workflows');
  for (const [name, text] of Object.entries(FOLDER)) {
    await fs.mkdir(path.dirname(path.join(root, name)), { recursive: true });
    await fs.writeFile(path.join(root, name), text);
  }
  return root;
}

/** Waits for what became of the files, and looks at what is kept. */
async function outcome(page) {
  await page.says({ css: 'dialog[open]' }, 'Imported: 4. Not imported: 2. Nothing was run.');
  assert.equal(await page.count('import-outcome'), 4);
  assert.equal(await page.count('import-failed'), 2);
  for (const file of ['notes.json', 'cut.json']) await page.says({ testid: 'import-failed', has: file }, /This is not a workflow file\. \S/);
  const { rows } = await page.call('workflow_list', { filter: {}, page: {} });
  assert.deepEqual(rows.map(({ name }) => name).toSorted(), NAMES);
  assert.equal((await page.call('run_list', { filter: {}, page: {} })).rows.length, 0, 'nothing was run');
  await page.click({ testid: 'import-open', within: { testid: 'import-outcome', has: 'Orders' } });
  await page.until(() => window.__millrace?.workflow()?.name === 'Orders');
  await new Canvas(page).has(['Begin → End']);
  await page.go('#/');
  for (const name of NAMES) await page.see({ testid: 'workflow-row', has: name });
}

scenario('a folder of workflows is imported', { worlds: ['browser'] }, async ({ page, home }) => {
  await page.click('door-import');
  await page.see('import-folder');
  await page.files('import-folder-input', [await folder(home)]);
  await outcome(page);
});

scenario('several files are chosen at once', async ({ page, home }) => {
  const root = await folder(home);
  await page.click('door-import');
  await page.see('import-files');
  const chosen = Object.keys(FOLDER).filter((name) => /\.(json|millrace)$/i.test(name));
  await page.files('import-files-input', chosen.map((name) => path.join(root, name)));
  await outcome(page);
});
