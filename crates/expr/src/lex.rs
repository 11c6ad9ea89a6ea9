//! Cuts any JavaScript into tokens. It never fails: what is broken becomes a token that says so.
//!
//! Whether a `/` divides or opens a regular expression depends on the grammar; here the token before it decides, which
//! is right but for contrived code, and a wrong guess costs a missed reference, never a wrong value: the parser of the
//! native subset knows no regular expressions.
//!
//! Not here: decoding of literals, see [`literal`](crate::literal).

use crate::chars::{continues_name, ends_line, is_space, starts_name};

/// What a token is.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Kind {
    /// A name or a keyword, perhaps with `\u` escapes
    Name,
    /// `#name`
    Private,
    Number,
    BigInt,
    /// `'…'` or `"…"`
    Text,
    /// A piece of a template literal, from the backtick or `}` to the backtick or `${`
    Template {
        head: bool,
        tail: bool,
    },
    Regex,
    Punct,
    /// A literal that never closes, or a character that is no JavaScript
    Broken,
}

/// One token: bytes `start..end` of the source.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Token {
    pub kind: Kind,
    pub start: u32,
    pub end: u32,
}

impl Token {
    pub fn text<'s>(&self, source: &'s str) -> &'s str {
        &source[self.start as usize..self.end as usize]
    }
}

/// Longest first.
const PUNCTUATORS: [&str; 33] = [
    ">>>=", "...", "===", "!==", "**=", "<<=", ">>=", ">>>", "&&=", "||=", "??=", "=>", "==", "!=",
    "<=", ">=", "&&", "||", "??", "?.", "++", "--", "+=", "-=", "*=", "/=", "%=", "&=", "|=", "^=",
    "<<", ">>", "**",
];

/// After these words an operand comes, so that a `/` opens a regular expression and a `{` an object.
const BEFORE_OPERAND: [&str; 15] = [
    "return",
    "typeof",
    "instanceof",
    "in",
    "of",
    "new",
    "delete",
    "void",
    "throw",
    "case",
    "do",
    "else",
    "yield",
    "await",
    "extends",
];

/// What a `{` or `(` was, remembered until it closes.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Open {
    Object,
    Block,
    /// `${`
    Template,
    Paren,
    /// The parenthesis of `if (…)`, `while (…)`, …: a statement follows it
    Head,
}

/// Every token of `source`.
pub(crate) fn tokens(source: &str) -> Vec<Token> {
    let mut lexer = Lexer {
        source,
        at: 0,
        open: Vec::new(),
        done: Vec::new(),
        closed: None,
    };
    while lexer.step() {}
    lexer.done
}

struct Lexer<'s> {
    source: &'s str,
    at: usize,
    open: Vec<Open>,
    done: Vec<Token>,
    /// What the last `)` or `}` closed.
    closed: Option<Open>,
}

impl Lexer<'_> {
    fn rest(&self) -> &str {
        &self.source[self.at..]
    }

    fn peek(&self) -> Option<char> {
        self.rest().chars().next()
    }

    fn push(&mut self, kind: Kind, start: usize) -> bool {
        self.done.push(Token {
            kind,
            start: start as u32,
            end: self.at as u32,
        });
        true
    }

    /// The text of the last token, `back` tokens ago.
    fn before(&self, back: usize) -> Option<(Kind, &str)> {
        let at = self.done.len().checked_sub(back + 1)?;
        let token = self.done[at];
        Some((token.kind, token.text(self.source)))
    }

    fn step(&mut self) -> bool {
        self.skip_blank();
        let Some(c) = self.peek() else { return false };
        let start = self.at;
        match c {
            '"' | '\'' => self.text(c),
            '`' => {
                self.at += 1;
                self.template(start, true)
            }
            '}' if self.open.last() == Some(&Open::Template) => {
                self.open.pop();
                self.at += 1;
                self.template(start, false)
            }
            '0'..='9' => self.number(),
            '.' if self.rest()[1..].starts_with(|c: char| c.is_ascii_digit()) => self.number(),
            '/' if self.operand_next() => self.regex(),
            '#' if self.rest()[1..].starts_with(starts_name) => {
                self.at += 1;
                self.name(Kind::Private, start)
            }
            c if starts_name(c) || self.rest().starts_with("\\u") => self.name(Kind::Name, start),
            c => self.punctuator(c),
        }
    }

    fn skip_blank(&mut self) {
        loop {
            let rest = self.rest();
            let skipped = if rest.starts_with("//") {
                rest.find(ends_line).unwrap_or(rest.len())
            } else if let Some(comment) = rest.strip_prefix("/*") {
                comment.find("*/").map_or(rest.len(), |end| end + 4)
            } else {
                rest.find(|c| !is_space(c)).unwrap_or(rest.len())
            };
            if skipped == 0 {
                return;
            }
            self.at += skipped;
        }
    }

    fn text(&mut self, quote: char) -> bool {
        let start = self.at;
        let mut chars = self.source[start + 1..].char_indices();
        let mut closed = false;
        self.at = self.source.len();
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => {
                    let escaped = chars.next();
                    if escaped.is_some_and(|(_, c)| c == '\r') && chars.as_str().starts_with('\n') {
                        chars.next();
                    }
                }
                '\n' | '\r' => {
                    self.at = start + 1 + at;
                    break;
                }
                c if c == quote => {
                    self.at = start + 2 + at;
                    closed = true;
                    break;
                }
                _ => {}
            }
        }
        self.push(if closed { Kind::Text } else { Kind::Broken }, start)
    }

    /// From after the backtick or `}` to the next `${` or backtick.
    fn template(&mut self, start: usize, head: bool) -> bool {
        let mut chars = self.source[self.at..].char_indices().peekable();
        let from = self.at;
        while let Some((at, c)) = chars.next() {
            match c {
                '\\' => {
                    chars.next();
                }
                '`' => {
                    self.at = from + at + 1;
                    return self.push(Kind::Template { head, tail: true }, start);
                }
                '$' if chars.peek().is_some_and(|(_, next)| *next == '{') => {
                    self.at = from + at + 2;
                    self.open.push(Open::Template);
                    return self.push(Kind::Template { head, tail: false }, start);
                }
                _ => {}
            }
        }
        self.at = self.source.len();
        self.push(Kind::Broken, start)
    }

    fn number(&mut self) -> bool {
        let start = self.at;
        let bytes = self.source.as_bytes();
        let radix = bytes[start] == b'0'
            && matches!(
                bytes.get(start + 1),
                Some(b'x' | b'X' | b'o' | b'O' | b'b' | b'B')
            );
        if radix {
            self.at += 2;
        }
        let mut dots = 0;
        while let Some(byte) = bytes.get(self.at) {
            let sign =
                !radix && matches!(byte, b'+' | b'-') && matches!(bytes[self.at - 1], b'e' | b'E');
            let dot = *byte == b'.'
                && !radix
                && dots == 0
                && !bytes[start..self.at]
                    .iter()
                    .any(|b| matches!(b, b'e' | b'E'));
            if !(byte.is_ascii_alphanumeric() || *byte == b'_' || (sign && self.at > start) || dot)
            {
                break;
            }
            dots += usize::from(dot);
            self.at += 1;
        }
        let big = self.source[start..self.at].ends_with('n');
        self.push(if big { Kind::BigInt } else { Kind::Number }, start)
    }

    fn name(&mut self, kind: Kind, start: usize) -> bool {
        loop {
            let rest = self.rest();
            self.at += rest.find(|c| !continues_name(c)).unwrap_or(rest.len());
            match escape_length(self.rest()) {
                0 => return self.push(kind, start),
                escape => self.at += escape,
            }
        }
    }

    /// A regular expression; one that does not close on its line takes the line.
    fn regex(&mut self) -> bool {
        let start = self.at;
        let mut class = false;
        let mut chars = self.source[start + 1..].char_indices();
        while let Some((at, c)) = chars.next() {
            self.at = start + 1 + at;
            match c {
                '\\' if !chars.as_str().starts_with(ends_line) => {
                    chars.next();
                }
                '[' => class = true,
                ']' => class = false,
                '/' if !class => {
                    self.at += 1;
                    let rest = self.rest();
                    self.at += rest.find(|c| !continues_name(c)).unwrap_or(rest.len());
                    return self.push(Kind::Regex, start);
                }
                c if ends_line(c) => return self.push(Kind::Broken, start),
                _ => {}
            }
        }
        self.at = self.source.len();
        self.push(Kind::Broken, start)
    }

    /// Whether an operand, not an operator, comes next.
    fn operand_next(&self) -> bool {
        let Some((kind, text)) = self.before(0) else {
            return true;
        };
        match kind {
            Kind::Template { tail, .. } => !tail,
            Kind::Name => self.keyword(text),
            Kind::Punct => match text {
                ")" => self.closed == Some(Open::Head),
                "}" => self.closed == Some(Open::Block),
                "]" | "++" | "--" => false,
                _ => true,
            },
            _ => false,
        }
    }

    /// Whether the last token is a word that an operand follows, and no property of that name.
    fn keyword(&self, text: &str) -> bool {
        BEFORE_OPERAND.contains(&text) && !matches!(self.before(1), Some((Kind::Punct, "." | "?.")))
    }

    fn punctuator(&mut self, c: char) -> bool {
        let start = self.at;
        let rest = self.rest();
        let mut kind = Kind::Punct;
        let single = matches!(c, '(' | ')' | '[' | ']' | '{' | '}' | ',' | ';' | ':' | '~');
        let long = PUNCTUATORS
            .iter()
            .find(|p| !single && rest.starts_with(**p));
        let length = match long {
            // `a ?.5 : b`
            Some(&"?.") if rest[2..].starts_with(|c: char| c.is_ascii_digit()) => 1,
            Some(found) => found.len(),
            None => c.len_utf8(),
        };
        match c {
            '(' => self.open.push(self.paren()),
            '{' => self.open.push(self.brace()),
            ')' | '}' => self.closed = self.open.pop(),
            c if !c.is_ascii() || c.is_ascii_control() => kind = Kind::Broken,
            _ => {}
        }
        self.at += length;
        self.push(kind, start)
    }

    fn paren(&self) -> Open {
        match self.before(0) {
            Some((Kind::Name, "if" | "while" | "for" | "with"))
                if !matches!(self.before(1), Some((Kind::Punct, "." | "?."))) =>
            {
                Open::Head
            }
            _ => Open::Paren,
        }
    }

    fn brace(&self) -> Open {
        match self.before(0) {
            None => Open::Object,
            Some((Kind::Punct, ")" | "]" | ";" | "{" | "}" | "=>")) => Open::Block,
            Some((Kind::Punct, _) | (Kind::Template { tail: false, .. }, _)) => Open::Object,
            Some((Kind::Name, text)) if !matches!(text, "do" | "else") && self.keyword(text) => {
                Open::Object
            }
            Some(_) => Open::Block,
        }
    }
}

/// The length of the `\u0041` or `\u{41}` that `rest` starts with; a lone `\u` is taken as well, so that the lexer moves on.
fn escape_length(rest: &str) -> usize {
    const LONGEST: usize = 12;
    let Some(escape) = rest.strip_prefix("\\u") else {
        return 0;
    };
    let hex = escape
        .bytes()
        .skip(usize::from(escape.starts_with('{')))
        .take(LONGEST)
        .take_while(u8::is_ascii_hexdigit);
    match (escape.starts_with('{'), hex.count()) {
        (false, digits) if digits >= 4 => 6,
        (true, digits) if digits > 0 && escape[1 + digits..].starts_with('}') => digits + 4,
        _ => 2,
    }
}
