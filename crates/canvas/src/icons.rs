//! Lucide's icons as lines, made from `assets/icons` when the crate is built.

/// The lines of an icon, in hundredths of its 24 units.
pub(crate) type Icon = [&'static [(i16, i16)]];

include!(concat!(env!("OUT_DIR"), "/icons.rs"));

/// The icon of a name.
pub(crate) fn find(name: &str) -> Option<&'static Icon> {
    let at = ICONS
        .binary_search_by(|(known, _)| (*known).cmp(name))
        .ok()?;
    Some(ICONS[at].1)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_icon_is_found_and_within_its_square() {
        for (name, lines) in ICONS {
            assert!(find(name).is_some(), "{name}");
            assert!(lines.iter().all(|line| line.len() > 1), "{name}");
            let inside = |value: i16| (0..=2400).contains(&value);
            assert!(
                lines
                    .iter()
                    .flat_map(|line| line.iter())
                    .all(|(x, y)| inside(*x) && inside(*y)),
                "{name}"
            );
        }
        assert!(find("no-such-icon").is_none());
    }
}
