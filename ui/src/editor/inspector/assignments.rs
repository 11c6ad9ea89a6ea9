//! Fields that are set: a name, a type and a value each.

use leptos::prelude::*;
use model::{Edit, ParamKind};
use value::{Value, json};

use super::bare::{bare, made};
use super::field::FieldAt;
use crate::editor::data::{allow_drop, dropped};
use crate::editor::state::new_id;
use crate::editor::token::{Meaning, Step, meaning};
use crate::text::t;
use crate::widgets::{Icon, IconButton, Select};

const TYPES: [(&str, &str); 5] = [
    ("string", "editor-type-string"),
    ("number", "editor-type-number"),
    ("boolean", "editor-type-boolean"),
    ("array", "editor-type-array"),
    ("object", "editor-type-object"),
];

/// Names, types and values.
#[component]
pub fn AssignmentsField(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let list = field.path.then("assignments");
    let count = {
        let field = field.clone();
        Memo::new(move |_| {
            let value = field.current();
            let list = value.get("assignments").and_then(Value::as_array);
            list.map_or(0, <[Value]>::len)
        })
    };
    let add = {
        let (field, list) = (field.clone(), list.clone());
        move |name: &str, value: &str| {
            let entry = json!({
                "id": new_id().to_string(),
                "name": name,
                "value": value,
                "type": "string",
            });
            let edit = Edit::InsertElement {
                node: field.form.id.clone(),
                list: list.clone(),
                at: count.get_untracked(),
                value: entry,
            };
            field.form.change(&list, edit);
        }
    };
    let rows = {
        let field = field.clone();
        move |at: usize| row(&field, at)
    };
    let take = {
        let add = add.clone();
        move |event: leptos::ev::DragEvent| {
            if let Some(code) = dropped(&event) {
                add(&name_of(&code), &format!("={{{{ {code} }}}}"));
            }
        }
    };
    let locked = field.form.locked;
    view! {
        <div class="rows" data-testid="assignments">
            <For each=move || 0..count.get() key=|at| *at children=rows/>
            {(!locked).then(|| view! {
                <button
                    type="button"
                    class="link add add-drop"
                    data-testid="add-assignment"
                    on:click=move |_| add("", "")
                    on:dragover=|event| allow_drop(&event)
                    on:drop=take
                >
                    <Icon name="plus" size=13/>
                    {move || t("editor-assign-add")}
                </button>
            })}
        </div>
    }
}

/// The name a dropped value gets: that of its field.
fn name_of(code: &str) -> String {
    match meaning(code) {
        Meaning::Field { steps, .. } => match steps.last() {
            Some(Step::Key(key)) => key.to_string(),
            _ => String::new(),
        },
        Meaning::File { name, .. } => name.to_string(),
        Meaning::Word(_) | Meaning::Formula => String::new(),
    }
}

fn row(field: &FieldAt, at: usize) -> AnyView {
    let path = field.path.then("assignments").then(at);
    let form = field.form.clone();
    let name = made(
        &form,
        path.then("name"),
        t("editor-assign-name"),
        "fullName",
        ParamKind::Text,
    );
    let kind = {
        let (node, at) = (form.node, path.then("type"));
        Memo::new(move |_| {
            let found = node.with(|node| {
                let value = crate::editor::form::value_at(node.as_ref()?, &at)?;
                value.as_str().map(str::to_owned)
            });
            found.unwrap_or_else(|| "string".to_owned())
        })
    };
    let value = {
        let (form, path) = (form.clone(), path.then("value"));
        move || {
            let kind = match kind.get().as_str() {
                "boolean" => ParamKind::Switch,
                "number" => ParamKind::Number {
                    min: None,
                    max: None,
                },
                "array" | "object" => ParamKind::LongText,
                _ => ParamKind::Text,
            };
            value_control(made(
                &form,
                path.clone(),
                t("editor-assign-value"),
                "",
                kind,
            ))
        }
    };
    let types = Signal::derive(|| {
        TYPES
            .map(|(name, words)| (name.to_owned(), t(words)))
            .to_vec()
    });
    let change = {
        let (form, path) = (form.clone(), path.then("type"));
        Callback::new(move |kind: String| form.set(&path, Some(kind.into())))
    };
    let remove = {
        let form = form.clone();
        move |_| form.set(&path, None)
    };
    let locked = form.locked;
    view! {
        <div class="row-card" role="group" data-testid="assignment">
            <div class="row-line">
                {bare(name)}
                <Select value=kind on_change=change options=types label=move || t("editor-assign-type")/>
                {(!locked).then(|| view! {
                    <IconButton icon="x" label=move || t("editor-remove") on_click=remove/>
                })}
            </div>
            {value}
        </div>
    }
    .into_any()
}

/// A value: switches and numbers have a way to an expression beside them.
fn value_control(field: FieldAt) -> AnyView {
    match field.param.kind {
        ParamKind::Text | ParamKind::LongText => bare(field),
        _ => super::frame::compact(field),
    }
}
