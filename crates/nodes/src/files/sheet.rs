//! What Extract from File, Convert to File and Spreadsheet File have in common: options, reading and writing of tables.

use bytes::Bytes;
use sdk::{Ctx, Error, Item, Map, Param, ParamKind, Result, Show};
use serde::Deserialize;

use super::table::{self, Csv, Format, Reading, Shape, Writing};
use super::{encoding, loose, store};
use crate::aside::aside;

/// How a table is read.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ReadOptions {
    #[serde(deserialize_with = "loose::some_text")]
    delimiter: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    encoding: String,
    #[serde(rename = "enableBOM", deserialize_with = "loose::flag")]
    drop_mark: bool,
    #[serde(deserialize_with = "loose::flag")]
    relax_quotes: bool,
    #[serde(deserialize_with = "loose::some_flag")]
    header_row: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    include_empty_cells: bool,
    #[serde(deserialize_with = "loose::flag")]
    numbers: bool,
    #[serde(deserialize_with = "loose::some_number")]
    max_row_count: Option<f64>,
    #[serde(deserialize_with = "loose::some_text")]
    range: Option<String>,
    #[serde(deserialize_with = "loose::flag")]
    raw_data: bool,
    #[serde(deserialize_with = "loose::some_text")]
    sheet_name: Option<String>,
    #[serde(deserialize_with = "loose::number")]
    from_line: f64,
    skip_records_with_errors: SkipErrors,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
struct SkipErrors {
    value: SkipValue,
}

#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct SkipValue {
    #[serde(deserialize_with = "loose::flag")]
    enabled: bool,
    #[serde(deserialize_with = "loose::some_number")]
    max_skipped_records: Option<f64>,
}

/// How a table is written.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct WriteOptions {
    #[serde(deserialize_with = "loose::flag")]
    compression: bool,
    #[serde(deserialize_with = "loose::text")]
    delimiter: String,
    file_name: Option<sdk::Value>,
    #[serde(deserialize_with = "loose::some_flag")]
    header_row: Option<bool>,
    #[serde(deserialize_with = "loose::some_text")]
    sheet_name: Option<String>,
}

/// The records of a table, and what stopped the reading of a CSV file before its end.
pub(super) type Records = (Vec<Map>, Option<Error>);

impl ReadOptions {
    fn shape(&self) -> Shape {
        Shape {
            header: self.header_row != Some(false),
            empty_cells: self.include_empty_cells,
            range: self.range.clone(),
        }
    }

    /// Reads a spreadsheet in a format with sheets and cells, beside the executions' threads.
    pub(super) async fn sheet_aside(self, format: Format, bytes: Bytes) -> Result<Vec<Map>> {
        aside(move || self.sheet(format, &bytes)).await
    }

    /// Reads a CSV file, beside the executions' threads.
    pub(super) async fn csv_aside(self, bytes: Bytes) -> Result<Records> {
        aside(move || self.csv(&bytes)).await
    }

    fn sheet(&self, format: Format, bytes: &[u8]) -> Result<Vec<Map>> {
        let what = Reading {
            sheet: self.sheet_name.as_deref(),
            raw: self.raw_data,
        };
        let rows = table::read(format, bytes, &what)?;
        if format == Format::Rtf && rows.is_empty() {
            // A text without a table is no empty table: its words are what there is to give.
            let text = table::words(bytes)?;
            let record = || Map::from_iter([("text", text.as_str())]);
            return Ok((!text.is_empty()).then(record).into_iter().collect());
        }
        table::to_records(rows, &self.shape())
    }

    fn csv(&self, bytes: &[u8]) -> Result<Records> {
        let text = encoding::decode(bytes, &self.encoding, Some(self.drop_mark))?;
        let header = self.header_row != Some(false);
        let csv = Csv {
            delimiter: match self.delimiter.as_deref() {
                Some(delimiter) => delimiter,
                None => table::usual_delimiter(&text),
            },
            first_line: self.from_line.max(1.0) as usize,
            relax_quotes: self.relax_quotes,
            skip_errors: self.skip_records_with_errors.value.enabled,
            even: true,
        };
        let most = self.max_row_count.filter(|most| *most > 0.0);
        let read = csv.read(&text, most.map(|most| most as usize + usize::from(header)));
        let allowed = self
            .skip_records_with_errors
            .value
            .max_skipped_records
            .unwrap_or(-1.0);
        if allowed > 0.0 && read.skipped as f64 > allowed {
            return Err(Error::data(format!(
                "{} records of the CSV file have errors; at most {allowed} may be skipped.",
                read.skipped
            )));
        }
        let mut records = read.records.into_iter();
        let names = header.then(|| records.next().unwrap_or_default());
        let rows = records
            .map(|record| self.csv_row(names.as_deref(), record, csv.delimiter))
            .collect();
        Ok((rows, read.stopped.map(Error::from)))
    }

    fn csv_row(&self, names: Option<&[sdk::Text]>, record: Vec<sdk::Text>, delimiter: &str) -> Map {
        let wanted = |field: &sdk::Text| self.include_empty_cells || !field.is_empty();
        let Some(names) = names else {
            if self.include_empty_cells {
                return Map::from_iter([("row", record.into_iter().collect::<sdk::Value>())]);
            }
            // Without its empty fields a list would close its gaps, so each field keeps its number.
            let numbered = record
                .into_iter()
                .enumerate()
                .filter(|(_, field)| wanted(field));
            let row: Map = numbered
                .map(|(at, field)| (at.to_string(), field))
                .collect();
            return Map::from_iter([("row", row)]);
        };
        let named = names.iter().cloned().zip(record);
        let named = named.filter(|(_, field)| wanted(field));
        if !self.numbers {
            return named.collect();
        }
        // Where fields are cut by semicolons, commas stand in numbers.
        let comma = delimiter == ";";
        let valued = named.map(|(name, field)| match table::number(&field, comma) {
            Some(number) => (name, number),
            None => (name, sdk::Value::from(field)),
        });
        valued.collect()
    }
}

impl WriteOptions {
    fn bytes(&self, format: Format, items: &[Item]) -> Result<Vec<u8>> {
        let rows = table::of_items(items, self.header_row != Some(false));
        let how = Writing {
            sheet: self.sheet_name.as_deref().unwrap_or("Sheet"),
            delimiter: &self.delimiter,
            compress: self.compression,
        };
        table::write(format, &rows, &how)
    }
}

/// Writes the items as one file and gives the item that holds it.
pub(super) async fn write(
    ctx: &Ctx,
    format: &str,
    options: &WriteOptions,
    property: &str,
    default_name: &str,
) -> Result<Item> {
    let known = Format::of(format).ok_or_else(|| {
        Error::param("fileFormat", format!("The format “{format}” is not known."))
    })?;
    let items = ctx.items();
    let (rows, how) = (items.clone(), options.clone());
    let bytes = aside(move || how.bytes(known, &rows)).await?;
    let name = match &options.file_name {
        Some(name) => loose::as_text(name),
        None => format!("{default_name}.{format}"),
    };
    // A name without the format's extension says nothing of what is in it.
    let mime = super::mime::of_name(if name.contains('.') { &name } else { format });
    let binary = store::store(ctx, bytes, Some(&name), mime).await?;
    Ok(Item::default()
        .with_binary(property, binary)
        .from_items(items.iter()))
}

/// The formats of spreadsheets, for a choice.
pub(super) const FORMATS: [(&str, &str); 6] = [
    ("csv", "CSV (comma-separated values)"),
    ("html", "HTML (a table)"),
    ("ods", "ODS (LibreOffice)"),
    ("rtf", "RTF (rich text)"),
    ("xls", "XLS (Excel 97 to 2003)"),
    ("xlsx", "XLSX (Excel)"),
];

/// The fields for reading a table.
pub(super) fn read_fields() -> Vec<Param> {
    vec![
        Param::text("delimiter", "Delimiter")
            .or(",")
            .help("The character between fields of a CSV file. Left out, the first line tells.")
            .example(";"),
        Param::choice(
            "encoding",
            "Encoding",
            &[
                ("utf-8", "UTF-8"),
                ("utf8", "UTF-8 (other name)"),
                ("latin1", "Latin 1"),
                ("ascii", "ASCII"),
                ("ucs2", "UCS-2"),
                ("ucs-2", "UCS-2 (other name)"),
                ("utf16le", "UTF-16"),
            ],
        )
        .help("How the characters of a CSV file are written as bytes."),
        Param::switch("enableBOM", "Leave out the byte order mark", false)
            .help("Drops the invisible mark that some programs put at the start of a CSV file."),
        Param::switch("relaxQuotes", "Preserve quotes", false).help(
            "Takes quotes inside of CSV fields as they are, instead of stopping with an error.",
        ),
        Param::switch("headerRow", "Header row", true)
            .help("The first row holds the names of the columns."),
        Param::switch("includeEmptyCells", "Include empty cells", false)
            .help("Empty cells become empty text instead of being left out."),
        Param::switch("numbers", "Read numbers as numbers", false).help(
            "Fields of a CSV file that say a number become numbers, to be sorted and added up. 007 stays text.",
        ),
        Param::number("maxRowCount", "Most rows", -1.0)
            .help("How many rows of a CSV file are read; -1 reads all.")
            .example("100"),
        Param::text("range", "Range")
            .help("Which cells are read: A1:D20, or the number of the first row, counted from 0.")
            .example("A1:D20"),
        Param::switch("rawData", "Raw data", false)
            .help("Takes cells as they are written instead of looking for numbers in them."),
        Param::switch("readAsString", "Read as text", false).help(
            "Kept for workflows from elsewhere; special characters are read rightly either way.",
        ),
        Param::text("sheetName", "Sheet")
            .or("Sheet")
            .help("Which sheet is read; the first where none is named.")
            .example("Invoices"),
        Param::number("fromLine", "First line", 0.0)
            .help("The line of the CSV file at which reading begins.")
            .example("3"),
        Param::new(
            "skipRecordsWithErrors",
            "Skip records with errors",
            ParamKind::Groups {
                many: false,
                groups: vec![
                    Param::fields(
                        "value",
                        "Skipping",
                        vec![
                            Param::switch("enabled", "Skip them", false)
                                .help("Leaves out records that cannot be read."),
                            Param::number("maxSkippedRecords", "Most skipped records", -1.0)
                                .help("More than these are an error; -1 allows any number.")
                                .example("10"),
                        ],
                    )
                    .help("Whether and how many records are skipped."),
                ],
            },
        )
        .or(sdk::json!({ "value": { "enabled": true, "maxSkippedRecords": -1 } }))
        .help("What happens with records of a CSV file that have errors."),
    ]
}

/// The fields for writing a table.
pub(super) fn write_fields() -> Vec<Param> {
    vec![
        Param::switch("compression", "Compress", false).help("Makes XLSX and ODS files smaller."),
        Param::text("delimiter", "Delimiter")
            .or(",")
            .help("The character between fields of a CSV file.")
            .example(";"),
        Param::text("fileName", "File name")
            .help("Name of the file, with its extension.")
            .example("orders.csv"),
        Param::switch("headerRow", "Header row", true)
            .help("The first row gets the names of the columns."),
        Param::text("sheetName", "Sheet")
            .or("Sheet")
            .help("Name of the sheet.")
            .example("Orders"),
    ]
}

/// A field for the property that holds or gets the file.
pub(super) fn property(name: &str, label: &str, help: &str, show: Show) -> Param {
    Param::text(name, label)
        .or("data")
        .required()
        .help(help)
        .example("data")
        .show(show)
}
