//! Dates and numbers in the ways of languages: `Intl` and the methods that rest on it.
#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on should fail, loudly"
)]

mod js_tables;

use js_tables::{check_expressions, usual};

async fn check(rows: &[(&str, &str)]) {
    check_expressions(&usual("{}"), rows).await;
}

#[tokio::test]
async fn dates() {
    check(&[
        ("{{ new Date(0).toLocaleString() }}", "\"1/1/1970, 12:00:00 AM\""),
        ("{{ new Date(0).toLocaleDateString('de') }}", "\"1.1.1970\""),
        ("{{ new Date(0).toLocaleDateString('en-GB') }}", "\"01/01/1970\""),
        ("{{ new Date(0).toLocaleTimeString('en-US', { hour: '2-digit', minute: '2-digit' }) }}", "\"12:00 AM\""),
        ("{{ new Date(0).toLocaleTimeString('sv') }}", "\"00:00:00\""),
        ("{{ new Date(0).toLocaleString('en-US', { timeZone: 'America/New_York', timeZoneName: 'short' }) }}", "\"12/31/1969, 7:00:00 PM EST\""),
        ("{{ new Date(0).toLocaleDateString('en-US', { weekday: 'long', year: 'numeric', month: 'long', day: 'numeric' }) }}", "\"Thursday, January 1, 1970\""),
        ("{{ new Date(0).toLocaleDateString('pl', { dateStyle: 'long' }) }}", "\"1 stycznia 1970\""),
        ("{{ new Date(0).toLocaleDateString('es', { month: 'long', day: 'numeric' }) }}", "\"1 de enero\""),
        ("{{ new Date(0).toLocaleDateString('ja-JP', { dateStyle: 'full' }) }}", "\"1970年1月1日木曜日\""),
        ("{{ new Date(NaN).toLocaleString() }}", "\"Invalid Date\""),
        ("{{ new Date(0).toLocaleString('en', { timeZone: 'Nowhere/Land' }) ?? 'none' }}", "undefined"),
        ("{{ new Intl.DateTimeFormat('fr', { month: 'short', year: 'numeric' }).format(0) }}", "\"janv. 1970\""),
        ("{{ Intl.DateTimeFormat().resolvedOptions().timeZone }}", "\"UTC\""),
        ("{{ new Intl.DateTimeFormat('en', { hour: 'numeric' }).formatToParts(0).map(p => p.type).join() }}", "\"hour,literal,dayPeriod\""),
        ("{{ $now.toLocaleString() }}", "\"6/15/2024\""),
        ("{{ $now.toLocaleString(luxon.DateTime.DATETIME_FULL) }}", "\"June 15, 2024 at 8:00 AM EDT\""),
        ("{{ $now.setLocale('de').toFormat('cccc, d. LLLL') }}", "\"Samstag, 15. Juni\""),
        ("{{ DateTime.fromFormat('15 juin 2024', 'd LLLL yyyy', { locale: 'fr' }).toISODate() }}", "\"2024-06-15\""),
        ("{{ $now.plus({ days: 2 }).toRelativeCalendar() }}", "\"in 2 days\""),
        ("{{ $now.minus({ hours: 1 }).toRelative({ locale: 'es' }) }}", "\"hace 1 hora\""),
        ("{{ Duration.fromObject({ hours: 1, minutes: 5 }).toHuman() }}", "\"1 hour, 5 minutes\""),
    ])
    .await;
}

#[tokio::test]
async fn numbers() {
    check(&[
        ("{{ (1234567.891).toLocaleString() }}", "\"1,234,567.891\""),
        ("{{ (1234567.891).toLocaleString('de-DE', { minimumFractionDigits: 2, maximumFractionDigits: 2 }) }}", "\"1.234.567,89\""),
        ("{{ (1234567.5).toLocaleString('en-IN') }}", "\"12,34,567.5\""),
        ("{{ (1234).toLocaleString('es') }}{{ (12345).toLocaleString('es') }}", "\"123412.345\""),
        ("{{ (1.005).toLocaleString('en', { maximumFractionDigits: 2 }) }}", "\"1.01\""),
        ("{{ (-5).toLocaleString('en-US', { style: 'currency', currency: 'USD' }) }}", "\"-$5.00\""),
        ("{{ (5).toLocaleString('de', { style: 'currency', currency: 'EUR' }) }}", "\"5,00\u{a0}€\""),
        ("{{ (5).toLocaleString('ja', { style: 'currency', currency: 'JPY' }) }}", "\"￥5\""),
        ("{{ (0.07).toLocaleString('en', { style: 'percent' }) }}", "\"7%\""),
        ("{{ (1536).toLocaleString('en', { notation: 'compact' }) }}", "\"1.5K\""),
        ("{{ (999999).toLocaleString('en', { notation: 'compact' }) }}", "\"1M\""),
        ("{{ (12n ** 20n).toLocaleString() }}", "\"3,833,759,992,447,475,122,176\""),
        ("{{ (1e21).toLocaleString('en', { useGrouping: false }) }}", "\"1000000000000000000000\""),
        ("{{ (7).toLocaleString('en', { minimumIntegerDigits: 3 }) }}", "\"007\""),
        ("{{ new Intl.NumberFormat('en', { style: 'unit', unit: 'hour', unitDisplay: 'long' }).format(2) }}", "\"2 hours\""),
        ("{{ new Intl.PluralRules('pl').select(22) + new Intl.PluralRules('en', { type: 'ordinal' }).select(3) }}", "\"fewfew\""),
        ("{{ new Intl.ListFormat('en').format(['a', 'b', 'c']) }}", "\"a, b, and c\""),
        ("{{ new Intl.RelativeTimeFormat('en', { numeric: 'auto' }).format(-1, 'day') }}", "\"yesterday\""),
    ])
    .await;
}

#[tokio::test]
async fn order() {
    check(&[
        ("{{ ['b', 'a', 'B', 'ä', 'A', 'z'].sort((x, y) => x.localeCompare(y)).join('') }}", "\"aAäbBz\""),
        ("{{ ['item 10', 'item 2'].sort((x, y) => x.localeCompare(y, undefined, { numeric: true }))[0] }}", "\"item 2\""),
        ("{{ 'résumé'.localeCompare('Resume', 'en', { sensitivity: 'base' }) }}", "0"),
        ("{{ ['b', '1', '_', ' '].sort(new Intl.Collator().compare).join('') }}", "\" _1b\""),
    ])
    .await;
}
