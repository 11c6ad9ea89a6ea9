//! What a restore does not set back.
//!
//! The audit log is only ever added to: the lines that were written since the backup follow its own. And what opens the
//! vault stays what opens it now, where the backup has that vault under the same key: a recovery code that was replaced
//! since must not open anything again, nor may the one that a person keeps become worthless.

use std::collections::BTreeSet;
use std::path::Path;

use serde::{Deserialize, Serialize};
use sqlx::{Connection as _, SqliteConnection};

use super::kept;
use crate::connect::Place;
use crate::table::audit::Deed;
use crate::table::journal::{self, Standing};
use crate::table::vault::{self, SlotRow, VaultRow};
use crate::table::words::json;
use crate::table::{audit, preference};
use crate::{Error, Result, Store};

/// Where it is noted that a backup was restored, until what follows from that is done.
const UNSETTLED: &str = "restore.unsettled";

/// What is known of the database that a backup takes the place of.
#[derive(Clone, Debug, Default)]
pub struct Known {
    /// What opens its vault; none where nobody can tell.
    pub keys: Option<Keys>,
    /// Preferences that go on.
    pub preferences: Vec<(String, String)>,
    /// Its executions that have not ended.
    pub standing: Vec<Standing>,
}

/// A restore after which it is not yet settled which executions go on.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
pub struct Unsettled {
    /// The backup.
    pub backup: String,
    /// The executions of the backup that would do again what they did since, callers before those that they called;
    /// none where nobody can tell: it may be any.
    pub outrun: Option<Vec<String>>,
    /// The database that was replaced, as a backup, where lines of its audit log could not follow the backup's own: they
    /// are in there.
    #[serde(default)]
    pub log_left: Option<String>,
}

impl Store {
    /// The restore that is not settled, if there is one. Where its note is damaged nobody can tell which executions are
    /// outrun. Where it may be hidden there is none: what cannot be settled must not end something at every start.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn unsettled_restore(&self) -> Result<Option<Unsettled>> {
        match self.preference(UNSETTLED).await {
            Ok(note) => Ok(note.map(|note| serde_json::from_str(&note).unwrap_or_default())),
            Err(Error::Damaged { what, .. }) if what == preference::PREFERENCE.what => {
                Ok(Some(Unsettled::default()))
            }
            Err(Error::Damaged { what: "table", .. }) => Ok(None),
            Err(error) => Err(error),
        }
    }

    /// Says that a restore is settled.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn restore_settled(&self) -> Result<()> {
        self.forget_preference(UNSETTLED).await
    }
}

/// What opens the vault.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Keys {
    /// The vault.
    pub vault: VaultRow,
    /// Its slots.
    pub slots: Vec<SlotRow>,
}

/// What an empty database's audit log begins with.
#[derive(Clone, Debug, Default)]
pub struct Begun {
    /// That it was put in the place of another.
    pub deed: Deed,
    /// That the other's audit log stays in a backup, whose name is added.
    pub log_left: Deed,
}

/// What came of a restore.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Restored {
    /// When the recovery code was made that opens the vault of the backup, UTC milliseconds, where that vault has another
    /// key than the one that was there, or nobody can tell: whatever opened that one may not open this one.
    pub older_code_ms: Option<i64>,
}

/// Puts into the next database what is not set back with it.
pub(super) async fn over(
    place: &Place,
    replaced: Option<&Path>,
    backup: &str,
    known: &Known,
    next: &Path,
) -> Result<Restored> {
    let mut next = place.connect(next, false).await?;
    // A slot that is gone is gone from free pages too.
    sqlx::query("PRAGMA secure_delete = ON")
        .fetch_optional(&mut next)
        .await?;
    let mut change = next.begin_with("BEGIN IMMEDIATE").await?;
    let log_left = match replaced {
        Some(replaced) => left_of(place, replaced, &mut change).await?,
        None => None,
    };
    let restored = slots(known.keys.as_ref(), &mut change).await?;
    for (name, value) in &known.preferences {
        preference::put(&mut change, name, value).await?;
    }
    let outrun = match outrun(&known.standing, &mut change).await {
        Ok(outrun) => Some(outrun),
        Err(error @ (Error::Full | Error::ReadOnly)) => return Err(error),
        // A damaged backup can be restored all the same.
        Err(error) => {
            tracing::warn!(%error, "nobody can tell which runs of the backup went on since");
            None
        }
    };
    let unsettled = Unsettled {
        backup: backup.to_owned(),
        outrun,
        log_left,
    };
    // In the same file: who is killed behind the swap settles it at the next start.
    preference::put(&mut change, UNSETTLED, &json(&unsettled)).await?;
    change.commit().await?;
    next.close().await?;
    Ok(restored)
}

/// Begins the audit log of an empty database.
pub(super) async fn begin_log(
    place: &Place,
    next: &Path,
    begun: &Begun,
    log_left: Option<&str>,
) -> Result<()> {
    let mut next = place.connect(next, false).await?;
    audit::write(&mut next, &begun.deed).await?;
    if let Some(backup) = log_left {
        let left = Deed {
            name: backup.to_owned(),
            ..begun.log_left.clone()
        };
        audit::write(&mut next, &left).await?;
    }
    Ok(next.close().await?)
}

/// Adds the lines of the audit log; the name of what was replaced where some stay in there, which is kept then.
async fn left_of(
    place: &Place,
    replaced: &Path,
    next: &mut SqliteConnection,
) -> Result<Option<String>> {
    let read = async {
        let mut from = place.connect(replaced, true).await?;
        let follow = lines(&mut from, next).await;
        // A file that is open gets no other name everywhere.
        from.close().await?;
        follow
    };
    match read.await {
        Ok(true) => return Ok(None),
        Ok(false) => tracing::warn!("the audit log of what was replaced stays with it"),
        // Who can still write to the next one could not read the other.
        Err(error) if !matches!(error, Error::Full | Error::ReadOnly) => {
            tracing::warn!(%error, "lines of the audit log stay with what was replaced");
        }
        Err(error) => return Err(error),
    }
    Ok(Some(kept::keep_for_log(replaced)?))
}

/// Adds the lines of the audit log that follow the next database's own. Whether they do: it may be another's, or an older
/// part of it was changed. What cannot be read stays where it is.
async fn lines(from: &mut SqliteConnection, next: &mut SqliteConnection) -> Result<bool> {
    let Some(newest) = audit::last(from).await? else {
        return Ok(true);
    };
    if audit::sum_of(next, newest.0).await?.as_ref() == Some(&newest.1) {
        return Ok(true);
    }
    let mut number = 0;
    if let Some((own, sum)) = audit::last(next).await? {
        if audit::sum_of(from, own).await? != Some(sum) {
            return Ok(false);
        }
        number = own;
    }
    loop {
        let rows = audit::after(from, number).await?;
        let Some(newest) = rows.last() else {
            return Ok(true);
        };
        number = newest.number;
        for row in &rows {
            audit::put(next, row).await?;
        }
    }
}

/// The executions of the next database that went on after it was made, as far as what it replaces tells, those that called
/// them, which would call them again, and those whose error workflow may have begun since. Callers first: while one has
/// not ended, whoever is cut off in between must not let it call again what has.
async fn outrun(standing: &[Standing], next: &mut SqliteConnection) -> Result<Vec<String>> {
    let (own, callers) = journal::standing(next).await?;
    // No chain is longer, whatever a damaged row says.
    let chain = |of: &str| {
        let begin = Some(of.to_owned());
        std::iter::successors(begin, |one| callers.get(one).cloned()).take(callers.len() + 1)
    };
    let gone_on = own.iter().filter(|one| !standing.contains(one));
    let all: BTreeSet<String> = gone_on.flat_map(|one| chain(&one.execution)).collect();
    let mut outrun: Vec<String> = all.into_iter().collect();
    outrun.sort_by_cached_key(|one| chain(one).count());
    let failed = journal::without_error_workflow(next).await?;
    outrun.extend(failed.into_iter().map(|(failed, _)| failed));
    Ok(outrun)
}

/// Keeps what opens the vault now, if it is the next database's vault too. Where nobody can tell what that is, the backup's
/// own opens it.
async fn slots(keys: Option<&Keys>, next: &mut SqliteConnection) -> Result<Restored> {
    let Some(own) = vault::read(next).await? else {
        return Ok(Restored::default());
    };
    // Every vault has a recovery code: where the slots lack theirs, they were lost, not removed.
    let is_own = |keys: &&Keys| {
        (&own.id, &own.key_id) == (&keys.vault.id, &keys.vault.key_id)
            && keys.slots.iter().any(is_recovery)
    };
    if let Some(keys) = keys.filter(is_own) {
        vault::put_slots(next, &keys.slots).await?;
        return Ok(Restored::default());
    }
    let codes = vault::slots(next).await?;
    let codes = codes.iter().filter(|slot| is_recovery(slot));
    Ok(Restored {
        older_code_ms: codes.map(|slot| slot.created_ms).max(),
    })
}

fn is_recovery(slot: &SlotRow) -> bool {
    slot.kind == "recovery"
}
