// Data of other nodes: `$('x')` and `$node["x"]`. Asked of the host at first use, then kept.

const { ExpressionError } = require("errors");
const { Proxy, Object: Objects } = require("core");
const { state, askOnce } = require("scope");

/** How many input items are asked for at once when their ancestors are wanted. */
const WINDOW = 1000;

/** What is known of a node. */
function known(name) {
  const node = askOnce(`node ${name}`, { call: "node", name });
  if (!node?.exists) {
    throw new ExpressionError(`Referenced node doesn't exist`, {
      code: "node_missing",
      description: `The node '${name}' was not found in this workflow`,
    });
  }
  return node;
}

/** What is known of a node that has run; undefined if it has not and that is no error. */
function executed(name) {
  const node = known(name);
  if (node.executed) return node;
  if (!state.header.strict) return undefined;
  throw new ExpressionError(`Node '${name}' hasn't been executed`, {
    code: "no_execution_data",
    description: `There is no data of '${name}' yet. Run it first, or check $('${name}').isExecuted`,
  });
}

/** Items that were parsed are kept by what was asked. */
const lists = new Map();

function list(request) {
  const key = `${request.call} ${request.name} ${request.output} ${request.run}`;
  let found = lists.get(key);
  if (found === undefined) {
    const reply = askOnce(key, request);
    found = reply?.items ?? reply ?? [];
    for (const item of found) if (item.binary !== undefined) require("binary").dress(item.binary);
    lists.set(key, found);
  }
  return found;
}

/** Items of a node; without an output those of the one that leads here. */
function items(name, output, run) {
  known(name);
  const request = { call: "items", name };
  if (output !== undefined) request.output = output;
  if (run !== undefined) request.run = run;
  return list(request);
}

const windows = new Map();

/** The item of `name` that input item `index` descends from. */
function paired(name, index) {
  const first = Math.floor(index / WINDOW) * WINDOW;
  const last = Math.max(Math.min(first + WINDOW, state.header.inputCount), index + 1);
  const key = `${name} ${first} ${last}`;
  let found = windows.get(key);
  if (found === undefined) {
    const wanted = Array.from({ length: last - first }, (_, i) => first + i);
    found = askOnce(`paired ${key}`, { call: "paired", name, items: wanted });
    for (const item of found) if (item?.binary !== undefined) require("binary").dress(item.binary);
    windows.set(key, found);
  }
  const item = found[index - first];
  if (item?.json === undefined && item?.error !== undefined) throw pairedError(item.error, name, index);
  return item ?? undefined;
}

function pairedError(error, name, index) {
  const given = typeof error === "string" ? { message: error } : error;
  return new ExpressionError(given.message ?? `Can't determine which item of '${name}' to use`, {
    code: given.code ?? "paired_item_no_info",
    description: given.description,
    item: index,
  });
}

/** `$('x')`. With `full`, items are whole even where code sees only their record. */
function dollar(name, full = false) {
  if (name === undefined) return undefined;
  if (typeof name !== "string") {
    throw new ExpressionError("The name of the node has to be a text, e.g. $('Edit Fields')", {
      code: "invalid_arguments",
    });
  }
  known(name);
  return nodeView(name, full);
}
// A text made of it is always a mistake: the call was forgotten.
dollar[Symbol.toPrimitive] = () => {
  throw new ExpressionError("$ is a function, please name a node: $('Edit Fields')", { code: "function_result" });
};

function nodeView(name, full) {
  const shown = (item) => (state.header.combined && !full ? item?.json : (item ?? undefined));
  const from = (output, run) => (executed(name) === undefined ? undefined : items(name, output, run));
  const matching = (index = state.index) => (executed(name) === undefined ? undefined : shown(paired(name, index)));
  return {
    get item() {
      return matching();
    },
    pairedItem: matching,
    itemMatching(index) {
      if (typeof index !== "number") {
        throw new ExpressionError("Missing item index for .itemMatching()", { code: "invalid_arguments" });
      }
      return index < state.header.inputCount ? matching(index) : undefined;
    },
    first: (output, run) => shown(from(output, run)?.[0]),
    last: (output, run) => shown(from(output, run)?.at(-1)),
    all: (output, run) => (state.header.combined && !full ? from(output, run)?.map(shown) : from(output, run)),
    get params() {
      return parameters(name);
    },
    get context() {
      return context(name);
    },
    get isExecuted() {
      return Boolean(known(name).executed);
    },
  };
}

/** A node's own state; that of the running node is the one that it may change. */
function context(name) {
  return name === state.header.node?.name ? state.header.context : (known(name).context ?? {});
}

const parameters = (name) => require("parameters").resolved(known(name).parameters ?? {});

/** `$node`: by name, for the item that `index` gives. */
function byName(index, run) {
  const read = (_, name) => (typeof name === "string" && name !== "toJSON" ? legacyView(name, index, run) : undefined);
  return new Proxy({}, { get: read, ownKeys: () => [] });
}

/** `$node["x"]`: the item of the same index. */
function legacyView(name, index, run) {
  known(name);
  const item = () => {
    if (executed(name) === undefined) return undefined;
    const all = run === undefined ? list({ call: "runItems", name }) : items(name, undefined, run);
    const at = index();
    if (at < all.length) return all[at];
    if (!state.header.strict) return undefined;
    throw new ExpressionError(`Node '${name}' has no item ${at}`, { code: "no_execution_data" });
  };
  const view = {
    get json() {
      return item()?.json;
    },
    get data() {
      return item()?.json;
    },
    get binary() {
      const found = item();
      return found === undefined ? undefined : (found.binary ?? {});
    },
    get context() {
      return context(name);
    },
    get parameter() {
      return parameters(name);
    },
    get runIndex() {
      return Math.max((known(name).runs ?? 0) - 1, 0);
    },
  };
  return Objects.freeze(view);
}

module.exports = { dollar, byName, items, parameters, known };
