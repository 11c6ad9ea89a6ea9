//! What is sent and what comes back: headers, bodies, redirects, credentials.

use net::{Body, Error, HostList, Part, PartContent, Request};

use crate::server::{Reply, Server, fail, ok, redirect, reply, send, text};

#[tokio::test]
async fn headers_keep_order_and_duplicates_both_ways() {
    let server = Server::start(|_| {
        reply(
            "299 Rather Fine",
            &[("x-a", "1"), ("x-b", "2"), ("x-a", "3"), ("x-l", "\u{e9}")],
            b"hi",
        )
    })
    .await;
    let request = Request::new("post", server.url("a.test", "/p?q=1"))
        .header("X-One", "1")
        .header("X-Two", "2")
        .header("X-One", "3")
        .header("Content-Length", "999")
        .body("body");
    let response = send(request).await;
    assert_eq!(
        (response.status, response.status_text.as_str()),
        (299, "Rather Fine")
    );
    let named: Vec<&str> = response
        .headers
        .iter()
        .filter(|(name, _)| name == "x-a")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(named, ["1", "3"]);
    assert_eq!(response.header("X-L"), Some("\u{e9}"));
    let seen = server.last();
    assert_eq!(
        (
            seen.method.as_str(),
            seen.target.as_str(),
            seen.text().as_str()
        ),
        ("POST", "/p?q=1", "body")
    );
    let sent: Vec<&str> = seen
        .headers
        .iter()
        .filter(|(name, _)| name == "X-One")
        .map(|(_, value)| value.as_str())
        .collect();
    assert_eq!(sent, ["1", "3"]);
    assert_eq!(seen.header("content-length"), Some("4"));
    assert!(seen.header("user-agent").unwrap().starts_with("millrace/"));
}

#[tokio::test]
async fn a_post_without_a_body_says_so() {
    let server = Server::start(|_| ok("")).await;
    send(Request::new("POST", server.url("a.test", "/"))).await;
    assert_eq!(server.last().header("content-length"), Some("0"));
}

#[tokio::test]
async fn user_and_password_of_an_address_are_an_authorization() {
    let server = Server::start(|_| ok("")).await;
    let url = format!("http://me:p%40ss@a.test:{}/", server.port());
    let response = send(Request::get(url)).await;
    assert_eq!(
        server.last().header("authorization"),
        Some("Basic bWU6cEBzcw==")
    );
    assert_eq!(response.url, server.url("a.test", "/"));
}

#[tokio::test]
async fn credentials_do_not_cross_origins() {
    let other = Server::start(|_| ok("there")).await;
    let target = other.url("b.test", "/");
    let server = Server::start(move |seen| {
        if seen.target == "/near" {
            ok("near")
        } else if seen.target == "/same" {
            redirect(302, "/near")
        } else {
            redirect(307, &target)
        }
    })
    .await;
    let request = |path: &str| {
        let mut request = Request::new("POST", server.url("a.test", path)).body("kept");
        for name in [
            "Authorization",
            "Cookie",
            "Proxy-Authorization",
            "X-Api-Key",
            "X-Other",
        ] {
            request = request.header(name, "secret");
        }
        request.sensitive_headers = vec!["x-api-key".into()];
        request
    };
    let response = send(request("/far")).await;
    assert_eq!(
        (response.redirects, text(&response).await.as_str()),
        (1, "there")
    );
    let seen = other.last();
    let names: Vec<&str> = seen
        .headers
        .iter()
        .filter(|(_, value)| value == "secret")
        .map(|(name, _)| name.as_str())
        .collect();
    assert_eq!(names, ["X-Other"]);
    assert_eq!(
        (seen.method.as_str(), seen.text().as_str()),
        ("POST", "kept")
    );

    send(request("/same")).await;
    let seen = server.last();
    assert_eq!(
        seen.headers
            .iter()
            .filter(|(_, value)| value == "secret")
            .count(),
        5
    );
    assert_eq!((seen.method.as_str(), seen.text().as_str()), ("GET", ""));
}

#[tokio::test]
async fn a_credential_goes_to_its_own_hosts_only() {
    let other = Server::start(|_| ok("there")).await;
    let target = other.url("b.test", "/");
    let server = Server::start(move |seen| {
        redirect(if seen.target == "/keep" { 307 } else { 303 }, &target)
    })
    .await;
    let request = |host: &str, path: &str| {
        let mut request = Request::new("POST", server.url(host, path))
            .header("Authorization", "secret")
            .body("secret");
        request.credential_hosts = Some(HostList::parse(["a.test"]).unwrap());
        request
    };
    assert_eq!(
        fail(request("b.test", "/")).await.code(),
        "refused_credential"
    );
    assert_eq!(
        fail(request("a.test", "/keep")).await.code(),
        "refused_credential"
    );
    assert_eq!(other.hits(), 0);
    send(request("a.test", "/drop")).await;
    assert_eq!(
        (other.last().header("authorization"), other.last().text()),
        (None, String::new())
    );
}

#[tokio::test]
async fn redirects_end() {
    let server = Server::start(|_| redirect(302, "/again")).await;
    let mut request = Request::get(server.url("a.test", "/"));
    request.redirects.max = 3;
    let error = fail(request.clone()).await;
    assert!(
        matches!(error, Error::RedirectLoop { max: 3, .. }),
        "{error:?}"
    );
    assert_eq!(server.seen.lock().len(), 4);
    request.redirects.follow = false;
    let response = send(request).await;
    assert_eq!(
        (response.status, response.header("location")),
        (302, Some("/again"))
    );
}

#[tokio::test]
async fn addresses_that_cannot_be_fetched() {
    for (url, code) in [
        ("", "invalid_url"),
        ("example.com/x", "invalid_url"),
        ("http://", "invalid_url"),
        ("file:///etc/passwd", "refused_scheme"),
        ("ws://a.test/", "refused_scheme"),
        ("http://unknown.test/", "dns"),
        ("http://a.test:1/", "connect"),
    ] {
        assert_eq!(fail(Request::get(url)).await.code(), code, "{url}");
    }
    assert_eq!(
        fail(Request::new("GE T", "http://a.test/")).await.code(),
        "invalid_request"
    );
    assert_eq!(
        fail(Request::get("http://a.test/").header("a", "b\r\nc: d"))
            .await
            .code(),
        "invalid_request"
    );
}

#[tokio::test]
async fn answers_that_are_not_http() {
    for bytes in [
        "hello\r\n\r\n",
        "",
        "HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nshort",
    ] {
        let server = Server::start(move |_| Reply::Close(bytes.into())).await;
        assert_eq!(
            fail(Request::get(server.url("a.test", "/"))).await.code(),
            "protocol",
            "{bytes:?}"
        );
    }
}

#[tokio::test]
async fn files_and_forms_are_sent() {
    let dir = tempfile::tempdir().unwrap();
    let file = dir.path().join("f.bin");
    std::fs::write(&file, "file content").unwrap();
    let far = Server::start(|_| ok("")).await;
    let target = far.url("b.test", "/");
    let server = Server::start(move |_| redirect(308, &target)).await;

    send(Request::new("PUT", server.url("a.test", "/")).body(Body::File(file.clone()))).await;
    for seen in [server.last(), far.last()] {
        assert_eq!(
            (seen.text().as_str(), seen.header("content-length")),
            ("file content", Some("12"))
        );
    }

    let parts = vec![
        Part::text("na\"me", "value"),
        Part {
            name: "up".into(),
            filename: Some("ü.txt".into()),
            mime: Some("text/plain".into()),
            content: PartContent::File(file),
        },
    ];
    let request = Request::new("POST", far.url("a.test", "/"))
        .header("Content-Type", "multipart/form-data")
        .body(Body::Multipart(parts));
    send(request).await;
    let seen = far.last();
    let kind = seen.header("content-type").unwrap();
    let boundary = kind.strip_prefix("multipart/form-data; boundary=").unwrap();
    let expected = format!(
        "--{boundary}\r\nContent-Disposition: form-data; name=\"na%22me\"\r\n\r\nvalue\r\n\
         --{boundary}\r\nContent-Disposition: form-data; name=\"up\"; filename=\"ü.txt\"\r\nContent-Type: text/plain\r\n\r\nfile content\r\n--{boundary}--\r\n"
    );
    assert_eq!(seen.text(), expected);

    let missing =
        Request::new("PUT", far.url("a.test", "/")).body(Body::File(dir.path().join("none")));
    assert_eq!(fail(missing).await.code(), "io");
}

#[tokio::test]
async fn sentences_hold_no_secrets() {
    let server = Server::start(|_| Reply::Close(Vec::new())).await;
    let url = format!(
        "http://user:hunter2@a.test:{}/hunter2?key=hunter2",
        server.port()
    );
    let request = Request::get(url).header("X-Key", "hunter2").body("hunter2");
    assert!(!format!("{request:?}").contains("hunter2"));
    let error = fail(request).await;
    assert!(
        !format!("{error} {error:?}").contains("hunter2"),
        "{error:?}"
    );
    assert!(error.to_string().starts_with("a.test answered"), "{error}");
}
