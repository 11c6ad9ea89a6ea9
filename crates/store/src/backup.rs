//! Backups: whole copies of the database, looked through before they count, beside it in `backups`.
//!
//! Those that are made by themselves are thinned out: the newest of each of seven days and of each of four weeks stay.
//! What a person asked for stays until a person removes it.
//!
//! Where single rows are damaged, or missing, a backup is made all the same, and its name says so: one damaged run may not
//! keep all else from being copied. Those that are whole stay as if there were none of these.

mod carry;
mod kept;

use std::path::{Path, PathBuf};

use sqlx::{Connection as _, Row as _};

use crate::connect::{Place, alone, assert_unused};
use crate::{Error, Result, Store, examine, migrate, swap};

pub use carry::{Begun, Keys, Known, Restored, Unsettled};
use kept::{BROKEN, MARK, expired, free, list, log_of, name_of};
pub use kept::{Backup, BackupKind};

impl Store {
    /// Makes a backup, looks through it, and only then gives it its name.
    ///
    /// # Errors
    /// When there is no room, or the database is broken: no backup is made then, and those that are there stay.
    pub async fn back_up(&self, kind: BackupKind, now_ms: i64) -> Result<Backup> {
        let place = self.place()?;
        let folder = place.backups();
        std::fs::create_dir_all(&folder).map_err(Place::failed(&folder))?;
        let half = free(&folder, kind, now_ms, "").with_extension("part");
        swap::remove(&half)?;
        let made = self.copy_to(place, &half).await;
        if made.is_err() {
            let _ = swap::remove(&half);
        }
        let damaged = made?;
        if let Some(why) = &damaged {
            tracing::warn!(%why, "a backup has damaged rows");
        }
        let mark = damaged.map_or("", |_| MARK);
        let target = free(&folder, kind, now_ms, mark);
        swap::sync(&half)?;
        swap::rename(&half, &target)?;
        kept::about(&target).ok_or_else(|| Error::missing("backup", &target.to_string_lossy()))
    }

    /// Copies the database; which row of it is damaged, if one is.
    async fn copy_to(&self, place: &Place, half: &Path) -> Result<Option<String>> {
        sqlx::query("VACUUM INTO ?")
            .bind(half.to_string_lossy().into_owned())
            .execute(&self.reader)
            .await?;
        damaged_row(place, half).await
    }

    /// The backups of this store, newest first.
    ///
    /// # Errors
    /// When their folder cannot be read, or the store is in memory.
    pub fn backups(&self) -> Result<Vec<Backup>> {
        list(self.place()?)
    }

    /// The backups of the store in a data folder, be it open or not, newest first.
    ///
    /// # Errors
    /// When their folder cannot be read.
    pub fn backups_in(folder: &Path) -> Result<Vec<Backup>> {
        list(&Place::new(folder))
    }

    /// How many workflows a backup of the store in a data folder holds, without those in the trash; none where it cannot
    /// be read.
    pub async fn workflows_in(folder: &Path, backup: &Backup) -> Option<u64> {
        let place = Place::new(folder);
        let file = place.backups().join(&backup.name);
        let mut connection = place.connect(&file, true).await.ok()?;
        let counted = sqlx::query("SELECT count(*) FROM workflow WHERE deleted_ms IS NULL")
            .fetch_one(&mut connection)
            .await;
        let count: i64 = counted.and_then(|row| row.try_get(0)).ok()?;
        u64::try_from(count).ok()
    }

    /// Whether nobody has kept anything here yet that a backup would be for.
    ///
    /// # Errors
    /// When the database cannot be read.
    pub async fn is_blank(&self) -> Result<bool> {
        let held = "SELECT EXISTS (SELECT 1 FROM workflow) OR EXISTS (SELECT 1 FROM credential)
            OR EXISTS (SELECT 1 FROM data_table) OR EXISTS (SELECT 1 FROM execution)
            OR EXISTS (SELECT 1 FROM variable)";
        let row = sqlx::query(held).fetch_one(&self.reader).await?;
        Ok(!row.try_get::<bool, _>(0)?)
    }

    /// Removes the backups that are not kept any longer; how many.
    ///
    /// # Errors
    /// When one cannot be removed.
    pub fn thin_out_backups(&self) -> Result<usize> {
        let place = self.place()?;
        let expired = expired(&list(place)?);
        for name in &expired {
            let path = place.backups().join(name);
            swap::remove(&log_of(&path))?;
            swap::remove(&path)?;
        }
        Ok(expired.len())
    }

    /// Puts a backup in the place of the database. What was there stays as a backup, but for the lines of the audit log,
    /// which go on, and what opens the vault now, which goes on opening it. Nobody may have the store open, this program
    /// neither. A program that is ended in between leaves the one or the other.
    ///
    /// # Errors
    /// [`Error::InUse`] when the store is open somewhere; [`Error::Missing`] and [`Error::Damaged`] for a backup that
    /// cannot be restored: nothing is changed then.
    pub async fn restore(
        folder: &Path,
        name: &str,
        now_ms: i64,
        known: &Known,
    ) -> Result<Restored> {
        let place = &Place::new(folder);
        let listed = list(place)?;
        let Some(listed) = listed.iter().find(|backup| backup.name == name) else {
            return Err(Error::missing("backup", name));
        };
        let backup = place.backups().join(name);
        let _alone = alone(folder).await;
        assert_unused(folder)?;
        swap::finish(place)?;
        // What was damaged when it was made is no more so now; what was not was damaged since.
        let why = match damaged_row(place, &backup).await {
            Ok(why) => why.filter(|_| !listed.damaged),
            Err(error) => {
                if matches!(error, Error::Damaged { .. } | Error::Foreign(_)) {
                    kept::mark(&backup, BROKEN);
                }
                return Err(error);
            }
        };
        if let Some(why) = why {
            // Who wants it with its damage can have it from now on.
            kept::mark(&backup, MARK);
            return Err(Error::damaged("copy of the database", name, why));
        }
        let replaced = set_aside(place, now_ms).await?;
        let next = swap::next(place);
        swap::copy(&backup, &next)?;
        migrate::raise_file(place, &next).await?;
        let restored = carry::over(place, replaced.as_deref(), name, known, &next).await?;
        swap::count_on(place, &next).await?;
        Self::wipe_mark(place)?;
        swap::swap(place)?;
        Ok(restored)
    }

    /// Puts an empty database in the place of one that is broken, which stays as a backup. Nobody may have the store
    /// open, this program neither. A program that is ended in between leaves the one or the other. The new audit log begins
    /// with what was done, and with the name of the backup in which the old one stays.
    ///
    /// # Errors
    /// [`Error::InUse`] when the store is open somewhere: nothing is changed then.
    pub async fn begin_anew(folder: &Path, now_ms: i64, begun: &Begun) -> Result<()> {
        let place = &Place::new(folder);
        let _alone = alone(folder).await;
        assert_unused(folder)?;
        swap::finish(place)?;
        let replaced = set_aside(place, now_ms).await?;
        let kept = replaced.as_deref().map(kept::keep_for_log).transpose()?;
        let next = swap::next(place);
        migrate::make(place, &next).await?;
        carry::begin_log(place, &next, begun, kept.as_deref()).await?;
        swap::count_on(place, &next).await?;
        Self::wipe_mark(place)?;
        swap::swap(place)?;
        Ok(())
    }

    /// The databases that a restore replaced, and that can be restored again.
    pub(crate) fn replaced(&self) -> Result<Vec<PathBuf>> {
        let Some(place) = &self.place else {
            return Ok(Vec::new());
        };
        let of = |one: &Backup| one.kind == BackupKind::Replaced && !one.broken;
        let all = list(place)?.into_iter().filter(of);
        Ok(all.map(|one| place.backups().join(one.name)).collect())
    }

    /// Whether a database was replaced that cannot be read: nobody knows which files it names, and somebody may yet read
    /// it, so none is removed.
    pub(crate) fn keeps_unreadable(&self) -> Result<bool> {
        let Some(place) = &self.place else {
            return Ok(false);
        };
        let of = |one: &Backup| one.kind == BackupKind::Replaced && one.broken;
        Ok(list(place)?.iter().any(of))
    }

    fn place(&self) -> Result<&Place> {
        let none = || Error::Invalid("a store in memory has no backups".to_owned());
        self.place.as_deref().ok_or_else(none)
    }
}

/// Keeps what is there as a backup, even if it is damaged: somebody may be able to read it.
async fn set_aside(place: &Place, now_ms: i64) -> Result<Option<PathBuf>> {
    if !place.file().exists() {
        return Ok(None);
    }
    match swap::fold(place).await {
        Err(error @ (Error::InUse(_) | Error::Full | Error::ReadOnly)) => return Err(error),
        // It is damaged: that may be why a backup is restored.
        Err(error) => tracing::warn!(%error, "what is replaced cannot be read"),
        Ok(()) => {}
    }
    let folder = place.backups();
    std::fs::create_dir_all(&folder).map_err(Place::failed(&folder))?;
    // It can be restored again as it was, but for one that is broken.
    let mark = match damaged_row(place, &place.file()).await {
        Ok(None) => "",
        Ok(Some(_)) => MARK,
        // It is whole to the version that made it.
        Err(Error::Newer { .. }) => "",
        Err(Error::Damaged { .. } | Error::Foreign(_) | Error::Emptied(_)) => BROKEN,
        // The disk may pass by: nothing is said of the database.
        Err(other) => return Err(other),
    };
    let aside = free(&folder, BackupKind::Replaced, now_ms, mark);
    let log = place.beside("-wal");
    if log.exists() {
        swap::copy(&log, &log_of(&aside))?;
    }
    swap::copy(&place.file(), &aside)?;
    Ok(Some(aside))
}

/// Which row of a copy is damaged, or that one is missing. Refuses a copy that is broken or of a newer version.
async fn damaged_row(place: &Place, path: &Path) -> Result<Option<String>> {
    let found = version_of(place, path).await?;
    let known = migrate::newest();
    if found > known {
        return Err(Error::Newer { found, known });
    }
    if found == 0 {
        return Err(Error::Foreign(path.to_owned()));
    }
    let findings = examine::file(place, path).await?;
    if let Some(why) = findings.structure.first() {
        return Err(Error::damaged("copy of the database", &name_of(path), why));
    }
    let row = findings.rows.first();
    let row = row.map(|(what, id)| format!("the {what} “{id}” does not fit its checksum"));
    let missing = findings.missing.first().map(ToString::to_string);
    Ok(row.or(missing))
}

async fn version_of(place: &Place, path: &Path) -> Result<i64> {
    let mut connection = place.connect(path, true).await?;
    let found = migrate::version(&mut connection).await?;
    connection.close().await?;
    Ok(found)
}
