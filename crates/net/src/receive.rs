//! Response bodies off the wire: counted, unpacked, kept in memory or a file.
//!
//! Whatever a server claims, no more than the limit is ever held, and the next
//! piece is waited for only so long. A packed body is unpacked by one layer,
//! piece by piece, and is given up at the limit or when it swells more than a
//! hundredfold: a hundred kilobytes can hold a hundred megabytes.

use std::io;
use std::path::Path;
use std::pin::Pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};
use std::time::Duration;

use async_compression::tokio::bufread::{BrotliDecoder, DeflateDecoder, GzipDecoder, ZlibDecoder};
use bytes::{Bytes, BytesMut};
use futures::stream::{Stream, try_unfold};
use tokio::io::{AsyncBufRead, AsyncBufReadExt, AsyncRead, AsyncReadExt};
use tokio_util::io::StreamReader;

use crate::client::Limits;
use crate::error::{Error, Phase};
use crate::fault;
use crate::request::{Filter, Save};
use crate::response::Content;
use crate::sink::Sink;

const CHUNK: usize = 16 * 1024;
/// Below this an unpacked body is too small to be a bomb, whatever its ratio.
const RATIO_FREE: u64 = 8 * 1024 * 1024;

/// How a body is to be taken in.
pub(crate) struct Intake<'a> {
    pub host: &'a str,
    pub limits: &'a Limits,
    /// The request's own limit.
    pub max: Option<u64>,
    pub idle: Duration,
    pub save: &'a Save,
    pub filter: Option<&'a Filter>,
    pub temp_dir: &'a Path,
    pub decompress: bool,
    /// Whether the method is one whose responses have no body.
    pub bodiless: bool,
}

/// How a body was packed.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Packing {
    None,
    Gzip,
    Deflate,
    Brotli,
}

/// Takes in the body; true if it was packed and is not any more.
pub(crate) async fn receive(
    response: reqwest::Response,
    intake: &Intake<'_>,
) -> Result<(Content, bool), Error> {
    let packing = if intake.decompress {
        packing(&response, intake.host)?
    } else {
        Packing::None
    };
    let cap = intake.cap(packing);
    let declared = response.content_length().filter(|_| !intake.bodiless);
    if packing == Packing::None && declared.is_some_and(|len| len > cap) {
        return Err(intake.too_large(cap, packing));
    }
    let taken = Arc::new(AtomicU64::new(0));
    let chunks = chunks(response, intake, taken.clone());
    let mut raw: Pin<Box<dyn AsyncBufRead + Send>> = Box::pin(StreamReader::new(Box::pin(chunks)));
    let first = raw.fill_buf().await.map_err(|error| intake.broken(error))?;
    let (empty, raw_deflate) = (first.is_empty(), !is_zlib(first));
    let packing = if empty { Packing::None } else { packing };
    let reader = unpack(raw, packing, raw_deflate);
    let content = intake.drain(reader, packing, cap, &taken, declared).await?;
    Ok((content, packing != Packing::None))
}

impl Intake<'_> {
    fn cap(&self, packing: Packing) -> u64 {
        let place = if *self.save == Save::Memory {
            self.limits.memory
        } else {
            self.limits.file
        };
        let usual = if packing == Packing::None {
            place
        } else {
            place.min(self.limits.inflated)
        };
        self.max.unwrap_or(usual)
    }

    async fn drain(
        &self,
        mut reader: Pin<Box<dyn AsyncRead + Send>>,
        packing: Packing,
        cap: u64,
        taken: &AtomicU64,
        declared: Option<u64>,
    ) -> Result<Content, Error> {
        let mut sink = Sink::open(
            self.save,
            self.temp_dir,
            declared.unwrap_or_default().min(cap),
            self.filter.map(|make| make()),
        )?;
        let mut piece = BytesMut::with_capacity(CHUNK);
        let mut total = 0_u64;
        loop {
            piece.clear();
            let read = reader
                .read_buf(&mut piece)
                .await
                .map_err(|error| self.broken(error))?;
            if read == 0 {
                return sink.finish().await;
            }
            total += read as u64;
            if total > cap
                || packing != Packing::None && self.is_bomb(total, taken.load(Ordering::Relaxed))
            {
                return Err(self.too_large(cap.min(total), packing));
            }
            sink.write(&piece).await?;
        }
    }

    fn is_bomb(&self, unpacked: u64, packed: u64) -> bool {
        unpacked > RATIO_FREE && unpacked / packed.max(1) > self.limits.ratio
    }

    fn too_large(&self, limit: u64, packing: Packing) -> Error {
        Error::TooLarge {
            host: self.host.to_owned(),
            limit,
            inflated: packing != Packing::None,
        }
    }

    /// Our own errors travel through the readers wrapped; the others are the unpacker's.
    fn broken(&self, error: io::Error) -> Error {
        error
            .downcast::<Error>()
            .unwrap_or_else(|error| Error::Protocol {
                host: self.host.to_owned(),
                reason: format!("its packed body is damaged ({error})"),
            })
    }
}

fn chunks(
    response: reqwest::Response,
    intake: &Intake<'_>,
    taken: Arc<AtomicU64>,
) -> impl Stream<Item = io::Result<Bytes>> + Send + use<> {
    let (host, idle) = (intake.host.to_owned(), intake.idle);
    try_unfold(
        (response, host, taken),
        move |(mut response, host, taken)| async move {
            match tokio::time::timeout(idle, response.chunk()).await {
                Err(_) => Err(io::Error::other(Error::Timeout {
                    host,
                    after: idle,
                    phase: Phase::Idle,
                })),
                Ok(Err(error)) => Err(io::Error::other(fault::of_body(&error, &host))),
                Ok(Ok(None)) => Ok(None),
                Ok(Ok(Some(bytes))) => {
                    taken.fetch_add(bytes.len() as u64, Ordering::Relaxed);
                    Ok(Some((bytes, (response, host, taken))))
                }
            }
        },
    )
}

fn unpack(
    raw: Pin<Box<dyn AsyncBufRead + Send>>,
    packing: Packing,
    raw_deflate: bool,
) -> Pin<Box<dyn AsyncRead + Send>> {
    match packing {
        Packing::None => Box::pin(raw),
        Packing::Gzip => {
            let mut decoder = GzipDecoder::new(raw);
            decoder.multiple_members(true);
            Box::pin(decoder)
        }
        // The standard says zlib; many servers send bare deflate.
        Packing::Deflate if raw_deflate => Box::pin(DeflateDecoder::new(raw)),
        Packing::Deflate => Box::pin(ZlibDecoder::new(raw)),
        Packing::Brotli => Box::pin(BrotliDecoder::new(raw)),
    }
}

/// How the body says it is packed. What is not known stays packed; what is
/// packed twice is not unpacked at all, because only bombs are.
fn packing(response: &reqwest::Response, host: &str) -> Result<Packing, Error> {
    let values = response
        .headers()
        .get_all(reqwest::header::CONTENT_ENCODING);
    let names: Vec<String> = values
        .iter()
        .flat_map(|value| value.to_str().unwrap_or_default().split(','))
        .map(|name| name.trim().to_ascii_lowercase())
        .filter(|name| !matches!(name.as_str(), "" | "identity"))
        .collect();
    match names.as_slice() {
        [] => Ok(Packing::None),
        [one] => Ok(match one.as_str() {
            "gzip" | "x-gzip" => Packing::Gzip,
            "deflate" => Packing::Deflate,
            "br" => Packing::Brotli,
            _ => Packing::None,
        }),
        _ => Err(Error::Protocol {
            host: host.to_owned(),
            reason: "its body is packed more than once".into(),
        }),
    }
}

/// Whether bytes start as zlib's do (RFC 1950).
fn is_zlib(start: &[u8]) -> bool {
    match start {
        [a, b, ..] => a & 0x0f == 8 && (u16::from(*a) << 8 | u16::from(*b)) % 31 == 0,
        _ => false,
    }
}
