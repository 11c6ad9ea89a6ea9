//! What is sent.

use sdk::{HttpRequest as Request, OnError, Part, PartContent};

use super::*;

async fn sent(version: f64, params: Value) -> Request {
    let host = Arc::new(agreeing());
    let out = run(version, params.clone(), &host)
        .items([json!({ "id": 7, "name": "Ada \"A\"" })])
        .await;
    if let Err(error) = out.as_ref() {
        panic!("{params}: {error}");
    }
    host.requests().remove(0)
}

fn header<'r>(request: &'r Request, name: &str) -> Option<&'r str> {
    let found = request.headers.iter().find(|(own, _)| own == name);
    found.map(|(_, value)| value.as_str())
}

#[tokio::test]
async fn addresses_and_queries() {
    let url = "https://a.example/x";
    let two = json!([{ "name": "a", "value": 1 }, { "name": "a", "value": "={{ $json.id }}" }]);
    for (version, params, expected) in [
        (1.0, json!({ "url": url }), url),
        (
            1.0,
            json!({ "url": url, "queryParametersUi": { "parameter": two.clone() } }),
            "https://a.example/x?a%5B0%5D=1&a%5B1%5D=7",
        ),
        (
            2.0,
            json!({ "url": url, "queryParametersUi": { "parameter": two.clone() }, "options": { "useQueryString": true } }),
            "https://a.example/x?a=1&a=7",
        ),
        (
            1.0,
            json!({ "url": url, "jsonParameters": true, "queryParametersJson": "={ \"a\": {{ $json.id }} }" }),
            "https://a.example/x?a=7",
        ),
        (
            3.0,
            json!({ "url": "={{ 'https://a.example/' + $json.id }}" }),
            "https://a.example/7",
        ),
        (
            3.0,
            json!({ "url": url, "queryParameters": { "parameters": two.clone() } }),
            url,
        ),
        (
            4.2,
            json!({ "url": url, "sendQuery": true, "queryParameters": { "parameters": two.clone() } }),
            "https://a.example/x?a=7",
        ),
        (
            4.3,
            json!({ "url": url, "sendQuery": true, "queryParameters": { "parameters": two.clone() } }),
            "https://a.example/x?a%5B%5D=1&a%5B%5D=7",
        ),
        (
            4.4,
            json!({ "url": url, "sendQuery": true, "queryParameters": { "parameters": two }, "options": { "queryParameterArrays": "repeat" } }),
            "https://a.example/x?a=1&a=7",
        ),
        (
            4.2,
            json!({ "url": url, "sendQuery": true, "specifyQuery": "json", "jsonQuery": "{ \"b\": true }" }),
            "https://a.example/x?b=true",
        ),
        (4.2, json!({ "url": url, "sendQuery": true }), url),
    ] {
        assert_eq!(
            sent(version, params.clone()).await.url,
            expected,
            "{version} {params}"
        );
    }
}

#[tokio::test]
async fn methods_and_headers() {
    let named =
        json!({ "parameters": [{ "name": "X-Own", "value": 5 }, { "name": "", "value": "x" }] });
    for (version, params, method, name, value) in [
        (
            1.0,
            json!({ "requestMethod": "PUT", "headerParametersUi": { "parameter": [{ "name": "X-Own", "value": 5 }] } }),
            "PUT",
            "x-own",
            "5",
        ),
        (
            1.0,
            json!({}),
            "GET",
            "accept",
            "application/json,text/*;q=0.99",
        ),
        (
            2.0,
            json!({ "jsonParameters": true, "headerParametersJson": "{ \"X-Own\": \"5\" }" }),
            "GET",
            "X-Own",
            "5",
        ),
        (
            3.0,
            json!({ "method": "DELETE", "sendHeaders": true, "headerParameters": named.clone() }),
            "DELETE",
            "x-own",
            "5",
        ),
        (
            4.2,
            json!({ "sendHeaders": true, "headerParameters": named, "options": { "lowercaseHeaders": false } }),
            "GET",
            "X-Own",
            "5",
        ),
        (
            4.2,
            json!({ "sendHeaders": true, "specifyHeaders": "json", "jsonHeaders": { "Accept": "a/b" } }),
            "GET",
            "accept",
            "a/b",
        ),
        (
            4.2,
            json!({ "method": "={{ 'copy' }}" }),
            "COPY",
            "user-agent",
            "n8n",
        ),
        (
            4.2,
            json!({ "sendHeaders": true, "headerParameters": { "parameters": [{ "name": "User-Agent", "value": "Me/1" }] } }),
            "GET",
            "user-agent",
            "Me/1",
        ),
    ] {
        let mut all = json!({ "url": "https://a.example" });
        all.as_object_mut()
            .unwrap()
            .extend(params.as_object().unwrap().clone());
        let request = sent(version, all).await;
        assert_eq!(request.method, method, "{params}");
        assert_eq!(header(&request, name), Some(value), "{params}");
    }
}

/// Version, the parameters that say what is sent, the content type and the body.
#[rustfmt::skip]
const BODIES: &[(f64, &str, &str, &str)] = &[
    (3.0, r#"{"bodyParameters": {"parameters": [{"name": "a.b", "value": "={{ false }}"}, {"name": "id", "value": "5"}]}}"#, "application/json", r#"{"a.b":false,"id":"5"}"#),
    (4.0, r#"{"bodyParameters": {"parameters": [{"name": "a.b", "value": "={{ false }}"}, {"name": "c[0].d", "value": 5}]}}"#, "application/json", r#"{"a":{"b":false},"c":[{"d":5}]}"#),
    (4.2, r#"{"specifyBody": "json", "jsonBody": "={\n  \"id\": {{ $json.id }}\n}"}"#, "application/json", r#"{"id":7}"#),
    (4.2, r#"{"specifyBody": "json", "jsonBody": "={{ $json }}"}"#, "application/json", r#"{"id":7,"name":"Ada \"A\""}"#),
    (4.2, r#"{"specifyBody": "json", "jsonBody": "[1]", "sendHeaders": true, "headerParameters": {"parameters": [{"name": "Content-Type", "value": "application/vnd.api+json"}]}}"#, "application/vnd.api+json", "[1]"),
    (4.2, r#"{"contentType": "form-urlencoded", "bodyParameters": {"parameters": [{"name": "a", "value": "x y"}]}}"#, "application/x-www-form-urlencoded", "a=x%20y"),
    (4.2, r#"{"contentType": "form-urlencoded", "specifyBody": "string", "body": "a=x+y&b=%26"}"#, "application/x-www-form-urlencoded", "a=x%20y&b=%26"),
    (4.2, r#"{"contentType": "raw", "rawContentType": "text/xml", "body": "=<a>{{ $json.id }}</a>"}"#, "text/xml", "<a>7</a>"),
    (1.0, r#"{"bodyParametersUi": {"parameter": [{"name": "a", "value": 1}]}}"#, "application/json", r#"{"a":1}"#),
    (1.0, r#"{"bodyParametersUi": {"parameter": [{"name": "a", "value": "x y"}]}, "options": {"bodyContentType": "form-urlencoded"}}"#, "application/x-www-form-urlencoded", "a=x%20y"),
    (2.0, r#"{"jsonParameters": true, "bodyParametersJson": "={\"id\": {{ $json.id }}}"}"#, "application/json", r#"{"id":7}"#),
    (2.0, r#"{"jsonParameters": true, "bodyParametersJson": "<a/>", "options": {"bodyContentType": "raw", "bodyContentCustomMimeType": "text/xml"}}"#, "text/xml", "<a/>"),
    (1.0, r#"{"jsonParameters": true, "bodyParametersJson": "{\"a\": [1, 2]}", "options": {"bodyContentType": "form-urlencoded"}}"#, "application/x-www-form-urlencoded", "a%5B0%5D=1&a%5B1%5D=2"),
];

#[tokio::test]
async fn bodies() {
    for (version, params, mime, body) in BODIES {
        let mut all = json!({ "url": "https://a.example", "method": "POST", "requestMethod": "POST", "sendBody": true });
        let params = value::from_str(params).unwrap();
        all.as_object_mut()
            .unwrap()
            .extend(params.as_object().unwrap().clone());
        let request = sent(*version, all).await;
        assert_eq!(header(&request, "content-type"), Some(*mime), "{params}");
        assert_eq!(body_text(&request.body), *body, "{params}");
    }
    let nothing = sent(
        4.2,
        json!({ "url": "https://a.example", "specifyBody": "json", "jsonBody": "{ broken" }),
    )
    .await;
    assert_eq!(nothing.body, HttpBody::Empty);
}

#[tokio::test]
async fn files_are_sent() {
    let parts = json!({ "parameters": [
        { "parameterType": "formBinaryData", "name": "file", "inputDataFieldName": "doc" },
        { "name": "title", "value": "={{ $json.title }}" },
    ] });
    for (version, params) in [
        (
            4.2,
            json!({ "sendBody": true, "method": "POST", "contentType": "multipart-form-data", "bodyParameters": parts }),
        ),
        (
            4.2,
            json!({ "sendBody": true, "method": "POST", "contentType": "binaryData", "inputDataFieldName": "doc" }),
        ),
        (
            1.0,
            json!({ "requestMethod": "POST", "jsonParameters": true, "sendBinaryData": true, "binaryPropertyName": "doc", "options": { "bodyContentType": "raw" } }),
        ),
        (
            2.0,
            json!({ "requestMethod": "PUT", "jsonParameters": true, "sendBinaryData": true, "binaryPropertyName": "file:doc", "options": { "bodyContentType": "multipart-form-data" } }),
        ),
    ] {
        let host = Arc::new(agreeing());
        let mut item = host.item_with("doc", "a.pdf", "application/pdf", "PDF");
        item.json_mut().insert("title", "T");
        let file = Body::Stored(item.file("doc").cloned().unwrap());
        let mut all = json!({ "url": "https://a.example" });
        all.as_object_mut()
            .unwrap()
            .extend(params.as_object().unwrap().clone());
        run(version, all, &host).input(vec![item]).await.unwrap();
        let request = host.requests().remove(0);
        match &request.body {
            HttpBody::Raw(body) => {
                assert_eq!(*body, file, "{params}");
                assert_eq!(header(&request, "content-type"), Some("application/pdf"));
            }
            HttpBody::Multipart(sent) => {
                let content = PartContent::File {
                    body: file,
                    file_name: Some("a.pdf".to_owned()),
                    mime_type: Some("application/pdf".to_owned()),
                };
                assert_eq!(
                    sent[0],
                    Part {
                        name: "file".to_owned(),
                        content
                    }
                );
                let text = PartContent::Text("T".to_owned());
                assert!(
                    version < 3.0
                        || sent[1]
                            == Part {
                                name: "title".to_owned(),
                                content: text
                            }
                );
            }
            HttpBody::Empty => panic!("{params}"),
        }
    }
}

#[tokio::test]
async fn redirects_limits_and_ways_through() {
    let url = "https://a.example";
    for (version, params, redirects, timeout) in [
        (1.0, json!({}), 21, 3_600_000),
        (1.0, json!({ "requestMethod": "POST" }), 0, 3_600_000),
        (
            1.0,
            json!({ "requestMethod": "POST", "options": { "followAllRedirects": true, "timeout": 5 } }),
            21,
            5,
        ),
        (
            2.0,
            json!({ "options": { "followRedirect": false } }),
            0,
            3_600_000,
        ),
        (3.0, json!({}), 0, 300_000),
        (
            3.0,
            json!({ "options": { "redirect": { "redirect": {} } } }),
            0,
            300_000,
        ),
        (
            3.0,
            json!({ "options": { "redirect": { "redirect": { "followRedirects": true, "maxRedirects": 3 } } } }),
            3,
            300_000,
        ),
        (4.0, json!({}), 21, 300_000),
        (4.4, json!({ "method": "POST" }), 21, 300_000),
        (
            4.2,
            json!({ "options": { "redirect": { "redirect": { "maxRedirects": 2 } }, "timeout": "1000" } }),
            2,
            1000,
        ),
        (
            4.2,
            json!({ "options": { "redirect": { "redirect": { "followRedirects": false } } } }),
            0,
            300_000,
        ),
    ] {
        let mut all = json!({ "url": url });
        all.as_object_mut()
            .unwrap()
            .extend(params.as_object().unwrap().clone());
        let request = sent(version, all).await;
        assert_eq!(
            (request.redirects, request.timeout_ms),
            (redirects, timeout),
            "{version} {params}"
        );
        assert!(!request.insecure && request.proxy.is_none() && !request.to_file);
    }
    let through = sent(4.2, json!({ "url": url, "options": { "proxy": "http://p:3128", "allowUnauthorizedCerts": true } })).await;
    assert_eq!(
        (through.proxy.as_deref(), through.insecure),
        (Some("http://p:3128"), true)
    );
    let old = sent(1.0, json!({ "url": url, "allowUnauthorizedCerts": true, "options": { "proxy": "http://p:3128" } })).await;
    assert_eq!(
        (old.proxy.as_deref(), old.insecure),
        (Some("http://p:3128"), true)
    );
}

#[tokio::test]
async fn credentials_are_named_and_never_seen() {
    for (version, params, slot) in [
        (
            1.0,
            json!({ "authentication": "headerAuth" }),
            Some("httpHeaderAuth"),
        ),
        (1.0, json!({ "authentication": "none" }), None),
        (
            2.0,
            json!({ "authentication": "genericCredentialType", "genericAuthType": "httpBasicAuth" }),
            Some("httpBasicAuth"),
        ),
        (
            4.2,
            json!({ "authentication": "genericCredentialType", "genericAuthType": "httpBearerAuth" }),
            Some("httpBearerAuth"),
        ),
        (
            4.2,
            json!({ "authentication": "predefinedCredentialType", "nodeCredentialType": "openAiApi" }),
            Some("openAiApi"),
        ),
        (4.1, json!({ "authentication": "headerAuth" }), None),
    ] {
        let mut all = json!({ "url": "https://a.example" });
        all.as_object_mut()
            .unwrap()
            .extend(params.as_object().unwrap().clone());
        let request = sent(version, all).await;
        assert_eq!(
            request.credential,
            slot.map(|slot| (slot.to_owned(), None)),
            "{params}"
        );
    }
}

#[tokio::test]
async fn mistakes_are_found_before_anything_is_sent() {
    for (params, field) in [
        (json!({}), "url"),
        (json!({ "url": "example.com" }), "url"),
        (json!({ "url": "={{ $json.missing }}" }), "url"),
        (
            json!({ "url": "https://a.example", "sendBody": true, "specifyBody": "json", "jsonBody": "={ \"a\": \"{{ $json.name }}\" }" }),
            "jsonBody",
        ),
        (
            json!({ "url": "https://a.example", "sendQuery": true, "specifyQuery": "json", "jsonQuery": "[1]" }),
            "jsonQuery",
        ),
        (
            json!({ "url": "https://a.example", "sendHeaders": true, "specifyHeaders": "json", "jsonHeaders": "api key" }),
            "jsonHeaders",
        ),
        (
            json!({ "url": "https://a.example", "sendBody": true, "contentType": "binaryData", "inputDataFieldName": "data" }),
            "inputDataFieldName",
        ),
        (
            json!({ "url": "https://a.example", "authentication": "genericCredentialType" }),
            "authentication",
        ),
    ] {
        let host = Arc::new(agreeing());
        let given = [json!({ "name": "Ada \"A\"" })];
        let error = run(4.2, params.clone(), &host)
            .items(given.clone())
            .await
            .err()
            .unwrap();
        assert_eq!(error.field.as_deref(), Some(field), "{params}");
        assert!(host.requests().is_empty());
        let out = run(4.2, params, &host)
            .on_error(OnError::Continue)
            .items(given)
            .await
            .unwrap();
        assert_eq!(only(&out)["error"], json!(error.message.as_str()));
        assert!(out.items(0)[0].error.is_some());
    }
}

#[tokio::test]
async fn broken_json_is_quoted() {
    let params = json!({ "url": "https://a.example", "sendBody": true, "specifyBody": "json", "jsonBody": "={\n \"a\": \"{{ $json.name }}\"\n}" });
    let host = Arc::new(agreeing());
    let error = run(4.2, params, &host)
        .items([json!({ "name": "Ada \"A\"" })])
        .await
        .err()
        .unwrap();
    assert_eq!(error.quote.as_deref(), Some("\"a\": \"Ada \"A\"\""));
    assert!(error.description.unwrap().contains("JSON.stringify"));
}
