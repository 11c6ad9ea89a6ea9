// Calls an extension function on any value: ours where the value's type has it, else the value's own method.
//
// Not here: finding the calls (rewrite.js) and the functions themselves (a file a type).

const { ExtensionError } = require("errors");

const TABLES = {
  string: () => require("extend/text"),
  number: () => require("extend/number"),
  bigint: () => require("extend/number"),
  boolean: () => require("extend/boolean"),
};

/** Names that lists and dates have themselves, and ours only adds to. */
const own = (table, name) => (Object.hasOwn(table, name) ? table[name] : undefined);

function tableOf(value) {
  const simple = TABLES[typeof value];
  if (simple !== undefined) return simple();
  if (Array.isArray(value)) return require("extend/list");
  if (require("time").isDate(value)) return require("extend/date");
  return undefined;
}

/** The function that `value.name` means in an expression. */
function extension(value, name, optional) {
  if (value === undefined || value === null) {
    if (optional) return undefined;
    const general = own(require("extend/any"), name);
    if (general === undefined) throw new ExtensionError(`${name} can't be used on ${value} value`);
    return () => general(value);
  }
  const method = find(value, name);
  if (method !== undefined) return (...args) => method(value, ...args);
  if (typeof value[name] === "function") return (...args) => value[name](...args);
  if (optional) return undefined;
  throw new ExtensionError(`${name}() is not a function of ${describe(value)}`);
}

function find(value, name) {
  const table = tableOf(value);
  if (table !== undefined) return own(table, name) ?? own(require("extend/any"), name);
  // Objects: their own functions go first, be they a Map, a class or a record with such a field.
  if (typeof value[name] === "function") return undefined;
  return own(require("extend/object"), name) ?? own(require("extend/any"), name);
}

const describe = (value) => (Array.isArray(value) ? "a list" : `type ${typeof value}`);

module.exports = { extension };
