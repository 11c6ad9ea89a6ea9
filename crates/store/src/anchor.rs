//! The stamp beside the database: the number of the newest commit, and when it was.
//!
//! SQLite cannot see that commits are gone: with its log cut or deleted it opens, whole and older. So every commit
//! counts itself in the database, and once it is durable the same number is written here, before anybody is told that
//! it was done. A database that has counted less than its anchor has lost changes, and says since when.
//!
//! What it promises: whoever was told that a change was kept will be told if it is gone. The file is made durable at
//! most once a second and when the store is closed, not with every commit: only a power cut and a damaged log within
//! the same second could go unnoticed. An anchor that lags behind says nothing.

use std::fs::File;
use std::io::{Read as _, Seek as _, SeekFrom, Write as _};
use std::path::Path;
use std::time::{Duration, Instant};

use parking_lot::Mutex;

/// How long what is written may wait until it is made durable.
const GRACE: Duration = Duration::from_secs(1);

/// First word of the file.
const WORD: &str = "millrace-anchor";

/// A commit: its number, and when it was, UTC milliseconds.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(crate) struct Mark {
    pub(crate) counter: i64,
    pub(crate) at_ms: i64,
}

/// The file, held open.
#[derive(Debug)]
pub(crate) struct Anchor {
    file: File,
    synced: Mutex<Option<Instant>>,
}

impl Anchor {
    /// Name of the file, beside the database.
    pub(crate) const FILE: &'static str = "millrace.anchor";

    /// Opens the file of a data folder, making it where there is none.
    pub(crate) fn open(folder: &Path) -> std::io::Result<Self> {
        let file = File::options()
            .create(true)
            .truncate(false)
            .read(true)
            .write(true)
            .open(folder.join(Self::FILE))?;
        Ok(Self {
            file,
            synced: Mutex::new(None),
        })
    }

    /// What the file of a data folder says; nothing where there is none, or it was cut off while it was written.
    pub(crate) fn read(folder: &Path) -> Option<Mark> {
        parse(&std::fs::read_to_string(folder.join(Self::FILE)).ok()?)
    }

    /// Notes a commit, unless a newer one is noted: other programs may write to the same database.
    pub(crate) fn note(&self, mark: Mark) -> std::io::Result<()> {
        self.file.lock()?;
        let noted = self.write_newer(mark);
        self.file.unlock()?;
        noted?;
        let mut synced = self.synced.lock();
        if synced.is_none_or(|synced| synced.elapsed() >= GRACE) {
            self.file.sync_data()?;
            *synced = Some(Instant::now());
        }
        Ok(())
    }

    /// Makes what was noted durable.
    pub(crate) fn settle(&self) -> std::io::Result<()> {
        self.file.sync_data()
    }

    fn write_newer(&self, mark: Mark) -> std::io::Result<()> {
        let mut file = &self.file;
        let mut text = String::new();
        file.seek(SeekFrom::Start(0))?;
        // What cannot be read is no newer one.
        let _ = file.read_to_string(&mut text);
        if parse(&text).is_some_and(|noted| noted.counter >= mark.counter) {
            return Ok(());
        }
        file.seek(SeekFrom::Start(0))?;
        // One write of one length, within one sector.
        file.write_all(line(mark).as_bytes())
    }
}

fn line(mark: Mark) -> String {
    let body = format!("{WORD} {:020} {:020}", mark.counter, mark.at_ms);
    format!("{body} {:016x}\n", crate::seal::checksum(body.as_bytes()))
}

fn parse(text: &str) -> Option<Mark> {
    let (body, sum) = text.lines().next()?.rsplit_once(' ')?;
    if u64::from_str_radix(sum, 16).ok()? != crate::seal::checksum(body.as_bytes()) {
        return None;
    }
    let mut words = body.split(' ');
    (words.next()? == WORD).then_some(())?;
    Some(Mark {
        counter: words.next()?.parse().ok()?,
        at_ms: words.next()?.parse().ok()?,
    })
}

#[cfg(test)]
mod tests {
    use super::{Anchor, Mark, line, parse};

    #[test]
    fn what_is_noted_is_read_and_never_goes_back() {
        let folder = tempfile::tempdir().unwrap();
        assert_eq!(Anchor::read(folder.path()), None);
        let anchor = Anchor::open(folder.path()).unwrap();
        assert_eq!(Anchor::read(folder.path()), None);
        for (counter, read) in [(7, 7), (9, 9), (8, 9), (10, 10)] {
            anchor
                .note(Mark {
                    counter,
                    at_ms: counter * 2,
                })
                .unwrap();
            let found = Anchor::read(folder.path()).unwrap();
            assert_eq!(
                found,
                Mark {
                    counter: read,
                    at_ms: read * 2
                }
            );
        }
    }

    #[test]
    fn a_torn_or_changed_anchor_says_nothing() {
        let whole = line(Mark {
            counter: 12,
            at_ms: 34,
        });
        assert!(parse(&whole).is_some());
        for cut in 0..whole.len() - 1 {
            assert_eq!(parse(&whole[..cut]), None, "cut at {cut}");
        }
        assert_eq!(parse(&whole.replace("12 ", "13 ")), None);
    }
}
