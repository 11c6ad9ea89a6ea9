//! Cuts the text of an expression into plain text and `{{ code }}`, and joins it again.
//!
//! `\{{` is text, `\}}` does not end the code; a `{{` that is never closed runs to the end. Two backslashes before `{{`
//! are one backslash of text.
//!
//! Not here: what the code means; the cut is textual, a `}}` inside a string ends the code too.

use std::{borrow::Cow, ops::Range};

use value::Value;

/// A piece of a text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Piece {
    /// What it is
    pub kind: PieceKind,
    /// Plain text as it is written; code without the braces, `\}}` read as `}}`
    pub text: String,
    /// Where it stands in the text that was split, code without its braces
    pub span: Range<usize>,
}

/// What a piece is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum PieceKind {
    /// Plain text
    Text,
    /// JavaScript
    Code {
        /// Whether `}}` follows
        closed: bool,
    },
}

/// Whether a parameter is an expression: text that starts with `=`.
pub fn is_expression(value: &Value) -> bool {
    expression_text(value).is_some()
}

/// The text of an expression without its `=`.
pub fn expression_text(value: &Value) -> Option<&str> {
    value.as_str()?.strip_prefix('=')
}

/// Cuts `text`, which comes without its `=`.
pub fn split(text: &str) -> Vec<Piece> {
    let mut pieces = Vec::new();
    let mut at = 0;
    loop {
        let open = find(text, at, "{{");
        let span = at..open.unwrap_or(text.len());
        pieces.push(Piece {
            kind: PieceKind::Text,
            text: text[span.clone()].to_owned(),
            span,
        });
        let Some(open) = open else { return pieces };
        let from = open + 2;
        let close = find(text, from, "}}");
        let span = from..close.unwrap_or(text.len());
        let code = text[span.clone()].replace("\\}}", "}}");
        pieces.push(Piece {
            kind: PieceKind::Code {
                closed: close.is_some(),
            },
            text: code,
            span,
        });
        match close {
            Some(close) if close + 2 < text.len() => at = close + 2,
            _ => return pieces,
        }
    }
}

/// Undoes [`split`]: the result splits into the same pieces, and is the same text but for needless escapes.
pub fn join(pieces: &[Piece]) -> String {
    pieces.iter().fold(String::new(), |mut out, piece| {
        match piece.kind {
            PieceKind::Text => out.push_str(&piece.text),
            PieceKind::Code { closed } => {
                out.push_str("{{");
                out.push_str(&escape_code(&piece.text));
                if closed {
                    // What would run into the closing braces keeps its distance.
                    let touches =
                        out.ends_with('\\') || (out.ends_with('}') && !out.ends_with("\\}}"));
                    out.push_str(if touches { " }}" } else { "}}" });
                }
            }
        }
        out
    })
}

/// The code as it is written inside `{{ }}`, where two closing braces would end it.
pub(crate) fn escape_code(code: &str) -> Cow<'_, str> {
    if !code.contains("}}") {
        return code.into();
    }
    let mut out = String::with_capacity(code.len() + 8);
    let mut rest = code;
    while let Some(at) = rest.find("}}") {
        let run = rest[at..].bytes().take_while(|b| *b == b'}').count();
        out.push_str(&rest[..at + run % 2]);
        out.extend(std::iter::repeat_n("\\}}", run / 2));
        rest = &rest[at + run..];
    }
    out.push_str(rest);
    out.into()
}

/// The next `braces` that no backslash takes the meaning from.
fn find(text: &str, from: usize, braces: &str) -> Option<usize> {
    let mut at = from;
    loop {
        let found = at + text[at..].find(braces)?;
        if !escaped(&text[from..found], braces) {
            return Some(found);
        }
        at = found + braces.len();
    }
}

/// Whether the braces after `before` are escaped. Before `{{` a backslash can itself be escaped.
fn escaped(before: &str, braces: &str) -> bool {
    let backslashes = before.bytes().rev().take_while(|b| *b == b'\\').count();
    if braces == "{{" {
        backslashes % 2 == 1
    } else {
        backslashes > 0
    }
}
