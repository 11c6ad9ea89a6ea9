//! Answers in pages.

use sdk::{Error, HttpRequest as Request, OnError};

use super::*;

/// Fifteen records in pages, as a service with `skip` and `limit` has them; past the end it answers 404.
fn service() -> TestHost {
    TestHost::new().with_answer(|request| {
        let url = url::Url::parse(&request.url).unwrap();
        let asked = asked(request, &url);
        let number = |name: &str, otherwise: usize| {
            let found = asked.iter().find(|(own, _)| own == name);
            found.map_or(otherwise, |(_, text)| text.parse().unwrap())
        };
        let (skip, limit) = (number("skip", 0), number("limit", 10));
        let ids: Vec<Value> = (skip..(skip + limit).min(15))
            .map(|id| json!({ "id": id }))
            .collect();
        let status = if ids.is_empty() { 404 } else { 200 };
        let own = request
            .headers
            .iter()
            .find(|(name, _)| name == "content-type" && url.query().is_some());
        let mime = own.map_or("application/json", |(_, value)| value.as_str());
        let mut answer = answer(status, mime, value::to_vec(&ids.into()));
        let next = format!(
            "https://dummyjson.com/users?skip={}&limit={limit}",
            skip + limit
        );
        answer.headers.push(("next-url".to_owned(), next));
        Some(answer)
    })
}

fn asked(request: &Request, url: &url::Url) -> Vec<(String, String)> {
    let pairs = url.query_pairs().into_owned();
    match &request.body {
        HttpBody::Multipart(parts) => parts
            .iter()
            .map(|part| match &part.content {
                sdk::PartContent::Text(text) => (part.name.clone(), text.clone()),
                other => panic!("{other:?}"),
            })
            .collect(),
        HttpBody::Raw(Body::Bytes(bytes)) => {
            let body = value::from_slice(bytes).unwrap();
            let map = body.as_object().unwrap();
            map.iter()
                .map(|(name, value)| (name.to_string(), value.to_text().to_string()))
                .collect()
        }
        _ => pairs.collect(),
    }
}

async fn pages(params: Value, on_error: OnError) -> (Result<TestOutput, Error>, usize) {
    let host = Arc::new(service());
    let mut all = json!({ "url": "https://dummyjson.com/users" });
    all.as_object_mut()
        .unwrap()
        .extend(params.as_object().unwrap().clone());
    let out = run(4.1, all, &host)
        .on_error(on_error)
        .items([json!({})])
        .await;
    (out, host.requests().len())
}

fn with(pagination: Value, response: Value) -> Value {
    json!({
        "sendQuery": true,
        "queryParameters": { "parameters": [{ "name": "limit", "value": "4" }] },
        "options": { "pagination": { "pagination": pagination }, "response": { "response": response } },
    })
}

fn by_skip(more: Value) -> Value {
    let mut all = json!({ "parameters": { "parameters": [{ "name": "skip", "value": "={{ $pageCount * 4 }}" }] } });
    all.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    all
}

fn by_address(more: Value) -> Value {
    let mut all = json!({ "paginationMode": "responseContainsNextURL", "nextURL": "={{ $response.headers[\"next-url\"] }}" });
    all.as_object_mut()
        .unwrap()
        .extend(more.as_object().unwrap().clone());
    all
}

#[tokio::test]
async fn pages_are_read_to_their_end() {
    let quiet = json!({ "neverError": true });
    for (pagination, response, requests, items) in [
        (by_skip(json!({})), quiet.clone(), 5, 15),
        (
            by_skip(json!({ "limitPagesFetched": true, "maxRequests": 2 })),
            json!({}),
            2,
            8,
        ),
        (
            by_skip(json!({ "limitPagesFetched": true, "maxRequests": "={{ 3 }}" })),
            json!({}),
            3,
            12,
        ),
        (
            by_skip(
                json!({ "paginationCompleteWhen": "receiveSpecificStatusCodes", "statusCodesWhenComplete": "400, 404" }),
            ),
            json!({}),
            5,
            15,
        ),
        (
            by_skip(
                json!({ "paginationCompleteWhen": "other", "completeExpression": "={{ $response.statusCode === 404 }}" }),
            ),
            quiet.clone(),
            5,
            15,
        ),
        (
            by_skip(
                json!({ "paginationCompleteWhen": "other", "completeExpression": "={{ $response.body.length < 4 }}" }),
            ),
            json!({}),
            4,
            15,
        ),
        (
            by_address(json!({ "limitPagesFetched": true, "maxRequests": 3 })),
            json!({ "responseFormat": "json" }),
            3,
            12,
        ),
        (
            by_address(
                json!({ "paginationCompleteWhen": "receiveSpecificStatusCodes", "statusCodesWhenComplete": "404" }),
            ),
            json!({ "responseFormat": "text" }),
            5,
            5,
        ),
        (
            by_address(
                json!({ "paginationCompleteWhen": "receiveSpecificStatusCodes", "statusCodesWhenComplete": "404" }),
            ),
            json!({ "fullResponse": true, "responseFormat": "text" }),
            5,
            5,
        ),
        (json!({ "paginationMode": "off" }), quiet, 1, 4),
    ] {
        let (out, sent) = pages(with(pagination.clone(), response), OnError::Stop).await;
        let out = out
            .map_err(|error| format!("{pagination}: {error}"))
            .unwrap();
        assert_eq!(
            (sent, out.items(0).len()),
            (requests, items),
            "{pagination}"
        );
    }
}

#[tokio::test]
async fn the_body_may_hold_what_changes() {
    let changes = json!({
        "parameters": { "parameters": [{ "type": "body", "name": "skip", "value": "={{ $pageCount * 3 }}" }] },
        "limitPagesFetched": true,
        "maxRequests": 3,
    });
    for kind in ["json", "multipart-form-data"] {
        let params = json!({
            "method": "POST",
            "sendBody": true,
            "contentType": kind,
            "bodyParameters": { "parameters": [{ "name": "limit", "value": "3" }, { "name": "skip", "value": "0" }] },
            "options": { "pagination": { "pagination": changes.clone() } },
        });
        let out = pages(params, OnError::Stop).await.0.unwrap();
        assert_eq!(
            out.json(0),
            (0..9).map(|id| json!({ "id": id })).collect::<Vec<_>>(),
            "{kind}"
        );
    }
}

#[tokio::test]
async fn a_page_that_fails_is_a_failure() {
    let pagination = by_skip(
        json!({ "paginationCompleteWhen": "other", "completeExpression": "={{ $response.statusCode === 404 }}" }),
    );
    let (out, _) = pages(
        with(pagination, json!({ "responseFormat": "json" })),
        OnError::Continue,
    )
    .await;
    let item = only(&out.unwrap());
    assert_eq!(
        (&item["error"]["statusCode"], &item["error"]["isAxiosError"]),
        (&json!(404), &json!(true))
    );
}

#[tokio::test]
async fn the_same_page_again_and_again_is_stopped() {
    let stuck = json!({ "parameters": { "parameters": [{ "name": "other", "value": "0" }] } });
    let (out, sent) = pages(with(stuck, json!({})), OnError::Continue).await;
    assert_eq!(only(&out.unwrap())["error"]["name"], "NodeOperationError");
    assert_eq!(sent, 5);
}

#[tokio::test]
async fn a_next_address_that_is_none_is_named() {
    let mut pagination = by_address(json!({ "limitPagesFetched": true, "maxRequests": 2 }));
    pagination.as_object_mut().unwrap().remove("nextURL");
    let (out, _) = pages(with(pagination, json!({})), OnError::Continue).await;
    assert_eq!(
        only(&out.unwrap())["error"],
        json!({
            "message": "'' is not a valid URL.",
            "name": "NodeOperationError",
            "description": "Make sure the \"Next URL\" parameter evaluates to a valid URL.",
            "context": {},
        })
    );
}

#[tokio::test]
async fn no_next_address_ends_the_pages() {
    let pagination = json!({ "paginationMode": "responseContainsNextURL", "nextURL": "={{ $response.body.next }}" });
    let (out, sent) = pages(
        with(pagination, json!({ "responseFormat": "json" })),
        OnError::Stop,
    )
    .await;
    assert_eq!((out.unwrap().items(0).len(), sent), (4, 1));
}

#[tokio::test]
async fn what_should_change_has_to_be_said() {
    for pagination in [
        json!({}),
        json!({ "parameters": { "parameters": [{ "name": "", "value": "" }] } }),
        json!({ "parameters": { "parameters": [{ "name": "skip", "value": "" }] } }),
        by_skip(json!({ "paginationCompleteWhen": "other" })),
    ] {
        let (out, sent) = pages(with(pagination.clone(), json!({})), OnError::Stop).await;
        assert_eq!(out.err().unwrap().code, "param.invalid", "{pagination}");
        assert_eq!(sent, 0);
    }
}
