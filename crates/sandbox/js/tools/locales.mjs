// Writes intl/data/*.js: dates and numbers of the locales that our Intl knows, taken from CLDR by way of Node's own Intl.
// Run `node tools/locales.mjs` with a current Node when CLDR changed; nothing at build time needs it.

import { mkdirSync, writeFileSync } from "node:fs";

const LOCALES =
    "en-US en-GB en-CA en-AU en-IN de fr es it pt-BR pt-PT nl sv da nb fi pl cs tr ru uk ja zh ko hu ro".split(" ");
const UTC = { timeZone: "UTC" };
const SAMPLE = Date.UTC(2024, 5, 5, 9, 7, 8);

/** Lists of names, each once; patterns name them by number. */
function nameTable() {
    const lists = [];
    return {
        lists,
        index(list) {
            const text = JSON.stringify(list);
            const at = lists.findIndex((other) => JSON.stringify(other) === text);
            return at >= 0 ? at : lists.push(list) - 1;
        },
    };
}

function pattern(locale, options, names) {
    const format = new Intl.DateTimeFormat(locale, { ...UTC, ...options });
    return exactParts(format)
        .map((part) => token(part, format, names))
        .join("");
}

/** The parts with the spaces that `format` writes: `formatToParts` may have others. */
function exactParts(format, ms = SAMPLE) {
    const text = format.format(ms);
    const parts = format.formatToParts(ms);
    let at = 0;
    return parts.map(({ type, value }) => {
        const exact = text.slice(at, at + value.length);
        at += value.length;
        return { type, value: exact };
    });
}

function token({ type, value }, format, names) {
    const named = (dates) =>
        names.index(dates.map((ms) => format.formatToParts(ms).find((part) => part.type === type).value));
    switch (type) {
        case "literal":
            return value;
        case "weekday":
            return `{E${named(Array.from({ length: 7 }, (_, i) => Date.UTC(2024, 5, 2 + i)))}}`;
        case "month":
            if (/^\d+$/.test(value)) return value.length === 2 ? "{MM}" : "{M}";
            return `{L${named(Array.from({ length: 12 }, (_, i) => Date.UTC(2024, i, 5)))}}`;
        case "day":
            return value.length === 2 ? "{dd}" : "{d}";
        case "year":
            return value.length === 2 ? "{yy}" : "{y}";
        case "hour":
            return value.length === 2 ? "{hh}" : "{h}";
        case "minute":
            return value.length === 2 ? "{mm}" : "{m}";
        case "second":
            return value.length === 2 ? "{ss}" : "{s}";
        case "dayPeriod":
            return "{a}";
        case "timeZoneName":
            return "{z}";
        default:
            throw new Error(`unexpected part ${type} in ${format.resolvedOptions().locale}`);
    }
}

const WIDTHS = { s: "short", l: "long", n: "numeric", w: "narrow" };

function dates(locale, names) {
    const patterns = {};
    for (const weekday of ["", "s", "l", "w"])
        for (const year of ["", "y"])
            for (const month of ["", "n", "s", "l", "w"])
                for (const day of ["", "d"]) {
                    if (weekday + year + month + day === "" || (weekday === "w" && year + month + day !== "")) continue;
                    if (month === "w" && weekday + year + day !== "") continue;
                    const options = {};
                    if (weekday !== "") options.weekday = WIDTHS[weekday];
                    if (year !== "") options.year = "numeric";
                    if (month !== "") options.month = WIDTHS[month];
                    if (day !== "") options.day = "numeric";
                    patterns[`${weekday && `E${weekday}`}${year}${month && `M${month}`}${day}`] = pattern(
                        locale,
                        options,
                        names,
                    );
                }
    return patterns;
}

function times(locale, names) {
    const patterns = {};
    for (const [cycle, hourCycle] of [
        [12, "h12"],
        [24, "h23"],
    ])
        for (const parts of ["h", "hm", "hms"]) {
            const options = { hourCycle, hour: "numeric" };
            if (parts.includes("m")) options.minute = "numeric";
            if (parts.includes("s")) options.second = "numeric";
            patterns[`${parts}${cycle}`] = pattern(locale, options, names);
        }
    for (const [key, options] of Object.entries({
        m: { minute: "numeric" },
        s: { second: "numeric" },
        ms: { minute: "numeric", second: "numeric" },
    }))
        patterns[key] = pattern(locale, options, names);
    return patterns;
}

function styles(locale, names) {
    const result = { date: {}, time: {}, join: {} };
    for (const style of ["full", "long", "medium", "short"]) {
        result.date[style] = pattern(locale, { dateStyle: style }, names);
        result.time[style] = pattern(locale, { timeStyle: style }, names);
        result.join[style] = joiner(locale, { dateStyle: style, timeStyle: "short" });
    }
    for (const month of ["numeric", "short", "long"])
        result.join[`M${month[0]}`] = joiner(locale, {
            year: "numeric",
            month,
            day: "numeric",
            hour: "numeric",
            minute: "numeric",
        });
    result.join.EMl = joiner(locale, {
        weekday: "long",
        year: "numeric",
        month: "long",
        day: "numeric",
        hour: "numeric",
        minute: "numeric",
    });
    return result;
}

/** What stands between date and time. */
function joiner(locale, options) {
    const parts = exactParts(new Intl.DateTimeFormat(locale, { ...UTC, ...options }));
    const first = parts.findIndex(({ type }) => type === "hour" || type === "dayPeriod");
    const literal = parts[first - 1].value;
    const { hour, minute, timeStyle, ...date } = options;
    const last = exactParts(new Intl.DateTimeFormat(locale, { ...UTC, ...date })).at(-1);
    return last.type === "literal" && literal.startsWith(last.value) ? literal.slice(last.value.length) : literal;
}

const CURRENCIES =
    "USD EUR GBP JPY CHF CAD AUD NZD CNY INR BRL MXN SEK NOK DKK PLN CZK HUF RON KRW ZAR TRY RUB UAH ILS".split(" ");

function numbers(locale) {
    const parts = (value, options) => new Intl.NumberFormat(locale, options).formatToParts(value);
    const find = (list, type) => list.find((part) => part.type === type)?.value;
    const long = parts(1234567.5, { minimumFractionDigits: 1 });
    const numberToken = new Set(["integer", "group", "decimal", "fraction"]);
    const shape = (list, tokens) => {
        let out = "";
        for (const { type, value } of list) {
            if (numberToken.has(type)) out += out.includes("{n}") ? "" : "{n}";
            else out += tokens[type] ?? value;
        }
        return out;
    };
    const money = { currency: "{c}", minusSign: "{-}" };
    const compact = {};
    for (let power = 3; power <= 14; power++) {
        const list = parts(10 ** power, { notation: "compact" });
        const digits = list
            .filter(({ type }) => type === "integer")
            .map(({ value }) => value)
            .join("");
        compact[power] = [digits.length - 1, shape(list, {})];
    }
    const symbols = {};
    for (const currency of CURRENCIES) {
        const symbol = find(parts(1, { style: "currency", currency }), "currency");
        if (symbol !== currency) symbols[currency] = symbol;
    }
    return {
        decimal: find(long, "decimal"),
        group: find(long, "group"),
        minus: find(parts(-1), "minusSign"),
        least: parts(1234).some(({ type }) => type === "group") ? 1 : 2,
        indian: long.filter(({ type }) => type === "integer")[0].value === "12",
        percent: shape(parts(0.5, { style: "percent" }), {}),
        nan: parts(NaN)[0].value,
        money: shape(parts(5, { style: "currency", currency: "EUR", currencyDisplay: "narrowSymbol" }), money),
        debt: shape(parts(-5, { style: "currency", currency: "EUR", currencyDisplay: "narrowSymbol" }), money),
        symbols,
        compact,
    };
}

const UNITS = "year quarter month week day hour minute second".split(" ");
const COUNTS = [0, 1, 2, 3, 5, 11, 21, 1.5];

/** Pattern per plural category. */
function byPlural(locale, format) {
    const rules = new Intl.PluralRules(locale);
    const result = {};
    for (const count of COUNTS) result[rules.select(count)] ??= format(count);
    return result;
}

function relative(locale) {
    const always = new Intl.RelativeTimeFormat(locale);
    const auto = new Intl.RelativeTimeFormat(locale, { numeric: "auto" });
    const shape = (parts) =>
        parts
            .map(({ type, value }) => (type === "literal" ? value : "{0}"))
            .join("")
            .replace(/(\{0\})+/, "{0}");
    const result = {};
    for (const unit of UNITS) {
        const words = {};
        for (const value of [-2, -1, 0, 1, 2]) {
            const parts = auto.formatToParts(value, unit);
            if (parts.length === 1 && parts[0].type === "literal") words[value] = parts[0].value;
        }
        result[unit] = {
            past: byPlural(locale, (count) => shape(always.formatToParts(-count, unit))),
            future: byPlural(locale, (count) => shape(always.formatToParts(count, unit))),
            words,
        };
    }
    return result;
}

const MEASURES = "year month week day hour minute second millisecond".split(" ");

function units(locale) {
    const result = {};
    for (const unitDisplay of ["long", "short", "narrow"]) {
        result[unitDisplay] = {};
        for (const unit of MEASURES) {
            const format = new Intl.NumberFormat(locale, { style: "unit", unit, unitDisplay });
            const shape = (parts) => {
                let out = "";
                for (const { type, value } of parts)
                    out += ["integer", "decimal", "fraction"].includes(type)
                        ? out.includes("{0}")
                            ? ""
                            : "{0}"
                        : value;
                return out;
            };
            result[unitDisplay][unit] = byPlural(locale, (count) => shape(format.formatToParts(count)));
        }
    }
    return result;
}

function lists(locale) {
    const result = {};
    for (const type of ["conjunction", "disjunction", "unit"])
        for (const style of ["long", "short", "narrow"]) {
            const format = new Intl.ListFormat(locale, { type, style });
            const literals = (list) =>
                format
                    .formatToParts(list)
                    .filter((part) => part.type === "literal")
                    .map((part) => part.value);
            const four = literals(["a", "b", "c", "d"]);
            result[`${type} ${style}`] = [literals(["a", "b"])[0], four[0], four.at(-1)];
        }
    return result;
}

function locale(name) {
    const names = nameTable();
    const noon = (hour) =>
        exactParts(
            new Intl.DateTimeFormat(name, { ...UTC, hour: "numeric", hourCycle: "h12" }),
            Date.UTC(2024, 0, 1, hour),
        ).find(({ type }) => type === "dayPeriod").value;
    const options = new Intl.DateTimeFormat(name, { hour: "numeric" }).resolvedOptions();
    const twelve = new Intl.DateTimeFormat(name, { ...UTC, hour: "numeric", hour12: true }).resolvedOptions();
    const data = {
        locale: name,
        hourCycle: options.hourCycle,
        twelve: twelve.hourCycle,
        periods: [noon(9), noon(15)],
        dates: dates(name, names),
        times: times(name, names),
        styles: styles(name, names),
        numbers: numbers(name),
        relative: relative(name),
        units: units(name),
        lists: lists(name),
    };
    return { ...data, names: names.lists };
}

const folder = new URL("../intl/data/", import.meta.url);
mkdirSync(folder, { recursive: true });
for (const name of LOCALES) {
    const lines = Object.entries(locale(name)).map(([key, value]) => `  ${key}: ${JSON.stringify(value)},`);
    const head = `// Dates and numbers of ${name}. Data: Unicode CLDR ${process.versions.cldr}, licence Unicode-3.0. Written by tools/locales.mjs.`;
    writeFileSync(new URL(`${name}.js`, folder), `${head}\n\nmodule.exports = {\n${lines.join("\n")}\n};\n`);
}
