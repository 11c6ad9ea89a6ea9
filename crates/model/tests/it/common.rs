//! A few kinds made by hand, since the real ones lean on this crate, and where the cases lie.

use std::path::PathBuf;

use model::{
    Ask, Choice, CredentialSlot, Effect, Group, ImportOptions, Imported, N8nType, NodeSpec, Param,
    ParamKind, Port, PortKind, PortRule, PortSet, Show, Specs, Workflow, n8n,
};
use value::{Map, Value, json};

fn plain(kind: &str, label: &str, group: Group, n8n: &[&str]) -> NodeSpec {
    NodeSpec {
        n8n: N8nType::base(n8n),
        ..NodeSpec::new(kind, label, group)
    }
}

fn trigger(kind: &str, label: &str, n8n: &str) -> NodeSpec {
    NodeSpec {
        inputs: PortRule::none(),
        trigger: true,
        ..plain(kind, label, Group::Trigger, &[n8n])
    }
}

fn set() -> NodeSpec {
    NodeSpec {
        versions: vec![1.0, 2.0, 3.0, 3.2, 3.3, 3.4],
        params: vec![
            Param::choice("mode", "Mode", &[("manual", "By hand"), ("raw", "JSON")])
                .show(Show::since(3.0)),
            Param::new("assignments", "Fields", ParamKind::Assignments).show(Show::since(3.3)),
            Param::switch("includeOtherFields", "Keep other fields", false),
            Param::fields(
                "options",
                "Options",
                vec![Param::switch("dotNotation", "Dots", true)],
            ),
        ],
        effect: Effect::Pure,
        ..plain("set", "Edit Fields", Group::Data, &["set"])
    }
}

fn http() -> NodeSpec {
    let pairs = || vec![Param::text("name", "Name"), Param::text("value", "Value")];
    NodeSpec {
        versions: vec![1.0, 2.0, 3.0, 4.0, 4.1, 4.2, 4.3],
        params: vec![
            Param::choice("method", "Method", &[("GET", "GET"), ("POST", "POST")]),
            Param::text("url", "URL").asks(Ask::Host).required(),
            Param::switch("sendHeaders", "Headers", false),
            Param::list("headerParameters", "Headers", "parameters", pairs())
                .show(Show::flag("sendHeaders", true)),
            Param::fields(
                "options",
                "Options",
                vec![Param::number("timeout", "Timeout", 1e4)],
            ),
        ],
        credentials: vec![CredentialSlot {
            slot: "httpHeaderAuth".to_owned(),
            required: true,
            show: Show::when("authentication", &["genericCredentialType"]),
        }],
        ..plain(
            "http.request",
            "HTTP Request",
            Group::Network,
            &["httpRequest"],
        )
    }
}

fn crypto() -> NodeSpec {
    let implied = |name: &str, action: &str| N8nType {
        name: format!("n8n-nodes-base.{name}"),
        implies: Map::from_iter([("action", action)]),
    };
    NodeSpec {
        n8n: vec![implied("hash", "hash"), implied("hmac", "hmac")],
        params: vec![
            Param::choice("action", "Action", &[("hash", "Hash"), ("hmac", "HMAC")]),
            Param::text("value", "Value"),
        ],
        ..NodeSpec::new("crypto", "Crypto", Group::Tools)
    }
}

fn post() -> NodeSpec {
    let operation = |resource: &str, operations: &[(&str, &str)]| {
        Param::choice("operation", "Operation", operations)
            .show(Show::when("resource", &[resource]))
    };
    NodeSpec {
        versions: vec![1.0, 2.0],
        params: vec![
            Param::choice(
                "resource",
                "Resource",
                &[("message", "Message"), ("file", "File")],
            ),
            operation("message", &[("send", "Send"), ("get", "Get")]),
            operation("file", &[("upload", "Upload")]),
            Param::new(
                "format",
                "Format",
                ParamKind::Choice(vec![
                    Choice::new("text", "Text"),
                    Choice {
                        show: Show::since(2.0),
                        ..Choice::new("html", "HTML")
                    },
                ]),
            )
            .or("text"),
        ],
        ..plain("post", "Post", Group::Service, &["post"])
    }
}

fn agent() -> NodeSpec {
    let port = |kind| Port {
        label: String::new(),
        kind,
    };
    let inputs = [PortKind::Main, PortKind::Model, PortKind::Tool].map(port);
    NodeSpec {
        n8n: vec![N8nType {
            name: "@n8n/n8n-nodes-langchain.agent".to_owned(),
            implies: Map::new(),
        }],
        inputs: vec![PortRule {
            show: Show::default(),
            ports: PortSet::Fixed(inputs.into()),
        }],
        ..NodeSpec::new("agent", "Agent", Group::Service)
    }
}

fn switch() -> NodeSpec {
    let rule = vec![
        Param::new("conditions", "Conditions", ParamKind::Conditions),
        Param::text("outputKey", "Name"),
    ];
    NodeSpec {
        versions: vec![3.0, 3.2],
        outputs: vec![PortRule {
            show: Show::default(),
            ports: PortSet::List {
                param: "rules.values".to_owned(),
                label: "outputKey".to_owned(),
                extra: None,
            },
        }],
        params: vec![Param::list("rules", "Rules", "values", rule)],
        ..plain("switch", "Switch", Group::Flow, &["switch"])
    }
}

fn files() -> NodeSpec {
    let write = Show::when("operation", &["write"]);
    NodeSpec {
        params: vec![
            Param::choice(
                "operation",
                "Operation",
                &[("read", "Read"), ("write", "Write")],
            ),
            Param::new("fileSelector", "Files", ParamKind::File)
                .show(Show::when("operation", &["read"])),
            Param::text("fileName", "File")
                .asks(Ask::WriteFile)
                .show(write),
        ],
        ..plain(
            "files",
            "Read/Write Files",
            Group::Files,
            &["readWriteFile"],
        )
    }
}

/// The kinds of these tests.
pub fn specs() -> &'static Specs {
    static SPECS: std::sync::LazyLock<Specs> = std::sync::LazyLock::new(all);
    &SPECS
}

fn all() -> Specs {
    let code = Param::new("jsCode", "Code", ParamKind::Code("javaScript".to_owned())).literal();
    [
        trigger("manual", "Manual Trigger", "manualTrigger"),
        trigger("schedule", "Schedule", "scheduleTrigger"),
        set(),
        http(),
        crypto(),
        post(),
        agent(),
        switch(),
        files(),
        NodeSpec {
            versions: vec![1.0, 2.0, 2.2],
            outputs: PortRule::labels(&["true", "false"]),
            params: vec![
                Param::new("conditions", "Conditions", ParamKind::Conditions),
                Param::fields("options", "Options", vec![]),
            ],
            ..plain("if", "If", Group::Flow, &["if"])
        },
        NodeSpec {
            versions: vec![1.0, 2.0],
            params: vec![
                Param::choice(
                    "mode",
                    "Mode",
                    &[
                        ("runOnceForAllItems", "All"),
                        ("runOnceForEachItem", "Each"),
                    ],
                ),
                code,
            ],
            ..plain("code", "Code", Group::Code, &["code"])
        },
        NodeSpec {
            versions: vec![1.0, 2.0, 2.1, 3.0, 3.2],
            inputs: vec![PortRule {
                show: Show::default(),
                ports: PortSet::Count {
                    param: "numberInputs".to_owned(),
                    default: 2,
                    first: 1,
                },
            }],
            params: vec![Param::number("numberInputs", "Inputs", 2.0)],
            ..plain("merge", "Merge", Group::Flow, &["merge"])
        },
        NodeSpec {
            versions: vec![1.0, 2.0, 3.0],
            outputs: PortRule::labels(&["done", "loop"]),
            loops: true,
            ..plain("loop", "Loop Over Items", Group::Flow, &["splitInBatches"])
        },
        NodeSpec {
            params: vec![Param::text("command", "Command").asks(Ask::Command)],
            ..plain(
                "command",
                "Execute Command",
                Group::Code,
                &["executeCommand"],
            )
        },
        plain("noop", "No Operation", Group::Flow, &["noOp"]),
    ]
    .into_iter()
    .collect()
}

/// Imports text that must import.
pub fn import(text: &str) -> Imported {
    match n8n::import(text.as_bytes(), specs(), ImportOptions::default()) {
        Ok(imported) => imported,
        Err(error) => panic!("{error}\n{text:.500}"),
    }
}

/// Imports a value that must import.
pub fn import_value(value: &Value) -> Imported {
    import(&value::to_string(value))
}

/// A node in n8n's format.
pub fn node(name: &str, n8n_type: &str, version: f64, parameters: &Value) -> Value {
    json!({
        "parameters": parameters.clone(), "id": format!("id-{name}"), "name": name,
        "type": format!("n8n-nodes-base.{n8n_type}"), "typeVersion": version, "position": [0, 0],
    })
}

/// A workflow of nodes in a row, the first being a manual trigger that is added here.
pub fn row(nodes: &[Value]) -> Workflow {
    let mut all = vec![node("Start", "manualTrigger", 1.0, &json!({}))];
    all.extend(nodes.iter().cloned());
    let mut connections = Map::new();
    for pair in all.windows(2) {
        let name = pair[0]["name"].as_str().unwrap_or_default();
        let target = json!({ "node": pair[1]["name"].clone(), "type": "main", "index": 0 });
        connections.insert(name, json!({ "main": [[target]] }));
    }
    import_value(&json!({ "name": "row", "nodes": all, "connections": connections })).workflow
}

/// The folder of the cases; none, with a printed line, where a clone lacks it.
pub fn cases() -> Option<PathBuf> {
    let set = std::env::var_os("MILLRACE_CASES").map(PathBuf::from);
    let beside = PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases");
    let folder = set.unwrap_or(beside);
    if folder.is_dir() {
        return Some(folder);
    }
    println!("skipped: no cases at {}", folder.display());
    None
}

/// The workflows in a folder of the cases, by file name; empty where a clone lacks them.
pub fn workflows(group: &str) -> Vec<(String, Vec<u8>)> {
    let Some(folder) = cases() else {
        return Vec::new();
    };
    let mut found: Vec<(String, Vec<u8>)> = std::fs::read_dir(folder.join(group))
        .expect("the folder of cases can be listed")
        .map(|entry| entry.expect("an entry").path())
        .filter(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            name.ends_with(".json") && !name.ends_with(".expect.json") && name != "index.json"
        })
        .map(|path| {
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            (
                name.into_owned(),
                std::fs::read(&path).expect("a case can be read"),
            )
        })
        .collect();
    found.sort();
    found
}

/// Numbers that look random and are the same each time.
pub struct Dice(pub u64);

impl Dice {
    /// A number below `end`.
    pub fn below(&mut self, end: usize) -> usize {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        (self.0 % end.max(1) as u64) as usize
    }
}

/// The value at a dotted path of a map; null where there is none.
pub fn at(map: &Map, path: &str) -> Value {
    Value::from(map.clone())
        .path(path)
        .cloned()
        .unwrap_or_default()
}
