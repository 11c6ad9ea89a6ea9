// luxon, set to the workflow's zone and clock, loaded when something first needs a date.
//
// Not here: formatting in other languages (intl), the extension functions (extend/date.js).

const { Object: Objects, define } = require("core");
const { state } = require("scope");

let library;

/** luxon's exports. */
function luxon() {
  library ??= load();
  return library;
}

function load() {
  const loaded = requireLuxon();
  const { Settings, IANAZone } = loaded;
  // Zones and their offsets come from the worker; luxon would ask Intl for text and read it.
  IANAZone.isValidZone = (name) => Boolean(name) && native.zone(String(name)) !== undefined;
  define(IANAZone.prototype, "offset", {
    configurable: true,
    writable: true,
    value: function offset(ms) {
      if (!this.isValid) return NaN;
      const seconds = native.offset(this.name, Number(ms));
      return seconds / 60;
    },
  });
  Settings.defaultLocale = "en-US";
  Settings.now = () => Date.now();
  const zone = state.header.timezone;
  if (zone) Settings.defaultZone = zone;
  return loaded;
}

/** luxon marks its exports with a function that expressions do not have. */
function requireLuxon() {
  if (Objects.defineProperty !== undefined) return require("vendor/luxon");
  Objects.defineProperty = define;
  try {
    return require("vendor/luxon");
  } finally {
    delete Objects.defineProperty;
  }
}

const isDateTime = (value) => library !== undefined && library.DateTime.isDateTime(value);
const isDate = (value) => value instanceof Date || isDateTime(value);

/** Whether a function is one of the classes that expressions know by name. */
function isClass(value) {
  if (library === undefined) return false;
  return value === library.DateTime || value === library.Duration || value === library.Interval;
}

const now = () => luxon().DateTime.now();
const today = () => now().startOf("day");

/** A DateTime from text, undefined if it is none; `format` is a pattern of luxon's or what a number counts. */
function parse(text, format) {
  const { DateTime } = luxon();
  if (format !== undefined && format !== "") return parseAs(DateTime, text, format);
  const trimmed = text.trim();
  const keep = { setZone: true };
  const attempts = [
    () => DateTime.fromISO(trimmed, keep),
    () => DateTime.fromHTTP(trimmed, keep),
    () => DateTime.fromRFC2822(trimmed, keep),
    () => DateTime.fromSQL(trimmed, keep),
    () => DateTime.fromMillis(Date.parse(trimmed)),
  ];
  for (const attempt of attempts) {
    const date = attemptOf(attempt);
    if (date?.isValid) return date;
  }
  return undefined;
}

function parseAs(DateTime, text, format) {
  if (["ms", "s", "us", "excel"].includes(format)) return require("extend/number").toDateTime(Number(text), format);
  const date = DateTime.fromFormat(text, format);
  return date.isValid ? date : undefined;
}

/** luxon throws where it is given NaN. */
function attemptOf(attempt) {
  try {
    return attempt();
  } catch {
    return undefined;
  }
}

module.exports = { luxon, isDateTime, isDate, isClass, now, today, parse };
