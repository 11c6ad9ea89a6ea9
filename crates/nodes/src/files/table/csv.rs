//! Comma-separated values: read as n8n's reader takes them, written as its spreadsheets are.

use sdk::{Error, Text};

use super::{Cell, Rows};

/// How text is cut into records.
#[derive(Clone, Debug)]
pub(crate) struct Csv<'a> {
    /// What stands between fields.
    pub delimiter: &'a str,
    /// The first line that is read, from 1.
    pub first_line: usize,
    /// Quotes inside of fields are taken as they are.
    pub relax_quotes: bool,
    /// Records with an error are left out.
    pub skip_errors: bool,
    /// The records must all have as many fields as the first.
    pub even: bool,
}

/// What stands between the fields of a file that does not say: a comma, as n8n takes it, unless the first line has none and
/// has semicolons or tabs instead, as spreadsheets write them where a comma stands in numbers. There n8n would read one
/// field a line.
pub(crate) fn usual_delimiter(text: &str) -> &'static str {
    let first = text.lines().find(|line| !line.trim().is_empty());
    let first = first.unwrap_or_default();
    match (
        first.contains(','),
        first.contains(';'),
        first.contains('\t'),
    ) {
        (false, true, _) => ";",
        (false, false, true) => "\t",
        _ => ",",
    }
}

/// Why a record could not be read, and in which line.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct CsvError {
    pub line: usize,
    pub what: &'static str,
}

impl From<CsvError> for Error {
    fn from(error: CsvError) -> Self {
        Error::data(format!("Line {} of the CSV file: {}.", error.line, error.what))
            .describe("Check the delimiter and the quotes, or switch on “Preserve quotes” or “Skip records with errors”.")
    }
}

/// What was read: records, how many were left out, and what stopped the reading.
#[derive(Clone, Debug, Default)]
pub(crate) struct CsvRead {
    pub records: Vec<Vec<Text>>,
    pub skipped: usize,
    pub stopped: Option<CsvError>,
}

impl Csv<'_> {
    /// Reads records, at most `most` of them.
    pub(crate) fn read(&self, text: &str, most: Option<usize>) -> CsvRead {
        let (mut text, mut line) = (text, 1);
        while line < self.first_line {
            let Some(end) = text.find('\n') else {
                return CsvRead::default();
            };
            text = &text[end + 1..];
            line += 1;
        }
        let mut cursor = Cursor {
            text,
            at: 0,
            line,
            csv: self,
        };
        let mut out = CsvRead::default();
        let mut width = None;
        while cursor.at < text.len() && most.is_none_or(|most| out.records.len() < most) {
            let started = cursor.line;
            let result = cursor.record().and_then(|record| {
                let wanted = *width.get_or_insert(record.len());
                match self.even
                    && record.len() != wanted
                    && record.iter().any(|field| !field.is_empty())
                {
                    true => Err(CsvError {
                        line: started,
                        what: "it has more or fewer fields than the first",
                    }),
                    false => Ok(record),
                }
            });
            match result {
                Ok(record) if record.len() == 1 && record[0].is_empty() => {}
                Ok(record) => out.records.push(record),
                Err(_) if self.skip_errors => {
                    cursor.skip_line();
                    out.skipped += 1;
                }
                Err(error) => {
                    out.stopped = Some(error);
                    break;
                }
            }
        }
        out
    }
}

struct Cursor<'t, 'c> {
    text: &'t str,
    at: usize,
    line: usize,
    csv: &'c Csv<'c>,
}

enum End {
    Field,
    Record,
}

impl<'t> Cursor<'t, '_> {
    fn rest(&self) -> &'t str {
        &self.text[self.at..]
    }

    fn record(&mut self) -> Result<Vec<Text>, CsvError> {
        let mut fields = Vec::new();
        loop {
            let (field, end) = match self.rest().starts_with('"') {
                true => self.quoted()?,
                false => self.plain()?,
            };
            fields.push(field);
            if let End::Record = end {
                return Ok(fields);
            }
        }
    }

    fn plain(&mut self) -> Result<(Text, End), CsvError> {
        let rest = self.rest();
        let newline = rest.find(['\n', '\r']).unwrap_or(rest.len());
        let delimiter = self.csv.delimiter;
        let (length, end) = match rest[..newline].find(delimiter) {
            Some(at) if !delimiter.is_empty() => (at, End::Field),
            _ => (newline, End::Record),
        };
        let field = &rest[..length];
        if field.contains('"') && !self.csv.relax_quotes {
            return Err(self.error("a quote stands inside of a field"));
        }
        self.at += length;
        self.pass(&end);
        Ok((field.into(), end))
    }

    fn quoted(&mut self) -> Result<(Text, End), CsvError> {
        let (start, line) = (self.at, self.line);
        let mut field = String::new();
        self.at += 1;
        loop {
            let rest = self.rest();
            let Some(quote) = rest.find('"') else {
                (self.at, self.line) = (start, line);
                return match self.csv.relax_quotes {
                    true => self.plain(),
                    false => Err(self.error("a quote is opened and not closed")),
                };
            };
            field.push_str(&rest[..quote]);
            self.line += rest[..quote].matches('\n').count();
            self.at += quote + 1;
            let rest = self.rest();
            if rest.starts_with('"') {
                field.push('"');
                self.at += 1;
                continue;
            }
            let end = match rest {
                "" => End::Record,
                rest if rest.starts_with(['\n', '\r']) => End::Record,
                rest if !self.csv.delimiter.is_empty() && rest.starts_with(self.csv.delimiter) => {
                    End::Field
                }
                _ if self.csv.relax_quotes => {
                    (self.at, self.line) = (start, line);
                    return self.plain();
                }
                _ => return Err(self.error("something follows a closing quote")),
            };
            self.pass(&end);
            return Ok((field.into(), end));
        }
    }

    /// Steps over what ended a field.
    fn pass(&mut self, end: &End) {
        match end {
            End::Field => self.at += self.csv.delimiter.len(),
            End::Record => {
                let rest = self.rest();
                self.at += match rest {
                    rest if rest.starts_with("\r\n") => 2,
                    "" => 0,
                    _ => 1,
                };
                self.line += 1;
            }
        }
    }

    fn skip_line(&mut self) {
        let rest = self.rest();
        self.at += rest.find('\n').map_or(rest.len(), |end| end + 1);
        self.line += 1;
    }

    fn error(&self, what: &'static str) -> CsvError {
        CsvError {
            line: self.line,
            what,
        }
    }
}

/// Reads a file as a spreadsheet program opens it: the delimiter is told from the first line.
pub(super) fn read_plain(bytes: &[u8]) -> Rows {
    let text = String::from_utf8_lossy(bytes);
    let text = text.strip_prefix('\u{feff}').unwrap_or(&text);
    let first = text.lines().next().unwrap_or_default();
    let count = |delimiter: &&str| first.matches(delimiter).count();
    let delimiter = [",", "\t", ";", "|"]
        .into_iter()
        .rev()
        .max_by_key(count)
        .filter(|found| count(found) > 0);
    let csv = Csv {
        delimiter: delimiter.unwrap_or(","),
        first_line: 1,
        relax_quotes: true,
        skip_errors: true,
        even: false,
    };
    let cell = |field: Text| {
        if field.is_empty() {
            Cell::Empty
        } else {
            Cell::Text(field)
        }
    };
    let records = csv.read(text, None).records.into_iter();
    records
        .map(|record| record.into_iter().map(cell).collect())
        .collect()
}

/// Writes a file with a byte order mark, as n8n's spreadsheets are written.
pub(super) fn write(rows: &Rows, delimiter: &str) -> Vec<u8> {
    let delimiter = if delimiter.is_empty() { "," } else { delimiter };
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let mut out = String::from("\u{feff}");
    for (at, row) in rows.iter().enumerate() {
        if at > 0 {
            out.push('\n');
        }
        for column in 0..width {
            if column > 0 {
                out.push_str(delimiter);
            }
            if let Some(cell) = row.get(column) {
                push_field(&mut out, &cell.shown(), delimiter);
            }
        }
    }
    out.into_bytes()
}

fn push_field(out: &mut String, field: &str, delimiter: &str) {
    if field.contains(['"', '\n', '\r']) || field.contains(delimiter) {
        out.push('"');
        out.push_str(&field.replace('"', "\"\""));
        out.push('"');
    } else {
        out.push_str(field);
    }
}
