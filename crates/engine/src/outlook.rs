//! The host as the nodes of one execution see it: the app's, with waits made known.
//!
//! While a node waits, the execution's status says so and its place among those that run at once is free for another.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use model::script::{CodeReply, CodeRun, Evaluated, Evaluation, ScriptHost};
use model::{Binary, ExecutionStatus, Happening};
use parking_lot::Mutex;
use sdk::{
    Authorization, CommandOutput, CommandRun, Dedup, Duplex, FileInfo, Host, HttpAnswer,
    HttpRequest, Result, StaticScope, SubWorkflow, SubWorkflowReply, Suspend, TableCall,
};
use value::{Map, Value};

use crate::end::turn_to;
use crate::event::Announcer;
use crate::journal::Journal;
use crate::slot::Slot;
use crate::status::ExecutionTurn;
use crate::stop::Pause;

/// The host of one execution.
pub(crate) struct Outlook {
    pub host: Arc<dyn Host>,
    pub announcer: Announcer,
    pub journal: Arc<dyn Journal>,
    pub slot: Slot,
    pub execution: String,
    pub status: Arc<Mutex<ExecutionStatus>>,
    pub pause: Pause,
    /// Until when the step waits that an execution is taken up at: a wait does not begin anew.
    pub resumed_wait: Mutex<Option<i64>>,
}

impl Outlook {
    /// The wait, or what is left of it where it began before the program ended.
    fn resumed(&self, wait: Suspend) -> Suspend {
        let until = self.resumed_wait.lock().take();
        match (wait, until) {
            (Suspend::Until(_), Some(until)) => Suspend::Until(until),
            (Suspend::Resumed { .. }, Some(until)) => Suspend::Resumed { until: Some(until) },
            (wait, None) => wait,
        }
    }

    async fn note_wait(&self, waiting: bool, until_ms: Option<i64>) -> Result<()> {
        if !self.journal.keeps() {
            return Ok(());
        }
        let noted = self.journal.waits(&self.execution, waiting, until_ms).await;
        noted.map_err(|error| sdk::Error::new("journal", error.to_string()))
    }
}

/// The execution waits until this is dropped, even if the node is given up while it waits.
struct Waiting<'o>(&'o Outlook);

impl<'o> Waiting<'o> {
    fn begin(outlook: &'o Outlook) -> Self {
        turn_to(&outlook.status, ExecutionTurn::Suspend);
        outlook.pause.begin();
        Self(outlook)
    }
}

impl Drop for Waiting<'_> {
    fn drop(&mut self) {
        self.0.pause.end();
        turn_to(&self.0.status, ExecutionTurn::Resume);
    }
}

/// When a wait ends at the latest.
fn until(wait: Suspend) -> Option<i64> {
    match wait {
        Suspend::Until(at) => Some(at),
        Suspend::Resumed { until } => until,
    }
}

#[async_trait]
impl Host for Outlook {
    async fn suspend(&self, wait: Suspend) -> Result<Value> {
        let wait = self.resumed(wait);
        let until_ms = until(wait);
        let waiting = Waiting::begin(self);
        self.announcer
            .tell(|| Happening::Waiting { until_ms })
            .await;
        self.note_wait(true, until_ms).await?;
        self.slot.give_back();
        let woken = self.host.suspend(wait).await;
        self.slot.take().await;
        drop(waiting);
        self.note_wait(false, None).await?;
        woken
    }

    async fn http(&self, request: HttpRequest) -> Result<HttpAnswer> {
        self.host.http(request).await
    }

    async fn stream(&self, host: &str, port: u16, tls: bool) -> Result<Box<dyn Duplex>> {
        self.host.stream(host, port, tls).await
    }

    async fn read_file(&self, path: &str) -> Result<bytes::Bytes> {
        self.host.read_file(path).await
    }

    async fn write_file(&self, path: &str, content: bytes::Bytes, append: bool) -> Result<()> {
        self.host.write_file(path, content, append).await
    }

    async fn list_files(&self, pattern: &str) -> Result<Vec<FileInfo>> {
        self.host.list_files(pattern).await
    }

    async fn store_binary(
        &self,
        content: bytes::Bytes,
        name: Option<&str>,
        mime: Option<&str>,
    ) -> Result<Binary> {
        self.host.store_binary(content, name, mime).await
    }

    async fn load_binary(&self, binary: &Binary) -> Result<bytes::Bytes> {
        self.host.load_binary(binary).await
    }

    fn binary_path(&self, binary: &Binary) -> Result<PathBuf> {
        self.host.binary_path(binary)
    }

    async fn evaluate(&self, evaluation: &Evaluation, asked: &dyn ScriptHost) -> Result<Evaluated> {
        self.host.evaluate(evaluation, asked).await
    }

    async fn run_code(&self, run: &CodeRun, asked: &dyn ScriptHost) -> Result<CodeReply> {
        self.host.run_code(run, asked).await
    }

    async fn run_workflow(&self, call: SubWorkflow) -> Result<SubWorkflowReply> {
        self.host.run_workflow(call).await
    }

    async fn credential(&self, slot: &str, id: Option<&str>) -> Result<Authorization> {
        self.host.credential(slot, id).await
    }

    async fn static_data(&self, scope: StaticScope<'_>) -> Result<Map> {
        self.host.static_data(scope).await
    }

    async fn set_static_data(&self, scope: StaticScope<'_>, data: Map) -> Result<()> {
        self.host.set_static_data(scope, data).await
    }

    async fn deduplicate(&self, call: Dedup<'_>) -> Result<Vec<bool>> {
        self.host.deduplicate(call).await
    }

    async fn table(&self, call: TableCall) -> Result<Value> {
        self.host.table(call).await
    }

    async fn set_custom_data(&self, key: &str, value: &str) -> Result<()> {
        self.host.set_custom_data(key, value).await
    }

    fn custom_data(&self) -> Map {
        self.host.custom_data()
    }

    fn vars(&self) -> Map {
        self.host.vars()
    }

    fn env(&self) -> Option<Map> {
        self.host.env()
    }

    fn now_ms(&self) -> i64 {
        self.host.now_ms()
    }

    fn clock_is_frozen(&self) -> bool {
        self.host.clock_is_frozen()
    }

    fn random(&self, buffer: &mut [u8]) {
        self.host.random(buffer);
    }

    async fn command(&self, run: CommandRun) -> Result<CommandOutput> {
        self.host.command(run).await
    }

    async fn notify(&self, title: &str, text: &str) -> Result<()> {
        self.host.notify(title, text).await
    }

    fn log(&self, node: &str, line: &str) {
        self.host.log(node, line);
    }
}
