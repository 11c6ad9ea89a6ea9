//! What a restore does not set back.
//!
//! The audit log is only ever added to: the lines that were written since the backup follow its own. And what opens the
//! vault stays what opens it now, where the backup has that vault under the same key: a recovery code that was replaced
//! since must not open anything again, nor may the one that a person keeps become worthless.

use std::path::Path;

use sqlx::{Connection as _, SqliteConnection};

use crate::Result;
use crate::connect::Place;
use crate::table::audit;
use crate::table::vault::{self, SlotRow, VaultRow};

/// What opens the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The vault.
    pub vault: VaultRow,
    /// Its slots.
    pub slots: Vec<SlotRow>,
}

/// What came of a restore.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// When the recovery code was made that opens the vault of the backup, UTC milliseconds, where that vault has another
    /// key than the one that was there: whatever opened that one does not open this one.
    pub older_code_ms: Option<i64>,
}

/// Puts into the next database what is not set back with it.
pub(super) async fn over(
    place: &Place,
    replaced: Option<&Path>,
    keys: Option<&Keys>,
    next: &Path,
) -> Result<Restored> {
    let mut next = place.connect(next, false).await?;
    // A slot that is gone is gone from free pages too.
    sqlx::query("PRAGMA secure_delete = ON")
        .fetch_optional(&mut next)
        .await?;
    let mut change = next.begin_with("BEGIN IMMEDIATE").await?;
    if let Some(replaced) = replaced {
        lines(place, replaced, &mut change).await?;
    }
    let restored = match keys {
        Some(keys) => slots(keys, &mut change).await?,
        None => Restored::default(),
    };
    change.commit().await?;
    next.close().await?;
    Ok(restored)
}

/// Adds the lines of the audit log that follow the next database's own. What cannot be read stays where it is.
async fn lines(place: &Place, replaced: &Path, next: &mut SqliteConnection) -> Result<()> {
    let last = audit::last(next).await?;
    let mut from = match place.connect(replaced, true).await {
        Ok(from) => from,
        Err(error) => return left_behind(&error),
    };
    let (mut number, hash) = last.unwrap_or_default();
    let mut own = None;
    if number > 0 {
        own = match audit::after(&mut from, number - 1).await {
            Ok(rows) => rows.into_iter().next(),
            Err(error) => return left_behind(&error),
        };
    }
    if number > 0 && own.is_none_or(|own| (own.number, own.hash) != (number, hash)) {
        // It is another log's, or an older part of it was changed: its lines would not fit.
        tracing::warn!("the audit log of what was replaced stays with it");
        return Ok(());
    }
    loop {
        let rows = match audit::after(&mut from, number).await {
            Ok(rows) => rows,
            Err(error) => return left_behind(&error),
        };
        let Some(newest) = rows.last() else {
            return Ok(from.close().await?);
        };
        number = newest.number;
        for row in &rows {
            audit::put(next, row).await?;
        }
    }
}

fn left_behind(error: &dyn std::fmt::Display) -> Result<()> {
    tracing::warn!(%error, "lines of the audit log stay with what was replaced");
    Ok(())
}

/// Keeps what opens the vault now, if it is the next database's vault too.
async fn slots(keys: &Keys, next: &mut SqliteConnection) -> Result<Restored> {
    let Some(own) = vault::read(next).await? else {
        return Ok(Restored::default());
    };
    if (&own.id, &own.key_id) == (&keys.vault.id, &keys.vault.key_id) {
        vault::put_slots(next, &keys.slots).await?;
        return Ok(Restored::default());
    }
    let codes = vault::slots(next).await?;
    let codes = codes.iter().filter(|slot| slot.kind == "recovery");
    Ok(Restored {
        older_code_ms: codes.map(|slot| slot.created_ms).max(),
    })
}
