//! A body far larger than memory should be goes through it in pieces.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test may end at what it did not expect"
)]
#![allow(clippy::print_stdout, reason = "measurements and what was skipped")]

#[path = "egress/server.rs"]
#[allow(dead_code, reason = "the other tests use the rest")]
mod server;

use net::{Request, Save};
use server::{Reply, Server, all, client};

const LEN: u64 = 256 * 1024 * 1024;

/// The most memory the process ever held, in KiB; Linux tells.
fn peak() -> Option<u64> {
    let status = std::fs::read_to_string("/proc/self/status").ok()?;
    let line = status.lines().find(|line| line.starts_with("VmHWM:"))?;
    line.split_whitespace().nth(1)?.parse().ok()
}

#[tokio::test]
async fn a_large_body_is_streamed_to_a_file() {
    let head = format!("HTTP/1.1 200 OK\r\ncontent-length: {LEN}\r\n\r\n");
    let server = Server::start(move |_| Reply::Zeros {
        head: head.clone().into(),
        len: LEN,
    })
    .await;
    let mut request = Request::get(server.url("a.test", "/"));
    request.save = Save::Over(1024 * 1024);
    let before = peak();
    let response = client().send(request, &all).await.unwrap();
    let net::Content::File(download) = &response.content else {
        panic!("in memory")
    };
    assert_eq!(std::fs::metadata(download.path()).unwrap().len(), LEN);
    if let (Some(before), Some(after)) = (before, peak()) {
        println!("256 MiB streamed, peak memory +{} KiB", after - before);
        assert!(after - before <= 64 * 1024, "{before} -> {after} KiB");
    }
}
