// `Intl.DateTimeFormat`: patterns of the locale, filled with the fields of the time in its zone.

const locales = require("intl/locale");
const zones = require("intl/zones");

const DATE_FIELDS = ["weekday", "era", "year", "month", "day"];
const TIME_FIELDS = ["dayPeriod", "hour", "minute", "second", "fractionalSecondDigits"];

/** Options with what is meant where nothing was asked for: `any` and `all` are "date", "time" or "both". */
function withDefaults(options, required, defaults) {
  const given = options === undefined || options === null ? {} : { ...options };
  if (given.dateStyle !== undefined || given.timeStyle !== undefined) return given;
  const asks = (fields) => fields.some((field) => given[field] !== undefined);
  const asked = (required !== "time" && asks(DATE_FIELDS)) || (required !== "date" && asks(TIME_FIELDS));
  if (asked) return given;
  if (defaults !== "time") Object.assign(given, { year: "numeric", month: "numeric", day: "numeric" });
  if (defaults !== "date") Object.assign(given, { hour: "numeric", minute: "numeric", second: "numeric" });
  return given;
}

const WIDTH_KEYS = { short: "s", long: "l", narrow: "w", numeric: "n", "2-digit": "n" };

/** The pattern of the date part; undefined where none is asked for. */
function datePattern(data, options) {
  if (options.dateStyle !== undefined) return data.styles.date[checked(options.dateStyle, "dateStyle")];
  const { weekday, year, month, day } = options;
  if (weekday === undefined && year === undefined && month === undefined && day === undefined) return undefined;
  const alone = (field) =>
    [weekday, year, month, day].filter((value) => value !== undefined).length === 1 && field !== undefined;
  const width = (field, value) => {
    const key = WIDTH_KEYS[value];
    if (key === undefined)
      throw new RangeError(`Value ${value} out of range for Intl.DateTimeFormat options property ${field}`);
    return key === "w" && !alone(value) ? "s" : key;
  };
  const key = [
    weekday === undefined ? "" : `E${width("weekday", weekday)}`,
    year === undefined ? "" : "y",
    month === undefined ? "" : `M${width("month", month)}`,
    day === undefined ? "" : "d",
  ].join("");
  let pattern = data.dates[key];
  if (month === "2-digit") pattern = pattern.replace("{M}", "{MM}");
  if (day === "2-digit") pattern = pattern.replace("{d}", "{dd}");
  if (year === "2-digit") pattern = pattern.replace("{y}", "{yy}");
  return pattern;
}

const STYLES = ["full", "long", "medium", "short"];

function checked(style, name) {
  if (!STYLES.includes(style))
    throw new RangeError(`Value ${style} out of range for Intl.DateTimeFormat options property ${name}`);
  return style;
}

/** h11, h12, h23 or h24. */
function hourCycle(data, options) {
  if (options.hour12 === true) return data.twelve;
  if (options.hour12 === false) return "h23";
  return options.hourCycle ?? data.hourCycle;
}

/** The pattern of the time part; undefined where none is asked for. */
function timePattern(data, options, cycle) {
  const digits = options.fractionalSecondDigits;
  const pattern = wholeTimePattern(data, options, cycle === "h11" || cycle === "h12");
  if (digits === undefined) return pattern;
  return pattern === undefined ? "{f}" : pattern.replace(/\{ss?\}/, `$&${data.numbers.decimal}{f}`);
}

function wholeTimePattern(data, { timeStyle, hour, minute, second }, twelve) {
  if (timeStyle !== undefined) {
    const pattern = data.styles.time[checked(timeStyle, "timeStyle")];
    return twelve === pattern.includes("{a}") ? pattern : restyled(data, timeStyle, twelve);
  }
  if (hour !== undefined) {
    const parts = second !== undefined ? "hms" : minute !== undefined ? "hm" : "h";
    const pattern = data.times[`${parts}${twelve ? 12 : 24}`];
    return hour === "2-digit" ? pattern.replace("{h}", "{hh}") : pattern;
  }
  if (minute === undefined && second === undefined) return undefined;
  return data.times[minute === undefined ? "s" : second === undefined ? "m" : "ms"];
}

/** A time style in the other cycle than the locale's. */
function restyled(data, style, twelve) {
  const pattern = data.times[`${style === "short" ? "hm" : "hms"}${twelve ? 12 : 24}`];
  return style === "full" || style === "long" ? `${pattern} {z}` : pattern;
}

function joinKey(options) {
  if (options.dateStyle !== undefined) return options.dateStyle;
  if (options.month === "long") return options.weekday === "long" ? "EMl" : "Ml";
  return options.month === "short" || options.month === "narrow" ? "Ms" : "Mn";
}

function fullPattern(data, options, cycle) {
  let date = datePattern(data, options);
  const time = timePattern(data, options, cycle);
  if (date !== undefined && options.era !== undefined) date += " {G}";
  const pattern =
    date === undefined ? time : time === undefined ? date : date + data.styles.join[joinKey(options)] + time;
  if (options.timeZoneName === undefined || pattern?.includes("{z}")) return pattern ?? "{z}";
  return pattern === undefined ? "{z}" : `${pattern}${time === undefined ? ", " : " "}{z}`;
}

const two = (number) => String(number).padStart(2, "0");

function hourOf(hours, cycle) {
  if (cycle === "h11") return hours % 12;
  if (cycle === "h12") return hours % 12 || 12;
  return cycle === "h24" ? hours || 24 : hours;
}

/** Text and type of each token of a pattern. */
const TOKENS = {
  y: (at) => ["year", String(at.year)],
  yy: (at) => ["year", two(at.year % 100)],
  M: (at) => ["month", String(at.month + 1)],
  MM: (at) => ["month", two(at.month + 1)],
  d: (at) => ["day", String(at.day)],
  dd: (at) => ["day", two(at.day)],
  h: (at) => ["hour", String(at.hour)],
  hh: (at) => ["hour", two(at.hour)],
  m: (at) => ["minute", String(at.minute)],
  mm: (at) => ["minute", two(at.minute)],
  s: (at) => ["second", String(at.second)],
  ss: (at) => ["second", two(at.second)],
  f: (at, { options }) => [
    "fractionalSecond",
    String(at.milli).padStart(3, "0").slice(0, options.fractionalSecondDigits),
  ],
  a: (at, { data }) => ["dayPeriod", data.periods[at.hours < 12 ? 0 : 1]],
  G: (at, { options }) => ["era", eraName(at.era, options.era)],
  z: (at, { options, zone, tag }) => [
    "timeZoneName",
    zones.zoneName(zone, at.ms, options.timeZoneName ?? styleName(options), tag),
  ],
};

const styleName = (options) => (options.timeStyle === "full" ? "long" : "short");

const ERAS = { long: ["Before Christ", "Anno Domini"], short: ["BC", "AD"], narrow: ["B", "A"] };
const eraName = (era, width) => ERAS[width === "long" || width === "narrow" ? width : "short"][era];

/** The fields of a time in a zone. */
function fields(ms, zone, cycle) {
  const local = new Date(ms + zones.offset(zone, ms) * 1000);
  const full = local.getUTCFullYear();
  const hours = local.getUTCHours();
  return {
    ms,
    era: full > 0 ? 1 : 0,
    year: full > 0 ? full : 1 - full,
    month: local.getUTCMonth(),
    day: local.getUTCDate(),
    weekday: local.getUTCDay(),
    hours,
    hour: hourOf(hours, cycle),
    minute: local.getUTCMinutes(),
    second: local.getUTCSeconds(),
    milli: local.getUTCMilliseconds(),
  };
}

/** A pattern as literals and tokens. */
function pieces(pattern) {
  return pattern.split(/(\{\w+\})/).filter((piece) => piece !== "");
}

function msOf(date) {
  const ms = date === undefined ? Date.now() : Number(date);
  if (!Number.isFinite(ms) || Math.abs(ms) > 8.64e15) throw new RangeError("Invalid time value");
  return ms;
}

class DateTimeFormat {
  #state;

  constructor(locale, options, required = "any", defaults = "date") {
    const { tag, data } = locales.resolve(locale);
    const given = withDefaults(options, required, defaults);
    const cycle = hourCycle(data, given);
    const zone = zones.canonical(given.timeZone);
    this.#state = { tag, data, options: given, cycle, zone, pattern: pieces(fullPattern(data, given, cycle)) };
  }

  static supportedLocalesOf(tags) {
    return locales.supported(tags);
  }

  formatToParts(date) {
    const state = this.#state;
    const at = fields(msOf(date), state.zone, state.cycle);
    return state.pattern.map((piece) => {
      const [type, value] = part(piece, at, state);
      return { type, value };
    });
  }

  get format() {
    return (date) => this.#text(date);
  }

  #text(date) {
    const state = this.#state;
    const at = fields(msOf(date), state.zone, state.cycle);
    let text = "";
    for (const piece of state.pattern) text += part(piece, at, state)[1];
    return text;
  }

  formatRange(start, end) {
    const [first, second] = [this.#text(start), this.#text(end)];
    return first === second ? first : `${first} – ${second}`;
  }

  formatRangeToParts(start, end) {
    const from = (source) => (entry) => ({ ...entry, source });
    const [first, second] = [this.formatToParts(start), this.formatToParts(end)];
    if (this.#text(start) === this.#text(end)) return first.map(from("shared"));
    return [
      ...first.map(from("startRange")),
      { type: "literal", value: " – ", source: "shared" },
      ...second.map(from("endRange")),
    ];
  }

  resolvedOptions() {
    const { tag, options, zone, cycle } = this.#state;
    const resolved = { locale: tag, calendar: "gregory", numberingSystem: "latn", timeZone: zone };
    if (options.hour !== undefined || options.timeStyle !== undefined) {
      resolved.hourCycle = cycle;
      resolved.hour12 = cycle === "h11" || cycle === "h12";
    }
    const shown = [...DATE_FIELDS, ...TIME_FIELDS, "timeZoneName", "dateStyle", "timeStyle"];
    for (const name of shown) if (options[name] !== undefined) resolved[name] = options[name];
    return resolved;
  }
}

function part(piece, at, state) {
  if (piece[0] !== "{") return ["literal", piece];
  const token = piece.slice(1, -1);
  if (TOKENS[token] !== undefined) return TOKENS[token](at, state);
  const names = state.data.names[Number(token.slice(1))];
  return token[0] === "E" ? ["weekday", names[at.weekday]] : ["month", names[at.month]];
}

module.exports = { DateTimeFormat };
