// A workflow of five steps, built with the mouse alone.

import assert from 'node:assert/strict';
import { create } from '../lib/canvas.mjs';
import { middle } from '../lib/page.mjs';
import { scenario } from '../lib/world.mjs';

scenario('five steps are built and run by mouse alone', async ({ page }) => {
  const { canvas } = await create(page, { name: 'By mouse', nodes: [], edges: [] });
  await page.evaluate(() => {
    window.e2eKeys = 0;
    addEventListener('keydown', () => { window.e2eKeys += 1; }, true);
  });

  // A step of the list is dragged onto the canvas.
  const area = (await canvas.rects()).canvas;
  const row = await page.reach('step-manual');
  const place = [area.x + 140, area.y + area.height / 2];
  await page.drag(middle(row), place);
  await canvas.hasSteps(1);
  const first = middle(await canvas.card('When you press Run'));
  assert.ok(Math.hypot(first[0] - place[0], first[1] - place[1]) < 24, `dropped at ${place}, the card is at ${first}`);

  // A wire that ends on nothing opens the list of steps there; the step comes with the wire.
  const out = middle(await canvas.port('When you press Run', 'output'));
  await page.drag(out, [out[0] + 140, out[1] - 90]);
  await page.see('step-popup');
  await page.click({ testid: 'step-set', within: 'step-popup' });
  await canvas.has(['When you press Run → Edit Fields']);

  // A click in the list adds behind the selected step.
  await canvas.selected('Edit Fields');
  await page.click({ testid: 'step-limit', within: 'palette' });
  await canvas.has(['When you press Run → Edit Fields', 'Edit Fields → Limit']);

  // A step that is dropped on a wire is put into it.
  const wire = middle(await canvas.wire('Edit Fields', 'Limit'));
  await page.drag(middle(await page.reach({ testid: 'step-no-op', within: 'palette' })), wire);
  await canvas.has([
    'When you press Run → Edit Fields', 'Edit Fields → No Operation', 'No Operation → Limit',
  ]);

  // A step by itself, connected from port to port.
  await page.clickAt(middle((await canvas.rects()).buttons.fit));
  const limit = await canvas.card('Limit');
  const date = await page.reach({ testid: 'step-date-time', within: 'palette' });
  await page.drag(middle(date), [limit.x + limit.width / 2, limit.y + limit.height + 110]);
  await canvas.hasSteps(5);
  await canvas.connect('Limit', 'Date & Time');
  const wanted = [
    'When you press Run → Edit Fields', 'Edit Fields → No Operation', 'No Operation → Limit', 'Limit → Date & Time',
  ];
  await canvas.has(wanted);

  // A card is moved, a box selects several.
  const before = await canvas.card('Date & Time');
  await page.drag(middle(before), [before.x + before.width / 2 + 60, before.y + before.height / 2 + 40]);
  const after = await canvas.card('Date & Time');
  assert.ok(after.x > before.x + 20 && after.y > before.y + 10, 'the card was moved');

  await page.click('run');
  await page.says('run-sentence', '1 item came out of “Date & Time”');
  assert.equal(await page.evaluate(() => window.e2eKeys), 0, 'no key was pressed');
  await canvas.saved();
});
