// The world of the desktop's window: `millrace-desktop` on a screen of its own, driven by WebKitWebDriver.

import fs from 'node:fs/promises';
import net from 'node:net';
import path from 'node:path';
import { Page } from './page.mjs';
import { Program } from './process.mjs';
import { Session } from './webdriver.mjs';

class WindowPage extends Page {
  constructor(session, downloads) {
    super();
    this.session = session;
    this.downloads = downloads;
  }

  run(expression) { return this.session.evaluate(expression); }

  move(at) { return this.session.move(at); }

  down(button = 'left') { return this.session.down(button); }

  up(button = 'left') { return this.session.up(button); }

  /** The pointer goes there first: a canvas scrolls what is under it. */
  async wheel(at, by) {
    await this.move(at);
    await this.session.wheel(at, by);
  }

  press(chord) { return this.session.press(chord); }

  type(text) { return this.session.type(text); }

  async shot(file) { await fs.writeFile(file, await this.session.picture()); }

  files(testid, paths) { return this.session.files(`[data-testid="${testid}"]`, paths); }

  /** What a click saves: it lands in the folder for downloads. */
  async saves(action) {
    const before = new Set(await this.saved());
    await action();
    const name = await this.wait(
      async () => (await this.saved()).find((one) => !before.has(one) && !one.endsWith('.wkdownload')),
      'nothing was saved',
    );
    const file = path.join(this.downloads, name);
    const text = await this.wait(() => fs.readFile(file, 'utf8'), `${file} is empty`);
    return { name, text };
  }

  saved() { return fs.readdir(this.downloads); }

  async reload() {
    await this.session.refresh();
    await this.ready();
    await this.listen();
  }

  /** The window follows the system; here it is told by the settings. */
  async dark(dark) {
    const settings = await this.call('settings_read');
    await this.call('settings_write', { settings: { ...settings, theme: dark ? 'dark' : 'light' } });
  }

  /** Keeps what the page complains of from now on. */
  listen() {
    return this.evaluate(() => {
      if (window.e2eSaid) return;
      window.e2eSaid = [];
      const say = console.error.bind(console);
      console.error = (...words) => {
        window.e2eSaid.push(`error: ${words.map(String).join(' ')}`);
        say(...words);
      };
      addEventListener('error', (event) => window.e2eSaid.push(`uncaught: ${event.message}`));
      addEventListener('unhandledrejection', (event) => window.e2eSaid.push(`uncaught: ${event.reason}`));
    });
  }

  complaints() { return this.evaluate(() => window.e2eSaid ?? []); }
}

/** The desktop's bus, without a keychain: what a scenario sees must not depend on whether this machine has one. */
const BUS = `<!DOCTYPE busconfig PUBLIC "-//freedesktop//DTD D-Bus Bus Configuration 1.0//EN"
 "http://www.freedesktop.org/standards/dbus/1.0/busconfig.dtd">
<busconfig>
  <include>/usr/share/dbus-1/session.conf</include>
  <policy context="mandatory">
    <deny own="org.freedesktop.secrets"/>
    <deny send_destination="org.freedesktop.secrets"/>
  </policy>
</busconfig>
`;

/** Opens Millrace in its window. */
export class WindowWorld {
  name = 'window';

  constructor({ data, home, folder }, { width = 1440, height = 900, dark = false, files = {} } = {}) {
    Object.assign(this, { data, home, folder, width, height, dark, files });
    this.others = [];
  }

  async start() {
    const screen = `${Math.max(this.width, 1440)}x${Math.max(this.height, 900)}x24`;
    this.screen = new Program('Xvfb', ['-displayfd', '3', '-screen', '0', screen, '-nolisten', 'tcp'], {
      stdio: ['ignore', 'pipe', 'pipe', 'pipe'],
    });
    const [, display] = await this.screen.writes(/^(\d+)\s/m);
    this.downloads = path.join(this.home, 'Downloads');
    await fs.mkdir(path.join(this.home, '.config'), { recursive: true });
    await fs.mkdir(this.downloads);
    await fs.writeFile(path.join(this.home, '.config/user-dirs.dirs'), 'XDG_DOWNLOAD_DIR="$HOME/Downloads"\n');
    this.env = {
      DISPLAY: `:${display}`,
      HOME: this.home,
      XDG_RUNTIME_DIR: this.folder,
      MILLRACE_DATA: this.data,
      MILLRACE_LOG: process.env.MILLRACE_LOG ?? 'warn',
      TAURI_AUTOMATION: 'true',
      TAURI_WEBVIEW_AUTOMATION: 'true',
      WEBKIT_DISABLE_DMABUF_RENDERER: process.env.WEBKIT_DISABLE_DMABUF_RENDERER ?? '1',
      LIBGL_ALWAYS_SOFTWARE: '1',
      GDK_BACKEND: 'x11',
      NO_AT_BRIDGE: '1',
      LANG: 'en_GB.UTF-8',
      LANGUAGE: 'en_GB',
    };
    for (const [name, text] of Object.entries(this.files)) await fs.writeFile(path.join(this.home, name), text);
    await this.open(Object.keys(this.files).map((name) => path.join(this.home, name)));
    return this.page;
  }

  /** Starts the driver, and through it the window with its arguments. A bus of its own: one instance is one a bus. */
  async open(args = []) {
    const port = await freePort();
    const script = `echo "bus: $DBUS_SESSION_BUS_ADDRESS"; exec WebKitWebDriver --port=${port}`;
    const bus = path.join(this.folder, 'bus.conf');
    await fs.writeFile(bus, BUS);
    this.driver = new Program('dbus-run-session', [`--config-file=${bus}`, '--', 'sh', '-c', script], { env: this.env });
    [, this.bus] = await this.driver.writes(/bus: (\S+)\s/);
    const base = `http://127.0.0.1:${port}`;
    await answers(base, this.driver);
    this.session = await Session.begin(base, { binary: binary(), args });
    this.page = new WindowPage(this.session, this.downloads);
    await this.page.ready();
    await this.page.listen();
    await this.session.resize(this.width, this.height);
    await this.page.until((width) => Math.abs(innerWidth - width) < 80, this.width);
    if (this.dark) await this.page.dark(true);
  }

  /** Starts the program once more beside the window, in the person's folder. */
  startAgain(args) {
    const env = { ...this.env, DBUS_SESSION_BUS_ADDRESS: this.bus };
    const program = new Program(binary(), args, { env, cwd: this.home });
    this.others.push(program);
    return program;
  }

  /** Kills the window as a power cut does, with all that it has started. */
  kill() { return this.driver.kill(); }

  /** Opens the window again after it was killed. */
  async restart() {
    await this.open();
    return this.page;
  }

  async close() {
    await Promise.race([
      this.session?.end().catch(() => {}),
      new Promise((over) => { setTimeout(over, 5_000).unref(); }),
    ]);
    await Promise.all(this.others.map((program) => program.close()));
    await this.driver?.close();
    await this.screen?.close();
  }

  /** What the programs wrote. */
  log() { return `${this.driver?.output ?? ''}\n${this.screen?.output ?? ''}`; }
}

const binary = () => path.resolve(process.env.MILLRACE_DESKTOP || 'millrace-desktop');

function freePort() {
  return new Promise((found, failed) => {
    const server = net.createServer();
    server.once('error', failed);
    server.listen(0, '127.0.0.1', () => {
      const { port } = server.address();
      server.close(() => found(port));
    });
  });
}

async function answers(base, driver) {
  const end = Date.now() + 30_000;
  for (;;) {
    try {
      await fetch(`${base}/status`);
      return;
    } catch (error) {
      if (Date.now() > end || !driver.alive) throw new Error(`WebKitWebDriver does not answer: ${driver.output}`, { cause: error });
      await new Promise((over) => { setTimeout(over, 50); });
    }
  }
}
