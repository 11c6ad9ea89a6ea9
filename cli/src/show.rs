//! Items as a table.

use comfy_table::{ContentArrangement, Table, presets};
use model::Item;
use value::{Text, Value};

use crate::paint::plain;

/// Most rows that are printed.
const MOST_ROWS: usize = 20;
/// Most columns that are printed.
const MOST_COLUMNS: usize = 12;
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
    for item in items.iter().take(MOST_ROWS) {
        let cells = columns
            .iter()
            .map(|key| item.get(key).map_or_else(String::new, cell));
        table.add_row(cells.chain(has_files.then(|| files(item))));
    }
    let mut out = table.to_string();
    let rows = items.len().saturating_sub(MOST_ROWS);
    if rows > 0 {
        out.push_str(&format!("\n… and {rows} more items"));
    }
    if hidden > 0 {
        out.push_str(&format!(
            "\n… and {hidden} more fields; --json shows everything"
        ));
    }
    out
}

/// A table of rows of text.
pub fn rows(header: &[&str], rows: impl IntoIterator<Item = Vec<String>>) -> String {
    let mut table = table();
    table.set_header(header.iter().copied());
    for row in rows {
        table.add_row(row.iter().map(|text| plain(text)));
    }
    table.to_string()
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
