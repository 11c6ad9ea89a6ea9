//! Proxies and encryption.

use std::sync::Arc;

use net::{AddressPolicy, Client, Request};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::TcpListener;

use crate::server::{HERE, Server, all, client, config, fail, ok, read_request, send, text};

#[tokio::test]
async fn an_http_proxy_gets_the_whole_address_and_its_own_password() {
    let proxy = Server::start(|_| ok("proxied")).await;
    let mut request = Request::get("http://b.test:9/x").header("Authorization", "mine");
    request.proxy = Some(format!("http://user:pass@a.test:{}", proxy.port()));
    assert_eq!(text(&send(request).await).await, "proxied");
    let seen = proxy.last();
    assert_eq!(seen.target, "http://b.test:9/x");
    assert_eq!(
        seen.header("proxy-authorization"),
        Some("Basic dXNlcjpwYXNz")
    );
    assert_eq!(seen.header("authorization"), Some("mine"));
}

/// A SOCKS5 server that answers by itself; returns where it was told to go.
async fn socks() -> (u16, tokio::task::JoinHandle<(u8, Vec<u8>)>) {
    let listener = TcpListener::bind((HERE, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    let task = tokio::spawn(async move {
        let (mut stream, _) = listener.accept().await.unwrap();
        let mut greeting = [0; 2];
        stream.read_exact(&mut greeting).await.unwrap();
        stream
            .read_exact(&mut vec![0; greeting[1].into()])
            .await
            .unwrap();
        stream.write_all(&[5, 0]).await.unwrap();
        let mut head = [0; 4];
        stream.read_exact(&mut head).await.unwrap();
        let len = match head[3] {
            1 => 4,
            3 => stream.read_u8().await.unwrap().into(),
            _ => 16,
        };
        let mut told = vec![0; len];
        stream.read_exact(&mut told).await.unwrap();
        stream.read_u16().await.unwrap();
        stream
            .write_all(&[5, 0, 0, 1, 0, 0, 0, 0, 0, 0])
            .await
            .unwrap();
        read_request(&mut stream).await.unwrap();
        stream
            .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 5\r\n\r\nsocks")
            .await
            .unwrap();
        (head[3], told)
    });
    (port, task)
}

#[tokio::test]
async fn socks_proxies_get_the_vetted_address_or_the_name() {
    for (scheme, kind, told) in [
        ("socks5", 1, vec![127, 0, 0, 1]),
        ("socks5h", 3, b"b.test".to_vec()),
    ] {
        let (port, task) = socks().await;
        let mut request = Request::get("http://b.test:9/");
        request.proxy = Some(format!("{scheme}://a.test:{port}"));
        assert_eq!(text(&send(request).await).await, "socks");
        assert_eq!(task.await.unwrap(), (kind, told), "{scheme}");
    }
}

/// A server with a certificate of its own making, for `a.test`.
async fn tls_server() -> (u16, Vec<u8>) {
    let made = rcgen::generate_simple_self_signed(["a.test".to_owned()]).unwrap();
    let certificate = made.cert.der().to_vec();
    let key = rustls::pki_types::PrivateKeyDer::try_from(made.signing_key.serialize_der()).unwrap();
    let provider = Arc::new(rustls::crypto::ring::default_provider());
    let settings = rustls::ServerConfig::builder_with_provider(provider)
        .with_safe_default_protocol_versions()
        .unwrap()
        .with_no_client_auth()
        .with_single_cert(vec![made.cert.der().clone()], key)
        .unwrap();
    let acceptor = tokio_rustls::TlsAcceptor::from(Arc::new(settings));
    let listener = TcpListener::bind((HERE, 0)).await.unwrap();
    let port = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((stream, _)) = listener.accept().await {
            let acceptor = acceptor.clone();
            tokio::spawn(async move {
                let Ok(mut stream) = acceptor.accept(stream).await else {
                    return;
                };
                if read_request(&mut stream).await.is_some() {
                    let _ = stream
                        .write_all(b"HTTP/1.1 200 OK\r\ncontent-length: 4\r\n\r\nsafe")
                        .await;
                }
            });
        }
    });
    (port, certificate)
}

#[tokio::test]
async fn certificates_are_judged_unless_the_person_says_otherwise() {
    let (port, _) = tls_server().await;
    let mut request = Request::get(format!("https://a.test:{port}/"));
    let error = fail(request.clone()).await;
    assert_eq!(error.code(), "tls", "{error:?}");
    request.verify_tls = false;
    assert_eq!(text(&send(request.clone()).await).await, "safe");
    // A lenient connection in the pool serves no strict request.
    let client = client();
    assert!(client.send(request.clone(), &all).await.is_ok());
    request.verify_tls = true;
    assert_eq!(client.send(request, &all).await.unwrap_err().code(), "tls");
}

#[tokio::test]
async fn drivers_get_encrypted_streams() {
    let (port, _) = tls_server().await;
    let client = client();
    assert_eq!(
        client
            .connect_tls("a.test", port, true, &all)
            .await
            .unwrap_err()
            .code(),
        "tls"
    );
    let mut stream = client
        .connect_tls("a.test", port, false, &all)
        .await
        .unwrap();
    stream.write_all(b"GET / HTTP/1.1\r\n\r\n").await.unwrap();
    let mut answer = [0; 12];
    stream.read_exact(&mut answer).await.unwrap();
    assert_eq!(&answer, b"HTTP/1.1 200");
    assert_eq!(
        client
            .connect("a.test", port, &net::NoGrants)
            .await
            .unwrap_err()
            .code(),
        "refused_address"
    );
}

#[tokio::test]
async fn a_trusted_certificate_is_good_for_its_own_name() {
    let (port, certificate) = tls_server().await;
    let mut settings = config(AddressPolicy::desktop());
    settings.extra_roots = vec![certificate];
    let client = Client::new(settings);
    let get = |host: &str| Request::get(format!("https://{host}:{port}/"));
    assert_eq!(
        text(&client.send(get("a.test"), &all).await.unwrap()).await,
        "safe"
    );
    let error = client.send(get("b.test"), &all).await.unwrap_err();
    assert!(
        error
            .to_string()
            .ends_with("its certificate is for another name"),
        "{error}"
    );
    assert!(client.connect_tls("a.test", port, true, &all).await.is_ok());
}
