//! Hosts that were granted: a name, an address, everything below a domain, or any.

use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

use super::GrantError;

/// A host pattern, with a port if only that is meant.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct HostGrant {
    pattern: Pattern,
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq, Hash)]
enum Pattern {
    Any,
    /// In plain form.
    Exact(String),
    /// What the name must end with, its dot included.
    Below(String),
}

impl HostGrant {
    pub(super) fn exact(host: &str, port: Option<u16>) -> Result<Self, GrantError> {
        let plain = plain_host(host).ok_or_else(|| GrantError::Host(host.to_owned()))?;
        Ok(Self {
            pattern: Pattern::Exact(plain),
            port,
        })
    }

    /// Whether a host and port are meant.
    pub fn allows(&self, host: &str, port: u16) -> bool {
        if self.port.is_some_and(|mine| mine != port) {
            return false;
        }
        match &self.pattern {
            Pattern::Any => true,
            Pattern::Exact(mine) => plain_host(host).is_some_and(|host| host == *mine),
            Pattern::Below(end) => plain_host(host).is_some_and(|host| {
                host.len() > end.len() && host.ends_with(end.as_str()) && !is_address(&host)
            }),
        }
    }
}

impl HostGrant {
    /// Whether every host and port that `other` means is meant by this one too.
    pub(super) fn covers(&self, other: &Self) -> bool {
        let port = self.port.is_none() || self.port == other.port;
        let host = match (&self.pattern, &other.pattern) {
            (Pattern::Any, _) => true,
            (Pattern::Below(mine), Pattern::Below(other)) => other.ends_with(mine.as_str()),
            (Pattern::Below(mine), Pattern::Exact(other)) => {
                other.len() > mine.len() && other.ends_with(mine.as_str()) && !is_address(other)
            }
            (mine, other) => mine == other,
        };
        port && host
    }
}

impl FromStr for HostGrant {
    type Err = GrantError;

    fn from_str(text: &str) -> Result<Self, GrantError> {
        let text = text.trim();
        let unreadable = || GrantError::Host(text.to_owned());
        let (host, port) = split_authority(text).ok_or_else(unreadable)?;
        let pattern = if host == "*" {
            Pattern::Any
        } else if let Some(domain) = host.strip_prefix("*.") {
            let domain = plain_host(domain).filter(|domain| !is_address(domain));
            Pattern::Below(format!(".{}", domain.ok_or_else(unreadable)?))
        } else {
            Pattern::Exact(plain_host(host).ok_or_else(unreadable)?)
        };
        Ok(Self { pattern, port })
    }
}

impl fmt::Display for HostGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match &self.pattern {
            Pattern::Any => f.write_str("*")?,
            Pattern::Exact(host) if host.contains(':') => write!(f, "[{host}]")?,
            Pattern::Exact(host) => f.write_str(host)?,
            Pattern::Below(end) => write!(f, "*{end}")?,
        }
        match self.port {
            Some(port) => write!(f, ":{port}"),
            None => Ok(()),
        }
    }
}

/// Host and port of `host`, `host:port`, `[v6]`, `[v6]:port` or a bare IPv6 address; none if it is none of them.
pub(crate) fn split_authority(text: &str) -> Option<(&str, Option<u16>)> {
    if text.parse::<Ipv6Addr>().is_ok() {
        return Some((text, None));
    }
    let (host, rest) = match text.strip_prefix('[') {
        Some(inner) => {
            let (host, rest) = inner.split_once(']')?;
            host.parse::<Ipv6Addr>().ok()?;
            (host, rest)
        }
        None => text.find(':').map_or((text, ""), |at| text.split_at(at)),
    };
    if rest.is_empty() {
        return Some((host, None));
    }
    let digits = rest.strip_prefix(':')?;
    let number = digits.bytes().all(|b| b.is_ascii_digit());
    let port = number.then(|| digits.parse::<u16>().ok()).flatten()?;
    (port != 0).then_some((host, Some(port)))
}

/// A host in plain form: lower case, no brackets, no dot at the end, addresses as they are written shortest.
///
/// None for what is no host. Numbers that some programs read as addresses (`127.1`, `0x7f000001`) are none: the caller
/// resolves first.
fn plain_host(text: &str) -> Option<String> {
    let bare = text
        .strip_prefix('[')
        .and_then(|inner| inner.strip_suffix(']'));
    let text = bare.unwrap_or(text);
    let text = text.strip_suffix('.').unwrap_or(text);
    if let Ok(address) = text.parse::<IpAddr>() {
        return Some(address.to_canonical().to_string());
    }
    let label = |label: &str| {
        !label.is_empty()
            && label.len() <= 63
            && label
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    let named = bare.is_none() && text.len() <= 253 && text.split('.').all(label);
    let last = text.rsplit('.').next()?;
    let numeric = last.bytes().all(|b| b.is_ascii_digit())
        || last
            .get(..2)
            .is_some_and(|start| start.eq_ignore_ascii_case("0x"));
    (named && !numeric).then(|| text.to_ascii_lowercase())
}

fn is_address(host: &str) -> bool {
    host.parse::<IpAddr>().is_ok()
}
