//! Cards and wires from afar: boxes and straight lines, all of them few triangles. It is what makes ten thousand nodes
//! seen at once no slower than a hundred.

use egui::epaint::{Mesh, WHITE_UV};
use egui::{Color32, Painter, Pos2, Rect, Shape};

use super::{card, wire};
use crate::stage::{Detail, Stage};

/// So many wires have soft edges; more are too many, and too small, for it to be seen.
const MOST_SOFT: usize = 2000;

pub(crate) fn far(stage: &Stage, painter: &Painter) {
    if stage.detail() != Detail::Far {
        return;
    }
    let seen = stage.view.seen();
    let pulled = stage.draft.and_then(|draft| draft.pulled);
    let soft = stage.board.wires.len() <= MOST_SOFT;
    let mut mesh = Mesh::default();
    for index in (0..stage.board.wires.len() as u32).filter(|index| pulled != Some(*index)) {
        let Some((from, to)) = stage.board.ends(index) else {
            continue;
        };
        if !Rect::from_two_pos(from, to).intersects(seen) {
            continue;
        }
        let ends = [stage.view.to_screen(from), stage.view.to_screen(to)];
        let stroke = wire::stroke(stage, index);
        if soft {
            painter.line_segment(ends, stroke);
        } else {
            add_line(&mut mesh, ends, stroke.width / 2.0, stroke.color);
        }
    }
    for (index, it) in stage.board.cards.iter().enumerate() {
        if !it.is_note() && it.rect.intersects(seen) {
            card::far(stage, it, index as u32, &mut mesh);
        }
    }
    painter.add(Shape::mesh(mesh));
}

fn add_line(mesh: &mut Mesh, [from, to]: [Pos2; 2], half: f32, color: Color32) {
    let aside = (to - from).normalized().rot90() * half;
    let first = mesh.vertices.len() as u32;
    for pos in [from + aside, to + aside, to - aside, from - aside] {
        mesh.vertices.push(egui::epaint::Vertex {
            pos,
            uv: WHITE_UV,
            color,
        });
    }
    mesh.add_triangle(first, first + 1, first + 2);
    mesh.add_triangle(first, first + 2, first + 3);
}
