//! What is drawn: the workflow as it is, and beside it what only the program around the canvas knows.

use model::{Edge, Group, NodeId, Specs, Workflow};
use rustc_hash::FxHashMap;

/// Everything one frame shows. It borrows; the canvas keeps what it derives from it until a revision changes.
#[derive(Clone, Copy)]
pub struct Scene<'a> {
    /// The workflow.
    pub workflow: &'a Workflow,
    /// The kinds, for ports, icons and colours.
    pub specs: &'a Specs,
    /// Another number whenever `workflow` or `specs` changed.
    pub revision: u64,
    /// What lies over the workflow: texts, problems, the state of a run.
    pub looks: &'a Looks,
    /// Light or dark.
    pub mode: Mode,
    /// Nothing can be moved, connected or deleted; looking, selecting and opening work.
    pub read_only: bool,
    /// No motion: the system asks for less of it.
    pub still: bool,
    /// Cards that are moved line up with others and with the grid; Alt lets them go where the pointer is.
    pub snap: bool,
}

/// Light or dark.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Mode {
    /// Dark ink on light surfaces.
    #[default]
    Light,
    /// Light ink on dark surfaces.
    Dark,
}

/// What lies over a workflow. All of it is optional: without it, cards show the node's name and its kind's label.
#[derive(Clone, Debug, Default)]
pub struct Looks {
    /// Another number whenever anything below changed.
    pub revision: u64,
    /// By node.
    pub nodes: FxHashMap<NodeId, NodeLook>,
    /// By wire.
    pub edges: FxHashMap<Edge, EdgeLook>,
    /// Frames drawn behind their members, beside those of the loops, which the canvas finds itself.
    pub frames: Vec<FrameLook>,
}

/// What lies over a node.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct NodeLook {
    /// Title; none is the node's name.
    pub title: Option<String>,
    /// One line that says what the node does; empty is the label of its kind.
    pub summary: String,
    /// Name of a Lucide icon; none is the kind's.
    pub icon: Option<String>,
    /// Whose colour it has; none is the kind's group.
    pub group: Option<Group>,
    /// Labels of the inputs, where they are not the kind's own (a translation).
    pub inputs: Vec<String>,
    /// Labels of the outputs, where they are not the kind's own.
    pub outputs: Vec<String>,
    /// What is wrong with it.
    pub problem: Option<Problem>,
    /// What became of it in a run.
    pub run: Option<Run>,
    /// Its output is pinned.
    pub pinned: bool,
}

/// Something wrong with a node, shown as a badge whose tip is the text.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Problem {
    /// Whether it keeps the workflow from running.
    pub severe: bool,
    /// A sentence.
    pub text: String,
}

/// What became of a node in a run.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Run {
    /// How far it is.
    pub state: RunState,
    /// A few characters in the badge, such as a count of items; empty shows a sign.
    pub badge: String,
    /// Takes the place of the summary, such as "2 pages · 0.2 s"; empty leaves it.
    pub text: String,
}

/// How far a node is in a run.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash)]
pub enum RunState {
    /// Its turn will come.
    #[default]
    Waiting,
    /// It runs now: its card moves.
    Running,
    /// It ended well.
    Success,
    /// It failed.
    Failed,
    /// It was not reached.
    Skipped,
    /// Its result is from before a change.
    Stale,
}

/// What lies over a wire.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct EdgeLook {
    /// A text at its middle, such as "12 items".
    pub label: String,
    /// What flows.
    pub state: EdgeState,
}

/// What flows on a wire.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum EdgeState {
    /// Nothing (yet).
    #[default]
    Idle,
    /// Items, just now: the wire moves.
    Flowing,
    /// Items went over it.
    Done,
}

/// A frame behind some nodes.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct FrameLook {
    /// Its label, on the upper edge.
    pub label: String,
    /// Whose colour it has.
    pub group: Group,
    /// What it goes around.
    pub members: Vec<NodeId>,
}
