// The world of a browser: Chromium shows what `millrace serve` serves.

import { chromium } from 'playwright-core';
import { Cable } from './cable.mjs';
import { Page } from './page.mjs';
import { Program, pause } from './process.mjs';

const FLAGS = [
  '--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--use-angle=swiftshader',
  '--enable-unsafe-swiftshader', '--ignore-gpu-blocklist',
];
/** Without WebGL there is no canvas. */
const FLAT = ['--no-sandbox', '--disable-quic', '--no-first-run', '--disable-background-networking',
  '--disable-component-update', '--disable-sync', '--disable-gpu', '--disable-3d-apis', '--disable-webgl'];

const setting = (name, otherwise) => process.env[name] || otherwise;

class BrowserPage extends Page {
  constructor(page, said) {
    super();
    this.page = page;
    this.said = said;
  }

  run(expression) { return this.page.evaluate(expression); }

  move([x, y]) { return this.page.mouse.move(x, y); }

  down(button = 'left') { return this.page.mouse.down({ button }); }

  up(button = 'left') { return this.page.mouse.up({ button }); }

  wheel([x, y], [byX, byY]) {
    return this.page.mouse.move(x, y).then(() => this.page.mouse.wheel(byX, byY));
  }

  /** Playwright counts clicks itself only where it clicks. */
  async clickAt([x, y], { button = 'left', times = 1 } = {}) {
    await this.page.mouse.click(x, y, { button, clickCount: times });
  }

  press(chord) {
    return this.page.keyboard.press(chord.replace(/\+([A-Z])$/, (_, letter) => `+${letter.toLowerCase()}`));
  }

  type(text) { return this.page.keyboard.type(text); }

  shot(path) { return this.page.screenshot({ path }); }

  /** Gives files to a file field. */
  files(testid, paths) { return this.page.getByTestId(testid).setInputFiles(paths); }

  /** What a click saves: its text and the name it is given. */
  async saves(action) {
    const [saved] = await Promise.all([this.page.waitForEvent('download'), action()]);
    const { readFile } = await import('node:fs/promises');
    return { name: saved.suggestedFilename(), text: await readFile(await saved.path(), 'utf8') };
  }

  async reload() {
    await this.page.reload();
    await this.ready();
  }

  /** From now on the answer to a command is on its way for so long. */
  slow(command, milliseconds) {
    return this.page.route(`**/rpc/${command}`, async (route) => {
      const response = await route.fetch();
      await pause(milliseconds);
      await route.fulfill({ response });
    });
  }

  /** Lets answers that are still held back go: the page may be closed while one is under way. */
  answersGo() { return this.page.unrouteAll({ behavior: 'ignoreErrors' }); }

  dark(dark) { return this.page.emulateMedia({ colorScheme: dark ? 'dark' : 'light' }); }

  /** What the page has complained of. */
  async complaints() { return this.said; }
}

/** Opens Millrace in a browser. */
export class BrowserWorld {
  name = 'browser';

  constructor({ data, home }, { width = 1440, height = 900, dark = false, webgl = true, locale = 'en-GB', cable = false } = {}) {
    Object.assign(this, { data, home, width, height, dark, webgl, locale });
    this.cable = cable ? new Cable() : null;
    this.said = [];
  }

  async start() {
    await this.serve();
    this.browser = await chromium.launch({
      executablePath: setting('MILLRACE_CHROMIUM', '/usr/bin/chromium'),
      args: this.webgl ? FLAGS : FLAT,
    });
    const context = await this.browser.newContext({
      viewport: { width: this.width, height: this.height },
      colorScheme: this.dark ? 'dark' : 'light',
      locale: this.locale,
      permissions: ['clipboard-read', 'clipboard-write'],
      bypassCSP: false,
    });
    const page = await context.newPage();
    page.on('console', (message) => {
      if (message.type() === 'error') this.said.push(`${message.type()}: ${message.text()}`);
    });
    page.on('pageerror', (error) => this.said.push(`uncaught: ${error.stack ?? error}`));
    this.page = new BrowserPage(page, this.said);
    await page.goto(this.url);
    await this.page.ready();
    return this.page;
  }

  /** Starts `millrace serve`. */
  async serve() {
    const args = ['serve', '--data', this.data, '--listen', '127.0.0.1:0'];
    const folder = process.env.MILLRACE_PAGE;
    if (folder) args.push('--page', folder);
    this.server = new Program(setting('MILLRACE_BIN', 'millrace'), args, { env: { HOME: this.home } });
    [this.url] = await this.server.writes(/http:\/\/\S+/);
    if (this.cable) {
      const address = new URL(this.url);
      this.cable.port = Number(address.port);
      address.port = await this.cable.plug();
      this.url = address.href;
    }
    const { hash, origin } = new URL(this.url);
    Object.assign(this, { origin, token: hash.replace('#token=', '') });
  }

  /** Kills the server as a power cut does. */
  kill() { return this.server.kill(); }

  /** Starts Millrace again after it was killed, and opens what was open. */
  async restart() {
    const address = await this.page.address();
    await this.serve();
    await this.page.page.goto(this.url);
    await this.page.page.reload();
    await this.page.ready();
    await this.page.go(address);
    return this.page;
  }

  async close() {
    await this.page?.answersGo().catch(() => {});
    await this.browser?.close().catch(() => {});
    await this.cable?.pull().catch(() => {});
    await this.server?.close();
  }

  /** What the programs wrote. */
  log() { return this.server?.output ?? ''; }
}
