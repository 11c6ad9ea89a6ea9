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
    const counts = await inMemory(pid, texts).catch((error) => {
      // It has ended meanwhile; what cannot be looked into for another reason would prove nothing.
      if (!['ENOENT', 'ESRCH'].includes(error.code)) throw error;
      return texts.map(() => 0);
    });
    counts.forEach((count, index) => { found[index].push(...Array(count).fill(kind)); });
  }
  return found;
}

/** What a text alone decides of itself in Base64, after so many bytes of a group of three. */
function base64(text, lead, kind) {
  const bytes = Buffer.concat([Buffer.alloc(lead), Buffer.from(text)]);
  return bytes.toString(kind).slice(Math.ceil((lead * 8) / 6), Math.floor((bytes.length * 8) / 6));
}

/** A text as it leaks: as it is, in Base64 and its form for addresses at each place of a group, in an address, in hex, in JSON. */
const encodings = (text) => [
  text,
  ...[0, 1, 2].flatMap((lead) => [base64(text, lead, 'base64'), base64(text, lead, 'base64url')]),
  encodeURIComponent(text),
  Buffer.from(text).toString('hex'),
  Buffer.from(text).toString('hex').toUpperCase(),
  JSON.stringify(text).slice(1, -1),
];

/** The kinds of credentials, with the field that holds the secret and what else they ask for. */
const KINDS = [
  ['httpBearerAuth', 'token'],
  ['httpBasicAuth', 'password', { user: 'ada' }],
  ['httpDigestAuth', 'password', { user: 'ada' }],
  ['httpHeaderAuth', 'value', { name: 'X-Key' }],
  ['httpQueryAuth', 'value', { name: 'key' }],
  ['apiKey', 'key'],
  ['jwtAuth', 'secret'],
  ['crypto', 'hmacSecret'],
  ['httpCustomAuth', 'json'],
  ['httpBearerAuth', 'token'],
  ['apiKey', 'key'],
  ['httpCustomAuth', 'json'],
];

/** Makes a credential as a person does. */
async function make(page, [kind, field, others = {}], secret, first) {
  await page.click(first ? 'first-credential' : 'new-credential');
  await page.click(`kind-${kind}`);
  await page.see('credential-form');
  await page.fill('credential-title', `Number ${secret.slice(-4)}`);
  for (const [name, text] of Object.entries(others)) await page.fill(`credential-${name}`, text);
  await page.fill(`credential-${field}`, field === 'json' ? JSON.stringify({ headers: { 'X-Key': secret } }) : secret);
  if (await page.count('credential-host')) await page.fill('credential-host', 'api.example.com');
  await page.click('credential-save');
  if (first) {
    await page.see('recovery-code');
    await page.click({ role: 'checkbox', name: 'I have kept it' });
    await page.click('recovery-done');
  }
  await page.gone('credential-form');
}

const isOurs = (kind) => kind.startsWith('millrace');

scenario('a typed secret is in no memory once it is stored and the vault is locked', { strict: true, limit: 200_000 }, async ({ page }) => {
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

scenario('twelve typed secrets are in no memory of the page in any of eight encodings', { strict: true, limit: 400_000 }, async ({ page }) => {
  // All begin alike, with signs that every encoding writes otherwise: one search finds each of them.
  const start = (name) => `${name}${crypto.randomBytes(5).toString('hex')}/"+\\&=%'`;
  const [shared, planted] = [start('key'), start('con')];
  await page.evaluate((texts) => { window.control = texts; }, encodings(planted));
  await page.go('#/credentials');
  for (const [at, kind] of KINDS.entries()) await make(page, kind, `${shared}${crypto.randomBytes(6).toString('hex')}`, at === 0);
  assert.equal((await page.call('credential_list')).length, KINDS.length);

  const controls = encodings(planted);
  const found = await where(...encodings(shared), ...controls);
  controls.forEach((text, at) => {
    const kinds = found[controls.length + at];
    assert.ok(kinds.some((kind) => !isOurs(kind)), `what the page does hold is found there: ${text}`);
  });
  encodings(shared).forEach((text, at) => {
    assert.deepEqual(found[at].filter((kind) => !isOurs(kind)), [], `${text} is in the page or the browser`);
  });
  assert.ok(found[0].some(isOurs), 'while the vault is open Millrace knows what to look for in what goes out');
  await page.call('vault_lock', {});
  const locked = await where(...encodings(shared));
  encodings(shared).forEach((text, at) => assert.deepEqual(locked[at], [], `${text} is somewhere though the vault is locked`));
});
