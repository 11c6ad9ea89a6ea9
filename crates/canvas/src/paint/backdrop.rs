//! The ground: a colour and dots on the grid, nearer together or farther apart as the view goes.

use egui::epaint::Mesh;
use egui::{Painter, Rect, Shape, pos2, vec2};

use crate::board::STEP;
use crate::stage::Stage;

pub(crate) fn backdrop(stage: &Stage, painter: &Painter) {
    let view = stage.view;
    painter.rect_filled(view.rect, 0.0, stage.theme.bg);
    let mut step = STEP * 2.0;
    while step * view.zoom < 24.0 {
        step *= 2.0;
    }
    while step * view.zoom >= 48.0 {
        step /= 2.0;
    }
    let seen = view.seen();
    let (left, top) = ((seen.min.x / step).floor(), (seen.min.y / step).floor());
    let columns = (seen.width() / step) as usize + 2;
    let rows = (seen.height() / step) as usize + 2;
    let scale = painter.pixels_per_point();
    let size = (1.6 * scale).round().max(1.0) / scale;
    let mut mesh = Mesh::default();
    mesh.reserve_vertices(columns * rows * 4);
    mesh.reserve_triangles(columns * rows * 2);
    for row in 0..rows {
        for column in 0..columns {
            let world = pos2((left + column as f32) * step, (top + row as f32) * step);
            let at = view.to_screen(world);
            let at = pos2(
                (at.x * scale).round() / scale,
                (at.y * scale).round() / scale,
            );
            mesh.add_colored_rect(Rect::from_min_size(at, vec2(size, size)), stage.theme.dot);
        }
    }
    painter.add(Shape::mesh(mesh));
}
