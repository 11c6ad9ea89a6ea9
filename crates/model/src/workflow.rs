//! The document a person draws.

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use value::{Map, Text, Value};

use crate::spec::PortKind;

/// Id of a workflow: UUIDv7 text; an imported one keeps n8n's in [`Workflow::origin`].
pub type WorkflowId = String;
/// Id of a node, unique in its workflow.
pub type NodeId = Text;

/// A workflow: nodes, edges, settings.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Workflow {
    /// Id; empty until the workflow is first stored.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub id: WorkflowId,
    /// Name as a person reads it.
    pub name: String,
    /// The nodes, in the order in which they were added. Sticky notes are nodes of kind `note`.
    #[serde(default)]
    pub nodes: Vec<Node>,
    /// The wires.
    #[serde(default)]
    pub edges: Vec<Edge>,
    /// Settings of the whole workflow.
    #[serde(default, skip_serializing_if = "is_default")]
    pub settings: Settings,
    /// Tags, for finding it.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub tags: Vec<String>,
    /// Folder path with `/`, for finding it; none is the top.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub folder: Option<String>,
    /// Output that a person pinned to a node (by node id): used instead of running it while editing.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub pinned: Map,
    /// What an import knew that Millrace has no word for; written back on export.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub origin: Map,
}

/// One step on the canvas.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Node {
    /// Id, unique in the workflow.
    #[schemars(with = "String")]
    pub id: NodeId,
    /// Name, unique in the workflow; expressions name nodes by it.
    #[schemars(with = "String")]
    pub name: Text,
    /// Kind, such as `http.request`. A kind Millrace lacks is written `n8n:` and n8n's type: a placeholder.
    pub kind: String,
    /// Version of the kind; parameters mean what they meant in that version.
    pub version: f64,
    /// Position on the canvas in points, x to the right, y down.
    #[serde(default)]
    pub position: [f64; 2],
    /// The parameters that differ from the kind's defaults; text that begins with `=` is an expression.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub parameters: Map,
    /// A disabled node passes its first input through.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub disabled: bool,
    /// Run once with the first item only.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub execute_once: bool,
    /// Put out one empty item where the node would put out none.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub always_output: bool,
    /// What happens when it fails.
    #[serde(default, skip_serializing_if = "is_default")]
    pub on_error: OnError,
    /// Whether it is tried again when it fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub retry: Option<Retry>,
    /// How long one attempt may take, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
    /// Keep the result of a pure node and use it again for the same input.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub cache: bool,
    /// A note by the person.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub note: Option<String>,
    /// Credentials by slot.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub credentials: Vec<CredentialRef>,
    /// What an import knew that Millrace has no word for; written back on export.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub origin: Map,
}

/// A credential a node is bound to. It holds no secret.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CredentialRef {
    /// The slot: the credential type, such as `httpHeaderAuth`.
    pub slot: String,
    /// Id of the credential, if one was chosen on this machine.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub id: Option<String>,
    /// Name as a person reads it.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub name: String,
}

/// What happens when a node fails, after its retries.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum OnError {
    /// The execution fails.
    #[default]
    Stop,
    /// Failed items go on as `{ error }` on the first output.
    Continue,
    /// Failed items go to an extra output, the last one.
    ErrorOutput,
    /// The node puts out nothing and the execution goes on.
    Skip,
    /// The node's input goes out unchanged on the given output.
    Fallback {
        /// Index of the output.
        output: u16,
    },
}

/// How a failed node is tried again.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Retry {
    /// Attempts in all, 2 to 10.
    pub attempts: u32,
    /// How long to wait between them.
    pub wait: RetryWait,
}

impl Retry {
    /// Most attempts a node may ask for.
    pub const MOST: u32 = 10;

    /// Attempts that are made, whatever was asked for.
    pub fn made(&self) -> u32 {
        self.attempts.clamp(1, Self::MOST)
    }
}

impl Default for Retry {
    /// Three attempts, a second apart.
    fn default() -> Self {
        Self {
            attempts: 3,
            wait: RetryWait::Fixed { ms: 1000 },
        }
    }
}

/// The wait between two attempts.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase", rename_all_fields = "camelCase")]
pub enum RetryWait {
    /// Always the same.
    Fixed {
        /// Milliseconds.
        ms: u64,
    },
    /// Twice as long each time, up to a limit, each shortened by a random part up to half (so that many do not come at
    /// once).
    Exponential {
        /// The first wait in milliseconds.
        first_ms: u64,
        /// The longest wait in milliseconds.
        most_ms: u64,
    },
}

/// A wire from an output port to an input port.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Edge {
    /// Where items come from.
    pub from: EdgeEnd,
    /// Where they go.
    pub to: EdgeEnd,
}

/// One end of a wire.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct EdgeEnd {
    /// Id of the node.
    #[schemars(with = "String")]
    pub node: NodeId,
    /// What flows.
    #[serde(default, skip_serializing_if = "is_default")]
    pub kind: PortKind,
    /// Which of the ports of that kind, from 0.
    #[serde(default, skip_serializing_if = "is_default")]
    pub port: u16,
}

impl Edge {
    /// A `main` wire from an output of one node to an input of another.
    pub fn main(from: impl Into<NodeId>, output: u16, to: impl Into<NodeId>, input: u16) -> Self {
        let end = |node, port| EdgeEnd {
            node,
            kind: PortKind::Main,
            port,
        };
        Self {
            from: end(from.into(), output),
            to: end(to.into(), input),
        }
    }
}

/// In which order the steps of an execution run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ExecutionOrder {
    /// One branch to its end, then the next, the topmost first (n8n's v1).
    #[default]
    V1,
    /// The first step of each branch, then the second of each (n8n before version 1).
    Legacy,
}

/// Settings of a whole workflow.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Settings {
    /// In which order steps run.
    #[serde(default, skip_serializing_if = "is_default")]
    pub execution_order: ExecutionOrder,
    /// IANA time zone of schedules and expressions; none is the machine's.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timezone: Option<String>,
    /// How long an execution may take, in milliseconds.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub timeout_ms: Option<u64>,
    /// Id of the workflow that runs when this one fails.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub error_workflow: Option<String>,
    /// n8n's settings that have no word here; written back on export.
    #[serde(default, skip_serializing_if = "Map::is_empty")]
    pub origin: Map,
}

impl Settings {
    /// Whether code and expressions see an item as its record alone (n8n's binary mode `combined`).
    pub fn combines_files(&self) -> bool {
        self.origin.get("binaryMode").and_then(Value::as_str) == Some("combined")
    }
}

fn is_default<T: Default + PartialEq>(value: &T) -> bool {
    *value == T::default()
}

impl Workflow {
    /// The node with an id.
    pub fn node(&self, id: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.id.as_str() == id)
    }

    /// The node with an id, for writing.
    pub fn node_mut(&mut self, id: &str) -> Option<&mut Node> {
        self.nodes.iter_mut().find(|node| node.id.as_str() == id)
    }

    /// The node with a name.
    pub fn node_named(&self, name: &str) -> Option<&Node> {
        self.nodes.iter().find(|node| node.name.as_str() == name)
    }

    /// The output pinned to a node, if any.
    pub fn pinned_items(&self, id: &str) -> Option<&[Value]> {
        self.pinned.get(id)?.as_array()
    }
}

impl Node {
    /// Kind of sticky notes, which are never run.
    pub const NOTE: &'static str = "note";
    /// Prefix of the kind of a placeholder.
    pub const PLACEHOLDER: &'static str = "n8n:";

    /// A node of a kind with a name; id and name are the same until somebody says otherwise.
    pub fn new(name: impl Into<Text>, kind: impl Into<String>, version: f64) -> Self {
        let name = name.into();
        Self {
            id: name.clone(),
            name,
            kind: kind.into(),
            version,
            ..Self::default()
        }
    }

    /// Whether this is a sticky note.
    pub fn is_note(&self) -> bool {
        self.kind == Self::NOTE
    }

    /// Whether Millrace lacks this kind and only keeps the node.
    pub fn is_placeholder(&self) -> bool {
        self.kind.starts_with(Self::PLACEHOLDER)
    }
}
