//! The workflows that the canaries go through: steps that copy, show, write, fail and look.

use serde_json::{Value, json};

use super::secrets::{Canary, Shown};

/// What the code of a step tries: to see the credential, and to keep what came.
const LOOK: &str = r#"
const found = [];
for (const look of [
  () => JSON.stringify($credentials), () => JSON.stringify(this.getCredentials('SLOT')),
  () => JSON.stringify($input.context), () => JSON.stringify($('Ask 1').params), () => JSON.stringify(process.env),
  () => JSON.stringify(Object.getOwnPropertyNames(globalThis)), () => JSON.stringify($node),
]) { try { found.push(String(look())); } catch (error) { found.push(String(error)); } }
globalThis.kept = $input.all().map(item => JSON.stringify(item.json));
for (const text of kept) console.log(text);
try {
  const again = await this.helpers.httpRequest({ url: 'HOLD' });
  console.log(JSON.stringify(again));
} catch (error) { console.log(String(error) + JSON.stringify(error)); }
return $input.all().map(item => ({ json: { ...item.json, found, turned: [...kept.join()].reverse().join('') } }));
"#;

/// A step of a branch: its name, kind, version and parameters.
type Step = (&'static str, &'static str, f64, Value);

/// A workflow in n8n's format that is built branch by branch, each behind its trigger.
pub struct Flow {
    nodes: Vec<Value>,
    connections: serde_json::Map<String, Value>,
    name: String,
    slot: &'static str,
}

impl Flow {
    /// One with a trigger alone.
    pub fn new(name: &str, slot: &'static str) -> Self {
        let trigger = json!({ "id": "t", "name": "Start", "type": "n8n-nodes-base.manualTrigger",
            "typeVersion": 1, "position": [0, 0], "parameters": {} });
        Self {
            nodes: vec![trigger],
            connections: serde_json::Map::new(),
            name: name.to_owned(),
            slot,
        }
    }

    /// Adds a branch, below the others: it is run after them. Both ways out of a step that goes on after a failure lead
    /// to the next one.
    pub fn branch(mut self, steps: Vec<Step>) -> Self {
        let row = self.nodes.len();
        let (mut before, mut ways_out) = ("Start".to_owned(), 1);
        for (at, (name, kind, version, mut parameters)) in steps.into_iter().enumerate() {
            let name = format!("{name} {}", self.nodes.len());
            let goes_on = parameters
                .as_object_mut()
                .and_then(|map| map.remove("goesOn"));
            let mut node = json!({ "id": format!("n{row}-{at}"), "name": name, "type": format!("n8n-nodes-base.{kind}"),
                "typeVersion": version, "position": [200 * (at + 1), 200 * row], "parameters": parameters });
            if goes_on.is_some() {
                node["onError"] = json!("continueErrorOutput");
            }
            if takes_credential(&node) {
                node["credentials"] = json!({ self.slot: { "id": "there", "name": "Work" } });
            }
            self.link(&before, ways_out, &name);
            (before, ways_out) = (name, 1 + usize::from(goes_on.is_some()));
            self.nodes.push(node);
        }
        self
    }

    fn link(&mut self, from: &str, ways_out: usize, to: &str) {
        let link = json!({ "node": to, "type": "main", "index": 0 });
        let entry = self.connections.entry(from.to_owned());
        let entry = entry.or_insert_with(|| json!({ "main": vec![json!([]); ways_out] }));
        for port in entry["main"].as_array_mut().into_iter().flatten() {
            port.as_array_mut()
                .into_iter()
                .for_each(|port| port.push(link.clone()));
        }
    }

    /// As a file.
    pub fn file(self) -> Value {
        json!({ "name": self.name, "nodes": self.nodes, "connections": self.connections,
            "settings": { "executionOrder": "v1" } })
    }
}

fn takes_credential(node: &Value) -> bool {
    match node["type"].as_str() {
        Some("n8n-nodes-base.httpRequest") => !node["parameters"]["genericAuthType"].is_null(),
        Some(kind) => ["n8n-nodes-base.jwt", "n8n-nodes-base.crypto"].contains(&kind),
        None => false,
    }
}

/// A request to the service, with the credential.
pub fn ask(canary: &Canary, port: u16, number: usize, way: &str) -> Step {
    let host = format!("http://127.0.0.1:{port}");
    let mut parameters = match canary.shown {
        // It is worked with, not sent: the service knows it all the same.
        Shown::Never => json!({ "url": format!("{host}/open/{number}/{way}") }),
        _ => {
            json!({ "url": format!("{host}/k/{number}/{way}"), "authentication": "genericCredentialType",
            "genericAuthType": canary.slot })
        }
    };
    let body = matches!(canary.shown, Shown::Body(_));
    if body {
        parameters["method"] = json!("POST");
        parameters["sendBody"] = json!(true);
        parameters["specifyBody"] = json!("json");
        parameters["jsonBody"] = json!("{\"own\": 1}");
    }
    let format = match way {
        "json" => "json",
        "large" | "stuck" => "file",
        _ => "text",
    };
    parameters["options"] =
        json!({ "response": { "response": { "fullResponse": true, "responseFormat": format } } });
    ("Ask", "httpRequest", 4.2, parameters)
}

/// The same, whose failure goes on as an item.
pub fn ask_on(canary: &Canary, port: u16, number: usize, way: &str) -> Step {
    let mut step = ask(canary, port, number, way);
    step.3["goesOn"] = json!(true);
    step
}

/// Copies what came by expressions.
pub fn copy() -> Step {
    let assign = |name: &str, text: &str| json!({ "id": name, "name": name, "type": "string", "value": text });
    let all = [
        assign("copied", "={{ $json.data ?? $json.body ?? $json.error }}"),
        assign("quoted", "={{ JSON.stringify($json) }}"),
        assign(
            "encoded",
            "={{ encodeURIComponent(JSON.stringify($json)) }}",
        ),
    ];
    let parameters =
        json!({ "assignments": { "assignments": all }, "includeOtherFields": true, "options": {} });
    ("Copy", "set", 3.4, parameters)
}

/// Looks with JavaScript; holds what came while the gate is shut, if there is one.
pub fn look(canary: &Canary, hold: &str) -> Step {
    let code = LOOK.replace("SLOT", canary.slot).replace("HOLD", hold);
    ("Look", "code", 2.0, json!({ "jsCode": code }))
}

/// Puts it into a file of the run.
pub fn to_file() -> Step {
    let parameters = json!({ "operation": "toText", "sourceProperty": "quoted", "options": {} });
    ("Pack", "convertToFile", 1.1, parameters)
}

/// Writes the file of the run to a folder that was granted.
pub fn write(path: &std::path::Path) -> Step {
    let parameters = json!({ "operation": "write", "fileName": path, "options": {} });
    ("Write", "readWriteFile", 1.0, parameters)
}

/// Fails with the text that came.
pub fn stop() -> Step {
    let message = "=It said: {{ $json.data ?? JSON.stringify($json) }}";
    (
        "Stop",
        "stopAndError",
        1.0,
        json!({ "errorMessage": message }),
    )
}

/// Signs with the credential.
pub fn sign(canary: &Canary) -> Step {
    match canary.kind {
        "jwtAuth" => {
            let claims = json!({ "useJson": true, "claimsJson": "{\"a\": 1}", "options": {} });
            ("Sign", "jwt", 1.0, claims)
        }
        _ => {
            let parameters = json!({ "action": "hmac", "value": "text", "type": "SHA256", "dataPropertyName": "data" });
            ("Sign", "crypto", 2.0, parameters)
        }
    }
}

/// A step that holds texts of a person's own.
pub fn hold(texts: &[String]) -> Step {
    let raw = json!({ "data": texts.join("\n") });
    let parameters = json!({ "mode": "raw", "jsonOutput": raw.to_string(), "options": {} });
    ("Hold", "set", 3.4, parameters)
}
