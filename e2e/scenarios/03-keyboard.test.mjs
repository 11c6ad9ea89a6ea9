// A workflow of five steps, built in the outline by keyboard alone.

import assert from 'node:assert/strict';
import { create } from '../lib/canvas.mjs';
import { scenario } from '../lib/world.mjs';

/** Adds a step as the keyboard does: N, a word, Enter. */
async function add(page, word) {
  await page.press('n');
  await page.until(() => document.activeElement?.closest('[data-testid=step-popup]'));
  await page.type(word);
  await page.until(() => document.querySelectorAll('[data-testid=step-popup] [role=option]').length > 0);
  await page.press('Enter');
  await page.gone('step-popup');
  await page.until(() => document.activeElement?.id === 'outline-list');
}

scenario('five steps are built and run by keyboard and outline alone', async ({ page }) => {
  const { canvas } = await create(page, { name: 'By keyboard', nodes: [], edges: [] });
  await page.evaluate(() => {
    window.e2ePointer = 0;
    for (const kind of ['pointerdown', 'mousedown', 'touchstart', 'wheel']) {
      addEventListener(kind, () => { window.e2ePointer += 1; }, true);
    }
  });
  await page.press('Alt+O');
  await page.see('outline');
  await add(page, 'press run');
  await canvas.hasSteps(1);
  await add(page, 'edit fields');
  await add(page, 'if');
  await canvas.has(['When you press Run → Edit Fields', 'Edit Fields → If']);

  // The branches of the step are lines of their own: a step is added to the second.
  await page.keys('End');
  await add(page, 'no operation');
  await canvas.has(['When you press Run → Edit Fields', 'Edit Fields → If', 'If.1 → No Operation']);
  await page.keys('Home', 'ArrowDown', 'ArrowDown', 'ArrowDown');
  await add(page, 'date');
  await canvas.has([
    'When you press Run → Edit Fields', 'Edit Fields → If', 'If.1 → No Operation', 'If → Date & Time',
  ]);

  // A step is set up: Enter goes into its form, F2 renames it.
  await page.keys('Home', 'ArrowDown');
  await canvas.selected('Edit Fields');
  await page.press('Enter');
  await page.until(() => Boolean(document.activeElement?.closest('.inspector .form')));
  await page.keys('Escape');

  // A wire is drawn by key as well, and taken away again.
  await page.evaluate(() => document.getElementById('outline-list').focus());
  await page.keys('Home', 'ArrowDown', 'c');
  await page.see('wire-to');
  await page.until(() => Boolean(document.activeElement?.closest('dialog')));
  await page.choose('wire-to', 'No Operation');
  await page.evaluate(() => document.querySelector('[data-testid=wire-draw]').focus());
  await page.press('Enter');
  await canvas.has([
    'When you press Run → Edit Fields', 'Edit Fields → If', 'If.1 → No Operation', 'If → Date & Time',
    'Edit Fields → No Operation',
  ]);
  await page.press('Escape');
  await page.gone({ testid: 'wire-to', hidden: true });
  await page.until(() => document.activeElement?.id === 'outline-list');
  await page.press('Control+Z');
  await canvas.has([
    'When you press Run → Edit Fields', 'Edit Fields → If', 'If.1 → No Operation', 'If → Date & Time',
  ]);

  await page.press('Control+Enter');
  await page.says('run-sentence', 'steps ran');
  await canvas.saved();
  assert.equal(await page.evaluate(() => window.e2ePointer), 0, 'no pointer was used');
});

scenario('the command palette and the list of keys lead everywhere', async ({ page }) => {
  await page.see('door-blank');
  await page.press('Alt+2');
  await page.until(() => location.hash === '#/runs');
  await page.press('Control+K');
  await page.until(() => document.activeElement?.matches('dialog input'));
  await page.type('settings');
  await page.says({ testid: 'palette-line' }, 'Go to settings');
  await page.press('Enter');
  await page.until(() => location.hash === '#/settings');
  await page.press('?');
  await page.see({ css: 'dialog[open]' });
  await page.see({ text: 'Show canvas or outline' });
  await page.press('Escape');
  await page.gone({ css: 'dialog[open]' });
});
