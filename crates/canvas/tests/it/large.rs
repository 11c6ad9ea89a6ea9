//! Large workflows: only what is seen is drawn, and gestures still work.

use canvas::CanvasEvent;
use egui::{Shape, vec2};

use crate::sample;
use crate::stand::Stand;

fn shapes(stand: &Stand) -> usize {
    fn count(shape: &Shape) -> usize {
        match shape {
            Shape::Vec(shapes) => shapes.iter().map(count).sum(),
            Shape::Noop => 0,
            _ => 1,
        }
    }
    let clipped = &stand.0.output().shapes;
    clipped.iter().map(|clipped| count(&clipped.shape)).sum()
}

#[test]
fn of_ten_thousand_nodes_only_the_seen_are_drawn() {
    let few = {
        let mut stand = Stand::new(sample::large(100));
        stand.desk().canvas.zoom_to(1.0);
        stand.desk().canvas.center_on(&"n55".into());
        stand.settle();
        shapes(&stand)
    };
    let mut stand = Stand::new(sample::large(10_000));
    stand.desk().canvas.zoom_to(1.0);
    stand.desk().canvas.center_on(&"n5050".into());
    stand.settle();
    let many = shapes(&stand);
    assert!(many < few * 2, "{many} shapes, {few} of a hundred nodes");
    assert!(many < 1500, "{many} shapes");
}

#[test]
fn from_afar_all_cards_are_one_shape() {
    let mut stand = Stand::new(sample::large(10_000));
    assert!(stand.desk().canvas.zoom() < 0.1);
    let all = shapes(&stand);
    assert!(all < 200, "{all} shapes");
    let boxes = stand.0.output().shapes.iter().any(
        |clipped| matches!(&clipped.shape, Shape::Mesh(mesh) if mesh.indices.len() >= 6 * 10_000),
    );
    assert!(boxes, "each card has its box");
    let rects = stand.rects();
    for (id, rect) in &rects.nodes {
        assert!(rects.canvas.contains_rect(*rect), "{id}");
    }
}

#[test]
fn one_of_ten_thousand_is_taken_hold_of() {
    let mut stand = Stand::new(sample::large(10_000));
    stand.desk().canvas.zoom_to(1.0);
    stand.desk().canvas.center_on(&"n5050".into());
    stand.settle();
    let from = stand.grip("n5050");
    stand.drag(from, from + vec2(16.0, 32.0));
    let deeds = stand.deeds();
    let [CanvasEvent::MoveNodes(places)] = &deeds[..] else {
        panic!("it was not moved: {deeds:?}");
    };
    assert_eq!(places[0].0.as_str(), "n5050");
}
