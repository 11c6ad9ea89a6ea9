//! Importing: files chosen, dropped on the window or pasted, and what became of each. Nothing that is imported is run.

mod drop;
mod report;
mod sources;

pub(super) use drop::DropZone;

use api::{Error, ImportFile, ImportOutcome, WorkflowImport};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Dialog, ErrorPanel, Spinner};
use report::Outcomes;
use sources::Sources;

/// How far an import is.
#[derive(Clone, Debug, PartialEq)]
enum Stage {
    /// Files are asked for.
    Asking,
    /// Millrace reads them.
    Reading(usize),
    /// This became of them.
    Done(Vec<ImportOutcome>),
    /// They were not read.
    Failed(Error),
}

thread_local! {
    static STAGE: ArcRwSignal<Stage> = ArcRwSignal::new(Stage::Asking);
}

/// Imports files; the dialog has to be open to show what becomes of them.
fn import(files: Vec<ImportFile>) {
    if files.is_empty() {
        set(Stage::Failed(Error::new(
            api::code::FILE,
            t("import-no-files"),
        )));
        return;
    }
    set(Stage::Reading(files.len()));
    spawn_local(async move {
        let request = WorkflowImport {
            files,
            folder: None,
        };
        set(match rpc::call(request).await {
            Ok(outcomes) => Stage::Done(outcomes),
            Err(error) => Stage::Failed(error),
        });
    });
}

fn set(stage: Stage) {
    STAGE.with(|signal| signal.set(stage));
}

/// The dialog that imports.
#[component]
pub(super) fn ImportDialog(open: RwSignal<bool>) -> impl IntoView {
    let stage = STAGE.with(ArcRwSignal::clone);
    Effect::new(move |_| {
        if !open.get() {
            set(Stage::Asking);
        }
    });
    view! {
        <Dialog open=open title=move || t("import-title") wide=true>
            <Stages open=open stage=stage.clone()/>
        </Dialog>
    }
}

#[component]
fn Stages(open: RwSignal<bool>, stage: ArcRwSignal<Stage>) -> impl IntoView {
    let again = |()| set(Stage::Asking);
    move || match stage.get() {
        Stage::Asking => view! { <Sources/> }.into_any(),
        Stage::Reading(count) => view! {
            <div class="import-reading">
                <Spinner label=move || t("loading")/>
                <p>{t_args("import-reading", &[("count", count.into())])}</p>
            </div>
        }
        .into_any(),
        Stage::Failed(error) => {
            view! { <ErrorPanel error=error way_out=move || t("import-again") on_way_out=again/> }
                .into_any()
        }
        Stage::Done(outcomes) => view! {
            <Outcomes open=open outcomes=outcomes/>
            <footer class="dialog-foot">
                <Button label=move || t("import-more") on_click=move |_| again(())/>
                <Button
                    look=ButtonLook::Primary
                    label=move || t("done")
                    attr:data-testid="import-done"
                    on_click=move |_| open.set(false)
                />
            </footer>
        }
        .into_any(),
    }
}
