//! What a restore leaves to settle: which executions of the backup went on since.

#![allow(clippy::unwrap_used, reason = "a test that cannot go on fails")]

use std::path::Path;

use model::Execution;
use store::{Appender, BackupKind, Begun, Known, Opening, Store};

/// Begins an execution that another may have called.
async fn begin(store: &Store, id: &str, parent: Option<&str>) -> Appender {
    let opening = Opening {
        execution: Execution {
            id: id.to_owned(),
            parent: parent.map(str::to_owned),
            ..Execution::default()
        },
        ..Opening::default()
    };
    let appender = store.appender(id, 0);
    appender.opened(opening, true).await.unwrap();
    appender
}

/// Restores a backup, and gives what nobody may go on with.
async fn outrun(folder: &Path, backup: &str, known: &Known) -> Vec<String> {
    Store::restore(folder, backup, 2_000, known).await.unwrap();
    let store = Store::open(folder).await.unwrap();
    let unsettled = store.unsettled_restore().await.unwrap().unwrap();
    store.close().await;
    unsettled.outrun.unwrap()
}

#[tokio::test]
async fn who_called_another_since_went_on_though_its_own_journal_did_not() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    begin(&store, "1", None).await;
    begin(&store, "2", Some("1")).await;
    begin(&store, "3", None).await;
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap().name;
    let same = Known {
        standing: store.standing().await.unwrap(),
        ..Known::default()
    };
    begin(&store, "4", Some("2")).await;
    let called = Known {
        standing: store.standing().await.unwrap(),
        ..Known::default()
    };
    store.close().await;
    let none: [&str; 0] = [];
    assert_eq!(outrun(folder.path(), &backup, &same).await, none);
    // The caller comes first, and is ended with it.
    assert_eq!(outrun(folder.path(), &backup, &called).await, ["1", "2"]);
    let unknown = Known::default();
    assert_eq!(
        outrun(folder.path(), &backup, &unknown).await,
        ["1", "3", "2"]
    );
}

#[tokio::test]
async fn what_the_vault_marked_as_newest_says_nothing_behind_a_restore() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap().name;
    store.set_vault_mark("newest").unwrap();
    store.close().await;
    outrun(folder.path(), &backup, &Known::default()).await;
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.vault_mark().unwrap(), "");
    store.close().await;
}

/// Two at the same second: neither takes the other's place.
#[tokio::test]
async fn each_database_that_was_replaced_keeps_its_own_name() {
    let folder = tempfile::tempdir().unwrap();
    for _ in 0..2 {
        let begun = Begun::default();
        Store::open(folder.path()).await.unwrap().close().await;
        Store::begin_anew(folder.path(), 2_000, &begun)
            .await
            .unwrap();
    }
    let kept = Store::backups_in(folder.path()).unwrap();
    assert_eq!(kept.len(), 2, "{kept:?}");
}
