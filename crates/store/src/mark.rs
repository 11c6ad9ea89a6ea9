//! The vault's mark, beside the database: which version of the manifest is the newest, as the vault says it.
//!
//! Rows that were set back together with their manifest fit each other; only what is not in the database can tell. What
//! the mark says is the vault's: here it is a line of text. One that is missing, or lags behind, says nothing.

use std::path::PathBuf;

use crate::connect::Place;
use crate::content::write_whole;
use crate::{Result, Store};

/// Name of the file.
const FILE: &str = "millrace.vault";

/// No mark is longer.
const MOST: u64 = 1024;

impl Store {
    /// The mark, where there is one.
    pub fn vault_mark(&self) -> Option<String> {
        use std::io::Read as _;
        let mut text = String::new();
        let file = std::fs::File::open(self.mark_file()?).ok()?;
        file.take(MOST).read_to_string(&mut text).ok()?;
        Some(text)
    }

    /// Puts another in its place, whole or not at all. A store in memory keeps none.
    ///
    /// # Errors
    /// When the folder cannot be written.
    pub fn set_vault_mark(&self, text: &str) -> Result<()> {
        let Some(path) = self.mark_file().filter(|_| self.place.is_some()) else {
            return Ok(());
        };
        write_whole(&path, text.as_bytes()).map_err(Place::failed(&path))
    }

    /// Says nothing any more: what comes next is meant to be older.
    pub(crate) fn wipe_mark(place: &Place) -> Result<()> {
        let path = place.folder.join(FILE);
        match path.exists() {
            true => write_whole(&path, b"").map_err(Place::failed(&path)),
            false => Ok(()),
        }
    }

    fn mark_file(&self) -> Option<PathBuf> {
        Some(self.folder.as_ref()?.join(FILE))
    }
}
