// Values as a person reads them in a console, in the manner of Node's `util.inspect` and `util.format`.

const { prototypeOf, descriptor } = require("core");

const DEEPEST = 2;
const LONGEST = 100;
const WIDTH = 72;

const IDENTIFIER = /^[\p{ID_Start}$_][\p{ID_Continue}$]*$/u;

function quoted(text) {
  const mark = !text.includes("'") ? "'" : !text.includes('"') ? '"' : !text.includes("`") ? "`" : "'";
  const escaped = text.replaceAll("\\", "\\\\").replaceAll("\n", "\\n").replaceAll("\t", "\\t").replaceAll("\r", "\\r");
  return mark + (mark === "'" ? escaped.replaceAll("'", "\\'") : escaped) + mark;
}

function simple(value) {
  switch (typeof value) {
    case "string":
      return quoted(value);
    case "bigint":
      return `${value}n`;
    case "symbol":
      return value.toString();
    case "function":
      return functionText(value);
    default:
      return Object.is(value, -0) ? "-0" : String(value);
  }
}

function functionText(value) {
  const name = typeof value.name === "string" && value.name !== "" ? `: ${value.name}` : " (anonymous)";
  return /^class\b/.test(Function.prototype.toString.call(value))
    ? `[class${name.replace(":", "")}]`
    : `[Function${name}]`;
}

/** A value as text. */
function inspect(value, options) {
  const depth =
    typeof options === "object" && options !== null && "depth" in options ? (options.depth ?? Infinity) : DEEPEST;
  return show(value, depth, []);
}

function show(value, depth, above) {
  if (typeof value !== "object" || value === null) return simple(value);
  if (above.includes(value)) return "[Circular]";
  const special = showSpecial(value);
  if (special !== undefined) return special;
  const name = className(value);
  if (depth < 0) return `[${Array.isArray(value) ? "Array" : name || "Object"}]`;
  const inner = (entry) => show(entry, depth - 1, [...above, value]);
  if (Array.isArray(value)) return wrap("[", entriesOfList(value, inner), "]");
  if (ArrayBuffer.isView(value)) return wrap(`${name}(${value.length}) [`, entriesOfList(value, inner), "]");
  if (value instanceof Map) {
    const entries = [...value].map(([key, entry]) => `${inner(key)} => ${inner(entry)}`);
    return wrap(`Map(${value.size}) {`, entries, "}");
  }
  if (value instanceof Set) return wrap(`Set(${value.size}) {`, [...value].map(inner), "}");
  const prefix = name === "Object" ? "{" : name === "" ? "[Object: null prototype] {" : `${name} {`;
  return wrap(prefix, entriesOfObject(value, inner), "}");
}

/** Classes that show as one piece. */
function showSpecial(value) {
  if (value instanceof Date) return Number.isNaN(value.getTime()) ? "Invalid Date" : value.toISOString();
  if (value instanceof RegExp) return String(value);
  if (value instanceof Error) return errorText(value);
  if (value.isLuxonDateTime === true)
    return `DateTime { ts: ${value.toISO()}, zone: ${value.zoneName}, locale: ${value.locale} }`;
  if (value.isLuxonDuration === true || value.isLuxonInterval === true) return String(value);
  if (value instanceof Promise) return "Promise {}";
  if (value?.constructor?.name === "Buffer" && ArrayBuffer.isView(value)) {
    const hex = value.toString("hex", 0, 50).replace(/..(?=.)/g, "$& ");
    return `<Buffer ${hex}${value.length > 50 ? ` ... ${value.length - 50} more bytes` : ""}>`;
  }
  return undefined;
}

function errorText(error) {
  const head = `${error.name}: ${error.message}`;
  const stack = typeof error.stack === "string" ? error.stack.trimEnd() : "";
  const own = Object.keys(error).length > 0 ? ` ${wrap("{", entriesOfObject(error, inspect), "}")}` : "";
  return (stack === "" ? head : `${head}\n${stack}`) + own;
}

function className(value) {
  const prototype = prototypeOf(value);
  if (prototype === null) return "";
  const name = prototype.constructor?.name;
  return typeof name === "string" && name !== "" ? name : "Object";
}

function entriesOfList(list, inner) {
  const shown = Array.from({ length: Math.min(list.length, LONGEST) }, (_, i) =>
    i in list ? inner(list[i]) : "<empty item>",
  );
  if (list.length > LONGEST) shown.push(`... ${list.length - LONGEST} more items`);
  return shown;
}

function entriesOfObject(object, inner) {
  return Object.keys(object).map((key) => {
    const name = IDENTIFIER.test(key) ? key : quoted(key);
    const property = descriptor(object, key);
    if (property?.get !== undefined) return `${name}: [Getter${property.set === undefined ? "" : "/Setter"}]`;
    return `${name}: ${inner(object[key])}`;
  });
}

function wrap(open, entries, close) {
  if (entries.length === 0) return open + close;
  const line = `${open} ${entries.join(", ")} ${close}`;
  if (line.length <= WIDTH && !line.includes("\n")) return line;
  return `${open}\n  ${entries.join(",\n").replaceAll("\n", "\n  ")}\n${close}`;
}

/** A line of a console: a format with `%s` and the like, then the rest. */
function format(...args) {
  const rest = [...args];
  let head = "";
  if (typeof rest[0] === "string" && rest.length > 1 && rest[0].includes("%")) {
    head = rest.shift().replace(/%[sdifjoOc%]/g, (mark) => {
      if (mark === "%%") return "%";
      return rest.length === 0 ? mark : filled(mark, rest.shift());
    });
    if (rest.length > 0) head += " ";
  }
  return head + rest.map((value) => (typeof value === "string" ? value : inspect(value))).join(" ");
}

function filled(mark, value) {
  switch (mark) {
    case "%s":
      return typeof value === "object" && value !== null ? inspect(value, { depth: 0 }) : String(value);
    case "%d":
      return String(Number(value));
    case "%i":
      return String(parseInt(value, 10));
    case "%f":
      return String(parseFloat(value));
    case "%j":
      return JSON.stringify(value);
    case "%c":
      return "";
    default:
      return inspect(value, { depth: 4 });
  }
}

module.exports = { inspect, format };
