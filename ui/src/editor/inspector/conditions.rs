//! Conditions: what is compared, how, with what; and whether all must hold or one is enough.

use leptos::prelude::*;
use model::edit::ParamPath;
use model::{Edit, ParamKind};
use value::{Value, json};

use super::bare::{bare, made};
use super::field::FieldAt;
use crate::editor::data::{allow_drop, dropped};
use crate::editor::operators::{TYPES, is_single, of_type};
use crate::editor::say;
use crate::editor::state::new_id;
use crate::text::t;
use crate::widgets::{Icon, IconButton, Select};

/// The switch beside conditions that lets values be converted.
const LOOSE: &str = "looseTypeValidation";

/// The conditions.
#[component]
pub fn ConditionsField(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let count = {
        let field = field.clone();
        Memo::new(move |_| {
            let value = field.current();
            let list = value.get("conditions").and_then(Value::as_array);
            list.map_or(0, <[Value]>::len)
        })
    };
    let add = {
        let field = field.clone();
        move |left: String| insert(&field, count.get_untracked(), left)
    };
    let rows = {
        let field = field.clone();
        move |at: usize| row(&field, at)
    };
    let take = {
        let add = add.clone();
        move |event: leptos::ev::DragEvent| {
            if let Some(code) = dropped(&event) {
                add(format!("={{{{ {code} }}}}"));
            }
        }
    };
    let locked = field.form.locked;
    let combine = combinator(&field);
    view! {
        <div class="rows" data-testid="conditions">
            {move || (count.get() > 1).then(&combine)}
            <For each=move || 0..count.get() key=|at| *at children=rows/>
            {(!locked).then(|| view! {
                <button
                    type="button"
                    class="link add add-drop"
                    data-testid="add-condition"
                    on:click=move |_| add(String::new())
                    on:dragover=|event| allow_drop(&event)
                    on:drop=take
                >
                    <Icon name="plus" size=13/>
                    {move || t("editor-condition-add")}
                </button>
            })}
        </div>
    }
}

fn insert(field: &FieldAt, at: usize, left: String) {
    let condition = json!({
        "id": new_id().to_string(),
        "leftValue": left,
        "rightValue": "",
        "operator": { "type": "string", "operation": "equals" },
    });
    let current = field.current_now();
    let whole = current.get("options").is_some() && current.get("conditions").is_some();
    let list = field.path.then("conditions");
    let edit = match whole {
        true => Edit::InsertElement {
            node: field.form.id.clone(),
            list: list.clone(),
            at,
            value: condition,
        },
        // What comes from files is text: "5" counts as 5 unless somebody says otherwise.
        false => Edit::set(
            field.form.id.clone(),
            field.path.clone(),
            json!({
                "options": { "caseSensitive": true, "leftValue": "", "typeValidation": "loose", "version": 2 },
                "conditions": [condition],
                "combinator": "and",
            }),
        ),
    };
    match whole || !has_switch(field) {
        true => field.form.change(&list, edit),
        false => {
            let loose = Edit::set(field.form.id.clone(), LOOSE, true);
            field.form.editor.perform(Edit::many([edit, loose]));
        }
    }
}

/// Whether the form shows beside the conditions if values are converted: it has to say the same.
fn has_switch(field: &FieldAt) -> bool {
    let form = &field.form;
    form.node.with_untracked(|node| {
        let Some(node) = node else { return false };
        let mut shown = form.spec.params.iter();
        shown.any(|param| param.name == LOOSE && form.spec.shows(node, &param.show))
    })
}

fn combinator(field: &FieldAt) -> impl Fn() -> AnyView + Send + use<> {
    let (shown, changed) = (field.clone(), field.clone());
    let path = field.path.then("combinator");
    move || {
        let shown = shown.clone();
        let value = Signal::derive(move || {
            let value = shown.current();
            let word = value.get("combinator").and_then(Value::as_str);
            word.unwrap_or("and").to_owned()
        });
        let options = Signal::derive(|| {
            vec![
                ("and".to_owned(), t("editor-condition-all")),
                ("or".to_owned(), t("editor-condition-any")),
            ]
        });
        let (form, path) = (changed.form.clone(), path.clone());
        let change = Callback::new(move |word: String| form.set(&path, Some(word.into())));
        view! { <Select value on_change=change options label=move || t("editor-condition-how")/> }
            .into_any()
    }
}

fn row(field: &FieldAt, at: usize) -> AnyView {
    let path = field.path.then("conditions").then(at);
    let form = field.form.clone();
    let left = made(
        &form,
        path.then("leftValue"),
        t("editor-condition-left"),
        &t("editor-condition-left-example"),
        ParamKind::Text,
    );
    let operator = {
        let (node, at) = (form.node, path.then("operator"));
        Memo::new(move |_| {
            let found = node.with(|node| {
                let operator = crate::editor::form::value_at(node.as_ref()?, &at)?;
                let text = |key: &str| operator.get(key).and_then(Value::as_str).map(str::to_owned);
                Some((text("type")?, text("operation")?))
            });
            found.unwrap_or_else(|| ("string".to_owned(), "equals".to_owned()))
        })
    };
    let single = Memo::new(move |_| operator.with(|(kind, operation)| is_single(kind, operation)));
    let right = {
        let (form, path) = (form.clone(), path.then("rightValue"));
        move || {
            (!single.get()).then(|| {
                let label = t("editor-condition-right");
                let example = t("editor-condition-right-example");
                bare(made(&form, path.clone(), label, &example, ParamKind::Text))
            })
        }
    };
    let remove = {
        let (form, path) = (form.clone(), path.clone());
        move |_| form.set(&path, None)
    };
    let locked = form.locked;
    view! {
        <div class="row-card" role="group" data-testid="condition">
            <div class="row-line">
                {bare(left)}
                {(!locked).then(|| view! {
                    <IconButton icon="x" label=move || t("editor-remove") on_click=remove/>
                })}
            </div>
            {operator_select(field, path.then("operator"), operator)}
            {right}
        </div>
    }
    .into_any()
}

/// Type and comparison in one list, by type.
fn operator_select(
    field: &FieldAt,
    path: ParamPath,
    operator: Memo<(String, String)>,
) -> impl IntoView + use<> {
    let form = field.form.clone();
    let change = move |text: String| {
        let Some((kind, operation)) = text.split_once('.') else {
            return;
        };
        let mut value = json!({ "type": kind, "operation": operation });
        if is_single(kind, operation)
            && let Some(map) = value.as_object_mut()
        {
            map.insert("singleValue", true);
        }
        form.set(&path, Some(value));
    };
    let groups = move || {
        let (kind, operation) = operator.get();
        let known = of_type(&kind)
            .operations
            .iter()
            .any(|(name, ..)| *name == operation);
        let other = (!known || of_type(&kind).name != kind).then(|| {
            view! { <option value="" selected=true>{say::operation_words(&operation)}</option> }
        });
        let groups = TYPES.iter().map(|known| {
            let label = crate::text::find(&format!("editor-type-{}", known.name), &[])
                .unwrap_or_else(|| known.label.to_owned());
            let options = known.operations.iter().map(|(name, ..)| {
                let chosen = known.name == kind && *name == operation;
                let value = format!("{}.{name}", known.name);
                let words = say::operation_words(name);
                view! { <option value=value prop:selected=chosen selected=chosen>{words}</option> }
            });
            view! { <optgroup label=label>{options.collect_view()}</optgroup> }
        });
        view! { {other} {groups.collect_view()} }
    };
    view! {
        <select
            class="select"
            aria-label=move || t("editor-condition-operator")
            data-testid="operator"
            on:change:target=move |event| change(event.target().value())
        >
            {groups}
        </select>
    }
}
