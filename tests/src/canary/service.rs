//! A service that asks for its credentials, and sends back what it was given: in every encoding, as a success, as a
//! failure, cut off in the middle, at length, and from where it led away to.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::time::Duration;

use anyhow::Result;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use parking_lot::{Condvar, Mutex};
use sha2::{Digest as _, Sha256};

use super::secrets::{Canary, Shown, encodings, numbered, quoted};

/// What a body that goes into a file is longer than.
const LARGE: usize = 9 << 20;

/// How long a request may stand at the gate.
const PATIENCE: Duration = Duration::from_secs(60);

/// A service on this machine, by two names.
#[derive(Clone)]
pub struct Service {
    /// Its port.
    pub port: u16,
    inner: Arc<Inner>,
}

#[derive(Default)]
struct Inner {
    canaries: Mutex<Vec<Canary>>,
    /// How often each was shown rightly.
    accepted: Mutex<Vec<u64>>,
    /// What must not have come.
    strays: Mutex<Vec<String>>,
    gate: Mutex<Gate>,
    moved: Condvar,
}

#[derive(Default)]
struct Gate {
    standing: u64,
    open: bool,
}

/// A request.
struct Asked {
    method: String,
    target: String,
    /// Request line and headers, as they came.
    head: String,
    body: String,
}

impl Service {
    /// Begins to listen.
    ///
    /// # Errors
    /// When the system gives no port.
    pub fn open(canaries: Vec<Canary>) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let accepted = Mutex::new(vec![0; canaries.len()]);
        let inner = Arc::new(Inner {
            canaries: Mutex::new(canaries),
            accepted,
            ..Inner::default()
        });
        let service = Self { port, inner };
        let kept = service.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let service = kept.clone();
                // Who was killed in the middle of a request does not hear the answer.
                std::thread::spawn(move || drop(service.serve(stream)));
            }
        });
        Ok(service)
    }

    /// Knows another secret from here on.
    pub fn replace(&self, at: usize, text: &str) {
        text.clone_into(&mut self.inner.canaries.lock()[at].text);
    }

    /// How often each secret was shown rightly.
    pub fn accepted(&self) -> Vec<u64> {
        self.inner.accepted.lock().clone()
    }

    /// What came and must not have come.
    pub fn strays(&self) -> Vec<String> {
        self.inner.strays.lock().clone()
    }

    /// Waits until a request stands at the gate; whether one came.
    pub fn wait_for_one(&self) -> bool {
        let mut gate = self.inner.gate.lock();
        while gate.standing == 0 {
            if self.inner.moved.wait_for(&mut gate, PATIENCE).timed_out() {
                return false;
            }
        }
        true
    }

    /// Lets those at the gate go on, and closes it behind them.
    pub fn let_go(&self) {
        let mut gate = self.inner.gate.lock();
        gate.open = true;
        self.inner.moved.notify_all();
        while gate.standing > 0 {
            if self.inner.moved.wait_for(&mut gate, PATIENCE).timed_out() {
                break;
            }
        }
        gate.open = false;
    }

    fn stand(&self) {
        let mut gate = self.inner.gate.lock();
        gate.standing += 1;
        self.inner.moved.notify_all();
        while !gate.open {
            if self.inner.moved.wait_for(&mut gate, PATIENCE).timed_out() {
                break;
            }
        }
        gate.standing -= 1;
        self.inner.moved.notify_all();
    }

    fn serve(&self, mut stream: TcpStream) -> std::io::Result<()> {
        let asked = read(&stream)?;
        let mut parts = asked.target.trim_start_matches('/').split(['/', '?']);
        let (room, number, way) = (parts.next(), parts.next(), parts.next());
        let way = way.unwrap_or_default();
        let at: usize = number.and_then(|n| n.parse().ok()).unwrap_or_default();
        let Some(canary) = self.inner.canaries.lock().get(at).cloned() else {
            return answer(&mut stream, "404 Not Found", "", b"");
        };
        match room.unwrap_or_default() {
            // Where the credential does not belong.
            "other" => {
                if shows(&canary, &asked) || asked.head.contains(&canary.text) {
                    let line = format!("{} was sent to {}", canary.kind, asked.target);
                    self.inner.strays.lock().push(line);
                }
                self.respond(&mut stream, (at, &canary), "echo", &asked)
            }
            // To who asks without a credential.
            "open" => self.respond(&mut stream, (at, &canary), way, &asked),
            _ if shows(&canary, &asked) => {
                self.inner.accepted.lock()[at] += 1;
                self.respond(&mut stream, (at, &canary), way, &asked)
            }
            _ => {
                let challenge = "WWW-Authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256\r\n";
                answer(&mut stream, "401 Unauthorized", challenge, b"no")
            }
        }
    }

    fn respond(
        &self,
        stream: &mut TcpStream,
        (at, canary): (usize, &Canary),
        way: &str,
        asked: &Asked,
    ) -> std::io::Result<()> {
        let text = echo(canary, asked);
        let port = self.port;
        match way {
            "json" => {
                let kind = "Content-Type: application/json\r\n";
                answer(stream, "200 OK", kind, json(canary, asked).as_bytes())
            }
            "fail" => {
                let told = encodings(&canary.text);
                // A header takes ASCII alone.
                let told = told.iter().find(|shape| shape.is_ascii());
                let told = told.map_or("", String::as_str);
                let status = format!("500 {told}");
                let header = format!("X-Told: {told}\r\n");
                answer(stream, &status, &header, text.as_bytes())
            }
            "away" => {
                let to = format!("Location: http://localhost:{port}/other/{at}/echo\r\n");
                answer(stream, "302 Found", &to, b"")
            }
            "cut" => {
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Length: 99999\r\n\r\n{text}"
                )
            }
            "large" => {
                let mut body = text.clone().into_bytes();
                body.resize(LARGE, b'.');
                body.extend_from_slice(text.as_bytes());
                answer(stream, "200 OK", "", &body)
            }
            "stuck" => {
                let length = LARGE + text.len() * 2;
                write!(
                    stream,
                    "HTTP/1.1 200 OK\r\nContent-Length: {length}\r\n\r\n{text}"
                )?;
                stream.write_all(&vec![b'.'; LARGE])?;
                stream.flush()?;
                self.stand();
                Ok(())
            }
            "hold" => {
                self.stand();
                answer(stream, "200 OK", "", text.as_bytes())
            }
            _ => answer(stream, "200 OK", "", text.as_bytes()),
        }
    }
}

fn read(stream: &TcpStream) -> std::io::Result<Asked> {
    let mut reader = BufReader::new(stream);
    let (mut head, mut length) = (String::new(), 0);
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 || line.trim().is_empty() {
            break;
        }
        if let Some((name, value)) = line.split_once(':')
            && name.eq_ignore_ascii_case("content-length")
        {
            length = value.trim().parse().unwrap_or(0);
        }
        head.push_str(&line);
    }
    let mut body = Vec::new();
    reader.take(length).read_to_end(&mut body)?;
    let mut words = head.split_whitespace().map(str::to_owned);
    Ok(Asked {
        method: words.next().unwrap_or_default(),
        target: words.next().unwrap_or_default(),
        body: String::from_utf8_lossy(&body).into_owned(),
        head,
    })
}

fn answer(stream: &mut TcpStream, status: &str, more: &str, body: &[u8]) -> std::io::Result<()> {
    write!(
        stream,
        "HTTP/1.1 {status}\r\nConnection: close\r\n{more}Content-Length: {}\r\n\r\n",
        body.len()
    )?;
    stream.write_all(body)?;
    stream.flush()
}

/// What came and the secret itself, in every encoding.
fn echo(canary: &Canary, asked: &Asked) -> String {
    let got = format!("{}{}", asked.head, asked.body);
    let mut lines = vec![got.clone(), BASE64_STANDARD.encode(&got), quoted(&got)];
    lines.extend(encodings(&canary.text));
    for lead in ["", "a", "ab"] {
        lines.push(BASE64_STANDARD.encode(format!("{lead}{} and more", canary.text)));
    }
    lines.join("\n")
}

/// The same as JSON, also as careful writers of JSON put it: as text, as key, deep down.
fn json(canary: &Canary, asked: &Asked) -> String {
    let (low, high) = (numbered(&canary.text, false), numbered(&canary.text, true));
    let plain = quoted(&canary.text);
    let slashes = numbered_wide(&plain.replace('/', "\\/"));
    let text = quoted(&echo(canary, asked));
    format!(
        r#"{{"text":"{text}","{plain}":1,"deep":[{{"a":["{plain}"]}}],"low":"{low}","high":"{high}","php":"{slashes}"}}"#
    )
}

/// Only what is not ASCII as numbers, as PHP does.
fn numbered_wide(text: &str) -> String {
    text.chars()
        .map(|letter| match letter.is_ascii() {
            true => letter.to_string(),
            false => numbered(&letter.to_string(), false),
        })
        .collect()
}

/// Whether a request shows the secret as the service expects it.
fn shows(canary: &Canary, asked: &Asked) -> bool {
    let secret = &canary.text;
    let header = |name: &str| {
        asked.head.lines().skip(1).find_map(|line| {
            let (own, value) = line.split_once(':')?;
            own.eq_ignore_ascii_case(name)
                .then(|| value.trim().to_owned())
        })
    };
    let authorization = header("authorization").unwrap_or_default();
    match canary.shown {
        Shown::Header(name) => header(name).is_some_and(|value| value == *secret),
        Shown::Bearer => authorization == format!("Bearer {secret}"),
        Shown::Basic => {
            let pair = BASE64_STANDARD.encode(format!("ada:{secret}"));
            authorization == format!("Basic {pair}")
        }
        Shown::Digest => answers(&authorization, secret, asked),
        Shown::Query(name) => {
            let pair = format!("{name}={}", super::secrets::percent(secret));
            let query = asked.target.split_once('?').map_or("", |(_, query)| query);
            query.split('&').any(|part| part == pair)
        }
        Shown::Body(name) => value::from_str(&asked.body)
            .is_ok_and(|body| body.get(name).is_some_and(|one| one.to_text() == *secret)),
        Shown::Never => false,
    }
}

/// Whether a digest is the right answer to our challenge.
fn answers(authorization: &str, secret: &str, asked: &Asked) -> bool {
    let part = |name: &str| {
        let begin = authorization.find(&format!("{name}=\""))? + name.len() + 2;
        authorization[begin..].split('"').next()
    };
    let hash = |text: String| -> String {
        let sum = Sha256::digest(text);
        sum.iter().map(|byte| format!("{byte:02x}")).collect()
    };
    let (Some(uri), Some(own), Some(response)) = (part("uri"), part("cnonce"), part(" response"))
    else {
        return false;
    };
    let who = hash(format!("ada:r:{secret}"));
    let what = hash(format!("{}:{uri}", asked.method));
    uri == asked.target && response == hash(format!("{who}:n:00000001:{own}:auth:{what}"))
}
