//! Reads dates by a pattern, luxon's or moment's.

use jiff::{Zoned, tz::TimeZone};

use super::draft::{Draft, fraction, short_year};
use super::{luxon, moment, words, zone};

/// Reads a text by luxon's pattern; every character has to fit.
pub(crate) fn luxon(text: &str, pattern: &str, zone: &TimeZone, now: &Zoned) -> Option<Zoned> {
    let mut reader = Reader::new(text);
    for token in luxon::tokens(pattern) {
        match token {
            luxon::Token::Plain(plain) => reader.exact(&plain)?,
            luxon::Token::Field(field) => reader.luxon(&field)?,
        }
    }
    let draft = reader.end()?;
    draft.finish(zone, now)
}

/// Reads a text by moment's pattern. `strict` asks that everything fits; else what stands between numbers and names is
/// skipped and the rest may be missing.
pub(crate) fn moment(
    text: &str,
    pattern: &str,
    strict: bool,
    zone: &TimeZone,
    now: &Zoned,
) -> Option<Zoned> {
    let mut reader = Reader::new(text.trim());
    reader.moment(pattern, strict)?;
    let draft = if strict { reader.end()? } else { reader.draft };
    (draft != Draft::default()).then_some(())?;
    draft.finish(zone, now)
}

/// Looks at what is left of a text.
struct Reader<'t> {
    rest: &'t str,
    draft: Draft,
}

impl<'t> Reader<'t> {
    fn new(text: &'t str) -> Self {
        Self {
            rest: text,
            draft: Draft::default(),
        }
    }

    fn end(self) -> Option<Draft> {
        self.rest.is_empty().then_some(self.draft)
    }

    fn skip(&mut self, length: usize) -> &'t str {
        let (taken, rest) = self.rest.split_at(length);
        self.rest = rest;
        taken
    }

    fn exact(&mut self, text: &str) -> Option<()> {
        let start = self.rest.get(..text.len())?;
        start.eq_ignore_ascii_case(text).then(|| {
            self.skip(text.len());
        })
    }

    fn digits(&mut self, least: usize, most: usize) -> Option<&'t str> {
        let count = self.rest.bytes().take(most).take_while(u8::is_ascii_digit);
        let count = count.count();
        (count >= least).then(|| self.skip(count))
    }

    fn number<N: std::str::FromStr>(&mut self, least: usize, most: usize) -> Option<N> {
        self.digits(least, most)?.parse().ok()
    }

    fn signed(&mut self) -> Option<f64> {
        let sign = usize::from(self.rest.starts_with(['-', '+']));
        let digits = |b: &u8| b.is_ascii_digit() || *b == b'.';
        let length = sign + self.rest.bytes().skip(sign).take_while(digits).count();
        self.skip(length).parse().ok()
    }

    fn month_name(&mut self) -> Option<()> {
        let (month, length) = words::month(self.rest)?;
        self.skip(length);
        self.draft.month = Some(month);
        Some(())
    }

    fn day_name(&mut self) -> Option<()> {
        let (day, length) = words::day(self.rest)?;
        self.skip(length);
        self.draft.weekday = Some(if day == 0 { 7 } else { day });
        Some(())
    }

    fn half_of_day(&mut self) -> Option<()> {
        let afternoon = match self.rest.get(..1)?.to_ascii_lowercase().as_str() {
            "a" => false,
            "p" => true,
            _ => return None,
        };
        let length = 1 + usize::from(self.rest[1..].starts_with(['m', 'M']));
        self.skip(length);
        self.draft.afternoon = Some(afternoon);
        Some(())
    }

    fn offset(&mut self) -> Option<()> {
        if self.rest.starts_with(['Z', 'z']) {
            self.skip(1);
            self.draft.offset = Some(0);
            return Some(());
        }
        let shape = |c: &char| c.is_ascii_digit() || matches!(c, ':' | '+' | '-');
        let length = self.rest.chars().take(6).take_while(shape).count();
        self.draft.offset = Some(zone::seconds(self.rest.get(..length)?)?);
        self.skip(length);
        Some(())
    }

    fn zone_name(&mut self) -> Option<()> {
        let shape = |c: &char| c.is_ascii_alphanumeric() || "/_+-".contains(*c);
        let length = self.rest.chars().take_while(shape).count();
        self.draft.zone = Some(zone::zone(self.rest.get(..length)?)?);
        self.skip(length);
        Some(())
    }

    fn luxon(&mut self, field: &str) -> Option<()> {
        match field {
            "y" => self.draft.year = Some(self.number(1, 6)?),
            "yy" => self.draft.year = Some(short_year(self.number(2, 2)?)),
            "yyyy" | "kkkk" => self.draft.year = Some(self.number(4, 4)?),
            "yyyyy" => self.draft.year = Some(self.number(4, 6)?),
            "M" | "L" => self.draft.month = Some(self.number(1, 2)?),
            "MM" | "LL" => self.draft.month = Some(self.number(2, 2)?),
            "MMM" | "MMMM" | "LLL" | "LLLL" => self.month_name()?,
            "d" => self.draft.day = Some(self.number(1, 2)?),
            "dd" => self.draft.day = Some(self.number(2, 2)?),
            "o" => self.draft.ordinal = Some(self.number(1, 3)?),
            "ooo" => self.draft.ordinal = Some(self.number(3, 3)?),
            "H" | "h" => self.draft.hour = Some(self.number(1, 2)?),
            "HH" | "hh" => self.draft.hour = Some(self.number(2, 2)?),
            "m" => self.draft.minute = Some(self.number(1, 2)?),
            "mm" => self.draft.minute = Some(self.number(2, 2)?),
            "s" => self.draft.second = Some(self.number(1, 2)?),
            "ss" => self.draft.second = Some(self.number(2, 2)?),
            "S" => self.draft.nanosecond = self.number::<i32>(1, 3)? * 1_000_000,
            "SSS" => self.draft.nanosecond = self.number::<i32>(3, 3)? * 1_000_000,
            "u" | "uu" | "uuu" => self.draft.nanosecond = fraction(self.digits(1, 9)?),
            "a" => self.half_of_day()?,
            "W" => self.draft.week = Some(self.number(1, 2)?),
            "WW" => self.draft.week = Some(self.number(2, 2)?),
            "E" | "c" => self.draft.weekday = Some(self.number(1, 1)?),
            "EEE" | "EEEE" | "ccc" | "cccc" => self.day_name()?,
            "Z" | "ZZ" | "ZZZ" => self.offset()?,
            "z" => self.zone_name()?,
            "X" => self.draft.millis = Some(self.signed()? * 1000.0),
            "x" => self.draft.millis = Some(self.signed()?),
            _ => return None,
        }
        Some(())
    }

    fn moment(&mut self, pattern: &str, strict: bool) -> Option<()> {
        for token in moment::tokens(pattern) {
            if let Some(long) = moment::long_form(token) {
                self.moment(long, strict)?;
                continue;
            }
            let plain = moment::plain(token);
            let is_field = plain.len() == token.len() && token.starts_with(char::is_alphabetic);
            match (is_field, strict) {
                (false, true) => self.exact(plain)?,
                (false, false) => self.skip_to_content(plain),
                (true, true) => self.moment_field(token, true)?,
                (true, false) => {
                    self.skip_to_content("");
                    if self.rest.is_empty() {
                        return Some(());
                    }
                    self.moment_field(token, false)?;
                }
            }
        }
        Some(())
    }

    /// Skips what separates parts, and `plain` if it is there.
    fn skip_to_content(&mut self, plain: &str) {
        if !plain.is_empty() && self.exact(plain).is_some() {
            return;
        }
        let part = |c: char| c.is_alphanumeric() || c == '-' || c == '+';
        let length = match self.rest.find(part) {
            Some(at) => at,
            None => self.rest.len(),
        };
        self.skip(length);
    }

    fn moment_field(&mut self, token: &str, strict: bool) -> Option<()> {
        let least = if strict && token.len() == 2 { 2 } else { 1 };
        if !strict && !matches!(token, "X" | "x" | "Z" | "ZZ" | "Y") {
            let sign = usize::from(self.rest.starts_with(['-', '+']));
            self.skip(sign);
        }
        match token {
            "YYYY" | "GGGG" | "gggg" => self.moment_year(strict)?,
            "YY" | "GG" | "gg" => self.draft.year = Some(short_year(self.number(least, 2)?)),
            "Y" | "YYYYY" | "YYYYYY" => self.draft.year = Some(self.signed()? as i16),
            "M" | "MM" => self.draft.month = Some(self.number(least, 2)?),
            "MMM" | "MMMM" => self.month_name()?,
            "Q" => self.draft.month = Some(self.number::<i8>(1, 1)? * 3 - 2),
            "D" | "DD" => self.draft.day = Some(self.number(least, 2)?),
            "Do" => {
                self.draft.day = Some(self.number(1, 2)?);
                self.skip(
                    self.rest
                        .bytes()
                        .take(2)
                        .take_while(u8::is_ascii_alphabetic)
                        .count(),
                );
            }
            "DDD" | "DDDD" => self.draft.ordinal = Some(self.number(1, 3)?),
            "dd" | "ddd" | "dddd" => self.moment_weekday(token)?,
            "E" => self.draft.weekday = Some(self.number(1, 1)?),
            "W" | "WW" => self.draft.week = Some(self.number(1, 2)?),
            "H" | "HH" | "h" | "hh" => self.draft.hour = Some(self.number(least, 2)?),
            "k" | "kk" => self.draft.hour = Some(self.number::<i8>(least, 2)? % 24),
            "m" | "mm" => self.draft.minute = Some(self.number(least, 2)?),
            "s" | "ss" => self.draft.second = Some(self.number(least, 2)?),
            "A" | "a" => self.half_of_day()?,
            "Z" | "ZZ" => self.offset()?,
            "X" => self.draft.millis = Some(self.signed()? * 1000.0),
            "x" => self.draft.millis = Some(self.signed()?),
            _ if token.starts_with('S') => self.draft.nanosecond = fraction(self.digits(1, 9)?),
            _ => self.exact(token)?,
        }
        Some(())
    }

    fn moment_year(&mut self, strict: bool) -> Option<()> {
        let digits = self.digits(if strict { 4 } else { 1 }, 4)?;
        let year = digits.parse().ok()?;
        self.draft.year = Some(if digits.len() == 2 {
            short_year(year)
        } else {
            year
        });
        Some(())
    }

    /// A day's name tells nothing that the date does not.
    fn moment_weekday(&mut self, token: &str) -> Option<()> {
        let (_, length) = words::day(self.rest).or_else(|| {
            let short = words::DAYS
                .iter()
                .any(|day| self.rest.starts_with(&day[..2]));
            short.then_some((0, 2))
        })?;
        self.skip(if token == "dd" { 2 } else { length });
        Some(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn now() -> Zoned {
        zone::at(1_700_000_000_000.0, TimeZone::UTC).unwrap()
    }

    #[test]
    fn luxon_patterns_are_read() {
        let new_york = zone::zone("America/New_York").unwrap();
        for (text, pattern, utc) in [
            ("2024/05/01", "yyyy/MM/dd", Some("2024-05-01T04:00:00.000Z")),
            (
                "1.5.24 3:04 pm",
                "d.M.yy h:mm a",
                Some("2024-05-01T19:04:00.000Z"),
            ),
            (
                "May 1, 2024",
                "LLLL d, yyyy",
                Some("2024-05-01T04:00:00.000Z"),
            ),
            (
                "Wed, 1 May 2024 10:00:00 +0200",
                "EEE, d MMM yyyy HH:mm:ss ZZZ",
                Some("2024-05-01T08:00:00.000Z"),
            ),
            (
                "2024-05-01 10:00 Europe/Berlin",
                "yyyy-MM-dd HH:mm z",
                Some("2024-05-01T08:00:00.000Z"),
            ),
            ("2024-122", "yyyy-ooo", Some("2024-05-01T04:00:00.000Z")),
            (
                "2024-W18-3",
                "kkkk-'W'WW-E",
                Some("2024-05-01T04:00:00.000Z"),
            ),
            ("1714521600", "X", Some("2024-05-01T00:00:00.000Z")),
            ("1714521600123", "x", Some("2024-05-01T00:00:00.123Z")),
            ("12:30", "HH:mm", Some("2023-11-14T17:30:00.000Z")),
            ("2024-5-1", "yyyy-MM-dd", None),
            ("2024-05-01x", "yyyy-MM-dd", None),
            ("2024-13-01", "yyyy-MM-dd", None),
        ] {
            let read = luxon(text, pattern, &new_york, &now());
            assert_eq!(read.map(|t| zone::iso_utc(&t)).as_deref(), utc, "{text}");
        }
    }

    #[test]
    fn moment_patterns_are_read() {
        for (text, pattern, strict, utc) in [
            (
                "2022-01-12",
                "YYYY-DD-MM",
                false,
                Some("2022-12-01T00:00:00.000Z"),
            ),
            (
                "2022-01-12",
                "YYYY/DD/MM",
                false,
                Some("2022-12-01T00:00:00.000Z"),
            ),
            ("2022-01-12", "YYYY/DD/MM", true, None),
            (
                "1614764492648",
                "x",
                false,
                Some("2021-03-03T09:41:32.648Z"),
            ),
            ("1614764492.5", "X", false, Some("2021-03-03T09:41:32.500Z")),
            (
                "March 3rd 2021, 4:41:32 am",
                "MMMM Do YYYY, h:mm:ss a",
                false,
                Some("2021-03-03T04:41:32.000Z"),
            ),
            (
                "Wed Mar 03 2021 04:41",
                "ddd MMM DD YYYY HH:mm",
                true,
                Some("2021-03-03T04:41:00.000Z"),
            ),
            (
                "03-03-21",
                "DD-MM-YY",
                true,
                Some("2021-03-03T00:00:00.000Z"),
            ),
            ("3/3/2021", "DD/MM/YYYY", true, None),
            (
                "3/3/2021",
                "DD/MM/YYYY",
                false,
                Some("2021-03-03T00:00:00.000Z"),
            ),
            (
                "2021-03-03T04:41:00+02:00",
                "YYYY-MM-DDTHH:mm:ssZ",
                false,
                Some("2021-03-03T02:41:00.000Z"),
            ),
            (
                "2021",
                "YYYY-MM-DD",
                false,
                Some("2021-01-01T00:00:00.000Z"),
            ),
            ("12:15 AM", "LT", true, Some("2023-11-14T00:15:00.000Z")),
            ("hello", "YYYY-MM-DD", false, None),
            ("2021-45-45", "YYYY-MM-DD", false, None),
            ("", "YYYY", false, None),
        ] {
            let read = moment(text, pattern, strict, &TimeZone::UTC, &now());
            assert_eq!(
                read.map(|t| zone::iso_utc(&t)).as_deref(),
                utc,
                "{text} {pattern}"
            );
        }
    }
}
