// Connecting, inserting, deleting with healing; all of it taken back, and done again.

import assert from 'node:assert/strict';
import { create } from '../lib/canvas.mjs';
import { middle } from '../lib/page.mjs';
import { scenario } from '../lib/world.mjs';

const node = (id, name, kind, x, version = 1) => ({ id, name, kind, version, position: [x, 0] });
const THREE = {
  name: 'Wires',
  nodes: [node('a', 'Start', 'manual', 0), node('b', 'Middle', 'no-op', 288), node('c', 'End', 'no-op', 576)],
  edges: [],
};

scenario('connect, insert, delete and heal; undo all, redo all', async ({ page, world }) => {
  const { id, canvas } = await create(page, THREE);
  await page.press('1');
  await canvas.connect('Start', 'Middle');
  await canvas.has(['Start → Middle']);
  await canvas.connect('Middle', 'End');
  await canvas.has(['Start → Middle', 'Middle → End']);

  const wire = middle(await canvas.wire('Start', 'Middle'));
  await page.drag(middle(await page.reach({ testid: 'step-limit', within: 'palette' })), wire);
  await canvas.has(['Start → Limit', 'Limit → Middle', 'Middle → End']);

  await canvas.click('Middle');
  await canvas.selected('Middle');
  await page.press('Delete');
  await canvas.has(['Start → Limit', 'Limit → End']);
  const all = await canvas.workflow();

  while (!(await page.look('undo')).disabled) await page.click('undo');
  await canvas.has([]);
  assert.deepEqual(await canvas.names(), ['Start', 'Middle', 'End']);
  // By key and by button it is the same.
  await page.clickAt(await canvas.beside('Middle', [0, 160]));
  await page.press('Control+Shift+Z');
  await canvas.has(['Start → Middle']);
  await page.press('Control+Y');
  await canvas.has(['Start → Middle', 'Middle → End']);
  while (!(await page.look('redo')).disabled) await page.click('redo');
  await canvas.has(['Start → Limit', 'Limit → End']);
  assert.deepEqual(await canvas.workflow(), all);

  await canvas.saved();
  const kept = await page.call('workflow_open', { id });
  assert.deepEqual(kept.workflow.nodes.map((one) => one.name).sort(), ['End', 'Limit', 'Start']);
  void world;
});

scenario('a wire is selected and deleted, steps are copied, pasted, doubled and switched off', async ({ page }) => {
  const { canvas } = await create(page, { ...THREE, edges: [{ from: { node: 'a' }, to: { node: 'b' } }, { from: { node: 'b' }, to: { node: 'c' } }] });
  await page.press('1');
  // Its middle has the button that inserts a step; beside that a click selects the wire.
  const [[from, y], [half]] = [middle(await canvas.port('Middle', 'output')), middle(await canvas.wire('Middle', 'End'))];
  await page.clickAt([(from + half) / 2, y]);
  await page.press('Delete');
  await canvas.has(['Start → Middle']);
  await canvas.click('Middle');
  await canvas.selected('Middle');
  await page.press('Control+C');
  // The clipboard is the system's, and takes its time.
  await page.wait(async () => {
    await page.press('Control+V');
    await page.frame();
    return (await canvas.names()).length > 3;
  }, 'nothing was pasted');
  await canvas.hasSteps(4);
  await page.press('Control+D');
  await canvas.hasSteps(5);
  await page.press('d');
  await page.until(() => window.__millrace.workflow().nodes.some((one) => one.disabled));
  await page.press('Control+A');
  await page.until(() => window.__millrace.selected().length === 5);
  await page.press('Delete');
  await canvas.hasSteps(0);
  await page.press('Control+Z');
  await canvas.hasSteps(5);
});
