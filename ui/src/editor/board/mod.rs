//! The canvas inside the page: a handle that panels use, the picture it draws, and the page's side of it.
//!
//! The canvas draws and says what a person did; `hand` makes edits of it. Only `app`, `stage` and `host` need a browser.

#[cfg(target_arch = "wasm32")]
mod app;
#[cfg(target_arch = "wasm32")]
mod fonts;
mod hand;
#[cfg(target_arch = "wasm32")]
mod hook;
#[cfg(target_arch = "wasm32")]
mod host;
mod looks;
mod menu;
mod rename;
#[cfg(target_arch = "wasm32")]
mod stage;

use std::cell::RefCell;
use std::rc::Rc;

use canvas::{Canvas, Command};
use egui::{Pos2, pos2};
use model::{Edge, NodeId};

use super::state::Selection;

pub use hand::act;
#[cfg(target_arch = "wasm32")]
pub use host::CanvasHost;
pub use looks::follow as follow_looks;
pub use menu::{several as menu_of_several, step_menu};
pub use rename::{RenameField, Renaming};

/// Room around the cards when all of them are shown, in pixels.
const MARGIN: f64 = 112.0;
/// Cards are read down to this zoom.
const READABLE: f64 = 0.7;

/// The canvas, for the panels around it. Cheap to clone; without WebGL it is there and draws nothing.
#[derive(Clone, Default)]
pub struct Board(Rc<Inside>);

#[derive(Default)]
struct Inside {
    canvas: RefCell<Canvas>,
    context: RefCell<Option<egui::Context>>,
    looks: RefCell<canvas::Looks>,
    /// Where the canvas begins, in pixels of the page.
    origin: std::cell::Cell<[f64; 2]>,
    /// Its width and height, in pixels of the page.
    size: std::cell::Cell<[f64; 2]>,
    /// How long the last frames took, in milliseconds: what drawing costs is measured from outside.
    #[cfg(target_arch = "wasm32")]
    frames: RefCell<std::collections::VecDeque<f64>>,
}

impl Board {
    /// Does something with the canvas and shows it again. Nothing while it draws.
    fn with<T>(&self, work: impl FnOnce(&mut Canvas) -> T) -> Option<T> {
        let done = self
            .0
            .canvas
            .try_borrow_mut()
            .ok()
            .map(|mut canvas| work(&mut canvas));
        self.repaint();
        done
    }

    /// Shows the canvas again: something outside of it has changed.
    pub fn repaint(&self) {
        if let Some(context) = &*self.0.context.borrow() {
            context.request_repaint();
            #[cfg(target_arch = "wasm32")]
            stage::wake();
        }
    }

    /// Does what a key or a menu says.
    pub fn run(&self, command: Command) {
        self.with(|canvas| canvas.run(command));
    }

    /// Selects without telling anybody.
    pub fn select(&self, selection: &Selection) {
        self.with(|canvas| canvas.select(&selection.nodes, &selection.edges));
    }

    /// Brings a node into the middle.
    pub fn center_on(&self, node: &NodeId) {
        self.with(|canvas| canvas.center_on(node));
    }

    /// Lights a path; empty lists end it.
    pub fn highlight(&self, nodes: &[NodeId], edges: &[Edge]) {
        self.with(|canvas| canvas.set_highlight(nodes, edges));
    }

    /// Gives the canvas the keyboard.
    pub fn focus(&self) {
        self.with(Canvas::focus);
    }

    /// Forgets selection and view: another workflow is shown.
    pub fn reset(&self) {
        self.with(|canvas| {
            canvas.reset();
            canvas.open();
        });
    }

    /// The middle of what is seen, in the workflow's points.
    pub fn middle(&self) -> [f64; 2] {
        self.with(|canvas| canvas.middle()).unwrap_or_default()
    }

    /// The middle of the canvas in pixels of the page.
    pub fn middle_of_page(&self) -> [f64; 2] {
        let [left, top] = self.0.origin.get();
        let [width, height] = self.0.size.get();
        [left + width / 2.0, top + height / 2.0]
    }

    /// It is drawn in this context from now on. Keys come through the window's actions, which can be bound anew; only what
    /// ends a gesture stays the canvas' own.
    #[cfg(target_arch = "wasm32")]
    fn sits(&self, context: &egui::Context) {
        let mut known = self.0.context.borrow_mut();
        if known.is_none()
            && let Ok(mut canvas) = self.0.canvas.try_borrow_mut()
        {
            canvas
                .keys
                .0
                .retain(|(_, _, command)| *command == Command::Cancel);
            known.replace(context.clone());
        }
    }

    /// Notes how long a frame took.
    #[cfg(target_arch = "wasm32")]
    fn note_frame(&self, seconds: f32) {
        const KEPT: usize = 600;
        let mut frames = self.0.frames.borrow_mut();
        if frames.len() == KEPT {
            frames.pop_front();
        }
        frames.push_back(f64::from(seconds) * 1000.0);
    }

    /// Notes where the canvas is on the page.
    #[cfg(target_arch = "wasm32")]
    pub fn measure(&self, frame: &web_sys::Element) {
        let rect = frame.get_bounding_client_rect();
        self.0.origin.set([rect.left(), rect.top()]);
        self.0.size.set([rect.width(), rect.height()]);
    }

    /// Where something dragged to a place of the page would land.
    pub fn drop_target(&self, page: [f64; 2]) -> Option<canvas::DropTarget> {
        let at = self.to_canvas(page);
        self.with(|canvas| canvas.drop_target(at)).flatten()
    }

    /// Lights the wire on which something dragged to a place of the page would land; none ends it.
    pub fn hint_drop(&self, page: Option<[f64; 2]>) {
        let at = page.map(|page| self.to_canvas(page));
        self.with(|canvas| canvas.hint_drop(at));
    }

    /// A node's card in pixels of the page: left, top, width, height.
    pub fn card(&self, node: &NodeId) -> Option<[f64; 4]> {
        let rect = self.with(|canvas| canvas.card_rect(node)).flatten()?;
        Some(self.to_page(rect))
    }

    /// Brings a node into view, if it is not: with all others where they stay large enough to be read.
    pub fn reveal(&self, node: &NodeId, all: Option<[f64; 4]>) {
        if self.sees(node) {
            return;
        }
        let [wide, high] = self.0.size.get();
        let fits = all.is_some_and(|[left, top, right, bottom]| {
            let zoom = ((wide - MARGIN) / (right - left)).min((high - MARGIN) / (bottom - top));
            zoom >= READABLE
        });
        match fits {
            true => self.run(Command::Fit),
            false => self.center_on(node),
        }
    }

    /// Moves the view no more than it takes for a node to be seen.
    pub fn bring(&self, node: &NodeId) {
        self.with(|canvas| canvas.reveal(node));
    }

    /// Whether all of a node's card is seen.
    pub fn sees(&self, node: &NodeId) -> bool {
        let Some([x, y, width, height]) = self.card(node) else {
            return true;
        };
        let ([left, top], [wide, high]) = (self.0.origin.get(), self.0.size.get());
        x >= left && y >= top && x + width <= left + wide && y + height <= top + high
    }

    /// A place of the canvas in pixels of the page.
    pub fn place_on_page(&self, at: Pos2) -> [f64; 2] {
        let [left, top] = self.0.origin.get();
        let scale = self.scale();
        [
            left + f64::from(at.x) * scale,
            top + f64::from(at.y) * scale,
        ]
    }

    fn to_page(&self, rect: egui::Rect) -> [f64; 4] {
        let [left, top] = self.place_on_page(rect.min);
        let scale = self.scale();
        [
            left,
            top,
            f64::from(rect.width()) * scale,
            f64::from(rect.height()) * scale,
        ]
    }

    fn to_canvas(&self, [x, y]: [f64; 2]) -> Pos2 {
        let [left, top] = self.0.origin.get();
        let scale = self.scale();
        pos2(((x - left) / scale) as f32, ((y - top) / scale) as f32)
    }

    /// Pixels of the page for one of egui's points: 1, unless egui itself is zoomed.
    fn scale(&self) -> f64 {
        let context = self.0.context.borrow();
        context
            .as_ref()
            .map_or(1.0, |context| f64::from(context.zoom_factor()))
    }
}
