// Plural categories, and `Intl.PluralRules`.

const locales = require("intl/locale");

const slavic = (n, many) => {
  if (n % 1 !== 0) return "other";
  if (n % 10 >= 2 && n % 10 <= 4 && !(n % 100 >= 12 && n % 100 <= 14)) return "few";
  return many(n);
};

const RULES = {
  ja: () => "other",
  zh: () => "other",
  ko: () => "other",
  da: (n) => (n === 1 || (n < 2 && n % 1 !== 0) ? "one" : "other"),
  fr: (n) => (n < 2 ? "one" : "other"),
  pt: (n) => (n < 2 ? "one" : "other"),
  ru: (n) => slavic(n, () => (n % 10 === 1 && n % 100 !== 11 ? "one" : "many")),
  uk: (n) => slavic(n, () => (n % 10 === 1 && n % 100 !== 11 ? "one" : "many")),
  pl: (n) => (n === 1 ? "one" : slavic(n, () => "many")),
  cs: (n) => (n === 1 ? "one" : n % 1 !== 0 ? "many" : n >= 2 && n <= 4 ? "few" : "other"),
  ro: (n) => (n === 1 ? "one" : n % 1 !== 0 || n === 0 || (n % 100 >= 1 && n % 100 <= 19) ? "few" : "other"),
};

/** The category of a count, not negative. */
function category(tag, count) {
  const n = Math.abs(Number(count));
  if (tag === "pt-PT") return n === 1 ? "one" : "other";
  const rule = RULES[tag.split("-")[0]];
  return rule === undefined ? (n === 1 ? "one" : "other") : rule(n);
}

function ordinal(tag, n) {
  if (!tag.startsWith("en")) return "other";
  const last = n % 10;
  const teens = n % 100 >= 11 && n % 100 <= 13;
  return teens || last > 3 || last === 0 ? "other" : ["one", "two", "few"][last - 1];
}

class PluralRules {
  #tag;
  #type;

  constructor(locale, { type = "cardinal" } = {}) {
    this.#tag = locales.resolve(locale).tag;
    this.#type = type;
  }

  static supportedLocalesOf(tags) {
    return locales.supported(tags);
  }

  select(count) {
    return this.#type === "ordinal" ? ordinal(this.#tag, Math.abs(Number(count))) : category(this.#tag, count);
  }

  resolvedOptions() {
    return { locale: this.#tag, type: this.#type, numberingSystem: "latn" };
  }
}

module.exports = { category, PluralRules };
