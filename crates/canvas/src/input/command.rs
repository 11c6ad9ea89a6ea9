//! What can be done without a pointer.

use egui::{Pos2, Rect, Vec2, vec2};

use super::{Gesture, Hand};
use crate::board::STEP;
use crate::event::CanvasEvent;
use crate::stage::{Selection, place};

/// Something to do on the canvas, from a key, a menu or a palette.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Command {
    /// Opens the selected node.
    Open,
    /// Names the selected node.
    Rename,
    /// Disables the selected nodes, or enables them.
    ToggleDisabled,
    /// Deletes what is selected and joins the wires around it.
    Delete,
    /// Deletes what is selected with all its wires.
    DeleteWires,
    /// Copies the selected nodes.
    Copy,
    /// Cuts the selected nodes.
    Cut,
    /// Doubles the selected nodes.
    Duplicate,
    /// Selects everything.
    SelectAll,
    /// Groups the selected nodes.
    Group,
    /// Adds a note.
    AddNote,
    /// Adds a node.
    AddNode,
    /// Shows everything.
    Fit,
    /// Zooms to 100 %.
    ActualSize,
    /// Zooms in.
    ZoomIn,
    /// Zooms out.
    ZoomOut,
    /// Selects the next node in a direction.
    Walk(Direction),
    /// Moves the selected nodes a step.
    Nudge(Direction),
    /// Ends what is being done, else the selection.
    Cancel,
}

/// A direction.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "they say it themselves")]
pub enum Direction {
    Left,
    Right,
    Up,
    Down,
}

impl Direction {
    pub(super) fn vec(self) -> Vec2 {
        match self {
            Self::Left => vec2(-1.0, 0.0),
            Self::Right => vec2(1.0, 0.0),
            Self::Up => vec2(0.0, -1.0),
            Self::Down => vec2(0.0, 1.0),
        }
    }
}

impl Command {
    /// Whether it leads to a change of the workflow.
    pub fn edits(self) -> bool {
        match self {
            Self::Rename
            | Self::ToggleDisabled
            | Self::Delete
            | Self::DeleteWires
            | Self::Cut
            | Self::Duplicate => true,
            Self::Group | Self::AddNote | Self::AddNode | Self::Nudge(_) => true,
            Self::Open
            | Self::Copy
            | Self::SelectAll
            | Self::Fit
            | Self::ActualSize
            | Self::ZoomIn => false,
            Self::ZoomOut | Self::Walk(_) | Self::Cancel => false,
        }
    }
}

impl Hand<'_> {
    /// Does a command; `pointer` is where the pointer is, if it is over the canvas.
    pub fn run(&mut self, command: Command, pointer: Option<Pos2>) {
        if command.edits() && self.stage.read_only {
            return;
        }
        let screen = pointer.unwrap_or_else(|| self.stage.view.rect.center());
        let at = self.stage.world(screen);
        let (nodes, edges) = self.stage.ids(&self.stage.selection);
        let one = (nodes.len() == 1).then(|| nodes[0].clone());
        match command {
            Command::Open => self.out.extend(one.map(CanvasEvent::Open)),
            Command::Rename => {
                let screen = self
                    .selected_rect()
                    .map(|rect| self.stage.view.rect_to_screen(rect));
                self.out.extend(
                    one.zip(screen)
                        .map(|(node, screen)| CanvasEvent::Rename { node, screen }),
                );
            }
            Command::ToggleDisabled if !nodes.is_empty() => {
                self.out.push(CanvasEvent::ToggleDisabled(nodes))
            }
            Command::Delete | Command::DeleteWires if !(nodes.is_empty() && edges.is_empty()) => {
                self.out.push(CanvasEvent::Delete {
                    nodes,
                    edges,
                    heal: command == Command::Delete,
                });
            }
            Command::Copy if !nodes.is_empty() => self.out.push(CanvasEvent::Copy(nodes)),
            Command::Cut if !nodes.is_empty() => self.out.push(CanvasEvent::Cut(nodes)),
            Command::Duplicate if !nodes.is_empty() => self.out.push(CanvasEvent::Duplicate(nodes)),
            Command::SelectAll => self.select_all(),
            Command::Group => {
                if let Some(rect) = self
                    .selected_rect()
                    .map(|rect| rect.expand2(vec2(24.0, 40.0)))
                {
                    let size = [f64::from(rect.width()), f64::from(rect.height())];
                    self.out.push(CanvasEvent::Group {
                        nodes,
                        at: place(rect.min),
                        size,
                    });
                }
            }
            Command::AddNote => self.out.push(CanvasEvent::AddNote { at }),
            Command::AddNode => self.out.push(CanvasEvent::AddNodeHere { at, screen }),
            Command::Walk(direction) => self.walk(direction),
            Command::Nudge(direction) => self.nudge(direction),
            Command::Cancel => self.back(),
            Command::Fit => {
                self.fit();
                self.view_changed();
            }
            Command::ActualSize => self.zoom(1.0 / self.stage.view.zoom),
            Command::ZoomIn => self.zoom(1.25),
            Command::ZoomOut => self.zoom(0.8),
            _ => {}
        }
    }

    fn zoom(&mut self, factor: f32) {
        let middle = self.stage.view.rect.center();
        self.stage.view.zoom_at(middle, factor);
        self.view_changed();
    }

    pub fn fit(&mut self) {
        if let Some(bounds) = self.stage.board.bounds() {
            self.stage.view.fit(bounds);
        }
    }

    fn back(&mut self) {
        if *self.gesture == Gesture::None && self.stage.draft.is_none() {
            self.select(Selection::default());
        } else {
            self.cancel();
        }
    }

    fn select_all(&mut self) {
        let cards = (0..self.stage.board.cards.len() as u32).collect();
        let wires = (0..self.stage.board.wires.len() as u32).collect();
        self.select(Selection { cards, wires });
    }

    fn selected_rect(&self) -> Option<Rect> {
        self.stage
            .board
            .bounds_of(self.stage.selection.cards.iter().copied())
    }

    fn nudge(&mut self, direction: Direction) {
        let mut cards: Vec<u32> = self.stage.selection.cards.iter().copied().collect();
        cards.sort_unstable();
        if cards.is_empty() {
            return;
        }
        let by = direction.vec() * STEP;
        let places: Vec<(u32, Pos2)> = cards
            .iter()
            .map(|card| (*card, self.stage.board.cards[*card as usize].rect.min + by))
            .collect();
        self.stage.board.drift(&places);
        self.stage.board.settle();
        let id = |card: u32| self.stage.board.cards[card as usize].id.clone();
        self.out.push(CanvasEvent::MoveNodes(
            places
                .iter()
                .map(|(card, at)| (id(*card), place(*at)))
                .collect(),
        ));
        self.moved = true;
        self.dirty = true;
    }
}
