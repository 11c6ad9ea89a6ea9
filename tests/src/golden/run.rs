//! Runs a golden workflow: the product's app, engine and host, with clock, HTTP answers and credentials of the file.

use std::path::Path;
use std::sync::Arc;
use std::time::Duration;

use anyhow::{Context, Result, bail};
use app::{App, ExecutionFilter, Grants, Options, PageRequest, RunRequest};
use engine::Start;
use model::{Execution, Item, Mode, Workflow};
use sdk::Host;
use value::Value;

use super::{Golden, judge};
use crate::conformance::host::CaseHost;
use crate::conformance::mocks::Mocks;

/// Stands for the folder of the run in workflows and expectations.
const FOLDER: &str = "/golden";
/// No golden workflow takes longer.
const LIMIT: Duration = Duration::from_secs(60);

/// A golden workflow in its folder, ready to run.
struct Stage<'g> {
    golden: &'g Golden,
    app: App,
    workflow: Arc<Workflow>,
    grants: Arc<Grants>,
    folder: tempfile::TempDir,
}

/// Runs a golden workflow and says everything that differs; `worker` is the program that becomes the JavaScript worker.
///
/// # Errors
/// When it could not be run at all.
pub async fn run(golden: &Golden, worker: &Path) -> Result<Vec<String>> {
    let stage = Stage::set(golden, worker).await?;
    let runs = golden.runs();
    let mut wrong = Vec::new();
    for (at, wanted) in runs.iter().enumerate() {
        let wanted = value::from_str(&wanted.to_string().replace(FOLDER, &stage.place()))?;
        let found = stage.play(&wanted).await?;
        let run = if runs.len() > 1 {
            format!("run {}: ", at + 1)
        } else {
            String::new()
        };
        wrong.extend(found.into_iter().map(|what| format!("{run}{what}")));
    }
    stage.app.close().await;
    Ok(wrong)
}

fn written(folder: &tempfile::TempDir) -> String {
    folder.path().to_string_lossy().replace('\\', "/")
}

impl<'g> Stage<'g> {
    async fn set(golden: &'g Golden, worker: &Path) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        let place = written(&folder);
        for (name, text) in golden.expect["files"].as_object().into_iter().flatten() {
            let path = folder.path().join(name.as_str());
            std::fs::create_dir_all(path.parent().context("a file has a folder")?)?;
            std::fs::write(&path, judge::bytes(text)?)?;
        }
        let options = Options {
            data: None,
            keep: false,
            worker: worker.to_owned(),
        };
        let app = App::open(options)?;
        for stored in golden.expect["stored"].as_array().unwrap_or_default() {
            let path = golden.folder.join(stored.to_text().as_str());
            let text =
                std::fs::read_to_string(&path).with_context(|| path.display().to_string())?;
            let workflow = app.read(text.replace(FOLDER, &place).as_bytes())?.workflow;
            app.store().await?.create_workflow(workflow, 0).await?;
        }
        let allowed = golden.expect["allow"].as_array().unwrap_or_default();
        let allowed = allowed
            .iter()
            .map(|grant| grant.to_text().replace(FOLDER, &place));
        let mut text = golden.text.clone();
        for (old, new) in golden.expect["replace"].as_object().into_iter().flatten() {
            text = text.replace(old.as_str(), new.to_text().as_str());
        }
        let workflow = app.read(text.replace(FOLDER, &place).as_bytes())?.workflow;
        Ok(Self {
            golden,
            workflow: Arc::new(workflow),
            grants: Arc::new(Grants::parse(allowed)?),
            app,
            folder,
        })
    }

    /// The folder of the run as workflows write it.
    fn place(&self) -> String {
        written(&self.folder)
    }

    async fn play(&self, wanted: &Value) -> Result<Vec<String>> {
        let host = self.host(wanted).await?;
        let execution = self.execute(wanted, host.clone()).await?;
        let mut wrong = judge::execution(wanted, &execution, &*host).await?;
        for missed in host.mocks.unused() {
            wrong.push(format!("nothing asked for {missed}"));
        }
        wrong.extend(self.after(wanted, &*host).await?);
        Ok(wrong)
    }

    async fn host(&self, wanted: &Value) -> Result<Arc<CaseHost>> {
        let inner = self.app.plain_host(self.grants.clone()).await;
        let expect = &self.golden.expect;
        let now = match wanted.get("clock").or(expect.get("clock")) {
            Some(clock) => {
                let time: jiff::Timestamp = clock.to_text().parse()?;
                Some(time.as_millisecond().into())
            }
            None => None,
        };
        Ok(Arc::new(CaseHost {
            inner,
            mocks: Mocks::new(wanted["http"].as_array().unwrap_or_default()),
            disk: None,
            credentials: expect["credentials"]
                .as_object()
                .cloned()
                .unwrap_or_default(),
            now_ms: now,
        }))
    }

    async fn execute(&self, wanted: &Value, host: Arc<CaseHost>) -> Result<Execution> {
        let mode = match wanted["mode"].as_str() {
            None | Some("manual") => Mode::Manual,
            Some("trigger") => Mode::Trigger,
            Some(other) => bail!("there is no mode {other}"),
        };
        let node = match wanted["start"].as_str() {
            Some(name) => Some(
                self.workflow
                    .node_named(name)
                    .with_context(|| format!("there is no node “{name}” to start at"))?
                    .id
                    .clone(),
            ),
            None => None,
        };
        let items: Option<Vec<Item>> = wanted["input"]
            .as_array()
            .map(|list| list.iter().cloned().map(Item::of).collect());
        let start = Start {
            mode,
            node,
            items,
            use_pinned: mode == Mode::Manual,
            timezone: self.golden.expect["timezone"]
                .as_str()
                .unwrap_or("UTC")
                .to_owned(),
            ..Start::new(self.workflow.clone(), host)
        };
        let handle = self.app.engine().start(start).await?;
        let canceler = handle.canceler();
        let request = RunRequest {
            workflow: self.workflow.clone(),
            grants: self.grants.clone(),
            mode,
            save: true,
            ..RunRequest::default()
        };
        match tokio::time::timeout(LIMIT, self.app.finish(handle, &request)).await {
            Ok(finished) => {
                finished.kept?;
                Ok(finished.execution)
            }
            Err(_) => {
                canceler.cancel();
                bail!("it did not end within {} s", LIMIT.as_secs())
            }
        }
    }

    /// What must be there when it has ended: files, and runs of other workflows.
    async fn after(&self, wanted: &Value, host: &dyn Host) -> Result<Vec<String>> {
        let mut wrong = Vec::new();
        let after = &wanted["after"];
        for (name, text) in after["files"].as_object().into_iter().flatten() {
            let found = std::fs::read_to_string(self.folder.path().join(name.as_str()));
            let found = found.map_or(Value::Null, Value::from);
            if found != *text {
                wrong.push(format!("file {name}: expected {text}, got {found}"));
            }
        }
        for (name, expected) in after["workflows"].as_object().into_iter().flatten() {
            let page = PageRequest {
                offset: 0,
                limit: PageRequest::MOST,
            };
            let store = self.app.store().await?;
            let all = store.executions(&ExecutionFilter::default(), page).await?;
            let Some(run) = all.entries.iter().find(|run| run.name == name.as_str()) else {
                wrong.push(format!("the workflow “{name}” was not run"));
                continue;
            };
            let execution = store.execution(&run.id).await?;
            let found = judge::execution(expected, &execution, host).await?;
            wrong.extend(found.into_iter().map(|what| format!("“{name}”: {what}")));
        }
        Ok(wrong)
    }
}
