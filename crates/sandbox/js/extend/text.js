// Extension functions of text.

const { ExtensionError } = require("errors");

const ALGORITHMS = {
  md5: "md5",
  sha1: "sha1",
  sha224: "sha224",
  sha256: "sha256",
  sha384: "sha384",
  sha512: "sha512",
  sha3: "sha3-512",
  ripemd160: "ripemd160",
};

function hash(value, algorithm = "md5") {
  const name = String(algorithm).toLowerCase();
  if (name === "base64") return base64Encode(value);
  if (!Object.hasOwn(ALGORITHMS, name)) {
    const known = ["base64", ...Object.keys(ALGORITHMS)].join(", ");
    throw new ExtensionError(`Unknown algorithm ${algorithm}. Available algorithms are: ${known}.`);
  }
  return native.decode(native.hash(ALGORITHMS[name], value), "hex");
}

const base64Encode = (value) => native.decode(native.encode(value, "utf8"), "base64");
const base64Decode = (value) => native.decode(native.encode(value, "base64"), "utf8");

const HOST = /^(?:[a-z][a-z\d+.-]*:)?(?:\/\/)?(?:[^\s/?#@]*@)?(\[[\da-f:.]+\]|[^\s/?#:@]+)(?::\d+)?(?:[/?#].*)?$/is;

/** The host of a URL or an e-mail address. */
function extractDomain(value) {
  const host = HOST.exec(value.trim())?.[1];
  if (host === undefined) return undefined;
  const certain = /^(?:[a-z][a-z\d+.-]*:)?\/\//i.test(value.trim()) || host.includes(".");
  return certain && !/^\.|\.\.|\.$/.test(host) ? host : undefined;
}

const EMAIL = /[\p{L}\d.!#$%&'*+/=?^_`{|}~-]+@(?:[\p{L}\d](?:[\p{L}\d-]*[\p{L}\d])?\.)+\p{L}[\p{L}\d-]*/u;
const WHOLE_EMAIL = new RegExp(`^${EMAIL.source}$`, "u");
const URL_IN_TEXT = /(?:https?|ftp|file):\/\/[^\s"'<>`]+/i;
const DOMAIN = /^(?:(?!-)[\p{L}\d-]{1,63}(?<!-)\.)+\p{L}[\p{L}\d-]{1,62}(?::\d{1,5})?$/u;

function extractUrl(value) {
  return URL_IN_TEXT.exec(value)?.[0].replace(/[.,;:!?)\]}]+$/, "");
}

const isUrl = (value) => /^(?:https?|ftp|file):\/\/\S+$/i.test(value) && native.url(value) !== undefined;
const isNumeric = (value) => value.trim() !== "" && !/\s/.test(value) && !Number.isNaN(Number(value));

function parseJson(value) {
  try {
    return JSON.parse(value);
  } catch (error) {
    const quotes = value.includes("'") ? ". Check you're using double quotes" : "";
    throw new ExtensionError(`Parsing failed${quotes}`, { description: error.message });
  }
}

const quote = (value, mark = '"') => mark + value.replaceAll("\\", "\\\\").replaceAll(mark, `\\${mark}`) + mark;

const removeTags = (value) => value.replace(/<[^>]*>?/gm, "");

/** Each rule takes a mark away and leaves the text that it marked. */
const MARKDOWN = [
  [/^[ \t]*(?:-{3,}|\*{3,}|_{3,}|={3,})[ \t]*$/gm, ""],
  [/^[ \t]*(?:```|~~~)[^\n]*\n?/gm, ""],
  [/^[ \t]*#{1,6}[ \t]+(.*?)[ \t]*#*[ \t]*$/gm, "$1"],
  [/^[ \t]*>[ \t]?/gm, ""],
  [/^([ \t]*)(?:[-*+]|\d+\.)[ \t]+/gm, "$1"],
  [/\[\^[^\]]+\](?::.*?$)?/gm, ""],
  [/!\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1"],
  [/\[([^\]]*)\](?:\([^)]*\)|\[[^\]]*\])/g, "$1"],
  [/^[ \t]*\[[^\]]+\]:.*$/gm, ""],
  [/`([^`\n]+)`/g, "$1"],
  [/(\*{1,3})(\S(?:.*?\S)?)\1/g, "$2"],
  [/(^|[^\w])(_{1,3})(\S(?:.*?\S)?)\2(?!\w)/gm, "$1$3"],
  [/~~(\S(?:.*?\S)?)~~/g, "$1"],
  [/\n{3,}/g, "\n\n"],
];

const removeMarkdown = (value) => MARKDOWN.reduce((text, [mark, kept]) => text.replace(mark, kept), removeTags(value));

const LETTERS = {
  ß: "ss", æ: "ae", Æ: "AE", œ: "oe", Œ: "OE", ø: "o", Ø: "O", đ: "d", Đ: "D", ð: "d", Ð: "D", þ: "th", Þ: "TH",
  ł: "l", Ł: "L", ı: "i", ħ: "h", Ħ: "H", ŋ: "n", Ŋ: "N", "‘": "'", "’": "'", "“": '"', "”": '"', "–": "-", "—": "-", "…": "...",
}; // prettier-ignore

/** Letters with marks become plain ones. */
const replaceSpecialChars = (value) =>
  value
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .replace(/[^\x00-\x7f]/gu, (letter) => LETTERS[letter] ?? letter);

const toSentenceCase = (value) =>
  value.toLowerCase().replace(/(^\s*|[.!?]\s+)(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase());

const toSnakeCase = (value) =>
  value
    .toLowerCase()
    .replace(/[\s-]+/g, "_")
    .replace(/[^\p{L}\p{N}_]/gu, "");

const SMALL_WORDS = new Set("a an and as at but by for if in nor of off on or per so the to up via vs yet".split(" "));

function toTitleCase(value) {
  const words = value.toLowerCase().split(/(\s+)/);
  const last = words.findLastIndex((word) => /\S/.test(word));
  const first = words.findIndex((word) => /\S/.test(word));
  return words
    .map((word, i) =>
      SMALL_WORDS.has(word) && i !== first && i !== last
        ? word
        : word.replace(/(^|[^\p{L}\p{N}'’])(\p{L})/gu, (_, before, letter) => before + letter.toUpperCase()),
    )
    .join("");
}

const FALSE = new Set(["false", "no", "0", ""]);
const CURRENCY = /[\p{Sc},\s]/gu;

function toNumber(value) {
  const number = Number(value.replace(CURRENCY, ""));
  if (value.trim() === "" || Number.isNaN(number)) throw new ExtensionError(`cannot convert "${value}" to a number`);
  return number;
}

const toInt = (value, radix = 10) => parseInt(value.replace(CURRENCY, ""), radix);
const toFloat = (value) => parseFloat(value.replace(CURRENCY, ""));

function toDate(value) {
  const date = new Date(value);
  if (Number.isNaN(date.getTime())) throw new ExtensionError("cannot convert to date");
  return date;
}

function toDateTime(value, format) {
  const date = require("time").parse(value, format);
  if (date === undefined) throw new ExtensionError("cannot convert to Luxon DateTime");
  return date;
}

module.exports = {
  base64Decode,
  base64Encode,
  extractDomain,
  extractEmail: (value) => EMAIL.exec(value)?.[0],
  extractUrl,
  extractUrlPath: (value) => native.url(value)?.pathname,
  hash,
  isDomain: (value) => DOMAIN.test(value),
  isEmail: (value) => WHOLE_EMAIL.test(value),
  isNumeric,
  isUrl,
  length: (value) => value.length,
  parseJson,
  quote,
  removeMarkdown,
  removeTags,
  replaceSpecialChars,
  stripTags: removeTags,
  toBoolean: (value) => !FALSE.has(value.trim().toLowerCase()),
  toDate,
  toDateTime,
  toDecimalNumber: toFloat,
  toFloat,
  toInt,
  toNumber,
  toSentenceCase,
  toSnakeCase,
  toTitleCase,
  toWholeNumber: toInt,
  urlDecode: (value, whole = false) => (whole ? decodeURI(value) : decodeURIComponent(value)),
  urlEncode: (value, whole = false) => (whole ? encodeURI(value) : encodeURIComponent(value)),
};
