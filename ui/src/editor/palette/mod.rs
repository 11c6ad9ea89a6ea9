//! The steps there are: docked on the left, and as a list that opens where a step is wanted.

mod drag;
mod list;
mod popup;

pub use popup::StepPopup;

use leptos::prelude::*;
use model::Group;
use wasm_bindgen::JsCast as _;

use super::gesture::Place;
use super::search::{Entry, GROUPS};
use super::state::Editor;
use crate::session;
use crate::text::t;
use crate::widgets::{Icon, IconButton};
use list::StepList;

/// Kinds that only work once Millrace listens for something while nobody looks: they are not offered before it does. A
/// workflow that has them keeps them.
const LATER: [&str; 7] = [
    "cron",
    "form",
    "form.trigger",
    "interval",
    "schedule",
    "webhook",
    "webhook.respond",
];

/// Kinds of old workflows that have a better one: found when they are searched, not shown among the others.
const OLDER: [&str; 12] = [
    "binary.move",
    "file.readBinaries",
    "file.readBinary",
    "file.writeBinary",
    "function",
    "function-item",
    "html.extract",
    "item-lists",
    "spreadsheet",
    "start",
    "training-customers",
    "training-messages",
];

/// The entries of all kinds, in the person's language and in the palette's order.
pub fn entries() -> Vec<Entry> {
    let specs = session::specs();
    let mut all: Vec<Entry> = specs
        .iter()
        .filter(|spec| !LATER.contains(&spec.kind.as_str()))
        .map(|spec| {
            let (label, help) = (super::say::kind_label(spec), super::say::kind_help(spec));
            Entry::new(spec, label, help)
        })
        .collect();
    all.sort_by_key(|entry| {
        let group = GROUPS.iter().position(|group| *group == entry.group);
        (group, entry.label.to_lowercase())
    });
    all
}

/// Whether a kind is shown without being searched.
pub fn is_current(kind: &str) -> bool {
    !OLDER.contains(&kind)
}

/// The name of a group.
pub fn group_name(group: Group) -> String {
    t(match group {
        Group::Trigger => "editor-group-trigger",
        Group::Flow => "editor-group-flow",
        Group::Data => "editor-group-data",
        Group::Files => "editor-group-files",
        Group::Network => "editor-group-network",
        Group::Code => "editor-group-code",
        Group::Tools => "editor-group-tools",
        Group::Service => "editor-group-service",
    })
}

/// The style of a group's tile.
pub fn tile_class(group: Group) -> &'static str {
    match group {
        Group::Trigger => "tile tile-trigger",
        Group::Flow => "tile tile-flow",
        Group::Data => "tile tile-data",
        Group::Files => "tile tile-files",
        Group::Network => "tile tile-network",
        Group::Code => "tile tile-code",
        Group::Tools => "tile tile-tools",
        Group::Service => "tile tile-service",
    }
}

/// The icon of a kind on its tile.
pub fn tile(group: Group, icon: &str) -> AnyView {
    let icon = icon.to_owned();
    view! { <span class=tile_class(group) aria-hidden="true"><Icon name=icon size=15/></span> }
        .into_any()
}

/// Gives the search of the list on the left the keyboard.
pub fn focus() {
    let search = document().query_selector(".palette input").ok().flatten();
    if let Some(search) = search.and_then(|found| found.dyn_into::<web_sys::HtmlElement>().ok()) {
        search.focus().ok();
    }
}

/// The list of steps on the left.
#[component]
pub fn Palette(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let place = Signal::derive(move || {
        let selected = editor.selection.with(|selection| selection.nodes.clone());
        match &selected[..] {
            [one] => Place::After(one.clone()),
            _ => Place::Next,
        }
    });
    let pick = Callback::new(move |kind: String| {
        // What was selected may be a step that nothing can follow.
        let wanted = place.get_untracked();
        super::add::add(editor, &kind, &wanted);
    });
    view! {
        <aside class="palette" aria-label=move || t("editor-palette") data-testid="palette">
            <StepList editor place=None on_pick=pick/>
            <div class="palette-foot">
                <IconButton
                    icon="panel-left-close"
                    label=move || t("editor-palette-hide")
                    on_click=move |_| editor.show_palette(false)
                />
            </div>
        </aside>
    }
}
