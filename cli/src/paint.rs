//! Colours, where the terminal shows them.

use std::io::IsTerminal as _;
use std::sync::OnceLock;

/// Whether colours are shown at all.
pub fn wanted() -> bool {
    static WANTED: OnceLock<bool> = OnceLock::new();
    *WANTED.get_or_init(|| {
        let refused = std::env::var_os("NO_COLOR").is_some_and(|value| !value.is_empty());
        !refused && std::io::stdout().is_terminal() && std::io::stderr().is_terminal()
    })
}

fn paint(code: &str, text: &str) -> String {
    if wanted() {
        format!("\u{1b}[{code}m{text}\u{1b}[0m")
    } else {
        text.to_owned()
    }
}

/// For what failed.
pub fn red(text: &str) -> String {
    paint("31", text)
}

/// For what went well.
pub fn green(text: &str) -> String {
    paint("32", text)
}

/// For what one should look at.
pub fn yellow(text: &str) -> String {
    paint("33", text)
}

/// For what matters less.
pub fn dim(text: &str) -> String {
    paint("2", text)
}

/// For names.
pub fn bold(text: &str) -> String {
    paint("1", text)
}

/// Text of a workflow as it may be shown in one line: control signs and direction marks could make the terminal say
/// something else.
pub fn plain(text: &str) -> String {
    let shown = |c: char| match c {
        '\n' => '⏎',
        '\t' => ' ',
        '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}' | '\u{200e}' | '\u{200f}' => '\u{fffd}',
        c if c.is_control() => '\u{fffd}',
        c => c,
    };
    let text = text.trim_end_matches(['\n', '\r']).replace("\r\n", "\n");
    text.chars().map(shown).collect()
}

/// Text of a workflow as it may be shown where it has lines of its own; never none.
pub fn lines(text: &str) -> Vec<String> {
    match text.trim_end() {
        "" => vec![String::new()],
        text => text.lines().map(plain).collect(),
    }
}
