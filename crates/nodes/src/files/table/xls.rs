//! Workbooks of Excel 97 to 2003 (BIFF8 in a compound file): one sheet of plain cells is written.

use std::io::{Cursor, Write};

use sdk::{Error, Result};

use super::{Cell, Rows, Writing, check_sheet_name};

const MOST_ROWS: usize = 65_536;
const MOST_COLUMNS: usize = 256;
/// A record holds at most this many bytes; longer text would need several.
const MOST_TEXT: usize = 4_000;
/// The plain cell format among those that [`globals`] writes.
const PLAIN: u16 = 15;

/// Writes a workbook.
pub(super) fn write(rows: &Rows, how: &Writing<'_>) -> Result<Vec<u8>> {
    check_sheet_name(how.sheet)?;
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    if rows.len() > MOST_ROWS || width > MOST_COLUMNS {
        return Err(Error::data(format!(
            "An XLS file holds at most {MOST_ROWS} rows and {MOST_COLUMNS} columns."
        ))
        .describe("Choose XLSX, which holds a million rows."));
    }
    let mut stream = globals(how.sheet);
    stream.extend(sheet(rows, width)?);
    compound(&stream)
}

fn compound(stream: &[u8]) -> Result<Vec<u8>> {
    let broken = |e: std::io::Error| Error::data(format!("The file cannot be written: {e}."));
    let mut file = cfb::CompoundFile::create(Cursor::new(Vec::new())).map_err(broken)?;
    file.create_stream("Workbook")
        .and_then(|mut book| book.write_all(stream))
        .map_err(broken)?;
    file.flush().map_err(broken)?;
    Ok(file.into_inner().into_inner())
}

fn record(out: &mut Vec<u8>, kind: u16, data: &[u8]) {
    out.extend(kind.to_le_bytes());
    out.extend((data.len() as u16).to_le_bytes());
    out.extend(data);
}

fn start(kind: u16) -> Vec<u8> {
    let mut data = Vec::new();
    for word in [0x0600, kind, 0x0DBB, 0x07CC] {
        data.extend(u16::to_le_bytes(word));
    }
    data.extend([0x41, 0, 0, 0, 6, 0, 0, 0]);
    data
}

/// What holds for the whole workbook: code page, a font, the cell formats that Excel expects, and the one sheet.
fn globals(sheet: &str) -> Vec<u8> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &start(0x0005));
    record(&mut out, 0x0042, &1200u16.to_le_bytes());
    record(
        &mut out,
        0x003D,
        &[
            0, 0, 0, 0, 0, 0x40, 0, 0x20, 0x38, 0, 0, 0, 0, 0, 1, 0, 0x58, 2,
        ],
    );
    let mut font = vec![0xC8, 0, 0, 0, 0xFF, 0x7F, 0x90, 1, 0, 0, 0, 0, 0, 0, 5, 0];
    font.extend(b"Arial");
    (0..5).for_each(|_| record(&mut out, 0x0031, &font));
    for index in 0..=PLAIN {
        let style = index < PLAIN;
        let mut format = vec![0u8; 20];
        // Style formats are locked and have no parent; a cell format has the first as its parent.
        format[4..6].copy_from_slice(&(if style { 0xFFF5u16 } else { 0x0001 }).to_le_bytes());
        format[6] = 0x20;
        format[9] = if style && index > 0 { 0xF4 } else { 0 };
        format[18..20].copy_from_slice(&0x20C0u16.to_le_bytes());
        record(&mut out, 0x00E0, &format);
    }
    record(&mut out, 0x0293, &[0, 0x80, 0, 0xFF]);
    let units: Vec<u16> = sheet.encode_utf16().collect();
    let length = 4 + 8 + units.len() * 2;
    let position = out.len() + 4 + length + 4;
    let mut bound = (position as u32).to_le_bytes().to_vec();
    bound.extend([0, 0, units.len() as u8, 1]);
    units
        .iter()
        .for_each(|unit| bound.extend(unit.to_le_bytes()));
    // The position counts to the sheet's first record, behind the end of the globals.
    let position = (out.len() + 4 + bound.len() + 4) as u32;
    bound[..4].copy_from_slice(&position.to_le_bytes());
    record(&mut out, 0x0085, &bound);
    record(&mut out, 0x000A, &[]);
    out
}

fn sheet(rows: &Rows, width: usize) -> Result<Vec<u8>> {
    let mut out = Vec::new();
    record(&mut out, 0x0809, &start(0x0010));
    let mut size = Vec::new();
    size.extend(0u32.to_le_bytes());
    size.extend((rows.len() as u32).to_le_bytes());
    size.extend(0u16.to_le_bytes());
    size.extend((width as u16).to_le_bytes());
    size.extend([0, 0]);
    record(&mut out, 0x0200, &size);
    for (at, row) in rows.iter().enumerate() {
        for (column, cell) in row.iter().enumerate() {
            push_cell(&mut out, cell, at as u16, column as u16)?;
        }
    }
    record(
        &mut out,
        0x023E,
        &[0xB6, 6, 0, 0, 0, 0, 0x40, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0],
    );
    record(&mut out, 0x000A, &[]);
    Ok(out)
}

fn push_cell(out: &mut Vec<u8>, cell: &Cell, row: u16, column: u16) -> Result<()> {
    let mut data = Vec::new();
    for word in [row, column, PLAIN] {
        data.extend(word.to_le_bytes());
    }
    let kind = match cell {
        Cell::Empty => return Ok(()),
        Cell::Number(number) => {
            data.extend(number.to_le_bytes());
            0x0203
        }
        Cell::Bool(flag) => {
            data.extend([u8::from(*flag), 0]);
            0x0205
        }
        Cell::Text(text) => {
            let units: Vec<u16> = text.encode_utf16().collect();
            if units.len() > MOST_TEXT {
                return Err(Error::data(format!(
                    "A cell of an XLS file holds at most {MOST_TEXT} characters; row {} has more.",
                    row + 1
                ))
                .describe("Choose XLSX, whose cells hold 32,767 characters."));
            }
            data.extend((units.len() as u16).to_le_bytes());
            data.push(1);
            units
                .iter()
                .for_each(|unit| data.extend(unit.to_le_bytes()));
            0x0204
        }
    };
    record(out, kind, &data);
    Ok(())
}
