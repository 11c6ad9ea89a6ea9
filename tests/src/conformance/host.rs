//! The hosts that the cases run on: data that is not there, static data, and a whole execution's host with the cases'
//! own HTTP answers, clock, files and credentials in front of the product's.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

use async_trait::async_trait;
use bytes::Bytes;
use model::script::{
    BoxFuture, CodeReply, CodeRun, Evaluated, Evaluation, ScriptCall, ScriptError, ScriptHost,
    Typed,
};
use model::{Binary, Item};
use parking_lot::Mutex;
use sdk::{
    Authorization, Body, CommandOutput, CommandRun, Dedup, Duplex, Error, FileInfo, Host,
    HttpAnswer, HttpBody, HttpRequest, Result, StaticScope, SubWorkflow, SubWorkflowReply, Suspend,
    TableCall,
};
use value::{Map, Value, json};

use super::code::absent;
use super::mocks::{Mocks, Seen};

/// A workflow without any other node.
pub(super) struct NoData;

impl ScriptHost for NoData {
    fn call(&self, call: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>> {
        Box::pin(async move {
            match call {
                ScriptCall::Node { .. } => {
                    Ok(json!({ "exists": false, "executed": false, "runs": 0 }))
                }
                other => Err(absent(&format!("{other:?}"))),
            }
        })
    }
}

/// Static data of a workflow and its nodes, and one node before: a trigger that put out the items.
pub(super) struct StaticData {
    data: Map,
    node: &'static str,
    items: Value,
    changed: Mutex<Map>,
}

impl StaticData {
    pub(super) fn new(data: Map, node: &'static str, items: Value) -> Self {
        Self {
            data,
            node,
            items,
            changed: Mutex::default(),
        }
    }

    fn key(&self, scope: &str) -> String {
        if scope == "global" {
            "global".to_owned()
        } else {
            format!("node:{}", self.node)
        }
    }

    /// All static data if any of it was changed, else undefined.
    pub(super) fn changed(&self) -> Typed {
        let changed = self.changed.lock();
        if changed.is_empty() {
            return Typed::Undefined;
        }
        let mut all = self.data.clone();
        all.extend(changed.clone());
        Typed::Json(all.into())
    }
}

impl ScriptHost for StaticData {
    fn call(&self, call: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>> {
        Box::pin(async move {
            match call {
                ScriptCall::StaticData { scope } => Ok(self
                    .data
                    .get(&self.key(&scope))
                    .cloned()
                    .unwrap_or_else(|| Map::new().into())),
                ScriptCall::SetStaticData { scope, data } => {
                    self.changed.lock().insert(self.key(&scope), data);
                    Ok(Value::Null)
                }
                ScriptCall::Console { .. } => Ok(Value::Null),
                ScriptCall::Node { name } if name == "Trigger" => Ok(json!({
                    "exists": true,
                    "executed": true,
                    "runs": 1,
                    "parameters": { "manualTriggerParam": "empty" },
                    "context": {},
                    "type": "n8n-nodes-base.manualTrigger",
                    "version": 1,
                    "disabled": false,
                })),
                ScriptCall::Items { name, .. } | ScriptCall::RunItems { name }
                    if name == "Trigger" =>
                {
                    Ok(json!({ "items": self.items.clone() }))
                }
                other => NoData.call(other).await,
            }
        })
    }
}

/// An execution's host with what a case brings in front of it.
pub struct CaseHost {
    /// The product's host: sandbox, binaries, memory.
    pub inner: Arc<dyn Host>,
    /// Answers to HTTP requests.
    pub mocks: Mocks,
    /// The files it sees; those of the product's host where there are none of its own.
    pub disk: Option<Disk>,
    /// Credentials by type.
    pub credentials: Map,
    /// Where the clock stands, if it stands still.
    pub now_ms: Option<AtomicI64>,
}

/// The files that a case sees.
pub struct Disk {
    /// Files by the path that the workflow uses.
    pub files: BTreeMap<String, PathBuf>,
    /// Stands for `{{TMPDIR}}`, `/tmp` and the folder of the case in paths.
    pub folder: PathBuf,
}

impl Disk {
    /// Where a path of a workflow really is.
    fn place(&self, path: &str) -> PathBuf {
        if let Some(file) = self.files.get(path) {
            return file.clone();
        }
        let below = ["C:\\Test\\", "/tmp/", "/test/", "{{TMPDIR}}/"]
            .iter()
            .find_map(|prefix| path.strip_prefix(prefix));
        let own = path.strip_prefix(&format!("{}/", self.folder.display()));
        self.folder.join(
            own.or(below)
                .unwrap_or(path)
                .trim_start_matches('/')
                .replace('\\', "/"),
        )
    }

    fn read(&self, path: &str) -> Result<Bytes> {
        std::fs::read(self.place(path))
            .map(Bytes::from)
            .map_err(|e| missing(path, &e))
    }

    fn write(&self, path: &str, content: &[u8], append: bool) -> Result<()> {
        let place = self.place(path);
        let old = if append {
            std::fs::read(&place).unwrap_or_default()
        } else {
            Vec::new()
        };
        std::fs::write(&place, [old.as_slice(), content].concat()).map_err(|e| missing(path, &e))
    }

    fn list(&self, pattern: &str) -> Vec<FileInfo> {
        let pattern = pattern.replace("\\\\", "\\");
        let info = |path: &str, size| FileInfo {
            path: path.to_owned(),
            size,
            modified_ms: 0,
        };
        if !pattern.contains('*') {
            let meta = std::fs::metadata(self.place(&pattern));
            return meta
                .into_iter()
                .map(|meta| info(&pattern, meta.len()))
                .collect();
        }
        let (start, end) = pattern.split_once('*').unwrap_or((&pattern, ""));
        let fits = |path: &str| {
            path.starts_with(start.trim_end_matches('*'))
                && path.ends_with(end.trim_start_matches('*'))
        };
        let mapped = self.files.iter().filter(|(path, _)| fits(path));
        let mut found: Vec<_> = mapped
            .map(|(path, real)| info(path, std::fs::metadata(real).map_or(0, |meta| meta.len())))
            .collect();
        let entries = std::fs::read_dir(self.place(start))
            .into_iter()
            .flatten()
            .flatten();
        for entry in entries {
            let path = format!("{start}{}", entry.file_name().to_string_lossy());
            if fits(&path) && entry.path().is_file() {
                found.push(info(&path, entry.metadata().map_or(0, |meta| meta.len())));
            }
        }
        found.sort_by(|a, b| a.path.cmp(&b.path));
        found
    }
}

fn missing(path: &str, error: &std::io::Error) -> Error {
    Error::new("file.missing", format!("{path}: {error}"))
}

#[async_trait]
impl Host for CaseHost {
    async fn http(&self, request: HttpRequest) -> Result<HttpAnswer> {
        let body = match &request.body {
            HttpBody::Raw(Body::Bytes(bytes)) => bytes.to_vec(),
            HttpBody::Raw(Body::Stored(binary)) => self.inner.load_binary(binary).await?.to_vec(),
            _ => Vec::new(),
        };
        let mut answer = self.mocks.answer(&Seen {
            request: &request,
            body,
        })?;
        if let (true, Body::Bytes(bytes)) = (request.to_file, &answer.body) {
            let mime = answer.header("content-type").map(str::to_owned);
            answer.body = Body::Stored(
                self.inner
                    .store_binary(bytes.clone(), None, mime.as_deref())
                    .await?,
            );
        }
        Ok(answer)
    }

    async fn stream(&self, host: &str, port: u16, tls: bool) -> Result<Box<dyn Duplex>> {
        self.inner.stream(host, port, tls).await
    }

    async fn read_file(&self, path: &str) -> Result<Bytes> {
        match &self.disk {
            Some(disk) => disk.read(path),
            None => self.inner.read_file(path).await,
        }
    }

    async fn write_file(&self, path: &str, content: Bytes, append: bool) -> Result<()> {
        match &self.disk {
            Some(disk) => disk.write(path, &content, append),
            None => self.inner.write_file(path, content, append).await,
        }
    }

    async fn list_files(&self, pattern: &str) -> Result<Vec<FileInfo>> {
        match &self.disk {
            Some(disk) => Ok(disk.list(pattern)),
            None => self.inner.list_files(pattern).await,
        }
    }

    async fn store_binary(
        &self,
        content: Bytes,
        name: Option<&str>,
        mime: Option<&str>,
    ) -> Result<Binary> {
        self.inner.store_binary(content, name, mime).await
    }

    async fn load_binary(&self, binary: &Binary) -> Result<Bytes> {
        self.inner.load_binary(binary).await
    }

    fn binary_path(&self, binary: &Binary) -> Result<PathBuf> {
        self.inner.binary_path(binary)
    }

    async fn evaluate(&self, evaluation: &Evaluation, asked: &dyn ScriptHost) -> Result<Evaluated> {
        self.inner.evaluate(evaluation, asked).await
    }

    async fn run_code(&self, run: &CodeRun, asked: &dyn ScriptHost) -> Result<CodeReply> {
        self.inner.run_code(run, asked).await
    }

    async fn run_workflow(&self, call: SubWorkflow) -> Result<SubWorkflowReply> {
        self.inner.run_workflow(call).await
    }

    async fn credential(&self, slot: &str, _: Option<&str>) -> Result<Authorization> {
        let Some(Value::Object(fields)) = self.credentials.get(slot) else {
            return Err(Error::new(
                "credential.missing",
                format!("the case has no credential {slot}"),
            ));
        };
        let mut authorization = Authorization {
            fields: (**fields).clone(),
            ..Authorization::default()
        };
        let text = |key: &str| {
            fields
                .get(key)
                .map(|value| value.to_text().to_string())
                .unwrap_or_default()
        };
        match slot {
            "httpHeaderAuth" => authorization.headers.push((text("name"), text("value"))),
            "httpBearerAuth" => authorization.headers.push((
                "Authorization".to_owned(),
                format!("Bearer {}", text("token")),
            )),
            "httpQueryAuth" => authorization.query.push((text("name"), text("value"))),
            _ => {}
        }
        Ok(authorization)
    }

    async fn static_data(&self, scope: StaticScope<'_>) -> Result<Map> {
        self.inner.static_data(scope).await
    }

    async fn set_static_data(&self, scope: StaticScope<'_>, data: Map) -> Result<()> {
        self.inner.set_static_data(scope, data).await
    }

    async fn deduplicate(&self, call: Dedup<'_>) -> Result<Vec<bool>> {
        self.inner.deduplicate(call).await
    }

    async fn table(&self, call: TableCall) -> Result<Value> {
        self.inner.table(call).await
    }

    async fn set_custom_data(&self, key: &str, value: &str) -> Result<()> {
        self.inner.set_custom_data(key, value).await
    }

    fn custom_data(&self) -> Map {
        self.inner.custom_data()
    }

    fn vars(&self) -> Map {
        self.inner.vars()
    }

    fn env(&self) -> Option<Map> {
        self.inner.env()
    }

    fn now_ms(&self) -> i64 {
        match &self.now_ms {
            Some(now) => now.load(Ordering::Relaxed),
            None => self.inner.now_ms(),
        }
    }

    fn clock_is_frozen(&self) -> bool {
        self.now_ms.is_some()
    }

    fn random(&self, buffer: &mut [u8]) {
        self.inner.random(buffer);
    }

    async fn suspend(&self, until: Suspend) -> Result<Value> {
        // A case does not wait: what it waits for is there at once, and a clock that stands still is put on.
        if let (Suspend::Until(at), Some(now)) = (until, &self.now_ms) {
            now.fetch_max(at, Ordering::Relaxed);
        }
        Ok(Value::Null)
    }

    async fn command(&self, run: CommandRun) -> Result<CommandOutput> {
        let Some(disk) = &self.disk else {
            return self.inner.command(run).await;
        };
        let line = run
            .line
            .replace("/tmp/", &format!("{}/", disk.folder.display()));
        self.inner.command(CommandRun { line, ..run }).await
    }

    async fn notify(&self, title: &str, text: &str) -> Result<()> {
        self.inner.notify(title, text).await
    }

    fn log(&self, node: &str, line: &str) {
        self.inner.log(node, line);
    }
}

/// The test nodes of the cases.
pub fn test_registry() -> sdk::Registry {
    let mut registry = nodes::registry();
    registry.add(Arc::new(TestData));
    registry
}

/// `n8n-nodes-testing.testData`: puts out `parameters.data` as items.
struct TestData;

#[async_trait]
impl sdk::Node for TestData {
    fn spec(&self) -> sdk::NodeSpec {
        let data = sdk::Param::new("data", "Data", sdk::ParamKind::Json).literal();
        sdk::NodeSpec {
            n8n: vec![sdk::N8nType {
                name: "n8n-nodes-testing.testData".to_owned(),
                ..sdk::N8nType::default()
            }],
            params: vec![data],
            ..sdk::NodeSpec::new("test-data", "Test data", sdk::Group::Data)
        }
    }

    async fn run(&self, ctx: &mut sdk::Ctx) -> Result<sdk::Outputs> {
        let data = ctx.raw("data").unwrap_or_default();
        let data = match &data {
            Value::String(text) => value::from_str(text).map_err(|e| Error::data(e.to_string()))?,
            other => other.clone(),
        };
        let item = |value: &Value| Item::of(value.get("json").unwrap_or(value).clone());
        let items: Vec<Item> = match &data {
            Value::Array(list) => list.iter().map(item).collect(),
            one => vec![item(one)],
        };
        Ok(items.into())
    }
}
