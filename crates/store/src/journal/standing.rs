//! What the rows of an execution hold, as this program wrote or read them last. With it a row is sealed anew without
//! being read: a seal is made of what should be there, so damage is never sealed in.

use std::collections::BTreeSet;
use std::sync::Arc;

use rusqlite::Connection;
use sqlx::SqliteConnection;

use super::change::Change;
use super::{End, Opening};
use crate::Result;
use crate::table::execution::{self, Head};
use crate::table::words::json;
use crate::table::{journal, node_state};

#[derive(Clone, Debug)]
pub(crate) struct Standing {
    pub id: Arc<str>,
    pub head: Head,
    pub journal: journal::Row,
    /// The nodes that remember something.
    nodes: BTreeSet<String>,
    pub head_seal: i64,
    pub journal_seal: i64,
}

impl Standing {
    /// Of an execution that is about to begin.
    pub fn begin(id: &Arc<str>, opening: &Opening, ran: &str) -> Self {
        Self {
            id: id.clone(),
            head: Head::of(&opening.execution, ran),
            journal: journal::Row {
                executor: opening.executor.clone(),
                frontier: opening.frontier.clone(),
                ..journal::Row::default()
            },
            nodes: BTreeSet::new(),
            head_seal: 0,
            journal_seal: 0,
        }
    }

    /// Of one that another part of the program, or another program, wrote; none where it is gone.
    pub async fn read(connection: &mut SqliteConnection, id: &str) -> Result<Option<Self>> {
        let Some((_, head, journal)) = journal::find_open(connection, id).await? else {
            return Ok(None);
        };
        Ok(Some(Self {
            id: id.into(),
            nodes: node_state::nodes(connection, id).await?,
            head,
            journal,
            head_seal: 0,
            journal_seal: 0,
        }))
    }

    /// What it is after a change.
    pub fn after(mut self, change: &Change) -> Self {
        let journal = &mut self.journal;
        journal.seq = change.next;
        journal.steps += change.steps.len() as i64;
        if let Some(under_way) = change.under_way {
            journal.under_way = under_way;
        }
        if let Some(frontier) = &change.frontier {
            journal.frontier.clone_from(frontier);
        }
        if let Some((status, until_ms)) = change.status {
            self.head.status = status;
            journal.until_ms = until_ms;
        }
        if let Some(custom) = &change.custom {
            self.head.custom.clone_from(custom);
        }
        self.nodes.extend(change.states.keys().cloned());
        journal.states = self.nodes.len() as i64;
        if let Some(end) = &change.end {
            self.end(end);
        }
        self.seal();
        self
    }

    /// It has ended: nothing is left to run but its error workflow, and nothing is remembered.
    pub fn end(&mut self, end: &End) {
        self.head.status = end.status;
        self.head.ended_ms = Some(end.at_ms);
        self.head.error = end.error.as_ref().map(json);
        if !end.custom.is_empty() {
            self.head.custom = json(&end.custom);
        }
        self.journal.frontier = match end.calls_error_workflow {
            true => journal::ERROR_WORKFLOW.to_owned(),
            false => String::new(),
        };
        self.nodes.clear();
        self.journal.states = 0;
    }

    pub fn seal(&mut self) {
        self.head_seal = self.head.seal(&self.id);
        self.journal_seal = self.journal.seal(&self.id);
    }

    /// What writes the rows, if nobody appended since a number.
    pub fn write(&self, to: &Connection, from: i64, with_head: bool) -> Result<()> {
        journal::advance(to, &self.id, from, &self.journal, self.journal_seal)?;
        match with_head {
            true => execution::update(to, &self.id, &self.head, self.head_seal),
            false => Ok(()),
        }
    }
}
