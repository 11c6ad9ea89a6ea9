//! The text of a field as a person sees it: words, and chips for values that come from steps.
//!
//! `=Dear {{ $json.name }}` is the word `Dear ` and a chip. The expression behind stays the only thing that is stored.

use expr::{Piece, PieceKind};
use value::{Text, Value};

/// A step on the way to a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Step {
    /// A field.
    Key(Text),
    /// An element of a list.
    Index(u32),
}

/// What a chip stands for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Meaning {
    /// A value of an item: of the step before, or of a named one.
    Field {
        /// The named step.
        node: Option<Text>,
        /// The way to the value in its record; the whole record where it is empty.
        steps: Vec<Step>,
    },
    /// A file of an item.
    File {
        /// The named step.
        node: Option<Text>,
        /// The file's name in the item.
        name: Text,
    },
    /// One of Millrace's own words, such as `$now`.
    Word(Text),
    /// Anything else.
    Formula,
}

/// A piece of a field's text.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Part {
    /// Words.
    Text(String),
    /// A value, by the code that gives it.
    Chip {
        /// The code between the braces, without blanks around it.
        code: String,
        /// What it stands for.
        meaning: Meaning,
    },
}

/// Words with a meaning of their own.
pub const WORDS: [&str; 9] = [
    "$now",
    "$today",
    "$itemIndex",
    "$runIndex",
    "$execution.id",
    "$workflow.name",
    "$workflow.id",
    "$vars",
    "$input.all()",
];

/// The parts of a stored text. One that is no expression is words only.
pub fn parts(stored: &str) -> Vec<Part> {
    let Some(expression) = stored.strip_prefix('=') else {
        return words(stored);
    };
    let mut parts = Vec::new();
    for piece in expr::split(expression) {
        match piece.kind {
            PieceKind::Text => parts.extend(words(&piece.text)),
            PieceKind::Code { closed: true } => parts.push(chip(&piece.text)),
            // What was never closed is shown as it was typed.
            PieceKind::Code { closed: false } => {
                parts.extend(words(&format!("{{{{{}", piece.text)))
            }
        }
    }
    parts
}

fn words(text: &str) -> Vec<Part> {
    match text.is_empty() {
        true => Vec::new(),
        false => vec![Part::Text(text.to_owned())],
    }
}

/// The chip of a piece of code.
pub fn chip(code: &str) -> Part {
    let code = code.trim().to_owned();
    Part::Chip {
        meaning: meaning(&code),
        code,
    }
}

/// The text that is stored for parts: an expression only if it has to be one.
pub fn stored(parts: &[Part]) -> String {
    let pieces: Vec<Piece> = parts
        .iter()
        .map(|part| match part {
            Part::Text(text) => piece(PieceKind::Text, text.clone()),
            Part::Chip { code, .. } => piece(PieceKind::Code { closed: true }, format!(" {code} ")),
        })
        .collect();
    let text = expr::join(&pieces);
    let needs = parts.iter().any(|part| matches!(part, Part::Chip { .. }))
        || text.contains("{{")
        || text.starts_with('=');
    if needs { format!("={text}") } else { text }
}

fn piece(kind: PieceKind, text: String) -> Piece {
    Piece {
        kind,
        text,
        span: 0..0,
    }
}

/// Whether a stored value is an expression.
pub fn is_expression(value: &Value) -> bool {
    expr::is_expression(value)
}

/// The code for a value of an item.
pub fn code_of(node: Option<&str>, steps: &[Step]) -> String {
    let mut code = match node {
        None => "$json".to_owned(),
        Some(name) => format!("$({}).item.json", quoted(name)),
    };
    for step in steps {
        match step {
            Step::Key(key) if is_plain(key) => {
                code.push('.');
                code.push_str(key);
            }
            Step::Key(key) => {
                code.push('[');
                code.push_str(&quoted(key));
                code.push(']');
            }
            Step::Index(at) => code.push_str(&format!("[{at}]")),
        }
    }
    code
}

fn is_plain(key: &str) -> bool {
    let mut chars = key.chars();
    let first = |c: char| c.is_ascii_alphabetic() || c == '_' || c == '$';
    chars.next().is_some_and(first) && chars.all(|c| first(c) || c.is_ascii_digit())
}

fn quoted(text: &str) -> String {
    let mut out = String::with_capacity(text.len() + 2);
    out.push('\'');
    for c in text.chars() {
        match c {
            '\'' | '\\' => out.extend(['\\', c]),
            '\n' => out.push_str("\\n"),
            '\r' => out.push_str("\\r"),
            _ => out.push(c),
        }
    }
    out.push('\'');
    out
}

/// What a piece of code stands for.
pub fn meaning(code: &str) -> Meaning {
    if WORDS.contains(&code) {
        return Meaning::Word(code.into());
    }
    read_field(code).unwrap_or(Meaning::Formula)
}

fn read_field(code: &str) -> Option<Meaning> {
    let mut reader = Reader(code);
    if reader.eat("$json") || reader.eat("$input.item.json") {
        return reader.rest(None);
    }
    if reader.eat("$binary") {
        return reader.file(None);
    }
    let node = match reader.eat("$(") {
        true => {
            let name = reader.text()?;
            reader.eat(")").then_some(name)?
        }
        false => {
            reader.eat("$node[").then_some(())?;
            let name = reader.text()?;
            reader.eat("]").then_some(name)?
        }
    };
    for which in [".item", ".first()", ".last()"] {
        if reader.eat(which) {
            break;
        }
    }
    if reader.eat(".json") {
        return reader.rest(Some(node));
    }
    match reader.eat(".binary") {
        true => reader.file(Some(node)),
        false => None,
    }
}

/// Reads code from its beginning.
struct Reader<'c>(&'c str);

impl Reader<'_> {
    fn eat(&mut self, word: &str) -> bool {
        let Some(rest) = self.0.strip_prefix(word) else {
            return false;
        };
        // `$json` is not the beginning of `$jsonPath`.
        let ends = |c: char| c.is_ascii_alphanumeric() || c == '_';
        if word.ends_with(ends) && rest.starts_with(ends) {
            return false;
        }
        self.0 = rest;
        true
    }

    /// A quoted text without anything computed in it.
    fn text(&mut self) -> Option<Text> {
        let quote = self
            .0
            .chars()
            .next()
            .filter(|c| matches!(c, '\'' | '"' | '`'))?;
        let mut out = String::new();
        let mut chars = self.0.char_indices().skip(1);
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => match chars.next()?.1 {
                    'n' => out.push('\n'),
                    'r' => out.push('\r'),
                    't' => out.push('\t'),
                    c @ ('\'' | '"' | '`' | '\\') => out.push(c),
                    _ => return None,
                },
                '$' if quote == '`' => return None,
                c if c == quote => {
                    self.0 = &self.0[at + 1..];
                    return Some(out.into());
                }
                c => out.push(c),
            }
        }
        None
    }

    fn name(&mut self) -> Option<Text> {
        let end = self
            .0
            .find(|c: char| !(c.is_alphanumeric() || c == '_' || c == '$'))
            .unwrap_or(self.0.len());
        let name = &self.0[..end];
        let first = name.chars().next()?;
        if first.is_ascii_digit() {
            return None;
        }
        self.0 = &self.0[end..];
        Some(name.into())
    }

    fn step(&mut self) -> Option<Step> {
        if self.eat("?.[") || self.eat("[") {
            let step = match self.text() {
                Some(key) => Step::Key(key),
                None => {
                    let end = self.0.find(|c: char| !c.is_ascii_digit())?;
                    let at = self.0[..end].parse().ok()?;
                    self.0 = &self.0[end..];
                    Step::Index(at)
                }
            };
            return self.eat("]").then_some(step);
        }
        if self.eat("?.") || self.eat(".") {
            return self.name().map(Step::Key);
        }
        None
    }

    fn rest(mut self, node: Option<Text>) -> Option<Meaning> {
        let mut steps = Vec::new();
        while !self.0.is_empty() {
            steps.push(self.step()?);
        }
        Some(Meaning::Field { node, steps })
    }

    fn file(&mut self, node: Option<Text>) -> Option<Meaning> {
        match (self.step()?, self.0.is_empty()) {
            (Step::Key(name), true) => Some(Meaning::File { node, name }),
            _ => None,
        }
    }
}

/// A way to a value as a person reads it: `address · city`, `lines · 1`.
pub fn spoken(steps: &[Step]) -> String {
    let words: Vec<String> = steps
        .iter()
        .map(|step| match step {
            Step::Key(key) => key.to_string(),
            Step::Index(at) => (at + 1).to_string(),
        })
        .collect();
    words.join(" › ")
}

/// The way to a value as fields take it that want a name: `customer.name`, `tags[0]`.
pub fn path_of(steps: &[Step]) -> String {
    let mut path = String::new();
    for step in steps {
        match step {
            Step::Key(key) if path.is_empty() => path.push_str(key),
            Step::Key(key) => path.extend([".", key.as_str()]),
            Step::Index(at) => path.push_str(&format!("[{at}]")),
        }
    }
    path
}

/// A text with the last name of each chip in braces, for one line: `/suppliers/{vat}`.
pub fn shortened(stored: &str) -> String {
    parts(stored)
        .into_iter()
        .map(|part| match part {
            Part::Text(text) => text,
            Part::Chip { code, meaning } => match meaning {
                Meaning::Field { steps, .. } if !steps.is_empty() => {
                    format!("{{{}}}", spoken(&steps[steps.len() - 1..]))
                }
                Meaning::File { name, .. } => format!("{{{name}}}"),
                Meaning::Word(word) => format!("{{{}}}", word.trim_start_matches('$')),
                Meaning::Field { .. } => "{…}".to_owned(),
                Meaning::Formula => format!("{{{}}}", first_name(&code)),
            },
        })
        .collect()
}

/// The first field that a formula reads, or nothing.
fn first_name(code: &str) -> String {
    let found = expr::references(code);
    let path = found.paths.into_iter().find(|path| !path.steps.is_empty());
    path.and_then(|path| path.steps.last().cloned())
        .map_or_else(|| "…".to_owned(), |name| name.to_string())
}

#[cfg(test)]
mod tests;
