//! Rows and cells between items and files: what all spreadsheet formats have in common.
//!
//! Formats are read and written in the files beside this one. Formulas, styles and pictures are neither read nor written.

mod csv;
mod html;
mod number;
mod ods;
mod rtf;
mod workbook;
mod xls;
mod xlsx;

use sdk::{Error, Item, Map, Result, Text, Value};

pub(crate) use csv::{Csv, usual_delimiter};
pub(crate) use number::number;
pub(crate) use rtf::words;

/// One cell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) enum Cell {
    #[default]
    Empty,
    Text(Text),
    Number(f64),
    Bool(bool),
}

/// The rows of one sheet.
pub(crate) type Rows = Vec<Vec<Cell>>;

/// The formats of spreadsheets.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Format {
    Csv,
    Html,
    Ods,
    Rtf,
    Xls,
    Xlsx,
}

impl Format {
    /// The format by n8n's name for it.
    pub(crate) fn of(name: &str) -> Option<Self> {
        Some(match name {
            "csv" => Self::Csv,
            "html" => Self::Html,
            "ods" => Self::Ods,
            "rtf" => Self::Rtf,
            "xls" => Self::Xls,
            "xlsx" => Self::Xlsx,
            _ => return None,
        })
    }

    /// What a file is by its first bytes, and by its name where they say nothing.
    pub(crate) fn guess(bytes: &[u8], extension: Option<&str>) -> Self {
        let start = bytes.trim_ascii_start();
        match bytes {
            [b'P', b'K', 3, 4, ..] if extension == Some("ods") => Self::Ods,
            [b'P', b'K', 3, 4, ..] => Self::Xlsx,
            [0xD0, 0xCF, 0x11, 0xE0, ..] => Self::Xls,
            _ if start.starts_with(b"{\\rtf") => Self::Rtf,
            _ if start.starts_with(b"<") => Self::Html,
            _ => Self::Csv,
        }
    }
}

/// How a sheet is written.
#[derive(Clone, Debug, Default)]
pub(crate) struct Writing<'a> {
    pub sheet: &'a str,
    pub delimiter: &'a str,
    pub compress: bool,
}

/// Writes rows in a format.
pub(crate) fn write(format: Format, rows: &Rows, how: &Writing<'_>) -> Result<Vec<u8>> {
    match format {
        Format::Csv => Ok(csv::write(rows, how.delimiter)),
        Format::Html => Ok(html::write(rows)),
        Format::Rtf => Ok(rtf::write(rows)),
        Format::Ods => ods::write(rows, how),
        Format::Xls => xls::write(rows, how),
        Format::Xlsx => xlsx::write(rows, how),
    }
}

/// What of a file is read.
#[derive(Clone, Debug, Default)]
pub(crate) struct Reading<'a> {
    /// The sheet; the first where none is named.
    pub sheet: Option<&'a str>,
    /// Text stays text where the format has no types.
    pub raw: bool,
}

/// Reads the rows of a file (CSV in SheetJS' manner; [`Csv`] reads it in csv-parse's).
pub(crate) fn read(format: Format, bytes: &[u8], what: &Reading<'_>) -> Result<Rows> {
    let rows = match format {
        Format::Csv => csv::read_plain(bytes),
        Format::Html => html::read(bytes)?,
        Format::Rtf => rtf::read(bytes)?,
        Format::Ods | Format::Xls | Format::Xlsx => return workbook::read(format, bytes, what),
    };
    if let Some(wanted) = what.sheet.filter(|name| *name != "Sheet1") {
        return Err(no_sheet(wanted));
    }
    let typed = |cell: Cell| if what.raw { cell } else { infer(cell) };
    Ok(rows
        .into_iter()
        .map(|row| row.into_iter().map(typed).collect())
        .collect())
}

fn no_sheet(name: &str) -> Error {
    Error::data(format!("The spreadsheet has no sheet called “{name}”."))
}

/// What text means that stands for a number or a truth value.
fn infer(cell: Cell) -> Cell {
    let Cell::Text(text) = &cell else {
        return cell;
    };
    match text.as_str() {
        "TRUE" => Cell::Bool(true),
        "FALSE" => Cell::Bool(false),
        other => number_in(other).map_or(cell, Cell::Number),
    }
}

fn number_in(text: &str) -> Option<f64> {
    let (text, share) = match text.strip_suffix('%') {
        Some(rest) => (rest, 100.0),
        None => (text, 1.0),
    };
    let (text, sign) = match text
        .strip_prefix('(')
        .and_then(|rest| rest.strip_suffix(')'))
    {
        Some(rest) => (rest, -1.0),
        None => (text, 1.0),
    };
    let plain: String = text.chars().filter(|c| !matches!(c, ',' | '$')).collect();
    let readable = plain.starts_with(|c: char| c.is_ascii_digit() || matches!(c, '.' | '-' | '+'))
        && plain
            .chars()
            .all(|c| c.is_ascii_digit() || matches!(c, '.' | '-' | '+' | 'e' | 'E'));
    let number: f64 = readable.then(|| plain.parse().ok()).flatten()?;
    number.is_finite().then_some(sign * number / share)
}

/// Items as rows: nested fields get a column each (`a.b`, `list.0`), in the order in which they first appear.
pub(crate) fn of_items(items: &[Item], header: bool) -> Rows {
    let mut columns: Map = Map::new();
    let mut rows = Vec::with_capacity(items.len() + 1);
    for item in items {
        let mut row: Vec<Cell> = Vec::with_capacity(columns.len());
        flatten(&item.json, "", &mut |key, value| {
            let at = match columns.get(key).and_then(Value::as_u64) {
                Some(at) => at as usize,
                None => {
                    columns.insert(key, columns.len());
                    columns.len() - 1
                }
            };
            if row.len() <= at {
                row.resize(at + 1, Cell::Empty);
            }
            row[at] = cell_of(value);
        });
        rows.push(row);
    }
    if header {
        let names = columns.keys().map(|key| Cell::Text(key.clone()));
        rows.insert(0, names.collect());
    }
    rows
}

fn flatten(map: &Map, before: &str, take: &mut impl FnMut(&str, &Value)) {
    for (key, value) in map.iter() {
        flatten_one(&join(before, key), value, take);
    }
}

fn flatten_one(key: &str, value: &Value, take: &mut impl FnMut(&str, &Value)) {
    match value {
        Value::Object(map) => flatten(map, key, take),
        Value::Array(list) => {
            for (index, value) in list.iter().enumerate() {
                flatten_one(&join(key, &index.to_string()), value, take);
            }
        }
        other => take(key, other),
    }
}

fn join(before: &str, key: &str) -> String {
    if before.is_empty() {
        key.to_owned()
    } else {
        format!("{before}.{key}")
    }
}

fn cell_of(value: &Value) -> Cell {
    match value {
        Value::String(text) => Cell::Text(text.clone()),
        Value::Number(number) => Cell::Number(*number),
        Value::Bool(flag) => Cell::Bool(*flag),
        _ => Cell::Empty,
    }
}

impl Cell {
    /// The cell as JSON; nothing where it is empty.
    pub(crate) fn value(&self) -> Option<Value> {
        match self {
            Cell::Empty => None,
            Cell::Text(text) => Some(text.into()),
            Cell::Number(number) => Some((*number).into()),
            Cell::Bool(flag) => Some((*flag).into()),
        }
    }

    /// The cell as a spreadsheet shows it without a format of its own.
    pub(crate) fn shown(&self) -> Text {
        match self {
            Cell::Empty => Text::new(),
            Cell::Text(text) => text.clone(),
            Cell::Bool(true) => "TRUE".into(),
            Cell::Bool(false) => "FALSE".into(),
            Cell::Number(number) => general(*number).into(),
        }
    }
}

/// A number in the format “General”: at most eleven characters, more digits as a power of ten.
fn general(number: f64) -> String {
    let int = number as i32;
    if f64::from(int) == number {
        return int.to_string();
    }
    if !number.is_finite() {
        return String::new();
    }
    let width = if number < 0.0 { 12 } else { 11 };
    let power = number.abs().log10().floor() as i32;
    match power {
        -4..=-1 => trim_zeros(format!("{number:.9}")),
        -9..=9 => {
            let fixed = trim_zeros(format!("{number:.12}"));
            if fixed.len() <= width {
                return fixed;
            }
            let digits = (9 - power).clamp(0, 20) as usize;
            let precise = trim_zeros(format!("{number:.digits$}"));
            if precise.len() <= width {
                precise
            } else {
                exponent(number)
            }
        }
        10 => trim_zeros(format!("{number:.10}").chars().take(12).collect()),
        _ => exponent(number),
    }
}

fn exponent(number: f64) -> String {
    let text = format!("{number:.5e}");
    let (digits, power) = text.split_once('e').unwrap_or((&text, "0"));
    let sign = if power.starts_with('-') { '-' } else { '+' };
    let power = power.trim_start_matches('-');
    format!("{}E{sign}{power:0>2}", trim_zeros(digits.to_owned()))
}

fn trim_zeros(text: String) -> String {
    if text.contains('.') {
        text.trim_end_matches('0').trim_end_matches('.').to_owned()
    } else {
        text
    }
}

/// How rows become records.
#[derive(Clone, Debug, Default)]
pub(crate) struct Shape {
    /// The first row names the columns.
    pub header: bool,
    /// Empty cells are there, as empty text.
    pub empty_cells: bool,
    /// Rows and columns to read: `2` from the third row on, `B2:D10` a rectangle.
    pub range: Option<String>,
}

/// Rows as records: by column name, or `{ row: [...] }` where no row names the columns.
pub(crate) fn to_records(rows: Rows, shape: &Shape) -> Result<Vec<Map>> {
    let rows = cut(rows, shape.range.as_deref())?;
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut rows = rows.into_iter();
    if !shape.header {
        return Ok(rows.map(|row| list_record(&row, width, shape)).collect());
    }
    let names = name_columns(&rows.next().unwrap_or_default(), width);
    Ok(rows
        .filter(|row| row.iter().any(|cell| *cell != Cell::Empty))
        .map(|row| named_record(&row, &names, shape))
        .collect())
}

fn named_record(row: &[Cell], names: &[Text], shape: &Shape) -> Map {
    let mut record = Map::with_capacity(row.len());
    for (at, name) in names.iter().enumerate() {
        let value = row.get(at).and_then(Cell::value);
        if let Some(value) = value.or_else(|| shape.empty_cells.then(|| Value::from(""))) {
            record.insert(name.clone(), value);
        }
    }
    record
}

fn list_record(row: &[Cell], width: usize, shape: &Shape) -> Map {
    let (length, missing) = match shape.empty_cells {
        true => (width, Value::from("")),
        false => (row.len(), Value::Null),
    };
    let cells = (0..length).map(|at| {
        let value = row.get(at).and_then(Cell::value);
        value.unwrap_or_else(|| missing.clone())
    });
    Map::from_iter([("row", cells.collect::<Value>())])
}

/// The names of the columns, each used once: `a`, `a_1`, and `__EMPTY` where there is none.
fn name_columns(row: &[Cell], width: usize) -> Vec<Text> {
    let mut used: Map = Map::new();
    let mut names = Vec::with_capacity(width);
    for at in 0..width {
        let shown = row
            .get(at)
            .filter(|cell| **cell != Cell::Empty)
            .map(Cell::shown);
        let name = shown.unwrap_or_else(|| "__EMPTY".into());
        let mut free = name.clone();
        let mut count = used.get(&name).and_then(Value::as_u64).unwrap_or_default();
        if count == 0 {
            used.insert(name, 1);
        } else {
            while used.contains_key(&free) {
                free = format!("{name}_{count}").into();
                count += 1;
            }
            used.insert(name, count);
            used.insert(free.clone(), 1);
        }
        names.push(free);
    }
    names
}

fn cut(rows: Rows, range: Option<&str>) -> Result<Rows> {
    let Some(range) = range.map(str::trim).filter(|range| !range.is_empty()) else {
        return Ok(rows);
    };
    if let Ok(first) = range.parse::<usize>() {
        return Ok(rows.into_iter().skip(first).collect());
    }
    let (from, to) = range.split_once(':').unwrap_or((range, range));
    let (Some((left, top)), Some((right, bottom))) = (place(from), place(to)) else {
        return Err(Error::param(
            "options.range",
            format!(
                "“{range}” is no range: it looks like A1:D20, or is the number of the first row."
            ),
        ));
    };
    let columns = |row: Vec<Cell>| {
        row.into_iter()
            .skip(left)
            .take((right + 1).saturating_sub(left))
            .collect()
    };
    let wanted = rows
        .into_iter()
        .skip(top)
        .take((bottom + 1).saturating_sub(top));
    Ok(wanted.map(columns).collect())
}

/// Column and row of `B3`, from 0. A column or a row alone reaches to the sheet's end.
fn place(text: &str) -> Option<(usize, usize)> {
    /// The last column and row a spreadsheet can have.
    const END: (usize, usize) = (16_383, 1_048_575);
    let text = text.replace('$', "").to_ascii_uppercase();
    let digits = text
        .find(|c: char| c.is_ascii_digit())
        .unwrap_or(text.len());
    let (letters, number) = text.split_at(digits);
    let column = letters.chars().try_fold(0usize, |sum, c| {
        c.is_ascii_uppercase()
            .then(|| (sum * 26 + (c as usize - 'A' as usize) + 1).min(1 << 20))
    })?;
    let row = match number {
        "" => END.1 + 1,
        number => number.parse::<usize>().ok()?,
    };
    let column = if letters.is_empty() {
        END.0 + 1
    } else {
        column
    };
    (column > 0 && row > 0).then(|| (column - 1, row - 1))
}

/// The name of a cell: `A1`.
pub(crate) fn cell_name(column: usize, row: usize) -> String {
    let mut letters = Vec::new();
    let mut rest = column + 1;
    while rest > 0 {
        letters.push(char::from(b'A' + ((rest - 1) % 26) as u8));
        rest = (rest - 1) / 26;
    }
    let letters: String = letters.into_iter().rev().collect();
    format!("{letters}{}", row + 1)
}

/// Text for XML and HTML; what XML cannot hold is left out.
fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '"' => out.push_str("&quot;"),
            '\'' => out.push_str("&apos;"),
            '\t' | '\n' | '\r' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

/// A name a sheet may have.
fn check_sheet_name(name: &str) -> Result<()> {
    let bad = name.chars().count() > 31
        || name.is_empty()
        || name.starts_with('\'')
        || name.ends_with('\'')
        || name.contains(['[', ']', '*', '?', ':', '/', '\\']);
    if bad {
        return Err(Error::param(
            "options.sheetName",
            format!("A sheet cannot be called “{name}”."),
        )
        .describe("It has at most 31 characters and none of [ ] * ? : / \\."));
    }
    Ok(())
}

#[cfg(test)]
mod tests;
