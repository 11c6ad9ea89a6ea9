//! Parses the native subset: literals, operators, paths, data accessors. Everything else is refused with the name of
//! the construct, including code that is no JavaScript at all: the sandbox tells those two apart.
//!
//! Not here: statements, calls, functions, assignments, regular expressions, bigints.

use value::{Text, Value};

use crate::{
    ast::{Binary, Element, Entry, Key, Logic, Node, Path, Root, Step, Unary},
    lex::{Kind, Token, tokens},
    literal,
};

/// Why the code is not native.
pub(crate) type Refusal = &'static str;
pub(crate) type Parsed<T> = Result<T, Refusal>;

/// Parentheses, brackets, prefixes and template pieces inside each other. The evaluation of an expression this deep
/// still fits a small stack; nobody writes one by hand.
const MAX_DEPTH: usize = 40;

/// No expression a person wrote is this long; a longer one is a document that has its code elsewhere.
pub(crate) const MAX_CODE: usize = 64 << 10;

/// Parses the code of one `{{ }}`.
pub(crate) fn parse(code: &str) -> Parsed<Node> {
    if code.len() > MAX_CODE {
        return Err("long code");
    }
    let mut parser = Parser {
        source: code,
        tokens: tokens(code),
        at: 0,
        depth: 0,
    };
    let node = parser.expression()?;
    while parser.take(";") {}
    if parser.at < parser.tokens.len() {
        Err("statement")
    } else {
        Ok(node)
    }
}

pub(crate) struct Parser<'s> {
    source: &'s str,
    tokens: Vec<Token>,
    at: usize,
    depth: usize,
}

impl<'s> Parser<'s> {
    /// The next token; broken if there is none.
    pub fn peek(&self) -> (Kind, &'s str) {
        self.ahead(0)
    }

    /// The token `distance` after the next one.
    pub fn ahead(&self, distance: usize) -> (Kind, &'s str) {
        self.tokens
            .get(self.at + distance)
            .map_or((Kind::Broken, ""), |token| {
                (token.kind, token.text(self.source))
            })
    }

    pub fn skip(&mut self, count: usize) {
        self.at += count;
    }

    pub fn next(&mut self) -> (Kind, &'s str) {
        let token = self.peek();
        self.at += 1;
        token
    }

    /// Whether the next token is this punctuator.
    pub fn sees(&self, punctuator: &str) -> bool {
        self.peek() == (Kind::Punct, punctuator)
    }

    /// Takes the next token if it is this punctuator.
    pub fn take(&mut self, punctuator: &str) -> bool {
        let there = self.sees(punctuator);
        self.at += usize::from(there);
        there
    }

    pub fn expect(&mut self, punctuator: &str) -> Parsed<()> {
        if self.take(punctuator) {
            Ok(())
        } else {
            Err("syntax")
        }
    }

    fn deeper<T>(&mut self, parse: impl FnOnce(&mut Self) -> Parsed<T>) -> Parsed<T> {
        if self.depth == MAX_DEPTH {
            return Err("deep nesting");
        }
        self.depth += 1;
        let result = parse(self);
        self.depth -= 1;
        result
    }

    /// An expression without commas and assignments.
    pub fn expression(&mut self) -> Parsed<Node> {
        self.deeper(Self::choose)
    }

    fn choose(&mut self) -> Parsed<Node> {
        let mut arms = Vec::new();
        loop {
            let node = self.binary(0)?;
            if !self.take("?") {
                return Ok(if arms.is_empty() {
                    node
                } else {
                    Node::Choose(arms, Box::new(node))
                });
            }
            let then = self.expression()?;
            self.expect(":")?;
            arms.push((node, then));
        }
    }

    fn binary(&mut self, least: u8) -> Parsed<Node> {
        let mut node = self.unary()?;
        let (mut nullish, mut other) = (false, false);
        while let Some(level) = operator(self.peek())
            .map(|(level, _)| level)
            .filter(|level| *level >= least)
        {
            nullish |= level == NULLISH;
            other |= matches!(level, OR | AND);
            if nullish && other {
                // JavaScript wants parentheses here.
                return Err("syntax");
            }
            node = match level {
                POWER => self.power(node)?,
                _ => self.same_level(node, level)?,
            };
        }
        Ok(node)
    }

    fn same_level(&mut self, first: Node, level: u8) -> Parsed<Node> {
        let mut binaries = Vec::new();
        let mut logic = None;
        while let Some((found, op)) = operator(self.peek())
            && found == level
        {
            self.at += 1;
            let right = self.binary(if level == NULLISH { AND + 1 } else { level + 1 })?;
            match op {
                Operator::Binary(op) => binaries.push((op, right)),
                Operator::Logic(op) => logic.get_or_insert((op, Vec::new())).1.push(right),
            }
        }
        Ok(match logic {
            Some((op, mut rest)) => {
                rest.insert(0, first);
                Node::Logic(op, rest)
            }
            None => Node::Binary(Box::new(first), binaries),
        })
    }

    /// `**` binds to the right, and refuses an unparenthesised prefix on its left.
    fn power(&mut self, base: Node) -> Parsed<Node> {
        self.at += 1;
        let exponent = self.deeper(|parser| parser.binary(POWER))?;
        Ok(Node::Binary(
            Box::new(base),
            vec![(Binary::Power, exponent)],
        ))
    }

    fn unary(&mut self) -> Parsed<Node> {
        let op = match self.peek() {
            (Kind::Punct, "+") => Unary::Plus,
            (Kind::Punct, "-") => Unary::Minus,
            (Kind::Punct, "!") => Unary::Not,
            (Kind::Punct, "~") => Unary::BitNot,
            (Kind::Name, "typeof") => Unary::TypeOf,
            (Kind::Name, "void") => Unary::Void,
            _ => return self.postfix(),
        };
        self.at += 1;
        let operand = self.deeper(Self::unary)?;
        if self.sees("**") {
            return Err("syntax");
        }
        Ok(match (op, operand) {
            (Unary::Minus, Node::Const(Value::Number(number))) => {
                Node::Const(Value::Number(-number))
            }
            (op, operand) => Node::Unary(op, Box::new(operand)),
        })
    }

    fn postfix(&mut self) -> Parsed<Node> {
        let root = self.primary()?;
        let mut steps = Vec::new();
        loop {
            let optional = self.take("?.");
            let key = match self.peek() {
                (Kind::Punct, "[") => self.deeper(Self::computed_key)?,
                (Kind::Punct, ".") if !optional => {
                    self.at += 1;
                    self.named_key()?
                }
                (Kind::Punct, "(") | (Kind::Template { head: true, .. }, _) => return Err("call"),
                _ if optional => self.named_key()?,
                _ => break,
            };
            steps.push(Step { key, optional });
        }
        if matches!(self.peek(), (Kind::Punct, "++" | "--")) {
            return Err("assignment");
        }
        Ok(match root {
            Root::Node(node) if steps.is_empty() => node,
            root => Node::Path(Box::new(Path { root, steps })),
        })
    }

    fn named_key(&mut self) -> Parsed<Key> {
        match self.next() {
            (Kind::Name, "__proto__") => Err("__proto__"),
            (Kind::Name, name) if !name.contains('\\') => Ok(Key::Name(Text::from(name))),
            _ => Err("syntax"),
        }
    }

    fn computed_key(&mut self) -> Parsed<Key> {
        self.expect("[")?;
        let key = match self.expression()? {
            // Data may hold this key, but what reading it gives depends on how JavaScript's object was made.
            Node::Const(Value::String(name)) if name == "__proto__" => return Err("__proto__"),
            Node::Const(Value::String(name)) => Key::Name(name),
            Node::Const(Value::Number(n)) if n.fract() == 0.0 && (0.0..1e9).contains(&n) => {
                Key::Index(n as u32)
            }
            node => Key::Computed(node),
        };
        self.expect("]")?;
        Ok(key)
    }

    fn primary(&mut self) -> Parsed<Root> {
        let node = match self.peek() {
            (Kind::Name, name) if name.starts_with('$') => {
                self.at += 1;
                return self.variable(name);
            }
            (Kind::Punct, "(") => {
                self.at += 1;
                let node = self.expression()?;
                self.expect(")")?;
                node
            }
            (Kind::Punct, "[") => self.array()?,
            (Kind::Punct, "{") => self.object()?,
            (Kind::Template { head: true, .. }, _) => self.template()?,
            _ => self.scalar()?,
        };
        Ok(Root::Node(node))
    }

    fn scalar(&mut self) -> Parsed<Node> {
        let value = match self.next() {
            (Kind::Name, "true") => Value::Bool(true),
            (Kind::Name, "false") => Value::Bool(false),
            (Kind::Name, "null") => Value::Null,
            (Kind::Name, "NaN") => Value::Number(f64::NAN),
            (Kind::Name, "Infinity") => Value::Number(f64::INFINITY),
            (Kind::Name, "undefined") => return Ok(Node::Undefined),
            (Kind::Name, _) => return Err("name"),
            (Kind::Number, source) => Value::Number(literal::number(source).ok_or("number")?),
            (Kind::Text, source) => Value::from(unquote(source).ok_or("string")?),
            (Kind::Regex, _) => return Err("regular expression"),
            (Kind::BigInt, _) => return Err("bigint"),
            _ => return Err("syntax"),
        };
        Ok(Node::Const(value))
    }

    fn template(&mut self) -> Parsed<Node> {
        let (head, source) = self.next();
        let first = template_text(source)?;
        let mut rest = Vec::new();
        let mut open = matches!(head, Kind::Template { tail: false, .. });
        while open {
            let node = self.expression()?;
            let (Kind::Template { head: false, tail }, source) = self.next() else {
                return Err("syntax");
            };
            rest.push((node, template_text(source)?));
            open = !tail;
        }
        Ok(if rest.is_empty() {
            Node::Const(Value::String(first))
        } else {
            Node::Template(first, rest)
        })
    }

    fn array(&mut self) -> Parsed<Node> {
        self.expect("[")?;
        let mut elements = Vec::new();
        while !self.take("]") {
            if self.sees(",") {
                return Err("hole in an array");
            }
            let spread = self.take("...");
            let node = self.expression()?;
            elements.push(if spread {
                Element::Spread(node)
            } else {
                Element::One(node)
            });
            if !self.sees("]") {
                self.expect(",")?;
            }
        }
        Ok(Node::Array(elements))
    }

    fn object(&mut self) -> Parsed<Node> {
        self.expect("{")?;
        let mut entries = Vec::new();
        while !self.take("}") {
            entries.push(self.entry()?);
            if !self.sees("}") {
                self.expect(",")?;
            }
        }
        Ok(Node::Object(entries))
    }

    fn entry(&mut self) -> Parsed<Entry> {
        if self.take("...") {
            return Ok(Entry::Spread(self.expression()?));
        }
        let key = match self.peek() {
            (Kind::Punct, "[") => self.deeper(Self::computed_key)?,
            (Kind::Text, source) => {
                self.at += 1;
                Key::Name(unquote(source).ok_or("string")?.into())
            }
            (Kind::Name, _) => self.named_key()?,
            _ => return Err("key"),
        };
        self.expect(":")?;
        let node = self.expression()?;
        match key {
            Key::Name(name) => own_key(&name)
                .then(|| Entry::Named(name, node))
                .ok_or("key"),
            Key::Computed(key) => Ok(Entry::Computed(key, node)),
            Key::Index(_) => Err("key"),
        }
    }
}

/// Whether a literal may have this key: JavaScript sorts number-like keys to the front, and `__proto__` sets something
/// else.
pub(crate) fn own_key(name: &str) -> bool {
    name != "__proto__" && !name.starts_with(|c: char| c.is_ascii_digit())
}

/// The text of a quoted literal.
pub(crate) fn unquote(source: &str) -> Option<String> {
    literal::decode(source.get(1..source.len() - 1)?, false)
}

/// The text of a piece of a template literal.
fn template_text(source: &str) -> Parsed<Text> {
    let end = if source.ends_with("${") { 2 } else { 1 };
    let body = source.get(1..source.len() - end).ok_or("syntax")?;
    literal::decode(body, true).map(Text::from).ok_or("string")
}

enum Operator {
    Logic(Logic),
    Binary(Binary),
}

const NULLISH: u8 = 0;
const OR: u8 = 1;
const AND: u8 = 2;
const POWER: u8 = 11;

fn operator((kind, text): (Kind, &str)) -> Option<(u8, Operator)> {
    if kind == Kind::Name {
        return (text == "in").then_some((7, Operator::Binary(Binary::In)));
    }
    let binary = |level, op| Some((level, Operator::Binary(op)));
    if kind != Kind::Punct {
        return None;
    }
    match text {
        "??" => Some((NULLISH, Operator::Logic(Logic::Nullish))),
        "||" => Some((OR, Operator::Logic(Logic::Or))),
        "&&" => Some((AND, Operator::Logic(Logic::And))),
        "|" => binary(3, Binary::BitOr),
        "^" => binary(4, Binary::BitXor),
        "&" => binary(5, Binary::BitAnd),
        "==" => binary(6, Binary::Equal),
        "!=" => binary(6, Binary::NotEqual),
        "===" => binary(6, Binary::Same),
        "!==" => binary(6, Binary::NotSame),
        "<" => binary(7, Binary::Less),
        "<=" => binary(7, Binary::LessEqual),
        ">" => binary(7, Binary::Greater),
        ">=" => binary(7, Binary::GreaterEqual),
        "<<" => binary(8, Binary::ShiftLeft),
        ">>" => binary(8, Binary::ShiftRight),
        ">>>" => binary(8, Binary::ShiftRightZero),
        "+" => binary(9, Binary::Add),
        "-" => binary(9, Binary::Subtract),
        "*" => binary(10, Binary::Multiply),
        "/" => binary(10, Binary::Divide),
        "%" => binary(10, Binary::Remainder),
        "**" => binary(POWER, Binary::Power),
        _ => None,
    }
}
