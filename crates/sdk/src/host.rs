//! The way out: everything a node may ask of the world. One host serves one execution and knows its grants.
//!
//! Every refusal is a [`crate::Error`] with code `refused` whose `grant` is the flag that would allow it.

use std::path::PathBuf;
use std::sync::Arc;

use async_trait::async_trait;
use bytes::Bytes;
use model::script::{CodeReply, CodeRun, Evaluated, Evaluation, ScriptHost};
use model::{Binary, Item};
use value::{Map, Value};

use crate::Result;

/// Everything a node may ask of the world.
#[async_trait]
pub trait Host: Send + Sync {
    /// Sends an HTTP request through the one client, within the address policy and the grants.
    async fn http(&self, request: HttpRequest) -> Result<HttpAnswer>;

    /// Opens a byte stream to a host and port, vetted as HTTP requests are (for drivers of other protocols).
    async fn stream(&self, host: &str, port: u16, tls: bool) -> Result<Box<dyn Duplex>>;

    /// Reads a whole file of a granted folder.
    async fn read_file(&self, path: &str) -> Result<Bytes>;

    /// Writes a file in a granted folder, whole or at its end.
    async fn write_file(&self, path: &str, content: Bytes, append: bool) -> Result<()>;

    /// The files that a glob pattern names, in granted folders, sorted.
    async fn list_files(&self, pattern: &str) -> Result<Vec<FileInfo>>;

    /// Stores bytes as a content-addressed file and returns the reference. An unknown media type is told from name and
    /// content.
    async fn store_binary(
        &self,
        content: Bytes,
        name: Option<&str>,
        mime: Option<&str>,
    ) -> Result<Binary>;

    /// The bytes of a binary.
    async fn load_binary(&self, binary: &Binary) -> Result<Bytes>;

    /// Where the bytes of a binary lie, for streaming them.
    fn binary_path(&self, binary: &Binary) -> Result<PathBuf>;

    /// Evaluates expressions in the sandbox.
    async fn evaluate(&self, evaluation: &Evaluation, asked: &dyn ScriptHost) -> Result<Evaluated>;

    /// Runs a program in the sandbox.
    async fn run_code(&self, run: &CodeRun, asked: &dyn ScriptHost) -> Result<CodeReply>;

    /// Runs another workflow.
    async fn run_workflow(&self, call: SubWorkflow) -> Result<SubWorkflowReply>;

    /// How a request is to be authorised by the credential in a slot of a node. The secret goes from here straight into
    /// the request, never into items or code.
    async fn credential(&self, slot: &str, id: Option<&str>) -> Result<Authorization>;

    /// Data that a workflow or a node keeps between executions.
    async fn static_data(&self, scope: StaticScope<'_>) -> Result<Map>;

    /// Replaces that data.
    async fn set_static_data(&self, scope: StaticScope<'_>, data: Map) -> Result<()>;

    /// Which of `keys` were not seen before in a scope, remembering them; in the order given.
    async fn deduplicate(&self, call: Dedup<'_>) -> Result<Vec<bool>>;

    /// Works on the tables of rows that the store keeps for workflows.
    async fn table(&self, call: TableCall) -> Result<Value>;

    /// Notes something about this execution, for finding it again.
    async fn set_custom_data(&self, key: &str, value: &str) -> Result<()>;

    /// What was noted so far.
    fn custom_data(&self) -> Map;

    /// The variables of this installation (`$vars`).
    fn vars(&self) -> Map;

    /// The environment (`$env`), if it was granted.
    fn env(&self) -> Option<Map>;

    /// Now, UTC milliseconds.
    fn now_ms(&self) -> i64;

    /// Whether the clock stands still, as in tests; expressions then see exactly [`Host::now_ms`].
    fn clock_is_frozen(&self) -> bool {
        false
    }

    /// Fills a buffer with random bytes fit for keys.
    fn random(&self, buffer: &mut [u8]);

    /// Waits; what comes back is what ended the wait (the body of a resuming call, or null).
    async fn suspend(&self, until: Suspend) -> Result<Value>;

    /// Runs a granted command.
    async fn command(&self, run: CommandRun) -> Result<CommandOutput>;

    /// Shows the person a message.
    async fn notify(&self, title: &str, text: &str) -> Result<()>;

    /// A line for the log.
    fn log(&self, node: &str, line: &str);
}

/// A stream of bytes in both directions.
pub trait Duplex: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin {}
impl<T: tokio::io::AsyncRead + tokio::io::AsyncWrite + Send + Unpin> Duplex for T {}

/// Bytes, in memory or in a stored file.
#[derive(Clone, Debug, PartialEq)]
pub enum Body {
    /// In memory.
    Bytes(Bytes),
    /// In the file of a binary.
    Stored(Binary),
}

/// The body of a request.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum HttpBody {
    /// None.
    #[default]
    Empty,
    /// Bytes as they are; the content type is among the headers.
    Raw(Body),
    /// `multipart/form-data`.
    Multipart(Vec<Part>),
}

/// A part of a multipart body.
#[derive(Clone, Debug, PartialEq)]
pub struct Part {
    /// Field name.
    pub name: String,
    /// Content.
    pub content: PartContent,
}

/// Content of a part.
#[derive(Clone, Debug, PartialEq)]
pub enum PartContent {
    /// Text.
    Text(String),
    /// A file.
    File {
        /// Bytes.
        body: Body,
        /// File name.
        file_name: Option<String>,
        /// Media type.
        mime_type: Option<String>,
    },
}

/// An HTTP request.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpRequest {
    /// Method in capitals.
    pub method: String,
    /// Absolute address with its query.
    pub url: String,
    /// Headers in order; a name may repeat.
    pub headers: Vec<(String, String)>,
    /// Body.
    pub body: HttpBody,
    /// How long it may take in all, in milliseconds.
    pub timeout_ms: u64,
    /// How many redirects to follow; 0 for none.
    pub redirects: u32,
    /// Proxy address.
    pub proxy: Option<String>,
    /// Accept certificates that cannot be verified.
    pub insecure: bool,
    /// Most bytes the answer may have; longer ones are an error.
    pub most_bytes: u64,
    /// Authorise by this credential (slot, id).
    pub credential: Option<(String, Option<String>)>,
    /// Store the answer's body as a binary instead of keeping it in memory.
    pub to_file: bool,
}

impl Default for HttpRequest {
    fn default() -> Self {
        Self {
            method: "GET".to_owned(),
            url: String::new(),
            headers: Vec::new(),
            body: HttpBody::Empty,
            timeout_ms: 300_000,
            redirects: 21,
            proxy: None,
            insecure: false,
            most_bytes: 256 << 20,
            credential: None,
            to_file: false,
        }
    }
}

/// The answer to a request; any status is an answer.
#[derive(Clone, Debug, PartialEq)]
pub struct HttpAnswer {
    /// Status.
    pub status: u16,
    /// Reason phrase.
    pub status_text: String,
    /// Headers in order, names in lower case; a name may repeat.
    pub headers: Vec<(String, String)>,
    /// The address that answered, after redirects.
    pub url: String,
    /// Body, unpacked.
    pub body: Body,
}

impl HttpAnswer {
    /// The first header of a name (lower case).
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers
            .iter()
            .find(|(key, _)| key == name)
            .map(|(_, value)| value.as_str())
    }
}

/// How a request is authorised.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Authorization {
    /// Headers to set.
    pub headers: Vec<(String, String)>,
    /// Query parameters to add.
    pub query: Vec<(String, String)>,
    /// Fields to merge into a JSON body.
    pub body: Map,
    /// The credential's own fields, for nodes that sign or connect by themselves (JWT, TOTP, mail).
    pub fields: Map,
}

/// A file in a folder.
#[derive(Clone, Debug, PartialEq)]
pub struct FileInfo {
    /// Whole path.
    pub path: String,
    /// Size in bytes.
    pub size: u64,
    /// Last change, UTC milliseconds.
    pub modified_ms: i64,
}

/// Whose data between executions is meant.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StaticScope<'a> {
    /// The whole workflow's.
    Workflow,
    /// One node's, by its name.
    Node(&'a str),
}

/// A question to the memory of keys seen in earlier executions.
#[derive(Clone, Debug, PartialEq)]
pub struct Dedup<'a> {
    /// The node's memory by its id; none is the whole workflow's.
    pub node: Option<&'a str>,
    /// What to do.
    pub action: DedupAction<'a>,
    /// How many keys are remembered; the oldest go first.
    pub history: usize,
}

/// What is asked of the memory.
#[derive(Clone, Debug, PartialEq)]
pub enum DedupAction<'a> {
    /// Which keys are new; remembers them.
    New(&'a [String]),
    /// Which numbers are larger than the largest seen; remembers the largest.
    Above(&'a [f64]),
    /// Forgets everything.
    Clear,
}

/// A call to another workflow.
#[derive(Clone, Debug, PartialEq)]
pub struct SubWorkflow {
    /// Id or name of a stored workflow, or the workflow itself as JSON.
    pub workflow: Value,
    /// What the stored workflow was called when it was chosen: it is meant where the id is not known here.
    pub name: Option<String>,
    /// What its trigger puts out.
    pub items: Vec<Item>,
    /// Whether to wait for its end.
    pub wait: bool,
    /// Id of the execution that calls.
    pub caller: String,
    /// The same whenever this call is made, also after a crash: what it began then is gone on with, not begun anew.
    pub key: String,
}

/// What the called workflow gave.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct SubWorkflowReply {
    /// Id of its execution.
    pub execution: String,
    /// The items of its last node, by output; empty where nobody waited.
    pub outputs: Vec<Arc<Vec<Item>>>,
}

/// A call to the tables of rows. Columns and conditions are data, checked by the store.
///
/// | operation | arguments | answer |
/// |---|---|---|
/// | `create` | `columns`: `[{ name, type }]`, type `string`, `number`, `boolean` or `date` | the table |
/// | `delete`, `columns` | | the table |
/// | `rename` | `name` | the table |
/// | `clear` | | `{ deletedCount }`: its rows are gone |
/// | `list` | | all tables: `[{ id, name, columns, createdAt, updatedAt }]`, by name |
/// | `insert` | `rows`: a list of records | the rows |
/// | `get` | a filter, `order`: `{ column, descending }`, `limit` (none: all) | the rows |
/// | `update`, `upsert` | a filter, `data`: a record | the rows as they are now |
/// | `deleteRows` | a filter | the rows as they were |
///
/// A filter is `match` (`anyCondition` or `allConditions`) and `conditions`: `[{ keyName, condition, keyValue }]` with the
/// conditions `eq neq like ilike gt gte lt lte isEmpty isNotEmpty isTrue isFalse`. A row is its record with `id`,
/// `createdAt` and `updatedAt` (ISO text).
#[derive(Clone, Debug, PartialEq)]
pub struct TableCall {
    /// Name or id of the table.
    pub table: String,
    /// `create`, `delete`, `rename`, `clear`, `list`, `columns`, `insert`, `get`, `update`, `upsert`, `deleteRows`.
    pub operation: String,
    /// Arguments of the operation.
    pub arguments: Map,
}

/// What a wait waits for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Suspend {
    /// A point in time, UTC milliseconds.
    Until(i64),
    /// A call to the execution's resume address, or a point in time if there is one.
    Resumed {
        /// UTC milliseconds.
        until: Option<i64>,
    },
}

/// A command line to run.
#[derive(Clone, Debug, PartialEq)]
pub struct CommandRun {
    /// The line, as a person would type it into their shell.
    pub line: String,
    /// Bytes for its standard input.
    pub input: Bytes,
    /// How long it may take, in milliseconds.
    pub timeout_ms: u64,
}

/// How a command ended.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct CommandOutput {
    /// Exit code; -1 where a signal ended it.
    pub code: i32,
    /// Standard output.
    pub stdout: String,
    /// Standard error.
    pub stderr: String,
}
