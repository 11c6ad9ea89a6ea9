//! Which value goes into which column.

use leptos::prelude::*;
use model::edit::Step;
use model::{Edit, ParamKind};
use value::{Map, Value};

use super::bare::{bare, made};
use super::field::FieldAt;
use crate::text::{t, t_args};
use crate::widgets::{Icon, IconButton, Select};

const BY_HAND: &str = "defineBelow";
const BY_NAME: &str = "autoMapInputData";

/// Columns and their values.
#[component]
pub fn ColumnsField(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let mode = {
        let field = field.clone();
        Memo::new(move |_| {
            let value = field.current();
            let mode = value.get("mappingMode").and_then(Value::as_str);
            mode.unwrap_or(BY_HAND).to_owned()
        })
    };
    let options = Signal::derive(|| {
        vec![
            (BY_HAND.to_owned(), t("editor-columns-by-hand")),
            (BY_NAME.to_owned(), t("editor-columns-by-name")),
        ]
    });
    let change = {
        let (form, path) = (field.form.clone(), field.path.then("mappingMode"));
        Callback::new(move |mode: String| form.set(&path, Some(mode.into())))
    };
    let rows = field.clone();
    view! {
        <div class="rows" data-testid="columns">
            <Select value=mode on_change=change options label=move || t("editor-columns-how")/>
            <Show when=move || mode.with(|mode| mode == BY_HAND)>{by_hand(rows.clone())}</Show>
        </div>
    }
}

fn by_hand(field: FieldAt) -> AnyView {
    let names = {
        let field = field.clone();
        Memo::new(move |_| {
            let value = field.current();
            let map = value.get("value").and_then(Value::as_object);
            let mut names: Vec<String> = map
                .into_iter()
                .flat_map(Map::keys)
                .map(ToString::to_string)
                .collect();
            for name in known_columns(&value) {
                if !names.contains(&name) {
                    names.push(name);
                }
            }
            names
        })
    };
    let rows = {
        let field = field.clone();
        move |name: String| row(&field, name)
    };
    let fresh = RwSignal::new(String::new());
    let locked = field.form.locked;
    let add = move || {
        let name = fresh.get_untracked().trim().to_owned();
        if name.is_empty() || names.with_untracked(|names| names.contains(&name)) {
            return;
        }
        fresh.set(String::new());
        let mut map = values(&field);
        map.insert(name, "");
        write(&field, map);
    };
    let (by_button, by_key) = (add.clone(), add);
    view! {
        <For each=move || names.get() key=Clone::clone children=rows/>
        {(!locked).then(|| view! {
            <div class="with-button">
                <input
                    class="input"
                    type="text"
                    autocomplete="off"
                    spellcheck="false"
                    placeholder=move || t("editor-columns-name")
                    aria-label=move || t("editor-columns-name")
                    prop:value=move || fresh.get()
                    on:input:target=move |event| fresh.set(event.target().value())
                    on:keydown=move |event| {
                        if event.key() == "Enter" {
                            event.prevent_default();
                            by_key();
                        }
                    }
                />
                <button type="button" class="link add" on:click=move |_| by_button()>
                    <Icon name="plus" size=13/>
                    {move || t("editor-columns-add")}
                </button>
            </div>
        })}
    }
    .into_any()
}

/// Columns that an import knew of.
fn known_columns(value: &Value) -> Vec<String> {
    let schema = value.get("schema").and_then(Value::as_array);
    let ids = schema.unwrap_or_default().iter();
    ids.filter_map(|column| column.get("id").and_then(Value::as_str))
        .map(str::to_owned)
        .collect()
}

fn values(field: &FieldAt) -> Map {
    let value = field.current_now();
    let map = value.get("value").and_then(Value::as_object);
    map.cloned().unwrap_or_default()
}

fn write(field: &FieldAt, map: Map) {
    let value = field.current_now();
    let edit = match value.is_object() {
        true => Edit::set(field.form.id.clone(), field.path.then("value"), map),
        false => Edit::set(
            field.form.id.clone(),
            field.path.clone(),
            Map::from_iter([
                ("mappingMode", Value::from(BY_HAND)),
                ("value", Value::from(map)),
            ]),
        ),
    };
    field.form.change(&field.path.then("value"), edit);
}

fn row(field: &FieldAt, name: String) -> AnyView {
    let path = field
        .path
        .then("value")
        .then(Step::Key(name.as_str().into()));
    let label = t_args("editor-columns-value", &[("name", name.clone().into())]);
    let value = made(&field.form, path, label, "", ParamKind::Text);
    let removed = name.clone();
    let (gone, locked) = (field.clone(), field.form.locked);
    let remove = move |_| {
        let mut map = values(&gone);
        map.remove(&removed);
        write(&gone, map);
    };
    view! {
        <div class="row-card" role="group" data-testid="column">
            <div class="row-line">
                <span class="column-name">{name}</span>
                <span class="grow"></span>
                {(!locked).then(|| view! {
                    <IconButton icon="x" label=move || t("editor-remove") on_click=remove/>
                })}
            </div>
            {bare(value)}
        </div>
    }
    .into_any()
}
