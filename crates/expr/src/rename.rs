//! Rewrites the name of a node where an expression or a script refers to it, and nowhere else: comments and texts that
//! merely mention the name stay.
//!
//! Not here: names put together at run time, which [`references`](crate::references()) reports as computed.

use std::ops::Range;

use crate::{
    chars::identifier,
    lex::tokens,
    literal::quote,
    references::{MAX_SCRIPT, Mention, Reader},
    split::{PieceKind, escape_code, split},
};

/// What a text is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// A parameter: an expression if it starts with `=`
    Template,
    /// JavaScript
    Code,
}

/// `text` with the references to the node `old` changed to `new`; `None` if there are none.
pub fn rename_node(text: &str, old: &str, new: &str, kind: Kind) -> Option<String> {
    if old == new || text.len() > MAX_SCRIPT {
        return None;
    }
    let edits = match kind {
        Kind::Code => edits(text, old, new),
        Kind::Template => template_edits(text, old, new),
    };
    if edits.is_empty() {
        return None;
    }
    let mut out = String::with_capacity(text.len() + 16);
    let mut at = 0;
    for Edit { span, with } in edits {
        out.push_str(&text[at..span.start]);
        out.push_str(&with);
        at = span.end;
    }
    out.push_str(&text[at..]);
    Some(out)
}

struct Edit {
    span: Range<usize>,
    with: String,
}

fn template_edits(parameter: &str, old: &str, new: &str) -> Vec<Edit> {
    let Some(text) = parameter.strip_prefix('=') else {
        return Vec::new();
    };
    let mut all = Vec::new();
    for piece in split(text)
        .into_iter()
        .filter(|piece| matches!(piece.kind, PieceKind::Code { .. }))
    {
        let written = &text[piece.span.clone()];
        // Every escape that was read as braces moved what follows it by its backslash.
        let escapes = written.match_indices("\\}}").enumerate();
        let escapes: Vec<usize> = escapes.map(|(count, (at, _))| at - count).collect();
        let place =
            |at: usize| at + escapes.partition_point(|escape| *escape < at) + piece.span.start + 1;
        all.extend(
            edits(&piece.text, old, new)
                .into_iter()
                .map(|Edit { span, with }| Edit {
                    span: place(span.start)..place(span.end),
                    with: escape_code(&with).into_owned(),
                }),
        );
    }
    all
}

fn edits(code: &str, old: &str, new: &str) -> Vec<Edit> {
    let reader = Reader {
        source: code,
        tokens: tokens(code),
    };
    let mentions = (0..reader.tokens.len()).filter_map(|at| reader.node_named(at)?.ok());
    mentions
        .filter(|mention| mention.name == *old)
        .map(|mention| edit(&reader, &mention, new))
        .collect()
}

fn edit(reader: &Reader<'_>, mention: &Mention, new: &str) -> Edit {
    let token = reader.tokens[mention.at];
    let span = token.start as usize..token.end as usize;
    if !mention.dotted {
        let mark = token.text(reader.source).chars().next().unwrap_or('"');
        return Edit {
            span,
            with: quote(new, mark),
        };
    }
    if identifier(new) {
        return Edit {
            span,
            with: new.to_owned(),
        };
    }
    let dot = reader.tokens[mention.at - 1];
    let optional = if dot.text(reader.source) == "?." {
        "?."
    } else {
        ""
    };
    Edit {
        span: dot.start as usize..span.end,
        with: format!("{optional}[{}]", quote(new, '"')),
    }
}
