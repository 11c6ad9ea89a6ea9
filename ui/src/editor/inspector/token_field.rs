//! A field whose text mixes words and values of earlier steps.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::Range;

use super::chips;
use super::code::CodeField;
use super::field::FieldAt;
use super::picker::Picker;
use crate::editor::token::{Meaning, path_of, spoken};
use crate::editor::upstream;
use crate::text::t;
use crate::widgets::{IconButton, pointer};

/// A field for words and values.
#[component]
pub fn ValueField(
    /// The field.
    field: FieldAt,
    /// Several lines.
    #[prop(optional)]
    lines: bool,
) -> impl IntoView {
    let raw = RwSignal::new(false);
    let picking = RwSignal::new(false);
    let caret = StoredValue::new_local(None::<Range>);
    let element = NodeRef::<html::Div>::new();
    let frame = NodeRef::<html::Div>::new();
    let locked = field.form.locked;
    let has_before = before(&field);
    let insert = {
        let field = field.clone();
        Callback::new(move |code: String| {
            let Some(element) = element.get_untracked() else {
                return;
            };
            let meaning = crate::editor::token::meaning(&code);
            if let Some(name) = named(&field, &meaning) {
                element.focus().ok();
                field.set(name.into());
                return;
            }
            let words = words(&field, &code, &meaning);
            caret.with_value(|range| chips::insert(&element, range.as_ref(), &code, &words));
            element.focus().ok();
            caret.set_value(chips::caret(&element));
            field.set(chips::read(&element, lines).into());
        })
    };
    let body = {
        let field = field.clone();
        move || match raw.get() {
            true => {
                let close = Some(Callback::new(move |()| raw.set(false)));
                view! { <CodeField field=field.clone() language="expression" close/> }.into_any()
            }
            false => chip_box(field.clone(), element, caret, insert, raw, lines),
        }
    };
    let leave = move |event: ev::FocusEvent| {
        let inside = event
            .related_target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok())
            .is_some_and(|target| {
                frame
                    .get_untracked()
                    .is_some_and(|frame| frame.contains(Some(&target)))
            });
        if !inside {
            // Closed at once, what the pointer is pressed on would move away from under it.
            pointer::when_up(move || {
                picking.try_set(false);
            });
        }
    };
    let opens = move |_| picking.set(!locked && has_before.get_untracked());
    let close_picker = move |event: ev::KeyboardEvent| {
        if event.key() == "Escape" && picking.get_untracked() {
            event.stop_propagation();
            picking.set(false);
        }
    };
    let shown_field = field.clone();
    view! {
        <div
            class="value-field"
            node_ref=frame
            on:focusin=opens
            on:focusout=leave
            on:keydown=close_picker
        >
            <div class="value-box">
                {body}
                {(!locked).then(|| raw_button(&field, raw))}
            </div>
            <Show when=move || picking.get() && !raw.get()>
                <Picker field=shown_field.clone() on_pick=insert/>
            </Show>
        </div>
    }
}

/// What is put into a field that wants the names of fields: the name, behind those that are there where it takes several.
fn named(field: &FieldAt, meaning: &Meaning) -> Option<String> {
    let Meaning::Field { steps, .. } = meaning else {
        return None;
    };
    if !field.param.names_fields || steps.is_empty() {
        return None;
    }
    let name = path_of(steps);
    let now = field.current_now();
    let now = now.as_str().unwrap_or_default().trim();
    let several = field.param.example.contains(',') && !now.is_empty() && !now.starts_with('=');
    Some(match several {
        true => format!("{now}, {name}"),
        false => name,
    })
}

/// Whether there are steps whose values can be used.
fn before(field: &FieldAt) -> Memo<bool> {
    let (editor, id) = (field.form.editor, field.form.id.clone());
    Memo::new(move |_| editor.with(|workflow| upstream::has_before(workflow, &id)))
}

fn raw_button(field: &FieldAt, raw: RwSignal<bool>) -> impl IntoView + use<> {
    let field = field.clone();
    let code = move || field.is_expression() || raw.get();
    view! {
        <Show when=code>
            <IconButton
                icon="code"
                label=move || t("editor-raw")
                pressed=Signal::from(raw)
                attr:data-testid="raw-toggle"
                on_click=move |_| raw.update(|raw| *raw = !*raw)
            />
        </Show>
    }
}

fn chip_box(
    field: FieldAt,
    element: NodeRef<html::Div>,
    caret: StoredValue<Option<Range>, LocalStorage>,
    insert: Callback<String>,
    raw: RwSignal<bool>,
    lines: bool,
) -> AnyView {
    let id = field.id();
    let shown = keep_drawn(field.clone(), element);
    let written = {
        let field = field.clone();
        move |_| {
            let Some(element) = element.get_untracked() else {
                return;
            };
            chips::fold_written(&element, &|code, meaning| words(&field, code, meaning));
            let text = chips::read(&element, lines);
            shown.set_value(Some(text.clone()));
            caret.set_value(chips::caret(&element));
            field.set(text.into());
        }
    };
    let note_caret = move || {
        if let Some(element) = element.get_untracked() {
            caret.set_value(chips::caret(&element));
        }
    };
    let keys = move |event: ev::KeyboardEvent| {
        if event.key() == "Enter" && !lines && !event.ctrl_key() && !event.meta_key() {
            event.prevent_default();
        }
    };
    let dropped = move |event: ev::DragEvent| {
        if let Some(code) = crate::editor::data::dropped(&event) {
            caret.set_value(None);
            insert.run(code);
        }
    };
    let (left, placeholder, locked) = (field.clone(), field.clone(), field.form.locked);
    view! {
        <div
            id=id.clone()
            class="input value-input"
            class:value-lines=lines
            node_ref=element
            contenteditable=if locked { "false" } else { "plaintext-only" }
            role="textbox"
            tabindex="0"
            spellcheck="false"
            data-takes-values=""
            aria-multiline=lines.to_string()
            aria-readonly=locked.to_string()
            aria-labelledby=format!("{id}-label")
            aria-describedby=format!("{id}-help")
            data-placeholder=move || placeholder.example()
            on:input=written
            on:keydown=keys
            on:keyup=move |_| note_caret()
            on:mouseup=move |_| note_caret()
            on:blur=move |_| left.leave()
            on:dblclick=move |event| {
                if !locked && chips::chip_of(event.target()).is_some() {
                    raw.set(true);
                }
            }
            on:dragover=move |event| {
                if !locked {
                    crate::editor::data::allow_drop(&event);
                }
            }
            on:drop=dropped
        ></div>
    }
    .into_any()
}

/// Draws the field's text whenever it was changed elsewhere. What comes back is what stands in the element: drawn last, or
/// written by the person.
fn keep_drawn(field: FieldAt, element: NodeRef<html::Div>) -> StoredValue<Option<String>> {
    let shown = StoredValue::new(None::<String>);
    Effect::new(move |_| {
        let text = text_of(&field);
        let Some(element) = element.get() else { return };
        if shown.with_value(|known| known.as_deref() != Some(text.as_str())) {
            chips::draw(&element, &text, &|code, meaning| {
                words(&field, code, meaning)
            });
            shown.set_value(Some(text));
        }
    });
    shown
}

/// The stored text of a field.
fn text_of(field: &FieldAt) -> String {
    match field.current() {
        value::Value::Null => String::new(),
        value::Value::String(text) => text.to_string(),
        other => other.to_text().to_string(),
    }
}

/// The words on a chip: the step and the field.
fn words(field: &FieldAt, code: &str, meaning: &Meaning) -> String {
    let editor = field.form.editor;
    let step = |node: &Option<value::Text>| match node {
        Some(name) => Some(name.to_string()),
        None => editor.peek(|workflow| {
            upstream::parent(workflow, &field.form.id).map(|(node, _)| node.name.to_string())
        }),
    };
    let both = |step: Option<String>, name: String| match (step, name.is_empty()) {
        (Some(step), true) => step,
        (Some(step), false) => format!("{step} · {name}"),
        (None, _) => name,
    };
    match meaning {
        Meaning::Field { node, steps } => both(step(node), spoken(steps)),
        Meaning::File { node, name } => both(step(node), name.to_string()),
        Meaning::Word(word) => crate::text::find(&word_key(word), &[])
            .unwrap_or_else(|| word.trim_start_matches('$').to_owned()),
        Meaning::Formula => short_code(code),
    }
}

fn word_key(word: &str) -> String {
    let plain: String = word.chars().filter(char::is_ascii_alphanumeric).collect();
    format!("editor-word-{plain}")
}

fn short_code(code: &str) -> String {
    const MOST: usize = 36;
    match code.char_indices().nth(MOST) {
        None => code.to_owned(),
        Some((end, _)) => format!("{}…", &code[..end]),
    }
}
