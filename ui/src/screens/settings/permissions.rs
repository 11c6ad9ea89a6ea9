//! What each workflow was allowed: folders, hosts, commands. Each line can be taken back, and what it wants more allowed.

use api::{Error, EventKind, GrantSet, GrantsRead, WorkflowGrants};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::Section;
use crate::grants::{GrantWords, covers, told};
use crate::route::Route;
use crate::text::{t, t_args};
use crate::widgets::{ErrorPanel, IconButton, notice_error, notice_undo};
use crate::{events, rpc};

#[component]
pub(super) fn Permissions() -> impl IntoView {
    let read = RwSignal::new(None::<Result<Vec<WorkflowGrants>, Error>>);
    let fetch = move || {
        spawn_local(async move {
            let answer = rpc::call(GrantsRead::default()).await;
            read.try_set(Some(answer));
        });
    };
    fetch();
    events::on(move |event| {
        if matches!(event.what, EventKind::WorkflowsChanged | EventKind::Missed) {
            fetch();
        }
    });
    let error = Signal::derive(move || match read.get() {
        Some(Err(error)) => error,
        _ => Error::default(),
    });
    let body = move || match read.get() {
        None => ().into_any(),
        Some(Err(_)) => view! { <ErrorPanel error=error on_way_out=move |()| fetch()/> }.into_any(),
        Some(Ok(all)) => {
            let allowed: Vec<WorkflowGrants> = all
                .into_iter()
                .filter(|one| !one.allowed.is_empty())
                .collect();
            match allowed.is_empty() {
                true => view! { <p class="settings-empty muted">{move || t("permissions-empty")}</p> }.into_any(),
                false => allowed
                    .into_iter()
                    .map(|grants| view! { <OfWorkflow grants=grants fetch=Callback::new(move |()| fetch())/> })
                    .collect_view()
                    .into_any(),
            }
        }
    };
    view! {
        <Section id="settings-permissions" help=move || t("permissions-help")>{body}</Section>
    }
}

#[component]
fn OfWorkflow(grants: WorkflowGrants, fetch: Callback<()>) -> impl IntoView {
    let (id, all) = (grants.workflow.clone(), grants.allowed.clone());
    let missing = grants.wants.iter().filter(|want| !covers(&all, want));
    let missing: Vec<String> = missing.cloned().collect();
    let wanted = {
        let (id, all) = (id.clone(), all.clone());
        move |grant: String| {
            let (id, mut all) = (id.clone(), all.clone());
            let label = t_args("permission-allow", &[("what", told(&grant).into())]);
            all.push(grant.clone());
            view! {
                <li class="grant-line">
                    <GrantWords grant=grant/>
                    <span class="hint">{t("editor-grant-open")}</span>
                    <IconButton
                        icon="plus"
                        label=label
                        on_click=move |_| set(id.clone(), all.clone(), fetch, || {})
                    />
                </li>
            }
        }
    };
    let line = move |grant: String| {
        let (id, all, gone) = (id.clone(), all.clone(), grant.clone());
        let label = t_args("permission-take-back", &[("what", told(&grant).into())]);
        view! {
            <li class="grant-line">
                <GrantWords grant=grant/>
                <IconButton icon="x" label=label on_click=move |_| take_back(&id, &all, &gone, fetch)/>
            </li>
        }
    };
    view! {
        <div class="grant-group">
            <a class="row-name" dir="auto" href=Route::Editor(grants.workflow.clone()).href()>{grants.name}</a>
            <ul>
                {grants.allowed.into_iter().map(line).collect_view()}
                {missing.into_iter().map(wanted).collect_view()}
            </ul>
        </div>
    }
}

fn take_back(workflow: &str, all: &[String], gone: &str, fetch: Callback<()>) {
    let left: Vec<String> = all.iter().filter(|grant| *grant != gone).cloned().collect();
    let (workflow, before) = (workflow.to_owned(), all.to_vec());
    let said = t_args("permission-taken-back", &[("what", told(gone).into())]);
    set(workflow.clone(), left, fetch, move || {
        let (workflow, before) = (workflow.clone(), before.clone());
        notice_undo(said, move || {
            set(workflow.clone(), before.clone(), fetch, || {})
        });
    });
}

fn set(workflow: String, allowed: Vec<String>, fetch: Callback<()>, done: impl FnOnce() + 'static) {
    spawn_local(async move {
        match rpc::call(GrantSet { workflow, allowed }).await {
            Ok(_) => done(),
            Err(error) => notice_error(&error),
        }
        fetch.try_run(());
    });
}
