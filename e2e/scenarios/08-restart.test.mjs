// Nothing is lost: not by a reload, not when the power goes.

import assert from 'node:assert/strict';
import { Canvas, create, openEditor } from '../lib/canvas.mjs';
import { scenario } from '../lib/world.mjs';
import { step } from '../lib/workflows.mjs';

const ONE = { name: 'Kept', nodes: [step('a', 'Start', 'manual', 0)], edges: [] };
const add = async (page, canvas, kind, count) => {
  await page.click({ testid: `step-${kind}`, within: 'palette' });
  await canvas.hasSteps(count);
};

scenario('a reload keeps the draft, the run and what can be taken back', { strict: true }, async ({ page }) => {
  const { canvas } = await create(page, ONE);
  await canvas.click('Start');
  await add(page, canvas, 'limit', 2);
  await add(page, canvas, 'no-op', 3);
  await page.press('Control+Enter');
  await page.says('run-sentence', '1 item came out');
  const before = await canvas.workflow();
  await page.reload();
  await page.until(() => Boolean(window.__millrace?.workflow()?.nodes));
  await canvas.rects();
  assert.deepEqual(await canvas.workflow(), before);
  await page.says('run-sentence', '1 item came out');
  await page.click('undo');
  await canvas.hasSteps(2);
  await page.click('redo');
  await canvas.hasSteps(3);
});

scenario('killed in the middle, everything that was said to be saved is there', { strict: true }, async ({ page: first, world }) => {
  const { id, canvas } = await create(first, ONE);
  await canvas.click('Start');
  await add(first, canvas, 'limit', 2);
  await add(first, canvas, 'no-op', 3);
  await canvas.saved();
  const before = await canvas.workflow();
  await world.kill();
  const page = await world.restart();
  const after = await openEditor(page, id);
  assert.deepEqual(await after.workflow(), before);
  await page.click('undo');
  await page.click('undo');
  await after.hasSteps(1);
  await page.click('redo');
  await after.hasSteps(2);
});

scenario('everything is taken back and done again over restarts', { strict: true }, async ({ page: first, world }) => {
  const { id, canvas } = await create(first, ONE);
  const start = await canvas.workflow();
  await canvas.click('Start');
  await add(first, canvas, 'limit', 2);
  await add(first, canvas, 'no-op', 3);
  await first.press('F2');
  await first.until(() => document.activeElement?.matches('input'));
  await first.press('Control+A');
  await first.type('Renamed');
  await first.press('Enter');
  await canvas.has(['Start → Limit', 'Limit → Renamed']);
  await first.press('d');
  await first.until(() => window.__millrace.workflow().nodes.some((node) => node.disabled));
  await canvas.click('Limit');
  await first.press('Delete');
  await canvas.has(['Start → Renamed']);
  await canvas.saved();
  const end = await canvas.workflow();

  await world.kill();
  let page = await world.restart();
  let now = await openEditor(page, id);
  const all = async (button) => {
    let times = 0;
    await page.see(button);
    while (!(await page.look(button)).disabled) {
      const before = JSON.stringify(await now.workflow());
      await page.click(button);
      await page.wait(async () => JSON.stringify(await now.workflow()) !== before, `${button} changes nothing`);
      times += 1;
    }
    await now.saved();
    return times;
  };
  const undone = await all('undo');
  assert.ok(undone >= 5, `${undone} changes were taken back`);
  assert.deepEqual(await now.workflow(), start);

  await world.kill();
  page = await world.restart();
  now = await openEditor(page, id);
  assert.deepEqual(await now.workflow(), start);
  assert.equal(await all('redo'), undone);
  assert.deepEqual(await now.workflow(), end);
});

scenario('a version is kept, compared and brought back', { strict: true }, async ({ page }) => {
  await create(page, ONE);
  const canvas = new Canvas(page);
  await canvas.click('Start');
  await page.press('Control+S');
  await page.says('saved', 'Saved as a version');
  await add(page, canvas, 'limit', 2);
  await page.press('Alt+V');
  await page.click('version-compare');
  await page.see({ text: 'A version beside the draft' });
  await page.click('version-restore');
  await canvas.hasSteps(1);
  await page.press('Control+Z');
  await canvas.hasSteps(2);
});
