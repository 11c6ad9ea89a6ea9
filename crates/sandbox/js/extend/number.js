// Extension functions of numbers.

const { ExtensionError } = require("errors");

function whole(value, name) {
  if (!Number.isInteger(value)) throw new ExtensionError(`${name}() is only callable on integers`);
  return value;
}

/** Half away from zero in decimal, as a person rounds: (1.005).round(2) is 1.01. */
function round(value, places = 0) {
  if (!Number.isFinite(value) || places === 0) return Math.round(value);
  const [digits, exponent = "0"] = String(value).split("e");
  const shifted = Math.round(Number(`${digits}e${Number(exponent) + places}`));
  const [back, power = "0"] = String(shifted).split("e");
  return Number(`${back}e${Number(power) - places}`);
}

const EXCEL_EPOCH_DAYS = 25569;
const DAY = 86_400_000;

/** A point in time; `unit` says what the number counts. */
function toDateTime(value, unit = "ms") {
  const { DateTime } = require("time").luxon();
  switch (unit) {
    case "ms":
      return DateTime.fromMillis(value);
    case "s":
      return DateTime.fromSeconds(value);
    case "us":
      return DateTime.fromMillis(value / 1000);
    case "excel":
      return DateTime.fromMillis(Math.round((value - EXCEL_EPOCH_DAYS) * DAY), { zone: "UTC" });
    default:
      throw new ExtensionError(`Unsupported format '${unit}'. toDateTime() supports 'ms', 's', 'us' and 'excel'`);
  }
}

const same = (value) => value;

module.exports = {
  abs: (value) => Math.abs(value),
  ceil: (value) => Math.ceil(value),
  floor: (value) => Math.floor(value),
  round,
  format: (value, locale = "en-US", options) => new Intl.NumberFormat(locale, options).format(value),
  isEven: (value) => whole(value, "isEven") % 2 === 0,
  isOdd: (value) => Math.abs(whole(value, "isOdd") % 2) === 1,
  isInteger: (value) => Number.isInteger(value),
  toBoolean: (value) => value !== 0 && value === value,
  toInt: (value) => Math.round(value),
  toWholeNumber: (value) => Math.round(value),
  toFloat: same,
  toNumber: same,
  toDecimalNumber: same,
  toDateTime,
};
