//! What the tests of this crate share: a pool over the crate's own worker, a host, short ways to evaluate and to run.
#![allow(dead_code, reason = "each test file uses a part of it")]
#![allow(
    clippy::expect_used,
    reason = "a test that cannot go on should fail, loudly"
)]

use std::sync::Arc;

use model::Item;
use model::script::{
    BoxFuture, CodeMode, CodeReply, CodeRun, Evaluated, Evaluation, Scope, ScriptCall, ScriptError,
    ScriptFault, ScriptHost, Typed,
};
use parking_lot::Mutex;
use sandbox::{Pool, PoolConfig};
use value::{Map, Value};

/// The settings of a pool over this crate's worker.
pub fn config() -> PoolConfig {
    PoolConfig {
        args: Vec::new(),
        ..PoolConfig::new(env!("CARGO_BIN_EXE_sandbox-worker"))
    }
}

/// A pool over this crate's worker.
pub fn pool() -> Pool {
    Pool::new(config())
}

/// A host that answers from a function and remembers what it was asked.
pub struct Answers<F>(pub F, pub Mutex<Vec<ScriptCall>>);

impl<F: Fn(&ScriptCall) -> Result<Value, ScriptError> + Send + Sync> Answers<F> {
    pub fn new(answer: F) -> Self {
        Self(answer, Mutex::default())
    }
}

impl<F: Fn(&ScriptCall) -> Result<Value, ScriptError> + Send + Sync> ScriptHost for Answers<F> {
    fn call(&self, call: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>> {
        let answer = (self.0)(&call);
        self.1.lock().push(call);
        Box::pin(std::future::ready(answer))
    }
}

/// A host that refuses every call.
pub struct Refusing;

impl ScriptHost for Refusing {
    fn call(&self, _: ScriptCall) -> BoxFuture<'_, Result<Value, ScriptError>> {
        let error = ScriptError::new(ScriptFault::Refused, "Error", "not in this test");
        Box::pin(std::future::ready(Err(error)))
    }
}

/// A scope with records as input.
pub fn scope(records: impl IntoIterator<Item = Value>) -> Arc<Scope> {
    let items = records.into_iter().map(Item::of).collect::<Vec<_>>();
    Arc::new(Scope {
        input: Arc::new(items),
        timezone: "America/New_York".into(),
        ..Scope::default()
    })
}

/// A scope with one empty record.
pub fn empty() -> Arc<Scope> {
    scope([Value::from(Map::new())])
}

/// Templates for all items of a scope.
pub fn evaluation(scope: &Arc<Scope>, templates: &[&str]) -> Evaluation {
    Evaluation {
        scope: scope.clone(),
        templates: templates.iter().map(|text| (*text).into()).collect(),
        items: (0..scope.input.len() as u32).collect(),
    }
}

/// Evaluates templates for all items of a scope.
pub async fn evaluate_all(
    pool: &Pool,
    scope: &Arc<Scope>,
    templates: &[&str],
) -> Result<Evaluated, ScriptError> {
    pool.evaluate(&evaluation(scope, templates), 1000, &Refusing)
        .await
}

/// Evaluates one template for the first item.
pub async fn evaluate(
    pool: &Pool,
    scope: &Arc<Scope>,
    template: &str,
) -> Result<Typed, ScriptError> {
    let evaluation = Evaluation {
        items: vec![0],
        ..evaluation(scope, &[template])
    };
    pool.evaluate(&evaluation, 1000, &Refusing)
        .await?
        .remove(0)
        .remove(0)
}

/// A program.
pub fn program(scope: &Arc<Scope>, code: &str, mode: CodeMode) -> CodeRun {
    CodeRun {
        scope: scope.clone(),
        code: code.into(),
        mode,
        continue_on_fail: false,
        timeout_ms: 1000,
    }
}

/// Runs a program.
pub async fn run(pool: &Pool, scope: &Arc<Scope>, code: &str, mode: CodeMode) -> CodeReply {
    pool.run_code(&program(scope, code, mode), &Refusing).await
}

/// JSON as it stands in a test.
pub fn json(text: &str) -> Value {
    value::from_str(text).expect("is JSON")
}
