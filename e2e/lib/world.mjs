// A scenario: a world with a data folder of its own, a time limit, and nothing left behind.

import { spawnSync } from 'node:child_process';
import fs from 'node:fs/promises';
import os from 'node:os';
import path from 'node:path';
import test from 'node:test';

/** `browser` or `window`. */
export const WORLD = process.env.MILLRACE_WORLD || 'browser';
const LIMIT = 240_000;
/** What a page may complain of without a scenario failing: what the scenario itself breaks. */
const PANIC = /panicked at|unreachable|uncaught:/;

/** The world that is asked for, over its folders. */
async function makeWorld(folders, options) {
  const { BrowserWorld } = WORLD === 'browser' ? await import('./browser.mjs') : {};
  const { WindowWorld } = WORLD === 'window' ? await import('./window.mjs') : {};
  if (!BrowserWorld && !WindowWorld) throw new Error(`MILLRACE_WORLD is browser or window, not ${WORLD}`);
  return BrowserWorld ? new BrowserWorld(folders, options) : new WindowWorld(folders, options);
}

/** Keeps what shows why a scenario failed. */
async function keepTraces(name, world, error) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'millrace-e2e-failed-'));
  const soon = (work) => Promise.race([work.catch(() => {}), new Promise((over) => { setTimeout(over, 10_000).unref(); })]);
  if (world?.page) {
    await soon(world.page.shot(path.join(folder, 'page.png')));
    const said = await soon(world.page.complaints());
    await fs.writeFile(path.join(folder, 'console.txt'), (said ?? []).join('\n'));
  }
  await fs.writeFile(path.join(folder, 'log.txt'), `${name}\n${error?.stack ?? error}\n\n${world?.log() ?? ''}`);
  console.error(`“${name}” failed; a picture and the page's console are in ${folder}`);
}

/** Removes a scenario's folder; what the desktop's portals have mounted there goes first, they may not live to do it. */
async function remove(folder) {
  const mounts = await fs.readFile('/proc/self/mounts', 'utf8').catch(() => '');
  for (const [, place] of mounts.split('\n').map((line) => line.split(' '))) {
    if (!place?.startsWith(`${folder}/`)) continue;
    const unmounted = spawnSync('fusermount3', ['-u', '-z', place]).status === 0;
    if (!unmounted) spawnSync('umount', ['-l', place]);
  }
  try {
    await fs.rm(folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 });
  } catch (error) {
    // What the system holds on to says nothing about Millrace.
    console.error(`${folder} stays: ${error.message}`);
  }
}

/** Millrace in one folder, opened for one use; closed again whatever happens. */
export async function withWorld(name, options, work) {
  const folder = await fs.mkdtemp(path.join(os.tmpdir(), 'millrace-e2e-'));
  const home = path.join(folder, 'home');
  await fs.mkdir(home);
  const world = await makeWorld({ data: path.join(folder, 'data'), home, folder }, options);
  let timer;
  let hasBegun = false;
  const late = new Promise((_, fail) => {
    timer = setTimeout(() => fail(new Error(`it took longer than ${options.limit ?? LIMIT} ms`)), options.limit ?? LIMIT);
  });
  try {
    const play = async () => {
      const page = await world.start();
      if (options.tour !== true) await page.skipTour();
      hasBegun = true;
      await work({ world, page, home });
      const panic = (await world.page.complaints()).find((line) => PANIC.test(line));
      if (panic) throw new Error(`the page complained: ${panic}`);
    };
    const playing = play();
    playing.catch(() => {});
    await Promise.race([playing, late]);
  } catch (error) {
    await keepTraces(name, world, error);
    error.hasBegun = hasBegun;
    throw error;
  } finally {
    clearTimeout(timer);
    await world.close();
    await remove(folder);
  }
}

/**
 * A test in the worlds where it makes sense; `worlds` names them if it is not in both. What is `strict` gets no second
 * try once it has begun: a loss or a leak that comes once in a while is one.
 */
export function scenario(name, options, work) {
  const [settings, play] = work ? [options, work] : [{}, options];
  const elsewhere = settings.worlds && !settings.worlds.includes(WORLD);
  const skip = elsewhere ? `not in the world “${WORLD}”` : settings.skip;
  // The scenario ends itself first, so that it can clean up.
  const timeout = 2 * ((settings.limit ?? LIMIT) + 60_000);
  test(`${name} (${WORLD})`, { skip: skip || false, timeout }, () => twice(name, settings, play));
}

/** Plays a scenario, and once more if it failed: the machines are shared, a minute's stall of one is no fault. It is told. */
async function twice(name, settings, play) {
  try {
    await withWorld(name, settings, play);
  } catch (error) {
    if (settings.strict && error.hasBegun) throw error;
    await withWorld(name, settings, play);
    console.error(`“${name}” passed only the second time; before: ${error.message}`);
  }
}
