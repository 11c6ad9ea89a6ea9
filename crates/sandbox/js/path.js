// The module `path`, POSIX only: pure text.

function normalize(path) {
  const text = String(path);
  const absolute = text.startsWith("/");
  const parts = [];
  for (const part of text.split("/")) {
    if (part === "" || part === ".") continue;
    if (part === ".." && parts.length > 0 && parts.at(-1) !== "..") parts.pop();
    else if (part !== ".." || !absolute) parts.push(part);
  }
  const trailing = text.endsWith("/") && parts.length > 0 ? "/" : "";
  return (absolute ? "/" : "") + parts.join("/") + trailing || ".";
}

const join = (...parts) => normalize(parts.filter((part) => part !== "").join("/") || ".");

function resolve(...parts) {
  let path = "";
  for (const part of parts.reverse()) {
    if (part === "") continue;
    path = path === "" ? part : `${part}/${path}`;
    if (path.startsWith("/")) break;
  }
  const full = normalize(path.startsWith("/") ? path : `/${path}`);
  return full.length > 1 ? full.replace(/\/$/, "") : full;
}

function basename(path, extension) {
  const base = String(path).replace(/\/+$/, "").split("/").at(-1);
  return extension !== undefined && base !== extension && base.endsWith(extension)
    ? base.slice(0, -extension.length)
    : base;
}

function dirname(path) {
  const text = String(path).replace(/\/+$/, "");
  const at = text.lastIndexOf("/");
  if (at < 0) return String(path).startsWith("/") ? "/" : ".";
  return text.slice(0, at).replace(/\/+$/, "") || "/";
}

function extname(path) {
  const base = basename(path);
  const at = base.lastIndexOf(".");
  return at > 0 ? base.slice(at) : "";
}

function parse(path) {
  const base = basename(path);
  const ext = extname(path);
  const dir = String(path).includes("/") ? dirname(path) : "";
  return {
    root: String(path).startsWith("/") ? "/" : "",
    dir,
    base,
    ext,
    name: base.slice(0, base.length - ext.length),
  };
}

function format({ dir, root = "", base, name = "", ext = "" }) {
  const file = base ?? name + ext;
  return dir ? (dir === root ? dir + file : `${dir}/${file}`) : root + file;
}

const isAbsolute = (path) => String(path).startsWith("/");

function relative(from, to) {
  const a = resolve(from).split("/").filter(Boolean);
  const b = resolve(to).split("/").filter(Boolean);
  let same = 0;
  while (same < a.length && same < b.length && a[same] === b[same]) same += 1;
  return [...a.slice(same).map(() => ".."), ...b.slice(same)].join("/");
}

module.exports = {
  basename,
  delimiter: ":",
  dirname,
  extname,
  format,
  isAbsolute,
  join,
  normalize,
  parse,
  relative,
  resolve,
  sep: "/",
};
