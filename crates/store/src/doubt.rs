//! Where a row that is not found may be there all the same: nothing is said to be missing there, and nothing is gone on
//! with as if it were.

use std::collections::BTreeSet;

use crate::{Error, Result, Store};

/// What is not sure, since the store was looked through.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Doubt {
    /// Whole tables.
    pub(crate) tables: BTreeSet<&'static str>,
    /// Parts of tables, between rows that are whole.
    pub(crate) gaps: Vec<Gap>,
}

/// A damaged row may have had another key: one between those of the whole rows around it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Gap {
    pub(crate) table: &'static str,
    /// The key before; the table's beginning where there is none.
    pub(crate) after: Option<Vec<String>>,
    /// The key after; the table's end where there is none.
    pub(crate) before: Option<Vec<String>>,
}

impl Gap {
    fn holds(&self, table: &str, key: &[&str]) -> bool {
        let after = self.after.as_ref();
        let before = self.before.as_ref();
        self.table == table
            && after.is_none_or(|after| after.iter().map(String::as_str).le(key.iter().copied()))
            && before.is_none_or(|before| before.iter().map(String::as_str).ge(key.iter().copied()))
    }
}

impl Store {
    /// Refuses to say that something is not there, or to go on without it, where it may only be hidden.
    pub(crate) fn assert_sure(&self, table: &'static str) -> Result<()> {
        match self.doubt.read().tables.contains(table) {
            true => Err(unsure(table)),
            false => Ok(()),
        }
    }

    /// The same for one key of a table.
    pub(crate) fn assert_sure_of(&self, table: &'static str, key: &[&str]) -> Result<()> {
        self.assert_sure(table)?;
        match self
            .doubt
            .read()
            .gaps
            .iter()
            .any(|gap| gap.holds(table, key))
        {
            true => Err(unsure(table)),
            false => Ok(()),
        }
    }
}

fn unsure(table: &'static str) -> Error {
    let why = "parts of it are damaged, and more may be missing";
    Error::damaged("table", table, why)
}

#[cfg(test)]
mod tests {
    use super::Gap;

    #[test]
    fn a_gap_holds_what_may_have_stood_between_its_ends() {
        let key = |parts: &[&str]| Some(parts.iter().map(|part| (*part).to_owned()).collect());
        let between = Gap {
            table: "static_data",
            after: key(&["b", "y"]),
            before: key(&["d", ""]),
        };
        for inside in [["b", "z"], ["c", ""], ["c", "x"]] {
            assert!(between.holds("static_data", &inside), "{inside:?}");
            assert!(!between.holds("seen", &inside), "{inside:?}");
        }
        for outside in [["a", "z"], ["b", "x"], ["d", "a"], ["e", ""]] {
            assert!(!between.holds("static_data", &outside), "{outside:?}");
        }
        let all = Gap {
            after: None,
            before: None,
            ..between
        };
        assert!(all.holds("static_data", &["a", ""]));
    }
}
