//! What the trigger of an error workflow puts out, in n8n's shape.

use model::{Execution, Item, Mode, RunError};
use value::{Map, Value, json};

/// The item an error workflow is started with: which execution failed, where and why. `url` is where a person can look at
/// it, if there is such a place.
pub fn error_item(execution: &Execution, url: Option<&str>) -> Item {
    let last = execution.steps.last();
    let mut about = Map::new();
    about.insert("id", execution.id.as_str());
    if let Some(url) = url {
        about.insert("url", url);
    }
    about.insert("error", error_value(execution));
    about.insert("lastNodeExecuted", last.map(|step| step.name.clone()));
    about.insert("mode", mode_text(execution.mode));
    let workflow = &execution.workflow;
    Item::of(json!({
        "execution": about,
        "workflow": { "id": workflow.id.as_str(), "name": workflow.name.as_str() }
    }))
}

fn error_value(execution: &Execution) -> Value {
    let unknown = RunError::default();
    let error = execution.error.as_ref().unwrap_or(&unknown);
    let mut map = Map::new();
    map.insert("name", "NodeOperationError");
    map.insert("message", error.message.as_str());
    if let Some(description) = &error.description {
        map.insert("description", description);
    }
    if let Some(status) = error.http_status {
        map.insert("httpCode", status.to_string());
    }
    let named = error.node.as_deref();
    if let Some(node) = named.and_then(|name| execution.workflow.node_named(name)) {
        map.insert(
            "node",
            json!({ "id": &node.id, "name": &node.name, "type": node.kind.as_str(), "typeVersion": node.version }),
        );
    }
    map.insert("code", &error.code);
    map.into()
}

fn mode_text(mode: Mode) -> &'static str {
    match mode {
        Mode::Manual => "manual",
        Mode::Trigger => "trigger",
        Mode::SubWorkflow => "integrated",
        Mode::Error => "error",
        Mode::Retry => "retry",
    }
}
