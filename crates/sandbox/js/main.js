// The entry: what the worker calls. See README.md for the agreement.
//
// Nothing is done here; every part is loaded when it is first needed, because a context is made for every call.

const scope = require("scope");
const errors = require("errors");

/** Text of the Code node, for errors. */
let source;

module.exports = {
  begin(header) {
    scope.state.header = header;
    require("locale").install();
    if (header.frozenMs !== undefined && header.frozenMs !== null) require("clock").freeze(header.frozenMs);
  },
  template(text) {
    const template = require("template");
    if (source === undefined) {
      source = "";
      require("globals").forExpressions();
    }
    return template.compile(text);
  },
  evaluate(handle, item) {
    scope.state.index = item;
    return require("template").evaluate(handle);
  },
  code(run) {
    source = run.code;
    return require("code").run(run);
  },
  describe: (object) => require("describe").describe(object),
  explain: (thrown) => errors.explain(thrown, source || undefined),
  answer: (id, reply) => require("pending").answer(id, reply),
  wake: () => require("timers").wake(),
};
