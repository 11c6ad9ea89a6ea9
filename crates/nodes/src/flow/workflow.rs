//! Execute Workflow: runs another workflow with its items, all at once or one after the other.

use std::sync::Arc;

use sdk::{
    Body, Ctx, Effect, Error, Group, HttpRequest, Item, Map, N8nType, Node, NodeSpec, Outputs,
    Param, ParamKind, Result, Show, SubWorkflow, Value, async_trait, json,
};

use super::given;

/// Runs another workflow.
pub struct ExecuteWorkflow;

#[async_trait]
impl Node for ExecuteWorkflow {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            versions: vec![1.0, 1.1, 1.2, 1.3],
            help: "Runs another workflow with these items and goes on with what it gives."
                .to_owned(),
            icon: "workflow".to_owned(),
            n8n: N8nType::base(&["executeWorkflow"]),
            params: params(),
            // A call is known by its key: what was begun is gone on with, not begun anew.
            effect: Effect::Idempotent,
            ..NodeSpec::new("execute-workflow", "Execute Workflow", Group::Flow)
        }
        .aliases(&[
            "execute sub-workflow",
            "sub-workflow",
            "subworkflow",
            "call",
            "function",
            "run workflow",
        ])
        .example(&json!({ "workflowId": { "__rl": true, "mode": "id", "value": "send-invoice" } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let wait = ctx.value("options.waitForSubWorkflow", 0).await? != false;
        let items = with_inputs(ctx).await?;
        if ctx.value("mode", 0).await? == "each" {
            return each(ctx, &items, wait).await;
        }
        let call = called(ctx, 0, items, wait).await?;
        let reply = ctx.host().run_workflow(call).await?;
        let own = ctx.items();
        if !wait {
            return Ok(own.to_vec().into());
        }
        let from_all = |output: &Arc<Vec<Item>>| {
            let one_to_one = output.len() == own.len();
            let from = |(at, item): (usize, &Item)| match own.get(at).filter(|_| one_to_one) {
                Some(source) => item.clone().from_item(source),
                None => item.clone().from_items(own.iter()),
            };
            output.iter().enumerate().map(from).collect()
        };
        Ok(Outputs(reply.outputs.iter().map(from_all).collect()))
    }
}

fn params() -> Vec<Param> {
    let from = |source: &str| Show::when("source", &[source]);
    let first = Param::text("workflowId", "Workflow")
        .required()
        .help("Id or name of the workflow.")
        .example("send-invoice")
        .show(from("database").and(sdk::ShowRule::Before(1.1)));
    let resource = ParamKind::Resource {
        of: "workflow".to_owned(),
    };
    vec![
        Param::choice(
            "source",
            "Where the workflow is",
            &[
                ("database", "Among the stored ones"),
                ("localFile", "In a file"),
                ("parameter", "Written here"),
                ("url", "At an address"),
            ],
        )
        .help("Where the workflow is taken from."),
        Param::new("workflowId", "Workflow", resource)
            .or("")
            .required()
            .help("The workflow that is run.")
            .example("send-invoice")
            .show(from("database").and(sdk::ShowRule::Since(1.1))),
        first,
        Param::new("workflowPath", "File", ParamKind::File)
            .or("")
            .required()
            .help("A file with the workflow as JSON.")
            .example("/home/ada/workflow.json")
            .show(from("localFile")),
        Param::new("workflowJson", "Workflow", ParamKind::Json)
            .or("")
            .required()
            .help("The workflow as JSON.")
            .example(r#"{ "nodes": [], "connections": {} }"#)
            .show(from("parameter")),
        Param::text("workflowUrl", "Address")
            .required()
            .help("Where the workflow lies as JSON.")
            .example("https://example.com/workflow.json")
            .asks(model::spec::Ask::Host)
            .show(from("url")),
        Param::new("workflowInputs", "Inputs", ParamKind::Columns)
            .or(json!({ "mappingMode": "defineBelow", "value": {} }))
            .help("What the fields of its trigger get; they are added to each item.")
            .show(from("database").and(sdk::ShowRule::Since(1.2))),
        Param::choice(
            "mode",
            "How often",
            &[
                ("once", "Once with all items"),
                ("each", "Once for each item"),
            ],
        )
        .help("Whether it runs once in all or once for each item."),
        Param::fields(
            "options",
            "More",
            vec![
                Param::switch("waitForSubWorkflow", "Wait for its end", true)
                    .help("Else it is only started, and the items go on as they are."),
            ],
        )
        .help("What is rarely needed.")
        .more(),
    ]
}

/// Runs it for one item after the other.
async fn each(ctx: &Ctx, items: &[Item], wait: bool) -> Result<Outputs> {
    let mut outputs = Outputs::empty(1);
    for (at, (item, own)) in items.iter().zip(ctx.items().iter()).enumerate() {
        let call = async {
            let call = called(ctx, at, vec![item.clone()], wait).await?;
            ctx.host().run_workflow(call).await
        };
        match call.await {
            Ok(_) if !wait => outputs.push(0, own.clone()),
            Ok(reply) => {
                for (port, output) in reply.outputs.iter().enumerate() {
                    output
                        .iter()
                        .for_each(|item| outputs.push(port, item.clone().from_item(own)));
                }
            }
            Err(error) => outputs.push(0, ctx.recover(at, error)?),
        }
    }
    Ok(outputs)
}

/// The items that the other workflow gets: with the fields that are mapped, without those taken out.
async fn with_inputs(ctx: &Ctx) -> Result<Vec<Item>> {
    let items = ctx.items();
    let own = ctx.node().parameters.get("workflowInputs");
    let Some(own) = own.filter(|_| ctx.version() >= 1.2) else {
        return Ok(items.to_vec());
    };
    let column = ctx.column("workflowInputs.value").await?;
    let removed = removed(own);
    let with = |(at, item): (usize, &Item)| {
        Ok(item.with_json(mapped(&item.json, column.at(at)?, &removed)))
    };
    items.iter().enumerate().map(with).collect()
}

fn mapped(record: &Map, values: &Value, removed: &[&str]) -> Map {
    let mut record = record.clone();
    record.extend(values.as_object().cloned().unwrap_or_default());
    record.retain(|key, _| !removed.contains(&key));
    record
}

/// The fields that the person took out of the mapping.
fn removed(inputs: &Value) -> Vec<&str> {
    let schema = inputs
        .get("schema")
        .and_then(Value::as_array)
        .unwrap_or_default();
    let removed = schema
        .iter()
        .filter(|field| field.get("removed") == Some(&Value::Bool(true)));
    removed
        .filter_map(|field| field.get("id").or(field.get("displayName"))?.as_str())
        .collect()
}

/// The call for an item.
async fn called(ctx: &Ctx, item: usize, items: Vec<Item>, wait: bool) -> Result<SubWorkflow> {
    let source = ctx.value("source", item).await?;
    let (workflow, name) = match source.as_str() {
        Some("database") => {
            let given = ctx.value("workflowId", item).await?;
            let name = given.get("cachedResultName").and_then(Value::as_str);
            (stored(&given)?, name.map(str::to_owned))
        }
        _ => (written(ctx, &source, item).await?, None),
    };
    Ok(SubWorkflow {
        workflow,
        name,
        items,
        wait,
        caller: ctx.info().execution.clone(),
        key: key(ctx, item),
    })
}

/// The same for a call that was cut off, another where the step failed and tries again.
fn key(ctx: &Ctx, item: usize) -> String {
    let info = ctx.info();
    match info.failed {
        0 => format!("{}-{item}", info.idempotency_key),
        failed => format!("{}-{item}-{failed}", info.idempotency_key),
    }
}

/// A workflow that is there as JSON.
async fn written(ctx: &Ctx, source: &Value, item: usize) -> Result<Value> {
    match source.as_str() {
        Some("parameter") => parsed("workflowJson", &ctx.value("workflowJson", item).await?),
        Some("localFile") => {
            let path = ctx.param::<String>("workflowPath", item).await?;
            parsed_bytes("workflowPath", &ctx.host().read_file(&path).await?)
        }
        Some("url") => {
            let url = ctx.param::<String>("workflowUrl", item).await?;
            let answer = ctx
                .host()
                .http(HttpRequest {
                    url,
                    ..HttpRequest::default()
                })
                .await?;
            if !(200..300).contains(&answer.status) {
                let message = format!(
                    "The address of the workflow answered {} {}.",
                    answer.status, answer.status_text
                );
                return Err(Error::param("workflowUrl", message));
            }
            let bytes = match answer.body {
                Body::Bytes(bytes) => bytes,
                Body::Stored(binary) => ctx.host().load_binary(&binary).await?,
            };
            parsed_bytes("workflowUrl", &bytes)
        }
        _ => Err(given::wrong(
            "source",
            "database, localFile, parameter or url",
            source,
        )),
    }
}

fn stored(given: &Value) -> Result<Value> {
    let id = match given {
        Value::Object(locator) => locator.get("value").cloned().unwrap_or_default(),
        other => other.clone(),
    };
    let id = crate::fields::js::text(&id);
    // A locator may hold the address of the workflow's page: the id is its last part.
    let from_address = given.get("mode").and_then(Value::as_str) == Some("url");
    let id = if from_address {
        id.trim_end_matches('/')
            .rsplit('/')
            .next()
            .unwrap_or_default()
    } else {
        id.as_str()
    };
    if id.is_empty() || given.is_null() {
        return Err(Error::param("workflowId", "No workflow is chosen."));
    }
    Ok(id.into())
}

fn parsed(field: &str, given: &Value) -> Result<Value> {
    match given {
        Value::Object(_) => Ok(given.clone()),
        Value::String(text) => parsed_bytes(field, text.as_bytes()),
        other => Err(given::wrong(field, "a workflow as JSON", other)),
    }
}

fn parsed_bytes(field: &str, bytes: &[u8]) -> Result<Value> {
    let wrong = |why: String| Error::param(field, format!("There is no workflow in it: {why}."));
    let parsed = value::from_slice(bytes).map_err(|e| wrong(e.to_string()))?;
    if parsed.is_object() {
        Ok(parsed)
    } else {
        Err(wrong("it is no JSON object".to_owned()))
    }
}

#[cfg(test)]
mod tests {
    use sdk::{OnError, json, testkit};

    use super::*;

    #[test]
    fn finds_the_stored_workflow() {
        let check = |given: Value, id: Option<&str>| {
            assert_eq!(
                stored(&given).ok().as_ref().and_then(Value::as_str),
                id,
                "{given}"
            );
        };
        check(json!("abc"), Some("abc"));
        check(
            json!({ "__rl": true, "mode": "list", "value": "abc", "cachedResultName": "A" }),
            Some("abc"),
        );
        check(
            json!({ "__rl": true, "mode": "url", "value": "https://n8n.example.com/workflow/abc" }),
            Some("abc"),
        );
        check(json!(12), Some("12"));
        check(json!(""), None);
        check(json!(null), None);
        check(json!({ "__rl": true, "mode": "list", "value": "" }), None);
    }

    #[test]
    fn maps_inputs() {
        let record = Map::from_iter([("a", 1), ("b", 2)]);
        let inputs =
            json!({ "schema": [{ "id": "b", "removed": true }, { "id": "c", "removed": false }] });
        let out = mapped(&record, &json!({ "c": 3 }), &removed(&inputs));
        assert_eq!(Value::from(out), json!({ "a": 1, "c": 3 }));
        assert_eq!(mapped(&record, &Value::Null, &[]), record);
    }

    #[tokio::test]
    async fn says_what_is_wrong() {
        let check = async |params: Value, code: &str, field: Option<&str>| {
            let run = testkit::run(ExecuteWorkflow)
                .params(params.clone())
                .items([json!({})]);
            let error = run.await.err().unwrap();
            assert_eq!(
                (error.code.as_str(), error.field.as_deref()),
                (code, field),
                "{params}"
            );
        };
        check(json!({}), "param.invalid", Some("workflowId")).await;
        check(json!({ "workflowId": "x" }), "test.absent", None).await;
        check(
            json!({ "source": "parameter", "workflowJson": "[" }),
            "param.invalid",
            Some("workflowJson"),
        )
        .await;
        check(
            json!({ "source": "parameter", "workflowJson": "[]" }),
            "param.invalid",
            Some("workflowJson"),
        )
        .await;
        check(
            json!({ "source": "parameter", "workflowJson": "{}" }),
            "test.absent",
            None,
        )
        .await;
        check(
            json!({ "source": "localFile", "workflowPath": "/no" }),
            "file.missing",
            None,
        )
        .await;
        check(
            json!({ "source": "elsewhere" }),
            "param.invalid",
            Some("source"),
        )
        .await;
    }

    #[tokio::test]
    async fn fails_item_by_item() {
        let params = json!({ "mode": "each", "workflowId": "x" });
        let run = testkit::run(ExecuteWorkflow)
            .params(params)
            .on_error(OnError::Continue);
        let out = run.items([json!({}), json!({})]).await.unwrap();
        assert_eq!(out.origins(0), [[(0, 0)], [(0, 1)]]);
        assert!(out.items(0).iter().all(|item| item.error.is_some()));
    }
}
