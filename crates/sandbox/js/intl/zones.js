// Time zones for Intl: offsets from the worker, and the names of zones that people know.

/** A name as it is written in the database, or an offset such as +02:00. */
function canonical(name) {
  if (name === undefined) return "UTC";
  const text = String(name);
  const offset = /^([+-])(\d{2})(?::?(\d{2}))?$/.exec(text);
  if (offset !== null) return `${offset[1]}${offset[2]}:${offset[3] ?? "00"}`;
  const zone = native.zone(text);
  if (zone === undefined) throw new RangeError(`Invalid time zone specified: ${text}`);
  return zone;
}

/** Seconds east of UTC. */
function offset(zone, ms) {
  if (zone === "UTC") return 0;
  if (zone[0] !== "+" && zone[0] !== "-") return native.offset(zone, ms);
  const [hours, minutes] = zone.slice(1).split(":").map(Number);
  return (zone[0] === "-" ? -1 : 1) * (hours * 3600 + minutes * 60);
}

const LONG = {
  EST: "Eastern Standard Time",
  EDT: "Eastern Daylight Time",
  CST: "Central Standard Time",
  CDT: "Central Daylight Time",
  MST: "Mountain Standard Time",
  MDT: "Mountain Daylight Time",
  PST: "Pacific Standard Time",
  PDT: "Pacific Daylight Time",
  AKST: "Alaska Standard Time",
  AKDT: "Alaska Daylight Time",
  HST: "Hawaii-Aleutian Standard Time",
  AST: "Atlantic Standard Time",
  ADT: "Atlantic Daylight Time",
  NST: "Newfoundland Standard Time",
  NDT: "Newfoundland Daylight Time",
  UTC: "Coordinated Universal Time",
  GMT: "Greenwich Mean Time",
  BST: "British Summer Time",
  WET: "Western European Standard Time",
  WEST: "Western European Summer Time",
  CET: "Central European Standard Time",
  CEST: "Central European Summer Time",
  EET: "Eastern European Standard Time",
  EEST: "Eastern European Summer Time",
  MSK: "Moscow Standard Time",
  JST: "Japan Standard Time",
  KST: "Korean Standard Time",
  IST: "India Standard Time",
  SAST: "South Africa Standard Time",
  AEST: "Australian Eastern Standard Time",
  AEDT: "Australian Eastern Daylight Time",
  ACST: "Australian Central Standard Time",
  ACDT: "Australian Central Daylight Time",
  AWST: "Australian Western Standard Time",
  NZST: "New Zealand Standard Time",
  NZDT: "New Zealand Daylight Time",
};

/** Abbreviations that mean another zone elsewhere. */
const ELSEWHERE = {
  "Asia/Shanghai": "China Standard Time",
  "Europe/Dublin": "Irish Standard Time",
  "Asia/Taipei": "Taipei Standard Time",
};

function gmt(zone, ms, long) {
  const seconds = offset(zone, ms);
  if (seconds === 0) return "GMT";
  const minutes = Math.round(Math.abs(seconds) / 60);
  const sign = seconds < 0 ? "-" : "+";
  const hours = Math.floor(minutes / 60);
  const rest = minutes % 60;
  const tail = rest === 0 && !long ? "" : `:${String(rest).padStart(2, "0")}`;
  return `GMT${sign}${long ? String(hours).padStart(2, "0") : hours}${tail}`;
}

/** The name of a zone at a time. Short names are used where the locale's country uses them, as Intl does. */
function zoneName(zone, ms, width, tag) {
  if (width === "shortOffset" || width === "longOffset") return gmt(zone, ms, width === "longOffset");
  if (zone === "UTC") return width.startsWith("long") ? LONG.UTC : "UTC";
  const short = zone[0] === "+" || zone[0] === "-" ? undefined : native.abbreviation(zone, ms);
  if (width.startsWith("long")) return ELSEWHERE[zone] ?? LONG[short] ?? gmt(zone, ms, true);
  return short !== undefined && usesShort(zone, short, tag) ? short : gmt(zone, ms, false);
}

function usesShort(zone, short, tag) {
  if (!/^[A-Z]{3,4}$/.test(short)) return false;
  if (zone.startsWith("Europe/")) return tag === "en-GB" || tag === "en-IE" || short === "GMT";
  if (zone.startsWith("Australia/")) return tag === "en-AU";
  return (
    /^(?:[ECMP][SD]T|AK[SD]T|HST)$/.test(short) && /^(?:America|US|Pacific|Canada)\//.test(zone) && tag.startsWith("en")
  );
}

module.exports = { canonical, offset, zoneName };
