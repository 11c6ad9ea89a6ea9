//! HTTP Request over a host that answers from memory.

mod answers;
mod paging;
mod requests;

use std::sync::Arc;

use sdk::testkit::{self, TestHost, TestOutput, TestRun};
use sdk::{Body, HttpAnswer, HttpBody, Value, json};

use super::HttpRequest;

/// A host that answers every request with `{ "ok": true }`.
fn agreeing() -> TestHost {
    TestHost::new().with_answer(|_| Some(json!({ "ok": true }).into()))
}

/// A run of a version.
fn run(version: f64, params: Value, host: &Arc<TestHost>) -> TestRun {
    testkit::run(HttpRequest)
        .version(version)
        .params(params)
        .host(host.clone())
}

/// An answer.
fn answer(status: u16, content_type: &str, body: impl Into<bytes::Bytes>) -> HttpAnswer {
    HttpAnswer {
        status,
        status_text: "Some Reason".to_owned(),
        headers: vec![("content-type".to_owned(), content_type.to_owned())],
        url: String::new(),
        body: Body::Bytes(body.into()),
    }
}

/// The text of a body.
fn body_text(body: &HttpBody) -> String {
    match body {
        HttpBody::Raw(Body::Bytes(bytes)) => String::from_utf8_lossy(bytes).into_owned(),
        other => format!("{other:?}"),
    }
}

/// The one item that came out.
fn only(out: &TestOutput) -> Value {
    let items = out.json(0);
    assert_eq!(items.len(), 1, "{items:?}");
    items[0].clone()
}
