//! What runs take of the disk, and which of them go when that is too much: the oldest that have ended.
//!
//! Their rows are measured by the pages that they lie on: SQLite knows how many there are and how many are free, and only
//! the pages of the other tables, which are few beside them, are counted. So nothing of a run is read to know how much all
//! of them take. Pages that become free are used again for what comes next; the file does not shrink.
//!
//! Files are theirs as far as they name them: nothing else refers to large outputs, but the files of items may also be
//! pinned, remembered or in a backup. Who names what is looked up only where all files together would be too much.

mod named;

use std::collections::HashMap;
use std::sync::atomic::Ordering;

use sqlx::{AssertSqlSafe, Row as _, SqliteConnection};

use crate::content::Content;
use crate::table::execution::{self, EXECUTION};
use crate::table::journal::JOURNAL;
use crate::table::ran::RAN;
use crate::{Result, Store};
use named::{Named, Stay};

/// The tables of runs, each with the column that says of which. The error history is not theirs: it outlives them.
const OF_RUNS: [(&str, &str); 6] = [
    ("execution", "id"),
    ("step", "execution"),
    ("start", "execution"),
    ("journal", "execution"),
    ("attempt", "execution"),
    ("node_state", "execution"),
];

/// The table of what they ran, which several may share.
const SHARED: &str = RAN.table;

/// How many runs go in one change at most.
const MOST_RUNS: i64 = 50;

/// After so many steps a change takes no further run: nobody who writes waits long for it.
const MOST_STEPS: i64 = 500;

/// How far the removal is.
#[derive(Debug)]
struct Removal {
    /// How much runs may take when it is done, in bytes.
    goal: u64,
    /// What all other tables take, in bytes.
    other_rows: u64,
    named: Named,
    /// The run that was looked at last.
    after: String,
    removed: Vec<String>,
}

impl Removal {
    /// Whether runs take no more than they may. Asked in the middle of a change it counts what that has freed.
    async fn is_done(&self, connection: &mut SqliteConnection) -> Result<bool> {
        let rows = all_rows(connection).await?.saturating_sub(self.other_rows);
        Ok(rows + self.named.bytes <= self.goal)
    }
}

impl Store {
    /// How much runs take of the disk, in bytes: rows, large outputs and files of items. Files that no run names are taken
    /// for theirs until [`thin_out_runs`](Self::thin_out_runs) had to look.
    ///
    /// # Errors
    /// When the database or a folder cannot be read.
    pub async fn run_bytes(&self, files: Option<&Content>) -> Result<u64> {
        let mut reading = self.reader.begin().await?;
        let rows = all_rows(&mut reading).await?;
        let rows = rows.saturating_sub(other_rows(&mut reading).await?);
        drop(reading);
        let files = sum(&self.sizes(files).await?);
        Ok(rows + files.saturating_sub(self.others.load(Ordering::Relaxed)))
    }

    /// Where runs take more than `most` bytes, removes the oldest that have ended until `left` are left, and then the files
    /// that nothing names any more; which runs. What is damaged stays: a person decides about it.
    ///
    /// # Errors
    /// When the database or a folder cannot be read, or runs may be hidden: one of them may refer to another. Not when it
    /// fails after some are gone: those are told.
    pub async fn thin_out_runs(
        &self,
        most: u64,
        left: u64,
        files: Option<&Content>,
    ) -> Result<Vec<String>> {
        if self.run_bytes(files).await? <= most {
            return Ok(Vec::new());
        }
        for (table, _) in OF_RUNS {
            self.assert_sure(table)?;
        }
        self.assert_sure(SHARED)?;
        let named = self.named_by_runs(files).await?;
        let mut connection = self.reader.acquire().await?;
        let mut removal = Removal {
            goal: most,
            other_rows: other_rows(&mut connection).await?,
            named,
            after: String::new(),
            removed: Vec::new(),
        };
        let is_within = removal.is_done(&mut connection).await?;
        drop(connection);
        if !is_within {
            removal.goal = left;
            let done = self.remove_oldest(&mut removal).await;
            self.sweep(files).await;
            match done {
                Ok(()) => {}
                Err(error) if removal.removed.is_empty() => return Err(error),
                Err(error) => {
                    tracing::warn!(%error, "not all old runs were removed");
                    return Ok(removal.removed);
                }
            }
        }
        let files = sum(&self.sizes(files).await?);
        let others = files.saturating_sub(removal.named.bytes);
        self.others.store(others, Ordering::Relaxed);
        Ok(removal.removed)
    }

    /// Change by change, so that who else writes gets in between.
    async fn remove_oldest(&self, removal: &mut Removal) -> Result<()> {
        while self.remove_some(removal).await? {
            tokio::task::yield_now().await;
        }
        Ok(())
    }

    /// Removes a few in one change; whether there is more to do.
    async fn remove_some(&self, removal: &mut Removal) -> Result<bool> {
        let mut change = self.writer.begin().await?;
        let before = removal.removed.len();
        let more = match removal.remove_in(&mut change).await {
            Ok(more) => more,
            Err(error) => {
                removal.removed.truncate(before);
                return Err(change.fail(error).await);
            }
        };
        if removal.removed.len() == before {
            change.give_up().await;
        } else if let Err(error) = change.commit().await {
            removal.removed.truncate(before);
            return Err(error);
        }
        Ok(more)
    }

    /// Removes the files that nothing names any more. What fails is made up for by the next sweep.
    async fn sweep(&self, files: Option<&Content>) {
        if let Err(error) = self.sweep_outputs().await {
            tracing::warn!(%error, "large outputs of runs that are gone were not removed");
        }
        let Some(files) = files else { return };
        if let Err(error) = self.sweep_files(files).await {
            tracing::warn!(%error, "files that nothing names any more were not removed");
        }
    }

    /// All files that runs may name, with their sizes.
    async fn sizes(&self, files: Option<&Content>) -> Result<HashMap<String, u64>> {
        let mut all = HashMap::new();
        for content in self.outputs.content().into_iter().chain(files) {
            for (name, size) in content.elsewhere(Content::sizes).await? {
                // The same may lie in both folders.
                *all.entry(name).or_default() += size;
            }
        }
        Ok(all)
    }
}

impl Removal {
    /// Removes the next few runs; whether there are more to be looked at. Ids sort by age.
    async fn remove_in(&mut self, connection: &mut SqliteConnection) -> Result<bool> {
        let stay = Stay::read(connection).await?;
        let text = "SELECT execution.id, execution.parent, coalesce(journal.steps, 0)
             FROM execution LEFT JOIN journal ON journal.execution = execution.id
             WHERE execution.id > ? AND execution.ended_ms IS NOT NULL ORDER BY execution.id LIMIT ?";
        let rows = sqlx::query(text)
            .bind(&self.after)
            .bind(MOST_RUNS)
            .fetch_all(&mut *connection)
            .await?;
        let mut steps = 0;
        for row in &rows {
            if self.is_done(connection).await? {
                return Ok(false);
            }
            if steps >= MOST_STEPS {
                return Ok(true);
            }
            let id: String = row.try_get(0)?;
            let parent: Option<String> = row.try_get(1)?;
            let key = [(&id).into()];
            let goes = !stay.holds(&id, parent.as_deref())
                && EXECUTION.fits_at(connection, &key).await?
                && JOURNAL.fits_at(connection, &key).await?
                && execution::remove(connection, &id, false).await?;
            if goes {
                steps += row.try_get::<i64, _>(2)?;
                self.named.forget(&id);
                self.removed.push(id.clone());
            }
            self.after = id;
        }
        Ok(!rows.is_empty())
    }
}

fn sum(sizes: &HashMap<String, u64>) -> u64 {
    sizes.values().sum()
}

/// What all rows take: the pages that are not free.
async fn all_rows(connection: &mut SqliteConnection) -> Result<u64> {
    let text = "SELECT (page_count - freelist_count) * page_size
         FROM pragma_page_count, pragma_freelist_count, pragma_page_size";
    let row = sqlx::query(text).fetch_one(connection).await?;
    Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
}

/// What the tables take that are not of runs, with their indexes.
async fn other_rows(connection: &mut SqliteConnection) -> Result<u64> {
    let of_runs = OF_RUNS.map(|(table, _)| format!("'{table}'")).join(", ");
    let of_runs = format!("{of_runs}, '{SHARED}'");
    let text = format!(
        "SELECT coalesce(sum(dbstat.pgsize), 0) FROM sqlite_schema CROSS JOIN dbstat
         WHERE sqlite_schema.rootpage > 0 AND sqlite_schema.tbl_name NOT IN ({of_runs})
             AND dbstat.name = sqlite_schema.name AND dbstat.aggregate = TRUE"
    );
    let row = sqlx::query(AssertSqlSafe(text))
        .fetch_one(connection)
        .await?;
    Ok(row.try_get::<i64, _>(0)?.unsigned_abs())
}
