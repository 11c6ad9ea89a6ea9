// The locale-aware methods of the built-in classes: `toLocaleString` and its like, `localeCompare`.

const cache = new Map();

/** Formats are kept: code calls these methods once an item with the same arguments. */
function cached(kind, locales, options, make) {
  const key = `${kind} ${JSON.stringify([locales, options])}`;
  let format = cache.get(key);
  if (format === undefined) {
    format = make();
    cache.set(key, format);
  }
  return format;
}

function dateText(date, kind, required, defaults, locales, options) {
  const ms = date.getTime();
  if (ms !== ms) return "Invalid Date";
  const { DateTimeFormat } = require("intl/date");
  return cached(kind, locales, options, () => new DateTimeFormat(locales, options, required, defaults)).format(ms);
}

function numberText(number, locales, options) {
  const { NumberFormat } = require("intl/number");
  return cached("number", locales, options, () => new NumberFormat(locales, options)).format(number.valueOf());
}

function localeCompare(text, other, locales, options) {
  if (locales === undefined && options === undefined)
    return require("intl/collator").compare(String(text), String(other), {});
  const { Collator } = require("intl/collator");
  return cached("compare", locales, options, () => new Collator(locales, options)).compare(text, other);
}

module.exports = {
  numberText,
  localeCompare,
  toLocaleString: (date, locales, options) => dateText(date, "both", "any", "both", locales, options),
  toLocaleDateString: (date, locales, options) => dateText(date, "date", "date", "date", locales, options),
  toLocaleTimeString: (date, locales, options) => dateText(date, "time", "time", "time", locales, options),
};
