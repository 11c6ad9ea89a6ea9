//! The host that executions run on: every way out of a node, judged by the execution's grants.

mod binary;
mod command;
mod files;
mod http;
mod memory;
mod tables;

use std::collections::HashMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use async_trait::async_trait;
use bytes::Bytes;
use model::Binary;
use model::script::{CodeReply, CodeRun, Evaluated, Evaluation, ScriptHost};
use net::HostGrants;
use parking_lot::Mutex;
use sdk::{
    Authorization, CommandOutput, CommandRun, Dedup, Duplex, Error, FileInfo, Host, HttpAnswer,
    HttpRequest, Result, StaticScope, SubWorkflow, SubWorkflowReply, Suspend, TableCall,
};
use value::{Map, Value};

use crate::credentials::{Asker, Credentials, Spent, unusable};
use crate::grants::Grants;
use crate::run::Caller;

pub use binary::{Binaries, Intake};
pub use files::{Folders, absolute};
pub use memory::Memory;

/// How long the expressions of one step may take, each, in milliseconds.
pub const EXPRESSION_TIMEOUT_MS: u64 = 1_000;

/// What all executions of an installation share.
pub struct Rooms {
    /// JavaScript.
    pub pool: Arc<sandbox::Pool>,
    /// HTTP.
    pub client: net::Client,
    /// Files that travel with items.
    pub binaries: Binaries,
    /// What workflows remember.
    pub memory: Memory,
    /// The credentials.
    pub credentials: Credentials,
}

/// The host of one execution.
pub struct ExecutionHost {
    rooms: Arc<Rooms>,
    grants: Arc<Grants>,
    /// Under which id the workflow remembers things.
    workflow: String,
    caller: Arc<dyn Caller>,
    vars: Map,
    /// The files that it stores.
    intake: Intake,
    custom: Mutex<Map>,
    asker: Asker,
    /// The credentials that this execution has opened: each is written down once, and again when it was changed.
    spent: Mutex<HashMap<(String, String), Spent>>,
}

impl ExecutionHost {
    /// A host for an execution of a workflow with what it was granted.
    pub fn new(
        rooms: Arc<Rooms>,
        grants: Arc<Grants>,
        workflow: String,
        caller: Arc<dyn Caller>,
        vars: Map,
        asker: Asker,
    ) -> Self {
        Self {
            intake: rooms.binaries.intake(),
            rooms,
            grants,
            workflow,
            caller,
            vars,
            custom: Mutex::default(),
            asker,
            spent: Mutex::default(),
        }
    }

    /// The files that it stores.
    pub(crate) fn intake(&self) -> &Intake {
        &self.intake
    }

    /// A credential of this workflow, opened.
    async fn spend(&self, slot: &str, id: Option<&str>) -> Result<Spent> {
        let credentials = &self.rooms.credentials;
        let store = self.rooms.memory.open().await;
        let store = store.map_err(|error| unusable(&error.into()))?;
        let key = (slot.to_owned(), id.unwrap_or_default().to_owned());
        let held = self.spent.lock().get(&key).cloned();
        let is_held = match &held {
            Some(held) if credentials.open_vault().is_some() => {
                credentials.is_current(&store, held).await
            }
            _ => false,
        };
        let spent = match held.filter(|_| is_held) {
            Some(spent) => spent,
            None => {
                let spent = credentials.spend(&store, &self.asker, slot, id).await?;
                self.spent.lock().insert(key, spent.clone());
                spent
            }
        };
        spent.assert_valid(self.now_ms())?;
        Ok(spent)
    }

    /// Runs disk work on a thread that may wait.
    async fn blocking<T: Send + 'static>(
        &self,
        work: impl FnOnce(&Grants) -> Result<T> + Send + 'static,
    ) -> Result<T> {
        let grants = self.grants.clone();
        let done = tokio::task::spawn_blocking(move || work(&grants)).await;
        done.unwrap_or_else(|e| {
            Err(Error::new(
                "bug",
                format!("A file operation broke off: {e}."),
            ))
        })
    }
}

/// Sends a request, with its credential if it has one; a digest takes a second round.
async fn send(
    rooms: &Rooms,
    request: &HttpRequest,
    spent: Option<&Spent>,
    grants: &dyn HostGrants,
) -> Result<net::Response> {
    let (binaries, client) = (&rooms.binaries, &rooms.client);
    let plain = Authorization::default();
    let authorization = spent.map_or(&plain, |spent| &spent.authorization);
    let hosts = spent.map(|spent| spent.hosts.clone());
    let clean = rooms.credentials.clean();
    let outgoing = http::outgoing(request, binaries, authorization, hosts.clone(), clean)?;
    let response = client.send(outgoing, grants).await;
    let response = response.map_err(|e| http::failed(&e))?;
    let login = spent.and_then(|spent| spent.login.clone());
    let Some(login) = login.filter(|_| response.status == 401) else {
        return Ok(response);
    };
    let mut own = [0; 16];
    rand::Rng::fill_bytes(&mut rand::rng(), &mut own);
    let Some(answer) = http::digest(request, &response, &login, &hex::encode(own)) else {
        return Ok(response);
    };
    let outgoing = http::outgoing(request, binaries, &answer, hosts, clean)?;
    let response = client.send(outgoing, grants).await;
    response.map_err(|e| http::failed(&e))
}

/// The status that a request with a credential is answered with, outside of any run.
///
/// # Errors
/// When there is no answer, or the credential may not go there.
pub async fn try_request(
    rooms: &Rooms,
    request: &HttpRequest,
    spent: &Spent,
    grants: &dyn HostGrants,
) -> Result<u16> {
    let sent = send(rooms, request, Some(spent), grants).await;
    let sent = sent.map_err(|error| rooms.credentials.clean().fault(error));
    Ok(sent?.status)
}

#[async_trait]
impl Host for ExecutionHost {
    async fn http(&self, request: HttpRequest) -> Result<HttpAnswer> {
        let spent = match &request.credential {
            Some((slot, id)) => Some(self.spend(slot, id.as_deref()).await?),
            None => None,
        };
        if let Some(spent) = &spent {
            spent.assert_proxy(request.proxy.as_deref(), &request.url, request.insecure)?;
        }
        let clean = self.rooms.credentials.clean();
        // Even if the vault is locked meanwhile: what went out may come back.
        let _hold = clean.redactor().hold();
        let response = send(&self.rooms, &request, spent.as_ref(), &*self.grants).await;
        let response = response.map_err(|error| clean.fault(error))?;
        http::incoming(response, request.to_file, &self.intake, clean).await
    }

    async fn stream(&self, host: &str, port: u16, tls: bool) -> Result<Box<dyn Duplex>> {
        let grants: &dyn HostGrants = &*self.grants;
        let client = &self.rooms.client;
        match tls {
            true => client
                .connect_tls(host, port, true, grants)
                .await
                .map(|stream| Box::new(stream) as Box<dyn Duplex>),
            false => client
                .connect(host, port, grants)
                .await
                .map(|stream| Box::new(stream) as Box<dyn Duplex>),
        }
        .map_err(|e| http::failed(&e))
    }

    async fn read_file(&self, path: &str) -> Result<Bytes> {
        let path = path.to_owned();
        self.blocking(move |grants| grants.folders.read(&path))
            .await
    }

    async fn write_file(&self, path: &str, content: Bytes, append: bool) -> Result<()> {
        let path = path.to_owned();
        self.blocking(move |grants| grants.folders.write(&path, &content, append))
            .await
    }

    async fn list_files(&self, pattern: &str) -> Result<Vec<FileInfo>> {
        let pattern = pattern.to_owned();
        self.blocking(move |grants| grants.folders.list(&pattern))
            .await
    }

    async fn store_binary(
        &self,
        content: Bytes,
        name: Option<&str>,
        mime: Option<&str>,
    ) -> Result<Binary> {
        self.intake.store(content, name, mime).await
    }

    async fn load_binary(&self, binary: &Binary) -> Result<Bytes> {
        self.rooms.binaries.load(binary).await
    }

    fn binary_path(&self, binary: &Binary) -> Result<PathBuf> {
        self.rooms.binaries.path(binary)
    }

    async fn evaluate(&self, evaluation: &Evaluation, asked: &dyn ScriptHost) -> Result<Evaluated> {
        let done = self
            .rooms
            .pool
            .evaluate(evaluation, EXPRESSION_TIMEOUT_MS, asked)
            .await;
        done.map_err(|error| Error {
            item: error.item,
            quote: error.quote,
            description: error.description,
            ..Error::new(error.kind.expression_code(), error.message)
        })
    }

    async fn run_code(&self, run: &CodeRun, asked: &dyn ScriptHost) -> Result<CodeReply> {
        Ok(self.rooms.pool.run_code(run, asked).await)
    }

    async fn run_workflow(&self, call: SubWorkflow) -> Result<SubWorkflowReply> {
        self.caller.call(call, self.grants.clone()).await
    }

    async fn credential(&self, slot: &str, id: Option<&str>) -> Result<Authorization> {
        let spent = self.spend(slot, id).await?;
        if spent.way.is_sent() {
            // It goes into a request, which this host sends: no node sees it.
            let message = format!("The credential “{}” is only used in requests.", spent.name);
            return Err(Error::new("credential.kind", message));
        }
        Ok(spent.authorization)
    }

    async fn static_data(&self, scope: StaticScope<'_>) -> Result<Map> {
        self.rooms.memory.static_data(&self.workflow, scope).await
    }

    async fn set_static_data(&self, scope: StaticScope<'_>, data: Map) -> Result<()> {
        self.rooms
            .memory
            .set_static_data(&self.workflow, scope, data)
            .await
    }

    async fn deduplicate(&self, call: Dedup<'_>) -> Result<Vec<bool>> {
        self.rooms.memory.deduplicate(&self.workflow, call).await
    }

    async fn table(&self, call: TableCall) -> Result<Value> {
        tables::work(&self.rooms.memory.store().await?, call, self.now_ms()).await
    }

    async fn set_custom_data(&self, key: &str, value: &str) -> Result<()> {
        self.custom.lock().insert(key, value);
        Ok(())
    }

    fn custom_data(&self) -> Map {
        self.custom.lock().clone()
    }

    fn vars(&self) -> Map {
        self.vars.clone()
    }

    fn env(&self) -> Option<Map> {
        let readable = || {
            std::env::vars_os().filter_map(|(name, value)| {
                Some((name.into_string().ok()?, value.into_string().ok()?))
            })
        };
        self.grants.allows_env().then(|| readable().collect())
    }

    fn now_ms(&self) -> i64 {
        crate::clock::now_ms()
    }

    fn random(&self, buffer: &mut [u8]) {
        rand::Rng::fill_bytes(&mut rand::rng(), buffer);
    }

    async fn suspend(&self, until: Suspend) -> Result<Value> {
        match until {
            Suspend::Until(at) | Suspend::Resumed { until: Some(at) } => {
                self.wait_until(at).await;
                Ok(Value::Null)
            }
            Suspend::Resumed { until: None } => Err(Error::new(
                "wait.resume",
                "This step waits for a call from outside, and Millrace does not listen for calls yet.",
            )),
        }
    }

    async fn command(&self, run: CommandRun) -> Result<CommandOutput> {
        command::run(&self.grants, run).await
    }

    async fn notify(&self, title: &str, text: &str) -> Result<()> {
        let clean = self.rooms.credentials.clean();
        tracing::info!(title = %clean.text(title), text = %clean.text(text), "notification");
        Ok(())
    }

    fn log(&self, node: &str, line: &str) {
        let line = self.rooms.credentials.clean().text(line);
        tracing::info!(node, "{line}");
    }
}

impl ExecutionHost {
    /// Waits by the wall clock: timers stand still while a laptop sleeps, so the time is looked at again and again.
    #[expect(
        clippy::disallowed_methods,
        reason = "the one place where an execution really waits"
    )]
    async fn wait_until(&self, at_ms: i64) {
        const LOOK: i64 = 5_000;
        loop {
            let left = at_ms - self.now_ms();
            if left <= 0 {
                return;
            }
            tokio::time::sleep(Duration::from_millis(left.min(LOOK) as u64)).await;
        }
    }
}
