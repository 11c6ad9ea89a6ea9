//! HTML as Markdown, in the form of node-html-markdown.

mod writer;

use regex::Regex;
use sdk::{Error, Result, Value};
use serde::Deserialize;

use super::extract;
use crate::files::loose;
use writer::{Place, Writer};

/// How the text comes out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct TextOptions {
    #[serde(deserialize_with = "loose::some_text")]
    bullet_marker: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    code_fence: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    em_delimiter: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    strong_delimiter: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    code_block_style: Option<String>,
    #[serde(deserialize_with = "loose::text")]
    ignore: String,
    #[serde(deserialize_with = "loose::text")]
    block_elements: String,
    #[serde(deserialize_with = "loose::flag")]
    keep_data_images: bool,
    #[serde(deserialize_with = "loose::some_number")]
    max_consecutive_newlines: Option<f64>,
    #[serde(deserialize_with = "loose::flag")]
    use_link_reference_definitions: bool,
    text_replace: Value,
    global_escape: Value,
    line_start_escape: Value,
}

/// A pattern and what is put in its place.
struct Change {
    pattern: Regex,
    with: String,
}

impl Change {
    fn of(value: &Value) -> Result<Option<Self>> {
        let part = |key: &str| value.get(key).map(loose::as_text).unwrap_or_default();
        let pattern = part("pattern");
        if pattern.is_empty() {
            return Ok(None);
        }
        let compiled = Regex::new(&pattern)
            .map_err(|e| Error::param("options", format!("“{pattern}” is no pattern: {e}")))?;
        // JavaScript writes `$&` for what was found.
        let with = part("replacement").replace("$&", "${0}");
        Ok(Some(Self {
            pattern: compiled,
            with,
        }))
    }

    fn apply(&self, text: &str) -> String {
        self.pattern
            .replace_all(text, self.with.as_str())
            .into_owned()
    }
}

/// Turns a page into text.
pub(super) fn text(html: &str, options: &TextOptions) -> Result<String> {
    let page = extract::parse(html)?;
    let root = page.root_element();
    let changes: Result<Vec<_>> = options.text_replace["values"]
        .as_array()
        .unwrap_or_default()
        .iter()
        .map(Change::of)
        .collect();
    let list = |text: &str| {
        text.split(',')
            .map(|name| name.trim().to_owned())
            .filter(|name| !name.is_empty())
            .collect()
    };
    let mut writer = Writer {
        options,
        changes: changes?.into_iter().flatten().collect(),
        global: Change::of(&options.global_escape["value"])?,
        start: Change::of(&options.line_start_escape["value"])?,
        // Names count as the page's own are written: in capitals.
        ignored: list(&options.ignore),
        blocks: list(&options.block_elements),
        links: Vec::new(),
    };
    let mut out = String::new();
    if starts_blank(html) {
        out.push(' ');
    }
    writer.children(root, &mut out, &Place::default());
    let most = options.max_consecutive_newlines.unwrap_or(3.0).max(1.0) as usize;
    let mut text = limit_newlines(out.trim_matches('\n'), most)
        .trim_end()
        .to_owned();
    for (at, link) in writer.links.iter().enumerate() {
        let apart = if at == 0 { "\n\n" } else { "\n" };
        text.push_str(&format!("{apart}[{}]: {link}", at + 1));
    }
    Ok(text)
}

/// White space before the page, or behind its document type, stays as one space.
fn starts_blank(html: &str) -> bool {
    let rest = html.trim_start();
    if rest.len() < html.len() {
        return true;
    }
    let doctype = rest
        .get(..9)
        .is_some_and(|start| start.eq_ignore_ascii_case("<!doctype"));
    doctype
        && rest
            .split_once('>')
            .is_some_and(|(_, after)| after.starts_with(char::is_whitespace))
}

fn limit_newlines(text: &str, most: usize) -> String {
    let mut out = String::with_capacity(text.len());
    let mut count = 0;
    for c in text.chars() {
        count = if c == '\n' { count + 1 } else { 0 };
        if count <= most {
            out.push(c);
        }
    }
    out
}

#[cfg(test)]
mod tests;
