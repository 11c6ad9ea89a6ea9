//! The editor's sentences: about steps, problems, runs and refusals, in the person's language.

use model::{Choice, EditError, ExecutionStatus, Node, NodeSpec, Problem, RunError, StepStatus};

use super::operators;
use super::progress::{OfNode, Progress};
use super::summary::Words;
use crate::text::{self, FluentValue, spec_text, t, t_args};
use crate::widgets;

/// What a kind is called.
pub fn kind_label(spec: &NodeSpec) -> String {
    spec_text(&spec.label)
}

/// What a kind does.
pub fn kind_help(spec: &NodeSpec) -> String {
    spec_text(&spec.help)
}

/// Which kind a node misses.
pub fn missing_kind(node: &Node) -> String {
    let kind = node.kind.trim_start_matches(Node::PLACEHOLDER);
    t_args("editor-kind-missing", &[("kind", kind.into())])
}

/// Words of choices and comparisons for the lines of cards.
pub struct Catalogue;

impl Words for Catalogue {
    fn choice(&self, choice: &Choice) -> String {
        spec_text(&choice.label)
    }

    fn operation(&self, operation: &str) -> String {
        operation_words(operation)
    }
}

/// The words of a comparison.
pub fn operation_words(operation: &str) -> String {
    let english = operators::words(operation).unwrap_or(operation);
    text::find(&format!("operation-{operation}"), &[]).unwrap_or_else(|| english.to_owned())
}

/// What is wrong, in a sentence.
pub fn problem(problem: &Problem) -> String {
    problem_text(problem, "").unwrap_or_else(|| problem.sentence())
}

/// What to do about it.
pub fn advice(problem: &Problem) -> String {
    problem_text(problem, ".advice").unwrap_or_else(|| problem.advice())
}

fn problem_text(problem: &Problem, part: &str) -> Option<String> {
    let code = value::to_value(&problem.code).unwrap_or_default();
    let code = code.as_str().unwrap_or_default().replace('.', "-");
    let values: Vec<(&'static str, FluentValue<'_>)> = PROBLEM_WORDS
        .iter()
        .map(|name| {
            let word = problem.arguments.get(*name).map_or("", String::as_str);
            match *name {
                "slot" => (*name, crate::credentials::kind_label(word).into()),
                _ => (*name, word.into()),
            }
        })
        .collect();
    text::find(&format!("problem-{code}{part}"), &values)
}

/// The words that sentences about problems can have in them.
const PROBLEM_WORDS: [&str; 12] = [
    "id", "name", "names", "label", "field", "other", "end", "port", "kind", "version", "nearest",
    "slot",
];

/// A count of items: `12 items`.
pub fn items(count: u64) -> String {
    t_args("editor-items", &[("count", number(count))])
}

/// A number for sentences.
pub fn number(count: u64) -> FluentValue<'static> {
    #[expect(clippy::cast_precision_loss, reason = "shown to a person")]
    FluentValue::from(count as f64)
}

/// A number in a few characters: `998`, `12k`, `3M`.
pub fn short_number(count: u64) -> String {
    match count {
        0..10_000 => count.to_string(),
        10_000..1_000_000 => format!("{}k", count / 1000),
        _ => format!("{}M", count / 1_000_000),
    }
}

/// What became of a step: `12 items · 0.2 s`.
pub fn done(of: &OfNode) -> String {
    if of.status == StepStatus::Skipped {
        return t("editor-state-skipped");
    }
    let time = text::duration_us(of.duration_us);
    match &of.error {
        Some(error) if of.items() == 0 => format!("{} · {time}", run_error(error)),
        _ => format!("{} · {time}", items(of.items())),
    }
}

/// A run in one sentence.
pub fn headline(run: &Progress) -> String {
    match run.status() {
        ExecutionStatus::Queued => t("editor-run-queued"),
        ExecutionStatus::Running => match run.current() {
            Some(step) => t_args("editor-run-now", &[("step", step.name.as_str().into())]),
            None => t("editor-run-begins"),
        },
        ExecutionStatus::Waiting => match run.waits() {
            Some(until) => t_args(
                "editor-run-waits-until",
                &[("time", text::clock(until).into())],
            ),
            None => t("editor-run-waits"),
        },
        ExecutionStatus::Success => ended(run),
        ExecutionStatus::Canceled => match run.error() {
            Some(error) if error.is_discarded() => discarded(error),
            _ => t("editor-run-stopped"),
        },
        ExecutionStatus::NeedsReview => t("editor-run-needs-review"),
        ExecutionStatus::Failed => failed_run(run),
    }
}

fn discarded(error: &RunError) -> String {
    match &error.node {
        Some(step) => t_args("editor-run-discarded-at", &[("step", step.as_str().into())]),
        None => t("editor-run-discarded"),
    }
}

/// How a run ended well: what came out at last, and what a person skipped.
fn ended(run: &Progress) -> String {
    let said = came_out(run);
    match run.skipped() {
        0 => said,
        skipped => {
            let skipped = t_args("editor-run-skipped", &[("count", number(skipped as u64))]);
            format!("{said} · {skipped}")
        }
    }
}

fn came_out(run: &Progress) -> String {
    let (reached, _) = run.reached();
    let reached = reached - run.skipped();
    let last = run.own_steps().rev().find(|step| step.error.is_none());
    let out: u64 = last.map_or(0, |step| {
        let of = run.of(&step.node);
        of.map_or(0, OfNode::items)
    });
    let name = last.map_or("", |step| step.name.as_str());
    t_args(
        "editor-run-ended",
        &[
            ("steps", number(reached as u64)),
            ("count", number(out)),
            ("step", name.into()),
        ],
    )
}

fn failed_run(run: &Progress) -> String {
    let error = run.error();
    let node = error
        .and_then(|error| error.node.as_ref())
        .map(|node| node.as_str());
    match node {
        Some(name) => {
            let why = error.map(run_error).unwrap_or_default();
            t_args(
                "editor-run-failed-at",
                &[("step", name.into()), ("why", why.into())],
            )
        }
        None => t("editor-run-failed"),
    }
}

/// What went wrong in a step, in a sentence: in English the one it came with, else the catalogue's where it has one.
pub fn run_error(error: &RunError) -> String {
    let own = || error.message.clone();
    match speaks_english() && !error.message.is_empty() {
        true => own(),
        false => run_text(error, "").unwrap_or_else(own),
    }
}

/// What to do about it. What it came with says more, and is English.
pub fn run_hint(error: &RunError) -> Option<String> {
    let own = || error.description.clone();
    let kept = || run_text(error, ".hint");
    match speaks_english() {
        true => own().or_else(kept),
        false => kept().or_else(own),
    }
}

/// The English sentence it came with, where another one is shown that leaves it out.
pub fn in_english(error: &RunError) -> Option<String> {
    let leaves_out = |said: String| !said.contains(&error.message);
    let shown = run_text(error, "").filter(|_| !speaks_english());
    shown.is_some_and(leaves_out).then(|| error.message.clone())
}

/// What went wrong, with the English sentence where the other leaves out what is wrong with what.
pub fn run_error_in_full(error: &RunError) -> String {
    let said = run_error(error);
    match in_english(error) {
        Some(english) => format!("{said} {english}"),
        None => said,
    }
}

fn speaks_english() -> bool {
    text::language().tag == "en"
}

/// What the catalogue says of an error of a run: its sentence, or a part of it.
fn run_text(error: &RunError, part: &str) -> Option<String> {
    let key = format!("run-error-{}{part}", error.code.replace('.', "-"));
    let status = error.http_status.map(f64::from).unwrap_or_default();
    let values = [
        ("message", FluentValue::from(error.message.clone())),
        ("status", status.into()),
    ];
    text::find(&key, &values)
}

/// The text of a new note.
pub fn new_note() -> String {
    t("editor-note-new")
}

/// The name of a note.
pub fn note() -> String {
    t("editor-note")
}

/// The title of a group.
pub fn group() -> String {
    t("editor-group")
}

/// A change was not made.
pub fn refused(error: &EditError) {
    widgets::notice(api::NoticeLevel::Warning, error.to_string());
}

/// A command failed.
pub fn failed(error: &api::Error) {
    widgets::notice_error(error);
}

/// The draft was opened again because somebody else changed it.
pub fn reloaded() {
    widgets::notice(api::NoticeLevel::Warning, t("editor-reloaded"));
}

/// Something a person should know.
pub fn info(text: String) {
    widgets::notice(api::NoticeLevel::Info, text);
}

/// Something is not as it should be.
pub fn warn(text: String) {
    widgets::notice(api::NoticeLevel::Warning, text);
}

/// What flows through a port that is not for items.
pub fn port_kind(kind: &model::PortKind) -> String {
    use model::PortKind;
    match kind {
        PortKind::Main => t("editor-port-out"),
        PortKind::Model => t("editor-port-model"),
        PortKind::Tool => t("editor-port-tool"),
        PortKind::Memory => t("editor-port-memory"),
        PortKind::Parser => t("editor-port-parser"),
        PortKind::Other(name) => name.clone(),
    }
}

/// How far a run is, in a word.
pub fn status(status: ExecutionStatus) -> String {
    t(match status {
        ExecutionStatus::Queued | ExecutionStatus::Waiting => "editor-state-waiting",
        ExecutionStatus::Running => "editor-state-running",
        ExecutionStatus::Success => "editor-state-success",
        ExecutionStatus::Failed => "editor-state-failed",
        ExecutionStatus::Canceled => "editor-state-canceled",
        ExecutionStatus::NeedsReview => "editor-state-needs-review",
    })
}
