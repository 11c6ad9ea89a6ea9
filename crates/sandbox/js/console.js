// `console`: each call is a line of the run's console.

const { inspect, format } = require("inspect");

let indent = "";
const counts = new Map();
const clocks = new Map();

const log = (...args) => native.log(indent + format(...args).replaceAll("\n", `\n${indent}`));
const nothing = () => {};

function table(data) {
  const rows = typeof data === "object" && data !== null ? Object.entries(data) : undefined;
  if (rows === undefined) return log(data);
  const isRow = (row) => typeof row === "object" && row !== null;
  const columns = [...new Set(rows.flatMap(([, row]) => (isRow(row) ? Object.keys(row) : ["Values"])))];
  const lines = rows.map(([key, row]) =>
    [key, ...columns.map((column) => cell(isRow(row) ? row[column] : column === "Values" ? row : undefined))].join(
      " | ",
    ),
  );
  return log([["(index)", ...columns].join(" | "), ...lines].join("\n"));
}

const cell = (value) => (value === undefined ? "" : inspect(value));

function time(label = "default") {
  clocks.set(label, Date.now());
}

function elapsed(label = "default") {
  if (clocks.has(label)) log(`${label}: ${Date.now() - clocks.get(label)}ms`);
}

const console = {
  log,
  info: log,
  warn: log,
  error: log,
  debug: log,
  trace: (...args) => log("Trace:", ...args),
  dir: (value) => log(inspect(value)),
  dirxml: log,
  table,
  assert(condition, ...args) {
    if (!condition) log("Assertion failed", ...args);
  },
  count(label = "default") {
    counts.set(label, (counts.get(label) ?? 0) + 1);
    log(`${label}: ${counts.get(label)}`);
  },
  countReset: (label = "default") => void counts.delete(label),
  group(...args) {
    if (args.length > 0) log(...args);
    indent += "  ";
  },
  groupEnd() {
    indent = indent.slice(2);
  },
  time,
  timeLog: elapsed,
  timeEnd(label = "default") {
    elapsed(label);
    clocks.delete(label);
  },
  clear: nothing,
  profile: nothing,
  profileEnd: nothing,
  timeStamp: nothing,
};
console.groupCollapsed = console.group;

module.exports = { console };
