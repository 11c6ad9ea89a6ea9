// Gives the engine the locale-aware methods that it lacks. The data are loaded when one of them is called.

const { G, define } = require("core");

function hidden(object, name, value) {
  define(object, name, { value, configurable: true, writable: true, enumerable: false });
}

/** A method that hands its receiver on. */
function localized(object, name, target = name) {
  const method = {
    [name](...args) {
      return require("intl/methods")[target](this, ...args);
    },
  };
  hidden(object, name, method[name]);
}

/** V8 adds the name of the zone to the text of a Date; the worker's zone is UTC. */
function zoned(object, name) {
  const original = object[name];
  const method = {
    [name]() {
      const text = original.call(this);
      return text === "Invalid Date" ? text : `${text} (Coordinated Universal Time)`;
    },
  };
  hidden(object, name, method[name]);
}

function install() {
  const dates = G.Date.prototype;
  zoned(dates, "toString");
  zoned(dates, "toTimeString");
  for (const name of ["toLocaleString", "toLocaleDateString", "toLocaleTimeString"]) localized(dates, name);
  localized(G.Number.prototype, "toLocaleString", "numberText");
  localized(G.BigInt.prototype, "toLocaleString", "numberText");
  localized(G.String.prototype, "localeCompare");
  define(G, "Intl", {
    configurable: true,
    enumerable: false,
    get() {
      const { Intl } = require("intl/index");
      hidden(G, "Intl", Intl);
      return Intl;
    },
    set: (value) => hidden(G, "Intl", value),
  });
}

module.exports = { install };
