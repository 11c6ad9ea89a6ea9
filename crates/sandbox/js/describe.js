// Names the values of a result that JSON lacks, for the worker; see README.md for the tags.

/** A tag and its payload for an object of some class; undefined if it is read like JSON. */
function describe(object) {
  if (object instanceof Date) return ["date", object.getTime()];
  if (object instanceof Map) return ["map", [...object]];
  if (object instanceof Set) return ["set", [...object]];
  if (object instanceof RegExp) return ["regExp", String(object)];
  if (object instanceof Error) return ["error", { name: String(object.name), message: String(object.message) }];
  if (object instanceof String || object instanceof Number || object instanceof Boolean)
    return ["instead", object.valueOf()];
  return describeTime(object);
}

function describeTime(object) {
  if (object.isLuxonDateTime === true) {
    return ["dateTime", { ms: object.toMillis(), zone: object.zoneName ?? "", iso: object.toISO() ?? "" }];
  }
  if (object.isLuxonDuration === true) return ["span", { class: "Duration", iso: object.toISO() ?? "" }];
  if (object.isLuxonInterval === true) return ["span", { class: "Interval", iso: object.toISO() ?? "" }];
  return undefined;
}

module.exports = { describe };
