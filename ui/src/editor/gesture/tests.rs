//! Gestures on small workflows, told as the wires and places that come of them.

use canvas::{PortRef, Side};
use model::{
    Edge, EdgeEnd, Edit, Group, Node, NodeId, NodeSpec, PortKind, PortRule, Specs, Workflow, apply,
};

use super::*;

/// A trigger, a plain kind, a kind with two outputs, a note.
pub fn specs() -> Specs {
    let trigger = NodeSpec {
        inputs: PortRule::none(),
        trigger: true,
        ..NodeSpec::new("manual", "When I press Run", Group::Trigger)
    };
    let branch = NodeSpec {
        outputs: PortRule::labels(&["true", "false"]),
        ..NodeSpec::new("if", "If", Group::Flow)
    };
    let note = NodeSpec {
        inputs: PortRule::none(),
        outputs: PortRule::none(),
        ..NodeSpec::new("note", "Sticky Note", Group::Flow)
    };
    [
        trigger,
        branch,
        note,
        NodeSpec::new("set", "Edit Fields", Group::Data),
    ]
    .into_iter()
    .collect()
}

/// A workflow from words: `start:manual@0,0 a:set@272,0 start>a`.
pub fn workflow(words: &str) -> Workflow {
    let mut workflow = Workflow::default();
    for word in words.split_whitespace() {
        if let Some((from, to)) = word.split_once('>') {
            let (from, port) = from.split_once('.').unwrap_or((from, "0"));
            workflow
                .edges
                .push(Edge::main(from, port.parse().expect("a port"), to, 0));
        } else {
            let (name, rest) = word.split_once(':').expect("a kind");
            let (kind, place) = rest.split_once('@').expect("a place");
            let (x, y) = place.split_once(',').expect("two numbers");
            let mut node = Node::new(name, kind, 1.0);
            node.position = [x.parse().expect("x"), y.parse().expect("y")];
            workflow.nodes.push(node);
        }
    }
    workflow
}

/// The wires by names of nodes, sorted.
fn wires(workflow: &Workflow) -> String {
    let name = |id: &NodeId| {
        workflow
            .node(id)
            .map_or("?", |node| node.name.as_str())
            .replace(' ', "")
    };
    let mut wires: Vec<String> = workflow
        .edges
        .iter()
        .map(|edge| match edge.from.port {
            0 => format!("{}>{}", name(&edge.from.node), name(&edge.to.node)),
            port => format!("{}.{port}>{}", name(&edge.from.node), name(&edge.to.node)),
        })
        .collect();
    wires.sort();
    wires.join(" ")
}

fn counter() -> impl FnMut() -> NodeId {
    let mut count = 0;
    move || {
        count += 1;
        format!("new-{count}").into()
    }
}

/// Adds a step and gives the wires and the new step's place.
fn added(words: &str, kind: &str, place: &Place) -> (String, [f64; 2], Workflow) {
    let mut workflow = workflow(words);
    let specs = specs();
    let label = specs.get(kind).expect("known").label.clone();
    let added =
        add_step(&workflow, &specs, kind, &label, place, &mut counter()).expect("can be added");
    apply(&mut workflow, added.edit).expect("fits");
    let place = workflow.node(&added.node).expect("there").position;
    (wires(&workflow), place, workflow)
}

#[test]
fn a_first_step_stands_at_the_origin() {
    let (wires, at, _) = added("", "manual", &Place::Next);
    assert_eq!((wires.as_str(), at), ("", [0.0, 0.0]));
}

#[test]
fn the_next_step_follows_the_last_one_that_leads_nowhere() {
    let words = "start:manual@0,0 a:set@272,0 start>a";
    let (wires, at, _) = added(words, "set", &Place::Next);
    assert_eq!(wires, "a>EditFields start>a");
    assert_eq!(at, [544.0, 0.0]);
}

#[test]
fn a_second_trigger_is_joined_to_nothing() {
    let (wires, at, _) = added("start:manual@0,0", "manual", &Place::Next);
    assert_eq!((wires.as_str(), at), ("", [0.0, 144.0]));
}

#[test]
fn behind_a_branch_the_free_output_is_taken() {
    let words = "if:if@0,0 yes:set@272,0 if>yes";
    let (wires, at, _) = added(words, "set", &Place::After("if".into()));
    assert_eq!(wires, "if.1>EditFields if>yes");
    assert!(at[1] >= 64.0, "below the other branch: {at:?}");
}

#[test]
fn behind_a_step_that_leads_on_it_is_inserted() {
    let words = "a:set@0,0 b:set@272,0 c:set@544,0 a>b b>c";
    let (wires, at, after) = added(words, "set", &Place::After("a".into()));
    assert_eq!(wires, "EditFields>b a>EditFields b>c");
    assert_eq!(at, [272.0, 0.0]);
    let x = |name: &str| after.node(name).expect("there").position[0];
    assert_eq!((x("b"), x("c")), (544.0, 816.0), "they made room");
}

#[test]
fn on_a_wire_with_room_nothing_moves() {
    let words = "a:set@0,0 b:set@800,0 a>b";
    let (wires, at, after) = added(words, "set", &Place::Wire(Edge::main("a", 0, "b", 0)));
    assert_eq!(wires, "EditFields>b a>EditFields");
    assert_eq!(at, [400.0, 0.0]);
    assert_eq!(after.node("b").expect("b").position, [800.0, 0.0]);
}

#[test]
fn what_is_dropped_from_a_port_is_joined_to_it() {
    let port = |side, number| PortRef {
        side,
        end: EdgeEnd {
            node: "if".into(),
            kind: PortKind::Main,
            port: number,
        },
    };
    let place = Place::Port(port(Side::Output, 1), [400.0, 208.0]);
    let (wires, at, _) = added("if:if@0,0", "set", &place);
    assert_eq!(wires, "if.1>EditFields");
    assert_eq!(
        at,
        [400.0, 176.0],
        "its input lies where the wire was let go"
    );
    let place = Place::Port(port(Side::Input, 0), [-100.0, 32.0]);
    let (wires, ..) = added("if:if@0,0", "set", &place);
    assert_eq!(wires, "EditFields>if");
}

#[test]
fn a_place_that_is_taken_is_not_used() {
    let (_, at, _) = added("a:set@0,0", "set", &Place::At([96.0, 32.0]));
    assert_eq!(at, [0.0, 96.0]);
}

#[test]
fn only_what_has_the_right_ports_is_offered() {
    let specs = specs();
    let wire = Place::Wire(Edge::main("a", 0, "b", 0));
    assert!(fits(&specs, "set", &wire));
    assert!(!fits(&specs, "manual", &wire));
    assert!(!fits(&specs, "note", &wire));
    assert!(fits(&specs, "manual", &Place::Next));
    assert!(!fits(&specs, "gone", &Place::Next));
}

fn check(words: &str, make: impl Fn(&Workflow) -> Option<Edit>, wanted: &str) {
    let before = workflow(words);
    let mut after = before.clone();
    let edit = make(&before).expect("an edit");
    let inverse = apply(&mut after, edit).expect("fits");
    assert_eq!(wires(&after), wanted);
    apply(&mut after, inverse).expect("fits");
    assert_eq!(after, before, "undone to the byte");
}

#[test]
fn deleting_heals_unless_told_not_to() {
    let words = "a:set@0,0 b:set@1,0 c:set@2,0 a>b b>c";
    let b = || vec!["b".into()];
    check(words, |w| remove(w, &b(), &[], true), "a>c");
    check(words, |w| remove(w, &b(), &[], false), "");
    let edge = Edge::main("a", 0, "b", 0);
    check(
        words,
        |w| remove(w, &[], std::slice::from_ref(&edge), true),
        "b>c",
    );
    check(
        words,
        |w| remove(w, &b(), std::slice::from_ref(&edge), true),
        "a>c",
    );
}

#[test]
fn wires_move_and_a_step_goes_into_one() {
    let words = "a:set@0,0 b:set@1,0 c:set@2,0 a>b";
    let to = |name: &str| Edge::main("a", 0, name, 0);
    check(words, |w| reconnect(w, &to("b"), &to("c")), "a>c");
    check(
        words,
        |w| insert_existing(w, &"c".into(), &to("b"), [9.0, 9.0]),
        "a>c c>b",
    );
    let plain = workflow(words);
    assert_eq!(reconnect(&plain, &to("b"), &to("b")), None);
    assert_eq!(connect(&plain, &to("b")), None, "it is there");
    assert_eq!(connect(&plain, &to("a")), None, "a circle of one");
    assert_eq!(
        insert_existing(&plain, &"a".into(), &to("b"), [0.0; 2]),
        None
    );
}

#[test]
fn a_step_changes_places_with_its_neighbour() {
    let words = "s:manual@0,0 a:set@1,0 b:set@2,0 c:set@3,0 s>a a>b b>c";
    check(words, |w| move_step(w, &"a".into(), false), "a>c b>a s>b");
    check(words, |w| move_step(w, &"b".into(), true), "a>c b>a s>b");
    let plain = workflow(words);
    assert_eq!(
        move_step(&plain, &"a".into(), true),
        None,
        "the trigger stays first"
    );
    assert_eq!(
        move_step(&plain, &"c".into(), false),
        None,
        "it is the last"
    );
}

#[test]
fn all_are_enabled_only_if_all_were_disabled() {
    let mut workflow = workflow("a:set@0,0 b:set@1,0 n:note@2,0");
    let all: Vec<NodeId> = ["a", "b", "n"].map(NodeId::from).to_vec();
    let states = |workflow: &Workflow| {
        let flags = workflow.nodes.iter().map(|node| node.disabled);
        flags.collect::<Vec<_>>()
    };
    workflow.nodes[0].disabled = true;
    for wanted in [[true, true, false], [false, false, false]] {
        let edit = toggle_disabled(&workflow, &all).expect("an edit");
        apply(&mut workflow, edit).expect("fits");
        assert_eq!(states(&workflow), wanted);
    }
}

#[test]
fn what_was_copied_is_pasted_under_other_names_that_its_expressions_follow() {
    let mut workflow = workflow("a:set@0,0 b:set@272,0 c:set@544,0 a>b b>c");
    let text = "={{ $('a').item.json.x }}";
    workflow.nodes[1].parameters.insert("value", text);
    workflow.pinned.insert("a", vec![Value::from(1)]);
    let nodes = ["a", "b"].map(NodeId::from);
    let copied = copy_text(&workflow, &nodes).expect("text");
    let (new, edit) =
        paste(&workflow, &specs(), &copied, [0.0, 320.0], &mut counter()).expect("a workflow");
    apply(&mut workflow, edit).expect("fits");
    assert_eq!(wires(&workflow), "a1>b1 a>b b>c");
    let b = workflow.node_named("b1").expect("b1");
    assert_eq!(
        b.parameters.get("value").and_then(Value::as_str),
        Some("={{ $('a1').item.json.x }}")
    );
    assert!(workflow.pinned_items(&new[0]).is_some());
    assert!(b.position[1] > 200.0, "where it was wanted");
}

#[test]
fn doubled_steps_lie_beside_theirs_and_other_text_is_refused() {
    let mut workflow = workflow("a:set@0,0");
    let (new, edit) =
        duplicate(&workflow, &specs(), &["a".into()], &mut counter()).expect("an edit");
    apply(&mut workflow, edit).expect("fits");
    assert_eq!(workflow.node(&new[0]).expect("there").position, [0.0, 80.0]);
    for text in ["", "hello", "[1, 2]", "{\"nodes\": []}"] {
        let pasted = paste(&workflow, &specs(), text, [0.0; 2], &mut counter());
        assert!(pasted.is_err(), "{text}");
    }
}

#[test]
fn a_group_lies_behind_everything() {
    let mut workflow = workflow("a:set@0,0 n:note@0,0");
    let (id, edit) = group(&workflow, [0.0; 2], [300.0, 200.0], "Group", &mut counter());
    apply(&mut workflow, edit).expect("fits");
    assert_eq!(workflow.nodes[0].id, id);
    assert!(workflow.nodes[0].is_note());
}

#[test]
fn a_group_leaves_room_around_what_is_in_it() {
    let workflow = workflow("a:set@0,0 b:set@300,200 c:set@5000,0");
    let specs = specs();
    let around = |nodes: &[NodeId]| group_around(&workflow, &specs, nodes);
    let (at, size) = around(&["a".into(), "b".into()]).expect("two steps");
    assert_eq!(at, [-24.0, -40.0]);
    assert_eq!(size[0], 300.0 + CARD[0] + 2.0 * 24.0);
    assert!(size[1] > 200.0 + 2.0 * 40.0 && size[1] < 1000.0, "{size:?}");
    assert_eq!(around(&["gone".into()]), None);
}

#[test]
fn steps_are_set_along_a_line_and_spread_evenly() {
    let mut workflow = workflow("a:set@0,0 b:set@100,300 c:set@900,50");
    let all = ["a", "b", "c"].map(NodeId::from);
    let specs = specs();
    let edit = align(&workflow, &specs, &all, Align::Top).expect("an edit");
    apply(&mut workflow, edit).expect("fits");
    assert!(workflow.nodes.iter().all(|node| node.position[1] == 0.0));
    let edit = distribute(&workflow, &specs, &all, false).expect("an edit");
    apply(&mut workflow, edit).expect("fits");
    let x: Vec<f64> = workflow.nodes.iter().map(|node| node.position[0]).collect();
    assert_eq!(x, [0.0, 450.0, 900.0]);
}

#[test]
fn a_name_is_trimmed_and_never_taken_twice() {
    let workflow = workflow("a:set@0,0 b:set@0,0");
    let name = |wanted: &str| match rename(&workflow, &"a".into(), wanted) {
        Some(Edit::RenameNode { name, .. }) => Some(name.to_string()),
        _ => None,
    };
    assert_eq!(name("  c "), Some("c".to_owned()));
    assert_eq!(name("b"), Some("b1".to_owned()));
    assert_eq!((name(" "), name("a")), (None, None));
}
