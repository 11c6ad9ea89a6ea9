//! Dates as `Date.parse` takes them when they are in no standard's form: `1-Feb-2024`, `May 17, 2023 10:52 pm`, `6/15/24`.
//!
//! Numbers and known words are taken in order; words before the first number are passed over, what stands in
//! parentheses too. Two or three plain numbers are month, day and year, or year, month and day if the first is no day.

use jiff::civil::{Date, Time};
use jiff::tz::TimeZone;
use jiff::{Span, civil::DateTime};

use super::moment::{Clock, Moment, fixed, month, zone_minutes};

/// Reads a date; none where this is not one.
pub(super) fn parse(text: &str, clock: &Clock) -> Option<Moment> {
    let mut reading = Reading {
        tokens: tokens(text),
        ..Reading::default()
    };
    reading.read()?;
    let at = DateTime::from_parts(reading.date()?, reading.time()?);
    let zone = reading.zone().unwrap_or_else(|| clock.zone.clone());
    let zoned = at.to_zoned(zone).ok()?;
    Moment::from_ms(zoned.timestamp().as_millisecond(), &clock.zone)
}

#[derive(Clone, Debug, PartialEq)]
enum Token {
    /// Digits: value and how many there were.
    Number(u32, usize),
    Word(String),
    Sign(char),
    Space,
}

fn tokens(text: &str) -> Vec<Token> {
    let mut tokens = Vec::new();
    let mut rest = text;
    while let Some(c) = rest.chars().next() {
        let (token, length) = match c {
            '0'..='9' => number(rest),
            '(' => (Token::Space, closing(rest)),
            c if c.is_alphabetic() => {
                let length = rest
                    .find(|c: char| !c.is_alphabetic())
                    .unwrap_or(rest.len());
                (Token::Word(rest[..length].to_lowercase()), length)
            }
            c if c.is_whitespace() => (Token::Space, c.len_utf8()),
            c => (Token::Sign(c), c.len_utf8()),
        };
        tokens.push(token);
        rest = &rest[length..];
    }
    tokens
}

fn number(text: &str) -> (Token, usize) {
    /// More digits change nothing: the number is no part of a date then.
    const MOST_DIGITS: usize = 9;
    let length = text
        .find(|c: char| !c.is_ascii_digit())
        .unwrap_or(text.len());
    let value = text[..length.min(MOST_DIGITS)].parse().unwrap_or(u32::MAX);
    (Token::Number(value, length), length)
}

/// How long what is in parentheses is.
fn closing(text: &str) -> usize {
    let mut open = 0;
    for (at, c) in text.char_indices() {
        match c {
            '(' => open += 1,
            ')' => open -= 1,
            _ => {}
        }
        if open == 0 {
            return at + 1;
        }
    }
    text.len()
}

#[derive(Default)]
struct Reading {
    tokens: Vec<Token>,
    at: usize,
    /// Day, month and year in the order given.
    day: Vec<u32>,
    month: Option<i8>,
    /// Hour, minute, second, millisecond.
    time: Vec<u32>,
    time_done: bool,
    afternoon: Option<bool>,
    /// Minutes ahead of UTC.
    offset: Option<i32>,
    seen_number: bool,
}

impl Reading {
    fn peek(&self) -> Option<&Token> {
        self.tokens.get(self.at)
    }

    fn skip(&mut self, sign: char) -> bool {
        let there = self.peek() == Some(&Token::Sign(sign));
        self.at += usize::from(there);
        there
    }

    fn read(&mut self) -> Option<()> {
        while let Some(token) = self.peek().cloned() {
            self.at += 1;
            match token {
                Token::Number(value, digits) => self.number(value, digits)?,
                Token::Word(word) => self.word(&word)?,
                Token::Sign(sign @ ('+' | '-'))
                    if self.offset == Some(0) || !self.time.is_empty() =>
                {
                    self.zone_offset(sign)?;
                }
                Token::Sign('+' | '-' | ')') if self.seen_number => return None,
                Token::Sign(_) | Token::Space => {}
            }
        }
        Some(())
    }

    fn number(&mut self, value: u32, digits: usize) -> Option<()> {
        self.seen_number = true;
        let open = !self.time.is_empty() && !self.time_done;
        if !self.time_done && self.skip(':') {
            self.time.push(value);
            return (self.time.len() <= 3).then_some(());
        }
        if open && self.time.len() == 2 && self.skip('.') {
            self.time.push(value);
            return self.fraction();
        }
        if open {
            self.time.push(value);
            self.time_done = true;
            let ends = match self.peek() {
                None | Some(Token::Space | Token::Sign('+' | '-')) => true,
                Some(Token::Word(word)) => word == "z",
                _ => false,
            };
            return ends.then_some(());
        }
        if self.day.len() == 3 || digits > 9 {
            return None;
        }
        self.day.push(value);
        self.skip('-');
        Some(())
    }

    fn fraction(&mut self) -> Option<()> {
        let Some(Token::Number(value, digits)) = self.peek().cloned() else {
            return None;
        };
        self.at += 1;
        self.time_done = true;
        let scale = 10_f64.powi(3 - i32::try_from(digits.min(9)).ok()?);
        self.time.push((f64::from(value) * scale) as u32);
        Some(())
    }

    fn word(&mut self, word: &str) -> Option<()> {
        match word {
            "am" | "pm" if !self.time.is_empty() => self.afternoon = Some(word == "pm"),
            "z" | "utc" | "ut" | "gmt" | "est" | "edt" | "cst" | "cdt" | "mst" | "mdt" | "pst"
            | "pdt"
                if self.seen_number =>
            {
                self.offset = Some(zone_minutes(word));
            }
            "t" if !self.day.is_empty() => {}
            _ => match month(word) {
                Some(month) => {
                    self.month = Some(month);
                    self.skip('-');
                }
                None if self.seen_number || matches!(self.peek(), Some(Token::Number(..))) => {
                    return None;
                }
                None => {}
            },
        }
        Some(())
    }

    fn zone_offset(&mut self, sign: char) -> Option<()> {
        let Some(Token::Number(value, digits)) = self.peek().cloned() else {
            return None;
        };
        self.at += 1;
        self.time_done = true;
        let minutes = if self.skip(':') {
            let Some(Token::Number(minutes, _)) = self.peek().cloned() else {
                return None;
            };
            self.at += 1;
            value * 60 + minutes
        } else {
            match digits {
                1 | 2 => value * 60,
                3 | 4 => value / 100 * 60 + value % 100,
                _ => return None,
            }
        };
        let minutes = i32::try_from(minutes).ok()?;
        self.offset = Some(if sign == '-' { -minutes } else { minutes });
        Some(())
    }

    fn date(&self) -> Option<Date> {
        let is_day = |value: u32| (1..=31).contains(&value);
        let part = |at: usize| self.day.get(at).copied().unwrap_or(1);
        let first = *self.day.first()?;
        let (year, month, day) = match self.month {
            Some(month) if self.day.len() == 1 || is_day(first) => (part(1), month, first),
            Some(month) => (first, month, part(1)),
            None if self.day.len() == 3 && !is_day(first) => (first, narrow(part(1))?, part(2)),
            None => (part(2), narrow(first)?, part(1)),
        };
        let year = match year {
            0..=49 => 2000 + year,
            50..=99 => 1900 + year,
            _ => year,
        };
        if !is_day(day) {
            return None;
        }
        // The 31st of a shorter month is a day of the next one.
        let begin = Date::new(i16::try_from(year).ok()?, month, 1).ok()?;
        begin.checked_add(Span::new().days(i64::from(day) - 1)).ok()
    }

    fn time(&self) -> Option<Time> {
        let part = |at: usize| self.time.get(at).copied().unwrap_or(0);
        let hour = match self.afternoon {
            None => part(0),
            Some(_) if part(0) > 12 => return None,
            Some(afternoon) => part(0) % 12 + if afternoon { 12 } else { 0 },
        };
        let nanos = i32::try_from(part(3).min(999) * 1_000_000).ok()?;
        Time::new(narrow(hour)?, narrow(part(1))?, narrow(part(2))?, nanos).ok()
    }

    fn zone(&self) -> Option<TimeZone> {
        self.offset.map(fixed)
    }
}

fn narrow(value: u32) -> Option<i8> {
    i8::try_from(value).ok()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn reads_what_people_write() {
        let clock = Clock::new("UTC", 0);
        for (text, iso) in [
            (
                "SMT, 17 May 2023 10:52:32",
                Some("2023-05-17T10:52:32.000Z"),
            ),
            ("1-Feb-2024", Some("2024-02-01T00:00:00.000Z")),
            ("May 17, 2023 10:52 pm", Some("2023-05-17T22:52:00.000Z")),
            ("6/15/24", Some("2024-06-15T00:00:00.000Z")),
            ("2024/06/15 08:01:02.5", Some("2024-06-15T08:01:02.500Z")),
            (
                "Wed May 17 2023 10:52:32 GMT+0200 (Central European Summer Time)",
                Some("2023-05-17T08:52:32.000Z"),
            ),
            ("2/31/2023", Some("2023-03-03T00:00:00.000Z")),
            ("17 May 2023 12:00 EST", Some("2023-05-17T17:00:00.000Z")),
            ("12:00 AM 1/2/2023", Some("2023-01-02T00:00:00.000Z")),
            ("18-05-2020", None),
            ("1685084980", None),
            ("1685085012135", None),
            ("true", None),
            ("2023-05-17 foo", None),
            ("not a date 1x", None),
        ] {
            let found = parse(text, &clock).map(|moment| moment.to_iso());
            assert_eq!(found.as_deref(), iso, "{text}");
        }
    }
}
