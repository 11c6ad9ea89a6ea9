//! Adds a step that a person picked, and remembers which kinds are picked.

use leptos::prelude::*;
use model::NodeId;

use super::gesture::{self, Place};
use super::say;
use super::state::{Editor, Tab, new_id};
use crate::session;

/// Key of the settings' layout under which the last kinds stand.
const RECENT: &str = "editor.recent";
/// How many of them.
const MOST: usize = 6;

/// Adds a step and opens its form.
pub fn add(editor: Editor, kind: &str, place: &Place) -> Option<NodeId> {
    let specs = editor.specs();
    let label = say::kind_label(specs.get(kind)?);
    let added = editor
        .peek(|workflow| gesture::add_step(workflow, &specs, kind, &label, place, &mut new_id))?;
    if !editor.perform(added.edit) {
        return None;
    }
    let asked = editor.wanted.try_update(Option::take).flatten().is_some();
    if asked {
        // The list had the keyboard; it goes back to where the step is now.
        request_animation_frame(move || editor.focus_graph());
    }
    editor.tab.set(Tab::Settings);
    editor.fresh.update(|fresh| {
        fresh.insert(added.node.clone());
    });
    editor.select(vec![added.node.clone()]);
    editor.reveal(&added.node);
    remember(kind);
    Some(added.node)
}

/// The kinds that were picked last, the newest first.
pub fn recent() -> Vec<String> {
    session::settings().with(|settings| read(settings.layout.get(RECENT)))
}

fn read(text: Option<&String>) -> Vec<String> {
    let kinds = text.map(String::as_str).unwrap_or_default().split(' ');
    kinds
        .filter(|kind| !kind.is_empty())
        .map(str::to_owned)
        .collect()
}

fn remember(kind: &str) {
    session::change(|settings| {
        let mut kinds = read(settings.layout.get(RECENT));
        kinds.retain(|known| known != kind);
        kinds.insert(0, kind.to_owned());
        kinds.truncate(MOST);
        settings.layout.insert(RECENT.to_owned(), kinds.join(" "));
    });
}
