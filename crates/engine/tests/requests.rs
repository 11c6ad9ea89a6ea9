//! `helpers.httpRequest` of running code.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

mod common;

use std::sync::Arc;

use common::draw;
use engine::{Asked, Facts, Plan, RunData, View};
use model::script::{ScriptCall, ScriptHost};
use sdk::testkit::TestHost;
use sdk::{Body, HttpAnswer, HttpBody, HttpRequest};
use value::{Value, json};

/// Sends a request with these options; answers with a status and a text.
async fn send(
    options: Value,
    status: u16,
    text: &'static str,
) -> (Option<HttpRequest>, Result<Value, String>) {
    let answer = move |_: &HttpRequest| {
        Some(HttpAnswer {
            status,
            body: Body::Bytes(text.into()),
            ..json!(null).into()
        })
    };
    let host = Arc::new(TestHost::new().with_answer(answer));
    let plan = Plan::new(draw("T").workflow(), &common::registry()).unwrap();
    let data = RunData::new(plan, false);
    let view = View::new(
        data,
        0,
        0,
        Vec::new(),
        Arc::default(),
        Arc::new(Facts::default()),
        host.clone(),
    );
    let call = ScriptCall::HttpRequest {
        options: options.as_object().cloned().unwrap(),
    };
    let reply = Asked::new(Arc::new(view)).call(call).await;
    (host.requests().pop(), reply.map_err(|error| error.message))
}

#[tokio::test]
async fn options_become_a_request() {
    let base = json!({"url": "/b", "baseURL": "http://h/a/", "qs": {"x": 1, "list": ["p", "q"], "none": null}});
    let table = [
        (json!({"url": "http://h/"}), "GET http://h/"),
        (
            json!({"url": "http://h/", "method": "post"}),
            "POST http://h/",
        ),
        (base, "GET http://h/a/b?x=1&list%5B0%5D=p&list%5B1%5D=q"),
        (
            json!({"url": "http://h/", "qs": {"l": [1, 2]}, "arrayFormat": "repeat"}),
            "GET http://h/?l=1&l=2",
        ),
        (
            json!({"url": "http://h/", "auth": {"username": "u", "password": "p"}}),
            "GET http://h/ authorization: Basic dTpw",
        ),
        (
            json!({"url": "http://h/", "method": "PUT", "body": {"a": 1}}),
            "PUT http://h/ content-type: application/json {\"a\":1}",
        ),
        (
            json!({"url": "http://h/", "headers": {"Content-Type": "application/x-www-form-urlencoded"}, "body": {"a": "b c"}}),
            "GET http://h/ Content-Type: application/x-www-form-urlencoded a=b+c",
        ),
        (
            json!({"url": "http://h/", "disableFollowRedirect": true, "proxy": {"host": "p", "port": 8080}}),
            "GET http://h/ no redirects via http://p:8080",
        ),
    ];
    for (options, expected) in table {
        let (request, _) = send(options, 200, "{}").await;
        assert_eq!(told(&request.unwrap()), expected);
    }
}

fn told(request: &HttpRequest) -> String {
    let mut told = format!("{} {}", request.method, request.url);
    for (key, value) in &request.headers {
        told += &format!(" {key}: {value}");
    }
    if let HttpBody::Raw(Body::Bytes(bytes)) = &request.body {
        told += &format!(" {}", String::from_utf8_lossy(bytes));
    }
    if request.redirects == 0 {
        told += " no redirects";
    }
    if let Some(proxy) = &request.proxy {
        told += &format!(" via {proxy}");
    }
    told
}

#[tokio::test]
async fn answers_become_values() {
    let full = json!({"url": "http://h/", "returnFullResponse": true});
    let table = [
        (
            json!({"url": "http://h/"}),
            200,
            "{\"a\":1}",
            Ok(json!({"a": 1})),
        ),
        (
            json!({"url": "http://h/"}),
            200,
            "plain",
            Ok(json!("plain")),
        ),
        (
            json!({"url": "http://h/", "encoding": "text"}),
            200,
            "1",
            Ok(json!("1")),
        ),
        (
            full,
            201,
            "[]",
            Ok(
                json!({"body": Vec::<Value>::new(), "headers": {"content-type": "application/json"}, "statusCode": 201, "statusMessage": "OK"}),
            ),
        ),
        (
            json!({"url": "http://h/"}),
            404,
            "no",
            Err("Request failed with status code 404"),
        ),
        (
            json!({"url": "http://h/", "ignoreHttpStatusErrors": true}),
            404,
            "no",
            Ok(json!("no")),
        ),
        (
            json!({"url": "nowhere"}),
            200,
            "",
            Err("Invalid URL: nowhere"),
        ),
    ];
    for (options, status, text, expected) in table {
        let (_, reply) = send(options.clone(), status, text).await;
        assert_eq!(reply, expected.map_err(str::to_owned), "{options}");
    }
}
