// Extension functions of lists. None changes its list.

const { ExtensionError } = require("errors");
const { isRecord, compact: compactObject } = require("extend/object");

/** Equal in content; order of keys does not matter. */
function equal(a, b) {
  if (a === b || (a !== a && b !== b)) return true;
  if (typeof a !== "object" || typeof b !== "object" || a === null || b === null) return false;
  if (Array.isArray(a) !== Array.isArray(b)) return false;
  if (require("time").isDate(a) || require("time").isDate(b)) return sameInstant(a, b);
  const keys = Object.keys(a);
  return keys.length === Object.keys(b).length && keys.every((key) => Object.hasOwn(b, key) && equal(a[key], b[key]));
}

const sameInstant = (a, b) => a.constructor === b.constructor && a.valueOf() === b.valueOf();

/** A set of values by content. */
class Contents {
  simple = new Set();
  compound = [];

  has(value) {
    if (typeof value !== "object" || value === null) return this.simple.has(value);
    return this.compound.some((other) => equal(value, other));
  }

  add(value) {
    if (typeof value !== "object" || value === null) this.simple.add(value);
    else this.compound.push(value);
  }

  /** Adds it; false if it was there. */
  take(value) {
    if (this.has(value)) return false;
    this.add(value);
    return true;
  }

  static of(list) {
    const contents = new Contents();
    for (const value of list) contents.take(value);
    return contents;
  }
}

/** Without repetitions; of objects, where fields are named, by those fields. */
function unique(list, ...fields) {
  const seen = new Contents();
  const wanted = fields.flat();
  return list.filter((entry) => {
    if (wanted.length === 0 || !isRecord(entry)) return seen.take(entry);
    return seen.take(wanted.map((field) => entry[field]));
  });
}

function other(list, name) {
  if (!Array.isArray(list)) throw new ExtensionError(`${name}() expects a list`);
  return list;
}

const union = (list, more) => unique([...list, ...other(more, "union")]);

function difference(list, less) {
  const without = Contents.of(other(less, "difference"));
  return unique(list.filter((entry) => !without.has(entry)));
}

function intersection(list, also) {
  const both = Contents.of(other(also, "intersection"));
  return unique(list.filter((entry) => both.has(entry)));
}

function numbers(list, name) {
  for (const entry of list) {
    if (typeof entry !== "number") throw new ExtensionError(`${name}() only works on lists of numbers`);
  }
  return list;
}

const sum = (list, name = "sum") => numbers(list, name).reduce((total, entry) => total + entry, 0);
const least = (list, name, pick) => (list.length === 0 ? undefined : numbers(list, name).reduce((a, b) => pick(a, b)));

function chunk(list, size) {
  if (typeof size !== "number" || !(size >= 1))
    throw new ExtensionError("chunk() requires the size of a chunk, e.g. .chunk(5)");
  const chunks = [];
  for (let at = 0; at < list.length; at += Math.floor(size)) chunks.push(list.slice(at, at + Math.floor(size)));
  return chunks;
}

/** Without null, undefined and empty entries, at any depth. */
function compact(list) {
  return list
    .filter((entry) => entry !== null && entry !== undefined && entry !== "" && entry !== "nil")
    .map((entry) => (Array.isArray(entry) ? compact(entry) : isRecord(entry) ? compactObject(entry) : entry));
}

/** One object of all, where the first to name a key wins; or two lists merged entry by entry. */
function merge(list, more) {
  if (more === undefined) {
    const fields = new Map();
    for (const [key, value] of list.filter(isRecord).flatMap((entry) => Object.entries(entry))) {
      if (!fields.has(key)) fields.set(key, value);
    }
    return Object.fromEntries(fields);
  }
  const theirs = other(more, "merge");
  const length = Math.max(list.length, theirs.length);
  return Array.from({ length }, (_, i) => ({ ...theirs[i], ...list[i] }));
}

/** The values of some fields of each entry: of one field alone, of several as a list. */
function pluck(list, ...fields) {
  const wanted = fields.flat();
  if (wanted.length === 0) return list;
  return list.map((entry) => {
    if (!isRecord(entry)) return entry;
    const found = wanted.filter((field) => Object.hasOwn(entry, field)).map((field) => entry[field]);
    return wanted.length === 1 ? found[0] : found;
  });
}

function renameKeys(list, ...names) {
  if (names.length === 0 || names.length % 2 !== 0) {
    throw new ExtensionError("renameKeys() expects pairs of names, e.g. .renameKeys('from', 'to')");
  }
  const renamed = new Map();
  for (let i = 0; i < names.length; i += 2) renamed.set(names[i], names[i + 1]);
  const rename = (key) => renamed.get(key) ?? key;
  return list.map((entry) =>
    isRecord(entry) ? Object.fromEntries(Object.entries(entry).map(([key, value]) => [rename(key), value])) : entry,
  );
}

function smartJoin(list, keyField, valueField) {
  if (typeof keyField !== "string" || typeof valueField !== "string" || keyField === "" || valueField === "") {
    throw new ExtensionError("smartJoin() expects two names, e.g. .smartJoin('name', 'value')");
  }
  return Object.fromEntries(list.filter(isRecord).map((entry) => [entry[keyField], entry[valueField]]));
}

const randomItem = (list) => list[Math.floor(Math.random() * list.length)];
const length = (list) => list.length;
const nothing = () => undefined;

module.exports = {
  append: (list, ...entries) => list.concat(entries),
  average: (list) => (list.length === 0 ? 0 : sum(list, "average") / list.length),
  chunk,
  compact,
  count: length,
  difference,
  equal,
  first: (list) => list[0],
  intersection,
  last: (list) => list[list.length - 1],
  length,
  max: (list) => least(list, "max", Math.max),
  merge,
  min: (list) => least(list, "min", Math.min),
  pluck,
  random: randomItem,
  randomItem,
  removeDuplicates: unique,
  renameKeys,
  size: length,
  smartJoin,
  sum: (list) => sum(list),
  union,
  unique,
  toBoolean: nothing,
  toInt: nothing,
  toFloat: nothing,
  toNumber: nothing,
  toDateTime: nothing,
  toDate: nothing,
};
