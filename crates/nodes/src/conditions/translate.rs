//! Rewrites a JavaScript regular expression for the engine at hand, whose classes and escapes mean slightly other things.

/// What `\w`, `\d` and `\s` stand for, without brackets.
const WORD: &str = "0-9A-Za-z_";
const DIGIT: &str = "0-9";
const SPACE: &str =
    r"\t-\r \x{A0}\x{1680}\x{2000}-\x{200A}\x{2028}\x{2029}\x{202F}\x{205F}\x{3000}\x{FEFF}";

/// The pattern in the engine's own language.
pub(super) fn translate(source: &str, flags: &str) -> Result<String, &'static str> {
    let mut translation = Translation {
        rest: source,
        out: String::with_capacity(source.len() + 8),
        dot_all: flags.contains('s'),
    };
    let inline: String = flags
        .chars()
        .filter(|flag| matches!(flag, 'i' | 'm'))
        .collect();
    if !inline.is_empty() {
        translation.out.push_str(&format!("(?{inline})"));
    }
    if flags.contains('y') {
        translation.out.push_str(r"\A(?:");
    }
    translation.pattern()?;
    if flags.contains('y') {
        translation.out.push(')');
    }
    Ok(translation.out)
}

struct Translation<'s> {
    rest: &'s str,
    out: String,
    dot_all: bool,
}

impl Translation<'_> {
    fn next(&mut self) -> Option<char> {
        let c = self.rest.chars().next()?;
        self.rest = &self.rest[c.len_utf8()..];
        Some(c)
    }

    fn take(&mut self, wanted: &str) -> bool {
        let found = self.rest.strip_prefix(wanted);
        self.rest = found.unwrap_or(self.rest);
        found.is_some()
    }

    fn pattern(&mut self) -> Result<(), &'static str> {
        while let Some(c) = self.next() {
            match c {
                '\\' => self.escape()?,
                '[' => self.class()?,
                '.' if self.dot_all => self.out.push_str("(?s:.)"),
                '.' => self.out.push_str(r"[^\n\r\x{2028}\x{2029}]"),
                '{' if !self.quantifier_follows() => self.out.push_str(r"\{"),
                '{' => {
                    self.out.push('{');
                    while let Some(c) = self.next() {
                        self.out.push(c);
                        if c == '}' {
                            break;
                        }
                    }
                    self.after_quantifier()?;
                }
                '}' | ']' => self.literal(c),
                '*' | '+' | '?' => {
                    self.out.push(c);
                    self.after_quantifier()?;
                }
                '(' => self.group(),
                '^' | '$' | '|' | ')' => self.out.push(c),
                _ => self.literal(c),
            }
        }
        Ok(())
    }

    /// JavaScript has lazy quantifiers, but none that never give back.
    fn after_quantifier(&mut self) -> Result<(), &'static str> {
        if self.take("?") {
            self.out.push('?');
        }
        if self.rest.starts_with(['*', '+', '?']) {
            Err("nothing to repeat")
        } else {
            Ok(())
        }
    }

    fn quantifier_follows(&self) -> bool {
        let Some((inside, _)) = self.rest.split_once('}') else {
            return false;
        };
        let digits = |text: &str| text.bytes().all(|b| b.is_ascii_digit());
        match inside.split_once(',') {
            Some((least, most)) => !least.is_empty() && digits(least) && digits(most),
            None => !inside.is_empty() && digits(inside),
        }
    }

    fn group(&mut self) {
        self.out.push('(');
        let known = ["?:", "?=", "?!", "?<=", "?<!", "?<"];
        if let Some(begin) = known.into_iter().find(|begin| self.take(begin)) {
            self.out.push_str(begin);
            if begin == "?<" {
                while let Some(c) = self.next() {
                    self.out.push(c);
                    if c == '>' {
                        break;
                    }
                }
            }
        }
    }

    fn literal(&mut self, c: char) {
        if c.is_ascii_punctuation() {
            self.out.push('\\');
        }
        if c.is_ascii_control() {
            self.out.push_str(&format!("\\x{{{:X}}}", c as u32));
        } else {
            self.out.push(c);
        }
    }

    fn escape(&mut self) -> Result<(), &'static str> {
        match self.next().ok_or("\\ at the end of the pattern")? {
            'w' => self.out.push_str(&format!("[{WORD}]")),
            'W' => self.out.push_str(&format!("[^{WORD}]")),
            'd' => self.out.push_str(&format!("[{DIGIT}]")),
            'D' => self.out.push_str(&format!("[^{DIGIT}]")),
            's' => self.out.push_str(&format!("[{SPACE}]")),
            'S' => self.out.push_str(&format!("[^{SPACE}]")),
            'b' => self.out.push_str(&format!(
                "(?:(?<=[{WORD}])(?![{WORD}])|(?<![{WORD}])(?=[{WORD}]))"
            )),
            'B' => self.out.push_str(&format!(
                "(?:(?<=[{WORD}])(?=[{WORD}])|(?<![{WORD}])(?![{WORD}]))"
            )),
            digit @ '1'..='9' => {
                self.out.push('\\');
                self.out.push(digit);
            }
            'k' if self.rest.starts_with('<') => self.out.push_str("\\k"),
            letter @ ('p' | 'P') if self.rest.starts_with('{') => {
                self.out.push('\\');
                self.out.push(letter);
                self.braces();
            }
            c => {
                let c = self.character(c)?;
                self.literal(c);
            }
        }
        // The name after \k
        if self.out.ends_with("\\k") {
            while let Some(c) = self.next() {
                self.out.push(c);
                if c == '>' {
                    break;
                }
            }
        }
        Ok(())
    }

    fn braces(&mut self) {
        while let Some(c) = self.next() {
            self.out.push(c);
            if c == '}' {
                break;
            }
        }
    }

    /// The character that an escape stands for.
    fn character(&mut self, escaped: char) -> Result<char, &'static str> {
        Ok(match escaped {
            't' => '\t',
            'n' => '\n',
            'r' => '\r',
            'v' => '\u{b}',
            'f' => '\u{c}',
            '0' => '\0',
            'x' => self
                .hex(2)
                .map_or(Ok('x'), |code| char::from_u32(code).ok_or("character code"))?,
            'u' if self.rest.starts_with('{') => {
                let (digits, rest) = self.rest[1..].split_once('}').ok_or("unicode escape")?;
                self.rest = rest;
                u32::from_str_radix(digits, 16)
                    .ok()
                    .and_then(char::from_u32)
                    .ok_or("unicode escape")?
            }
            'u' => self.unit()?,
            'c' => match self.next() {
                Some(letter) if letter.is_ascii_alphabetic() => char::from(letter as u8 % 32),
                _ => return Err("control escape"),
            },
            other => other,
        })
    }

    fn hex(&mut self, digits: usize) -> Option<u32> {
        let code = u32::from_str_radix(self.rest.get(..digits)?, 16).ok()?;
        self.rest = &self.rest[digits..];
        Some(code)
    }

    /// `uXXXX`, the second half of a pair with it.
    fn unit(&mut self) -> Result<char, &'static str> {
        let Some(first) = self.hex(4) else {
            return Ok('u');
        };
        if (0xd800..0xdc00).contains(&first) && self.take("\\u") {
            let second = self
                .hex(4)
                .and_then(|code| code.checked_sub(0xdc00))
                .ok_or("half of a character")?;
            return char::from_u32(0x10000 + ((first - 0xd800) << 10) + second)
                .ok_or("half of a character");
        }
        char::from_u32(first).ok_or("half of a character")
    }

    fn class(&mut self) -> Result<(), &'static str> {
        let negated = self.take("^");
        if self.take("]") {
            self.out.push_str(if negated {
                "(?s:.)"
            } else {
                r"[^\x{0}-\x{10FFFF}]"
            });
            return Ok(());
        }
        self.out.push_str(if negated { "[^" } else { "[" });
        loop {
            match self.next().ok_or("[ without ]")? {
                ']' => break,
                '-' if self.rest.starts_with(']') => self.literal('-'),
                c => self.member(c)?,
            }
        }
        self.out.push(']');
        Ok(())
    }

    /// One character, class or range within brackets.
    fn member(&mut self, c: char) -> Result<(), &'static str> {
        let Some(first) = self.member_character(c)? else {
            return Ok(());
        };
        self.literal(first);
        let range = self.rest.starts_with('-') && !self.rest.starts_with("-]");
        if !range {
            return Ok(());
        }
        self.take("-");
        let next = self.next().ok_or("[ without ]")?;
        let at = self.out.len();
        match self.member_character(next)? {
            Some(last) => {
                self.out.push('-');
                self.literal(last);
            }
            // `a-\d` is three things, not a range.
            None => self.out.insert_str(at, r"\-"),
        }
        Ok(())
    }

    /// A character within brackets; none where it was a class, which is written out.
    fn member_character(&mut self, c: char) -> Result<Option<char>, &'static str> {
        if c != '\\' {
            return Ok(Some(c));
        }
        let class = match self.next().ok_or("\\ at the end of the pattern")? {
            'w' => WORD.to_owned(),
            'd' => DIGIT.to_owned(),
            's' => SPACE.to_owned(),
            'W' => format!("[^{WORD}]"),
            'D' => format!("[^{DIGIT}]"),
            'S' => format!("[^{SPACE}]"),
            'b' => return Ok(Some('\u{8}')),
            letter @ ('p' | 'P') if self.rest.starts_with('{') => {
                self.out.push('\\');
                self.out.push(letter);
                self.braces();
                return Ok(None);
            }
            c => return self.character(c).map(Some),
        };
        self.out.push_str(&class);
        Ok(None)
    }
}
