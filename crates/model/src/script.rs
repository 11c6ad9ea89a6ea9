//! What goes to the JavaScript worker and what comes back: data only.
//!
//! The engine builds an [`Evaluation`] or a [`CodeRun`], the host hands it to the sandbox, the sandbox answers with typed
//! values. What cannot be known ahead is asked back through [`ScriptHost`], a short list of calls, each a plain value in
//! and a plain value out.

use std::future::Future;
use std::pin::Pin;
use std::sync::Arc;

use serde::{Deserialize, Serialize};
use value::{Map, Text, Value};

use crate::item::Item;

/// What the code of one step sees without asking.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Scope {
    /// `$workflow`: id, name, active.
    pub workflow: Map,
    /// `$execution`: id, mode (`test` or `production`), `resumeUrl`, …; `customData` is answered by calls.
    pub execution: Map,
    /// The node that is run: `name`, `id`, `type`, `version`.
    pub node: Map,
    /// The node's raw parameters with defaults, expressions unresolved (`$parameter`, `$rawParameter`).
    pub parameters: Map,
    /// `$runIndex`: which run of this node it is.
    pub run_index: u32,
    /// `$prevNode`: `name`, `outputIndex`, `runIndex`, where there is one.
    pub previous: Option<Map>,
    /// The items on the first input: `$json`, `$binary`, `$input`, `$items()`.
    pub input: Arc<Vec<Item>>,
    /// The node's own state (`$input.context`, `$('x').context` of itself).
    pub context: Map,
    /// `$vars`.
    pub vars: Map,
    /// `$env`; none means that reading it is refused.
    pub env: Option<Map>,
    /// IANA name of the zone that `$now`, `$today` and luxon use.
    pub timezone: String,
    /// The point in time of `$now`, `Date.now()` and the like, UTC milliseconds; none means the machine's clock.
    pub frozen_ms: Option<i64>,
    /// More top-level variables, such as `$response` and `$pageCount` while pages are read.
    pub extra: Map,
    /// Items hold only their record: `$input.item` is the `json` itself (n8n's binary mode `combined`).
    pub combined: bool,
    /// Reading a node that has not run is an error; otherwise it is undefined.
    pub strict: bool,
}

/// Expressions of one step, to be evaluated for some of its items.
#[derive(Clone, Debug, PartialEq)]
pub struct Evaluation {
    /// What they see.
    pub scope: Arc<Scope>,
    /// Whole parameter texts, each beginning with `=`.
    pub templates: Vec<Text>,
    /// Indexes of the items to evaluate them for.
    pub items: Vec<u32>,
}

/// The results of an [`Evaluation`]: for each template a result for each of the items asked for, in that order.
pub type Evaluated = Vec<Vec<Result<Typed, ScriptError>>>;

/// How the code of a Code node is run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum CodeMode {
    /// Once, over all items; returns items.
    #[default]
    AllItems,
    /// For every item; returns an item.
    EachItem,
    /// n8n's old Function node: `items` in, items out, records may be changed in place.
    Function,
    /// n8n's old Function Item node: `item` is the record.
    FunctionItem,
    /// Once, any value is returned as it is (sort and filter functions).
    Plain,
}

/// One run of a Code node.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeRun {
    /// What it sees.
    pub scope: Arc<Scope>,
    /// The program.
    pub code: Text,
    /// How it is run.
    pub mode: CodeMode,
    /// In [`CodeMode::EachItem`]: an item that fails becomes `{ error }` and the others go on.
    pub continue_on_fail: bool,
    /// How long it may take, in milliseconds.
    pub timeout_ms: u64,
}

/// What a [`CodeRun`] gave.
#[derive(Clone, Debug, PartialEq)]
pub struct CodeReply {
    /// In item modes a list of `{ json, binary?, pairedItem? }`, checked and brought to that form; else what was returned.
    pub result: Result<Typed, ScriptError>,
    /// The lines that `console.*` wrote.
    pub console: Vec<String>,
    /// The node's own state, where the code changed it.
    pub context: Option<Map>,
}

/// A result with the JavaScript types that JSON lacks.
#[derive(Clone, Debug, PartialEq)]
pub enum Typed {
    /// `undefined`
    Undefined,
    /// Plain JSON.
    Json(Value),
    /// A `Date`, UTC milliseconds; NaN for an invalid one.
    Date(f64),
    /// A luxon `DateTime`.
    DateTime {
        /// UTC milliseconds.
        ms: f64,
        /// IANA name or fixed offset.
        zone: String,
        /// ISO text with offset, as `toISO()` gives it.
        iso: String,
    },
    /// A luxon `Duration` or `Interval`, as its ISO text.
    Span {
        /// `Duration` or `Interval`.
        class: String,
        /// ISO text.
        iso: String,
    },
    /// NaN, Infinity or -Infinity, by JavaScript's name.
    NotFinite(f64),
    /// A BigInt in decimal.
    BigInt(String),
    /// A `Map` or a `Set`, as entries or members.
    Collection {
        /// `Map` or `Set`.
        class: String,
        /// Entries (pairs) or members.
        members: Vec<Typed>,
    },
    /// A `RegExp`, as its text.
    RegExp(String),
    /// An `Error`.
    Error {
        /// Its class.
        name: String,
        /// Its message.
        message: String,
    },
    /// A function, by name.
    Function(String),
    /// A list that holds something JSON lacks.
    Array(Vec<Typed>),
    /// An object that holds something JSON lacks.
    Object(Vec<(Text, Typed)>),
}

impl Typed {
    /// The result as an item holds it, as `JSON.parse(JSON.stringify(x))` would give it; `None` for what JSON leaves out.
    pub fn into_json(self) -> Option<Value> {
        match self {
            Typed::Undefined | Typed::Function(_) => None,
            Typed::Json(value) => Some(value),
            Typed::Date(ms) => Some(date_text(ms).map_or(Value::Null, Value::from)),
            Typed::DateTime { iso, .. } | Typed::Span { iso, .. } => Some(iso.into()),
            Typed::NotFinite(_) => Some(Value::Null),
            Typed::BigInt(text) => Some(text.into()),
            Typed::Collection { .. } | Typed::RegExp(_) => Some(Map::new().into()),
            Typed::Error { name, message } => Some(
                Map::from_iter([
                    ("name", Value::from(name)),
                    ("message", Value::from(message)),
                ])
                .into(),
            ),
            Typed::Array(list) => Some(
                list.into_iter()
                    .map(|entry| entry.into_json().unwrap_or_default())
                    .collect(),
            ),
            Typed::Object(entries) => {
                let kept = entries
                    .into_iter()
                    .filter_map(|(key, entry)| Some((key, entry.into_json()?)));
                Some(kept.collect::<Map>().into())
            }
        }
    }
}

/// ISO text of a `Date`, as `toISOString` gives it; none for an invalid one.
fn date_text(ms: f64) -> Option<String> {
    const MOST: f64 = 8.64e15;
    if !ms.is_finite() || ms.abs() > MOST {
        return None;
    }
    let (days, in_day) = (
        (ms as i64).div_euclid(86_400_000),
        (ms as i64).rem_euclid(86_400_000),
    );
    let (year, month, day) = civil(days);
    let (hour, minute, second, milli) = (
        in_day / 3_600_000,
        in_day / 60_000 % 60,
        in_day / 1000 % 60,
        in_day % 1000,
    );
    let year = match year {
        0..=9999 => format!("{year:04}"),
        _ => format!("{}{:06}", if year < 0 { '-' } else { '+' }, year.abs()),
    };
    Some(format!(
        "{year}-{month:02}-{day:02}T{hour:02}:{minute:02}:{second:02}.{milli:03}Z"
    ))
}

/// Year, month and day of a day counted from 1970-01-01 (Howard Hinnant, "chrono-Compatible Low-Level Date Algorithms").
fn civil(days: i64) -> (i64, i64, i64) {
    let z = days + 719_468;
    let era = z.div_euclid(146_097);
    let doe = z.rem_euclid(146_097);
    let yoe = (doe - doe / 1460 + doe / 36_524 - doe / 146_096) / 365;
    let doy = doe - (365 * yoe + yoe / 4 - yoe / 100);
    let mp = (5 * doy + 2) / 153;
    let day = doy - (153 * mp + 2) / 5 + 1;
    let month = if mp < 10 { mp + 3 } else { mp - 9 };
    (yoe + era * 400 + i64::from(month <= 2), month, day)
}

/// Why code did not give a result.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, thiserror::Error)]
#[serde(rename_all = "camelCase", default)]
#[error("{message}")]
pub struct ScriptError {
    /// What kind of failure.
    pub kind: ScriptFault,
    /// Class of the JavaScript error, such as `TypeError` or `ExpressionError`.
    pub name: String,
    /// Its message.
    pub message: String,
    /// More about it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub description: Option<String>,
    /// Line of the code, from 1.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub line: Option<u32>,
    /// Text of that line.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub quote: Option<String>,
    /// Index of the item.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub item: Option<u32>,
    /// A stable code where it is known, such as `paired_item_no_info` or `no_execution_data`.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub code: Option<String>,
}

/// Kinds of failure.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum ScriptFault {
    /// The code threw.
    #[default]
    Thrown,
    /// The code is not JavaScript.
    Syntax,
    /// The expression asks for data that is not there (n8n's ExpressionError).
    Expression,
    /// It took too long and was stopped.
    Timeout,
    /// It used too much memory.
    Memory,
    /// The worker died.
    Killed,
    /// A call asks for something that was not granted.
    Refused,
}

impl ScriptFault {
    /// The code of a step's error where an expression failed like this.
    pub fn expression_code(self) -> &'static str {
        match self {
            Self::Timeout => "expression.timeout",
            Self::Memory => "expression.memory",
            Self::Refused => "refused",
            _ => "expression",
        }
    }
}

impl ScriptError {
    /// A failure of a kind, with the class of its error and a message.
    pub fn new(kind: ScriptFault, name: &str, message: impl Into<String>) -> Self {
        Self {
            kind,
            name: name.to_owned(),
            message: message.into(),
            ..Self::default()
        }
    }

    /// Data that is not there.
    pub fn expression(code: &str, message: impl Into<String>) -> Self {
        Self {
            code: Some(code.to_owned()),
            ..Self::new(ScriptFault::Expression, "ExpressionError", message)
        }
    }
}

/// What code may ask for while it runs.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    rename_all = "camelCase",
    rename_all_fields = "camelCase",
    tag = "call"
)]
pub enum ScriptCall {
    /// What is known of a node: `{ exists, executed, runs, parameters, context, id, type, version, disabled }`.
    Node {
        /// Name.
        name: String,
    },
    /// Items of a node: `{ items: [{ json, binary?, pairedItem? }] }`.
    Items {
        /// Name.
        name: String,
        /// Output port; none means the one the asking node descends from.
        output: Option<u16>,
        /// Which run; none means the last, negative counts from the end.
        run: Option<i64>,
    },
    /// For each of the given input items the item of `name` it descends from: `[{ json, binary?, pairedItem? } | { error }]`.
    Paired {
        /// Name.
        name: String,
        /// Indexes of input items.
        items: Vec<u32>,
    },
    /// The result of a node for `$node["x"]`-style access in the run that the asking node sees: like `Items`.
    RunItems {
        /// Name.
        name: String,
    },
    /// Data that a workflow or a node keeps between executions: a map.
    StaticData {
        /// `global` or `node`.
        scope: String,
    },
    /// Replaces that data.
    SetStaticData {
        /// `global` or `node`.
        scope: String,
        /// The data.
        data: Map,
    },
    /// Reads the execution's custom data: a map.
    CustomData {},
    /// Sets one entry of the execution's custom data.
    SetCustomData {
        /// Key.
        key: String,
        /// Value, as text.
        value: String,
    },
    /// Sends an HTTP request; options and answer are those of `helpers.httpRequest`.
    HttpRequest {
        /// The options.
        options: Map,
    },
    /// The bytes of a binary of an input item, as base64.
    BinaryData {
        /// Index of the input item.
        item: u32,
        /// Property name.
        property: String,
    },
    /// Stores bytes as a binary; the reference comes back.
    StoreBinary {
        /// Base64.
        data: String,
        /// File name.
        file_name: Option<String>,
        /// Media type.
        mime_type: Option<String>,
    },
    /// What an agent's tool call gave for a key (`$fromAI`): the value, or null.
    FromAi {
        /// Key.
        key: String,
        /// Index of the item.
        item: u32,
    },
    /// What stands around an AI node (`$agentInfo`, `$tool`): `{ agentInfo?, tool? }`.
    AiInfo {},
    /// A line for the run's console, while the code still runs.
    Console {
        /// The line.
        line: String,
    },
}

/// A boxed future, for traits that are used as objects.
pub type BoxFuture<'a, T> = Pin<Box<dyn Future<Output = T> + Send + 'a>>;

/// Answers the calls of running code.
pub trait ScriptHost: Send + Sync {
    /// Answers one call with a plain value.
    fn call(&self, call: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>>;
}
