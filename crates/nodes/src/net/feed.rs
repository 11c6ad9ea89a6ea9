//! Reads feeds: RSS 0.9 to 2.0 and Atom, into one record an entry, with the field names that n8n's node gives them.
//!
//! Not here: fetching them.

use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use sdk::{Error, Map, Result, Value};

/// Deeper feeds are no feeds.
const DEEPEST: usize = 100;

/// An element: its attributes and what is in it, in order.
#[derive(Debug, Default)]
pub(super) struct Element {
    pub name: String,
    pub attributes: Map,
    content: Vec<Piece>,
}

#[derive(Debug)]
enum Piece {
    Text(String),
    Element(Element),
}

impl Element {
    /// The root of a document.
    ///
    /// # Errors
    /// When it is no XML.
    pub fn parse(text: &str) -> Result<Self> {
        let mut reader =
            Reader::from_str(text.trim_start_matches(['\u{feff}', ' ', '\n', '\r', '\t']));
        reader.config_mut().allow_dangling_amp = true;
        let mut open = vec![Self::default()];
        loop {
            let event = reader.read_event().map_err(|e| no_xml(&e.to_string()))?;
            match event {
                Event::Eof => break,
                Event::Start(start) if open.len() > DEEPEST => {
                    return Err(no_xml(&format!(
                        "“{}” lies too deep",
                        start.name().as_ref()
                    )));
                }
                Event::Start(start) => open.push(Self::begin(&start)),
                Event::Empty(start) => push(&mut open, Piece::Element(Self::begin(&start))),
                Event::End(_) => {
                    if let Some(done) = open.pop() {
                        push(&mut open, Piece::Element(done));
                    }
                }
                Event::Text(text) => add_text(&mut open, &text.xml10_content()),
                Event::CData(text) => add_text(&mut open, &text.xml10_content()),
                Event::GeneralRef(entity) => add_text(&mut open, &resolved(&entity)),
                _ => {}
            }
        }
        match open.len() {
            1 => open
                .pop()
                .and_then(Self::into_child)
                .ok_or_else(|| no_xml("there is nothing in it")),
            _ => Err(no_xml("it ends in the middle")),
        }
    }

    fn begin(start: &BytesStart<'_>) -> Self {
        let attribute = |name: &str, raw: &str| (name.to_owned(), without_entities(raw));
        let mut attributes = start.attributes();
        let attributes = attributes.with_checks(false).flatten();
        Self {
            name: start.name().as_ref().to_owned(),
            attributes: attributes
                .map(|own| attribute(own.key.as_ref(), &own.value))
                .collect(),
            content: Vec::new(),
        }
    }

    fn into_child(self) -> Option<Self> {
        self.content.into_iter().find_map(|piece| match piece {
            Piece::Element(element) => Some(element),
            Piece::Text(_) => None,
        })
    }

    pub fn children(&self) -> impl Iterator<Item = &Self> {
        self.content.iter().filter_map(|piece| match piece {
            Piece::Element(element) => Some(element),
            Piece::Text(_) => None,
        })
    }

    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children().find(|child| child.name == name)
    }

    /// All children of a name.
    pub fn all<'e>(&'e self, name: &'e str) -> impl Iterator<Item = &'e Self> {
        self.children().filter(move |child| child.name == name)
    }

    /// Its own text, without that of its children.
    pub fn text(&self) -> String {
        let text: String = self
            .content
            .iter()
            .filter_map(|piece| match piece {
                Piece::Text(text) => Some(text.as_str()),
                Piece::Element(_) => None,
            })
            .collect();
        if text.trim().is_empty() && self.children().next().is_some() {
            return String::new();
        }
        text
    }

    /// An attribute's text.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.get(name).and_then(Value::as_str)
    }

    /// What is in it, markup and all.
    pub fn inner(&self) -> String {
        let piece = |piece: &Piece| match piece {
            Piece::Text(text) => text.clone(),
            Piece::Element(element) => element.outer(),
        };
        self.content.iter().map(piece).collect()
    }

    fn outer(&self) -> String {
        let attribute = |(name, value): (&sdk::Text, &Value)| {
            let text = value
                .as_str()
                .unwrap_or_default()
                .replace('&', "&amp;")
                .replace('"', "&quot;");
            format!(" {name}=\"{text}\"")
        };
        let attributes: String = self.attributes.iter().map(attribute).collect();
        match self.content.is_empty() {
            true => format!("<{}{attributes}/>", self.name),
            false => format!(
                "<{}{attributes}>{}</{}>",
                self.name,
                self.inner(),
                self.name
            ),
        }
    }

    /// The element as a value: a text where that is all it has, else its text under `_`, its attributes under `$` and its
    /// children by name.
    pub fn value(&self) -> Value {
        if self.attributes.is_empty() && self.children().next().is_none() {
            return self.text().into();
        }
        let mut map = Map::new();
        let text = self.text();
        if !text.is_empty() {
            map.insert("_", text);
        }
        if !self.attributes.is_empty() {
            map.insert("$", self.attributes.clone());
        }
        for child in self.children() {
            let slot = map.entry(child.name.as_str());
            *slot = match slot.take() {
                Value::Array(before) => before.iter().cloned().chain([child.value()]).collect(),
                _ => vec![child.value()].into(),
            };
        }
        map.into()
    }
}

fn push(open: &mut [Element], piece: Piece) {
    if let Some(top) = open.last_mut() {
        top.content.push(piece);
    }
}

fn add_text(open: &mut [Element], more: &str) {
    let Some(top) = open.last_mut() else { return };
    match top.content.last_mut() {
        Some(Piece::Text(text)) => text.push_str(more),
        _ => top.content.push(Piece::Text(more.to_owned())),
    }
}

fn resolved(entity: &BytesRef<'_>) -> String {
    let name = entity.xml10_content();
    character(&name).unwrap_or_else(|| format!("&{name};"))
}

fn no_xml(why: &str) -> Error {
    Error::new("feed.invalid", "This address does not lead to a feed.")
        .describe(format!("It cannot be read as XML: {why}."))
}

/// A text without its markup, for a preview.
pub(super) fn snippet(html: &str) -> String {
    let mut out = String::with_capacity(html.len());
    let mut rest = html;
    while let Some(open) = rest.find('<') {
        let (before, tag) = rest.split_at(open);
        out.push_str(before);
        let Some(close) = tag.find('>') else {
            rest = tag;
            break;
        };
        let after = &tag[close + 1..];
        let between = !out.is_empty()
            && !out.ends_with('\n')
            && !after.is_empty()
            && !after.starts_with('\n');
        if is_block(&tag[1..close]) && between {
            out.push('\n');
        }
        rest = after;
    }
    out.push_str(rest);
    without_entities(&out).trim().to_owned()
}

/// A text with its entities as the characters they stand for; what is none stays as it is.
fn without_entities(text: &str) -> String {
    const LONGEST: usize = 32;
    let mut out = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find('&') {
        let (before, entity) = rest.split_at(at);
        out.push_str(before);
        let end = entity.bytes().take(LONGEST).position(|b| b == b';');
        let known = end.and_then(|end| Some((character(&entity[1..end])?, end + 1)));
        let (character, length) = known.unwrap_or_else(|| ("&".to_owned(), 1));
        out.push_str(&character);
        rest = &entity[length..];
    }
    out + rest
}

fn character(name: &str) -> Option<String> {
    match BytesRef::new(name).resolve_char_ref() {
        Ok(Some(c)) => Some(c.to_string()),
        _ => named_character(name),
    }
}

/// One of HTML's named characters, by the table of the HTML reader.
fn named_character(name: &str) -> Option<String> {
    match name {
        "amp" => return Some("&".to_owned()),
        "lt" => return Some("<".to_owned()),
        "gt" => return Some(">".to_owned()),
        "quot" => return Some("\"".to_owned()),
        "apos" => return Some("'".to_owned()),
        _ if name.is_empty() || !name.bytes().all(|b| b.is_ascii_alphanumeric()) => return None,
        _ => {}
    }
    let entity = format!("&{name};");
    let read: String = scraper::Html::parse_fragment(&entity)
        .root_element()
        .text()
        .collect();
    (read != entity && !read.contains(';')).then_some(read)
}

/// Whether a tag begins or ends a line.
fn is_block(tag: &str) -> bool {
    let name = tag.trim_start_matches('/').to_ascii_lowercase();
    let blocks = [
        "h",
        "br",
        "p",
        "ul",
        "ol",
        "li",
        "blockquote",
        "section",
        "table",
        "tr",
        "div",
    ];
    blocks.iter().any(|block| name.starts_with(block))
}

#[cfg(test)]
mod tests {
    use sdk::json;

    use super::*;

    #[test]
    fn elements_are_read() {
        let root = Element::parse("<?xml version=\"1.0\"?><!DOCTYPE a><a b='1 &amp; 2'><!-- x -->x &lt; &eacute; &#65; &odd; <![CDATA[<y>]]><c/><c>2</c></a>").unwrap();
        assert_eq!(root.text(), "x < é A &odd; <y>");
        assert_eq!(root.attribute("b"), Some("1 & 2"));
        assert_eq!(
            root.value(),
            json!({ "_": "x < é A &odd; <y>", "$": { "b": "1 & 2" }, "c": ["", "2"] })
        );
        assert_eq!(root.all("c").count(), 2);
        let page = Element::parse("<a><div class=\"x\"><b>1</b> 2<br/></div></a>").unwrap();
        assert_eq!(page.inner(), "<div class=\"x\"><b>1</b> 2<br/></div>");
    }

    #[test]
    fn what_is_no_xml_is_refused() {
        for text in ["", "hello", "<a>", "<a></b>", "{\"a\":1}"] {
            assert!(Element::parse(text).is_err(), "{text}");
        }
        assert!(Element::parse(&"<a>".repeat(100_000)).is_err());
    }

    #[test]
    fn snippets_have_no_markup() {
        for (html, text) in [
            ("plain", "plain"),
            ("<p>one</p><p>two &amp; three</p>", "one\ntwo & three"),
            ("a<br>b <b>c</b>", "a\nb c"),
            ("<img src='x'/> &nbsp;x", "x"),
            ("1 < 2", "1 < 2"),
            ("Q&A &amp; more &#233;", "Q&A & more é"),
            ("", ""),
        ] {
            assert_eq!(snippet(html), text, "{html}");
        }
    }
}
