// Broken files that are pasted or dropped: a clear word, a page that lives on, nothing that runs.

import assert from 'node:assert/strict';
import server from 'node:http';
import zlib from 'node:zlib';
import { lines } from '../lib/cases.mjs';
import { Canvas, create } from '../lib/canvas.mjs';
import { middle } from '../lib/page.mjs';
import { step } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

const n8n = (nodes, connections = {}, more = {}) => JSON.stringify({ name: 'Mutated', nodes, connections, ...more });
const node = (name, more = {}) => ({
  id: name, name, type: 'n8n-nodes-base.noOp', typeVersion: 1, position: [0, 0], parameters: {}, ...more,
});
const to = (name) => ({ main: [[{ node: name, type: 'main', index: 0 }]] });
const whole = n8n(Array.from({ length: 80 }, (_, at) => node(`Step ${at}`, { notes: 'x'.repeat(100) })));

const HEADER = { sendHeaders: true, headerParameters: { parameters: [{ name: 'Authorization', value: 'Bearer 4f9a8b7c6d5e4f3a2b1c' }] } };
const http = (more, parameters = {}) => node('Call', {
  type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, parameters: { url: 'https://api.example.com/', ...parameters }, ...more,
});
const endless = (name, parameters) => node(name, { type: 'n8n-nodes-base.code', typeVersion: 2, parameters });

/** A zip of one file that is not packed. */
function zip(name, text) {
  const [file, bytes] = [Buffer.from(name), Buffer.from(text)];
  const head = Buffer.alloc(30);
  head.write('PK\x03\x04', 'latin1');
  head.writeUInt16LE(20, 4);
  head.writeUInt32LE(bytes.length, 18);
  head.writeUInt32LE(bytes.length, 22);
  head.writeUInt16LE(file.length, 26);
  return Buffer.concat([head, file, bytes]).toString('base64');
}

/** Files by the case they are of, and whether they are taken in. */
const FILES = [
  ...Array.from({ length: Math.floor(whole.length / 4096) }, (_, at) => ['M02', { text: whole.slice(0, 4096 * (at + 1)), refused: true }]),
  ...['42', '"words"', 'true', 'null', '[]', '[1, 2]', ''].map((text) => ['M05', { text, refused: true }]),
  ['M06', { text: `${'['.repeat(100_000)}${']'.repeat(100_000)}`, refused: true }],
  ['M06', { text: `${'{"nodes":'.repeat(100_000)}1${'}'.repeat(100_000)}`, refused: true }],
  ['M09', { text: n8n([node('Start', { type: 'n8n-nodes-base.manualTrigger' }), node('Unknown', { type: 'community.thing', parameters: { a: [1] } })]), says: '1 step missing' }],
  ['M10', { text: n8n([node('A')], { A: to('Nobody') }), says: 'Nobody' }],
  ['M11', { text: n8n([node('Twin'), node('Twin')]), says: 'Twin' }],
  ['M12', { text: n8n([node('A'), node('B')], { A: to('B'), B: to('A') }) }],
  ['M12', { text: n8n([node('Self')], { Self: to('Self') }) }],
  ['M13', { text: n8n([node('Far', { position: [1e308, -1e308] }), node('Minus', { position: [-0, 0] })]) }],
  ['M13', { text: n8n([node('No place', { position: [null, 'NaN'] })]), says: 'Its place on the canvas was missing' }],
  ['M14', { text: n8n([http({ credentials: { httpHeaderAuth: { id: '42', name: 'Of somebody else' } } }, { authentication: 'genericCredentialType', genericAuthType: 'httpHeaderAuth' })]), problem: 'It needs a credential' }],
  ['M15', { text: n8n([http({}, HEADER)]), says: 'holds a password or key in plain text' }],
  ['M16', { text: n8n([node('Start', { type: 'n8n-nodes-base.scheduleTrigger' })], {}, { active: true }), says: 'switched on where it comes from' }],
  ['M17', { text: n8n([node('Start', { type: 'n8n-nodes-base.manualTrigger' }), http({}, { method: 'POST' }), node('Run', { type: 'n8n-nodes-base.executeCommand', parameters: { command: 'touch e2e-ran' } })], { Start: { main: [[{ node: 'Call', type: 'main', index: 0 }, { node: 'Run', type: 'main', index: 0 }]] } }), says: 'Run the program' }],
  ['M18', { text: n8n([endless('Endless', { jsCode: 'while (true) {}' }), endless('Field', { jsCode: '={{ (() => { while (true) {} })() }}' })]) }],
  ['M20', { text: n8n([node('Note', { type: 'n8n-nodes-base.stickyNote', parameters: { content: '<script>window.e2eRan=1</script> [x](javascript:window.e2eRan=1) ![x](data:image/svg+xml,<svg/onload=e2eRan=1>)' } })]) }],
  ['M21', { remote: true, text: n8n([node('Icon', { icon: 'REMOTE/icon.svg', iconUrl: 'REMOTE/icon.svg' }), node('Note', { type: 'n8n-nodes-base.stickyNote', parameters: { content: '![far](REMOTE/far.png) <img src="REMOTE/img.png">' } })]) }],
  ['M23', { bytes: zip('../../../e2e-outside.json', n8n([node('Out')])), refused: true }],
  ['M23', { bytes: zip('/tmp/e2e-outside.json', n8n([node('Out')])), refused: true }],
  ['M24', { bytes: zlib.gzipSync(Buffer.alloc(20 << 20, 0x20)).toString('base64'), refused: true }],
  ['M25', { text: '{"format":"millrace/99","name":"From the future","nodes":[],"edges":[]}', refused: true, says: 'newer' }],
  ['M28', { text: '{"name":"First","name":"Twice","nodes":[],"connections":{}}', says: 'more than once' }],
];
/** Cases with a scenario of their own. */
const OTHERS = ['M03', 'M07', 'M08', 'M19'];

scenario('broken files are dropped on the window', async ({ page }) => {
  const listed = await lines('import_mutations.tsv');
  if (listed) {
    const tried = [...new Set([...FILES.map(([id]) => id), ...OTHERS])].toSorted();
    assert.deepEqual(tried, listed.map(([id]) => id).toSorted(), 'every case of the list is tried');
  } else console.error('import_mutations.tsv is not there: only our own cases are tried');
  const asked = [];
  const far = server.createServer((request, answer) => { asked.push(request.url); answer.end(); });
  await new Promise((done) => { far.listen(0, '127.0.0.1', done); });
  try {
    await page.see('door-import');
    for (const [at, [id, { text, bytes, remote, refused, says, problem }]] of FILES.entries()) {
      const name = `${id}-${at}.json`;
      const content = remote ? text.replaceAll('REMOTE', `http://127.0.0.1:${far.address().port}`) : text;
      await page.drop([{ name, text: content, bytes }]);
      const outcome = refused ? 'import-failed' : 'import-outcome';
      const said = await page.says(outcome, /\S/);
      if (says) await page.says(outcome, says);
      if (refused) assert.ok(said.replace(name, '').trim().length > 20, `${id} says why: ${said}`);
      if (problem) {
        await page.click('import-open');
        await page.see({ testid: 'problem', has: problem });
        await page.go('#/');
        await page.see('workflow-row');
      } else {
        await page.click('import-done');
        await page.gone('import-done');
      }
    }
    const { rows } = await page.call('workflow_list', { filter: {}, page: {} });
    const taken = FILES.filter(([, file]) => !file.refused);
    assert.equal(rows.length, taken.length, 'what was refused left nothing behind');

    // What could be imported can be opened.
    for (const row of rows) {
      await page.go(`#/workflow/${row.id}`);
      await page.until((wanted) => window.__millrace?.workflow()?.id === wanted, row.id);
      await new Canvas(page).rects();
    }
    assert.equal((await page.call('run_list', { filter: {}, page: {} })).rows.length, 0, 'nothing was run');
    assert.equal(await page.evaluate(() => window.e2eRan), undefined);
    assert.deepEqual(asked, [], 'nothing was fetched');
  } finally {
    far.closeAllConnections();
    far.close();
  }
});

scenario('a file with a wrong byte is refused or taken as it is', { worlds: ['browser'] }, async ({ page }) => {
  const text = n8n([node('First', { notes: 'a note' }), node('Second'), node('Third')], { First: to('Second'), Second: to('Third') });
  // The same thousand each time.
  let seed = 7;
  const chance = (below) => {
    seed = (Math.imul(seed, 1_664_525) + 1_013_904_223) >>> 0;
    return Math.floor((seed / 2 ** 32) * below);
  };
  const files = Array.from({ length: 1000 }, (_, at) => {
    const bytes = Buffer.from(text);
    bytes[chance(bytes.length)] ^= 1 << chance(8);
    return { name: `flip-${at}.json`, bytes: bytes.toString('base64') };
  });
  await page.see('door-import');
  for (let at = 0; at < files.length; at += 250) {
    await page.drop(files.slice(at, at + 250));
    await page.see('import-done');
    const [taken, refused] = [await page.count('import-outcome'), await page.count('import-failed')];
    assert.equal(taken + refused, 250, 'each of them is answered');
    assert.ok(taken > 0 && refused > 0, `${taken} are taken, ${refused} refused`);
    await page.click('import-done');
    await page.gone('import-done');
  }
  assert.equal((await page.call('run_list', { filter: {}, page: {} })).rows.length, 0, 'nothing was run');
});

scenario('ten thousand steps are imported and drawn', { worlds: ['browser'] }, async ({ page }) => {
  const nodes = Array.from({ length: 10_000 }, (_, at) => node(`S${at}`, { position: [(at % 100) * 240, Math.floor(at / 100) * 140] }));
  const connections = Object.fromEntries(nodes.slice(0, -2).map(({ name }, at) => [name, {
    main: [[1, 2].map((on) => ({ node: `S${at + on}`, type: 'main', index: 0 }))],
  }]));
  await page.see('door-import');
  await page.drop([{ name: 'ten-thousand.json', text: n8n(nodes, connections) }]);
  await page.says('import-outcome', /10[,.]000 steps as they were/);
  await page.click('import-open');
  await page.until(() => window.__millrace?.rects()?.nodes?.length === 10_000);
  await page.until(() => window.__millrace.workflow().edges.length >= 19_996);
});

scenario('too much is refused with a number, and soon', async ({ page }) => {
  await page.see('door-import');
  await page.evaluate(() => {
    const data = new DataTransfer();
    const text = `{"name":"Huge","nodes":[${'{},'.repeat(999_999)}{}],"connections":{}}`;
    data.items.add(new File([text], 'huge.json', { type: 'application/json' }));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await page.says('import-failed', /\d/, 60_000);
  await page.click('import-done');
  await page.see('door-import');

  // One that is larger than any workflow is not even sent.
  await page.evaluate(() => {
    const data = new DataTransfer();
    data.items.add(new File(['{"nodes":[],"pinData":"', 'x'.repeat(65 << 20), '"}'], 'huge.json', { type: 'application/json' }));
    document.body.dispatchEvent(new DragEvent('drop', { bubbles: true, cancelable: true, dataTransfer: data }));
  });
  await page.says('notice', 'huge.json is too large to be a workflow: at most 64 MB.');
  await page.says({ css: 'dialog[open]' }, 'No workflow files were found there.');
});

scenario('what is no step is not pasted, and the canvas says so', async ({ page }) => {
  const { canvas } = await create(page, { name: 'Pasting', nodes: [step('a', 'Start', 'manual', 0)], edges: [] });
  await page.clickAt(await canvas.beside('Start', [0, 200]));
  const pasted = [
    ['just words', 'This is text, not steps: “just words”'],
    ['42', 'This is text, not steps: “42”'],
    ['null', 'This is text, not steps: “null”'],
    ['https://example.com/a', 'This is a web address, not steps: “https://example.com/a”'],
    ['[{"a": 1}]', 'This is data without steps: “[{"a": 1}]”'],
    ['{"nodes": 3}', 'There are no steps on the clipboard'],
    [whole.slice(0, 4096), 'There are no steps on the clipboard'],
    ['[[[[', 'There are no steps on the clipboard'],
  ];
  for (const [text, said] of pasted) {
    await page.copyText(text);
    await page.press('Control+V');
    await page.says('notice', said);
    await page.click({ role: 'button', name: 'Close', within: 'notice' });
    await page.gone('notice');
  }
  await canvas.hasSteps(1);
  await page.copyText(n8n([node('Pasted')]));
  await page.press('Control+V');
  await canvas.hasSteps(2);
  await page.clickAt(middle(await canvas.card('Pasted')));
  await page.says('step-name', 'Pasted');
});
