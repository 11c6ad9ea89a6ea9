//! HTTP requests of nodes, through the one client.

use std::borrow::Cow;
use std::path::Path;
use std::time::Duration;

use sdk::{Authorization, Body, Error, HttpAnswer, HttpBody, HttpRequest, PartContent, Result};
use value::Value;

use super::binary::{Binaries, Intake};
use crate::credentials::{Challenge, Clean};

/// Larger bodies go into a file on their way.
const IN_MEMORY: u64 = 8 << 20;

/// What the client is asked, from what the node asked.
pub(super) fn outgoing(
    request: &HttpRequest,
    binaries: &Binaries,
    authorization: &Authorization,
    hosts: Option<net::HostList>,
    clean: &Clean,
) -> Result<net::Request> {
    let mut out = net::Request::new(
        request.method.clone(),
        with_query(&request.url, authorization)?,
    );
    out.headers.clone_from(&request.headers);
    for (name, value) in &authorization.headers {
        out.headers
            .retain(|(own, _)| !own.eq_ignore_ascii_case(name));
        out.headers.push((name.clone(), value.clone()));
        out.sensitive_headers.push(name.clone());
    }
    out.credential_hosts = hosts;
    out.body = body(&request.body, binaries, authorization)?;
    out.timeout = Some(Duration::from_millis(request.timeout_ms));
    out.redirects = net::Redirects {
        follow: request.redirects > 0,
        max: request.redirects,
    };
    out.proxy.clone_from(&request.proxy);
    out.verify_tls = !request.insecure;
    out.max_response_bytes = Some(request.most_bytes);
    out.save = if request.to_file {
        net::Save::Over(IN_MEMORY)
    } else {
        net::Save::Memory
    };
    out.filter = Some(filter(clean));
    Ok(out)
}

/// What the node gets, from what came, without a secret that the other side sent back.
pub(super) async fn incoming(
    mut response: net::Response,
    to_file: bool,
    intake: &Intake,
    clean: &Clean,
) -> Result<HttpAnswer> {
    tidy(&mut response, clean);
    let name = file_name(&response);
    let mime = response
        .header("content-type")
        .map(|text| text.split(';').next().unwrap_or(text).trim().to_owned());
    let (name, mime) = (name.as_deref(), mime.as_deref());
    let body = match &response.content {
        net::Content::File(download) => Body::Stored(match tidy_file(download.path(), clean)? {
            Some(tidied) => intake.adopt(tidied.path(), name, mime).await?,
            None => intake.adopt(download.path(), name, mime).await?,
        }),
        content => {
            let bytes = content.bytes().await.map_err(|e| failed(&e))?;
            let bytes = match clean.redactor().bytes(&bytes) {
                Cow::Owned(tidied) => tidied.into(),
                Cow::Borrowed(_) => bytes.clone(),
            };
            match to_file {
                true => Body::Stored(intake.store(bytes, name, mime).await?),
                false => Body::Bytes(bytes),
            }
        }
    };
    Ok(HttpAnswer {
        status: response.status,
        status_text: response.status_text,
        headers: response.headers,
        url: response.url,
        body,
    })
}

/// Takes secrets out of an answer before it lies on the disk, where it stays if the program is killed.
pub(super) fn filter(clean: &Clean) -> net::Filter {
    struct Passing(vault::Sieve);
    impl net::Sieve for Passing {
        fn push(&mut self, piece: &[u8]) -> Vec<u8> {
            self.0.push(piece)
        }

        fn end(&mut self) -> Vec<u8> {
            self.0.end()
        }
    }
    let redactor = clean.redactor().clone();
    std::sync::Arc::new(move || Box::new(Passing(redactor.sieve())))
}

/// The address holds what was added to its query, and a server may send anything back in its headers.
fn tidy(response: &mut net::Response, clean: &Clean) {
    let texts = response
        .headers
        .iter_mut()
        .flat_map(|(name, value)| [name, value])
        .chain([&mut response.url, &mut response.status_text]);
    for text in texts {
        if let Cow::Owned(tidied) = clean.text(text) {
            *text = tidied;
        }
    }
}

/// A large download without the secrets that were opened while it came in, where it has some.
fn tidy_file(path: &Path, clean: &Clean) -> Result<Option<tempfile::NamedTempFile>> {
    if clean.redactor().is_empty() {
        return Ok(None);
    }
    let tidied = || {
        let folder = path.parent().unwrap_or(Path::new("."));
        let mut copy = tempfile::NamedTempFile::new_in(folder)?;
        let from = std::fs::File::open(path)?;
        let found = clean.redactor().stream(from, copy.as_file_mut())?;
        std::io::Result::Ok(found.then_some(copy))
    };
    tidied().map_err(|error| Error::new("http.io", format!("The answer cannot be kept: {error}.")))
}

/// The answer to a server that asks for a digest, if this one does and the question came from where the request went.
pub(super) fn digest(
    request: &HttpRequest,
    response: &net::Response,
    login: &(String, vault::Zeroizing<String>),
    own: &str,
) -> Option<Authorization> {
    let asked = response
        .headers
        .iter()
        .filter(|(name, _)| name == "www-authenticate");
    let challenge = asked
        .filter_map(|(_, value)| Challenge::read(value))
        .next()?;
    let (_, path) = split(&response.url)?;
    let method = request.method.to_ascii_uppercase();
    if response.redirects > 0 {
        return None;
    }
    let answer = challenge.answer(&login.0, &login.1, &method, path, own);
    Some(Authorization {
        headers: vec![("Authorization".to_owned(), answer)],
        ..Authorization::default()
    })
}

/// An address as its origin and what the request line says.
fn split(url: &str) -> Option<(&str, &str)> {
    let start = url.find("://")? + 3;
    let url = url.split('#').next()?;
    match url[start..].find(['/', '?']) {
        Some(at) if url[start + at..].starts_with('/') => Some(url.split_at(start + at)),
        _ => Some((url, "/")),
    }
}

/// The client's error as the run shows it.
pub(super) fn failed(error: &net::Error) -> Error {
    let mut out = Error::new(
        format!("http.{}", error.code()),
        sentence(&error.to_string()),
    );
    match error {
        net::Error::Refused(refusal) => {
            out.code = "refused".into();
            out.grant = refusal.grant();
        }
        net::Error::RefusedCredential { .. } => {
            out.code = "credential.host".into();
            out = out.describe(
                "Nothing was sent. Add the host to the credential's hosts if it belongs to the same service.",
            );
        }
        _ => {}
    }
    out
}

/// A sentence begins with a capital and ends with a full stop.
fn sentence(text: &str) -> String {
    let mut chars = text.chars();
    let first = chars
        .next()
        .map(|c| c.to_uppercase().to_string())
        .unwrap_or_default();
    format!(
        "{first}{}{}",
        chars.as_str(),
        if text.ends_with('.') { "" } else { "." }
    )
}

fn with_query(url: &str, authorization: &Authorization) -> Result<String> {
    if authorization.query.is_empty() {
        return Ok(url.to_owned());
    }
    let (base, fragment) = url
        .split_once('#')
        .map_or((url, None), |(base, fragment)| (base, Some(fragment)));
    let joint = if base.contains('?') { '&' } else { '?' };
    let pairs: Vec<String> = authorization
        .query
        .iter()
        .map(|(k, v)| format!("{}={}", encode(k), encode(v)))
        .collect();
    let fragment = fragment.map(|text| format!("#{text}")).unwrap_or_default();
    Ok(format!("{base}{joint}{}{fragment}", pairs.join("&")))
}

fn encode(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_' | b'.' | b'~');
    text.bytes()
        .map(|b| {
            if plain(b) {
                char::from(b).to_string()
            } else {
                format!("%{b:02X}")
            }
        })
        .collect()
}

fn body(body: &HttpBody, binaries: &Binaries, authorization: &Authorization) -> Result<net::Body> {
    match body {
        HttpBody::Empty => Ok(net::Body::Empty),
        HttpBody::Raw(Body::Stored(binary)) => Ok(net::Body::File(binaries.path(binary)?)),
        HttpBody::Raw(Body::Bytes(bytes)) if authorization.body.is_empty() => {
            Ok(net::Body::Bytes(bytes.clone()))
        }
        HttpBody::Raw(Body::Bytes(bytes)) => {
            let mut json = value::from_slice(bytes).unwrap_or_default();
            match json.as_object_mut() {
                Some(map) => map.extend(authorization.body.clone()),
                None => return Ok(net::Body::Bytes(bytes.clone())),
            }
            Ok(net::Body::Bytes(value::to_vec(&Value::clone(&json)).into()))
        }
        HttpBody::Multipart(parts) => parts
            .iter()
            .map(|part| self::part(part, binaries))
            .collect::<Result<_>>()
            .map(net::Body::Multipart),
    }
}

fn part(part: &sdk::Part, binaries: &Binaries) -> Result<net::Part> {
    let mut out = net::Part::text(part.name.clone(), "");
    match &part.content {
        PartContent::Text(text) => out = net::Part::text(part.name.clone(), text.clone()),
        PartContent::File {
            body,
            file_name,
            mime_type,
        } => {
            out.content = match body {
                Body::Bytes(bytes) => net::PartContent::Bytes(bytes.clone()),
                Body::Stored(binary) => net::PartContent::File(binaries.path(binary)?),
            };
            out.filename.clone_from(file_name);
            out.mime.clone_from(mime_type);
        }
    }
    Ok(out)
}

/// The name a download is given: what the server says, else the last part of the address.
fn file_name(response: &net::Response) -> Option<String> {
    let said = response.header("content-disposition").and_then(|header| {
        let named = header
            .split(';')
            .map(str::trim)
            .find_map(|part| part.strip_prefix("filename="))?;
        Some(named.trim_matches('"').to_owned())
    });
    let last = || {
        let path = response.url.split(['?', '#']).next()?;
        let name = path.split("://").nth(1)?.rsplit_once('/')?.1;
        (name.contains('.') && !name.is_empty()).then(|| name.to_owned())
    };
    // Only the name: a server does not choose folders.
    said.or_else(last)
        .map(|name| {
            name.rsplit(['/', '\\'])
                .next()
                .unwrap_or_default()
                .to_owned()
        })
        .filter(|name| !name.is_empty())
}
