//! Luxon's patterns (`yyyy-MM-dd`), which the newer Date & Time nodes use: writing.
//!
//! English only, as n8n's server writes them. Reading by such a pattern is in `pattern`.

use jiff::Zoned;

use super::words::{DAYS, MONTHS};
use super::zone;

/// Writes a point in time by a pattern.
pub(crate) fn format(time: &Zoned, pattern: &str) -> String {
    tokens(pattern)
        .into_iter()
        .map(|token| match token {
            Token::Plain(text) => text,
            Token::Field(field) => write(time, &field),
        })
        .collect()
}

/// A piece of a pattern.
#[derive(Debug, PartialEq)]
pub(crate) enum Token {
    /// Text that is meant as it is.
    Plain(String),
    /// A run of one letter.
    Field(String),
}

/// Cuts a pattern: text in single quotes is plain, runs of a letter are fields.
pub(crate) fn tokens(pattern: &str) -> Vec<Token> {
    let mut out: Vec<Token> = Vec::new();
    let mut quoted = false;
    let mut run = String::new();
    for c in pattern.chars() {
        if c == '\'' {
            push(&mut out, &mut run, quoted);
            quoted = !quoted;
        } else if quoted || run.is_empty() || run.starts_with(c) {
            run.push(c);
        } else {
            push(&mut out, &mut run, false);
            run.push(c);
        }
    }
    push(&mut out, &mut run, quoted);
    out
}

fn push(out: &mut Vec<Token>, run: &mut String, quoted: bool) {
    let run = std::mem::take(run);
    match run.chars().next() {
        None => {}
        Some(c) if c.is_ascii_alphabetic() && !quoted => out.push(Token::Field(run)),
        Some(_) => out.push(Token::Plain(run)),
    }
}

fn write(time: &Zoned, field: &str) -> String {
    let hour12 = (time.hour() + 11) % 12 + 1;
    let week = time.date().iso_week_date();
    let weekday = time.weekday().to_sunday_zero_offset() as usize;
    match field {
        "S" => time.millisecond().to_string(),
        "SSS" | "u" => format!("{:03}", time.millisecond()),
        "uu" => format!("{:02}", time.millisecond() / 10),
        "uuu" => (time.millisecond() / 100).to_string(),
        "s" => time.second().to_string(),
        "ss" => two(time.second()),
        "m" => time.minute().to_string(),
        "mm" => two(time.minute()),
        "h" => hour12.to_string(),
        "hh" => two(hour12),
        "H" => time.hour().to_string(),
        "HH" => two(time.hour()),
        "a" => if time.hour() < 12 { "AM" } else { "PM" }.to_owned(),
        "d" => time.day().to_string(),
        "dd" => two(time.day()),
        "c" | "E" => time.weekday().to_monday_one_offset().to_string(),
        "ccc" | "EEE" => DAYS[weekday][..3].to_owned(),
        "cccc" | "EEEE" => DAYS[weekday].to_owned(),
        "ccccc" | "EEEEE" => DAYS[weekday][..1].to_owned(),
        "L" | "M" => time.month().to_string(),
        "LL" | "MM" => two(time.month()),
        "LLL" | "MMM" => month(time)[..3].to_owned(),
        "LLLL" | "MMMM" => month(time).to_owned(),
        "LLLLL" | "MMMMM" => month(time)[..1].to_owned(),
        "y" => time.year().to_string(),
        "yy" => two_last(time.year()),
        "yyyy" => format!("{:04}", time.year()),
        "yyyyyy" => format!("{:06}", time.year()),
        "G" => era(time, "AD", "BC"),
        "GG" => era(time, "Anno Domini", "Before Christ"),
        "GGGGG" => era(time, "A", "B"),
        "kk" => two_last(week.year()),
        "kkkk" => format!("{:04}", week.year()),
        "W" => week.week().to_string(),
        "WW" => two(week.week()),
        "o" => time.day_of_year().to_string(),
        "ooo" => format!("{:03}", time.day_of_year()),
        "q" => quarter(time).to_string(),
        "qq" => two(quarter(time)),
        "X" => zone::millis(time).div_euclid(1000).to_string(),
        "x" => zone::millis(time).to_string(),
        _ => write_zone(time, field).unwrap_or_else(|| write_whole(time, field)),
    }
}

fn write_zone(time: &Zoned, field: &str) -> Option<String> {
    Some(match field {
        "Z" => narrow_offset(time),
        "ZZ" => zone::offset(time, ":"),
        "ZZZ" => zone::offset(time, ""),
        "ZZZZ" | "ZZZZZ" => zone_name(time),
        "z" => match time.time_zone().iana_name() {
            Some(name) => name.to_owned(),
            None => format!("UTC{}", narrow_offset(time)),
        },
        _ => return None,
    })
}

/// Fields that stand for a whole date or time in American English.
fn write_whole(time: &Zoned, field: &str) -> String {
    let pattern = match field {
        "D" => "M/d/yyyy",
        "DD" => "MMM d, yyyy",
        "DDD" => "MMMM d, yyyy",
        "DDDD" => "EEEE, MMMM d, yyyy",
        "t" => "h:mm a",
        "tt" => "h:mm:ss a",
        "ttt" | "tttt" => "h:mm:ss a ZZZZ",
        "T" => "HH:mm",
        "TT" => "HH:mm:ss",
        "TTT" | "TTTT" => "HH:mm:ss ZZZZ",
        "f" => "M/d/yyyy, h:mm a",
        "ff" => "MMM d, yyyy, h:mm a",
        "fff" => "MMMM d, yyyy 'at' h:mm a ZZZZ",
        "ffff" => "EEEE, MMMM d, yyyy 'at' h:mm a ZZZZ",
        "F" => "M/d/yyyy, h:mm:ss a",
        "FF" => "MMM d, yyyy, h:mm:ss a",
        "FFF" => "MMMM d, yyyy 'at' h:mm:ss a ZZZZ",
        "FFFF" => "EEEE, MMMM d, yyyy 'at' h:mm:ss a ZZZZ",
        other => return other.to_owned(),
    };
    format(time, pattern)
}

/// `+5`, `-3:30`.
fn narrow_offset(time: &Zoned) -> String {
    let minutes = time.offset().seconds() / 60;
    let sign = if minutes < 0 { '-' } else { '+' };
    match (minutes.abs() / 60, minutes.abs() % 60) {
        (hours, 0) => format!("{sign}{hours}"),
        (hours, rest) => format!("{sign}{hours}:{rest:02}"),
    }
}

/// As American English names zones: its own by letters, the others by their distance.
fn zone_name(time: &Zoned) -> String {
    let zone = time.time_zone().iana_name().unwrap_or_default();
    let american = ["America/", "US/", "Pacific/Honolulu"]
        .iter()
        .any(|start| zone.starts_with(start));
    let short = zone::abbreviation(time);
    if short == "UTC" || american && short.bytes().all(|b| b.is_ascii_alphabetic()) {
        short
    } else if time.offset().seconds() == 0 {
        "GMT".to_owned()
    } else {
        format!("GMT{}", narrow_offset(time))
    }
}

fn month(time: &Zoned) -> &'static str {
    MONTHS[time.month() as usize - 1]
}

fn era(time: &Zoned, after: &str, before: &str) -> String {
    if time.year() > 0 { after } else { before }.to_owned()
}

/// The quarter of the year, from 1.
pub(crate) fn quarter(time: &Zoned) -> i8 {
    (time.month() + 2) / 3
}

fn two(number: i8) -> String {
    format!("{number:02}")
}

fn two_last(year: i16) -> String {
    format!("{:02}", year.rem_euclid(100))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_field_is_written() {
        let new_york = zone::zone("America/New_York").unwrap();
        let time = zone::at(1_407_344_824_054.0, new_york).unwrap();
        for (pattern, text) in [
            (
                "yyyy-MM-dd'T'HH:mm:ss.SSSZZ",
                "2014-08-06T13:07:04.054-04:00",
            ),
            ("yyyy LLL dd", "2014 Aug 06"),
            ("MM/dd/yyyy", "08/06/2014"),
            (
                "cccc, MMMM d, yyyy h:mm a",
                "Wednesday, August 6, 2014 1:07 PM",
            ),
            ("y yy yyyyyy", "2014 14 002014"),
            ("o ooo q qq W WW kk kkkk", "218 218 3 03 32 32 14 2014"),
            ("S SSS u uu uuu", "54 054 054 05 0"),
            ("E EEE EEEEE M MMMMM G", "3 Wed W 8 A AD"),
            ("X x", "1407344824 1407344824054"),
            ("Z ZZZ ZZZZ z", "-4 -0400 EDT America/New_York"),
            (
                "D | DD | t | TT | ff",
                "8/6/2014 | Aug 6, 2014 | 1:07 PM | 13:07:04 | Aug 6, 2014, 1:07 PM",
            ),
            ("'it is' hh 'o''clock'", "it is 01 oclock"),
            ("", ""),
        ] {
            assert_eq!(format(&time, pattern), text, "{pattern}");
        }
        let berlin = time.with_time_zone(zone::zone("Europe/Berlin").unwrap());
        assert_eq!(format(&berlin, "ZZZZ Z"), "GMT+2 +2");
        let india = time.with_time_zone(zone::zone("+05:30").unwrap());
        assert_eq!(format(&india, "z Z"), "UTC+5:30 +5:30");
    }
}
