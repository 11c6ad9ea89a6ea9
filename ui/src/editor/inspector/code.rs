//! Programs, JSON and raw expressions: the code editor, which is loaded when the first field needs it.

use std::sync::Arc;

use js_sys::{Array, Function, Object, Reflect};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::*;

use super::complete::{Known, complete};
use super::field::FieldAt;
use super::picker::Picker;
use crate::editor::data::{Schemas, Source};
use crate::editor::upstream;
use crate::editor::{pins, state::Editor};
use crate::text::t;
use crate::widgets::{Icon, Spinner};

#[wasm_bindgen(inline_js = "export const load = (address) => import(address);")]
extern "C" {
    #[wasm_bindgen(catch)]
    async fn load(address: &str) -> Result<JsValue, JsValue>;
}

/// An open editor, and what the page lends it.
struct Opened {
    handle: Object,
    #[expect(dead_code, reason = "they are called while the editor is open")]
    lent: Vec<JsValue>,
}

impl Opened {
    fn call(&self, name: &str, argument: &JsValue) -> Option<JsValue> {
        let function: Function = Reflect::get(&self.handle, &name.into())
            .ok()?
            .dyn_into()
            .ok()?;
        function.call1(&self.handle, argument).ok()
    }
}

impl Drop for Opened {
    fn drop(&mut self) {
        self.call("close", &JsValue::UNDEFINED);
    }
}

/// What an editor is opened with.
struct Wanted {
    text: String,
    language: &'static str,
    label: String,
    locked: bool,
    changed: Callback<String>,
    left: Callback<()>,
    known: Option<Arc<dyn Fn() -> Vec<Known> + Send + Sync>>,
}

type Kept = StoredValue<Option<Opened>, LocalStorage>;

async fn open(host: web_sys::HtmlElement, wanted: Wanted, kept: Kept) -> Result<(), JsValue> {
    let meta = document().query_selector("meta[name='millrace-code']")?;
    let address = meta
        .and_then(|meta| meta.get_attribute("content"))
        .unwrap_or_default();
    let base = document().base_uri()?.unwrap_or_default();
    let address = web_sys::Url::new_with_base(&address, &base)?.href();
    let module = load(&address).await?;
    let open: Function = Reflect::get(&module, &"open".into())?.dyn_into()?;
    let options = Object::new();
    let set = |name: &str, value: &JsValue| Reflect::set(&options, &name.into(), value);
    set("text", &wanted.text.into())?;
    set("language", &wanted.language.into())?;
    set("label", &wanted.label.into())?;
    set("readOnly", &wanted.locked.into())?;
    let mut lent = Vec::new();
    let (changed, left) = (wanted.changed, wanted.left);
    let on_change = Closure::<dyn Fn(String)>::new(move |text| {
        // The code editor tells late, when the field may be gone.
        changed.try_run(text);
    });
    let on_change = on_change.into_js_value();
    set("onChange", &on_change)?;
    lent.push(on_change);
    let on_blur = Closure::<dyn Fn()>::new(move || {
        left.try_run(());
    })
    .into_js_value();
    set("onBlur", &on_blur)?;
    lent.push(on_blur);
    if let Some(known) = wanted.known {
        let completes = Closure::<dyn Fn(String) -> JsValue>::new(move |before: String| {
            completions(&before, &known())
        })
        .into_js_value();
        set("complete", &completes)?;
        lent.push(completes);
    }
    let handle: Object = open.call2(&module, &host, &options)?.dyn_into()?;
    kept.try_update_value(|kept| *kept = Some(Opened { handle, lent }));
    Ok(())
}

fn completions(before: &str, known: &[Known]) -> JsValue {
    let before = inside_code(before);
    let list = Array::new();
    for one in complete(&before.1, known) {
        let option = Object::new();
        let set = |name: &str, value: JsValue| {
            Reflect::set(&option, &name.into(), &value).ok();
        };
        set("label", one.label.into());
        set("detail", one.detail.into());
        set("apply", one.apply.into());
        // JavaScript counts in UTF-16.
        let units = |text: &str| text.encode_utf16().count() as f64;
        let from = units(&before.0) + units(&before.1[..one.from]);
        set("from", from.into());
        list.push(&option);
    }
    list.into()
}

/// The text before the cursor, cut where the code that is written begins.
fn inside_code(before: &str) -> (String, String) {
    let at = before.rfind("{{").map_or(0, |at| at + 2);
    (before[..at].to_owned(), before[at..].to_owned())
}

/// A program, JSON, or the expression of a field.
#[component]
pub fn CodeField(
    /// The field.
    field: FieldAt,
    /// Which language.
    #[prop(into)]
    language: String,
    /// For a raw expression: called when it is done.
    close: Option<Callback<()>>,
) -> impl IntoView {
    let host = NodeRef::<html::Div>::new();
    let frame = NodeRef::<html::Div>::new();
    let kept: Kept = StoredValue::new_local(None);
    let ready = RwSignal::new(false);
    let picking = RwSignal::new(false);
    let raw = language == "expression";
    let name = named(&language);
    let written = StoredValue::new(None::<String>);
    let (changed_field, left_field) = (field.clone(), field.clone());
    let changed = Callback::new(move |text: String| {
        let value = match raw {
            true => stored(&text),
            false => text,
        };
        written.set_value(Some(value.clone()));
        changed_field.set(value.into());
    });
    let lends = Lends {
        language: name,
        raw,
        changed,
        left: Callback::new(move |()| left_field.leave()),
    };
    open_when_drawn(&field, host, lends, kept, ready);
    follow(&field, raw, kept, written, ready);
    on_cleanup(move || {
        kept.try_update_value(Option::take);
    });
    let insert = Callback::new(move |code: String| {
        let text = match raw || name == "json" {
            true => format!("{{{{ {code} }}}}"),
            false => code,
        };
        call(kept, "insert", &text.into());
        call(kept, "focus", &JsValue::UNDEFINED);
    });
    let id = field.id();
    let short = raw || name == "json";
    let picker_field = field.clone();
    let locked = field.form.locked;
    view! {
        <div class="code-field" node_ref=frame>
            <div class="code-box" class:code-short=short class:code-line=raw id=id data-testid="code" node_ref=host></div>
            <Show when=move || !ready.get()>
                <Spinner label=move || t("editor-loading")/>
            </Show>
            <div class="code-foot">
                {(!locked).then(|| view! {
                    <button
                        type="button"
                        class="link"
                        aria-expanded=move || picking.get().to_string()
                        on:click=move |_| picking.update(|picking| *picking = !*picking)
                    >
                        <Icon name="braces" size=13/>
                        {move || t("editor-picker-open")}
                    </button>
                })}
                {close.map(|close| view! {
                    <button type="button" class="link" on:click=move |_| close.run(())>
                        {move || t("editor-raw-done")}
                    </button>
                })}
            </div>
            <Show when=move || picking.get()>
                <Picker field=picker_field.clone() on_pick=insert/>
            </Show>
        </div>
    }
}

/// What a field lends its editor.
struct Lends {
    language: &'static str,
    /// The text is an expression's without its sign.
    raw: bool,
    changed: Callback<String>,
    left: Callback<()>,
}

/// Opens the editor once its element is there.
fn open_when_drawn(
    field: &FieldAt,
    host: NodeRef<html::Div>,
    lends: Lends,
    kept: Kept,
    ready: RwSignal<bool>,
) {
    let known = known(field);
    let field = field.clone();
    let Lends {
        language,
        raw,
        changed,
        left,
    } = lends;
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        let wanted = Wanted {
            text: text_of(&field, raw),
            language,
            label: untrack(|| field.label()),
            locked: field.form.locked,
            changed,
            left,
            known: completes(language).then(|| Arc::clone(&known)),
        };
        spawn_local(async move {
            if open(host.into(), wanted, kept).await.is_ok() {
                ready.try_set(true);
                if raw {
                    call(kept, "focus", &JsValue::UNDEFINED);
                }
            }
        });
    });
}

/// Asks the open editor for something.
fn call(kept: Kept, name: &str, argument: &JsValue) {
    kept.try_with_value(|kept| {
        if let Some(opened) = kept {
            opened.call(name, argument);
        }
    });
}

/// The text that is edited: of an expression without its sign.
fn text_of(field: &FieldAt, raw: bool) -> String {
    let value = field.current_now();
    let text = match &value {
        value::Value::Null => String::new(),
        value::Value::String(text) => text.to_string(),
        other => value::to_string_pretty(other),
    };
    match raw {
        true => text
            .strip_prefix('=')
            .map_or_else(|| text.clone(), str::to_owned),
        false => text,
    }
}

/// What is stored for the text of an expression.
fn stored(text: &str) -> String {
    let plain = !text.contains("{{") && !text.starts_with('=');
    match plain {
        true => text.to_owned(),
        false => format!("={text}"),
    }
}

/// Shows what was changed elsewhere, by undo for one.
fn follow(
    field: &FieldAt,
    raw: bool,
    kept: Kept,
    written: StoredValue<Option<String>>,
    ready: RwSignal<bool>,
) {
    let field = field.clone();
    Effect::new(move |_| {
        field.value.with(|_| ());
        if !ready.get() {
            return;
        }
        let own = written.get_value();
        let now = field.current_now();
        if own.is_some() && own.as_deref() == now.as_str() {
            return;
        }
        let text = text_of(&field, raw);
        call(kept, "setText", &text.into());
    });
}

fn named(language: &str) -> &'static str {
    match language {
        "javaScript" | "javascript" => "javascript",
        "json" => "json",
        "html" => "html",
        "sql" => "sql",
        "expression" => "expression",
        _ => "text",
    }
}

fn completes(language: &str) -> bool {
    matches!(
        language,
        "javascript" | "expression" | "json" | "html" | "sql"
    )
}

/// The steps before, with their fields as far as they are known by then.
fn known(field: &FieldAt) -> Arc<dyn Fn() -> Vec<Known> + Send + Sync> {
    let (editor, id) = (field.form.editor, field.form.id.clone());
    let schemas = expect_context::<Schemas>();
    // Asked now, so that they are there when something is typed.
    steps(editor, schemas, &id);
    Arc::new(move || untrack(|| steps(editor, schemas, &id)))
}

/// Of so many of the nearest steps the fields are fetched; of the others the names are offered.
const FETCHED: usize = 30;

fn steps(editor: Editor, schemas: Schemas, id: &model::NodeId) -> Vec<Known> {
    let found = editor.peek(|workflow| {
        let nearest = upstream::parent(workflow, id).map(|(node, _)| node.id.clone());
        upstream::before(workflow, id)
            .into_iter()
            .filter_map(|one| {
                let node = workflow.node(&one.node)?;
                let pinned = workflow.pinned.contains_key(&node.id);
                let near = nearest.as_ref() == Some(&node.id);
                Some((one, node.name.to_string(), pinned, near))
            })
            .collect::<Vec<_>>()
    });
    found
        .into_iter()
        .enumerate()
        .map(|(at, (one, name, pinned, nearest))| {
            let source = match pinned {
                _ if at >= FETCHED => None,
                true => Some(Source::Pinned(one.node)),
                false => pins::last_output(editor, &one.node, one.output),
            };
            Known {
                name,
                nearest,
                schema: source.and_then(|source| untrack(|| schemas.of(editor, &source))),
            }
        })
        .collect()
}

/// An editor for JSON that is no field's.
pub fn json_editor(text: String, changed: Callback<String>) -> AnyView {
    let host = NodeRef::<html::Div>::new();
    let kept: Kept = StoredValue::new_local(None);
    Effect::new(move |_| {
        let Some(host) = host.get() else { return };
        let wanted = Wanted {
            text: text.clone(),
            language: "json",
            label: t("editor-pin-edit-title"),
            locked: false,
            changed,
            left: Callback::new(|()| {}),
            known: None,
        };
        spawn_local(async move {
            open(host.into(), wanted, kept).await.ok();
        });
    });
    on_cleanup(move || {
        kept.try_update_value(Option::take);
    });
    view! { <div class="code-box" node_ref=host data-testid="code"></div> }.into_any()
}
