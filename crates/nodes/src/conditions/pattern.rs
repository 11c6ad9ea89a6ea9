//! Regular expressions as people write them in n8n: JavaScript's, bare or as `/pattern/flags`.
//!
//! They run on an engine that backtracks only where it must and gives up after a bound, so that no pattern hangs the
//! program. Text is matched by characters, not by UTF-16 units.

use fancy_regex::{Captures, Regex, RegexBuilder};
use sdk::{Error, Result};

use super::translate::translate;

/// How many steps a match may take where it has to backtrack.
const MOST_STEPS: usize = 1_000_000;
/// How many bytes a compiled pattern may take.
const MOST_BYTES: usize = 4 << 20;

/// A compiled regular expression.
#[derive(Clone, Debug)]
pub struct Pattern {
    regex: Regex,
    global: bool,
    source: String,
}

impl Pattern {
    /// Reads a pattern that may be written `/pattern/flags`.
    ///
    /// # Errors
    /// When it is no regular expression.
    pub fn parse(text: &str) -> Result<Self> {
        match split_flags(text) {
            Some((source, flags)) => Self::new(source, flags),
            None => Self::new(text, ""),
        }
    }

    /// Compiles a pattern with JavaScript's flags.
    ///
    /// # Errors
    /// When it is no regular expression.
    pub fn new(source: &str, flags: &str) -> Result<Self> {
        let wrong = |why: String| {
            Error::new("regex", format!("“{source}” is not a regular expression.")).describe(why)
        };
        let translated = translate(source, flags).map_err(|why| wrong(why.to_owned()))?;
        let regex = RegexBuilder::new(&translated)
            .backtrack_limit(MOST_STEPS)
            .delegate_size_limit(MOST_BYTES)
            .build()
            .map_err(|e| wrong(e.to_string()))?;
        Ok(Self {
            regex,
            global: flags.contains('g'),
            source: source.to_owned(),
        })
    }

    /// Whether it matches anywhere in the text.
    ///
    /// # Errors
    /// When that takes too long to find out.
    pub fn is_match(&self, text: &str) -> Result<bool> {
        self.regex.is_match(text).map_err(|e| self.too_much(&e))
    }

    /// The text with the first match replaced, or every match where the flag `g` is set; `$1`, `$<name>` and `$&` in the
    /// replacement stand for what was matched.
    ///
    /// # Errors
    /// When that takes too long to find out.
    pub fn replace(&self, text: &str, replacement: &str) -> Result<String> {
        let mut out = String::with_capacity(text.len());
        let mut end = 0;
        for found in self.regex.captures_iter(text) {
            let found = found.map_err(|e| self.too_much(&e))?;
            let Some(whole) = found.get(0) else { break };
            out.push_str(&text[end..whole.start()]);
            expand(&mut out, text, replacement, &found);
            end = whole.end();
            if !self.global {
                break;
            }
        }
        out.push_str(&text[end..]);
        Ok(out)
    }

    fn too_much(&self, error: &fancy_regex::Error) -> Error {
        Error::new(
            "regex",
            format!(
                "The regular expression “{}” takes too long on this text.",
                self.source
            ),
        )
        .describe(error.to_string())
    }
}

/// `/pattern/flags` in its parts.
fn split_flags(text: &str) -> Option<(&str, &str)> {
    let (source, flags) = text.strip_prefix('/')?.rsplit_once('/')?;
    flags
        .chars()
        .all(|flag| "gimusy".contains(flag))
        .then_some((source, flags))
}

/// Appends a replacement with its placeholders filled in.
fn expand(out: &mut String, text: &str, replacement: &str, found: &Captures<'_, str>) {
    let mut rest = replacement;
    while let Some(at) = rest.find('$') {
        out.push_str(&rest[..at]);
        rest = &rest[at + 1..];
        let taken = placeholder(out, text, rest, found);
        if taken == 0 {
            out.push('$');
        }
        rest = &rest[taken..];
    }
    out.push_str(rest);
}

/// Appends what one placeholder stands for and says how long it is; 0 where there is none.
fn placeholder(out: &mut String, text: &str, rest: &str, found: &Captures<'_, str>) -> usize {
    let whole = found.get(0);
    let group = |number: usize| found.get(number).map_or("", |m| m.as_str());
    let digits = rest.bytes().take(2).take_while(u8::is_ascii_digit).count();
    let known = (1..=digits).rev().find(|length| {
        let number = rest[..*length].parse().unwrap_or(0);
        (1..found.len()).contains(&number)
    });
    if let Some(length) = known {
        out.push_str(group(rest[..length].parse().unwrap_or(0)));
        return length;
    }
    match rest.chars().next() {
        Some('$') => out.push('$'),
        Some('&') => out.push_str(group(0)),
        Some('`') => out.push_str(whole.map_or("", |m| &text[..m.start()])),
        Some('\'') => out.push_str(whole.map_or("", |m| &text[m.end()..])),
        Some('<') => {
            let Some(end) = rest.find('>') else { return 0 };
            out.push_str(found.name(&rest[1..end]).map_or("", |m| m.as_str()));
            return end + 1;
        }
        _ => return 0,
    }
    1
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn matches_as_javascript_does() {
        for (pattern, text, matches) in [
            ("[0-9]", "any string", false),
            ("foo|bar", "bar", true),
            ("/^fo{2}$/g", "foo", true),
            ("/FOO/i", "a foo", true),
            ("/a/b/", "xa/by", true),
            (r"^\d+$", "٣", false),
            (r"\bfoo\b", "a foo b", true),
            (r"\bfoo\b", "afoo", false),
            (r"(?<=a)b(?!c)", "ab", true),
            (r"(a)\1", "aa", true),
            (r"(?<x>a)\k<x>", "aa", true),
            ("a{", "a{", true),
            ("a{2}", "aa", true),
            ("]", "]", true),
            ("[]", "a", false),
            ("[^]", "\n", true),
            (".", "\n", false),
            ("/./s", "\n", true),
            (r"\/", "/", true),
            ("[a&&b]", "&", true),
            (r"[\w-]", "-", true),
            ("[[]", "[", true),
            (r"\u00e4", "ä", true),
            (r"\ud83d\udc1b", "🐛", true),
            (r"\x41\-", "A-", true),
            (r"\a", "a", true),
            ("/^b/m", "a\nb", true),
            ("", "x", true),
            (r"[^@\s]+@[^@\s]+\.[^@\s]+", "ann@example.com", true),
        ] {
            assert_eq!(
                Pattern::parse(pattern).unwrap().is_match(text).unwrap(),
                matches,
                "{pattern} {text}"
            );
        }
    }

    #[test]
    fn refuses_what_is_no_pattern() {
        for pattern in ["(", "*", "[z-a]", "(?<n>", "a**", r"\"] {
            assert!(Pattern::parse(pattern).is_err(), "{pattern}");
        }
    }

    #[test]
    fn replaces_as_javascript_does() {
        for (pattern, flags, replacement, after) in [
            ("a", "", "b", "banana".replacen('a', "b", 1)),
            ("a", "g", "b", "bbnbnb".to_owned()),
            ("(b)(a)", "", "$2$1", "abnana".to_owned()),
            ("n", "g", "<$&>", "ba<n>a<n>a".to_owned()),
            ("(?<x>n)", "", "$<x>$<x>", "bannana".to_owned()),
            ("b", "", "$$1", "$1anana".to_owned()),
            ("b", "", "$1", "$1anana".to_owned()),
            ("x*", "g", "-", "-b-a-n-a-n-a-".to_owned()),
        ] {
            let pattern = Pattern::new(pattern, flags).unwrap();
            assert_eq!(
                pattern.replace("banana", replacement).unwrap(),
                after,
                "{pattern:?}"
            );
        }
    }

    #[test]
    fn a_hostile_pattern_ends() {
        let text = "a".repeat(40);
        assert!(
            !Pattern::parse("^(a+)+$")
                .unwrap()
                .is_match(&format!("{text}!"))
                .unwrap()
        );
        assert!(
            Pattern::parse(r"^(?=(a+)+$)(a|\1)*b$")
                .unwrap()
                .is_match(&format!("{text}!"))
                .is_ok_and(|found| !found)
        );
        assert!(
            Pattern::parse(r"(a*)*\1b(?=c)")
                .unwrap()
                .is_match(&text.repeat(20))
                .is_err()
        );
    }
}
