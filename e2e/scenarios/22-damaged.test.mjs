// A workflow whose stored content is damaged: said where it is opened, and left as it is.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { create, openEditor } from '../lib/canvas.mjs';
import { Program } from '../lib/process.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

const WHOLE = '"name":"The step that breaks"';
const BROKEN = '"name":"The step "hat breaks"';

/** Opens and closes the data folder, so that all of it is in one file. */
async function settle(world) {
  const program = new Program(process.env.MILLRACE_BIN || 'millrace', ['list', '--data', world.data], { env: { HOME: world.home } });
  await program.ended;
  assert.equal(program.child.exitCode, 0, program.output);
}

/** Changes bytes of the store behind Millrace's back; how often they were there. */
async function patch(world, from, to) {
  const file = path.join(world.data, 'millrace.db');
  const before = await fs.readFile(file, 'latin1');
  const parts = before.split(from);
  await fs.writeFile(file, parts.join(to), 'latin1');
  return parts.length - 1;
}

scenario('a damaged workflow says why it does not open, and stays as it is', async ({ page: first, world }) => {
  const { id } = await create(first, {
    name: 'Damaged',
    nodes: [step('a', 'Start', 'manual', 0), step('b', 'The step that breaks', 'no-op', 288)],
    edges: [wire('a', 'b')],
  });
  const other = await create(first, { name: 'Whole', nodes: [step('a', 'Start', 'manual', 0)], edges: [] });
  await other.canvas.saved();
  await world.kill();
  await settle(world);
  const damaged = await patch(world, WHOLE, BROKEN);
  assert.ok(damaged > 0, 'the step is found in the store');

  const page = await world.restart();
  await page.go(`#/workflow/${id}`);
  await page.says({ css: '.editor-failed' }, 'What is stored of this is damaged and cannot be read.');
  await page.says({ css: '.editor-failed' }, 'Nothing was changed.');
  await page.click({ css: '.editor-failed summary' });
  await page.says({ css: '.editor-failed pre' }, 'store.damaged');
  await page.says({ css: '.editor-failed pre' }, id);
  await page.click({ role: 'button', name: 'Try again', within: { css: '.editor-failed' } });
  await page.says({ css: '.editor-failed' }, 'is damaged');

  // It is in the list still, and what is beside it opens.
  await page.click({ role: 'button', name: 'All workflows', within: { css: '.editor-failed' } });
  await page.see({ testid: 'workflow-row', has: 'Damaged' });
  const whole = await openEditor(page, other.id);
  await whole.hasSteps(1);
  await whole.saved();

  // What is stored was left as it is: mended, it is there again.
  await world.kill();
  await settle(world);
  assert.equal(await patch(world, BROKEN, WHOLE), damaged);
  const after = await openEditor(await world.restart(), id);
  await after.has(['Start → The step that breaks']);
});
