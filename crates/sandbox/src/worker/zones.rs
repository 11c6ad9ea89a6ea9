//! Time zones, from the data bundled with jiff: no files are read.

use std::sync::OnceLock;

use jiff::Timestamp;
use jiff::tz::{TimeZone, TimeZoneDatabase};

fn data() -> &'static TimeZoneDatabase {
    static DATA: OnceLock<TimeZoneDatabase> = OnceLock::new();
    DATA.get_or_init(TimeZoneDatabase::bundled)
}

/// The zone of a name, in any case.
pub(super) fn find(name: &str) -> Option<TimeZone> {
    data()
        .get(name)
        .ok()
        .filter(|zone| zone.iana_name().is_some())
}

/// The name as the database spells it.
pub(super) fn canonical(name: &str) -> Option<String> {
    find(name)?.iana_name().map(str::to_owned)
}

/// All names.
pub(super) fn names() -> Vec<String> {
    data()
        .available()
        .map(|name| name.as_str().to_owned())
        .collect()
}

/// What holds in a zone at a time: seconds east of UTC, abbreviation, summer time.
pub(super) fn at(zone: &TimeZone, ms: f64) -> Option<(i32, String, bool)> {
    let info = zone.to_offset_info(timestamp(ms)?);
    Some((
        info.offset().seconds(),
        info.abbreviation().to_owned(),
        info.dst().is_dst(),
    ))
}

/// A time as jiff has it: years -9999 to 9999. Beyond, a zone stays what it is at the end.
fn timestamp(ms: f64) -> Option<Timestamp> {
    if ms.is_nan() {
        return None;
    }
    let end = if ms < 0.0 {
        Timestamp::MIN
    } else {
        Timestamp::MAX
    };
    Some(Timestamp::from_millisecond(ms.floor() as i64).unwrap_or(end))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn zones_are_known() {
        for (name, ms, expected) in [
            (
                "America/New_York",
                1_700_000_000_000.0,
                (-18_000, "EST", false),
            ),
            (
                "America/New_York",
                1_690_000_000_000.0,
                (-14_400, "EDT", true),
            ),
            ("Asia/Kolkata", 0.0, (19_800, "IST", false)),
            ("Etc/UTC", 8.64e15, (0, "UTC", false)),
            ("Etc/UTC", -8.64e15, (0, "UTC", false)),
        ] {
            let zone = find(name).expect("is known");
            let (offset, abbreviation, dst) = at(&zone, ms).expect("has an offset");
            assert_eq!(
                (offset, abbreviation.as_str(), dst),
                expected,
                "{name} {ms}"
            );
        }
        assert_eq!(canonical("europe/berlin").as_deref(), Some("Europe/Berlin"));
        assert_eq!(canonical("Mars/Olympus"), None);
        assert!(find("Etc/UTC").is_some_and(|zone| at(&zone, f64::NAN).is_none()));
        assert!(names().iter().any(|name| name == "Europe/Paris"));
    }
}
