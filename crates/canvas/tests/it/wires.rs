//! Connecting: by drag from port to port, to a card, to nothing; pulling off, inserting, dropping on a wire.

use canvas::{CanvasEvent, DropTarget, Mode, Side, Theme};
use egui::{Color32, Key, Modifiers, Pos2, Shape, vec2};
use model::{Edge, EdgeEnd, PortKind};

use crate::stand::{Stand, port_ref};

const NOTHING: Pos2 = egui::pos2(200.0, 100.0);

/// How many of the shapes of the last frame have a colour.
fn painted(stand: &Stand, color: Color32) -> usize {
    let is = |shape: &Shape| match shape {
        Shape::Circle(circle) => circle.fill == color || circle.stroke.color == color,
        Shape::Path(path) => {
            path.fill == color || path.stroke.color == egui::epaint::ColorMode::Solid(color)
        }
        Shape::LineSegment { stroke, .. } => stroke.color == color,
        _ => false,
    };
    let shapes = &stand.0.output().shapes;
    shapes.iter().filter(|clipped| is(&clipped.shape)).count()
}

#[test]
fn a_wire_is_drawn_from_port_to_port() {
    let theme = Theme::of(Mode::Light);
    let mut stand = Stand::steps();
    let (from, to) = (
        stand.port("Check", Side::Output, 1),
        stand.port("Loose", Side::Input, 0),
    );
    assert_eq!(painted(&stand, theme.accent_soft), 0);
    stand.press(from);
    stand.pull(from, NOTHING);
    // the wire is seen before it is one, and the ports it may go to are lit: the inputs of others, but not the model's
    assert!(painted(&stand, theme.accent) > 0);
    assert_eq!(painted(&stand, theme.accent_soft), 4);
    // near a port it is caught
    stand.hover(to + vec2(-14.0, 9.0));
    let caught = stand.0.output().shapes.iter().any(|clipped| {
        matches!(&clipped.shape, Shape::Path(path) if path.points.last() == Some(&to)
            && path.stroke.color == egui::epaint::ColorMode::Solid(theme.accent))
    });
    assert!(caught, "the preview ends in the port");
    stand.release(to + vec2(-14.0, 9.0));
    let edge = Edge::main("Check", 1, "Loose", 0);
    assert_eq!(stand.deeds(), [CanvasEvent::Connect(edge)]);
    assert_eq!(painted(&stand, theme.accent_soft), 0);
}

#[test]
fn a_wire_may_be_drawn_backwards_and_onto_a_card() {
    let mut stand = Stand::steps();
    let (input, output) = (
        stand.port("Loose", Side::Input, 0),
        stand.port("Start", Side::Output, 0),
    );
    stand.drag(input, output);
    let edge = Edge::main("Start", 0, "Loose", 0);
    assert_eq!(stand.deeds(), [CanvasEvent::Connect(edge)]);
    let middle = stand.card("Loose").center();
    let output = stand.port("Check", Side::Output, 1);
    stand.drag(output, middle);
    let edge = Edge::main("Check", 1, "Loose", 0);
    assert_eq!(stand.deeds(), [CanvasEvent::Connect(edge)]);
}

#[test]
fn what_does_not_fit_is_not_joined() {
    let mut stand = Stand::steps();
    let chat = stand.rects();
    let model = |node: &str, side| canvas::PortRef {
        side,
        end: EdgeEnd {
            node: node.into(),
            kind: PortKind::Model,
            port: 0,
        },
    };
    let from = chat.port(&model("Chat", Side::Output)).unwrap().center();
    let to = chat.port(&model("Clerk", Side::Input)).unwrap().center();
    let main = stand.port("Save", Side::Input, 0);
    let save = stand.card("Save").center();
    // a model to where items go, a model to a card without a port for it, an output to an output, a card to itself,
    // a wire that is there already
    stand.drag(from, main - vec2(0.0, 2.0));
    stand.drag(from, save);
    let (start, fetch) = (
        stand.port("Start", Side::Output, 0),
        stand.port("Fetch", Side::Output, 0),
    );
    stand.drag(start, fetch);
    let own = stand.port("Loose", Side::Output, 0);
    let loose = stand.card("Loose").center();
    stand.drag(own, loose);
    let input = stand.port("Fetch", Side::Input, 0);
    stand.drag(start, input);
    assert_eq!(stand.deeds(), []);
    stand.drag(from, to);
    let CanvasEvent::Connect(edge) = &stand.deeds()[0] else {
        panic!("the model fits its port");
    };
    assert_eq!(
        (&edge.from.kind, &edge.to.kind),
        (&PortKind::Model, &PortKind::Model)
    );
}

#[test]
fn a_wire_dropped_on_nothing_asks_for_a_node() {
    let mut stand = Stand::steps();
    let from = stand.port("Check", Side::Output, 1);
    stand.drag(from, NOTHING);
    let wanted = CanvasEvent::ConnectToNew {
        port: port_ref("Check", Side::Output, 1),
        at: stand.desk().canvas.place_at(NOTHING),
        screen: NOTHING,
    };
    assert_eq!(stand.deeds(), [wanted]);
    // escape lets go of it
    stand.press(from);
    stand.pull(from, NOTHING);
    stand.key(Modifiers::NONE, Key::Escape);
    stand.release(NOTHING);
    assert_eq!(stand.deeds(), []);
}

#[test]
fn a_click_on_a_port_asks_for_a_node_beside_it() {
    let mut stand = Stand::steps();
    let at = stand.port("Save", Side::Output, 0);
    stand.click(at);
    let CanvasEvent::ConnectToNew {
        port, at: place, ..
    } = &stand.deeds()[0]
    else {
        panic!("a node is wanted");
    };
    assert_eq!(*port, port_ref("Save", Side::Output, 0));
    assert!(place[0] > 864.0 + 192.0, "to the right of it");
}

#[test]
fn every_port_is_hit_where_it_says_and_around_it() {
    let mut stand = Stand::steps();
    let ports = stand.rects().ports;
    assert_eq!(ports.len(), 16);
    for (port, rect) in ports {
        assert!(rect.width() >= 24.0 && rect.height() >= 24.0);
        for off in [vec2(0.0, 0.0), vec2(-8.0, 7.0), vec2(8.0, -7.0)] {
            stand.click(rect.center() + off);
            let deeds = stand.deeds();
            let hit =
                matches!(&deeds[..], [CanvasEvent::ConnectToNew { port: hit, .. }] if *hit == port);
            assert!(hit, "{port:?} {off:?}: {deeds:?}");
        }
    }
}

#[test]
fn a_wire_is_pulled_off_its_input() {
    let mut stand = Stand::steps();
    let input = stand.port("Check", Side::Input, 0);
    let edge = Edge::main("Fetch", 0, "Check", 0);
    stand.drag(input, NOTHING);
    assert_eq!(stand.deeds(), [CanvasEvent::Disconnect(edge.clone())]);
    let other = stand.port("Loose", Side::Input, 0);
    stand.drag(input, other);
    let to = Edge::main("Fetch", 0, "Loose", 0);
    assert_eq!(stand.deeds(), [CanvasEvent::Reconnect { from: edge, to }]);
    // back where it was: nothing happened
    stand.press(input);
    stand.pull(input, NOTHING);
    stand.pull(NOTHING, input);
    stand.release(input);
    assert_eq!(stand.deeds(), []);
}

#[test]
fn the_plus_of_a_wire_asks_for_a_node_in_it() {
    let mut stand = Stand::steps();
    let edge = Edge::main("Fetch", 0, "Check", 0);
    let plus = stand.wire(&edge);
    stand.click(plus);
    let wanted = CanvasEvent::InsertNew {
        edge,
        at: stand.desk().canvas.place_at(plus),
        screen: plus,
    };
    assert_eq!(stand.deeds(), [wanted]);
}

#[test]
fn a_node_dropped_on_a_wire_goes_into_it() {
    let mut stand = Stand::steps();
    let edge = Edge::main("Fetch", 0, "Check", 0);
    let (from, center) = (stand.grip("Loose"), stand.card("Loose").center());
    let by = stand.wire(&edge) - center;
    stand.press(from);
    stand.pull(from, from + by);
    // the wire it would go into is lit
    assert!(painted(&stand, Theme::of(Mode::Light).accent) > 0);
    stand.release(from + by);
    let [
        CanvasEvent::InsertNode {
            node, edge: into, ..
        },
    ] = &stand.deeds()[..]
    else {
        panic!("it goes into the wire");
    };
    assert_eq!((node.as_str(), into), ("Loose", &edge));
    // one that has wires is only moved
    let mut stand = Stand::steps();
    let (from, center) = (stand.grip("Save"), stand.card("Save").center());
    let by = stand.wire(&Edge::main("Start", 0, "Fetch", 0)) - center;
    stand.drag(from, from + by);
    assert!(matches!(&stand.deeds()[..], [CanvasEvent::MoveNodes(_)]));
}

#[test]
fn what_is_dragged_in_from_outside_lands_on_a_wire_or_on_nothing() {
    let mut stand = Stand::steps();
    let edge = Edge::main("Fetch", 0, "Check", 0);
    let wire = stand.wire(&edge);
    let canvas = &stand.desk().canvas;
    assert_eq!(
        canvas.drop_target(wire + vec2(6.0, 10.0)),
        Some(DropTarget::Edge(
            edge,
            canvas.place_at(wire + vec2(6.0, 10.0))
        )),
    );
    assert_eq!(
        canvas.drop_target(NOTHING),
        Some(DropTarget::Empty(canvas.place_at(NOTHING))),
    );
    assert_eq!(canvas.drop_target(egui::pos2(-5.0, 50.0)), None);
    let accent = Theme::of(Mode::Light).accent;
    let before = painted(&stand, accent);
    stand.desk().canvas.hint_drop(Some(wire));
    stand.settle();
    assert_eq!(painted(&stand, accent), before + 1);
    stand.desk().canvas.hint_drop(None);
    stand.settle();
    assert_eq!(painted(&stand, accent), before);
}

#[test]
fn a_workflow_is_wired_by_pointer_alone() {
    let mut stand = Stand::steps();
    stand.desk().follows = true;
    let edge = Edge::main("Fetch", 0, "Check", 0);
    let by = stand.wire(&edge) - stand.card("Loose").center();
    let from = stand.grip("Loose");
    stand.drag(from, from + by);
    let (from, to) = (
        stand.port("Check", Side::Output, 1),
        stand.port("Clerk", Side::Input, 0),
    );
    stand.drag(from, to);
    let grip = stand.grip("Fetch");
    stand.click(grip);
    stand.key(Modifiers::NONE, Key::Delete);
    stand.settle();
    let workflow = &stand.desk().workflow;
    let mut wires: Vec<String> = workflow
        .edges
        .iter()
        .map(|edge| format!("{}.{} {}", edge.from.node, edge.from.port, edge.to.node))
        .collect();
    wires.sort();
    assert_eq!(
        wires,
        [
            "Check.0 Save",
            "Check.1 Clerk",
            "Loose.0 Check",
            "Start.0 Loose"
        ]
    );
}
