// Backups: made by hand, put back, and what was there before is a backup too.

import { create, openEditor } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

const NEWEST = { css: '[data-testid=backups] li:first-child' };

/** Restores the newest backup in the list; what was there is one more. */
async function restoreNewest(page) {
  const all = () => page.count({ css: '[data-testid=backups] li' });
  const before = await all();
  await page.click({ css: '[data-testid=backups] li:first-child button' });
  await page.click('confirm');
  await page.wait(async () => (await all()) > before, 'nothing was restored');
  await page.says(NEWEST, 'Replaced by a restore');
}

scenario('what was thrown away comes back from a backup, and the restore can be taken back', async ({ page }) => {
  const { id, canvas } = await create(page, {
    name: 'Keep me',
    nodes: [step('a', 'Start', 'manual', 0), step('b', 'Only step', 'no-op', 288)],
    edges: [wire('a', 'b')],
  });
  await canvas.saved();
  await page.go('#/settings');
  await page.click('backup-now');
  await page.says(NEWEST, 'Made by you');

  await page.call('workflow_trash', { id });
  await page.call('workflow_erase', { id });
  await page.call('workflow_create', { name: 'Made since' });
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Made since' });
  await page.gone({ testid: 'workflow-row', has: 'Keep me' });

  await page.go('#/settings');
  await page.says(NEWEST, 'Made by you');
  await restoreNewest(page);
  const again = await openEditor(page, id);
  await again.hasSteps(2);
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Keep me' });
  await page.gone({ testid: 'workflow-row', has: 'Made since' });

  // What was there before the restore is restored like any other.
  await page.go('#/settings');
  await restoreNewest(page);
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Made since' });
  await page.gone({ testid: 'workflow-row', has: 'Keep me' });
});
