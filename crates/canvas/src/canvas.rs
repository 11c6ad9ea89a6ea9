//! The canvas itself: takes a scene in, lets the hand work, draws.

mod api;

use std::rc::Rc;

use egui::{CursorIcon, EventFilter, Id, Rect, Sense, Ui, UiBuilder};
use model::{Edge, NodeId};

use crate::board::Board;
use crate::event::{CanvasEvent, Place};
use crate::fonts;
use crate::graph::{Picture, Shared};
use crate::input::{Command, Gesture, Hand, Input, Keys};
use crate::paint::{self, Minimap};
use crate::replay::{Half, Replay};
use crate::scene::Scene;
use crate::stage::{Hit, Stage};
use crate::theme::Theme;

/// Seconds between two pictures of what moves by itself.
const TICK: f32 = 1.0 / 30.0;
/// Seconds after which cards return to where the workflow has them, if it did not follow a move.
const PATIENCE: f64 = 0.5;

/// Where the view is to turn.
enum Turn {
    All,
    Open,
    Around(Vec<NodeId>),
    Center(NodeId),
    Reveal(NodeId),
    To(Place, f32),
}

/// The canvas: what is seen of a workflow, what is selected, what is being dragged.
pub struct Canvas {
    /// Which key does what.
    pub keys: Keys,
    stage: Shared,
    picture: Picture,
    minimap: Minimap,
    replay: Replay,
    gesture: Gesture,
    /// Revisions of the workflow and of what lies over it.
    known: Option<(u64, u64)>,
    dirty: bool,
    /// Selection, dragged cards or the graph changed: egui_graphs has to know.
    unsynced: bool,
    /// Where the view is to turn with the next scene.
    turn: Option<Turn>,
    /// What is to be selected and lit with the next scene.
    selected: Option<(Vec<NodeId>, Vec<Edge>)>,
    lit: Option<(Vec<NodeId>, Vec<Edge>)>,
    focus_wanted: bool,
    commands: Vec<Command>,
    fallbacks: Vec<(String, Vec<u8>, u32)>,
    lacking: Vec<char>,
    /// The scene's texts have not been compared with the fonts yet.
    unread: bool,
    /// When cards were moved and the workflow has not followed yet.
    moved_at: Option<f64>,
}

impl Default for Canvas {
    fn default() -> Self {
        Self {
            keys: Keys::default(),
            stage: Rc::default(),
            picture: Picture::default(),
            minimap: Minimap::default(),
            replay: Replay::default(),
            gesture: Gesture::None,
            known: None,
            dirty: true,
            unsynced: true,
            turn: Some(Turn::All),
            selected: None,
            lit: None,
            focus_wanted: false,
            commands: Vec::new(),
            fallbacks: Vec::new(),
            lacking: Vec::new(),
            unread: true,
            moved_at: None,
        }
    }
}

impl Canvas {
    /// Draws a scene into all of the room and gives back what a person did.
    pub fn show(&mut self, ui: &mut Ui, scene: &Scene<'_>) -> Vec<CanvasEvent> {
        let rect = ui.available_rect_before_wrap();
        ui.advance_cursor_after_rect(rect);
        if !rect.is_positive() {
            return Vec::new();
        }
        if !fonts::are_installed(ui.ctx()) {
            #[cfg(feature = "bundled-fonts")]
            fonts::install_fonts(ui.ctx(), fonts::Fonts::bundled());
            ui.painter()
                .rect_filled(rect, 0.0, Theme::of(scene.mode).bg);
            ui.ctx().request_repaint();
            return Vec::new();
        }
        let grows = !self.fallbacks.is_empty();
        for (name, bytes, index) in self.fallbacks.drain(..) {
            fonts::add_fallback(ui.ctx(), &name, bytes, index);
            ui.ctx().request_repaint();
        }
        let id = ui.id().with("canvas");
        let input = Input::read(ui, id, rect);
        self.take(scene, rect, &input);
        self.read_characters(ui.ctx());
        let out = self.work(&input);
        self.draw(ui, id, rect);
        self.finish(ui, id, rect);
        // a new font can be used from the next frame on
        self.dirty |= grows;
        self.unread |= grows;
        out
    }

    /// Takes over what the scene says, as far as it is new.
    fn take(&mut self, scene: &Scene<'_>, rect: Rect, input: &Input) {
        let shared = Rc::clone(&self.stage);
        let stage = &mut *shared.borrow_mut();
        let theme = Theme::of(scene.mode);
        let state = (
            stage.mode,
            stage.read_only,
            stage.still,
            stage.view.rect,
            stage.focused,
        );
        if state != (scene.mode, scene.read_only, scene.still, rect, input.ring) {
            (stage.mode, stage.read_only, stage.still, stage.focused) =
                (scene.mode, scene.read_only, scene.still, input.ring);
            stage.theme = theme;
            stage.view.rect = rect;
            self.minimap.forget();
            self.dirty = true;
        }
        let waited = self.moved_at.is_some_and(|at| input.time - at > PATIENCE);
        let revisions = (scene.revision, scene.looks.revision);
        let changed = self.known.is_none_or(|known| known.0 != revisions.0);
        let rebuilt = waited || changed && !stage.board.drawn.follow(scene.workflow, scene.specs);
        if rebuilt {
            stage.replace_board(Board::build(scene.workflow, scene.specs, scene.looks));
            stage.draft = None;
            stage.insert = None;
            stage.lasso = None;
            stage.guides.clear();
            self.gesture = Gesture::None;
            self.moved_at = None;
        } else if self.known != Some(revisions) {
            stage.board.look(scene.looks);
        } else {
            return self.obey(stage);
        }
        self.known = Some(revisions);
        self.dirty = true;
        self.unread = true;
        self.minimap.forget();
        self.obey(stage);
        if rebuilt {
            self.picture.clear();
            self.unsynced = true;
        }
    }

    /// Does what was asked from outside, now that the scene is the one that was meant.
    fn obey(&mut self, stage: &mut Stage) {
        if let Some((nodes, edges)) = self.selected.take() {
            stage.select(&nodes, &edges);
            self.unsynced = true;
            self.dirty = true;
        }
        if let Some((nodes, edges)) = self.lit.take() {
            let any = !(nodes.is_empty() && edges.is_empty());
            stage.highlight = any.then(|| stage.numbers(&nodes, &edges));
            self.dirty = true;
        }
        // an empty workflow is fitted once it has something
        if let Some(turn) = self.turn.take() {
            match turn {
                Turn::All | Turn::Open if stage.board.bounds().is_none() => self.turn = Some(turn),
                turn => stage.turn(&turn),
            }
            self.dirty = true;
        }
    }

    /// Notes which characters no font has.
    fn read_characters(&mut self, ctx: &egui::Context) {
        if std::mem::take(&mut self.unread) {
            let found = self.stage.borrow().board.characters();
            self.lacking = fonts::lacking(ctx, found);
        }
    }

    /// Lets the hand do what pointer and keys say.
    fn work(&mut self, input: &Input) -> Vec<CanvasEvent> {
        let mut out = Vec::new();
        let mut held = self.stage.borrow_mut();
        let stage = &mut *held;
        stage.time = input.time;
        let mut hand = Hand::new(stage, &mut self.gesture, &mut out, input);
        for command in self.commands.drain(..) {
            hand.run(command, input.pointer);
        }
        hand.read(input, &self.keys);
        let (dirty, moved) = (hand.dirty, hand.moved);
        if dirty {
            self.dirty = true;
            self.unsynced = true;
            let carried = matches!(self.gesture, Gesture::Move(_) | Gesture::Resize { .. });
            if moved || carried {
                self.minimap.forget();
            }
        }
        if moved {
            self.moved_at = Some(input.time);
        }
        drop(held);
        let puts = |event: &CanvasEvent| matches!(event, CanvasEvent::AddNodeHere { .. });
        if out.iter().any(puts) {
            self.stay();
        }
        out
    }

    /// An empty canvas onto which somebody puts something stays where it is: what is put there lies under the pointer.
    fn stay(&mut self) {
        let empty = self.stage.borrow().board.bounds().is_none();
        if empty && matches!(self.turn, Some(Turn::All | Turn::Open)) {
            self.turn = None;
        }
    }

    fn draw(&mut self, ui: &mut Ui, id: Id, rect: Rect) {
        let ctx = ui.ctx().clone();
        if self.moved_at.is_some() {
            ctx.request_repaint_after_secs(PATIENCE as f32 + 0.05);
        }
        let layer = ui.layer_id();
        // a picture that changes anyway is not worth keeping: the first after it that does not is
        let changes = std::mem::take(&mut self.dirty);
        let fresh = changes || !self.replay.is_valid(&ctx);
        if changes {
            self.replay.forget();
        }
        if fresh {
            self.replay.begin(&ctx, layer);
            let builder = UiBuilder::new().id_salt(id).max_rect(rect);
            ui.scope_builder(builder, |ui| self.paint(ui, rect));
            if !changes {
                self.replay.end(&ctx, layer, Half::Under);
            }
        } else {
            self.replay.paint(&ctx, layer, Half::Under);
        }
        let painter = ui.painter_at(rect);
        let stage = self.stage.borrow();
        if paint::motion(&stage, &painter) && !stage.still {
            ctx.request_repaint_after_secs(TICK);
        }
        if fresh {
            self.replay.begin(&ctx, layer);
            paint::over(&stage, &mut self.minimap, &painter);
            if !changes {
                self.replay.end(&ctx, layer, Half::Over);
            }
        } else {
            self.replay.paint(&ctx, layer, Half::Over);
        }
    }

    /// Paints everything that lies still, but what floats above it.
    fn paint(&mut self, ui: &mut Ui, rect: Rect) {
        if std::mem::take(&mut self.unsynced) {
            if self.picture.is_empty() {
                self.picture.rebuild(&self.stage);
            }
            self.picture.sync(&self.stage.borrow());
        }
        let painter = ui.painter_at(rect);
        {
            let stage = self.stage.borrow();
            paint::backdrop(&stage, &painter);
            paint::notes(&stage, &painter);
            paint::frames(&stage, &painter);
            paint::far(&stage, &painter);
        }
        self.picture.show(ui, "canvas", &self.stage);
    }

    /// Registers the canvas with egui, above what `GraphView` registered, and sets cursor, focus and tip.
    fn finish(&mut self, ui: &Ui, id: Id, rect: Rect) {
        let response = ui.interact(rect, id, Sense::click_and_drag());
        if std::mem::take(&mut self.focus_wanted) || response.is_pointer_button_down_on() {
            response.request_focus();
        }
        if response.has_focus() {
            let filter = EventFilter {
                horizontal_arrows: true,
                vertical_arrows: true,
                escape: true,
                tab: false,
            };
            ui.memory_mut(|memory| memory.set_focus_lock_filter(id, filter));
        }
        let stage = self.stage.borrow();
        if response.contains_pointer() || self.gesture != Gesture::None {
            ui.ctx().set_cursor_icon(cursor(&stage, &self.gesture));
        }
        if let Hit::Problem(card) = stage.hover
            && let Some(problem) = stage
                .board
                .cards
                .get(card as usize)
                .and_then(|card| card.problem.as_ref())
        {
            let text = crate::text::clean(&problem.text, 600);
            response.on_hover_text_at_pointer(text);
        }
    }
}

fn cursor(stage: &Stage, gesture: &Gesture) -> CursorIcon {
    match gesture {
        Gesture::Pan { .. } | Gesture::Move(_) | Gesture::Map => return CursorIcon::Grabbing,
        Gesture::Wire | Gesture::Lasso { .. } => return CursorIcon::Crosshair,
        Gesture::Resize { edges, .. } => return edge_cursor(*edges),
        Gesture::None | Gesture::Press { .. } => {}
    }
    match stage.hover {
        Hit::Card(_)
        | Hit::Note(_)
        | Hit::Frame(_)
        | Hit::Wire(_)
        | Hit::Plus(_)
        | Hit::Button(_)
        | Hit::Minimap => CursorIcon::PointingHand,
        Hit::Port(..) if !stage.read_only => CursorIcon::Crosshair,
        Hit::NoteEdge(_, edges) => edge_cursor(edges),
        Hit::Problem(_) => CursorIcon::Help,
        Hit::Port(..) | Hit::Empty => CursorIcon::Default,
    }
}

fn edge_cursor(edges: [bool; 4]) -> CursorIcon {
    match edges {
        [true, true, _, _] | [_, _, true, true] => CursorIcon::ResizeNwSe,
        [true, _, _, true] | [_, true, true, _] => CursorIcon::ResizeNeSw,
        [true, ..] | [_, _, true, _] => CursorIcon::ResizeHorizontal,
        _ => CursorIcon::ResizeVertical,
    }
}

impl Stage {
    fn turn(&mut self, turn: &Turn) {
        let rect = |id: &NodeId| {
            let card = self.board.by_id.get(id)?;
            Some(self.board.cards.get(*card as usize)?.rect)
        };
        match turn {
            Turn::All => {
                if let Some(all) = self.board.bounds() {
                    self.view.fit(all);
                }
            }
            Turn::Open => {
                let board = &self.board;
                if let (Some(all), Some(start)) = (board.bounds(), board.beginning()) {
                    self.view.open(all, start);
                }
            }
            Turn::Around(nodes) => {
                if let Some(some) = nodes.iter().filter_map(rect).reduce(Rect::union) {
                    self.view.fit(some);
                }
            }
            Turn::Center(node) => {
                if let Some(rect) = rect(node) {
                    self.view.center_on(rect.center());
                }
            }
            Turn::Reveal(node) => {
                if let Some(rect) = rect(node) {
                    self.view.reveal(rect);
                }
            }
            Turn::To(middle, zoom) => {
                let factor = *zoom / self.view.zoom;
                self.view.zoom_at(self.view.rect.center(), factor);
                self.view.center_on(crate::board::place(*middle));
            }
        }
    }
}
