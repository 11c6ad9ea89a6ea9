//! The installation: the rooms, opened once and shared by everything that runs.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use engine::{Engine, Limits};
use model::Workflow;
use model::n8n::{ImportError, ImportOptions, Imported};
use model::spec::Specs;
use net::{AddressPolicy, Client, Config};
use parking_lot::RwLock;
use store::Store;
use tokio::sync::{Notify, OnceCell};

use crate::bus::Bus;
use crate::credentials::Credentials;
use crate::dropped::Dropped;
use crate::executor::Executor;
use crate::host::{Binaries, Memory, Rooms};
use crate::live::Runs;
use crate::{Error, Grants};

/// How often, and after which pause, it is looked whether everything that ran was written down when Millrace closes.
const SHUT_DOWN_LOOKS: u32 = 200;
const SHUT_DOWN_PAUSE: Duration = Duration::from_millis(25);

/// How an installation is opened.
#[derive(Clone, Debug)]
pub struct Options {
    /// The data folder; none keeps nothing and knows no stored workflow.
    pub data: Option<PathBuf>,
    /// Whether anything is written to the data folder; if not, what it holds is there to be used, and what a workflow
    /// remembers lasts as long as this installation is open.
    pub keep: bool,
    /// The program that is started as a JavaScript worker: one whose `main` calls [`crate::run_worker_if_asked`].
    pub worker: PathBuf,
}

/// An installation. Cloning it gives another hold of the same one.
#[derive(Clone)]
pub struct App(pub(crate) Arc<Inner>);

pub(crate) struct Inner {
    pub(crate) engine: Engine,
    pub(crate) rooms: Arc<Rooms>,
    pub(crate) timezone: String,
    pub(crate) bus: Bus,
    pub(crate) runs: Runs,
    pub(crate) dropped: Dropped,
    /// Held once more by every execution that is being written down.
    pub(crate) going_on: Arc<()>,
    /// This program as one that runs executions, once it runs one that is kept.
    pub(crate) executor: OnceCell<Executor>,
    /// A person said anew how much runs may take.
    pub(crate) budget_changed: Notify,
    /// Opens requests that were sealed for this start.
    pub(crate) opener: api::Opener,
    /// What every workflow may reach, beside what each was allowed.
    pub(crate) allowed: RwLock<model::Grants>,
}

impl App {
    /// Opens an installation with the built-in nodes. Nothing is read or written before it is needed.
    ///
    /// # Errors
    /// When there is no place for temporary files.
    pub fn open(options: Options) -> Result<Self, Error> {
        Self::with_registry(options, nodes::registry())
    }

    /// Opens an installation with the given kinds of nodes.
    ///
    /// # Errors
    /// When there is no place for temporary files.
    pub fn with_registry(options: Options, registry: sdk::Registry) -> Result<Self, Error> {
        let binaries = match &options.data {
            Some(folder) if options.keep => Binaries::kept(folder.join("binaries")),
            _ => Binaries::temporary().map_err(Error::Temporary)?,
        };
        let rooms = Rooms {
            pool: crate::start_pool(options.worker),
            client: Client::new(Config::new(Arc::new(AddressPolicy::desktop()))),
            binaries,
            memory: Memory::new(options.data, options.keep),
            credentials: Credentials::default(),
        };
        Ok(Self(Arc::new(Inner {
            engine: Engine::new(registry, Limits::default()),
            rooms: Arc::new(rooms),
            timezone: local_zone(),
            bus: Bus::default(),
            runs: Runs::default(),
            dropped: Dropped::default(),
            going_on: Arc::default(),
            executor: OnceCell::new(),
            budget_changed: Notify::new(),
            opener: api::Opener::default(),
            allowed: RwLock::default(),
        })))
    }

    /// The engine.
    pub fn engine(&self) -> &Engine {
        &self.0.engine
    }

    /// The rooms that executions share.
    pub fn rooms(&self) -> &Arc<Rooms> {
        &self.0.rooms
    }

    /// The credentials, and what takes them out of what is written.
    pub fn credentials(&self) -> &Credentials {
        &self.0.rooms.credentials
    }

    /// What is told unasked.
    pub fn bus(&self) -> &Bus {
        &self.0.bus
    }

    /// The runs that windows started.
    pub(crate) fn runs(&self) -> &Runs {
        &self.0.runs
    }

    /// The zone of a workflow: its own, or this machine's.
    pub(crate) fn zone_of(&self, workflow: &Workflow) -> String {
        let own = workflow.settings.timezone.as_deref();
        let own = own.filter(|zone| !zone.is_empty() && *zone != "DEFAULT");
        own.unwrap_or(&self.0.timezone).to_owned()
    }

    /// Starts a JavaScript worker ahead of its use, where a workflow will need one.
    pub fn warm_up_for(&self, workflow: &Workflow) {
        if needs_javascript(workflow) {
            self.0.rooms.pool.warm();
        }
    }

    /// The store, opened on first use.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn store(&self) -> Result<Store, Error> {
        Ok(self.0.rooms.memory.open().await?)
    }

    /// Reads a workflow file, Millrace's or n8n's, or a cURL command, of which it makes a request.
    ///
    /// # Errors
    /// When it holds no workflow; nothing of it is kept then.
    pub fn read(&self, bytes: &[u8]) -> Result<Imported, ImportError> {
        self.read_named(bytes, None)
    }

    /// Reads a workflow file; a workflow that has no name in it gets this one.
    ///
    /// # Errors
    /// When it holds no workflow; nothing of it is kept then.
    pub fn read_named(&self, bytes: &[u8], name: Option<&str>) -> Result<Imported, ImportError> {
        if crate::curl::is_command(bytes) {
            let text = std::str::from_utf8(bytes).map_err(|_| ImportError::NotUtf8 { line: 1 })?;
            return self.read_curl(text, name);
        }
        let registry = self.0.engine.registry();
        let options = ImportOptions {
            name,
            ..ImportOptions::default()
        };
        model::file::read(bytes, registry.specs(), options)
    }

    /// Says whether a run of a workflow could begin at all. Runs nothing.
    ///
    /// # Errors
    /// What stops every run of it.
    pub fn assert_startable(&self, workflow: &Arc<Workflow>) -> Result<(), Error> {
        let plan = self.0.engine.plan(workflow)?;
        match plan.start(&[]) {
            Some(_) => Ok(()),
            None => Err(engine::EngineError::NoStart.into()),
        }
    }

    /// The kinds of nodes.
    pub fn with_specs<T>(&self, look: impl FnOnce(&Specs) -> T) -> T {
        look(self.0.engine.registry().specs())
    }

    /// Allows every workflow that a window runs something, beside what each was allowed.
    pub fn allow(&self, grants: Grants) {
        *self.0.allowed.write() = grants.plain();
    }

    /// Lets steps that run end, for up to five seconds, and closes the store. What has not ended by then goes on at the
    /// next start, or waits there for a decision: quitting throws no work away.
    pub async fn shut_down(&self) {
        self.0.runs.leave_all();
        self.wait_while(|runs| runs.are_busy()).await;
        self.close().await;
        // What is closed takes no end any more: it is cut off as by a crash, its programs and workers with it.
        self.0.runs.cancel_all();
        self.wait_while(|runs| !runs.running().is_empty()).await;
    }

    async fn wait_while(&self, lasts: impl Fn(&Runs) -> bool) {
        for _ in 0..SHUT_DOWN_LOOKS {
            if !lasts(&self.0.runs) {
                break;
            }
            #[expect(
                clippy::disallowed_methods,
                reason = "the program ends; no execution sees this clock"
            )]
            tokio::time::sleep(SHUT_DOWN_PAUSE).await;
        }
    }

    /// Closes the store.
    pub async fn close(&self) {
        self.0.rooms.memory.close().await;
    }
}

/// Whether something in a workflow surely needs a worker: a program, or an expression that is not native.
fn needs_javascript(workflow: &Workflow) -> bool {
    workflow
        .nodes
        .iter()
        .filter(|node| !node.disabled && !node.is_note())
        .any(|node| {
            node.parameters.iter().any(|(name, value)| {
                matches!(name.as_str(), "jsCode" | "functionCode") || has_foreign_expression(value)
            })
        })
}

fn has_foreign_expression(value: &value::Value) -> bool {
    match value {
        value::Value::String(text) => {
            text.starts_with('=') && !expr::Template::parse(text).is_native()
        }
        value::Value::Array(list) => list.iter().any(has_foreign_expression),
        value::Value::Object(map) => map.values().any(has_foreign_expression),
        _ => false,
    }
}

/// The zone of this machine, UTC where it cannot be told.
fn local_zone() -> String {
    jiff::tz::TimeZone::system()
        .iana_name()
        .unwrap_or("UTC")
        .to_owned()
}
