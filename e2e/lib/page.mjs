// What a person can do with the window, whichever world it stands in: the two worlds add pointer, keys and scripts.

import { pause } from './process.mjs';
import { locate } from './locate.mjs';

/** How long something may take to appear on a slow machine. */
export const PATIENCE = Number(process.env.MILLRACE_PATIENCE) || 30_000;
/** How long a movement on the page may take. */
const REST = 5_000;

const named = (what) => (typeof what === 'string' ? { testid: what } : what);
const said = (what) => JSON.stringify(named(what));

/** The middle of a rectangle. */
export const middle = ({ x, y, width, height }) => [x + width / 2, y + height / 2];

/** A page of Millrace. The worlds give `run`, `move`, `down`, `up`, `wheel`, `press`, `type`, `shot`, `files`. */
export class Page {
  /** Carries out a function inside of the page, with JSON in and out; a promise is waited for. */
  evaluate(action, ...values) {
    return this.run(`(${action}).apply(null, ${JSON.stringify(values)})`);
  }

  /** Waits until a function inside of the page answers something true, and answers it. */
  async until(action, ...values) {
    return this.wait(() => this.evaluate(action, ...values), () => `the page never had: ${action} ${JSON.stringify(values)}`);
  }

  /** Waits until a look answers something true. `why` says what was missing. */
  async wait(look, why, milliseconds = PATIENCE) {
    const end = Date.now() + milliseconds;
    for (;;) {
      const found = await look();
      if (found) return found;
      if (Date.now() > end) throw new Error(`after ${milliseconds} ms: ${typeof why === 'function' ? await why() : why}`);
      await pause(30);
    }
  }

  /** Looks for something; what is seen of it now. */
  look(what, show = false) {
    return this.evaluate(locate, named(what), show);
  }

  /** Waits until something is seen. */
  see(what, milliseconds = PATIENCE) {
    return this.wait(
      async () => { const found = await this.look(what); return found.rect && found; },
      () => `${said(what)} is not seen`,
      milliseconds,
    );
  }

  /** Waits until something is gone. */
  gone(what, milliseconds = PATIENCE) {
    return this.wait(async () => !(await this.look(what)).rect, `${said(what)} is still seen`, milliseconds);
  }

  /** Waits until something has a text in it. */
  says(what, text, milliseconds = PATIENCE) {
    let last;
    const fits = (found) => (text instanceof RegExp ? text.test(found) : found.includes(text));
    return this.wait(
      async () => { last = await this.look(what); return last.rect && fits(last.text) && last.text; },
      () => `${said(what)} does not say ${text}, but ${last?.text}`,
      milliseconds,
    );
  }

  /** How many there are of something. */
  async count(what) {
    return (await this.look(what)).count;
  }

  /** Waits until something can be pointed at and stands still; its rectangle. */
  async reach(what) {
    let before;
    let found;
    return this.wait(
      async () => {
        found = await this.look(what, true);
        const ready = found.rect && !found.disabled && !found.covered;
        const still = ready && before && ['x', 'y', 'width', 'height'].every((key) => before[key] === found.rect[key]);
        before = ready ? found.rect : undefined;
        return still && found.rect;
      },
      () => `${said(what)} cannot be pointed at: ${JSON.stringify(found)}`,
    );
  }

  /** Clicks something. */
  async click(what, options = {}) {
    const rect = await this.reach(what);
    const at = options.at ? [rect.x + options.at[0], rect.y + options.at[1]] : middle(rect);
    await this.clickAt(at, options);
  }

  /** Clicks a place. */
  async clickAt(at, { button = 'left', times = 1 } = {}) {
    await this.move(at);
    for (let time = 0; time < times; time += 1) {
      await this.down(button);
      await this.up(button);
    }
  }

  /** Drags from a place over others to the last. `before` is done before the button is let go. */
  async drag(from, to, before) {
    await this.move(from);
    await this.down('left');
    // Over the threshold first, then on in steps: a hand does not jump.
    const ways = [[from[0] + 4, from[1] + 3], [from[0] + 9, from[1] + 7]];
    for (let part = 1; part <= 6; part += 1) {
      ways.push([from[0] + ((to[0] - from[0]) * part) / 6, from[1] + ((to[1] - from[1]) * part) / 6]);
    }
    for (const at of [...ways, to]) {
      await this.move(at);
      await this.frame();
    }
    await before?.();
    await this.up('left');
  }

  /** Waits until the page has been drawn once more. */
  frame() {
    return this.evaluate(() => new Promise((drawn) => {
      const late = setTimeout(drawn, 250);
      requestAnimationFrame(() => requestAnimationFrame(() => { clearTimeout(late); drawn(); }));
    }));
  }

  /** Puts a text in the place of what a field has. */
  async fill(what, text) {
    await this.click(what);
    await this.press('Control+A');
    await this.press('Delete');
    if (text) await this.type(text);
  }

  /** Chooses an entry of a list by what it says, with the keyboard's help where a system draws the list itself. */
  async choose(what, label) {
    await this.reach(what);
    const done = await this.evaluate((one, wanted) => {
      const selector = one.testid ? `[data-testid="${CSS.escape(one.testid)}"]` : one.css;
      const list = document.querySelectorAll(selector)[one.nth ?? 0];
      const entry = [...list.options].find((option) => option.textContent.trim() === wanted || option.value === wanted);
      if (!entry) return [...list.options].map((option) => option.textContent);
      list.focus();
      list.value = entry.value;
      list.dispatchEvent(new Event('input', { bubbles: true }));
      list.dispatchEvent(new Event('change', { bubbles: true }));
      return true;
    }, named(what), label);
    if (done !== true) throw new Error(`${said(what)} has no “${label}”, but ${done}`);
  }

  /** Presses keys one after the other: `Control+A`, `Enter`, `n`. */
  async keys(...chords) {
    for (const chord of chords) await this.press(chord);
  }

  /** Waits until a rectangle of a look stands still. */
  async still(look, why) {
    let before = '';
    return this.wait(async () => {
      const found = await look();
      const now = found && JSON.stringify(found);
      const same = now && now === before;
      before = now;
      if (found && !same) await this.frame();
      return same && found;
    }, why, REST + PATIENCE);
  }

  /** Puts a text on the clipboard, as a person copies it somewhere. */
  async copyText(text) {
    await this.evaluate((words) => {
      const field = document.createElement('textarea');
      field.id = 'e2e-clipboard';
      field.style.cssText = 'position:fixed;left:0;top:0;width:9px;height:9px;z-index:9999';
      field.dataset.back = document.activeElement?.id ?? '';
      window.e2eBack = document.activeElement;
      document.body.append(field);
      field.value = words;
      field.focus();
      field.select();
    }, text);
    await this.press('Control+C');
    await this.evaluate(() => {
      document.getElementById('e2e-clipboard').remove();
      window.e2eBack?.focus();
      delete window.e2eBack;
    });
  }

  /** Drops files on the window. `files` are `{ name, text }` or `{ name, bytes }` (base64). */
  async drop(files, what = { css: 'body' }) {
    const { rect } = await this.see(what);
    await this.evaluate((dropped, [x, y]) => {
      const data = new DataTransfer();
      for (const { name, text, bytes } of dropped) {
        const content = bytes === undefined ? text : Uint8Array.from(atob(bytes), (letter) => letter.charCodeAt(0));
        data.items.add(new File([content], name, { type: 'application/json' }));
      }
      const target = document.elementFromPoint(x, y) ?? document.body;
      for (const kind of ['dragenter', 'dragover', 'drop']) {
        const event = new DragEvent(kind, { bubbles: true, cancelable: true, clientX: x, clientY: y, dataTransfer: data });
        target.dispatchEvent(event);
      }
    }, files, middle(rect));
  }

  /** Goes to a screen by its address. */
  async go(address) {
    await this.evaluate((hash) => { location.hash = hash; }, address);
  }

  /** The screen's address. */
  address() {
    return this.evaluate(() => location.hash);
  }

  /** Waits until Millrace has drawn its first screen. */
  async ready() {
    await this.until(() => Boolean(document.querySelector('.rail, .start-failed')) && !document.getElementById('waiting'));
  }

  /** Asks Millrace for something, as its page does. */
  async call(command, payload = {}) {
    const { answer, error } = await this.evaluate(async (name, body) => {
      if (window.__TAURI_INTERNALS__) {
        try {
          const question = { command: name, payload: JSON.stringify(body) };
          const answer = await window.__TAURI_INTERNALS__.invoke('rpc', question);
          return { answer: JSON.parse(new TextDecoder().decode(new Uint8Array(answer))) };
        } catch (refused) {
          return { error: refused };
        }
      }
      const response = await fetch(`rpc/${name}`, {
        method: 'POST',
        headers: { 'content-type': 'application/json', 'X-Millrace-Token': sessionStorage.getItem('millrace-token') },
        body: JSON.stringify(body),
      });
      const text = await response.text();
      return response.ok ? { answer: JSON.parse(text) } : { error: text };
    }, command, payload);
    if (error) throw new Error(`${command}: ${typeof error === 'string' ? error : JSON.stringify(error)}`);
    return answer;
  }

  /** Makes the page stand as before a person changed anything: no tour over it. */
  async skipTour() {
    const settings = await this.call('settings_read');
    await this.call('settings_write', { settings: { ...settings, tourSeen: true } });
  }
}
