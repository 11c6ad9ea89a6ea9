//! Respond to Webhook: says what the caller of a webhook gets.
//!
//! The items go on unchanged. The answer itself is kept in the node's state under `response`, from where a listening
//! webhook hands it out.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use hmac::{Hmac, KeyInit, Mac};
use sdk::{
    CredentialSlot, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param,
    ParamKind, PortRule, PortSet, Result, Show, ShowRule, Value, async_trait, json,
};

use super::sheet::{Row, Sheet, field};
use crate::fields::js;
use crate::path;

/// Says what the caller of a webhook gets.
pub struct RespondToWebhook;

/// This version always has an output for the answer, later ones where that is asked for.
const ANSWER_OUTPUT: f64 = 1.3;

#[async_trait]
impl Node for RespondToWebhook {
    fn spec(&self) -> NodeSpec {
        let two = || PortSet::of(&["Items", "Answer"]);
        let rule = |show, ports| PortRule { show, ports };
        let asked = ShowRule::Is("enableResponseOutput".to_owned(), vec![true.into()]);
        NodeSpec {
            help: "Says what the caller of the webhook at the beginning gets as the answer."
                .to_owned(),
            icon: "reply".to_owned(),
            n8n: N8nType::base(&["respondToWebhook"]),
            versions: vec![1.0, 1.1, 1.2, 1.3, 1.4, 1.5],
            outputs: vec![
                rule(Show::since(1.3).and(ShowRule::Before(1.4)), two()),
                rule(Show::since(1.4).and(asked), two()),
                PortRule::default(),
            ],
            params: params(),
            credentials: vec![CredentialSlot {
                slot: "jwtAuth".to_owned(),
                required: true,
                show: Show::when("respondWith", &["jwt"]),
            }],
            effect: Effect::Idempotent,
            ..NodeSpec::new("webhook.respond", "Respond to Webhook", Group::Network)
        }
        .aliases(&[
            "respondToWebhook",
            "webhook",
            "answer",
            "response",
            "reply",
            "return",
            "http",
        ])
        .example(&json!({ "respondWith": "json", "responseBody": "={{ { ok: true } }}" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let sheet = Sheet::read(ctx, PATHS).await?;
        let items = ctx.items();
        let (response, file) = match answer(ctx, sheet.row(0)).await {
            Ok(answer) => answer,
            Err(error) => return Ok(vec![ctx.recover(0, error)?].into()),
        };
        ctx.print(format!("Answered with {}.", in_words(&response)));
        ctx.state_mut().insert("response", response.clone());
        let mut outputs = Outputs::one(items.to_vec());
        if has_answer_output(ctx) {
            let mut item = Item::new(Map::from_iter([("response", Value::from(response))]));
            item.binary = file;
            outputs.push(1, item.from_items(items.iter()));
        }
        Ok(outputs)
    }
}

type Files = std::sync::Arc<sdk::Binaries>;

fn has_answer_output(ctx: &Ctx) -> bool {
    let asked = || {
        ctx.raw("enableResponseOutput")
            .is_some_and(|flag| flag == true)
    };
    ctx.version() == ANSWER_OUTPUT || ctx.version() > ANSWER_OUTPUT && asked()
}

const PATHS: &[&str] = &[
    "inputFieldName",
    "options",
    "payload",
    "redirectURL",
    "respondWith",
    "responseBody",
    "responseDataSource",
];

fn params() -> Vec<Param> {
    let with = |ways: &[&str]| Show::when("respondWith", ways);
    let ways = &[
        ("allIncomingItems", "All items"),
        ("binary", "A file"),
        ("firstIncomingItem", "The first item"),
        ("json", "JSON"),
        ("jwt", "A signed token"),
        ("noData", "Nothing"),
        ("redirect", "Another address"),
        ("text", "Text"),
    ];
    let sources = &[
        ("automatically", "The one there is"),
        ("set", "The one named below"),
    ];
    vec![
        Param::switch("enableResponseOutput", "Output for the answer", false)
            .help("Whether the answer comes out on an output of its own.")
            .more()
            .show(Show::since(1.4)),
        Param::choice("respondWith", "Answer with", ways)
            .or("firstIncomingItem")
            .help("What the caller gets."),
        Param::text("redirectURL", "Address")
            .help("Where the caller is sent.")
            .example("https://example.com/thanks")
            .required()
            .show(with(&["redirect"])),
        Param::new("responseBody", "JSON", ParamKind::Json)
            .or("{\n  \"myField\": \"value\"\n}")
            .help("What the caller gets; expressions may stand in it.")
            .example("{ \"ok\": true }")
            .show(with(&["json"])),
        Param::new("payload", "Content of the token", ParamKind::Json)
            .or("{\n  \"myField\": \"value\"\n}")
            .help("What the token says.")
            .example("{ \"user\": 7 }")
            .show(with(&["jwt"])),
        Param::new("responseBody", "Text", ParamKind::LongText)
            .or("")
            .help("What the caller gets.")
            .example("Thank you")
            .show(with(&["text"])),
        Param::choice("responseDataSource", "File", sources)
            .help("Which file of the first item the caller gets.")
            .show(with(&["binary"])),
        Param::text("inputFieldName", "Name of the file")
            .or("data")
            .help("The property that holds the file.")
            .example("data")
            .show(with(&["binary"]).and_when("responseDataSource", &["set"])),
        options(),
    ]
}

fn options() -> Param {
    let header = vec![
        Param::text("name", "Name")
            .help("Name of the header.")
            .example("Cache-Control"),
        Param::text("value", "Value")
            .help("Its value.")
            .example("no-store"),
    ];
    Param::fields(
        "options",
        "Options",
        vec![
            Param::number("responseCode", "Status", 200.0)
                .help("The HTTP status.")
                .example("201"),
            Param::list("responseHeaders", "Headers", "entries", header),
            Param::text("responseKey", "Put into")
                .help("The field of the answer that gets the items.")
                .example("data"),
            Param::switch("enableStreaming", "Bit by bit", true)
                .help("Whether the answer is sent while it comes."),
        ],
    )
    .more()
}

/// The answer, and the file it consists of if it does.
async fn answer(ctx: &Ctx, row: Row<'_>) -> Result<(Map, Option<Files>)> {
    let items = ctx.items();
    let first = items.first().cloned().unwrap_or_default();
    let mut headers = Map::new();
    for entry in row.entries("options.responseHeaders.entries")? {
        headers.insert(field(entry, "name").to_lowercase(), field(entry, "value"));
    }
    let mut usual_status = 200.0;
    let mut file = None;
    let body = match row.text("respondWith")?.as_str() {
        "noData" => Value::Null,
        "text" => row.text("responseBody")?.into(),
        "json" => json_body(row.value("responseBody")?)?,
        "jwt" => json!({ "token": token(ctx, row).await? }),
        "redirect" => {
            headers.insert("location", row.text("redirectURL")?);
            usual_status = 307.0;
            Value::Null
        }
        "allIncomingItems" => under_key(row, items.iter().map(Item::to_value).collect())?,
        "binary" => {
            let (name, binary) = chosen_file(ctx, row, &first)?;
            for (header, value) in [
                ("content-type", binary.mime_type.to_string()),
                ("content-length", binary.size.to_string()),
            ] {
                if !headers.contains_key(header) {
                    headers.insert(header, value);
                }
            }
            file = Item::default().with_binary(name.as_str(), binary).binary;
            json!({ "binary": name })
        }
        _ => under_key(row, first.to_value())?,
    };
    let status = row.number("options.responseCode")?.unwrap_or(usual_status);
    let response = Map::from_iter([
        ("body", body),
        ("headers", headers.into()),
        ("statusCode", status.into()),
    ]);
    Ok((response, file))
}

fn json_body(given: &Value) -> Result<Value> {
    match given {
        Value::Null => Ok(Value::Null),
        empty if *empty == "" => Ok(Value::Null),
        given => super::http::read_json(given, "responseBody", "answer"),
    }
}

fn under_key(row: Row<'_>, body: Value) -> Result<Value> {
    let key = row.text("options.responseKey")?;
    if key.is_empty() {
        return Ok(body);
    }
    let mut map = Map::new();
    path::set(&mut map, &key, body);
    Ok(map.into())
}

fn chosen_file(ctx: &Ctx, row: Row<'_>, first: &Item) -> Result<(String, sdk::Binary)> {
    let named = row.text("responseDataSource")? == "set";
    if named {
        let name = row.text_or("inputFieldName", "data")?.to_string();
        return Ok((name.clone(), ctx.file(0, &name)?));
    }
    let found = first.binary.as_deref().and_then(|all| all.iter().next());
    let found = found.map(|(name, binary)| (name.to_string(), binary.clone()));
    found.ok_or_else(|| {
        Error::new(
            "binary.missing",
            "The first item has no file to answer with.",
        )
        .describe("Put a step before that reads or makes one.")
    })
}

/// A signed token with the content that is given.
async fn token(ctx: &Ctx, row: Row<'_>) -> Result<String> {
    let payload = super::http::read_json(row.value("payload")?, "payload", "content of the token")?;
    let login = ctx.credential("jwtAuth").await?;
    let part = |name: &str| login.fields.get(name).map(js::text).unwrap_or_default();
    let algorithm = match part("algorithm") {
        name if name.is_empty() => "HS256".into(),
        name => name,
    };
    let mut claims = payload.as_object().cloned().unwrap_or_default();
    if !claims.contains_key("iat") {
        claims.insert("iat", ctx.host().now_ms().div_euclid(1000));
    }
    let encode = |value: Value| URL_SAFE_NO_PAD.encode(value::to_vec(&value));
    let signed = format!(
        "{}.{}",
        encode(json!({ "alg": &algorithm, "typ": "JWT" })),
        encode(claims.into())
    );
    let (secret, text) = (part("secret"), signed.as_bytes());
    let signature = match algorithm.as_str() {
        "HS256" => mac::<Hmac<sha2::Sha256>>(&secret, text),
        "HS384" => mac::<Hmac<sha2::Sha384>>(&secret, text),
        "HS512" => mac::<Hmac<sha2::Sha512>>(&secret, text),
        other => {
            return Err(Error::param(
                "respondWith",
                format!("Answers are not signed with {other}."),
            )
            .describe("Sign the token with the JWT node and answer with JSON."));
        }
    };
    let signature = signature.ok_or_else(|| {
        Error::new(
            "credential.invalid",
            "The secret of the credential cannot be used.",
        )
    })?;
    Ok(format!("{signed}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

fn mac<M: Mac + KeyInit>(secret: &str, text: &[u8]) -> Option<Vec<u8>> {
    let mut mac = <M as KeyInit>::new_from_slice(secret.as_bytes()).ok()?;
    mac.update(text);
    Some(mac.finalize().into_bytes().to_vec())
}

fn in_words(response: &Map) -> String {
    let status = response.get("statusCode").map(js::text).unwrap_or_default();
    let what = match response.get("body") {
        None | Some(Value::Null) => "no content".to_owned(),
        Some(Value::Object(map)) if map.len() == 1 && map.contains_key("binary") => {
            "a file".to_owned()
        }
        Some(Value::String(text)) => format!("{} characters of text", text.chars().count()),
        Some(body) => format!("{} bytes of JSON", value::to_string(body).len()),
    };
    format!("status {status} and {what}")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Authorization, OnError};

    use super::*;

    /// Parameters, and the status, the headers and the body of the answer.
    #[rustfmt::skip]
    const ANSWERS: &[(&str, i32, &str, &str)] = &[
        ("{}", 200, "{}", r#"{"id": 7}"#),
        (r#"{"respondWith": "allIncomingItems"}"#, 200, "{}", r#"[{"id": 7}, {"id": 8}]"#),
        (r#"{"respondWith": "allIncomingItems", "options": {"responseKey": "a.b"}}"#, 200, "{}", r#"{"a": {"b": [{"id": 7}, {"id": 8}]}}"#),
        (r#"{"respondWith": "json", "responseBody": "={\"n\": {{ $json.id }}}"}"#, 200, "{}", r#"{"n": 7}"#),
        (r#"{"respondWith": "json", "responseBody": "={{ $json }}", "options": {"responseCode": 201}}"#, 201, "{}", r#"{"id": 7}"#),
        (r#"{"respondWith": "json"}"#, 200, "{}", r#"{"myField": "value"}"#),
        (r#"{"respondWith": "text", "responseBody": "=Hi {{ $json.id }}", "options": {"responseHeaders": {"entries": [{"name": "X-A", "value": "1"}]}}}"#, 200, r#"{"x-a": "1"}"#, r#""Hi 7""#),
        (r#"{"respondWith": "noData"}"#, 200, "{}", "null"),
        (r#"{"respondWith": "redirect", "redirectURL": "https://a.example"}"#, 307, r#"{"location": "https://a.example"}"#, "null"),
    ];

    #[tokio::test]
    async fn answers_are_kept_and_items_pass() {
        for (params, status, headers, body) in ANSWERS {
            for version in [1.0, 1.1, 1.5] {
                let run = testkit::run(RespondToWebhook)
                    .version(version)
                    .params(value::from_str(params).unwrap());
                let out = run
                    .items([json!({ "id": 7 }), json!({ "id": 8 })])
                    .await
                    .unwrap();
                assert_eq!(out.json(0), [json!({ "id": 7 }), json!({ "id": 8 })]);
                assert!(out.json(1).is_empty());
                let expected = json!({
                    "statusCode": *status,
                    "headers": value::from_str(headers).unwrap(),
                    "body": value::from_str(body).unwrap(),
                });
                assert_eq!(out.state.get("response"), Some(&expected), "{params}");
                assert!(out.console[0].contains(&format!("status {status}")));
            }
        }
    }

    #[tokio::test]
    async fn the_answer_may_have_an_output() {
        for (version, params, there) in [
            (1.2, json!({}), false),
            (1.3, json!({}), true),
            (1.4, json!({}), false),
            (1.5, json!({ "enableResponseOutput": true }), true),
        ] {
            let mut node = model::Node::new("a", "webhook.respond", version);
            node.parameters = params.as_object().cloned().unwrap();
            assert_eq!(
                RespondToWebhook.spec().outputs_of(&node).len(),
                1 + usize::from(there),
                "{version}"
            );
            let out = testkit::run(RespondToWebhook)
                .version(version)
                .params(params)
                .items([json!({ "a": 1 })])
                .await
                .unwrap();
            let response =
                json!({ "response": { "body": { "a": 1 }, "headers": {}, "statusCode": 200 } });
            assert_eq!(out.json(1), if there { vec![response] } else { Vec::new() });
        }
    }

    #[tokio::test]
    async fn files_are_answered() {
        for params in [
            json!({ "respondWith": "binary" }),
            json!({ "respondWith": "binary", "responseDataSource": "set", "inputFieldName": "doc" }),
        ] {
            let host = Arc::new(TestHost::new());
            let item = host.item_with("doc", "a.pdf", "application/pdf", "PDF");
            let run = testkit::run(RespondToWebhook)
                .version(1.3)
                .params(params)
                .host(host);
            let out = run.input(vec![item]).await.unwrap();
            let response = &out.json(1)[0]["response"];
            assert_eq!(
                response["headers"],
                json!({ "content-type": "application/pdf", "content-length": "3" })
            );
            assert_eq!(out.text(1, 0, "doc").unwrap(), "PDF");
        }
    }

    #[tokio::test]
    async fn tokens_are_signed() {
        let fields = json!({ "secret": "your-256-bit-secret", "algorithm": "HS256" });
        let login = Authorization {
            fields: fields.as_object().cloned().unwrap(),
            ..Authorization::default()
        };
        let host = Arc::new(TestHost::new().with_credential("jwtAuth", login));
        let payload = r#"{"sub":"1234567890","name":"John Doe","iat":1516239022}"#;
        let run = testkit::run(RespondToWebhook)
            .params(json!({ "respondWith": "jwt", "payload": payload }))
            .host(host);
        let out = run.await.unwrap();
        let token = out.state.get("response").unwrap()["body"]["token"]
            .as_str()
            .unwrap()
            .to_owned();
        assert!(
            token.ends_with(".SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"),
            "{token}"
        );
    }

    #[tokio::test]
    async fn mistakes_are_named() {
        for (params, code) in [
            (
                json!({ "respondWith": "json", "responseBody": "{ broken" }),
                "param.invalid",
            ),
            (json!({ "respondWith": "binary" }), "binary.missing"),
            (json!({ "respondWith": "jwt" }), "credential.missing"),
        ] {
            let error = testkit::run(RespondToWebhook)
                .params(params.clone())
                .await
                .err()
                .unwrap();
            assert_eq!(error.code, code, "{params}");
            let out = testkit::run(RespondToWebhook)
                .params(params)
                .on_error(OnError::Continue)
                .await
                .unwrap();
            assert!(out.json(0)[0]["error"].is_string());
        }
    }
}
