//! What the chaos is let loose on: a store full of things that are known, and what is asked of it afterwards.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::Arc;

use anyhow::{Context as _, Result};
use model::{Edit, Execution, ExecutionStatus, Item, Node, Step, StepStatus, Workflow};
use store::{
    ColumnKind, End, ExecutionFilter, Findings, Loss, Opening, Options, PageRequest, Store,
    WorkflowFilter,
};
use value::{Map, json};

use super::runs::{self, Stage};

/// The number of the first execution that a store is filled with: those that are made later have smaller ones.
const FILLED: i64 = 100_000;

/// The table that the rounds write rows to.
pub const TABLE: &str = "numbers";

/// The most that a list holds here.
const ALL: PageRequest = PageRequest {
    offset: 0,
    limit: PageRequest::MOST,
};

/// Opens a store on a disk of ours, or on the system's.
pub async fn open(folder: &Path, disk: Option<&str>) -> store::Result<Store> {
    let options = Options {
        vfs: disk.map(str::to_owned),
    };
    Store::open_with(folder, options).await
}

/// Fills a store with some of everything.
pub async fn fill(store: &Store, workflows: usize) -> Result<()> {
    let columns = vec![("n".to_owned(), ColumnKind::Number)];
    let text = vec![("words".to_owned(), ColumnKind::String)];
    store.create_table(TABLE, columns, 1).await?;
    store.create_table("letters", text, 2).await?;
    for number in 0..workflows {
        one_of_each(store, number).await?;
    }
    Ok(())
}

/// A workflow with its versions, a draft, a run, and what it remembers.
async fn one_of_each(store: &Store, number: usize) -> Result<()> {
    let now = 1_000 + number as i64;
    let workflow = workflow(&format!("Workflow {number}"));
    let saved = store.create_workflow(workflow, now).await?;
    let id = saved.workflow.id.clone();
    let saved = store.save_workflow(saved.workflow, 1, now + 1).await?;
    let mut draft = store.draft(&id).await?;
    let edit = Edit::add(Node::new("Another", "set", 3.4));
    draft.history.perform(&mut draft.workflow, edit)?;
    (draft.edits, draft.changed) = (1, true);
    store.save_draft(&draft, 0, now + 2, &[]).await?;
    store
        .checkpoint(&id, Some("kept"), now + 3, &store::Deed::default())
        .await?;
    store
        .allow(&id, &["env".to_owned()], &store::Deed::default())
        .await?;
    record(store, &execution(saved.workflow, number)).await?;
    let up_to = match number % 3 {
        0 => Stage::Attempted,
        1 => Stage::Begun,
        _ => Stage::Ended,
    };
    let run = runs::run(store, FILLED + number as i64, up_to).await;
    anyhow::ensure!(run.told == up_to, "{run:?}");
    let data = json!({ "cursor": number as i64, "text": "remembered ".repeat(8) });
    let data = data.as_object().cloned().unwrap_or_default();
    store.set_static_data(&id, "", data).await?;
    store
        .remember_keys(&id, "", &[format!("key {number}")], 9)
        .await?;
    store
        .set_variable(&format!("v{number}"), Some("some value"))
        .await?;
    store
        .set_preference(&format!("p{number}"), "chosen")
        .await?;
    let words = json!({ "words": format!("letter {number} ").repeat(20) });
    let words = words.as_object().cloned().unwrap_or_default();
    store.insert_rows("letters", &[words], now).await?;
    Ok(())
}

/// A workflow of two steps.
pub fn workflow(name: &str) -> Workflow {
    Workflow {
        name: name.to_owned(),
        nodes: vec![
            Node::new("Start", "manual", 1.0),
            Node::new("Set", "set", 3.4),
        ],
        ..Workflow::default()
    }
}

/// A run that has ended, with one step that put out some items.
pub fn execution(workflow: Workflow, number: usize) -> Execution {
    let json = |n: i64| json!({ "n": n, "run": number as i64 });
    let items = (0..20).map(|n| Item::new(json(n).as_object().cloned().unwrap_or_default()));
    let step = Step {
        node: "Start".into(),
        name: "Start".into(),
        status: StepStatus::Success,
        outputs: vec![Arc::new(items.collect())],
        ..Step::default()
    };
    Execution {
        id: format!("run-{number:04}"),
        workflow: Arc::new(workflow),
        status: ExecutionStatus::Success,
        started_ms: 5_000 + number as i64,
        ended_ms: Some(6_000 + number as i64),
        steps: vec![step],
        ..Execution::default()
    }
}

/// Adds a run that put out more than a row holds: it lies in a file beside the database.
///
/// # Errors
/// When the store refuses it.
pub async fn fill_large(store: &Store) -> Result<()> {
    let mut large = execution(workflow("Large"), 9_999);
    let text = json!({ "text": "much ".repeat(60_000) });
    let item = Item::new(text.as_object().cloned().unwrap_or_default());
    large.steps[0].outputs = vec![Arc::new(vec![item])];
    record(store, &large).await
}

/// Writes a run that has ended down as one does that runs.
async fn record(store: &Store, execution: &Execution) -> Result<()> {
    let appender = store.appender(&execution.id, 0);
    let begun = Execution {
        status: ExecutionStatus::Running,
        ended_ms: None,
        steps: Vec::new(),
        ..execution.clone()
    };
    let opening = Opening {
        execution: begun,
        ..Opening::default()
    };
    appender.opened(opening, false).await?;
    let state = Map::new();
    for (number, step) in (0..).zip(&execution.steps) {
        let written = appender.step_ended(number, step.clone(), &state, String::new());
        written.await?;
    }
    let end = End {
        status: execution.status,
        at_ms: execution.ended_ms.unwrap_or_default(),
        ..End::default()
    };
    Ok(appender.ended(end).await?)
}

/// All that a store says, a line a thing; what could not be read is its error.
#[derive(Debug, Default, PartialEq)]
pub struct Told {
    /// What was read.
    pub lines: BTreeMap<String, String>,
    /// What could not be.
    pub refused: Vec<String>,
}

impl Told {
    fn add<T: std::fmt::Debug>(&mut self, what: String, read: store::Result<T>) {
        match read {
            Ok(read) => drop(self.lines.insert(what, format!("{read:?}"))),
            Err(error) => self.refused.push(format!("{what}: {error}")),
        }
    }
}

/// Reads everything that there is.
pub async fn read_all(store: &Store) -> Told {
    let mut told = Told::default();
    match store.workflows(&WorkflowFilter::default(), ALL).await {
        Ok(list) => {
            for one in list.entries {
                read_workflow(store, &mut told, one).await;
            }
        }
        Err(error) => told.refused.push(format!("workflows: {error}")),
    }
    match store.executions(&ExecutionFilter::default(), ALL).await {
        Ok(list) => {
            for one in list.entries {
                let damaged = one.error.as_ref();
                if damaged.is_some_and(|error| error.code.as_str() == "store.damaged") {
                    told.refused
                        .push(format!("run {} is listed as damaged", one.id));
                    continue;
                }
                let read = store.execution(&one.id).await;
                told.add(format!("execution {}", one.id), read);
                told.lines
                    .insert(format!("run {}", one.id), format!("{one:?}"));
                read_journal(store, &mut told, &one.id).await;
            }
        }
        Err(error) => told.refused.push(format!("executions: {error}")),
    }
    read_unfinished(store, &mut told).await;
    match store.variables().await {
        Ok(all) => {
            let lines = all
                .iter()
                .map(|(name, value)| (format!("variable {name}"), format!("{value:?}")));
            told.lines.extend(lines);
        }
        Err(error) => told.refused.push(format!("variables: {error}")),
    }
    read_tables(store, &mut told).await;
    for number in 0..PREFERENCES {
        let name = format!("p{number}");
        let read = store.preference(&name).await;
        told.add(format!("preference {name}"), read);
    }
    told
}

/// What is written of an execution beside itself.
async fn read_journal(store: &Store, told: &mut Told, id: &str) {
    told.add(format!("attempts of {id}"), store.attempts(id).await);
    let states = store.node_states(id).await;
    let states = states.map(|states| states.into_iter().collect::<BTreeMap<_, _>>());
    told.add(format!("states of {id}"), states);
    told.add(format!("start of {id}"), store.start_of(id).await);
    told.add(format!("left of {id}"), store.unfinished_one(id).await);
}

async fn read_unfinished(store: &Store, told: &mut Told) {
    match store.unfinished().await {
        Ok((open, damaged)) => {
            let lines = open
                .iter()
                .map(|one| (format!("unfinished {}", one.execution), format!("{one:?}")));
            told.lines.extend(lines);
            told.refused.extend(damaged.iter().map(ToString::to_string));
        }
        Err(error) => told.refused.push(format!("unfinished: {error}")),
    }
}

async fn read_tables(store: &Store, told: &mut Told) {
    let tables = match store.tables().await {
        Ok(tables) => tables,
        Err(error) => return told.refused.push(format!("tables: {error}")),
    };
    for table in tables {
        // When it last changed follows from its rows, which are looked at one by one.
        let line = format!("{:?} since {}", table.columns, table.created_ms);
        told.lines.insert(format!("table {}", table.name), line);
        match store.rows(&table.id, &[], true, None, usize::MAX).await {
            Ok(rows) => told.lines.extend(rows.iter().map(|row| {
                let name = format!("row {} of {}", row.id, table.name);
                (name, format!("{row:?}"))
            })),
            Err(error) => told
                .refused
                .push(format!("rows of {}: {error}", table.name)),
        }
    }
}

/// How many preferences are asked for.
const PREFERENCES: usize = 12;

async fn read_workflow(store: &Store, told: &mut Told, one: store::WorkflowSummary) {
    let id = one.id.clone();
    if one.damaged {
        told.refused
            .push(format!("workflow {id} is listed as damaged"));
    } else {
        told.lines
            .insert(format!("listed {id}"), format!("{one:?}"));
    }
    told.add(format!("workflow {id}"), store.workflow(&id).await);
    told.add(format!("draft {id}"), store.draft(&id).await);
    let versions = store.workflow_versions(&id).await;
    if let Err(error) = &versions {
        told.refused.push(format!("versions of {id}: {error}"));
    }
    for version in versions.unwrap_or_default() {
        let line = format!("{version:?}");
        told.lines
            .insert(format!("info {} of {id}", version.revision), line);
        let read = store.workflow_version(&id, version.revision).await;
        told.add(format!("version {} of {id}", version.revision), read);
    }
    told.add(format!("memory of {id}"), store.static_data(&id, "").await);
    told.add(format!("grants of {id}"), store.allowed(&id).await);
}

/// What the store itself says of its state.
#[derive(Debug, Default)]
pub struct Health {
    /// What was lost.
    pub loss: Option<Loss>,
    /// What does not fit.
    pub findings: Findings,
    /// What could not even be asked.
    pub refused: Vec<String>,
}

/// Asks a store how it is.
pub async fn health(store: &Store) -> Health {
    let mut health = Health::default();
    match store.examine().await {
        Ok(findings) => health.findings = findings,
        Err(error) => health.refused.push(error.to_string()),
    }
    match store.loss().await {
        Ok(loss) => health.loss = loss,
        Err(error) => health.refused.push(error.to_string()),
    }
    health
}

impl Health {
    /// Whether a person was told of damage.
    pub fn says_damage(&self) -> bool {
        !self.findings.is_whole() || !self.refused.is_empty()
    }
}

/// Adds a row to the table of numbers.
pub async fn add_number(store: &Store, number: i64) -> store::Result<()> {
    let record = json!({ "n": number });
    let record = record.as_object().cloned().unwrap_or_default();
    store.insert_rows(TABLE, &[record], number).await.map(drop)
}

/// The numbers in the table.
///
/// # Errors
/// When they cannot be read.
pub async fn numbers(store: &Store) -> Result<Vec<i64>> {
    let rows = store.rows(TABLE, &[], true, None, usize::MAX).await?;
    let number = |row: &store::Row| row.data.get("n").and_then(value::Value::as_i64);
    rows.iter()
        .map(|row| number(row).context("a row without its number"))
        .collect()
}

/// Copies a folder with all that is in it.
///
/// # Errors
/// When something cannot be copied.
pub fn copy_folder(from: &Path, to: &Path) -> std::io::Result<()> {
    std::fs::create_dir_all(to)?;
    copy_files(from, to)?;
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_dir() {
            copy_folder(&entry.path(), &to.join(entry.file_name()))?;
        }
    }
    Ok(())
}

/// Copies the files of a folder, but for its folders.
///
/// # Errors
/// When one cannot be copied.
pub fn copy_files(from: &Path, to: &Path) -> std::io::Result<()> {
    for entry in std::fs::read_dir(from)? {
        let entry = entry?;
        if entry.file_type()?.is_file() {
            std::fs::copy(entry.path(), to.join(entry.file_name()))?;
        }
    }
    Ok(())
}
