// `URL` and `URLSearchParams`. Parsing is the worker's; setters parse the changed text anew.

const query = require("web/query");

const changed = Symbol("changed");

class URLSearchParams {
  #pairs = [];

  constructor(init = "") {
    if (init === undefined || init === null) return;
    if (typeof init !== "object") this.#pairs = query.pairs(String(init).replace(/^\?/, ""));
    else if (typeof init[Symbol.iterator] === "function") this.#pairs = Array.from(init, pairOf);
    else this.#pairs = Object.entries(init).map(([name, value]) => [name, String(value)]);
  }

  get size() {
    return this.#pairs.length;
  }

  append(name, value) {
    this.#pairs.push([String(name), String(value)]);
    this[changed]?.();
  }

  delete(name, value) {
    this.#pairs = this.#pairs.filter(([n, v]) => n !== String(name) || (value !== undefined && v !== String(value)));
    this[changed]?.();
  }

  get(name) {
    return this.#pairs.find(([n]) => n === String(name))?.[1] ?? null;
  }

  getAll(name) {
    return this.#pairs.filter(([n]) => n === String(name)).map(([, value]) => value);
  }

  has(name, value) {
    return this.#pairs.some(([n, v]) => n === String(name) && (value === undefined || v === String(value)));
  }

  set(name, value) {
    const at = this.#pairs.findIndex(([n]) => n === String(name));
    if (at < 0) this.#pairs.push([String(name), String(value)]);
    else {
      this.#pairs[at] = [String(name), String(value)];
      this.#pairs = this.#pairs.filter(([n], i) => i <= at || n !== String(name));
    }
    this[changed]?.();
  }

  sort() {
    this.#pairs.sort(([a], [b]) => (a < b ? -1 : a > b ? 1 : 0));
    this[changed]?.();
  }

  forEach(callback, owner) {
    for (const [name, value] of this.#pairs) callback.call(owner, value, name, this);
  }

  entries() {
    return this.#pairs.map(([name, value]) => [name, value]).values();
  }

  keys() {
    return this.#pairs.map(([name]) => name).values();
  }

  values() {
    return this.#pairs.map(([, value]) => value).values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  toString() {
    return this.#pairs.map(([name, value]) => `${query.escape(name)}=${query.escape(value)}`).join("&");
  }

  toJSON() {
    return {};
  }
}

function pairOf(entry) {
  const [name, value] = entry;
  return [String(name), String(value)];
}

class URL {
  #parts;
  #params;

  constructor(text, base) {
    const parts = native.url(String(text), base === undefined ? undefined : String(base));
    if (parts === undefined) {
      const error = new TypeError("Invalid URL");
      error.code = "ERR_INVALID_URL";
      error.input = String(text);
      throw error;
    }
    this.#parts = parts;
  }

  static canParse(text, base) {
    return native.url(String(text), base === undefined ? undefined : String(base)) !== undefined;
  }

  static parse(text, base) {
    return URL.canParse(text, base) ? new URL(text, base) : null;
  }

  /** The URL with one part replaced; what gives no URL is ignored. */
  #replace(part, value) {
    const parts = { ...this.#parts, [part]: value };
    const credentials = parts.username + (parts.password === "" ? "" : `:${parts.password}`);
    const slashes = this.#parts.href.startsWith(`${this.#parts.protocol}//`) ? "//" : "";
    const host = (credentials === "" ? "" : `${credentials}@`) + parts.host;
    const next = native.url(parts.protocol + slashes + host + parts.pathname + parts.search + parts.hash);
    if (next !== undefined) this.#parts = next;
  }

  get href() {
    return this.#parts.href;
  }
  set href(value) {
    this.#parts = new URL(value).#parts;
    this.#params = undefined;
  }
  get origin() {
    return this.#parts.origin;
  }
  get protocol() {
    return this.#parts.protocol;
  }
  set protocol(value) {
    this.#replace("protocol", `${String(value).replace(/:.*$/s, "")}:`);
  }
  get username() {
    return this.#parts.username;
  }
  set username(value) {
    this.#replace("username", encodeURIComponent(value));
  }
  get password() {
    return this.#parts.password;
  }
  set password(value) {
    this.#replace("password", encodeURIComponent(value));
  }
  get host() {
    return this.#parts.host;
  }
  set host(value) {
    this.#replace("host", String(value));
  }
  get hostname() {
    return this.#parts.hostname;
  }
  set hostname(value) {
    this.#replace("host", String(value) + (this.#parts.port === "" ? "" : `:${this.#parts.port}`));
  }
  get port() {
    return this.#parts.port;
  }
  set port(value) {
    this.#replace("host", this.#parts.hostname + (String(value) === "" ? "" : `:${value}`));
  }
  get pathname() {
    return this.#parts.pathname;
  }
  set pathname(value) {
    const path = String(value).replaceAll("?", "%3F").replaceAll("#", "%23");
    this.#replace("pathname", path.startsWith("/") ? path : `/${path}`);
  }
  get search() {
    return this.#parts.search;
  }
  set search(value) {
    const text = String(value).replace(/^\?/, "").replaceAll("#", "%23");
    this.#replace("search", text === "" ? "" : `?${text}`);
    this.#params = undefined;
  }
  get hash() {
    return this.#parts.hash;
  }
  set hash(value) {
    const text = String(value).replace(/^#/, "");
    this.#replace("hash", text === "" ? "" : `#${text}`);
  }

  get searchParams() {
    if (this.#params === undefined) {
      const params = new URLSearchParams(this.#parts.search);
      params[changed] = () => {
        const text = params.toString();
        this.#replace("search", text === "" ? "" : `?${text}`);
      };
      this.#params = params;
    }
    return this.#params;
  }

  toString() {
    return this.href;
  }

  toJSON() {
    return this.href;
  }
}

module.exports = { URL, URLSearchParams };
