// What leaves this machine or reaches into it is asked for first, and can be refused.

import assert from 'node:assert/strict';
import http from 'node:http';
import { create } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

/** A server of this machine that keeps what it is sent. */
async function listening(work) {
  const sent = [];
  const server = http.createServer((request, answer) => {
    let body = '';
    request.on('data', (bytes) => { body += bytes; });
    request.on('end', () => {
      sent.push({ method: request.method, path: request.url, body });
      answer.writeHead(200, { 'content-type': 'application/json' });
      answer.end('{"answer":"thanks"}');
    });
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  try {
    await work(`127.0.0.1:${server.address().port}`, sent);
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** What is asked for before a run. */
const CARD = { testid: 'grants', within: { css: 'dialog[open]' } };

const runs = async (page) => (await page.call('run_list', { filter: {}, page: {} })).rows.length;

scenario('a step that sends something is tested alone only when a person agrees', ({ page }) => listening(async (host, sent) => {
  const { canvas } = await create(page, {
    name: 'Letters',
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'Rows', 'code', 288, { jsCode: "return [{ who: 'Ada' }];" }, 2),
      step('c', 'Send', 'http.request', 576, {
        method: 'POST', url: `http://${host}/letters`, sendBody: true, contentType: 'json', specifyBody: 'json',
        jsonBody: '={{ { to: $json.who } }}', options: {},
      }, 4.2),
    ],
    edges: [wire('a', 'b'), wire('b', 'c')],
    pinned: { b: [{ who: 'Ada' }] },
  });
  await canvas.click('Send');
  await page.click('test-step');
  await page.says('sends', `http://${host}/letters`);
  await page.says('sends', 'POST');
  await page.says('sends', 'Ada');
  await page.says({ css: 'dialog[open]' }, 'for 1 item');
  await page.click({ role: 'button', name: 'Cancel', within: { css: 'dialog[open]' } });
  await page.gone('sends');
  assert.equal(await runs(page), 0, 'nothing was run');
  assert.deepEqual(sent, []);

  // The same step again: agreed to, it still has to be allowed the address.
  await page.click('test-step');
  await page.click('run-unsafe');
  await page.says('grants', `Reach ${host}`);
  assert.deepEqual(sent, [], 'nothing is sent before it is allowed');
  await page.click('allow');
  await page.says('run-sentence', '1 item came out of “Send”');
  assert.deepEqual(sent, [{ method: 'POST', path: '/letters', body: '{"to":"Ada"}' }]);
  await page.click('step-output-tab');
  await page.says('data-table', 'thanks');

  // What is allowed is not asked for again; whether it is to be sent is.
  await page.click('step-settings-tab');
  await page.click('test-step');
  await page.see('sends');
  assert.equal(sent.length, 1);
  await page.click('run-unsafe');
  await page.wait(() => sent.length === 2, 'it was not sent again');
  await page.gone('grants');
}));

const twoAddresses = (first, second) => ({
  name: 'Two addresses',
  nodes: [
    step('a', 'Start', 'manual', 0),
    step('b', 'First', 'http.request', 288, { url: `http://${first}/one`, options: {} }, 4.2),
    step('c', 'Second', 'http.request', 576, { url: `http://${second}/two`, options: {} }, 4.2),
  ],
  edges: [wire('a', 'b'), wire('b', 'c')],
});

scenario('what is ticked is allowed, and the workflow runs as far as it may', ({ page }) => listening((first, one) => listening(async (second, two) => {
  await create(page, twoAddresses(first, second));
  await page.click('run');
  await page.says(CARD, second);
  await page.click({ role: 'checkbox', name: `Reach ${second}` });
  await page.says('allow', 'Allow what is ticked and run');
  await page.click('allow');
  await page.says('run-sentence', 'Stopped at “Second”');
  assert.deepEqual([one.length, two.length], [1, 0]);
  await page.click('show-failed');
  await page.says('step-error', second);
  await page.click('allow-run');
  await page.click('allow');
  await page.says('run-sentence', '1 item came out of “Second”');
  assert.deepEqual([one.length, two.length], [2, 1]);
})));

scenario('one permission after the other is allowed beside the canvas', async ({ page }) => {
  await create(page, twoAddresses('127.0.0.1:1001', '127.0.0.1:1002'));
  const line = (host) => ({ css: '.inspector .grant', has: host });
  for (const host of ['127.0.0.1:1001', '127.0.0.1:1002']) {
    await page.click({ role: 'button', name: 'Allow', within: line(host) });
    await page.says(line(host), '· allowed');
  }
  await page.says(line('127.0.0.1:1001'), '· allowed', 2_000);
  const [{ allowed }] = await page.call('grants_read', {});
  assert.deepEqual(allowed.toSorted(), ['host:127.0.0.1:1001', 'host:127.0.0.1:1002']);
});

scenario('what a run was allowed is taken back at once', ({ page }) => listening(async (host, sent) => {
  await create(page, twoAddresses(host, host));
  await page.click('run');
  await page.click('allow');
  await page.says('run-sentence', 'item came out of “Second”');
  const line = { css: '.inspector .grant', has: host };
  await page.says(line, '· allowed');
  await page.click({ role: 'button', name: 'Take back', within: line });
  await page.says(line, '· not allowed yet', 5_000);
  await page.click('run');
  await page.says(CARD, host);
  assert.equal(sent.length, 2);
}));

scenario('a step that needs more than was allowed fails with the way to allow it', ({ page }) => listening(async (host, sent) => {
  const { canvas } = await create(page, {
    name: 'An address of the data',
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'Rows', 'code', 288, { jsCode: 'return [{}];' }, 2),
      step('c', 'Ask', 'http.request', 576, { url: '={{ $json.address }}', options: {} }, 4.2),
    ],
    edges: [wire('a', 'b'), wire('b', 'c')],
    pinned: { b: [{ address: `http://${host}/three` }] },
  });
  await page.click('run');
  await page.click('show-failed');
  await page.says('step-error', host);
  assert.deepEqual(sent, []);
  await page.click('allow-run');
  await page.says(CARD, `Reach ${host}`);
  await page.click('allow');
  await page.says('run-sentence', '1 item came out of “Ask”');
  assert.deepEqual(sent.map(({ path }) => path), ['/three']);
  await canvas.click('Ask');
  await page.click('step-output-tab');
  await page.says('data-table', 'thanks');
}));
