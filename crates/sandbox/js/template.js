// Templates: `=text {{ code }}` is cut into pieces, compiled once, evaluated for item after item.
//
// The cut is textual, like that of the crate `expr`, which must agree with it. What code throws is swallowed and gives
// undefined, as in n8n; errors about missing data and syntax errors are not.

const { ExpressionError, HostError } = require("errors");
const shadows = require("shadows");
const { Error, SyntaxError, String, Array } = globalThis;
const getPrototypeOf = Object.getPrototypeOf;
const objectPrototype = Object.prototype;

/** Compiles a parameter that begins with `=`. */
function compile(text) {
  require("globals").forTemplates();
  const parts = partsOf(text.slice(1));
  if (parts.length === 0) return { text: "" };
  if (parts.length > 1) return { parts };
  return typeof parts[0] === "string" ? { text: parts[0] } : { whole: parts[0] };
}

/** Plain texts and compiled pieces, in order. */
function partsOf(text) {
  const parts = [];
  for (let at = 0; at < text.length; ) {
    const open = find(text, at, "{{");
    const end = open < 0 ? text.length : open;
    if (end > at) parts.push(open < 0 ? text.slice(at) : text.slice(at, end).replaceAll("\\\\", "\\"));
    if (open < 0) return parts;
    const { part, next } = compilePiece(text, open + 2);
    if (part !== undefined) parts.push(part);
    at = next;
  }
  return parts;
}

/** How many `}}` are tried as the end of a piece. */
const ENDS = 8;

/**
 * The piece whose code begins at `from`, and where the text goes on. Its code ends at the first `}}`; where that leaves
 * no JavaScript, as in `{{ {"a": {"b": 1}} }}`, at the next.
 */
function compilePiece(text, from) {
  let first;
  for (let tries = 0, close = from; tries < ENDS; tries++, close += 1) {
    close = find(text, close, "}}", from);
    const end = close < 0 ? text.length : close;
    const code = text.slice(from, end).replaceAll("\\}}", "}}");
    if (close < 0 && code === "") return { part: undefined, next: end };
    try {
      return { part: compileCode(code), next: close < 0 ? end : end + 2 };
    } catch (error) {
      first ??= error;
      if (close < 0) break;
    }
  }
  throw first;
}

/** Evaluates a compiled template for the item that the scope points at. */
function evaluate(handle) {
  if (handle.whole !== undefined) return checked(run(handle.whole), handle.whole);
  if (handle.parts === undefined) return handle.text;
  let out = "";
  for (const part of handle.parts) out += typeof part === "string" ? part : toText(checked(run(part), part));
  return out;
}

/** The next `braces` from `from` that no backslash after `start` takes the meaning from. */
function find(text, from, braces, start = from) {
  for (let at = from; ; at += 2) {
    at = text.indexOf(braces, at);
    if (at < 0) return -1;
    let backslashes = 0;
    while (at - backslashes > start && text[at - backslashes - 1] === "\\") backslashes++;
    if (braces === "{{" ? backslashes % 2 === 0 : backslashes === 0) return at;
  }
}

const NAMED_CALL = /\.\s*([A-Za-z]\w*)\s*(?:\?\.\s*)?\(/g;

/** A compiled piece: `call` gives its value, `functions` says whether the value may hold functions, `owner` whether it
 * looks at `this`. */
function compileCode(code) {
  const quote = code.trim();
  if (quote === "") return { call: () => undefined, quote, functions: false };
  const extended = usesExtensions(code) ? require("rewrite").rewrite(code) : code;
  return {
    call: compileSource(extended, quote),
    quote,
    functions: /=>|function|async|\)\s*\{/.test(code),
    owner: /\bthis\b/.test(code),
  };
}

function usesExtensions(code) {
  NAMED_CALL.lastIndex = 0;
  for (let call = NAMED_CALL.exec(code); call !== null; call = NAMED_CALL.exec(code)) {
    if (require("extend/names").has(call[1])) return true;
    NAMED_CALL.lastIndex -= 1;
  }
  return false;
}

/** An expression; failing that statements, whose last value counts; failing that the body of a function. */
function compileSource(code, quote) {
  try {
    return compileBody(`return (${code}\n)`, code);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    return compileStatements(code, quote, error);
  }
}

/** A function of its body, in a scope where some names are empty. */
function compileBody(body, code) {
  const names = shadows.used(code);
  if (names.length === 0) return native.compile(`(function(){${body}})`, "expression");
  const outer = native.compile(`(function(${names.join()}){return function(){${body}}})`, "expression");
  return outer(...names.map(shadows.standIn));
}

function compileStatements(code, quote, error) {
  try {
    const body = compileBody(`${code}\n`, code);
    if (/\breturn\b/.test(code)) return body;
  } catch {
    throw syntaxError(breaksOff(code, error) ? new SyntaxError("it breaks off at its end") : error, quote);
  }
  return () => native.compile(`{${code}\n}`, "expression");
}

/** Whether the bracket that cannot be read is the one behind the code, which nobody wrote: another one is named then. */
function breaksOff(code, error) {
  if (!error.message.includes("')'")) return false;
  try {
    compileBody(`return (${code}\n]`, code);
    return false;
  } catch (other) {
    return other instanceof SyntaxError && other.message.includes("']'");
  }
}

function syntaxError(error, quote) {
  const wrapped = new ExpressionError(`invalid syntax: ${error.message}`);
  wrapped.kind = "syntax";
  wrapped.name = "SyntaxError";
  wrapped.quote = quote;
  return wrapped;
}

/** `this` of an expression, a fresh one each time. */
const safeThis = () => ({ process: {}, require: {}, module: {}, Buffer: {} });

function run(part) {
  try {
    return part.owner ? part.call.call(safeThis()) : part.call();
  } catch (error) {
    if (isReported(error)) {
      if (error instanceof ExpressionError) error.quote ??= part.quote;
      throw error;
    }
    return undefined;
  }
}

/** Whether an error of an expression ends the step; all others mean "no value". */
function isReported(error) {
  if (error === null) return true; // memory ran out
  return (
    error instanceof ExpressionError ||
    error instanceof HostError ||
    error instanceof SyntaxError ||
    (error instanceof Error && error.name === "InternalError")
  );
}

/** A function is no result: it is refused on top and left out below. */
function checked(value, part) {
  if (typeof value === "function") return functionResult(value, part);
  return part.functions && typeof value === "object" && value !== null ? withoutFunctions(value, 0) : value;
}

function functionResult(value, part) {
  if (require("time").isClass(value)) return value;
  const error = new ExpressionError("this is a function, please add ()", { code: "function_result" });
  error.quote = part.quote;
  throw error;
}

/** The value itself where it holds no function; else a copy without them. */
function withoutFunctions(value, depth) {
  if (depth > 100) return value;
  if (Array.isArray(value)) return copyList(value, depth);
  const prototype = getPrototypeOf(value);
  return prototype === objectPrototype || prototype === null ? copyObject(value, depth) : value;
}

function copyList(list, depth) {
  const copy = list.map((entry) => kept(entry, depth));
  return copy.every((entry, i) => entry === list[i] || entry !== entry) ? list : copy;
}

function copyObject(object, depth) {
  let copy;
  for (const key of Object.keys(object)) {
    const entry = object[key];
    const mine = kept(entry, depth);
    if (mine === entry || mine !== mine) continue;
    copy ??= { ...object };
    if (mine === undefined) delete copy[key];
    else copy[key] = mine;
  }
  return copy ?? object;
}

function kept(entry, depth) {
  if (typeof entry === "function") return undefined;
  return typeof entry === "object" && entry !== null ? withoutFunctions(entry, depth + 1) : entry;
}

/** A value inside a text. */
function toText(value) {
  if (typeof value === "string") return value;
  if (value === undefined || value === null || value !== value) return "";
  try {
    return String(value);
  } catch {
    return "";
  }
}

module.exports = { compile, evaluate };
