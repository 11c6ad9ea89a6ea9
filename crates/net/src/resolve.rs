//! Names to addresses, and the gate every address has to pass.
//!
//! The gate is the only caller of a resolver, and it hands out an address only
//! after the policy has judged all of a name's addresses: one bad address among
//! good ones refuses the name, since which one is dialled is chance. The same
//! gate is what reqwest resolves with, so an address that was vetted is the
//! address that is dialled, and a name that changes its mind in between is
//! judged again.

use std::collections::HashMap;
use std::io;
use std::net::{IpAddr, SocketAddr};
use std::sync::Arc;

use futures::future::BoxFuture;

use crate::error::Error;
use crate::grant::{HostGrants, normal_host};
use crate::policy::{AddressPolicy, Reach};

/// Finds the addresses of a name.
pub trait Resolver: Send + Sync {
    /// All addresses of a host name.
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>>;
}

/// The operating system's resolver.
#[derive(Clone, Copy, Debug, Default)]
pub struct SystemResolver;

impl Resolver for SystemResolver {
    #[expect(
        clippy::disallowed_methods,
        reason = "called by the gate only, which vets what it finds"
    )]
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        Box::pin(async move {
            let found = tokio::net::lookup_host((host, 0)).await?;
            Ok(found.map(|socket| socket.ip()).collect())
        })
    }
}

/// A table of names, for tests: whoever is not in it does not exist.
#[derive(Clone, Debug, Default)]
pub struct TableResolver {
    table: HashMap<String, Vec<IpAddr>>,
}

impl<const N: usize> From<[(&str, &[IpAddr]); N]> for TableResolver {
    fn from(rows: [(&str, &[IpAddr]); N]) -> Self {
        Self {
            table: rows
                .into_iter()
                .map(|(name, addresses)| (name.to_owned(), addresses.to_vec()))
                .collect(),
        }
    }
}

impl Resolver for TableResolver {
    fn resolve<'a>(&'a self, host: &'a str) -> BoxFuture<'a, io::Result<Vec<IpAddr>>> {
        let found = self
            .table
            .get(host.strip_suffix('.').unwrap_or(host))
            .cloned();
        Box::pin(async move {
            found.ok_or_else(|| io::Error::new(io::ErrorKind::NotFound, "no such name"))
        })
    }
}

/// A host and a port somebody wants to talk to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Endpoint {
    /// Normal spelling: lower case, no trailing dot, no brackets.
    pub host: String,
    pub port: u16,
}

impl Endpoint {
    pub fn new(host: &str, port: u16) -> Result<Self, Error> {
        let host = normal_host(host).ok_or_else(|| Error::InvalidUrl {
            reason: format!("`{host}` is not a host"),
        })?;
        Ok(Self { host, port })
    }

    pub fn of(url: &url::Url, default_port: u16) -> Result<Self, Error> {
        let host = url.host_str().ok_or_else(|| Error::InvalidUrl {
            reason: "it names no host".into(),
        })?;
        Self::new(host, url.port_or_known_default().unwrap_or(default_port))
    }

    pub fn literal(&self) -> Option<IpAddr> {
        self.host.parse().ok()
    }
}

/// Policy and resolver together.
#[derive(Clone)]
pub(crate) struct Gate {
    pub policy: Arc<AddressPolicy>,
    pub resolver: Arc<dyn Resolver>,
}

impl Gate {
    /// What an endpoint may reach. Addresses written as such are judged at once:
    /// nobody will ask to resolve them.
    pub fn admit(&self, to: &Endpoint, grants: &dyn HostGrants) -> Result<Reach, Error> {
        let reach = self.policy.reach(&to.host, to.port, grants)?;
        if let Some(address) = to.literal() {
            self.policy.judge(&to.host, to.port, reach, address)?;
        }
        Ok(reach)
    }

    /// The addresses of an endpoint, if every one of them may be reached.
    pub async fn addresses(&self, to: &Endpoint, reach: Reach) -> Result<Vec<SocketAddr>, Error> {
        let found = match to.literal() {
            Some(address) => vec![address],
            None => self.look_up(&to.host).await?,
        };
        for address in &found {
            self.policy.judge(&to.host, to.port, reach, *address)?;
        }
        Ok(found
            .into_iter()
            .map(|address| SocketAddr::new(address, to.port))
            .collect())
    }

    async fn look_up(&self, host: &str) -> Result<Vec<IpAddr>, Error> {
        let dns = |reason: String| Error::Dns {
            host: host.to_owned(),
            reason,
        };
        let found = self
            .resolver
            .resolve(host)
            .await
            .map_err(|error| dns(plain_reason(&error)))?;
        if found.is_empty() {
            return Err(dns("it has no address".into()));
        }
        Ok(found)
    }
}

/// What the system said, without its error numbers.
pub(crate) fn plain_reason(error: &io::Error) -> String {
    match error.kind() {
        io::ErrorKind::ConnectionRefused => "connection refused".into(),
        io::ErrorKind::ConnectionReset => "connection reset".into(),
        io::ErrorKind::ConnectionAborted => "connection aborted".into(),
        io::ErrorKind::NetworkUnreachable => "network unreachable".into(),
        io::ErrorKind::HostUnreachable => "host unreachable".into(),
        io::ErrorKind::TimedOut => "timed out".into(),
        io::ErrorKind::UnexpectedEof => "the connection ended early".into(),
        _ => {
            let text = error.to_string();
            let text = text
                .strip_prefix("failed to lookup address information: ")
                .unwrap_or(&text);
            text.split(" (os error").next().unwrap_or(text).to_owned()
        }
    }
}
