//! Who may talk to which host: the question a workflow's grants answer.
//!
//! `net` asks, it never decides: it knows neither workflows nor flags. The text
//! form (`localhost`, `192.168.1.5:8080`, `*.example.internal`) is here because
//! the refusal that names a missing grant and the list that holds it must agree.

use std::net::IpAddr;

use crate::error::Error;

/// Answers whether a host may be contacted although it is not on the internet.
///
/// The host comes in lower case, without a trailing dot and, for IPv6, without
/// brackets; any `Fn(&str, u16) -> bool` will do.
pub trait HostGrants: Send + Sync {
    /// Whether this host and port were granted.
    fn allows(&self, host: &str, port: u16) -> bool;
}

impl<F: Fn(&str, u16) -> bool + Send + Sync> HostGrants for F {
    fn allows(&self, host: &str, port: u16) -> bool {
        self(host, port)
    }
}

/// Nothing was granted: only the internet may be reached.
#[derive(Clone, Copy, Debug, Default)]
pub struct NoGrants;

impl HostGrants for NoGrants {
    fn allows(&self, _host: &str, _port: u16) -> bool {
        false
    }
}

/// A list of host patterns.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct HostList {
    patterns: Vec<Pattern>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
struct Pattern {
    host: HostPattern,
    port: Option<u16>,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum HostPattern {
    Any,
    Exact(String),
    /// `.example.internal`: what a name must end with, the dot included.
    Below(String),
}

impl HostList {
    /// A list that allows nothing.
    pub fn new() -> Self {
        Self::default()
    }

    /// Reads patterns: a host, `host:port`, `[::1]:port`, `*.below.this` or `*`.
    pub fn parse<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Result<Self, Error> {
        let patterns = texts
            .into_iter()
            .map(|text| Pattern::parse(text.as_ref()))
            .collect::<Result<_, _>>()?;
        Ok(Self { patterns })
    }

    /// Whether nothing is allowed.
    pub fn is_empty(&self) -> bool {
        self.patterns.is_empty()
    }
}

impl HostGrants for HostList {
    fn allows(&self, host: &str, port: u16) -> bool {
        self.patterns
            .iter()
            .any(|pattern| pattern.matches(host, port))
    }
}

impl Pattern {
    fn parse(text: &str) -> Result<Self, Error> {
        let text = text.trim();
        let (host, port) = split_port(text).ok_or_else(|| unreadable(text))?;
        Ok(Self {
            host: HostPattern::parse(host).ok_or_else(|| unreadable(text))?,
            port,
        })
    }

    fn matches(&self, host: &str, port: u16) -> bool {
        self.port.is_none_or(|mine| mine == port)
            && match &self.host {
                HostPattern::Any => true,
                HostPattern::Exact(mine) => mine == host,
                HostPattern::Below(end) => host.len() > end.len() && host.ends_with(end.as_str()),
            }
    }
}

impl HostPattern {
    fn parse(text: &str) -> Option<Self> {
        if text == "*" {
            return Some(Self::Any);
        }
        match text.strip_prefix("*.") {
            Some(rest) => Some(Self::Below(format!(".{}", normal_host(rest)?))),
            None => Some(Self::Exact(normal_host(text)?)),
        }
    }
}

fn unreadable(text: &str) -> Error {
    Error::InvalidUrl {
        reason: format!(
            "`{text}` is not a host such as `localhost`, `10.0.0.5:8080` or `*.example.com`"
        ),
    }
}

/// Cuts a port off; an IPv6 address without brackets has none.
fn split_port(text: &str) -> Option<(&str, Option<u16>)> {
    if text.parse::<IpAddr>().is_ok() {
        return Some((text, None));
    }
    match text.rsplit_once(':') {
        Some((host, port)) if !port.ends_with(']') => Some((host, Some(port.parse().ok()?))),
        _ => Some((text, None)),
    }
}

/// The one spelling of a host: as a browser reads it, in lower case, without a
/// trailing dot, IPv6 without brackets. None when it is no host at all.
pub(crate) fn normal_host(text: &str) -> Option<String> {
    if let Ok(address) = text
        .trim_start_matches('[')
        .trim_end_matches(']')
        .parse::<IpAddr>()
    {
        return Some(address.to_string());
    }
    match url::Host::parse(text).ok()? {
        url::Host::Domain(name) => {
            let name = name.strip_suffix('.').unwrap_or(&name);
            (!name.is_empty()).then(|| name.to_ascii_lowercase())
        }
        url::Host::Ipv4(address) => Some(address.to_string()),
        url::Host::Ipv6(address) => Some(address.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn check(patterns: &[&str], host: &str, port: u16, expected: bool) {
        let list = HostList::parse(patterns).unwrap();
        assert_eq!(
            list.allows(host, port),
            expected,
            "{patterns:?} {host}:{port}"
        );
    }

    #[test]
    fn patterns() {
        check(&[], "localhost", 80, false);
        check(&["localhost"], "localhost", 80, true);
        check(&["LOCALHOST."], "localhost", 80, true);
        check(&["localhost:81"], "localhost", 80, false);
        check(&["192.168.1.5:8080"], "192.168.1.5", 8080, true);
        check(&["192.168.1.5:8080"], "192.168.1.5", 8081, false);
        check(&["0x7f.1"], "127.0.0.1", 1, true);
        check(&["[::1]:80"], "::1", 80, true);
        check(&["[::1]"], "::1", 80, true);
        check(&["::1"], "::1", 80, true);
        check(&["*.example.internal"], "a.example.internal", 80, true);
        check(&["*.example.internal"], "example.internal", 80, false);
        check(&["*.example.internal"], "evilexample.internal", 80, false);
        check(&["*.example.internal:1"], "a.b.example.internal", 2, false);
        check(&["*"], "anything", 1, true);
        check(&["bücher.example"], "xn--bcher-kva.example", 1, true);
    }

    #[test]
    fn nonsense_is_refused() {
        for text in [
            "",
            "a b",
            "host:port",
            "host:99999",
            "http://x",
            "*.",
            "[::1",
        ] {
            assert!(HostList::parse([text]).is_err(), "{text}");
        }
    }
}
