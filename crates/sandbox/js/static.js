// `$getWorkflowStaticData('global' | 'node')`: data that outlive an execution. Written back when the code ended, where it
// changed them.

const { ExpressionError } = require("errors");
const { ask } = require("scope");

const kept = new Map();

function data(kind) {
  if (kind !== "global" && kind !== "node") {
    throw new ExpressionError('Static data is of "global" or "node"', { code: "invalid_arguments" });
  }
  let entry = kept.get(kind);
  if (entry === undefined) {
    const content = ask({ call: "staticData", scope: kind }) ?? {};
    entry = { content, before: JSON.stringify(content) };
    kept.set(kind, entry);
  }
  return entry.content;
}

/** Writes back what changed. */
function save() {
  for (const [kind, entry] of kept) {
    const now = JSON.stringify(entry.content);
    if (now === entry.before) continue;
    ask({ call: "setStaticData", scope: kind, data: JSON.parse(now) });
    entry.before = now;
  }
}

module.exports = { data, save };
