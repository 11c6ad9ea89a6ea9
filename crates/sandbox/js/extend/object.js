// Extension functions of plain objects. None changes its object.

const { ExtensionError } = require("errors");

const FORBIDDEN = new Set(["__proto__", "constructor", "prototype"]);

function filtered(object, keep) {
  const copy = {};
  for (const [key, entry] of Object.entries(object)) if (keep(key, entry)) copy[key] = entry;
  return copy;
}

function needle(text, name) {
  if (typeof text !== "string" || text === "") {
    throw new ExtensionError(`${name}() needs a text that is not empty, e.g. .${name}('abc')`);
  }
  return text;
}

const holds = (entry, text) => typeof entry === "string" && entry.includes(text);

/** Without fields that are null, undefined, empty or "nil", at any depth. */
function compact(object) {
  const copy = {};
  for (const [key, entry] of Object.entries(object)) {
    if (FORBIDDEN.has(key)) throw new ExtensionError(`Cannot use the key "${key}"`);
    if (entry === null || entry === undefined || entry === "" || entry === "nil") continue;
    copy[key] = isRecord(entry) ? compact(entry) : Array.isArray(entry) ? require("extend/list").compact(entry) : entry;
  }
  return copy;
}

/** An object of no class of its own. */
function isRecord(value) {
  if (typeof value !== "object" || value === null || Array.isArray(value)) return false;
  return !require("time").isDate(value) && !(value instanceof Map) && !(value instanceof Set);
}

function merge(object, other) {
  if (other === undefined) return object;
  if (!isRecord(other)) throw new ExtensionError("merge() expects an object");
  return { ...other, ...object };
}

const nothing = () => undefined;

module.exports = {
  compact,
  merge,
  isRecord,
  hasField: (object, name) => Object.hasOwn(object, name),
  keys: (object) => Object.keys(object),
  values: (object) => Object.values(object),
  length: (object) => Object.keys(object).length,
  removeField: (object, name) => filtered(object, (key) => key !== name),
  removeFieldsContaining(object, text) {
    needle(text, "removeFieldsContaining");
    return filtered(object, (_, entry) => !holds(entry, text));
  },
  keepFieldsContaining(object, text) {
    needle(text, "keepFieldsContaining");
    return filtered(object, (_, entry) => holds(entry, text));
  },
  urlEncode: (object) => new (require("web/url").URLSearchParams)(object).toString(),
  toBoolean: nothing,
  toInt: nothing,
  toFloat: nothing,
  toNumber: nothing,
  toDateTime: nothing,
  toDate: nothing,
};
