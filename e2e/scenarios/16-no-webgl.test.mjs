// Without WebGL there is no canvas: the outline opens instead and says why.

import { scenario } from '../lib/world.mjs';

scenario('without WebGL the outline opens and says why', { worlds: ['browser'], webgl: false }, async ({ page }) => {
  await page.click('template-quick-start');
  await page.see('outline');
  await page.says('no-webgl', 'no WebGL');
  await page.click({ testid: 'outline-row', has: 'Write a reminder' });
  await page.click('run');
  await page.says('run-sentence', '3 items came out of “Largest first”');
  await page.click('step-output-tab');
  await page.says('data-table', 'Dear Ada');
});
