// A workflow of a thousand steps is opened, looked over and changed.

import { Canvas } from '../lib/canvas.mjs';
import { middle } from '../lib/page.mjs';
import { many } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

scenario('a thousand steps are opened, panned and edited', { limit: 480_000 }, async ({ page }) => {
  const draft = await page.call('workflow_create', { name: 'Thousand', workflow: many(1000) });
  await page.go(`#/workflow/${draft.workflow.id}`);
  await page.until(() => window.__millrace?.rects()?.nodes?.length === 1000);
  const canvas = new Canvas(page);
  const before = await canvas.card('Step 500');
  const at = middle((await canvas.rects()).canvas);
  await page.wait(async () => {
    await page.wheel(at, [20, 30]);
    await page.frame();
    return (await canvas.card('Step 500')).y < before.y - 100;
  }, 'the wheel does not move the canvas');

  // At full size a step is opened, its form is filled, and it is moved.
  await page.clickAt(middle((await canvas.rects()).canvas));
  await page.keys('1', '0');
  await page.until(() => window.__millrace.rects().zoom > 0.99);
  const { nodes, canvas: area } = await canvas.rects();
  const near = nodes.find((node) => node.x > area.x + 40 && node.x + node.width < area.x + area.width - 260
    && node.y > area.y + 60 && node.y + node.height < area.y + area.height - 220);
  await page.clickAt(middle(near));
  await page.says('step-name', near.name);
  await page.click({ css: '[data-testid=assignment] .value-input' }, { at: [6, 8] });
  await page.press('End');
  await page.type(' and words');
  await page.until((id) => JSON.stringify(window.__millrace.workflow().nodes.find((node) => node.id === id)).includes('and words'), near.id);
  await page.drag(middle(near), [near.x + near.width / 2 + 40, near.y + near.height / 2 + 90]);
  await page.until((id, y) => window.__millrace.rects().nodes.find((node) => node.id === id).y > y + 40, near.id, near.y);
  await canvas.saved();
});
