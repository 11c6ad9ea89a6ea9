//! What became of each imported file: what is as it was, what is only nearly, what is missing, and what it wants.

use api::ImportOutcome;
use leptos::prelude::*;
use model::Report;
use model::n8n::{Fit, NodeReport, Remark, Secret, Warning, WireFault};

use crate::credentials::Choices;
use crate::grants::GrantWords;
use crate::route::Route;
use crate::screens::kinds::Tile;
use crate::text::{t, t_args};
use crate::widgets::{Icon, error_hint, error_text};

/// What became of the files.
#[component]
pub(super) fn Outcomes(open: RwSignal<bool>, outcomes: Vec<ImportOutcome>) -> impl IntoView {
    let done = outcomes
        .iter()
        .filter(|outcome| outcome.workflow.is_some())
        .count();
    let failed = outcomes.len() - done;
    let alone = outcomes.len() == 1;
    let said = match failed {
        0 => t_args("import-done", &[("count", done.into())]),
        _ => t_args(
            "import-done-some",
            &[("count", done.into()), ("failed", failed.into())],
        ),
    };
    view! {
        <p class="dialog-text" role="status">{said} " " {t("import-nothing-ran")}</p>
        <ul class="outcomes">
            {outcomes.into_iter().map(|outcome| view! { <Outcome open alone outcome/> }).collect_view()}
        </ul>
    }
}

#[component]
fn Outcome(open: RwSignal<bool>, alone: bool, outcome: ImportOutcome) -> impl IntoView {
    if let Some(error) = outcome.error {
        return view! {
            <li class="outcome outcome-failed" data-testid="import-failed">
                <p class="outcome-head"><Icon name="circle-x"/><strong dir="auto">{outcome.file}</strong></p>
                <p>{error_text(&error)}</p>
                {error_hint(&error).map(|hint| view! { <p class="muted">{hint}</p> })}
            </li>
        }
        .into_any();
    }
    let row = outcome.workflow.unwrap_or_default();
    let report = outcome.report.unwrap_or_default();
    let href = Route::Editor(row.id.clone()).href();
    let name = if row.name.is_empty() {
        outcome.file
    } else {
        row.name
    };
    view! {
        <li class="outcome" data-testid="import-outcome">
            <p class="outcome-head">
                <Icon name="circle-check"/>
                <strong class="cut grow" dir="auto">{name}</strong>
                <a class="button" href=href data-testid="import-open" on:click=move |_| open.set(false)>{t("open")}</a>
            </p>
            <Counts report=report.clone()/>
            <Wants wants=outcome.wants/>
            <Credentials workflow=row.id slots=report.slots.len() alone/>
            <Remarks report=report open=alone/>
        </li>
    }
    .into_any()
}

#[component]
fn Counts(report: Report) -> impl IntoView {
    const FITS: [(Fit, &str, &str); 3] = [
        (Fit::Native, "fit-native", "dot success"),
        (Fit::Approximated, "fit-approximated", "dot waiting"),
        (Fit::Missing, "fit-missing", "dot failed"),
    ];
    let count = move |(fit, key, class): (Fit, &'static str, &'static str)| {
        let count = report.count(fit);
        (count > 0).then(|| view! { <span class="pill"><i class=class></i>{t_args(key, &[("count", count.into())])}</span> })
    };
    view! { <p class="outcome-counts">{FITS.map(count).collect_view()}</p> }
}

/// Which folders, hosts and commands it wants: it will be asked for when it is run.
#[component]
fn Wants(wants: Vec<String>) -> impl IntoView {
    (!wants.is_empty()).then(|| {
        view! {
            <div class="outcome-wants">
                <p class="muted">{t("import-wants")}</p>
                <ul>{wants.into_iter().map(|grant| view! { <li><GrantWords grant=grant/></li> }).collect_view()}</ul>
            </div>
        }
    })
}

/// Which credentials it asks for: each once, and each can be left for later.
#[component]
fn Credentials(workflow: String, slots: usize, alone: bool) -> impl IntoView {
    // What is not looked at is not asked for.
    let open = RwSignal::new(alone);
    (slots > 0).then(|| {
        let toggled = move |event: web_sys::Event| {
            use wasm_bindgen::JsCast as _;
            let details = event.target().and_then(|it| it.dyn_into::<web_sys::Element>().ok());
            open.set(details.is_some_and(|details| details.has_attribute("open")));
        };
        view! {
            <details class="outcome-credentials" open=alone data-testid="import-credentials" on:toggle=toggled>
                <summary>{t_args("import-credentials", &[("count", slots.into())])}</summary>
                <p class="muted">{t("import-credentials-help")}</p>
                <Show when=move || open.get()>
                    <Choices workflow=workflow.clone()/>
                </Show>
            </details>
        }
    })
}

#[component]
fn Remarks(report: Report, open: bool) -> impl IntoView {
    let nodes: Vec<NodeReport> = report
        .nodes
        .into_iter()
        .filter(|node| !node.remarks.is_empty() && node.fit != Fit::Note)
        .collect();
    let mut lines: Vec<String> = report.secrets.iter().map(secret).collect();
    lines.extend(report.warnings.iter().map(warning));
    lines.extend(report.dropped.iter().map(|wire| {
        let values = [
            ("from", wire.from.as_str().into()),
            ("to", wire.to.as_str().into()),
            ("why", fault(wire.why).into()),
        ];
        t_args("import-wire-dropped", &values)
    }));
    let count = nodes.len() + lines.len();
    (count > 0).then(|| {
        let lines = lines.into_iter().map(
            |line| view! { <li><Icon name="triangle-alert" size=14/><span>{line}</span></li> },
        );
        view! {
            <details class="outcome-remarks" open=open>
                <summary>{t_args("import-remarks", &[("count", count.into())])}</summary>
                <ul class="outcome-lines">{lines.collect_view()}</ul>
                <ul class="outcome-nodes">{nodes.into_iter().map(of_node).collect_view()}</ul>
            </details>
        }
    })
}

fn of_node(node: NodeReport) -> impl IntoView {
    let remarks = node
        .remarks
        .iter()
        .map(|one| view! { <li>{remark(one)}</li> })
        .collect_view();
    view! {
        <li class="outcome-node">
            <Tile kind=node.kind size=20/>
            <div>
                <strong dir="auto">{node.name.to_string()}</strong>
                <span class="faint">" " {node.n8n_type}</span>
                <ul>{remarks}</ul>
            </div>
        </li>
    }
}

fn remark(remark: &Remark) -> String {
    match remark {
        Remark::KindMissing => t("remark-kind-missing"),
        Remark::VersionUnknown { found, used } => t_args(
            "remark-version",
            &[
                ("found", found.to_string().into()),
                ("used", used.to_string().into()),
            ],
        ),
        Remark::OperationUnknown { field, value } => t_args(
            "remark-operation",
            &[
                ("field", field.as_str().into()),
                ("value", value.as_str().into()),
            ],
        ),
        Remark::LanguageMissing { .. } => remark.sentence(),
        Remark::ChoiceUnknown { field, value } => t_args(
            "remark-choice",
            &[
                ("field", field.as_str().into()),
                ("value", value.as_str().into()),
            ],
        ),
        Remark::OptionUnknown { field } => {
            t_args("remark-option", &[("field", field.as_str().into())])
        }
        Remark::NewId { from } => t_args("remark-new-id", &[("from", from.as_str().into())]),
        Remark::NewName { from } if from.is_empty() => t("remark-no-name"),
        Remark::NewName { from } => t_args("remark-new-name", &[("from", from.as_str().into())]),
        Remark::Moved => t("remark-moved"),
        Remark::ParametersDropped => t("remark-parameters"),
        Remark::RetryLimited { attempts } => {
            t_args("remark-retry", &[("count", (*attempts).into())])
        }
    }
}

fn warning(warning: &Warning) -> String {
    match warning {
        Warning::KeyRepeated { path } => {
            t_args("warning-key-repeated", &[("path", path.as_str().into())])
        }
        Warning::NodeSkipped { index } => {
            t_args("warning-node-skipped", &[("index", (*index).into())])
        }
        Warning::PartIgnored { part } => t_args("warning-part", &[("part", part.as_str().into())]),
        Warning::KeyUnknown { path } => {
            t_args("warning-key-unknown", &[("path", path.as_str().into())])
        }
        Warning::WasActive => t("warning-was-active"),
        Warning::WorkflowMissing { sentence } => sentence.clone(),
        Warning::FilesBeside => t("warning-files-beside"),
    }
}

fn fault(fault: WireFault) -> String {
    t(match fault {
        WireFault::NoSource => "wire-no-source",
        WireFault::NoTarget => "wire-no-target",
        WireFault::NoOutput => "wire-no-output",
        WireFault::NoInput => "wire-no-input",
        WireFault::Repeated => "wire-repeated",
        WireFault::Malformed => "wire-malformed",
    })
}

fn secret(secret: &Secret) -> String {
    let values = [
        ("node", secret.name.as_str().into()),
        ("field", secret.field.as_str().into()),
    ];
    t_args("import-secret", &values)
}
