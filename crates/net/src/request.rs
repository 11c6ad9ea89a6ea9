//! What a caller asks for: plain data, no reqwest type in sight.
//!
//! `Debug` shows neither header values nor bodies nor what follows a host: a
//! request holds opened secrets, and debug output ends up in logs.

use std::fmt;
use std::path::PathBuf;
use std::time::Duration;

use bytes::Bytes;

use crate::grant::HostList;

/// One request, sent with [`Client::send`](crate::Client::send).
#[derive(Clone)]
pub struct Request {
    /// The method, in any case.
    pub method: String,
    /// Where to; `user:password@` becomes a Basic authorization.
    pub url: String,
    /// Names and values in order; a name may come twice. `Content-Length` and
    /// `Transfer-Encoding` are left out: the body decides them.
    pub headers: Vec<(String, String)>,
    /// What to send.
    pub body: Body,
    /// The limit on the whole exchange, redirects and body included; the client's when absent.
    pub timeout: Option<Duration>,
    /// What to do about redirects.
    pub redirects: Redirects,
    /// A proxy: `http://…`, `https://…`, `socks4://…`, `socks5://…`, `socks5h://…` or `host:port`.
    pub proxy: Option<String>,
    /// Whether the certificate is judged; true unless the person wants otherwise.
    pub verify_tls: bool,
    /// The largest body to accept, unpacked; the client's limits when absent.
    pub max_response_bytes: Option<u64>,
    /// Whether gzip, deflate and brotli bodies are offered and unpacked.
    pub decompress: bool,
    /// Headers that hold a credential, beyond those known to: dropped when a
    /// redirect leaves the origin.
    pub sensitive_headers: Vec<String>,
    /// The only hosts the request's credential may go to; anywhere when absent.
    pub credential_hosts: Option<HostList>,
    /// Where the body goes.
    pub save: Save,
    /// What a body that goes into a file passes on its way.
    pub filter: Option<Filter>,
}

/// Makes what a body passes on its way into a file: what must not lie on the disk is taken out before.
pub type Filter = std::sync::Arc<dyn Fn() -> Box<dyn Sieve> + Send + Sync>;

/// What a body passes, piece by piece.
pub trait Sieve: Send {
    /// What is written after one more piece.
    fn push(&mut self, piece: &[u8]) -> Vec<u8>;

    /// What is written at the end.
    fn end(&mut self) -> Vec<u8>;
}

impl Request {
    /// A request with the usual settings: redirects followed, certificates
    /// judged, body unpacked and kept in memory.
    pub fn new(method: impl Into<String>, url: impl Into<String>) -> Self {
        Self {
            method: method.into(),
            url: url.into(),
            headers: Vec::new(),
            body: Body::Empty,
            timeout: None,
            redirects: Redirects::default(),
            proxy: None,
            verify_tls: true,
            max_response_bytes: None,
            decompress: true,
            sensitive_headers: Vec::new(),
            credential_hosts: None,
            save: Save::Memory,
            filter: None,
        }
    }

    /// A GET request.
    pub fn get(url: impl Into<String>) -> Self {
        Self::new("GET", url)
    }

    /// Adds a header.
    #[must_use]
    pub fn header(mut self, name: impl Into<String>, value: impl Into<String>) -> Self {
        self.headers.push((name.into(), value.into()));
        self
    }

    /// Sets the body.
    #[must_use]
    pub fn body(mut self, body: impl Into<Body>) -> Self {
        self.body = body.into();
        self
    }
}

impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let names: Vec<&str> = self.headers.iter().map(|(name, _)| name.as_str()).collect();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("headers", &names)
            .field("body", &self.body)
            .finish_non_exhaustive()
    }
}

/// What a request sends.
#[derive(Clone, Default)]
pub enum Body {
    /// Nothing.
    #[default]
    Empty,
    /// Bytes in memory.
    Bytes(Bytes),
    /// A file, streamed.
    File(PathBuf),
    /// A form of several parts; its content type is set for it.
    Multipart(Vec<Part>),
}

impl From<Vec<u8>> for Body {
    fn from(bytes: Vec<u8>) -> Self {
        Self::Bytes(bytes.into())
    }
}

impl From<String> for Body {
    fn from(text: String) -> Self {
        Self::Bytes(text.into())
    }
}

impl From<&str> for Body {
    fn from(text: &str) -> Self {
        Self::Bytes(Bytes::copy_from_slice(text.as_bytes()))
    }
}

impl fmt::Debug for Body {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Empty => f.write_str("Empty"),
            Self::Bytes(bytes) => write!(f, "Bytes({})", bytes.len()),
            Self::File(_) => f.write_str("File"),
            Self::Multipart(parts) => write!(f, "Multipart({})", parts.len()),
        }
    }
}

/// One part of a form.
#[derive(Clone)]
pub struct Part {
    /// The field's name.
    pub name: String,
    /// The file name shown to the receiver; a part with one is a file to it.
    pub filename: Option<String>,
    /// The media type.
    pub mime: Option<String>,
    /// What is in it.
    pub content: PartContent,
}

impl Part {
    /// A text field.
    pub fn text(name: impl Into<String>, text: impl Into<String>) -> Self {
        let content = PartContent::Bytes(Bytes::from(text.into()));
        Self {
            name: name.into(),
            filename: None,
            mime: None,
            content,
        }
    }
}

/// What is in a part.
#[derive(Clone)]
pub enum PartContent {
    /// Bytes in memory.
    Bytes(Bytes),
    /// A file, streamed.
    File(PathBuf),
}

/// Whether and how often redirects are followed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Redirects {
    /// Whether at all; if not, the redirect itself is the response.
    pub follow: bool,
    /// How many before it is a loop.
    pub max: u32,
}

impl Default for Redirects {
    fn default() -> Self {
        Self {
            follow: true,
            max: 21,
        }
    }
}

/// Where a response's body goes.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Save {
    /// Into memory, up to the client's limit for memory.
    #[default]
    Memory,
    /// Into memory, and once larger than this many bytes into a temporary file.
    Over(u64),
    /// Into this file, which is replaced once the whole body is there.
    File(PathBuf),
}
