//! A small HTTP server on this machine that says what it is told to and counts
//! who called. It speaks just enough HTTP for the tests and no TLS.

use std::net::{IpAddr, Ipv4Addr, SocketAddr};
use std::path::PathBuf;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use std::time::Duration;

use net::{AddressPolicy, Client, Config, Error, Request, Response, TableResolver};
use parking_lot::Mutex;
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::net::{TcpListener, TcpStream};

pub const HERE: IpAddr = IpAddr::V4(Ipv4Addr::LOCALHOST);

/// A request as the server saw it.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    pub method: String,
    pub target: String,
    pub headers: Vec<(String, String)>,
    pub body: Vec<u8>,
}

impl Seen {
    pub fn header(&self, name: &str) -> Option<&str> {
        let found = self
            .headers
            .iter()
            .find(|(own, _)| own.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    pub fn text(&self) -> String {
        String::from_utf8_lossy(&self.body).into_owned()
    }
}

/// What the server does.
pub enum Reply {
    /// Sends bytes and waits for the next request.
    Send(Vec<u8>),
    /// Sends bytes and then nothing, without hanging up.
    Stall(Vec<u8>),
    /// Sends bytes and hangs up.
    Close(Vec<u8>),
    /// Sends a head and then zeros until the reader goes away or has all.
    Zeros { head: Vec<u8>, len: u64 },
}

pub fn ok(body: &str) -> Reply {
    reply("200 OK", &[], body.as_bytes())
}

pub fn reply(status: &str, headers: &[(&str, &str)], body: &[u8]) -> Reply {
    let mut bytes = format!("HTTP/1.1 {status}\r\ncontent-length: {}\r\n", body.len());
    for (name, value) in headers {
        bytes.push_str(&format!("{name}: {value}\r\n"));
    }
    bytes.push_str("\r\n");
    let mut bytes = bytes.into_bytes();
    bytes.extend_from_slice(body);
    Reply::Send(bytes)
}

pub fn redirect(status: u16, location: &str) -> Reply {
    reply(
        &format!("{status} Elsewhere"),
        &[("location", location)],
        b"",
    )
}

#[derive(Clone)]
pub struct Server {
    pub addr: SocketAddr,
    pub hits: Arc<AtomicUsize>,
    pub seen: Arc<Mutex<Vec<Seen>>>,
}

impl Server {
    pub async fn start(handler: impl Fn(&Seen) -> Reply + Send + Sync + 'static) -> Self {
        let listener = TcpListener::bind((HERE, 0)).await.unwrap();
        let server = Self {
            addr: listener.local_addr().unwrap(),
            hits: Arc::default(),
            seen: Arc::default(),
        };
        let (hits, seen, handler) = (server.hits.clone(), server.seen.clone(), Arc::new(handler));
        tokio::spawn(async move {
            while let Ok((stream, _)) = listener.accept().await {
                hits.fetch_add(1, Ordering::SeqCst);
                tokio::spawn(serve(stream, seen.clone(), handler.clone()));
            }
        });
        server
    }

    pub fn port(&self) -> u16 {
        self.addr.port()
    }

    /// An address on this server under a host name.
    pub fn url(&self, host: &str, path: &str) -> String {
        format!("http://{host}:{}{path}", self.port())
    }

    /// Connections accepted so far.
    pub fn hits(&self) -> usize {
        self.hits.load(Ordering::SeqCst)
    }

    pub fn last(&self) -> Seen {
        self.seen.lock().last().cloned().unwrap()
    }
}

async fn serve<H: Fn(&Seen) -> Reply>(
    mut stream: TcpStream,
    seen: Arc<Mutex<Vec<Seen>>>,
    handler: Arc<H>,
) {
    while let Some(request) = read_request(&mut stream).await {
        let reply = handler(&request);
        seen.lock().push(request);
        match reply {
            Reply::Send(bytes) => {
                if stream.write_all(&bytes).await.is_err() {
                    return;
                }
            }
            Reply::Close(bytes) => {
                let _ = stream.write_all(&bytes).await;
                return;
            }
            Reply::Stall(bytes) => {
                let _ = stream.write_all(&bytes).await;
                std::future::pending::<()>().await;
            }
            Reply::Zeros { head, mut len } => {
                let zeros = vec![0_u8; 64 * 1024];
                let _ = stream.write_all(&head).await;
                while len > 0 {
                    let piece = len.min(zeros.len() as u64);
                    if stream
                        .write_all(&zeros[..usize::try_from(piece).unwrap()])
                        .await
                        .is_err()
                    {
                        return;
                    }
                    len -= piece;
                }
            }
        }
    }
}

pub async fn read_request(stream: &mut (impl AsyncReadExt + Unpin)) -> Option<Seen> {
    let mut head = Vec::new();
    while !head.ends_with(b"\r\n\r\n") {
        head.push(stream.read_u8().await.ok()?);
    }
    let text = String::from_utf8_lossy(&head).into_owned();
    let mut lines = text.lines();
    let mut first = lines.next()?.split(' ');
    let mut seen = Seen {
        method: first.next()?.into(),
        target: first.next()?.into(),
        ..Seen::default()
    };
    for line in lines.filter(|line| !line.is_empty()) {
        let (name, value) = line.split_once(':')?;
        seen.headers
            .push((name.to_owned(), value.trim().to_owned()));
    }
    let len = seen
        .header("content-length")
        .and_then(|len| len.parse().ok())
        .unwrap_or(0);
    seen.body = vec![0; len];
    stream.read_exact(&mut seen.body).await.ok()?;
    Some(seen)
}

/// Settings for tests: everything resolves from a table, and quickly.
pub fn config(policy: AddressPolicy) -> Config {
    let resolver = TableResolver::from([
        ("localhost", &[HERE] as &[IpAddr]),
        ("a.test", &[HERE]),
        ("b.test", &[HERE]),
    ]);
    let mut config = Config::new(Arc::new(policy));
    config.resolver = Arc::new(resolver);
    config.connect_timeout = Duration::from_secs(5);
    config.total_timeout = Duration::from_secs(20);
    config
}

pub fn client() -> Client {
    Client::new(config(AddressPolicy::desktop()))
}

/// Everything is granted.
pub fn all(_host: &str, _port: u16) -> bool {
    true
}

/// The folder with the shared cases, if it is there.
pub fn cases(file: &str) -> Option<String> {
    let root = std::env::var_os("MILLRACE_CASES").map_or_else(
        || PathBuf::from(env!("CARGO_MANIFEST_DIR")).join("../../../shared/cases"),
        PathBuf::from,
    );
    let found = std::fs::read_to_string(root.join(file)).ok();
    if found.is_none() {
        println!("skipped: no {file} (set MILLRACE_CASES)");
    }
    found
}

pub async fn send(request: Request) -> Response {
    client().send(request, &all).await.unwrap()
}

pub async fn fail(request: Request) -> Error {
    client().send(request, &all).await.unwrap_err()
}

pub async fn text(response: &Response) -> String {
    String::from_utf8_lossy(&response.content.bytes().await.unwrap()).into_owned()
}
