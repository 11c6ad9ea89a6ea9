//! Files that items name: nothing but their names, anywhere in what is stored, keeps them.
//!
//! A name is 64 digits, wherever they stand: in an item of a step, in what a workflow remembers, in a pinned item of a
//! draft, in a row of a person's table, in a text within a text. No one place is trusted to be the only one, so all that is
//! stored is gone through, backups included: who restores one wants its files back. What looks like a name keeps its file.

use std::collections::HashSet;
use std::sync::atomic::Ordering;

use futures::TryStreamExt as _;
use sqlx::{AssertSqlSafe, Connection as _, Row as _, SqliteConnection};

use crate::connect::Place;
use crate::content::{Content, Listed, is_digit};
use crate::table::SEALED;
use crate::{Error, Result, Store};

/// How long a name is.
const NAME: usize = 64;

/// The files that nothing was found to name so far.
struct Unnamed(HashSet<Vec<u8>>);

impl Unnamed {
    fn of(files: &[Listed]) -> Self {
        Self(files.iter().map(|file| file.name.clone().into()).collect())
    }

    /// Takes out what a text names.
    fn strike(&mut self, text: &[u8]) {
        for name in names_in(text) {
            self.0.remove(name);
        }
    }
}

/// All that looks like the name of a file in a text.
pub(crate) fn names_in(text: &[u8]) -> impl Iterator<Item = &[u8]> {
    let runs = text.split(|byte| !is_digit(*byte));
    runs.flat_map(|run| run.windows(NAME))
}

impl Store {
    /// Removes the files that nothing names any more that is stored here or in a backup; how many. While somebody holds
    /// them, none is.
    ///
    /// # Errors
    /// When something cannot be read, or rows may be hidden: it may name a file.
    pub async fn sweep_files(&self, files: &Content) -> Result<usize> {
        if self.keeps_unreadable()? {
            return Ok(0);
        }
        // Some of what no run names may go: it is looked up anew where it matters.
        self.others.store(0, Ordering::Relaxed);
        let mut listed = files.elsewhere(Content::list).await?;
        let mut unnamed = Unnamed::of(&listed);
        if unnamed.0.is_empty() {
            return Ok(0);
        }
        for sealed in SEALED {
            self.assert_sure(sealed.table)?;
        }
        self.strike_all(&mut unnamed).await?;
        listed.retain(|file| unnamed.0.contains(file.name.as_bytes()));
        if listed.is_empty() || self.is_closed() {
            return Ok(0);
        }
        files.elsewhere(move |files| files.remove(listed)).await
    }

    /// Takes out what is named, until nothing is left.
    async fn strike_all(&self, unnamed: &mut Unnamed) -> Result<()> {
        let mut connection = self.reader.acquire().await?;
        strike_rows(&mut connection, unnamed).await?;
        drop(connection);
        if let Some(outputs) = self.outputs.content() {
            strike_files(outputs, unnamed).await?;
        }
        let Some(place) = &self.place else {
            return Ok(());
        };
        for backup in self.backups()? {
            if unnamed.0.is_empty() {
                break;
            }
            match strike_backup(place, &backup.name, unnamed).await {
                // Nobody can restore it.
                Err(Error::Damaged { .. } | Error::Foreign(_)) => {}
                struck => struck?,
            }
        }
        Ok(())
    }
}

/// Goes through all rows of all tables, without an index: one that lies would cost a file.
async fn strike_rows(connection: &mut SqliteConnection, unnamed: &mut Unnamed) -> Result<()> {
    let tables = "SELECT name FROM sqlite_schema WHERE type = 'table' AND name NOT LIKE 'sqlite_%'";
    let tables = sqlx::query(tables).fetch_all(&mut *connection).await?;
    for table in tables {
        let text = format!(
            "SELECT * FROM \"{}\" NOT INDEXED",
            table.get::<String, _>(0)
        );
        let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(&mut *connection);
        while let Some(row) = rows.try_next().await? {
            if unnamed.0.is_empty() {
                return Ok(());
            }
            for at in 0..row.len() {
                let cell: Option<&[u8]> = row.try_get_unchecked(at)?;
                unnamed.strike(cell.unwrap_or_default());
            }
        }
    }
    Ok(())
}

/// Goes through texts that are too large for a row.
async fn strike_files(outputs: &Content, unnamed: &mut Unnamed) -> Result<()> {
    for path in outputs.elsewhere(Content::paths).await? {
        if unnamed.0.is_empty() {
            break;
        }
        let read = outputs.elsewhere(move |_| match std::fs::read(path) {
            // Swept meanwhile: no row names it.
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
            read => read,
        });
        unnamed.strike(&read.await?);
    }
    Ok(())
}

async fn strike_backup(place: &Place, name: &str, unnamed: &mut Unnamed) -> Result<()> {
    let file = place.backups().join(name);
    let mut connection = place.connect(&file, true).await?;
    let struck = strike_rows(&mut connection, unnamed).await;
    connection.close().await?;
    struck
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::{ExecutionStatus, Item, Step, Workflow};
    use value::{Map, json};

    use super::*;
    use crate::{Appender, BackupKind, ColumnKind, End, Opening};

    struct Place {
        folder: tempfile::TempDir,
        store: Store,
        files: Content,
    }

    async fn place() -> Place {
        let folder = tempfile::tempdir().unwrap();
        Place {
            store: Store::open(folder.path()).await.unwrap(),
            files: Content::lasting(folder.path().join("binaries")),
            folder,
        }
    }

    impl Place {
        /// A file that nobody holds.
        fn keep(&self, text: &str) -> String {
            let _held = self.files.hold().unwrap();
            self.files.store(text.as_bytes()).unwrap()
        }

        async fn sweep(&self) -> usize {
            self.store.sweep_files(&self.files).await.unwrap()
        }

        /// An execution that was given something, and put something out.
        async fn run(&self, id: &str, given: &str, item: Item, state: &Map) -> Appender {
            let appender = self.store.appender(id, 0);
            let mut opening = Opening {
                given: Some(format!("[{given:?}]")),
                ..Opening::default()
            };
            opening.execution.id = id.to_owned();
            appender.opened(opening, false).await.unwrap();
            let step = Step {
                node: "n".into(),
                outputs: vec![Arc::new(vec![item])],
                ..Step::default()
            };
            let written = appender.step_ended(0, step, state, String::new());
            written.await.unwrap();
            appender
        }
    }

    fn item(name: &str) -> Item {
        Item::of(json!({ "file": { "sha256": name } }))
    }

    fn map(name: &str) -> Map {
        Map::from_iter([("t", json!(name))])
    }

    fn end() -> End {
        End {
            status: ExecutionStatus::Success,
            ..End::default()
        }
    }

    #[tokio::test]
    async fn files_stay_while_anything_that_is_stored_names_them() {
        let place = place().await;
        let store = &place.store;
        assert_eq!(place.sweep().await, 0, "there is no folder yet");
        let texts = [
            "step", "output", "given", "state", "pinned", "variable", "row", "static",
        ];
        let names = texts.map(|text| place.keep(text));
        let [step, output, given, state, pinned, variable, row, fixed] = &names;

        let large = Item::of(json!({ "sha256": output, "more": "x".repeat(300 << 10) }));
        let ended = place.run("large", "", large, &Map::new()).await;
        ended.ended(end()).await.unwrap();
        let runs = place.run("runs", given, item(step), &map(state)).await;
        let workflow = Workflow {
            name: "W".to_owned(),
            pinned: Map::from_iter([(
                "n",
                json!([{ "binary": { "data": { "sha256": pinned } } }]),
            )]),
            ..Workflow::default()
        };
        store.create_workflow(workflow, 1).await.unwrap();
        // A text within a text: the letter before it is no digit of the name.
        let escaped = format!("{{\"json\":\"\\b{variable}\"}}");
        store.set_variable("v", Some(&escaped)).await.unwrap();
        let columns = [("t".to_owned(), ColumnKind::String)];
        store.create_table("t", columns.into(), 1).await.unwrap();
        store.insert_rows("t", &[map(row)], 1).await.unwrap();
        store
            .set_static_data("w", "global", map(fixed))
            .await
            .unwrap();
        // What comes later than these is written when they are.
        runs.attempt_started(crate::KeptAttempt::default())
            .await
            .unwrap();

        let nobodys = place.keep("nobody's");
        assert_eq!(place.sweep().await, 1);
        assert!(!place.files.place(&nobodys).exists());
        for (name, text) in names.iter().zip(texts) {
            assert!(place.files.fits(name).unwrap(), "{text}");
        }

        store.delete_execution("large").await.unwrap();
        store.sweep_outputs().await.unwrap();
        store.set_variable("v", None).await.unwrap();
        runs.ended(end()).await.unwrap();
        assert_eq!(
            place.sweep().await,
            3,
            "the output, the variable, the state"
        );
        store.delete_execution("runs").await.unwrap();
        assert_eq!(place.sweep().await, 2, "the step, what it was given");
        let left = [pinned, row, fixed].map(|name| place.files.fits(name).unwrap());
        assert_eq!(left, [true; 3]);
        store.close().await;
    }

    #[tokio::test]
    async fn files_that_a_backup_names_stay_as_long_as_it_does() {
        let place = place().await;
        let named = place.keep("named");
        place.store.set_variable("v", Some(&named)).await.unwrap();
        let backup = place.store.back_up(BackupKind::Asked, 1).await.unwrap();
        place.store.set_variable("v", None).await.unwrap();
        assert_eq!(place.sweep().await, 0);
        let broken = backup.name.replace("asked", "daily");
        let backups = place.folder.path().join("backups");
        std::fs::write(backups.join(broken), "no database at all").unwrap();
        std::fs::remove_file(backups.join(backup.name)).unwrap();
        assert_eq!(place.sweep().await, 1, "what is broken cannot be restored");
        place.store.close().await;
    }

    #[tokio::test]
    async fn nothing_is_removed_where_rows_may_be_hidden() {
        let place = place().await;
        place.keep("perhaps named");
        place.store.doubt.write().tables.insert("seen");
        let refused = place.store.sweep_files(&place.files).await.unwrap_err();
        assert!(matches!(refused, Error::Damaged { .. }), "{refused}");
        place.store.doubt.write().tables.clear();
        assert_eq!(place.sweep().await, 1);
        place.store.close().await;
    }
}
