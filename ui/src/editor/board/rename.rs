//! A name that is edited where it stands on the canvas.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use model::NodeId;

use crate::editor::gesture;
use crate::editor::state::Editor;
use crate::text::t;
use crate::widgets::whenever_drawn;

/// A card whose name is being edited.
#[derive(Clone, Debug, PartialEq)]
pub struct Renaming {
    node: NodeId,
    /// Left, top, width, height in pixels of the page.
    card: [f64; 4],
}

impl Renaming {
    /// Opens the field over a card.
    pub fn begin(editor: Editor, node: NodeId) {
        let card = editor.board.with_value(|board| board.card(&node));
        if let Some(card) = card {
            editor.renaming.set(Some(Self { node, card }));
        }
    }
}

/// The field over the card, while there is one.
#[component]
pub fn RenameField(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    move || {
        let renaming = editor.renaming.get()?;
        Some(field(editor, renaming))
    }
}

fn field(editor: Editor, renaming: Renaming) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    let node = renaming.node.clone();
    let name = editor.peek(|workflow| workflow.node(&node).map(|node| node.name.to_string()));
    whenever_drawn(input, |input| {
        input.focus().ok();
        input.select();
    });
    let end = move |keep: bool| {
        if editor.renaming.try_update(Option::take).flatten().is_none() {
            return;
        }
        let text = input.get_untracked().map(|input| input.value());
        if let Some(text) = text.filter(|_| keep) {
            let edit = editor.peek(|workflow| gesture::rename(workflow, &node, &text));
            editor.perform_some(edit);
        }
        editor.board.with_value(super::Board::focus);
    };
    let blurred = end.clone();
    let typed = move |event: ev::KeyboardEvent| match event.key().as_str() {
        "Enter" => {
            event.prevent_default();
            end(true);
        }
        "Escape" => end(false),
        _ => event.stop_propagation(),
    };
    let [left, top, width, height] = renaming.card;
    let px = |length: f64| format!("{length}px");
    view! {
        <input
            class="rename-field"
            style:left=px(left)
            style:top=px(top)
            style:width=px(width.max(140.0))
            style:height=px(height)
            node_ref=input
            data-testid="rename"
            aria-label=t("editor-rename")
            prop:value=name.unwrap_or_default()
            on:keydown=typed
            on:blur=move |_| blurred(true)
        />
    }
}
