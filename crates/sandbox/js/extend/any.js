// Extension functions of any value, `undefined` and `null` too.

/** Nothing in it: no value, empty text, list or object. */
function isEmpty(value) {
  if (value === undefined || value === null || value === "") return true;
  if (Array.isArray(value)) return value.length === 0;
  if (typeof value !== "object" || require("time").isDate(value)) return false;
  return Object.keys(value).length === 0;
}

const isNotEmpty = (value) => !isEmpty(value);

module.exports = {
  isEmpty,
  isNotEmpty,
  isBlank: isEmpty,
  isPresent: isNotEmpty,
  toJsonString: (value) => JSON.stringify(value),
};
