//! Backups through the dispatcher: listed, made, restored while everything is open.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use api::{
    AuditList, BackupKind, BackupList, BackupNow, BackupRestore, BeginAnew, Command, Error,
    EventKind, SettingsWrite, WorkflowCreate, WorkflowList, code,
};
use app::{App, Options};

async fn call<C: Command>(app: &App, request: C) -> Result<C::Answer, Error> {
    let payload = serde_json::to_vec(&request).unwrap();
    let answer = app::dispatch(app, C::NAME, &payload).await?;
    Ok(serde_json::from_slice(&answer).unwrap())
}

fn open(data: Option<std::path::PathBuf>) -> App {
    App::open(Options {
        keep: data.is_some(),
        data,
        worker: std::env::current_exe().unwrap(),
    })
    .unwrap()
}

async fn names(app: &App) -> Vec<String> {
    let list = call(app, WorkflowList::default()).await.unwrap();
    let mut names: Vec<String> = list.rows.into_iter().map(|row| row.name).collect();
    names.sort();
    names
}

async fn create(app: &App, name: &str) {
    let request = WorkflowCreate {
        name: name.to_owned(),
        ..WorkflowCreate::default()
    };
    call(app, request).await.unwrap();
}

#[tokio::test]
async fn a_backup_is_restored_while_millrace_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(Some(folder.path().to_owned()));
    assert_eq!(call(&app, BackupList {}).await.unwrap(), []);
    create(&app, "Early").await;
    let made = call(&app, BackupNow {}).await.unwrap();
    assert_eq!(made.kind, BackupKind::Asked);
    assert!(made.bytes > 0);
    create(&app, "Late").await;
    let before = app.bus().newest();
    let name = made.name.clone();
    call(&app, BackupRestore { name }).await.unwrap();
    assert_eq!(names(&app).await, ["Early"]);
    let told = app.bus().after(before).next().await.unwrap();
    assert!(told.iter().any(|event| event.what == EventKind::Missed));
    let listed = call(&app, BackupList {}).await.unwrap();
    assert_eq!(listed.len(), 2);
    let replaced = listed.iter().find(|one| one.kind == BackupKind::Replaced);
    let name = replaced.unwrap().name.clone();
    call(&app, BackupRestore { name }).await.unwrap();
    assert_eq!(names(&app).await, ["Early", "Late"]);
    // What is written now is kept.
    let settings = SettingsWrite::default();
    call(&app, settings).await.unwrap();
    app.close().await;
}

#[tokio::test]
async fn what_cannot_be_restored_leaves_everything_as_it_is() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(Some(folder.path().to_owned()));
    create(&app, "Early").await;
    let made = call(&app, BackupNow {}).await.unwrap();
    let path = folder.path().join("backups").join(&made.name);
    std::fs::write(&path, "no database").unwrap();
    for name in [made.name.as_str(), "nothing.db", "../millrace.db"] {
        let name = name.to_owned();
        let refused = call(&app, BackupRestore { name }).await;
        assert!(refused.is_err());
        assert_eq!(names(&app).await, ["Early"]);
    }
    create(&app, "Late").await;
    app.close().await;
}

#[tokio::test]
async fn a_store_that_cannot_be_opened_is_put_right_by_a_backup() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(Some(folder.path().to_owned()));
    create(&app, "Early").await;
    let made = call(&app, BackupNow {}).await.unwrap();
    app.close().await;
    std::fs::write(folder.path().join("millrace.db"), "rubbish").unwrap();
    let app = open(Some(folder.path().to_owned()));
    let refused = call(&app, WorkflowList::default()).await.unwrap_err();
    assert_eq!(refused.code, code::STORE);
    assert_eq!(call(&app, BackupList {}).await.unwrap().len(), 1);
    call(&app, BackupRestore { name: made.name }).await.unwrap();
    assert_eq!(names(&app).await, ["Early"]);
    app.close().await;
}

#[tokio::test]
async fn a_store_that_cannot_be_opened_and_has_no_backup_is_begun_anew() {
    let folder = tempfile::tempdir().unwrap();
    let app = open(Some(folder.path().to_owned()));
    create(&app, "Early").await;
    let refused = call(&app, BeginAnew {}).await.unwrap_err();
    assert_eq!(refused.code, code::REQUEST, "it opens: {refused:?}");
    assert_eq!(names(&app).await, ["Early"]);
    app.close().await;

    std::fs::write(folder.path().join("millrace.db"), "rubbish").unwrap();
    let app = open(Some(folder.path().to_owned()));
    assert!(call(&app, WorkflowList::default()).await.is_err());
    let before = app.bus().newest();
    call(&app, BeginAnew {}).await.unwrap();
    assert_eq!(names(&app).await, Vec::<String>::new());
    let told = app.bus().after(before).next().await.unwrap();
    assert!(told.iter().any(|event| event.what == EventKind::Missed));
    let listed = call(&app, BackupList {}).await.unwrap();
    assert_eq!(
        (listed[0].kind, listed[0].broken),
        (BackupKind::Replaced, true)
    );
    let log = call(&app, AuditList::default()).await.unwrap().rows;
    let left = log.iter().find(|line| line.action == "audit.left");
    assert_eq!(left.map(|line| &line.name), Some(&listed[0].name));
    create(&app, "Late").await;
    app.close().await;
    let app = open(Some(folder.path().to_owned()));
    assert_eq!(names(&app).await, ["Late"]);
    app.close().await;
}

#[tokio::test]
async fn what_keeps_nothing_has_no_backups() {
    let app = open(None);
    assert!(call(&app, BackupList {}).await.is_err());
    assert!(call(&app, BackupNow {}).await.is_err());
}
