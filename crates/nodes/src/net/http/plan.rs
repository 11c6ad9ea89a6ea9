//! What is to be done for one item.

use sdk::{Ctx, Result};

use super::draft::Draft;
use super::pages::Paging;

/// What is to be done for one item.
#[derive(Clone, Debug, Default)]
pub(super) struct Plan {
    /// The request.
    pub draft: Draft,
    /// What is made of the answer.
    pub wanted: Wanted,
    /// How more pages are asked for.
    pub paging: Option<Paging>,
}

/// What is made of an answer.
#[derive(Clone, Debug, Default)]
pub(super) struct Wanted {
    /// What the body is taken for.
    pub format: Format,
    /// Whether status and headers are wanted too.
    pub full: bool,
    /// Whether answers that tell of a failure are answers like others.
    pub never_error: bool,
    /// The field or file that gets a text or a file.
    pub property: String,
    /// Whether a list becomes one item each.
    pub split: bool,
}

/// What a body is taken for.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) enum Format {
    /// What its content type says.
    #[default]
    Told,
    Json,
    Text,
    File,
}

/// How many requests go out before a pause.
#[derive(Clone, Copy, Debug, Default, PartialEq)]
pub(super) struct Batches {
    /// Items in a batch; none for all at once.
    pub size: Option<usize>,
    /// The pause after a batch, in milliseconds.
    pub pause_ms: i64,
}

impl Batches {
    /// Batches by what the parameters say: a size below 0 switches them off, 0 is 1.
    pub fn of(size: Option<f64>, pause_ms: Option<f64>) -> Self {
        let size = size
            .filter(|size| *size >= 0.0)
            .map(|size| (size as usize).max(1));
        let pause_ms = pause_ms.unwrap_or(0.0) as i64;
        Self {
            size: size.filter(|_| pause_ms > 0),
            pause_ms: pause_ms.max(0),
        }
    }
}

/// The plans of all items: a parameter may be wrong for one and right for the others.
pub(super) struct Plans {
    pub items: Vec<Result<Plan>>,
    pub batches: Batches,
}

/// The credential that the node has for a slot.
pub(super) fn credential(ctx: &Ctx, slot: &str) -> Option<(String, Option<String>)> {
    if slot.is_empty() {
        return None;
    }
    let chosen = ctx
        .node()
        .credentials
        .iter()
        .find(|chosen| chosen.slot == slot);
    Some((slot.to_owned(), chosen.and_then(|chosen| chosen.id.clone())))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn batches_need_a_size_and_a_pause() {
        for (size, pause, batches) in [
            (None, None, (None, 0)),
            (Some(50.0), Some(1000.0), (Some(50), 1000)),
            (Some(0.0), Some(10.0), (Some(1), 10)),
            (Some(-1.0), Some(1000.0), (None, 1000)),
            (Some(5.0), Some(0.0), (None, 0)),
        ] {
            let made = Batches::of(size, pause);
            assert_eq!((made.size, made.pause_ms), batches);
        }
    }
}
