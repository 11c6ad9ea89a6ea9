// `crypto`: hashes, HMAC and random values, from the worker's functions. No keys, no ciphers.

const bytesOf = (data, encoding) => (typeof data === "string" ? native.encode(data, encoding ?? "utf8") : data);

function concatenated(parts) {
  const { Buffer } = require("buffer");
  return Buffer.concat(parts.map((part) => Buffer.from(part)));
}

/** A digest that is fed piece by piece. */
class Digest {
  #parts = [];
  #finish;

  constructor(finish) {
    this.#finish = finish;
  }

  update(data, encoding) {
    this.#parts.push(bytesOf(data, encoding));
    return this;
  }

  digest(encoding) {
    const bytes = require("buffer").Buffer.from(this.#finish(concatenated(this.#parts)));
    return encoding === undefined || encoding === "buffer" ? bytes : bytes.toString(encoding);
  }
}

function checked(bytes, algorithm) {
  if (bytes === undefined) throw new Error(`Digest method not supported: ${algorithm}`);
  return bytes;
}

const normal = (algorithm) =>
  String(algorithm)
    .toLowerCase()
    .replace(/^(?:rsa-)?sha-?(1|224|256|384|512)$/, "sha$1");

const createHash = (algorithm) => new Digest((bytes) => checked(native.hash(normal(algorithm), bytes), algorithm));

function createHmac(algorithm, key) {
  const secret = bytesOf(key);
  return new Digest((bytes) => checked(native.hmac(normal(algorithm), secret, bytes), algorithm));
}

const MOST = 65_536;

function randomBytes(size) {
  const { Buffer } = require("buffer");
  const parts = [];
  for (let left = size; left > 0; left -= MOST) parts.push(Buffer.from(native.random(Math.min(left, MOST))));
  return Buffer.concat(parts);
}

function randomUUID() {
  const bytes = new Uint8Array(native.random(16));
  bytes[6] = (bytes[6] & 0x0f) | 0x40;
  bytes[8] = (bytes[8] & 0x3f) | 0x80;
  const hex = native.decode(bytes, "hex");
  return [hex.slice(0, 8), hex.slice(8, 12), hex.slice(12, 16), hex.slice(16, 20), hex.slice(20)].join("-");
}

function randomInt(first, second) {
  const [low, high] = second === undefined ? [0, first] : [first, second];
  if (!(Number.isSafeInteger(low) && Number.isSafeInteger(high) && low < high))
    throw new RangeError("randomInt() expects a range");
  const [upper, lower] = new Uint32Array(native.random(8));
  return low + (((upper & 0xffff) * 2 ** 32 + lower) % (high - low));
}

function getRandomValues(array) {
  const bytes = new Uint8Array(array.buffer, array.byteOffset, array.byteLength);
  bytes.set(randomBytes(bytes.length));
  return array;
}

function timingSafeEqual(a, b) {
  if (a.byteLength !== b.byteLength) throw new RangeError("Input buffers must have the same byte length");
  return a.every((byte, i) => byte === b[i]);
}

const LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_-";

/** A random text of letters, digits, `-` and `_`. */
function nanoid(size = 21) {
  return Array.from(randomBytes(size), (byte) => LETTERS[byte & 63]).join("");
}

const getHashes = () => "md5 ripemd160 sha1 sha224 sha256 sha384 sha512 sha3-224 sha3-256 sha3-384 sha3-512".split(" ");

module.exports = {
  nanoid,
  web: { randomUUID, getRandomValues },
  node: { createHash, createHmac, getHashes, getRandomValues, randomBytes, randomInt, randomUUID, timingSafeEqual },
};
