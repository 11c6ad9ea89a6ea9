//! Answers what running code asks of the engine: a short list of calls, each a plain value in and a plain value out.

use std::sync::Arc;

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::Binaries;
use model::script::{BoxFuture, ScriptCall, ScriptError, ScriptFault, ScriptHost};
use model::{Item, Origin, Source, StepOutput};
use sdk::StaticScope;
use value::{Map, Value, json};

use crate::agent;
use crate::data::Items;
use crate::lineage::Lost;
use crate::plan::NodeNumber;
use crate::request;
use crate::view::View;

/// Answers the calls of the code of one step.
pub struct Asked {
    view: Arc<View>,
}

type Reply = Result<Value, ScriptError>;

impl Asked {
    /// Answers out of what a step sees.
    pub fn new(view: Arc<View>) -> Self {
        Self { view }
    }

    async fn answer(&self, call: ScriptCall) -> Reply {
        match call {
            ScriptCall::Node { name } => Ok(self.node(&name)),
            ScriptCall::Items { name, output, run } => self.items(&name, output, run),
            ScriptCall::RunItems { name } => self.items(&name, None, None),
            ScriptCall::Paired { name, items } => self.paired(&name, &items),
            ScriptCall::StaticData { scope } => self.static_data(&scope).await,
            ScriptCall::SetStaticData { scope, data } => self.set_static_data(&scope, data).await,
            ScriptCall::CustomData {} => Ok(self.view.host.custom_data().into()),
            ScriptCall::SetCustomData { key, value } => {
                let set = self.view.host.set_custom_data(&key, &value).await;
                set.map(|()| Value::Null).map_err(script_error)
            }
            ScriptCall::HttpRequest { options } => request::send(&*self.view.host, &options).await,
            ScriptCall::BinaryData { item, property } => self.binary_data(item, &property).await,
            ScriptCall::StoreBinary {
                data,
                file_name,
                mime_type,
            } => self.store_binary(&data, file_name, mime_type).await,
            ScriptCall::FromAi { key, item } => Ok(self.given_by_ai(&key, item)),
            ScriptCall::AiInfo {} => Ok(self.ai_info()),
            ScriptCall::Console { line } => {
                if let Some(announcer) = &self.view.announcer {
                    announcer.console(self.view.step, line).await;
                }
                Ok(Value::Null)
            }
        }
    }

    fn find(&self, name: &str) -> Result<NodeNumber, ScriptError> {
        let found = self.view.data.plan().by_name(name);
        found.ok_or_else(|| {
            let message = format!("There is no node “{name}” in this workflow.");
            ScriptError::expression("node_missing", message)
        })
    }

    fn node(&self, name: &str) -> Value {
        let data = &self.view.data;
        let Some(number) = data.plan().by_name(name) else {
            return json!({ "exists": false });
        };
        let node = data.plan().node(number);
        json!({
            "exists": true,
            "executed": data.has_run(number),
            "runs": data.run_count(number),
            "parameters": node.compiled().raw.clone(),
            "context": data.state(number),
            "id": &node.document.id,
            "type": node.document.kind.as_str(),
            "version": node.document.version,
            "disabled": node.document.disabled
        })
    }

    fn items(&self, name: &str, output: Option<u16>, run: Option<i64>) -> Reply {
        let number = self.find(name)?;
        let output = output.unwrap_or_else(|| self.view.output_of(number));
        match self.view.data.items(number, output, run) {
            Ok((place, items)) => Ok(json!({ "items": self.shown(place, &items) })),
            Err(0) => Err(self.lost(Lost::NotRun, name)),
            Err(runs) => Err(ScriptError::expression(
                "no_execution_data",
                format!(
                    "“{name}” has run {runs} times: there is no run {}.",
                    run.unwrap_or(-1)
                ),
            )),
        }
    }

    fn shown(&self, place: Option<StepOutput>, items: &Items) -> Value {
        let told = self.view.data.told.read();
        let inputs = place
            .and_then(|place| told.steps.get(place.step as usize))
            .map_or(&[][..], |step| &step.inputs);
        items.iter().map(|item| item_value(item, inputs)).collect()
    }

    fn paired(&self, name: &str, items: &[u32]) -> Reply {
        let number = self.find(name)?;
        let told = |place: Source| {
            let told = self.view.data.told.read();
            let inputs = told.steps.get(place.step as usize).map(|step| &step.inputs);
            let inputs = inputs.map_or(&[][..], Vec::as_slice);
            told.item(place).map(|item| item_value(item, inputs))
        };
        let pinned = self.view.data.pinned(number).unwrap_or_default();
        let one = |index: &u32| match self.view.paired(number, *index as usize) {
            Ok(place) => told(place).unwrap_or_default(),
            Err(Lost::Pinned) if (*index as usize) < pinned.len() => {
                item_value(&pinned[*index as usize], &[])
            }
            Err(lost) => {
                let error = self.lost(lost, name);
                json!({ "error": { "code": error.code, "message": error.message } })
            }
        };
        Ok(items.iter().map(one).collect())
    }

    fn lost(&self, lost: Lost, name: &str) -> ScriptError {
        ScriptError::expression(lost.code(), lost.sentence(self.view.data.plan(), name))
    }

    async fn static_data(&self, scope: &str) -> Reply {
        let name = self.view.plan_node().name();
        let data = self.view.host.static_data(static_scope(scope, name)).await;
        data.map(Value::from).map_err(script_error)
    }

    async fn set_static_data(&self, scope: &str, data: Map) -> Reply {
        let name = self.view.plan_node().name();
        let scope = static_scope(scope, name);
        let set = self.view.host.set_static_data(scope, data).await;
        set.map(|()| Value::Null).map_err(script_error)
    }

    async fn binary_data(&self, item: u32, property: &str) -> Reply {
        let found = self.view.items.get(item as usize);
        let Some(binary) = found.and_then(|item| item.file(property)) else {
            let message = format!("Item {item} has no file named “{property}”.");
            return Err(ScriptError::expression("binary_missing", message));
        };
        let bytes = self.view.host.load_binary(binary).await;
        let bytes = bytes.map_err(script_error)?;
        Ok(STANDARD.encode(&bytes).into())
    }

    async fn store_binary(
        &self,
        data: &str,
        file_name: Option<String>,
        mime_type: Option<String>,
    ) -> Reply {
        let bytes = STANDARD.decode(data).map_err(|error| {
            ScriptError::new(
                ScriptFault::Thrown,
                "TypeError",
                format!("no base64: {error}"),
            )
        })?;
        let stored = self
            .view
            .host
            .store_binary(bytes.into(), file_name.as_deref(), mime_type.as_deref())
            .await
            .map_err(script_error)?;
        value::to_value(&stored)
            .map_err(|error| ScriptError::new(ScriptFault::Thrown, "Error", error.to_string()))
    }

    /// What an agent's call gave for a key: under `query` where the tool takes an object, else by itself.
    fn given_by_ai(&self, key: &str, item: u32) -> Value {
        let told = self.view.data.told.read();
        let call = told
            .tool_calls
            .get(&self.view.node)
            .and_then(|calls| calls.get(item as usize));
        let found = call.and_then(|call| {
            let query = call.get("query").and_then(|query| query.get(key));
            query.or_else(|| call.get(key))
        });
        // A tool that is run like any other node has its arguments in its items.
        let item = || {
            let item = self.view.items.get(item as usize)?;
            let query = item.json.get("query").and_then(|query| query.get(key));
            query.or_else(|| item.json.get(key))
        };
        found.or_else(item).cloned().unwrap_or_default()
    }

    fn ai_info(&self) -> Value {
        let told = self
            .view
            .data
            .told
            .read()
            .ai_info
            .get(&self.view.node)
            .cloned();
        let mut info = told.unwrap_or_default();
        if !info.contains_key("agentInfo")
            && let Some(agent) = agent::info(self.view.data.plan(), self.view.node)
        {
            info.insert("agentInfo", agent);
        }
        info.into()
    }
}

impl ScriptHost for Asked {
    fn call(&self, call: ScriptCall) -> BoxFuture<'_, Reply> {
        Box::pin(self.answer(call))
    }
}

fn static_scope<'n>(scope: &str, node: &'n str) -> StaticScope<'n> {
    match scope {
        "node" => StaticScope::Node(node),
        _ => StaticScope::Workflow,
    }
}

/// An item as code sees it: `{ json, binary?, pairedItem? }`; `inputs` are those of the step that put it out.
pub(crate) fn item_value(item: &Item, inputs: &[Option<StepOutput>]) -> Value {
    let mut map = Map::with_capacity(3);
    map.insert("json", item.to_value());
    if let Some(binary) = item.binary.as_deref().filter(|all| !all.is_empty()) {
        map.insert("binary", binary_value(binary));
    }
    if let Some(paired) = paired_value(&item.origin, inputs) {
        map.insert("pairedItem", paired);
    }
    map.into()
}

fn binary_value(binary: &Binaries) -> Value {
    value::to_value(binary).unwrap_or_default()
}

/// n8n's `pairedItem`: which item of which input.
pub(crate) fn paired_value(origin: &Origin, inputs: &[Option<StepOutput>]) -> Option<Value> {
    let one = |source: &Source| {
        let of = StepOutput {
            step: source.step,
            output: source.output,
        };
        let input = inputs.iter().position(|input| *input == Some(of));
        let mut map = Map::from_iter([("item", json!(source.index))]);
        if let Some(input) = input.filter(|input| *input > 0) {
            map.insert("input", input);
        }
        Value::from(map)
    };
    match origin.sources() {
        [] => None,
        [source] => Some(one(source)),
        many => Some(many.iter().map(one).collect()),
    }
}

/// A refusal or failure of the host, as code sees it.
pub(crate) fn script_error(error: sdk::Error) -> ScriptError {
    let kind = match error.code.as_str() {
        "refused" => ScriptFault::Refused,
        _ => ScriptFault::Thrown,
    };
    ScriptError {
        description: error.description,
        code: Some(error.code.to_string()),
        ..ScriptError::new(kind, "Error", error.message)
    }
}
