// Light and dark: by the system, and by choice.

import assert from 'node:assert/strict';
import { Canvas } from '../lib/canvas.mjs';
import { scenario, WORLD } from '../lib/world.mjs';

/** How light a colour of the page is, 0 to 255. */
const lightness = (page, selector) => page.evaluate((what) => {
  let element = document.querySelector(what);
  let colour = '';
  while (element && (!colour || /, 0\)$|transparent/.test(colour))) {
    colour = getComputedStyle(element).backgroundColor;
    element = element.parentElement;
  }
  const [red, green, blue] = colour.match(/[\d.]+/g).map(Number);
  return (red + green + blue) / 3;
}, selector);

scenario('the theme is chosen, stays, and reaches the canvas', async ({ page }) => {
  await page.click('template-quick-start');
  await new Canvas(page).rects();
  assert.ok(await lightness(page, '.inspector') > 200, 'it begins light');
  await page.go('#/settings');
  await page.choose('set-theme', 'Dark');
  await page.until(() => document.documentElement.dataset.theme === 'dark');
  assert.ok(await lightness(page, '.rail') < 80, 'the rail is dark');
  await page.reload();
  await page.until(() => document.documentElement.dataset.theme === 'dark');
  await page.choose('set-theme', 'Light');
  await page.until(() => document.documentElement.dataset.theme === 'light');
});

scenario('the system’s theme is followed', { dark: true, worlds: ['browser'] }, async ({ page }) => {
  await page.until(() => document.documentElement.dataset.theme === 'dark');
  await page.dark(false);
  await page.until(() => document.documentElement.dataset.theme === 'light');
  assert.equal(WORLD, 'browser');
});
