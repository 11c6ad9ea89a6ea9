//! How much is taken in, for how long, and how it is unpacked and stored.

use std::io::Write;
use std::time::Duration;

use flate2::Compression;
use flate2::write::{DeflateEncoder, GzEncoder, ZlibEncoder};
use net::{AddressPolicy, Client, Error, Phase, Request, Save};
use tokio::io::AsyncReadExt;
use tokio::net::TcpListener;

use crate::server::{
    HERE, Reply, Server, all, client, config, fail, ok, read_request, reply, send, text,
};

#[tokio::test]
async fn a_body_is_no_larger_than_allowed() {
    for head in [
        "HTTP/1.1 200 OK\r\ncontent-length: 2000\r\n\r\n",
        "HTTP/1.1 200 OK\r\n\r\n",
    ] {
        let server = Server::start(move |_| Reply::Zeros {
            head: head.into(),
            len: u64::MAX,
        })
        .await;
        let mut request = Request::get(server.url("a.test", "/"));
        request.max_response_bytes = Some(1000);
        for save in [
            Save::Memory,
            Save::Over(10),
            Save::File(std::env::temp_dir().join("never.bin")),
        ] {
            request.save = save;
            let error = fail(request.clone()).await;
            assert!(
                matches!(
                    error,
                    Error::TooLarge {
                        limit: 1000,
                        inflated: false,
                        ..
                    }
                ),
                "{error:?}"
            );
        }
    }
    assert!(!std::env::temp_dir().join("never.bin").exists());
}

#[tokio::test]
async fn a_head_has_no_body_whatever_its_length_says() {
    let server = Server::start(|_| {
        Reply::Send(
            b"HTTP/1.1 200 OK\r\ncontent-length: 999999999999\r\ncontent-encoding: gzip\r\n\r\n"
                .into(),
        )
    })
    .await;
    let response = send(Request::new("HEAD", server.url("a.test", "/"))).await;
    assert!(response.content.is_empty());
    assert_eq!(response.header("content-length"), Some("999999999999"));
}

#[tokio::test]
async fn time_runs_out() {
    let head = b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nab";
    // The limit that is not meant is far off, so that a busy machine cannot reach it first.
    let (soon, never) = (50, 600_000);
    for (start, total, idle, phase) in [
        (Vec::new(), soon, never, Phase::Total),
        (head.to_vec(), soon, never, Phase::Total),
        (head.to_vec(), never, soon, Phase::Idle),
    ] {
        let mut settings = config(AddressPolicy::desktop());
        settings.idle_timeout = Duration::from_millis(idle);
        let client = Client::new(settings);
        let server = Server::start(move |_| Reply::Stall(start.clone())).await;
        let mut request = Request::get(server.url("a.test", "/"));
        request.timeout = Some(Duration::from_millis(total));
        let error = client.send(request, &all).await.unwrap_err();
        assert!(
            matches!(error, Error::Timeout { phase: told, .. } if told == phase),
            "{error:?}"
        );
    }
}

#[tokio::test]
async fn dropping_the_future_hangs_up() {
    let listener = TcpListener::bind((HERE, 0)).await.unwrap();
    let url = format!("http://a.test:{}/", listener.local_addr().unwrap().port());
    let sending =
        tokio::spawn(async move { client().send(Request::get(url), &all).await.map(drop) });
    let (mut stream, _) = listener.accept().await.unwrap();
    read_request(&mut stream).await.unwrap();
    sending.abort();
    let mut rest = Vec::new();
    let ended = tokio::time::timeout(Duration::from_secs(5), stream.read_to_end(&mut rest)).await;
    assert!(ended.is_ok(), "the connection is still open");
}

fn gzip(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = GzEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn zlib(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = ZlibEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

fn deflate(bytes: &[u8]) -> Vec<u8> {
    let mut encoder = DeflateEncoder::new(Vec::new(), Compression::best());
    encoder.write_all(bytes).unwrap();
    encoder.finish().unwrap()
}

/// "hello hello hello" as brotli.
const BROTLI: &[u8] = &[
    0x0b, 0x08, 0x80, b'h', b'e', b'l', b'l', b'o', b' ', b'h', b'e', b'l', b'l', b'o', b' ', b'h',
    b'e', b'l', b'l', b'o', 0x03,
];

#[tokio::test]
async fn packed_bodies_are_unpacked() {
    let plain = "hello hello hello";
    let two_members = [gzip(b"hello hello"), gzip(b" hello")].concat();
    for (name, bytes) in [
        ("gzip", gzip(plain.as_bytes())),
        ("x-gzip", two_members),
        ("deflate", zlib(plain.as_bytes())),
        ("deflate", deflate(plain.as_bytes())),
        ("br", BROTLI.to_vec()),
        ("identity", plain.as_bytes().to_vec()),
    ] {
        let server =
            Server::start(move |_| reply("200 OK", &[("content-encoding", name)], &bytes)).await;
        let response = send(Request::get(server.url("a.test", "/"))).await;
        assert_eq!(text(&response).await, plain, "{name}");
        assert_eq!(
            response.header("content-encoding").is_some(),
            name == "identity",
            "{name}"
        );
        assert_eq!(
            server.last().header("accept-encoding"),
            Some("gzip, deflate, br")
        );
    }
}

#[tokio::test]
async fn packed_bodies_that_stay_as_they_are() {
    let packed = gzip(b"hello");
    for (name, decompress, expected) in [
        ("gzip", false, Some(())),
        ("zstd", true, Some(())),
        ("gzip, gzip", true, None),
    ] {
        let bytes = packed.clone();
        let server =
            Server::start(move |_| reply("200 OK", &[("content-encoding", name)], &bytes)).await;
        let mut request = Request::get(server.url("a.test", "/"));
        request.decompress = decompress;
        match client().send(request, &all).await {
            Ok(response) => {
                assert!(expected.is_some(), "{name}");
                assert_eq!(response.content.bytes().await.unwrap(), packed);
                assert_eq!(response.header("content-encoding"), Some(name));
            }
            Err(error) => assert_eq!((expected, error.code()), (None, "protocol"), "{name}"),
        }
    }
    let server = Server::start(|_| {
        reply(
            "200 OK",
            &[("content-encoding", "gzip")],
            b"not gzip at all",
        )
    })
    .await;
    assert_eq!(
        fail(Request::get(server.url("a.test", "/"))).await.code(),
        "protocol"
    );
}

#[tokio::test]
async fn a_bomb_stops() {
    let bomb = gzip(&vec![0; 100 * 1024 * 1024]);
    assert!(bomb.len() < 110 * 1024, "{}", bomb.len());
    let server =
        Server::start(move |_| reply("200 OK", &[("content-encoding", "gzip")], &bomb)).await;
    for save in [Save::Memory, Save::Over(1000)] {
        let mut request = Request::get(server.url("a.test", "/"));
        request.save = save;
        let error = fail(request).await;
        assert!(
            matches!(error, Error::TooLarge { limit, inflated: true, .. } if limit < 16 << 20),
            "{error:?}"
        );
    }
    // Without the ratio the size still ends it.
    let mut settings = config(AddressPolicy::desktop());
    settings.limits.ratio = u64::MAX;
    let error = Client::new(settings)
        .send(Request::get(server.url("a.test", "/")), &all)
        .await
        .unwrap_err();
    assert!(
        matches!(
            error,
            Error::TooLarge {
                limit: 67_108_864,
                inflated: true,
                ..
            }
        ),
        "{error:?}"
    );
}

#[tokio::test]
async fn bodies_go_to_files() {
    let dir = tempfile::tempdir().unwrap();
    let server = Server::start(|_| ok("0123456789")).await;
    let mut settings = config(AddressPolicy::desktop());
    settings.temp_dir = dir.path().to_owned();
    let client = Client::new(settings);
    let mut request = Request::get(server.url("a.test", "/"));

    request.save = Save::Over(10);
    let small = client.send(request.clone(), &all).await.unwrap();
    assert!(matches!(small.content, net::Content::Bytes(_)));

    request.save = Save::Over(9);
    let large = client.send(request.clone(), &all).await.unwrap();
    assert_eq!(text(&large).await, "0123456789");
    let net::Content::File(download) = large.content else {
        panic!("in memory")
    };
    let temporary = download.path().to_owned();
    assert!(temporary.starts_with(dir.path()) && temporary.exists());
    drop(download);
    assert!(!temporary.exists());

    let target = dir.path().join("kept.txt");
    request.save = Save::File(target.clone());
    let kept = client.send(request, &all).await.unwrap();
    assert_eq!(kept.content.len(), 10);
    drop(kept);
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "0123456789");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
}

#[tokio::test]
async fn a_failed_download_leaves_the_old_file() {
    let dir = tempfile::tempdir().unwrap();
    let target = dir.path().join("old.txt");
    std::fs::write(&target, "old").unwrap();
    let server =
        Server::start(|_| Reply::Close(b"HTTP/1.1 200 OK\r\ncontent-length: 9\r\n\r\nnew".into()))
            .await;
    let mut request = Request::get(server.url("a.test", "/"));
    request.save = Save::File(target.clone());
    assert_eq!(fail(request.clone()).await.code(), "protocol");
    assert_eq!(std::fs::read_to_string(&target).unwrap(), "old");
    assert_eq!(std::fs::read_dir(dir.path()).unwrap().count(), 1);
    request.save = Save::File(dir.path().join("no/such/folder.txt"));
    assert_eq!(fail(request).await.code(), "io");
}
