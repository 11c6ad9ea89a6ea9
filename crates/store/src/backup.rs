//! Backups: whole copies of the database, looked through before they count, beside it in `backups`.
//!
//! Those that are made by themselves are thinned out: the newest of each of seven days and of each of four weeks stay.
//! What a person asked for stays until a person removes it.
//!
//! Where single rows are damaged, or missing, a backup is made all the same, and its name says so: one damaged run may not
//! keep all else from being copied. Those that are whole stay as if there were none of these.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};
use sqlx::Connection as _;

use crate::connect::{Place, alone};
use crate::{Error, Result, Store, examine, migrate, swap};

/// How many days and weeks have a backup.
const DAYS: usize = 7;
const WEEKS: usize = 4;

/// How many of the databases that a restore replaced are kept.
const REPLACED: usize = 3;

/// The end of the name of one with damaged rows.
const MARK: &str = "-damaged";

/// The time in a file's name.
const TIME: &str = "%Y-%m-%dT%H-%M-%S";

/// A backup.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Backup {
    /// Its name, by which it is restored.
    pub name: String,
    /// Why it was made.
    pub kind: BackupKind,
    /// When, UTC milliseconds.
    pub at_ms: i64,
    /// Size in bytes.
    pub bytes: u64,
    /// Whether rows were damaged or missing already when it was made; it can be restored all the same.
    pub damaged: bool,
}

/// Why a backup was made.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum BackupKind {
    /// By itself, once a day.
    Daily,
    /// A person asked for it.
    Asked,
    /// Before the database was brought to a newer version.
    Upgrade,
    /// It is what was there before a backup was restored.
    Replaced,
}

impl BackupKind {
    fn word(self) -> &'static str {
        match self {
            Self::Daily => "daily",
            Self::Asked => "asked",
            Self::Upgrade => "before-schema",
            Self::Replaced => "before-restore",
        }
    }

    fn of(name: &str) -> Option<Self> {
        let all = [Self::Daily, Self::Asked, Self::Upgrade, Self::Replaced];
        all.into_iter().find(|kind| name.starts_with(kind.word()))
    }
}

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
        about(&target).ok_or_else(|| Error::missing("backup", &target.to_string_lossy()))
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

    /// Puts a backup in the place of the database. What was there stays as a backup. Nobody may have the store open, this
    /// program neither. A program that is ended in between leaves the one or the other.
    ///
    /// # Errors
    /// [`Error::InUse`] when the store is open somewhere; [`Error::Missing`] and [`Error::Damaged`] for a backup that
    /// cannot be restored: nothing is changed then.
    pub async fn restore(folder: &Path, name: &str, now_ms: i64) -> Result<()> {
        let place = &Place::new(folder);
        let known = list(place)?;
        let Some(known) = known.iter().find(|backup| backup.name == name) else {
            return Err(Error::missing("backup", name));
        };
        let backup = place.backups().join(name);
        let _alone = alone(folder).await;
        swap::finish(place)?;
        // What was damaged when it was made is no more so now; what was not was damaged since.
        if let Some(why) = damaged_row(place, &backup)
            .await?
            .filter(|_| !known.damaged)
        {
            return Err(Error::damaged("copy of the database", name, why));
        }
        set_aside(place, now_ms).await?;
        let next = swap::next(place);
        swap::copy(&backup, &next)?;
        if version_of(place, &next).await? == migrate::newest() {
            swap::count_on(place, &next).await?;
        }
        swap::swap(place)
    }

    fn place(&self) -> Result<&Place> {
        let none = || Error::Invalid("a store in memory has no backups".to_owned());
        self.place.as_deref().ok_or_else(none)
    }
}

/// Keeps what is there as a backup, even if it is damaged: somebody may be able to read it.
async fn set_aside(place: &Place, now_ms: i64) -> Result<()> {
    if !place.file().exists() {
        return Ok(());
    }
    match swap::fold(place).await {
        Err(error @ (Error::InUse(_) | Error::Full | Error::ReadOnly)) => return Err(error),
        // It is damaged: that may be why a backup is restored.
        Err(error) => tracing::warn!(%error, "what is replaced cannot be read"),
        Ok(()) => {}
    }
    // It can be restored again as it was, but for one that is broken.
    let damaged = damaged_row(place, &place.file()).await;
    let mark = damaged.ok().flatten().map_or("", |_| MARK);
    let aside = free(&place.backups(), BackupKind::Replaced, now_ms, mark);
    let log = place.beside("-wal");
    if log.exists() {
        swap::copy(&log, &log_of(&aside))?;
    }
    swap::copy(&place.file(), &aside)
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

fn list(place: &Place) -> Result<Vec<Backup>> {
    let folder = place.backups();
    let entries = match std::fs::read_dir(&folder) {
        Ok(entries) => entries,
        Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
        Err(error) => return Err(Place::failed(&folder)(error)),
    };
    let paths = entries.filter_map(|entry| Some(entry.ok()?.path()));
    let mut found: Vec<Backup> = paths.filter_map(|path| about(&path)).collect();
    found.sort_by(|a, b| (b.at_ms, &b.name).cmp(&(a.at_ms, &a.name)));
    Ok(found)
}

/// What a file's name and the system say of a backup; nothing of a file that is none.
fn about(path: &Path) -> Option<Backup> {
    let name = name_of(path);
    let stem = name.strip_suffix(".db")?;
    let kind = BackupKind::of(stem)?;
    let about = path.metadata().ok()?;
    let written = || {
        let since = about.modified().ok()?.duration_since(std::time::UNIX_EPOCH);
        Some(since.ok()?.as_millis() as i64)
    };
    let told = stem.get(kind.word().len() + 1..).and_then(time);
    Some(Backup {
        kind,
        at_ms: told.or_else(written)?,
        bytes: about.len(),
        damaged: stem.ends_with(MARK),
        name,
    })
}

fn time(text: &str) -> Option<i64> {
    let text = text.get(..19)?;
    let time = jiff::civil::DateTime::strptime(TIME, text).ok()?;
    let time = TimeZone::UTC.to_timestamp(time).ok()?;
    Some(time.as_millisecond())
}

/// A name that no backup has.
fn free(folder: &Path, kind: BackupKind, now_ms: i64, mark: &str) -> PathBuf {
    let now = Timestamp::from_millisecond(now_ms).unwrap_or_default();
    let stem = format!("{}-{}", kind.word(), now.strftime(TIME));
    let mut path = folder.join(format!("{stem}{mark}.db"));
    for number in 2.. {
        if !path.exists() {
            break;
        }
        path = folder.join(format!("{stem}-{number}{mark}.db"));
    }
    path
}

/// The log of one that could not be folded into it.
fn log_of(backup: &Path) -> PathBuf {
    let mut path = backup.to_owned().into_os_string();
    path.push("-wal");
    path.into()
}

fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// The names of the backups that are not kept any longer. They come newest first.
fn expired(backups: &[Backup]) -> Vec<String> {
    // Whole ones and damaged ones apart: neither pushes the other out.
    let mut days = [BTreeSet::new(), BTreeSet::new()];
    let mut weeks = [BTreeSet::new(), BTreeSet::new()];
    let mut replaced = 0;
    let mut gone = Vec::new();
    for backup in backups {
        let kept = match backup.kind {
            BackupKind::Asked | BackupKind::Upgrade => true,
            BackupKind::Replaced => {
                replaced += 1;
                replaced <= REPLACED
            }
            BackupKind::Daily => {
                let day = day(backup.at_ms);
                let week = day.iso_week_date();
                let first =
                    |set: &mut BTreeSet<(i16, i16)>, key, most| set.len() < most && set.insert(key);
                let set = usize::from(backup.damaged);
                let of_day = first(&mut days[set], (day.year(), day.day_of_year()), DAYS);
                let of_week = first(&mut weeks[set], (week.year(), week.week().into()), WEEKS);
                of_day || of_week
            }
        };
        if !kept {
            gone.push(backup.name.clone());
        }
    }
    gone
}

fn day(at_ms: i64) -> Date {
    let time = Timestamp::from_millisecond(at_ms).unwrap_or_default();
    time.to_zoned(TimeZone::UTC).date()
}

#[cfg(test)]
mod tests {
    use super::{Backup, BackupKind, expired, time};

    const DAY: i64 = 86_400_000;

    fn daily(at_ms: i64) -> Backup {
        Backup {
            name: at_ms.to_string(),
            kind: BackupKind::Daily,
            at_ms,
            bytes: 1,
            damaged: false,
        }
    }

    #[test]
    fn seven_days_and_four_weeks_stay() {
        // A year of two backups a day, newest first; the newest is of Sunday, 30 August 2026.
        let newest = time("2026-08-30T12-00-00").unwrap();
        let all: Vec<Backup> = (0..730)
            .map(|half| daily(newest - half * DAY / 2))
            .collect();
        let gone = expired(&all);
        let kept: Vec<i64> = all
            .iter()
            .filter(|backup| !gone.contains(&backup.name))
            .map(|backup| (newest - backup.at_ms) / (DAY / 2))
            .collect();
        // Of each day the newest: noon of the first, then each; of the weeks before the newest of their Sundays.
        assert_eq!(kept, [0, 2, 4, 6, 8, 10, 12, 14, 28, 42]);
    }

    #[test]
    fn damaged_ones_push_no_whole_one_out() {
        let whole = (0..9).map(|day| daily(day * DAY));
        let damaged = (9..30).map(|day| Backup {
            damaged: true,
            ..daily(day * DAY)
        });
        let all: Vec<Backup> = whole.chain(damaged).rev().collect();
        let gone = expired(&all);
        let kept = |one: &&Backup| !gone.contains(&one.name);
        let days: Vec<i64> = all.iter().filter(kept).map(|one| one.at_ms / DAY).collect();
        assert_eq!(days[..7], [29, 28, 27, 26, 25, 24, 23]);
        assert_eq!(days[days.len() - 7..], [8, 7, 6, 5, 4, 3, 2]);
    }

    #[test]
    fn what_was_asked_for_stays() {
        let mut asked: Vec<Backup> = (0..50).map(|day| daily(day * DAY)).rev().collect();
        for backup in &mut asked {
            backup.kind = BackupKind::Asked;
        }
        assert!(expired(&asked).is_empty());
        for backup in &mut asked {
            backup.kind = BackupKind::Replaced;
        }
        assert_eq!(expired(&asked).len(), 47);
    }
}
