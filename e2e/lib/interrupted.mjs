// A run that was cut off in the middle of something, without the page that is open: it waits in the inbox for a decision.

import http from 'node:http';
import { Program } from './process.mjs';
import { step, wire } from './workflows.mjs';

/** Lets a program of its own run a workflow, and kills it while a letter is on its way. The page learns of it by itself. */
export async function interrupt(page, world) {
  const taken = [];
  const server = http.createServer((request) => { taken.push(request); });
  await new Promise((listening) => { server.listen(0, '127.0.0.1', listening); });
  const host = `127.0.0.1:${server.address().port}`;
  const { workflow } = await page.call('workflow_create', {
    name: 'Letters to customers',
    workflow: {
      name: 'Letters to customers',
      nodes: [
        step('a', 'When you press Run', 'manual', 0),
        step('b', 'Send the letter', 'http.request', 272, { method: 'POST', url: `http://${host}/letters` }, 4.2),
      ],
      edges: [wire('a', 'b')],
    },
  });
  const args = ['run', workflow.id, '--data', world.data, '--allow', `host:${host}`];
  const program = new Program(process.env.MILLRACE_BIN || 'millrace', args, { env: { HOME: world.home } });
  try {
    await page.wait(() => taken.length > 0, () => `no letter is sent: ${program.output}`);
    await program.kill();
  } finally {
    await program.close();
    server.closeAllConnections();
    server.close();
  }
  await page.wait(async () => (await page.call('inbox_list')).entries.length > 0, 'the run does not wait for a decision', 60_000);
}
