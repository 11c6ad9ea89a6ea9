//! Values of earlier steps, to be put into the field that is written in: by click, or dragged.

use std::sync::Arc;

use api::RunScope;
use leptos::prelude::*;
use model::NodeId;

use super::field::FieldAt;
use crate::editor::data::{
    CodeFor, Hands, ItemPages, ItemTable, JsonItems, SchemaList, Schemas, Source,
};
use crate::editor::state::Editor;
use crate::editor::token::{Step, WORDS, code_of};
use crate::editor::{pins, runner, upstream};
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Icon, IconButton, SearchInput};

/// A step whose values can be used.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Earlier {
    node: NodeId,
    name: String,
    output: u16,
    /// Its items are this step's own.
    nearest: bool,
}

/// So many of the nearest steps are listed at first, and so many more when asked.
const SEEN: usize = 30;

/// How values are looked for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Look {
    Fields,
    Table,
    Json,
}

/// The values of earlier steps.
#[component]
pub fn Picker(
    /// The field that is written in.
    field: FieldAt,
    /// Called with the code of a value.
    on_pick: Callback<String>,
) -> impl IntoView {
    let editor = field.form.editor;
    let search = RwSignal::new(String::new());
    let look = RwSignal::new(Look::Fields);
    let id = field.form.id.clone();
    let earlier = Memo::new(move |_| earlier(editor, &id));
    // A step that is looked into; without one it is the nearest.
    let chosen = RwSignal::new(None::<NodeId>);
    let first = Memo::new(move |_| earlier.with(|all| all.first().map(|one| one.node.clone())));
    let open = Memo::new(move |_| chosen.get().or_else(|| first.get()));
    let seen = RwSignal::new(SEEN);
    let nearest =
        move || earlier.with(|all| all.iter().take(seen.get()).cloned().collect::<Vec<_>>());
    let look_into = move |step: Earlier| {
        view! { <Section editor step open chosen search look on_pick/> }
    };
    let left = Memo::new(move |_| earlier.with(Vec::len).saturating_sub(seen.get()));
    let more = move || {
        (left.get() > 0).then(|| view! {
            <Button
                look=ButtonLook::Plain
                label=move || t_args("editor-data-more", &[("count", (left.get() as f64).into())])
                on_click=move |_| seen.update(|seen| *seen += SEEN)
            />
        })
    };
    let looks = [
        (Look::Fields, "editor-data-as-fields", "list-tree"),
        (Look::Table, "editor-data-as-table", "table-2"),
        (Look::Json, "editor-data-as-json", "braces"),
    ];
    view! {
        <div class="picker" data-testid="picker" role="group" aria-label=move || t("editor-picker")>
            <div class="picker-head">
                <span>{move || t("editor-picker")}</span>
                <div class="segments" role="group" aria-label=move || t("editor-data-look")>
                    {looks.map(|(one, words, icon)| view! {
                        <IconButton
                            icon=icon
                            label=move || t(words)
                            pressed=Signal::derive(move || look.get() == one)
                            on_click=move |_| look.set(one)
                        />
                    })}
                </div>
            </div>
            <SearchInput value=search label=move || t("editor-picker-search")/>
            <div class="picker-body">
                <For each=nearest key=Earlier::clone children=look_into/>
                {more}
                {words(search, on_pick)}
            </div>
        </div>
    }
}

fn earlier(editor: Editor, id: &NodeId) -> Vec<Earlier> {
    editor.with(|workflow| {
        let nearest = upstream::parent(workflow, id).map(|(node, _)| node.id.clone());
        upstream::before(workflow, id)
            .into_iter()
            .filter_map(|one| {
                let node = workflow.node(&one.node)?;
                Some(Earlier {
                    nearest: nearest.as_ref() == Some(&node.id),
                    node: one.node,
                    name: node.name.to_string(),
                    output: one.output,
                })
            })
            .collect()
    })
}

/// Where the values of a step are: pinned, or of the last run.
fn source_of(editor: Editor, step: &Earlier) -> Option<Source> {
    let pinned = editor.with(|workflow| workflow.pinned.contains_key(&step.node));
    if pinned {
        return Some(Source::Pinned(step.node.clone()));
    }
    editor.run.track();
    pins::last_output(editor, &step.node, step.output)
}

/// A step with its values, which are fetched while it is looked into or searched.
#[component]
fn Section(
    editor: Editor,
    step: Earlier,
    open: Memo<Option<NodeId>>,
    chosen: RwSignal<Option<NodeId>>,
    search: RwSignal<String>,
    look: RwSignal<Look>,
    on_pick: Callback<String>,
) -> impl IntoView {
    let name = (!step.nearest).then(|| step.name.clone());
    let code: CodeFor = Arc::new(move |path: &[Step]| code_of(name.as_deref(), path));
    let title = step.name.clone();
    let node = step.node.clone();
    let own = step.node.clone();
    let is_open = Memo::new(move |_| {
        open.with(|open| open.as_ref() == Some(&own)) || !search.with(String::is_empty)
    });
    let step = StoredValue::new(step);
    let source = Memo::new(move |_| {
        is_open
            .get()
            .then(|| step.with_value(|step| source_of(editor, step)))
    });
    let body = move || {
        let source = source.get()?;
        Some(step.with_value(|step| match source {
            None => no_data(editor, &step.node),
            Some(source) => values(
                editor,
                step,
                source,
                Arc::clone(&code),
                search,
                look.get(),
                on_pick,
            ),
        }))
    };
    view! {
        <section class="picker-step">
            <button
                type="button"
                class="picker-title"
                aria-expanded=move || is_open.get().to_string()
                on:click=move |_| chosen.set(Some(node.clone()))
            >
                <Icon name="chevron-right" size=12/>
                <span>{title}</span>
            </button>
            {body}
        </section>
    }
}

fn no_data(editor: Editor, node: &NodeId) -> AnyView {
    let node = node.clone();
    view! {
        <div class="picker-none">
            <p class="hint">{t("editor-picker-none")}</p>
            <Button
                look=ButtonLook::Plain
                icon="play"
                label=move || t("editor-picker-run")
                on_click=move |_| runner::start(editor, RunScope::UpTo(node.clone()))
            />
        </div>
    }
    .into_any()
}

fn values(
    editor: Editor,
    step: &Earlier,
    source: Source,
    code: CodeFor,
    search: RwSignal<String>,
    look: Look,
    on_pick: Callback<String>,
) -> AnyView {
    let pick = {
        let code = Arc::clone(&code);
        Callback::new(move |path: Vec<Step>| on_pick.run(code(&path)))
    };
    let of_item = Callback::new(move |chosen: crate::editor::data::Chosen| pick.run(chosen.path));
    match look {
        Look::Fields => {
            let (name, nearest) = (step.name.clone(), step.nearest);
            let file = Callback::new(move |file: String| {
                let of = match nearest {
                    true => "$binary".to_owned(),
                    false => format!("{}.binary", of_step(&name)),
                };
                on_pick.run(format!("{of}{}", key(&file)));
            });
            let schemas = expect_context::<Schemas>();
            let list = move || {
                let schema = schemas.of(editor, &source)?;
                let code = Some(Arc::clone(&code));
                Some(view! { <SchemaList schema on_pick=pick on_file=file code search/> })
            };
            view! { {list} }.into_any()
        }
        Look::Table => {
            let source = Signal::derive(move || Some(source.clone()));
            let items = ItemPages::new(editor, source, search.into());
            let marked = Signal::stored(None);
            let hands = Hands {
                choose: of_item,
                code: Some(code),
            };
            view! { <ItemTable items hands marked/> }.into_any()
        }
        Look::Json => {
            let source = Signal::derive(move || Some(source.clone()));
            let hands = Hands {
                choose: of_item,
                code: Some(code),
            };
            view! { <JsonItems editor source search=search.into() hands/> }.into_any()
        }
    }
}

fn of_step(name: &str) -> String {
    // The record's code without its last word.
    let code = code_of(Some(name), &[]);
    code.trim_end_matches(".json").to_owned()
}

fn key(name: &str) -> String {
    let code = code_of(None, &[Step::Key(name.into())]);
    code.trim_start_matches("$json").to_owned()
}

/// Millrace's own words: now, today, ….
fn words(search: RwSignal<String>, on_pick: Callback<String>) -> impl IntoView {
    let shown = move || {
        let search = search.get().trim().to_lowercase();
        let found = WORDS[..6].iter().filter_map(|word| {
            let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
            let said = t(&format!("editor-word-{plain}"));
            let fits = said.to_lowercase().contains(&search) || word.contains(&search);
            fits.then_some((*word, said))
        });
        let rows = found.map(|(word, said)| {
            view! {
                <li>
                    <div class="schema-row">
                        <button
                            type="button"
                            class="schema-field"
                            draggable="true"
                            on:click=move |_| on_pick.run(word.to_owned())
                            on:dragstart=move |event| crate::editor::data::drag(&event, word)
                        >
                            <Icon name="clock" size=13/>
                            <span class="schema-name">{said}</span>
                            <span class="schema-sample">{word}</span>
                        </button>
                    </div>
                </li>
            }
        });
        rows.collect_view()
    };
    view! {
        <section class="picker-step">
            <p class="picker-title">{t("editor-picker-words")}</p>
            <ul class="schema">{shown}</ul>
        </section>
    }
}

/// Where the values of an item's own input are, for the input tab: its code reads them as they are.
pub fn own_code() -> CodeFor {
    Arc::new(|path: &[Step]| code_of(None, path))
}
