//! New ids for what a file gives none.

use rustc_hash::FxHashSet;
use value::Text;

/// Makes ids that are not taken: from the caller's source, or by counting, which makes an import repeatable.
pub(super) struct Ids<'o> {
    source: Option<&'o mut dyn FnMut() -> String>,
    count: u64,
    taken: FxHashSet<Text>,
}

impl<'o> Ids<'o> {
    /// How often a source is asked again when it gives what is taken.
    const TRIES: usize = 8;

    pub fn new(source: Option<&'o mut dyn FnMut() -> String>) -> Self {
        Self {
            source,
            count: 0,
            taken: FxHashSet::default(),
        }
    }

    /// Marks an id as taken; false if it was.
    pub fn take(&mut self, id: &Text) -> bool {
        self.taken.insert(id.clone())
    }

    /// A new id, taken at once.
    pub fn fresh(&mut self) -> Text {
        if let Some(source) = &mut self.source {
            for _ in 0..Self::TRIES {
                let id = Text::from(source());
                if !id.is_empty() && self.taken.insert(id.clone()) {
                    return id;
                }
            }
        }
        loop {
            self.count += 1;
            let id = Text::from(format!("new-{}", self.count));
            if self.taken.insert(id.clone()) {
                return id;
            }
        }
    }
}
