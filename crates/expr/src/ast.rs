//! The tree of a native expression, shaped for evaluation: operators of one precedence and the steps of a path are
//! lists, not towers, so that long expressions make wide trees instead of deep ones.
//!
//! Not here: anything that is not native; there is no node for a call.

use value::{Text, Value};

use crate::scope::{Part, Which};

#[derive(Clone, Debug)]
pub(crate) enum Node {
    Undefined,
    Const(Value),
    Path(Box<Path>),
    Unary(Unary, Box<Node>),
    /// `first op a op b …`, all of one precedence, from the left
    Binary(Box<Node>, Vec<(Binary, Node)>),
    /// `a op b op c …`, all of one operator
    Logic(Logic, Vec<Node>),
    /// `condition ? then : condition ? then : … otherwise`
    Choose(Vec<(Node, Node)>, Box<Node>),
    /// `` `first${node}text…` ``
    Template(Text, Vec<(Node, Text)>),
    Array(Vec<Element>),
    Object(Vec<Entry>),
}

/// A value and the steps read from it. An optional step that meets nothing ends the whole path.
#[derive(Clone, Debug)]
pub(crate) struct Path {
    pub root: Root,
    pub steps: Vec<Step>,
}

#[derive(Clone, Debug)]
pub(crate) enum Root {
    /// `$json`
    Json,
    /// Another `$name`
    Variable(Text),
    /// An item of a node, or of the input
    Item(Source),
    /// `$('node').isExecuted`
    Executed(Text),
    Node(Node),
}

#[derive(Clone, Debug)]
pub(crate) struct Source {
    /// The node, or the input
    pub node: Option<Text>,
    pub which: Which,
    pub part: Part,
    /// Whether the part is read with `?.`
    pub optional: bool,
}

#[derive(Clone, Debug)]
pub(crate) struct Step {
    pub key: Key,
    pub optional: bool,
}

#[derive(Clone, Debug)]
pub(crate) enum Key {
    Name(Text),
    Index(u32),
    Computed(Node),
}

#[derive(Clone, Debug)]
pub(crate) enum Element {
    One(Node),
    Spread(Node),
}

#[derive(Clone, Debug)]
pub(crate) enum Entry {
    Named(Text, Node),
    Computed(Node, Node),
    Spread(Node),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Unary {
    Plus,
    Minus,
    Not,
    BitNot,
    TypeOf,
    Void,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Logic {
    Or,
    And,
    Nullish,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) enum Binary {
    Add,
    Subtract,
    Multiply,
    Divide,
    Remainder,
    Power,
    ShiftLeft,
    ShiftRight,
    ShiftRightZero,
    BitAnd,
    BitOr,
    BitXor,
    Equal,
    NotEqual,
    Same,
    NotSame,
    Less,
    LessEqual,
    Greater,
    GreaterEqual,
    In,
}
