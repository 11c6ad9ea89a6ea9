//! Keeping the store: what is damaged is told, what is lost is told, backups are made, restored and refused.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;

use model::{Node, Workflow};
use sqlx::{ConnectOptions as _, Connection as _};
use store::{
    BackupKind, Begun, Deed, Error, Keys, Known, ManifestRow, Restored, SlotRow, Store, VaultRow,
    WorkflowFilter,
};

async fn with(folder: &Path, names: &[&str]) -> Store {
    let store = Store::open(folder).await.unwrap();
    for (at, name) in names.iter().enumerate() {
        let workflow = Workflow {
            name: (*name).to_owned(),
            nodes: vec![Node::new("Start", "manual", 1.0)],
            ..Workflow::default()
        };
        store.create_workflow(workflow, at as i64).await.unwrap();
    }
    store
}

async fn names(store: &Store) -> Vec<String> {
    let filter = WorkflowFilter::default();
    let list = store.workflows(&filter, Default::default()).await.unwrap();
    let mut names: Vec<String> = list.entries.into_iter().map(|one| one.name).collect();
    names.sort();
    names
}

/// Replaces bytes of the closed database, and leaves their length as it was.
fn patch(folder: &Path, from: &[u8], to: &[u8]) {
    assert_eq!(from.len(), to.len());
    let path = folder.join(Store::FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    let mut found = 0;
    for at in 0..bytes.len() - from.len() {
        if bytes[at..].starts_with(from) {
            bytes[at..at + to.len()].copy_from_slice(to);
            found += 1;
        }
    }
    assert!(found > 0);
    std::fs::write(path, bytes).unwrap();
}

#[tokio::test]
async fn a_damaged_workflow_is_listed_as_such_and_the_others_are_whole() {
    let folder = tempfile::tempdir().unwrap();
    with(folder.path(), &["Alpha", "Omega"]).await.close().await;
    patch(folder.path(), b"Alpha", b"Alqha");
    let store = Store::open(folder.path()).await.unwrap();
    let filter = WorkflowFilter::default();
    let list = store.workflows(&filter, Default::default()).await.unwrap();
    let damaged: Vec<(&str, bool)> = list
        .entries
        .iter()
        .map(|one| (one.name.as_str(), one.damaged))
        .collect();
    assert_eq!(damaged, [("Omega", false), ("Alqha", true)]);
    let (whole, hurt) = (&list.entries[0].id, &list.entries[1].id);
    assert_eq!(store.workflow(whole).await.unwrap().workflow.name, "Omega");
    let refused = store.workflow(hurt).await.unwrap_err();
    assert_eq!(refused.code(), "store.damaged", "{refused}");
    let findings = store.examine().await.unwrap();
    assert!(findings.structure.is_empty(), "{findings:?}");
    // The row of the list, and the document.
    assert_eq!(findings.rows.len(), 2, "{findings:?}");
    // It can be thrown away, and stays damaged on the way.
    store
        .trash_workflow(hurt, 9, &Deed::default())
        .await
        .unwrap();
    assert_eq!(store.examine().await.unwrap().rows.len(), 2);
    store.erase_workflow(hurt, &Deed::default()).await.unwrap();
    assert!(store.examine().await.unwrap().is_whole());
    store.close().await;
}

#[tokio::test]
async fn a_log_that_is_gone_is_told_until_somebody_was_told() {
    let (folder, cut) = (tempfile::tempdir().unwrap(), tempfile::tempdir().unwrap());
    with(folder.path(), &["Kept"]).await.close().await;
    let store = with(folder.path(), &["Lost"]).await;
    for name in [Store::FILE, "millrace.anchor"] {
        std::fs::copy(folder.path().join(name), cut.path().join(name)).unwrap();
    }
    store.close().await;
    let store = Store::open(cut.path()).await.unwrap();
    assert_eq!(names(&store).await, ["Kept"]);
    let loss = store.loss().await.unwrap().expect("a loss");
    let after = loss.after_ms.expect("a time");
    assert!(after > 0 && after <= loss.until_ms, "{loss:?}");
    store.close().await;
    let store = Store::open(cut.path()).await.unwrap();
    assert_eq!(store.loss().await.unwrap(), Some(loss), "told again");
    store.forget_loss().await.unwrap();
    store.close().await;
    let store = Store::open(cut.path()).await.unwrap();
    assert_eq!(store.loss().await.unwrap(), None);
    store.close().await;
}

#[tokio::test]
async fn a_database_that_is_gone_or_empty_is_told() {
    let folder = tempfile::tempdir().unwrap();
    with(folder.path(), &["Kept"]).await.close().await;
    let file = folder.path().join(Store::FILE);
    std::fs::write(&file, "").unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert_eq!(refused.code(), "store.emptied", "{refused}");
    assert_eq!(
        std::fs::metadata(&file).unwrap().len(),
        0,
        "it is left alone"
    );
    std::fs::remove_file(&file).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert_eq!(refused.code(), "store.emptied", "{refused}");
    assert!(!file.exists(), "nothing takes its place unasked");
    std::fs::write(
        &file,
        "A letter that is no database, and long enough. ".repeat(9),
    )
    .unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert_eq!(refused.code(), "store.foreign", "{refused}");
}

#[tokio::test]
async fn a_file_that_was_cut_is_refused_and_named() {
    let folder = tempfile::tempdir().unwrap();
    with(folder.path(), &["Kept"]).await.close().await;
    let file = folder.path().join(Store::FILE);
    let bytes = std::fs::read(&file).unwrap();
    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    let refused = Store::open(folder.path()).await.unwrap_err();
    assert_eq!(refused.code(), "store.damaged", "{refused}");
}

#[cfg(unix)]
#[tokio::test]
async fn a_folder_that_vanishes_takes_no_more_changes() {
    let folder = tempfile::tempdir().unwrap();
    let data = folder.path().join("data");
    let store = with(&data, &["Kept"]).await;
    std::fs::remove_dir_all(&data).unwrap();
    let refused = store.set_preference("a", "b").await.unwrap_err();
    assert_eq!(refused.code(), "store.gone", "{refused}");
    assert!(!data.exists());
}

#[tokio::test]
async fn a_backup_is_restored_and_what_was_there_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    assert_eq!(backup.name, "asked-1970-01-01T00-00-01.db");
    let again = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    assert_eq!(again.name, "asked-1970-01-01T00-00-01-2.db");
    with(folder.path(), &["Late"]).await.close().await;

    let refused = Store::restore(folder.path(), &backup.name, 2_000, &Known::default()).await;
    assert!(matches!(refused, Err(Error::InUse(_))), "{refused:?}");
    assert_eq!(names(&store).await, ["Early", "Late"]);
    store.close().await;

    Store::restore(folder.path(), &backup.name, 2_000, &Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(names(&store).await, ["Early"]);
    assert_eq!(store.loss().await.unwrap(), None, "it is meant");
    let listed = store.backups().unwrap();
    assert_eq!(listed[0].kind, BackupKind::Replaced);
    store.close().await;

    Store::restore(folder.path(), &listed[0].name, 3_000, &Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(names(&store).await, ["Early", "Late"]);
    store.close().await;
}

#[tokio::test]
async fn a_damaged_or_unknown_backup_changes_nothing() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    store.close().await;
    let path = folder.path().join("backups").join(&backup.name);
    let whole = std::fs::read(&path).unwrap();
    let before = std::fs::read(folder.path().join(Store::FILE)).unwrap();
    let at = whole
        .windows(5)
        .position(|bytes| bytes == b"Early")
        .unwrap();
    let mut flipped = whole.clone();
    flipped[at] ^= 1;
    for damaged in [&flipped[..], &whole[..whole.len() / 2], b"a letter"] {
        std::fs::write(&path, damaged).unwrap();
        let refused = Store::restore(folder.path(), &backup.name, 2_000, &Known::default()).await;
        assert!(refused.is_err());
    }
    let listed = Store::backups_in(folder.path()).unwrap();
    let mut said: Vec<(bool, bool)> = listed.iter().map(|one| (one.damaged, one.broken)).collect();
    said.sort_unstable();
    // The last one could not take the name of the one before it.
    assert_eq!(said, [(false, true), (false, true), (true, false)]);
    for name in ["nothing.db", "../millrace.db", ""] {
        let refused = Store::restore(folder.path(), name, 2_000, &Known::default()).await;
        assert!(
            matches!(refused, Err(Error::Missing { .. })),
            "{name}: {refused:?}"
        );
    }
    assert_eq!(
        std::fs::read(folder.path().join(Store::FILE)).unwrap(),
        before
    );
}

#[tokio::test]
async fn a_damaged_store_is_copied_with_its_damage_and_replaced_by_a_whole_one() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    let backup = store.back_up(BackupKind::Daily, 1_000).await.unwrap();
    store.close().await;
    patch(folder.path(), b"Early", b"Aarly");
    let store = Store::open(folder.path()).await.unwrap();
    let marked = store.back_up(BackupKind::Daily, 2_000).await.unwrap();
    assert_eq!(marked.name, "daily-1970-01-01T00-00-02-damaged.db");
    assert!(marked.damaged && !backup.damaged);
    assert_eq!(store.backups().unwrap(), [marked.clone(), backup.clone()]);
    store.close().await;
    // It brings the damage back, and says so still.
    Store::restore(folder.path(), &marked.name, 2_500, &Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert!(!store.examine().await.unwrap().rows.is_empty());
    store.close().await;
    // One whose name does not say so was damaged since it was made.
    let backups = folder.path().join("backups");
    std::fs::copy(backups.join(&marked.name), backups.join("daily-other.db")).unwrap();
    let refused = Store::restore(folder.path(), "daily-other.db", 2_600, &Known::default()).await;
    assert_eq!(refused.unwrap_err().code(), "store.damaged");
    // From now on its name says so, and who wants it so can have it.
    Store::restore(
        folder.path(),
        "daily-other-damaged.db",
        2_700,
        &Known::default(),
    )
    .await
    .unwrap();
    // Even one that cannot be opened at all.
    std::fs::write(folder.path().join(Store::FILE), "rubbish".repeat(99)).unwrap();
    Store::restore(folder.path(), &backup.name, 3_000, &Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(names(&store).await, ["Early"]);
    store.close().await;
}

/// Without a backup a database that does not open would otherwise be the end.
#[tokio::test]
async fn an_empty_database_takes_the_place_of_a_broken_one_which_is_kept() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    store.close().await;
    let file = folder.path().join(Store::FILE);
    let whole = std::fs::read(&file).unwrap();
    std::fs::write(&file, &whole[..whole.len() / 2]).unwrap();
    assert!(Store::open(folder.path()).await.is_err());

    Store::begin_anew(folder.path(), 2_000, &Begun::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(names(&store).await, Vec::<String>::new());
    assert_eq!(store.loss().await.unwrap(), None, "it is meant");
    assert!(store.examine().await.unwrap().is_whole());
    let listed = store.backups().unwrap();
    let kept = std::fs::read(folder.path().join("backups").join(&listed[0].name)).unwrap();
    assert_eq!(kept, whole[..whole.len() / 2]);
    assert_eq!(
        (listed.len(), listed[0].kind, listed[0].broken),
        (1, BackupKind::Replaced, true)
    );
    store.close().await;
    let refused = Store::restore(folder.path(), &listed[0].name, 3_000, &Known::default()).await;
    assert!(refused.is_err());
}

/// Somebody may yet read what was replaced: the files that it names stay.
#[tokio::test]
async fn no_file_is_swept_while_a_replaced_database_may_name_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    store.close().await;
    let outputs = folder.path().join("outputs");
    let name = "ab".repeat(32);
    let output = outputs.join(&name[..2]).join(&name);
    std::fs::create_dir_all(output.parent().unwrap()).unwrap();
    std::fs::write(&output, "large").unwrap();
    std::fs::write(folder.path().join(Store::FILE), "rubbish").unwrap();
    Store::begin_anew(folder.path(), 2_000, &Begun::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.sweep_outputs().await.unwrap(), 0);
    assert!(output.exists());
    let binaries = store::Content::lasting(outputs);
    assert_eq!(store.sweep_files(&binaries).await.unwrap(), 0);
    // Once that is gone, nothing names it.
    let replaced = store.backups().unwrap().remove(0);
    std::fs::remove_file(folder.path().join("backups").join(replaced.name)).unwrap();
    assert_eq!(store.sweep_outputs().await.unwrap(), 1);
    assert!(!output.exists());
    store.close().await;
}

/// SQLite cannot say who has a damaged file open.
#[tokio::test]
async fn nothing_takes_the_place_of_a_broken_database_that_is_open() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    let file = folder.path().join(Store::FILE);
    let all = std::fs::read(&file).unwrap().len();
    std::fs::write(&file, vec![b'x'; all]).unwrap();
    let refused = Store::restore(folder.path(), &backup.name, 2_000, &Known::default()).await;
    assert!(matches!(refused, Err(Error::InUse(_))), "{refused:?}");
    let refused = Store::begin_anew(folder.path(), 2_000, &Begun::default()).await;
    assert!(matches!(refused, Err(Error::InUse(_))), "{refused:?}");
    store.close().await;
    Store::restore(folder.path(), &backup.name, 3_000, &Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(names(&store).await, ["Early"]);
    store.close().await;
}

#[tokio::test]
async fn a_backup_that_is_cut_or_empty_is_listed_as_broken() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    assert!(!backup.broken);
    let path = folder.path().join("backups").join(&backup.name);
    let whole = std::fs::read(&path).unwrap();
    for cut in [0, 15, 31, 100, whole.len() - 1] {
        std::fs::write(&path, &whole[..cut]).unwrap();
        assert!(store.backups().unwrap()[0].broken, "{cut} bytes");
    }
    std::fs::write(&path, &whole).unwrap();
    assert!(!store.backups().unwrap()[0].broken);
    store.close().await;
}

#[tokio::test]
async fn a_restore_that_was_cut_off_is_finished_at_the_next_start() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    with(folder.path(), &["Late"]).await.close().await;
    // The program was ended with a log, half a copy of another try, and the backup about to take its place.
    let (data, path) = (tempfile::tempdir().unwrap(), folder.path());
    for name in ["millrace.db", "millrace.db-wal", "millrace.anchor"] {
        std::fs::copy(path.join(name), data.path().join(name)).unwrap();
    }
    let from = path.join("backups").join(&backup.name);
    std::fs::copy(from, data.path().join("millrace.db-swap")).unwrap();
    std::fs::write(data.path().join("millrace.db-next"), "half").unwrap();
    store.close().await;
    let store = Store::open(data.path()).await.unwrap();
    assert_eq!(names(&store).await, ["Early"]);
    assert!(store.examine().await.unwrap().is_whole());
    store.close().await;
    assert!(!data.path().join("millrace.db-next").exists());
}

/// An index that lies is found by the whole look alone, which is why that is taken every week.
#[tokio::test]
async fn a_quick_look_sees_tables_and_a_whole_one_indexes_too() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Alpha"]).await;
    let execution = model::Execution {
        id: "e".to_owned(),
        workflow: std::sync::Arc::new(Workflow {
            id: "the-workflow-of-an-index".to_owned(),
            ..Workflow::default()
        }),
        ..model::Execution::default()
    };
    let opening = store::Opening {
        execution,
        ..store::Opening::default()
    };
    store.appender("e", 0).opened(opening, true).await.unwrap();
    assert!(store.examine_quickly().await.unwrap().is_whole());
    assert!(store.examine().await.unwrap().is_whole());
    store.close().await;
    let whole = std::fs::read(folder.path().join(Store::FILE)).unwrap();
    let id = b"the-workflow-of-an-index";
    let places = (0..whole.len() - id.len()).filter(|at| whole[*at..].starts_with(id));
    let mut seen = Vec::new();
    for at in places {
        let mut bytes = whole.clone();
        bytes[at] = b'T';
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join(Store::FILE), bytes).unwrap();
        let store = Store::open(folder.path()).await.unwrap();
        let quick = store.examine_quickly().await.unwrap().is_whole();
        seen.push((quick, store.examine().await.unwrap().is_whole()));
        store.close().await;
    }
    assert!(seen.iter().all(|(_, whole)| !whole), "{seen:?}");
    assert!(seen.contains(&(true, false)), "the index: {seen:?}");
    assert!(seen.contains(&(false, false)), "the table: {seen:?}");
}

fn deed(action: &str) -> Deed {
    Deed {
        action: action.to_owned(),
        ..Deed::default()
    }
}

async fn actions(store: &Store) -> Vec<String> {
    let lines = store.audit_after(0).await.unwrap();
    assert_eq!(store.audit_break().await.unwrap(), None, "it is one chain");
    lines.into_iter().map(|line| line.deed.action).collect()
}

#[tokio::test]
async fn the_audit_log_goes_on_where_a_backup_is_restored() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    store.audit(deed("first")).await.unwrap();
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    store.audit(deed("since")).await.unwrap();
    store.close().await;
    let restore = async |name: &str, now_ms| {
        let restored = Store::restore(folder.path(), name, now_ms, &Known::default()).await;
        assert_eq!(restored.unwrap(), Restored::default());
        let store = Store::open(folder.path()).await.unwrap();
        store.audit(deed("restored")).await.unwrap();
        store
    };
    let store = restore(&backup.name, 2_000).await;
    assert_eq!(actions(&store).await, ["first", "since", "restored"]);
    let replaced = store.backups().unwrap()[0].name.clone();
    store.close().await;
    // The restore is taken back: it happened all the same.
    let store = restore(&replaced, 3_000).await;
    let all = ["first", "since", "restored", "restored"];
    assert_eq!(actions(&store).await, all);
    store.close().await;
    // A log that was changed behind our back is not mixed with another.
    let own = sqlx::sqlite::SqliteConnectOptions::new().filename(folder.path().join(Store::FILE));
    let mut connection = own.connect().await.unwrap();
    sqlx::raw_sql("DROP TRIGGER audit_stays; UPDATE audit SET hash = 'x' WHERE number = 1")
        .execute(&mut connection)
        .await
        .unwrap();
    connection.close().await.unwrap();
    let store = restore(&backup.name, 4_000).await;
    assert_eq!(actions(&store).await, ["first", "restored"]);
    // Which is said, and the other is kept however many come after it.
    let left = store.unsettled_restore().await.unwrap().unwrap().log_left;
    let left = left.expect("its lines are in there");
    store.close().await;
    for at_ms in 5..10 {
        let store = restore(&backup.name, at_ms * 1_000).await;
        let followed = store.unsettled_restore().await.unwrap().unwrap();
        assert_eq!(followed.log_left, None);
        store.thin_out_backups().unwrap();
        store.close().await;
    }
    let kept = Store::backups_in(folder.path()).unwrap();
    assert!(kept.iter().any(|backup| backup.name == left));
}

fn known(keys: &Keys) -> Known {
    Known {
        keys: Some(keys.clone()),
        ..Known::default()
    }
}

/// A text that is none any more, of the newest line of the audit log.
#[tokio::test]
async fn a_line_of_the_audit_log_that_cannot_be_read_stops_no_restore() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    store.audit(deed("later")).await.unwrap();
    store.close().await;
    let mut file = sqlx::sqlite::SqliteConnectOptions::new()
        .filename(folder.path().join(Store::FILE))
        .connect()
        .await
        .unwrap();
    let text = "DROP TRIGGER audit_stays;
         UPDATE audit SET target = CAST(x'ff' AS TEXT) WHERE action = 'later'";
    sqlx::raw_sql(text).execute(&mut file).await.unwrap();
    file.close().await.unwrap();
    Store::restore(folder.path(), &backup.name, 2_000, &Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert!(!actions(&store).await.contains(&"later".to_owned()));
    store.close().await;
}

#[tokio::test]
async fn what_opens_the_vault_stays_what_opens_it() {
    let folder = tempfile::tempdir().unwrap();
    let store = with(folder.path(), &["Early"]).await;
    let slot = |id: &str, created_ms| SlotRow {
        id: id.to_owned(),
        kind: "recovery".to_owned(),
        created_ms,
        ..SlotRow::default()
    };
    let mut keys = Keys {
        vault: VaultRow {
            id: "vault".to_owned(),
            key_id: "key".to_owned(),
            ..VaultRow::default()
        },
        slots: vec![slot("newer", 20)],
    };
    let manifest = ManifestRow::default();
    store
        .create_vault(&keys.vault, &[slot("older", 10)], &manifest, &deed("made"))
        .await
        .unwrap();
    let backup = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    store.close().await;
    let restored = Store::restore(folder.path(), &backup.name, 2_000, &known(&keys)).await;
    assert_eq!(restored.unwrap(), Restored::default());
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.vault_slots().await.unwrap(), keys.slots);
    store.close().await;
    // Slots that were lost are not slots that were removed.
    let lost = Keys {
        slots: Vec::new(),
        ..keys.clone()
    };
    let restored = Store::restore(folder.path(), &backup.name, 2_500, &known(&lost)).await;
    assert_eq!(restored.unwrap().older_code_ms, Some(10));
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.vault_slots().await.unwrap(), [slot("older", 10)]);
    store.close().await;
    // What was sealed with another key is opened by what opened it then.
    keys.vault.key_id = "newer key".to_owned();
    let restored = Store::restore(folder.path(), &backup.name, 3_000, &known(&keys)).await;
    assert_eq!(restored.unwrap().older_code_ms, Some(10));
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(store.vault_slots().await.unwrap(), [slot("older", 10)]);
    store.close().await;
}
