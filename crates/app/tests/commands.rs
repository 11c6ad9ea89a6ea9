//! The commands through the dispatcher, as every window calls them: JSON in, JSON out.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use api::{
    Change, Command, CurlRead, DataRead, DataView, Draft, Error, Event, EventKind,
    ExpressionPreview, FolderRead, GrantSet, ImportFile, LastRun, PlaceWant, PreviewValue,
    RunScope, RunStart, RunView, TemplateList, TemplateUse, WorkflowCheckpoint, WorkflowCreate,
    WorkflowEdit, WorkflowImport, WorkflowList, WorkflowOpen, WorkflowRestore, WorkflowVersions,
    code,
};
use app::{App, Options};
use base64::Engine as _;
use model::{Edge, Edit, ExecutionStatus, Happening, Node};
use value::json;

struct Place {
    app: App,
    _folder: tempfile::TempDir,
}

fn open() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let app = App::open(Options {
        data: Some(folder.path().to_owned()),
        keep: true,
        worker: std::env::current_exe().unwrap(),
    });
    Place {
        app: app.unwrap(),
        _folder: folder,
    }
}

impl Place {
    async fn try_call<C: Command>(&self, request: C) -> Result<C::Answer, Error> {
        let payload = serde_json::to_vec(&request).unwrap();
        let answer = app::dispatch(&self.app, C::NAME, &payload).await?;
        Ok(serde_json::from_slice(&answer).unwrap())
    }

    async fn call<C: Command>(&self, request: C) -> C::Answer {
        self.try_call(request)
            .await
            .unwrap_or_else(|error| panic!("{}: {error:?}", C::NAME))
    }

    async fn edit(&self, draft: &Draft, after: u64, edits: Vec<Edit>) -> Result<u64, Error> {
        let changes = edits.into_iter().map(Change::Do).collect();
        let id = draft.workflow.id.clone();
        let done = self.try_call(WorkflowEdit { id, after, changes }).await;
        done.map(|done| done.edits)
    }

    /// A new workflow of these nodes in a row, behind a manual trigger.
    async fn draw(&self, nodes: Vec<Node>) -> Draft {
        let draft = self.call(WorkflowCreate::default()).await;
        let mut edits = vec![Edit::add(named("start", "manual", 1.0, json!({})))];
        let mut before = "start".to_owned();
        for node in nodes {
            let id = node.id.to_string();
            edits.push(Edit::add(node));
            edits.push(Edit::connect(Edge::main(
                before.as_str(),
                0,
                id.as_str(),
                0,
            )));
            before = id;
        }
        self.edit(&draft, 0, edits).await.unwrap();
        let id = draft.workflow.id;
        self.call(WorkflowOpen { id }).await
    }

    /// Runs it and waits until it has ended; what was told meanwhile.
    async fn run(&self, start: RunStart) -> (RunView, Vec<Event>) {
        let workflow = start.workflow.clone();
        let mut follower = self.app.bus().after(self.app.bus().newest());
        self.call(start).await;
        let mut told = Vec::new();
        loop {
            let events = follower.next().await.unwrap();
            told.extend(events.iter().map(|event| Event::clone(event)));
            let ended = |event: &Event| matches!(&event.what, EventKind::Execution { event, .. } if matches!(event.what, Happening::Ended { .. }));
            let last = told
                .last()
                .is_some_and(|event| event.what == EventKind::RunsChanged);
            if last && told.iter().any(ended) {
                break;
            }
        }
        (self.call(LastRun { workflow }).await.unwrap(), told)
    }
}

fn named(id: &str, kind: &str, version: f64, parameters: value::Value) -> Node {
    Node {
        id: id.into(),
        parameters: parameters.as_object().cloned().unwrap_or_default(),
        ..Node::new(id, kind, version)
    }
}

/// Makes three items of one.
fn rows() -> Node {
    let list = json!({ "mode": "raw", "jsonOutput": r#"{"n": [1, 2, 3]}"# });
    named("rows", "set", 3.4, list)
}

fn split() -> Node {
    named("split", "split-out", 1.0, json!({ "fieldToSplitOut": "n" }))
}

fn start(draft: &Draft, scope: RunScope) -> RunStart {
    RunStart {
        workflow: draft.workflow.id.clone(),
        scope,
        start: None,
        items: None,
        as_allowed: false,
    }
}

#[tokio::test]
async fn edits_are_kept_undone_and_refused_when_others_came_first() {
    let place = open();
    let draft = place.draw(vec![rows()]).await;
    assert_eq!((draft.workflow.nodes.len(), draft.edits), (2, 3));
    let id = draft.workflow.id.clone();
    let stale = place
        .edit(&draft, 1, vec![Edit::set("rows", "mode", "manual")])
        .await;
    assert_eq!(stale.unwrap_err().code, code::CONFLICT);
    let half = vec![
        Edit::set("rows", "mode", "manual"),
        Edit::set("nobody", "x", 1),
    ];
    let refused = place.edit(&draft, 3, half).await.unwrap_err();
    assert_eq!(
        (refused.code.as_str(), &refused.details["change"]),
        (code::EDIT, &json!(1))
    );
    let undo = WorkflowEdit {
        id: id.clone(),
        after: 3,
        changes: vec![Change::Undo, Change::Undo],
    };
    place.call(undo).await;
    let now = place.call(WorkflowOpen { id: id.clone() }).await;
    assert_eq!((now.workflow.nodes.len(), now.history.redo.len()), (1, 2));
    let redo = WorkflowEdit {
        id: id.clone(),
        after: 5,
        changes: vec![Change::Redo, Change::Redo],
    };
    place.call(redo).await;
    let again = place.call(WorkflowOpen { id }).await;
    assert_eq!(again.workflow, draft.workflow);
}

#[tokio::test]
async fn versions_are_kept_and_restored_and_that_can_be_undone() {
    let place = open();
    let draft = place.draw(vec![rows()]).await;
    let id = draft.workflow.id.clone();
    let name = Some("before the split".to_owned());
    let version = place
        .call(WorkflowCheckpoint {
            id: id.clone(),
            name,
        })
        .await;
    let edits = vec![
        Edit::add(split()),
        Edit::connect(Edge::main("rows", 0, "split", 0)),
    ];
    place.edit(&draft, 3, edits).await.unwrap();
    let revision = version.revision;
    let restored = place
        .call(WorkflowRestore {
            id: id.clone(),
            revision,
        })
        .await;
    assert_eq!(restored.workflow, draft.workflow);
    let undo = WorkflowEdit {
        id: id.clone(),
        after: restored.edits,
        changes: vec![Change::Undo],
    };
    place.call(undo).await;
    let now = place.call(WorkflowOpen { id: id.clone() }).await;
    assert_eq!((now.workflow.nodes.len(), now.workflow.edges.len()), (3, 2));
    let versions = place.call(WorkflowVersions { id }).await;
    assert_eq!(versions.len(), 2);
    assert_eq!(versions[0].name.as_deref(), Some("before the split"));
}

#[tokio::test]
async fn a_run_is_told_and_its_items_can_be_read() {
    let place = open();
    let draft = place.draw(vec![rows(), split()]).await;
    let (run, told) = place.run(start(&draft, RunScope::All)).await;
    assert_eq!(run.summary.status, ExecutionStatus::Success);
    let items: Vec<u32> = run.steps.iter().map(|step| step.items_out[0]).collect();
    assert_eq!(items, [1, 1, 3]);
    assert_eq!(run.steps[2].items_in, [1]);
    let numbers: Vec<u64> = told.iter().map(|event| event.sequence).collect();
    assert!(
        numbers.windows(2).all(|pair| pair[0] + 1 == pair[1]),
        "{numbers:?}"
    );
    let page = place
        .call(DataRead {
            execution: run.summary.id.clone(),
            step: 2,
            output: 0,
            from: 1,
            count: 10,
            search: String::new(),
            view: DataView::Json,
        })
        .await;
    assert_eq!((page.total, page.items.len()), (3, 2));
    assert_eq!(page.items[0].json, json!({ "n": 2 }));
    assert_eq!(page.items[0].sources[0].step, 1);
    let listed = place.call(WorkflowList::default()).await;
    assert_eq!(
        listed.rows[0].last_run.as_ref().map(|run| run.status),
        Some(ExecutionStatus::Success)
    );
    assert_eq!(listed.rows[0].triggers, ["manual"]);
}

#[tokio::test]
async fn one_step_runs_on_its_stored_input_and_texts_are_previewed_with_it() {
    let place = open();
    let draft = place
        .draw(vec![rows(), split(), named("end", "no-op", 1.0, json!({}))])
        .await;
    let id = draft.workflow.id.clone();
    let only = RunScope::Only("end".into());
    let early = place
        .try_call(start(&draft, only.clone()))
        .await
        .unwrap_err();
    assert_eq!(early.code, code::NO_INPUT);
    place.run(start(&draft, RunScope::All)).await;
    let (run, _) = place.run(start(&draft, only)).await;
    assert_eq!(
        run.summary.status,
        ExecutionStatus::Success,
        "{:?}",
        run.summary.error
    );
    assert_eq!(run.steps.last().map(|step| step.items_out[0]), Some(3));
    let preview = |text: &str| ExpressionPreview {
        workflow: id.clone(),
        node: "end".into(),
        text: text.to_owned(),
        item: 1,
        count: 5,
    };
    let seen = place.call(preview("=No. {{ $json.n }}")).await;
    let text = |text: &str| PreviewValue::Value {
        text: text.to_owned(),
        kind: "string".to_owned(),
    };
    assert_eq!(seen.values, [text("No. 2"), text("No. 3")]);
    assert_eq!((seen.items, seen.ran), (3, true));
}

#[tokio::test]
async fn what_is_not_allowed_does_not_run_until_it_is() {
    let place = open();
    let file = json!({ "fileSelector": "/nowhere/at/all/*.csv" });
    let draft = place
        .draw(vec![named("read", "file.disk", 1.0, file)])
        .await;
    let refused = place
        .try_call(start(&draft, RunScope::All))
        .await
        .unwrap_err();
    assert_eq!(refused.code, code::GRANT);
    assert_eq!(refused.details["grants"], json!(["dir:/nowhere/at/all:ro"]));
    let allowed = vec!["dir:/nowhere:ro".to_owned()];
    let workflow = draft.workflow.id.clone();
    place.call(GrantSet { workflow, allowed }).await;
    let (run, _) = place.run(start(&draft, RunScope::All)).await;
    assert!(run.summary.status.is_final());
    let wrong = GrantSet {
        workflow: draft.workflow.id,
        allowed: vec!["dir:relative".to_owned()],
    };
    assert_eq!(place.try_call(wrong).await.unwrap_err().code, code::REQUEST);
}

#[tokio::test]
async fn a_folder_gives_its_workflow_files_and_those_below_it() {
    let place = open();
    let folder = tempfile::tempdir().unwrap();
    let write = |name: &str| {
        let path = folder.path().join(name);
        std::fs::create_dir_all(path.parent().unwrap()).unwrap();
        std::fs::write(path, name).unwrap();
    };
    for name in [
        "b.json",
        "a.MILLRACE",
        "letter.txt",
        "json",
        "below/c.json",
        ".git/d.json",
    ] {
        write(name);
    }
    #[cfg(unix)]
    std::os::unix::fs::symlink(folder.path(), folder.path().join("round")).unwrap();
    let path = folder.path().display().to_string();
    let files = place.call(FolderRead { path }).await;
    let names: Vec<&str> = files.iter().map(|file| file.name.as_str()).collect();
    assert_eq!(names, ["a.MILLRACE", "b.json", "below/c.json"]);
    let text = base64::engine::general_purpose::STANDARD.decode(&files[1].bytes);
    assert_eq!(text.unwrap(), b"b.json");
    let gone = folder.path().join("gone").display().to_string();
    assert!(place.try_call(FolderRead { path: gone }).await.is_err());
    // All of them, or none: nothing is left out unsaid.
    for number in 0..500 {
        write(&format!("many/{number}.json"));
    }
    let path = folder.path().display().to_string();
    let refused = place.try_call(FolderRead { path }).await.unwrap_err();
    assert_eq!(refused.code, code::FILE, "{refused:?}");
}

#[tokio::test]
async fn files_are_imported_one_by_one_and_each_says_what_became_of_it() {
    let place = open();
    let file = |name: &str, text: &str| ImportFile {
        name: name.to_owned(),
        bytes: base64::engine::general_purpose::STANDARD.encode(text),
    };
    let good = r#"{"nodes":[{"name":"A","type":"n8n-nodes-base.noOp","typeVersion":1,"position":[0,0],"parameters":{}}],"connections":{}}"#;
    let files = vec![
        file("folder/first one.json", good),
        file("bad.json", "{"),
        file("first one.json", good),
    ];
    let folder = None;
    let outcomes = place.call(WorkflowImport { files, folder }).await;
    let names: Vec<Option<&str>> = outcomes
        .iter()
        .map(|outcome| outcome.workflow.as_ref().map(|row| row.name.as_str()))
        .collect();
    assert_eq!(names, [Some("first one"), None, Some("first one 2")]);
    assert_eq!(
        outcomes[1].error.as_ref().map(|error| error.code.as_str()),
        Some(code::FILE)
    );
    assert_eq!(place.call(WorkflowList::default()).await.total, 2);
}

#[tokio::test]
async fn every_template_opens_and_is_described() {
    let place = open();
    let templates = place.call(TemplateList {}).await;
    assert!(templates.len() >= 10);
    for template in templates {
        assert!(
            template.help.len() > 20,
            "{}: {}",
            template.id,
            template.help
        );
        assert_eq!(
            template.workflow.tags.iter().any(|tag| tag == "folder"),
            !template.slots.is_empty(),
            "{}: {:?}",
            template.id,
            template.slots
        );
        let places = template
            .slots
            .iter()
            .map(|slot| (slot.id.clone(), "/home/ann".to_owned()))
            .collect();
        let id = template.id;
        let draft = place.call(TemplateUse { id, places }).await;
        assert_eq!(draft.workflow.name, template.name);
        assert!(draft.workflow.tags.is_empty());
    }
}

#[tokio::test]
async fn a_curl_command_is_pasted_as_a_request() {
    let place = open();
    let text = " curl -X POST 'https://example.com/a' -d 'b=2'".to_owned();
    let pasted = place.call(CurlRead { text }).await;
    let read = place.app.read(pasted.text.as_bytes()).unwrap().workflow;
    let kinds: Vec<&str> = read.nodes.iter().map(|node| node.kind.as_str()).collect();
    assert_eq!(kinds, ["http.request"]);
    let text = "curl".to_owned();
    assert!(place.try_call(CurlRead { text }).await.is_err());
}

#[tokio::test]
async fn the_places_of_a_template_are_put_into_its_steps() {
    let place = open();
    let templates = place.call(TemplateList {}).await;
    let excel = templates.iter().find(|one| one.id == "folder-to-excel");
    let slots = &excel.unwrap().slots;
    let asked: Vec<_> = slots
        .iter()
        .map(|slot| (slot.want, slot.writes, slot.files.as_str()))
        .collect();
    assert_eq!(
        asked,
        [
            (PlaceWant::Folder, false, "*.csv"),
            (PlaceWant::Folder, true, "all-tables.xlsx"),
        ]
    );
    let named = |read: &str, written: &str| {
        let paths = [read.to_owned(), written.to_owned()];
        TemplateUse {
            id: "folder-to-excel".to_owned(),
            places: slots
                .iter()
                .map(|slot| slot.id.clone())
                .zip(paths)
                .collect(),
        }
    };
    let draft = place.call(named("/home/ann/in", "/home/ann/out/")).await;
    let values: Vec<String> = ["fileSelector", "fileName"]
        .iter()
        .filter_map(|field| {
            let mut nodes = draft.workflow.nodes.iter();
            nodes.find_map(|node| Some(node.parameters.get(field)?.to_text().to_string()))
        })
        .collect();
    assert_eq!(
        values,
        ["/home/ann/in/*.csv", "/home/ann/out/all-tables.xlsx"]
    );
    let refused = place.try_call(named("in", "/home/ann")).await.unwrap_err();
    assert!(refused.message.contains("“in”"), "{}", refused.message);
}
