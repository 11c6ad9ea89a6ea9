// Checks what the code of a Code node returned and brings it to the form of items.

const { ResultError, lineOf } = require("errors");

/** Names that an item has on top. */
const KEYS = new Set(["json", "binary", "pairedItem", "error", "index"]);

const isObject = (value) => typeof value === "object" && value !== null && !Array.isArray(value);
const isItem = (value) => isObject(value) && Object.keys(value).some((key) => key === "json" || key === "binary");
const ONE_EACH = "Please return an array of objects, one for each item you would like to output.";

const article = (value) => (value === undefined ? "nothing" : typeof value === "string" ? `'${value}'` : String(value));

/** Items from what code for all items returned. */
function list(returned) {
  if (returned === null) return [];
  if (typeof returned !== "object") {
    throw new ResultError("Code doesn't return items properly", { description: ONE_EACH });
  }
  const all = Array.isArray(returned) ? returned : [returned];
  if (native.isItems(all)) return all;
  all.forEach((entry, i) => {
    if (!isObject(entry)) {
      throw new ResultError("Code doesn't return items properly", {
        description: `${ONE_EACH} Item ${i} is ${entry === null ? "null" : Array.isArray(entry) ? "a list" : `a ${typeof entry}`}.`,
        item: i,
      });
    }
  });
  const whole = all.some(isItem);
  return all.map((entry, i) => (whole ? checked(entry, i) : { json: entry }));
}

/** An entry that has to be an item as it stands. */
function checked(entry, i) {
  const unknown = Object.keys(entry).find((key) => !KEYS.has(key));
  if (!isItem(entry) || unknown !== undefined) {
    const message =
      unknown === undefined ? "An item has neither 'json' nor 'binary'" : `Unknown top-level item key: ${unknown}`;
    throw new ResultError(`${message} [item ${i}]`, {
      description: "Put the data of every item under a 'json' key",
      item: i,
    });
  }
  return { ...entry, json: record(entry, i) };
}

function record(entry, i) {
  if (entry.json === undefined && entry.binary !== undefined) return {};
  if (isObject(entry.json)) return entry.json;
  throw new ResultError(`A 'json' property isn't an object [item ${i}]`, {
    description: "In the returned data, every key named 'json' must point to an object.",
    item: i,
  });
}

/** The item from what code for one item returned; undefined where it returned none. */
function single(returned, index) {
  if (returned === undefined || returned === null) return undefined;
  if (Array.isArray(returned)) {
    throw new ResultError("Code doesn't return a single object", {
      description:
        "An array of items was returned. In this mode, return a single object that represents the output item.",
      item: index,
    });
  }
  if (typeof returned !== "object") {
    throw new ResultError("Code doesn't return an object", {
      description: `Please return an object representing the output item. (${article(returned)} was returned instead.)`,
      item: index,
    });
  }
  const pairedItem = { item: index };
  if (!isItem(returned)) return { json: returned, pairedItem };
  const item = { json: record(returned, index), pairedItem };
  if (returned.binary !== undefined) item.binary = returned.binary;
  return item;
}

/** Items from what an old Function node returned. */
function oldList(returned) {
  if (returned === undefined || returned === null) {
    throw new ResultError("No data got returned. Always return an Array of items!");
  }
  if (!Array.isArray(returned)) throw new ResultError("Always an Array of items has to be returned!");
  // Records alone are taken for items, as long as none of them claims to be one.
  if (returned.every((entry) => isObject(entry) && !isItem(entry))) return returned.map((entry) => ({ json: entry }));
  return returned.map((entry, i) => {
    if (!isObject(entry) || entry.json === undefined) {
      throw new ResultError(`All returned items have to contain a property named "json"! [item ${i}]`, { item: i });
    }
    return { ...entry, json: record(entry, i) };
  });
}

/** The item from what an old Function Item node returned for `item`. */
function oldSingle(returned, item, index) {
  if (returned === undefined || returned === null) {
    throw new ResultError("No data got returned. Always return an object!", { item: index });
  }
  if (!isObject(returned)) throw new ResultError("The returned data has to be an object!", { item: index });
  const result = { json: returned, pairedItem: { item: index } };
  if (item?.binary !== undefined) result.binary = item.binary;
  return result;
}

/** The item that stands for a failure, where the node goes on. */
function failed(error, index) {
  const message = typeof error === "object" && error !== null ? error.message : String(error);
  const line = typeof error === "object" && error !== null ? lineOf(error) : undefined;
  const json = { error: line === undefined ? String(message) : `${message} [line ${line}]` };
  return index === undefined ? { json } : { json, pairedItem: { item: index } };
}

module.exports = { list, single, oldList, oldSingle, failed };
