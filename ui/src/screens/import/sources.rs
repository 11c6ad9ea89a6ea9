//! Where workflows come from: files, a folder, or text.

use api::{FolderRead, ImportFile, NoticeLevel};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::{File, FileList, HtmlInputElement};

use super::{import, set};
use crate::text::t;
use crate::widgets::{Button, ButtonLook, Field, Icon, notice, read_file, text_file};
use crate::{rpc, session};

/// What a file has to be called to be taken out of a folder.
const KINDS: [&str; 2] = [".json", ".millrace"];

/// Whether a file of a folder may hold a workflow.
pub(super) fn may_be_workflow(name: &str) -> bool {
    let name = name.to_lowercase();
    KINDS.iter().any(|kind| name.ends_with(kind))
}

/// Reads files and imports them.
pub(super) fn import_files(files: Vec<File>) {
    set(super::Stage::Reading(files.len()));
    spawn_local(async move {
        let mut read: Vec<ImportFile> = Vec::new();
        for file in files {
            match read_file(file).await {
                Ok(file) => read.push(file),
                Err(reason) => notice(NoticeLevel::Error, reason),
            }
        }
        import(read);
    });
}

/// Imports what lies in a folder that the system's dialog gives.
fn ask_for_folder() {
    let home = session::info().and_then(|info| info.home.clone());
    spawn_local(async move {
        let from = home.unwrap_or_default();
        let Some(path) = rpc::ask_for_place(&from, true, false).await else {
            return;
        };
        set(super::Stage::Reading(0));
        match rpc::call(FolderRead { path }).await {
            Ok(files) => import(files),
            Err(error) => set(super::Stage::Failed(error)),
        }
    });
}

fn files_of(list: Option<FileList>) -> Vec<File> {
    let list = list.into_iter();
    list.flat_map(|list| (0..list.length()).filter_map(move |index| list.item(index)))
        .collect()
}

/// Asks for files, a folder, or text.
#[component]
pub(super) fn Sources() -> impl IntoView {
    let (files, folder) = (NodeRef::<html::Input>::new(), NodeRef::<html::Input>::new());
    let text = RwSignal::new(String::new());
    Effect::new(move |_| {
        if let Some(input) = folder.get() {
            let _ = input.set_attribute("webkitdirectory", "");
        }
    });
    let press = |input: NodeRef<html::Input>| {
        if let Some(input) = input.get_untracked() {
            input.click();
        }
    };
    // A web view of Linux has no dialog for folders: there the system's own is asked for.
    let press_folder = move |_| match rpc::in_window() {
        true => ask_for_folder(),
        false => press(folder),
    };
    let take = |input: HtmlInputElement| import_files(files_of(input.files()));
    let take_folder = |input: HtmlInputElement| {
        let mut all = files_of(input.files());
        all.retain(|file| may_be_workflow(&file.name()));
        import_files(all);
    };
    let read_text = move |_| import(vec![text_file(&t("pasted"), &text.get_untracked())]);
    view! {
        <p class="dialog-text">{move || t("import-help")}</p>
        <div class="import-ways">
            <button type="button" class="import-way" data-testid="import-files" on:click=move |_| press(files)>
                <Icon name="file-json" size=20/>
                <strong>{move || t("import-files")}</strong>
                <span class="muted">{move || t("import-files-help")}</span>
            </button>
            <button type="button" class="import-way" data-testid="import-folder" on:click=press_folder>
                <Icon name="folder-open" size=20/>
                <strong>{move || t("import-folder")}</strong>
                <span class="muted">{move || t("import-folder-help")}</span>
            </button>
        </div>
        <input
            type="file"
            hidden
            multiple
            accept=".json,.millrace,application/json"
            node_ref=files
            data-testid="import-files-input"
            on:change:target=move |event| take(event.target())
        />
        <input
            type="file"
            hidden
            node_ref=folder
            data-testid="import-folder-input"
            on:change:target=move |event| take_folder(event.target())
        />
        <Field id="import-text" label=move || t("import-paste") help=move || t("import-paste-help")>
            <textarea
                id="import-text"
                class="textarea"
                rows="5"
                spellcheck="false"
                placeholder="{ \"nodes\": [ … ] }"
                data-testid="import-text"
                prop:value=text
                on:input:target=move |event| text.set(event.target().value())
            ></textarea>
        </Field>
        <footer class="dialog-foot">
            <Button
                look=ButtonLook::Primary
                label=move || t("import")
                disabled=Signal::derive(move || text.with(|text| text.trim().is_empty()))
                attr:data-testid="import-text-go"
                on_click=read_text
            />
        </footer>
    }
}

#[cfg(test)]
mod tests {
    use super::may_be_workflow;

    #[test]
    fn only_files_that_may_hold_a_workflow_are_taken_out_of_a_folder() {
        assert!(may_be_workflow("a.JSON") && may_be_workflow("b.millrace"));
        assert!(!may_be_workflow("c.png") && !may_be_workflow("json"));
    }
}
