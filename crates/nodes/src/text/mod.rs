//! Nodes for text with a structure: HTML, Markdown, XML.

mod extract;
mod flow;
mod html;
mod html_extract;
mod markdown;
mod render;
mod to_markdown;
mod xml;
mod xml_read;
mod xml_write;

pub use html::Html;
pub use html_extract::HtmlExtract;
pub use markdown::Markdown;
pub use xml::Xml;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![Html, HtmlExtract, Markdown, Xml];

/// The text of an entity by its name: `amp`, `#228`, `#xE4`. What is unknown stays as it was written.
pub(crate) fn entity(name: &str) -> String {
    let number = match name.strip_prefix('#') {
        Some(hex) if hex.starts_with(['x', 'X']) => u32::from_str_radix(&hex[1..], 16).ok(),
        Some(decimal) => decimal.parse().ok(),
        None => None,
    };
    match (name, number.and_then(char::from_u32)) {
        ("amp", _) => "&".to_owned(),
        ("lt", _) => "<".to_owned(),
        ("gt", _) => ">".to_owned(),
        ("quot", _) => "\"".to_owned(),
        ("apos", _) => "'".to_owned(),
        (_, Some(c)) => c.to_string(),
        _ => format!("&{name};"),
    }
}
