//! Something that exists elsewhere: a workflow or a table from the list, or anything by its name or id.

use api::{Resource, ResourceList};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::ParamKind;
use value::{Value, json};

use super::bare::{bare, made};
use super::field::FieldAt;
use crate::rpc;
use crate::text::t;
use crate::widgets::Select;

/// The thing that is chosen.
#[component]
pub fn ResourceField(
    /// The field.
    field: FieldAt,
    /// What is chosen.
    of: String,
) -> impl IntoView {
    let listed = ResourceList::KINDS.contains(&of.as_str());
    let mode = {
        let field = field.clone();
        Memo::new(move |_| {
            let value = field.current();
            let mode = value.get("mode").and_then(Value::as_str).map(str::to_owned);
            mode.unwrap_or_else(|| if listed { "list" } else { "name" }.to_owned())
        })
    };
    let options = Signal::derive(move || {
        let mut options = vec![
            ("name".to_owned(), t("editor-resource-name")),
            ("id".to_owned(), t("editor-resource-id")),
        ];
        if listed {
            options.insert(0, ("list".to_owned(), t("editor-resource-list")));
        }
        let known = mode.get();
        if !options.iter().any(|(name, _)| *name == known) {
            options.push((known.clone(), known));
        }
        options
    });
    let change = {
        let field = field.clone();
        Callback::new(move |mode: String| {
            let value = chosen(&field.current_now());
            write(&field, &mode, value, None);
        })
    };
    let body = {
        let field = field.clone();
        move || match mode.get().as_str() {
            "list" if listed => view! { <FromList field=field.clone() of=of.clone()/> }.into_any(),
            mode => by_text(&field, mode),
        }
    };
    view! {
        <div class="rows" data-testid="resource">
            <Select value=mode on_change=change options label=move || t("editor-resource-how")/>
            {body}
        </div>
    }
}

fn chosen(value: &Value) -> Value {
    match value {
        Value::Object(map) => map.get("value").cloned().unwrap_or_default(),
        other => other.clone(),
    }
}

fn write(field: &FieldAt, mode: &str, value: Value, name: Option<&str>) {
    let mut whole = json!({ "__rl": true, "mode": mode, "value": value });
    if let (Some(name), Some(map)) = (name, whole.as_object_mut()) {
        map.insert("cachedResultName", name);
    }
    field.form.set(&field.path, Some(whole));
}

/// Name or id as text, or from a step before.
fn by_text(field: &FieldAt, mode: &str) -> AnyView {
    // A bare text is taken as it is; looking at the form changes nothing. What is chosen by id is always whole: a bare
    // text is a name.
    let whole = field.current_now().is_object();
    let path = match whole || mode != "name" {
        true => field.path.then("value"),
        false => field.path.clone(),
    };
    bare(made(
        &field.form,
        path,
        field.label(),
        &field.example(),
        ParamKind::Text,
    ))
}

/// All there are of a kind.
#[component]
fn FromList(
    /// The field.
    field: FieldAt,
    /// The kind.
    of: String,
) -> impl IntoView {
    let all = RwSignal::new(None::<Vec<Resource>>);
    spawn_local(async move {
        if let Ok(found) = rpc::call(ResourceList { of }).await {
            all.try_set(Some(found));
        }
    });
    let current = {
        let field = field.clone();
        Signal::derive(move || {
            chosen(&field.current())
                .as_str()
                .unwrap_or_default()
                .to_owned()
        })
    };
    let options = {
        let field = field.clone();
        Signal::derive(move || {
            let found = all.get().unwrap_or_default();
            let named = found.into_iter().map(|one| (one.id, one.name));
            let mut options: Vec<(String, String)> = named.collect();
            let current = current.get();
            if !options.iter().any(|(id, _)| *id == current) {
                let value = field.current();
                let name = value.get("cachedResultName").and_then(Value::as_str);
                let words = match current.is_empty() {
                    true => t("editor-choose"),
                    false => name.unwrap_or(&current).to_owned(),
                };
                options.insert(0, (current, words));
            }
            options
        })
    };
    let label = field.clone();
    let change = Callback::new(move |id: String| {
        let name = all.with_untracked(|all| {
            let mut all = all.iter().flatten();
            all.find(|one| one.id == id).map(|one| one.name.clone())
        });
        write(&field, "list", id.into(), name.as_deref());
        field.leave();
    });
    let none = move || all.with(|all| all.as_ref().is_some_and(Vec::is_empty));
    view! {
        <Select value=current on_change=change options label=move || label.label()/>
        <Show when=none>
            <p class="field-help">{t("editor-resource-none")}</p>
        </Show>
    }
}
