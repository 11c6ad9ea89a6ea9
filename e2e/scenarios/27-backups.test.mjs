// Backups: made by hand, put back, and what was there before is a backup too.

import { create, openEditor } from '../lib/canvas.mjs';
import { pause } from '../lib/process.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

/** A line of the list. The day's own backup may come in at any moment, so none is known by its place. */
const line = (kind) => ({ css: '[data-testid=backups] li', has: kind });

/** Restores a backup; what was there is one more. */
async function restore(page, kind) {
  const all = () => page.count({ css: '[data-testid=backups] li' });
  const before = await all();
  await page.click({ role: 'button', name: 'Restore', within: line(kind) });
  await page.click('confirm');
  await page.wait(async () => (await all()) > before, 'nothing was restored');
  await page.see(line('Replaced by a restore'));
}

scenario('what was thrown away comes back from a backup, and the restore can be taken back', async ({ page }) => {
  const { id, canvas } = await create(page, {
    name: 'Keep me',
    nodes: [step('a', 'Start', 'manual', 0), step('b', 'Only step', 'no-op', 288)],
    edges: [wire('a', 'b')],
  });
  await canvas.saved();
  await page.go('#/settings');
  // The sections above it may still grow while they are read, and move the button away from under the pointer.
  await page.wait(async () => {
    if (await page.count(line('Made by you'))) return true;
    await page.click('backup-now');
    await pause(1_000);
    return false;
  }, 'no backup is made');

  await page.call('workflow_trash', { id });
  await page.call('workflow_erase', { id });
  await page.call('workflow_create', { name: 'Made since' });
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Made since' });
  await page.gone({ testid: 'workflow-row', has: 'Keep me' });

  await page.go('#/settings');
  await page.see(line('Made by you'));
  await restore(page, 'Made by you');
  const again = await openEditor(page, id);
  await again.hasSteps(2);
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Keep me' });
  await page.gone({ testid: 'workflow-row', has: 'Made since' });

  // What was there before the restore is restored like any other.
  await page.go('#/settings');
  await restore(page, 'Replaced by a restore');
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Made since' });
  await page.gone({ testid: 'workflow-row', has: 'Keep me' });
});
