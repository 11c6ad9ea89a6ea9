//! A run as it goes: a line a node with items in and out and time.

use std::io::IsTerminal as _;
use std::time::Duration;

use app::Events;
use model::{ExecutionEvent, Happening, RunError, StepStatus, Workflow};

use crate::out::{errln, outln};
use crate::paint::{bold, dim, green, plain, red, yellow};
use crate::report;

/// A step that takes longer is said to be running.
const LONG: Duration = Duration::from_secs(2);

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
    };
    let shows_progress = std::io::stderr().is_terminal();
    loop {
        match tokio::time::timeout(LONG, events.next()).await {
            Ok(Some(event)) => lines.print(&event),
            Ok(None) => return,
            Err(_) if shows_progress => lines.still_running(),
            Err(_) => {}
        }
    }
}

struct Lines<'w> {
    workflow: &'w Workflow,
    width: usize,
    incoming: Vec<u32>,
    running: Option<String>,
}

impl Lines<'_> {
    fn print(&mut self, event: &ExecutionEvent) {
        match &event.what {
            Happening::StepStarted {
                node,
                run,
                items_in,
                ..
            } => {
                self.incoming.clone_from(items_in);
                let name = self.name(node);
                self.running = Some(if *run > 0 {
                    format!("{name} (run {})", run + 1)
                } else {
                    name
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
                self.running = None;
                self.ended(node, *status, items_out, *duration_us, error.as_ref());
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
            Happening::Console { line, .. } => outln!("    {} {}", dim("│"), plain(line)),
            Happening::Waiting { .. } => errln!("  {} waiting", dim("…")),
            Happening::Started { .. } | Happening::Ended { .. } => {}
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
        let mark = match (status, error) {
            (StepStatus::Success, None) => green("✓"),
            (StepStatus::Success, Some(_)) => yellow("!"),
            _ => red("✗"),
        };
        let name = self.name(node);
        let fill = " ".repeat(self.width.saturating_sub(name.chars().count()));
        let counts = format!("{} → {}", numbers(&self.incoming), numbers(out));
        outln!(
            "  {mark} {name}{fill}  {counts:<16} {}",
            dim(&time(duration_us))
        );
        if let Some(error) = error {
            outln!("      {}", red(&plain(&error.message)));
            for line in report::details(error) {
                outln!("      {line}");
            }
        }
    }

    fn still_running(&self) {
        if let Some(name) = &self.running {
            errln!("  {} {name} is running", dim("…"));
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
