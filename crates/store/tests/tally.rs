//! Rows that are gone and were not removed: told, not gone on without until a person says so, and never told wrongly.
#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::path::Path;

use model::{Edit, Node, Workflow};
use sqlx::Connection as _;
use store::{
    BackupKind, ColumnKind, CredentialRow, Deed, Error, FieldRow, ManifestRow, Missing,
    SealedCredential, SlotRow, Store, VaultRow,
};
use value::{Map, json};

const GRANT: &str = "dir:/the-only-grant";

async fn create(store: &Store, name: &str) -> String {
    let workflow = Workflow {
        name: name.to_owned(),
        nodes: vec![Node::new("Start", "manual", 1.0)],
        ..Workflow::default()
    };
    let saved = store.create_workflow(workflow, 1).await.unwrap();
    saved.workflow.id
}

/// Puts a leaf without rows in the place of the page that holds a text.
fn empty_page(folder: &Path, text: &str) {
    let path = folder.join(Store::FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    let size = usize::from(u16::from_be_bytes([bytes[16], bytes[17]]));
    let holds = |at: &[u8]| at == text.as_bytes();
    let place = bytes.windows(text.len()).position(holds).unwrap();
    let page = &mut bytes[place / size * size..][..size];
    // An index leaf, which tables without row ids are made of, with no cell: its content begins at its end.
    page.fill(0);
    page[0] = 10;
    page[5..7].copy_from_slice(&(size as u16).to_be_bytes());
    std::fs::write(path, bytes).unwrap();
}

async fn missing(store: &Store) -> Vec<Missing> {
    let findings = store.examine_quickly().await.unwrap();
    assert_eq!((findings.structure, findings.rows), (vec![], vec![]));
    findings.missing
}

#[tokio::test]
async fn rows_that_are_gone_with_their_page_are_missed_until_a_person_goes_on_without() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let id = create(&store, "Alpha").await;
    store
        .allow(&id, &[GRANT.to_owned()], &Deed::default())
        .await
        .unwrap();
    assert_eq!(missing(&store).await, []);
    let kept = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    store.close().await;
    empty_page(folder.path(), GRANT);

    let store = Store::open(folder.path()).await.unwrap();
    let gone = Missing {
        table: "allowed",
        count: Some(1),
    };
    assert_eq!(missing(&store).await, std::slice::from_ref(&gone));
    let refused = store.allowed(&id).await.unwrap_err();
    assert_eq!(refused.code(), "store.damaged", "{refused}");
    let marked = store.back_up(BackupKind::Daily, 2_000).await.unwrap();
    assert!(marked.damaged, "{marked:?}");
    // What is granted meanwhile is counted beside what is gone.
    let other = create(&store, "Beta").await;
    store
        .allow(&other, &[GRANT.to_owned()], &Deed::default())
        .await
        .unwrap();
    assert_eq!(missing(&store).await, [gone]);

    store.accept_missing(&Deed::default()).await.unwrap();
    assert_eq!(store.allowed(&id).await.unwrap(), [""; 0]);
    assert_eq!(store.allowed(&other).await.unwrap(), [GRANT]);
    store.back_up(BackupKind::Daily, 2_000).await.unwrap();
    store.close().await;
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(missing(&store).await, [], "it was said once");
    store.close().await;

    Store::restore(folder.path(), &kept.name, 3_000, &store::Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    assert_eq!(missing(&store).await, []);
    assert_eq!(store.allowed(&id).await.unwrap(), [GRANT]);
    store.close().await;
}

#[tokio::test]
async fn a_key_that_may_only_be_hidden_is_not_new() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let keys = ["the-known-key".to_owned()];
    store.remember_keys("w", "", &keys, 9).await.unwrap();
    store.close().await;
    // Both the table's page and its index's hold the words of a key; the table is made first.
    empty_page(folder.path(), "=the-known-key");

    let store = Store::open(folder.path()).await.unwrap();
    store.examine_quickly().await.unwrap();
    for _ in 0..2 {
        let refused = store.remember_keys("w", "", &keys, 9).await.unwrap_err();
        assert_eq!(refused.code(), "store.damaged", "{refused}");
    }
    let refused = store.remember_largest("w", "", &[1.0]).await.unwrap_err();
    assert_eq!(refused.code(), "store.damaged", "{refused}");
    store.close().await;
}

#[tokio::test]
async fn of_a_row_whose_key_is_damaged_it_is_not_said_that_there_is_none() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let data = json!({ "cursor": 7 }).as_object().cloned().unwrap();
    for id in ["flow-a", "flow-m", "flow-z"] {
        let data = data.clone();
        store.set_static_data(id, "", data).await.unwrap();
    }
    store.close().await;
    let path = folder.path().join(Store::FILE);
    let mut bytes = std::fs::read(&path).unwrap();
    let at = bytes.windows(6).position(|at| at == b"flow-m").unwrap();
    // Another letter, still in its place: SQLite sees nothing.
    bytes[at + 5] = b'l';
    std::fs::write(path, bytes).unwrap();

    let store = Store::open(folder.path()).await.unwrap();
    let findings = store.examine_quickly().await.unwrap();
    assert_eq!((findings.structure, findings.rows.len()), (vec![], 1));
    let refused = store.static_data("flow-m", "").await.unwrap_err();
    assert_eq!(refused.code(), "store.damaged", "{refused}");
    assert_eq!(store.static_data("flow-a", "").await.unwrap(), data);
    // What would stand elsewhere was not there.
    assert!(store.static_data("flow-zz", "").await.unwrap().is_empty());
    store.close().await;
}

#[tokio::test]
async fn a_count_that_is_damaged_is_not_taken_for_rows_that_are_gone() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    create(&store, "Alpha").await;
    let path = folder.path().join(Store::FILE);
    let path = path.to_string_lossy().into_owned();
    for damage in [
        "UPDATE tally SET rows = rows + 1024 WHERE name = 'workflow'",
        "UPDATE tally SET mirror = 7 WHERE name = 'workflow'",
        "UPDATE tally SET rows = 0, mirror = 0 WHERE name = 'workflow'",
        "DELETE FROM tally WHERE name = 'workflow'",
    ] {
        let mut other = sqlx::SqliteConnection::connect(&path).await.unwrap();
        sqlx::raw_sql(damage).execute(&mut other).await.unwrap();
        other.close().await.unwrap();
        let told = Missing {
            table: "workflow",
            count: None,
        };
        assert_eq!(missing(&store).await, [told], "{damage}");
        store.accept_missing(&Deed::default()).await.unwrap();
        assert_eq!(missing(&store).await, [], "{damage}");
    }
    store.close().await;
}

#[tokio::test]
async fn nothing_is_missing_after_what_a_store_does() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    of_workflows(&store).await;
    assert_eq!(missing(&store).await, []);
    of_memory(&store).await;
    assert_eq!(missing(&store).await, []);
    of_tables(&store).await;
    assert_eq!(missing(&store).await, []);
    of_secrets(&store).await;
    assert_eq!(missing(&store).await, []);
    store.thin_out_failures(0).await.unwrap();
    store.sweep_outputs().await.unwrap();
    let made = store.back_up(BackupKind::Asked, 1_000).await.unwrap();
    store.close().await;
    Store::restore(folder.path(), &made.name, 2_000, &store::Known::default())
        .await
        .unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    let apart = Store::apart(folder.path()).await.unwrap();
    for store in [store, apart] {
        assert_eq!(missing(&store).await, []);
        of_tables(&store).await;
        assert_eq!(missing(&store).await, []);
    }
}

/// Made, saved, edited, kept, allowed, copied, thrown away with all that belongs to them.
async fn of_workflows(store: &Store) {
    let (one, two) = (create(store, "One").await, create(store, "Two").await);
    for id in [&one, &two] {
        let saved = store.workflow(id).await.unwrap();
        store.save_workflow(saved.workflow, 1, 2).await.unwrap();
        for seen in 0..2 {
            let mut draft = store.draft(id).await.unwrap();
            let edit = Edit::add(Node::new(format!("More {seen}"), "set", 3.4));
            draft.history.perform(&mut draft.workflow, edit).unwrap();
            (draft.edits, draft.changed) = (seen + 1, true);
            store.save_draft(&draft, seen, 3, &[]).await.unwrap();
            store
                .allow(id, &[GRANT.to_owned()], &Deed::default())
                .await
                .unwrap();
        }
        store
            .checkpoint(id, Some("kept"), 4, &Deed::default())
            .await
            .unwrap();
        let copy = store.copy_of_workflow(id).await.unwrap();
        store.create_workflow(copy, 5).await.unwrap();
    }
    let saved = store.workflow(&one).await.unwrap();
    let stale = store.save_workflow(saved.workflow.clone(), 1, 6).await;
    assert!(matches!(stale, Err(Error::Stale { .. })));
    // The draft goes.
    let revision = saved.revision;
    store
        .save_workflow(saved.workflow, revision, 7)
        .await
        .unwrap();
    assert_eq!(missing(store).await, []);
    store
        .trash_workflow(&two, 8, &Deed::default())
        .await
        .unwrap();
    store
        .restore_workflow(&two, &Deed::default())
        .await
        .unwrap();
    store
        .trash_workflow(&two, 9, &Deed::default())
        .await
        .unwrap();
    store.erase_workflow(&two, &Deed::default()).await.unwrap();
}

async fn of_memory(store: &Store) {
    for value in ["1", "2"] {
        store.set_preference("p", value).await.unwrap();
        store.set_variable("v", Some(value)).await.unwrap();
        store.set_variable("w", Some(value)).await.unwrap();
        store.set_static_data("w", "", Map::new()).await.unwrap();
    }
    store.set_variable("v", None).await.unwrap();
    // Most are known, and the oldest go.
    for from in 0..5 {
        let keys: Vec<String> = (from..from + 5).map(|key| key.to_string()).collect();
        store.remember_keys("w", "a", &keys, 3).await.unwrap();
        store.remember_keys("w", "b", &keys, 3).await.unwrap();
        store.remember_largest("w", "a", &[1.0]).await.unwrap();
    }
    assert_eq!(missing(store).await, []);
    store.forget_keys("w", "a").await.unwrap();
}

async fn of_tables(store: &Store) {
    let columns = vec![("n".to_owned(), ColumnKind::Number)];
    for name in ["left", "gone"] {
        let table = store.create_table(name, columns.clone(), 1).await.unwrap();
        let record = json!({ "n": 1 }).as_object().cloned().unwrap();
        let records = [record.clone(), record.clone(), record.clone()];
        store.insert_rows(name, &records, 2).await.unwrap();
        let rows = store.update_rows(name, &[], true, &record, 3).await;
        assert_eq!(rows.unwrap().len(), 3);
        store.rename_table(&table.id, name).await.unwrap();
    }
    store.delete_rows("left", &[], true).await.unwrap();
    assert_eq!(missing(store).await, []);
    store.drop_table("gone").await.unwrap();
    store.drop_table("left").await.unwrap();
}

async fn of_secrets(store: &Store) {
    let slot = |id: &str| SlotRow {
        id: id.to_owned(),
        ..SlotRow::default()
    };
    let manifest = |version| ManifestRow {
        version,
        ..ManifestRow::default()
    };
    let vault = VaultRow::default();
    let slots = [slot("a"), slot("b")];
    store
        .create_vault(&vault, &slots, &manifest(1), &Deed::default())
        .await
        .unwrap();
    let row = |id: &str| CredentialRow {
        id: id.to_owned(),
        ..CredentialRow::default()
    };
    let field = |name: &str| FieldRow {
        field: name.to_owned(),
        ..FieldRow::default()
    };
    let fields = [field("x"), field("y")];
    for (version, id) in [(2, "c"), (3, "d"), (4, "c")] {
        let sealed = SealedCredential {
            row: row(id),
            fields: fields.to_vec(),
            deed: Deed::default(),
        };
        let saved = store.save_credentials(&[sealed], &manifest(version)).await;
        saved.unwrap();
    }
    assert_eq!(missing(store).await, []);
    let gone = ["a".to_owned()];
    store
        .replace_slots(&[slot("e")], &gone, &Deed::default())
        .await
        .unwrap();
    let kept = [("d".to_owned(), vec![field("x")])];
    let (slots, manifest_5) = ([slot("f")], manifest(5));
    let rotated = store
        .rotate_vault(&vault, &slots, &kept, &manifest_5, &Deed::default())
        .await;
    rotated.unwrap();
    assert_eq!(missing(store).await, []);
    store
        .trash_credential("c", Some(1), &Deed::default())
        .await
        .unwrap();
    store
        .erase_credential("c", &manifest(6), &Deed::default())
        .await
        .unwrap();
    store.audit(Deed::default()).await.unwrap();
}
