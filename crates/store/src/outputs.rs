//! Texts that are too large for a row: files of [`Content`], which a row names in their stead.

use std::collections::HashSet;
use std::path::Path;

use sha2::{Digest as _, Sha256};
use sqlx::{Connection as _, SqliteConnection};

use crate::connect::Place;
use crate::content::{Content, Held, Listed, is_name};
use crate::table::{start, step};
use crate::{Error, Result, Store};

/// The largest text that a row holds, in bytes.
const INLINE: usize = 256 << 10;

/// How a row that names a file begins; every text that is kept here is a list or an object of another shape.
const NAMED: &str = "{\"sha256\":\"";

/// Where large texts lie. A store in memory keeps all in its rows.
#[derive(Clone, Debug, Default)]
pub(crate) struct Outputs {
    content: Option<Content>,
}

impl Outputs {
    /// Beside the database of a data folder.
    pub fn beside(folder: &Path) -> Self {
        Self {
            content: Some(Content::lasting(folder.join("outputs"))),
        }
    }

    /// The files.
    pub fn content(&self) -> Option<&Content> {
        self.content.as_ref()
    }

    /// What the row holds for a text: itself, or the name of the file that it is in from now on. The file stays as long as
    /// it is held, or a row names it.
    ///
    /// # Errors
    /// When the file cannot be written: then no row may name it.
    pub fn keep(&self, text: String) -> Result<(String, Option<Held>)> {
        let Some(content) = self.content().filter(|_| text.len() > INLINE) else {
            return Ok((text, None));
        };
        let write = || {
            let held = content.hold()?;
            Ok((content.store(text.as_bytes())?, held))
        };
        match write() {
            Ok((name, held)) => Ok((format!("{NAMED}{name}\"}}"), Some(held))),
            Err(source) => Err(Error::Folder {
                path: content.folder().to_owned(),
                source,
            }),
        }
    }

    /// The text that a row stands for.
    ///
    /// # Errors
    /// When its file is gone or is not what was written.
    pub fn whole(&self, text: String, execution: &str) -> Result<String> {
        let Some(name) = named(&text) else {
            return Ok(text);
        };
        let damaged = |why: String| Error::damaged("execution", execution, why);
        let content = self.content();
        let content = content.ok_or_else(|| damaged("its outputs are not here".to_owned()))?;
        let bytes = std::fs::read(content.place(name))
            .map_err(|error| damaged(format!("an output of it cannot be read: {error}")))?;
        if hex::encode(Sha256::digest(&bytes)) != name {
            return Err(damaged(
                "an output of it is not what was written".to_owned(),
            ));
        }
        String::from_utf8(bytes).map_err(|error| damaged(error.to_string()))
    }
}

impl Store {
    /// Removes the files of large outputs that no row names any more; how many. While somebody writes one, none is.
    ///
    /// # Errors
    /// When the database or the folder cannot be read, or rows may be hidden: one of them may name a file.
    pub async fn sweep_outputs(&self) -> Result<usize> {
        let Some(content) = self.outputs.content() else {
            return Ok(0);
        };
        let mut listed = content.elsewhere(Content::list).await?;
        if listed.is_empty() {
            return Ok(0);
        }
        self.assert_sure(step::STEP.table)?;
        self.assert_sure(start::START.table)?;
        let named = self.named_outputs().await?;
        listed.retain(|file| !named.contains(&file.name));
        self.keep_replaced(&mut listed).await?;
        if listed.is_empty() || self.is_closed() {
            return Ok(0);
        }
        content
            .elsewhere(move |content| content.remove(listed))
            .await
    }

    /// Takes out what a database names that a restore replaced: who takes the restore back wants its outputs too. Of one
    /// that cannot be read nobody knows what it names.
    async fn keep_replaced(&self, listed: &mut Vec<Listed>) -> Result<()> {
        if listed.is_empty() {
            return Ok(());
        }
        if self.keeps_unreadable()? {
            listed.clear();
            return Ok(());
        }
        for file in self.replaced()? {
            match named_by(&file).await {
                Ok(named) => listed.retain(|file| !named.contains(&file.name)),
                Err(error) => {
                    tracing::warn!(%error, "what was replaced cannot be read: no output is removed");
                    listed.clear();
                }
            }
        }
        Ok(())
    }

    /// The files that rows name. All rows are gone through, and no index is asked: one that lies would cost an output.
    async fn named_outputs(&self) -> Result<HashSet<String>> {
        let mut connection = self.reader.acquire().await?;
        named_in(&mut connection).await
    }
}

/// The files that rows of another database name.
async fn named_by(file: &Path) -> Result<HashSet<String>> {
    let folder = file.parent().unwrap_or(file);
    let mut connection = Place::new(folder).connect(file, true).await?;
    let named = named_in(&mut connection).await;
    connection.close().await?;
    named
}

async fn named_in(connection: &mut SqliteConnection) -> Result<HashSet<String>> {
    let length = (NAMED.len() + 64 + 2) as i64;
    let texts = step::texts_of_length(connection, length).await?;
    Ok(texts
        .iter()
        .filter_map(|text| named(text))
        .map(str::to_owned)
        .collect())
}

/// The file that a row's text names.
fn named(text: &str) -> Option<&str> {
    let name = text.strip_prefix(NAMED)?.strip_suffix("\"}")?;
    is_name(name).then_some(name)
}

#[cfg(test)]
mod tests {
    use super::{INLINE, Outputs};

    #[test]
    fn large_texts_are_files_and_damage_is_seen() {
        let folder = tempfile::tempdir().unwrap();
        let outputs = Outputs::beside(folder.path());
        let small = "[1]".to_owned();
        let row = |text: &String| outputs.keep(text.clone()).unwrap().0;
        assert_eq!(row(&small), small);
        assert_eq!(outputs.whole(small.clone(), "e").unwrap(), small);

        let large = format!("[\"{}\"]", "x".repeat(INLINE));
        let again = row(&large);
        let row = row(&large);
        assert!(row.len() < 100, "{row}");
        assert_eq!(again, row);
        assert_eq!(outputs.whole(row.clone(), "e").unwrap(), large);

        let name = super::named(&row).unwrap();
        let path = outputs.content().unwrap().place(name);
        std::fs::write(&path, "[]").unwrap();
        assert!(outputs.whole(row.clone(), "e").is_err());
        std::fs::remove_file(&path).unwrap();
        assert!(outputs.whole(row, "e").is_err());
    }

    #[test]
    fn what_is_written_or_asked_for_anew_is_not_removed() {
        let folder = tempfile::tempdir().unwrap();
        let outputs = Outputs::beside(folder.path());
        let content = outputs.content().unwrap();
        assert!(content.list().unwrap().is_empty(), "there is no folder yet");
        let large = "x".repeat(INLINE + 1);
        let (_, held) = outputs.keep(large.clone()).unwrap();
        let half = content.folder().join("ab");
        std::fs::create_dir_all(&half).unwrap();
        std::fs::write(half.join("half.part"), "x").unwrap();
        assert!(content.list().unwrap().is_empty(), "somebody writes");
        assert!(half.join("half.part").exists());
        drop(held);
        let listed = content.list().unwrap();
        assert_eq!(listed.len(), 1);
        assert!(
            !half.join("half.part").exists(),
            "nobody writes it any more"
        );
        // Somebody writes the same again, and has committed it, before the files are removed.
        drop(outputs.keep(large.clone()).unwrap());
        assert_eq!(content.remove(listed).unwrap(), 0);
        let listed = content.list().unwrap();
        let (_, held) = outputs.keep("y".repeat(INLINE + 1)).unwrap();
        assert_eq!(content.remove(listed).unwrap(), 0, "somebody writes");
        drop(held);
        assert_eq!(content.remove(content.list().unwrap()).unwrap(), 2);
        assert!(content.list().unwrap().is_empty());
    }

    #[test]
    fn a_text_that_looks_like_a_name_is_itself() {
        let outputs = Outputs::default();
        for text in ["{\"sha256\":\"../../etc/passwd\"}", "{\"sha256\":\"\"}"] {
            assert_eq!(outputs.whole(text.to_owned(), "e").unwrap(), text);
        }
    }
}
