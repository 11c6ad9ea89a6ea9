//! One value looked at: whole, where it came from, and on the clipboard.

use std::sync::Arc;

use api::OneItem;
use leptos::prelude::*;
use leptos::task::spawn_local;
use value::Value;

use super::files::FileView;
use super::source::Source;
use super::trace::Trail;
use super::tree::{self, Kind, Opened};
use super::{Chosen, Hands};
use crate::editor::state::Editor;
use crate::editor::token::{Step, spoken};
use crate::editor::{clipboard, say};
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, IconButton};

/// Longest text shown at once, in characters.
const MOST_TEXT: usize = 20_000;

/// The value that was chosen, below the items.
#[component]
pub fn ValueView(
    /// The editor.
    editor: Editor,
    /// Where the items are.
    #[prop(into)]
    source: Signal<Option<Source>>,
    /// What was chosen.
    chosen: RwSignal<Option<Chosen>>,
) -> impl IntoView {
    let item = RwSignal::new(None::<Arc<OneItem>>);
    let trail = RwSignal::new(None::<Trail>);
    let wanted = Memo::new(move |_| chosen.with(|one| one.as_ref().map(|one| one.item)));
    Effect::new(move |_| {
        trail.set(None);
        editor.board.with_value(|board| board.highlight(&[], &[]));
        let (Some(source), Some(index)) = (source.get(), wanted.get()) else {
            item.set(None);
            return;
        };
        spawn_local(async move {
            match source.item(editor, index).await {
                Ok(found) => {
                    item.try_set(Some(Arc::new(found)));
                }
                Err(error) => say::failed(&error),
            }
        });
    });
    on_cleanup(move || {
        editor
            .board
            .try_with_value(|board| board.highlight(&[], &[]));
    });
    move || {
        let (item, chosen_value) = (item.get()?, chosen.get()?);
        if item.index != chosen_value.item {
            return None;
        }
        Some(draw(editor, source, item, chosen_value, chosen, trail))
    }
}

fn draw(
    editor: Editor,
    source: Signal<Option<Source>>,
    item: Arc<OneItem>,
    value: Chosen,
    chosen: RwSignal<Option<Chosen>>,
    trail: RwSignal<Option<Trail>>,
) -> AnyView {
    let found = tree::find(&item.json, &value.path)
        .cloned()
        .unwrap_or_default();
    let place = t_args("editor-data-item", &[("number", (value.item + 1).into())]);
    let title = match value.path.is_empty() {
        true => place,
        false => format!("{} · {place}", spoken(&value.path)),
    };
    let copied = copied_text(&found);
    let files = match value.path.is_empty() {
        true => item.binary.clone(),
        false => Vec::new(),
    };
    let traced = matches!(source.get_untracked(), Some(Source::Step { .. }));
    let start = Arc::clone(&item);
    let ask = move |_| Trail::follow(editor, source, Arc::clone(&start), trail);
    let body = match files.is_empty() {
        true => whole(found, value.item, &value.path, chosen),
        false => {
            let files = files
                .into_iter()
                .map(|(name, file)| view! { <FileView name file/> });
            files.collect_view().into_any()
        }
    };
    view! {
        <section class="value-view" aria-label=t("editor-data-value") data-testid="value-view">
            <header>
                <h3>{title}</h3>
                <IconButton
                    icon="copy"
                    label=move || t("action-copy")
                    on_click=move |_| clipboard::put(copied.clone())
                />
                <IconButton icon="x" label=move || t("close") on_click=move |_| chosen.set(None)/>
            </header>
            <div class="value-body">{body}</div>
            <footer>
                {traced.then(|| view! {
                    <Button
                        look=ButtonLook::Quiet
                        icon="waypoints"
                        label=move || t("editor-data-origin")
                        attr:data-testid="origin"
                        on_click=ask
                    />
                })}
                {move || trail.get().map(|trail| trail.draw(editor))}
            </footer>
        </section>
    }
    .into_any()
}

fn copied_text(value: &Value) -> String {
    match value {
        Value::String(text) => text.to_string(),
        other => value::to_string_pretty(other),
    }
}

fn whole(value: Value, item: u32, base: &[Step], chosen: RwSignal<Option<Chosen>>) -> AnyView {
    match &value {
        Value::Object(_) | Value::Array(_) => {
            let base = base.to_vec();
            let choose = Callback::new(move |inner: Vec<Step>| {
                let path = base.iter().cloned().chain(inner).collect();
                chosen.set(Some(Chosen { item, path }));
            });
            view! { <JsonTree value=Arc::new(value) on_pick=choose hands=None/> }.into_any()
        }
        Value::String(text) => {
            let end = text.char_indices().nth(MOST_TEXT).map(|(end, _)| end);
            let shown = end.map_or_else(|| text.to_string(), |end| format!("{}…", &text[..end]));
            view! { <pre class="value-text">{shown}</pre> }.into_any()
        }
        other => {
            let class = format!("value-text {}", Kind::of(other).class());
            view! { <pre class=class>{value::to_string(other)}</pre> }.into_any()
        }
    }
}

/// A value as a tree that is opened line by line.
#[component]
pub fn JsonTree(
    /// The value.
    value: Arc<Value>,
    /// Called with the way to a value.
    on_pick: Callback<Vec<Step>>,
    /// The code of a value, if it can go into a field.
    hands: Option<Hands>,
) -> impl IntoView {
    let opened = RwSignal::new(Opened::default());
    let lines = Memo::new(move |_| opened.with(|opened| tree::lines(&value, opened)));
    let draw = move || {
        let lines = lines.get();
        let lines = lines.into_iter().map(|line| {
            let code = hands.as_ref().and_then(|hands| hands.code.as_ref());
            let code = code.map(|code| code(&line.path));
            tree_line(line, opened, on_pick, code)
        });
        lines.collect_view()
    };
    view! { <ul class="json-tree" role="tree">{draw}</ul> }
}

fn tree_line(
    line: tree::Line,
    opened: RwSignal<Opened>,
    on_pick: Callback<Vec<Step>>,
    code: Option<String>,
) -> AnyView {
    let indent = format!("{}px", line.depth.min(24) * 16);
    if let Kind::More(count) = line.kind {
        let words = t_args("editor-data-more", &[("count", (count as f64).into())]);
        let more = move |_| opened.update(|opened| opened.show_more(&line.path));
        return view! {
            <li role="none" style:padding-left=indent>
                <button type="button" class="link" on:click=more>{words}</button>
            </li>
        }
        .into_any();
    }
    let level = (line.depth + 1).to_string();
    let (turned, picked) = (line.path.clone(), line.path);
    let turn = line.open.map(|open| {
        view! {
            <button
                type="button"
                class="schema-turn"
                aria-label=t("editor-data-fields-inside")
                aria-expanded=open.to_string()
                on:click=move |_| opened.update(|opened| opened.turn(&turned))
            >
                <Icon name="chevron-right" size=12/>
            </button>
        }
    });
    let class = format!("json-value {}", line.kind.class());
    let draggable = code.is_some();
    view! {
        <li role="treeitem" attr:aria-level=level style:padding-left=indent>
            {turn}
            <button
                type="button"
                class="json-line"
                draggable=draggable.then_some("true")
                on:click=move |_| on_pick.run(picked.clone())
                on:dragstart=move |event| {
                    if let Some(code) = &code {
                        super::drag(&event, code);
                    }
                }
            >
                <span class="json-key">{line.key}</span>
                <span class=class>{line.text}</span>
            </button>
        </li>
    }
    .into_any()
}

use crate::widgets::Icon;
