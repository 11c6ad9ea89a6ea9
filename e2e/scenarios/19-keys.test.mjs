// Keys are bound anew in the settings.

import assert from 'node:assert/strict';
import { scenario } from '../lib/world.mjs';

const RUNS = 'key-show-runs';
const LINE = { css: '.key-line', has: 'Go to runs' };

/** Waits until a screen is open. */
const opened = (page, hash) => page.until((wanted) => location.hash === wanted, hash);

/** Opens the settings; the keys stay where they are once what stands above them is there. */
async function settings(page) {
  await page.press('Control+,');
  await opened(page, '#/settings');
  await page.see({ text: 'No workflow was allowed anything yet' });
}

/** Presses keys for an action that waits for its new ones. */
async function bind(page, testid, chord) {
  await page.click(testid);
  await page.until(() => document.activeElement?.matches('.key-button.waiting'));
  await page.press(chord);
  await page.gone({ css: '.key-button.waiting' });
}

/** The keys of an action as the settings show them. */
const shown = async (page, testid) => (await page.look({ css: `[data-testid="${testid}"] kbd`, hidden: true })).text;

/** Leaves the list of keys: it has the keyboard until it is gone from the page. */
async function leave(page) {
  await page.press('Escape');
  await page.until(() => !document.querySelector('dialog'));
}

/** Presses keys that lead nowhere: what is pressed after them comes after them. */
async function leadsNowhere(page, chord) {
  const before = await page.address();
  await page.press(chord);
  await page.press('?');
  await page.see({ css: 'dialog[open] .keys-list' });
  assert.equal(await page.address(), before, `${chord} leads nowhere`);
  await leave(page);
}

scenario('a key is bound anew, and back again', async ({ page }) => {
  await page.see('door-blank');
  await settings(page);
  await page.says(RUNS, 'Alt+2');

  // Escape leaves it as it is; what another action has is not taken from it.
  await bind(page, RUNS, 'Escape');
  assert.equal(await shown(page, RUNS), 'Alt+2');
  await bind(page, RUNS, 'Control+K');
  await page.says({ css: '.key-fault', within: LINE }, 'Ctrl+K belongs to “Search everything”.');
  assert.equal(await shown(page, RUNS), 'Alt+2');

  await bind(page, RUNS, 'Alt+9');
  await page.says(RUNS, 'Alt+9');
  await page.gone({ css: '.key-fault' });
  await leadsNowhere(page, 'Alt+2');
  await page.press('Alt+9');
  await opened(page, '#/runs');

  await page.reload();
  await page.see({ text: 'Nothing has run yet' });
  await page.press('Alt+1');
  await opened(page, '#/');
  await page.press('?');
  await page.says({ css: '.keys-line', has: 'Go to runs' }, 'Alt+9');
  await leave(page);
  await leadsNowhere(page, 'Alt+2');
  await page.press('Alt+9');
  await opened(page, '#/runs');

  // The key that became free can be given to another action.
  await settings(page);
  await bind(page, 'key-show-templates', 'Alt+2');
  await page.says('key-show-templates', 'Alt+2');
  await page.press('Alt+2');
  await opened(page, '#/templates');

  // Backspace takes the keys away.
  await settings(page);
  await bind(page, RUNS, 'Backspace');
  await page.says(RUNS, 'none');
  await leadsNowhere(page, 'Alt+9');

  await page.click({ role: 'button', name: 'Usual keys', exact: true, within: { css: '.key-line', has: 'Go to templates' } });
  await page.says('key-show-templates', 'Alt+4');
  await page.says(RUNS, 'none');
  await page.click({ role: 'button', name: 'Usual keys for everything' });
  await page.says(RUNS, 'Alt+2');
  await page.gone({ role: 'button', name: 'Usual keys for everything' });
  await leadsNowhere(page, 'Alt+9');
  await page.press('Alt+2');
  await opened(page, '#/runs');
});
