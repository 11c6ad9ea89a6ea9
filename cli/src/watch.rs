//! A run as it goes: a line a node with items in and out and time; what a loop repeats is counted.

use std::collections::HashMap;
use std::io::IsTerminal as _;
use std::time::Duration;

use app::Events;
use model::{ExecutionEvent, Happening, NodeId, RunError, StepStatus, Workflow};

use crate::out::{errln, outln};
use crate::paint::{bold, dim, lines, plain, red, yellow};
use crate::report;
use crate::show::mark;

/// A step that takes longer is said to be running.
const LONG: Duration = Duration::from_secs(2);
/// So many runs of a node are shown; those of a loop that goes on are counted.
pub const SHOWN: u32 = 3;

/// Prints what happens until the execution has ended.
pub async fn watch(workflow: &Workflow, mut events: Events) {
    outln!("{} {}", bold("Workflow"), plain(&workflow.name));
    let width = workflow
        .nodes
        .iter()
        .map(|node| node.name.chars().count())
        .max()
        .unwrap_or(0)
        .min(40);
    let mut lines = Lines {
        workflow,
        width,
        incoming: Vec::new(),
        running: None,
        waits: None,
        hidden: HashMap::new(),
        silence: 0,
    };
    let shows_progress = std::io::stderr().is_terminal();
    loop {
        match tokio::time::timeout(LONG, events.next()).await {
            Ok(Some(event)) => lines.print(&event),
            Ok(None) => break,
            Err(_) if shows_progress => lines.still_running(),
            Err(_) => {}
        }
    }
    lines.repeated();
}

struct Lines<'w> {
    workflow: &'w Workflow,
    width: usize,
    incoming: Vec<u32>,
    running: Option<Running>,
    /// Until when it waits, and since when, UTC milliseconds.
    waits: Option<(i64, i64)>,
    /// Runs that were not shown, by node, and how many of them had an error.
    hidden: HashMap<NodeId, (u32, u32)>,
    /// For how many times [`LONG`] nothing has happened.
    silence: u64,
}

struct Running {
    node: NodeId,
    run: u32,
}

impl Lines<'_> {
    fn print(&mut self, event: &ExecutionEvent) {
        self.silence = 0;
        match &event.what {
            Happening::StepStarted {
                node,
                run,
                items_in,
                ..
            } => {
                self.incoming.clone_from(items_in);
                self.running = Some(Running {
                    node: node.clone(),
                    run: *run,
                });
            }
            Happening::StepEnded {
                node,
                status,
                items_out,
                duration_us,
                error,
                ..
            } => {
                let repeats = self.repeats();
                self.running = None;
                self.waits = None;
                if repeats && *status != StepStatus::Canceled {
                    self.count(node, error.is_some());
                } else {
                    self.ended(node, *status, items_out, *duration_us, error.as_ref());
                }
            }
            Happening::StepRetried { attempt, .. } => {
                let message = plain(&attempt.error.message);
                outln!(
                    "  {} attempt {} failed, trying again in {} ms: {message}",
                    yellow("↻"),
                    attempt.attempt,
                    attempt.waited_ms
                );
            }
            Happening::Console { line, .. } if !self.repeats() => {
                for line in lines(line) {
                    outln!("    {} {line}", dim("│"));
                }
            }
            Happening::Waiting { until_ms } => self.waiting(*until_ms, event.at_ms),
            Happening::Console { .. } | Happening::Started { .. } | Happening::Ended { .. } => {}
        }
    }

    fn ended(
        &self,
        node: &str,
        status: StepStatus,
        out: &[u32],
        duration_us: u64,
        error: Option<&RunError>,
    ) {
        let mark = mark(status, error.is_some());
        let name = self.name(node);
        let fill = " ".repeat(self.width.saturating_sub(name.chars().count()));
        let counts = format!("{} → {}", numbers(&self.incoming), numbers(out));
        outln!(
            "  {mark} {name}{fill}  {counts:<16} {}",
            dim(&time(duration_us))
        );
        if let Some(error) = error {
            for line in report::sentence(error) {
                outln!("      {}", red(&line));
            }
            for line in report::details(error) {
                outln!("      {line}");
            }
        }
    }

    /// Whether the step that runs only repeats what was shown before.
    fn repeats(&self) -> bool {
        self.running
            .as_ref()
            .is_some_and(|running| running.run >= SHOWN)
    }

    /// Counts a run that is not shown. A long loop shows now and then that it goes on.
    fn count(&mut self, node: &NodeId, failed: bool) {
        let (runs, errors) = self.hidden.entry(node.clone()).or_default();
        *runs += 1;
        *errors += u32::from(failed);
        let all = *runs + SHOWN;
        if matches!(all, 100 | 1_000 | 10_000 | 100_000) {
            outln!("  {} {} has run {all} times", dim("…"), self.name(node));
        }
    }

    /// What was counted, in the order of the workflow.
    fn repeated(&self) {
        for node in &self.workflow.nodes {
            let Some((runs, errors)) = self.hidden.get(&node.id) else {
                continue;
            };
            let errors = match errors {
                0 => String::new(),
                count => yellow(&format!(", {count} of those not shown with an error")),
            };
            outln!(
                "  {} {} ran {} times{errors}",
                dim("…"),
                plain(&node.name),
                runs + SHOWN
            );
        }
    }

    fn waiting(&mut self, until_ms: Option<i64>, now_ms: i64) {
        let name = match &self.running {
            Some(running) => self.name(&running.node),
            None => "It".to_owned(),
        };
        self.waits = until_ms.map(|until| (until, now_ms));
        match until_ms {
            Some(until) => errln!(
                "  {} {name} waits until {} UTC ({})",
                dim("…"),
                iso(until),
                span(until - now_ms)
            ),
            None => errln!("  {} {name} waits to be called", dim("…")),
        }
    }

    /// Says so at once, then ever more rarely.
    fn still_running(&mut self) {
        self.silence += 1;
        if !self.silence.is_power_of_two() && !self.silence.is_multiple_of(30) {
            return;
        }
        let Some(running) = &self.running else { return };
        let name = self.name(&running.node);
        let run = match running.run {
            0 => String::new(),
            run => format!(" (run {})", run + 1),
        };
        let silent_ms = (self.silence * LONG.as_secs() * 1000) as i64;
        match self.waits {
            Some((until, since)) => errln!(
                "  {} {name}{run} waits, {} left",
                dim("…"),
                span(until - since - silent_ms)
            ),
            None => errln!(
                "  {} {name}{run} is running, {} so far",
                dim("…"),
                span(silent_ms)
            ),
        }
    }

    fn name(&self, node: &str) -> String {
        self.workflow
            .node(node)
            .map_or_else(|| plain(node), |node| plain(&node.name))
    }
}

fn numbers(counts: &[u32]) -> String {
    match counts {
        [] => "0".to_owned(),
        list => list
            .iter()
            .map(ToString::to_string)
            .collect::<Vec<_>>()
            .join(" | "),
    }
}

/// A duration in the unit that suits it.
pub fn time(us: u64) -> String {
    match us {
        0..1_000 => format!("{us} µs"),
        1_000..1_000_000 => format!("{:.1} ms", us as f64 / 1e3),
        _ => format!("{:.2} s", us as f64 / 1e6),
    }
}

/// A time that a person waits, in whole units.
fn span(ms: i64) -> String {
    let seconds = (ms.max(0) + 999) / 1000;
    match (seconds / 86_400, seconds / 3600 % 24, seconds / 60 % 60) {
        (0, 0, 0) => format!("{seconds} s"),
        (0, 0, minutes) => format!("{minutes} min {} s", seconds % 60),
        (0, hours, minutes) => format!("{hours} h {minutes} min"),
        (days, hours, _) => format!("{days} d {hours} h"),
    }
}

/// A point in time, UTC, without fractions of a second.
pub fn iso(ms: i64) -> String {
    let text = model::script::Typed::Date(ms as f64)
        .into_json()
        .unwrap_or_default()
        .to_text();
    text.split('.').next().unwrap_or(&text).replace('T', " ")
}
