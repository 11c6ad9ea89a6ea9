//! The rows of the vault, of credentials and of the audit log: what they refuse.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use sqlx::Connection as _;
use store::{
    CredentialRow, Deed, Error, FieldRow, ManifestRow, SealedCredential, SlotRow, Store, VaultRow,
};

fn vault() -> (VaultRow, SlotRow, ManifestRow) {
    let vault = VaultRow {
        id: "v".to_owned(),
        key_id: "k".to_owned(),
        ..VaultRow::default()
    };
    let slot = SlotRow {
        id: "s".to_owned(),
        kind: "recovery".to_owned(),
        ..SlotRow::default()
    };
    (vault, slot, manifest(1))
}

fn manifest(version: u64) -> ManifestRow {
    ManifestRow {
        version,
        key_id: "k".to_owned(),
        ..ManifestRow::default()
    }
}

fn credential() -> (CredentialRow, FieldRow) {
    let row = CredentialRow {
        id: "c".to_owned(),
        name: "Work".to_owned(),
        kind: "httpBearerAuth".to_owned(),
        version: 1,
        ..CredentialRow::default()
    };
    let field = FieldRow {
        field: "token".to_owned(),
        version: 1,
        sealed: "00:00:00".to_owned(),
        ..FieldRow::default()
    };
    (row, field)
}

#[tokio::test]
async fn a_vault_is_made_once_and_keeps_a_slot() {
    let store = Store::memory().await.unwrap();
    let (vault, slot, first) = vault();
    store
        .create_vault(&vault, std::slice::from_ref(&slot), &first, &deed("made"))
        .await
        .unwrap();
    let again = store
        .create_vault(&vault, &[], &first, &deed("again"))
        .await;
    assert!(matches!(again, Err(Error::Invalid(_))));
    let empty = store
        .replace_slots(&[], &["s".to_owned()], &deed("emptied"))
        .await;
    assert!(matches!(empty, Err(Error::Invalid(_))));
    assert_eq!(store.vault_slots().await.unwrap(), [slot]);
    // What did not happen has no line.
    assert_eq!(actions(&store).await, ["made"]);
}

#[tokio::test]
async fn a_change_on_an_older_manifest_is_refused_whole() {
    let store = Store::memory().await.unwrap();
    let (vault, slot, first) = vault();
    let made = deed("made");
    let made = store.create_vault(&vault, &[slot], &first, &made).await;
    made.unwrap();
    let (mut row, field) = credential();
    let fields = [field];
    let sealed = |row: &CredentialRow, fields: &[FieldRow], action: &str| SealedCredential {
        row: row.clone(),
        fields: fields.to_vec(),
        deed: deed(action),
    };
    let first = [sealed(&row, &fields, "kept")];
    store.save_credentials(&first, &manifest(2)).await.unwrap();
    row.name = "Another".to_owned();
    for version in [2, 4] {
        let again = [sealed(&row, &[], "late")];
        let stale = store.save_credentials(&again, &manifest(version)).await;
        assert!(matches!(stale, Err(Error::Stale { .. })), "{version}");
    }
    assert_eq!(store.credential("c").await.unwrap().name, "Work");
    assert_eq!(store.credential_fields("c").await.unwrap(), fields);
    // Erased only from the trash, with its fields.
    let erase = async || {
        store
            .erase_credential("c", &manifest(3), &deed("erased"))
            .await
    };
    assert!(erase().await.is_err());
    let deed = deed("trashed");
    let trashed = store.trash_credential("c", Some(1), &deed).await;
    trashed.unwrap();
    erase().await.unwrap();
    assert!(store.credential_fields("c").await.unwrap().is_empty());
    let told = ["made", "kept", "trashed", "erased"];
    assert_eq!(
        actions(&store).await,
        told,
        "what did not happen has no line"
    );
}

/// What the audit log says was done.
async fn actions(store: &Store) -> Vec<String> {
    let lines = store.audit_after(0).await.unwrap();
    lines.into_iter().map(|line| line.deed.action).collect()
}

fn deed(action: &str) -> Deed {
    Deed {
        action: action.to_owned(),
        ..Deed::default()
    }
}

#[tokio::test]
async fn the_audit_log_is_only_added_to() {
    let folder = tempfile::tempdir().unwrap();
    let store = Store::open(folder.path()).await.unwrap();
    for action in ["one", "two", "three"] {
        store.audit(deed(action)).await.unwrap();
    }
    assert_eq!(store.audit_break().await.unwrap(), None);
    let path = folder.path().join(Store::FILE);
    let mut other = sqlx::SqliteConnection::connect(&path.to_string_lossy())
        .await
        .unwrap();
    for refused in ["UPDATE audit SET actor = 'x'", "DELETE FROM audit"] {
        assert!(sqlx::raw_sql(refused).execute(&mut other).await.is_err());
    }
    // Who takes the triggers away is found by the chain.
    for (change, line) in [
        ("UPDATE audit SET actor = 'x' WHERE number = 2", 2),
        ("DELETE FROM audit WHERE number = 1", 1),
    ] {
        let change = format!(
            "DROP TRIGGER IF EXISTS audit_stays; DROP TRIGGER IF EXISTS audit_keeps; {change}"
        );
        sqlx::raw_sql(sqlx::AssertSqlSafe(change))
            .execute(&mut other)
            .await
            .unwrap();
        assert_eq!(store.audit_break().await.unwrap(), Some(line));
    }
}
