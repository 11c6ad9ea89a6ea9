// Which locale's data answers for a tag that code gives: the same, else one of its language, else en-US.

const KNOWN =
  "en-US en-GB en-CA en-AU en-IN de fr es it pt-BR pt-PT nl sv da nb fi pl cs tr ru uk ja zh ko hu ro".split(" ");

/** Tags that another one answers for. */
const STANDS_FOR = {
  en: "en-US",
  pt: "pt-BR",
  no: "nb",
  nn: "nb",
  "en-NZ": "en-AU",
  "en-IE": "en-GB",
  "en-ZA": "en-GB",
};

const TAG = /^[a-z]{2,8}(?:-[a-z\d]{1,8})*$/i;

/** The tag as it is written: `EN-us` is `en-US`. */
function canonical(tag) {
  const text = String(tag);
  if (!TAG.test(text)) throw new RangeError(`Incorrect locale information provided`);
  return text
    .split("-")
    .map((part, i) => {
      if (i === 0) return part.toLowerCase();
      if (part.length === 2) return part.toUpperCase();
      return part.length === 4 && /^[a-z]/i.test(part) ? part[0].toUpperCase() + part.slice(1).toLowerCase() : part;
    })
    .join("-");
}

/** All tags of an argument `locales`. */
function list(locales) {
  if (locales === undefined) return [];
  return (typeof locales === "string" || !Array.isArray(locales) ? [locales] : locales).map(canonical);
}

function known(tag) {
  const parts = tag.replace(/-(?:u|x)-.*$/i, "").split("-");
  for (let length = parts.length; length > 0; length--) {
    const shorter = parts.slice(0, length).join("-");
    if (KNOWN.includes(shorter)) return shorter;
    if (Object.hasOwn(STANDS_FOR, shorter)) return STANDS_FOR[shorter];
    // Only the language and the region matter: zh-Hans-CN is zh.
  }
  return undefined;
}

/** The data for an argument `locales`, and the tag that it answers to. */
function resolve(locales) {
  for (const tag of list(locales)) {
    const name = known(tag);
    if (name !== undefined) return { tag: tag.replace(/-(?:u|x)-.*$/i, ""), data: load(name) };
  }
  return { tag: "en-US", data: load("en-US") };
}

const load = (name) => require(`intl/data/${name}`);

const supported = (locales) => list(locales).filter((tag) => known(tag) !== undefined);

module.exports = { resolve, list, supported };
