// `Intl`, as much of it as luxon and the code of workflows use: the engine has none.
//
// The data are those of 26 locales; any other is answered in American English. Only the Gregorian calendar, only
// decimal digits.

const { list } = require("intl/locale");
const { G, define } = require("core");

const Intl = {};
const classes = {
  Collator: "intl/collator",
  DateTimeFormat: "intl/date",
  ListFormat: "intl/relative",
  NumberFormat: "intl/number",
  PluralRules: "intl/plural",
  RelativeTimeFormat: "intl/relative",
};

/** With and without `new`, as code writes both. */
function callable(Class) {
  const wrapper = function (locale, options) {
    return new Class(locale, options);
  };
  wrapper.prototype = Class.prototype;
  wrapper.supportedLocalesOf = Class.supportedLocalesOf;
  define(wrapper, "name", { value: Class.name });
  define(Class.prototype, "constructor", { value: wrapper, writable: true, configurable: true });
  return wrapper;
}

for (const [name, unit] of Object.entries(classes)) {
  let made;
  define(Intl, name, { configurable: true, get: () => (made ??= callable(require(unit)[name])) });
}

function method(name, value) {
  define(Intl, name, { value, configurable: true, writable: true });
}

method("getCanonicalLocales", list);
method("supportedValuesOf", (key) => {
  if (key === "timeZone") return native.zones();
  if (["calendar", "collation", "currency", "numberingSystem", "unit"].includes(key)) return [];
  throw new G.RangeError(`Invalid key : ${key}`);
});
define(Intl, G.Symbol.toStringTag, { value: "Intl" });

module.exports = { Intl };
