//! English names of months and days, for patterns.

/// Months from January.
pub(crate) const MONTHS: [&str; 12] = [
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
];

/// Days from Sunday.
pub(crate) const DAYS: [&str; 7] = [
    "Sunday",
    "Monday",
    "Tuesday",
    "Wednesday",
    "Thursday",
    "Friday",
    "Saturday",
];

/// The number of the month (from 1) whose name begins a text, and how long the name is there: in full or three letters.
pub(crate) fn month(text: &str) -> Option<(i8, usize)> {
    named(&MONTHS, text).map(|(at, length)| (at as i8 + 1, length))
}

/// The number of the day (from 0, Sunday) whose name begins a text, and how long the name is there.
pub(crate) fn day(text: &str) -> Option<(i8, usize)> {
    named(&DAYS, text).map(|(at, length)| (at as i8, length))
}

fn named(names: &[&str], text: &str) -> Option<(usize, usize)> {
    let begins = |name: &str| {
        text.get(..name.len())
            .is_some_and(|start| start.eq_ignore_ascii_case(name))
    };
    let whole = |(at, name): (usize, &&str)| begins(name).then_some((at, name.len()));
    let short = |(at, name): (usize, &&str)| begins(&name[..3]).then_some((at, 3));
    let mut all = names.iter().enumerate();
    all.clone().find_map(whole).or_else(|| all.find_map(short))
}

/// A number with its ending: `1st`, `22nd`, `13th`.
pub(crate) fn ordinal(number: i64) -> String {
    let ending = match (number % 100, number % 10) {
        (11..=13, _) => "th",
        (_, 1) => "st",
        (_, 2) => "nd",
        (_, 3) => "rd",
        _ => "th",
    };
    format!("{number}{ending}")
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_are_found_in_full_and_short() {
        assert_eq!(month("may 5"), Some((5, 3)));
        assert_eq!(month("SEPTEMBER"), Some((9, 9)));
        assert_eq!(month("Sept"), Some((9, 3)));
        assert_eq!(day("Tue, 1"), Some((2, 3)));
        assert_eq!(month("été"), None);
    }

    #[test]
    fn ordinals_end_right() {
        for (number, text) in [
            (1, "1st"),
            (2, "2nd"),
            (11, "11th"),
            (13, "13th"),
            (23, "23rd"),
            (30, "30th"),
        ] {
            assert_eq!(ordinal(number), text);
        }
    }
}
