//! Every change of a workflow is an [`Edit`], applied by one function that gives back the edit which undoes it.
//!
//! Edits address nodes by id and parameters by path, so that another document (a CRDT, one day) can take them too. An
//! edit that fails changes nothing. Not here: gestures, selections, what is worth undoing together.

mod apply;
mod heal;
mod history;
mod node;
mod parameter;
mod path;
mod rename;

pub use apply::apply;
pub use heal::{remove_and_heal, unique_name};
pub use history::History;
pub use path::{ParamPath, Step};

use serde::{Deserialize, Deserializer, Serialize};
use value::{Map, Text, Value};

use crate::workflow::{CredentialRef, Edge, ExecutionOrder, Node, NodeId, OnError, Retry};

/// One change of a workflow.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "edit",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Edit {
    /// Adds a node.
    AddNode {
        /// The node, with an id and a name that no other has.
        node: Box<Node>,
        /// Its place in the list; the end where none is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<usize>,
    },
    /// Removes a node with its wires and its pinned output. See also [`remove_and_heal`].
    RemoveNode {
        /// The node.
        node: NodeId,
    },
    /// Moves a node on the canvas.
    MoveNode {
        /// The node.
        node: NodeId,
        /// Where to.
        to: [f64; 2],
    },
    /// Gives a node another name; the expressions and programs of the workflow that name it follow.
    RenameNode {
        /// The node.
        node: NodeId,
        /// A name that no other node has.
        name: Text,
    },
    /// Gives a node another name and leaves everything else alone. Undoing a renaming uses it: the expressions get
    /// their old texts back, to the letter.
    LabelNode {
        /// The node.
        node: NodeId,
        /// A name that no other node has.
        name: Text,
    },
    /// Sets a parameter, or removes it where there is no value. What is missing on the way to it is created.
    SetParameter {
        /// The node.
        node: NodeId,
        /// The parameter; an empty path means all of them.
        path: ParamPath,
        /// The value.
        #[serde(
            default,
            deserialize_with = "present",
            skip_serializing_if = "Option::is_none"
        )]
        value: Option<Value>,
    },
    /// Inserts an element into a list parameter.
    InsertElement {
        /// The node.
        node: NodeId,
        /// The list; it is created where it is missing.
        list: ParamPath,
        /// The element's place, at most the list's length.
        at: usize,
        /// The element.
        value: Value,
    },
    /// Moves an element within a list parameter.
    MoveElement {
        /// The node.
        node: NodeId,
        /// The list.
        list: ParamPath,
        /// Where the element is.
        from: usize,
        /// Where it goes, counted without it.
        to: usize,
    },
    /// Changes a setting of a node.
    SetNode {
        /// The node.
        node: NodeId,
        /// The setting and its value.
        setting: NodeSetting,
    },
    /// Draws a wire.
    Connect {
        /// The wire.
        edge: Edge,
        /// Its place in the list; the end where none is given.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        at: Option<usize>,
    },
    /// Removes a wire.
    Disconnect {
        /// The wire.
        edge: Edge,
    },
    /// Pins output to a node.
    Pin {
        /// The node.
        node: NodeId,
        /// The items.
        items: Vec<Value>,
    },
    /// Takes the pinned output off a node.
    Unpin {
        /// The node.
        node: NodeId,
    },
    /// Replaces all pinned output.
    SetPins {
        /// Items by node id.
        pins: Map,
    },
    /// Changes the workflow itself.
    SetWorkflow {
        /// What of it, and its value.
        setting: WorkflowSetting,
    },
    /// Several changes, all or none.
    Many {
        /// The changes in order.
        edits: Vec<Edit>,
    },
}

/// A setting of a node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum NodeSetting {
    /// Whether it passes its input through instead of running.
    Disabled(bool),
    /// Whether it runs with the first item only.
    ExecuteOnce(bool),
    /// Whether it puts out an empty item instead of none.
    AlwaysOutput(bool),
    /// What happens when it fails.
    OnError(OnError),
    /// Whether it is tried again.
    Retry(Option<Retry>),
    /// How long an attempt may take, in milliseconds.
    TimeoutMs(Option<u64>),
    /// Whether its result is kept for the same input.
    Cache(bool),
    /// A person's note.
    Note(Option<String>),
    /// Its credentials.
    Credentials(Vec<CredentialRef>),
    /// Its kind, where a placeholder's kind was found.
    Kind(String),
    /// The version of its kind.
    Version(f64),
    /// What an import kept.
    Origin(Map),
}

/// Something of a workflow itself.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WorkflowSetting {
    /// Its name.
    Name(String),
    /// Its tags.
    Tags(Vec<String>),
    /// Its folder.
    Folder(Option<String>),
    /// In which order its steps run.
    ExecutionOrder(ExecutionOrder),
    /// Its time zone.
    Timezone(Option<String>),
    /// How long an execution may take, in milliseconds.
    TimeoutMs(Option<u64>),
    /// The workflow that runs when it fails.
    ErrorWorkflow(Option<String>),
}

/// A value that is there, be it null.
fn present<'de, D: Deserializer<'de>>(from: D) -> Result<Option<Value>, D::Error> {
    Value::deserialize(from).map(Some)
}

/// Why an edit was not applied. The workflow is as it was.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum EditError {
    /// There is no such node.
    #[error("There is no node `{0}` any more.")]
    NoNode(NodeId),
    /// Another node has the id.
    #[error("Another node has the id `{0}` already.")]
    IdTaken(NodeId),
    /// Another node has the name.
    #[error("Another node is called `{0}` already. Choose another name.")]
    NameTaken(Text),
    /// A name is empty.
    #[error("A node needs a name.")]
    NoName,
    /// The path leads nowhere.
    #[error("The node has no parameter `{0}`.")]
    NoParameter(ParamPath),
    /// There is no list at the path.
    #[error("The parameter `{0}` is not a list.")]
    NoList(ParamPath),
    /// A list has no such place.
    #[error("The list `{list}` has no place {at}.")]
    NoPlace {
        /// The list.
        list: ParamPath,
        /// The place.
        at: usize,
    },
    /// The wire is there already.
    #[error("These two ports are connected already.")]
    Connected,
    /// There is no such wire.
    #[error("There is no such wire any more.")]
    NoEdge,
    /// A position or a version is not a usable number.
    #[error("`{0}` is not a usable number.")]
    NoNumber(String),
    /// The parameter would be nested too deep to be stored.
    #[error("The value nests lists and objects too deep to be stored.")]
    TooDeep,
}

impl Edit {
    /// Several edits as one.
    pub fn many(edits: impl IntoIterator<Item = Edit>) -> Self {
        Self::Many {
            edits: edits.into_iter().collect(),
        }
    }

    /// Adds a node at the end of the list.
    pub fn add(node: Node) -> Self {
        Self::AddNode {
            node: Box::new(node),
            at: None,
        }
    }

    /// Draws a wire.
    pub fn connect(edge: Edge) -> Self {
        Self::Connect { edge, at: None }
    }

    /// Sets a parameter of a node.
    pub fn set(
        node: impl Into<NodeId>,
        path: impl Into<ParamPath>,
        value: impl Into<Value>,
    ) -> Self {
        Self::SetParameter {
            node: node.into(),
            path: path.into(),
            value: Some(value.into()),
        }
    }

    /// Removes a parameter of a node, which then has its default.
    pub fn unset(node: impl Into<NodeId>, path: impl Into<ParamPath>) -> Self {
        Self::SetParameter {
            node: node.into(),
            path: path.into(),
            value: None,
        }
    }
}
