//! Copy, cut and paste: the system's clipboard where the page may use it, else one of the editor's own.

use std::cell::RefCell;

use api::CurlRead;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::NodeId;
use wasm_bindgen_futures::JsFuture;

use super::gesture::{self, PasteError};
use super::say;
use super::state::{Editor, new_id};
use crate::rpc;
use crate::text::{t, t_args};

/// So much of a pasted text is said again.
const BEGINNING: usize = 40;

thread_local! {
    static OWN: RefCell<Option<String>> = const { RefCell::new(None) };
}

/// Copies nodes.
pub fn copy(editor: Editor, nodes: &[NodeId]) -> bool {
    let Some(text) = editor.peek(|workflow| gesture::copy_text(workflow, nodes)) else {
        return false;
    };
    OWN.set(Some(text.clone()));
    put(text);
    true
}

/// Copies nodes and removes them.
pub fn cut(editor: Editor, nodes: &[NodeId]) {
    if copy(editor, nodes) {
        let edit = editor.peek(|workflow| gesture::remove(workflow, nodes, &[], true));
        editor.perform_some(edit);
        editor.drop_gone();
    }
}

/// Puts a text on the clipboard.
pub fn put(text: String) {
    spawn_local(async move {
        if let Some(clipboard) = clipboard() {
            // Where the page may not write it, the editor's own copy is left.
            JsFuture::from(clipboard.write_text(&text)).await.ok();
        }
    });
}

/// Pastes at a place: the text that the system handed over, else what the clipboard holds.
pub fn paste(editor: Editor, text: Option<String>, at: [f64; 2]) {
    if let Some(text) = text {
        insert(editor, &text, at);
        return;
    }
    spawn_local(async move {
        let text = match clipboard() {
            Some(clipboard) => JsFuture::from(clipboard.read_text()).await.ok(),
            None => None,
        };
        let text = text.and_then(|text| text.as_string());
        if let Some(text) = text.or_else(|| OWN.with_borrow(Clone::clone)) {
            insert(editor, &text, at);
        }
    });
}

/// Pastes a text at a place: steps, or a cURL command, of which a request is made.
pub fn insert(editor: Editor, text: &str, at: [f64; 2]) {
    if !is_curl(text) {
        insert_steps(editor, text, at);
        return;
    }
    let text = text.to_owned();
    spawn_local(async move {
        match rpc::call(CurlRead { text }).await {
            Ok(request) => insert_steps(editor, &request.text, at),
            Err(error) => say::failed(&error),
        }
    });
}

fn is_curl(text: &str) -> bool {
    let rest = text.trim_start().strip_prefix("curl");
    rest.is_some_and(|rest| rest.starts_with(char::is_whitespace))
}

fn insert_steps(editor: Editor, text: &str, at: [f64; 2]) {
    let specs = editor.specs();
    let pasted = editor.peek(|workflow| gesture::paste(workflow, &specs, text, at, &mut new_id));
    match pasted {
        Ok((nodes, edit)) => {
            if editor.perform(edit) {
                editor.select(nodes);
            }
        }
        Err(PasteError::NoSteps(reason)) => {
            say::warn(no_steps(text.trim(), reason));
        }
    }
}

/// What was pasted that is no step: said plainly, with how it begins. The reason is for what looks like a workflow.
fn no_steps(text: &str, reason: String) -> String {
    let mut begin: String = text.split_whitespace().collect::<Vec<_>>().join(" ");
    if let Some((at, _)) = begin.char_indices().nth(BEGINNING) {
        begin.truncate(at);
        begin.push('…');
    }
    let begin = [("begin", begin.into())];
    let nothing = |reason: String| t_args("editor-paste-nothing", &[("reason", reason.into())]);
    let link = |text: &str| text.starts_with("http://") || text.starts_with("https://");
    match value::from_str(text) {
        _ if text.is_empty() => t("editor-paste-empty"),
        Ok(data) if data.get("nodes").is_some() => nothing(reason),
        Err(_) if text.starts_with(['{', '[']) => nothing(reason),
        Ok(data) if data.is_object() || data.is_array() => t_args("editor-paste-data", &begin),
        _ if link(text) && !text.contains(char::is_whitespace) => {
            t_args("editor-paste-link", &begin)
        }
        _ => t_args("editor-paste-text", &begin),
    }
}

/// The clipboard, which a page has only where it is trusted.
fn clipboard() -> Option<web_sys::Clipboard> {
    let navigator = window().navigator();
    let known = js_sys::Reflect::get(&navigator, &"clipboard".into()).ok()?;
    (!known.is_undefined()).then(|| navigator.clipboard())
}
