// Binaries of items: a reference from the host, with the fields that n8n's items have.
//
// `data` is the base64 text, fetched when it is read; it is hidden, so that returning an item does not fetch it.

const { define } = require("core");
const { ask } = require("scope");

const KINDS = { "application/json": "json", "application/pdf": "pdf" };

function kindOf(mimeType) {
  const [top] = mimeType.split("/");
  if (["image", "audio", "video", "text"].includes(top)) return mimeType === "text/html" ? "html" : top;
  return KINDS[mimeType];
}

const UNITS = ["B", "kB", "MB", "GB", "TB"];

/** A size as a person reads it: `1.23 kB`. */
function sizeText(bytes) {
  let power = 0;
  let size = bytes;
  while (size >= 1000 && power < UNITS.length - 1) {
    size /= 1000;
    power += 1;
  }
  return `${power === 0 ? size : Number(size.toPrecision(3))} ${UNITS[power]}`;
}

/** Completes the entries of an item's `binary`; `index` is that of the input item, where it is one. */
function dress(binary, index) {
  for (const [property, entry] of Object.entries(binary)) {
    if (typeof entry !== "object" || entry === null || entry.sha256 === undefined) continue;
    const mimeType = entry.mimeType ?? "application/octet-stream";
    entry.fileType ??= kindOf(mimeType);
    entry.fileSize ??= sizeText(entry.size ?? 0);
    entry.id ??= entry.sha256;
    if (index !== undefined && entry.data === undefined) fetchLater(entry, index, property);
  }
}

function fetchLater(entry, item, property) {
  define(entry, "data", {
    configurable: true,
    enumerable: false,
    get() {
      const data = ask({ call: "binaryData", item, property });
      define(entry, "data", { value: data, configurable: true, writable: true, enumerable: false });
      return data;
    },
    set(value) {
      define(entry, "data", { value, configurable: true, writable: true, enumerable: true });
    },
  });
}

module.exports = { dress };
