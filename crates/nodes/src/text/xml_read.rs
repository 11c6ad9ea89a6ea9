//! XML as records, in the form of xml2js.
//!
//! Entities of a document's own are refused: that is where bombs come from.

use std::borrow::Cow;

use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use sdk::{Error, Map, Result, Value};
use serde::Deserialize;

use crate::files::loose;

/// Elements inside each other deeper than this are refused.
const DEEPEST: usize = 1_000;
/// Documents larger than this are refused.
const MOST_BYTES: usize = 256 << 20;

/// How records come out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub(super) struct ReadOptions {
    #[serde(deserialize_with = "loose::some_text")]
    attrkey: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    charkey: Option<String>,
    #[serde(deserialize_with = "loose::flag")]
    explicit_array: bool,
    #[serde(deserialize_with = "loose::some_flag")]
    explicit_root: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    ignore_attrs: bool,
    #[serde(deserialize_with = "loose::some_flag")]
    merge_attrs: Option<bool>,
    #[serde(deserialize_with = "loose::flag")]
    normalize: bool,
    #[serde(deserialize_with = "loose::flag")]
    normalize_tags: bool,
    #[serde(deserialize_with = "loose::flag")]
    trim: bool,
}

/// An element that is still open.
struct Open {
    name: String,
    record: Map,
    text: String,
    /// Text in CDATA counts even if it is blank.
    literal: bool,
}

/// Reads a document.
pub(super) fn read(text: &str, options: &ReadOptions) -> Result<Value> {
    if text.len() > MOST_BYTES {
        return Err(Error::data(format!(
            "The XML is larger than {} MB.",
            MOST_BYTES >> 20
        )));
    }
    let text = text.trim_start_matches('\u{feff}').trim();
    let mut reader = Reader::from_str(text);
    reader.config_mut().expand_empty_elements = true;
    let mut open: Vec<Open> = Vec::new();
    let mut root = None;
    loop {
        let event = reader
            .read_event()
            .map_err(|e| broken(text, reader.error_position(), &e.to_string()))?;
        let at = reader.buffer_position();
        match event {
            Event::Start(tag) => {
                if open.len() >= DEEPEST {
                    return Err(Error::data(format!(
                        "The XML is nested deeper than {DEEPEST} elements."
                    )));
                }
                if root.is_some() {
                    return Err(broken(text, at, "a second element stands beside the first"));
                }
                open.push(start(&tag, options).map_err(|why| broken(text, at, &why))?);
            }
            Event::End(_) => {
                let Some(closed) = open.pop() else { continue };
                let (name, value) = close(closed, options);
                match open.last_mut() {
                    Some(parent) => push(&mut parent.record, &name, value, options.explicit_array),
                    None => root = Some((name, value)),
                }
            }
            Event::Text(piece) => {
                add(&mut open, &piece, false).map_err(|why| broken(text, at, why))?;
            }
            Event::CData(piece) => {
                add(&mut open, &piece, true).map_err(|why| broken(text, at, why))?;
            }
            Event::GeneralRef(name) => {
                let known = known_entity(&name).ok_or_else(|| {
                    broken(text, at, &format!("the entity &{}; is not known", &*name))
                })?;
                add(&mut open, &known, false).map_err(|why| broken(text, at, why))?;
            }
            Event::Eof => break,
            _ => {}
        }
    }
    if !open.is_empty() {
        return Err(broken(text, text.len() as u64, "an element is not closed"));
    }
    let (name, value) = root.ok_or_else(|| Error::data("There is no XML in the field."))?;
    Ok(match options.explicit_root {
        Some(false) => value,
        _ => Map::from_iter([(name, value)]).into(),
    })
}

fn known_entity(name: &str) -> Option<String> {
    let text = super::entity(name);
    (!text.starts_with('&') || name == "amp" || name == "#38" || name.eq_ignore_ascii_case("#x26"))
        .then_some(text)
}

fn broken(text: &str, at: u64, why: &str) -> Error {
    let before = text.get(..at as usize).unwrap_or(text);
    let line = before.matches('\n').count() + 1;
    Error::data(format!("The XML cannot be read: line {line}: {why}."))
}

/// Names that have a meaning in JavaScript get another.
fn safe(name: &str) -> Cow<'_, str> {
    match name {
        "__proto__" | "constructor" | "prototype" => Cow::Owned(format!("sanitized_{name}")),
        other => Cow::Borrowed(other),
    }
}

fn start(tag: &BytesStart<'_>, options: &ReadOptions) -> Result<Open, String> {
    let name = tag.name();
    let name = safe(name.as_ref());
    let name = if options.normalize_tags {
        name.to_lowercase()
    } else {
        name.into_owned()
    };
    let mut record = Map::new();
    let mut kept = Map::new();
    for attribute in tag.attributes() {
        let attribute = attribute.map_err(|e| e.to_string())?;
        if options.ignore_attrs {
            continue;
        }
        let raw: &str = &attribute.value;
        let value = unescape(raw)?;
        let key = safe(attribute.key.as_ref());
        if options.merge_attrs == Some(false) {
            kept.insert(key.as_ref(), value);
        } else {
            push(&mut record, &key, value.into(), options.explicit_array);
        }
    }
    if !kept.is_empty() {
        record.insert(options.attrkey.as_deref().unwrap_or("$"), kept);
    }
    Ok(Open {
        name,
        record,
        text: String::new(),
        literal: false,
    })
}

fn unescape(raw: &str) -> Result<String, String> {
    let mut out = String::with_capacity(raw.len());
    let mut rest = raw;
    while let Some((before, after)) = rest.split_once('&') {
        let (name, behind) = after.split_once(';').ok_or("a & stands alone")?;
        out.push_str(before);
        out.push_str(
            &known_entity(name).ok_or_else(|| format!("the entity &{name}; is not known"))?,
        );
        rest = behind;
    }
    out.push_str(rest);
    Ok(out)
}

fn add(open: &mut [Open], piece: &str, literal: bool) -> Result<(), &'static str> {
    match open.last_mut() {
        Some(element) => {
            element.text.push_str(piece);
            element.literal |= literal;
            Ok(())
        }
        None if piece.trim().is_empty() => Ok(()),
        None => Err("text stands outside of the element"),
    }
}

fn close(element: Open, options: &ReadOptions) -> (String, Value) {
    let Open {
        name,
        mut record,
        text,
        literal,
    } = element;
    let blank = text.trim().is_empty() && !literal;
    if blank {
        let value = if record.is_empty() {
            text.into()
        } else {
            record.into()
        };
        return (name, value);
    }
    let mut text = if options.trim {
        text.trim().to_owned()
    } else {
        text
    };
    if options.normalize {
        text = text.split_whitespace().collect::<Vec<_>>().join(" ");
    }
    if record.is_empty() {
        return (name, text.into());
    }
    record.insert(options.charkey.as_deref().unwrap_or("_"), text);
    (name, record.into())
}

/// Several of a name become a list.
fn push(record: &mut Map, name: &str, value: Value, always: bool) {
    match record.get_mut(name) {
        None if always => {
            record.insert(name, vec![value]);
        }
        None => {
            record.insert(name, value);
        }
        Some(Value::Array(list)) => std::sync::Arc::make_mut(list).push(value),
        Some(single) => {
            let first = single.take();
            *single = vec![first, value].into();
        }
    }
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json};

    use super::{ReadOptions, read};

    fn check(text: &str, options: Value, wanted: Value) {
        let options: ReadOptions = value::from_value(&options).unwrap();
        assert_eq!(read(text, &options).unwrap(), wanted, "{text}");
    }

    #[test]
    fn as_xml2js_has_it() {
        check(
            "<?xml version=\"1.0\"?> <a> <b>1</b> <c>x &amp; y</c> </a>",
            json!({}),
            json!({ "a": { "b": "1", "c": "x & y" } }),
        );
        check(
            "<a><b>1</b><b>2</b></a>",
            json!({}),
            json!({ "a": { "b": ["1", "2"] } }),
        );
        check(
            "<a><b>1</b></a>",
            json!({ "explicitArray": true }),
            json!({ "a": { "b": ["1"] } }),
        );
        check(
            "<a x='1'>t<b/></a>",
            json!({}),
            json!({ "a": { "x": "1", "_": "t", "b": "" } }),
        );
        check(
            "<a x='1'>t</a>",
            json!({ "mergeAttrs": false, "attrkey": "@", "charkey": "#" }),
            json!({ "a": { "@": { "x": "1" }, "#": "t" } }),
        );
        check(
            "<a x='1'>t</a>",
            json!({ "ignoreAttrs": true }),
            json!({ "a": "t" }),
        );
        check(
            "<a><B> x  y </B></a>",
            json!({ "normalizeTags": true, "normalize": true, "explicitRoot": false }),
            json!({ "b": "x y" }),
        );
        check("<a> x </a>", json!({ "trim": true }), json!({ "a": "x" }));
        check("<a><![CDATA[<b>]]></a>", json!({}), json!({ "a": "<b>" }));
        check("<a>&#228;&#xE4;&lt;</a>", json!({}), json!({ "a": "ää<" }));
        check(
            "<ns:a><__proto__>1</__proto__></ns:a>",
            json!({}),
            json!({ "ns:a": { "sanitized___proto__": "1" } }),
        );
    }

    #[test]
    fn broken_and_hostile_documents_are_errors() {
        let deep = format!("{}{}", "<a>".repeat(100_000), "</a>".repeat(100_000));
        let bomb = "<!DOCTYPE a [<!ENTITY x \"ha\"><!ENTITY y \"&x;&x;\">]><a>&y;</a>";
        for text in [
            "",
            "no xml",
            "<a>",
            "<a></b>",
            "<a/><b/>",
            "<a b=1/>",
            "<a>&unknown;</a>",
            "<a x='&y;'/>",
            "<a>\u{0}<",
            bomb,
            &deep,
        ] {
            let error = read(text, &ReadOptions::default());
            assert!(
                error.is_err(),
                "{} {error:?}",
                text.chars().take(40).collect::<String>()
            );
        }
    }
}
