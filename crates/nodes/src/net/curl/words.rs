//! Cuts a command line into words, as the shells of Unix and Windows do. Nothing is substituted.

use sdk::{Error, Result};

/// Cuts a command into words as a shell does: quotes, escapes, and lines that go on.
pub(super) fn split(text: &str) -> Result<Vec<String>> {
    let mut words = Vec::new();
    let mut word: Option<String> = None;
    let mut chars = text.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            c if c.is_whitespace() => words.extend(word.take()),
            '\'' => single(&mut chars, word.get_or_insert_default())?,
            '"' => double(&mut chars, word.get_or_insert_default())?,
            '$' if chars.peek() == Some(&'\'') => {
                chars.next();
                escaped(&mut chars, word.get_or_insert_default())?;
            }
            // A line that goes on: after a backslash, or as the Windows shell has it.
            '\\' | '^' | '`' if matches!(chars.peek(), Some('\n' | '\r')) => {
                while matches!(chars.peek(), Some('\n' | '\r')) {
                    chars.next();
                }
            }
            '\\' => word.get_or_insert_default().extend(chars.next()),
            '^' if chars.peek().is_some_and(|c| !c.is_alphanumeric()) => {
                let next = chars.next();
                match next {
                    Some('"') => double(&mut chars, word.get_or_insert_default())?,
                    other => word.get_or_insert_default().extend(other),
                }
            }
            c => word.get_or_insert_default().push(c),
        }
    }
    words.extend(word);
    Ok(words)
}

type Chars<'t> = std::iter::Peekable<std::str::Chars<'t>>;

fn unclosed() -> Error {
    Error::data("A quotation mark in the command is never closed.")
}

fn single(chars: &mut Chars<'_>, word: &mut String) -> Result<()> {
    loop {
        match chars.next().ok_or_else(unclosed)? {
            '\'' => return Ok(()),
            c => word.push(c),
        }
    }
}

fn double(chars: &mut Chars<'_>, word: &mut String) -> Result<()> {
    loop {
        match chars.next().ok_or_else(unclosed)? {
            '"' => return Ok(()),
            '^' if matches!(chars.peek(), Some('"')) => {}
            '\\' => match chars.next().ok_or_else(unclosed)? {
                '\n' => {}
                c @ ('"' | '\\' | '$' | '`') => word.push(c),
                c => word.extend(['\\', c]),
            },
            c => word.push(c),
        }
    }
}

/// `$'…'`, with the escapes of C.
fn escaped(chars: &mut Chars<'_>, word: &mut String) -> Result<()> {
    loop {
        match chars.next().ok_or_else(unclosed)? {
            '\'' => return Ok(()),
            '\\' => match chars.next().ok_or_else(unclosed)? {
                'n' => word.push('\n'),
                'r' => word.push('\r'),
                't' => word.push('\t'),
                'u' => word.extend(code_point(chars, 4)),
                'x' => word.extend(code_point(chars, 2)),
                c => word.push(c),
            },
            c => word.push(c),
        }
    }
}

fn code_point(chars: &mut Chars<'_>, most: usize) -> Option<char> {
    let mut code = 0;
    for _ in 0..most {
        match chars.peek().and_then(|c| c.to_digit(16)) {
            Some(digit) => code = code * 16 + digit,
            None => break,
        }
        chars.next();
    }
    char::from_u32(code)
}
