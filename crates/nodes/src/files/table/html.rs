//! Tables in HTML: the first one of a page is read, one is written in the form SheetJS gives it.

use scraper::{ElementRef, Html, Selector};
use sdk::{Error, Result};

use super::{Cell, Rows, cell_name, escape};

/// Reads the first table of a page.
pub(super) fn read(bytes: &[u8]) -> Result<Rows> {
    let page = Html::parse_document(&String::from_utf8_lossy(bytes));
    let table = select(&page.root_element(), "table")?.into_iter().next();
    let table = table.ok_or_else(|| Error::data("There is no table in the HTML file."))?;
    let mut rows: Rows = Vec::new();
    for row in select(&table, "tr")? {
        let mut cells = Vec::new();
        for cell in select(&row, "th, td")? {
            let text: String = cell.text().collect();
            let text = text.split_whitespace().collect::<Vec<_>>().join(" ");
            cells.push(if text.is_empty() {
                Cell::Empty
            } else {
                Cell::Text(text.into())
            });
            // A wide cell leaves the columns beside it empty.
            let span = cell
                .attr("colspan")
                .and_then(|span| span.parse::<usize>().ok());
            cells.resize(
                cells.len() + span.unwrap_or(1).clamp(1, 1000) - 1,
                Cell::Empty,
            );
        }
        rows.push(cells);
    }
    Ok(rows)
}

fn select<'a>(within: &ElementRef<'a>, selector: &str) -> Result<Vec<ElementRef<'a>>> {
    let selector = Selector::parse(selector).map_err(|e| Error::data(e.to_string()))?;
    Ok(within.select(&selector).collect())
}

/// Writes one table.
pub(super) fn write(rows: &Rows) -> Vec<u8> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut out = String::from(
        "<html><head><meta charset=\"utf-8\"/><title>SheetJS Table Export</title></head><body><table>",
    );
    for (at, row) in rows.iter().enumerate() {
        out.push_str("<tr>");
        for column in 0..width {
            let cell = row.get(column).unwrap_or(&Cell::Empty);
            push_cell(&mut out, cell, &cell_name(column, at));
        }
        out.push_str("</tr>");
    }
    out.push_str("</table></body></html>");
    out.into_bytes()
}

fn push_cell(out: &mut String, cell: &Cell, name: &str) {
    let (kind, raw) = match cell {
        Cell::Empty => {
            out.push_str(&format!("<td id=\"sjs-{name}\"></td>"));
            return;
        }
        Cell::Text(text) => ("s", escape(text)),
        Cell::Number(number) => ("n", value::number_to_string(*number)),
        Cell::Bool(flag) => ("b", flag.to_string()),
    };
    let shown = escape(&cell.shown()).replace('\n', "<br/>");
    let edges = shown.starts_with(char::is_whitespace) || shown.ends_with(char::is_whitespace);
    let keep = if edges { " xml:space=\"preserve\"" } else { "" };
    let raw = raw.replace('\n', "<br/>");
    out.push_str(&format!(
        "<td data-t=\"{kind}\" data-v=\"{raw}\" id=\"sjs-{name}\"{keep}>{shown}</td>"
    ));
}
