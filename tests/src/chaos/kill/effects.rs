//! The world outside: a server that notes every request before it answers.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::{TcpListener, TcpStream};
use std::sync::Arc;
use std::sync::mpsc::Sender;

use anyhow::Result;
use parking_lot::Mutex;

/// The step whose request is refused the first time.
pub const FLAKY: &str = "Flaky";

/// A request that came.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Effect {
    /// `POST` or `GET`.
    pub method: String,
    /// `/execution/node/run`.
    pub path: String,
    /// `Idempotency-Key`.
    pub key: Option<String>,
}

/// The requests so far, in the order in which they came.
pub type Log = Arc<Mutex<Vec<Effect>>>;

/// A server on this machine.
pub struct Server {
    /// Its port.
    pub port: u16,
    /// What came.
    pub log: Log,
}

impl Server {
    /// Begins to listen; tells of every request that was noted.
    pub fn open(noted: Sender<()>) -> Result<Self> {
        let listener = TcpListener::bind(("127.0.0.1", 0))?;
        let port = listener.local_addr()?.port();
        let log = Log::default();
        let kept = log.clone();
        std::thread::spawn(move || {
            for stream in listener.incoming().filter_map(Result::ok) {
                let (log, noted) = (kept.clone(), noted.clone());
                std::thread::spawn(move || {
                    // Whoever was killed in the middle of a request does not hear the answer.
                    let _ = serve(stream, &log, &noted);
                });
            }
        });
        Ok(Self { port, log })
    }
}

fn serve(stream: TcpStream, log: &Log, noted: &Sender<()>) -> std::io::Result<()> {
    let mut reader = BufReader::new(stream.try_clone()?);
    let mut stream = stream;
    loop {
        let mut line = String::new();
        if reader.read_line(&mut line)? == 0 {
            return Ok(());
        }
        let mut words = line.split_whitespace().map(str::to_owned);
        let method = words.next().unwrap_or_default();
        let path = words.next().unwrap_or_default();
        let (mut key, mut length) = (None, 0);
        loop {
            let mut header = String::new();
            reader.read_line(&mut header)?;
            let Some((name, value)) = header.trim().split_once(':') else {
                break;
            };
            match name.to_ascii_lowercase().as_str() {
                "idempotency-key" => key = Some(value.trim().to_owned()),
                "content-length" => length = value.trim().parse().unwrap_or(0),
                _ => {}
            }
        }
        std::io::copy(&mut (&mut reader).take(length), &mut std::io::sink())?;
        let is_first = !log.lock().iter().any(|effect| effect.path == path);
        let status = match is_first && path.contains(FLAKY) {
            true => "503 Service Unavailable",
            false => "200 OK",
        };
        log.lock().push(Effect { method, path, key });
        let _ = noted.send(());
        let answer = "{\"ok\":true}";
        write!(
            stream,
            "HTTP/1.1 {status}\r\nContent-Type: application/json\r\nContent-Length: {}\r\n\r\n{answer}",
            answer.len()
        )?;
    }
}
