// A door that a credential opens, and a workflow that knocks at it.

import http from 'node:http';
import { create } from './canvas.mjs';
import { step, wire } from './workflows.mjs';

/** A server that lets in who shows the token, and keeps what it was shown; another token can take its place. */
export async function door(token, work) {
  const seen = [];
  let wanted = token;
  const server = http.createServer((request, response) => {
    const shown = request.headers.authorization ?? '';
    seen.push(shown);
    const open = shown === `Bearer ${wanted}`;
    response.writeHead(open ? 200 : 401, { 'content-type': 'application/json' });
    response.end(open ? '{"door":"open"}' : '{"door":"shut"}');
  });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  try {
    await work({ host: `127.0.0.1:${server.address().port}`, seen, change: (to) => { wanted = to; } });
  } finally {
    server.closeAllConnections();
    server.close();
  }
}

/** A workflow that knocks, allowed to, without a credential. */
export async function knocks(page, host) {
  const made = await create(page, {
    name: 'Knock',
    nodes: [
      step('a', 'Start', 'manual', 0),
      step('b', 'Knock at the door', 'http.request', 288, {
        method: 'GET', url: `http://${host}/inside`, authentication: 'genericCredentialType', genericAuthType: 'httpBearerAuth', options: {},
      }, 4.2),
    ],
    edges: [wire('a', 'b')],
  });
  await page.call('grants_set', { workflow: made.id, allowed: [`host:${host}`] });
  return made;
}
