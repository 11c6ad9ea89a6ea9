// Who may come in; and what is said when Millrace is gone.

import assert from 'node:assert/strict';
import http from 'node:http';
import { create } from '../lib/canvas.mjs';
import { step } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

/** The status of a request with headers of our choice. */
const status = (url, headers, method = 'POST') => new Promise((done, failed) => {
  const request = http.request(url, { method, headers: { 'content-type': 'application/json', ...headers } }, (answer) => {
    answer.resume();
    done(answer.statusCode);
  });
  request.once('error', failed);
  request.end(method === 'POST' ? '{}' : undefined);
});

scenario('a wrong token, a foreign host and a foreign origin stay outside', { worlds: ['browser'] }, async ({ page, world }) => {
  const url = `${world.origin}/rpc/session_open`;
  const token = { 'X-Millrace-Token': world.token };
  assert.equal(await status(url, token), 200);
  const refused = { none: {}, wrong: { 'X-Millrace-Token': 'x'.repeat(world.token.length) } };
  refused.host = { ...token, host: 'evil.example' };
  refused.origin = { ...token, origin: 'https://evil.example' };
  for (const [name, headers] of Object.entries(refused)) {
    const answer = await status(url, headers);
    assert.ok(answer >= 400 && answer < 500, `${name}: ${answer}`);
  }
  assert.ok(await status(`${world.origin}/`, { host: 'evil.example' }, 'GET') >= 400);

  // A page that was opened without its token says what to do.
  const other = await page.page.context().newPage();
  await other.goto(`${world.origin}/#token=wrong`);
  await other.getByText('open the address it printed').first().waitFor();
  await other.close();
});

scenario('when Millrace is not heard, the page says so, and goes on when it is back', { worlds: ['browser'], cable: true }, async ({ page, world }) => {
  const { canvas } = await create(page, { name: 'Left alone', nodes: [step('a', 'Start', 'manual', 0)], edges: [] });
  await canvas.saved();
  await world.cable.pull();
  await page.see({ text: 'Millrace is not answering' });
  // What is changed meanwhile is not lost, and the page does not say that it is saved.
  await page.click({ testid: 'step-limit', within: 'palette' });
  await canvas.hasSteps(2);
  await page.says('saved', 'Not saved yet');
  await world.cable.plug();
  await page.see({ text: 'Connected again' });
  await canvas.saved();
  await page.press('Control+Enter');
  await page.says('run-sentence', 'item came out');
});

scenario('when Millrace was ended, the page says what to do', { worlds: ['browser'] }, async ({ page, world }) => {
  const { canvas } = await create(page, { name: 'Ended', nodes: [step('a', 'Start', 'manual', 0)], edges: [] });
  await canvas.saved();
  await world.kill();
  await page.says({ css: '.connection-bar' }, 'open the address it printed');
  await world.restart();
  await page.gone({ css: '.connection-bar' });
  await canvas.hasSteps(1);
});
