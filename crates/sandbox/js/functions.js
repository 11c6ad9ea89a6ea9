// The functions that expressions have beside the extension functions: `$if`, `$ifEmpty`, `numberList` and so on.

const { ExpressionError, ExtensionError } = require("errors");
const { isEmpty } = require("extend/any");

function needs(args, least, most, name) {
  if (args.length < least || args.length > most) {
    const wanted = least === most ? `${least}` : `${least} to ${most}`;
    throw new ExtensionError(`${name}() expects ${wanted} arguments`);
  }
  return args;
}

function $if(...args) {
  const [condition, then, otherwise = false] = needs(args, 2, 3, "$if");
  return condition ? then : otherwise;
}

function $ifEmpty(...args) {
  const [value, otherwise] = needs(args, 2, 2, "$ifEmpty");
  return isEmpty(value) ? otherwise : value;
}

const $not = (value) => !value;
const $min = (...numbers) => Math.min(...numbers);
const $max = (...numbers) => Math.max(...numbers);

function average(...numbers) {
  const all = numbers.flat();
  return all.length === 0 ? 0 : all.reduce((sum, number) => sum + Number(number), 0) / all.length;
}

const LONGEST = 1_000_000;

/** Whole numbers from `start` to `end`, both included, up or down. */
function numberList(start, end) {
  const length = Math.abs(end - start) + 1;
  if (!(length <= LONGEST)) throw new ExtensionError("numberList() expects two numbers that are not too far apart");
  const step = end < start ? -1 : 1;
  return Array.from({ length }, (_, i) => start + i * step);
}

function zip(keys, values) {
  if (!Array.isArray(keys) || !Array.isArray(values)) throw new ExtensionError("keys and values must be arrays");
  if (keys.length !== values.length) throw new ExtensionError("keys and values must be of the same length");
  return Object.fromEntries(Array.from(keys, (key, i) => [key, values[i]]));
}

function jmespath(object, query) {
  if (typeof object !== "object" || object === null || typeof query !== "string") {
    throw new ExpressionError("expected two arguments (Object, string) for this function", {
      code: "invalid_arguments",
      description: "Check the order: $jmespath(data, query)",
    });
  }
  return require("vendor/jmespath").search(object, query);
}

module.exports = { $if, $ifEmpty, $not, $min, $max, average, numberList, zip, jmespath };
