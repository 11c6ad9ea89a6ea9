//! What a character is to JavaScript's grammar.
//!
//! Not here: tokens, see [`lex`](crate::lex).

/// Whether `name` can follow a dot in JavaScript, as in `$node.name`.
pub fn identifier(name: &str) -> bool {
    let mut chars = name.chars();
    chars.next().is_some_and(starts_name) && chars.all(continues_name)
}

pub(crate) fn starts_name(c: char) -> bool {
    c == '$' || c == '_' || unicode_ident::is_xid_start(c)
}

pub(crate) fn continues_name(c: char) -> bool {
    c == '$' || c == '\u{200c}' || c == '\u{200d}' || unicode_ident::is_xid_continue(c)
}

pub(crate) fn ends_line(c: char) -> bool {
    matches!(c, '\n' | '\r' | '\u{2028}' | '\u{2029}')
}

/// White space and line ends: Unicode's, with the byte order mark and without NEL.
pub(crate) fn is_space(c: char) -> bool {
    (c.is_whitespace() && c != '\u{85}') || c == '\u{feff}'
}
