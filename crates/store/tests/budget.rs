//! The budget of runs: what they take, which of them go, and what stays.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::sync::Arc;

use common::count;
use model::{Execution, ExecutionStatus, Item, RunError, Step, StepStatus, Workflow};
use store::{Appender, Content, End, ExecutionFilter, Opening, PageRequest, Store};
use value::{Map, json};

/// What one run puts out; it is kept in its row.
const SMALL: usize = 100 << 10;
/// The same, in a file.
const LARGE: usize = 400 << 10;

struct Place {
    folder: tempfile::TempDir,
    store: Store,
    files: Content,
}

async fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    Place {
        store: Store::open(folder.path()).await.unwrap(),
        files: Content::lasting(folder.path().join("binaries")),
        folder,
    }
}

impl Place {
    /// A run that has put out a text and goes on.
    async fn begin(&self, id: &str, parent: Option<&str>, text: String) -> Appender {
        let appender = self.store.appender(id, 0);
        let workflow = Workflow {
            id: "w".to_owned(),
            name: "W".to_owned(),
            ..Workflow::default()
        };
        let opening = Opening {
            execution: Execution {
                id: id.to_owned(),
                workflow: Arc::new(workflow),
                parent: parent.map(str::to_owned),
                ..Execution::default()
            },
            ..Opening::default()
        };
        appender.opened(opening, true).await.unwrap();
        let step = Step {
            node: "A".into(),
            status: StepStatus::Success,
            outputs: vec![Arc::new(vec![Item::of(json!({ "text": text }))])],
            ..Step::default()
        };
        let state = Map::new();
        let written = appender.step_ended(0, step, &state, String::new());
        written.await.unwrap();
        appender
    }

    /// A run that has ended.
    async fn run(&self, id: &str, text: String) {
        let appender = self.begin(id, None, text).await;
        appender.ended(end()).await.unwrap();
    }

    /// A file that nobody holds.
    fn keep(&self, letter: &str) -> String {
        let _held = self.files.hold().unwrap();
        self.files.store(letter.repeat(LARGE).as_bytes()).unwrap()
    }

    async fn bytes(&self) -> u64 {
        self.store.run_bytes(Some(&self.files)).await.unwrap()
    }

    /// What goes when runs may take so much.
    async fn thin_out(&self, most: u64) -> Vec<String> {
        let left = most / 10 * 9;
        let removed = self.store.thin_out_runs(most, left, Some(&self.files));
        removed.await.unwrap()
    }

    async fn left(&self) -> Vec<String> {
        let (filter, page) = (ExecutionFilter::default(), PageRequest::default());
        let list = self.store.executions(&filter, page);
        let mut ids: Vec<String> = list
            .await
            .unwrap()
            .entries
            .into_iter()
            .map(|one| one.id)
            .collect();
        ids.sort();
        ids
    }

    fn size(&self) -> u64 {
        std::fs::metadata(self.folder.path().join(Store::FILE))
            .unwrap()
            .len()
    }
}

fn end() -> End {
    End {
        status: ExecutionStatus::Failed,
        error: Some(RunError::new("test", "It failed.")),
        at_ms: 9,
        ..End::default()
    }
}

fn id(number: usize) -> String {
    format!("run-{number:03}")
}

#[tokio::test]
async fn the_oldest_go_until_runs_are_well_below() {
    let place = place().await;
    let empty = place.bytes().await;
    // The table of others is as large as all runs, and is not theirs.
    let other = "x".repeat(10 * SMALL);
    place.store.set_variable("v", Some(&other)).await.unwrap();
    assert_eq!(place.bytes().await, empty);
    for number in 0..10 {
        place.run(&id(number), "r".repeat(SMALL)).await;
    }
    let all = place.bytes().await;
    let (least, most) = (10 * SMALL as u64, 12 * SMALL as u64);
    assert!((least..most).contains(&all), "{all}");
    assert_eq!(place.thin_out(all).await, Vec::<String>::new());

    let removed = place
        .store
        .thin_out_runs(all - 1, all - 1, Some(&place.files));
    assert_eq!(removed.await.unwrap(), [id(0)], "no more than it takes");
    let removed = place.thin_out(all / 2).await;
    assert_eq!(removed, (1..removed.len() + 1).map(id).collect::<Vec<_>>());
    let left = place.left().await;
    assert_eq!(left, (removed.len() + 1..10).map(id).collect::<Vec<_>>());
    let now = place.bytes().await;
    let goal = all / 2 / 10 * 9;
    assert!(now <= goal && now + all / 8 > goal, "{now} of {goal}");

    // What is kept of failures has its own budget; nothing that is gone is missed.
    assert_eq!(place.store.failures(0).await.unwrap().entries.len(), 10);
    assert!(place.store.examine().await.unwrap().is_whole());
    for id in left {
        assert_eq!(place.store.execution(&id).await.unwrap().steps.len(), 1);
    }
    place.store.close().await;
    let store = Store::open(place.folder.path()).await.unwrap();
    assert!(store.examine().await.unwrap().is_whole());
    assert_eq!(store.loss().await.unwrap(), None);
    store.close().await;
}

#[tokio::test]
async fn many_small_runs_go_in_several_changes_and_their_pages_are_used_again() {
    let mut place = place().await;
    for number in 0..120 {
        place.run(&id(number), "r".repeat(4 << 10)).await;
    }
    place.store.close().await;
    let before = place.size();
    place.store = Store::open(place.folder.path()).await.unwrap();
    assert_eq!(place.thin_out(1).await.len(), 120);
    for number in 200..310 {
        place.run(&id(number), "r".repeat(4 << 10)).await;
    }
    place.store.close().await;
    assert!(place.size() <= before, "{} after {before}", place.size());
}

#[tokio::test]
async fn what_has_not_ended_stays_and_so_does_what_it_refers_to() {
    let place = place().await;
    let small = || "r".repeat(SMALL);
    place.run("a-ended", small()).await;
    place.run("b-caller-of-open", small()).await;
    let _called = place
        .begin("c-open", Some("b-caller-of-open"), small())
        .await;
    let caller = place.begin("d-open-caller", None, small()).await;
    let called = place
        .begin("e-called", Some("d-open-caller"), small())
        .await;
    called.ended(end()).await.unwrap();
    place.run("f-ended", small()).await;
    assert_eq!(place.thin_out(1).await, ["a-ended", "f-ended"]);
    assert_eq!(place.thin_out(1).await, Vec::<String>::new());
    // Once the caller has ended, nobody makes the call again.
    caller.ended(end()).await.unwrap();
    assert_eq!(place.thin_out(1).await, ["d-open-caller", "e-called"]);
    assert_eq!(place.left().await, ["b-caller-of-open", "c-open"]);
    assert!(place.store.examine().await.unwrap().is_whole());
    place.store.close().await;
}

#[tokio::test]
async fn a_damaged_run_stays_for_a_person_to_decide() {
    use sqlx::Connection as _;
    let place = place().await;
    for id in ["hurt", "whole"] {
        place.run(id, "r".repeat(SMALL)).await;
    }
    place.store.close().await;
    let file = place.folder.path().join(Store::FILE);
    let options = sqlx::sqlite::SqliteConnectOptions::new().filename(file);
    let mut connection = sqlx::SqliteConnection::connect_with(&options)
        .await
        .unwrap();
    sqlx::raw_sql("UPDATE execution SET started_ms = 7 WHERE id = 'hurt'")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let store = Store::open(place.folder.path()).await.unwrap();
    let removed = store.thin_out_runs(1, 1, None).await.unwrap();
    assert_eq!(removed, ["whole"]);
    store.delete_execution("hurt").await.unwrap();
    store.close().await;
}

#[tokio::test]
async fn files_count_for_the_last_run_that_names_them_and_go_with_it() {
    let place = place().await;
    let [shared, own, pinned] = ["s", "o", "p"].map(|letter| place.keep(letter));
    place.run("1", shared.clone()).await;
    // Its output is a file, in which a file of items is named.
    place.run("2", format!("{own} {}", "l".repeat(LARGE))).await;
    place.run("3", shared.clone()).await;
    place.store.set_variable("v", Some(&pinned)).await.unwrap();
    let outputs = place.folder.path().join("outputs");
    let large = LARGE as u64;
    // Until somebody looks, all files are taken for theirs.
    let all = place.bytes().await;
    assert!((4 * large..5 * large).contains(&all), "{all}");
    assert_eq!(place.thin_out(all - large / 2).await, Vec::<String>::new());
    assert_eq!(place.bytes().await, all - large, "one is only pinned");

    // The first alone frees nothing but its row; the second its output and what that names.
    let most = 2 * large;
    assert_eq!(place.thin_out(most).await, ["1", "2"]);
    assert_eq!(count(&outputs), 0);
    let there = [&shared, &own, &pinned].map(|name| place.files.place(name).exists());
    assert_eq!(there, [true, false, true]);
    let now = place.bytes().await;
    assert!((large..most).contains(&now), "{now}");
    assert_eq!(place.thin_out(1).await, ["3"]);
    let there = [&shared, &pinned].map(|name| place.files.place(name).exists());
    assert_eq!(there, [false, true]);
    // What no run names is looked up anew after files were swept.
    assert_eq!(place.store.sweep_files(&place.files).await.unwrap(), 0);
    assert!(place.bytes().await >= large);
    assert_eq!(place.thin_out(large).await, Vec::<String>::new());
    assert!(place.bytes().await < large);
    place.store.close().await;
}
