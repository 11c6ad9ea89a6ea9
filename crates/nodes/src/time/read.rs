//! Reads dates as people and programs write them, without a pattern: ISO 8601, mail headers, and what JavaScript's own
//! `Date` accepts.

use jiff::{Zoned, tz::TimeZone};

use super::draft::{Draft, fraction, short_year};
use super::{words, zone};

/// A text as a point in time.
#[derive(Clone, Debug, PartialEq)]
pub(crate) struct Reading {
    /// When.
    pub time: Zoned,
    /// Whether the text was ISO 8601 without an offset, so that its clock may be meant in another zone.
    pub floating: bool,
}

/// Reads a text; where it says no offset, its clock is that of `zone`.
pub(crate) fn date(text: &str, zone: &TimeZone, now: &Zoned) -> Option<Reading> {
    let text = text.trim();
    if let Some(draft) = iso(text) {
        let floating = draft.offset.is_none();
        let time = draft.finish(zone, now)?;
        return Some(Reading { time, floating });
    }
    // What is not ISO 8601 is read by JavaScript's rules, in the zone of the machine: UTC here.
    let time = words_and_numbers(text)?.finish(&TimeZone::UTC, now)?;
    let time = time.with_time_zone(zone.clone());
    Some(Reading {
        time,
        floating: false,
    })
}

/// ISO 8601: a date, by month, week or day of the year, and after `T` or a space a time.
fn iso(text: &str) -> Option<Draft> {
    let (date, time) = match text.find(['T', 't', ' ']) {
        Some(at) => (&text[..at], Some(&text[at + 1..])),
        None => (text, None),
    };
    let mut draft = iso_date(date)?;
    if let Some(time) = time {
        iso_time(time.trim(), &mut draft)?;
    }
    Some(draft)
}

fn iso_date(text: &str) -> Option<Draft> {
    let signed = text.starts_with(['+', '-']);
    let length = if signed { 7 } else { 4 };
    let year = text.get(..length)?.parse().ok()?;
    let rest = text.get(length..)?;
    let mut draft = Draft {
        year: Some(year),
        ..Draft::default()
    };
    let dashed = rest.strip_prefix('-');
    let rest = dashed.unwrap_or(rest);
    if let Some(week) = rest.strip_prefix(['W', 'w']) {
        let (week, day) = week.split_at_checked(2)?;
        draft.week = Some(number(week)?);
        draft.weekday = match day.trim_start_matches('-') {
            "" => None,
            day => Some(number(day)?),
        };
        return Some(draft);
    }
    match (rest.len(), dashed.is_some()) {
        (0, false) => {}
        (2, true) => draft.month = Some(number(rest)?),
        (3, _) => draft.ordinal = Some(rest.parse().ok()?),
        (4, false) | (5, true) => {
            draft.month = Some(number(&rest[..2])?);
            let day = rest.get(2..)?;
            let day = if dashed.is_some() {
                day.strip_prefix('-')?
            } else {
                day
            };
            draft.day = Some(number(day)?);
        }
        _ => return None,
    }
    Some(draft)
}

fn iso_time(text: &str, draft: &mut Draft) -> Option<()> {
    let cut = text.find(['Z', 'z', '+', '-']).unwrap_or(text.len());
    let (clock, offset) = text.split_at(cut);
    draft.offset = match offset {
        "" => None,
        "Z" | "z" => Some(0),
        other => Some(zone::seconds(other)?),
    };
    let (whole, part) = clock
        .trim_end()
        .split_once(['.', ','])
        .unwrap_or((clock.trim_end(), ""));
    let digits: String = whole.chars().filter(|c| *c != ':').collect();
    let shaped = whole.bytes().all(|b| b.is_ascii_digit() || b == b':');
    if !shaped || !matches!(digits.len(), 2 | 4 | 6) || !part.bytes().all(|b| b.is_ascii_digit()) {
        return None;
    }
    draft.hour = Some(number(&digits[..2])?);
    draft.minute = digits.get(2..4).and_then(number);
    draft.second = digits.get(4..6).and_then(number);
    draft.nanosecond = fraction(part);
    Some(())
}

fn number(text: &str) -> Option<i8> {
    let digits = text.bytes().all(|b| b.is_ascii_digit()) && text.len() <= 2;
    digits.then(|| text.parse().ok()).flatten()
}

/// Dates in words and numbers: `Apr 11, 2023 10:00 PM`, `11 April 2023`, `4/11/2023`, `Tue, 11 Apr 2023 10:00:00 GMT`.
fn words_and_numbers(text: &str) -> Option<Draft> {
    let mut draft = Draft::default();
    let mut numbers: Vec<&str> = Vec::new();
    let mut named_at = None;
    for part in parts(text) {
        let first = part.chars().next()?;
        if part.contains(':') {
            iso_time_of_words(part, &mut draft)?;
        } else if first.is_ascii_digit() {
            numbers.push(part.trim_end_matches(|c: char| c.is_ascii_alphabetic()));
        } else if first == '+' || first == '-' {
            draft.offset = Some(zone::seconds(part)?);
        } else if let Some((month, _)) = words::month(part) {
            draft.month = Some(month);
            named_at = Some(numbers.len());
        } else {
            word(part, &mut draft)?;
        }
    }
    date_of_numbers(&numbers, named_at, &mut draft)?;
    Some(draft)
}

/// Cuts a text at spaces, commas and slashes, drops what stands in brackets, and takes an offset off a zone's name.
fn parts(text: &str) -> Vec<&str> {
    let text = text.split('(').next().unwrap_or_default();
    let mut out = Vec::new();
    for part in text.split([' ', ',', '/']).filter(|part| !part.is_empty()) {
        match part.find(['+', '-']) {
            Some(at) if at > 0 && !part.contains(':') && part.starts_with(char::is_alphabetic) => {
                out.extend([&part[..at], &part[at..]]);
            }
            _ if part.matches('-').count() == 2 && !part.starts_with('-') => {
                out.extend(part.split('-'));
            }
            _ => out.push(part),
        }
    }
    out
}

fn iso_time_of_words(part: &str, draft: &mut Draft) -> Option<()> {
    let lower = part.to_ascii_lowercase();
    let bare = lower.trim_end_matches(['a', 'p', 'm', '.']);
    let offset = bare.find(['+', '-']).unwrap_or(bare.len());
    let (clock, offset) = bare.split_at(offset);
    let (whole, part_of_second) = clock.split_once('.').unwrap_or((clock, ""));
    let mut pieces = whole.split(':').map(number);
    draft.hour = Some(pieces.next()??);
    draft.minute = Some(pieces.next()??);
    draft.second = match pieces.next() {
        Some(second) => Some(second?),
        None => None,
    };
    draft.nanosecond = fraction(part_of_second);
    if !offset.is_empty() {
        draft.offset = Some(zone::seconds(offset)?);
    }
    if lower.len() > bare.len() && offset.is_empty() {
        draft.afternoon = Some(lower[bare.len()..].starts_with('p'));
    }
    Some(())
}

fn word(part: &str, draft: &mut Draft) -> Option<()> {
    match part.to_ascii_uppercase().trim_end_matches('.') {
        "AM" | "A.M" => draft.afternoon = Some(false),
        "PM" | "P.M" => draft.afternoon = Some(true),
        "Z" | "UT" | "UTC" | "GMT" => draft.offset = Some(0),
        "EST" | "CDT" => draft.offset = Some(-5 * 3600),
        "EDT" => draft.offset = Some(-4 * 3600),
        "CST" | "MDT" => draft.offset = Some(-6 * 3600),
        "MST" | "PDT" => draft.offset = Some(-7 * 3600),
        "PST" => draft.offset = Some(-8 * 3600),
        "AT" | "OF" => {}
        _ => {
            words::day(part)?;
        }
    }
    Some(())
}

/// Day, month and year out of the numbers, by where the month's name stood and by their size.
fn date_of_numbers(numbers: &[&str], named_at: Option<usize>, draft: &mut Draft) -> Option<()> {
    let year = |text: &str| -> Option<i16> {
        let year = text.parse().ok()?;
        Some(if text.len() <= 2 {
            short_year(year)
        } else {
            year
        })
    };
    match (named_at, numbers) {
        (Some(_), [one]) if one.len() > 2 => draft.year = Some(year(one)?),
        (Some(_), [day]) => draft.day = Some(number(day)?),
        (Some(_), [first, second]) if first.len() > 2 => {
            draft.year = Some(year(first)?);
            draft.day = Some(number(second)?);
        }
        (Some(_), [day, last]) => {
            draft.day = Some(number(day)?);
            draft.year = Some(year(last)?);
        }
        (None, [first, second, third]) if first.len() > 2 => {
            draft.year = Some(year(first)?);
            draft.month = Some(number(second)?);
            draft.day = Some(number(third)?);
        }
        (None, [month, day, last]) => {
            draft.month = Some(number(month)?);
            draft.day = Some(number(day)?);
            draft.year = Some(year(last)?);
        }
        _ => return None,
    }
    Some(())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn dates_are_read_as_they_are_written() {
        let now = zone::at(1_700_000_000_000.0, TimeZone::UTC).unwrap();
        let new_york = zone::zone("America/New_York").unwrap();
        for (text, utc) in [
            (
                "2023-04-11T13:51:59.965+00:00",
                Some("2023-04-11T13:51:59.965Z"),
            ),
            ("2023-04-11T13:51:59Z", Some("2023-04-11T13:51:59.000Z")),
            ("2023-04-11T13:51:59-0430", Some("2023-04-11T18:21:59.000Z")),
            ("2023-04-11 13:51", Some("2023-04-11T17:51:00.000Z")),
            ("2023-04-11", Some("2023-04-11T04:00:00.000Z")),
            ("2023-04", Some("2023-04-01T04:00:00.000Z")),
            ("20230411T1351", Some("2023-04-11T17:51:00.000Z")),
            ("2023-W15-2", Some("2023-04-11T04:00:00.000Z")),
            ("2023-101", Some("2023-04-11T04:00:00.000Z")),
            ("+002023-04-11T00:00:00Z", Some("2023-04-11T00:00:00.000Z")),
            ("2023-04-10T24:00", Some("2023-04-11T04:00:00.000Z")),
            (
                "Tue, 11 Apr 2023 13:51:59 GMT",
                Some("2023-04-11T13:51:59.000Z"),
            ),
            (
                "Tue, 11 Apr 2023 13:51:59 -0400",
                Some("2023-04-11T17:51:59.000Z"),
            ),
            (
                "Tue Apr 11 2023 13:51:59 GMT+0200 (Central European Summer Time)",
                Some("2023-04-11T11:51:59.000Z"),
            ),
            ("April 11, 2023", Some("2023-04-11T00:00:00.000Z")),
            ("11 april 2023 1:05 PM", Some("2023-04-11T13:05:00.000Z")),
            ("Apr 11 2023 12:05am EST", Some("2023-04-11T05:05:00.000Z")),
            ("08/01/2022", Some("2022-08-01T00:00:00.000Z")),
            ("8/1/22 09:30:15.5", Some("2022-08-01T09:30:15.500Z")),
            ("2023/04/11", Some("2023-04-11T00:00:00.000Z")),
            ("11-Apr-2023", Some("2023-04-11T00:00:00.000Z")),
            ("2023-02-30", None),
            ("2023-13-01", None),
            ("hello", None),
            ("", None),
            ("12", None),
            ("2023-04-11T99:00", None),
        ] {
            let read = date(text, &new_york, &now).map(|read| zone::iso_utc(&read.time));
            assert_eq!(read.as_deref(), utc, "{text}");
        }
    }

    #[test]
    fn only_iso_without_an_offset_floats() {
        let now = zone::at(0.0, TimeZone::UTC).unwrap();
        for (text, floating) in [
            ("2023-04-11", true),
            ("2023-04-11T00:00Z", false),
            ("4/11/2023", false),
        ] {
            assert_eq!(
                date(text, &TimeZone::UTC, &now).unwrap().floating,
                floating,
                "{text}"
            );
        }
    }
}
