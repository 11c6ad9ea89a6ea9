//! Nodes that change items: which there are, what is in them.

mod aggregate;
mod compare_datasets;
mod filter;
mod item_lists;
mod limit;
mod matching;
mod merge;
pub(crate) mod names;
mod origins;
mod remove_duplicates;
mod rename_keys;
mod set;
mod sort;
mod split_out;
mod summarize;
mod training;

pub use aggregate::Aggregate;
pub use compare_datasets::CompareDatasets;
pub use filter::Filter;
pub use item_lists::ItemLists;
pub use limit::Limit;
pub use merge::Merge;
pub use remove_duplicates::RemoveDuplicates;
pub use rename_keys::RenameKeys;
pub use set::Set;
pub use sort::Sort;
pub use split_out::SplitOut;
pub use summarize::Summarize;
pub use training::{TrainingCustomers, TrainingMessages};

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![
    Set,
    Filter,
    SplitOut,
    Aggregate,
    Summarize,
    Sort,
    Limit,
    Merge,
    CompareDatasets,
    RemoveDuplicates,
    RenameKeys,
    ItemLists,
    TrainingCustomers,
    TrainingMessages,
];
