// axe-core finds nothing serious or critical on any screen, light and dark.

import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { scenario } from '../lib/world.mjs';
import { screens } from '../lib/screens.mjs';

const AXE = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');

/** What axe finds serious or critical now, as lines. */
async function faults(page) {
  await page.run(`window.axe ? true : (() => { ${AXE} })()`);
  return page.evaluate(async () => {
    const found = await window.axe.run(document, { resultTypes: ['violations'] });
    return found.violations
      .filter((one) => ['serious', 'critical'].includes(one.impact))
      .flatMap((one) => one.nodes.map((node) => `${one.id}: ${node.target.join(' ')}: ${node.failureSummary.split('\n').slice(1).join(' ')}`));
  });
}

for (const dark of [false, true]) {
  scenario(`axe finds nothing serious on any screen, ${dark ? 'dark' : 'light'}`, { worlds: ['browser'], dark, limit: 600_000 }, async ({ page, world }) => {
    const all = [];
    await screens(page, world, async (name) => {
      for (const fault of await faults(page)) all.push(`${name}: ${fault}`);
    });
    assert.equal(all.join('\n'), '');
  });
}
