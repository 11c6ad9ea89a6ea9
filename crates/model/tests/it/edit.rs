//! Every edit has an inverse that gives the workflow back to the byte, alone and in sequences; a refused edit changes
//! nothing.

use model::edit::{NodeSetting, ParamPath, Step, WorkflowSetting, remove_and_heal, unique_name};
use model::{
    CredentialRef, Edge, Edit, EditError, ExecutionOrder, Node, OnError, Retry, Workflow, apply,
    file,
};
use proptest::prelude::*;
use value::{Value, json};

use crate::common::{at, node, row};

/// A small workflow that has something of everything.
fn sample() -> Workflow {
    let mut workflow = row(&[
        node(
            "A",
            "set",
            3.4,
            &json!({
                "mode": "manual",
                "assignments": { "assignments": [
                    { "id": "one", "name": "x", "value": "={{ $('Start').item.json.x }}" },
                    { "id": "two", "name": "y", "value": "={{ $node.Start.json.y + $node[\"Start\"].json.z }}" },
                ] },
                "options": { "dotNotation": false },
            }),
        ),
        node(
            "B",
            "code",
            2.0,
            &json!({
                "jsCode": "// Start\nreturn $('Start').all().concat($items(\"A\"));", "plain": "$('Start')",
            }),
        ),
        node(
            "C",
            "if",
            2.2,
            &json!({ "text": "=Start {{ $(\"B\").first().json.b }} $('B')" }),
        ),
    ]);
    workflow.edges.push(Edge::main("id-C", 1, "id-A", 0));
    workflow
        .pinned
        .insert("id-B", json!([{ "json": { "p": 1 } }]));
    workflow.pinned.insert("id-A", json!([]));
    workflow
}

/// Applies an edit, undoes it, does it again and undoes it again.
fn check_undo(workflow: &Workflow, edit: Edit) -> Workflow {
    let before = file::write(workflow);
    let mut changed = workflow.clone();
    let undo =
        apply(&mut changed, edit.clone()).unwrap_or_else(|error| panic!("{error}: {edit:?}"));
    let after = file::write(&changed);
    let redo = apply(&mut changed, undo).unwrap_or_else(|error| panic!("undo: {error}: {edit:?}"));
    assert_eq!(file::write(&changed), before, "{edit:?}");
    let undo = apply(&mut changed, redo).unwrap_or_else(|error| panic!("redo: {error}: {edit:?}"));
    assert_eq!(file::write(&changed), after, "{edit:?}");
    let result = changed.clone();
    apply(&mut changed, undo).unwrap_or_else(|error| panic!("undo: {error}: {edit:?}"));
    assert_eq!(file::write(&changed), before, "{edit:?}");
    result
}

fn check_refused(edit: Edit, expected: &EditError) {
    let mut workflow = sample();
    let error = apply(&mut workflow, edit.clone()).expect_err("it must be refused");
    assert_eq!(error, *expected, "{edit:?}");
    assert_eq!(file::write(&workflow), file::write(&sample()), "{edit:?}");
}

#[test]
fn a_renamed_node_takes_what_names_it_along() {
    let rename = |to: &str| Edit::RenameNode {
        node: "id-Start".into(),
        name: to.into(),
    };
    let changed = check_undo(&sample(), rename("Böse \"Name\""));
    let text = |node: usize, path: &str| at(&changed.nodes[node].parameters, path);
    assert_eq!(changed.nodes[0].name.as_str(), "Böse \"Name\"");
    assert_eq!(
        text(1, "assignments.assignments.0.value"),
        "={{ $('Böse \"Name\"').item.json.x }}"
    );
    assert_eq!(
        text(1, "assignments.assignments.1.value"),
        "={{ $node[\"Böse \\\"Name\\\"\"].json.y + $node[\"Böse \\\"Name\\\"\"].json.z }}"
    );
    assert_eq!(
        text(2, "jsCode"),
        "// Start\nreturn $('Böse \"Name\"').all().concat($items(\"A\"));"
    );
    // What only looks like the name stays.
    assert_eq!(text(2, "plain"), "$('Start')");
    assert_eq!(
        text(3, "text"),
        "=Start {{ $(\"B\").first().json.b }} $('B')"
    );
    check_undo(&sample(), rename("Start"));
}

#[test]
fn parameters_are_set_and_removed_anywhere() {
    let sample = sample();
    for (path, value, read, expected) in [
        ("mode", Some(json!("raw")), "mode", json!("raw")),
        (
            "options.dotNotation",
            Some(json!(true)),
            "options.dotNotation",
            json!(true),
        ),
        (
            "options.new.deep",
            Some(json!(1)),
            "options.new",
            json!({ "deep": 1 }),
        ),
        (
            "brand.new",
            Some(json!(null)),
            "brand",
            json!({ "new": null }),
        ),
        (
            "list.0.name",
            Some(json!("x")),
            "list",
            json!([{ "name": "x" }]),
        ),
        ("mode", None, "mode", json!(null)),
        ("options.dotNotation", None, "options", json!({})),
        (
            "assignments.assignments.0",
            None,
            "assignments.assignments.0.id",
            json!("two"),
        ),
        (
            "assignments.assignments.2",
            Some(json!({ "id": "three" })),
            "assignments.assignments.2.id",
            json!("three"),
        ),
        ("nothing.here", None, "nothing", json!(null)),
        ("", Some(json!({ "all": 1 })), "all", json!(1)),
        ("", None, "mode", json!(null)),
    ] {
        let edit = Edit::SetParameter {
            node: "id-A".into(),
            path: path.into(),
            value,
        };
        let changed = check_undo(&sample, edit);
        assert_eq!(at(&changed.nodes[1].parameters, read), expected, "{path}");
    }
}

#[test]
fn elements_of_lists_are_named_by_their_id() {
    let list = ParamPath::from("assignments.assignments");
    let two = list.then(Step::Element { id: "two".into() }).then("value");
    let sample = sample();
    let changed = check_undo(&sample, Edit::set("id-A", two.clone(), "new"));
    assert_eq!(
        at(
            &changed.nodes[1].parameters,
            "assignments.assignments.1.value"
        ),
        "new"
    );

    let insert = Edit::InsertElement {
        node: "id-A".into(),
        list: list.clone(),
        at: 1,
        value: json!({ "id": "mid" }),
    };
    let changed = check_undo(&sample, insert);
    assert_eq!(
        at(&changed.nodes[1].parameters, "assignments.assignments.1.id"),
        "mid"
    );
    // The same path still leads to the same element.
    let changed = check_undo(&changed, Edit::unset("id-A", two));
    assert_eq!(
        at(&changed.nodes[1].parameters, "assignments.assignments.2"),
        json!({ "id": "two", "name": "y" })
    );

    let shift = Edit::MoveElement {
        node: "id-A".into(),
        list: list.clone(),
        from: 0,
        to: 1,
    };
    let changed = check_undo(&sample, shift);
    assert_eq!(
        at(&changed.nodes[1].parameters, "assignments.assignments.0.id"),
        "two"
    );

    let new = Edit::InsertElement {
        node: "id-C".into(),
        list: "rules.values".into(),
        at: 0,
        value: json!(1),
    };
    let changed = check_undo(&sample, new);
    assert_eq!(at(&changed.nodes[3].parameters, "rules.values"), json!([1]));
}

#[test]
fn a_removed_node_takes_its_wires_and_pins_along() {
    let changed = check_undo(
        &sample(),
        Edit::RemoveNode {
            node: "id-A".into(),
        },
    );
    assert_eq!(changed.nodes.len(), 3);
    assert_eq!(changed.edges, [Edge::main("id-B", 0, "id-C", 0)]);
    assert!(!changed.pinned.contains_key("id-A"));
}

#[test]
fn healing_joins_what_was_around() {
    let sample = sample();
    let healed = check_undo(&sample, remove_and_heal(&sample, &["id-B".into()]));
    assert_eq!(
        healed.edges,
        [
            Edge::main("id-Start", 0, "id-A", 0),
            Edge::main("id-C", 1, "id-A", 0),
            Edge::main("id-A", 0, "id-C", 0),
        ]
    );
    let healed = check_undo(
        &sample,
        remove_and_heal(&sample, &["id-A".into(), "id-B".into()]),
    );
    let mut edges = healed.edges;
    edges.sort_by_key(|edge| edge.from.port);
    assert_eq!(
        edges,
        [
            Edge::main("id-Start", 0, "id-C", 0),
            Edge::main("id-C", 1, "id-C", 0)
        ]
    );
}

#[test]
fn what_does_not_fit_is_refused() {
    let list = ParamPath::from("assignments.assignments");
    let deep = || (0..130).fold(json!(1), |inner, _| vec![inner].into());
    let named = |name: &str| {
        Edit::add(Node {
            id: "new".into(),
            ..Node::new(name, "set", 1.0)
        })
    };
    for (edit, expected) in [
        (
            Edit::add(Node::new("id-A", "set", 1.0)),
            EditError::IdTaken("id-A".into()),
        ),
        (named("A"), EditError::NameTaken("A".into())),
        (named(""), EditError::NoName),
        (
            Edit::RemoveNode {
                node: "gone".into(),
            },
            EditError::NoNode("gone".into()),
        ),
        (
            Edit::RenameNode {
                node: "id-A".into(),
                name: "B".into(),
            },
            EditError::NameTaken("B".into()),
        ),
        (
            Edit::RenameNode {
                node: "id-A".into(),
                name: "".into(),
            },
            EditError::NoName,
        ),
        (
            Edit::MoveNode {
                node: "id-A".into(),
                to: [f64::NAN, 0.0],
            },
            EditError::NoNumber("NaN".to_owned()),
        ),
        (
            Edit::set("id-A", "mode.deeper", 1),
            EditError::NoParameter("mode.deeper".into()),
        ),
        (Edit::set("id-A", "", 1), EditError::NoParameter("".into())),
        (Edit::set("id-A", "x", deep()), EditError::TooDeep),
        (
            Edit::set("id-A", "list.3", 1),
            EditError::NoParameter("list.3".into()),
        ),
        (
            Edit::InsertElement {
                node: "id-A".into(),
                list: "mode".into(),
                at: 0,
                value: json!(1),
            },
            EditError::NoList("mode".into()),
        ),
        (
            Edit::InsertElement {
                node: "id-A".into(),
                list: list.clone(),
                at: 9,
                value: json!(1),
            },
            EditError::NoPlace {
                list: list.clone(),
                at: 9,
            },
        ),
        (
            Edit::MoveElement {
                node: "id-A".into(),
                list: list.clone(),
                from: 0,
                to: 2,
            },
            EditError::NoPlace { list, at: 2 },
        ),
        (
            Edit::connect(Edge::main("id-A", 0, "id-B", 0)),
            EditError::Connected,
        ),
        (
            Edit::connect(Edge::main("id-A", 0, "gone", 0)),
            EditError::NoNode("gone".into()),
        ),
        (
            Edit::Disconnect {
                edge: Edge::main("id-A", 5, "id-B", 0),
            },
            EditError::NoEdge,
        ),
        // All or none.
        (
            Edit::many([
                Edit::RemoveNode {
                    node: "id-A".into(),
                },
                Edit::set("id-B", "x", 1),
                Edit::RemoveNode {
                    node: "id-A".into(),
                },
            ]),
            EditError::NoNode("id-A".into()),
        ),
    ] {
        check_refused(edit, &expected);
    }
}

#[test]
fn a_name_that_is_new() {
    let mut workflow = sample();
    assert_eq!(unique_name(&workflow, "New").as_str(), "New");
    assert_eq!(unique_name(&workflow, "A").as_str(), "A1");
    workflow.nodes[2].name = "A1".into();
    assert_eq!(unique_name(&workflow, "A").as_str(), "A2");
    assert_eq!(unique_name(&workflow, "").as_str(), "Node1");
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(json!(null)),
        any::<bool>().prop_map(Value::from),
        (-5_i32..5).prop_map(Value::from),
        prop_oneof![Just("={{ $('A').item }}"), Just("x"), Just("")].prop_map(Value::from),
    ];
    leaf.prop_recursive(3, 12, 3, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..3).prop_map(Value::from),
            prop::collection::vec((prop_oneof![Just("a"), Just("b"), Just("0")], inner), 0..3)
                .prop_map(|entries| entries.into_iter().collect::<value::Map>().into()),
        ]
    })
}

fn any_path() -> impl Strategy<Value = ParamPath> {
    let key = prop_oneof![
        Just("mode"),
        Just("assignments"),
        Just("options"),
        Just("dotNotation"),
        Just("a"),
        Just("b"),
        Just("jsCode"),
    ];
    let step = prop_oneof![
        3 => key.prop_map(Step::from),
        1 => (0_usize..3).prop_map(Step::Place),
        1 => Just(Step::Element { id: "two".into() }),
    ];
    prop::collection::vec(step, 0..4).prop_map(ParamPath)
}

fn any_node() -> impl Strategy<Value = value::Text> {
    prop_oneof![
        Just("id-Start"),
        Just("id-A"),
        Just("id-B"),
        Just("id-C"),
        Just("new"),
        Just("gone")
    ]
    .prop_map(value::Text::from)
}

fn any_name() -> impl Strategy<Value = String> {
    prop_oneof![
        Just("A"),
        Just("Start"),
        Just("X y"),
        Just("it's \"odd\""),
        Just("}} {{"),
        Just("$('B')"),
        Just("")
    ]
    .prop_map(str::to_owned)
}

fn any_edge() -> impl Strategy<Value = Edge> {
    (any_node(), 0_u16..2, any_node(), 0_u16..2)
        .prop_map(|(from, output, to, input)| Edge::main(from, output, to, input))
}

fn any_setting() -> impl Strategy<Value = NodeSetting> {
    prop_oneof![
        any::<bool>().prop_map(NodeSetting::Disabled),
        any::<bool>().prop_map(NodeSetting::ExecuteOnce),
        any::<bool>().prop_map(NodeSetting::AlwaysOutput),
        any::<bool>().prop_map(NodeSetting::Cache),
        Just(NodeSetting::OnError(OnError::Fallback { output: 1 })),
        Just(NodeSetting::Retry(Some(Retry::default()))),
        Just(NodeSetting::Retry(None)),
        Just(NodeSetting::TimeoutMs(Some(9))),
        Just(NodeSetting::Note(Some("n".to_owned()))),
        Just(NodeSetting::Credentials(vec![CredentialRef::default()])),
        Just(NodeSetting::Version(2.0)),
        Just(NodeSetting::Kind("set".to_owned())),
    ]
}

fn any_edit() -> impl Strategy<Value = Edit> {
    let workflow = prop_oneof![
        any_name().prop_map(WorkflowSetting::Name),
        prop::collection::vec(any_name(), 0..2).prop_map(WorkflowSetting::Tags),
        Just(WorkflowSetting::Folder(Some("f".to_owned()))),
        Just(WorkflowSetting::ExecutionOrder(ExecutionOrder::Legacy)),
        Just(WorkflowSetting::Timezone(Some("Asia/Tokyo".to_owned()))),
        Just(WorkflowSetting::TimeoutMs(Some(1))),
        Just(WorkflowSetting::ErrorWorkflow(Some("w".to_owned()))),
    ];
    let leaf = prop_oneof![
        any_name().prop_map(|name| Edit::add(Node {
            id: "new".into(),
            ..Node::new(name, "set", 1.0)
        })),
        any_node().prop_map(|node| Edit::RemoveNode { node }),
        (any_node(), any::<[f64; 2]>()).prop_map(|(node, to)| Edit::MoveNode { node, to }),
        (any_node(), any_name()).prop_map(|(node, name)| Edit::RenameNode {
            node,
            name: name.into()
        }),
        (any_node(), any_path(), prop::option::of(any_value()))
            .prop_map(|(node, path, value)| Edit::SetParameter { node, path, value }),
        (any_node(), any_path(), 0_usize..3, any_value()).prop_map(|(node, list, at, value)| {
            Edit::InsertElement {
                node,
                list,
                at,
                value,
            }
        }),
        (any_node(), any_path(), 0_usize..3, 0_usize..3).prop_map(|(node, list, from, to)| {
            Edit::MoveElement {
                node,
                list,
                from,
                to,
            }
        }),
        (any_node(), any_setting()).prop_map(|(node, setting)| Edit::SetNode { node, setting }),
        (any_edge(), prop::option::of(0_usize..4))
            .prop_map(|(edge, at)| Edit::Connect { edge, at }),
        any_edge().prop_map(|edge| Edit::Disconnect { edge }),
        any_node().prop_map(|node| Edit::Pin {
            node,
            items: vec![json!({ "json": {} })]
        }),
        any_node().prop_map(|node| Edit::Unpin { node }),
        workflow.prop_map(|setting| Edit::SetWorkflow { setting }),
    ];
    leaf.prop_recursive(2, 8, 4, |inner| {
        prop::collection::vec(inner, 0..4).prop_map(Edit::many)
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 600, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn sequences_undo_to_the_byte(edits in prop::collection::vec(any_edit(), 1..12)) {
        let mut workflow = sample();
        let mut states = Vec::new();
        let mut undos = Vec::new();
        for edit in edits {
            let before = file::write(&workflow);
            // An edit survives being stored, as undo history and synchronization will.
            let stored = value::to_string(&value::to_value(&edit).expect("it serializes"));
            let read: Result<Edit, _> = value::from_value(&value::from_str(&stored).expect("JSON"));
            let finite = !stored.contains("\"to\":[null") && !stored.contains(",null]");
            if finite {
                prop_assert_eq!(&read.expect("it reads back"), &edit);
            }
            match apply(&mut workflow, edit) {
                Ok(undo) => {
                    states.push(before);
                    undos.push(undo);
                }
                Err(_) => prop_assert_eq!(file::write(&workflow), before),
            }
        }
        while let (Some(undo), Some(before)) = (undos.pop(), states.pop()) {
            let after = file::write(&workflow);
            let redo = apply(&mut workflow, undo).expect("it can be undone");
            prop_assert_eq!(file::write(&workflow), before);
            let mut again = workflow.clone();
            apply(&mut again, redo).expect("it can be done again");
            prop_assert_eq!(file::write(&again), after);
        }
        prop_assert_eq!(file::write(&workflow), file::write(&sample()));
    }
}
