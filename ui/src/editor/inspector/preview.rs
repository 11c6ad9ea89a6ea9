//! What a field is worth with the data of the last run, under the field.

use std::time::Duration;

use api::{ExpressionPreview, PreviewValue};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::field::FieldAt;
use crate::editor::say;
use crate::editor::state::Editor;
use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{Icon, IconButton};

/// So long after the last key it is asked.
const PAUSE: Duration = Duration::from_millis(250);

/// A value as it is shown.
#[derive(Clone, Debug, PartialEq)]
pub enum Seen {
    /// The value and its kind.
    Value(String, String),
    /// Nothing comes out: the field would be empty.
    Nothing,
    /// It fails.
    Failed(String),
    /// There is no data of a run yet.
    NoData,
}

/// Asks what a text is worth.
pub async fn look(editor: Editor, node: model::NodeId, text: String) -> Option<Seen> {
    look_at(editor, node, text).await.map(|(seen, _)| seen)
}

/// The same, and how many items it could be asked for.
async fn look_at(editor: Editor, node: model::NodeId, text: String) -> Option<(Seen, u32)> {
    let item = editor.item.try_get_untracked()?;
    let answer = rpc::call(ExpressionPreview {
        workflow: editor.id(),
        node,
        text,
        item,
        count: 1,
    })
    .await
    .ok()?;
    if !answer.ran {
        return Some((Seen::NoData, 0));
    }
    let seen = match answer.values.into_iter().next() {
        None => Seen::NoData,
        Some(PreviewValue::Failed(error)) => Seen::Failed(say::run_error_in_full(&error)),
        Some(PreviewValue::Value { text, kind }) => match text.is_empty() {
            true => Seen::Nothing,
            false => Seen::Value(text, kind),
        },
    };
    Some((seen, answer.items))
}

/// The value of a field.
#[component]
pub fn Preview(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let seen = RwSignal::new(None::<(Seen, u32)>);
    let turn = StoredValue::new(0_u32);
    let editor = field.form.editor;
    let (value, node) = (field.value, field.form.id.clone());
    let run = Memo::new(move |_| {
        editor.run.with(|run| {
            run.as_ref()
                .map(|run| (run.execution().to_owned(), run.is_running()))
        })
    });
    Effect::new(move |_| {
        run.with(|_| ());
        editor.item.track();
        let text = value
            .get()
            .and_then(|value| value.as_str().map(str::to_owned));
        turn.update_value(|turn| *turn += 1);
        let (own, node) = (turn.get_value(), node.clone());
        let Some(text) = text.filter(|text| text.starts_with('=')) else {
            seen.set(None);
            return;
        };
        let ask = move || {
            if turn.try_get_value() != Some(own) {
                return;
            }
            spawn_local(async move {
                let found = look_at(editor, node, text).await;
                if turn.try_get_value() == Some(own) {
                    seen.set(found);
                }
            });
        };
        set_timeout(ask, PAUSE);
    });
    move || {
        seen.get().map(|(seen, items)| {
            view! { <div class="preview">{draw(seen)} {(items > 1).then(|| stepper(editor, items))}</div> }
        })
    }
}

/// Which of the items the values are shown for; the other fields follow.
fn stepper(editor: Editor, items: u32) -> impl IntoView {
    let at = editor.item.get_untracked().min(items - 1);
    let go = move |to: u32| move |_| editor.item.set(to);
    let words = t_args(
        "editor-preview-item",
        &[
            ("number", (f64::from(at) + 1.0).into()),
            ("total", f64::from(items).into()),
        ],
    );
    view! {
        <div class="preview-item" role="group">
            <IconButton
                icon="chevron-left"
                label=move || t("editor-preview-before")
                disabled=Signal::stored(at == 0)
                on_click=go(at.saturating_sub(1))
            />
            <span data-testid="preview-item">{words}</span>
            <IconButton
                icon="chevron-right"
                label=move || t("editor-preview-next")
                disabled=Signal::stored(at + 1 >= items)
                on_click=go(at + 1)
            />
        </div>
    }
}

fn draw(seen: Seen) -> AnyView {
    match seen {
        Seen::Value(text, kind) => {
            let shown = match kind.as_str() {
                "string" => format!("“{text}”"),
                _ => text,
            };
            let label = t("editor-preview");
            view! {
                <p class="field-value" data-testid="preview">
                    <span class="unseen">{label}</span>
                    {shown}
                </p>
            }
            .into_any()
        }
        Seen::Nothing => view! {
            <p class="field-warning" data-testid="preview-empty">
                <Icon name="triangle-alert" size=13/>
                {t("editor-preview-empty")}
            </p>
        }
        .into_any(),
        Seen::Failed(message) => {
            let text = t_args("editor-preview-failed", &[("message", message.into())]);
            view! {
                <p class="field-problem" data-testid="preview-failed">
                    <Icon name="circle-alert" size=13/>
                    {text}
                </p>
            }
            .into_any()
        }
        Seen::NoData => view! { <p class="hint">{t("editor-preview-none")}</p> }.into_any(),
    }
}
