//! Runs as windows see them: without the items.

use api::{PageRequest, RunSummary, RunView, StepView};
use model::{Execution, Step, StepOutput};

/// Entries of a page where nobody says how many, and at most.
const USUAL_PAGE: u32 = 100;
const LARGEST_PAGE: u32 = 500;

/// A page as the store takes it.
pub(super) fn page_request(page: PageRequest) -> store::PageRequest {
    store::PageRequest {
        limit: match page.limit {
            0 => USUAL_PAGE,
            limit => limit.min(LARGEST_PAGE),
        },
        offset: u32::try_from(page.offset).unwrap_or(u32::MAX),
    }
}

pub(super) fn summary(found: store::ExecutionSummary) -> RunSummary {
    RunSummary {
        id: found.id,
        workflow: found.workflow,
        name: found.name,
        mode: found.mode,
        status: found.status,
        started_ms: found.started_ms,
        ended_ms: found.ended_ms,
        error: found.error,
    }
}

pub(super) fn summary_of(execution: &Execution) -> RunSummary {
    RunSummary {
        id: execution.id.clone(),
        workflow: execution.workflow.id.clone(),
        name: execution.workflow.name.clone(),
        mode: execution.mode,
        status: execution.status,
        started_ms: execution.started_ms,
        ended_ms: execution.ended_ms,
        error: execution.error.clone(),
    }
}

pub(super) fn view(execution: &Execution, sequence: u64) -> RunView {
    RunView {
        summary: summary_of(execution),
        workflow: execution.workflow.clone(),
        steps: execution
            .steps
            .iter()
            .map(|step| step_view(execution, step))
            .collect(),
        sequence,
        repeats: execution.repeats.clone(),
        review: execution.review.clone(),
    }
}

fn step_view(execution: &Execution, step: &Step) -> StepView {
    let count = |input: &Option<StepOutput>| {
        let items = input.and_then(|from| {
            let before = execution.steps.get(from.step as usize)?;
            before.outputs.get(usize::from(from.output))
        });
        items.map_or(0, |items| items.len() as u32)
    };
    StepView {
        node: step.node.clone(),
        name: step.name.to_string(),
        run: step.run,
        status: step.status,
        started_ms: step.started_ms,
        duration_us: step.duration_us,
        inputs: step.inputs.clone(),
        items_in: step.inputs.iter().map(count).collect(),
        items_out: step
            .outputs
            .iter()
            .map(|items| items.len() as u32)
            .collect(),
        error: step.error.clone(),
        attempts: step.attempts.clone(),
        console: step.console.clone(),
    }
}
