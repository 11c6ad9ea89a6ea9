//! Execute Workflow Trigger: starts when another workflow calls this one.

use sdk::{
    Ctx, Effect, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, PortRule,
    Result, Show, Value, async_trait, json,
};

use super::started;

/// Starts when another workflow calls this one.
pub struct SubWorkflow;

#[async_trait]
impl Node for SubWorkflow {
    fn spec(&self) -> NodeSpec {
        let sources = [
            ("workflowInputs", "The fields listed below"),
            ("jsonExample", "The fields of an example"),
            ("passthrough", "Everything the caller sends"),
        ];
        let types = [
            ("string", "Text"),
            ("any", "Anything"),
            ("number", "Number"),
            ("boolean", "True or false"),
            ("array", "List"),
            ("object", "Object"),
        ];
        let field = vec![
            Param::text("name", "Name")
                .help("Name of the field.")
                .example("email")
                .required(),
            Param::choice("type", "Type", &types)
                .help("What the field holds.")
                .example("string"),
        ];
        NodeSpec {
            help: "Starts when another workflow calls this one, with the items it sends.".to_owned(),
            icon: "log-in".to_owned(),
            versions: vec![1.0, 1.1],
            n8n: N8nType::base(&["executeWorkflowTrigger"]),
            inputs: PortRule::none(),
            params: vec![
                Param::choice("inputSource", "Input", &sources)
                    .help("Which fields the items have that arrive.")
                    .example("passthrough")
                    .show(Show::since(1.1)),
                Param::new("jsonExample", "Example", ParamKind::Json)
                    .or("{\n  \"aField\": \"a string\",\n  \"aNumber\": 123,\n  \"thisFieldAcceptsAnyType\": null\n}")
                    .help("An object with the fields that are expected.")
                    .example("{ \"email\": \"ada@example.com\" }")
                    .show(Show::since(1.1).and_when("inputSource", &["jsonExample"])),
                Param::list("workflowInputs", "Fields", "values", field)
                    .help("The fields that are expected.")
                    .example("email")
                    .show(Show::since(1.1).and_when("inputSource", &["workflowInputs"])),
            ],
            effect: Effect::Pure,
            trigger: true,
            ..NodeSpec::new("sub-workflow", "When called by another workflow", Group::Trigger)
        }
        .aliases(&["when executed by another workflow", "execute workflow trigger", "sub-workflow", "called"])
        .example(&json!({ "inputSource": "passthrough" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let Some(names) = expected(ctx) else {
            return Ok(started(ctx));
        };
        let pick = |item: &Item| {
            let fields = names
                .iter()
                .map(|name| (name.as_str(), item.get(name).cloned().unwrap_or_default()));
            item.with_json(fields.collect::<Map>())
        };
        Ok(started(ctx)
            .0
            .into_iter()
            .map(|items| items.iter().map(pick).collect())
            .next()
            .unwrap_or_else(Vec::new)
            .into())
    }
}

/// The names of the fields that are expected, where not everything is taken.
fn expected(ctx: &Ctx) -> Option<Vec<String>> {
    let source = ctx.raw("inputSource").unwrap_or_default();
    match source.as_str()? {
        "workflowInputs" => {
            let fields = ctx.raw("workflowInputs.values")?;
            let name = |field: &Value| field.get("name").map(|name| name.to_text().to_string());
            let names: Vec<String> = fields.as_array()?.iter().filter_map(name).collect();
            (!names.is_empty()).then_some(names)
        }
        "jsonExample" => {
            let example = value::from_str(ctx.raw("jsonExample")?.as_str()?).ok()?;
            Some(
                example
                    .as_object()?
                    .keys()
                    .map(ToString::to_string)
                    .collect(),
            )
        }
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use sdk::{json, testkit};

    use super::SubWorkflow;

    #[tokio::test]
    async fn takes_the_expected_fields_or_everything() {
        let sent = json!({"a": 1, "b": 2});
        for (params, taken) in [
            (
                json!({"inputSource": "passthrough"}),
                json!({"a": 1, "b": 2}),
            ),
            (
                json!({"workflowInputs": {"values": [{"name": "b"}, {"name": "c"}]}}),
                json!({"b": 2, "c": null}),
            ),
            (
                json!({"inputSource": "jsonExample", "jsonExample": "{\"a\": 0}"}),
                json!({"a": 1}),
            ),
        ] {
            let out = testkit::run(SubWorkflow)
                .params(params.clone())
                .items([sent.clone()])
                .await
                .unwrap();
            assert_eq!(out.json(0), [taken], "{params}");
            assert_eq!(out.origins(0), [vec![(0, 0)]]);
        }
        let out = testkit::run(SubWorkflow)
            .version(1.0)
            .items([sent.clone()])
            .await
            .unwrap();
        assert_eq!(out.json(0), [sent]);
    }
}
