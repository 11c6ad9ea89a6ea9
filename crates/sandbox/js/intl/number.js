// `Intl.NumberFormat`: decimal, percent, currency and unit style, compact notation.

const locales = require("intl/locale");
const { category } = require("intl/plural");

/** Decimal places of currencies that do not have two. */
const PLACES = {
  JPY: 0,
  KRW: 0,
  HUF: 2,
  CLP: 0,
  ISK: 0,
  VND: 0,
  PYG: 0,
  UGX: 0,
  XAF: 0,
  XOF: 0,
  BHD: 3,
  KWD: 3,
  OMR: 3,
  TND: 3,
  JOD: 3,
};
const NARROW = {
  USD: "$",
  CAD: "$",
  AUD: "$",
  NZD: "$",
  MXN: "$",
  BRL: "R$",
  CNY: "¥",
  JPY: "¥",
  GBP: "£",
  EUR: "€",
  INR: "₹",
  KRW: "₩",
  ILS: "₪",
  RUB: "₽",
  TRY: "₺",
  UAH: "₴",
  PLN: "zł",
  SEK: "kr",
  NOK: "kr",
  DKK: "kr",
  CZK: "Kč",
  HUF: "Ft",
  ZAR: "R",
};

function integerIn(value, least, most, name) {
  const number = Number(value);
  if (!(number >= least && number <= most)) throw new RangeError(`${name} value is out of range.`);
  return Math.floor(number);
}

/** How many digits there are to be. */
function digitsOf(options) {
  if (options.minimumSignificantDigits !== undefined || options.maximumSignificantDigits !== undefined) {
    const least = integerIn(options.minimumSignificantDigits ?? 1, 1, 21, "minimumSignificantDigits");
    const most = integerIn(options.maximumSignificantDigits ?? 21, least, 21, "maximumSignificantDigits");
    return { least, most, significant: true };
  }
  const { minimumFractionDigits: given, maximumFractionDigits: limit } = options;
  const { places, usual } = usualPlaces(options);
  const least =
    given === undefined ? Math.min(places, limit ?? places) : integerIn(given, 0, 100, "minimumFractionDigits");
  const most = limit === undefined ? Math.max(usual, least) : integerIn(limit, least, 100, "maximumFractionDigits");
  const loose = options.notation === "compact" && given === undefined && limit === undefined;
  return { least, most, loose };
}

/** Decimal places where none are asked for: at least `places`, at most `usual`. */
function usualPlaces({ style, currency, notation }) {
  if (style === "currency") return { places: PLACES[currency] ?? 2, usual: PLACES[currency] ?? 2 };
  return { places: 0, usual: style === "percent" || notation === "compact" ? 0 : 3 };
}

/** The decimal digits of a finite number that is not negative: `digits` and the place of the point. */
function decimal(value) {
  if (typeof value === "bigint") return { digits: String(value), point: String(value).length };
  const [mantissa, exponent = "0"] = String(value).split("e");
  const [whole, fraction = ""] = mantissa.split(".");
  const digits = whole + fraction;
  const leading = /^0*/.exec(digits)[0].length;
  if (leading === digits.length) return { digits: "0", point: 1 };
  return { digits: digits.slice(leading), point: whole.length + Number(exponent) - leading };
}

/** Rounded half away from zero, `keep` digits behind the first. */
function rounded({ digits, point }, keep) {
  if (keep >= digits.length) return { digits, point };
  if (keep < 0) return { digits: "0", point: 1 };
  const up = digits[keep] >= "5";
  const kept = digits.slice(0, keep) || "0";
  if (!up) return keep === 0 ? { digits: "0", point: 1 } : { digits: kept, point };
  const next = String(BigInt(kept) + 1n);
  return { digits: next.padStart(keep, "0"), point: point + (next.length > Math.max(keep, 1) || keep === 0 ? 1 : 0) };
}

/** Digits before and after the point, as `digits` asks. */
function split(value, { least, most, significant, loose }) {
  const exact = decimal(value);
  // Compact numbers show two digits where there is but one before the point.
  const keep = significant ? most : loose ? Math.max(2, exact.point) : exact.point + most;
  const { digits, point } = rounded(exact, keep);
  const whole = point <= 0 ? "0" : digits.slice(0, point).padEnd(point, "0");
  let fraction = point < 0 ? "0".repeat(-point) + digits : digits.slice(point);
  if (digits === "0") fraction = "";
  fraction = fraction.replace(/0+$/, "");
  const wanted = significant ? Math.max(least - (whole.replace(/^0+/, "").length || 1), 0) : least;
  return { whole, fraction: fraction.padEnd(wanted, "0") };
}

/** Groups of three digits, in India of two after the first. */
function groups(whole, { least, indian }, use) {
  if (!use || whole.length < 3 + (use === "always" ? 1 : least)) return [whole];
  const parts = [whole.slice(-3)];
  const size = indian ? 2 : 3;
  for (let rest = whole.slice(0, -3); rest !== ""; rest = rest.slice(0, -size)) parts.unshift(rest.slice(-size));
  return parts;
}

const NUMBER_PART = (type, value) => ({ type, value });

class NumberFormat {
  #state;

  constructor(locale, options) {
    const { tag, data } = locales.resolve(locale);
    const given = { ...(options ?? {}) };
    if (given.style === "currency") {
      if (given.currency === undefined) throw new TypeError("Currency code is required with currency style.");
      given.currency = String(given.currency).toUpperCase();
      if (!/^[A-Z]{3}$/.test(given.currency)) throw new RangeError(`Invalid currency code : ${given.currency}`);
    }
    if (given.style === "unit" && given.unit === undefined) throw new TypeError("Required option 'unit' is missing");
    this.#state = { tag, data, options: given, digits: digitsOf(given) };
  }

  static supportedLocalesOf(tags) {
    return locales.supported(tags);
  }

  get format() {
    return (value) =>
      this.formatToParts(value)
        .map((part) => part.value)
        .join("");
  }

  formatToParts(value) {
    const { data, options } = this.#state;
    const number = typeof value === "bigint" ? value : Number(value);
    const negative = number < 0 || Object.is(number, -0);
    const size = negative ? -number : number;
    const scaled = options.style === "percent" && typeof size === "number" ? percent(size) : size;
    const body = number !== number ? [NUMBER_PART("nan", data.numbers.nan)] : this.#body(scaled);
    const sign = signOf(number, negative, isZero(body), options.signDisplay, data.numbers);
    return this.#dressed(body, sign, size);
  }

  /** The number itself, without sign and unit. */
  #body(size) {
    const { data, options, digits } = this.#state;
    if (size === Infinity) return [NUMBER_PART("infinity", "∞")];
    if (options.notation === "compact" && size >= 1000) return this.#compact(Number(size));
    const shown = split(size, digits);
    if (options.notation === "compact" && shown.whole.length > 3) return this.#compact(1000);
    return bodyParts(shown, data.numbers, options);
  }

  #compact(size) {
    const { data, options, digits } = this.#state;
    const fits = (power) => {
      const [shift, pattern] = data.numbers.compact[Math.min(power, 14)];
      const shown = split(size / 10 ** (Math.min(power, 14) - shift), digits);
      return { shown, pattern, carried: shown.whole.length > shift + 1 + Math.max(power - 14, 0) };
    };
    const power = decimal(size).point - 1;
    const first = fits(power);
    const { shown, pattern } = first.carried ? fits(power + 1) : first;
    const [before, after] = pattern.split("{n}");
    const parts = bodyParts(shown, { ...data.numbers, least: 2 }, options);
    if (before !== "") parts.unshift(NUMBER_PART("compact", before));
    if (after !== "") parts.push(...compactTail(after));
    return parts;
  }

  #dressed(body, sign, size) {
    const { data, options } = this.#state;
    const { numbers } = data;
    if (options.style === "percent") return filled(`{-}${numbers.percent}`, { n: body, "-": sign, percent: true });
    if (options.style === "currency") {
      const { pattern, symbol } = currencyOf(numbers, options, sign.length > 0);
      return filled(pattern, { n: body, "-": sign, c: [NUMBER_PART("currency", symbol)] });
    }
    if (options.style === "unit")
      return filled(`{-}${this.#unitPattern(size).replace("{0}", "{n}")}`, { n: body, "-": sign, unit: true });
    return [...sign, ...body];
  }

  #unitPattern(size) {
    const { tag, data, options } = this.#state;
    const width = options.unitDisplay ?? "short";
    const patterns = data.units[width]?.[options.unit];
    if (patterns === undefined) return `{0} ${options.unit}`;
    return patterns[category(tag, size)] ?? patterns.other;
  }

  resolvedOptions() {
    const { tag, options, digits } = this.#state;
    const resolved = { locale: tag, numberingSystem: "latn", style: "decimal", ...options };
    if (digits.significant)
      return { ...resolved, minimumSignificantDigits: digits.least, maximumSignificantDigits: digits.most };
    return { ...resolved, minimumFractionDigits: digits.least, maximumFractionDigits: digits.most };
  }
}

/** Times a hundred, in decimal: 0.07 is 7 %, not 7.000000000000001 %. */
function percent(size) {
  if (size === Infinity) return size;
  const [digits, exponent = "0"] = String(size).split("e");
  return Number(`${digits}e${Number(exponent) + 2}`);
}

function bodyParts({ whole, fraction }, numbers, options) {
  const padded = whole.padStart(options.minimumIntegerDigits ?? 1, "0");
  const use = options.useGrouping ?? true;
  const parts = [];
  groups(padded, numbers, use === "false" ? false : use).forEach((group, i) => {
    if (i > 0) parts.push(NUMBER_PART("group", numbers.group));
    parts.push(NUMBER_PART("integer", group));
  });
  if (fraction !== "") parts.push(NUMBER_PART("decimal", numbers.decimal), NUMBER_PART("fraction", fraction));
  return parts;
}

const isZero = (body) =>
  body.every(({ type, value }) =>
    type === "integer" || type === "fraction" ? /^0*$/.test(value) : type !== "infinity",
  );

function signOf(number, negative, zero, display = "auto", numbers = undefined) {
  const minus = [NUMBER_PART("minusSign", numbers.minus)];
  const plus = [NUMBER_PART("plusSign", "+")];
  if (display === "never" || number !== number) return [];
  if (display === "always") return negative ? minus : plus;
  if (display === "exceptZero") return zero ? [] : negative ? minus : plus;
  if (display === "negative") return negative && !zero ? minus : [];
  return negative ? minus : [];
}

function compactTail(after) {
  const space = /^\s*/.exec(after)[0];
  const tail = [NUMBER_PART("compact", after.slice(space.length))];
  return space === "" ? tail : [NUMBER_PART("literal", space), ...tail];
}

/** Pattern and symbol of a currency. A symbol that ends in a letter is set apart from the number after it. */
function currencyOf(numbers, { currency, currencyDisplay = "symbol" }, negative) {
  const symbols = currencyDisplay === "narrowSymbol" ? { ...numbers.symbols, ...NARROW } : numbers.symbols;
  const plain = currencyDisplay === "code" || currencyDisplay === "name" || symbols[currency] === undefined;
  const symbol = plain ? currency : symbols[currency];
  const pattern = negative ? numbers.debt : `{-}${numbers.money}`;
  return { pattern: /\p{L}$/u.test(symbol) ? pattern.replace("{c}{n}", "{c}\u00a0{n}") : pattern, symbol };
}

/** A pattern with its tokens replaced by lists of parts. */
function filled(pattern, tokens) {
  return pattern
    .split(/(\{[nc-]\})/)
    .filter((piece) => piece !== "")
    .flatMap((piece) => {
      if (/^\{[nc-]\}$/.test(piece)) return tokens[piece[1]];
      if (tokens.percent && piece.includes("%")) return percentParts(piece);
      if (tokens.unit && piece.trim() !== "") return unitParts(piece);
      return [NUMBER_PART("literal", piece)];
    });
}

function percentParts(piece) {
  return piece
    .split(/(%)/)
    .filter((text) => text !== "")
    .map((text) => NUMBER_PART(text === "%" ? "percentSign" : "literal", text));
}

function unitParts(piece) {
  return piece
    .split(/(^\s+|\s+$)/)
    .filter((text) => text !== "")
    .map((text) => NUMBER_PART(text.trim() === "" ? "literal" : "unit", text));
}

module.exports = { NumberFormat };
