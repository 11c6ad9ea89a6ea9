//! Errors of a run, in words: which node, field and item, what stood there, and what to do.

use model::RunError;

use crate::paint::{dim, plain, yellow};

/// The lines that explain an error, without its first line.
pub fn details(error: &RunError) -> Vec<String> {
    let mut lines = Vec::new();
    let mut place = Vec::new();
    if let Some(field) = error.field.as_deref().filter(|field| !field.is_empty()) {
        place.push(format!("field {}", plain(field)));
    }
    if let Some(item) = error.item {
        place.push(format!("item {item}"));
    }
    if !place.is_empty() {
        lines.push(dim(&format!("at {}", place.join(", "))));
    }
    if let Some(quote) = &error.quote {
        lines.extend(
            quote
                .lines()
                .take(5)
                .map(|line| format!("{} {}", dim("|"), plain(line))),
        );
    }
    if let Some(description) = error.description.as_deref().filter(|text| !text.is_empty()) {
        lines.extend(description.lines().map(plain));
    }
    if let Some(grant) = &error.grant {
        lines.push(yellow(&format!("allow it with --allow {}", plain(grant))));
    }
    lines
}
