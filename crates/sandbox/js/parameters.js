// A node's parameters as code sees them: `$parameter` with the expressions in them resolved when they are read,
// `$rawParameter` without.
//
// Only the workflow's own parameters are evaluated here, never data.

const { ExpressionError } = require("errors");
const { Proxy } = require("core");

const isList = (value) => typeof value === "object" && value !== null && value.__rl === true;
const plain = (value) => (isList(value) ? value.value : value);

const DEEPEST = 20;
let depth = 0;

function resolve(text) {
  if (depth >= DEEPEST) {
    throw new ExpressionError("The parameters refer to each other in a circle", { code: "parameter_circle" });
  }
  depth += 1;
  try {
    return require("data").evaluateExpression(text);
  } finally {
    depth -= 1;
  }
}

function resolvedValue(value) {
  const content = plain(value);
  if (typeof content === "string" && content.startsWith("=")) return resolve(content);
  return typeof content === "object" && content !== null ? resolved(content) : content;
}

/** The same object, its expressions resolved one by one as they are read. */
function resolved(parameters) {
  const target = Array.isArray(parameters) ? [...parameters] : { ...parameters };
  if (!holdsExpression(target)) return target;
  return new Proxy(target, {
    get(object, name, receiver) {
      if (typeof name !== "string" || !Object.hasOwn(object, name)) return object[name];
      return resolvedValue(object[name], receiver);
    },
  });
}

function holdsExpression(object) {
  return Object.values(object).some(
    (value) => (typeof value === "string" && value.startsWith("=")) || (typeof value === "object" && value !== null),
  );
}

/** The same object as the workflow has it. */
function raw(parameters) {
  return Object.fromEntries(Object.entries(parameters ?? {}).map(([name, value]) => [name, plain(value)]));
}

module.exports = { resolved, raw };
