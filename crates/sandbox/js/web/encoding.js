// `atob`, `btoa`, `TextEncoder`, `TextDecoder`.

function btoa(text) {
  const value = String(text);
  for (let i = 0; i < value.length; i++) {
    if (value.charCodeAt(i) > 255) throw new RangeError("Invalid character: the text has characters outside Latin-1");
  }
  return native.decode(native.encode(value, "latin1"), "base64");
}

function atob(text) {
  const value = String(text).replace(/[\t\n\f\r ]/g, "");
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(value) || value.replace(/=+$/, "").length % 4 === 1) {
    throw new RangeError("The text is not correctly encoded base64");
  }
  return native.decode(native.encode(value, "base64"), "latin1");
}

class TextEncoder {
  get encoding() {
    return "utf-8";
  }

  encode(text = "") {
    return new Uint8Array(native.encode(String(text), "utf8"));
  }

  encodeInto(text, target) {
    const bytes = this.encode(text);
    const written = Math.min(bytes.length, target.length);
    target.set(bytes.subarray(0, written));
    return {
      read: written === bytes.length ? text.length : native.decode(bytes.subarray(0, written), "utf8").length,
      written,
    };
  }
}

const LABELS = {
  "utf-8": "utf8",
  utf8: "utf8",
  "utf-16le": "utf16le",
  "utf-16": "utf16le",
  latin1: "latin1",
  "iso-8859-1": "latin1",
  "windows-1252": "latin1",
  ascii: "latin1",
  "us-ascii": "latin1",
};

class TextDecoder {
  #label;
  #fatal;
  #keepMark;

  constructor(label = "utf-8", { fatal = false, ignoreBOM = false } = {}) {
    this.#label = String(label).trim().toLowerCase();
    if (LABELS[this.#label] === undefined) throw new RangeError(`The encoding '${label}' is not supported`);
    this.#fatal = fatal;
    this.#keepMark = ignoreBOM;
  }

  get encoding() {
    return this.#label === "utf8" ? "utf-8" : this.#label;
  }

  get fatal() {
    return this.#fatal;
  }

  decode(bytes = new Uint8Array(0)) {
    const text = native.decode(bytes, LABELS[this.#label]);
    if (this.#fatal && text.includes("\ufffd") && !sameBytes(native.encode(text, "utf8"), bytes)) {
      throw new TypeError("The encoded data was not valid");
    }
    return this.#keepMark || text.charCodeAt(0) !== 0xfeff ? text : text.slice(1);
  }
}

function sameBytes(encoded, bytes) {
  const mine = new Uint8Array(encoded);
  const theirs = ArrayBuffer.isView(bytes)
    ? new Uint8Array(bytes.buffer, bytes.byteOffset, bytes.byteLength)
    : new Uint8Array(bytes);
  return mine.length === theirs.length && mine.every((byte, i) => byte === theirs[i]);
}

module.exports = { atob, btoa, TextEncoder, TextDecoder };
