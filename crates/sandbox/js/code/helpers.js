// `this.helpers`, `helpers`: HTTP and binaries, through the host's calls; a few pure functions on items.

const { ExpressionError, HostError } = require("errors");
const { inputItem } = require("scope");
const { send } = require("pending");

/** Sends a request; options as n8n has them, or a URL. */
async function httpRequest(options) {
  const given = typeof options === "string" ? { url: options } : options;
  if (typeof given !== "object" || given === null) throw new TypeError("httpRequest() expects options or a URL");
  return dressed(await send({ call: "httpRequest", options: plainOptions(given) }));
}

/** Options as plain data: dates, URLs and parameters become text, bytes base64. */
function plainOptions(options) {
  const { URLSearchParams } = require("web/url");
  const copy = { ...options };
  if (copy.url !== undefined) copy.url = String(copy.url);
  if (copy.body instanceof URLSearchParams) {
    copy.body = copy.body.toString();
    copy.headers = { "content-type": "application/x-www-form-urlencoded", ...copy.headers };
  } else if (ArrayBuffer.isView(copy.body) || copy.body instanceof ArrayBuffer) {
    copy.body = { $base64: native.decode(copy.body, "base64") };
  }
  if (copy.qs instanceof URLSearchParams) copy.qs = Object.fromEntries(copy.qs);
  return JSON.parse(JSON.stringify(copy));
}

/** Bytes come as base64 in a wrapper. */
function dressed(reply) {
  const { Buffer } = require("buffer");
  const bytes = (value) => (typeof value?.$base64 === "string" ? Buffer.from(value.$base64, "base64") : value);
  if (typeof reply !== "object" || reply === null) return reply;
  if (reply.$base64 !== undefined) return bytes(reply);
  if (reply.body !== undefined) return { ...reply, body: bytes(reply.body) };
  return reply;
}

/** The old `helpers.request`, whose options were those of the library of that name. */
async function request(first, second) {
  const given = typeof first === "string" ? { ...second, url: first } : { ...first };
  const { uri, url = uri, form, resolveWithFullResponse, encoding, auth, simple, ...rest } = given;
  const options = { ...rest, url };
  if (form !== undefined) options.body = new (require("web/url").URLSearchParams)(form);
  if (resolveWithFullResponse) options.returnFullResponse = true;
  if (encoding === null) options.encoding = "arraybuffer";
  if (simple === false) options.ignoreHttpStatusErrors = true;
  if (auth !== undefined) options.auth = { username: auth.user ?? auth.username, password: auth.pass ?? auth.password };
  const reply = await httpRequest(options);
  return given.json || typeof reply !== "object" || reply === null || resolveWithFullResponse
    ? reply
    : JSON.stringify(reply);
}

async function refused() {
  const error = new ExpressionError(
    "Code has no access to credentials. Use the HTTP Request node for requests that need them",
    {
      code: "credentials_refused",
    },
  );
  error.kind = "refused";
  throw error;
}

/** Stores bytes (or text) as a binary; what comes back goes under a name of an item's `binary`. */
async function prepareBinaryData(data, fileName, mimeType) {
  const bytes = typeof data === "string" ? native.encode(data, "utf8") : data;
  const request = { call: "storeBinary", data: native.decode(bytes, "base64") };
  if (fileName !== undefined) request.fileName = String(fileName);
  if (mimeType !== undefined) request.mimeType = String(mimeType);
  const stored = { file: await send(request) };
  require("binary").dress(stored);
  return stored.file;
}

/** The bytes of a binary of an input item. */
async function getBinaryDataBuffer(item, property) {
  const entry = typeof property === "string" ? assertBinaryData(item, property) : property;
  const base64 = entry.sha256 === undefined ? entry.data : await send({ call: "binaryData", item, property });
  return require("buffer").Buffer.from(String(base64), "base64");
}

function assertBinaryData(item, property) {
  if (typeof property !== "string") return property;
  const entry = inputItem(item)?.binary?.[property];
  if (entry !== undefined) return entry;
  throw new ExpressionError(
    `This operation expects the node's input data to contain a binary file '${property}', but none was found`,
    {
      code: "binary_missing",
      item,
    },
  );
}

const isObject = (value) => typeof value === "object" && value !== null;

/** Items from plain records. */
function returnJsonArray(data) {
  const list = Array.isArray(data) ? data : [data];
  return list.map((entry) => (isObject(entry) && isObject(entry.json) ? { ...entry } : { json: entry }));
}

/** The same with all or none being items already. */
function normalizeItems(data) {
  const list = Array.isArray(data) ? data : [data];
  const whole = list.filter((entry) => isObject(entry) && (isObject(entry.json) || isObject(entry.binary))).length;
  if (whole !== 0 && whole !== list.length) throw new HostError({ message: "Inconsistent item format" });
  return whole === 0 ? list.map((json) => ({ json })) : list.map((entry) => ({ ...entry, json: entry.json ?? {} }));
}

function constructExecutionMetaData(items, { itemData }) {
  return items.map((item) => ({ ...item, pairedItem: itemData }));
}

module.exports = {
  assertBinaryData,
  constructExecutionMetaData,
  getBinaryDataBuffer,
  httpRequest,
  httpRequestWithAuthentication: refused,
  normalizeItems,
  prepareBinaryData,
  request,
  requestOAuth1: refused,
  requestOAuth2: refused,
  requestWithAuthentication: refused,
  returnJsonArray,
};
