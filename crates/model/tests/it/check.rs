//! Each problem on a workflow that has it, and none on one that has not.

use model::check::{Code, worst};
use model::{
    Edge, EdgeEnd, Node, OnError, PortKind, Problem, Severity, Workflow, apply, check, file,
};
use value::json;

use crate::common::{node, row, specs};

fn healthy() -> Workflow {
    row(&[
        node(
            "Get",
            "httpRequest",
            4.2,
            &json!({ "url": "https://example.com" }),
        ),
        node(
            "Shape",
            "set",
            3.4,
            &json!({ "x": "={{ $('Get').item.json.a }}" }),
        ),
    ])
}

/// The problems of the healthy workflow after a change, as `code node field`.
fn check_after(change: impl FnOnce(&mut Workflow), expected: &[&str]) -> Vec<Problem> {
    let mut workflow = healthy();
    change(&mut workflow);
    let problems = check(&workflow, specs());
    let found: Vec<String> = problems
        .iter()
        .map(|problem| {
            let code = value::to_value(&problem.code).expect("a code is text");
            let node = problem.node.as_deref().unwrap_or_default();
            let field = problem.field.as_deref().unwrap_or_default();
            format!("{} {node} {field}", code.as_str().unwrap_or_default())
                .trim()
                .to_owned()
        })
        .collect();
    assert_eq!(found, expected);
    for problem in &problems {
        for text in [problem.sentence(), problem.advice()] {
            assert!(text.ends_with('.'), "{text}");
            let filled = text.replace("`{{`", "").replace("`}}`", "");
            assert!(!filled.contains(['{', '}']), "{text}");
        }
        assert_eq!(problem.severity, problem.code.severity());
        let written = value::to_value(problem).expect("a problem is data");
        assert_eq!(written["message"], problem.sentence());
        assert_eq!(written["advice"], problem.advice());
        let read: Problem = value::from_value(&written).expect("a problem is read");
        assert_eq!(read, *problem);
    }
    let text = file::write(&workflow);
    // A draft with problems is written and read all the same; which credential fills a slot stays here.
    for one in workflow
        .nodes
        .iter_mut()
        .flat_map(|node| &mut node.credentials)
    {
        one.id = None;
    }
    let read = file::read(text.as_bytes(), specs(), model::ImportOptions::default());
    assert_eq!(read.expect("a draft is always read").workflow, workflow);
    problems
}

fn add(workflow: &mut Workflow, node: Node, after: &str) {
    workflow
        .edges
        .push(Edge::main(after, 0, node.id.clone(), 0));
    workflow.nodes.push(node);
}

#[test]
fn nothing_is_wrong_with_a_healthy_workflow() {
    check_after(|_| {}, &[]);
    check_after(
        |workflow| workflow.nodes.push(Node::new("hint", Node::NOTE, 1.0)),
        &[],
    );
}

#[test]
fn nodes() {
    check_after(
        |w| w.nodes[2].id = w.nodes[1].id.clone(),
        &["node.id.repeated id-Get", "edge.dangling"],
    );
    check_after(
        |w| {
            add(
                w,
                Node {
                    id: "twin".into(),
                    ..Node::new("Get", "noop", 1.0)
                },
                "id-Start",
            );
        },
        &["node.name.repeated twin"],
    );
    check_after(
        |w| add(w, Node::new("odd", "n8n:base.odd", 1.0), "id-Start"),
        &["node.placeholder odd"],
    );
    check_after(
        |w| add(w, Node::new("odd", "from.tomorrow", 1.0), "id-Start"),
        &["node.kind odd"],
    );
    check_after(|w| w.nodes[1].version = 9.0, &["node.version id-Get"]);
    check_after(
        |w| w.nodes.push(Node::new("alone", "noop", 1.0)),
        &["node.unreachable alone"],
    );
    check_after(
        |w| {
            w.nodes.push(Node {
                disabled: true,
                ..Node::new("alone", "noop", 1.0)
            });
        },
        &[],
    );
}

#[test]
fn triggers() {
    check_after(
        |w| w.nodes[0].disabled = true,
        &["trigger.none", "trigger.disabled id-Start"],
    );
    check_after(|w| w.nodes[0].kind = "noop".to_owned(), &["trigger.none"]);
    check_after(
        |w| w.nodes.clear(),
        &["trigger.none", "edge.dangling", "edge.dangling"],
    );
    // Two triggers are fine, and one that Millrace lacks is one too.
    check_after(|w| w.nodes.push(Node::new("second", "schedule", 1.0)), &[]);
    check_after(
        |w| w.nodes[0].kind = "n8n:n8n-nodes-base.telegramTrigger".to_owned(),
        &["node.placeholder id-Start"],
    );
}

#[test]
fn parameters_and_expressions() {
    let set = |w: &mut Workflow, at: usize, key: &str, value: value::Value| {
        w.nodes[at].parameters.insert(key, value);
    };
    for empty in [
        json!(""),
        json!("="),
        json!(null),
        json!({ "mode": "id", "value": "" }),
        json!([]),
    ] {
        check_after(|w| set(w, 1, "url", empty), &["param.missing id-Get url"]);
    }
    check_after(
        |w| {
            w.nodes[1].parameters.clear();
            w.nodes[1].disabled = true;
        },
        &[],
    );
    check_after(
        |w| set(w, 2, "x", json!("={{ $('Gone').item.json.a + $json.b }}")),
        &["expression.node id-Shape x"],
    );
    check_after(|w| set(w, 2, "x", json!("$('Gone') is text here")), &[]);
    check_after(
        |w| {
            set(
                w,
                2,
                "list",
                json!([{ "jsCode": "return $('Gone').all() // $('Comment')" }]),
            );
        },
        &["expression.node id-Shape list.0.jsCode"],
    );
    check_after(
        |w| set(w, 2, "x", json!("=a {{ $json.b ")),
        &["expression.unclosed id-Shape x"],
    );
    check_after(|w| set(w, 2, "x", json!("=a {{ ")), &[]);
}

#[test]
fn failures() {
    let mended = |change: &dyn Fn(&mut Workflow), expected: &[&str]| {
        let problems = check_after(change, expected);
        let mut workflow = healthy();
        change(&mut workflow);
        for problem in problems {
            apply(&mut workflow, problem.fix.expect("an edit mends it")).expect("it applies");
        }
        assert_eq!(check(&workflow, specs()), []);
        workflow
    };
    let asks = |attempts: u32| {
        move |w: &mut Workflow| {
            w.nodes[1].retry = Some(model::Retry {
                attempts,
                ..model::Retry::default()
            });
        }
    };
    for (asked, made) in [(500, 10), (0, 1)] {
        let workflow = mended(&asks(asked), &["node.retry id-Get"]);
        let retry = workflow.nodes[1].retry.as_ref();
        assert_eq!(retry.map(|retry| retry.attempts), Some(made));
    }
    check_after(asks(10), &[]);
    let falls_back = |at: usize, output: u16| {
        move |w: &mut Workflow| w.nodes[at].on_error = OnError::Fallback { output }
    };
    let workflow = mended(&falls_back(1, 7), &["node.fallback id-Get"]);
    assert_eq!(workflow.nodes[1].on_error, OnError::Fallback { output: 0 });
    check_after(falls_back(1, 0), &[]);
    let branches = |w: &mut Workflow| {
        add(w, Node::new("turn", "if", 2.0), "id-Shape");
        falls_back(3, 2)(w);
    };
    let problems = check_after(branches, &["node.fallback turn"]);
    assert_eq!(
        problems[0].fix, None,
        "which output is meant is to be asked"
    );
}

#[test]
fn a_repeated_name_is_mended_with_a_number() {
    let mut workflow = healthy();
    workflow.nodes[2].name = workflow.nodes[1].name.clone();
    let problem = check(&workflow, specs()).swap_remove(0);
    apply(&mut workflow, problem.fix.expect("a number mends it")).expect("it applies");
    assert_eq!(workflow.nodes[2].name, "Get1");
    assert_eq!(workflow.nodes[1].name, "Get");
    assert_eq!(check(&workflow, specs()), []);
}

#[test]
fn credentials() {
    let mine = |id: Option<&str>| model::CredentialRef {
        slot: "httpHeaderAuth".to_owned(),
        id: id.map(str::to_owned),
        name: "Mine".to_owned(),
    };
    check_after(
        |w| w.nodes[1].credentials = vec![mine(None)],
        &["credential.missing id-Get"],
    );
    check_after(|w| w.nodes[1].credentials = vec![mine(Some("c"))], &[]);
    let asks = |w: &mut Workflow| {
        w.nodes[1]
            .parameters
            .insert("authentication", "genericCredentialType");
    };
    check_after(asks, &["credential.missing id-Get"]);
}

#[test]
fn wires() {
    let mended = |change: fn(&mut Workflow), expected: &[&str]| {
        let problems = check_after(change, expected);
        let mut workflow = healthy();
        change(&mut workflow);
        for problem in problems {
            apply(&mut workflow, problem.fix.expect("a wire can be removed")).expect("it applies");
        }
        assert_eq!(workflow, healthy());
    };
    mended(
        |w| w.edges.push(Edge::main("id-Get", 0, "gone", 0)),
        &["edge.dangling"],
    );
    mended(
        |w| w.edges.push(Edge::main("id-Get", 1, "id-Shape", 0)),
        &["edge.port id-Get"],
    );
    mended(
        |w| w.edges.push(Edge::main("id-Get", 0, "id-Shape", 4)),
        &["edge.port id-Shape"],
    );
    mended(
        |w| {
            let end = |node: &str| EdgeEnd {
                node: node.into(),
                kind: PortKind::Tool,
                port: 0,
            };
            w.edges.push(Edge {
                from: end("id-Get"),
                to: end("id-Shape"),
            });
        },
        &["edge.port id-Get"],
    );
    check_after(
        |w| {
            w.nodes[1].on_error = OnError::ErrorOutput;
            w.edges.push(Edge::main("id-Get", 1, "id-Shape", 0));
        },
        &[],
    );
}

#[test]
fn circles() {
    check_after(
        |w| w.edges.push(Edge::main("id-Shape", 0, "id-Get", 0)),
        &["cycle.closed id-Get"],
    );
    check_after(
        |w| w.edges.push(Edge::main("id-Get", 0, "id-Get", 0)),
        &["cycle.closed id-Get"],
    );
    // A branch may leave the circle.
    let with_branch = |kind: &'static str, port: u16| {
        move |w: &mut Workflow| {
            add(w, Node::new("turn", kind, 2.0), "id-Shape");
            w.edges.push(Edge::main("turn", port, "id-Get", 0));
        }
    };
    check_after(with_branch("if", 0), &["cycle.open id-Get"]);
    check_after(with_branch("code", 0), &["cycle.open id-Get"]);
    check_after(with_branch("loop", 1), &[]);
    check_after(
        |w| {
            with_branch("loop", 1)(w);
            w.edges.push(Edge::main("id-Shape", 0, "id-Shape", 0));
        },
        &["cycle.closed id-Shape"],
    );
    // A circle of a thousand nodes is one problem, and does not exhaust the stack.
    check_after(
        |w| {
            let mut last = "id-Shape".to_owned();
            for at in 0..1000 {
                let name = format!("n{at}");
                add(w, Node::new(name.as_str(), "noop", 1.0), &last);
                last = name;
            }
            w.edges.push(Edge::main(last, 0, "id-Get", 0));
        },
        &["cycle.closed id-Get"],
    );
}

#[test]
fn the_worst_decides() {
    assert_eq!(worst(&[]), None);
    let problems = check_after(
        |w| {
            w.nodes[1].parameters.clear();
            w.nodes.push(Node::new("alone", "noop", 1.0));
        },
        &["param.missing id-Get url", "node.unreachable alone"],
    );
    assert_eq!(worst(&problems), Some(Severity::StopsActivation));
}

/// The table in the documentation says what the code does.
#[test]
fn the_table_is_right() {
    let source = include_str!("../../src/check/mod.rs");
    let rows: Vec<Vec<&str>> = source
        .lines()
        .filter_map(|line| line.strip_prefix("//! | `"))
        .map(|line| {
            line.split('|')
                .map(|cell| cell.trim().trim_matches('`'))
                .collect()
        })
        .collect();
    assert_eq!(rows.len(), Code::ALL.len());
    for (code, row) in Code::ALL.iter().zip(rows) {
        let name = value::to_value(code).expect("a code is text");
        assert_eq!(name, row[0]);
        let effect = match code.severity() {
            Severity::Warn => "warns",
            Severity::StopsActivation => "stops activation",
            Severity::StopsRun => "stops a run",
        };
        assert_eq!(effect, row[2], "{name}");
    }
}
