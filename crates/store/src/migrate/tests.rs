//! Files of older versions.

use std::path::Path;
use std::task::Poll;

use sqlx::{Connection as _, SqliteConnection};

use super::{apply, newest, ran, version};
use crate::connect::Place;
use crate::{Error, Known, Store, swap};

/// The version before the seals.
const OLD: i64 = 3;

/// A database as the version before the seals left it: a workflow, a variable, and a run that has not ended.
async fn old(folder: &Path) {
    let mut old = made(folder, OLD).await;
    let rows = "INSERT INTO execution (id, workspace, owner, workflow, name, document, mode, status, started_ms, custom)
            VALUES ('e', 'local', 'local', 'w', 'Old', '{\"id\":\"w\",\"name\":\"Old\",\"nodes\":[],\"edges\":[]}', 'manual', 'running', 1, '{}');
        INSERT INTO step (execution, number, workspace, owner, node, name, status, detail, outputs)
            VALUES ('e', 0, 'local', 'local', 'a', 'A', 'success', ?, '[]');
        INSERT INTO start (execution, workspace, owner, terms) VALUES ('e', 'local', 'local', '{}');
        INSERT INTO journal (execution, workspace, owner, executor, seq, frontier)
            VALUES ('e', 'local', 'local', 'gone', 4, '{}');
        INSERT INTO attempt (execution, step, attempt, workspace, owner, node, name, run, key, effect, status,
                started_ms, waited_ms)
            VALUES ('e', 1, 1, 'local', 'local', 'b', 'B', 0, 'k', 'unsafe', 'started', 1, 0);
        INSERT INTO node_state (execution, node, workspace, owner, state)
            VALUES ('e', 'a', 'local', 'local', '{\"at\":1}')";
    let step = serde_json::to_string(&model::Step::default()).unwrap();
    let rows = rows.replace('?', &format!("'{step}'"));
    sqlx::raw_sql(sqlx::AssertSqlSafe(rows))
        .execute(&mut old)
        .await
        .unwrap();
    old.close().await.unwrap();
}

/// A database of a version, with a workflow and a variable in it.
async fn made(folder: &Path, version: i64) -> SqliteConnection {
    let file = folder.join(Store::FILE);
    std::fs::write(&file, "").unwrap();
    let mut old = Place::new(folder).connect(&file, false).await.unwrap();
    for at in 0..version as usize {
        apply(&mut old, at).await.unwrap();
    }
    let rows = "INSERT INTO workflow (id, workspace, owner, name, tags, revision, nodes, created_ms, updated_ms)
            VALUES ('w', 'local', 'local', 'Old', '[]', 1, 0, 1, 1);
        INSERT INTO workflow_version (workflow, revision, workspace, owner, document, created_ms)
            VALUES ('w', 1, 'local', 'local', '{\"id\":\"w\",\"name\":\"Old\",\"nodes\":[],\"edges\":[]}', 1);
        INSERT INTO variable (name, workspace, owner, value) VALUES ('v', 'local', 'local', '1')";
    sqlx::raw_sql(rows).execute(&mut old).await.unwrap();
    old
}

async fn schema(folder: &Path) -> i64 {
    let file = folder.join(Store::FILE);
    let mut connection: SqliteConnection = Place::new(folder).connect(&file, true).await.unwrap();
    version(&mut connection).await.unwrap()
}

async fn assert_upgraded(folder: &Path) {
    let store = Store::open(folder).await.unwrap();
    assert_eq!(store.workflow("w").await.unwrap().workflow.name, "Old");
    assert_eq!(store.variables().await.unwrap().len(), 1);
    assert!(store.examine().await.unwrap().is_whole());
    assert_eq!(store.loss().await.unwrap(), None);
    let backups = store.backups().unwrap();
    assert_eq!(backups.len(), 1, "{backups:?}");
    store.close().await;
    assert_eq!(schema(folder).await, newest());
    for half in ["-next", "-swap"] {
        assert!(!Place::new(folder).beside(half).exists(), "{half}");
    }
}

#[tokio::test]
async fn an_older_file_is_brought_up_to_date_on_a_copy_and_kept() {
    let folder = tempfile::tempdir().unwrap();
    old(folder.path()).await;
    assert_upgraded(folder.path()).await;
    let store = Store::open(folder.path()).await.unwrap();
    let (left, damaged) = store.unfinished().await.unwrap();
    assert_eq!((left.len(), damaged.len(), left[0].seq), (1, 0, 4));
    assert_eq!(store.execution("e").await.unwrap().steps.len(), 1);
    assert_eq!(store.attempts("e").await.unwrap().len(), 1);
    assert_eq!(store.node_states("e").await.unwrap().len(), 1);
    assert!(store.start_of("e").await.unwrap().is_some());
    store.close().await;
    // So is one from before the journal.
    let folder = tempfile::tempdir().unwrap();
    made(folder.path(), 2).await.close().await.unwrap();
    assert_upgraded(folder.path()).await;
}

/// Its anchor tells of more changes than the file holds.
#[tokio::test]
async fn an_update_hides_no_changes_that_were_lost() {
    let (folder, other) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    old(folder.path()).await;
    let store = Store::open(other.path()).await.unwrap();
    for value in 0..100 {
        let value = value.to_string();
        store.set_preference("name", &value).await.unwrap();
    }
    store.close().await;
    let anchor = "millrace.anchor";
    std::fs::copy(other.path().join(anchor), folder.path().join(anchor)).unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert!(store.loss().await.unwrap().is_some());
    store.close().await;
    assert_eq!(schema(folder.path()).await, newest());
}

#[tokio::test]
async fn rows_of_older_versions_are_counted() {
    let folder = tempfile::tempdir().unwrap();
    made(folder.path(), 6).await.close().await.unwrap();
    let apart = Store::apart(folder.path()).await.unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    for store in [apart, store, Store::apart(folder.path()).await.unwrap()] {
        assert_eq!(store.examine().await.unwrap().missing, []);
        store.set_variable("v", None).await.unwrap();
        assert_eq!(store.examine().await.unwrap().missing, []);
    }
}

#[tokio::test]
async fn one_that_was_cut_off_begins_again_or_is_finished() {
    let folder = tempfile::tempdir().unwrap();
    let place = Place::new(folder.path());
    old(folder.path()).await;
    // Cut off while the copy was made.
    std::fs::write(swap::next(&place), "half a database").unwrap();
    // Cut off after the copy counted and before it had its name; a log of the old one is still there.
    let done = tempfile::tempdir().unwrap();
    old(done.path()).await;
    assert_upgraded(done.path()).await;
    assert_upgraded(folder.path()).await;
    let late = tempfile::tempdir().unwrap();
    old(late.path()).await;
    std::fs::create_dir(late.path().join("backups")).unwrap();
    std::fs::copy(
        place.backups().join("before-schema-4.db"),
        late.path().join("backups/before-schema-4.db"),
    )
    .unwrap();
    let place = Place::new(late.path());
    std::fs::copy(done.path().join(Store::FILE), place.beside("-swap")).unwrap();
    std::fs::write(place.beside("-wal"), "the log of the old one").unwrap();
    assert_upgraded(late.path()).await;
}

#[tokio::test]
async fn it_is_left_alone_while_another_program_has_it_open() {
    let folder = tempfile::tempdir().unwrap();
    old(folder.path()).await;
    let file = folder.path().join(Store::FILE);
    let place = Place::new(folder.path());
    let mut other = place.connect(&file, false).await.unwrap();
    sqlx::raw_sql("PRAGMA journal_mode = WAL; SELECT * FROM workflow")
        .execute(&mut other)
        .await
        .unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert!(matches!(refused, Error::InUse(_)), "{refused}");
    assert_eq!(version(&mut other).await.unwrap(), OLD);
}

/// A run as it was kept when it held its workflow itself, with a seal that does not fit.
async fn kept_with_document(old: &mut SqliteConnection, id: &str) {
    let row = "INSERT INTO execution (id, workspace, owner, workflow, name, document, mode, status, started_ms, ended_ms, custom)
        VALUES (?, 'local', 'local', 'w', 'Old', '{\"id\":\"w\",\"name\":\"Old\",\"nodes\":[],\"edges\":[]}', 'manual', 'success', 1, 2, '{}')";
    sqlx::query(row).bind(id).execute(&mut *old).await.unwrap();
    let journal = "INSERT INTO journal (execution, workspace, owner, executor, seq, frontier)
        VALUES (?, 'local', 'local', 'gone', 4, '')";
    let journal = sqlx::query(journal).bind(id);
    journal.execute(&mut *old).await.unwrap();
    let key = [id.into()];
    crate::table::journal::JOURNAL
        .seal(old, &key)
        .await
        .unwrap();
}

#[tokio::test]
async fn runs_share_what_they_ran_and_damage_stays_damage() {
    let folder = tempfile::tempdir().unwrap();
    let mut old = made(folder.path(), 9).await;
    for id in ["first", "second", "head", "document"] {
        kept_with_document(&mut old, id).await;
    }
    ran::seal_with_documents(&mut old).await.unwrap();
    let harm = "UPDATE execution SET name = 'X' WHERE id = 'head';
        UPDATE execution SET document = replace(document, 'Old', 'New') WHERE id = 'document'";
    sqlx::raw_sql(harm).execute(&mut old).await.unwrap();
    old.close().await.unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    for whole in ["first", "second"] {
        let execution = store.execution(whole).await.unwrap();
        assert_eq!(execution.workflow.name, "Old");
    }
    for hurt in ["head", "document"] {
        let refused = store.execution(hurt).await.unwrap_err();
        assert!(matches!(refused, Error::Damaged { .. }), "{refused}");
    }
    let mut reading = store.reader.acquire().await.unwrap();
    let kept = sqlx::query("SELECT * FROM ran").fetch_all(&mut *reading);
    assert_eq!(kept.await.unwrap().len(), 2);
    drop(reading);
    store.close().await;
}

#[tokio::test]
async fn a_backup_of_an_older_version_is_restored_and_brought_up_to_date() {
    let folder = tempfile::tempdir().unwrap();
    old(folder.path()).await;
    let store = Store::open(folder.path()).await.unwrap();
    store.set_variable("v", None).await.unwrap();
    store.close().await;
    let backup = format!("before-schema-{}.db", OLD + 1);
    Store::restore(folder.path(), &backup, 1, &Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.variables().await.unwrap().len(), 1);
    assert_eq!(store.execution("e").await.unwrap().steps.len(), 1);
    store.close().await;
}

/// Waits until nothing in a folder is open: SQLite's threads finish their statement after whoever asked for it has given
/// up, as those of a program that was killed do not.
fn wait_until_closed(folder: &Path) {
    let is_open = || {
        let open = std::fs::read_dir("/proc/self/fd").into_iter().flatten();
        let places = open.filter_map(|one| std::fs::read_link(one.ok()?.path()).ok());
        places.into_iter().any(|place| place.starts_with(folder))
    };
    for _ in 0..2_000 {
        if !is_open() {
            return;
        }
        std::thread::park_timeout(std::time::Duration::from_millis(5));
    }
    panic!("something is still open after ten seconds");
}

/// Opens the store and gives up after so many steps of the work; whether it was open by then.
async fn opened_within(folder: &Path, steps: usize) -> bool {
    let mut opening = Box::pin(Store::open(folder));
    let mut taken = 0;
    let opened = std::future::poll_fn(|context| {
        taken += 1;
        if taken > steps {
            return Poll::Ready(None);
        }
        opening.as_mut().poll(context).map(Some)
    });
    let Some(store) = opened.await else {
        drop(opening);
        wait_until_closed(folder);
        return false;
    };
    store.unwrap().close().await;
    true
}

#[tokio::test]
async fn one_that_is_cut_off_anywhere_is_brought_up_to_date_by_the_next_start() {
    let template = tempfile::tempdir().unwrap();
    old(template.path()).await;
    let mut steps = 1;
    loop {
        let folder = tempfile::tempdir().unwrap();
        let file = folder.path().join(Store::FILE);
        std::fs::copy(template.path().join(Store::FILE), file).unwrap();
        let whole = opened_within(folder.path(), steps).await;
        assert_upgraded(folder.path()).await;
        if whole {
            break;
        }
        // Every place takes a minute; this is some of each part.
        steps += 1 + steps / 8;
    }
    assert!(steps > 50, "it was cut off after up to {steps} steps");
}
