//! Statements that SQLite is handed together. Its connection lives on a thread of its own: to wake that and to be woken by
//! it costs more than most statements do.
//!
//! Several statements in one query share its arguments in order. Only SQLite's driver takes them so, and sqlx means to end
//! it (launchbadge/sqlx#3108): from then on each of them is a query of its own, which is slower and nothing else.

use sqlx::{QueryBuilder, Sqlite, SqliteConnection};

use crate::{Error, Result};

/// So long a text is not made longer, in bytes; SQLite refuses one of a megabyte.
const LONG: usize = 100_000;

/// Statements that are run together.
#[derive(Default)]
pub(crate) struct Statements {
    texts: Vec<QueryBuilder<Sqlite>>,
    rows: usize,
}

impl Statements {
    /// Begins another one; what it is made of follows.
    pub fn begin(&mut self, text: &'static str) -> &mut QueryBuilder<Sqlite> {
        let goes_on = |all: &QueryBuilder<Sqlite>| all.sql().as_str().len() < LONG;
        match self.texts.pop_if(|all| goes_on(all)) {
            Some(mut all) => {
                all.push("; ").push(text);
                self.texts.push(all);
            }
            None => self.texts.push(QueryBuilder::new(text)),
        }
        let last = self.texts.len() - 1;
        &mut self.texts[last]
    }

    /// One of them gives back the row that it changes; where it does not, somebody else was faster.
    pub fn expect_row(&mut self) {
        self.rows += 1;
    }

    /// Runs them, in order.
    ///
    /// # Errors
    /// [`Error::Late`] when a row that was expected did not come; or when one of them fails.
    pub async fn run(self, connection: &mut SqliteConnection) -> Result<()> {
        let mut rows = 0;
        for mut text in self.texts {
            rows += text.build().fetch_all(&mut *connection).await?.len();
        }
        match rows == self.rows {
            true => Ok(()),
            false => Err(Error::Late),
        }
    }
}
