//! Workbooks of Excel and LibreOffice, read with calamine.

use std::io::{Cursor, Read};

use calamine::{Data, Ods, Range, Reader, Xls, Xlsx};
use sdk::{Error, Result};

use super::{Cell, Format, Reading, Rows, no_sheet};

/// What a packed workbook may come to when unpacked.
const MOST_BYTES: u64 = 512 << 20;
/// How many cells a sheet may have, empty ones between others counted.
const MOST_CELLS: usize = 20_000_000;

/// Reads a sheet. Which of the three formats it is says the file itself.
pub(super) fn read(format: Format, bytes: &[u8], what: &Reading<'_>) -> Result<Rows> {
    let packed = bytes.starts_with(b"PK");
    if packed {
        check_packed(bytes, MOST_BYTES)?;
    }
    let range = match format {
        _ if bytes.starts_with(&[0xD0, 0xCF, 0x11, 0xE0]) => sheet::<Xls<_>>(bytes, what),
        Format::Ods if packed => sheet::<Ods<_>>(bytes, what),
        _ if packed => match sheet::<Xlsx<_>>(bytes, what) {
            Err(_) if is_ods(bytes) => sheet::<Ods<_>>(bytes, what),
            other => other,
        },
        _ => Err(Error::data(
            "The file is not a spreadsheet of Excel or LibreOffice.",
        )),
    }?;
    if range.width().saturating_mul(range.height()) > MOST_CELLS {
        return Err(Error::data("The sheet is too large to be read."));
    }
    Ok(rows_of(&range))
}

fn is_ods(bytes: &[u8]) -> bool {
    let head = &bytes[..bytes.len().min(200)];
    head.windows(11).any(|window| window == b"opendocumen")
}

fn sheet<'b, R: Reader<Cursor<&'b [u8]>>>(
    bytes: &'b [u8],
    what: &Reading<'_>,
) -> Result<Range<Data>>
where
    R::Error: std::fmt::Display,
{
    let broken = |e: R::Error| Error::data(format!("The spreadsheet cannot be read: {e}."));
    let mut book = R::new(Cursor::new(bytes)).map_err(broken)?;
    let names = book.sheet_names();
    let first = names
        .first()
        .ok_or_else(|| Error::data("The spreadsheet has no sheets."))?;
    let name = match what.sheet {
        Some(wanted) if !names.iter().any(|name| name == wanted) => return Err(no_sheet(wanted)),
        Some(wanted) => wanted,
        None => first,
    };
    book.worksheet_range(name).map_err(broken)
}

fn rows_of(range: &Range<Data>) -> Rows {
    range
        .rows()
        .map(|row| {
            let mut cells: Vec<Cell> = row.iter().map(cell_of).collect();
            let filled = cells.iter().rposition(|cell| *cell != Cell::Empty);
            cells.truncate(filled.map_or(0, |last| last + 1));
            cells
        })
        .collect()
}

fn cell_of(data: &Data) -> Cell {
    match data {
        Data::Int(number) => Cell::Number(*number as f64),
        Data::Float(number) => Cell::Number(*number),
        Data::String(text) if text.is_empty() => Cell::Empty,
        Data::String(text) => Cell::Text(text.as_str().into()),
        Data::Bool(flag) => Cell::Bool(*flag),
        // Dates are the numbers they are kept as: days since the end of 1899.
        Data::DateTime(date) => Cell::Number(date.as_f64()),
        Data::DateTimeIso(text) => {
            serial(text).map_or_else(|| Cell::Text(text.as_str().into()), Cell::Number)
        }
        Data::DurationIso(text) => {
            days(text).map_or_else(|| Cell::Text(text.as_str().into()), Cell::Number)
        }
        _ => Cell::Empty,
    }
}

/// The number a spreadsheet keeps a date as.
fn serial(text: &str) -> Option<f64> {
    use jiff::civil::{DateTime, date};
    let time: DateTime = text.parse().ok()?;
    let since = time.duration_since(date(1899, 12, 30).at(0, 0, 0, 0));
    Some(since.as_secs_f64() / 86_400.0)
}

fn days(text: &str) -> Option<f64> {
    let span: jiff::SignedDuration = text.parse().ok()?;
    Some(span.as_secs_f64() / 86_400.0)
}

/// Refuses an archive that would come to more than `most` bytes, whatever its directory says.
fn check_packed(bytes: &[u8], most: u64) -> Result<()> {
    let broken = |e: &dyn std::fmt::Display| Error::data(format!("The file is broken: {e}."));
    let mut archive = zip::ZipArchive::new(Cursor::new(bytes)).map_err(|e| broken(&e))?;
    let mut left = most;
    for index in 0..archive.len() {
        let file = archive.by_index(index).map_err(|e| broken(&e))?;
        let read = std::io::copy(&mut file.take(left + 1), &mut std::io::sink())
            .map_err(|e| broken(&e))?;
        left = left.checked_sub(read).ok_or_else(|| {
            Error::data(format!(
                "The file would come to more than {} MB when unpacked.",
                most >> 20
            ))
        })?;
    }
    Ok(())
}
