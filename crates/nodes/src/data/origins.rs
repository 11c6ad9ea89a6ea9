//! Lineage of items that are made from many others.

use rustc_hash::FxHashSet;
use sdk::{Item, Origin};

/// One origin out of those of many items, without repeats; quick for a hundred thousand of them.
pub(crate) fn joined<'i>(items: impl IntoIterator<Item = &'i Item>) -> Origin {
    let mut seen = FxHashSet::default();
    let mut sources = Vec::new();
    for item in items {
        sources.extend(
            item.origin
                .sources()
                .iter()
                .copied()
                .filter(|source| seen.insert(*source)),
        );
    }
    match sources.as_slice() {
        [] => Origin::Unknown,
        [one] => Origin::One(*one),
        _ => Origin::Many(sources.into()),
    }
}
