// What went wrong in the runs is put together: what, where, how often, what was done about it, and the way to the step.

import assert from 'node:assert/strict';
import { create } from '../lib/canvas.mjs';
import { scenario } from '../lib/world.mjs';
import { step, wire } from '../lib/workflows.mjs';

const BREAKS = "throw new Error('The shop is closed.');";

/** A workflow whose one step breaks, is tried again, and stops the run or not. */
const breaks = (name, more) => ({
  name,
  nodes: [
    step('a', 'Start', 'manual', 0),
    { ...step('b', 'Ask the shop', 'code', 288, { jsCode: BREAKS }, 2), retry: { attempts: 2, wait: { fixed: { ms: 0 } } }, ...more },
    step('c', 'After', 'no-op', 576),
  ],
  edges: [wire('a', 'b'), wire('b', 'c')],
});

const errors = async (page) => {
  await page.go('#/runs');
  await page.click('runs-errors-tab');
};

scenario('errors are listed with what was done about them, and lead to their step', async ({ page }) => {
  await errors(page);
  await page.says({ css: '#runs-errors-panel' }, 'No errors in the last 30 days');

  await create(page, breaks('Stops'));
  await page.click('run');
  await page.says('run-sentence', /Ask the shop/);
  await create(page, breaks('Goes on', { onError: 'skip' }));
  await page.click('run');
  await page.see('run');
  await page.see({ testid: 'run-sentence' });

  await errors(page);
  const row = (workflow) => ({ testid: 'error-row', has: workflow });
  await page.says(row('Stops'), /The shop is closed.*Ask the shop.*2 times.*in one run.*tried again: 1.*run failed: 1/is);
  await page.says(row('Goes on'), /The shop is closed.*tried again: 1.*went on without it: 1.*1 of 1/is);

  // Only one workflow.
  await page.choose('errors-workflow', 'Stops');
  await page.gone(row('Goes on'));
  assert.equal(await page.count('error-row'), 1);
  await page.choose('errors-workflow', 'All workflows');
  await page.see(row('Goes on'));

  // To the step of the newest run, and back to the list.
  await page.click({ role: 'link', name: 'The shop is closed', within: row('Goes on') });
  await page.see('run-screen');
  await page.says('step-output-tab', /Output/);
  await page.says({ css: '.inspector' }, 'Ask the shop');
  await page.evaluate(() => window.history.back());
  await page.see(row('Stops'));

  // The history outlives its run.
  await page.click('runs-list-tab');
  await page.click({ testid: 'run-delete', within: { testid: 'run-row', has: 'Stops' } });
  await page.click({ role: 'button', name: 'Delete run' });
  await page.gone({ testid: 'run-row', has: 'Stops' });
  await page.click('runs-errors-tab');
  await page.says(row('Stops'), /The shop is closed/);
  assert.equal(await page.count({ role: 'link', within: row('Stops') }), 0, 'there is nothing left to open');
});
