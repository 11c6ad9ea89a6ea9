//! The gateway as a browser and as an attacker meets it.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::net::SocketAddr;

use app::{App, Options as AppOptions};
use axum::body::{Body, to_bytes};
use axum::http::{Request, Response, StatusCode, header};
use gateway::{Gateway, Options};
use tower::ServiceExt as _;

struct Place {
    app: App,
    gateway: Gateway,
    folder: tempfile::TempDir,
}

fn open() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let options = AppOptions {
        data: Some(folder.path().join("data")),
        keep: true,
        worker: std::env::current_exe().unwrap(),
    };
    let app = App::open(options).unwrap();
    let page = folder.path().join("page");
    std::fs::create_dir(&page).unwrap();
    std::fs::write(page.join("index.html"), "<!doctype html>the page").unwrap();
    std::fs::write(folder.path().join("secret"), "secret").unwrap();
    let options = Options {
        names: vec!["tunnel.example".to_owned()],
        page: Some(page),
    };
    let address = SocketAddr::from(([127, 0, 0, 1], 4747));
    let gateway = Gateway::new(app.clone(), address, options);
    Place {
        app,
        gateway,
        folder,
    }
}

impl Place {
    async fn ask(
        &self,
        method: &str,
        path: &str,
        headers: &[(&str, &str)],
        body: &str,
    ) -> Response<Body> {
        let mut request = Request::builder().method(method).uri(path);
        for (name, value) in headers {
            request = request.header(*name, *value);
        }
        let request = request.body(Body::from(body.to_owned())).unwrap();
        self.gateway.router().oneshot(request).await.unwrap()
    }

    fn token(&self) -> &str {
        self.gateway.token().as_str()
    }
}

async fn text(response: Response<Body>) -> String {
    String::from_utf8(
        to_bytes(response.into_body(), 1 << 20)
            .await
            .unwrap()
            .to_vec(),
    )
    .unwrap()
}

const HOST: (&str, &str) = ("host", "localhost:4747");

#[tokio::test]
async fn a_command_needs_the_token_our_name_and_our_origin() {
    let place = open();
    let token = ("x-millrace-token", place.token());
    let origin = ("origin", "http://localhost:4747");
    let good = place
        .ask("POST", "/rpc/session_open", &[HOST, token, origin], "{}")
        .await;
    assert_eq!(good.status(), StatusCode::OK);
    assert!(text(good).await.contains("\"version\""));
    let table: &[(&[(&str, &str)], StatusCode)] = &[
        (&[HOST], StatusCode::UNAUTHORIZED),
        (
            &[HOST, ("x-millrace-token", "0123")],
            StatusCode::UNAUTHORIZED,
        ),
        (
            &[HOST, token, ("origin", "https://evil.example")],
            StatusCode::FORBIDDEN,
        ),
        (&[HOST, token, ("origin", "null")], StatusCode::FORBIDDEN),
        (&[("host", "evil.example"), token], StatusCode::FORBIDDEN),
        (&[token], StatusCode::FORBIDDEN),
        (&[("host", "tunnel.example"), token], StatusCode::OK),
    ];
    for (headers, status) in table {
        let response = place.ask("POST", "/rpc/settings_read", headers, "{}").await;
        assert_eq!(response.status(), *status, "{headers:?}");
    }
    let by_query = format!("/rpc/settings_read?token={}", place.token());
    let response = place.ask("POST", &by_query, &[HOST], "{}").await;
    assert_eq!(
        response.status(),
        StatusCode::UNAUTHORIZED,
        "a form of another page could send that"
    );
    for method in ["GET", "PUT", "DELETE", "OPTIONS", "HEAD"] {
        let response = place
            .ask(method, "/rpc/settings_read", &[HOST, token], "")
            .await;
        assert_eq!(
            response.status(),
            StatusCode::METHOD_NOT_ALLOWED,
            "{method}"
        );
        assert!(
            !response
                .headers()
                .contains_key(header::ACCESS_CONTROL_ALLOW_ORIGIN)
        );
    }
}

#[tokio::test]
async fn failures_come_as_the_commands_error() {
    let place = open();
    let token = ("x-millrace-token", place.token());
    for (command, body, status, code) in [
        ("nothing", "{}", StatusCode::NOT_FOUND, "command.unknown"),
        (
            "workflow_open",
            r#"{"id":"gone"}"#,
            StatusCode::NOT_FOUND,
            "notFound",
        ),
        (
            "workflow_open",
            "{",
            StatusCode::BAD_REQUEST,
            "request.invalid",
        ),
        (
            "workflow_open",
            "\u{0}",
            StatusCode::BAD_REQUEST,
            "request.invalid",
        ),
    ] {
        let response = place
            .ask("POST", &format!("/rpc/{command}"), &[HOST, token], body)
            .await;
        assert_eq!(response.status(), status, "{command} {body}");
        let error: api::Error = serde_json::from_str(&text(response).await).unwrap();
        assert_eq!(error.code, code);
    }
}

#[tokio::test]
async fn the_page_is_served_and_nothing_beside_it() {
    let place = open();
    let page = place.ask("GET", "/", &[HOST], "").await;
    assert_eq!(page.status(), StatusCode::OK);
    let policy = page.headers()[header::CONTENT_SECURITY_POLICY]
        .to_str()
        .unwrap();
    assert!(policy.contains("script-src 'self' 'wasm-unsafe-eval'") && !policy.contains("http"));
    assert_eq!(page.headers()[header::X_CONTENT_TYPE_OPTIONS], "nosniff");
    assert!(text(page).await.contains("the page"));
    assert!(place.folder.path().join("secret").exists());
    for path in [
        "/../secret",
        "/%2e%2e/secret",
        "/..%2fsecret",
        "//secret",
        "/data/millrace.db",
    ] {
        let response = place.ask("GET", path, &[HOST], "").await;
        assert!(!response.status().is_success(), "{path}");
    }
}

#[tokio::test]
async fn files_of_runs_are_shown_in_part_and_cannot_run_anything() {
    let place = open();
    let stored = place
        .app
        .rooms()
        .binaries
        .intake()
        .store("<script>1</script>".into(), None, None)
        .await
        .unwrap();
    let at = |more: &str| format!("/binary/{}?token={}{more}", stored.sha256, place.token());
    let shown = place
        .ask(
            "GET",
            &at("&type=text/html"),
            &[HOST, ("range", "bytes=0-7")],
            "",
        )
        .await;
    assert_eq!(shown.status(), StatusCode::PARTIAL_CONTENT);
    assert_eq!(
        shown.headers()[header::CONTENT_TYPE],
        "text/plain; charset=utf-8"
    );
    assert!(
        shown.headers()[header::CONTENT_SECURITY_POLICY]
            .to_str()
            .unwrap()
            .contains("sandbox")
    );
    assert_eq!(text(shown).await, "<script>");
    let saved = place
        .ask("GET", &at("&name=a%0d%0ab.html"), &[HOST], "")
        .await;
    let disposition = saved.headers()[header::CONTENT_DISPOSITION]
        .to_str()
        .unwrap()
        .to_owned();
    assert_eq!(disposition, "attachment; filename*=UTF-8''a%0D%0Ab.html");
    let without = format!("/binary/{}", stored.sha256);
    assert_eq!(
        place.ask("GET", &without, &[HOST], "").await.status(),
        StatusCode::UNAUTHORIZED
    );
    let odd = format!("/binary/..%2f..%2fsecret?token={}", place.token());
    assert_eq!(
        place.ask("GET", &odd, &[HOST], "").await.status(),
        StatusCode::BAD_REQUEST
    );
    // One that was altered is not shown as if it were right, although its name is asked for again.
    let file = place.app.binary_file(&stored.sha256).await.unwrap();
    std::fs::write(&file, "<script>22</script>").unwrap();
    let altered = place.ask("GET", &at(""), &[HOST], "").await;
    assert_eq!(altered.status(), StatusCode::INTERNAL_SERVER_ERROR);
    std::fs::remove_file(&file).unwrap();
    let gone = place.ask("GET", &at(""), &[HOST], "").await;
    assert_eq!(gone.status(), StatusCode::NOT_FOUND);
}

#[tokio::test]
async fn the_stream_goes_on_after_the_number_that_was_seen() {
    let place = open();
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let address = listener.local_addr().unwrap();
    let (stop, stopped) = tokio::sync::oneshot::channel::<()>();
    let serving = tokio::spawn(place.gateway.clone().serve(listener, async move {
        let _ = stopped.await;
    }));
    for _ in 0..3 {
        place.app.bus().tell(api::EventKind::RunsChanged);
    }
    let url =
        |after: u64, token: &str| format!("ws://{address}/events?after={after}&token={token}");
    let refused = tokio_tungstenite::connect_async(url(0, "wrong")).await;
    assert!(refused.is_err());
    let (mut socket, _) = tokio_tungstenite::connect_async(url(1, place.token()))
        .await
        .unwrap();
    place.app.bus().tell(api::EventKind::WorkflowsChanged);
    let mut numbers = Vec::new();
    while numbers.len() < 3 {
        let message = futures::StreamExt::next(&mut socket)
            .await
            .unwrap()
            .unwrap();
        if let tokio_tungstenite::tungstenite::Message::Text(text) = message {
            let event: api::Event = serde_json::from_str(&text).unwrap();
            numbers.push(event.sequence);
        }
    }
    assert_eq!(numbers, [2, 3, 4]);
    // An open stream does not keep the server from stopping.
    stop.send(()).unwrap();
    serving.await.unwrap().unwrap();
}

#[tokio::test]
async fn the_audit_log_tells_who_signed_in_and_who_could_not() {
    let place = open();
    let token = ("x-millrace-token", place.token());
    for _ in 0..2 {
        place
            .ask("POST", "/rpc/session_open", &[HOST, token], "{}")
            .await;
        let wrong = [HOST, ("x-millrace-token", "0123")];
        place.ask("POST", "/rpc/settings_read", &wrong, "{}").await;
        place.ask("POST", "/rpc/settings_read", &[HOST], "{}").await;
    }
    let told = async {
        loop {
            let list = place
                .ask("POST", "/rpc/audit_list", &[HOST, token], "{}")
                .await;
            let list: serde_json::Value = serde_json::from_str(&text(list).await).unwrap();
            let rows = list["rows"].as_array().unwrap().clone();
            if rows.len() >= 2 {
                return rows;
            }
            tokio::task::yield_now().await;
        }
    };
    let told = tokio::time::timeout(std::time::Duration::from_secs(20), told).await;
    let mut actions: Vec<String> = told
        .unwrap()
        .iter()
        .map(|row| row["action"].as_str().unwrap().to_owned())
        .collect();
    actions.sort();
    assert_eq!(actions, ["session.open", "session.refuse"]);
    place.app.close().await;
}
