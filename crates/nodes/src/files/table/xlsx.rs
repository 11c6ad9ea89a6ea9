//! Excel workbooks: one sheet of plain cells is written.

use std::io::{Cursor, Write};

use sdk::{Error, Result};
use zip::write::SimpleFileOptions;
use zip::{CompressionMethod, ZipWriter};

use super::{Cell, Rows, Writing, cell_name, check_sheet_name, escape};

const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n";
const TYPES: &str = "<Types xmlns=\"http://schemas.openxmlformats.org/package/2006/content-types\"><Default Extension=\"rels\" ContentType=\"application/vnd.openxmlformats-package.relationships+xml\"/><Default Extension=\"xml\" ContentType=\"application/xml\"/><Override PartName=\"/xl/workbook.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml\"/><Override PartName=\"/xl/worksheets/sheet1.xml\" ContentType=\"application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml\"/></Types>";
const RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument\" Target=\"xl/workbook.xml\"/></Relationships>";
const BOOK_RELATIONS: &str = "<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship Id=\"rId1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet\" Target=\"worksheets/sheet1.xml\"/></Relationships>";
const MAIN: &str = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";

/// Writes a workbook.
pub(super) fn write(rows: &Rows, how: &Writing<'_>) -> Result<Vec<u8>> {
    check_sheet_name(how.sheet)?;
    let book = format!(
        "{HEAD}<workbook xmlns=\"{MAIN}\" xmlns:r=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships\"><sheets><sheet name=\"{}\" sheetId=\"1\" r:id=\"rId1\"/></sheets></workbook>",
        escape(how.sheet)
    );
    pack(
        how.compress,
        &[
            ("[Content_Types].xml", &[HEAD, TYPES].concat()),
            ("_rels/.rels", &[HEAD, RELATIONS].concat()),
            ("xl/workbook.xml", &book),
            (
                "xl/_rels/workbook.xml.rels",
                &[HEAD, BOOK_RELATIONS].concat(),
            ),
            ("xl/worksheets/sheet1.xml", &sheet(rows)),
        ],
    )
}

fn sheet(rows: &Rows) -> String {
    let mut out = format!("{HEAD}<worksheet xmlns=\"{MAIN}\"><sheetData>");
    for (at, row) in rows.iter().enumerate() {
        out.push_str(&format!("<row r=\"{}\">", at + 1));
        for (column, cell) in row.iter().enumerate() {
            push_cell(&mut out, cell, &cell_name(column, at));
        }
        out.push_str("</row>");
    }
    out.push_str("</sheetData></worksheet>");
    out
}

fn push_cell(out: &mut String, cell: &Cell, name: &str) {
    let xml = match cell {
        Cell::Empty => return,
        Cell::Number(number) if !number.is_finite() => return,
        Cell::Number(number) => format!(
            "<c r=\"{name}\"><v>{}</v></c>",
            value::number_to_string(*number)
        ),
        Cell::Bool(flag) => format!("<c r=\"{name}\" t=\"b\"><v>{}</v></c>", u8::from(*flag)),
        Cell::Text(text) => format!(
            "<c r=\"{name}\" t=\"inlineStr\"><is><t xml:space=\"preserve\">{}</t></is></c>",
            escape(text)
        ),
    };
    out.push_str(&xml);
}

/// Packs files into an archive.
pub(super) fn pack(compress: bool, files: &[(&str, &str)]) -> Result<Vec<u8>> {
    let broken =
        |e: &dyn std::fmt::Display| Error::data(format!("The file cannot be written: {e}."));
    let mut archive = ZipWriter::new(Cursor::new(Vec::new()));
    let method = match compress {
        true => CompressionMethod::Deflated,
        false => CompressionMethod::Stored,
    };
    for (name, content) in files {
        // OpenDocument asks that its `mimetype` is never packed.
        let method = if *name == "mimetype" {
            CompressionMethod::Stored
        } else {
            method
        };
        let options = SimpleFileOptions::default().compression_method(method);
        archive.start_file(*name, options).map_err(|e| broken(&e))?;
        archive
            .write_all(content.as_bytes())
            .map_err(|e| broken(&e))?;
    }
    let cursor = archive.finish().map_err(|e| broken(&e))?;
    Ok(cursor.into_inner())
}
