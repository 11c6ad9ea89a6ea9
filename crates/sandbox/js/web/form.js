// `FormData`: names and values in order. Text only is kept as text; bytes stay what they are.

class FormData {
  #entries = [];

  append(name, value, fileName) {
    this.#entries.push(entry(name, value, fileName));
  }

  delete(name) {
    this.#entries = this.#entries.filter(([key]) => key !== String(name));
  }

  get(name) {
    return this.#entries.find(([key]) => key === String(name))?.[1] ?? null;
  }

  getAll(name) {
    return this.#entries.filter(([key]) => key === String(name)).map(([, value]) => value);
  }

  has(name) {
    return this.#entries.some(([key]) => key === String(name));
  }

  set(name, value, fileName) {
    const at = this.#entries.findIndex(([key]) => key === String(name));
    this.delete(name);
    this.#entries.splice(at < 0 ? this.#entries.length : at, 0, entry(name, value, fileName));
  }

  forEach(callback, owner) {
    for (const [name, value] of this.#entries) callback.call(owner, value, name, this);
  }

  entries() {
    return this.#entries.map(([name, value]) => [name, value]).values();
  }

  keys() {
    return this.#entries.map(([name]) => name).values();
  }

  values() {
    return this.#entries.map(([, value]) => value).values();
  }

  [Symbol.iterator]() {
    return this.entries();
  }

  toJSON() {
    return {};
  }
}

function entry(name, value, fileName) {
  const bytes = ArrayBuffer.isView(value) || value instanceof ArrayBuffer;
  return [String(name), bytes ? value : String(value), fileName];
}

module.exports = { FormData };
