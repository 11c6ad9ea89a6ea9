// `Intl.RelativeTimeFormat` and `Intl.ListFormat`.

const locales = require("intl/locale");
const { category } = require("intl/plural");
const { NumberFormat } = require("intl/number");

class RelativeTimeFormat {
  #state;

  constructor(locale, { numeric = "always", style = "long" } = {}) {
    const { tag, data } = locales.resolve(locale);
    this.#state = { tag, data, numeric, style, numbers: new NumberFormat(tag) };
  }

  static supportedLocalesOf(tags) {
    return locales.supported(tags);
  }

  formatToParts(value, unit) {
    const { tag, data, numeric, numbers } = this.#state;
    const count = Number(value);
    if (!Number.isFinite(count)) throw new RangeError("The value has to be a finite number");
    const name = String(unit).replace(/s$/, "");
    const texts = data.relative[name];
    if (texts === undefined) throw new RangeError(`Invalid unit argument for format() '${unit}'`);
    const word = numeric === "auto" ? texts.words[String(count)] : undefined;
    if (word !== undefined) return [{ type: "literal", value: word }];
    const patterns = count < 0 || Object.is(count, -0) ? texts.past : texts.future;
    const size = Math.abs(count);
    const pattern = patterns[category(tag, size)] ?? patterns.other;
    return pattern.split(/(\{0\})/).flatMap((piece) => {
      if (piece === "{0}") return numbers.formatToParts(size).map((part) => ({ ...part, unit: name }));
      return piece === "" ? [] : [{ type: "literal", value: piece }];
    });
  }

  format(value, unit) {
    return this.formatToParts(value, unit)
      .map((part) => part.value)
      .join("");
  }

  resolvedOptions() {
    const { tag, numeric, style } = this.#state;
    return { locale: tag, numeric, style, numberingSystem: "latn" };
  }
}

class ListFormat {
  #state;

  constructor(locale, { type = "conjunction", style = "long" } = {}) {
    const { tag, data } = locales.resolve(locale);
    this.#state = { tag, type, style, literals: data.lists[`${type} ${style}`] };
    if (this.#state.literals === undefined) throw new RangeError("Invalid type or style of a list");
  }

  static supportedLocalesOf(tags) {
    return locales.supported(tags);
  }

  formatToParts(list) {
    const entries = Array.from(list, String);
    const [pair, middle, last] = this.#state.literals;
    return entries.flatMap((value, i) => {
      const element = { type: "element", value };
      if (i === 0) return [element];
      const literal = entries.length === 2 ? pair : i === entries.length - 1 ? last : middle;
      return [{ type: "literal", value: literal }, element];
    });
  }

  format(list) {
    return this.formatToParts(list)
      .map((part) => part.value)
      .join("");
  }

  resolvedOptions() {
    const { tag, type, style } = this.#state;
    return { locale: tag, type, style };
  }
}

module.exports = { RelativeTimeFormat, ListFormat };
