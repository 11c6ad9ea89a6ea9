// A secret that was typed is nowhere in memory once it is stored: not in the page's processes, not in the browser around
// them, and once the vault is locked not in Millrace either. Engines do not wipe what they free: it was never in there.
// Where a request was sent with it, the HTTP client's buffers in Millrace may have it a while longer.

import assert from 'node:assert/strict';
import crypto from 'node:crypto';
import { door, knocks } from '../lib/door.mjs';
import { inMemory, processes } from '../lib/memory.mjs';
import { scenario } from '../lib/world.mjs';

const random = (name) => `${name}-${crypto.randomBytes(12).toString('hex')}`;

/** Where texts stand in memory, a list for each: the kinds of processes, as often as it is there. */
async function where(...texts) {
  const found = texts.map(() => []);
  for (const { pid, kind } of await processes()) {
    const counts = await inMemory(pid, texts).catch(() => texts.map(() => 0));
    counts.forEach((count, index) => { found[index].push(...Array(count).fill(kind)); });
  }
  return found;
}

const isOurs = (kind) => kind.startsWith('millrace');

scenario('a typed secret is in no memory once it is stored and the vault is locked', { limit: 200_000 }, async ({ page }) => {
  const [secret, control] = [random('typed'), random('control')];
  await door(secret, async ({ host, seen }) => {
    const { canvas } = await knocks(page, host);
    await page.evaluate((text) => { window.control = text; }, control);
    await canvas.click('Knock at the door');
    await page.click({ testid: 'credential-new-here', within: 'credential-slot' });
    await page.fill('credential-title', 'Door key');

    // Slips of the finger and their mending, among the dots.
    await page.fill('credential-token', `x${secret.slice(0, 8)}yz${secret.slice(8)}`);
    assert.match((await page.look('credential-token')).value, /^•+$/, 'dots are all that stands in the field');
    await page.press('Home');
    await page.press('Delete');
    for (let at = 0; at < 10; at += 1) await page.press('ArrowRight');
    await page.press('Backspace');
    await page.press('Shift+ArrowLeft');
    await page.press('Delete');
    await page.press('End');
    await page.press('Control+Z');
    assert.equal((await page.look('credential-token')).value.length, secret.length);

    await page.click('credential-save');
    await page.see('recovery-code');
    const code = (await page.look('recovery-code')).text.trim().split(/\s+/).join('-');
    await page.click({ role: 'checkbox', name: 'I have kept it' });
    await page.click('recovery-done');
    await page.gone('credential-form');
    const [open, known] = await where(secret, control);
    assert.ok(known.some((kind) => !isOurs(kind)), 'what the page does hold is found there');
    assert.deepEqual(open.filter((kind) => !isOurs(kind)), [], 'none in the page or the browser');
    assert.ok(open.length > 0, 'while the vault is open Millrace knows what to look for in what goes out');
    await page.call('vault_lock', {});
    assert.deepEqual(await where(secret), [[]], 'none anywhere once the vault is locked');

    await page.call('vault_unlock', { recovery: code, remember: false });
    await page.click('run');
    await page.wait(() => seen.length > 0, 'nobody knocked');
    assert.deepEqual(seen, [`Bearer ${secret}`], 'what was mended is what was stored');
    const [sent] = await where(secret);
    assert.deepEqual(sent.filter((kind) => !isOurs(kind)), [], 'none in the page after a run either');
  });
});
