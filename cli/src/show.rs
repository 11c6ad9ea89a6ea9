//! What a run gave, for a terminal: items as a table, the mark of a step.

use comfy_table::{ColumnConstraint, ContentArrangement, Table, presets};
use model::{Execution, ExecutionStatus, Item, Step, StepStatus};
use value::{Text, Value};

use crate::out::outln;
use crate::paint::{dim, green, lines, plain, red, yellow};

/// Most rows that are printed.
const MOST_ROWS: usize = 20;
/// Most columns that are printed.
const MOST_COLUMNS: usize = 12;
/// Most lines of a cell.
const MOST_LINES: usize = 20;
/// From so many columns on a terminal has room for whole ids.
const ROOMY: u16 = 110;
/// So much of an id tells it from others: the time at which it was made, and a few random digits.
const SHORT_ID: usize = 18;
/// Longest text of a cell.
const MOST_TEXT: usize = 60;

/// The items as a table, with a last line for what was left out.
pub fn items(items: &[Item]) -> String {
    let mut columns: Vec<Text> = Vec::new();
    for key in items
        .iter()
        .take(MOST_ROWS)
        .flat_map(|item| item.json.keys())
    {
        if !columns.contains(key) {
            columns.push(key.clone());
        }
    }
    let hidden = columns.len().saturating_sub(MOST_COLUMNS);
    columns.truncate(MOST_COLUMNS);
    let has_files = items.iter().any(|item| {
        item.binary
            .as_deref()
            .is_some_and(|files| !files.is_empty())
    });
    if columns.is_empty() && !has_files {
        return match items.len() {
            1 => "an empty item".to_owned(),
            count => format!("{count} empty items"),
        };
    }
    let mut table = table();
    let names = columns
        .iter()
        .map(|name| plain(name))
        .chain(has_files.then(|| "files".to_owned()));
    table.set_header(names);
    // One item has room for the lines of its texts, such as what a command wrote.
    let cell = if items.len() == 1 { tall_cell } else { cell };
    for item in items.iter().take(MOST_ROWS) {
        let cells = columns
            .iter()
            .map(|key| item.get(key).map_or_else(String::new, cell));
        table.add_row(cells.chain(has_files.then(|| files(item))));
    }
    let mut out = table.to_string();
    let rows = items.len().saturating_sub(MOST_ROWS);
    if rows > 0 {
        out.push_str(&format!("\n… and {} more", counted(rows, "item")));
    }
    if hidden > 0 {
        out.push_str(&format!(
            "\n… and {} more; --json shows everything",
            counted(hidden, "field")
        ));
    }
    out
}

/// What came out at the end of an execution. One that ended well ends with its last step, even if nothing came out of
/// that; of one that did not, the last items there are may show why.
pub fn last(execution: &Execution) {
    let full = |step: &&Step| step.outputs.iter().any(|items| !items.is_empty());
    let mut steps = execution.steps.iter().rev();
    let last = match execution.status {
        ExecutionStatus::Success => steps.next(),
        _ => steps.find(full),
    };
    let Some(step) = last else { return };
    let name = plain(&step.name);
    if !full(&step) {
        outln!("\n{}", dim(&format!("{name} put out no items.")));
        return;
    }
    for (port, list) in step.outputs.iter().enumerate() {
        if !list.is_empty() {
            let port = match step.outputs.len() {
                1 => String::new(),
                _ => format!(" (output {})", port + 1),
            };
            outln!("\n{}", dim(&format!("{name} put out{port}:")));
            outln!("{}", items(list));
        }
    }
}

/// The mark in front of a step: how it ended, and whether anything went wrong in it.
pub fn mark(status: StepStatus, went_wrong: bool) -> String {
    match status {
        StepStatus::Success if !went_wrong => green("✓"),
        StepStatus::Success => yellow("!"),
        StepStatus::Canceled => yellow("■"),
        StepStatus::Skipped => yellow("»"),
        StepStatus::Running | StepStatus::Failed | StepStatus::Waiting => red("✗"),
    }
}

/// A table of rows of text; what identifies a row stands first, and is never broken over lines.
pub fn rows(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = table();
    table.set_header(header.iter().copied());
    for row in rows {
        table.add_row(row.iter().map(|text| plain(text)));
    }
    if let Some(first) = table.column_mut(0) {
        first.set_constraint(ColumnConstraint::ContentWidth);
    }
    table.to_string()
}

/// Whether the terminal is too narrow for whole ids beside everything else.
pub fn is_narrow() -> bool {
    table().width().is_some_and(|columns| columns < ROOMY)
}

/// An id as a list shows it: its beginning does where there is little room, since every command takes that.
pub fn id(id: &str) -> String {
    let end = if is_narrow() { SHORT_ID } else { id.len() };
    id.get(..end).unwrap_or(id).to_owned()
}

/// `1 step`, `2 steps`.
pub fn counted(count: usize, what: &str) -> String {
    format!("{count} {what}{}", if count == 1 { "" } else { "s" })
}

fn table() -> Table {
    let mut table = Table::new();
    table
        .load_style(presets::UTF8_FULL_CONDENSED)
        .set_content_arrangement(ContentArrangement::Dynamic);
    table
}

fn cell(value: &Value) -> String {
    shorten(&plain(&value.to_text()))
}

fn tall_cell(value: &Value) -> String {
    let lines = lines(&value.to_text());
    let rest = lines.len().saturating_sub(MOST_LINES);
    let shown = lines.iter().take(MOST_LINES).map(|line| shorten(line));
    let more = (rest > 0).then(|| format!("… and {rest} more lines"));
    shown.chain(more).collect::<Vec<_>>().join("\n")
}

fn files(item: &Item) -> String {
    let files = item
        .binary
        .as_deref()
        .into_iter()
        .flat_map(|files| files.iter());
    let names = files.map(|(name, file)| {
        format!(
            "{name}: {} ({} B)",
            file.file_name.as_deref().unwrap_or("?"),
            file.size
        )
    });
    shorten(&plain(&names.collect::<Vec<_>>().join(", ")))
}

fn shorten(text: &str) -> String {
    match text.char_indices().nth(MOST_TEXT) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}
