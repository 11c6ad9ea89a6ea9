//! Function and Function Item: n8n's older ways to run a program, kept so that older workflows run.

use model::script::CodeMode;
use sdk::{
    Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, Result, async_trait,
    json,
};

use super::run::{failed_item, run};

/// Runs a program that gets `items` and returns items.
pub struct Function;

/// Runs a program for each record, which it gets as `item`.
pub struct FunctionItem;

const FUNCTION: &str = "// Change the items as you need and return them.\nreturn items;";
const FUNCTION_ITEM: &str = "// Change the record as you need and return it.\nreturn item;";

fn spec(kind: &str, label: &str, n8n: &str, default: &str) -> NodeSpec {
    NodeSpec {
        icon: "square-function".to_owned(),
        n8n: N8nType::base(&[n8n]),
        params: vec![
            Param::new(
                "functionCode",
                "Program",
                ParamKind::Code("javaScript".to_owned()),
            )
            .or(default)
            .literal()
            .help("JavaScript. It runs without access to files or the network.")
            .example(default),
        ],
        effect: Effect::Unsafe,
        ..NodeSpec::new(kind, label, Group::Code)
    }
}

#[async_trait]
impl Node for Function {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Runs a program over all items, as older workflows do. New ones use Code."
                .to_owned(),
            versions: vec![1.0, 2.0],
            ..spec("function", "Function", "function", FUNCTION)
        }
        .aliases(&["function", "javascript", "code"])
        .example(&json!({ "functionCode": "return items;" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        program(ctx, CodeMode::Function).await
    }
}

#[async_trait]
impl Node for FunctionItem {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Runs a program for each record, as older workflows do. New ones use Code."
                .to_owned(),
            ..spec(
                "function-item",
                "Function for each item",
                "functionItem",
                FUNCTION_ITEM,
            )
        }
        .aliases(&["function item", "javascript", "code"])
        .example(&json!({ "functionCode": "item.done = true;\nreturn item;" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        program(ctx, CodeMode::FunctionItem).await
    }
}

async fn program(ctx: &mut Ctx, mode: CodeMode) -> Result<Outputs> {
    let code = ctx.raw("functionCode").unwrap_or_default().to_text();
    match run(ctx, code, mode).await {
        Ok(items) => Ok(items.into()),
        Err(mut error) => {
            error.field = Some("functionCode".to_owned());
            failed_item(ctx, error).map(Outputs::one)
        }
    }
}
