//! GraphQL: asks a GraphQL service, once for every item.

use model::spec::Ask;
use sdk::{
    Body, CredentialSlot, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs,
    Param, ParamKind, Result, Show, Value, async_trait, json,
};

use super::http::{Content, Draft};
use super::sheet::{Row, Sheet, field};
use super::{decode, sign, status};

/// Asks a GraphQL service.
pub struct GraphQl;

const PATHS: &[&str] = &[
    "allowUnauthorizedCerts",
    "authentication",
    "dataPropertyName",
    "endpoint",
    "headerParametersUi",
    "operationName",
    "query",
    "requestFormat",
    "requestMethod",
    "responseFormat",
    "variables",
];

/// How the node says a request is authorised, and the credential that does it.
const LOGINS: &[(&str, &str)] = &[
    ("basicAuth", "httpBasicAuth"),
    ("customAuth", "httpCustomAuth"),
    ("digestAuth", "httpDigestAuth"),
    ("headerAuth", "httpHeaderAuth"),
    ("queryAuth", "httpQueryAuth"),
    ("oAuth1", "oAuth1Api"),
    ("oAuth2", "oAuth2Api"),
];

#[async_trait]
impl Node for GraphQl {
    fn spec(&self) -> NodeSpec {
        let slot = |(way, slot): &(&str, &str)| CredentialSlot {
            slot: (*slot).to_owned(),
            required: true,
            show: Show::when("authentication", &[way]),
        };
        NodeSpec {
            help: "Asks a GraphQL service for exactly the fields you name.".to_owned(),
            icon: "waypoints".to_owned(),
            n8n: N8nType::base(&["graphql"]),
            versions: vec![1.0, 1.1],
            params: request().into_iter().chain(question()).collect(),
            credentials: LOGINS.iter().map(slot).collect(),
            effect: Effect::Unsafe,
            harmless: vec![Show::when("requestMethod", super::READING)],
            ..NodeSpec::new("graphql", "GraphQL", Group::Network)
        }
        .aliases(&["graphql", "query", "mutation", "api", "http"])
        .example(&json!({ "endpoint": "https://api.example.com/graphql", "query": "{ users { name } }" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let sheet = Sheet::read(ctx, PATHS).await?;
        let mut out = Vec::new();
        for (at, item) in ctx.items().iter().enumerate() {
            match ask(ctx, sheet.row(at), at).await {
                Ok(records) => out.extend(
                    records
                        .into_iter()
                        .map(|json| Item::new(json).from_item(item)),
                ),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

fn request() -> Vec<Param> {
    let login = &[
        ("none", "None"),
        ("basicAuth", "Name and password"),
        ("customAuth", "Custom (JSON)"),
        ("digestAuth", "Name and password (digest)"),
        ("headerAuth", "Header"),
        ("oAuth1", "OAuth 1"),
        ("oAuth2", "OAuth 2"),
        ("queryAuth", "Query"),
    ];
    let format = |default: &str| {
        Param::choice(
            "requestFormat",
            "Sent as",
            &[("graphql", "GraphQL"), ("json", "JSON")],
        )
        .or(default)
        .help("Nearly all services take JSON.")
    };
    vec![
        Param::choice("authentication", "Login", login)
            .imported_only(&["oAuth1", "oAuth2"])
            .help("How the request shows who asks."),
        Param::choice(
            "requestMethod",
            "Method",
            &[("GET", "GET"), ("POST", "POST")],
        )
        .or("POST")
        .help("Most services take POST."),
        Param::text("endpoint", "Address")
            .help("Where the service answers.")
            .example("https://api.example.com/graphql")
            .required()
            .asks(Ask::Host),
        Param::switch("allowUnauthorizedCerts", "Accept any certificate", false)
            .help("Whether certificates that cannot be checked are accepted.")
            .more(),
        format("graphql").show(Show::before(1.1).and_when("requestMethod", &["POST"])),
        format("json").show(Show::since(1.1).and_when("requestMethod", &["POST"])),
    ]
}

fn question() -> Vec<Param> {
    let as_json = || Show::when("requestFormat", &["json"]);
    let header = vec![
        Param::text("name", "Name")
            .help("Name of the header.")
            .example("x-api-version"),
        Param::text("value", "Value")
            .help("Its value.")
            .example("2"),
    ];
    vec![
        Param::new("query", "Question", ParamKind::Code("graphql".to_owned()))
            .or("")
            .help("What is asked, in GraphQL.")
            .example("query ($id: ID!) { user(id: $id) { name } }")
            .required(),
        Param::new("variables", "Variables", ParamKind::Json)
            .or("")
            .help("Values for the variables of the question, as JSON.")
            .example("{ \"id\": 7 }")
            .show(as_json()),
        Param::text("operationName", "Operation")
            .help("Which operation is meant, where the question holds several.")
            .example("GetUser")
            .show(as_json()),
        Param::choice(
            "responseFormat",
            "Answer is",
            &[("json", "JSON"), ("string", "Text")],
        )
        .help("What the answer is taken for."),
        Param::text("dataPropertyName", "Put into")
            .or("data")
            .help("The field that gets the text.")
            .show(Show::when("responseFormat", &["string"])),
        Param::list("headerParametersUi", "Headers", "parameter", header)
            .help("Headers that are sent along.")
            .more(),
    ]
}

async fn ask(ctx: &Ctx, row: Row<'_>, item: usize) -> Result<Vec<Map>> {
    let draft = draft(ctx, row)?;
    let mut request = draft.request(false).map_err(|mut error| {
        error.field = Some("endpoint".to_owned());
        error
    })?;
    request.most_bytes = 64 << 20;
    sign(ctx, &mut request, item, 0);
    let url = request.url.clone();
    let mut answer = ctx.host().http(request).await?;
    if answer.url.is_empty() {
        answer.url = url;
    }
    let bytes = match &answer.body {
        Body::Bytes(bytes) => bytes.clone(),
        Body::Stored(binary) => ctx.host().load_binary(binary).await?,
    };
    let text = decode::text(&bytes, answer.header("content-type").unwrap_or_default());
    if row.text("responseFormat")? == "string" {
        let name = row.text_or("dataPropertyName", "data")?;
        return Ok(vec![Map::from_iter([(name, text)])]);
    }
    match value::from_str(&text) {
        Ok(said) => told(said).map_err(|mut error| {
            error.http_status = Some(answer.status);
            error
        }),
        Err(_) if !status::is_success(answer.status) => Err(status::failure(&answer, &text.into())),
        Err(error) => Err(Error::new(
            "http.body",
            format!("The answer is not valid JSON: {error}."),
        )
        .describe("Set the format of the answer to text to see it as it is.")),
    }
}

/// The records of an answer, unless it tells of errors.
fn told(said: Value) -> Result<Vec<Map>> {
    if let Some(errors) = said
        .get("errors")
        .and_then(Value::as_array)
        .filter(|errors| !errors.is_empty())
    {
        let messages: Vec<&str> = errors
            .iter()
            .filter_map(|error| error["message"].as_str())
            .collect();
        let message = match messages.as_slice() {
            [] => "The service could not answer the question.".to_owned(),
            messages => messages.join(", "),
        };
        let mut error = Error::new("graphql", message);
        error.details = json!({ "errors": errors });
        return Err(error);
    }
    let record = |value: &Value| match value {
        Value::Object(map) => (**map).clone(),
        other => Map::from_iter([("data", other.clone())]),
    };
    Ok(match &said {
        Value::Array(list) => list.iter().map(record).collect(),
        one => vec![record(one)],
    })
}

fn draft(ctx: &Ctx, row: Row<'_>) -> Result<Draft> {
    let get = row.text("requestMethod")? == "GET";
    let as_json = !get && row.text_or("requestFormat", "json")? == "json";
    let mut draft = Draft {
        method: if get { "GET" } else { "POST" }.to_owned(),
        url: row.text("endpoint")?.to_string(),
        timeout_ms: 300_000,
        redirects: 21,
        insecure: row.flag("allowUnauthorizedCerts")?,
        credential: credential(ctx, row)?,
        ..Draft::default()
    };
    for header in row.entries("headerParametersUi.parameter")? {
        let name = field(header, "name");
        if !name.is_empty() {
            draft.headers.insert(name, field(header, "value"));
        }
    }
    let query = row.text("query")?;
    if get {
        draft.query.insert("query", query);
    } else if as_json {
        let name = row.text("operationName")?;
        let name = Some(name).filter(|name| !name.is_empty());
        draft.body = Content::Json(
            json!({ "query": query, "variables": variables(row)?, "operationName": name }),
        );
    } else {
        draft.default_header("content-type", "application/graphql");
        draft.body = Content::Text(query);
    }
    Ok(draft)
}

fn credential(ctx: &Ctx, row: Row<'_>) -> Result<Option<(String, Option<String>)>> {
    let way = row.text("authentication")?;
    let Some((_, slot)) = LOGINS.iter().find(|(own, _)| *own == way) else {
        return Ok(None);
    };
    let chosen = ctx
        .node()
        .credentials
        .iter()
        .find(|chosen| chosen.slot == *slot);
    Ok(Some((
        (*slot).to_owned(),
        chosen.and_then(|chosen| chosen.id.clone()),
    )))
}

fn variables(row: Row<'_>) -> Result<Value> {
    match row.value("variables")? {
        Value::Null => Ok(Map::new().into()),
        empty if *empty == "" => Ok(Map::new().into()),
        given => super::http::read_json(given, "variables", "text of the variables"),
    }
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{HttpAnswer, HttpBody, OnError};

    use super::*;

    fn host(answer: Value) -> Arc<TestHost> {
        Arc::new(TestHost::new().with_answer(move |_| Some(HttpAnswer::from(answer.clone()))))
    }

    fn with(more: Value) -> Value {
        let mut all = json!({ "endpoint": "https://a.example/graphql", "query": "{ a }" });
        all.as_object_mut()
            .unwrap()
            .extend(more.as_object().unwrap().clone());
        all
    }

    #[tokio::test]
    async fn questions_are_sent_in_their_form() {
        let full = r#"{"query":"{ a }","variables":{"id":7},"operationName":"Q"}"#;
        let bare = r#"{"query":"{ a }","variables":{},"operationName":null}"#;
        for (version, params, mime, body) in [
            (1.0, json!({}), "application/graphql", "{ a }"),
            (1.1, json!({}), "application/json", bare),
            (
                1.0,
                json!({ "requestFormat": "json", "variables": "={ \"id\": {{ $json.id }} }", "operationName": "Q" }),
                "application/json",
                full,
            ),
            (
                1.1,
                json!({ "variables": { "id": 7 }, "operationName": "Q" }),
                "application/json",
                full,
            ),
        ] {
            let host = host(json!({ "data": { "a": 1 } }));
            let run = testkit::run(GraphQl)
                .version(version)
                .params(with(params.clone()))
                .host(host.clone());
            let out = run.items([json!({ "id": 7 })]).await.unwrap();
            assert_eq!(out.json(0), [json!({ "data": { "a": 1 } })]);
            let request = host.requests().remove(0);
            assert_eq!(request.method, "POST");
            assert_eq!(
                request.body,
                HttpBody::Raw(Body::Bytes(body.into())),
                "{params}"
            );
            assert!(
                request
                    .headers
                    .contains(&("content-type".to_owned(), mime.to_owned())),
                "{params}"
            );
        }
        let host = host(json!({ "data": null }));
        let params = with(
            json!({ "requestMethod": "GET", "authentication": "headerAuth", "headerParametersUi": { "parameter": [{ "name": "x", "value": "1" }] } }),
        );
        testkit::run(GraphQl)
            .params(params)
            .host(host.clone())
            .await
            .unwrap();
        let request = host.requests().remove(0);
        assert_eq!(request.url, "https://a.example/graphql?query=%7B%20a%20%7D");
        assert_eq!(
            (request.body, request.credential),
            (HttpBody::Empty, Some(("httpHeaderAuth".to_owned(), None)))
        );
        assert!(request.headers.contains(&("x".to_owned(), "1".to_owned())));
    }

    #[tokio::test]
    async fn answers_become_items_or_errors() {
        let text = json!({ "responseFormat": "string", "dataPropertyName": "t" });
        let out = testkit::run(GraphQl)
            .params(with(text))
            .host(host(json!({ "errors": null })))
            .await
            .unwrap();
        assert_eq!(out.json(0), [json!({ "t": "{\"errors\":null}" })]);
        let failing = json!({ "errors": [{ "message": "no field" }, { "message": "no type" }] });
        let error = testkit::run(GraphQl)
            .params(with(json!({})))
            .host(host(failing.clone()))
            .await
            .err()
            .unwrap();
        assert_eq!(error.message, "no field, no type");
        let run = testkit::run(GraphQl)
            .params(with(json!({})))
            .host(host(failing))
            .on_error(OnError::Continue);
        assert_eq!(
            run.await.unwrap().json(0),
            [json!({ "error": "no field, no type" })]
        );
    }

    #[tokio::test]
    async fn mistakes_are_named() {
        for (params, field) in [
            (json!({ "variables": "{ broken" }), "variables"),
            (json!({ "endpoint": "nowhere" }), "endpoint"),
        ] {
            let run = testkit::run(GraphQl)
                .params(with(params))
                .host(host(json!({})));
            assert_eq!(run.await.err().unwrap().field.as_deref(), Some(field));
        }
        let down = TestHost::new().with_answer(|_| {
            let body = Body::Bytes("<html>".into());
            Some(HttpAnswer {
                status: 502,
                body,
                ..HttpAnswer::from(json!({}))
            })
        });
        let run = testkit::run(GraphQl)
            .params(with(json!({})))
            .host(Arc::new(down));
        assert_eq!(run.await.err().unwrap().http_status, Some(502));
    }
}
