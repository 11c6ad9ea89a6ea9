//! Errors of a run, in words: which node, field and item, what stood there, and what to do.

use model::RunError;

use crate::paint::{dim, lines, plain, yellow};

/// The sentence of an error: most are one line, what a program wrote may be more.
pub fn sentence(error: &RunError) -> Vec<String> {
    lines(&error.message)
}

/// The lines that explain an error, without its sentence.
pub fn details(error: &RunError) -> Vec<String> {
    let mut out = Vec::new();
    let mut place = Vec::new();
    if let Some(field) = error.field.as_deref().filter(|field| !field.is_empty()) {
        place.push(format!("field {}", plain(field)));
    }
    if let Some(item) = error.item {
        place.push(format!("item {item}"));
    }
    if !place.is_empty() {
        out.push(dim(&format!("at {}", place.join(", "))));
    }
    if let Some(quote) = &error.quote {
        out.extend(
            quote
                .lines()
                .take(5)
                .map(|line| format!("{} {}", dim("|"), plain(line))),
        );
    }
    if let Some(description) = error.description.as_deref().filter(|text| !text.is_empty()) {
        out.extend(description.lines().map(plain));
    }
    if matches!(error.code.as_str(), "vault.locked" | "vault.setBack") {
        out.push(yellow(
            "`millrace unlock` opens them; a server takes --key-file",
        ));
    }
    if let Some(grant) = &error.grant {
        out.push(yellow(&format!(
            "allow it with --allow {}",
            plain(&quote(grant))
        )));
    }
    out
}

/// Text as a shell takes it for one word.
pub fn quote(text: &str) -> String {
    let plain = |c: char| {
        c.is_ascii_alphanumeric()
            || matches!(c, '-' | '_' | '.' | '/' | ':' | '@' | '=' | '+' | ',')
    };
    if !text.is_empty() && text.chars().all(plain) {
        text.to_owned()
    } else {
        format!("'{}'", text.replace('\'', "'\\''"))
    }
}
