//! The map in the corner: all cards and what of them is seen.

use std::sync::Arc;

use egui::epaint::Mesh;
use egui::{Painter, Pos2, Rect, Shape, Stroke, StrokeKind, Vec2, pos2, vec2};

use rustc_hash::FxHashSet;

use super::{floating, radius};
use crate::stage::Stage;
use crate::view::View;

const SIZE: Vec2 = vec2(164.0, 104.0);
const MARGIN: f32 = 12.0;
/// On a smaller canvas there is no map.
const LEAST: Vec2 = vec2(560.0, 360.0);

/// The cards on the map, kept until one moves.
#[derive(Default)]
pub(crate) struct Minimap {
    mesh: Option<(Arc<Mesh>, Rect)>,
}

impl Minimap {
    pub fn forget(&mut self) {
        self.mesh = None;
    }

    pub fn draw(&mut self, stage: &Stage, painter: &Painter) {
        let (Some(rect), Some(world)) = (rect(stage), world(stage)) else {
            return;
        };
        painter.extend(floating(rect, stage.theme));
        let inner = rect.shrink(8.0);
        let scale = scale(inner, world);
        let to_map = |at: Pos2| inner.center() + (at - world.center()) * scale;
        let key = Rect::from_min_max(to_map(Pos2::ZERO), to_map(pos2(1000.0, 1000.0)));
        let mesh = match &self.mesh {
            Some((mesh, known)) if *known == key => Arc::clone(mesh),
            _ => {
                let mesh = Arc::new(mesh(stage, to_map));
                self.mesh = Some((Arc::clone(&mesh), key));
                mesh
            }
        };
        let clip = painter.with_clip_rect(rect.shrink(2.0).intersect(painter.clip_rect()));
        clip.add(Shape::Mesh(mesh));
        let seen = stage.view.seen();
        let window =
            Rect::from_min_max(to_map(seen.min), to_map(seen.max)).intersect(rect.shrink(3.0));
        if window.is_positive() {
            clip.rect(
                window,
                radius(4.0),
                stage.theme.accent.gamma_multiply(0.07),
                Stroke::new(1.2, stage.theme.accent),
                StrokeKind::Inside,
            );
        }
    }
}

/// Where the map is; none where it would lie over the cards of a small canvas, or tell nothing because all is in view.
pub(crate) fn rect(stage: &Stage) -> Option<Rect> {
    let view = stage.view;
    let room = view.rect.width() >= LEAST.x && view.rect.height() >= LEAST.y;
    let all = stage.board.bounds()?;
    (room && !view.seen().contains_rect(all)).then(|| place(view))
}

fn place(view: View) -> Rect {
    Rect::from_min_size(view.rect.max - SIZE - Vec2::splat(MARGIN), SIZE)
}

/// The place of the canvas under a place of the map.
pub(crate) fn to_world(stage: &Stage, screen: Pos2) -> Option<Pos2> {
    let inner = place(stage.view).shrink(8.0);
    let world = world(stage)?;
    Some(world.center() + (screen - inner.center()) / scale(inner, world))
}

/// What the map shows: all cards. Not the view too, so that the map keeps still under the pointer.
fn world(stage: &Stage) -> Option<Rect> {
    let all = stage.board.bounds()?.expand(120.0);
    Some(Rect::from_center_size(
        all.center(),
        all.size().max(vec2(1200.0, 800.0)),
    ))
}

fn scale(inner: Rect, world: Rect) -> f32 {
    (inner.width() / world.width()).min(inner.height() / world.height())
}

fn mesh(stage: &Stage, to_map: impl Fn(Pos2) -> Pos2) -> Mesh {
    let mut mesh = Mesh::default();
    let mut taken = FxHashSet::default();
    let (notes, cards): (Vec<_>, Vec<_>) =
        stage.board.cards.iter().partition(|card| card.is_note());
    for card in notes.into_iter().chain(cards) {
        let color = match &card.note {
            Some(note) => crate::board::paper_color(note.paper, stage.theme)
                .lerp_to_gamma(stage.theme.muted, 0.15),
            None => stage
                .theme
                .group(card.group)
                .lerp_to_gamma(stage.theme.wire, 0.35),
        };
        let rect = Rect::from_min_max(to_map(card.rect.min), to_map(card.rect.max));
        // of many that share a place on the map, one is enough
        let place = (rect.min.x as i32, rect.min.y as i32);
        if rect.width() < 3.0 && !taken.insert(place) {
            continue;
        }
        mesh.add_colored_rect(
            Rect::from_center_size(rect.center(), rect.size().max(vec2(1.5, 1.0))),
            color,
        );
    }
    mesh
}
