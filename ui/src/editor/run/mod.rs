//! A run in words: the bar below the canvas, its steps, what went wrong and the way to it.

mod ask;
mod bar;
mod steps;
mod written;

pub use ask::Asks;
pub use bar::{RunBar, dot};
pub use steps::{StepRows, problem_count};
pub use written::read as read_written;

use api::VaultCondition;
use leptos::prelude::*;
use model::{NodeId, RunError};

use super::inspector::CREDENTIALS;
use super::permissions;
use super::progress::Progress;
use super::runner;
use super::say;
use super::state::Editor;
use crate::credentials;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Icon};

/// What went wrong in a step, in a plain sentence, with one button that leads to where it is mended.
pub fn failure(editor: Editor, node: &NodeId, error: RunError) -> AnyView {
    let description = say::run_hint(&error);
    // What it came with says more than what the catalogue has for its kind, in one language only.
    let english = say::in_english(&error).map(|said| {
        let more = error
            .description
            .iter()
            .filter(|more| description.as_ref() != Some(more));
        more.fold(said, |said, more| format!("{said} {more}"))
    });
    let item = error
        .item
        .map(|item| t_args("editor-error-item", &[("number", (item + 1).into())]));
    let quote = error.quote.clone();
    let details = details(&error);
    let way = way_out(editor, node, &error);
    view! {
        <div class="error-panel" role="alert" data-testid="step-error">
            <Icon name="circle-alert" size=18/>
            <div class="error-words">
                <p class="error-title">{say::run_error(&error)}</p>
                {description.map(|text| view! { <p class="error-hint">{text}</p> })}
                {english.map(|text| view! { <p class="error-hint" lang="en">{text}</p> })}
                {item.map(|text| view! { <p class="error-hint">{text}</p> })}
                {quote.map(|text| view! { <pre class="value-text">{text}</pre> })}
                {way}
                <details class="error-details">
                    <summary>{t("error-details")}</summary>
                    <pre>{details}</pre>
                </details>
            </div>
        </div>
    }
    .into_any()
}

fn details(error: &RunError) -> String {
    let mut lines = vec![error.code.to_string()];
    lines.extend(error.field.clone());
    lines.extend(error.http_status.map(|status| format!("HTTP {status}")));
    if !error.details.is_null() {
        lines.push(value::to_string_pretty(&error.details));
    }
    lines.join("\n")
}

fn way_out(editor: Editor, node: &NodeId, error: &RunError) -> Option<AnyView> {
    // An earlier run is looked at on a screen of its own: what opens the vault is wanted there as well.
    if is_locked(error) && is_kept(editor) {
        return Some(unlock(editor, node));
    }
    if !editor.is_editable_now() {
        return None;
    }
    if let Some(grant) = error.grant.clone() {
        let allow = move |_| permissions::allow_and_run(editor, grant.clone());
        return Some(
            view! {
                <Button
                    look=ButtonLook::Primary
                    icon="shield-check"
                    label=move || t("editor-allow-run")
                    attr:data-testid="allow-run"
                    on_click=allow
                />
            }
            .into_any(),
        );
    }
    let of_credential = error.code.starts_with("credential.");
    let spot = of_credential.then(|| CREDENTIALS.to_owned());
    let field = error.field.clone().or(spot)?;
    let node = node.clone();
    let lead = move |_| editor.lead_to(&node, Some(&field));
    Some(
        view! {
            <Button
                look=ButtonLook::Primary
                icon="arrow-right"
                label=move || t("editor-show-field")
                attr:data-testid="show-field"
                on_click=lead
            />
        }
        .into_any(),
    )
}

/// Whether a step stopped because the credentials were locked.
fn is_locked(error: &RunError) -> bool {
    matches!(error.code.as_str(), "vault.locked" | "vault.setBack")
}

/// Whether the run has ended and its workflow is kept: it can be gone on with then.
fn is_kept(editor: Editor) -> bool {
    editor.run.with(|run| {
        let kept =
            |run: &Progress| run.status().is_final() && !run.view().summary.workflow.is_empty();
        run.as_ref().is_some_and(kept)
    })
}

/// Unlocks the credentials right here, and the run goes on from the step that stopped.
fn unlock(editor: Editor, node: &NodeId) -> AnyView {
    let condition = credentials::condition();
    let node = node.clone();
    let button = move || match condition.get() {
        Some(VaultCondition::Open) => {
            let node = node.clone();
            view! {
                <Button
                    look=ButtonLook::Primary
                    icon="rotate-ccw"
                    label=move || t("editor-try-again")
                    attr:data-testid="run-unlocked"
                    on_click=move |_| runner::retry(editor, node.clone())
                />
            }
            .into_any()
        }
        _ => {
            let node = node.clone();
            view! { <div>{unlock_button(editor, node, "vault-unlock-run", "run-unlock")}</div> }
                .into_any()
        }
    };
    button.into_any()
}

/// The button that asks for what opens the vault.
fn unlock_button(
    editor: Editor,
    node: NodeId,
    words: &'static str,
    testid: &'static str,
) -> impl IntoView {
    let press = move |_| {
        let node = node.clone();
        credentials::unlock_then(move || runner::retry(editor, node));
    };
    view! {
        <Button
            look=ButtonLook::Primary
            icon="unlock"
            label=move || t(words)
            attr:title=move || t("vault-unlock-run")
            attr:data-testid=testid
            on_click=press
        />
    }
}
