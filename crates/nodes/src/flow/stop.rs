//! Stop and Error: ends the execution with an error of the person's own.

use sdk::{
    Ctx, Effect, Error, Group, N8nType, Node, NodeSpec, Outputs, Param, ParamKind, PortRule,
    Result, Show, Value, async_trait, json,
};

use super::given;

/// Ends the execution with an error of the person's own.
pub struct StopAndError;

#[async_trait]
impl Node for StopAndError {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Ends the execution with an error that you word yourself.".to_owned(),
            icon: "octagon-x".to_owned(),
            n8n: N8nType::base(&["stopAndError"]),
            outputs: PortRule::none(),
            params: vec![
                Param::choice(
                    "errorType",
                    "Error",
                    &[("errorMessage", "A message"), ("errorObject", "An object")],
                )
                .help("Whether the error is a sentence or has more fields."),
                Param::text("errorMessage", "Message")
                    .required()
                    .help("What went wrong, in words.")
                    .example("The order has no address")
                    .show(Show::when("errorType", &["errorMessage"])),
                Param::new("errorObject", "Object", ParamKind::Json)
                    .or("")
                    .required()
                    .help("A JSON object; its message, description or error is shown.")
                    .example(r#"{ "message": "No address", "code": "404" }"#)
                    .show(Show::when("errorType", &["errorObject"])),
            ],
            effect: Effect::Pure,
            ..NodeSpec::new("stop-and-error", "Stop and Error", Group::Flow)
        }
        .aliases(&["throw", "fail", "abort", "exception", "error"])
        .example(&json!({ "errorMessage": "The order has no address" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let kind = ctx.value("errorType", 0).await?;
        if kind == "errorObject" {
            return Err(of_object(&ctx.value("errorObject", 0).await?));
        }
        let message = ctx.value("errorMessage", 0).await?;
        Err(Error::new(CODE, crate::fields::js::text(&message).as_str()))
    }
}

/// What such an error is known by.
const CODE: &str = "stopped";

fn of_object(given: &Value) -> Error {
    let parsed = match given {
        Value::String(text) => value::from_str(text).ok(),
        other => Some(other.clone()),
    };
    let Some(object) = parsed.filter(Value::is_object) else {
        return given::wrong("errorObject", "a JSON object", given);
    };
    let text = |key: &str| {
        object
            .get(key)
            .and_then(Value::as_str)
            .filter(|text| !text.is_empty())
    };
    let message = ["message", "description", "error"]
        .into_iter()
        .find_map(text);
    let error = match message {
        Some(message) => Error::new(CODE, message),
        None => Error::new(CODE, format!("Error: {}", value::to_string(&object))),
    };
    match text("description") {
        Some(description) if Some(description) != message => error.describe(description),
        _ => error,
    }
}

#[cfg(test)]
mod tests {
    use sdk::{Value, json, testkit};

    use super::StopAndError;

    async fn check(params: Value, code: &str, message: &str) {
        let run = testkit::run(StopAndError)
            .params(params.clone())
            .items([json!({"id": 7})]);
        let error = run.await.err().unwrap();
        assert_eq!(
            (error.code.as_str(), error.message.as_str()),
            (code, message),
            "{params}"
        );
    }

    #[tokio::test]
    async fn stops_with_the_given_words() {
        check(json!({ "errorMessage": "No" }), "stopped", "No").await;
        check(
            json!({ "errorMessage": "=No {{ $json.id }}" }),
            "stopped",
            "No 7",
        )
        .await;
        let object = |object: Value| json!({ "errorType": "errorObject", "errorObject": object });
        check(
            object(json!({ "message": "a", "description": "b" })),
            "stopped",
            "a",
        )
        .await;
        check(object(json!(r#"{ "description": "b" }"#)), "stopped", "b").await;
        check(object(json!({ "error": "c" })), "stopped", "c").await;
        check(object(json!({ "x": 1 })), "stopped", r#"Error: {"x":1}"#).await;
        check(
            object(json!("nonsense")),
            "param.invalid",
            "“errorObject” should be a JSON object, but it is 'nonsense'.",
        )
        .await;
    }
}
