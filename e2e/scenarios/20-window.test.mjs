// What only the window does: files that are given to the program, and staying where it is.

import assert from 'node:assert/strict';
import http from 'node:http';
import fs from 'node:fs/promises';
import path from 'node:path';
import { Canvas } from '../lib/canvas.mjs';
import { step, wire } from '../lib/workflows.mjs';
import { scenario } from '../lib/world.mjs';

const file = (name, last) => JSON.stringify({
  format: 'millrace/1', name, nodes: [step('a', 'Start', 'manual', 0), step('b', last, 'no-op', 288)], edges: [wire('a', 'b')],
});
const WORLD = { worlds: ['window'] };

/** Waits until a workflow of a name is open in the editor. */
const opened = (page, name) => page.until((wanted) => window.__millrace?.workflow()?.name === wanted, name);

const GIVEN = { ...WORLD, files: { 'a list of prices.millrace': file('A list of prices', 'Prices') } };

scenario('a file that is given to the program is imported and opened, by a second start as well', GIVEN, async ({ page, world, home }) => {
  await opened(page, 'A list of prices');
  await new Canvas(page).has(['Start → Prices']);

  // A second start hands its files over, named from its own folder, and ends.
  await fs.writeFile(path.join(home, 'Letters – été.millrace'), file('Letters', 'Stamps'));
  const second = world.startAgain(['Letters – été.millrace']);
  await page.wait(() => !second.alive, () => `the second start does not end: ${second.output}`);
  assert.equal(second.child.exitCode, 0, second.output);
  await opened(page, 'Letters');
  await new Canvas(page).has(['Start → Stamps']);

  // One that is no workflow is said to be none, and what is open stays open.
  await fs.writeFile(path.join(home, 'broken.millrace'), '{"format": "millrace/1", "nodes": [');
  const third = world.startAgain(['broken.millrace']);
  await page.says('notice', 'broken.millrace was not opened');
  await page.wait(() => !third.alive, 'the third start does not end');
  assert.equal((await new Canvas(page).workflow()).name, 'Letters');
  const { rows } = await page.call('workflow_list', { filter: {}, page: {} });
  assert.deepEqual(rows.map(({ name }) => name).toSorted(), ['A list of prices', 'Letters']);
  assert.equal((await page.call('run_list', { filter: {}, page: {} })).rows.length, 0, 'nothing was run');
});

scenario('the window stays where it is, whatever a page wants', WORLD, async ({ page, home }) => {
  const asked = [];
  const server = http.createServer((request, answer) => {
    asked.push(request.url);
    answer.end('<title>elsewhere</title>');
  });
  await new Promise((done) => { server.listen(0, '127.0.0.1', done); });
  try {
    const foreign = `http://127.0.0.1:${server.address().port}`;
    await fs.writeFile(path.join(home, 'page.html'), '<title>elsewhere</title>');
    await page.see('door-blank');
    const here = await page.evaluate(() => { window.e2eStays = 1; return location.href; });
    const stays = async (what) => {
      // The answer of a command comes after the window has decided about what was asked for before it.
      await page.call('settings_read');
      await page.frame();
      await page.see('door-blank');
      const now = await page.evaluate(() => ({ href: location.href, same: window.e2eStays }));
      assert.deepEqual(now, { href: here, same: 1 }, what);
    };
    for (const address of ['https://example.com/', `${foreign}/assign`, `file://${home}/page.html`, 'data:text/html,elsewhere']) {
      await page.evaluate((to) => { try { location.assign(to); } catch { /* refused at once */ } }, address);
      await stays(`location.assign(${address})`);
    }
    const other = await page.evaluate((to) => Boolean(window.open(to)), `${foreign}/open`);
    assert.equal(other, false, 'window.open gives nothing');
    await stays('window.open');
    for (const target of ['', '_blank', '_top']) {
      await page.evaluate((to, into) => {
        const link = document.createElement('a');
        Object.assign(link, { id: 'e2e-link', href: to, target: into, textContent: 'Elsewhere' });
        link.style.cssText = 'position:fixed;left:0;top:0;width:200px;height:60px;z-index:9999;background:#fff';
        document.body.append(link);
      }, `${foreign}/link`, target);
      await page.click({ css: '#e2e-link' });
      await page.evaluate(() => document.getElementById('e2e-link').remove());
      await stays(`a link into ${target || 'the window'}`);
    }
    await page.evaluate((to) => {
      const form = document.createElement('form');
      Object.assign(form, { method: 'post', action: to });
      document.body.append(form);
      form.submit();
      form.remove();
    }, `${foreign}/form`);
    await stays('a form');
    assert.deepEqual(asked, [], 'nobody was asked for a page');
  } finally {
    server.closeAllConnections();
    server.close();
  }
});
