//! What the program around the canvas asks of it.

use canvas::{CanvasEvent, Mode, NodeLook, Theme};
use egui::{FontDefinitions, Shape, vec2};
use model::{Edge, NodeId};

use crate::sample;
use crate::stand::Stand;

#[test]
fn a_node_is_selected_before_it_is_drawn() {
    let mut stand = Stand::steps();
    let desk = stand.desk();
    desk.workflow
        .nodes
        .push(sample::node("New", "edit", 864.0, 192.0));
    desk.revision += 1;
    desk.canvas.select(&["New".into()], &[]);
    assert_eq!(desk.canvas.selection().0, [NodeId::from("New")]);
    stand.settle();
    assert_eq!(stand.selected().0, ["New"]);
    assert_eq!(stand.events(), [], "who asks need not be told");
}

#[test]
fn the_view_turns_where_it_is_asked_to() {
    let mut stand = Stand::new(sample::large(1000));
    let some: Vec<NodeId> = ["n40", "n41", "n75"].map(Into::into).into();
    stand.desk().canvas.fit_to(&some);
    stand.settle();
    let rects = stand.rects();
    assert_eq!(stand.desk().canvas.zoom(), 1.0);
    for id in &some {
        assert!(rects.canvas.contains_rect(rects.node(id).unwrap()));
    }
    // what is seen is not moved, what is not comes just in
    stand.desk().canvas.reveal(&"n41".into());
    stand.settle();
    assert_eq!(stand.rects().nodes, rects.nodes);
    stand.desk().canvas.reveal(&"n60".into());
    stand.settle();
    let moved = stand.rects();
    let card = moved.node("n60").unwrap();
    assert!(moved.canvas.contains_rect(card));
    assert!(moved.canvas.right() - card.right() < 30.0);
    // nodes that are not there turn nothing
    stand.desk().canvas.center_on(&"gone".into());
    stand.desk().canvas.fit_to(&[]);
    stand.settle();
    assert_eq!(stand.rects().nodes, moved.nodes);
}

#[test]
fn a_view_is_come_back_to() {
    let mut stand = Stand::new(sample::large(1000));
    stand.desk().canvas.set_view(([500.0, 300.0], 0.75));
    stand.settle();
    let view = stand.desk().canvas.view();
    assert_eq!(view, ([500.0, 300.0], 0.75));
    stand.desk().canvas.reset();
    stand.settle();
    assert_ne!(stand.desk().canvas.view(), view);
    stand.desk().canvas.set_view(view);
    stand.settle();
    assert_eq!(stand.desk().canvas.view(), view);
    stand
        .desk()
        .canvas
        .set_view(([f64::NAN, 1.0e300], f32::NAN));
    stand.settle();
    let (middle, zoom) = stand.desk().canvas.view();
    assert!(middle.iter().all(|part| part.is_finite()) && zoom.is_finite());
}

#[test]
fn an_empty_workflow_is_fitted_once_it_has_a_node() {
    let mut stand = Stand::new(model::Workflow::default());
    assert_eq!(stand.rects().nodes, []);
    stand.change(|desk| {
        let far = sample::node("First", "manual", 9_000.0, 9_000.0);
        desk.workflow.nodes.push(far);
    });
    let rects = stand.rects();
    assert!(rects.canvas.contains_rect(rects.node("First").unwrap()));
}

#[test]
fn a_lit_path_stands_out() {
    let path = Theme::of(Mode::Light).path;
    let lit = |stand: &Stand| {
        let shapes = &stand.0.output().shapes;
        let is = |shape: &Shape| match shape {
            Shape::Rect(rect) => rect.stroke.color == path,
            Shape::Path(line) => line.stroke.color == egui::epaint::ColorMode::Solid(path),
            _ => false,
        };
        shapes.iter().filter(|clipped| is(&clipped.shape)).count()
    };
    let mut stand = Stand::steps();
    let edge = Edge::main("Start", 0, "Fetch", 0);
    let nodes = ["Start", "Fetch"].map(NodeId::from);
    stand
        .desk()
        .canvas
        .set_highlight(&nodes, std::slice::from_ref(&edge));
    stand.settle();
    assert_eq!(lit(&stand), 3, "two cards and their wire");
    // it stays when the workflow changes, and ends when it is asked to
    stand.change(|desk| desk.workflow.nodes.rotate_left(1));
    assert_eq!(lit(&stand), 3);
    stand.desk().canvas.set_highlight(&[], &[]);
    stand.settle();
    assert_eq!(lit(&stand), 0);
}

#[test]
fn a_card_says_where_it_is_for_what_lies_over_it() {
    let mut stand = Stand::steps();
    let before = stand.card("Fetch");
    stand.desk().canvas.zoom_to(2.0);
    stand.settle();
    let after = stand.desk().canvas.card_rect(&"Fetch".into()).unwrap();
    assert_eq!(after.size(), before.size() * 2.0);
    assert_eq!(stand.desk().canvas.card_rect(&"gone".into()), None);
}

#[test]
fn what_the_fonts_lack_is_told_until_a_font_has_it() {
    let mut stand = Stand::steps();
    assert_eq!(stand.desk().canvas.lacking(), []);
    stand.change(|desk| {
        desk.workflow.nodes[0].name = "Ünïcode, Ελλάδα, Привет".into();
        let look = NodeLook {
            summary: "🎉 發票 🎉".to_owned(),
            ..NodeLook::default()
        };
        desk.looks.nodes.insert("Fetch".into(), look);
    });
    assert_eq!(stand.desk().canvas.lacking(), ['發', '票', '🎉']);
    let fonts = FontDefinitions::default();
    let emoji = fonts.font_data["NotoEmoji-Regular"].font.to_vec();
    stand.desk().canvas.add_fallback_font("emoji", emoji, 0);
    stand.0.ctx.request_repaint();
    stand.0.run_steps(4);
    assert_eq!(stand.desk().canvas.lacking(), ['發', '票']);
    stand
        .desk()
        .canvas
        .add_fallback_font("broken", vec![1, 2, 3], 0);
}

#[test]
fn a_change_of_what_is_drawn_ends_a_drag_and_nothing_else_does() {
    let mut stand = Stand::steps();
    let from = stand.grip("Loose");
    let by = vec2(96.0, 96.0);
    stand.press(from);
    stand.pull(from, from + by / 2.0);
    stand.desk().looks.revision += 1;
    stand.pull(from + by / 2.0, from + by);
    stand.release(from + by);
    assert!(matches!(&stand.deeds()[..], [CanvasEvent::MoveNodes(_)]));
    // Somebody types into a form, or an answer to an earlier edit comes: no card is elsewhere for that.
    let mut stand = Stand::steps();
    stand.press(from);
    stand.pull(from, from + by / 2.0);
    stand.desk().workflow.nodes[0]
        .parameters
        .insert("typed", "here");
    stand.desk().revision += 1;
    stand.pull(from + by / 2.0, from + by);
    stand.release(from + by);
    assert!(matches!(&stand.deeds()[..], [CanvasEvent::MoveNodes(_)]));
    let mut stand = Stand::steps();
    stand.press(from);
    stand.pull(from, from + by / 2.0);
    stand.desk().workflow.nodes[0].name = "Another name".into();
    stand.desk().revision += 1;
    stand.pull(from + by / 2.0, from + by);
    stand.release(from + by);
    assert_eq!(stand.deeds(), []);
}
