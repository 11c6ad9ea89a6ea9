//! Texts as they are drawn: harmless, not endless, and in the order in which they are seen.
//!
//! epaint shapes words but knows no order: right-to-left text is put into visual order here, word by word, because the
//! shaper itself turns the letters of a right-to-left word.

use unicode_bidi::{BidiClass, BidiInfo, bidi_class};

/// A text ready to be drawn on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Shown {
    pub text: String,
    /// It begins on the right; what is too long is cut on the left.
    pub rtl: bool,
}

/// More than this of a text is never seen on a card.
const MOST_CHARS: usize = 160;

impl Shown {
    /// One line of a text that anybody may have written.
    pub fn line(text: &str) -> Self {
        let clean: String = text
            .chars()
            .filter(|c| !is_invisible(*c))
            .map(plain)
            .take(MOST_CHARS)
            .collect();
        Self::ordered(clean.trim())
    }

    /// A clean text in visual order.
    pub fn ordered(text: &str) -> Self {
        if !is_rtl(text) {
            return Self {
                text: text.to_owned(),
                rtl: false,
            };
        }
        let info = BidiInfo::new(text, None);
        let Some(paragraph) = info.paragraphs.first() else {
            return Self::default();
        };
        let (levels, runs) = info.visual_runs(paragraph, paragraph.range.clone());
        let mut out = String::with_capacity(text.len());
        for run in runs {
            let piece = &text[run.clone()];
            if levels[run.start].is_rtl() {
                push_reversed(piece, &mut out);
            } else {
                out.push_str(piece);
            }
        }
        Self {
            text: out,
            rtl: paragraph.level.is_rtl(),
        }
    }
}

/// Whether any of it is written from right to left.
pub(crate) fn is_rtl(text: &str) -> bool {
    !text.is_ascii()
        && text
            .chars()
            .any(|c| matches!(class(c), BidiClass::R | BidiClass::AL | BidiClass::AN))
}

/// Without what is not seen, and on one line where `lines` is false.
pub(crate) fn clean(text: &str, most: usize) -> String {
    text.chars()
        .filter(|c| *c == '\n' || !is_invisible(*c))
        .map(|c| if c == '\n' { c } else { plain(c) })
        .take(most)
        .collect()
}

fn push_reversed(piece: &str, out: &mut String) {
    let mut rest = piece;
    let mut parts: Vec<&str> = Vec::new();
    while let Some(first) = rest.chars().next() {
        let word = is_letter(first);
        let end = if word {
            rest.find(|c| !is_letter(c)).unwrap_or(rest.len())
        } else {
            first.len_utf8()
        };
        let (part, after) = rest.split_at(end);
        parts.push(part);
        rest = after;
    }
    for part in parts.into_iter().rev() {
        match part.chars().next().and_then(mirrored) {
            Some(mirror) => out.push(mirror),
            None => out.push_str(part),
        }
    }
}

fn class(c: char) -> BidiClass {
    bidi_class(c)
}

fn is_letter(c: char) -> bool {
    matches!(class(c), BidiClass::R | BidiClass::AL | BidiClass::NSM)
}

fn mirrored(c: char) -> Option<char> {
    const PAIRS: &[(char, char)] = &[
        ('(', ')'),
        ('[', ']'),
        ('{', '}'),
        ('<', '>'),
        ('«', '»'),
        ('‹', '›'),
    ];
    PAIRS.iter().find_map(|(open, close)| match c {
        _ if c == *open => Some(*close),
        _ if c == *close => Some(*open),
        _ => None,
    })
}

/// Characters that have no shape of their own or turn the text around them: a name with them is drawn without.
fn is_invisible(c: char) -> bool {
    matches!(
        c,
        '\u{00AD}' | '\u{034F}' | '\u{061C}' | '\u{115F}' | '\u{1160}' | '\u{17B4}' | '\u{17B5}' | '\u{180B}'..='\u{180F}'
            | '\u{200B}' | '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2060}'..='\u{206F}' | '\u{3164}'
            | '\u{FEFF}' | '\u{FFA0}' | '\u{FFF9}'..='\u{FFFB}' | '\u{E0000}'..='\u{E0FFF}'
    ) || (c.is_control() && !c.is_whitespace())
}

fn plain(c: char) -> char {
    if c.is_whitespace() { ' ' } else { c }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(text: &str, shown: &str, rtl: bool) {
        assert_eq!(
            Shown::line(text),
            Shown {
                text: shown.to_owned(),
                rtl
            }
        );
    }

    #[test]
    fn texts_are_shown_in_visual_order() {
        check("Send e-mail", "Send e-mail", false);
        check("שלום עולם", "עולם שלום", true);
        check("פתח (קובץ) 12 now", "now 12 (קובץ) פתח", true);
        check("open مرحبا بكم now", "open بكم مرحبا now", false);
    }

    #[test]
    fn hostile_texts_are_harmless() {
        check("a\u{202E}b\u{200B}c\u{FEFF}", "abc", false);
        check("two\nlines\tand\u{7} a bell", "two lines and a bell", false);
        check("\u{200B}\u{200B}", "", false);
        assert_eq!(Shown::line(&"x".repeat(10_000)).text.len(), MOST_CHARS);
        assert_eq!(
            Shown::line(&"\u{0301}".repeat(10_000)).text.chars().count(),
            MOST_CHARS
        );
    }
}
