//! Tables in rich text: cells are read and written, fonts and colours are not.

use sdk::{Error, Result};

use super::{Cell, Rows};

/// Groups may stand inside each other this deep.
const DEEPEST: usize = 1000;

/// Writes one table.
pub(super) fn write(rows: &Rows) -> Vec<u8> {
    let width = rows.iter().map(Vec::len).max().unwrap_or_default();
    let edges: String = (1..=width)
        .map(|column| format!("\\cellx{column}"))
        .collect();
    let mut out = String::from("{\\rtf1\\ansi");
    for row in rows {
        out.push_str("\\trowd\\trautofit1");
        out.push_str(&edges);
        out.push_str("\\pard\\intbl");
        for column in 0..width {
            out.push(' ');
            if let Some(cell) = row.get(column) {
                push_text(&mut out, &cell.shown());
            }
            out.push_str("\\cell");
        }
        out.push_str("\\pard\\intbl\\row");
    }
    out.push('}');
    out.into_bytes()
}

fn push_text(out: &mut String, text: &str) {
    for c in text.chars() {
        match c {
            '\\' | '{' | '}' => out.extend(['\\', c]),
            '\r' => {}
            '\n' => out.push_str("\\par "),
            ' '..='~' => out.push(c),
            c => {
                let mut units = [0u16; 2];
                for unit in c.encode_utf16(&mut units) {
                    out.push_str(&format!("\\u{}?", unit.cast_signed()));
                }
            }
        }
    }
}

/// Reads all tables of a text, one below the other.
pub(super) fn read(bytes: &[u8]) -> Result<Rows> {
    read_all(bytes).map(|reader| reader.rows)
}

/// Reads the words of a text, its tables among them.
pub(crate) fn words(bytes: &[u8]) -> Result<String> {
    read_all(bytes).map(|reader| reader.text.trim().to_owned())
}

fn read_all(bytes: &[u8]) -> Result<Reader<'_>> {
    if !bytes.trim_ascii_start().starts_with(b"{\\rtf") {
        return Err(Error::data("The file is not rich text (RTF)."));
    }
    let mut reader = Reader::new(bytes);
    reader.run()?;
    reader.flush_units();
    Ok(reader)
}

struct Reader<'b> {
    bytes: &'b [u8],
    at: usize,
    /// For each open group whether its text is not part of the page (fonts, styles, pictures).
    groups: Vec<bool>,
    hidden: bool,
    cell: String,
    row: Vec<Cell>,
    rows: Rows,
    /// All that a person reads.
    text: String,
    units: Vec<u16>,
    /// Bytes to leave out behind `\u`: the writer's stand-in for old readers.
    skip: usize,
}

impl<'b> Reader<'b> {
    fn new(bytes: &'b [u8]) -> Self {
        Self {
            bytes,
            at: 0,
            groups: Vec::new(),
            hidden: false,
            cell: String::new(),
            row: Vec::new(),
            rows: Vec::new(),
            text: String::new(),
            units: Vec::new(),
            skip: 0,
        }
    }

    fn run(&mut self) -> Result<()> {
        while let Some(&byte) = self.bytes.get(self.at) {
            self.at += 1;
            match byte {
                b'{' => {
                    if self.groups.len() >= DEEPEST {
                        return Err(Error::data("The rich text is nested too deep."));
                    }
                    self.groups.push(self.hidden);
                }
                b'}' => self.hidden = self.groups.pop().unwrap_or(false),
                b'\\' => self.control(),
                b'\r' | b'\n' => {}
                other => self.push_byte(other),
            }
        }
        Ok(())
    }

    fn control(&mut self) {
        let rest = &self.bytes[self.at..];
        let letters = rest.iter().take_while(|b| b.is_ascii_alphabetic()).count();
        if letters == 0 {
            return self.symbol();
        }
        let word = &rest[..letters];
        let number = rest[letters..]
            .iter()
            .enumerate()
            .take_while(|(at, b)| b.is_ascii_digit() || (*at == 0 && **b == b'-'))
            .count();
        let argument = std::str::from_utf8(&rest[letters..letters + number]).unwrap_or_default();
        let space = usize::from(rest.get(letters + number) == Some(&b' '));
        self.at += letters + number + space;
        self.word(word, argument.parse().ok());
    }

    fn symbol(&mut self) {
        let Some(&symbol) = self.bytes.get(self.at) else {
            return;
        };
        self.at += 1;
        match symbol {
            b'\'' => {
                let digits = self.bytes.get(self.at..self.at + 2);
                let byte = digits
                    .and_then(|digits| std::str::from_utf8(digits).ok())
                    .and_then(|digits| u8::from_str_radix(digits, 16).ok());
                self.at += 2;
                if let Some(byte) = byte {
                    self.push_byte(byte);
                }
            }
            b'*' => self.hidden = true,
            b'~' => self.push('\u{a0}'),
            b'\\' | b'{' | b'}' => self.push(char::from(symbol)),
            _ => {}
        }
    }

    fn word(&mut self, word: &[u8], argument: Option<i64>) {
        match word {
            b"cell" if !self.hidden => {
                self.flush_units();
                let text = std::mem::take(&mut self.cell);
                let text = text.trim();
                self.row.push(match text {
                    "" => Cell::Empty,
                    text => Cell::Text(text.into()),
                });
            }
            b"row" => {
                self.cell.clear();
                self.rows.push(std::mem::take(&mut self.row));
            }
            b"pard" => self.cell.clear(),
            b"par" | b"line" => self.push('\n'),
            b"tab" => self.push('\t'),
            b"u" if !self.hidden => {
                self.units.push(argument.unwrap_or_default() as u16);
                self.skip = 1;
            }
            b"fonttbl" | b"colortbl" | b"stylesheet" | b"info" | b"pict" | b"header"
            | b"footer" => {
                self.hidden = true;
            }
            _ => {}
        }
    }

    fn push_byte(&mut self, byte: u8) {
        if self.skip > 0 {
            self.skip -= 1;
            return;
        }
        let byte = [byte];
        let (text, _) = encoding_rs::WINDOWS_1252.decode_without_bom_handling(&byte);
        text.chars().for_each(|c| self.push(c));
    }

    fn push(&mut self, c: char) {
        self.flush_units();
        if !self.hidden {
            self.cell.push(c);
            self.text.push(c);
        }
    }

    fn flush_units(&mut self) {
        if !self.units.is_empty() {
            let units = std::mem::take(&mut self.units);
            let units = String::from_utf16_lossy(&units);
            self.cell.push_str(&units);
            self.text.push_str(&units);
        }
        self.skip = 0;
    }
}
