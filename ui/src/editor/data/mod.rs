//! Items looked at: as a table, as JSON, as fields with samples, as files; any amount of them.

mod files;
mod items;
mod schema;
mod source;
mod table;
mod trace;
mod tree;
mod value;
mod viewer;
mod window;

pub use items::ItemPages;
pub use schema::{SchemaList, Schemas};
pub use source::Source;
pub use table::ItemTable;
pub use viewer::{DataViewer, JsonItems};

use std::sync::Arc;

use leptos::prelude::*;

use super::token::Step;

/// What a value is called in an expression, where values can be dragged into a field.
pub type CodeFor = Arc<dyn Fn(&[Step]) -> String + Send + Sync>;

/// A value that was chosen: item and the way into it.
#[derive(Clone, Debug, PartialEq)]
pub struct Chosen {
    /// The item's place in the output.
    pub item: u32,
    /// The way to the value.
    pub path: Vec<Step>,
}

/// What the views tell and ask.
#[derive(Clone)]
pub struct Hands {
    /// A value was chosen.
    pub choose: Callback<Chosen>,
    /// The code of a value, if it can go into a field.
    pub code: Option<CodeFor>,
}

/// The kind of data that a value carries while it is dragged.
pub const DRAGGED: &str = "text/x-millrace-code";

/// Lets a value be dragged into a field.
pub fn drag(event: &leptos::ev::DragEvent, code: &str) {
    if let Some(data) = event.data_transfer() {
        data.set_data(DRAGGED, code).ok();
        data.set_data("text/plain", &format!("{{{{ {code} }}}}"))
            .ok();
        data.set_effect_allowed("copy");
    }
}

/// The code of a value that was dropped, if it is one.
pub fn dropped(event: &leptos::ev::DragEvent) -> Option<String> {
    let code = event.data_transfer()?.get_data(DRAGGED).ok()?;
    if code.is_empty() {
        return None;
    }
    event.prevent_default();
    Some(code)
}

/// Whether a value is dragged, and may be dropped here.
pub fn allow_drop(event: &leptos::ev::DragEvent) {
    let takes = event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&DRAGGED.into(), 0));
    if takes {
        event.prevent_default();
    }
}
