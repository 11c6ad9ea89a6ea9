//! What is made of answers.

use sdk::{Error, Item, OnError};

use super::*;

const URL: &str = "https://a.example/files/report.csv";

async fn made(version: f64, params: Value, answer: HttpAnswer) -> Result<TestOutput, Error> {
    let host = TestHost::new().with_answer(move |_| Some(answer.clone()));
    let mut all = json!({ "url": URL });
    all.as_object_mut()
        .unwrap()
        .extend(params.as_object().unwrap().clone());
    run(version, all, &Arc::new(host))
        .items([json!({ "in": 1 })])
        .await
}

fn response(options: Value) -> Value {
    json!({ "options": { "response": { "response": options } } })
}

/// Version, parameters, content type, body, and the items that come out.
#[rustfmt::skip]
const BODIES: &[(f64, &str, &str, &str, &str)] = &[
    (4.2, "{}", "application/json", r#"{"a":1}"#, r#"[{"a":1}]"#),
    (4.2, "{}", "application/json; charset=utf-8", r#"[{"a":1},{"a":2},5,null]"#, r#"[{"a":1},{"a":2},{"data":5},{}]"#),
    (4.2, "{}", "application/json", "[]", "[]"),
    (4.2, "{}", "application/json", "", "[{}]"),
    (4.2, "{}", "application/json", "\"x\"", r#"[{"data":"x"}]"#),
    (4.2, "{}", "text/html", "<b>", r#"[{"data":"<b>"}]"#),
    (4.2, "{}", "application/vnd.api+json", r#"{"a":1}"#, r#"[{"data":"{\"a\":1}"}]"#),
    (4.2, "{}", "", "", "[{}]"),
    (4.2, r#"{"responseFormat":"text"}"#, "text/plain", "", r#"[{"data":""}]"#),
    (4.2, r#"{"responseFormat":"text","outputPropertyName":"page"}"#, "application/json", r#"{"a":1}"#, r#"[{"page":"{\"a\":1}"}]"#),
    (4.2, r#"{"responseFormat":"json"}"#, "text/plain", r#"{"a":1}"#, r#"[{"a":1}]"#),
    (4.2, r#"{"fullResponse":true}"#, "application/json", r#"[1]"#, r#"[{"body":[1],"headers":{"content-type":"application/json"},"statusCode":200,"statusMessage":"Some Reason"}]"#),
    (4.2, r#"{"fullResponse":true}"#, "text/plain", "x", r#"[{"data":"x","headers":{"content-type":"text/plain"},"statusCode":200,"statusMessage":"Some Reason"}]"#),
    (4.2, r#"{"neverError":true}"#, "application/json", "{broken", "[{}]"),
];

#[tokio::test]
async fn bodies_become_items() {
    for (version, options, content_type, body, items) in BODIES {
        let params = response(value::from_str(options).unwrap());
        let out = made(*version, params, answer(200, content_type, *body))
            .await
            .unwrap();
        let expected = value::from_str(items).unwrap();
        assert_eq!(
            Value::from(out.json(0)),
            expected,
            "{options} {content_type} {body}"
        );
        assert!(out.origins(0).iter().all(|origin| *origin == [(0, 0)]));
    }
}

#[tokio::test]
async fn old_versions_have_their_own_formats() {
    let list = r#"[{"a":1},{"a":2}]"#;
    for (params, body, items) in [
        (
            json!({}),
            list,
            json!([{ "0": { "a": 1 }, "1": { "a": 2 } }]),
        ),
        (
            json!({ "options": { "splitIntoItems": true } }),
            list,
            json!([{ "a": 1 }, { "a": 2 }]),
        ),
        (
            json!({ "responseFormat": "string", "dataPropertyName": "text" }),
            "x",
            json!([{ "text": "x" }]),
        ),
        (
            json!({ "options": { "fullResponse": true } }),
            "{}",
            json!([{ "body": {}, "headers": { "content-type": "text/plain" }, "statusCode": 200, "statusMessage": "Some Reason" }]),
        ),
    ] {
        for version in [1.0, 2.0] {
            let out = made(version, params.clone(), answer(200, "text/plain", body))
                .await
                .unwrap();
            assert_eq!(Value::from(out.json(0)), items, "{params}");
        }
    }
}

#[tokio::test]
async fn files_come_down() {
    let named = |mut answer: HttpAnswer| {
        answer.headers.push((
            "content-disposition".to_owned(),
            "attachment; filename=\"x.bin\"".to_owned(),
        ));
        answer
    };
    let file = answer(200, "text/csv; charset=utf-8", "a,b");
    let text = json!({ "responseFormat": "file" });
    let full = response(json!({ "responseFormat": "file", "fullResponse": true }));
    for (version, params, answer, property, name, record) in [
        (
            4.2,
            response(text.clone()),
            file.clone(),
            "data",
            "report.csv",
            json!({ "in": 1 }),
        ),
        (
            4.2,
            response(json!({ "responseFormat": "file", "outputPropertyName": "f" })),
            named(file.clone()),
            "f",
            "x.bin",
            json!({ "in": 1 }),
        ),
        (
            1.0,
            json!({ "responseFormat": "file" }),
            file.clone(),
            "data",
            "report.csv",
            json!({ "in": 1 }),
        ),
        (
            4.2,
            json!({}),
            answer(200, "image/png", "a,b"),
            "data",
            "report.csv",
            json!({ "in": 1 }),
        ),
        (
            4.2,
            full,
            file,
            "data",
            "report.csv",
            json!({ "headers": { "content-type": "text/csv; charset=utf-8" }, "statusCode": 200, "statusMessage": "Some Reason" }),
        ),
    ] {
        let out = made(version, params.clone(), answer).await.unwrap();
        assert_eq!(only(&out), record, "{params}");
        assert_eq!(out.text(0, 0, property).unwrap(), "a,b");
        assert_eq!(
            out.items(0)[0].file(property).unwrap().file_name.as_deref(),
            Some(name)
        );
    }
}

#[tokio::test]
async fn files_of_the_item_stay_beside_a_new_one() {
    let host = TestHost::new().with_answer(|_| Some(answer(200, "image/png", "PNG")));
    let item: Item = host.item_with("old", "a.txt", "text/plain", "old");
    let out = run(4.2, json!({ "url": URL }), &Arc::new(host))
        .input(vec![item])
        .await
        .unwrap();
    assert_eq!(
        (
            out.text(0, 0, "old").unwrap(),
            out.text(0, 0, "data").unwrap()
        ),
        ("old".to_owned(), "PNG".to_owned())
    );
}

#[tokio::test]
async fn bad_answers_fail_with_their_status() {
    for (version, status, params, fails) in [
        (4.2, 404, json!({}), true),
        (4.2, 301, json!({}), true),
        (4.2, 500, response(json!({ "neverError": true })), false),
        (
            4.2,
            404,
            response(json!({ "responseFormat": "file" })),
            true,
        ),
        (1.0, 404, json!({}), true),
        (
            2.0,
            404,
            json!({ "options": { "ignoreResponseCode": true } }),
            false,
        ),
    ] {
        let said = answer(status, "application/json", r#"{"message":"no such thing"}"#);
        match made(version, params.clone(), said).await {
            Ok(_) => assert!(!fails, "{params}"),
            Err(error) => {
                assert!(fails, "{params}");
                assert_eq!(error.http_status, Some(status));
                assert_eq!(
                    error.message,
                    format!("a.example answered {status} Some Reason.")
                );
                assert!(error.description.unwrap().starts_with("no such thing"));
            }
        }
    }
}

#[tokio::test]
async fn an_answer_that_is_no_json_is_said_to_be_none() {
    for params in [json!({}), response(json!({ "responseFormat": "json" }))] {
        let error = made(4.2, params, answer(200, "application/json", "<html>"))
            .await
            .err()
            .unwrap();
        assert_eq!(
            (error.code.as_str(), error.quote.as_deref()),
            ("http.body", Some("<html>"))
        );
    }
}

#[tokio::test]
async fn failed_items_go_on_as_errors() {
    let host = TestHost::new().with_answer(|request| match request.url.ends_with('2') {
        true => Some(answer(404, "application/json", r#"{"message":"gone"}"#)),
        false if request.url.ends_with('3') => None,
        false => Some(json!({ "url": request.url.as_str() }).into()),
    });
    let params = json!({ "url": "=https://a.example/{{ $json.n }}", "options": { "response": { "response": { "responseFormat": "json" } } } });
    let run = run(4.2, params, &Arc::new(host)).on_error(OnError::ErrorOutput);
    let out = run
        .items([1, 2, 3, 4].map(|n| json!({ "n": n })))
        .await
        .unwrap();
    let items = out.json(0);
    assert_eq!(items[0], json!({ "url": "https://a.example/1" }));
    assert_eq!(
        items[1]["error"],
        json!({
            "message": "404 - {\"message\":\"gone\"}",
            "name": "AxiosError",
            "code": "ERR_BAD_REQUEST",
            "status": 404,
            "statusCode": 404,
            "isAxiosError": true,
            "error": { "message": "gone" },
        })
    );
    assert_eq!(
        (&items[2]["error"]["name"], &items[2]["error"]["code"]),
        (&json!("NodeApiError"), &json!("test.absent"))
    );
    assert_eq!(items[3], json!({ "url": "https://a.example/4" }));
    let marked: Vec<bool> = out
        .items(0)
        .iter()
        .map(|item| item.error.is_some())
        .collect();
    assert_eq!(marked, [false, true, true, false]);
    assert_eq!(out.origins(0), [[(0, 0)], [(0, 1)], [(0, 2)], [(0, 3)]]);
}

#[tokio::test]
async fn the_first_failure_stops_the_run() {
    let host = TestHost::new().with_answer(|_| Some(answer(500, "text/plain", "")));
    let run = run(4.2, json!({ "url": URL }), &Arc::new(host));
    let error = run.items([json!({}), json!({})]).await.err().unwrap();
    assert_eq!((error.item, error.http_status), (Some(0), Some(500)));
}

#[tokio::test]
async fn many_requests_keep_the_order_of_the_items() {
    let host = Arc::new(
        TestHost::new().with_answer(|request| Some(json!({ "url": request.url.as_str() }).into())),
    );
    let params = json!({ "url": "=https://a.example/{{ $json.n }}" });
    let out = run(4.2, params, &host)
        .items((0..120).map(|n| json!({ "n": n })))
        .await
        .unwrap();
    for (n, item) in out.json(0).iter().enumerate() {
        assert_eq!(item["url"], json!(format!("https://a.example/{n}")));
    }
    assert_eq!(host.requests().len(), 120);
}

#[tokio::test]
async fn batches_pause() {
    use sdk::Host;
    for (version, options, waited) in [
        (
            4.2,
            json!({ "batching": { "batch": { "batchSize": 2, "batchInterval": 100 } } }),
            200,
        ),
        (4.2, json!({ "batching": { "batch": {} } }), 0),
        (
            4.2,
            json!({ "batching": { "batch": { "batchSize": -1, "batchInterval": 100 } } }),
            0,
        ),
        (1.0, json!({ "batchSize": 1, "batchInterval": 10 }), 40),
        (1.0, json!({ "batchInterval": 10 }), 40),
        (4.2, json!({}), 0),
    ] {
        let host = Arc::new(agreeing());
        let params = json!({ "url": URL, "options": options });
        let out = run(version, params.clone(), &host)
            .items((0..5).map(|n| json!({ "n": n })))
            .await
            .unwrap();
        assert_eq!((out.items(0).len(), host.now_ms()), (5, waited), "{params}");
    }
}
