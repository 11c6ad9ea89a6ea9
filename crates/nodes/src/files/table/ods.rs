//! OpenDocument spreadsheets: one sheet of plain cells is written.

use sdk::Result;

use super::{Cell, Rows, Writing, check_sheet_name, escape, xlsx};

const MIME: &str = "application/vnd.oasis.opendocument.spreadsheet";
const HEAD: &str = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n";

/// Writes a document.
pub(super) fn write(rows: &Rows, how: &Writing<'_>) -> Result<Vec<u8>> {
    check_sheet_name(how.sheet)?;
    let manifest = format!(
        "{HEAD}<manifest:manifest xmlns:manifest=\"urn:oasis:names:tc:opendocument:xmlns:manifest:1.0\" manifest:version=\"1.2\"><manifest:file-entry manifest:full-path=\"/\" manifest:version=\"1.2\" manifest:media-type=\"{MIME}\"/><manifest:file-entry manifest:full-path=\"content.xml\" manifest:media-type=\"text/xml\"/></manifest:manifest>"
    );
    xlsx::pack(
        how.compress,
        &[
            ("mimetype", MIME),
            ("META-INF/manifest.xml", &manifest),
            ("content.xml", &content(rows, how.sheet)),
        ],
    )
}

fn content(rows: &Rows, sheet: &str) -> String {
    let mut out = format!(
        "{HEAD}<office:document-content xmlns:office=\"urn:oasis:names:tc:opendocument:xmlns:office:1.0\" xmlns:table=\"urn:oasis:names:tc:opendocument:xmlns:table:1.0\" xmlns:text=\"urn:oasis:names:tc:opendocument:xmlns:text:1.0\" office:version=\"1.2\"><office:body><office:spreadsheet><table:table table:name=\"{}\">",
        escape(sheet)
    );
    for row in rows {
        out.push_str("<table:table-row>");
        row.iter().for_each(|cell| push_cell(&mut out, cell));
        if row.is_empty() {
            out.push_str("<table:table-cell/>");
        }
        out.push_str("</table:table-row>");
    }
    out.push_str("</table:table></office:spreadsheet></office:body></office:document-content>");
    out
}

fn push_cell(out: &mut String, cell: &Cell) {
    let kind = match cell {
        Cell::Empty => {
            out.push_str("<table:table-cell/>");
            return;
        }
        Cell::Text(_) => "\"string\"".to_owned(),
        Cell::Bool(flag) => format!("\"boolean\" office:boolean-value=\"{flag}\""),
        Cell::Number(number) => format!(
            "\"float\" office:value=\"{}\"",
            value::number_to_string(*number)
        ),
    };
    out.push_str(&format!("<table:table-cell office:value-type={kind}>"));
    for line in cell.shown().split('\n') {
        out.push_str(&format!("<text:p>{}</text:p>", spaces(&escape(line))));
    }
    out.push_str("</table:table-cell>");
}

/// OpenDocument drops all but one of several spaces, unless they are said.
fn spaces(text: &str) -> String {
    text.replace("  ", " <text:s/>")
        .replace('\t', "<text:tab/>")
}
