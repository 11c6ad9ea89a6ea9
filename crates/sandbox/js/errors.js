// What goes wrong, and how the host is told: error classes of our own, and `explain` for whatever was thrown.
//
// Not here: which errors of an expression are swallowed (template.js).

// User code may replace the globals later.
const { Error, String, Number } = globalThis;

/** Data that an expression asks for is not there, or is used wrongly; never swallowed. */
class ExpressionError extends Error {
  constructor(message, more = {}) {
    super(message);
    this.kind = "expression";
    this.code = more.code;
    this.description = more.description;
    this.item = more.item;
  }
}
ExpressionError.prototype.name = "ExpressionError";

/** An extension function was given what it cannot take. */
class ExtensionError extends ExpressionError {}
ExtensionError.prototype.name = "ExpressionExtensionError";

/** What a Code node returned is not what such a node may return. */
class ResultError extends Error {
  constructor(message, more = {}) {
    super(message);
    this.description = more.description;
    this.item = more.item;
  }
}
ResultError.prototype.name = "ValidationError";

/** The host's own error, as it came. */
class HostError extends ExpressionError {
  constructor(error) {
    super(error.message ?? "The call failed", error);
    this.kind = error.kind ?? "thrown";
    this.name = error.name || "Error";
    this.host = true;
  }
}

/** The value of a reply of the host. */
function unwrap(reply) {
  if (reply.error !== undefined) throw new HostError(reply.error);
  return reply.ok;
}

/** Name of the file that code of a Code node is compiled as. */
const CODE_FILE = "<code>";

/** Line of the innermost frame that lies in the code of a Code node. */
function lineOf(thrown) {
  const frame = /<code>:(\d+)/.exec(String(thrown.stack ?? ""));
  return frame === null ? undefined : Number(frame[1]);
}

const text = (value) => (typeof value === "string" ? value : undefined);

/** Turns anything that was thrown into a `ScriptError`; `source` is the text of the Code node. */
function explain(thrown, source) {
  if (thrown === null) return { kind: "thrown", name: "Error", message: "null was thrown" };
  if (typeof thrown !== "object" && typeof thrown !== "function") {
    return { kind: "thrown", name: "Error", message: String(thrown) };
  }
  const line = lineOf(thrown);
  return {
    kind: text(thrown.kind) ?? "thrown",
    name: text(thrown.name) ?? "Error",
    message: messageOf(thrown),
    description: text(thrown.description),
    line,
    quote: text(thrown.quote) ?? quote(source, line),
    item: typeof thrown.item === "number" ? thrown.item : undefined,
    code: text(thrown.code),
  };
}

function messageOf(thrown) {
  const message = text(thrown.message);
  if (message !== undefined) return message || text(thrown.name) || "Error";
  try {
    return JSON.stringify(thrown) ?? String(thrown);
  } catch {
    return "An object was thrown";
  }
}

function quote(source, line) {
  return source === undefined || line === undefined ? undefined : source.split("\n")[line - 1]?.trim();
}

module.exports = { ExpressionError, ExtensionError, ResultError, HostError, CODE_FILE, unwrap, explain, lineOf };
