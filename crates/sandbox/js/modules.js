// `require` of Code nodes: the few modules that there are. They are ours, and hold no more than code can do anyway.

/** `Reflect`-free copies, so that code can neither see nor change our exports. */
const MODULES = {
  buffer: () => ({ Buffer: require("buffer").Buffer, ...require("web/encoding") }),
  crypto: () => ({ ...require("crypto").node }),
  jmespath: () => ({ search: require("vendor/jmespath").search }),
  luxon: () => ({ ...luxon() }),
  nanoid: () => ({ nanoid: require("crypto").nanoid }),
  path: () => ({ ...require("path") }),
  querystring: () => ({ ...require("web/query") }),
  url: () => ({ URL: require("web/url").URL, URLSearchParams: require("web/url").URLSearchParams }),
  util: () => ({ inspect: require("inspect").inspect, format: require("inspect").format }),
  uuid: () => ({ v4: () => require("crypto").web.randomUUID() }),
};

const luxon = () => ({ ...require("time").luxon() });

const loaded = new Map();

function userRequire(name) {
  const plain = String(name).replace(/^node:/, "");
  if (!Object.hasOwn(MODULES, plain)) {
    const known = Object.keys(MODULES).join(", ");
    throw new Error(`Module '${name}' is disallowed. Code can require: ${known}`);
  }
  if (!loaded.has(plain)) loaded.set(plain, MODULES[plain]());
  return loaded.get(plain);
}

module.exports = { userRequire, luxon };
