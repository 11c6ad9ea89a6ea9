// The clock: where the host froze the time, `Date` and all that is built on it tell that time.

const { G, define, Reflect } = require("core");

function hidden(object, name, value) {
  define(object, name, { value, configurable: true, writable: true, enumerable: false });
}

/** From now on it is `ms`. */
function freeze(ms) {
  const Real = G.Date;
  function Date(...args) {
    if (new.target === undefined) return new Real(ms).toString();
    const target = new.target === Date ? Real : new.target;
    return Reflect.construct(Real, args.length === 0 ? [ms] : args, target);
  }
  Date.prototype = Real.prototype;
  hidden(Date, "length", 7);
  hidden(Date, "now", () => ms);
  hidden(Date, "parse", Real.parse);
  hidden(Date, "UTC", Real.UTC);
  hidden(Real.prototype, "constructor", Date);
  hidden(G, "Date", Date);
}

module.exports = { freeze };
