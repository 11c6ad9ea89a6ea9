//! How much runs may take: a person says it, it is remembered, and the oldest runs go when they take more.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

use std::path::{Path, PathBuf};
use std::sync::Arc;

use api::{
    Command, EventKind, RunBudget, RunList, RunUsage, SettingsRead, SettingsWrite, UserSettings,
};
use app::{App, Options};
use model::{ExecutionStatus, Item, Step};
use value::{Map, json};

const MB: u64 = 1_000_000;

async fn call<C: Command>(app: &App, request: C) -> C::Answer {
    let payload = serde_json::to_vec(&request).unwrap();
    let answer = app::dispatch(app, C::NAME, &payload).await.unwrap();
    serde_json::from_slice(&answer).unwrap()
}

fn open(folder: &Path) -> App {
    App::open(Options {
        keep: true,
        data: Some(folder.to_owned()),
        worker: "no-worker-is-needed".into(),
    })
    .unwrap()
}

fn outputs(folder: &Path) -> Vec<PathBuf> {
    let parts = std::fs::read_dir(folder.join("outputs")).unwrap();
    let parts = parts.map(|part| part.unwrap().path());
    let parts = parts.filter(|part| part.is_dir());
    parts
        .flat_map(|part| std::fs::read_dir(part).unwrap())
        .map(|file| file.unwrap().path())
        .collect()
}

/// A run that has ended, whose output takes so much of the disk.
async fn run(app: &App, folder: &Path, id: &str, size: u64) {
    let before = folder.join("outputs").exists().then(|| outputs(folder));
    let before = before.unwrap_or_default();
    let appender = app.store().await.unwrap().appender(id, 0);
    let mut opening = store::Opening::default();
    opening.execution.id = id.to_owned();
    appender.opened(opening, true).await.unwrap();
    let text = id.repeat(300 << 10);
    let step = Step {
        outputs: vec![Arc::new(vec![Item::of(json!({ "text": text }))])],
        ..Step::default()
    };
    let state = Map::new();
    let written = appender.step_ended(0, step, &state, String::new());
    written.await.unwrap();
    let end = store::End {
        status: ExecutionStatus::Success,
        ..store::End::default()
    };
    appender.ended(end).await.unwrap();
    // As large as it is said to be, without being written.
    let new = outputs(folder)
        .into_iter()
        .find(|path| !before.contains(path));
    let file = std::fs::File::options().write(true).open(new.unwrap());
    file.unwrap().set_len(size).unwrap();
}

async fn runs(app: &App) -> Vec<String> {
    let list = call(app, RunList::default()).await;
    let mut ids: Vec<String> = list.rows.into_iter().map(|run| run.id).collect();
    ids.sort();
    ids
}

async fn allow(app: &App, bytes: u64) {
    let settings = UserSettings {
        run_budget: bytes.into(),
        ..UserSettings::default()
    };
    call(app, SettingsWrite { settings }).await;
}

/// Until the list of runs is said to be another.
async fn changed(app: &App, after: u64) {
    let mut told = app.bus().after(after);
    loop {
        let events = told.next().await.expect("events");
        if events
            .iter()
            .any(|event| event.what == EventKind::RunsChanged)
        {
            return;
        }
    }
}

#[tokio::test]
async fn the_oldest_runs_go_when_less_is_allowed_and_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let app = open(folder);
    for id in ["1", "2", "3"] {
        run(&app, folder, id, 85 * MB).await;
    }
    let used = call(&app, RunUsage {}).await.bytes;
    assert!((255 * MB..257 * MB).contains(&used), "{used}");
    let kept = tokio::spawn(app.clone().keep_safe());
    let before = app.bus().newest();
    allow(&app, 200 * MB).await;
    changed(&app, before).await;
    assert_eq!(runs(&app).await, ["2", "3"], "180 MB may be left");
    assert_eq!(outputs(folder).len(), 2);
    run(&app, folder, "4", 85 * MB).await;
    app.close().await;
    kept.await.unwrap();

    let app = open(folder);
    assert_eq!(
        call(&app, SettingsRead {}).await.run_budget.bytes(),
        200 * MB
    );
    assert_eq!(runs(&app).await, ["2", "3", "4"]);
    let before = app.bus().newest();
    let kept = tokio::spawn(app.clone().keep_safe());
    changed(&app, before).await;
    assert_eq!(runs(&app).await, ["3", "4"]);
    let store = app.store().await.unwrap();
    assert!(store.examine().await.unwrap().is_whole());
    app.close().await;
    kept.await.unwrap();
}

#[tokio::test]
async fn nothing_goes_by_a_guess() {
    let folder = tempfile::tempdir().unwrap();
    let folder = folder.path();
    let app = open(folder);
    run(&app, folder, "1", 5_000 * MB).await;
    let store = app.store().await.unwrap();
    store
        .set_preference("settings", "unreadable")
        .await
        .unwrap();
    let kept = tokio::spawn(app.clone().keep_safe());
    // The day's backup comes after the runs were looked at.
    while store.backups().unwrap().is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(runs(&app).await, ["1"]);
    app.close().await;
    kept.await.unwrap();
}

#[test]
fn a_budget_is_one_that_may_be_chosen() {
    let settings = |text: &str| serde_json::from_str::<UserSettings>(text).unwrap();
    // What an older version wrote.
    let older = settings(r#"{"theme":"dark"}"#);
    assert_eq!(older.run_budget, RunBudget::default());
    assert_eq!(older.run_budget.bytes(), 2_000 * MB);
    for (written, read) in [(0, 100 * MB), (300 * MB, 300 * MB), (u64::MAX, 50_000 * MB)] {
        let read_again = settings(&format!(r#"{{"runBudget":{written}}}"#));
        assert_eq!(read_again.run_budget.bytes(), read);
    }
    assert!(RunBudget::STEPS.is_sorted_by_key(|step| step.bytes()));
    assert!(RunBudget::STEPS.contains(&RunBudget::default()));
}
