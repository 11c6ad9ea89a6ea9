//! Workflows and all their versions.
//!
//! A save adds a version; nothing is overwritten. `revision` is the number of the newest one, and a save must name the
//! revision it started from.

use model::Workflow;
use serde::{Deserialize, Serialize};
use sqlx::sqlite::SqliteRow;
use sqlx::{QueryBuilder, Row as _, Sqlite, SqliteConnection};

use super::audit::{self, Deed};
use super::{WORKSPACE, new_id};
use crate::seal::{Sealed, shown};
use crate::writer::Change;
use crate::{Direction, Error, Page, PageRequest, Result, Store};

pub(crate) const TABLES: &[&str] = &[
    "CREATE TABLE workflow (
        id TEXT PRIMARY KEY,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        name TEXT NOT NULL,
        folder TEXT,
        tags TEXT NOT NULL,
        revision INTEGER NOT NULL,
        nodes INTEGER NOT NULL,
        created_ms INTEGER NOT NULL,
        updated_ms INTEGER NOT NULL,
        deleted_ms INTEGER
    ) STRICT, WITHOUT ROWID",
    "CREATE INDEX workflow_by_time ON workflow (workspace, deleted_ms, updated_ms)",
    "CREATE TABLE workflow_version (
        workflow TEXT NOT NULL REFERENCES workflow (id) ON DELETE CASCADE,
        revision INTEGER NOT NULL,
        workspace TEXT NOT NULL,
        owner TEXT NOT NULL,
        document TEXT NOT NULL,
        created_ms INTEGER NOT NULL,
        PRIMARY KEY (workflow, revision)
    ) STRICT, WITHOUT ROWID",
];

pub(crate) const WORKFLOW: Sealed = Sealed {
    table: "workflow",
    what: "workflow",
    key: &["id"],
    rest: &[
        "workspace",
        "owner",
        "name",
        "folder",
        "tags",
        "revision",
        "nodes",
        "created_ms",
        "updated_ms",
        "deleted_ms",
    ],
    seal: "seal",
};

/// A version without its document: lists of versions read no documents.
pub(crate) const VERSION: Sealed = Sealed {
    table: "workflow_version",
    what: "version",
    key: &["workflow", "revision"],
    rest: &["workspace", "owner", "created_ms", "name"],
    seal: "seal",
};

/// The document of a version.
pub(crate) const DOCUMENT: Sealed = Sealed {
    table: "workflow_version",
    what: "workflow",
    key: &["workflow", "revision"],
    rest: &["document"],
    seal: "document_seal",
};

/// A workflow in a list.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct WorkflowSummary {
    /// Id.
    pub id: String,
    /// Name.
    pub name: String,
    /// Folder path, if it is in one.
    pub folder: Option<String>,
    /// Tags.
    pub tags: Vec<String>,
    /// Newest revision.
    pub revision: i64,
    /// How many nodes it has.
    pub nodes: u32,
    /// When it was first saved, UTC milliseconds.
    pub created_ms: i64,
    /// When it was last saved, UTC milliseconds.
    pub updated_ms: i64,
    /// When it was put into the trash, UTC milliseconds.
    pub deleted_ms: Option<i64>,
    /// Whether its row does not fit its checksum: then nothing of this is sure.
    #[serde(default)]
    pub damaged: bool,
}

/// A stored workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct Saved {
    /// The document; its id is set.
    pub workflow: Workflow,
    /// Its revision.
    pub revision: i64,
}

/// One version of a workflow.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct VersionInfo {
    /// Revision.
    pub revision: i64,
    /// When it was saved, UTC milliseconds.
    pub created_ms: i64,
    /// What the person called it.
    pub name: Option<String>,
}

/// Which workflows a list holds, and in which order.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct WorkflowFilter {
    /// Only names that contain this, whatever the case.
    pub text: Option<String>,
    /// Only those with this tag.
    pub tag: Option<String>,
    /// Only those in this folder.
    pub folder: Option<String>,
    /// Those in the trash instead of the others.
    pub trash: bool,
    /// By what the list is sorted.
    pub sort: SortBy,
    /// Which way.
    pub direction: Direction,
}

/// By what a list of workflows is sorted.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum SortBy {
    /// When it was last saved.
    #[default]
    Updated,
    /// When it was first saved.
    Created,
    /// Its name.
    Name,
}

impl SortBy {
    fn order(self, direction: Direction) -> &'static str {
        match (self, direction) {
            (Self::Updated, Direction::Down) => " ORDER BY updated_ms DESC, id",
            (Self::Updated, Direction::Up) => " ORDER BY updated_ms, id",
            (Self::Created, Direction::Down) => " ORDER BY created_ms DESC, id",
            (Self::Created, Direction::Up) => " ORDER BY created_ms, id",
            (Self::Name, Direction::Down) => " ORDER BY name COLLATE NOCASE DESC, id",
            (Self::Name, Direction::Up) => " ORDER BY name COLLATE NOCASE, id",
        }
    }
}

/// A shorter beginning of an id is rather a word that was meant as a name.
const SHORTEST_START: usize = 4;

impl Store {
    /// Stores a new workflow. An id of its own is kept if no other workflow has it, else it gets a new one.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn create_workflow(&self, workflow: Workflow, now_ms: i64) -> Result<Saved> {
        self.create_workflow_noted(workflow, now_ms, |_| Vec::new())
            .await
    }

    /// The same, with the lines about it, which are told the id that it got.
    ///
    /// # Errors
    /// When the database fails: then there is neither.
    pub async fn create_workflow_noted(
        &self,
        mut workflow: Workflow,
        now_ms: i64,
        deeds: impl FnOnce(&Workflow) -> Vec<Deed>,
    ) -> Result<Saved> {
        let taken = match workflow.id.as_str() {
            "" => true,
            id => self.revision(id).await?.is_some(),
        };
        if taken {
            workflow.id = new_id();
        }
        let mut transaction = self.writer.begin().await?;
        sqlx::query(
            "INSERT INTO workflow (id, workspace, owner, name, folder, tags, revision, nodes, created_ms, updated_ms)
             VALUES (?, ?, ?, ?, ?, ?, 1, ?, ?, ?)",
        )
        .bind(&workflow.id)
        .bind(WORKSPACE)
        .bind(WORKSPACE)
        .bind(&workflow.name)
        .bind(&workflow.folder)
        .bind(tags_text(&workflow.tags))
        .bind(steps(&workflow))
        .bind(now_ms)
        .bind(now_ms)
        .execute(&mut *transaction)
        .await?;
        let key = [(&workflow.id).into()];
        WORKFLOW.seal(&mut transaction, &key).await?;
        add_version(&mut transaction, &workflow, 1, now_ms).await?;
        for deed in deeds(&workflow) {
            audit::write(&mut transaction, &deed).await?;
        }
        transaction.commit().await?;
        Ok(Saved {
            workflow,
            revision: 1,
        })
    }

    /// Stores a new version of a workflow that started from `revision`.
    ///
    /// # Errors
    /// [`Error::Stale`] when somebody saved in between: nothing is changed then.
    pub async fn save_workflow(
        &self,
        workflow: Workflow,
        revision: i64,
        now_ms: i64,
    ) -> Result<Saved> {
        let mut transaction = self.writer.begin().await?;
        let key = [(&workflow.id).into()];
        WORKFLOW.assert_at(&mut transaction, &key).await?;
        let row = sqlx::query("SELECT revision FROM workflow WHERE id = ? AND deleted_ms IS NULL")
            .bind(&workflow.id)
            .fetch_optional(&mut *transaction)
            .await?;
        let current: i64 = row
            .ok_or_else(|| Error::missing("workflow", &workflow.id))?
            .get(0);
        if current != revision {
            return Err(Error::Stale {
                yours: revision,
                current,
            });
        }
        let next = current + 1;
        relabel(&mut transaction, &workflow, now_ms).await?;
        sqlx::query("UPDATE workflow SET revision = ? WHERE id = ?")
            .bind(next)
            .bind(&workflow.id)
            .execute(&mut *transaction)
            .await?;
        WORKFLOW.seal(&mut transaction, &key).await?;
        add_version(&mut transaction, &workflow, next, now_ms).await?;
        // Who saves over a draft meant to: the draft goes on from here.
        sqlx::query("DELETE FROM draft WHERE workflow = ?")
            .bind(&workflow.id)
            .execute(&mut *transaction)
            .await?;
        transaction.commit().await?;
        Ok(Saved {
            workflow,
            revision: next,
        })
    }

    /// A workflow in its newest version, by id.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub async fn workflow(&self, id: &str) -> Result<Saved> {
        let Some(revision) = self.revision(id).await? else {
            self.assert_sure(WORKFLOW.table)?;
            return Err(Error::missing("workflow", id));
        };
        self.workflow_version(id, revision).await
    }

    /// A workflow in one of its versions.
    ///
    /// # Errors
    /// When there is none, or it is damaged.
    pub async fn workflow_version(&self, id: &str, revision: i64) -> Result<Saved> {
        let row = sqlx::query(
            "SELECT workflow, revision, document, document_seal FROM workflow_version
             WHERE workflow = ? AND revision = ?",
        )
        .bind(id)
        .bind(revision)
        .fetch_optional(&self.reader)
        .await?
        .ok_or_else(|| Error::missing("workflow", id))?;
        DOCUMENT.assert_of(&row, id)?;
        let workflow = serde_json::from_str(row.get("document"))
            .map_err(|e| Error::damaged("workflow", id, e))?;
        Ok(Saved { workflow, revision })
    }

    /// A workflow by its id, by the id it had in n8n, or, if just one has it, by name; not one in the trash.
    ///
    /// # Errors
    /// When there is none, or several have the name.
    pub async fn find_workflow(&self, id_or_name: &str) -> Result<Saved> {
        let by_id = sqlx::query("SELECT id FROM workflow WHERE id = ? AND deleted_ms IS NULL")
            .bind(id_or_name)
            .fetch_optional(&self.reader)
            .await?;
        if by_id.is_some() {
            return self.workflow(id_or_name).await;
        }
        if let Some(id) = self.imported_as(id_or_name).await? {
            return self.workflow(&id).await;
        }
        let rows =
            sqlx::query("SELECT id FROM workflow WHERE name = ? AND deleted_ms IS NULL LIMIT 2")
                .bind(id_or_name)
                .fetch_all(&self.reader)
                .await?;
        match rows.as_slice() {
            [] => Err(Error::missing("workflow", id_or_name)),
            [one] => self.workflow(one.get(0)).await,
            _ => Err(Error::Invalid(format!(
                "several workflows are named “{id_or_name}”; name one by its id"
            ))),
        }
    }

    /// Whether a workflow outside the trash has a name.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn has_workflow_named(&self, name: &str) -> Result<bool> {
        let found =
            sqlx::query("SELECT 1 FROM workflow WHERE name = ? AND deleted_ms IS NULL LIMIT 1")
                .bind(name)
                .fetch_optional(&self.reader)
                .await?;
        Ok(found.is_some())
    }

    /// A workflow as a person names it: as [`find_workflow`](Self::find_workflow) does, or by the beginning of its id.
    ///
    /// # Errors
    /// When there is none, or several have the name or the beginning.
    pub async fn pick_workflow(&self, named: &str) -> Result<Saved> {
        match self.find_workflow(named).await {
            Err(Error::Missing { .. }) if named.len() >= SHORTEST_START => {}
            found => return found,
        }
        let rows = sqlx::query(
            "SELECT id FROM workflow WHERE substr(id, 1, length(?1)) = ?1 AND deleted_ms IS NULL LIMIT 2",
        )
        .bind(named)
        .fetch_all(&self.reader)
        .await?;
        match rows.as_slice() {
            [] => Err(Error::missing("workflow", named)),
            [one] => self.workflow(one.get(0)).await,
            _ => Err(Error::Invalid(format!(
                "the ids of several workflows begin with “{named}”; write more of it"
            ))),
        }
    }

    /// The id of the workflow that had an id in n8n; of several imports of one the newest.
    ///
    /// Documents that do not hold the text at all are passed over before any is parsed.
    async fn imported_as(&self, origin: &str) -> Result<Option<String>> {
        if origin.is_empty() {
            return Ok(None);
        }
        let row = sqlx::query(
            "SELECT w.id FROM workflow w JOIN workflow_version v ON v.workflow = w.id AND v.revision = w.revision
             WHERE w.workspace = ? AND w.deleted_ms IS NULL AND CASE
                WHEN instr(v.document, ?) > 0 AND json_valid(v.document)
                THEN CAST(json_extract(v.document, '$.origin.id') AS TEXT) = ?
                ELSE 0 END
             ORDER BY w.created_ms DESC, w.id DESC LIMIT 1",
        )
        .bind(WORKSPACE)
        .bind(origin)
        .bind(origin)
        .fetch_optional(&self.reader)
        .await?;
        Ok(row.map(|row| row.get(0)))
    }

    /// All versions of a workflow, newest first.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn workflow_versions(&self, id: &str) -> Result<Vec<VersionInfo>> {
        let rows = sqlx::query(
            "SELECT workflow, revision, workspace, owner, created_ms, name, seal FROM workflow_version
             WHERE workflow = ? ORDER BY revision DESC",
        )
        .bind(id)
        .fetch_all(&self.reader)
        .await?;
        rows.iter()
            .map(|row| {
                VERSION.assert_of(row, id)?;
                Ok(VersionInfo {
                    revision: row.get("revision"),
                    created_ms: row.get("created_ms"),
                    name: row.get("name"),
                })
            })
            .collect()
    }

    /// A copy of a workflow under a new id and a name that says so; it is not stored yet.
    ///
    /// # Errors
    /// When there is no such workflow.
    pub async fn copy_of_workflow(&self, id: &str) -> Result<Workflow> {
        let mut copy = self.draft(id).await?.workflow;
        copy.id = String::new();
        // Who calls the original by the id it had in n8n does not mean the copy.
        copy.origin.remove("id");
        copy.name = self.copy_name(&copy.name).await?;
        Ok(copy)
    }

    /// `X (copy)`, `X (copy 2)`, …: the first that no workflow has, not even in the trash.
    async fn copy_name(&self, name: &str) -> Result<String> {
        let rows = sqlx::query("SELECT name FROM workflow WHERE instr(name, ?) = 1")
            .bind(name)
            .fetch_all(&self.reader)
            .await?;
        let taken: Vec<String> = rows.iter().map(|row| row.get(0)).collect();
        let mut copy = format!("{name} (copy)");
        let mut number = 1;
        while taken.contains(&copy) {
            number += 1;
            copy = format!("{name} (copy {number})");
        }
        Ok(copy)
    }

    /// Puts a workflow into the trash, with the line about it.
    ///
    /// # Errors
    /// When there is no such workflow outside the trash.
    pub async fn trash_workflow(&self, id: &str, now_ms: i64, deed: &Deed) -> Result<()> {
        let mut change = self.writer.begin().await?;
        let whole = WORKFLOW.fits_at(&mut change, &[id.into()]).await?;
        let done =
            sqlx::query("UPDATE workflow SET deleted_ms = ? WHERE id = ? AND deleted_ms IS NULL")
                .bind(now_ms)
                .bind(id)
                .execute(&mut *change)
                .await?;
        moved(change, done.rows_affected(), whole, id, deed).await
    }

    /// Takes a workflow out of the trash, with the line about it.
    ///
    /// # Errors
    /// When there is no such workflow in the trash.
    pub async fn restore_workflow(&self, id: &str, deed: &Deed) -> Result<()> {
        let mut change = self.writer.begin().await?;
        let whole = WORKFLOW.fits_at(&mut change, &[id.into()]).await?;
        let done = sqlx::query(
            "UPDATE workflow SET deleted_ms = NULL WHERE id = ? AND deleted_ms IS NOT NULL",
        )
        .bind(id)
        .execute(&mut *change)
        .await?;
        moved(change, done.rows_affected(), whole, id, deed).await
    }

    /// Removes a workflow of the trash for good, with its versions, and with the line about it. Its executions stay.
    ///
    /// # Errors
    /// When there is no such workflow in the trash.
    pub async fn erase_workflow(&self, id: &str, deed: &Deed) -> Result<()> {
        let mut change = self.writer.begin().await?;
        let done = sqlx::query("DELETE FROM workflow WHERE id = ? AND deleted_ms IS NOT NULL")
            .bind(id)
            .execute(&mut *change)
            .await?;
        found(done.rows_affected(), id)?;
        audit::write(&mut change, deed).await?;
        change.commit().await
    }

    /// A page of the list of workflows.
    ///
    /// # Errors
    /// When the database fails.
    pub async fn workflows(
        &self,
        filter: &WorkflowFilter,
        page: PageRequest,
    ) -> Result<Page<WorkflowSummary>> {
        let mut count = QueryBuilder::new("SELECT count(*) FROM workflow");
        restrict(&mut count, filter);
        let total: i64 = count.build().fetch_one(&self.reader).await?.get(0);
        let mut list = QueryBuilder::new(
            "SELECT id, workspace, owner, name, folder, tags, revision, nodes, created_ms, updated_ms, deleted_ms, seal
             FROM workflow",
        );
        restrict(&mut list, filter);
        list.push(filter.sort.order(filter.direction));
        list.push(" LIMIT ")
            .push_bind(page.limit())
            .push(" OFFSET ")
            .push_bind(i64::from(page.offset));
        let rows = list.build().fetch_all(&self.reader).await?;
        Ok(Page {
            entries: rows.iter().map(summary).collect(),
            total: total as u64,
        })
    }

    async fn revision(&self, id: &str) -> Result<Option<i64>> {
        let row = sqlx::query(
            "SELECT id, workspace, owner, name, folder, tags, revision, nodes, created_ms, updated_ms, deleted_ms, seal
             FROM workflow WHERE id = ?",
        )
        .bind(id)
        .fetch_optional(&self.reader)
        .await?;
        let Some(row) = row else { return Ok(None) };
        WORKFLOW.assert_of(&row, id)?;
        Ok(Some(row.get("revision")))
    }
}

/// Brings what the list shows up to date.
pub(super) async fn relabel(
    transaction: &mut SqliteConnection,
    workflow: &Workflow,
    now_ms: i64,
) -> Result<()> {
    let key = [(&workflow.id).into()];
    WORKFLOW.assert_at(transaction, &key).await?;
    let done = sqlx::query(
        "UPDATE workflow SET name = ?, folder = ?, tags = ?, nodes = ?, updated_ms = ? WHERE id = ?",
    )
    .bind(&workflow.name)
    .bind(&workflow.folder)
    .bind(tags_text(&workflow.tags))
    .bind(steps(workflow))
    .bind(now_ms)
    .bind(&workflow.id)
    .execute(&mut *transaction)
    .await?;
    found(done.rows_affected(), &workflow.id)?;
    WORKFLOW.seal(transaction, &key).await
}

pub(super) async fn add_version(
    transaction: &mut SqliteConnection,
    workflow: &Workflow,
    revision: i64,
    now_ms: i64,
) -> Result<()> {
    let document =
        serde_json::to_string(workflow).map_err(|e| Error::damaged("workflow", &workflow.id, e))?;
    sqlx::query(
        "INSERT INTO workflow_version (workflow, revision, workspace, owner, document, created_ms)
         VALUES (?, ?, ?, ?, ?, ?)",
    )
    .bind(&workflow.id)
    .bind(revision)
    .bind(WORKSPACE)
    .bind(WORKSPACE)
    .bind(document)
    .bind(now_ms)
    .execute(&mut *transaction)
    .await?;
    let key = [(&workflow.id).into(), revision.into()];
    VERSION.seal(transaction, &key).await?;
    DOCUMENT.seal(transaction, &key).await
}

fn restrict(query: &mut QueryBuilder<Sqlite>, filter: &WorkflowFilter) {
    query.push(" WHERE workspace = ").push_bind(WORKSPACE);
    query.push(if filter.trash {
        " AND deleted_ms IS NOT NULL"
    } else {
        " AND deleted_ms IS NULL"
    });
    if let Some(text) = &filter.text {
        query
            .push(" AND instr(lower(name), lower(")
            .push_bind(text.clone())
            .push(")) > 0");
    }
    if let Some(folder) = &filter.folder {
        query.push(" AND folder = ").push_bind(folder.clone());
    }
    if let Some(tag) = &filter.tag {
        query
            .push(" AND EXISTS (SELECT 1 FROM json_each(tags) WHERE value = ")
            .push_bind(tag.clone())
            .push(")");
    }
}

/// A row of a list. Of one that is damaged it says what stands there, as far as it can be read, and that it is.
fn summary(row: &SqliteRow) -> WorkflowSummary {
    let number = |column| row.try_get::<i64, _>(column).unwrap_or_default();
    let text = |column| Some(shown(row, column)).filter(|text| !text.is_empty());
    WorkflowSummary {
        id: shown(row, "id"),
        name: shown(row, "name"),
        folder: row.try_get("folder").unwrap_or_else(|_| text("folder")),
        tags: serde_json::from_str(&shown(row, "tags")).unwrap_or_default(),
        revision: number("revision"),
        nodes: number("nodes") as u32,
        created_ms: number("created_ms"),
        updated_ms: number("updated_ms"),
        deleted_ms: row.try_get("deleted_ms").unwrap_or_default(),
        damaged: !WORKFLOW.fits(row),
    }
}

fn tags_text(tags: &[String]) -> String {
    serde_json::to_string(tags).unwrap_or_else(|_| "[]".to_owned())
}

/// How many nodes a person would count: notes are not steps.
fn steps(workflow: &Workflow) -> u32 {
    workflow.nodes.iter().filter(|node| !node.is_note()).count() as u32
}

/// Ends a move to the trash or out of it. One that is damaged can be moved, and stays damaged.
async fn moved(mut change: Change, rows: u64, whole: bool, id: &str, deed: &Deed) -> Result<()> {
    found(rows, id)?;
    if whole {
        WORKFLOW.seal(&mut change, &[id.into()]).await?;
    }
    audit::write(&mut change, deed).await?;
    change.commit().await
}

fn found(rows: u64, id: &str) -> Result<()> {
    if rows == 0 {
        Err(Error::missing("workflow", id))
    } else {
        Ok(())
    }
}
