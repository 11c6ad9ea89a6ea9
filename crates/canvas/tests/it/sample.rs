//! A workflow to look at, and large ones to measure.

use canvas::{CanvasEvent, EdgeLook, EdgeState, Looks, NodeLook, Problem, Run, RunState};
use model::{
    Edge, EdgeEnd, Edit, Group, Node, NodeSpec, Port, PortKind, PortRule, PortSet, Show, Specs,
    Workflow,
};
use value::Value;

/// A few kinds, such as a registry would have.
pub fn specs() -> Specs {
    let kind = |kind: &str, label: &str, group: Group, icon: &str| NodeSpec {
        icon: icon.to_owned(),
        inputs: PortRule::one(),
        outputs: PortRule::one(),
        ..NodeSpec::new(kind, label, group)
    };
    let agent = vec![PortRule {
        show: Show::default(),
        ports: PortSet::Fixed(
            [
                ("", PortKind::Main),
                ("Model", PortKind::Model),
                ("Memory", PortKind::Memory),
                ("Tools", PortKind::Tool),
            ]
            .map(|(label, kind)| Port {
                label: label.to_owned(),
                kind,
            })
            .to_vec(),
        ),
    }];
    let model = vec![PortRule {
        show: Show::default(),
        ports: PortSet::Fixed(vec![Port {
            label: String::new(),
            kind: PortKind::Model,
        }]),
    }];
    [
        NodeSpec {
            trigger: true,
            inputs: PortRule::none(),
            ..kind("folder", "A file changes", Group::Files, "folder")
        },
        NodeSpec {
            trigger: true,
            inputs: PortRule::none(),
            ..kind("manual", "I press Run", Group::Trigger, "play")
        },
        kind("pdf", "Read a PDF", Group::Files, "file-text"),
        kind("find", "Find in text", Group::Code, "text-search"),
        kind("http", "HTTP request", Group::Network, "globe"),
        kind("edit", "Edit fields", Group::Data, "pencil"),
        kind("filter", "Filter", Group::Data, "filter"),
        kind("mail", "Send e-mail", Group::Service, "mail"),
        NodeSpec {
            outputs: PortRule::labels(&["true", "false"]),
            ..kind("if", "If", Group::Flow, "split")
        },
        NodeSpec {
            loops: true,
            outputs: PortRule::labels(&["done", "each"]),
            ..kind("loop", "Loop", Group::Flow, "repeat")
        },
        NodeSpec {
            inputs: PortRule::labels(&["A", "B"]),
            ..kind("merge", "Merge", Group::Flow, "merge")
        },
        NodeSpec {
            outputs: PortRule::labels(&["books", "music", "films", "rest"]),
            ..kind("switch", "Switch", Group::Flow, "list-tree")
        },
        NodeSpec {
            inputs: agent,
            ..kind("agent", "Agent", Group::Tools, "bot")
        },
        NodeSpec {
            inputs: PortRule::none(),
            outputs: model,
            ..kind("model", "Chat model", Group::Tools, "brain")
        },
    ]
    .into_iter()
    .collect()
}

/// A node of a kind at a place.
pub fn node(name: &str, kind: &str, x: f64, y: f64) -> Node {
    Node {
        position: [x, y],
        ..Node::new(name, kind, 1.0)
    }
}

/// A note.
pub fn note(name: &str, text: &str, at: [f64; 2], size: [f64; 2], color: f64) -> Node {
    let mut note = Node {
        position: at,
        ..Node::new(name, Node::NOTE, 1.0)
    };
    note.parameters.insert("content", Value::from(text));
    note.parameters.insert("width", Value::from(size[0]));
    note.parameters.insert("height", Value::from(size[1]));
    note.parameters.insert("color", Value::from(color));
    note
}

/// A workflow that shows everything a canvas draws.
#[allow(dead_code, reason = "an example uses one of the two")]
pub fn invoices() -> (Workflow, Looks) {
    let mut workflow = Workflow {
        name: "File the invoices".to_owned(),
        nodes: invoice_nodes(),
        ..Workflow::default()
    };
    workflow.nodes[10].disabled = true;
    let helper = Edge {
        from: EdgeEnd {
            node: "Chat model".into(),
            kind: PortKind::Model,
            port: 0,
        },
        to: EdgeEnd {
            node: "Clerk".into(),
            kind: PortKind::Model,
            port: 0,
        },
    };
    workflow.edges = vec![
        Edge::main("New invoice", 0, "Read the PDF", 0),
        Edge::main("Read the PDF", 0, "Find total", 0),
        Edge::main("Find total", 0, "For each line of the invoice", 0),
        Edge::main("For each line of the invoice", 1, "Look up supplier", 0),
        Edge::main("For each line of the invoice", 0, "Was filtered", 0),
        Edge::main("Look up supplier", 0, "Over 1,000 €?", 0),
        Edge::main("Over 1,000 €?", 0, "Ask for approval", 0),
        Edge::main("Over 1,000 €?", 1, "Put together", 1),
        Edge::main("Ask for approval", 0, "Put together", 0),
        Edge::main("Put together", 0, "For each line of the invoice", 0),
        Edge::main("Was filtered", 0, "Unknown thing", 0),
        Edge::main("Sort by shelf", 1, "Clerk", 0),
        helper,
    ];
    (workflow, invoice_looks())
}

#[allow(dead_code, reason = "an example uses one of the two")]
fn invoice_nodes() -> Vec<Node> {
    vec![
        note(
            "Note",
            "## Every invoice\nLands in the **accounts** sheet.\n\n- scanned *or* mailed\n- over 1,000 € is asked for\n\n[The rules](https://example.com)",
            [0.0, -176.0],
            [256.0, 144.0],
            1.0,
        ),
        note(
            "Idea",
            "### שלב הבא\nלשלוח תזכורת אחרי 14 ימים",
            [1056.0, -176.0],
            [240.0, 96.0],
            5.0,
        ),
        node("New invoice", "folder", 0.0, 32.0),
        node("Read the PDF", "pdf", 256.0, 32.0),
        node("Find total", "find", 512.0, 32.0),
        node("For each line of the invoice", "loop", 768.0, 32.0),
        node("Look up supplier", "http", 304.0, 240.0),
        node("Over 1,000 €?", "if", 560.0, 240.0),
        node("Ask for approval", "mail", 832.0, 208.0),
        node("Put together", "merge", 1104.0, 240.0),
        node("Was filtered", "filter", 1056.0, 0.0),
        node("Sort by shelf", "switch", 0.0, 464.0),
        node("Clerk", "agent", 304.0, 464.0),
        node("Chat model", "model", 256.0, 624.0),
        node("Unknown thing", "n8n:acme.thing", 1328.0, 0.0),
    ]
}

#[allow(dead_code, reason = "an example uses one of the two")]
fn invoice_looks() -> Looks {
    let mut looks = Looks {
        revision: 1,
        ..Looks::default()
    };
    let summaries = [
        ("New invoice", "Invoices folder · *.pdf"),
        ("Read the PDF", "Text of each page"),
        ("Find total", "Amount, number, due date"),
        ("Look up supplier", "GET /suppliers/{vat}"),
        ("Over 1,000 €?", "total > 1000"),
        ("Ask for approval", "To boss@example.com"),
    ];
    for (name, summary) in summaries {
        looks.nodes.insert(
            name.into(),
            NodeLook {
                summary: summary.to_owned(),
                ..NodeLook::default()
            },
        );
    }
    let problem = Problem {
        severe: true,
        text: "The credential is missing.".to_owned(),
    };
    looks.nodes.insert(
        "Clerk".into(),
        NodeLook {
            problem: Some(problem),
            pinned: true,
            ..NodeLook::default()
        },
    );
    looks
}

/// The same after and while it runs.
#[allow(dead_code, reason = "an example uses one of the two")]
pub fn running(workflow: &Workflow, looks: &mut Looks) {
    looks.revision += 1;
    let mut set = |name: &str, state: RunState, badge: &str, text: &str| {
        let look = looks.nodes.entry(name.into()).or_default();
        look.run = Some(Run {
            state,
            badge: badge.to_owned(),
            text: text.to_owned(),
        });
    };
    set("New invoice", RunState::Success, "1", "");
    set("Read the PDF", RunState::Success, "1", "2 pages · 0.2 s");
    set("Find total", RunState::Success, "12", "");
    set("For each line of the invoice", RunState::Success, "4", "");
    set("Look up supplier", RunState::Running, "3", "");
    set("Over 1,000 €?", RunState::Waiting, "", "");
    set("Ask for approval", RunState::Failed, "", "401 · 0.4 s");
    set("Was filtered", RunState::Skipped, "", "");
    set("Sort by shelf", RunState::Stale, "2", "");
    let counts = ["1 item", "1 item", "12 items"];
    for (edge, label) in workflow.edges.iter().zip(counts) {
        looks.edges.insert(
            edge.clone(),
            EdgeLook {
                label: label.to_owned(),
                state: EdgeState::Done,
            },
        );
    }
    let flowing = EdgeLook {
        label: String::new(),
        state: EdgeState::Flowing,
    };
    looks.edges.insert(workflow.edges[3].clone(), flowing);
}

/// `count` nodes in rows, as a long workflow has them.
#[allow(dead_code, reason = "an example uses one of the two")]
pub fn large(count: usize) -> Workflow {
    let kinds = ["edit", "http", "filter", "if", "pdf", "merge"];
    let columns = (count as f64).sqrt().ceil() as usize;
    let mut workflow = Workflow::default();
    for at in 0..count {
        let (row, column) = (at / columns, at % columns);
        let kind = if column == 0 {
            "manual"
        } else {
            kinds[at % kinds.len()]
        };
        let name = format!("Step number {at}");
        let mut step = node(&name, kind, column as f64 * 256.0, row as f64 * 128.0);
        step.id = format!("n{at}").as_str().into();
        workflow.nodes.push(step);
        if column > 0 {
            workflow.edges.push(Edge::main(
                format!("n{}", at - 1).as_str(),
                0,
                format!("n{at}").as_str(),
                0,
            ));
        }
        if column > 2 && at % 7 == 0 {
            workflow.edges.push(Edge::main(
                format!("n{at}").as_str(),
                0,
                format!("n{}", at - 3).as_str(),
                0,
            ));
        }
    }
    workflow
}

/// What a small program around the canvas makes of an event.
#[allow(dead_code, reason = "an example uses one of the two")]
pub fn edits(workflow: &Workflow, event: &CanvasEvent) -> Vec<Edit> {
    match event.clone() {
        CanvasEvent::MoveNodes(places) => places
            .into_iter()
            .map(|(node, to)| Edit::MoveNode { node, to })
            .collect(),
        CanvasEvent::Connect(edge) => vec![Edit::connect(edge)],
        CanvasEvent::Disconnect(edge) => vec![Edit::Disconnect { edge }],
        CanvasEvent::Reconnect { from, to } => {
            vec![Edit::Disconnect { edge: from }, Edit::connect(to)]
        }
        CanvasEvent::InsertNode { node, edge, at } => {
            let into = Edge {
                from: edge.from.clone(),
                to: Edge::main("", 0, node.clone(), 0).to,
            };
            let out = Edge {
                from: Edge::main(node.clone(), 0, "", 0).from,
                to: edge.to.clone(),
            };
            vec![
                Edit::MoveNode { node, to: at },
                Edit::Disconnect { edge },
                Edit::connect(into),
                Edit::connect(out),
            ]
        }
        CanvasEvent::Delete { nodes, edges, .. } => {
            let wires = edges
                .into_iter()
                .filter(|edge| !nodes.contains(&edge.from.node) && !nodes.contains(&edge.to.node));
            let wires: Vec<Edit> = wires.map(|edge| Edit::Disconnect { edge }).collect();
            let healed = model::edit::remove_and_heal(workflow, &nodes);
            wires.into_iter().chain([healed]).collect()
        }
        _ => Vec::new(),
    }
}

/// A few steps in a row, one aside without wires, and a note: small enough to be shown at 100 %.
#[allow(dead_code, reason = "an example uses one of the two")]
pub fn steps() -> Workflow {
    let nodes = vec![
        node("Start", "manual", 0.0, 0.0),
        node("Fetch", "http", 288.0, 0.0),
        node("Check", "if", 576.0, 0.0),
        node("Save", "edit", 864.0, -48.0),
        node("Loose", "filter", 288.0, 192.0),
        node("Clerk", "agent", 576.0, 192.0),
        node("Chat", "model", 640.0, 352.0),
        note("Note", "# Hello", [0.0, 160.0], [224.0, 144.0], 2.0),
    ];
    let edges = vec![
        Edge::main("Start", 0, "Fetch", 0),
        Edge::main("Fetch", 0, "Check", 0),
        Edge::main("Check", 0, "Save", 0),
    ];
    Workflow {
        nodes,
        edges,
        ..Workflow::default()
    }
}
