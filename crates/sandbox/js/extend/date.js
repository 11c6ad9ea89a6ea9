// Extension functions of dates: of `Date`, and of luxon's DateTime. What a Date is given as, a Date comes back.

const { ExtensionError } = require("errors");
const time = require("time");

/** The units that luxon's own names do not cover. */
const PARTS = {
  week: "weekNumber",
  weekNumber: "weekNumber",
  yearDayNumber: "ordinal",
  dayOfYear: "ordinal",
  weekday: "weekday",
  quarter: "quarter",
};

const UNITS = "year quarter month week day hour minute second millisecond".split(" ");

/** Singular and plural of a unit are the same. */
function unitOf(text) {
  const unit = String(text).toLowerCase().replace(/s$/, "");
  if (!UNITS.includes(unit)) {
    throw new ExtensionError(`Unsupported unit '${text}'. Supported: ${UNITS.map((name) => `'${name}s'`).join(", ")}`);
  }
  return unit;
}

/** The same point in time, as luxon has it. */
function luxon(date) {
  return time.isDateTime(date) ? date : time.luxon().DateTime.fromJSDate(date);
}

/** `change` applied; the class stays. */
function changed(date, change) {
  const result = change(luxon(date));
  return time.isDateTime(date) ? result : result.toJSDate();
}

/** A date from what a person may give: a date of either kind, or text. */
function asDateTime(value) {
  if (time.isDate(value)) return luxon(value);
  if (typeof value === "number") return time.luxon().DateTime.fromMillis(value);
  return typeof value === "string" ? time.parse(value) : undefined;
}

function duration(amount, unit) {
  if (typeof amount === "object" && amount !== null) return amount;
  return { [`${unitOf(unit)}s`]: Number(amount) };
}

function isBetween(date, ...bounds) {
  if (bounds.length !== 2) throw new ExtensionError("isBetween() expects exactly two dates");
  const [first, second] = bounds.map(asDateTime);
  if (first === undefined || second === undefined) return undefined;
  const [low, high] = first <= second ? [first, second] : [second, first];
  const at = luxon(date);
  return low < at && at < high;
}

function isInLast(date, amount = 0, unit = "minutes") {
  const now = time.luxon().DateTime.now();
  const at = luxon(date);
  return now.minus(duration(amount, unit)) <= at && at <= now;
}

/** The difference: a number for one unit, an object for several. */
function diffTo(date, other, units = "days") {
  const to = asDateTime(other);
  if (to === undefined) throw new ExtensionError(`cannot convert ${JSON.stringify(other)} to a date`);
  const wanted = [units].flat().map((unit) => `${unitOf(unit)}s`);
  const difference = luxon(date).diff(to, wanted);
  return Array.isArray(units) ? difference.toObject() : difference.as(wanted[0]);
}

const toMillis = (date) => date.valueOf();

module.exports = {
  beginningOf: (date, unit = "week") => changed(date, (at) => at.startOf(unitOf(unit))),
  diffTo,
  diffToNow: (date, units = "days") => diffTo(date, time.luxon().DateTime.now(), units),
  endOfMonth: (date) => changed(date, (at) => at.endOf("month")),
  extract: (date, part = "week") => luxon(date).get(PARTS[part] ?? unitOf(part)),
  format: (date, format = "yyyy-MM-dd", options = {}) => luxon(date).toFormat(format, options),
  inBetween: isBetween,
  isBetween,
  isDst: (date) => luxon(date).isInDST,
  isInLast,
  isWeekend: (date) => luxon(date).weekday > 5,
  minus: (date, amount, unit = "milliseconds") => changed(date, (at) => at.minus(duration(amount, unit))),
  plus: (date, amount, unit = "milliseconds") => changed(date, (at) => at.plus(duration(amount, unit))),
  toBoolean: () => undefined,
  toDate: (date) => (time.isDateTime(date) ? date.toJSDate() : date),
  toDateTime: luxon,
  toDecimalNumber: toMillis,
  toFloat: toMillis,
  toInt: toMillis,
  toNumber: toMillis,
  toWholeNumber: toMillis,
};
