//! Numbers, sizes and times as the person's language writes them.

use js_sys::{Array, Date, Function, Intl, Object, Reflect};
use wasm_bindgen::{JsCast as _, JsValue};

use super::{LANGUAGE, language, t, t_args};

const DAY: f64 = 86_400_000.0;

/// A number with its thousands apart: `12,345`.
pub fn count(number: impl Into<f64>) -> String {
    language();
    self::number(number.into())
}

/// The same while a sentence is made, which has asked for the language already.
pub(super) fn number(number: f64) -> String {
    let tag = LANGUAGE
        .with(leptos::prelude::GetUntracked::get_untracked)
        .tag;
    if cfg!(not(target_arch = "wasm32")) {
        return number.to_string();
    }
    let number = js_sys::Number::from(number);
    String::from(number.to_locale_string(tag))
}

/// A size: `1.4 MB`.
pub fn bytes(size: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
    let mut size = size as f64;
    let mut unit = 0;
    const UNITS: [&str; 5] = ["size-bytes", "size-kb", "size-mb", "size-gb", "size-tb"];
    while size >= 1000.0 && unit + 1 < UNITS.len() {
        size /= 1000.0;
        unit += 1;
    }
    let digits = if unit > 0 && size < 10.0 { 10.0 } else { 1.0 };
    let rounded = (size * digits).round() / digits;
    t_args(UNITS[unit], &[("size", rounded.into())])
}

/// How long something took: `0.4 s`, `2 min 5 s`.
pub fn duration_ms(ms: i64) -> String {
    duration_us(u64::try_from(ms).unwrap_or(0).saturating_mul(1000))
}

/// The same from microseconds: `0.3 ms`.
pub fn duration_us(us: u64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "shown with two digits")]
    let ms = us as f64 / 1000.0;
    if ms < 1.0 {
        return t("duration-under");
    }
    if ms < 1000.0 {
        return t_args("duration-ms", &[("ms", ms.round().into())]);
    }
    let seconds = ms / 1000.0;
    if seconds < 60.0 {
        let shown = (seconds * 10.0).round() / 10.0;
        return t_args("duration-s", &[("s", shown.into())]);
    }
    let whole = seconds.round();
    let (minutes, seconds) = ((whole / 60.0).floor(), whole % 60.0);
    if minutes < 60.0 {
        let values = [("min", minutes.into()), ("s", seconds.into())];
        return t_args("duration-min", &values);
    }
    let values = [
        ("h", (minutes / 60.0).floor().into()),
        ("min", (minutes % 60.0).into()),
    ];
    t_args("duration-h", &values)
}

/// A moment beside others: the time today, `yesterday`, else the day.
pub fn ago(ms: i64) -> String {
    let then = date(ms);
    let now = Date::new_0();
    let days = ((midnight(&now) - midnight(&then)) / DAY).round();
    if days == 0.0 {
        return clock(ms);
    }
    if days == 1.0 {
        return t_args("time-yesterday", &[("time", clock(ms).into())]);
    }
    day(ms)
}

/// The time of day: `09:12`.
pub fn clock(ms: i64) -> String {
    formatted(ms, &[("hour", "numeric"), ("minute", "2-digit")])
}

/// The day: `17 Nov`, with the year where it is another one.
pub fn day(ms: i64) -> String {
    let mut parts = vec![("day", "numeric"), ("month", "short")];
    if date(ms).get_full_year() != Date::new_0().get_full_year() {
        parts.push(("year", "numeric"));
    }
    formatted(ms, &parts)
}

/// Day and time in full.
pub fn date_time(ms: i64) -> String {
    formatted(ms, &[("dateStyle", "medium"), ("timeStyle", "medium")])
}

fn formatted(ms: i64, parts: &[(&str, &str)]) -> String {
    let options = Object::new();
    for (name, value) in parts {
        let (name, value) = (JsValue::from_str(name), JsValue::from_str(value));
        let _ = Reflect::set(&options, &name, &value);
    }
    let tags = Array::of1(&JsValue::from_str(&regional(language().tag)));
    let format = Intl::DateTimeFormat::new(&tags, &options);
    let write: Function = format.format().unchecked_into();
    write
        .call1(&JsValue::UNDEFINED, &date(ms))
        .ok()
        .and_then(|text| text.as_string())
        .unwrap_or_default()
}

/// The person's own way of writing dates in the language: the system's `en-GB` for `en`.
fn regional(tag: &str) -> String {
    let system = leptos::prelude::window().navigator().languages();
    system
        .iter()
        .filter_map(|known| known.as_string())
        .find(|known| known.split('-').next() == Some(tag))
        .unwrap_or_else(|| tag.to_owned())
}

fn date(ms: i64) -> Date {
    #[expect(
        clippy::cast_precision_loss,
        reason = "a date of JavaScript is a number"
    )]
    Date::new(&JsValue::from_f64(ms as f64))
}

fn midnight(date: &Date) -> f64 {
    let copy = Date::new(date);
    copy.set_hours(0);
    copy.set_minutes(0);
    copy.set_seconds(0);
    copy.set_milliseconds(0)
}
