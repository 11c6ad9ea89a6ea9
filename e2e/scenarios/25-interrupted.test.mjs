// A run that was cut off in the middle of something waits for the person, and each of the three ways on does what it says.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import http from 'node:http';
import path from 'node:path';
import { create, openEditor } from '../lib/canvas.mjs';
import { scenario } from '../lib/world.mjs';
import { step, wire } from '../lib/workflows.mjs';

/** A server that takes messages: it lets the first of each path wait for ever, and answers the next ones. */
async function postOffice(work) {
  const letters = [];
  const server = http.createServer((request, response) => {
    letters.push({ path: request.url, key: request.headers['idempotency-key'] });
    const first = letters.filter((letter) => letter.path === request.url).length === 1;
    if (!first) response.end('{"taken":true}');
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  const { port } = server.address();
  const of = (name) => letters.filter((letter) => letter.path === `/${name}`);
  try {
    await work({ port, of });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A workflow that sends a letter, allowed to. */
async function sends(page, name, port) {
  const { id, canvas } = await create(page, {
    name,
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'Before', 'set', 272, {
        assignments: { assignments: [{ id: 'n', name: 'count', type: 'number', value: 7 }] },
      }, 3.4),
      step('c', 'Send the letter', 'http.request', 544, { method: 'POST', url: `http://127.0.0.1:${port}/${name}` }, 4.2),
      step('d', 'After', 'no-op', 816),
    ],
    edges: [wire('a', 'b'), wire('b', 'c'), wire('c', 'd')],
  });
  await page.call('grants_set', { workflow: id, allowed: [`host:127.0.0.1:${port}`] });
  return { id, canvas };
}

/** An entry that was decided about stays where it was and says what came of it; who decided goes on from there. */
async function settled(page, entry, said) {
  await page.says({ testid: 'inbox-outcome', within: entry }, said);
  await page.gone({ testid: 'inbox-resume', within: entry });
  const there = () => document.activeElement.closest('[data-testid="inbox-entry"]')?.textContent ?? document.activeElement.tagName;
  await page.wait(async () => (await page.evaluate(there)).includes(entry.has), async () => `the focus is in ${await page.evaluate(there)}`);
}

scenario('a double click decides about one run and not about the next', { strict: true, limit: 300_000, worlds: ['browser'] }, async ({ page: first, world }) => {
  await postOffice(async ({ port, of }) => {
    const names = ['Alpha', 'Beta'];
    const ids = {};
    for (const name of names) {
      ids[name] = (await sends(first, name, port)).id;
      await first.click('run');
      await first.wait(() => of(name).length === 1, `${name} sends nothing`);
    }
    await world.kill();
    const page = await world.restart();
    await page.go('#/runs');
    await page.see('inbox');
    const entry = (name) => ({ testid: 'inbox-entry', has: name });
    const place = async (name) => JSON.stringify((await page.look(entry(name))).rect);
    const order = await page.evaluate(() => [...document.querySelectorAll('[data-testid="inbox-entry"] .row-name')].map((one) => one.textContent));
    assert.deepEqual([...order].sort(), names);
    const [upper, lower] = order;

    // Who runs a workflow whose run waits for a decision is asked first.
    await openEditor(page, ids[upper]);
    await page.click('run');
    await page.says({ css: 'dialog[open]' }, 'waits in the inbox for your decision');
    await page.click({ role: 'button', name: 'Cancel' });
    await page.gone('run-anyway');
    assert.equal(of(upper).length, 1, 'nothing is sent that was not asked for');
    await page.click('run');
    await page.click('open-inbox');
    await page.see('inbox');
    const before = await place(lower);
    const button = { role: 'button', name: `Run the step again: ${upper}` };
    const { x, y, width, height } = await page.reach(button);
    // As slow as a double click is at most: what was pressed first is done by then.
    await page.clickAt([x + width / 2, y + height / 2]);
    await page.wait(() => of(upper).length === 2, 'the step does not run again');
    await page.says('rail-waiting', '1');
    await page.clickAt([x + width / 2, y + height / 2]);
    await settled(page, entry(upper), /Goes on/);
    assert.equal(await place(lower), before, 'the next entry has moved');
    await page.see({ role: 'button', name: `Run the step again: ${lower}` });
    assert.equal(of(lower).length, 1, 'the other run was decided about as well');
    const inbox = await page.call('inbox_list');
    assert.deepEqual(inbox.entries.map((one) => one.name), [lower]);
    await openEditor(page, ids[lower]);
    await page.click('run');
    await page.click('run-anyway');
    await page.wait(() => of(lower).length === 2, 'it does not run anyway');
  });
});

scenario('what was cut off in the middle is told, and gone on with, skipped or discarded', { strict: true, limit: 300_000 }, async ({ page: first, world }) => {
  await postOffice(async ({ port, of }) => {
    const names = ['Alpha', 'Beta', 'Gamma'];
    const ids = {};
    for (const name of names) {
      ids[name] = (await sends(first, name, port)).id;
      await first.click('run');
      await first.wait(() => of(name).length === 1, `${name} sends nothing`);
    }
    await world.kill();

    const page = await world.restart();
    await page.says('rail-waiting', '3');
    await page.says('notice', '3 runs were cut off');
    await page.click('notice-button');
    await page.see('inbox');
    const entry = (name) => ({ testid: 'inbox-entry', has: name });
    for (const name of names) await page.says(entry(name), /Send the letter.*may have gone out already/s);
    // With what is needed to look up whether it arrived.
    for (const name of names) await page.says(entry(name), new RegExp(`POST .*/${name}`, 's'));
    assert.deepEqual(names.map((name) => of(name).length), [1, 1, 1], 'nothing is sent unasked');

    // In the list: the step runs again, and only that step, with the key that it had.
    await page.click({ testid: 'inbox-resume', within: entry('Alpha') });
    await page.wait(() => of('Alpha').length === 2, 'the step does not run again');
    const keys = of('Alpha').map((letter) => letter.key);
    assert.ok(keys[0], 'the letter has a key');
    assert.equal(keys[0], keys[1], 'the same letter has the same key');
    await page.says('rail-waiting', '2');
    await settled(page, entry('Alpha'), /Goes on/);

    // It is asked first: no is no.
    await page.click({ testid: 'inbox-discard', within: entry('Gamma') });
    await page.click({ role: 'button', name: 'Cancel' });
    await page.see(entry('Gamma'));
    await page.click({ testid: 'inbox-discard', within: entry('Gamma') });
    await page.click('confirm');
    await settled(page, entry('Gamma'), /Ended/);
    await page.says('rail-waiting', '1');

    // In the opened run, where what was done can be looked at first.
    await page.click({ role: 'link', name: 'Beta', within: entry('Beta') });
    await page.see('run-screen');
    await page.says('inbox-of', /Send the letter/);
    await page.gone({ css: '[data-testid="inbox-entry"]' });
    await page.click({ testid: 'inbox-skip', within: 'inbox-of' });
    await page.says('inbox-outcome', /skipped, the run goes on/);
    await page.gone('inbox-skip');
    assert.equal(await page.evaluate(() => document.activeElement.dataset.testid), 'inbox-outcome');
    await page.says('run-sentence', /came out/);
    await page.see({ testid: 'step-line', has: 'After' });
    await page.says({ testid: 'step-line', has: 'Send the letter' }, /Skipped by you/);
    await page.says('output-skipped', /not run again/);
    await page.gone('rail-waiting');

    await page.go('#/runs');
    await page.see('run-row');
    await page.gone('inbox');
    const row = (name, status) => page.see({ css: `[data-status="${status}"]`, within: { testid: 'run-row', has: name } });
    await row('Alpha', 'success');
    await row('Beta', 'success');
    await row('Gamma', 'canceled');
    assert.deepEqual(names.map((name) => of(name).length), [2, 1, 1], 'nothing is sent that was not asked for');

    // What it gave is the workflow's last run.
    const canvas = await openEditor(page, ids.Alpha);
    await canvas.click('Before');
    await page.click('step-output-tab');
    await page.says('data-table', '7');
  });
});

scenario('a run that failed is tried again from there, and a run once more with its data', { strict: true }, async ({ page, home }) => {
  const file = path.join(home, 'late.txt');
  const { id, canvas } = await create(page, {
    name: 'Second try',
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'Number', 'code', 272, { jsCode: 'return [{ n: Math.random() }];' }, 2),
      step('c', 'Read it', 'file.disk', 544, { fileSelector: file }),
      step('d', 'After', 'no-op', 816),
    ],
    edges: [wire('a', 'b'), wire('b', 'c'), wire('c', 'd')],
  });
  await page.call('grants_set', { workflow: id, allowed: [`dir:${home}`] });
  const number = async () => {
    await canvas.click('Number');
    await page.click('step-output-tab');
    await page.see('data-table');
    return (await page.look('data-table')).text;
  };
  await page.click('run');
  await page.says('run-sentence', /Read it/);
  const before = await number();

  // What was missing is there now: the step runs again, those before it do not.
  await fs.writeFile(file, 'here at last');
  await page.click('retry');
  await page.says('run-sentence', 'came out of “After”');
  assert.equal(await number(), before, 'the step before did not run again');

  // From the menu of any step that was given something.
  await canvas.click('Read it');
  await page.click({ css: '.inspector-head button[aria-haspopup]' });
  await page.click('menu-run-from');
  await page.says('run-sentence', 'came out of “After”');
  assert.equal(await number(), before);

  // A run that was, once more: in its workflow, where it is followed.
  await page.click('open-run');
  await page.see('run-screen');
  await page.click('run-again');
  await page.see('editor');
  await page.says('run-sentence', 'came out of “After”');
  await page.wait(async () => (await number()) !== before, 'the whole workflow runs');
  await page.go('#/runs');
  await page.wait(async () => (await page.count('run-row')) === 4, 'there are four runs');
});

scenario('what runs when Millrace is quit goes on at the next start', { strict: true, worlds: ['browser'] }, async ({ page: first, world }) => {
  await create(first, {
    name: 'Long way',
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'Rest', 'wait', 272, { amount: 4, unit: 'seconds' }, 1.1),
      step('c', 'After', 'no-op', 544),
    ],
    edges: [wire('a', 'b'), wire('b', 'c')],
  });
  await first.click('run');
  const runs = async (page) => (await page.call('run_list', { filter: {}, page: {} })).rows;
  await first.wait(async () => (await runs(first))[0]?.status === 'waiting', 'it does not come to its rest');
  await world.server.close();

  const page = await world.restart();
  await page.go('#/runs');
  await page.see({ css: '[data-status="success"]', within: { testid: 'run-row', has: 'Long way' } });
  assert.equal((await runs(page)).length, 1, 'it is the same run');
  await page.gone('rail-waiting');
});
