//! The backups that lie in the folder: what their names and first pages say, and which are kept.

use std::collections::BTreeSet;
use std::path::{Path, PathBuf};

use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::{Deserialize, Serialize};

use crate::connect::Place;
use crate::{Result, swap};

/// How many days and weeks have a backup.
const DAYS: usize = 7;
const WEEKS: usize = 4;

/// How many of the databases that a restore replaced are kept.
const REPLACED: usize = 3;

/// The end of the name of one with damaged rows.
pub(super) const MARK: &str = "-damaged";

/// The end of the name of one that cannot be read: of what was replaced, or found out when it was to be restored.
pub(super) const BROKEN: &str = "-broken";

/// In the name of one that holds lines of the audit log that are nowhere else.
const LOG: &str = "-audit";

/// What a database begins with, its size of a page and its number of pages: <https://www.sqlite.org/fileformat.html>.
const HEADER: &[u8] = b"SQLite format 3\0";
const PAGE_SIZE: usize = 16;
const PAGES: usize = 28;

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
    /// Whether it is no whole database, as far as its name and its first page tell: it cannot be restored.
    pub broken: bool,
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
    /// It is what was there before a backup was restored, or before an empty database was begun.
    Replaced,
}

impl BackupKind {
    pub(super) fn word(self) -> &'static str {
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

pub(super) fn list(place: &Place) -> Result<Vec<Backup>> {
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
pub(super) fn about(path: &Path) -> Option<Backup> {
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
        broken: stem.ends_with(BROKEN) || !is_whole(path, about.len()),
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
pub(super) fn free(folder: &Path, kind: BackupKind, now_ms: i64, mark: &str) -> PathBuf {
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
pub(super) fn log_of(backup: &Path) -> PathBuf {
    let mut path = backup.to_owned().into_os_string();
    path.push("-wal");
    path.into()
}

pub(super) fn name_of(path: &Path) -> String {
    let name = path.file_name().unwrap_or_default();
    name.to_string_lossy().into_owned()
}

/// Says in its name what was found out about a backup when it was to be restored, so that nobody counts on it who sees the
/// list.
pub(super) fn mark(backup: &Path, mark: &str) {
    let name = name_of(backup);
    let stem = name
        .strip_suffix(".db")
        .filter(|stem| !stem.ends_with(mark));
    let Some(stem) = stem.filter(|_| !log_of(backup).exists()) else {
        return;
    };
    let marked = backup.with_file_name(format!("{stem}{mark}.db"));
    if marked.exists() {
        return;
    }
    // Where it cannot be renamed it is found out again by whoever tries it next.
    if let Err(error) = swap::rename(backup, &marked) {
        tracing::warn!(%error, "a damaged backup keeps its name");
    }
}

/// Says in the name of a database that was replaced that it holds lines of the audit log which are nowhere else; the new
/// name.
pub(super) fn keep_for_log(replaced: &Path) -> Result<String> {
    let name = name_of(replaced);
    let stem = name.strip_suffix(".db").unwrap_or(&name);
    let marks = [MARK, BROKEN];
    let mark = marks.into_iter().find(|mark| stem.ends_with(mark));
    let mark = mark.unwrap_or_default();
    let stem = stem.strip_suffix(mark).unwrap_or(stem);
    let mut kept = replaced.with_file_name(format!("{stem}{LOG}{mark}.db"));
    for number in 2.. {
        if !kept.exists() && !log_of(&kept).exists() {
            break;
        }
        kept = replaced.with_file_name(format!("{stem}-{number}{LOG}{mark}.db"));
    }
    // The log first: one without its database is found by nobody.
    if log_of(replaced).exists() {
        swap::rename(&log_of(replaced), &log_of(&kept))?;
    }
    swap::rename(replaced, &kept)?;
    Ok(name_of(&kept))
}

/// The names of the backups that are not kept any longer. They come newest first.
pub(super) fn expired(backups: &[Backup]) -> Vec<String> {
    // Whole ones and damaged ones apart: neither pushes the other out.
    let mut days = [BTreeSet::new(), BTreeSet::new()];
    let mut weeks = [BTreeSet::new(), BTreeSet::new()];
    let mut replaced = [0, 0];
    let mut gone = Vec::new();
    for backup in backups {
        let kept = match backup.kind {
            BackupKind::Asked | BackupKind::Upgrade => true,
            BackupKind::Replaced if backup.name.contains(LOG) => true,
            BackupKind::Replaced => {
                // One that cannot be read is pushed out by no other.
                let of = &mut replaced[usize::from(backup.broken)];
                *of += 1;
                *of <= REPLACED
            }
            // It stands for no day; somebody may yet read it.
            BackupKind::Daily if backup.broken => true,
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

/// Whether a file can be a whole database: it begins as one, and is as long as it says. One with a log beside it may not
/// be. A glance, so that a list need not read all of all; a restore looks through it.
fn is_whole(path: &Path, length: u64) -> bool {
    use std::io::Read as _;
    let mut head = [0; 32];
    let read = std::fs::File::open(path).and_then(|mut file| file.read_exact(&mut head));
    if read.is_err() || !head.starts_with(HEADER) {
        return false;
    }
    let page_size = match u16::from_be_bytes([head[PAGE_SIZE], head[PAGE_SIZE + 1]]) {
        // 65,536 does not fit into two bytes.
        1 => 65_536,
        size => u64::from(size),
    };
    let pages: [u8; 4] = std::array::from_fn(|at| head[PAGES + at]);
    log_of(path).exists() || length >= page_size * u64::from(u32::from_be_bytes(pages))
}

#[cfg(test)]
mod tests {
    use super::{BROKEN, Backup, BackupKind, MARK, about, expired, keep_for_log, log_of, time};

    const DAY: i64 = 86_400_000;

    fn daily(at_ms: i64) -> Backup {
        Backup {
            name: at_ms.to_string(),
            kind: BackupKind::Daily,
            at_ms,
            bytes: 1,
            damaged: false,
            broken: false,
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
        // What cannot be read is pushed out by nothing that can.
        for backup in asked.iter_mut().skip(40) {
            backup.broken = true;
        }
        assert_eq!(expired(&asked).len(), 50 - 3 - 3);
    }

    #[test]
    fn what_holds_lines_of_the_audit_log_keeps_its_marks_and_stays() {
        let folder = tempfile::tempdir().unwrap();
        let mut all = Vec::new();
        for end in ["", "-2", MARK, BROKEN] {
            let name = format!("before-restore-2026-08-30T12-00-00{end}.db");
            let path = folder.path().join(name);
            std::fs::write(&path, "a database").unwrap();
            std::fs::write(log_of(&path), "its log").unwrap();
            let kept = folder.path().join(keep_for_log(&path).unwrap());
            assert!(!path.exists() && !log_of(&path).exists());
            assert!(log_of(&kept).exists());
            let backup = about(&kept).unwrap();
            assert_eq!(backup.damaged, end == MARK);
            assert_eq!(Some(backup.at_ms), time("2026-08-30T12-00-00"));
            all.push(backup);
        }
        assert!(expired(&all).is_empty());
    }

    #[test]
    fn broken_ones_stand_for_no_day() {
        let whole: Vec<Backup> = (0..40).rev().map(|at| daily(at * DAY)).collect();
        let broken = |one: &Backup| Backup {
            broken: true,
            ..one.clone()
        };
        let all: Vec<Backup> = whole
            .iter()
            .flat_map(|one| [broken(one), one.clone()])
            .collect();
        assert_eq!(expired(&all), expired(&whole));
    }
}
