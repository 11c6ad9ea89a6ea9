//! `millrace list`, `delete` and `duplicate`: the workflows of the data folder.

use std::path::PathBuf;
use std::process::ExitCode;

use app::{Direction, PageRequest, SortBy, StoreError, WorkflowFilter, WorkflowSummary};

use super::import::now_ms;
use crate::arguments::{Delete, Duplicate, List};
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{dim, plain};
use crate::{block_on, place, show};

/// How many workflows a page has.
const PAGE: u32 = 50;

/// Lists workflows.
pub fn list(data: Option<PathBuf>, arguments: &List) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    let (sort, direction) = match arguments.sort.as_str() {
        "name" => (SortBy::Name, Direction::Up),
        "created" => (SortBy::Created, Direction::Down),
        _ => (SortBy::Updated, Direction::Down),
    };
    let filter = WorkflowFilter {
        text: arguments.text.clone(),
        tag: arguments.tag.clone(),
        trash: arguments.trash,
        sort,
        direction,
        ..WorkflowFilter::default()
    };
    let page = PageRequest {
        offset: (arguments.page - 1) * PAGE,
        limit: PAGE,
    };
    let found = block_on(async {
        let found = app.store().await?.workflows(&filter, page).await?;
        app.close().await;
        Ok(found)
    })?;
    if arguments.json {
        let value = value::to_value(&found.entries)
            .map_err(|e| Failure::Data(format!("the list cannot be printed: {e}")))?;
        outln!("{}", value::to_string_pretty(&value));
    } else if found.entries.is_empty() {
        outln!("No workflow is stored here. Keep one: millrace import FILE --save");
    } else {
        let row = |one: &WorkflowSummary| {
            vec![
                one.id.clone(),
                one.name.clone(),
                one.nodes.to_string(),
                one.tags.join(", "),
                one.revision.to_string(),
            ]
        };
        outln!(
            "{}",
            show::rows(
                &["id", "name", "nodes", "tags", "version"],
                found.entries.iter().map(row)
            )
        );
        outln!(
            "{}",
            dim(&format!("{} of {}", found.entries.len(), found.total))
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Puts a workflow into the trash, takes it out, or removes it.
pub fn delete(data: Option<PathBuf>, arguments: &Delete) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    let named = &arguments.workflow;
    block_on(async {
        let store = app.store().await?;
        let in_trash = arguments.restore || arguments.forever;
        let (id, name) = if in_trash {
            trashed(&app, named).await?
        } else {
            let found = store.find_workflow(named).await?.workflow;
            (found.id, found.name)
        };
        let done = match (arguments.restore, arguments.forever) {
            (true, _) => store
                .restore_workflow(&id)
                .await
                .map(|()| "was taken out of the trash"),
            (_, true) => store
                .erase_workflow(&id)
                .await
                .map(|()| "was removed for good"),
            _ => store
                .trash_workflow(&id, now_ms())
                .await
                .map(|()| "is in the trash; --restore takes it out again"),
        }?;
        outln!("“{}” {done}.", plain(&name));
        app.close().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// A workflow of the trash by id or name.
async fn trashed(app: &app::App, named: &str) -> Result<(String, String), Failure> {
    let filter = WorkflowFilter {
        trash: true,
        ..WorkflowFilter::default()
    };
    let page = PageRequest {
        offset: 0,
        limit: PageRequest::MOST,
    };
    let trash = app.store().await?.workflows(&filter, page).await?;
    let found = trash
        .entries
        .into_iter()
        .find(|one| one.id == named || one.name == named);
    let found = found.ok_or(StoreError::Missing {
        what: "workflow in the trash",
        id: named.to_owned(),
    })?;
    Ok((found.id, found.name))
}

/// Copies a workflow.
pub fn duplicate(data: Option<PathBuf>, arguments: &Duplicate) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        let store = app.store().await?;
        let found = store.find_workflow(&arguments.workflow).await?.workflow;
        let copy = store.duplicate_workflow(&found.id, now_ms()).await?;
        outln!(
            "“{}” was copied to {} as “{}”.",
            plain(&found.name),
            copy.workflow.id,
            plain(&copy.workflow.name)
        );
        app.close().await;
        Ok(ExitCode::SUCCESS)
    })
}
