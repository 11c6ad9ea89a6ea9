// What the window costs: frames, opening, idling, memory. `node bench.mjs`; fails where something is over its limit.
//
// Times are those of the page itself, so that the driver's own do not count.

import fs from 'node:fs';
import fsp from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import { middle } from './lib/page.mjs';
import { Canvas } from './lib/canvas.mjs';
import { pause } from './lib/process.mjs';
import { many, withCode } from './lib/workflows.mjs';
import { BrowserWorld } from './lib/browser.mjs';
import { WindowWorld } from './lib/window.mjs';

/** Ticks a second of the times in /proc (`getconf CLK_TCK`, 100 on Linux). */
const TICKS = 100;
const IDLE_SECONDS = 30;
const rows = [];

/** Notes a number beside its limit. */
function note(what, value, limit, unit) {
  const over = !(value <= limit);
  rows.push(over);
  const number = value >= 100 ? value.toFixed(0) : value.toFixed(1);
  console.log(`${what.padEnd(58)} ${`${number} ${unit}`.padStart(10)}   at most ${limit} ${unit}${over ? '   OVER' : ''}`);
}

/** Where hardly anything was drawn nothing was measured. */
function percentile(numbers, part) {
  if (numbers.length < 60) throw new Error(`only ${numbers.length} frames were drawn`);
  return [...numbers].sort((a, b) => a - b)[Math.floor((numbers.length - 1) * part)];
}

/** Opens a world on empty folders, does something in it, and cleans up. */
async function inside(World, options, work) {
  const folder = await fsp.mkdtemp(path.join(os.tmpdir(), 'millrace-bench-'));
  const home = path.join(folder, 'home');
  await fsp.mkdir(home);
  const world = new World({ data: path.join(folder, 'data'), home, folder }, options);
  try {
    const page = await world.start();
    await page.skipTour();
    await work(page, world);
  } finally {
    await world.close();
    await fsp.rm(folder, { recursive: true, force: true, maxRetries: 5 });
  }
}

/** Milliseconds from an address to a canvas with so many nodes on it. */
const opening = (page, id, count) => page.evaluate((address, nodes) => new Promise((done) => {
  const begin = performance.now();
  location.hash = address;
  const look = () => (window.__millrace?.cards() === nodes
    ? requestAnimationFrame(() => done(performance.now() - begin))
    : setTimeout(look, 1));
  look();
}), `#/workflow/${id}`, count);

async function starting(page) {
  const draft = await page.call('workflow_create', { name: 'Ten', workflow: many(10) });
  await page.go(`#/workflow/${draft.workflow.id}`);
  await page.until(() => window.__millrace?.cards() === 10);
  const { paint, canvas } = await warmStart(page);
  note('first paint of the page, warm', paint, 1000, 'ms');
  note('a canvas that can be edited, warm', canvas, 1000, 'ms');
}

/** The page again: milliseconds to its first paint and to a canvas. */
async function warmStart(page) {
  await page.page.reload({ waitUntil: 'commit' });
  await page.page.waitForFunction(() => window.__millrace?.cards() === 10, null, { polling: 5 });
  const canvas = await page.evaluate(() => performance.now());
  // It is told a moment after it was.
  const paint = await page.until(() => performance.getEntriesByName('first-contentful-paint')[0]?.startTime);
  return { paint, canvas };
}

async function thousand(page) {
  const drafts = [];
  for (const name of ['Thousand', 'Another thousand', 'A third thousand']) {
    drafts.push(await page.call('workflow_create', { name, workflow: many(1000) }));
  }
  const first = await page.call('workflow_create', { name: 'One', workflow: many(1) });
  // The canvas is there already: what is measured is the workflow.
  await page.go(`#/workflow/${first.workflow.id}`);
  await page.until(() => window.__millrace?.rects()?.nodes?.length === 1);
  const took = [];
  for (const draft of drafts) {
    await page.go('#/workflows');
    await page.until(() => !window.__millrace);
    took.push(await opening(page, draft.workflow.id, 1000));
  }
  note('opening a workflow of 1,000 nodes, median of three', took.sort((a, b) => a - b)[1], 300, 'ms');
  const canvas = new Canvas(page);
  await canvas.rects();
  await page.evaluate(() => window.__millrace.frames());
  const at = middle((await canvas.rects()).canvas);
  for (let turn = 0; turn < 120; turn += 1) {
    const way = turn % 40 < 20 ? 1 : -1;
    await page.wheel(at, [24 * way, 12 * way]);
    await page.frame();
  }
  note('1,000 nodes, panning, wasm: 95 % of the frames', percentile(await page.evaluate(() => window.__millrace.frames()), 0.95), 16, 'ms');
  const { nodes, canvas: area } = await canvas.rects();
  const near = nodes.find((node) => node.x > area.x + 40 && node.y > area.y + 60
    && node.x + node.width < area.x + area.width - 300 && node.y + node.height < area.y + area.height - 240);
  const [x, y] = middle(near);
  await page.move([x, y]);
  await page.down('left');
  for (let turn = 0; turn < 90; turn += 1) {
    await page.move([x + turn * 2, y + turn]);
    await page.frame();
  }
  await page.up('left');
  note('1,000 nodes, dragging, wasm: 95 % of the frames', percentile(await page.evaluate(() => window.__millrace.frames()), 0.95), 16, 'ms');
}

async function bigOutput(page) {
  const code = "return Array.from({ length: 50000 }, (_, id) => ({ json: { id, text: 'x'.repeat(1000) } }));";
  const draft = await page.call('workflow_create', { name: 'Fifty megabytes', workflow: withCode('Fifty megabytes', code) });
  const { execution } = await page.call('run_start', { workflow: draft.workflow.id });
  await page.wait(async () => !['queued', 'running'].includes((await page.call('run_open', { execution })).summary.status), 'the run never ended', 120_000);
  await page.go(`#/workflow/${draft.workflow.id}`);
  await page.until(() => window.__millrace?.rects()?.nodes?.length === 2);
  const canvas = new Canvas(page);
  await page.clickAt(middle(await canvas.card('Rows')));
  await page.see('step-output-tab');
  const took = await page.evaluate(() => new Promise((done) => {
    const begin = performance.now();
    document.querySelector('[data-testid="step-output-tab"]').click();
    const look = () => (/x{20}/.test(document.querySelector('[role="tabpanel"]')?.textContent ?? '')
      ? requestAnimationFrame(() => done(performance.now() - begin))
      : setTimeout(look, 1));
    look();
  }));
  note('opening an output of 50 MB', took, 300, 'ms');
}

/** A process and all it has started. */
function family(pid) {
  const parents = new Map();
  for (const name of fs.readdirSync('/proc').filter((one) => /^\d+$/.test(one))) {
    try {
      const stat = fs.readFileSync(`/proc/${name}/stat`, 'utf8');
      parents.set(Number(name), Number(stat.slice(stat.lastIndexOf(')') + 2).split(' ')[1]));
    } catch {
      // It has ended meanwhile.
    }
  }
  const found = [pid];
  for (const one of found) for (const [child, parent] of parents) if (parent === one) found.push(child);
  return found;
}

const named = (pid) => {
  try {
    return fs.readFileSync(`/proc/${pid}/comm`, 'utf8').trim();
  } catch {
    return '';
  }
};

/** The window's own processes: not the driver's and not those of the bus. */
const ofWindow = (world) => family(world.driver.child.pid).filter((pid) => /^(millrace|WebKit(Web|Network)P)/.test(named(pid)));

/** Seconds of processor that processes have used. */
function used(pids) {
  const ticks = pids.map((pid) => {
    const stat = fs.readFileSync(`/proc/${pid}/stat`, 'utf8');
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
    return Number(fields[11]) + Number(fields[12]);
  });
  return ticks.reduce((sum, one) => sum + one, 0) / TICKS;
}

/** Megabytes of memory, each page that is shared counted by its share. */
function memory(pids) {
  const sizes = pids.map((pid) => {
    const kilobytes = Number(/^Pss:\s+(\d+)/m.exec(fs.readFileSync(`/proc/${pid}/smaps_rollup`, 'utf8'))[1]);
    console.log(`    ${named(pid).padEnd(54)} ${(kilobytes / 1024).toFixed(0).padStart(7)} MB`);
    return kilobytes;
  });
  return sizes.reduce((sum, one) => sum + one, 0) / 1024;
}

async function idling(page, world) {
  const draft = await page.call('workflow_create', { name: 'Hundred', workflow: many(100) });
  await page.go(`#/workflow/${draft.workflow.id}`);
  await page.until(() => window.__millrace?.rects()?.nodes?.length === 100);
  await pause(5_000);
  const pids = ofWindow(world);
  const before = used(pids);
  await pause(IDLE_SECONDS * 1000);
  note(`idle, 100 nodes, ${IDLE_SECONDS} s: share of a core`, ((used(pids) - before) / IDLE_SECONDS) * 100, 1, '%');
  note('memory of the window with 100 nodes (PSS, WebKit too)', memory(pids), 300, 'MB');
}

console.log('in the browser');
await inside(BrowserWorld, {}, async (page) => {
  await starting(page);
  await thousand(page);
  await bigOutput(page);
});
console.log('in the window');
await inside(WindowWorld, {}, idling);
process.exit(rows.some(Boolean) ? 1 : 0);
