// Measures how often a secret that was typed into the dialog stands in the memory of the page's processes afterwards.
// It asserts nothing but that it would be found: engines do not wipe what they free, and what is left is theirs.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { create } from './lib/canvas.mjs';
import { inMemory, pageProcesses } from './lib/memory.mjs';
import { step, wire } from './lib/workflows.mjs';
import { withWorld } from './lib/world.mjs';

const random = (name) => `${name}-${crypto.randomBytes(12).toString('hex')}`;

async function everywhere(text) {
  let count = 0;
  for (const pid of await pageProcesses()) count += await inMemory(pid, text).catch(() => 0);
  return count;
}

async function measure({ page }) {
  const [secret, control] = [random('typed'), random('control')];
  const request = {
    method: 'GET', url: 'http://127.0.0.1:1/', authentication: 'genericCredentialType', genericAuthType: 'httpBearerAuth', options: {},
  };
  const { canvas } = await create(page, {
    name: 'Knock',
    nodes: [step('a', 'Start', 'manual', 0), step('b', 'Knock', 'http.request', 288, request, 4.2)],
    edges: [wire('a', 'b')],
  });
  await page.evaluate((text) => { window.control = text; }, control);
  await canvas.click('Knock');
  await page.click({ testid: 'credential-new-here', within: 'credential-slot' });
  await page.fill('credential-title', 'Door key');
  await page.fill('credential-token', secret);
  console.log(`typed: ${await everywhere(secret)} copies`);
  await page.click('credential-save');
  await page.see('recovery-code');
  const code = (await page.look('recovery-code')).text.trim().split(/\s+/);
  await page.click({ role: 'checkbox', name: 'I have kept it' });
  await page.click('recovery-done');
  await page.gone('credential-form');
  await page.go('#/credentials');
  await page.says({ testid: 'credential-row', has: 'Door key' }, 'Knock');
  const found = await everywhere(control);
  assert.ok(found > 0, 'the control is not found');
  console.log(`closed: ${await everywhere(secret)} copies of the secret, ${await everywhere(code.slice(2, 4).join('-'))} of the recovery code, ${found} of the control`);
}

await withWorld('memory', { limit: 200_000 }, measure);
