//! The time between two dates in the units a person asks for, as luxon counts it.

use jiff::Zoned;
use sdk::{Map, Value};

use super::calendar::{Unit, later, plus_whole};
use crate::time::zone;

/// Amounts by unit, the largest unit first. Only the smallest has a fraction.
#[derive(Clone, Debug, PartialEq)]
pub(super) struct Difference(Vec<(Unit, f64)>);

impl Difference {
    /// The time from one date to another; negative if the second is earlier.
    pub fn between(start: &Zoned, end: &Zoned, units: &[Unit]) -> Option<Self> {
        let mut units = units.to_vec();
        units.sort_unstable();
        units.dedup();
        if units.is_empty() {
            units.push(Unit::Millisecond);
        }
        let backwards = start.timestamp() > end.timestamp();
        let (earlier, later) = if backwards {
            (end, start)
        } else {
            (start, end)
        };
        let mut amounts = count(
            earlier,
            &later.with_time_zone(earlier.time_zone().clone()),
            &units,
        )?;
        if backwards {
            amounts
                .iter_mut()
                .for_each(|(_, amount)| *amount = 0.0 - *amount);
        }
        Some(Self(amounts))
    }

    /// One number a unit.
    pub fn to_map(&self) -> Map {
        self.0
            .iter()
            .map(|(unit, amount)| (unit.plural(), Value::from(*amount)))
            .collect()
    }

    /// ISO 8601's text of a duration: `P1M2DT3H`.
    pub fn to_iso(&self) -> String {
        let amount = |unit: Unit| {
            let found = self.0.iter().find(|(own, _)| *own == unit);
            found.map_or(0.0, |(_, amount)| *amount)
        };
        let shown = |amount: f64, letter: char| match amount {
            0.0 => String::new(),
            amount => format!("{}{letter}", value::number_to_string(amount)),
        };
        let seconds = (amount(Unit::Second) * 1000.0 + amount(Unit::Millisecond)).round() / 1000.0;
        let date = [
            shown(amount(Unit::Year), 'Y'),
            shown(amount(Unit::Month) + amount(Unit::Quarter) * 3.0, 'M'),
            shown(amount(Unit::Week), 'W'),
            shown(amount(Unit::Day), 'D'),
        ];
        let time = [
            shown(amount(Unit::Hour), 'H'),
            shown(amount(Unit::Minute), 'M'),
            shown(seconds, 'S'),
        ];
        match (date.concat(), time.concat()) {
            (date, time) if date.is_empty() && time.is_empty() => "PT0S".to_owned(),
            (date, time) if time.is_empty() => format!("P{date}"),
            (date, time) => format!("P{date}T{time}"),
        }
    }
}

fn count(earlier: &Zoned, end: &Zoned, units: &[Unit]) -> Option<Vec<(Unit, f64)>> {
    let mut amounts = Vec::new();
    let mut cursor = earlier.clone();
    for unit in units.iter().copied().filter(|unit| unit.is_calendar()) {
        let (whole, reached) = whole_units(&cursor, end, unit)?;
        amounts.push((unit, whole as f64));
        cursor = reached;
    }
    let mut rest = (zone::millis(end) - zone::millis(&cursor)) as f64;
    let exact: Vec<Unit> = units
        .iter()
        .copied()
        .filter(|unit| !unit.is_calendar())
        .collect();
    match (exact.split_last(), amounts.last_mut()) {
        (None, Some((unit, amount))) if rest > 0.0 => {
            let next = plus_whole(&cursor, 1, *unit)?;
            let length = (zone::millis(&next) - zone::millis(&cursor)) as f64;
            *amount += rest / length;
        }
        (Some((last, others)), _) => {
            for unit in others {
                let whole = (rest / unit.millis()).trunc();
                rest -= whole * unit.millis();
                amounts.push((*unit, whole));
            }
            amounts.push((*last, rest / last.millis()));
        }
        _ => {}
    }
    Some(amounts)
}

/// How many whole units fit, and where they lead.
fn whole_units(from: &Zoned, end: &Zoned, unit: Unit) -> Option<(i64, Zoned)> {
    let span = (zone::millis(end) - zone::millis(from)) as f64;
    let mut whole = (span / unit.millis()) as i64 + 1;
    loop {
        let reached = plus_whole(from, whole, unit)?;
        if reached.timestamp() <= end.timestamp() {
            return Some((whole, reached));
        }
        // A guess by the usual length is too high by a step in about thirty at most.
        let over = (zone::millis(&reached) - zone::millis(end)) as f64 / (unit.millis() * 1.1);
        whole -= (over as i64).max(1);
        if whole < 0 {
            return later(from, 0.0).map(|same| (0, same));
        }
    }
}

#[cfg(test)]
mod tests {
    use sdk::json;

    use super::Unit::{Day, Hour, Millisecond, Minute, Month, Second, Week, Year};
    use super::*;

    fn at(text: &str) -> Zoned {
        let zone = zone::zone("America/New_York").unwrap();
        text.parse::<jiff::Timestamp>().unwrap().to_zoned(zone)
    }

    /// Start, end, units, the result by unit and as text.
    type Case = (
        &'static str,
        &'static str,
        &'static [Unit],
        &'static str,
        &'static str,
    );

    #[rustfmt::skip]
    const CASES: &[Case] = &[
        ("2023-04-11T13:00:00Z", "2023-04-13T13:00:00Z", &[Day], r#"{"days": 2}"#, "P2D"),
        ("2023-04-13T13:00:00Z", "2023-04-11T13:00:00Z", &[Day], r#"{"days": -2}"#, "P-2D"),
        ("2023-04-11T13:00:00Z", "2023-04-12T01:00:00Z", &[Day], r#"{"days": 0.5}"#, "P0.5D"),
        ("2024-01-31T12:00:00Z", "2024-03-01T12:00:00Z", &[Month, Day], r#"{"months": 1, "days": 1}"#, "P1M1D"),
        ("2020-02-29T12:00:00Z", "2024-02-29T12:00:00Z", &[Year], r#"{"years": 4}"#, "P4Y"),
        ("2024-01-01T00:00:00Z", "2024-01-20T00:00:00Z", &[Day, Week], r#"{"weeks": 2, "days": 5}"#, "P2W5D"),
        ("2024-01-01T00:00:00Z", "2024-01-01T02:30:01.5Z", &[Hour, Minute, Second], r#"{"hours": 2, "minutes": 30, "seconds": 1.5}"#, "PT2H30M1.5S"),
        ("2024-01-01T00:00:00Z", "2024-01-01T02:30:00Z", &[Hour], r#"{"hours": 2.5}"#, "PT2.5H"),
        ("2024-03-09T17:00:00Z", "2024-03-10T16:00:00Z", &[Day, Hour], r#"{"days": 1, "hours": 0}"#, "P1D"),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00Z", &[Month], r#"{"months": 0}"#, "PT0S"),
        ("2024-01-01T00:00:00Z", "2024-01-01T00:00:00.250Z", &[Millisecond], r#"{"milliseconds": 250}"#, "PT0.25S"),
        ("1990-01-01T00:00:00Z", "2024-01-01T00:00:00Z", &[], r#"{"milliseconds": 1072915200000}"#, "PT1072915200S"),
    ];

    #[test]
    fn differences_are_counted_by_unit() {
        for (start, end, units, map, iso) in CASES {
            let difference = Difference::between(&at(start), &at(end), units).unwrap();
            assert_eq!(
                Value::from(difference.to_map()),
                value::from_str(map).unwrap(),
                "{start} {end}"
            );
            assert_eq!(difference.to_iso(), *iso, "{start} {end}");
        }
    }

    #[test]
    fn a_long_time_is_counted_quickly_and_exactly() {
        let at = |text: &str| at(text).with_time_zone(jiff::tz::TimeZone::UTC);
        for (unit, amount) in [
            (Year, json!({ "years": 8000 })),
            (Day, json!({ "days": 2_921_940 })),
        ] {
            let (start, end) = (at("1000-06-01T00:00:00Z"), at("9000-06-01T00:00:00Z"));
            let between = Difference::between(&start, &end, &[unit]).unwrap();
            assert_eq!(Value::from(between.to_map()), amount);
        }
    }
}
