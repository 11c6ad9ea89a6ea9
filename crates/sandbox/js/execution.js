// `$execution`, and the custom data that code may set on it.

const { ExpressionError } = require("errors");
const { state, ask } = require("scope");

function execution() {
  return { ...state.header.execution, customData };
}

/** Custom data is text, and short: n8n keeps 255 characters, and 50 of a key. */
function set(key, value) {
  if (typeof key !== "string" || key === "" || /[^A-Za-z0-9_-]/.test(key)) {
    throw new ExpressionError("Custom data key can only contain characters A-Za-z0-9_-", { code: "invalid_arguments" });
  }
  if (typeof value === "object" || typeof value === "function" || value === undefined) {
    throw new ExpressionError("Custom data values have to be text, numbers or booleans", { code: "invalid_arguments" });
  }
  ask({ call: "setCustomData", key: key.slice(0, 50), value: String(value).slice(0, 255) });
}

const getAll = () => ask({ call: "customData" }) ?? {};

const customData = {
  set,
  setAll(entries) {
    for (const [key, value] of Object.entries(entries)) set(key, value);
  },
  get: (key) => getAll()[key],
  getAll,
};

module.exports = { execution };
