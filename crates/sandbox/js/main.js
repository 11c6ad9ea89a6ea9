// The entry: what the worker calls. See README.md for the agreement.
//
// What is used often is loaded by `warm`, before the heap is saved that every request begins with; the rest when it is
// first needed.

const scope = require("scope");
const errors = require("errors");

/** Text of the Code node, for errors. */
let source;

/** Units that most requests need. */
const OFTEN =
  "locale template shadows rewrite globals data scope code code/results code/this describe pending timers static nodes " +
  "functions parameters time vendor/luxon extend/names extend/index extend/any extend/text extend/list extend/number " +
  "extend/object extend/date extend/boolean binary console inspect intl/index intl/locale intl/date intl/number " +
  "intl/methods intl/data/en-US";

module.exports = {
  warm() {
    for (const unit of OFTEN.split(" ")) require(unit);
    require("locale").install();
  },
  begin(header) {
    scope.state.header = header;
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
