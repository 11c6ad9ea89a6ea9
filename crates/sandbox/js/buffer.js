// `Buffer`, as code of Node expects it: bytes with encodings. Conversions are the worker's functions.
//
// Memory is always zeroed; nothing here shares a pool.

const ENCODINGS = {
  utf8: "utf8",
  "utf-8": "utf8",
  utf16le: "utf16le",
  "utf-16le": "utf16le",
  ucs2: "utf16le",
  "ucs-2": "utf16le",
  latin1: "latin1",
  binary: "latin1",
  ascii: "ascii",
  hex: "hex",
  base64: "base64",
  base64url: "base64url",
};

function encodingOf(name) {
  if (name === undefined || name === null) return "utf8";
  const encoding = ENCODINGS[String(name).toLowerCase()];
  if (encoding === undefined) throw new TypeError(`Unknown encoding: ${name}`);
  return encoding;
}

/** Bytes without a copy. */
const wrap = (arrayBuffer, offset = 0, length = arrayBuffer.byteLength - offset) =>
  new Buffer(arrayBuffer, offset, length);

function bytesOf(value, encoding) {
  return typeof value === "string" ? new Uint8Array(native.encode(value, encodingOf(encoding))) : value;
}

function from(value, encodingOrOffset, length) {
  if (typeof value === "string") return wrap(native.encode(value, encodingOf(encodingOrOffset)));
  if (value instanceof ArrayBuffer) return wrap(value, encodingOrOffset, length);
  if (typeof value === "object" && value !== null) return fromObject(value);
  throw new TypeError(`Buffer.from() expects text, bytes or a list, not ${value === null ? "null" : typeof value}`);
}

function fromObject(value) {
  if (value.type === "Buffer" && Array.isArray(value.data)) return fromObject(value.data);
  const plain = typeof value.valueOf === "function" ? value.valueOf() : value;
  if (plain !== value) return from(plain);
  const bytes = new Buffer(value.length >>> 0);
  for (let i = 0; i < bytes.length; i++) bytes[i] = value[i];
  return bytes;
}

function alloc(size, fill, encoding) {
  const bytes = new Buffer(Number(size));
  return fill === undefined || fill === 0 ? bytes : bytes.fill(fill, encoding);
}

function concat(list, total) {
  const length = total ?? list.reduce((sum, part) => sum + part.length, 0);
  const joined = new Buffer(length);
  let at = 0;
  for (const part of list) {
    if (at >= length) break;
    joined.set(part.length > length - at ? part.subarray(0, length - at) : part, at);
    at += part.length;
  }
  return joined;
}

function compare(a, b) {
  const length = Math.min(a.length, b.length);
  for (let i = 0; i < length; i++) if (a[i] !== b[i]) return a[i] < b[i] ? -1 : 1;
  return Math.sign(a.length - b.length);
}

class Buffer extends Uint8Array {
  constructor(value, second, third) {
    if (typeof value === "string") super(native.encode(value, encodingOf(second)));
    else if (value instanceof ArrayBuffer) super(value, second, third);
    else super(value);
  }

  static from = from;
  static alloc = alloc;
  static allocUnsafe = (size) => alloc(size);
  static allocUnsafeSlow = (size) => alloc(size);
  static concat = concat;
  static compare = compare;
  static isBuffer = (value) => value instanceof Buffer;
  static isEncoding = (name) => ENCODINGS[String(name).toLowerCase()] !== undefined;
  static byteLength = (value, encoding) => bytesOf(value, encoding).byteLength;
  static poolSize = 0;

  toString(encoding, start = 0, end = this.length) {
    const part = start === 0 && end >= this.length ? this : this.subarray(start, end);
    return native.decode(part, encodingOf(encoding));
  }

  toJSON() {
    return { type: "Buffer", data: Array.from(this) };
  }

  equals(other) {
    return compare(this, other) === 0;
  }

  compare(other) {
    return compare(this, other);
  }

  slice(start, end) {
    return this.subarray(start, end);
  }

  copy(target, targetStart = 0, start = 0, end = this.length) {
    const room = Math.max(target.length - targetStart, 0);
    const part = this.subarray(start, Math.min(end, start + room));
    target.set(part, targetStart);
    return part.length;
  }

  write(text, offset = 0, length = undefined, encoding = undefined) {
    if (typeof offset === "string") return this.write(text, 0, this.length, offset);
    if (typeof length === "string") return this.write(text, offset, this.length - offset, length);
    const bytes = bytesOf(text, encoding).subarray(0, Math.min(length ?? Infinity, this.length - offset));
    this.set(bytes, offset);
    return bytes.length;
  }

  fill(value, start, end, encoding) {
    if (typeof start === "string") return this.fill(value, 0, this.length, start);
    if (typeof value === "number") return super.fill(value, start, end);
    const bytes = bytesOf(value, encoding);
    const last = end ?? this.length;
    for (let i = start ?? 0; i < last; i++) this[i] = bytes.length === 0 ? 0 : bytes[(i - (start ?? 0)) % bytes.length];
    return this;
  }

  indexOf(value, offset = 0, encoding = undefined) {
    if (typeof value === "number") return super.indexOf(value & 255, offset);
    const wanted = bytesOf(value, encoding);
    for (let at = Math.max(offset, 0); at <= this.length - wanted.length; at++) {
      if (wanted.every((byte, i) => this[at + i] === byte)) return at;
    }
    return -1;
  }

  includes(value, offset, encoding) {
    return this.indexOf(value, offset, encoding) >= 0;
  }
}

/** Reads and writes of numbers: name, bytes, method of DataView, little endian. */
const NUMBERS = [
  ["UInt8", 1, "Uint8"],
  ["Int8", 1, "Int8"],
  ["UInt16LE", 2, "Uint16", true],
  ["UInt16BE", 2, "Uint16"],
  ["Int16LE", 2, "Int16", true],
  ["Int16BE", 2, "Int16"],
  ["UInt32LE", 4, "Uint32", true],
  ["UInt32BE", 4, "Uint32"],
  ["Int32LE", 4, "Int32", true],
  ["Int32BE", 4, "Int32"],
  ["BigUInt64LE", 8, "BigUint64", true],
  ["BigUInt64BE", 8, "BigUint64"],
  ["BigInt64LE", 8, "BigInt64", true],
  ["BigInt64BE", 8, "BigInt64"],
  ["FloatLE", 4, "Float32", true],
  ["FloatBE", 4, "Float32"],
  ["DoubleLE", 8, "Float64", true],
  ["DoubleBE", 8, "Float64"],
];

const view = (bytes) => new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);

for (const [name, size, method, little = false] of NUMBERS) {
  const read = function (offset = 0) {
    return view(this)[`get${method}`](offset, little);
  };
  const write = function (value, offset = 0) {
    view(this)[`set${method}`](offset, value, little);
    return offset + size;
  };
  install(`read${name}`, read);
  install(`write${name}`, write);
  if (name.includes("UInt")) {
    install(`read${name.replace("UInt", "Uint")}`, read);
    install(`write${name.replace("UInt", "Uint")}`, write);
  }
}

function install(name, value) {
  require("core").define(Buffer.prototype, name, { value, configurable: true, writable: true, enumerable: false });
}

module.exports = { Buffer };
