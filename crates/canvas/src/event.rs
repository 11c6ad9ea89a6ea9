//! What a person did. The program around the canvas makes edits of it; the canvas changes nothing itself.

use egui::{Pos2, Rect};
use model::{Edge, EdgeEnd, NodeId};

/// A place on the canvas in the workflow's own points.
pub type Place = [f64; 2];

/// Something a person did.
#[derive(Clone, Debug, PartialEq)]
pub enum CanvasEvent {
    /// Other nodes or wires are selected.
    Selected {
        /// All selected nodes, in the workflow's order.
        nodes: Vec<NodeId>,
        /// All selected wires.
        edges: Vec<Edge>,
    },
    /// A node is to be opened (double click, Enter); a note is to be edited.
    Open(NodeId),
    /// A node's name is to be edited, in this rectangle of the screen.
    Rename {
        /// The node.
        node: NodeId,
        /// Where its card is.
        screen: Rect,
    },
    /// Nodes are disabled, or enabled again if all of them are disabled.
    ToggleDisabled(Vec<NodeId>),
    /// Nodes were moved: one event at the end of a drag, one for every nudge.
    MoveNodes(Vec<(NodeId, Place)>),
    /// A note got another place and size.
    ResizeNote {
        /// The note.
        node: NodeId,
        /// Its upper left corner.
        at: Place,
        /// Width and height.
        size: Place,
    },
    /// A wire was drawn between two ports that fit.
    Connect(Edge),
    /// A wire's end was pulled off and put on another port.
    Reconnect {
        /// The wire as it was.
        from: Edge,
        /// The wire as it is wanted.
        to: Edge,
    },
    /// A wire's end was pulled off and dropped on nothing.
    Disconnect(Edge),
    /// A wire was dropped on nothing: a node is wanted there, joined to this port.
    ConnectToNew {
        /// The port the wire came from.
        port: PortRef,
        /// Where the new node's port should be.
        at: Place,
        /// The same on the screen, for the palette.
        screen: Pos2,
    },
    /// A new node is wanted in the middle of a wire (its plus was pressed).
    InsertNew {
        /// The wire.
        edge: Edge,
        /// Where the node's middle should be.
        at: Place,
        /// The same on the screen, for the palette.
        screen: Pos2,
    },
    /// A node without wires was dropped on a wire.
    InsertNode {
        /// The node.
        node: NodeId,
        /// The wire.
        edge: Edge,
        /// The node's new place.
        at: Place,
    },
    /// A node is wanted here (double click on nothing, or the key for it).
    AddNodeHere {
        /// Where.
        at: Place,
        /// The same on the screen, for the palette.
        screen: Pos2,
    },
    /// A note is wanted here.
    AddNote {
        /// Where.
        at: Place,
    },
    /// These nodes are to be grouped.
    Group {
        /// The nodes.
        nodes: Vec<NodeId>,
        /// Upper left corner of a frame around them.
        at: Place,
        /// Its width and height.
        size: Place,
    },
    /// These are to be deleted.
    Delete {
        /// The nodes.
        nodes: Vec<NodeId>,
        /// The wires.
        edges: Vec<Edge>,
        /// Whether the wires around deleted nodes are joined.
        heal: bool,
    },
    /// These are to be copied.
    Copy(Vec<NodeId>),
    /// These are to be cut.
    Cut(Vec<NodeId>),
    /// The clipboard is to be pasted.
    Paste {
        /// Its text, where the system handed it over.
        text: Option<String>,
        /// Where: under the pointer, or in the middle of the view.
        at: Place,
    },
    /// These are to be doubled.
    Duplicate(Vec<NodeId>),
    /// A menu is wanted.
    ContextMenu {
        /// For what.
        target: Target,
        /// Where on the canvas.
        at: Place,
        /// Where on the screen.
        screen: Pos2,
    },
    /// The view moved or was zoomed; the number is the zoom (1 is 100 %).
    ViewChanged(f32),
}

/// What is under the pointer.
#[derive(Clone, Debug, PartialEq)]
pub enum Target {
    /// Nothing.
    Empty,
    /// A node; the selection holds it.
    Node(NodeId),
    /// A wire; the selection holds it.
    Edge(Edge),
    /// A port.
    Port(PortRef),
}

/// Where something dragged over the canvas from outside would land.
#[derive(Clone, Debug, PartialEq)]
pub enum DropTarget {
    /// On nothing, here.
    Empty(Place),
    /// On a wire, here.
    Edge(Edge, Place),
}

/// Which side of a node a port is on.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Side {
    /// Things come in.
    Input,
    /// Things go out.
    Output,
}

/// A port.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct PortRef {
    /// Which side.
    pub side: Side,
    /// Its node, kind and number.
    pub end: EdgeEnd,
}

impl PortRef {
    /// The wire between two ports, if one is an output, one an input of another node, and the same flows in both.
    pub fn edge_to(&self, other: &Self) -> Option<Edge> {
        let (from, to) = match (self.side, other.side) {
            (Side::Output, Side::Input) => (self, other),
            (Side::Input, Side::Output) => (other, self),
            _ => return None,
        };
        let fits = from.end.kind == to.end.kind && from.end.node != to.end.node;
        fits.then(|| Edge {
            from: from.end.clone(),
            to: to.end.clone(),
        })
    }
}
