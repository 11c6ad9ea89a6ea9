// `$json`, `$input`, `$('x')`, `$node` and the other names under which code finds the data of a run.
//
// Everything is looked up when it is read, for the item that is looked at then; what has to be asked of the host is asked
// once for all items. Not here: the nodes' data (nodes.js), parameters with expressions in them (parameters.js).

const { ExpressionError } = require("errors");
const { state, inputItem, inputItems, ask, askOnce } = require("scope");

/** The item of a view; missing data is an error or undefined, as the host wants it. */
function itemAt(index, what) {
  const item = inputItem(index);
  if (item === undefined && state.header.strict) {
    const message = state.header.inputCount === 0 ? "there is no input data" : `there is no item ${index}`;
    throw new ExpressionError(`Cannot read ${what}: ${message}`, { code: "no_execution_data" });
  }
  return item;
}

/** An item as code sees it. */
const shown = (item) => (state.header.combined ? item?.json : item);

function binaryOf(item) {
  return item === undefined ? undefined : (item.binary ?? {});
}

/** `$input` for the item that `index` gives. */
function makeInput(index) {
  const bare = (args, name) => {
    if (args.length > 0) {
      throw new ExpressionError(`$input.${name}() should have no arguments`, { code: "invalid_arguments" });
    }
  };
  return {
    get item() {
      return shown(itemAt(index(), "$input.item"));
    },
    all(...args) {
      bare(args, "all");
      return state.header.combined ? inputItems().map(shown) : inputItems();
    },
    first(...args) {
      bare(args, "first");
      return shown(inputItem(0));
    },
    last(...args) {
      bare(args, "last");
      return shown(inputItem(state.header.inputCount - 1));
    },
    itemMatching: (at) => shown(inputItem(at)),
    get params() {
      const previous = state.header.previous;
      return previous === undefined ? {} : require("nodes").parameters(previous.name);
    },
    get context() {
      return state.header.context;
    },
  };
}

/** `$item(index)`: the same names for another item. */
function itemView(index, run) {
  const at = () => index;
  return {
    get $json() {
      return itemAt(index, "$json")?.json;
    },
    get $data() {
      return itemAt(index, "$data")?.json;
    },
    get $binary() {
      return binaryOf(itemAt(index, "$binary"));
    },
    get $node() {
      return require("nodes").byName(at, run);
    },
    $input: makeInput(at),
    $itemIndex: index,
    $position: index,
    $runIndex: run ?? state.header.runIndex,
    $prevNode: state.header.previous,
    $parameter: read("$parameter"),
  };
}

const current = () => state.index;
const header = (name) => () => state.header[name];
const metadata = (name) => () => state.header.node?.[name];

function makeEnv() {
  const { env } = state.header;
  return new (require("core").Proxy)(Object.create(null), {
    get: (_, name) => (typeof name === "string" ? readEnv(env, name) : undefined),
    has: (_, name) => typeof name === "string" && env !== undefined && Object.hasOwn(env, name),
    ownKeys: () => [],
    set: () => false,
  });
}

function readEnv(env, name) {
  if (name === "toJSON") return undefined;
  if (env === undefined) {
    const refused = new ExpressionError("access to env vars denied", { code: "env_refused" });
    refused.kind = "refused";
    throw refused;
  }
  return Object.hasOwn(env, name) ? env[name] : undefined;
}

function items(name, output, run) {
  if (name === undefined) return inputItems();
  return require("nodes").items(name, output ?? 0, run);
}

const AI_KEY = /^[A-Za-z0-9_-]{1,64}$/;

/** What the model filled in for `key`. */
function fromAi(key, _description, _type, otherwise) {
  if (typeof key !== "string" || !AI_KEY.test(key)) {
    const message =
      key === "" || key === undefined ? "Add a key, e.g. $fromAI('placeholder_name')" : "Invalid parameter key";
    throw new ExpressionError(message, {
      code: "invalid_arguments",
      description: "A key has 1 to 64 letters, digits, underscores and hyphens",
    });
  }
  return ask({ call: "fromAi", key, item: state.index }) ?? otherwise;
}

const aiInfo = (name) => () => askOnce("aiInfo", { call: "aiInfo" })?.[name] ?? undefined;

/** `{{ }}` in a text that code has at hand. */
function evaluateExpression(text, index) {
  const template = require("template");
  const source = String(text);
  const before = state.index;
  if (index !== undefined) state.index = index;
  try {
    return template.evaluate(template.compile(source.startsWith("=") ? source : `=${source}`));
  } finally {
    state.index = before;
  }
}

const once = (make) => {
  let made;
  return () => (made ??= make());
};

const callable = once(() => require("nodes").dollar);
const nodes = once(() => require("nodes").byName(current));
const input = once(() => makeInput(current));
const environment = once(makeEnv);
const execution = once(() => require("execution").execution());

const READERS = {
  $: callable,
  $agentInfo: aiInfo("agentInfo"),
  $binary: () => binaryOf(itemAt(state.index, "$binary")),
  $data: () => itemAt(state.index, "$data")?.json,
  $env: environment,
  $evaluateExpression: () => evaluateExpression,
  $execution: execution,
  $executionId: () => state.header.execution.id,
  $fromAI: () => fromAi,
  $fromAi: () => fromAi,
  $fromai: () => fromAi,
  $getWorkflowStaticData: () => require("static").data,
  $input: input,
  $item: () => (state.header.combined ? itemAt(state.index, "$item")?.json : itemView),
  $itemIndex: current,
  $items: () => items,
  $jmesPath: () => require("functions").jmespath,
  $jmespath: () => require("functions").jmespath,
  $json: () => itemAt(state.index, "$json")?.json,
  $mode: () => state.header.execution.mode,
  $node: nodes,
  $nodeId: metadata("id"),
  $nodeVersion: metadata("version"),
  $now: () => require("time").now(),
  $parameter: once(() => require("parameters").resolved(state.header.parameters)),
  $position: current,
  $prevNode: header("previous"),
  $rawParameter: once(() => require("parameters").raw(state.header.parameters)),
  $resumeWebhookUrl: () => state.header.execution.resumeUrl,
  $runIndex: header("runIndex"),
  $self: () => ({}),
  $thisItem: () => itemAt(state.index, "$thisItem"),
  $thisItemIndex: current,
  $thisRunIndex: header("runIndex"),
  $today: () => require("time").today(),
  $tool: aiInfo("tool"),
  $vars: header("vars"),
  $webhookId: metadata("webhookId"),
  $workflow: header("workflow"),
};

const read = (name) => READERS[name]();

module.exports = { NAMES: Object.keys(READERS), read, inputItems, itemAt, evaluateExpression };
