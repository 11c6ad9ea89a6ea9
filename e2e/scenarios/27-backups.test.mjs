// Backups: made by hand, put back, and what was there before is a backup too. What is missing from the database is told,
// with the choice to go on without it.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
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
  await page.see(line('Before a restore'));
}

scenario('what was thrown away comes back from a backup, and the restore can be taken back', { strict: true }, async ({ page }) => {
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
  await restore(page, 'Before a restore');
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Made since' });
  await page.gone({ testid: 'workflow-row', has: 'Keep me' });
});

/** Puts a leaf without rows in the place of the table's page that holds a text. SQLite finds nothing wrong with it. */
function emptyPage(bytes, text) {
  const size = bytes.readUInt16BE(16);
  for (let at = 0; at < bytes.length; at += size) {
    const page = bytes.subarray(at, at + size);
    // A leaf of a table that has no row ids.
    if (page[0] !== 10 || !page.includes(text)) continue;
    page.fill(0);
    page[0] = 10;
    page.writeUInt16BE(size, 5);
    return;
  }
  throw new Error(`no page holds ${text}`);
}

scenario('what is missing from the database is told until the person goes on without it', { strict: true }, async ({ page: first, world }) => {
  const host = 'host:the-only-grant.example';
  const { id, canvas } = await create(first, {
    name: 'Was allowed something',
    nodes: [step('a', 'Start', 'manual', 0)],
    edges: [],
  });
  await canvas.saved();
  await first.call('grants_set', { workflow: id, allowed: [host] });
  // The database as one whole file.
  const { name } = await first.call('backup_now');
  await world.kill();
  const bytes = await fs.readFile(path.join(world.data, 'backups', name));
  emptyPage(bytes, host);
  for (const end of ['.db-wal', '.db-shm', '.anchor']) {
    await fs.rm(path.join(world.data, `millrace${end}`), { force: true });
  }
  await fs.writeFile(path.join(world.data, 'millrace.db'), bytes);

  const page = await world.restart();
  const told = { testid: 'notice', has: 'Missing from the database' };
  await page.says(told, /1 list of a workflow’s permissions/);
  await assert.rejects(page.call('grants_read', { workflow: id }), 'it is not said that nothing is allowed');
  await page.click({ role: 'button', name: 'Show backups', within: told });
  await page.see({ css: '[data-testid=backups] li' });
  await page.click({ role: 'button', name: 'Go on without them', within: told });
  await page.gone(told);
  await page.says({ testid: 'notice', has: 'goes on without' }, /Millrace goes on without them/);
  const [grants] = await page.call('grants_read', { workflow: id });
  assert.deepEqual(grants.allowed, [], 'it is asked for again');

  await world.kill();
  const again = await world.restart();
  // A window opens where it always does, a page where it was.
  await again.go('#/settings');
  await again.see({ css: '[data-testid=backups] li' });
  await again.gone(told);
});

scenario('a database that does not open is put right by a backup, and one whose folder may not be used by itself', { strict: true, worlds: ['window'] }, async ({ page: first, world }) => {
  const { id, canvas } = await create(first, { name: 'Was there', nodes: [step('a', 'Start', 'manual', 0)], edges: [] });
  await canvas.saved();
  const { name } = await first.call('backup_now');
  await world.kill();
  const file = path.join(world.data, 'millrace.db');
  for (const end of ['-wal', '-shm']) await fs.rm(`${file}${end}`, { force: true });
  await fs.writeFile(file, 'this is no database');

  let page = await world.restart();
  const failed = { css: '.start-failed' };
  await page.says(failed, /cannot be opened: the database is damaged/);
  await page.says(failed, /Restore a backup/);
  // One cannot be made of it, and nothing else is there to be clicked.
  await page.gone('backup-now');
  await page.gone({ css: '.rail' });
  await page.click({ role: 'button', name: 'Restore', within: line('Made by you') });
  await page.click('confirm');
  await page.see({ css: '.rail' });
  await page.says('notice', 'The backup is restored.');
  const again = await openEditor(page, id);
  await again.hasSteps(1);
  // What was there is kept, and runs go on being watched over.
  const kept = await page.call('backup_list');
  assert.ok(kept.some((one) => one.kind === 'replaced'), JSON.stringify(kept));
  assert.ok(kept.some((one) => one.name === name));
  await world.kill();

  // One that was removed is no first start: nothing takes its place unasked.
  for (const end of ['', '-wal', '-shm']) await fs.rm(`${file}${end}`, { force: true });
  page = await world.restart();
  await page.says(failed, /or is gone/);
  await page.says(line('Made by you'), /1 workflow/);
  await page.click({ role: 'button', name: 'Restore', within: line('Made by you') });
  await page.click('confirm');
  await page.see({ css: '.rail' });
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Was there' });
  await world.kill();

  // Where a folder is missing none is made in its place before somebody says so.
  await fs.rename(world.data, `${world.data}.away`);
  await fs.writeFile(world.data, 'in its place');
  page = await world.restart();
  await page.says(failed, /cannot be reached: its folder is gone/);
  await page.gone({ css: '[data-testid=backups]' });
  await fs.rm(world.data);
  await fs.rename(`${world.data}.away`, world.data);
  await page.click({ role: 'button', name: 'Try again' });
  await page.see({ css: '.rail' });
  await page.go('#/workflows');
  await page.see({ testid: 'workflow-row', has: 'Was there' });
});

scenario('a database that does not open and has no backup is begun anew, and kept', { strict: true, worlds: ['window'] }, async ({ page: first, world }) => {
  const { canvas } = await create(first, { name: 'Was there', nodes: [step('a', 'Start', 'manual', 0)], edges: [] });
  await canvas.saved();
  await world.kill();
  await fs.rm(path.join(world.data, 'backups'), { recursive: true, force: true });
  const file = path.join(world.data, 'millrace.db');
  for (const end of ['-wal', '-shm']) await fs.rm(`${file}${end}`, { force: true });
  await fs.writeFile(file, 'this is no database');

  const page = await world.restart();
  await page.says({ css: '.start-failed' }, /There are no backups yet/);
  // No is no.
  await page.click('begin-anew');
  await page.click({ role: 'button', name: 'Cancel' });
  assert.equal(await fs.readFile(file, 'utf8'), 'this is no database');
  await page.click('begin-anew');
  await page.click('confirm');
  await page.see({ css: '.rail' });
  await page.says('notice', /begins with nothing/);
  await page.go('#/settings');
  // What cannot be restored offers no button that restores it.
  await page.says(line('Before a restore'), /cannot be restored/);
  await page.gone({ role: 'button', name: 'Restore', within: line('Before a restore') });
  const kept = (await page.call('backup_list')).find((one) => one.kind === 'replaced');
  assert.equal(await fs.readFile(path.join(world.data, 'backups', kept.name), 'utf8'), 'this is no database');
  const { canvas: late } = await create(page, { name: 'New', nodes: [step('a', 'Start', 'manual', 0)], edges: [] });
  await late.saved();
  await world.kill();
  const again = await world.restart();
  await again.go('#/workflows');
  await again.see({ testid: 'workflow-row', has: 'New' });
});
