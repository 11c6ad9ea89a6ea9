//! Records as XML, in the form of xml2js.

use sdk::{Error, Map, Result, Value};
use serde::Deserialize;

use crate::files::loose;

/// Fields below each other deeper than this are refused.
const DEEPEST: usize = 1_000;

/// How the document comes out.
#[derive(Clone, Debug, Default, Deserialize)]
#[serde(default)]
pub(super) struct WriteOptions {
    #[serde(deserialize_with = "loose::some_text")]
    attrkey: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    charkey: Option<String>,
    #[serde(deserialize_with = "loose::flag")]
    cdata: bool,
    #[serde(deserialize_with = "loose::flag")]
    headless: bool,
    #[serde(rename = "rootName", deserialize_with = "loose::some_text")]
    root: Option<String>,
}

/// Writes a record. One with a single field is named by it, unless a root is named.
pub(super) fn write(record: &Map, options: &WriteOptions) -> Result<String> {
    let named = options.root.as_deref().filter(|name| *name != "root");
    let mut fields = record.iter();
    let mut writer = Writer {
        options,
        out: String::new(),
    };
    if !options.headless {
        writer
            .out
            .push_str("<?xml version=\"1.0\" encoding=\"UTF-8\" standalone=\"yes\"?>\n");
    }
    let whole = Value::from(record.clone());
    match (named, fields.next(), fields.next()) {
        (None, Some((name, value)), None) => writer.root(name, value)?,
        (name, ..) => writer.root(name.unwrap_or("root"), &whole)?,
    }
    Ok(writer.out.trim_end().to_owned())
}

struct Writer<'o> {
    options: &'o WriteOptions,
    out: String,
}

impl Writer<'_> {
    /// The root is one element, even around a list.
    fn root(&mut self, name: &str, value: &Value) -> Result<()> {
        let Value::Array(list) = value else {
            return self.element(name, value, 0);
        };
        let mut fields: Vec<(&str, &Value)> = Vec::new();
        for entry in list.iter() {
            if let Value::Object(map) = entry {
                fields.extend(map.iter().map(|(key, value)| (key.as_str(), value)));
            }
        }
        self.open(name, &Map::new())?;
        self.out.push_str(">\n");
        for (key, value) in fields {
            self.elements(key, value, 1)?;
        }
        self.out.push_str(&format!("</{name}>\n"));
        Ok(())
    }

    fn elements(&mut self, name: &str, value: &Value, depth: usize) -> Result<()> {
        match value {
            Value::Array(list) => list
                .iter()
                .try_for_each(|entry| self.element(name, entry, depth)),
            other => self.element(name, other, depth),
        }
    }

    fn element(&mut self, name: &str, value: &Value, depth: usize) -> Result<()> {
        if depth > DEEPEST {
            return Err(Error::data(format!(
                "The record is nested deeper than {DEEPEST} fields."
            )));
        }
        let indent = "  ".repeat(depth);
        self.out.push_str(&indent);
        let fields = match value {
            Value::Object(map) => (**map).clone(),
            Value::Array(list) => list
                .iter()
                .enumerate()
                .map(|(at, entry)| (at.to_string(), entry.clone()))
                .collect(),
            plain => Map::from_iter([(self.char_key(), plain.clone())]),
        };
        let attribute_key = self.options.attrkey.as_deref().unwrap_or("$");
        let attributes = fields
            .get(attribute_key)
            .and_then(Value::as_object)
            .cloned()
            .unwrap_or_default();
        let text: String = fields
            .get(self.char_key())
            .map(|text| self.text(&loose::as_text(text)))
            .unwrap_or_default();
        self.open(name, &attributes)?;
        let char_key = self.char_key().to_owned();
        let children: Vec<_> = fields
            .iter()
            .filter(|(key, value)| {
                key.as_str() != char_key && !(key.as_str() == attribute_key && value.is_object())
            })
            .collect();
        match (children.is_empty(), text.is_empty()) {
            (true, true) => self.out.push_str("/>\n"),
            (true, false) => self.out.push_str(&format!(">{text}</{name}>\n")),
            (false, _) => {
                self.out.push_str(">\n");
                if !text.is_empty() {
                    self.out.push_str(&format!("{indent}  {text}\n"));
                }
                for (key, value) in children {
                    self.elements(key, value, depth + 1)?;
                }
                self.out.push_str(&format!("{indent}</{name}>\n"));
            }
        }
        Ok(())
    }

    fn char_key(&self) -> &str {
        self.options.charkey.as_deref().unwrap_or("_")
    }

    fn open(&mut self, name: &str, attributes: &Map) -> Result<()> {
        check_name(name)?;
        self.out.push('<');
        self.out.push_str(name);
        for (key, value) in attributes.iter() {
            check_name(key)?;
            let value = escape(&loose::as_text(value))
                .replace('"', "&quot;")
                .replace('\t', "&#x9;")
                .replace('\n', "&#xA;");
            self.out.push_str(&format!(" {key}=\"{value}\""));
        }
        Ok(())
    }

    fn text(&self, text: &str) -> String {
        let special = text.contains(['&', '<', '>']);
        match self.options.cdata && special {
            true => format!("<![CDATA[{}]]>", text.replace("]]>", "]]]]><![CDATA[>")),
            false => escape(text),
        }
    }
}

/// Names that would break the document are refused.
fn check_name(name: &str) -> Result<()> {
    let bad = name.is_empty()
        || name.contains(['<', '>', '&', '"', '\'', '/', '='])
        || name.contains(char::is_whitespace);
    match bad {
        true => Err(
            Error::data(format!("“{name}” cannot be the name of an XML element.")).describe(
                "Rename the field first: names hold no spaces and none of < > & / = and quotes.",
            ),
        ),
        false => Ok(()),
    }
}

fn escape(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '&' => out.push_str("&amp;"),
            '<' => out.push_str("&lt;"),
            '>' => out.push_str("&gt;"),
            '\r' => out.push_str("&#xD;"),
            '\t' | '\n' => out.push(c),
            c if c < ' ' || matches!(c, '\u{fffe}' | '\u{ffff}') => {}
            c => out.push(c),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json};

    use super::{WriteOptions, write};

    fn check(record: Value, options: Value, wanted: &str) {
        let mut options = options;
        options.as_object_mut().unwrap().insert("headless", true);
        let options: WriteOptions = value::from_value(&options).unwrap();
        assert_eq!(
            write(record.as_object().unwrap(), &options).unwrap(),
            wanted,
            "{record}"
        );
    }

    #[test]
    fn as_xml2js_has_it() {
        check(
            json!({ "a": { "b": 1, "c": null, "d": "<&>" } }),
            json!({}),
            "<a>\n  <b>1</b>\n  <c/>\n  <d>&lt;&amp;&gt;</d>\n</a>",
        );
        check(
            json!({ "a": 1, "b": true }),
            json!({}),
            "<root>\n  <a>1</a>\n  <b>true</b>\n</root>",
        );
        check(
            json!({ "a": 1 }),
            json!({ "rootName": "r" }),
            "<r>\n  <a>1</a>\n</r>",
        );
        check(
            json!({ "a": { "b": [1, { "c": 2 }] } }),
            json!({}),
            "<a>\n  <b>1</b>\n  <b>\n    <c>2</c>\n  </b>\n</a>",
        );
        check(
            json!({ "a": { "$": { "x": "\"1\"" }, "_": "t" } }),
            json!({}),
            "<a x=\"&quot;1&quot;\">t</a>",
        );
        check(
            json!({ "a": { "@": { "x": 1 }, "#": "t" } }),
            json!({ "attrkey": "@", "charkey": "#" }),
            "<a x=\"1\">t</a>",
        );
        check(
            json!({ "a": { "b": "<x>" } }),
            json!({ "cdata": true }),
            "<a>\n  <b><![CDATA[<x>]]></b>\n</a>",
        );
    }

    #[test]
    fn names_that_break_are_errors() {
        for record in [json!({ "a b": 1 }), json!({ "a": { "<x": 1 } })] {
            assert!(
                write(record.as_object().unwrap(), &WriteOptions::default()).is_err(),
                "{record}"
            );
        }
    }
}
