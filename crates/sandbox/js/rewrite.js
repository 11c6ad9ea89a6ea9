// Rewrites calls of extension functions: `a.b.name(c)` becomes `$extension$(a.b,"name")(c)`, so that they work on any value,
// `undefined` too, without a change to the built-in prototypes. `a?.b.name()` keeps its short cut: `…,1)?.(c)`.
//
// It reads tokens, not a grammar: enough to find where the receiver of a call begins. Code that is no JavaScript comes
// out as wrong as it went in.

const names = require("extend/names");

const KEYWORDS = new Set(
  (
    "return typeof instanceof in of new delete void throw case do else if while for switch await yield default extends " +
    "const let var"
  ).split(" "),
);
/** Names whose members are their own: `Object.keys(x)` is no extension call. */
const NAMESPACES = new Set(
  "Object Math JSON Number String Array Date Reflect DateTime Duration Interval BigInt Boolean Symbol Buffer".split(
    " ",
  ),
);

const TOKEN =
  /(\s+|\/\/[^\n]*|\/\*[\s\S]*?\*\/)|([\p{ID_Start}$_][\p{ID_Continue}$\u200c\u200d]*)|(\.?\d(?:[eE][+-]|[\w.])*)|("(?:\\[\s\S]|[^"\\])*"|'(?:\\[\s\S]|[^'\\])*')|(\?\.(?!\d)|\.\.\.|=>|[\s\S])/uy;
const REGEX = /\/(?:\\.|\[(?:\\.|[^\]\\\n])*\]|[^/\\\n[])+\/[a-z]*/y;

const NAME = 1;
const VALUE = 2;
const MARK = 3;

/** Tokens `{ kind, text, space }` of `code`; template literals are single tokens, rewritten inside. */
function tokenize(code) {
  const tokens = [];
  let space = "";
  for (let at = 0; at < code.length;) {
    const last = tokens[tokens.length - 1];
    let text;
    let kind;
    if (code[at] === "`") {
      [text, at] = templateLiteral(code, at);
      kind = VALUE;
    } else if (code[at] === "/" && startsRegex(code, at, last)) {
      REGEX.lastIndex = at;
      text = REGEX.exec(code)?.[0] ?? "/";
      at += text.length;
      kind = VALUE;
    } else {
      TOKEN.lastIndex = at;
      const match = TOKEN.exec(code);
      at = TOKEN.lastIndex;
      if (match[1] !== undefined) {
        space += match[1];
        continue;
      }
      text = match[0];
      kind = match[2] !== undefined ? NAME : match[5] !== undefined ? MARK : VALUE;
    }
    tokens.push({ kind, text, space, before: 0 });
    space = "";
  }
  return { tokens, tail: space };
}

function startsRegex(code, at, last) {
  if (code[at + 1] === "/" || code[at + 1] === "*") return false;
  if (last === undefined) return true;
  if (last.kind === NAME) return KEYWORDS.has(last.text);
  return last.kind === MARK && last.text !== ")" && last.text !== "]" && last.text !== "}";
}

/** The literal that begins at `start`, its `${ }` rewritten, and the position after it. */
function templateLiteral(code, start) {
  let out = "`";
  let at = start + 1;
  while (at < code.length) {
    const char = code[at];
    if (char === "`") return [out + "`", at + 1];
    if (char === "\\") {
      out += code.slice(at, at + 2);
      at += 2;
    } else if (char === "$" && code[at + 1] === "{") {
      const end = substitutionEnd(code, at + 2);
      out += "${" + rewrite(code.slice(at + 2, end)) + "}";
      at = end + 1;
    } else {
      out += char;
      at += 1;
    }
  }
  return [out, at];
}

/** Position of the `}` that ends a `${` whose code begins at `from`. */
function substitutionEnd(code, from) {
  let depth = 0;
  let at = from;
  while (at < code.length) {
    const char = code[at];
    if (char === "`") {
      [, at] = templateLiteral(code, at);
      continue;
    }
    if (char === '"' || char === "'") {
      TOKEN.lastIndex = at;
      TOKEN.exec(code);
      at = TOKEN.lastIndex;
      continue;
    }
    if (char === "{") depth += 1;
    else if (char === "}" && depth-- === 0) return at;
    at += 1;
  }
  return at;
}

/** For each bracket the index of its partner. */
function partners(tokens) {
  const open = [];
  const partner = new Map();
  tokens.forEach((token, i) => {
    if (token.kind !== MARK) return;
    if (token.text === "(" || token.text === "[" || token.text === "{") open.push(i);
    else if (token.text === ")" || token.text === "]" || token.text === "}") {
      const start = open.pop();
      if (start !== undefined) partner.set(i, start);
    }
  });
  return partner;
}

const isMark = (token, text) => token !== undefined && token.kind === MARK && token.text === text;
const isOperand = (token) =>
  token !== undefined &&
  (token.kind === VALUE ||
    (token.kind === NAME && !KEYWORDS.has(token.text)) ||
    isMark(token, ")") ||
    isMark(token, "]"));

/** Where the receiver of the member access at `dot` begins, and whether its chain has a `?.`; undefined if unclear. */
function receiver(tokens, partner, dot) {
  let optional = tokens[dot].text === "?.";
  let at = dot;
  for (;;) {
    at = linkStart(tokens, partner, at - 1);
    if (at === undefined) return undefined;
    const previous = tokens[at - 1];
    if (!isMark(previous, ".") && !isMark(previous, "?.")) break;
    optional ||= previous.text === "?.";
    at -= 1;
  }
  const made = tokens[at - 1]?.kind === NAME && tokens[at - 1].text === "new";
  return { start: made ? at - 1 : at, optional };
}

/** Where the link of a chain begins that ends at `at`: a name or a value with its calls and indexes, or a bracket. */
function linkStart(tokens, partner, at) {
  for (;;) {
    const token = tokens[at];
    if (!isMark(token, ")") && !isMark(token, "]") && !isMark(token, "}")) return isOperand(token) ? at : undefined;
    const open = partner.get(at);
    if (open === undefined || isMark(token, "}")) return open;
    if (!isOperand(tokens[open - 1]) || precedesBlock(tokens, partner, open - 1)) return open;
    at = open - 1;
  }
}

/** `if (x) [a].first()`: the bracket before is a condition, not a call. */
function precedesBlock(tokens, partner, at) {
  if (!isMark(tokens[at], ")")) return false;
  const before = tokens[partner.get(at) - 1];
  return before?.kind === NAME && (before.text === "if" || before.text === "while" || before.text === "for");
}

/** Rewrites all calls of extension functions in `code`. */
function rewrite(code) {
  const { tokens, tail } = tokenize(code);
  const partner = partners(tokens);
  for (let dot = 1; dot < tokens.length - 2; dot++) {
    const mark = tokens[dot];
    if (mark.kind !== MARK || (mark.text !== "." && mark.text !== "?.")) continue;
    const name = tokens[dot + 1];
    if (name.kind !== NAME || !names.has(name.text)) continue;
    const maybe = isMark(tokens[dot + 2], "?.");
    if (!isMark(tokens[dot + (maybe ? 3 : 2)], "(")) continue;
    const found = receiver(tokens, partner, dot);
    if (found === undefined || isNamespace(tokens, found.start, dot)) continue;
    const optional = found.optional || maybe;
    tokens[found.start].before += 1;
    mark.out = `,"${name.text}"${optional ? ",1)?." : ")"}`;
    name.out = "";
    if (maybe) tokens[dot + 2].out = "";
  }
  return tokens.map(written).join("") + tail;
}

const isNamespace = (tokens, start, dot) => start === dot - 1 && NAMESPACES.has(tokens[start].text);

function written(token) {
  return token.space + "$extension$(".repeat(token.before) + (token.out ?? token.text);
}

module.exports = { rewrite };
