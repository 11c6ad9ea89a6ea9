// Names that an expression finds empty, as in n8n: `document`, `process`, `eval` and their like.
//
// They are names of the scope that the expression is compiled in, never of `globalThis`: code that gets at the global
// object finds nothing under them.

const { define } = require("core");
const { state } = require("scope");

const NAMES = new Set(
  (
    "document window Window global globalThis self alert prompt confirm eval Function Promise Generator " +
    "GeneratorFunction AsyncFunction AsyncGenerator AsyncGeneratorFunction WebAssembly fetch XMLHttpRequest escape " +
    "unescape require module process Buffer setTimeout setInterval setImmediate clearTimeout clearInterval " +
    "clearImmediate queueMicrotask"
  ).split(" "),
);

/** The names among them that occur in `code`, but for those that the host gives itself. */
function used(code) {
  const extra = state.header.extra ?? {};
  const found = (code.match(/[A-Za-z]{4,}/g) ?? []).filter((word) => NAMES.has(word) && !Object.hasOwn(extra, word));
  return [...new Set(found)];
}

/** What stands for a name. */
function standIn(name) {
  const empty = {};
  if (name === "process") define(empty, "pid", { value: 1, enumerable: false });
  return empty;
}

module.exports = { used, standIn };
