//! Files dropped on the window, folders among them, and workflows pasted where nobody writes.

use std::collections::VecDeque;

use api::NoticeLevel;
use js_sys::Array;
use leptos::prelude::*;
use leptos::task::spawn_local;
use wasm_bindgen::prelude::Closure;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{
    ClipboardEvent, DataTransfer, DragEvent, Element, File, FileSystemDirectoryEntry,
    FileSystemDirectoryReader, FileSystemEntry, FileSystemFileEntry,
};

use super::import;
use super::sources::{import_files, may_be_workflow};
use crate::action;
use crate::route::{self, Route};
use crate::text::{t, t_args};
use crate::widgets::{Icon, notice, text_file};

/// How many files of dropped folders are read.
const MOST: usize = 2_000;

/// Takes what is dropped on the window, wherever no part of a screen takes it for itself.
#[component]
pub(crate) fn DropZone(open: RwSignal<bool>) -> impl IntoView {
    let over = RwSignal::new(false);
    let enter = window_event_listener(leptos::ev::dragover, move |event: DragEvent| {
        if event.default_prevented() || !has_files(&event) {
            return;
        }
        event.prevent_default();
        over.set(true);
    });
    let leave = window_event_listener(leptos::ev::dragleave, move |event: DragEvent| {
        // Only when the pointer leaves the window.
        if event.related_target().is_none() {
            over.set(false);
        }
    });
    let drop = window_event_listener(leptos::ev::drop, move |event: DragEvent| {
        over.set(false);
        if event.default_prevented() || !has_files(&event) {
            return;
        }
        event.prevent_default();
        if let Some(data) = event.data_transfer() {
            open.set(true);
            take(&data);
        }
    });
    let paste = window_event_listener(leptos::ev::paste, move |event: ClipboardEvent| {
        if let Some(text) = pasted_workflow(&event) {
            event.prevent_default();
            open.set(true);
            import(vec![text_file(&t("pasted"), &text)]);
        }
    });
    on_cleanup(move || {
        for listener in [enter, leave, drop, paste] {
            listener.remove();
        }
    });
    view! {
        <Show when=move || over.get()>
            <div class="drop-zone" aria-hidden="true">
                <div class="drop-card">
                    <Icon name="import" size=28/>
                    <strong>{move || t("drop-title")}</strong>
                    <span>{move || t("drop-help")}</span>
                </div>
            </div>
        </Show>
    }
}

fn has_files(event: &DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&JsValue::from_str("Files"), 0))
}

/// A workflow that was pasted on a list, where nobody writes. In the editor, pasting is the canvas' own.
fn pasted_workflow(event: &ClipboardEvent) -> Option<String> {
    let here = route::current().get_untracked();
    if event.default_prevented() || matches!(here, Route::Editor(_)) {
        return None;
    }
    let target = event.composed_path().get(0).dyn_into::<Element>().ok();
    if target.is_some_and(|target| action::is_typing(&target)) {
        return None;
    }
    let text = event.clipboard_data()?.get_data("text/plain").ok()?;
    is_like_workflow(&text).then_some(text)
}

/// Whether a text looks like a file of a workflow; whether it is one, the import says.
fn is_like_workflow(text: &str) -> bool {
    let text = text.trim_start();
    text.starts_with(['{', '[']) && text.contains("\"nodes\"")
}

/// Reads what was dropped. The entries have to be asked for at once: after the event they are gone.
fn take(data: &DataTransfer) {
    let items = data.items();
    let mut files: Vec<File> = Vec::new();
    let mut waiting: VecDeque<FileSystemEntry> = VecDeque::new();
    for item in (0..items.length()).filter_map(|index| items.get(index)) {
        match item.webkit_get_as_entry().ok().flatten() {
            Some(entry) if entry.is_directory() => waiting.push_back(entry),
            // A file that was dropped by itself is meant, whatever it is called.
            _ => files.extend(item.get_as_file().ok().flatten()),
        }
    }
    if waiting.is_empty() {
        return import_files(files);
    }
    spawn_local(async move {
        while let Some(entry) = waiting.pop_front() {
            if files.len() >= MOST {
                let said = t_args("import-too-many", &[("count", (MOST as f64).into())]);
                notice(NoticeLevel::Warning, said);
                break;
            }
            if let Ok(folder) = entry.clone().dyn_into::<FileSystemDirectoryEntry>() {
                waiting.extend(read_folder(&folder.create_reader()).await);
            } else if let Ok(file) = entry.dyn_into::<FileSystemFileEntry>()
                // One of a folder has to look like a workflow.
                && may_be_workflow(&file.name())
            {
                files.extend(read_entry(&file).await);
            }
        }
        import_files(files);
    });
}

async fn read_folder(reader: &FileSystemDirectoryReader) -> Vec<FileSystemEntry> {
    let mut all = Vec::new();
    loop {
        // A reader gives a hundred at a time, and none at the end.
        let some = answer(|done, failed| {
            let _ = reader.read_entries_with_callback_and_callback(done, failed);
        })
        .await;
        let Some(some) = some
            .and_then(|some| some.dyn_into::<Array>().ok())
            .filter(|some| some.length() > 0)
        else {
            return all;
        };
        all.extend(
            some.iter()
                .filter_map(|entry| entry.dyn_into::<FileSystemEntry>().ok()),
        );
    }
}

async fn read_entry(entry: &FileSystemFileEntry) -> Option<File> {
    let file = answer(|done, failed| entry.file_with_callback_and_callback(done, failed)).await?;
    file.dyn_into().ok()
}

/// What a function answers that takes a callback for success and one for failure.
async fn answer(ask: impl Fn(&js_sys::Function, &js_sys::Function)) -> Option<JsValue> {
    let promise = js_sys::Promise::new(&mut |done, _| {
        let settle = done.clone();
        let failed = Closure::once_into_js(move |_: JsValue| {
            let _ = settle.call1(&JsValue::UNDEFINED, &JsValue::UNDEFINED);
        });
        ask(&done, failed.unchecked_ref());
    });
    let value = JsFuture::from(promise).await.ok()?;
    (!value.is_undefined()).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::is_like_workflow;

    #[test]
    fn only_what_looks_like_a_workflow_is_taken_from_the_clipboard() {
        assert!(is_like_workflow(" {\"nodes\": []}"));
        assert!(is_like_workflow("[{\"nodes\": []}]"));
        assert!(!is_like_workflow("the \"nodes\" are {"));
        assert!(!is_like_workflow("{\"a\": 1}"));
    }
}
