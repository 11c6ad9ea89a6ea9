// `structuredClone`: a deep copy of data, dates, maps, sets and bytes; functions cannot be copied.

function structuredClone(value) {
  return copy(value, new Map());
}

function copy(value, seen) {
  if (typeof value === "function" || typeof value === "symbol") {
    throw new TypeError(`${typeof value === "symbol" ? "A symbol" : "A function"} could not be cloned`);
  }
  if (typeof value !== "object" || value === null) return value;
  if (seen.has(value)) return seen.get(value);
  const special = copySpecial(value);
  if (special !== undefined) {
    seen.set(value, special);
    return special;
  }
  if (value instanceof Map)
    return filled(value, new Map(), seen, (to, [key, entry]) => to.set(copy(key, seen), copy(entry, seen)));
  if (value instanceof Set) return filled(value, new Set(), seen, (to, entry) => to.add(copy(entry, seen)));
  const result = Array.isArray(value) ? new Array(value.length) : {};
  seen.set(value, result);
  for (const key of Object.keys(value)) result[key] = copy(value[key], seen);
  return result;
}

function filled(from, to, seen, add) {
  seen.set(from, to);
  for (const entry of from) add(to, entry);
  return to;
}

function copySpecial(value) {
  if (value instanceof Date) return new Date(value.getTime());
  if (value instanceof RegExp) return new RegExp(value.source, value.flags);
  if (value instanceof ArrayBuffer) return value.slice(0);
  if (value instanceof DataView)
    return new DataView(value.buffer.slice(value.byteOffset, value.byteOffset + value.byteLength));
  if (ArrayBuffer.isView(value)) return retyped(value);
  if (value instanceof Error) return Object.assign(new Error(value.message), { name: value.name });
  return undefined;
}

/** Typed arrays of other kinds keep their kind; a Buffer becomes plain bytes. */
function retyped(value) {
  if (value instanceof Uint8Array) return new Uint8Array(value);
  return new value.constructor(value);
}

module.exports = { structuredClone };
