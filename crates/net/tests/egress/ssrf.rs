//! Nothing that is not allowed is ever connected to: the corpus of hostile
//! addresses on both profiles, names that change their mind, redirects, proxies,
//! pooled connections and driver streams.

use std::collections::HashMap;
use std::io;
use std::net::IpAddr;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use crate::server::{HERE, Server, all, cases, client, config, ok, redirect};
use futures::future::{BoxFuture, join_all};
use net::{
    AddressPolicy, Client, Error, HostGrants, HostList, NoGrants, Reason, Remedy, Request, Resolver,
};

/// Public by its bits, assigned to nobody: packets to it end at the first router.
const PUBLIC: &str = "3ffe::1";

/// Answers a name with each of its answers in turn.
#[derive(Default)]
struct Turns {
    answers: HashMap<String, Vec<Vec<IpAddr>>>,
    asked: AtomicUsize,
}

impl Turns {
    fn with(mut self, name: &str, answers: &[&[&str]]) -> Self {
        let parse = |list: &&[&str]| list.iter().map(|text| text.parse().unwrap()).collect();
        self.answers
            .insert(name.into(), answers.iter().map(parse).collect());
        self
    }
}

impl Resolver for Turns {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let turn = self.asked.fetch_add(1, Ordering::SeqCst);
        let found = self
            .answers
            .get(host)
            .map(|answers| answers[turn % answers.len()].clone());
        Box::pin(async move { found.ok_or_else(|| io::Error::other("no such name")) })
    }
}

fn client_with(policy: AddressPolicy, resolver: Turns) -> Client {
    let mut settings = config(policy);
    settings.resolver = Arc::new(resolver);
    settings.connect_timeout = Duration::from_millis(50);
    Client::new(settings)
}

fn corpus_names() -> Turns {
    Turns::default()
        .with("localhost", &[&["127.0.0.1", "::1"]])
        .with("127.0.0.1.nip.io", &[&["127.0.0.1"]])
        .with("metadata", &[&["169.254.169.254"]])
        .with("ipc.localhost", &[&["127.0.0.1"]])
        .with("r.test", &[&["127.0.0.1"]])
        .with("rebind.test", &[&["203.0.113.1"], &["127.0.0.1"]])
        .with("aaaa-only.test", &[&["::ffff:127.0.0.1"]])
}

struct Row {
    id: String,
    url: String,
    class: String,
    desktop: String,
    proxy: Option<String>,
}

/// Reads the table; notes after an address say how it is to be reached.
fn rows(text: &str, port: u16) -> Vec<Row> {
    let row = |line: &str| {
        let cells: Vec<&str> = line.split('\t').collect();
        let (address, note) = cells[1].split_once(' ').unwrap_or((cells[1], ""));
        let mut url = unescape(address);
        for host in ["r.test", "rebind.test"] {
            url = url.replace(&format!("//{host}/"), &format!("//{host}:{port}/"));
        }
        Row {
            id: cells[0].into(),
            url,
            class: cells[2].into(),
            desktop: cells[4].into(),
            proxy: note.strip_prefix("via HTTP_PROXY=").map(str::to_owned),
        }
    };
    text.lines()
        .skip(1)
        .filter(|line| !line.is_empty())
        .map(row)
        .collect()
}

fn unescape(text: &str) -> String {
    let mut parts = text.split("\\u");
    let mut out = parts.next().unwrap_or_default().to_owned();
    for part in parts {
        let code = u32::from_str_radix(&part[..4], 16).unwrap();
        out.push(char::from_u32(code).unwrap());
        out.push_str(&part[4..]);
    }
    out
}

async fn send(client: &Client, row: &Row, grants: &dyn HostGrants) -> Error {
    let mut request = Request::get(&row.url);
    request.proxy.clone_from(&row.proxy);
    client.send(request, grants).await.expect_err(&row.id)
}

fn remedy(error: &Error) -> Option<Remedy> {
    match error {
        Error::Refused(refusal) => Some(refusal.remedy),
        _ => None,
    }
}

/// What the desktop must say to a row without a grant.
fn expected_on_desktop(row: &Row, error: &Error) -> bool {
    let never = error.code() == "invalid_url" || remedy(error) == Some(Remedy::None);
    match (row.class.as_str(), row.desktop.as_str()) {
        ("metadata/link-local", "deny-metadata") => never,
        ("loopback", _) | ("private/reserved", "ask-once") => remedy(error) == Some(Remedy::Grant),
        ("scheme", "deny") => error.code() == "refused_scheme" || never,
        ("resolution", _) if row.url.contains("169.254") => never,
        ("resolution", _) if row.url.contains("to-file") => error.code() == "refused_scheme",
        ("resolution", _) => remedy(error) == Some(Remedy::Grant),
        _ => false,
    }
}

#[tokio::test]
async fn the_corpus_is_refused_on_both_profiles() {
    let Some(text) = cases("corpus/ssrf_urls.tsv") else {
        return;
    };
    let server = Server::start(|seen| match seen.target.as_str() {
        "/302-to-169.254.169.254" => redirect(302, "http://169.254.169.254/latest/"),
        "/307-to-file" => redirect(307, "file:///etc/passwd"),
        _ => ok("reached"),
    })
    .await;
    let rows = rows(&text, server.port());
    let desktop = client_with(AddressPolicy::desktop(), corpus_names());
    let allowed = HostList::parse(["r.test"]).unwrap();
    let hosted = client_with(AddressPolicy::server(allowed), corpus_names());
    let first_hop = |host: &str, _: u16| host == "r.test";

    let mut wrong = Vec::new();
    for row in &rows {
        let error = send(&desktop, row, &first_hop).await;
        if !expected_on_desktop(row, &error) {
            wrong.push(format!("{} desktop {error:?}", row.id));
        }
        // On a server a workflow's own grants open nothing.
        let error = send(&hosted, row, &all).await;
        if !matches!(
            error.code(),
            "refused_address" | "refused_scheme" | "invalid_url"
        ) {
            wrong.push(format!("{} server {error:?}", row.id));
        }
        assert!(
            server
                .seen
                .lock()
                .iter()
                .all(|seen| seen.target.starts_with("/30")),
            "{}",
            row.id
        );
    }
    println!("ssrf corpus: {}/{}", rows.len() - wrong.len(), rows.len());
    assert!(wrong.is_empty(), "{wrong:#?}");
    assert!(rows.len() >= 54);
}

#[tokio::test]
async fn what_is_asked_once_opens_with_a_grant_but_never_to_the_own_port() {
    let Some(text) = cases("corpus/ssrf_urls.tsv") else {
        return;
    };
    let asked = rows(&text, 0)
        .into_iter()
        .filter(|row| row.class == "loopback" || row.desktop == "ask-once");
    let mut count = 0;
    for row in asked {
        let url = url::Url::parse(&row.url).unwrap();
        let (host, port) = (
            url.host_str().unwrap(),
            url.port_or_known_default().unwrap(),
        );
        let policy = AddressPolicy::desktop();
        policy.deny_own_port(5555);
        let client = client_with(policy, corpus_names());
        let granted = client.resolve_vetted(host, port, &all).await;
        assert!(granted.is_ok(), "{} {granted:?}", row.id);
        if row.class == "loopback" {
            let own = client.resolve_vetted(host, 5555, &all).await.unwrap_err();
            assert!(
                matches!(&own, Error::Refused(refusal) if refusal.reason == Reason::OwnPort),
                "{} {own:?}",
                row.id
            );
        }
        count += 1;
    }
    assert!(count >= 25, "{count}");
}

#[tokio::test]
async fn a_thousand_rebinding_attempts_hit_nothing() {
    let server = Server::start(|_| ok("reached")).await;
    let names = Turns::default().with("rebind.test", &[&[PUBLIC], &["127.0.0.1"]]);
    let client = client_with(AddressPolicy::desktop(), names);
    for _ in 0..10 {
        let attempts =
            (0..100).map(|_| client.send(Request::get(server.url("rebind.test", "/")), &NoGrants));
        for outcome in join_all(attempts).await {
            let error = outcome.expect_err("reached");
            assert!(
                matches!(error.code(), "refused_address" | "timeout" | "connect"),
                "{error:?}"
            );
        }
    }
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn rebinding_does_not_reach_driver_streams_either() {
    let server = Server::start(|_| ok("reached")).await;
    let names = Turns::default().with("rebind.test", &[&[PUBLIC], &["127.0.0.1"]]);
    let client = client_with(AddressPolicy::desktop(), names);
    for _ in 0..10 {
        let attempts = (0..100).map(|_| client.connect("rebind.test", server.port(), &NoGrants));
        assert!(join_all(attempts).await.iter().all(Result::is_err));
    }
    assert_eq!(server.hits(), 0);
    // The listener does count: with the grant the very same name reaches it.
    let reached =
        join_all((0..2).map(|_| client.connect("rebind.test", server.port(), &all))).await;
    assert_eq!(reached.iter().filter(|outcome| outcome.is_ok()).count(), 1);
}

#[tokio::test]
async fn one_bad_address_among_good_ones_refuses_the_name() {
    let server = Server::start(|_| ok("reached")).await;
    let names = Turns::default().with("mixed.test", &[&[PUBLIC, "127.0.0.1"]]);
    let client = client_with(AddressPolicy::desktop(), names);
    let error = client
        .send(Request::get(server.url("mixed.test", "/")), &NoGrants)
        .await
        .unwrap_err();
    let Error::Refused(refusal) = &error else {
        panic!("{error:?}")
    };
    assert_eq!(
        refusal.grant(),
        Some(format!("host:mixed.test:{}", server.port()))
    );
    assert_eq!(server.hits(), 0);
}

#[tokio::test]
async fn a_connection_made_under_a_grant_serves_nobody_else() {
    let server = Server::start(|_| ok("reached")).await;
    let client = client();
    let get = || Request::get(server.url("a.test", "/"));
    for _ in 0..2 {
        assert!(client.send(get(), &all).await.is_ok());
    }
    assert_eq!(server.hits(), 1, "the connection is reused under the grant");
    assert_eq!(
        client.send(get(), &NoGrants).await.unwrap_err().code(),
        "refused_address"
    );
    assert_eq!(server.seen.lock().len(), 2);
}

#[tokio::test]
async fn a_redirect_is_a_new_question() {
    let inner = Server::start(|_| ok("secret")).await;
    for target in [
        inner.url("127.0.0.1", "/"),
        inner.url("b.test", "/"),
        inner.url("[::ffff:127.0.0.1]", "/"),
    ] {
        let outer = Server::start(move |_| redirect(302, &target)).await;
        let only_a = |host: &str, _: u16| host == "a.test";
        let error = client()
            .send(Request::get(outer.url("a.test", "/")), &only_a)
            .await
            .unwrap_err();
        assert_eq!(error.code(), "refused_address");
    }
    assert_eq!(inner.hits(), 0);
}

#[tokio::test]
async fn the_own_port_stays_closed_under_every_name() {
    let server = Server::start(|_| ok("reached")).await;
    let policy = AddressPolicy::desktop();
    policy.deny_own_port(server.port());
    let client = Client::new(config(policy));
    for host in [
        "127.0.0.1",
        "a.test",
        "localhost",
        "[::1]",
        "0.0.0.0",
        "127.9.9.9",
    ] {
        let error = client
            .send(Request::get(server.url(host, "/")), &all)
            .await
            .unwrap_err();
        assert!(
            matches!(&error, Error::Refused(refusal) if refusal.reason == Reason::OwnPort),
            "{host} {error:?}"
        );
    }
    assert_eq!(server.hits(), 0);
}

/// The code, the host refused and the grant asked for, with a proxy in between.
async fn check_proxy(grants: &[&str], url: &str, proxy: &str, expected: &str) {
    let names = Turns::default()
        .with("a.test", &[&["127.0.0.1"]])
        .with("proxy.test", &[&["127.0.0.1"]])
        .with("meta.test", &[&["169.254.169.254"]])
        .with("public.test", &[&[PUBLIC]]);
    let client = client_with(AddressPolicy::desktop(), names);
    let mut request = Request::get(url);
    request.proxy = Some(proxy.into());
    let outcome = client
        .send(request, &HostList::parse(grants).unwrap())
        .await;
    let told = match outcome {
        Ok(response) => response.status.to_string(),
        Err(Error::Refused(refusal)) => refusal
            .grant()
            .unwrap_or_else(|| format!("never {}", refusal.host)),
        Err(error) => error.code().into(),
    };
    assert_eq!(told, expected, "{grants:?} {url} by {proxy}");
}

#[tokio::test]
async fn the_policy_holds_behind_a_proxy() {
    let server = Server::start(|_| ok("proxied")).await;
    let port = server.port();
    let (by_name, by_address) = (
        format!("proxy.test:{port}"),
        format!("http://127.0.0.1:{port}"),
    );
    let socks = format!("socks5://proxy.test:{port}");
    let asked = format!("host:127.0.0.1:{port}");
    let asked_name = format!("host:proxy.test:{port}");
    check_proxy(&[], "http://public.test/", &by_address, &asked).await;
    check_proxy(&[], "http://public.test/", &by_name, &asked_name).await;
    check_proxy(&[], "http://public.test/", &socks, &asked_name).await;
    check_proxy(
        &["127.0.0.1"],
        "http://169.254.169.254/",
        &by_address,
        "never 169.254.169.254",
    )
    .await;
    check_proxy(
        &["127.0.0.1"],
        "http://meta.test/",
        &by_address,
        "never meta.test",
    )
    .await;
    check_proxy(
        &["127.0.0.1"],
        "http://a.test/",
        &by_address,
        "host:a.test:80",
    )
    .await;
    check_proxy(
        &["127.0.0.1"],
        "http://10.0.0.1/",
        &by_address,
        "host:10.0.0.1:80",
    )
    .await;
    check_proxy(
        &["127.0.0.1"],
        "http://unknown.test/",
        &by_address,
        "host:unknown.test:80",
    )
    .await;
    check_proxy(&["proxy.test"], "http://a.test/", &socks, "host:a.test:80").await;
    check_proxy(
        &[],
        "http://public.test/",
        "ftp://proxy.test",
        "invalid_url",
    )
    .await;
    assert_eq!(server.hits(), 0);
    check_proxy(&["127.0.0.1"], "http://public.test/", &by_address, "200").await;
    check_proxy(
        &["127.0.0.1", "unknown.test"],
        "http://unknown.test/",
        &by_address,
        "200",
    )
    .await;
    check_proxy(
        &["proxy.test"],
        &format!("http://{HERE}/"),
        &by_name,
        "host:127.0.0.1:80",
    )
    .await;
    assert_eq!(server.hits(), 2);
}
