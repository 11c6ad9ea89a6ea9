//! Moment's patterns (`YYYY-MM-DD`), which the first Date & Time node uses: writing.
//!
//! English only. Reading by such a pattern is in `pattern`.

use jiff::Zoned;

use super::luxon::quarter;
use super::words::{DAYS, MONTHS, ordinal};
use super::zone;

/// Writes a point in time by a pattern.
pub(crate) fn format(time: &Zoned, pattern: &str) -> String {
    tokens(pattern)
        .into_iter()
        .map(|token| write(time, token))
        .collect()
}

/// What a pattern is made of, the longest first where one begins with another.
const FIELDS: &[&str] = &[
    "MMMM", "MMM", "MM", "Mo", "M", "Qo", "Q", "DDDD", "DDDo", "DDD", "DD", "Do", "D", "dddd",
    "ddd", "dd", "do", "d", "e", "E", "ww", "wo", "w", "WW", "Wo", "W", "YYYYYY", "YYYYY", "YYYY",
    "YY", "Y", "gggg", "gg", "GGGG", "GG", "A", "a", "HH", "H", "hh", "h", "kk", "k", "mm", "m",
    "ss", "s", "zz", "z", "ZZ", "Z", "X", "x", "LTS", "LT", "LLLL", "LLL", "LL", "L", "llll",
    "lll", "ll", "l",
];

/// Cuts a pattern into fields and text; text in square brackets keeps its brackets here.
pub(crate) fn tokens(pattern: &str) -> Vec<&str> {
    let mut out = Vec::new();
    let mut rest = pattern;
    while let Some(first) = rest.chars().next() {
        let length = match (first, rest.find(']')) {
            ('[', Some(end)) => end + 1,
            ('S', _) => rest.bytes().take_while(|b| *b == b'S').count().min(9),
            _ => FIELDS
                .iter()
                .find(|field| rest.starts_with(**field))
                .map_or(first.len_utf8(), |field| field.len()),
        };
        let (token, after) = rest.split_at(length);
        out.push(token);
        rest = after;
    }
    out
}

/// The text that a token stands for by itself.
pub(crate) fn plain(token: &str) -> &str {
    match token.strip_prefix('[').and_then(|t| t.strip_suffix(']')) {
        Some(inner) => inner,
        None => token,
    }
}

/// What a short name such as `LT` stands for.
pub(crate) fn long_form(token: &str) -> Option<&'static str> {
    Some(match token {
        "LT" => "h:mm A",
        "LTS" => "h:mm:ss A",
        "L" => "MM/DD/YYYY",
        "l" => "M/D/YYYY",
        "LL" => "MMMM D, YYYY",
        "ll" => "MMM D, YYYY",
        "LLL" => "MMMM D, YYYY h:mm A",
        "lll" => "MMM D, YYYY h:mm A",
        "LLLL" => "dddd, MMMM D, YYYY h:mm A",
        "llll" => "ddd, MMM D, YYYY h:mm A",
        _ => return None,
    })
}

fn write(time: &Zoned, token: &str) -> String {
    if let Some(pattern) = long_form(token) {
        return format(time, pattern);
    }
    let name = token.trim_end_matches('o');
    match number(time, name) {
        Some(number) if name.len() < token.len() => ordinal(number),
        Some(number) => pad(number, name),
        None => write_text(time, token),
    }
}

fn number(time: &Zoned, field: &str) -> Option<i64> {
    let hour12 = (time.hour() + 11) % 12 + 1;
    let iso = time.date().iso_week_date();
    Some(match field {
        "M" | "MM" => time.month().into(),
        "Q" => quarter(time).into(),
        "D" | "DD" => time.day().into(),
        "DDD" | "DDDD" => time.day_of_year().into(),
        "d" | "e" => time.weekday().to_sunday_zero_offset().into(),
        "E" => time.weekday().to_monday_one_offset().into(),
        "w" | "ww" => week(time).1,
        "W" | "WW" => iso.week().into(),
        "YYYY" | "YYYYY" | "YYYYYY" | "Y" => time.year().into(),
        "YY" => i64::from(time.year()).rem_euclid(100),
        "gggg" => week(time).0,
        "gg" => week(time).0.rem_euclid(100),
        "GGGG" => iso.year().into(),
        "GG" => i64::from(iso.year()).rem_euclid(100),
        "H" | "HH" => time.hour().into(),
        "h" | "hh" => hour12.into(),
        "k" | "kk" => match time.hour() {
            0 => 24,
            hour => hour.into(),
        },
        "m" | "mm" => time.minute().into(),
        "s" | "ss" => time.second().into(),
        "X" => zone::millis(time).div_euclid(1000),
        "x" => zone::millis(time),
        _ => return None,
    })
}

fn pad(number: i64, field: &str) -> String {
    let width = match field {
        "Y" | "X" | "x" => 1,
        "DDD" => 1,
        "DDDD" => 3,
        _ => field.len(),
    };
    let sign = match (field, number) {
        ("YYYYYY", 0..) => "+",
        (_, ..0) => "-",
        _ => "",
    };
    format!("{sign}{:0width$}", number.abs())
}

fn write_text(time: &Zoned, token: &str) -> String {
    let weekday = DAYS[time.weekday().to_sunday_zero_offset() as usize];
    let month = MONTHS[time.month() as usize - 1];
    let morning = time.hour() < 12;
    match token {
        "MMM" => month[..3].to_owned(),
        "MMMM" => month.to_owned(),
        "dd" => weekday[..2].to_owned(),
        "ddd" => weekday[..3].to_owned(),
        "dddd" => weekday.to_owned(),
        "A" => if morning { "AM" } else { "PM" }.to_owned(),
        "a" => if morning { "am" } else { "pm" }.to_owned(),
        "z" | "zz" => zone::abbreviation(time),
        "Z" => zone::offset(time, ":"),
        "ZZ" => zone::offset(time, ""),
        _ if token.starts_with('S') => {
            format!("{:09}", time.subsec_nanosecond())[..token.len()].to_owned()
        }
        _ => plain(token).to_owned(),
    }
}

/// Year and number of the week as Americans count: it begins on Sunday, the first holds 1 January.
fn week(time: &Zoned) -> (i64, i64) {
    let day = i64::from(time.day_of_year()) - 1;
    let weekday = i64::from(time.weekday().to_sunday_zero_offset());
    let first = (weekday - day).rem_euclid(7);
    let number = (day + first) / 7 + 1;
    let last_day = i64::from(time.days_in_year()) - 1;
    let next_first = (first + last_day + 1).rem_euclid(7);
    if day + next_first > last_day && next_first != 0 {
        (i64::from(time.year()) + 1, 1)
    } else {
        (time.year().into(), number)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_written() {
        let time = zone::at(1_614_764_492_648.0, zone::zone("America/New_York").unwrap()).unwrap();
        for (pattern, text) in [
            ("MM/DD/YYYY", "03/03/2021"),
            ("MMMM DD YYYY", "March 03 2021"),
            ("MMMM Do YYYY, h:mm:ss a", "March 3rd 2021, 4:41:32 am"),
            ("ddd dd d do dddd e E", "Wed We 3 3rd Wednesday 3 3"),
            ("YY Y YYYYYY Q Qo", "21 2021 +002021 1 1st"),
            ("DDD DDDo DDDD", "62 62nd 062"),
            ("w wo ww W WW gggg GG", "10 10th 10 9 09 2021 21"),
            ("HH H hh h kk A a", "04 4 04 4 04 AM am"),
            ("S SS SSS SSSS", "6 64 648 6480"),
            ("X x", "1614764492 1614764492648"),
            ("z Z ZZ", "EST -05:00 -0500"),
            ("[Today is] dddd [at] LT", "Today is Wednesday at 4:41 AM"),
            (
                "L | l | LL | lll",
                "03/03/2021 | 3/3/2021 | March 3, 2021 | Mar 3, 2021 4:41 AM",
            ),
            ("YYYY-MM-DDTHH:mm", "2021-03-03T04:41"),
            ("", ""),
        ] {
            assert_eq!(format(&time, pattern), text, "{pattern}");
        }
    }

    #[test]
    fn weeks_turn_with_the_year() {
        for (date, text) in [
            ("2020-12-26", "2020 52"),
            ("2020-12-27", "2021 01"),
            ("2021-01-01", "2021 01"),
            ("2021-01-03", "2021 02"),
            ("2022-12-31", "2022 53"),
            ("2023-01-01", "2023 01"),
        ] {
            let date: jiff::civil::Date = date.parse().unwrap();
            let time = date.to_zoned(jiff::tz::TimeZone::UTC).unwrap();
            assert_eq!(format(&time, "gggg ww"), text, "{date}");
        }
    }
}
