// Credentials: made from inside of a step, sent where they may go, replaced, locked after a restart, thrown away and back.
// The scenarios' machines have no keychain: after a start the recovery code opens the vault.

import assert from 'node:assert/strict';
import fs from 'node:fs/promises';
import path from 'node:path';
import { openEditor } from '../lib/canvas.mjs';
import { door, knocks } from '../lib/door.mjs';
import { scenario } from '../lib/world.mjs';

const FIRST = 'canary-first-4711';
const SECOND = 'canary-second-0815';
const DIALOG = { css: 'dialog[open]' };

const LIST = 'slot-httpBearerAuth';
const chosen = async (page) => (await page.look(LIST)).value;

/** Takes the recovery code off the dialog, which closes only once it is kept. */
async function keepCode(page) {
  await page.see('recovery-code');
  const code = (await page.look('recovery-code')).text.trim().split(/\s+/);
  assert.equal(code.length, 8, 'eight groups');
  assert.ok(code.every((group) => /^[0-9A-Z]{4,5}$/i.test(group)), `groups of letters and digits: ${code.map((group) => group.length)}`);
  await page.press('Escape');
  await page.press('Escape');
  await page.frame();
  await page.see('recovery-code');
  assert.ok((await page.look('recovery-done')).disabled, 'it cannot be left before it is kept');
  await page.click({ role: 'checkbox', name: 'I have kept it' });
  await page.click('recovery-done');
  await page.gone('recovery-code');
  return code;
}

/** Makes a credential in the dialog that is open. */
async function fillBearer(page, name, secret) {
  await page.fill('credential-title', name);
  await page.fill('credential-token', secret);
}

/** Whether a text stands anywhere in the page's own markup. */
const inPage = (page, text) => page.evaluate((wanted) => document.documentElement.outerHTML.includes(wanted), text);

/** The first credential, from inside of the step; its recovery code. */
async function firstCredential(page, canvas, host) {
  await canvas.click('Knock at the door');
  await page.see('credential-slot');
  await page.click({ testid: 'credential-new-here', within: 'credential-slot' });

  // What a slot takes is offered and nothing else; one that takes a single kind asks for none.
  await page.see('credential-form');
  assert.equal((await page.look('credential-host')).value, host, 'the step says where it goes');
  assert.equal((await page.look('credential-url')).value, `http://${host}/inside`, 'a test asks what the step asks');
  await page.click('credential-save');
  await page.says({ css: '[data-field="title"]' }, 'Give it a name');
  await page.says({ css: '[data-field="token"]' }, 'is missing');
  await fillBearer(page, 'Door key', FIRST);
  await page.click({ role: 'button', name: 'Show what is typed', within: { css: '[data-field="token"]' } });
  assert.equal(await page.evaluate(() => document.querySelector('[data-testid="credential-token"]').type), 'text');
  await page.click('credential-save');
  const code = await keepCode(page);
  assert.equal(await inPage(page, code.join('-')), false, 'the code is gone from the page');
  assert.equal(await inPage(page, FIRST), false, 'so is the secret');
  await page.gone('credential-form');
  return code;
}

scenario('the first credential is made in a step, sent, replaced, locked, thrown away and back', { limit: 300_000 }, async ({ page: first, world }) => {
  await door(FIRST, async ({ host, seen, change }) => {
    let page = first;
    let { id, canvas } = await knocks(page, host);
    const code = await firstCredential(page, canvas, host);
    await page.wait(() => chosen(page), 'what was made is not chosen');
    const credential = await chosen(page);

    // The choice is a change like any other.
    await page.click('undo');
    await page.wait(async () => !(await chosen(page)), 'the choice is not taken back');
    await page.click('redo');
    await page.wait(async () => (await chosen(page)) === credential, 'the choice is not done again');
    await canvas.saved();

    await page.click('run');
    await page.says('run-sentence', '1 item came out of “Knock at the door”');
    assert.deepEqual(seen, [`Bearer ${FIRST}`]);

    // The service has another secret now: the test says so, and the new one is put in without the old being shown.
    change(SECOND);
    await page.go('#/credentials');
    await page.says({ testid: 'credential-row', has: 'Door key' }, 'Knock');
    await page.click({ role: 'button', name: 'Door key', exact: true });
    await page.see('credential-form');
    await page.says({ css: '[data-field="token"]' }, 'A value is stored');
    await page.click('credential-test');
    await page.says('credential-tested', `${host} did not accept “Door key”`);
    await page.click('replace-credential-token');
    await page.fill('credential-token', `bEaReR ${SECOND}`);
    await page.click('credential-test');
    // Nothing but the start page was asked, which may let in everybody.
    await page.says('credential-tested', `${host} answered (status 200)`);
    assert.equal(seen.at(-1), `Bearer ${SECOND}`, 'the word before a token is not part of it');
    await page.fill('credential-url', `http://${host}/inside`);
    await page.click('credential-test');
    await page.says('credential-tested', `${host} accepted “Door key”`);
    const { rect } = await page.see('credential-tested');
    const foot = await page.see({ css: '.credential-form > .dialog-foot' });
    assert.ok(rect.y + rect.height <= foot.rect.y + 1, 'how it ended is in sight');
    await page.says({ css: '[data-field="token"]' }, 'A value is stored');
    assert.equal(await inPage(page, SECOND), false, 'what is kept is not shown');
    await page.click({ role: 'link', name: 'Knock', within: 'credential-uses' });
    await page.until((wanted) => window.__millrace?.workflow()?.id === wanted, id);
    await page.click('run');
    await page.says('run-sentence', '1 item came out of “Knock at the door”');
    assert.equal(seen.at(-1), `Bearer ${SECOND}`);

    // Started again there is no keychain: the step says what is missing, the code opens it.
    await world.kill();
    page = await world.restart();
    canvas = await openEditor(page, id);
    const before = seen.length;
    await page.click('run');
    await page.says('run-sentence', 'The credentials are locked on this computer');
    const cut = await page.evaluate(() => {
      const { scrollWidth, clientWidth, scrollHeight, clientHeight } = document.querySelector('[data-testid="run-sentence"]');
      return scrollWidth > clientWidth || scrollHeight > clientHeight + 1;
    });
    assert.equal(cut, false, 'the reason is read to its end');
    assert.equal(seen.length, before, 'nothing was sent');
    await page.says({ testid: 'problem', has: 'The last run failed' }, 'Knock at the door');
    await page.click('bar-unlock');
    await page.see('vault-locked');
    await page.says('vault-why', 'no keychain');
    await page.fill('vault-key', 'AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA-AAAAA');
    await page.click('vault-unlock');
    await page.see('vault-fault');
    await page.fill('vault-key', code.join(' ').toLowerCase());
    await page.click('vault-unlock');
    await page.gone('vault-locked');
    await page.says('run-sentence', '1 item came out of “Knock at the door”');
    assert.equal(seen.at(-1), `Bearer ${SECOND}`, 'the run goes on by itself');
    await page.gone('bar-unlock');
    await page.gone({ testid: 'problem', has: 'The last run failed' });
    await lockedRun(page, code);
    assert.equal(seen.length, before + 2, 'a run that is looked at goes on as well');
    canvas = await openEditor(page, id);

    // Thrown away: the question names who uses it, the step tells it, and it comes back.
    await page.go('#/credentials');
    await page.click({ testid: 'credential-menu', within: { testid: 'credential-row', has: 'Door key' } });
    await page.click('menu-delete');
    await page.says(DIALOG, 'Knock uses it');
    await page.click('confirm');
    await page.gone({ testid: 'credential-row', has: 'Door key' });
    await page.says('open-trash', 'Open the trash');
    await page.click('open-trash');
    await page.see({ testid: 'credential-row', has: 'Door key' });
    canvas = await openEditor(page, id);
    await page.click({ testid: 'problem', has: '“Door key” is in the trash' });
    await page.says('slot-state', '“Door key” is in the trash');
    await page.click('slot-restore');
    await page.wait(async () => !(await page.look('slot-state')).text?.includes('trash'), 'it does not come back');

    await audit(page);
  });
});

/** A run that stops at locked credentials is gone on with from the screen that shows the run. */
async function lockedRun(page, code) {
  const { code: newer } = await page.call('vault_recovery');
  await page.call('vault_lock');
  await page.click('run');
  await page.see('bar-unlock');
  await page.click('open-run');
  await page.see('run-screen');
  await page.click('run-unlock');
  await page.fill('vault-key', code.join('-'));
  await page.click('vault-unlock');
  await page.says('vault-fault', /opens nothing here.*was made on/s);
  await page.fill('vault-key', newer);
  await page.click('vault-unlock');
  await page.see('editor');
  await page.says('run-sentence', '1 item came out of “Knock at the door”');
}

/** The log has what was done, in order, whole, and no secret. */
async function audit(page) {
  await page.go('#/settings');
  const line = (action) => ({ css: `[data-testid="audit-line"][data-action="${action}"]` });
  for (const action of ['vault.create', 'credential.create', 'credential.change', 'credential.use', 'credential.test',
    'vault.unlock', 'credential.delete', 'credential.restore']) {
    await page.wait(async () => {
      if (await page.count({ ...line(action), hidden: true })) return true;
      if (await page.count('audit-older')) await page.click('audit-older');
      return false;
    }, `the log does not have ${action}`);
  }
  await page.gone('audit-broken');
  const file = await page.saves(() => page.click('audit-export'));
  const lines = file.text.trim().split('\n').map((text) => JSON.parse(text));
  assert.deepEqual(lines.map(({ number }) => number), lines.map((_, at) => at + 1), 'no line is missing');
  lines.slice(1).forEach((one, at) => assert.equal(one.previous, lines[at].hash, `line ${one.number} follows`));
  for (const secret of [FIRST, SECOND]) assert.equal(file.text.includes(secret), false, 'no secret is in the log');
}

scenario('a kind is chosen first, a host is asked for, and the list is searched', async ({ page }) => {
  await page.press('Alt+3');
  await page.see('first-credential');
  await page.click('first-credential');
  await page.click('kind-httpBasicAuth');
  await page.says(DIALOG, 'recovery code');
  await page.fill('credential-title', 'Router');
  await page.fill('credential-user', 'ada');
  await page.fill('credential-password', 'canary-router-99');
  await page.click('credential-save');
  await page.says({ css: '[data-field="hosts"]' }, 'to which hosts');
  await page.fill('credential-host', 'https://Router.example.com/login');
  await page.click('credential-more');
  await page.fill('credential-about-environment', 'home');
  await page.click('credential-save');
  await keepCode(page);
  await page.says({ testid: 'credential-row', has: 'Router' }, /Name and password.*router\.example\.com/s);
  await page.says({ testid: 'credential-row', has: 'Router' }, 'home');

  // A secret that was typed is not lost by a slip of the hand.
  await page.click('new-credential');
  await page.click('kind-httpBearerAuth');
  await page.see('credential-form');
  await page.fill('credential-title', 'Gone');
  await page.press('Escape');
  await page.gone('credential-form');
  await page.click('new-credential');
  await page.click('kind-httpBearerAuth');
  await page.fill('credential-token', 'canary-unkept-1');
  for (const slip of [() => page.press('Escape'), () => page.clickAt([6, 6]), () => page.click({ role: 'button', name: 'Close' })]) {
    await slip();
    await page.says({ ...DIALOG, nth: 1 }, 'Discard what you typed?');
    await page.click({ role: 'button', name: 'Keep editing' });
    await page.gone('confirm');
    assert.equal((await page.look('credential-token')).value.length, 15, 'what was typed is still there');
  }
  await page.press('Escape');
  await page.click('confirm');
  await page.gone('credential-form');

  // The second one brings no code.
  await page.click('new-credential');
  await page.click('kind-apiKey');
  await page.click('other-kind');
  await page.click('kind-httpBearerAuth');
  await fillBearer(page, 'Weather', 'canary-weather-1');
  await page.fill('credential-host', 'api.example.com');
  await page.click('credential-save');
  await page.see({ testid: 'credential-row', has: 'Weather' });
  await page.gone('recovery-code');
  await page.fill('credentials-search', 'router');
  await page.gone({ testid: 'credential-row', has: 'Weather' });
  await page.fill('credentials-search', '');

  // What is not secret is shown again, what is secret never.
  await page.click({ role: 'button', name: 'Router', exact: true });
  await page.see('credential-form');
  assert.equal((await page.look('credential-user')).value, 'ada');
  assert.equal(await inPage(page, 'canary-router-99'), false);
  await page.press('Escape');
  await page.gone('credential-form');

  // Locked by hand, and opened with a passphrase that was set.
  await page.go('#/settings');
  await page.click('vault-set-passphrase');
  await page.fill('passphrase', 'four words for me');
  await page.fill('passphrase-again', 'four words for me');
  await page.click('vault-go');
  await page.see({ testid: 'vault-slot', has: 'passphrase' });
  await page.click('vault-lock');
  await page.see('vault-locked');
  await page.choose('vault-means', 'Passphrase');
  await page.fill('vault-key', 'four words for me');
  await page.click('vault-unlock');
  await page.gone('vault-locked');
});

scenario('credentials go to another computer in a sealed file', { worlds: ['browser'] }, async ({ page, home }) => {
  const made = await page.call('credential_create', {
    name: 'Weather', kind: 'httpBearerAuth', about: { hosts: ['api.example.com'] }, fields: { token: 'canary-carried-1' },
  });
  assert.ok(made.recovery.code);
  await page.go('#/settings');
  await page.click('vault-export');
  await page.fill('export-passphrase', 'short');
  assert.ok((await page.look('vault-go')).disabled, 'a short passphrase protects nothing');
  await page.fill('export-passphrase', 'a long passphrase');
  assert.ok((await page.look('vault-go')).disabled, 'nobody can tell a passphrase that was mistyped');
  await page.fill('export-passphrase-again', 'a long passphrasr');
  await page.says(DIALOG, 'The two are not the same');
  assert.ok((await page.look('vault-go')).disabled);
  await page.fill('export-passphrase-again', 'a long passphrase');
  const file = await page.saves(() => page.click('vault-go'));
  assert.equal(file.text.includes('canary-carried-1'), false);
  const { base64 } = await page.call('vault_export', { passphrase: 'a long passphrase' });
  const place = path.join(home, 'carried.age');
  await fs.writeFile(place, Buffer.from(base64, 'base64'));
  await page.call('credential_trash', { id: made.credential.id });
  await page.click('vault-import');
  await page.files('vault-file-input', [place]);
  await page.fill('import-passphrase', 'another passphrase');
  await page.click('vault-go');
  await page.see('vault-fault');
  await page.fill('import-passphrase', 'a long passphrase');
  await page.click('vault-go');
  await page.says(DIALOG, '1 credential was added');
  await page.click('vault-imported');
  await page.go('#/credentials');
  await page.see({ testid: 'credential-row', has: 'Weather' });
});

const IMPORTED = JSON.stringify({
  name: 'From elsewhere',
  nodes: [
    { id: '1', name: 'Begin', type: 'n8n-nodes-base.manualTrigger', typeVersion: 1, position: [0, 0], parameters: {} },
    ...['One', 'Two'].map((name, at) => ({
      id: `${at + 2}`, name, type: 'n8n-nodes-base.httpRequest', typeVersion: 4.2, position: [220 * (at + 1), 0],
      parameters: { url: 'https://api.example.com/v1', authentication: 'genericCredentialType', genericAuthType: 'httpBearerAuth', options: {} },
      credentials: { httpBearerAuth: { id: 'abc', name: 'Their key' } },
    })),
  ],
  connections: {
    Begin: { main: [[{ node: 'One', type: 'main', index: 0 }]] },
    One: { main: [[{ node: 'Two', type: 'main', index: 0 }]] },
  },
});

scenario('an import asks once for what two steps need', async ({ page, home }) => {
  const file = path.join(home, 'elsewhere.json');
  await fs.writeFile(file, IMPORTED);
  await page.call('credential_create', {
    name: 'My key', kind: 'httpBearerAuth', about: { hosts: ['api.example.com'] }, fields: { token: 'canary-mine-12' },
  });
  await page.click('door-import');
  await page.see('import-files');
  await page.files('import-files-input', [file]);
  await page.see('credential-choice');
  assert.equal(await page.count('credential-choice'), 1, 'one question for both steps');
  await page.says('credential-choice', /One, Two/);
  await page.says('credential-choice', 'Their key');
  await page.choose({ css: '[data-testid="credential-choice"] select' }, 'My key');
  await page.wait(async () => {
    const { rows } = await page.call('workflow_list', { filter: {}, page: {} });
    const { workflow } = await page.call('workflow_open', { id: rows[0].id });
    const used = workflow.nodes.flatMap((node) => node.credentials ?? []);
    return used.length === 2 && used.every((one) => one.id && one.name === 'My key');
  }, 'both steps have it');
  await page.click('import-done');
});

scenario('a recovery code that was on the screen when the page ended is told to be lost, and another is made', async ({ page }) => {
  await page.go('#/credentials');
  await page.click('first-credential');
  await page.click('kind-httpBearerAuth');
  await fillBearer(page, 'Door key', FIRST);
  await page.fill('credential-host', 'api.example.com');
  await page.click('credential-save');
  await page.see('recovery-code');
  const first = (await page.look('recovery-code')).text;
  await page.reload();
  const told = { testid: 'notice', has: 'Your recovery code was not kept' };
  await page.see(told);
  await page.click({ role: 'button', name: 'Make a new one', within: told });
  await page.see('recovery-code');
  assert.notEqual((await page.look('recovery-code')).text, first);
  await keepCode(page);
  await page.reload();
  await page.see({ testid: 'credential-row', has: 'Door key' });
  await page.gone(told);
});

scenario('who has lost every key begins with empty credentials, which keep their names and steps', async ({ page: first, world }) => {
  await first.go('#/credentials');
  await first.click('first-credential');
  await first.click('kind-httpBearerAuth');
  await fillBearer(first, 'Door key', FIRST);
  await first.fill('credential-host', 'api.example.com');
  await first.click('credential-save');
  await first.see('recovery-code');
  const lost = (await first.look('recovery-code')).text.trim().replace(/\s+/g, '-');
  // Nobody says that it is kept: the page ends, and after a start nothing opens the vault.
  await world.kill();
  const page = await world.restart();
  await page.go('#/credentials');
  await page.says('vault-locked', 'nobody said that it was kept');
  await page.click('vault-anew');
  await page.see({ css: 'dialog[open]', has: 'Give up the secrets?' });
  await page.click({ role: 'button', name: 'Begin with empty ones', within: DIALOG });
  await keepCode(page);
  await page.gone('vault-locked');
  await page.see({ testid: 'credential-row', has: 'Door key' });
  await page.see({ testid: 'credential-badge', has: 'Secret missing' });

  // The secret is entered again.
  await page.click({ testid: 'credential-row', has: 'Door key' });
  await page.see('credential-form');
  await page.fill('credential-token', SECOND);
  await page.click('credential-save');
  await page.gone('credential-form');
  await page.gone({ testid: 'credential-badge', has: 'Secret missing' });

  // What was there is a backup; that says which code opens it.
  await page.go('#/settings');
  const kept = { css: '[data-testid="backups"] li', has: 'Before a restore' };
  await page.see({ ...kept, has: 'Before a restore' });
  await page.click({ role: 'button', name: 'Restore', within: kept });
  await page.click({ role: 'button', name: 'Restore', within: DIALOG });
  await page.see({ testid: 'notice', has: 'no newer one' });
  await page.go('#/credentials');
  await page.see('vault-locked');
  await page.fill('vault-key', lost);
  await page.click('vault-unlock');
  await page.gone('vault-locked');
  await page.gone({ testid: 'credential-badge', has: 'Secret missing' });
});
