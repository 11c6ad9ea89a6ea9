//! A disk for SQLite that can lose power and fail calls.
//!
//! It stands in front of the system's own file system, to which every call goes on. It remembers per file what was
//! synced and what was only written, so that after a power cut it can say which bytes a real disk might hold; and it
//! fails the calls that it is told to fail.

mod image;
mod shim;

use std::collections::BTreeMap;
use std::path::{Path, PathBuf};

use parking_lot::Mutex;

use super::seed::Seed;
use image::Image;

/// A kind of call that can fail.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Call {
    /// A file is opened or made.
    Open,
    /// Bytes are written.
    Write,
    /// What was written is to be made durable.
    Sync,
    /// A file is cut.
    Truncate,
    /// A file is locked.
    Lock,
    /// A file is removed.
    Delete,
    /// Bytes are read.
    Read,
    /// Memory is made that is shared by who has the file open.
    Share,
}

/// How a call fails.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Failure {
    /// The disk is full: only where space is taken.
    Full,
    /// The disk does not do it.
    Broken,
}

/// Which call fails.
#[derive(Clone, Copy, Debug)]
pub struct Fault {
    /// The how-manieth, from 0, of those counted since [`Disk::fail`].
    pub at: u64,
    /// How.
    pub how: Failure,
    /// Whether every one after it fails as well, until [`Disk::mend`].
    pub lasting: bool,
    /// Only calls of this kind are counted and fail; else all but reads.
    pub only: Option<Call>,
}

#[derive(Default)]
struct State {
    files: BTreeMap<String, Image>,
    /// Calls that change something, since the beginning or the last [`Disk::cut_at`].
    changes: u64,
    opens: u64,
    cut_at: Option<u64>,
    dark: bool,
    fault: Option<Fault>,
    counted: u64,
    hit: Option<Call>,
    /// As long as this file is there, there is no space.
    full_beside: Option<PathBuf>,
}

/// What is to become of a call.
enum Fate {
    Done,
    Dark,
    Fails(Failure),
}

/// A disk. It is registered with SQLite under a name of its own, and stays so until the program ends.
pub struct Disk {
    name: String,
    inner: &'static Inner,
}

struct Inner {
    state: Mutex<State>,
}

impl Disk {
    /// A new disk.
    ///
    /// # Errors
    /// When SQLite refuses it.
    pub fn new() -> anyhow::Result<Self> {
        Self::register(false)
    }

    /// A new disk that every store of this program is on which is opened from now on, without being told to.
    ///
    /// # Errors
    /// When SQLite refuses it.
    pub fn of_every_store() -> anyhow::Result<Self> {
        Self::register(true)
    }

    fn register(usual: bool) -> anyhow::Result<Self> {
        let inner: &'static Inner = Box::leak(Box::new(Inner {
            state: Mutex::default(),
        }));
        let name = shim::register(inner, usual)?;
        Ok(Self { name, inner })
    }

    /// The name by which a store is opened on it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Forgets all files, faults and cuts: as new.
    pub fn reset(&self) {
        *self.inner.state.lock() = State::default();
    }

    /// Cuts the power at the how-manieth change from now on: nothing is done any more, every call fails.
    pub fn cut_at(&self, change: u64) {
        let mut state = self.inner.state.lock();
        state.changes = 0;
        state.cut_at = Some(change);
    }

    /// Whether the power is cut.
    pub fn is_dark(&self) -> bool {
        self.inner.state.lock().dark
    }

    /// How many calls changed something.
    pub fn changes(&self) -> u64 {
        self.inner.state.lock().changes
    }

    /// How many files were opened.
    pub fn opens(&self) -> u64 {
        self.inner.state.lock().opens
    }

    /// Cuts the power now, and writes what the disk may hold afterwards into a folder, by the files' names: all that
    /// was synced, and of what was not any part, sectors torn.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn leave_behind(&self, folder: &Path, seed: &mut Seed) -> std::io::Result<()> {
        let mut state = self.inner.state.lock();
        state.dark = true;
        for (path, image) in &state.files {
            let name = Path::new(path).file_name().unwrap_or_default();
            if let Some(bytes) = image.after_a_cut(seed) {
                std::fs::write(folder.join(name), bytes)?;
            }
        }
        Ok(())
    }

    /// Lets a call fail.
    pub fn fail(&self, fault: Fault) {
        let mut state = self.inner.state.lock();
        (state.fault, state.counted, state.hit) = (Some(fault), 0, None);
    }

    /// Lets the disk be full, but for the space that a file takes.
    pub fn fill_beside(&self, file: PathBuf) {
        self.inner.state.lock().full_beside = Some(file);
    }

    /// Whether a call has failed.
    pub fn has_hit(&self) -> bool {
        self.hit().is_some()
    }

    /// Which kind of call has failed first.
    pub fn hit(&self) -> Option<Call> {
        self.inner.state.lock().hit
    }

    /// Lets no call fail any more; which kind of call had failed first, if one had.
    pub fn mend(&self) -> Option<Call> {
        let mut state = self.inner.state.lock();
        state.fault = None;
        state.hit
    }
}

impl Inner {
    /// What becomes of a call; counts it.
    fn fate(&self, call: Call) -> Fate {
        let mut state = self.state.lock();
        state.opens += u64::from(call == Call::Open);
        if matches!(
            call,
            Call::Write | Call::Sync | Call::Truncate | Call::Delete
        ) {
            state.changes += 1;
            state.dark |= state.cut_at.is_some_and(|at| state.changes > at);
        }
        if state.dark {
            return Fate::Dark;
        }
        let takes = matches!(call, Call::Write | Call::Share);
        if takes && state.full_beside.as_ref().is_some_and(|file| file.exists()) {
            return Fate::Fails(Failure::Full);
        }
        let Some(fault) = state.fault else {
            return Fate::Done;
        };
        let counts = match (fault.only, fault.how) {
            (Some(only), _) => only == call,
            (None, Failure::Full) => takes,
            (None, Failure::Broken) => call != Call::Read,
        };
        if !counts {
            return Fate::Done;
        }
        let number = state.counted;
        state.counted += 1;
        let fails = number == fault.at || (fault.lasting && number > fault.at);
        if !fails {
            return Fate::Done;
        }
        state.hit.get_or_insert(call);
        Fate::Fails(fault.how)
    }

    /// Does something with what is known of a file.
    fn image(&self, path: &str, change: impl FnOnce(&mut Image)) {
        let mut state = self.state.lock();
        let known = state.files.entry(path.to_owned());
        change(known.or_insert_with(|| Image::of(path)));
    }
}
