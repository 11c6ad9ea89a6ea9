//! Draws a workflow as cards and wires and says what a person did to it.
//!
//! [`Canvas::show`] takes a [`Scene`] and gives back [`CanvasEvent`]s. egui_graphs' `GraphView` walks and draws the graph
//! through our own node and edge displays; ports, connecting, routing, culling and the view are ours. [`tidy`] lays a
//! workflow out, [`scopes`] says what its loops and branches contain.
//!
//! Refused here: changing the workflow (events only), product words (every text arrives with the scene), menus, dialogs
//! and panels, reading files or clocks.

mod board;
mod canvas;
mod event;
mod fonts;
mod graph;
mod icons;
mod input;
mod markdown;
mod paint;
mod rects;
mod replay;
mod scene;
mod scopes;
mod stage;
mod text;
mod theme;
mod tidy;
mod view;

pub use canvas::Canvas;
pub use event::{CanvasEvent, DropTarget, Place, PortRef, Side, Target};
pub use fonts::{Fonts, install_fonts};
pub use input::{Command, Direction, Keys};
pub use rects::Rects;
pub use scene::{
    EdgeLook, EdgeState, FrameLook, Looks, Mode, NodeLook, Problem, Run, RunState, Scene,
};
pub use scopes::{Scope, scopes};
pub use theme::Theme;
pub use tidy::tidy;
