//! Which files runs name, and which runs stay whatever they take.

use std::collections::{HashMap, HashSet};

use futures::TryStreamExt as _;
use sqlx::sqlite::SqliteRow;
use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use super::OF_RUNS;
use crate::content::Content;
use crate::sweep::names_in;
use crate::{Result, Store};

/// Which files runs name, and who does so last.
#[derive(Debug, Default)]
pub(super) struct Named {
    /// All that runs name, in bytes.
    pub bytes: u64,
    /// How much of it is named by nobody any more once a run is gone that goes after all others that name it.
    by_last: HashMap<String, u64>,
}

impl Named {
    /// What is left for runs to name when one is gone.
    pub fn forget(&mut self, run: &str) {
        self.bytes -= self.by_last.remove(run).unwrap_or(0);
    }
}

/// Runs that stay whatever they take: they have not ended, or one that has not refers to them.
#[derive(Debug, Default)]
pub(super) struct Stay {
    open: HashSet<String>,
    callers: HashSet<String>,
}

impl Stay {
    pub async fn read(connection: &mut SqliteConnection) -> Result<Self> {
        // The condition is written as the index has it, or the index is not used.
        let text = "SELECT id, parent FROM execution WHERE status NOT IN ('success', 'failed', 'canceled')";
        let rows = sqlx::query(text).fetch_all(connection).await?;
        let mut stay = Self::default();
        for row in rows {
            stay.open.insert(row.try_get(0)?);
            stay.callers.extend(row.try_get::<Option<String>, _>(1)?);
        }
        Ok(stay)
    }

    /// Whether a run stays. One that was called by a run that has not ended would be called again.
    pub fn holds(&self, id: &str, parent: Option<&str>) -> bool {
        self.open.contains(id)
            || self.callers.contains(id)
            || parent.is_some_and(|parent| self.open.contains(parent))
    }
}

impl Store {
    /// Goes through all rows of runs, and through large outputs, for the files that they name.
    pub(super) async fn named_by_runs(&self, files: Option<&Content>) -> Result<Named> {
        let sizes = self.sizes(files).await?;
        if sizes.is_empty() {
            return Ok(Named::default());
        }
        let mut connection = self.reader.acquire().await?;
        let mut search = Search {
            stay: Stay::read(&mut connection).await?,
            last: sizes
                .keys()
                .map(|name| (name.clone().into(), None))
                .collect(),
        };
        for (table, key) in OF_RUNS {
            search.rows(&mut connection, table, key).await?;
        }
        search.shared(&mut connection).await?;
        drop(connection);
        if let (Some(outputs), Some(files)) = (self.outputs.content(), files)
            && !files.elsewhere(Content::sizes).await?.is_empty()
        {
            search.outputs(outputs).await?;
        }
        let mut named = Named::default();
        for (name, size) in sizes {
            let last = search.last.remove(name.as_bytes()).flatten();
            let Some((_, run)) = last else { continue };
            named.bytes += size;
            *named.by_last.entry(run).or_default() += size;
        }
        Ok(named)
    }
}

/// Looks who is the last to name each file.
struct Search {
    stay: Stay,
    /// By the name of the file: whether the run stays, and which it is. One that stays goes after all others.
    last: HashMap<Vec<u8>, Option<(bool, String)>>,
}

impl Search {
    /// A text of a run, or a large output of it.
    fn text(&mut self, text: &[u8], run: &(bool, String)) {
        for name in names_in(text) {
            let Some(last) = self.last.get_mut(name) else {
                continue;
            };
            if last.as_ref() < Some(run) {
                *last = Some(run.clone());
            }
        }
    }

    async fn rows(
        &mut self,
        connection: &mut SqliteConnection,
        table: &str,
        key: &str,
    ) -> Result<()> {
        let text = format!("SELECT {key}, * FROM {table} NOT INDEXED");
        let mut rows = sqlx::query(AssertSqlSafe(text)).fetch(connection);
        while let Some(row) = rows.try_next().await? {
            let id: String = row.try_get(0)?;
            let run = (self.stay.holds(&id, None), id);
            self.cells(&row, &run)?;
        }
        Ok(())
    }

    /// What runs ran is named by the last of those that ran it.
    async fn shared(&mut self, connection: &mut SqliteConnection) -> Result<()> {
        let rows = sqlx::query("SELECT ran, id FROM execution NOT INDEXED")
            .fetch_all(&mut *connection)
            .await?;
        let mut last: HashMap<String, (bool, String)> = HashMap::new();
        for row in rows {
            let id: String = row.try_get(1)?;
            let run = (self.stay.holds(&id, None), id);
            let known = last.entry(row.try_get(0)?).or_default();
            *known = run.max(std::mem::take(known));
        }
        let mut rows = sqlx::query("SELECT hash, * FROM ran NOT INDEXED").fetch(connection);
        while let Some(row) = rows.try_next().await? {
            if let Some(run) = last.get(row.try_get::<&str, _>(0)?) {
                self.cells(&row, run)?;
            }
        }
        Ok(())
    }

    fn cells(&mut self, row: &SqliteRow, run: &(bool, String)) -> Result<()> {
        for at in 1..row.len() {
            let cell: Option<&[u8]> = row.try_get_unchecked(at)?;
            self.text(cell.unwrap_or_default(), run);
        }
        Ok(())
    }

    /// What is too large for a row is named by whoever names the file that it is in.
    async fn outputs(&mut self, outputs: &Content) -> Result<()> {
        for path in outputs.elsewhere(Content::paths).await? {
            let name = path.file_name().and_then(|name| name.to_str());
            let run = name.and_then(|name| self.last.get(name.as_bytes()));
            let Some(run) = run.cloned().flatten() else {
                continue;
            };
            // One that cannot be read is told where it is needed.
            let read = outputs.elsewhere(move |_| Ok(std::fs::read(path).unwrap_or_default()));
            self.text(&read.await?, &run);
        }
        Ok(())
    }
}
