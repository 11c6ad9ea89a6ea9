//! What a workflow wants of the machine and the network, allowed line by line.

use api::{GrantSet, GrantsRead, RunScope, WorkflowGrants};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Grant;
use model::wants::{CommandWant, FileWant, HostWant, Wants};

use super::state::{Ask, Editor};
use super::{runner, say, sync};
use crate::grants::{covers, icon, told};
use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Checkbox, Icon, IconButton};

/// Which step wants what, in a sentence each.
fn reasons(wants: &Wants) -> Vec<String> {
    let hosts = wants
        .hosts
        .iter()
        .filter(|want| want.local || want.host.is_none());
    let hosts = hosts.map(|want| (&want.place, host(want)));
    let files = wants.files.iter().map(|want| (&want.place, file(want)));
    let commands = wants
        .commands
        .iter()
        .map(|want| (&want.place, command(want)));
    let environment = wants
        .environment
        .iter()
        .map(|place| (place, t("grant-env")));
    let all = hosts.chain(files).chain(commands).chain(environment);
    let mut once: Vec<String> = Vec::new();
    for (place, what) in all {
        let step = place.name.as_str();
        let sentence = t_args(
            "editor-want",
            &[("step", step.into()), ("what", what.into())],
        );
        if !once.contains(&sentence) {
            once.push(sentence);
        }
    }
    once
}

fn host(want: &HostWant) -> String {
    let known = want.host.as_deref();
    let known = known.and_then(|host| Grant::host(host, want.port).ok());
    known.map_or_else(|| t("editor-want-host"), |grant| told(&grant.to_string()))
}

fn file(want: &FileWant) -> String {
    let (known, open) = match want.write {
        true => ("grant-dir", "editor-want-write"),
        false => ("grant-dir-read", "editor-want-read"),
    };
    match &want.folder {
        // As it is written, which may be relative to where the workflow is started.
        Some(folder) => t_args(known, &[("what", folder.as_str().into())]),
        None => t(open),
    }
}

fn command(want: &CommandWant) -> String {
    if want.untold {
        return t("grant-command-any");
    }
    let mut all: Vec<String> = Vec::new();
    if !want.programs.is_empty() {
        let programs = want.programs.join(", ");
        all.push(t_args("grant-command", &[("what", programs.into())]));
    }
    if want.open {
        all.push(t("editor-want-command"));
    }
    all.join("; ")
}

async fn read(editor: Editor) -> Option<WorkflowGrants> {
    if !sync::flush(editor).await {
        return None;
    }
    let request = GrantsRead {
        workflow: Some(editor.id()),
    };
    match rpc::call(request).await {
        Ok(all) => all.into_iter().next(),
        Err(error) => {
            say::failed(&error);
            None
        }
    }
}

async fn set(editor: Editor, allowed: Vec<String>) -> Option<Vec<String>> {
    let request = GrantSet {
        workflow: editor.id(),
        allowed,
    };
    match rpc::call(request).await {
        Ok(now) => Some(now.allowed),
        Err(error) => {
            say::failed(&error);
            None
        }
    }
}

/// Shows the workflow's permissions.
pub fn show(editor: Editor) {
    editor.inspector.set(true);
    editor.select(Vec::new());
}

/// Allows one thing more and runs again.
pub fn allow_and_run(editor: Editor, grant: String) {
    let missing = vec![grant];
    let scope = editor.scope.get_value();
    editor.ask.set(Some(Ask::Grants { scope, missing }));
}

/// The card before a run: what is wanted and not allowed yet, line by line.
#[component]
pub fn Card(
    /// The editor.
    editor: Editor,
    /// What is run once it is allowed.
    scope: RunScope,
    /// What is missing.
    missing: Vec<String>,
) -> impl IntoView {
    let chosen = RwSignal::new(missing.clone());
    let said = RwSignal::new(Vec::<String>::new());
    spawn_local(async move {
        if let Some(grants) = read(editor).await {
            said.try_set(reasons(&grants.reasons));
        }
    });
    let lines = missing.iter().cloned().map(|grant| {
        let (icon, words) = (icon(&grant), told(&grant));
        let (own, turned) = (grant.clone(), grant);
        let on = Signal::derive(move || chosen.with(|chosen| chosen.contains(&own)));
        let turn = Callback::new(move |on: bool| {
            chosen.update(|chosen| {
                chosen.retain(|known| *known != turned);
                if on {
                    chosen.push(turned.clone());
                }
            });
        });
        view! {
            <li class="grant">
                <Icon name=icon/>
                <Checkbox on on_change=turn label=words/>
            </li>
        }
    });
    let lines = lines.collect_view();
    let all = missing.len();
    let whole = Signal::derive(move || chosen.with(Vec::len) == all);
    let allow = move |_| {
        let (scope, more) = (scope.clone(), chosen.get_untracked());
        let everything = whole.get_untracked();
        editor.ask.set(None);
        spawn_local(async move {
            let Some(grants) = read(editor).await else {
                return;
            };
            let mut allowed = grants.allowed;
            allowed.extend(more);
            if set(editor, allowed).await.is_some() {
                match everything {
                    true => runner::go(editor, scope),
                    false => runner::go_as_allowed(editor, scope),
                }
            }
        });
    };
    let why = move || {
        let said = said.get();
        (!said.is_empty()).then(|| {
            let rows = said.into_iter().map(|reason| view! { <li>{reason}</li> });
            view! {
                <details class="grant-why">
                    <summary>{t("editor-grant-why")}</summary>
                    <ul>{rows.collect_view()}</ul>
                </details>
            }
        })
    };
    view! {
        <p class="dialog-text">{move || t("editor-ask-grants-help")}</p>
        <ul class="grants" data-testid="grants">{lines}</ul>
        {why}
        <footer class="dialog-foot">
            <Button label=move || t("cancel") on_click=move |_| editor.ask.set(None)/>
            <Button
                look=ButtonLook::Primary
                icon="shield-check"
                label=move || t(if whole.get() { "editor-allow-run" } else { "editor-allow-some" })
                attr:data-testid="allow"
                on_click=allow
            />
        </footer>
    }
}

/// What the workflow was allowed and wants, in the inspector.
#[component]
pub fn Permissions(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let grants = RwSignal::new(None::<WorkflowGrants>);
    let load = move || {
        spawn_local(async move {
            let found = read(editor).await;
            grants.try_set(found);
        });
    };
    load();
    crate::events::on(move |event| {
        if matches!(event.what, api::EventKind::SettingsChanged) {
            load();
        }
    });
    let body = move || {
        let grants_now = grants.get()?;
        let mut all = grants_now.wants.clone();
        all.extend(
            grants_now
                .allowed
                .iter()
                .filter(|known| !grants_now.wants.contains(known))
                .cloned(),
        );
        if all.is_empty() {
            return Some(view! { <p class="hint">{t("editor-grants-none")}</p> }.into_any());
        }
        let rows = all
            .into_iter()
            .map(|grant| row(editor, grants, &grants_now, grant));
        Some(view! { <ul class="grants">{rows.collect_view()}</ul> }.into_any())
    };
    view! {
        <section aria-label=move || t("editor-grants")>
            <h3 class="form-title">{move || t("editor-grants")}</h3>
            {body}
        </section>
    }
}

fn row(
    editor: Editor,
    signal: RwSignal<Option<WorkflowGrants>>,
    grants: &WorkflowGrants,
    grant: String,
) -> AnyView {
    let (icon, words) = (icon(&grant), told(&grant));
    let allowed = grants.allowed.clone();
    let is_allowed = covers(&allowed, &grant);
    let turn = move |_| {
        let mut next = allowed.clone();
        match is_allowed {
            true => next.retain(|known| known != &grant && *known != grant.trim_end_matches(":ro")),
            false => next.push(grant.clone()),
        }
        spawn_local(async move {
            if let Some(now) = set(editor, next).await {
                signal.try_update(|grants| {
                    if let Some(grants) = grants {
                        grants.allowed = now;
                    }
                });
            }
        });
    };
    let (mark, name) = match is_allowed {
        true => ("x", "editor-grant-forbid"),
        false => ("plus", "editor-grant-allow"),
    };
    let state = match is_allowed {
        true => t("editor-grant-allowed"),
        false => t("editor-grant-open"),
    };
    view! {
        <li class="grant" class:allowed=is_allowed>
            <Icon name=icon/>
            <span class="grow">{words}<span class="hint">" · "{state}</span></span>
            <IconButton icon=mark label=move || t(name) on_click=turn/>
        </li>
    }
    .into_any()
}
