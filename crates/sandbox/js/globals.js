// Defines what user code finds as global names, by kind of code: expressions, Code nodes, plain functions.
//
// The data behind `$json` and the like is in data.js; this file only gives it names. Everything is a getter, so that
// what is not used costs nothing.

const { G, Object: Objects, define } = require("core");
const { state } = require("scope");

/** Getters that code has overwritten. */
const overwritten = new Map();

function getter(name, get) {
  define(G, name, {
    configurable: true,
    enumerable: false,
    get,
    set(content) {
      overwritten.set(name, get);
      value(name, content);
    },
  });
}

/** Undoes assignments to the names of items, before the code runs for the next one. */
function restore() {
  for (const [name, get] of overwritten) getter(name, get);
  overwritten.clear();
}

/** A value made at its first use. */
function lazy(name, make) {
  getter(name, () => {
    const content = make();
    value(name, content);
    return content;
  });
}

function value(name, content) {
  define(G, name, { value: content, configurable: true, writable: true, enumerable: false });
}

/** What is known of the workflow and its data: in expressions and in all Code nodes but plain functions. */
function defineData() {
  const { NAMES, read } = require("data");
  for (const name of NAMES) getter(name, () => read(name));
  const time = () => require("time").luxon();
  lazy("DateTime", () => time().DateTime);
  lazy("Duration", () => time().Duration);
  lazy("Interval", () => time().Interval);
  lazy("luxon", () => require("modules").luxon());
  defineExtra();
}

function defineExtra() {
  const extra = state.header.extra;
  if (extra) for (const name of Object.keys(extra)) value(name, extra[name]);
}

function forExpressions() {
  for (const name of REFLECTION) delete Objects[name];
  closeStacks();
  defineData();
}

let templates = false;

/** What compiled expressions call. */
function forTemplates() {
  if (templates) return;
  templates = true;
  for (const name of FUNCTIONS) lazy(name, () => require("functions")[name]);
  lazy("$extension$", () => require("extend/index").extension);
}

/** Stacks stay text: code could otherwise look at our functions in them. */
function closeStacks() {
  delete G.Error.captureStackTrace;
  define(G.Error, "prepareStackTrace", { value: undefined, writable: false, configurable: false, enumerable: false });
}

/** Functions that only expressions have. */
const FUNCTIONS = "$if $ifEmpty $not $min $max average numberList zip".split(" ");

/** What changes or shows how objects are built; n8n takes it away from expressions, and makes it idle in Code nodes. */
const REFLECTION =
  "defineProperty defineProperties setPrototypeOf getPrototypeOf getOwnPropertyDescriptor getOwnPropertyDescriptors".split(
    " ",
  );

function neuter() {
  const idle = (object) => object;
  const refuse = () => false;
  for (const name of ["defineProperty", "defineProperties", "setPrototypeOf"]) Objects[name] = idle;
  G.Reflect.defineProperty = refuse;
  G.Reflect.setPrototypeOf = refuse;
  closeStacks();
  Objects.freeze(Objects);
}

/** Code nodes; `more` are the names of the mode, functions that give the value. */
function forCode(more) {
  defineData();
  const web = { encoding: "web/encoding", url: "web/url", form: "web/form" };
  for (const name of ["atob", "btoa", "TextEncoder", "TextDecoder"]) lazy(name, () => require(web.encoding)[name]);
  for (const name of ["URL", "URLSearchParams"]) lazy(name, () => require(web.url)[name]);
  lazy("FormData", () => require(web.form).FormData);
  lazy("Buffer", () => require("buffer").Buffer);
  lazy("structuredClone", () => require("web/clone").structuredClone);
  lazy("crypto", () => require("crypto").web);
  const timers = "setTimeout clearTimeout setInterval clearInterval setImmediate clearImmediate".split(" ");
  for (const name of timers) lazy(name, () => require("timers")[name]);
  lazy("helpers", () => require("code/helpers"));
  value("global", G);
  defineConsole();
  for (const name of Object.keys(more)) getter(name, more[name]);
  neuter();
}

function defineConsole() {
  lazy("console", () => require("console").console);
}

/** Functions given to nodes such as Sort: they see only what they are handed. */
function forPlain() {
  defineExtra();
  defineConsole();
  neuter();
}

module.exports = { forExpressions, forTemplates, forCode, forPlain, restore };
