//! Reads an object or list as people type it in JavaScript: `{ name: 'Ann', tags: ["a",], }`.
//!
//! Literals only. Not here: calls, references, operators or anything else that would have to be run.

use value::{Map, Value};

/// Nesting past this is refused, as JSON's is.
const MOST_DEPTH: usize = 128;

/// Reads one literal; none where the text is anything else.
pub fn parse(text: &str) -> Option<Value> {
    let mut reader = Reader { rest: text };
    let value = reader.value(0)?;
    reader.space();
    reader.rest.is_empty().then_some(value)
}

struct Reader<'t> {
    rest: &'t str,
}

impl<'t> Reader<'t> {
    fn space(&mut self) {
        loop {
            self.rest = self
                .rest
                .trim_start_matches(|c: char| c.is_whitespace() || c == '\u{feff}');
            let comment = match self.rest.get(..2) {
                Some("//") => self.rest.find('\n').unwrap_or(self.rest.len()),
                Some("/*") => match self.rest[2..].find("*/") {
                    Some(end) => end + 4,
                    None => return,
                },
                _ => return,
            };
            self.rest = &self.rest[comment..];
        }
    }

    fn take(&mut self, wanted: char) -> bool {
        self.space();
        let found = self.rest.strip_prefix(wanted);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        if depth > MOST_DEPTH {
            return None;
        }
        self.space();
        match self.rest.chars().next()? {
            '{' => self.object(depth),
            '[' => self.list(depth),
            quote @ ('"' | '\'') => self.text(quote).map(Value::from),
            '-' => {
                self.take('-');
                self.space();
                self.number().map(|number| Value::from(-number))
            }
            '0'..='9' | '.' => self.number().map(Value::from),
            _ => self.word(),
        }
    }

    fn object(&mut self, depth: usize) -> Option<Value> {
        self.take('{');
        let mut map = Map::new();
        while !self.take('}') {
            let key = self.key()?;
            if !self.take(':') {
                return None;
            }
            map.insert(key, self.value(depth + 1)?);
            if !self.take(',') && !self.closes('}') {
                return None;
            }
        }
        Some(map.into())
    }

    fn list(&mut self, depth: usize) -> Option<Value> {
        self.take('[');
        let mut list = Vec::new();
        while !self.take(']') {
            list.push(self.value(depth + 1)?);
            if !self.take(',') && !self.closes(']') {
                return None;
            }
        }
        Some(list.into())
    }

    fn closes(&mut self, bracket: char) -> bool {
        self.space();
        self.rest.starts_with(bracket)
    }

    fn key(&mut self) -> Option<String> {
        self.space();
        match self.rest.chars().next()? {
            quote @ ('"' | '\'') => self.text(quote),
            '0'..='9' => self.number().map(value::number_to_string),
            _ => self.name().map(str::to_owned),
        }
    }

    fn name(&mut self) -> Option<&'t str> {
        let end = self
            .rest
            .find(|c: char| !(c.is_alphanumeric() || matches!(c, '_' | '$')))
            .unwrap_or(self.rest.len());
        let (name, rest) = self.rest.split_at(end);
        self.rest = rest;
        (!name.is_empty()).then_some(name)
    }

    fn word(&mut self) -> Option<Value> {
        match self.name()? {
            "true" => Some(true.into()),
            "false" => Some(false.into()),
            "null" | "undefined" => Some(Value::Null),
            _ => None,
        }
    }

    fn number(&mut self) -> Option<f64> {
        let mut end = 0;
        let mut before = ' ';
        for c in self.rest.chars() {
            let exponent = matches!(c, '+' | '-') && matches!(before, 'e' | 'E');
            if !(c.is_ascii_alphanumeric() || c == '.' || exponent) {
                break;
            }
            before = c;
            end += c.len_utf8();
        }
        let number = value::string_to_number(&self.rest[..end]);
        self.rest = &self.rest[end..];
        (end > 0 && number.is_finite()).then_some(number)
    }

    fn text(&mut self, quote: char) -> Option<String> {
        let mut out = String::new();
        let mut chars = self.rest[1..].chars();
        loop {
            match chars.next()? {
                c if c == quote => break,
                '\n' => return None,
                '\\' => escape(&mut chars, &mut out)?,
                c => out.push(c),
            }
        }
        self.rest = chars.as_str();
        Some(out)
    }
}

fn escape(chars: &mut std::str::Chars<'_>, out: &mut String) -> Option<()> {
    let c = match chars.next()? {
        'n' => '\n',
        't' => '\t',
        'r' => '\r',
        'b' => '\u{8}',
        'f' => '\u{c}',
        'v' => '\u{b}',
        '0' => '\0',
        '\n' => return Some(()),
        'x' => char::from_u32(hex(chars, 2)?)?,
        'u' => unicode(chars)?,
        other => other,
    };
    out.push(c);
    Some(())
}

fn hex(chars: &mut std::str::Chars<'_>, digits: usize) -> Option<u32> {
    let text = chars.as_str().get(..digits)?;
    let code = u32::from_str_radix(text, 16).ok()?;
    *chars = chars.as_str()[digits..].chars();
    Some(code)
}

fn unicode(chars: &mut std::str::Chars<'_>) -> Option<char> {
    if let Some(inner) = chars.as_str().strip_prefix('{') {
        let (digits, rest) = inner.split_once('}')?;
        *chars = rest.chars();
        return char::from_u32(u32::from_str_radix(digits, 16).ok()?);
    }
    let first = hex(chars, 4)?;
    if !(0xd800..0xdc00).contains(&first) {
        return Some(char::from_u32(first).unwrap_or('\u{fffd}'));
    }
    *chars = chars.as_str().strip_prefix("\\u")?.chars();
    let second = hex(chars, 4)?;
    char::from_u32(0x10000 + ((first - 0xd800) << 10) + second.checked_sub(0xdc00)?)
}

#[cfg(test)]
mod tests {
    use value::json;

    use super::parse;

    #[test]
    fn reads_literals_only() {
        for (text, value) in [
            ("{a: 1}", Some(json!({ "a": 1 }))),
            ("{'a': '1',}", Some(json!({ "a": "1" }))),
            (" [1, -2.5e3, 0x10, .5] ", Some(json!([1, -2500, 16, 0.5]))),
            (
                "{ $x_1: [true, null, undefined] }",
                Some(json!({ "$x_1": [true, null, null] })),
            ),
            (
                r#"{'it\'s "x"': "\u0041\x42\ud83d\udc1b"}"#,
                Some(json!({ "it's \"x\"": "AB🐛" })),
            ),
            ("{ a: 1 } // end", Some(json!({ "a": 1 }))),
            ("{ /* c */ a: {} }", Some(json!({ "a": {} }))),
            ("{a: b}", None),
            ("{a: f()}", None),
            ("{a 1}", None),
            ("{a: 1", None),
            ("1, 2, 3]", None),
            ("", None),
        ] {
            assert_eq!(parse(text), value, "{text}");
        }
    }

    #[test]
    fn refuses_endless_nesting() {
        assert_eq!(parse(&"[".repeat(100_000)), None);
    }
}
