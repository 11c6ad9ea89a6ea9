//! reqwest's nested errors made into ours.
//!
//! reqwest wraps a cause in up to six layers; the innermost one that says
//! something is looked for, and addresses with their queries are left behind.

use std::error::Error as StdError;
use std::io;
use std::time::Duration;

use crate::error::{Error, Phase, Refusal};
use crate::pool::Route;
use crate::resolve::{Endpoint, plain_reason};

/// Why a request got no response.
pub(crate) fn of_exchange(
    error: &reqwest::Error,
    to: &Endpoint,
    route: &Route,
    connect_timeout: Duration,
) -> Error {
    let dialled = route.via.as_ref().map_or(to, |via| &via.endpoint);
    if let Some(known) = chain(error).find_map(|link| known(link, to, dialled)) {
        return known;
    }
    let (host, port) = (dialled.host.clone(), dialled.port);
    if error.is_timeout() {
        return Error::Timeout {
            host,
            after: connect_timeout,
            phase: Phase::Connect,
        };
    }
    if error.is_connect() {
        return Error::Connect {
            host,
            port,
            reason: root(error),
        };
    }
    if error.is_builder() {
        return Error::InvalidUrl {
            reason: root(error),
        };
    }
    Error::Protocol {
        host: to.host.clone(),
        reason: root(error),
    }
}

/// Why a body ended early.
pub(crate) fn of_body(error: &reqwest::Error, host: &str) -> Error {
    Error::Protocol {
        host: host.to_owned(),
        reason: root(error),
    }
}

fn known(link: &(dyn StdError + 'static), to: &Endpoint, dialled: &Endpoint) -> Option<Error> {
    if let Some(tls) = link.downcast_ref::<rustls::Error>() {
        return Some(Error::Tls {
            host: to.host.clone(),
            reason: tls_reason(tls),
        });
    }
    match link.downcast_ref::<Error>()? {
        Error::Refused(refusal) => Some(Error::Refused(with_port(refusal, to, dialled))),
        Error::Dns { host, reason } => Some(Error::Dns {
            host: host.clone(),
            reason: reason.clone(),
        }),
        Error::Io { path, source } => Some(Error::Io {
            path: path.clone(),
            source: io::Error::new(source.kind(), source.to_string()),
        }),
        Error::InvalidUrl { reason } => Some(Error::InvalidUrl {
            reason: reason.clone(),
        }),
        _ => None,
    }
}

/// A resolver is told no port, so the refusal learns it here.
fn with_port(refusal: &Refusal, to: &Endpoint, dialled: &Endpoint) -> Refusal {
    let port = if refusal.host == dialled.host {
        dialled.port
    } else {
        to.port
    };
    Refusal {
        port,
        ..refusal.clone()
    }
}

pub(crate) fn tls_reason(error: &rustls::Error) -> String {
    use rustls::CertificateError as Bad;
    match error {
        rustls::Error::InvalidCertificate(bad) => match bad {
            Bad::UnknownIssuer => "its certificate is from nobody this machine trusts".into(),
            Bad::Expired | Bad::ExpiredContext { .. } => "its certificate has expired".into(),
            Bad::NotValidYet | Bad::NotValidYetContext { .. } => {
                "its certificate is not valid yet".into()
            }
            Bad::NotValidForName | Bad::NotValidForNameContext { .. } => {
                "its certificate is for another name".into()
            }
            Bad::Revoked => "its certificate was revoked".into(),
            other => format!("its certificate is not acceptable: {other}"),
        },
        other => other.to_string(),
    }
}

/// An error and its causes.
fn chain<'a>(
    error: &'a (dyn StdError + 'static),
) -> impl Iterator<Item = &'a (dyn StdError + 'static)> {
    std::iter::successors(Some(error), |link| cause(*link))
}

/// `io::Error::source` skips what it wraps, and what it wraps is what we look for.
fn cause<'a>(error: &'a (dyn StdError + 'static)) -> Option<&'a (dyn StdError + 'static)> {
    match error
        .downcast_ref::<io::Error>()
        .and_then(io::Error::get_ref)
    {
        Some(inner) => Some(inner),
        None => error.source(),
    }
}

fn root(error: &reqwest::Error) -> String {
    let Some(last) = chain(error).skip(1).last() else {
        return "the request failed".into();
    };
    last.downcast_ref::<io::Error>()
        .map_or_else(|| last.to_string(), plain_reason)
}
