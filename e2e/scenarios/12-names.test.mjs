// Hostile names and values are shown as text, and nothing of them runs.

import assert from 'node:assert/strict';
import { lines, unescaped } from '../lib/cases.mjs';
import { create, openEditor } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

const OWN = [
  '<script>window.e2eRan = 1</script>', '<img src=x onerror="window.e2eRan = 1">', '"><svg onload=window.e2eRan=1>',
  'javascript:window.e2eRan=1', '{{ 6 * 7 }}', '={{ window }}', '\u202egpj.exe', '\u0645\u0631\u062d\u0628\u0627', '日本語 🏳️‍🌈',
  'a'.repeat(300), '__proto__', 'constructor', '../../etc/passwd', 'a\nb',
];

/** Waits for whatever a page would do with what it was given, then says what it did. */
async function harm(page) {
  await page.frame();
  return page.evaluate(() => {
    const ran = Boolean(window.e2eRan);
    const foreign = [...document.querySelectorAll('script,img,iframe,object,embed,[onerror],[onload],a[href^="javascript"]')]
      .filter((element) => element.matches('[onerror],[onload],a') || /window\.e2eRan|alert|^x$/.test(element.src ?? element.textContent))
      .map((element) => element.outerHTML.slice(0, 120));
    return { ran, foreign, wide: document.documentElement.scrollWidth > innerWidth + 1 };
  });
}

const SAFE = { ran: false, foreign: [], wide: false };

scenario('hostile names are text everywhere', async ({ page }) => {
  const listed = await lines('hostile_names.tsv');
  if (!listed) console.error('hostile_names.tsv is not there: only our own names are tried');
  const names = [...OWN, ...(listed ?? []).map(([, value]) => unescaped(value ?? ''))];
  await page.evaluate(() => { window.alert = () => { window.e2eRan = 1; }; });

  for (const name of names) {
    // A name that cannot be one is refused with a reason; that is as well.
    await page.call('workflow_create', { name }).catch((error) => assert.match(error.message, /"code"/));
  }
  await page.see('workflow-row');
  await page.fill('workflows-search', '<script>');
  await page.says('workflow-row', '<script>window.e2eRan = 1</script>');
  assert.deepEqual(await harm(page), SAFE, 'where it was searched for');
  await page.fill('workflows-search', '');
  assert.deepEqual(await harm(page), SAFE, 'in the list of workflows');
  await page.click('look-grid');
  await page.see('workflow-card');
  assert.deepEqual(await harm(page), SAFE, 'as cards');

  const nodes = [step('a', 'Start', 'manual', 0)];
  const edges = [];
  const seen = new Set(['Start']);
  for (const [at, name] of names.entries()) {
    const trimmed = name.slice(0, 400).trim();
    if (!trimmed || seen.has(trimmed)) continue;
    seen.add(trimmed);
    nodes.push({ ...step(`n${at}`, trimmed, 'no-op', 0), position: [(at % 8) * 272, Math.floor(at / 8) * 128 + 128] });
    edges.push(wire(nodes.at(-2).id, `n${at}`));
  }
  nodes.push({ ...step('note', 'Note', 'note', -400, { content: `## ${OWN[0]}\n${OWN[1]} [click](javascript:window.e2eRan=1) ![x](https://example.invalid/x.png)`, width: 300, height: 200 }) });
  const { canvas } = await create(page, { name: names[0], nodes, edges });
  assert.deepEqual(await harm(page), SAFE, 'on the canvas');
  await canvas.click('Start');
  await page.press('Control+Enter');
  await page.says('run-sentence', 'steps ran');
  await page.press('Alt+R');
  await page.see('step-line');
  assert.deepEqual(await harm(page), SAFE, 'in the steps of a run');
  await page.press('Alt+O');
  await page.see('outline-row');
  assert.deepEqual(await harm(page), SAFE, 'in the outline');
  await page.go('#/runs');
  await page.see('run-row');
  assert.deepEqual(await harm(page), SAFE, 'in the list of runs');
});

scenario('hostile values are text in every view', async ({ page }) => {
  const listed = await lines('hostile_names.tsv');
  const values = [...OWN, ...(listed ?? []).map(([, value]) => unescaped(value ?? ''))];
  const rows = values.map((value, at) => ({ at, value, [value.slice(0, 60) || 'none']: value }));
  const { id } = await create(page, {
    name: 'Values',
    nodes: [step('a', 'Start', 'manual', 0), step('b', 'Rows', 'no-op', 288)],
    edges: [wire('a', 'b')],
    pinned: { b: rows },
  });
  await page.evaluate(() => { window.alert = () => { window.e2eRan = 1; }; });
  const canvas = await openEditor(page, id);
  await canvas.click('Rows');
  await page.click('step-output-tab');
  await page.says('data-table', '<script>window.e2eRan = 1</script>');
  assert.deepEqual(await harm(page), SAFE, 'as a table');
  await page.click({ css: '.cell', has: 'onerror' });
  await page.says('value-view', 'onerror');
  assert.deepEqual(await harm(page), SAFE, 'as one value');
  await page.click({ role: 'button', name: 'As JSON' });
  await page.says('data-json', '<script>window.e2eRan = 1</script>');
  assert.deepEqual(await harm(page), SAFE, 'as JSON');
  await page.click({ role: 'button', name: 'As fields' });
  await page.says('schema', 'window.e2eRan');
  assert.deepEqual(await harm(page), SAFE, 'as fields');
});

scenario('what was renamed is renamed again', async ({ page }) => {
  const { canvas } = await create(page, { name: 'First', nodes: [step('a', 'Start', 'manual', 0), step('b', 'One', 'no-op', 288)], edges: [wire('a', 'b')] });
  await canvas.click('One');
  const rename = async (button, name) => {
    await page.click(button);
    await page.until((field) => document.activeElement?.matches(`[data-testid=${field}]`), `${button}-field`);
    await page.press('Control+A');
    await page.type(name);
    await page.press('Enter');
    await page.says(button, name);
  };
  for (const name of ['Second', 'Third', 'Fourth']) await rename('workflow-name', name);
  for (const name of ['Two', 'Three', 'Four']) await rename('step-name', name);
  await canvas.has(['Start → Four']);
  await page.gone({ css: '#crashed:not([hidden])' });
});
