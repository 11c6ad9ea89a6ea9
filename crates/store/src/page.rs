//! Lists by page.

use serde::{Deserialize, Serialize};

/// Which way a list is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Direction {
    /// Smallest or oldest first.
    Up,
    /// Largest or newest first.
    #[default]
    Down,
}

/// Which part of a list is wanted.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct PageRequest {
    /// How many to leave out at the beginning.
    pub offset: u32,
    /// How many at most, up to [`PageRequest::MOST`].
    pub limit: u32,
}

impl PageRequest {
    /// Most entries of one page.
    pub const MOST: u32 = 1000;

    pub(crate) fn limit(self) -> i64 {
        self.limit.min(Self::MOST).into()
    }
}

impl Default for PageRequest {
    /// The first fifty.
    fn default() -> Self {
        Self {
            offset: 0,
            limit: 50,
        }
    }
}

/// A part of a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
pub struct Page<T> {
    /// The entries.
    pub entries: Vec<T>,
    /// How many there are in all.
    pub total: u64,
}
