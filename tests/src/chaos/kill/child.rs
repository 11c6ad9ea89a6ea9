//! The program that is killed: goes on with what is unfinished, decides about what is in doubt, then starts executions
//! until it is ended. Every line that it prints is a promise.

use std::io::Write as _;
use std::path::PathBuf;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use api::{Decision, InboxList};
use app::{Acknowledge, App, Grants, Options, RunRequest};
use model::{Edge, Mode, Node, Retry, RetryWait, Workflow, file};
use value::{Value, json};

use super::effects::FLAKY;

/// How many executions run at once.
const AT_ONCE: u64 = 4;

/// What the child is told.
#[derive(Clone, Debug)]
pub struct Orders {
    /// The data folder.
    pub data: PathBuf,
    /// The port of the server that notes effects.
    pub port: u16,
    /// Which workflow it starts first; none starts nothing new and ends when everything has ended.
    pub first: Option<u64>,
}

/// Lives until it is killed, or until everything has ended.
pub async fn live(orders: Orders) -> Result<()> {
    let app = App::open(Options {
        data: Some(orders.data),
        keep: true,
        worker: std::env::current_exe()?,
    })?;
    let mut told = app.bus().after(0);
    let found = app.recover().await?;
    say(&format!("ready {}", found.resumed))?;
    decide(&app).await?;
    let Some(first) = orders.first else {
        while app.unfinished().await? > 0 {
            told.next().await;
        }
        app.close().await;
        return Ok(());
    };
    let lanes =
        (first..first + AT_ONCE).map(|lane| tokio::spawn(start_on(app.clone(), orders.port, lane)));
    for lane in lanes.collect::<Vec<_>>() {
        lane.await??;
    }
    Ok(())
}

/// Decides about everything in doubt, by its id: so the same is decided whenever it is asked again.
async fn decide(app: &App) -> Result<()> {
    for entry in app.inbox_list(InboxList::default()).await?.entries {
        let digits = entry.execution.bytes().map(u64::from).sum::<u64>();
        let decision = match digits % 4 {
            0 => Decision::Resume,
            1 | 2 => Decision::Skip,
            _ => Decision::Discard,
        };
        // Said before it is done: a second request is expected from here on.
        if decision == Decision::Resume {
            let review = &entry.review;
            say(&format!(
                "again /{}/{}/{}",
                entry.execution, review.node, review.run
            ))?;
        }
        app.inbox_decide(api::InboxDecide {
            execution: entry.execution,
            decision,
        })
        .await?;
    }
    Ok(())
}

/// Starts one execution after the other.
async fn start_on(app: App, port: u16, lane: u64) -> Result<()> {
    let kinds = [
        posting(port),
        pure(),
        looping(port),
        waiting(port),
        retrying(port),
        large(port),
        calling(port),
    ]
    .map(Arc::new);
    let grants = Arc::new(Grants::parse([format!("host:127.0.0.1:{port}")])?);
    for turn in lane.. {
        let workflow = kinds
            .get(turn as usize % kinds.len())
            .context("a workflow")?;
        let at_end = turn % 3 == 1;
        let request = RunRequest {
            workflow: workflow.clone(),
            grants: grants.clone(),
            mode: Mode::Trigger,
            save: true,
            acknowledge: match at_end {
                true => Acknowledge::End,
                false => Acknowledge::Start,
            },
            ..RunRequest::default()
        };
        let handle = app.start(request.clone()).await?;
        let id = handle.id().clone();
        if !at_end {
            say(&format!("ack {id}"))?;
        }
        let finished = app.finish(handle, &request).await;
        finished.kept?;
        say(&format!("end {id} {:?}", finished.execution.status))?;
    }
    Ok(())
}

fn say(line: &str) -> Result<()> {
    let mut out = std::io::stdout().lock();
    writeln!(out, "{line}")?;
    Ok(out.flush()?)
}

fn node(name: &str, kind: &str, version: f64, parameters: Value) -> Node {
    let mut node = Node::new(name, kind, version);
    node.parameters = parameters.as_object().cloned().unwrap_or_default();
    node
}

fn start() -> Node {
    node("Start", "manual", 1.0, json!({}))
}

fn set(name: &str) -> Node {
    let list = json!([{ "name": name, "type": "string", "value": "={{ $execution.id }}" }]);
    let fields = json!({ "assignments": { "assignments": list }, "includeOtherFields": true });
    node(name, "set", 3.4, fields)
}

/// A request that says who sends it: the address names execution, node and run.
fn request(name: &str, method: &str, port: u16) -> Node {
    let url =
        format!("=http://127.0.0.1:{port}/{{{{ $execution.id }}}}/{name}/{{{{ $runIndex }}}}");
    node(
        name,
        "http.request",
        4.2,
        json!({ "method": method, "url": url }),
    )
}

fn row(name: &str, nodes: Vec<Node>) -> Workflow {
    let pairs = nodes.iter().zip(nodes.iter().skip(1));
    let edges = pairs.map(|(from, to)| Edge::main(from.id.clone(), 0, to.id.clone(), 0));
    Workflow {
        name: name.to_owned(),
        edges: edges.collect(),
        nodes,
        ..Workflow::default()
    }
}

/// Does something outside, looks, and does something else.
fn posting(port: u16) -> Workflow {
    let nodes = vec![
        start(),
        set("a"),
        request("Post", "POST", port),
        set("b"),
        request("Get", "GET", port),
        request("Other", "POST", port),
        set("c"),
    ];
    row("Posting", nodes)
}

/// Does nothing outside.
fn pure() -> Workflow {
    row("Pure", vec![start(), set("a"), set("b")])
}

/// Does something outside after a rest.
fn waiting(port: u16) -> Workflow {
    let rest = json!({ "amount": 0.3, "unit": "seconds" });
    let nodes = vec![
        start(),
        set("a"),
        node("Rest", "wait", 1.1, rest),
        request("Post", "POST", port),
        set("b"),
    ];
    row("Waiting", nodes)
}

/// Asks for something that is refused the first time.
fn retrying(port: u16) -> Workflow {
    let mut asks = request(FLAKY, "GET", port);
    asks.retry = Some(Retry {
        attempts: 3,
        wait: RetryWait::Fixed { ms: 20 },
    });
    row(
        "Retrying",
        vec![start(), asks, set("a"), request("Post", "POST", port)],
    )
}

/// Puts out more than a row of the database holds.
fn large(port: u16) -> Workflow {
    let text = "={{ ($execution.id + ' ').repeat(9000) }}";
    let list = json!([{ "name": "text", "type": "string", "value": text }]);
    let fields = json!({ "assignments": { "assignments": list } });
    let nodes = vec![
        start(),
        node("Text", "set", 3.4, fields),
        request("Post", "POST", port),
        set("a"),
    ];
    row("Large", nodes)
}

/// Calls another workflow, and does something outside afterwards.
fn calling(port: u16) -> Workflow {
    let begin = node(
        "Begin",
        "sub-workflow",
        1.1,
        json!({ "inputSource": "passthrough" }),
    );
    let called = row("Called", vec![begin, set("a"), request("Get", "GET", port)]);
    let called = json!({ "source": "parameter", "workflowJson": file::write(&called) });
    let nodes = vec![
        start(),
        node("Call", "execute-workflow", 1.2, called),
        request("Post", "POST", port),
        set("b"),
    ];
    row("Calling", nodes)
}

/// Does something outside in every round of a loop.
fn looping(port: u16) -> Workflow {
    let code = json!({ "category": "randomData", "randomDataType": "uuid", "randomDataCount": 3 });
    let nodes = vec![
        start(),
        node("Items", "debug", 1.0, code),
        node("Loop", "loop", 3.0, json!({})),
        request("Round", "POST", port),
        set("done"),
    ];
    let edges = vec![
        Edge::main("Start", 0, "Items", 0),
        Edge::main("Items", 0, "Loop", 0),
        Edge::main("Loop", 1, "Round", 0),
        Edge::main("Round", 0, "Loop", 0),
        Edge::main("Loop", 0, "done", 0),
    ];
    Workflow {
        edges,
        ..row("Looping", nodes)
    }
}
