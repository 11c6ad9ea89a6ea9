//! Which rows of a long list are on the screen, and which pages of it have to be there.

use std::ops::Range;

/// Height of a row in pixels.
pub const ROW: f64 = 30.0;
/// Rows of a page.
pub const PAGE: u32 = 100;
/// Rows drawn above and below what is seen.
const MARGIN: u32 = 12;

/// The rows to draw.
pub fn rows(scrolled: f64, height: f64, total: u32) -> Range<u32> {
    let first = (scrolled.max(0.0) / ROW).floor() as u32;
    let count = (height.max(0.0) / ROW).ceil() as u32 + 1;
    let from = first.saturating_sub(MARGIN).min(total);
    let until = first
        .saturating_add(count)
        .saturating_add(MARGIN)
        .min(total);
    from..until
}

/// The pages that rows lie on.
pub fn pages(rows: &Range<u32>) -> Range<u32> {
    match rows.is_empty() {
        true => 0..0,
        false => rows.start / PAGE..(rows.end - 1) / PAGE + 1,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_and_a_little_more_is_drawn() {
        assert_eq!(rows(0.0, 300.0, 100_000), 0..23);
        assert_eq!(rows(30_000.0, 300.0, 100_000), 988..1023);
        assert_eq!(rows(0.0, 300.0, 3), 0..3);
        assert_eq!(rows(9e9, 300.0, 50), 50..50, "scrolled past the end");
        assert_eq!(rows(-5.0, 0.0, 0), 0..0);
    }

    #[test]
    fn rows_need_the_pages_they_lie_on() {
        assert_eq!(pages(&(0..23)), 0..1);
        assert_eq!(pages(&(95..105)), 0..2);
        assert_eq!(pages(&(100..200)), 1..2);
        assert_eq!(pages(&(7..7)), 0..0);
    }
}
