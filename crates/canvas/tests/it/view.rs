//! Looking around: zoom, pan, fit, the map and the buttons.

use canvas::CanvasEvent;
use egui::{Event, Modifiers, MouseWheelUnit, PointerButton, Pos2, TouchPhase, Vec2, pos2, vec2};

use crate::sample;
use crate::stand::Stand;

fn wheel(stand: &mut Stand, delta: Vec2, modifiers: Modifiers) {
    stand.send(Event::ModifiersChanged(modifiers));
    stand.send(Event::MouseWheel {
        unit: MouseWheelUnit::Point,
        delta,
        phase: TouchPhase::Move,
        modifiers,
    });
    // the wheel is smoothed over some frames
    stand.0.run_steps(40);
    stand.send(Event::ModifiersChanged(Modifiers::NONE));
}

#[test]
fn zoom_keeps_what_is_under_the_pointer() {
    let mut stand = Stand::steps();
    let corner = stand.card("Save").right_top();
    stand.hover(corner);
    for delta in [120.0, 40.0, -300.0] {
        wheel(&mut stand, vec2(0.0, delta), Modifiers::COMMAND);
        let now = stand.card("Save").right_top();
        assert!(now.distance(corner) < 0.1, "{now:?} {corner:?}");
    }
    assert_ne!(stand.desk().canvas.zoom(), 1.0);
    assert!(matches!(
        stand.events()[..],
        [CanvasEvent::ViewChanged(_), ..]
    ));
}

#[test]
fn a_pinch_zooms_to_the_pointer() {
    let mut stand = Stand::steps();
    let corner = stand.card("Start").left_top();
    stand.hover(corner);
    stand.send(Event::Zoom(1.5));
    stand.settle();
    assert_eq!(stand.desk().canvas.zoom(), 1.5);
    assert!(stand.card("Start").left_top().distance(corner) < 0.1);
    for factor in [f32::INFINITY, f32::NAN, 0.0, -2.0, 1.0e9, 1.0e-9] {
        stand.send(Event::Zoom(factor));
        stand.settle();
        let zoom = stand.desk().canvas.zoom();
        assert!((0.02..=4.0).contains(&zoom), "{factor}: {zoom}");
    }
}

#[test]
fn the_wheel_and_the_middle_button_move_the_view() {
    let mut stand = Stand::steps();
    let before = stand.card("Start");
    stand.hover(pos2(600.0, 700.0));
    wheel(&mut stand, vec2(30.0, -50.0), Modifiers::NONE);
    let after = stand.card("Start");
    assert!((after.min - before.min - vec2(30.0, -50.0)).length() < 0.5);
    let from = stand.grip("Fetch");
    stand.drag_with(
        from,
        from + vec2(-70.0, 20.0),
        PointerButton::Middle,
        Modifiers::NONE,
    );
    stand.settle();
    let moved = stand.card("Start").min - after.min;
    assert!((moved - vec2(-70.0, 20.0)).length() < 0.01);
    assert_eq!(stand.deeds(), []);
}

#[test]
fn a_finger_on_nothing_moves_the_view() {
    let mut stand = Stand::steps();
    let before = stand.card("Start").min;
    let (from, to) = (pos2(200.0, 100.0), pos2(260.0, 130.0));
    let touch = |phase, pos| Event::Touch {
        device_id: egui::TouchDeviceId(0),
        id: egui::TouchId(0),
        phase,
        pos,
        force: None,
    };
    stand.send(touch(TouchPhase::Start, from));
    stand.press(from);
    for step in 1..=4 {
        let at = from.lerp(to, step as f32 / 4.0);
        stand.send(touch(TouchPhase::Move, at));
        stand.hover(at);
    }
    stand.release(to);
    stand.send(touch(TouchPhase::End, to));
    stand.settle();
    assert!((stand.card("Start").min - before - (to - from)).length() < 0.01);
    assert_eq!(stand.selected(), (vec![], 0));
}

#[test]
fn fit_shows_everything() {
    for size in [vec2(1280.0, 800.0), vec2(500.0, 900.0), vec2(150.0, 90.0)] {
        let (workflow, _) = sample::invoices();
        let mut stand = Stand::sized(workflow, size);
        stand.desk().canvas.zoom_to(3.0);
        stand.settle();
        stand.desk().canvas.fit();
        stand.settle();
        let rects = stand.rects();
        for (id, rect) in &rects.nodes {
            assert!(rects.canvas.contains_rect(*rect), "{size:?} {id}: {rect:?}");
        }
    }
}

#[test]
fn the_buttons_zoom_and_fit() {
    let mut stand = Stand::steps();
    let button = |stand: &mut Stand, name: &str| -> Pos2 {
        let buttons = stand.rects().buttons;
        let (_, rect) = buttons.iter().find(|(known, _)| *known == name).unwrap();
        assert!(rect.width() >= 24.0 && rect.height() >= 24.0);
        rect.center()
    };
    for (name, zoom) in [("in", 1.25), ("out", 1.0), ("out", 0.8), ("actual", 1.0)] {
        let at = button(&mut stand, name);
        stand.click(at);
        let now = stand.desk().canvas.zoom();
        assert!((now - zoom).abs() < 1.0e-4, "{name}: {now}");
    }
    let before = stand.card("Start");
    stand.drag_with(
        pos2(600.0, 700.0),
        pos2(700.0, 700.0),
        PointerButton::Middle,
        Modifiers::NONE,
    );
    let at = button(&mut stand, "fit");
    stand.click(at);
    assert_eq!(stand.card("Start"), before);
}

#[test]
fn the_map_moves_the_view() {
    let mut stand = Stand::new(sample::large(1000));
    assert_eq!(stand.rects().minimap, None, "all is in view");
    stand.desk().canvas.zoom_to(1.0);
    stand.settle();
    let map = stand.rects().minimap.expect("there is room for a map");
    let middle = stand.desk().canvas.middle();
    stand.click(map.left_top() + Vec2::splat(20.0));
    let now = stand.desk().canvas.middle();
    assert!(
        now[0] < middle[0] - 1000.0 && now[1] < middle[1] - 500.0,
        "{middle:?} {now:?}"
    );
    stand.drag(map.left_top() + Vec2::splat(20.0), map.center());
    stand.settle();
    let now = stand.desk().canvas.middle();
    assert!((now[0] - middle[0]).abs() < 200.0, "{middle:?} {now:?}");
    assert_eq!(stand.deeds(), []);
    assert_eq!(stand.selected(), (vec![], 0));
}

#[test]
fn a_node_is_brought_into_the_middle() {
    let mut stand = Stand::new(sample::large(1000));
    stand.desk().canvas.zoom_to(1.0);
    stand.desk().canvas.center_on(&"n500".into());
    stand.settle();
    let middle = stand.rects().canvas.center();
    assert!(stand.card("n500").center().distance(middle) < 0.5);
    assert_eq!(
        stand.desk().canvas.card_rect(&"n500".into()),
        Some(stand.card("n500"))
    );
}

#[test]
fn another_workflow_is_fitted_and_nothing_of_it_selected() {
    let mut stand = Stand::steps();
    let grip = stand.grip("Fetch");
    stand.click(grip);
    stand.desk().canvas.reset();
    stand.change(|desk| desk.workflow = sample::large(100));
    assert_eq!(stand.selected(), (vec![], 0));
    let rects = stand.rects();
    assert!(rects.canvas.contains_rect(rects.node("n99").unwrap()));
}

#[test]
fn an_edit_from_outside_keeps_view_and_selection() {
    let mut stand = Stand::steps();
    let grip = stand.grip("Fetch");
    stand.click(grip);
    stand.hover(pos2(10.0, 10.0));
    stand.send(Event::Zoom(1.3));
    stand.settle();
    let before = stand.card("Fetch");
    stand.change(|desk| {
        desk.workflow.nodes.remove(0);
        desk.workflow.edges.remove(0);
        desk.workflow
            .nodes
            .push(sample::node("New", "edit", 900.0, 900.0));
    });
    assert_eq!(stand.selected().0, ["Fetch"]);
    assert_eq!(stand.card("Fetch"), before);
}
