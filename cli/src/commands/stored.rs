//! `millrace list`, `delete` and `duplicate`: the workflows of the data folder.

use std::path::PathBuf;
use std::process::ExitCode;

use app::{Direction, PageRequest, SortBy, WorkflowFilter, WorkflowSummary};

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
        outln!("{}", nothing(arguments, found.total));
    } else {
        let row = |one: &WorkflowSummary| {
            vec![
                show::id(&one.id),
                match one.damaged {
                    true => format!("{} (damaged)", one.name),
                    false => one.name.clone(),
                },
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

/// Why a list is empty.
fn nothing(arguments: &List, total: u64) -> String {
    let place = if arguments.trash { " in the trash" } else { "" };
    if total > 0 {
        let pages = total.div_ceil(PAGE.into());
        return format!("Page {} is empty; the last one is {pages}.", arguments.page);
    }
    match (&arguments.text, &arguments.tag) {
        (None, None) if arguments.trash => "The trash is empty.".to_owned(),
        (None, None) => {
            "No workflow is stored here. Keep one: millrace import FILE --save".to_owned()
        }
        (Some(text), None) => format!("No workflow{place} has “{}” in its name.", plain(text)),
        (None, Some(tag)) => format!("No workflow{place} has the tag “{}”.", plain(tag)),
        (Some(text), Some(tag)) => format!(
            "No workflow{place} has “{}” in its name and the tag “{}”.",
            plain(text),
            plain(tag)
        ),
    }
}

/// Puts a workflow into the trash, takes it out, or removes it.
pub fn delete(data: Option<PathBuf>, arguments: &Delete) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    let named = &arguments.workflow;
    block_on(async {
        let in_trash = arguments.restore || arguments.forever;
        let (id, name) = if in_trash {
            trashed(&app, named).await?
        } else {
            let found = place::stored(&app, named).await?;
            (found.id, found.name)
        };
        let done = match (arguments.restore, arguments.forever) {
            (true, _) => {
                app.untrash_workflow(&id).await?;
                "was taken out of the trash"
            }
            (_, true) => {
                app.erase_workflow(&id).await?;
                "was removed for good"
            }
            _ => {
                app.trash_workflow(&id).await?;
                "is in the trash; --restore takes it out again"
            }
        };
        outln!("“{}” {done}.", plain(&name));
        app.close().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// A workflow of the trash by id, name or the beginning of its id.
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
    let by = |fits: &dyn Fn(&WorkflowSummary) -> bool| {
        let found = trash.entries.iter().filter(|one| fits(one));
        found
            .map(|one| (one.id.clone(), one.name.clone()))
            .collect::<Vec<_>>()
    };
    let found = [
        by(&|one| one.id == named),
        by(&|one| one.name == named),
        by(&|one| named.len() >= 4 && one.id.starts_with(named)),
    ];
    match found.into_iter().find(|found| !found.is_empty()).as_deref() {
        Some([one]) => Ok(one.clone()),
        Some(_) => Err(Failure::Input(format!(
            "several workflows in the trash are meant by “{named}”; name one by its id: millrace list --trash"
        ))),
        None => Err(Failure::Input(format!(
            "there is no workflow “{named}” in the trash; `millrace list --trash` shows what is"
        ))),
    }
}

/// Copies a workflow.
pub fn duplicate(data: Option<PathBuf>, arguments: &Duplicate) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        let found = place::stored(&app, &arguments.workflow).await?;
        let copy = app.duplicate_workflow(&found.id).await?;
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
