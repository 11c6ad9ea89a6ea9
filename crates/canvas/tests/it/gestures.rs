//! What a pointer does to cards, notes and frames, and on nothing.

use canvas::{CanvasEvent, Target};
use egui::{Key, Modifiers, PointerButton, Vec2, pos2, vec2};
use model::{Edge, NodeId};

use crate::sample;
use crate::stand::{Stand, port_ref};

/// Where nothing is.
const NOTHING: egui::Pos2 = pos2(200.0, 100.0);

fn ids(names: &[&str]) -> Vec<NodeId> {
    names.iter().map(|name| (*name).into()).collect()
}

#[test]
fn a_click_selects_and_shift_adds() {
    let mut stand = Stand::steps();
    let fetch = stand.grip("Fetch");
    stand.click(fetch);
    let selected = CanvasEvent::Selected {
        nodes: ids(&["Fetch"]),
        edges: vec![],
    };
    assert_eq!(stand.events(), [selected]);
    let check = stand.grip("Check");
    stand.click_with(check, PointerButton::Primary, Modifiers::SHIFT);
    assert_eq!(stand.selected().0, ["Fetch", "Check"]);
    stand.click_with(fetch, PointerButton::Primary, Modifiers::COMMAND);
    assert_eq!(stand.selected().0, ["Check"]);
    stand.click(fetch);
    assert_eq!(stand.selected().0, ["Fetch"]);
    stand.click(NOTHING);
    assert_eq!(stand.selected(), (vec![], 0));
    assert_eq!(stand.deeds(), []);
}

#[test]
fn a_wire_is_selected_beside_its_plus() {
    let mut stand = Stand::steps();
    let edge = Edge::main("Start", 0, "Fetch", 0);
    let beside = stand.wire(&edge) + vec2(24.0, 4.0);
    stand.click(beside);
    let selected = CanvasEvent::Selected {
        nodes: vec![],
        edges: vec![edge],
    };
    assert_eq!(stand.events(), [selected]);
}

#[test]
fn a_double_click_opens_a_card_and_a_note() {
    let mut stand = Stand::steps();
    for name in ["Fetch", "Note"] {
        let at = stand.card(name).left_top() + vec2(40.0, 40.0);
        stand.double_click(at);
        assert_eq!(stand.deeds(), [CanvasEvent::Open(name.into())], "{name}");
    }
}

#[test]
fn a_double_click_on_nothing_asks_for_a_node() {
    let mut stand = Stand::steps();
    stand.double_click(NOTHING);
    let wanted = CanvasEvent::AddNodeHere {
        at: stand.desk().canvas.place_at(NOTHING),
        screen: NOTHING,
    };
    assert_eq!(stand.deeds(), [wanted]);
}

#[test]
fn a_card_is_dragged_and_snaps_to_the_grid() {
    let mut stand = Stand::steps();
    let from = stand.grip("Loose");
    stand.press(from);
    stand.pull(from, from + vec2(-103.0, 91.0));
    // it follows while it is held, and nothing is told before it is let go
    let held = stand.card("Loose").min;
    assert_eq!(stand.deeds(), []);
    stand.release(from + vec2(-103.0, 91.0));
    let moved = CanvasEvent::MoveNodes(vec![("Loose".into(), [192.0, 288.0])]);
    assert_eq!(stand.deeds(), [moved]);
    assert_eq!(stand.card("Loose").min, held);
}

#[test]
fn a_card_snaps_to_the_line_of_another_and_alt_frees_it() {
    let mut stand = Stand::steps();
    let from = stand.grip("Loose");
    // three points off the column of Check
    let by = vec2(285.0, -67.0);
    stand.drag(from, from + by);
    let CanvasEvent::MoveNodes(places) = &stand.deeds()[0] else {
        panic!("it was not moved");
    };
    assert_eq!(places[0].1[0], 576.0);
    let mut stand = Stand::steps();
    stand.drag_with(from, from + by, PointerButton::Primary, Modifiers::ALT);
    let moved = CanvasEvent::MoveNodes(vec![("Loose".into(), [573.0, 125.0])]);
    assert_eq!(stand.deeds(), [moved]);
}

#[test]
fn selected_cards_go_together() {
    let mut stand = Stand::steps();
    stand.desk().canvas.select(&ids(&["Start", "Fetch"]), &[]);
    stand.settle();
    let from = stand.grip("Fetch");
    stand.drag(from, from + vec2(0.0, -96.0));
    let moved = vec![
        ("Start".into(), [0.0, -96.0]),
        ("Fetch".into(), [288.0, -96.0]),
    ];
    assert_eq!(stand.deeds(), [CanvasEvent::MoveNodes(moved)]);
}

#[test]
fn what_is_not_followed_returns() {
    let mut stand = Stand::steps();
    let (from, before) = (stand.grip("Loose"), stand.card("Loose"));
    stand.drag(from, from + vec2(96.0, 96.0));
    stand.settle();
    assert_ne!(stand.card("Loose"), before);
    stand.0.run_steps(60);
    assert_eq!(stand.card("Loose"), before);
}

#[test]
fn escape_undoes_a_drag() {
    let mut stand = Stand::steps();
    let (from, before) = (stand.grip("Loose"), stand.card("Loose"));
    stand.press(from);
    stand.pull(from, from + vec2(96.0, 96.0));
    assert_ne!(stand.card("Loose"), before);
    stand.key(Modifiers::NONE, Key::Escape);
    assert_eq!(stand.card("Loose"), before);
    stand.release(from + vec2(96.0, 96.0));
    assert_eq!(stand.deeds(), []);
}

#[test]
fn a_shaky_click_moves_nothing() {
    let mut stand = Stand::steps();
    let from = stand.grip("Fetch");
    stand.drag(from, from + vec2(2.0, 2.0));
    assert_eq!(stand.deeds(), []);
    assert_eq!(stand.selected().0, ["Fetch"]);
}

#[test]
fn a_box_selects_what_it_touches() {
    let mut stand = Stand::steps();
    let (start, check) = (stand.card("Start"), stand.card("Check"));
    let from = start.left_top() - Vec2::splat(30.0);
    stand.press(from);
    stand.pull(from, check.left_bottom() + vec2(20.0, 10.0));
    assert_eq!(stand.selected(), (vec_of(&["Start", "Fetch", "Check"]), 2));
    stand.release(check.left_bottom() + vec2(20.0, 10.0));
    assert_eq!(stand.deeds(), []);
    assert_eq!(stand.selected().0.len(), 3);
    // a note lies around others: it is taken only whole
    let note = stand.card("Note");
    stand.drag(
        note.left_bottom() + vec2(-20.0, 20.0),
        note.center() + vec2(-20.0, 20.0),
    );
    assert_eq!(stand.selected().0.len(), 0);
    stand.drag(
        note.left_bottom() + vec2(-20.0, 20.0),
        note.right_top() + vec2(20.0, -20.0),
    );
    assert_eq!(stand.selected().0, ["Note"]);
}

fn vec_of(names: &[&str]) -> Vec<String> {
    names.iter().map(|name| (*name).to_owned()).collect()
}

#[test]
fn a_note_carries_what_lies_on_it() {
    let mut workflow = sample::steps();
    workflow
        .nodes
        .push(sample::node("On it", "edit", 16.0, 192.0));
    let mut stand = Stand::new(workflow);
    let grip = stand.card("Note").left_top() + vec2(30.0, 12.0);
    stand.drag(grip, grip + vec2(-48.0, 48.0));
    let CanvasEvent::MoveNodes(places) = &stand.deeds()[0] else {
        panic!("nothing was moved");
    };
    let moved: Vec<&str> = places.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(moved, ["Note", "On it"]);
}

#[test]
fn a_notes_edges_change_its_size() {
    let mut stand = Stand::steps();
    let corner = stand.card("Note").right_bottom();
    stand.drag(corner, corner + vec2(64.0, 32.0));
    let resized = CanvasEvent::ResizeNote {
        node: "Note".into(),
        at: [0.0, 160.0],
        size: [288.0, 176.0],
    };
    assert_eq!(stand.deeds(), [resized]);
    let mut stand = Stand::steps();
    let corner = stand.card("Note").left_top();
    // never smaller than can be hit
    stand.drag(corner, corner + vec2(900.0, 900.0));
    let CanvasEvent::ResizeNote { at, size, .. } = &stand.deeds()[0] else {
        panic!("it was not resized");
    };
    assert_eq!(*size, [96.0, 48.0]);
    assert_eq!([at[0] + size[0], at[1] + size[1]], [224.0, 304.0]);
}

#[test]
fn a_frames_label_takes_its_members_along() {
    let (workflow, _) = sample::invoices();
    let mut stand = Stand::sized(workflow, vec2(1700.0, 1000.0));
    let members = [
        "Look up supplier",
        "Over 1,000 €?",
        "Ask for approval",
        "Put together",
    ];
    let label = stand.rects().frames[0].1.center();
    stand.click(label);
    assert_eq!(stand.selected().0, members);
    stand.drag(label, label + vec2(0.0, 64.0));
    let CanvasEvent::MoveNodes(places) = &stand.deeds()[0] else {
        panic!("nothing was moved");
    };
    let moved: Vec<&str> = places.iter().map(|(id, _)| id.as_str()).collect();
    assert_eq!(moved, members);
}

#[test]
fn the_other_button_asks_for_a_menu() {
    let mut stand = Stand::steps();
    let edge = Edge::main("Start", 0, "Fetch", 0);
    let port = port_ref("Check", canvas::Side::Output, 1);
    let targets = [
        (stand.grip("Fetch"), Target::Node("Fetch".into())),
        (stand.wire(&edge) + vec2(24.0, 0.0), Target::Edge(edge)),
        (
            stand.port("Check", canvas::Side::Output, 1),
            Target::Port(port),
        ),
        (NOTHING, Target::Empty),
    ];
    for (screen, target) in targets {
        stand.click_with(screen, PointerButton::Secondary, Modifiers::NONE);
        let menu = CanvasEvent::ContextMenu {
            target: target.clone(),
            at: stand.desk().canvas.place_at(screen),
            screen,
        };
        assert_eq!(stand.deeds(), [menu]);
        match target {
            Target::Node(node) => assert_eq!(stand.selected().0, [node.as_str()]),
            Target::Edge(_) => assert_eq!(stand.selected(), (vec![], 1)),
            Target::Port(_) | Target::Empty => {}
        }
    }
}

#[test]
fn what_may_only_be_looked_at_stays_as_it_is() {
    let mut stand = Stand::steps();
    stand.change(|desk| desk.read_only = true);
    let edge = Edge::main("Start", 0, "Fetch", 0);
    let (fetch, plus) = (stand.grip("Fetch"), stand.wire(&edge));
    let output = stand.port("Check", canvas::Side::Output, 1);
    let loose = stand.grip("Loose");
    let corner = stand.card("Note").right_bottom();
    stand.drag(fetch, fetch + vec2(96.0, 96.0));
    stand.drag(output, NOTHING);
    stand.drag(corner, corner + vec2(50.0, 50.0));
    let fetch = stand.grip("Fetch");
    stand.click(fetch);
    assert_eq!(stand.selected().0, ["Fetch"]);
    for (modifiers, key) in [
        (Modifiers::NONE, Key::Delete),
        (Modifiers::COMMAND, Key::Delete),
        (Modifiers::NONE, Key::F2),
        (Modifiers::NONE, Key::D),
        (Modifiers::COMMAND, Key::D),
        (Modifiers::NONE, Key::N),
        (Modifiers::SHIFT, Key::S),
        (Modifiers::COMMAND, Key::G),
        (Modifiers::COMMAND, Key::ArrowLeft),
    ] {
        stand.key(modifiers, key);
    }
    stand.send(egui::Event::Cut);
    stand.send(egui::Event::Paste("{}".to_owned()));
    stand.double_click(NOTHING);
    for at in [plus, output, loose] {
        stand.click(at);
    }
    assert_eq!(stand.deeds(), []);
    assert_eq!(stand.desk().canvas.drop_target(NOTHING), None);
    // looking works: open, copy, menu
    let fetch = stand.grip("Fetch");
    stand.double_click(fetch);
    stand.send(egui::Event::Copy);
    let looked = [
        CanvasEvent::Open("Fetch".into()),
        CanvasEvent::Copy(ids(&["Fetch"])),
    ];
    assert_eq!(stand.deeds(), looked);
}
