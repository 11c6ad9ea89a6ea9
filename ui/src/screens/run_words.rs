//! A run in a few words: a dot, a status, a headline.

use api::RunSummary;
use leptos::prelude::*;
use model::ExecutionStatus;

use crate::editor::say;
use crate::text::{duration_ms, t, t_args};

/// The word for a status.
pub(super) fn status_text(status: ExecutionStatus) -> String {
    t(match status {
        ExecutionStatus::Queued => "status-queued",
        ExecutionStatus::Running => "status-running",
        ExecutionStatus::Waiting => "status-waiting",
        ExecutionStatus::Success => "status-success",
        ExecutionStatus::Failed => "status-failed",
        ExecutionStatus::Canceled => "status-canceled",
        ExecutionStatus::NeedsReview => "status-needs-review",
    })
}

/// What came of a run, in one line: that it was done and how long it took, or why it failed.
pub(super) fn run_headline(run: &RunSummary) -> String {
    let took = run.ended_ms.map(|end| duration_ms(end - run.started_ms));
    match (run.status, &run.error, took) {
        (ExecutionStatus::Failed, Some(error), _) => match &error.node {
            Some(node) => t_args(
                "run-failed-at",
                &[
                    ("node", node.as_str().into()),
                    ("why", say::run_error(error).into()),
                ],
            ),
            None => say::run_error(error),
        },
        (ExecutionStatus::Success, _, Some(took)) => {
            t_args("run-done-in", &[("time", took.into())])
        }
        (ExecutionStatus::Canceled, Some(error), _) if error.is_discarded() => t("run-discarded"),
        (ExecutionStatus::Canceled, _, Some(took)) => {
            t_args("run-stopped-after", &[("time", took.into())])
        }
        (status, ..) => status_text(status),
    }
}

/// The dot of a status. The words beside it say the same.
#[component]
pub(super) fn StatusDot(
    /// The status; none for what never ran.
    status: Option<ExecutionStatus>,
) -> impl IntoView {
    let class = match status {
        Some(ExecutionStatus::Success) => "dot success",
        Some(ExecutionStatus::Failed) => "dot failed",
        Some(ExecutionStatus::Running | ExecutionStatus::Queued) => "dot running",
        Some(ExecutionStatus::Waiting | ExecutionStatus::NeedsReview) => "dot waiting",
        Some(ExecutionStatus::Canceled) | None => "dot",
    };
    view! { <i class=class aria-hidden="true"></i> }
}
