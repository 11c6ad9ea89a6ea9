//! An item: one record on a wire.

use std::sync::Arc;

use serde::{Deserialize, Serialize};
use value::{Map, Text, Value};

use crate::binaries::Binaries;

/// One record on a wire: a JSON object, named binaries, and where it came from.
///
/// Cloning an item copies no data. A node that keeps an item hands on a clone and its lineage stays right by itself:
/// the engine gives every input item an [`Origin`] that names its own place, so whatever is derived from it with
/// [`Item::with_json`] already points back to it.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Item {
    /// The record.
    pub json: Arc<Map>,
    /// Files that travel with the record, by property name.
    pub binary: Option<Arc<Binaries>>,
    /// Where the item came from.
    pub origin: Origin,
    /// Set when a node failed on this item and was told to go on; routes it to the error output.
    pub error: Option<Arc<crate::RunError>>,
}

/// Where an item came from.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub enum Origin {
    /// Not said. The engine fills it in when the step ends, if it can be told: as many items out as in are taken as one
    /// to one, several from one are all from that one.
    #[default]
    Unknown,
    /// From nothing: a trigger's item.
    None,
    /// From one item.
    One(Source),
    /// From several items.
    Many(Arc<[Source]>),
}

impl Origin {
    /// The items it came from.
    pub fn sources(&self) -> &[Source] {
        match self {
            Origin::Unknown | Origin::None => &[],
            Origin::One(source) => std::slice::from_ref(source),
            Origin::Many(sources) => sources,
        }
    }

    /// One origin out of several, without repeats.
    pub fn join<'o>(origins: impl IntoIterator<Item = &'o Origin>) -> Origin {
        let mut all: Vec<Source> = Vec::new();
        for source in origins
            .into_iter()
            .flat_map(|origin| origin.sources().iter().copied())
        {
            if !all.contains(&source) {
                all.push(source);
            }
        }
        match all.as_slice() {
            [] => Origin::Unknown,
            [one] => Origin::One(*one),
            _ => Origin::Many(all.into()),
        }
    }
}

/// The place of one item in an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize)]
pub struct Source {
    /// Number of the step within the execution.
    pub step: u32,
    /// Output port of that step.
    pub output: u16,
    /// Index among the items of that output.
    pub index: u32,
}

/// A reference to the content of a file that travels with an item. The bytes lie in a content-addressed file.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Binary {
    /// SHA-256 of the content, lower-case hexadecimal.
    pub sha256: Text,
    /// Media type, such as `text/csv`.
    pub mime_type: Text,
    /// File name with extension, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_name: Option<Text>,
    /// File name extension without the dot, if known.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub file_extension: Option<Text>,
    /// Folder the file was read from, if it came from one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub directory: Option<Text>,
    /// Size in bytes.
    pub size: u64,
}

impl Binary {
    /// The coarse type by which a viewer is chosen, as n8n names it: `text`, `json`, `image`, `audio`, `video`, `pdf`,
    /// `html`.
    pub fn file_type(&self) -> Option<&'static str> {
        let mime = self.mime_type.as_str();
        match mime {
            "application/json" => Some("json"),
            "application/pdf" => Some("pdf"),
            "text/html" => Some("html"),
            _ => ["image", "audio", "video"]
                .into_iter()
                .find(|kind| mime.starts_with(kind))
                .or_else(|| {
                    let text = mime.starts_with("text/") || mime == "application/javascript";
                    text.then_some("text")
                }),
        }
    }
}

impl Item {
    /// A new item. Its origin is filled in by the engine.
    pub fn new(json: impl Into<Arc<Map>>) -> Self {
        Self {
            json: json.into(),
            ..Self::default()
        }
    }

    /// An item around any value: an object is the record itself, anything else is put under `data`.
    pub fn of(value: Value) -> Self {
        match value {
            Value::Object(map) => Self::new(map),
            other => Self::new(Map::from_iter([("data", other)])),
        }
    }

    /// An item that is written with its files, as n8n does: `{ json, binary? }`. None of any other value; files that
    /// cannot be read are left out.
    pub fn whole(value: &Value) -> Option<Self> {
        let json = value.get("json").and_then(Value::as_object)?;
        let binary = value.get("binary").map(value::from_value);
        Some(Self {
            binary: binary.and_then(Result::ok).map(Arc::new),
            ..Self::new(json.clone())
        })
    }

    /// This item's lineage and binaries with another record.
    #[must_use]
    pub fn with_json(&self, json: impl Into<Arc<Map>>) -> Self {
        Self {
            json: json.into(),
            binary: self.binary.clone(),
            origin: self.origin.clone(),
            error: None,
        }
    }

    /// The same item with one more binary.
    #[must_use]
    pub fn with_binary(mut self, name: impl Into<Text>, binary: Binary) -> Self {
        let mut all = self.binary.as_deref().cloned().unwrap_or_default();
        all.insert(name.into(), binary);
        self.binary = Some(Arc::new(all));
        self
    }

    /// The same item, said to come from where `other` is or came from.
    #[must_use]
    pub fn from_item(mut self, other: &Item) -> Self {
        self.origin = other.origin.clone();
        self
    }

    /// The same item, said to come from all of `others`.
    #[must_use]
    pub fn from_items<'i>(mut self, others: impl IntoIterator<Item = &'i Item>) -> Self {
        self.origin = Origin::join(others.into_iter().map(|other| &other.origin));
        self
    }

    /// The record for writing; copied first if it is shared.
    pub fn json_mut(&mut self) -> &mut Map {
        Arc::make_mut(&mut self.json)
    }

    /// A field of the record.
    pub fn get(&self, key: &str) -> Option<&Value> {
        self.json.get(key)
    }

    /// The record as a value (shared, not copied).
    pub fn to_value(&self) -> Value {
        Value::Object(self.json.clone())
    }

    /// The binary under a property name.
    pub fn file(&self, name: &str) -> Option<&Binary> {
        self.binary.as_deref()?.get(name)
    }
}

impl Serialize for Item {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        use serde::ser::SerializeMap;
        let mut map = serializer.serialize_map(None)?;
        map.serialize_entry("json", &*self.json)?;
        if let Some(binary) = self.binary.as_deref().filter(|all| !all.is_empty()) {
            map.serialize_entry("binary", binary)?;
        }
        if !matches!(self.origin, Origin::Unknown) {
            map.serialize_entry("origin", self.origin.sources())?;
        }
        if let Some(error) = &self.error {
            map.serialize_entry("error", &**error)?;
        }
        map.end()
    }
}

impl<'de> Deserialize<'de> for Item {
    fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
        #[derive(Deserialize)]
        struct Fields {
            #[serde(default)]
            json: Map,
            #[serde(default)]
            binary: Option<Binaries>,
            #[serde(default)]
            origin: Option<Vec<Source>>,
            #[serde(default)]
            error: Option<crate::RunError>,
        }
        let fields = Fields::deserialize(from)?;
        let origin = match fields.origin.as_deref() {
            None => Origin::Unknown,
            Some([]) => Origin::None,
            Some([one]) => Origin::One(*one),
            Some(many) => Origin::Many(many.into()),
        };
        Ok(Self {
            json: Arc::new(fields.json),
            binary: fields.binary.map(Arc::new),
            origin,
            error: fields.error.map(Arc::new),
        })
    }
}
