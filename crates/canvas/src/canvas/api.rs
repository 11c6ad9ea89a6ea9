//! What the program around the canvas asks of it.

use egui::{Pos2, Rect};
use model::{Edge, NodeId};

use super::{Canvas, Turn};
use crate::event::{DropTarget, Place};
use crate::input::{Command, Gesture, wire_near};
use crate::rects::Rects;
use crate::stage::{Selection, place};

impl Canvas {
    /// Forgets selection and gestures, and fits the next scene: another workflow was opened.
    pub fn reset(&mut self) {
        let mut stage = self.stage.borrow_mut();
        stage.selection = Selection::default();
        stage.highlight = None;
        drop(stage);
        self.gesture = Gesture::None;
        self.known = None;
        self.moved_at = None;
        self.selected = None;
        self.lit = None;
        self.turn = Some(Turn::All);
        self.dirty = true;
    }

    /// Does something as if its key had been pressed; its events come from the next [`Canvas::show`].
    pub fn run(&mut self, command: Command) {
        self.commands.push(command);
    }

    /// Shows all of the workflow.
    pub fn fit(&mut self) {
        self.turn = Some(Turn::All);
    }

    /// Shows the workflow as somebody who opens it wants to see it: all of it, or its beginning where all would be too small.
    pub fn open(&mut self) {
        self.turn = Some(Turn::Open);
    }

    /// Shows all of these nodes.
    pub fn fit_to(&mut self, nodes: &[NodeId]) {
        self.turn = Some(Turn::Around(nodes.to_vec()));
    }

    /// Brings a node into the middle.
    pub fn center_on(&mut self, node: &NodeId) {
        self.turn = Some(Turn::Center(node.clone()));
    }

    /// Moves the view no more than it takes for a node to be seen.
    pub fn reveal(&mut self, node: &NodeId) {
        self.turn = Some(Turn::Reveal(node.clone()));
    }

    /// Where the view is: its middle and its zoom, to come back to with [`Canvas::set_view`].
    pub fn view(&self) -> (Place, f32) {
        (self.middle(), self.zoom())
    }

    /// Looks at a place with a zoom.
    pub fn set_view(&mut self, (middle, zoom): (Place, f32)) {
        self.turn = Some(Turn::To(middle, zoom));
    }

    /// Zooms around the middle of the view; 1 is 100 %.
    pub fn zoom_to(&mut self, zoom: f32) {
        let view = &mut self.stage.borrow_mut().view;
        view.zoom_at(view.rect.center(), zoom / view.zoom);
        self.dirty = true;
    }

    /// The zoom; 1 is 100 %.
    pub fn zoom(&self) -> f32 {
        self.stage.borrow().view.zoom
    }

    /// Selects nodes and wires, those too that only the next scene has. It gives no event.
    pub fn select(&mut self, nodes: &[NodeId], edges: &[Edge]) {
        self.selected = Some((nodes.to_vec(), edges.to_vec()));
    }

    /// What is selected.
    pub fn selection(&self) -> (Vec<NodeId>, Vec<Edge>) {
        if let Some(wanted) = &self.selected {
            return wanted.clone();
        }
        let stage = self.stage.borrow();
        stage.ids(&stage.selection)
    }

    /// Lights these nodes and wires and lets all others step back: the way a value came. Empty lists end it.
    pub fn set_highlight(&mut self, nodes: &[NodeId], edges: &[Edge]) {
        self.lit = Some((nodes.to_vec(), edges.to_vec()));
    }

    /// Gives the canvas the keyboard.
    pub fn focus(&mut self) {
        self.focus_wanted = true;
    }

    /// Where something dragged from outside would land at a place of the screen.
    pub fn drop_target(&self, screen: Pos2) -> Option<DropTarget> {
        let stage = self.stage.borrow();
        if stage.read_only || !stage.view.rect.contains(screen) {
            return None;
        }
        let world = stage.view.to_world(screen);
        let target = match wire_near(&stage, world, 24.0, None) {
            Some(wire) => {
                DropTarget::Edge(stage.board.wires[wire as usize].edge.clone(), place(world))
            }
            None => DropTarget::Empty(place(world)),
        };
        Some(target)
    }

    /// Lights the wire on which something dragged from outside would land; none ends it.
    pub fn hint_drop(&mut self, screen: Option<Pos2>) {
        if screen.is_some() {
            self.stay();
        }
        let mut stage = self.stage.borrow_mut();
        let world = screen
            .filter(|screen| stage.view.rect.contains(*screen))
            .map(|screen| stage.view.to_world(screen));
        let insert = world
            .filter(|_| !stage.read_only)
            .and_then(|world| wire_near(&stage, world, 24.0, None));
        self.dirty |= insert != stage.insert;
        stage.insert = insert;
    }

    /// Where a place of the screen is on the canvas.
    pub fn place_at(&self, screen: Pos2) -> Place {
        self.stage.borrow().world(screen)
    }

    /// The middle of what is seen.
    pub fn middle(&self) -> Place {
        let stage = self.stage.borrow();
        stage.world(stage.view.rect.center())
    }

    /// Adds a font for characters that the bundled one lacks, after those added before: a file, and which of the fonts
    /// in it (0 where there is one).
    pub fn add_fallback_font(&mut self, name: &str, bytes: Vec<u8>, index: u32) {
        self.fallbacks.push((name.to_owned(), bytes, index));
    }

    /// Characters of the last scene that no font has, in their order and a few hundred at most: what a fallback is wanted
    /// for. It changes when workflow, looks or fonts do.
    pub fn lacking(&self) -> &[char] {
        &self.lacking
    }

    /// Where a node's card is on the screen, for something laid over it.
    pub fn card_rect(&self, node: &NodeId) -> Option<Rect> {
        let stage = self.stage.borrow();
        let card = stage.board.by_id.get(node)?;
        Some(
            stage
                .view
                .rect_to_screen(stage.board.cards[*card as usize].rect),
        )
    }

    /// How many cards the last scene had.
    pub fn cards(&self) -> usize {
        self.stage.borrow().board.cards.len()
    }

    /// Where everything is on the screen, for tests.
    pub fn rects(&self) -> Rects {
        Rects::of(&self.stage.borrow())
    }
}
