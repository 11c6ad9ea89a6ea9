//! The colour of a note, picked from the papers that there are.

use leptos::prelude::*;
use model::Node;
use value::Value;

use super::field::FieldAt;
use crate::text::t;

/// The words of the papers, by number from 1.
const PAPERS: [&str; 7] = [
    "editor-paper-yellow",
    "editor-paper-orange",
    "editor-paper-red",
    "editor-paper-green",
    "editor-paper-blue",
    "editor-paper-purple",
    "editor-paper-grey",
];

/// Whether a field is the colour of a note.
pub fn is_paper(field: &FieldAt) -> bool {
    field.form.spec.kind == Node::NOTE && field.param.name == "color"
}

/// A swatch for each paper.
#[component]
pub fn PaperField(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let label = field.clone();
    let current = {
        let field = field.clone();
        Memo::new(move |_| number(&field.current()))
    };
    let swatches = PAPERS.into_iter().zip(1_u32..).map(|(words, paper)| {
        let field = field.clone();
        let pick = move |_| {
            field.set(f64::from(paper).into());
            field.leave();
        };
        view! {
            <button
                type="button"
                role="radio"
                class="swatch"
                style:background=format!("var(--note-{paper})")
                aria-checked=move || (current.get() == Some(paper)).to_string()
                aria-label=move || t(words)
                title=move || t(words)
                data-testid=format!("paper-{paper}")
                on:click=pick
            ></button>
        }
    });
    view! {
        <div class="swatches" role="radiogroup" aria-label=move || label.label()>
            {swatches.collect_view()}
        </div>
    }
}

/// The number of a paper; none where a note has a colour of its own.
fn number(value: &Value) -> Option<u32> {
    let number = match value.as_str() {
        Some(text) => text.parse::<f64>().ok(),
        None => Some(value.as_f64().unwrap_or(1.0)),
    };
    (1..=7).find(|paper| number == Some(f64::from(*paper)))
}
