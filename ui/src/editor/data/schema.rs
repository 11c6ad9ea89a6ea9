//! The fields of items with samples: what a person picks values from.

use std::collections::HashMap;
use std::sync::Arc;

use api::{FieldInfo, FieldType, Schema};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Binary;

use super::source::Source;
use super::{CodeFor, drag};
use crate::editor::state::Editor;
use crate::editor::token::Step;
use crate::text::{t, t_args};
use crate::widgets::Icon;

/// Deepest fields that are shown before a person opens more.
const OPEN_LEVELS: usize = 1;

/// The fields of sources that were asked for, kept while the editor is open.
#[derive(Clone, Copy, Default)]
pub struct Schemas(RwSignal<HashMap<Source, Option<Arc<Schema>>>>);

impl Schemas {
    /// The fields of a source; they come after a moment.
    pub fn of(&self, editor: Editor, source: &Source) -> Option<Arc<Schema>> {
        let known = self.0.with(|known| known.get(source).cloned());
        if let Some(known) = known {
            return known;
        }
        let (this, source) = (*self, source.clone());
        // Noted at once, so that it is asked for once.
        this.0.update_untracked(|known| {
            known.insert(source.clone(), None);
        });
        spawn_local(async move {
            let schema = source.schema(editor).await.ok().map(Arc::new);
            this.0.try_update(|known| known.insert(source, schema));
        });
        None
    }

    /// Forgets what is pinned, which can be changed.
    pub fn forget_pinned(&self) {
        self.0
            .update(|known| known.retain(|source, _| !matches!(source, Source::Pinned(_))));
    }

    /// Forgets all: another run is looked at.
    pub fn forget(&self) {
        self.0.update(HashMap::clear);
    }
}

/// The fields as a list, open where there are few.
#[component]
pub fn SchemaList(
    /// The fields.
    schema: Arc<Schema>,
    /// Called with the way to a value.
    on_pick: Callback<Vec<Step>>,
    /// Called with the name of a file.
    on_file: Callback<String>,
    /// The code of a value, if it can go into a field.
    code: Option<CodeFor>,
    /// Only fields that contain this.
    #[prop(into)]
    search: Signal<String>,
) -> impl IntoView {
    let rows = {
        let schema = Arc::clone(&schema);
        let code = code.clone();
        move || {
            let search = search.get().trim().to_lowercase();
            let looked_at = schema.looked_at;
            let found = schema.fields.iter().filter(|field| fits(field, &search));
            let all: Vec<AnyView> = found
                .map(|field| row(field, Vec::new(), looked_at, &search, on_pick, code.clone()))
                .collect();
            all
        }
    };
    let files = schema.binary.clone();
    view! {
        <ul class="schema" data-testid="schema">
            {rows}
            {files.into_iter().map(|(name, file)| file_row(name, file, on_file)).collect_view()}
        </ul>
    }
}

fn fits(field: &FieldInfo, search: &str) -> bool {
    search.is_empty()
        || field.name.to_lowercase().contains(search)
        || field.sample.to_lowercase().contains(search)
        || field.fields.iter().any(|inner| fits(inner, search))
}

fn row(
    field: &FieldInfo,
    mut path: Vec<Step>,
    looked_at: u32,
    search: &str,
    on_pick: Callback<Vec<Step>>,
    code: Option<CodeFor>,
) -> AnyView {
    path.push(Step::Key(field.name.as_str().into()));
    let said = code.as_ref().map(|code| code(&path));
    let mut inner = path.clone();
    if field.kinds.contains(&FieldType::Array) {
        inner.push(Step::Index(0));
    }
    let open = RwSignal::new(path.len() <= OPEN_LEVELS || !search.is_empty());
    let children = field.fields.clone();
    let has_children = !children.is_empty();
    let search = search.to_owned();
    let draw_children = move || {
        let inner = inner.clone();
        let found = children.iter().filter(|field| fits(field, &search));
        let rows: Vec<AnyView> = found
            .map(|field| {
                row(
                    field,
                    inner.clone(),
                    looked_at,
                    &search,
                    on_pick,
                    code.clone(),
                )
            })
            .collect();
        view! { <ul>{rows}</ul> }
    };
    let sometimes = (field.present < looked_at && looked_at > 0 && path.len() == 1).then(|| {
        t_args(
            "editor-data-present",
            &[("count", field.present.into()), ("total", looked_at.into())],
        )
    });
    let name = field.name.clone();
    let sample = sample(field);
    let draggable = said.is_some();
    let turn = view! {
        <button
            type="button"
            class="schema-turn"
            aria-label=t("editor-data-fields-inside")
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Icon name="chevron-right" size=12/>
        </button>
    };
    view! {
        <li>
            <div class="schema-row">
                {has_children.then_some(turn)}
                <button
                    type="button"
                    class="schema-field"
                    title=sometimes.clone()
                    draggable=draggable.then_some("true")
                    on:click=move |_| on_pick.run(path.clone())
                    on:dragstart=move |event| {
                        if let Some(code) = &said {
                            drag(&event, code);
                        }
                    }
                >
                    <Icon name=icon(field) size=13/>
                    <span class="schema-name">{name}</span>
                    {sometimes.clone().map(|_| view! { <span class="schema-some">"?"</span> })}
                    <span class="schema-sample">{sample}</span>
                </button>
            </div>
            <Show when=move || has_children && open.get()>{draw_children.clone()}</Show>
        </li>
    }
    .into_any()
}

fn sample(field: &FieldInfo) -> String {
    let text = matches!(
        field.kinds.first(),
        Some(FieldType::String | FieldType::Date)
    );
    match (text, field.sample.is_empty()) {
        (true, true) => t("editor-data-empty-text"),
        (true, false) => format!("“{}”", field.sample),
        _ => field.sample.clone(),
    }
}

fn icon(field: &FieldInfo) -> &'static str {
    match field.kinds.first() {
        Some(FieldType::Number) => "hash",
        Some(FieldType::Boolean) => "toggle-left",
        Some(FieldType::Date) => "calendar",
        Some(FieldType::Object) => "braces",
        Some(FieldType::Array) => "list",
        Some(FieldType::Null) => "minus",
        Some(FieldType::String) | None => "type",
    }
}

fn file_row(name: String, file: Binary, on_file: Callback<String>) -> impl IntoView {
    let shown = file
        .file_name
        .as_ref()
        .map_or_else(|| file.mime_type.to_string(), ToString::to_string);
    let picked = name.clone();
    view! {
        <li>
            <div class="schema-row">
                <button
                    type="button"
                    class="schema-field"
                    on:click=move |_| on_file.run(picked.clone())
                >
                    <Icon name="file" size=13/>
                    <span class="schema-name">{name}</span>
                    <span class="schema-sample">{shown}</span>
                </button>
            </div>
        </li>
    }
}
