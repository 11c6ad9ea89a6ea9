//! What keys do while the canvas has the keyboard.

use canvas::{CanvasEvent, Command, Direction, Place};
use egui::{Event, Key, Modifiers, pos2, vec2};
use model::{Edge, NodeId};

use crate::stand::Stand;

const NONE: Modifiers = Modifiers::NONE;
const CTRL: Modifiers = Modifiers::COMMAND;

fn ids(names: &[&str]) -> Vec<NodeId> {
    names.iter().map(|name| (*name).into()).collect()
}

/// A canvas with the keyboard and a selected node.
fn stand() -> Stand {
    let mut stand = Stand::steps();
    stand.desk().canvas.select(&ids(&["Fetch"]), &[]);
    stand.desk().canvas.focus();
    stand.settle();
    stand
}

#[test]
fn each_key_does_what_the_list_says() {
    let fetch = || ids(&["Fetch"]);
    let delete = |heal| CanvasEvent::Delete {
        nodes: fetch(),
        edges: vec![],
        heal,
    };
    let mut stand = stand();
    let screen = stand.card("Fetch");
    let rows = [
        (NONE, Key::Enter, CanvasEvent::Open("Fetch".into())),
        (
            NONE,
            Key::F2,
            CanvasEvent::Rename {
                node: "Fetch".into(),
                screen,
            },
        ),
        (NONE, Key::D, CanvasEvent::ToggleDisabled(fetch())),
        (NONE, Key::Delete, delete(true)),
        (NONE, Key::Backspace, delete(true)),
        (CTRL, Key::Delete, delete(false)),
        (CTRL, Key::D, CanvasEvent::Duplicate(fetch())),
        (
            CTRL,
            Key::G,
            CanvasEvent::Group {
                nodes: fetch(),
                at: [264.0, -40.0],
                size: [240.0, 144.0],
            },
        ),
        (
            Modifiers::SHIFT,
            Key::S,
            CanvasEvent::AddNote { at: [528.0, 184.0] },
        ),
        (
            NONE,
            Key::N,
            CanvasEvent::AddNodeHere {
                at: [528.0, 184.0],
                screen: pos2(640.0, 400.0),
            },
        ),
    ];
    for (modifiers, key, wanted) in rows {
        stand.key(modifiers, key);
        assert_eq!(stand.deeds(), [wanted], "{modifiers:?} {key:?}");
    }
}

#[test]
fn copy_cut_and_paste_come_from_the_system() {
    let mut stand = stand();
    stand.send(Event::Copy);
    stand.send(Event::Cut);
    stand.send(Event::Paste("{\"nodes\":[]}".to_owned()));
    let paste = |at: Place| CanvasEvent::Paste {
        text: Some("{\"nodes\":[]}".to_owned()),
        at,
    };
    let wanted = [
        CanvasEvent::Copy(ids(&["Fetch"])),
        CanvasEvent::Cut(ids(&["Fetch"])),
        paste([528.0, 184.0]),
    ];
    assert_eq!(stand.deeds(), wanted);
    // with a pointer over the canvas, it is pasted there
    stand.hover(pos2(200.0, 100.0));
    stand.send(Event::Paste("{\"nodes\":[]}".to_owned()));
    assert_eq!(stand.deeds(), [paste([88.0, -116.0])]);
    // nothing selected, nothing copied
    stand.desk().canvas.select(&[], &[]);
    stand.send(Event::Copy);
    stand.send(Event::Cut);
    assert_eq!(stand.deeds(), []);
}

#[test]
fn a_selected_wire_is_deleted() {
    let edge = Edge::main("Fetch", 0, "Check", 0);
    let mut stand = stand();
    stand.desk().canvas.select(&[], std::slice::from_ref(&edge));
    stand.key(NONE, Key::Delete);
    let wanted = CanvasEvent::Delete {
        nodes: vec![],
        edges: vec![edge],
        heal: true,
    };
    assert_eq!(stand.deeds(), [wanted]);
}

#[test]
fn everything_and_nothing_are_selected() {
    let mut stand = stand();
    stand.key(CTRL, Key::A);
    assert_eq!((stand.selected().0.len(), stand.selected().1), (8, 3));
    stand.key(NONE, Key::Escape);
    assert_eq!(stand.selected(), (vec![], 0));
}

#[test]
fn nudges_move_by_a_step_and_add_up() {
    let mut stand = stand();
    let steps = [
        (Key::ArrowRight, [304.0, 0.0]),
        (Key::ArrowDown, [304.0, 16.0]),
        (Key::ArrowLeft, [288.0, 16.0]),
        (Key::ArrowUp, [288.0, 0.0]),
    ];
    for (key, at) in steps {
        stand.key(CTRL, key);
        let moved = CanvasEvent::MoveNodes(vec![("Fetch".into(), at)]);
        assert_eq!(stand.deeds(), [moved], "{key:?}");
    }
}

#[test]
fn arrows_walk_the_graph() {
    let mut stand = stand();
    for (key, next) in [
        (Key::ArrowRight, "Check"),
        (Key::ArrowRight, "Save"),
        (Key::ArrowLeft, "Check"),
        (Key::ArrowLeft, "Fetch"),
        (Key::ArrowDown, "Loose"),
        (Key::ArrowUp, "Fetch"),
        (Key::ArrowLeft, "Start"),
        // there is nothing more to the left
        (Key::ArrowLeft, "Start"),
    ] {
        stand.key(NONE, key);
        assert_eq!(stand.selected().0, [next], "{key:?}");
    }
    stand.desk().canvas.select(&[], &[]);
    stand.key(NONE, Key::ArrowRight);
    assert_eq!(stand.selected().0, ["Start"], "from nothing, the first");
}

#[test]
fn walking_out_of_view_brings_the_view_along() {
    let mut stand = stand();
    stand.desk().canvas.zoom_to(4.0);
    stand.desk().canvas.center_on(&"Fetch".into());
    stand.settle();
    stand.key(NONE, Key::ArrowRight);
    stand.settle();
    let (card, canvas) = (stand.card("Check"), stand.rects().canvas);
    assert!(canvas.contains_rect(card), "{card:?} in {canvas:?}");
}

#[test]
fn without_the_keyboard_keys_do_nothing() {
    let mut stand = Stand::steps();
    stand.desk().canvas.select(&ids(&["Fetch"]), &[]);
    stand.settle();
    stand.key(NONE, Key::Delete);
    stand.send(Event::Copy);
    assert_eq!(stand.deeds(), []);
    // a press takes it
    let grip = stand.grip("Fetch");
    stand.click(grip);
    stand.key(NONE, Key::Delete);
    assert_eq!(stand.deeds().len(), 1);
}

#[test]
fn keys_can_be_bound_otherwise() {
    let mut stand = stand();
    stand.desk().canvas.keys.0 = vec![(CTRL, Key::B, Command::Duplicate)];
    stand.key(NONE, Key::Delete);
    stand.key(CTRL, Key::B);
    assert_eq!(stand.deeds(), [CanvasEvent::Duplicate(ids(&["Fetch"]))]);
}

#[test]
fn a_command_does_what_its_key_does() {
    let mut stand = stand();
    stand.desk().canvas.run(Command::Nudge(Direction::Right));
    stand.desk().canvas.run(Command::Duplicate);
    let wanted = [
        CanvasEvent::MoveNodes(vec![("Fetch".into(), [304.0, 0.0])]),
        CanvasEvent::Duplicate(ids(&["Fetch"])),
    ];
    assert_eq!(stand.deeds(), wanted);
}

#[test]
fn zoom_keys() {
    let mut stand = stand();
    for (key, zoom) in [
        (Key::Plus, 1.25),
        (Key::Equals, 1.5625),
        (Key::Num0, 1.0),
        (Key::Minus, 0.8),
        (Key::Num1, 1.0),
    ] {
        stand.key(NONE, key);
        stand.settle();
        let now = stand.desk().canvas.zoom();
        assert!((now - zoom).abs() < 1.0e-4, "{key:?}: {now}");
    }
    let views = stand.events();
    assert_eq!(views.len(), 5);
    assert!(matches!(views[0], CanvasEvent::ViewChanged(zoom) if (zoom - 1.25).abs() < 1.0e-4));
}

#[test]
fn space_and_drag_moves_the_view() {
    let mut stand = stand();
    let (before, from) = (stand.card("Fetch"), stand.grip("Fetch"));
    let space = |pressed| Event::Key {
        key: Key::Space,
        physical_key: None,
        pressed,
        repeat: false,
        modifiers: NONE,
    };
    stand.send(space(true));
    stand.drag(from, from + vec2(50.0, 40.0));
    stand.send(space(false));
    stand.settle();
    assert_eq!(stand.card("Fetch"), before.translate(vec2(50.0, 40.0)));
    assert_eq!(stand.deeds(), []);
}
