// `Intl.Collator`: letters by alphabet first, then by accent, then by case; numbers by value where asked.
//
// The order is that of most European languages; no language's own rules (such as ä after z) are known.

const locales = require("intl/locale");

/** Order of kinds of characters: space, marks, digits, letters. */
function kind(char) {
  if (/\s/.test(char)) return 0;
  if (/\p{L}/u.test(char)) return 3;
  return /\p{N}/u.test(char) ? 2 : 1;
}

const PUNCTUATION = "_-,;:!?.'\"()[]{}@*/\\&#%`^+<=>|~$";

function symbolOrder(char) {
  const at = PUNCTUATION.indexOf(char);
  return at < 0 ? PUNCTUATION.length + char.codePointAt(0) : at;
}

const SPECIAL = { ß: "ss", æ: "ae", œ: "oe", ø: "o", đ: "d", ł: "l", ð: "d", þ: "th" };

/** What counts first: no accents, no case. */
const base = (text) =>
  text
    .normalize("NFD")
    .replace(/\p{M}+/gu, "")
    .toLowerCase()
    .replace(/[ßæœøđłðþ]/g, (letter) => SPECIAL[letter]);

/** Runs of digits are one piece where they count as numbers. */
const pieces = (text, numeric) => (numeric ? (text.match(/\d+|\D/gu) ?? []) : [...text]);

function comparePieces(a, b, numeric) {
  if (a === b) return 0;
  const [kindA, kindB] = [kind(a), kind(b)];
  if (kindA !== kindB) return kindA - kindB;
  if (numeric && kindA === 2) return Number(a) - Number(b);
  if (kindA === 1) return symbolOrder(a) - symbolOrder(b);
  return a < b ? -1 : 1;
}

function compareBase(a, b, numeric) {
  const [left, right] = [pieces(a, numeric), pieces(b, numeric)];
  for (let i = 0; i < Math.min(left.length, right.length); i++) {
    const order = comparePieces(left[i], right[i], numeric);
    if (order !== 0) return Math.sign(order);
  }
  return Math.sign(left.length - right.length);
}

const accents = (text) => text.normalize("NFD").toLowerCase();
const plain = (a, b) => (a === b ? 0 : a < b ? -1 : 1);

/** Small letters before capital ones. */
function compareCase(a, b, upperFirst) {
  for (let i = 0; i < Math.min(a.length, b.length); i++) {
    if (a[i] === b[i]) continue;
    const order = a[i] === a[i].toLowerCase() ? -1 : 1;
    return upperFirst ? -order : order;
  }
  return 0;
}

function compare(a, b, { sensitivity = "variant", numeric = false, caseFirst = "false", ignorePunctuation = false }) {
  if (a === b) return 0;
  const trimmed = (text) => (ignorePunctuation ? text.replace(/[\p{P}\s]/gu, "") : text);
  const [left, right] = [trimmed(a), trimmed(b)];
  const first = compareBase(base(left), base(right), numeric);
  if (first !== 0 || sensitivity === "base") return first;
  const second = sensitivity === "case" ? 0 : plain(accents(left), accents(right));
  if (second !== 0 || sensitivity === "accent") return second;
  return compareCase(left, right, caseFirst === "upper");
}

class Collator {
  #options;
  #tag;

  constructor(locale, options = {}) {
    this.#tag = locales.resolve(locale).tag;
    const numeric = options.numeric ?? /-u-(?:.*-)?kn(?:-true)?\b/.test(String(locale ?? ""));
    this.#options = { ...options, numeric };
  }

  static supportedLocalesOf(tags) {
    return locales.supported(tags);
  }

  get compare() {
    return (a, b) => compare(String(a), String(b), this.#options);
  }

  resolvedOptions() {
    const {
      usage = "sort",
      sensitivity = "variant",
      numeric,
      caseFirst = "false",
      ignorePunctuation = false,
    } = this.#options;
    return { locale: this.#tag, usage, sensitivity, ignorePunctuation, collation: "default", numeric, caseFirst };
  }
}

module.exports = { Collator, compare };
