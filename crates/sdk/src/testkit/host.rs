//! A host that lives in memory: files, binaries, a clock that stands still, answers to HTTP requests.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::atomic::{AtomicBool, AtomicI64, AtomicU8, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use model::script::{CodeReply, CodeRun, Evaluated, Evaluation, ScriptHost};
use model::{Binary, Item};
use parking_lot::Mutex;
use sha2::{Digest, Sha256};
use value::{Map, Value};

use crate::host::{
    Authorization, Body, CommandOutput, CommandRun, Dedup, DedupAction, Duplex, FileInfo, Host,
    HttpAnswer, HttpRequest, StaticScope, SubWorkflow, SubWorkflowReply, Suspend, TableCall,
};
use crate::{Error, Result};

type Answer = Box<dyn Fn(&HttpRequest) -> Option<HttpAnswer> + Send + Sync>;
type Program = Box<dyn Fn(&CodeRun) -> CodeReply + Send + Sync>;
type Evaluator = Box<dyn Fn(&Evaluation) -> Evaluated + Send + Sync>;

/// A host that lives in memory.
#[derive(Default)]
pub struct TestHost {
    files: Mutex<BTreeMap<String, Bytes>>,
    binaries: Mutex<BTreeMap<String, Bytes>>,
    answers: Mutex<Vec<Answer>>,
    program: Mutex<Option<Program>>,
    evaluator: Mutex<Option<Evaluator>>,
    waits_end_never: AtomicBool,
    requests: Mutex<Vec<HttpRequest>>,
    credentials: Mutex<BTreeMap<String, Authorization>>,
    seen: Mutex<Vec<String>>,
    largest: Mutex<Option<f64>>,
    static_data: Mutex<BTreeMap<String, Map>>,
    custom: Mutex<Map>,
    now: AtomicI64,
    byte: AtomicU8,
}

impl TestHost {
    /// An empty host at the beginning of 1970.
    pub fn new() -> Self {
        Self::default()
    }

    /// Sets the clock, UTC milliseconds.
    #[must_use]
    pub fn at(self, now_ms: i64) -> Self {
        self.now.store(now_ms, Ordering::Relaxed);
        self
    }

    /// Puts a file where nodes can read it.
    #[must_use]
    pub fn with_file(self, path: &str, content: impl Into<Bytes>) -> Self {
        self.files.lock().insert(path.to_owned(), content.into());
        self
    }

    /// Answers HTTP requests; the first answer that fits is given.
    #[must_use]
    pub fn with_answer(
        self,
        answer: impl Fn(&HttpRequest) -> Option<HttpAnswer> + Send + Sync + 'static,
    ) -> Self {
        self.answers.lock().push(Box::new(answer));
        self
    }

    /// Puts a credential into a slot.
    #[must_use]
    pub fn with_credential(self, slot: &str, authorization: Authorization) -> Self {
        self.credentials
            .lock()
            .insert(slot.to_owned(), authorization);
        self
    }

    /// Stands in for the sandbox: what every program gives.
    #[must_use]
    pub fn with_code(
        self,
        program: impl Fn(&CodeRun) -> CodeReply + Send + Sync + 'static,
    ) -> Self {
        *self.program.lock() = Some(Box::new(program));
        self
    }

    /// Makes every wait one that nothing ends; else the clock goes on to its end at once.
    #[must_use]
    pub fn with_endless_waits(self) -> Self {
        self.waits_end_never.store(true, Ordering::Relaxed);
        self
    }

    /// Stands in for the sandbox: what expressions give.
    #[must_use]
    pub fn with_evaluator(
        self,
        evaluator: impl Fn(&Evaluation) -> Evaluated + Send + Sync + 'static,
    ) -> Self {
        *self.evaluator.lock() = Some(Box::new(evaluator));
        self
    }

    /// The requests that were sent.
    pub fn requests(&self) -> Vec<HttpRequest> {
        self.requests.lock().clone()
    }

    /// A file as it is now.
    pub fn file(&self, path: &str) -> Option<Bytes> {
        self.files.lock().get(path).cloned()
    }

    /// The bytes of a binary.
    pub fn binary(&self, binary: &Binary) -> Option<Bytes> {
        self.binaries.lock().get(binary.sha256.as_str()).cloned()
    }

    /// Stores a binary and puts it into an item under a property.
    pub fn item_with(
        &self,
        property: &str,
        name: &str,
        mime: &str,
        content: impl Into<Bytes>,
    ) -> Item {
        Item::default().with_binary(property, self.keep(content.into(), Some(name), Some(mime)))
    }

    fn keep(&self, content: Bytes, name: Option<&str>, mime: Option<&str>) -> Binary {
        let sha256 = hex::encode(Sha256::digest(&content));
        let extension = name
            .and_then(|name| name.rsplit_once('.'))
            .map(|(_, extension)| extension.into());
        let size = content.len() as u64;
        self.binaries.lock().insert(sha256.clone(), content);
        Binary {
            sha256: sha256.into(),
            mime_type: mime.unwrap_or("application/octet-stream").into(),
            file_name: name.map(Into::into),
            file_extension: extension,
            directory: None,
            size,
        }
    }
}

/// An answer with JSON in it.
impl From<Value> for HttpAnswer {
    fn from(body: Value) -> Self {
        HttpAnswer {
            status: 200,
            status_text: "OK".to_owned(),
            headers: vec![("content-type".to_owned(), "application/json".to_owned())],
            url: String::new(),
            body: Body::Bytes(value::to_vec(&body).into()),
        }
    }
}

fn absent<T>(what: &str) -> Result<T> {
    Err(Error::new(
        "test.absent",
        format!("the test host has no {what}"),
    ))
}

#[async_trait]
impl Host for TestHost {
    async fn http(&self, request: HttpRequest) -> Result<HttpAnswer> {
        self.requests.lock().push(request.clone());
        let found = self
            .answers
            .lock()
            .iter()
            .find_map(|answer| answer(&request));
        match found {
            Some(mut answer) => {
                if let (true, Body::Bytes(bytes)) = (request.to_file, &answer.body) {
                    let mime = answer.header("content-type").map(str::to_owned);
                    let name = request.url.rsplit('/').next().map(str::to_owned);
                    answer.body =
                        Body::Stored(self.keep(bytes.clone(), name.as_deref(), mime.as_deref()));
                }
                Ok(answer)
            }
            None => absent(&format!("answer to {} {}", request.method, request.url)),
        }
    }

    async fn stream(&self, host: &str, _: u16, _: bool) -> Result<Box<dyn Duplex>> {
        absent(&format!("stream to {host}"))
    }

    async fn read_file(&self, path: &str) -> Result<Bytes> {
        let found = self.files.lock().get(path).cloned();
        found.ok_or_else(|| Error::new("file.missing", format!("There is no file {path}.")))
    }

    async fn write_file(&self, path: &str, content: Bytes, append: bool) -> Result<()> {
        let mut files = self.files.lock();
        let old = files
            .get(path)
            .filter(|_| append)
            .cloned()
            .unwrap_or_default();
        files.insert(path.to_owned(), [old, content].concat().into());
        Ok(())
    }

    async fn list_files(&self, pattern: &str) -> Result<Vec<FileInfo>> {
        let (start, end) = pattern.split_once('*').unwrap_or((pattern, ""));
        let end = end
            .trim_start_matches('*')
            .trim_start_matches('/')
            .trim_start_matches('*');
        let files = self.files.lock();
        let fits = files
            .iter()
            .filter(|(path, _)| path.starts_with(start) && path.ends_with(end));
        Ok(fits
            .map(|(path, content)| FileInfo {
                path: path.clone(),
                size: content.len() as u64,
                modified_ms: 0,
            })
            .collect())
    }

    async fn store_binary(
        &self,
        content: Bytes,
        name: Option<&str>,
        mime: Option<&str>,
    ) -> Result<Binary> {
        Ok(self.keep(content, name, mime))
    }

    async fn load_binary(&self, binary: &Binary) -> Result<Bytes> {
        self.binary(binary)
            .map_or_else(|| absent("such binary"), Ok)
    }

    fn binary_path(&self, _: &Binary) -> Result<PathBuf> {
        absent("files on disk")
    }

    async fn evaluate(&self, evaluation: &Evaluation, _: &dyn ScriptHost) -> Result<Evaluated> {
        match &*self.evaluator.lock() {
            Some(evaluator) => Ok(evaluator(evaluation)),
            None => absent("sandbox"),
        }
    }

    async fn run_code(&self, run: &CodeRun, _: &dyn ScriptHost) -> Result<CodeReply> {
        match &*self.program.lock() {
            Some(program) => Ok(program(run)),
            None => absent("sandbox"),
        }
    }

    async fn run_workflow(&self, _: SubWorkflow) -> Result<SubWorkflowReply> {
        absent("other workflow")
    }

    async fn credential(&self, slot: &str, _: Option<&str>) -> Result<Authorization> {
        let found = self.credentials.lock().get(slot).cloned();
        found.ok_or_else(|| {
            Error::new(
                "credential.missing",
                format!("No credential is chosen for “{slot}”."),
            )
        })
    }

    async fn static_data(&self, scope: StaticScope<'_>) -> Result<Map> {
        Ok(self
            .static_data
            .lock()
            .get(&format!("{scope:?}"))
            .cloned()
            .unwrap_or_default())
    }

    async fn set_static_data(&self, scope: StaticScope<'_>, data: Map) -> Result<()> {
        self.static_data.lock().insert(format!("{scope:?}"), data);
        Ok(())
    }

    async fn deduplicate(&self, call: Dedup<'_>) -> Result<Vec<bool>> {
        let mut seen = self.seen.lock();
        match call.action {
            DedupAction::Clear => {
                seen.clear();
                *self.largest.lock() = None;
                Ok(Vec::new())
            }
            DedupAction::New(keys) => {
                let fresh = keys.iter().map(|key| {
                    let fresh = !seen.contains(key);
                    if fresh {
                        seen.push(key.clone());
                    }
                    fresh
                });
                Ok(fresh.collect())
            }
            DedupAction::Above(numbers) => {
                let mut largest = self.largest.lock();
                let before = *largest;
                *largest = numbers.iter().copied().chain(before).reduce(f64::max);
                Ok(numbers
                    .iter()
                    .map(|number| before.is_none_or(|before| *number > before))
                    .collect())
            }
        }
    }

    async fn table(&self, _: TableCall) -> Result<Value> {
        absent("tables")
    }

    async fn set_custom_data(&self, key: &str, value: &str) -> Result<()> {
        self.custom.lock().insert(key, value);
        Ok(())
    }

    fn custom_data(&self) -> Map {
        self.custom.lock().clone()
    }

    fn vars(&self) -> Map {
        Map::new()
    }

    fn env(&self) -> Option<Map> {
        None
    }

    fn now_ms(&self) -> i64 {
        self.now.load(Ordering::Relaxed)
    }

    fn clock_is_frozen(&self) -> bool {
        true
    }

    fn random(&self, buffer: &mut [u8]) {
        for slot in buffer {
            *slot = self.byte.fetch_add(1, Ordering::Relaxed);
        }
    }

    async fn suspend(&self, until: Suspend) -> Result<Value> {
        if self.waits_end_never.load(Ordering::Relaxed) {
            std::future::pending::<()>().await;
        }
        if let Suspend::Until(at) = until {
            self.now.fetch_max(at, Ordering::Relaxed);
        }
        Ok(Value::Null)
    }

    async fn command(&self, run: CommandRun) -> Result<CommandOutput> {
        absent(&format!("command {}", run.line))
    }

    async fn notify(&self, _: &str, _: &str) -> Result<()> {
        Ok(())
    }

    fn log(&self, _: &str, _: &str) {}
}
