//! What a value can be indexed by.

use crate::Value;

/// A `&str` (field of an object) or a `usize` (element of a list).
pub trait Index {
    /// Finds the part of `value` this names.
    fn find<'v>(&self, value: &'v Value) -> Option<&'v Value>;
}

impl Index for str {
    fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        value.as_object()?.get(self)
    }
}

impl Index for String {
    fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        Index::find(self.as_str(), value)
    }
}

impl Index for usize {
    fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        value.as_array()?.get(*self)
    }
}

impl<T: Index + ?Sized> Index for &T {
    fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        Index::find(*self, value)
    }
}
