// Query text, `a=1&b=2`: coding of names and values, and the module `querystring`.

const escape = (text) =>
  encodeURIComponent(String(text).toWellFormed())
    .replace(/%20/g, "+")
    .replace(/[!'()~]/g, (char) => `%${char.charCodeAt(0).toString(16).toUpperCase()}`);

function unescape(text) {
  const plain = text.replaceAll("+", " ");
  try {
    return decodeURIComponent(plain);
  } catch {
    return native.decode(bytesOf(plain), "utf8");
  }
}

/** Bytes of a text whose `%xx` are not all valid UTF-8. */
function bytesOf(text) {
  const bytes = [];
  for (let at = 0; at < text.length; at++) {
    const hex = /^%([\da-f]{2})/i.exec(text.slice(at, at + 3));
    if (hex === null) bytes.push(...new Uint8Array(native.encode(text[at], "utf8")));
    else {
      bytes.push(parseInt(hex[1], 16));
      at += 2;
    }
  }
  return new Uint8Array(bytes);
}

/** Pairs of a query text. */
function pairs(text) {
  return text
    .split("&")
    .filter((part) => part !== "")
    .map((part) => {
      const at = part.indexOf("=");
      return at < 0 ? [unescape(part), ""] : [unescape(part.slice(0, at)), unescape(part.slice(at + 1))];
    });
}

function parse(text) {
  const result = {};
  for (const [name, value] of pairs(String(text))) {
    if (!Object.hasOwn(result, name)) result[name] = value;
    else result[name] = [result[name], value].flat();
  }
  return result;
}

function stringify(object) {
  const encode = (value) => encodeURIComponent(value === null || value === undefined ? "" : String(value));
  return Object.entries(object ?? {})
    .flatMap(([name, value]) => [value].flat().map((entry) => `${encode(name)}=${encode(entry)}`))
    .join("&");
}

module.exports = { pairs, escape, unescape, parse, stringify, encode: stringify, decode: parse };
