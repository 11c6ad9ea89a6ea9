//! The editor's state: one handle that every panel holds. Panels read its signals and call its verbs.

use std::collections::HashSet;
use std::sync::Arc;

use api::RunScope;
use leptos::prelude::*;
use model::{Edge, Edit, ExecutionEvent, Node, NodeId, Problem, Specs, Workflow};

use super::board::{Board, Renaming};
use super::draft::Open;
use super::fault;
use super::gesture::Place;
use super::progress::Progress;
use super::sync;

/// What is selected on the canvas or in the outline.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Selection {
    /// The nodes.
    pub nodes: Vec<NodeId>,
    /// The wires.
    pub edges: Vec<Edge>,
}

/// The inspector's tabs.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Tab {
    /// What the step does.
    #[default]
    Settings,
    /// What came in last.
    Input,
    /// What went out last.
    Output,
}

/// What the canvas and the outline show.
#[derive(Clone, Debug, Default)]
pub enum Shown {
    /// The draft, to be edited.
    #[default]
    Draft,
    /// A run that was, as its workflow was.
    Run(Arc<Workflow>),
    /// What a version would change: both workflows in one.
    Versions(Arc<Workflow>, Arc<super::compare::Difference>),
}

/// A step is wanted: where, and where on the page the list of steps opens.
#[derive(Clone, Debug, PartialEq)]
pub struct Wanted {
    /// Where the step goes.
    pub place: Place,
    /// The pointer, in pixels of the page.
    pub at: [f64; 2],
}

/// A place in a step's form that is to be shown.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Spot {
    /// The step.
    pub node: NodeId,
    /// Path of the field, dotted.
    pub field: Option<String>,
}

/// What is open besides canvas and inspector.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum Panel {
    /// Nothing.
    #[default]
    None,
    /// The steps of the run.
    Steps,
    /// What is wrong.
    Problems,
    /// The versions.
    Versions,
}

/// What a run asks before it begins.
#[derive(Clone, Debug, PartialEq)]
pub enum Ask {
    /// To be allowed what the workflow wants.
    Grants {
        /// What was asked for, and is asked for again once it is allowed.
        scope: RunScope,
        /// What is missing, as `--allow` takes it.
        missing: Vec<String>,
    },
    /// Whether a step that sends something is to be tried, alone or with those before it.
    Unsafe(NodeId, RunScope),
    /// Whether the steps before are to be run, because there is no input yet.
    NoInput(NodeId),
    /// Whether it is to be run again while a run of it that was cut off waits for a decision.
    CutOff,
}

/// The editor.
#[derive(Clone, Copy)]
pub struct Editor {
    /// The workflow with its changes.
    pub open: RwSignal<Open>,
    /// The kinds of steps.
    pub specs: StoredValue<Arc<Specs>>,
    /// What the canvas shows.
    pub shown: RwSignal<Shown>,
    /// What is selected.
    pub selection: RwSignal<Selection>,
    /// The inspector's tab.
    pub tab: RwSignal<Tab>,
    /// The run that is followed, or the last one.
    pub run: RwSignal<Option<Progress>>,
    /// A run was asked for and is not open yet.
    pub starting: RwSignal<bool>,
    /// What was told of runs and is not shown yet.
    pub told: StoredValue<Vec<ExecutionEvent>>,
    /// What is wrong, and what is still to be filled in.
    pub problems: RwSignal<Arc<Vec<Problem>>>,
    /// What is wrong.
    pub faults: Memo<Arc<Vec<Problem>>>,
    /// Steps that were just added and not left yet: what they lack is not wrong, only still to be filled in.
    pub fresh: RwSignal<HashSet<NodeId>>,
    /// The files that the last run wrote, as a sentence, and the run.
    pub written: RwSignal<Option<(String, String)>>,
    /// Steps whose result is from before a change.
    pub stale: RwSignal<Arc<HashSet<NodeId>>>,
    /// The item that values are shown for.
    pub item: RwSignal<u32>,
    /// Which of a step's runs is looked at, where it is not the last.
    pub iteration: RwSignal<Option<(NodeId, usize)>>,
    /// A step is wanted.
    pub wanted: RwSignal<Option<Wanted>>,
    /// The outline is shown instead of the canvas.
    pub outline: RwSignal<bool>,
    /// The list of steps on the left is open.
    pub palette: RwSignal<bool>,
    /// The inspector is open.
    pub inspector: RwSignal<bool>,
    /// The name in the inspector is being edited.
    pub naming: RwSignal<bool>,
    /// The panel at the bottom.
    pub panel: RwSignal<Panel>,
    /// The field that a problem's button leads to.
    pub spot: RwSignal<Option<Spot>>,
    /// Why there is no canvas.
    pub no_canvas: RwSignal<Option<String>>,
    /// The card whose name is edited in place.
    pub renaming: RwSignal<Option<Renaming>>,
    /// The station of the tour that is shown.
    pub tour: RwSignal<Option<usize>>,
    /// How far the last run was to go, or the one that was refused.
    pub scope: StoredValue<RunScope>,
    /// What a run asks for before it begins.
    pub ask: RwSignal<Option<Ask>>,
    /// Zoom of the canvas; 1 is 100 %.
    pub zoom: RwSignal<f32>,
    /// The canvas.
    pub board: StoredValue<Board, LocalStorage>,
}

impl Editor {
    /// An editor of a draft.
    pub fn new(open: Open, specs: Arc<Specs>) -> Self {
        let palette = kept_palette(&open);
        let (problems, fresh) = (RwSignal::default(), RwSignal::default());
        Self {
            open: RwSignal::new(open),
            specs: StoredValue::new(specs),
            shown: RwSignal::new(Shown::Draft),
            selection: RwSignal::default(),
            tab: RwSignal::default(),
            run: RwSignal::new(None),
            starting: RwSignal::new(false),
            told: StoredValue::default(),
            problems,
            faults: Memo::new(move |_| fault::faults(&problems.read(), &fresh.read())),
            fresh,
            written: RwSignal::default(),
            stale: RwSignal::default(),
            item: RwSignal::new(0),
            iteration: RwSignal::new(None),
            wanted: RwSignal::new(None),
            outline: RwSignal::new(false),
            palette: RwSignal::new(palette),
            inspector: RwSignal::new(true),
            naming: RwSignal::new(false),
            panel: RwSignal::default(),
            spot: RwSignal::new(None),
            no_canvas: RwSignal::new(None),
            renaming: RwSignal::new(None),
            tour: RwSignal::new(None),
            scope: StoredValue::new(RunScope::All),
            ask: RwSignal::new(None),
            zoom: RwSignal::new(1.0),
            board: StoredValue::new_local(Board::default()),
        }
    }

    /// The kinds of steps.
    pub fn specs(&self) -> Arc<Specs> {
        self.specs.get_value()
    }

    /// Id of the workflow.
    pub fn id(&self) -> String {
        self.open.with_untracked(|open| open.workflow().id.clone())
    }

    /// Whether the draft can be changed here.
    pub fn is_editable(&self) -> bool {
        self.shown.with(|shown| matches!(shown, Shown::Draft))
    }

    /// The same, asked once.
    pub fn is_editable_now(&self) -> bool {
        self.shown
            .try_with_untracked(|shown| matches!(shown, Shown::Draft))
            .unwrap_or(false)
    }

    /// Reads the workflow that is shown, and follows it.
    pub fn with<T>(&self, read: impl FnOnce(&Workflow) -> T) -> T {
        self.shown.with(|shown| match shown {
            Shown::Draft => self.open.with(|open| read(open.workflow())),
            Shown::Run(workflow) | Shown::Versions(workflow, _) => read(workflow),
        })
    }

    /// Reads the workflow that is shown, once.
    pub fn peek<T>(&self, read: impl FnOnce(&Workflow) -> T) -> T {
        self.shown.with_untracked(|shown| match shown {
            Shown::Draft => self.open.with_untracked(|open| read(open.workflow())),
            Shown::Run(workflow) | Shown::Versions(workflow, _) => read(workflow),
        })
    }

    /// A node, and what becomes of it.
    pub fn node(&self, id: NodeId) -> Memo<Option<Node>> {
        let editor = *self;
        Memo::new(move |_| editor.with(|workflow| workflow.node(&id).cloned()))
    }

    /// The node whose form is shown: the only one that is selected.
    pub fn inspected(&self) -> Memo<Option<NodeId>> {
        let editor = *self;
        Memo::new(move |_| {
            editor
                .selection
                .with(|selection| match &selection.nodes[..] {
                    [one] => Some(one.clone()),
                    _ => None,
                })
        })
    }

    /// The same, asked once.
    pub fn inspected_now(&self) -> Option<NodeId> {
        self.selection
            .with_untracked(|selection| match &selection.nodes[..] {
                [one] => Some(one.clone()),
                _ => None,
            })
    }

    /// Whether a run is going on, or about to.
    pub fn is_running(&self) -> bool {
        self.starting.get()
            || self
                .run
                .with(|run| run.as_ref().is_some_and(Progress::is_running))
    }

    /// The middle of what is seen of the canvas, in the workflow's points.
    pub fn middle(&self) -> [f64; 2] {
        self.board.with_value(Board::middle)
    }

    /// The middle of the canvas in pixels of the page.
    pub fn middle_of_page(&self) -> [f64; 2] {
        self.board.with_value(Board::middle_of_page)
    }

    /// Changes the workflow; whether it could be done.
    pub fn perform(&self, edit: Edit) -> bool {
        if !self.is_editable_now() {
            return false;
        }
        let done = self.open.try_update(|open| open.perform(edit));
        match done {
            Some(Ok(())) => {
                sync::soon(*self);
                true
            }
            Some(Err(error)) => {
                super::say::refused(&error);
                false
            }
            None => false,
        }
    }

    /// Changes the workflow by what a gesture comes to, if it comes to anything.
    pub fn perform_some(&self, edit: Option<Edit>) -> bool {
        edit.is_some_and(|edit| self.perform(edit))
    }

    /// Takes the last change back.
    pub fn undo(&self) {
        self.turn(Open::undo);
    }

    /// Does again what was taken back.
    pub fn redo(&self) {
        self.turn(Open::redo);
    }

    fn turn(&self, turn: fn(&mut Open) -> bool) {
        if self.is_editable_now() && self.open.try_update(turn) == Some(true) {
            self.drop_gone();
            sync::soon(*self);
        }
    }

    /// The field that was edited is left: the next change is a step of its own.
    pub fn settle(&self) {
        self.open.update_untracked(Open::settle);
        sync::soon(*self);
    }
}

/// Key of the settings' layout under which the palette's state stands.
pub(super) const PALETTE: &str = "editor.palette";

/// Narrower windows begin without the list of steps, unless there are no steps yet.
const WIDE: f64 = 1360.0;

/// Whether the list of steps is open: as it was left, else where there is room for it.
fn kept_palette(open: &Open) -> bool {
    let settings = crate::session::settings();
    let kept = settings.with_untracked(|settings| settings.layout.get(PALETTE).cloned());
    let width = window().inner_width().ok().and_then(|width| width.as_f64());
    match kept {
        Some(word) => word == "open",
        None => open.workflow().nodes.is_empty() || width.is_none_or(|width| width >= WIDE),
    }
}

/// A new id.
pub fn new_id() -> NodeId {
    uuid::Uuid::now_v7().to_string().into()
}
