//! Execute Command: a command line on this machine, if it was granted.

use bytes::Bytes;
use model::spec::Ask;
use sdk::{
    Column, CommandRun, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs,
    Param, ParamKind, Result, Value, async_trait, json,
};
use serde::Deserialize;

use crate::files::loose;

/// A command that runs longer than this hangs.
const TIMEOUT_MS: u64 = 60 * 60 * 1000;

/// Runs a command line.
pub struct Command;

#[derive(Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::flag")]
    execute_once: bool,
    #[serde(deserialize_with = "loose::text")]
    command: String,
}

impl Default for Params {
    fn default() -> Self {
        Self {
            execute_once: true,
            command: String::new(),
        }
    }
}

#[async_trait]
impl Node for Command {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Runs a command line on this machine and gives what it wrote. The command must have been granted.".to_owned(),
            icon: "terminal".to_owned(),
            n8n: N8nType::base(&["executeCommand"]),
            params: vec![
                Param::switch("executeOnce", "Run once", true).help("Runs the command once for all items, with the first item's values; off runs it for each."),
                Param::new("command", "Command", ParamKind::LongText)
                    .or("")
                    .required()
                    .help("The line, as it would be typed into a terminal.")
                    .example("ls -l /home/me")
                    .asks(Ask::Command),
            ],
            effect: Effect::Unsafe,
            ..NodeSpec::new("command", "Execute Command", Group::Code)
        }
        .aliases(&["execute command", "shell", "terminal", "bash", "script", "run program"])
        .example(&json!({ "command": "date" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let first: Params = all.read(0)?;
        let count = if first.execute_once {
            1
        } else {
            ctx.items().len()
        };
        let mut out = Vec::new();
        for at in 0..count.min(ctx.items().len().max(1)) {
            match one(ctx, &all, at).await {
                Ok(item) => out.push(item),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

async fn one(ctx: &Ctx, all: &Column, at: usize) -> Result<Item> {
    let params: Params = all.read(at)?;
    let run = CommandRun {
        line: params.command,
        input: Bytes::new(),
        timeout_ms: TIMEOUT_MS,
    };
    let output = ctx
        .host()
        .command(run)
        .await
        .map_err(|e| e.in_field("command"))?;
    if output.code != 0 {
        let said = if output.stderr.trim().is_empty() {
            &output.stdout
        } else {
            &output.stderr
        };
        let record = json!({ "exitCode": output.code, "stdout": output.stdout.as_str(), "stderr": output.stderr.as_str() });
        let mut error = Error::new(
            "command.failed",
            format!("The command ended with exit code {}.", output.code),
        )
        .describe(said.trim());
        error.details = record;
        return Err(error);
    }
    let record = Map::from_iter([
        ("exitCode", Value::from(output.code)),
        ("stderr", trimmed(&output.stderr)),
        ("stdout", trimmed(&output.stdout)),
    ]);
    let item = Item::new(record);
    Ok(match ctx.items().get(at) {
        Some(input) => item.from_item(input),
        None => item,
    })
}

fn trimmed(text: &str) -> Value {
    text.trim().into()
}

#[cfg(test)]
mod tests {
    use sdk::testkit;
    use sdk::{OnError, json};

    use super::Command;

    #[tokio::test]
    async fn asks_the_host_once_unless_told() {
        for (once, count) in [(true, 1), (false, 2)] {
            let params = json!({ "executeOnce": once, "command": "={{ $json.line }}" });
            let run = testkit::run(Command)
                .params(params)
                .on_error(OnError::Continue);
            let out = run
                .items([json!({ "line": "echo 1" }), json!({ "line": "echo 2" })])
                .await
                .unwrap();
            assert_eq!(out.json(0).len(), count);
            assert!(
                out.json(0)[count - 1]["error"]
                    .as_str()
                    .unwrap()
                    .contains(&format!("echo {count}"))
            );
        }
    }
}
