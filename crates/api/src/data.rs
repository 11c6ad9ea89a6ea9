//! The items of a run: a page at a time, so that any amount can be looked at.

use model::Binary;
use serde::{Deserialize, Serialize};
use value::{Map, Value};

/// Asks for a page of the items that a step put out.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataRead {
    /// Id of the execution.
    pub execution: String,
    /// Number of the step.
    pub step: u32,
    /// Output port.
    pub output: u16,
    /// First item.
    #[serde(default)]
    pub from: u32,
    /// How many at most, 1 to 1,000.
    pub count: u32,
    /// Only items that contain this text, whatever the case.
    #[serde(default)]
    pub search: String,
    /// How values are shortened.
    #[serde(default)]
    pub view: DataView,
}

/// How values are given.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum DataView {
    /// Long texts are cut, lists and objects below the first level are shown as text: for a table.
    #[default]
    Table,
    /// Whole values; the page ends early when it would be over 1 MB.
    Json,
}

/// A page of items.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DataPage {
    /// The items.
    pub items: Vec<OneItem>,
    /// How many there are in all that match.
    pub total: u32,
    /// Names of the fields, in the order in which they first appear on this page.
    pub columns: Vec<String>,
}

/// One item of a page.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct OneItem {
    /// Its place in the output.
    pub index: u32,
    /// Its record.
    pub json: Value,
    /// Its files, by name.
    #[serde(default)]
    pub binary: Vec<(String, Binary)>,
    /// Where it came from: step, output and index of the items it was made of, nearest first.
    #[serde(default)]
    pub sources: Vec<model::Source>,
    /// Whether something of it was cut.
    #[serde(default)]
    pub cut: bool,
}

/// Asks for one whole item.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct ValueRead {
    /// Id of the execution.
    pub execution: String,
    /// Number of the step.
    pub step: u32,
    /// Output port.
    pub output: u16,
    /// Its place in the output.
    pub index: u32,
}

/// Asks for the fields of a step's items.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SchemaRead {
    /// Id of the execution.
    pub execution: String,
    /// Number of the step.
    pub step: u32,
    /// Output port.
    pub output: u16,
}

/// The fields of a step's items, from the first 1,000 of them.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Schema {
    /// The fields, in the order in which they first appear.
    pub fields: Vec<FieldInfo>,
    /// How many items were looked at.
    pub looked_at: u32,
    /// The files of the first item.
    pub binary: Vec<(String, Binary)>,
    /// More of what is known.
    #[serde(default)]
    pub extra: Map,
}

/// A field of items.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct FieldInfo {
    /// Its name.
    pub name: String,
    /// What it holds.
    pub kinds: Vec<FieldType>,
    /// How many of the items have it.
    pub present: u32,
    /// A value, as short text.
    pub sample: String,
    /// The fields in it, where it is an object, or a list of objects.
    pub fields: Vec<FieldInfo>,
}

/// What a field holds.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum FieldType {
    /// Text.
    #[default]
    String,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Text that is a point in time.
    Date,
    /// Fields.
    Object,
    /// A list.
    Array,
    /// Nothing.
    Null,
}

/// Asks for part of a file that an item has.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BinaryRead {
    /// The file's SHA-256 as hexadecimal text.
    pub sha256: String,
    /// First byte.
    #[serde(default)]
    pub from: u64,
    /// How many bytes at most, up to 4 MiB.
    pub count: u32,
}

/// Part of a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct BinaryPart {
    /// The bytes as Base64.
    pub bytes: String,
    /// Size of the whole file.
    pub size: u64,
}

/// Asks for a page of a PDF file that an item has, as a picture.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PdfRead {
    /// The file's SHA-256 as hexadecimal text.
    pub sha256: String,
    /// The page, counted from 0.
    #[serde(default)]
    pub page: u32,
    /// How wide the picture is, in pixels, up to 2,400.
    pub width: u32,
}

/// A page of a PDF file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct PdfPicture {
    /// The picture as PNG, in Base64.
    pub png: String,
    /// How many pages the file has.
    pub pages: u32,
}
