// What is needed of a WebDriver client: a session, scripts, pointer, keys, pictures (W3C WebDriver).

/** Keys by the names that the scenarios use. */
const KEYS = {
  Enter: '\uE007', Escape: '\uE00C', Tab: '\uE004', Backspace: '\uE003', Delete: '\uE017', Insert: '\uE016',
  ArrowLeft: '\uE012', ArrowUp: '\uE013', ArrowRight: '\uE014', ArrowDown: '\uE015',
  Home: '\uE011', End: '\uE010', PageUp: '\uE00E', PageDown: '\uE00F', Space: ' ',
  Control: '\uE009', Shift: '\uE008', Alt: '\uE00A', Meta: '\uE03D',
  ...Object.fromEntries(Array.from({ length: 12 }, (_, n) => [`F${n + 1}`, String.fromCharCode(0xE031 + n)])),
};
const BUTTONS = { left: 0, middle: 1, right: 2 };
/** A request that is not answered after so long never will be. */
const LIMIT = 120_000;

const key = (name) => KEYS[name] ?? name;

/** A session with a driver. */
export class Session {
  constructor(base, id) {
    this.base = base;
    this.id = id;
    this.at = [0, 0];
  }

  /** Begins a session: the driver starts the program. */
  static async begin(base, options) {
    const capabilities = { alwaysMatch: { 'webkitgtk:browserOptions': options } };
    const { sessionId } = await ask('POST', `${base}/session`, { capabilities });
    const session = new Session(base, sessionId);
    await session.send('POST', '/timeouts', { script: LIMIT, pageLoad: LIMIT, implicit: 0 });
    return session;
  }

  send(method, path, body) {
    return ask(method, `${this.base}/session/${this.id}${path}`, body);
  }

  /** What an expression in the page comes to; a promise is waited for. */
  async evaluate(expression) {
    const script = `
      const done = arguments[arguments.length - 1];
      const failed = (error) => done(JSON.stringify({ error: String(error && error.stack || error) }));
      try {
        Promise.resolve(${expression}).then((value) => done(JSON.stringify({ value })), failed);
      } catch (error) { failed(error); }`;
    const { value, error } = JSON.parse(await this.send('POST', '/execute/async', { script, args: [] }));
    if (error) throw new Error(error);
    return value;
  }

  pointer(actions) {
    const mouse = { type: 'pointer', id: 'mouse', parameters: { pointerType: 'mouse' }, actions };
    return this.send('POST', '/actions', { actions: [mouse] });
  }

  move([x, y]) {
    this.at = [Math.round(x), Math.round(y)];
    return this.pointer([{ type: 'pointerMove', duration: 0, x: this.at[0], y: this.at[1] }]);
  }

  down(button) { return this.pointer([{ type: 'pointerDown', button: BUTTONS[button] }]); }

  up(button) { return this.pointer([{ type: 'pointerUp', button: BUTTONS[button] }]); }

  async wheel([x, y], [deltaX, deltaY]) {
    const action = { type: 'scroll', x: Math.round(x), y: Math.round(y), deltaX, deltaY, duration: 0, origin: 'viewport' };
    await this.send('POST', '/actions', { actions: [{ type: 'wheel', id: 'wheel', actions: [action] }] });
    // The driver counts from where the wheel was; it is let go, so that the next turn is a whole one.
    await this.send('DELETE', '/actions');
  }

  /** Presses keys together: `Control+Shift+Z`. */
  press(chord) {
    const names = chord.split(/(?<=.)\+/);
    const held = names.slice(0, -1);
    const last = names.at(-1);
    const letter = held.length && /^[A-Z]$/.test(last) ? last.toLowerCase() : last;
    const all = [...held, letter].map(key);
    return this.strike([
      ...all.map((value) => ({ type: 'keyDown', value })),
      ...all.toReversed().map((value) => ({ type: 'keyUp', value })),
    ]);
  }

  /** Writes a text, letter by letter. */
  type(text) {
    const letters = [...text].map((letter) => (letter === '\n' ? KEYS.Enter : letter));
    return this.strike(letters.flatMap((value) => [{ type: 'keyDown', value }, { type: 'keyUp', value }]));
  }

  strike(actions) {
    return this.send('POST', '/actions', { actions: [{ type: 'key', id: 'keyboard', actions }] });
  }

  /** A picture of the page, as bytes. */
  async picture() {
    return Buffer.from(await this.send('GET', '/screenshot'), 'base64');
  }

  resize(width, height) { return this.send('POST', '/window/rect', { width, height }); }

  refresh() { return this.send('POST', '/refresh', {}); }

  /** Gives a file field its files. */
  async files(selector, paths) {
    const element = await this.send('POST', '/element', { using: 'css selector', value: selector });
    const id = Object.values(element)[0];
    await this.send('POST', `/element/${id}/value`, { text: paths.join('\n') });
  }

  end() { return this.send('DELETE', ''); }
}

async function ask(method, url, body) {
  const response = await fetch(url, {
    method,
    headers: { 'content-type': 'application/json' },
    body: body === undefined ? undefined : JSON.stringify(body),
    signal: AbortSignal.timeout(LIMIT),
  }).catch((error) => {
    throw new Error(`${method} ${new URL(url).pathname}: ${error.name}: ${error.message}`, { cause: error.cause });
  });
  const { value } = await response.json();
  if (!response.ok) throw new Error(`${method} ${new URL(url).pathname}: ${value?.error}: ${value?.message}`);
  return value;
}
