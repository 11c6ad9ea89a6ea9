//! Which programs a line for the machine's shell starts, as far as that can be told by reading it.
//!
//! A line that could start something unseen (substitution, redirection, a variable or a pattern where a program's name
//! stands) is not read at all: only `command:*` allows it. That a granted program may itself start others (`sh`, `env`,
//! `find -exec`) is what granting it means.

/// The programs that a line starts, in order; none if that cannot be told, or if there is none.
pub fn programs(line: &str) -> Option<Vec<String>> {
    read(line, cfg!(windows))
}

fn read(line: &str, windows: bool) -> Option<Vec<String>> {
    let mut reader = Reader {
        windows,
        ..Reader::default()
    };
    let mut chars = line.chars().peekable();
    while let Some(c) = chars.next() {
        match c {
            '\'' if !windows => reader.quoted(&mut chars, '\'')?,
            '"' => reader.quoted(&mut chars, '"')?,
            '\\' if !windows => {
                let next = chars.next();
                // A backslash could hide the program's name; before a line end it only joins lines.
                if reader.in_name() && next != Some('\n') {
                    return None;
                }
                if next != Some('\n') {
                    reader.push('\\');
                }
            }
            ' ' | '\t' => reader.end_word(),
            ';' | '&' | '|' | '\n' | '\r' => reader.end_command(),
            other => reader.plain(other, chars.peek().copied())?,
        }
    }
    reader.end_command();
    (!reader.names.is_empty()).then_some(reader.names)
}

#[derive(Default)]
struct Reader {
    windows: bool,
    names: Vec<String>,
    word: Option<String>,
    /// Whether the command's name is behind us.
    named: bool,
}

impl Reader {
    fn in_name(&self) -> bool {
        !self.named
    }

    fn push(&mut self, c: char) {
        self.word.get_or_insert_default().push(c);
    }

    fn plain(&mut self, c: char, next: Option<char>) -> Option<()> {
        let starts_unseen = match c {
            '`' | '(' | ')' | '<' | '>' | '\0' => true,
            '$' => matches!(next, Some('(' | '{' | '\'' | '"')),
            '^' => self.windows,
            _ => false,
        };
        let changes_name = matches!(c, '$' | '*' | '?' | '[' | '{' | '}' | '~' | '=' | '%' | '#');
        if starts_unseen || (self.in_name() && changes_name) {
            return None;
        }
        self.push(c);
        Some(())
    }

    fn quoted(
        &mut self,
        chars: &mut std::iter::Peekable<std::str::Chars<'_>>,
        end: char,
    ) -> Option<()> {
        self.word.get_or_insert_default();
        loop {
            let c = chars.next()?;
            if c == end {
                return Some(());
            }
            let substitutes = end == '"'
                && match c {
                    '`' => true,
                    '$' => self.in_name() || matches!(chars.peek(), Some('(' | '{')),
                    '%' => self.windows && self.in_name(),
                    _ => false,
                };
            if substitutes {
                return None;
            }
            if c == '\\' && end == '"' && !self.windows {
                if self.in_name() {
                    return None;
                }
                chars.next()?;
            }
            self.push(c);
        }
    }

    fn end_word(&mut self) {
        if let Some(word) = self.word.take()
            && !self.named
        {
            self.named = true;
            self.names.push(word);
        }
    }

    fn end_command(&mut self) {
        self.end_word();
        self.named = false;
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn the_two_shells_quote_differently() {
        let check = |line: &str, posix: Option<&[&str]>, windows: Option<&[&str]>| {
            for (expected, on_windows) in [(posix, false), (windows, true)] {
                let found = read(line, on_windows);
                let expected =
                    expected.map(|names| names.iter().map(ToString::to_string).collect::<Vec<_>>());
                assert_eq!(found, expected, "{line:?}, windows: {on_windows}");
            }
        };
        check("git log", Some(&["git"]), Some(&["git"]));
        check("git 'a & calc'", Some(&["git"]), Some(&["git", "calc'"]));
        check("git ^& calc", Some(&["git", "calc"]), None);
        check(r"C:\tools\x.exe a", None, Some(&[r"C:\tools\x.exe"]));
        check("%COMSPEC% /c x", None, None);
    }
}
