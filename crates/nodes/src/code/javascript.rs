//! Code: a program over all items, or one for each.

use model::script::CodeMode;
use sdk::{
    Ctx, Effect, Error, Group, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, Result, Show,
    async_trait, json,
};

use super::run::{failed_item, run};

/// Runs a person's JavaScript over the items.
pub struct Code;

const ALL_ITEMS: &str = "// Change the items as you need and return them.\nfor (const item of $input.all()) {\n  item.json.myNewField = 1;\n}\n\nreturn $input.all();";
const EACH_ITEM: &str = "// Change the item as you need and return it.\n$input.item.json.myNewField = 1;\n\nreturn $input.item;";

#[async_trait]
impl Node for Code {
    fn spec(&self) -> NodeSpec {
        let modes = [
            ("runOnceForAllItems", "Once, over all items"),
            ("runOnceForEachItem", "Once for each item"),
        ];
        let languages = [
            ("javaScript", "JavaScript"),
            ("python", "Python"),
            ("pythonNative", "Python (native)"),
        ];
        let program = |mode: &str, default: &str| {
            Param::new(
                "jsCode",
                "Program",
                ParamKind::Code("javaScript".to_owned()),
            )
            .or(default)
            .literal()
            .help("JavaScript. It runs without access to files or the network.")
            .example("return $input.all();")
            .show(Show::when("mode", &[mode]))
        };
        NodeSpec {
            help: "Runs a program of your own over the items.".to_owned(),
            icon: "code".to_owned(),
            versions: vec![1.0, 2.0],
            n8n: N8nType::base(&["code"]),
            params: vec![
                Param::choice("language", "Language", &languages)
                    .help("What the program is written in. Only JavaScript runs.")
                    .example("javaScript")
                    .more()
                    .show(Show::since(2.0)),
                Param::choice("mode", "Run", &modes)
                    .help("Whether the program sees all items at once or one at a time.")
                    .example("runOnceForAllItems"),
                program("runOnceForAllItems", ALL_ITEMS),
                program("runOnceForEachItem", EACH_ITEM),
            ],
            effect: Effect::Unsafe,
            ..NodeSpec::new("code", "Code", Group::Code)
        }
        .aliases(&["code", "javascript", "js", "program", "script", "function"])
        .example(&json!({ "jsCode": "return $input.all().filter(item => item.json.age >= 18);" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let language: String = ctx.param("language", 0).await.unwrap_or_default();
        if language.starts_with("python") {
            return Err(
                Error::param("language", "Python programs do not run in Millrace.")
                    .describe("Choose JavaScript and write the program in it, or use other steps."),
            );
        }
        let code = ctx.raw("jsCode").unwrap_or_default().to_text();
        let mode: String = ctx.param("mode", 0).await?;
        let mode = if mode == "runOnceForEachItem" {
            CodeMode::EachItem
        } else {
            CodeMode::AllItems
        };
        match run(ctx, code, mode).await {
            Ok(items) => Ok(items.into()),
            Err(error) => failed_item(ctx, error).map(Outputs::one),
        }
    }
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    use super::Code;

    #[tokio::test]
    async fn python_is_refused_in_words() {
        let refused = testkit::run(Code)
            .params(json!({ "language": "python", "pythonCode": "x" }))
            .await;
        let error = refused.err().unwrap();
        assert!(error.message.contains("Python"), "{error}");
        assert!(error.description.is_some());
    }
}
