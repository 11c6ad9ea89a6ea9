//! A folder to stand in, and the program started in it.

use std::io::Write as _;
use std::path::PathBuf;
use std::process::{Command, Stdio};

use value::{Value, json};

/// A folder with its own data folder.
pub struct Place(tempfile::TempDir);

/// How a command ended.
pub struct Ended {
    pub code: i32,
    pub out: String,
    pub err: String,
    what: String,
}

impl Place {
    pub fn new() -> Self {
        Self(tempfile::tempdir().unwrap())
    }

    pub fn path(&self, name: &str) -> PathBuf {
        self.0.path().join(name)
    }

    /// Writes a file; commands name it by its name alone, since they run in this folder.
    pub fn write(&self, name: &str, content: impl AsRef<[u8]>) {
        std::fs::write(self.path(name), content).unwrap();
    }

    /// Writes a workflow that begins with a manual trigger `Start`, its nodes in a row.
    pub fn write_row(&self, file: &str, name: &str, nodes: &[Value]) {
        self.write(file, row(name, nodes).to_string());
    }

    pub fn run(&self, arguments: &[&str]) -> Ended {
        self.run_with(arguments, "")
    }

    /// The program, to be started in this folder.
    #[expect(
        clippy::disallowed_methods,
        reason = "the program under test is started as a person starts it"
    )]
    pub fn command<S: AsRef<std::ffi::OsStr>>(&self, arguments: &[S]) -> Command {
        let mut command = Command::new(env!("CARGO_BIN_EXE_millrace"));
        command
            .args(arguments)
            .current_dir(self.0.path())
            .env("MILLRACE_DATA", self.path("data"))
            .env_remove("MILLRACE_LOG")
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped());
        command
    }

    /// Runs with something on standard input.
    pub fn run_with(&self, arguments: &[&str], input: &str) -> Ended {
        let mut child = self.command(arguments).spawn().unwrap();
        // A command that does not read its input may be gone by now.
        let _ = child.stdin.take().unwrap().write_all(input.as_bytes());
        let output = child.wait_with_output().unwrap();
        Ended::of(output, arguments)
    }

    /// Runs with nobody who reads its standard output.
    pub fn run_unread(&self, arguments: &[&str]) -> Ended {
        let mut child = self.command(arguments).spawn().unwrap();
        drop(child.stdout.take());
        Ended::of(child.wait_with_output().unwrap(), arguments)
    }
}

impl Ended {
    pub fn of(output: std::process::Output, arguments: &[&str]) -> Self {
        let ended = Self {
            code: output.status.code().unwrap_or(-1),
            out: String::from_utf8(output.stdout).unwrap(),
            err: String::from_utf8(output.stderr).unwrap(),
            what: format!("millrace {}", arguments.join(" ")),
        };
        assert!(!ended.err.contains("panicked"), "{}", ended.text());
        ended
    }

    pub fn text(&self) -> String {
        let Self {
            code,
            out,
            err,
            what,
        } = self;
        format!("{what}\nexit code {code}\n{out}\n{err}")
    }

    /// Asserts the exit code.
    pub fn code(self, expected: i32) -> Self {
        assert_eq!(self.code, expected, "{}", self.text());
        self
    }

    /// Asserts that standard output holds these texts.
    pub fn says(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.out.contains(text), "no “{text}” in:\n{}", self.text());
        }
        self
    }

    /// Asserts that standard output holds none of these texts.
    pub fn says_not(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(!self.out.contains(text), "“{text}” in:\n{}", self.text());
        }
        self
    }

    /// Asserts that standard error holds these texts.
    pub fn complains(self, texts: &[&str]) -> Self {
        for text in texts {
            assert!(self.err.contains(text), "no “{text}” in:\n{}", self.text());
        }
        self
    }

    /// Standard output as JSON.
    pub fn json(&self) -> Value {
        value::from_str(&self.out).unwrap_or_else(|error| panic!("{error}: {}", self.text()))
    }
}

pub fn node(name: &str, kind: &str, version: f64, parameters: Value) -> Value {
    json!({ "id": name, "name": name, "type": format!("n8n-nodes-base.{kind}"), "typeVersion": version,
        "position": [0, 0], "parameters": parameters })
}

/// A Set node that writes one field.
pub fn set(name: &str, field: &str, value: &str) -> Value {
    let assignment = json!({ "id": "1", "name": field, "type": "string", "value": value });
    node(
        name,
        "set",
        3.4,
        json!({ "assignments": { "assignments": [assignment] }, "options": {} }),
    )
}

pub fn code(name: &str, program: &str) -> Value {
    node(name, "code", 2.0, json!({ "jsCode": program }))
}

/// A workflow in n8n's format that begins with a manual trigger `Start`, its nodes in a row.
pub fn row(name: &str, nodes: &[Value]) -> Value {
    let mut all = vec![node("Start", "manualTrigger", 1.0, json!({}))];
    all.extend(nodes.iter().cloned());
    let wires = all.windows(2).map(|pair| {
        let target = json!({ "node": pair[1]["name"].clone(), "type": "main", "index": 0 });
        (pair[0]["name"].to_text(), json!({ "main": [[target]] }))
    });
    let wires: value::Map = wires.collect();
    json!({ "name": name, "nodes": all, "connections": wires, "settings": { "executionOrder": "v1" } })
}
