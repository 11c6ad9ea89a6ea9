//! What can go wrong on the way out, each with a code that never changes and one
//! plain sentence.
//!
//! A sentence names the host, never the path, the query or a header: those may
//! hold secrets, and errors end up in logs.

use std::net::IpAddr;
use std::path::PathBuf;
use std::time::Duration;

use crate::address::AddressClass;

/// A failure to fetch or to connect.
#[derive(Debug, thiserror::Error)]
#[non_exhaustive]
pub enum Error {
    /// The policy does not admit the address.
    #[error(transparent)]
    Refused(#[from] Refusal),
    /// Only http and https are spoken.
    #[error("only http and https addresses can be fetched, not `{scheme}:`")]
    RefusedScheme {
        /// The scheme that was asked for.
        scheme: String,
    },
    /// The credential in the request may not go to this host.
    #[error("the credential may not be sent to {host}")]
    RefusedCredential {
        /// Where it would have gone.
        host: String,
    },
    /// The address cannot be read.
    #[error("the address cannot be used: {reason}")]
    InvalidUrl {
        /// What is wrong with it.
        reason: String,
    },
    /// The method, a header or the body cannot be sent.
    #[error("the request cannot be sent: {reason}")]
    InvalidRequest {
        /// What is wrong with it.
        reason: String,
    },
    /// The name has no address.
    #[error("the name {host} could not be found: {reason}")]
    Dns {
        /// The name.
        host: String,
        /// What the resolver said.
        reason: String,
    },
    /// No connection came about.
    #[error("no connection to {host}:{port}: {reason}")]
    Connect {
        /// The host, the proxy's where the proxy did not answer.
        host: String,
        /// The port.
        port: u16,
        /// What the system said.
        reason: String,
    },
    /// The encrypted connection was not accepted, by us or by them.
    #[error("no secure connection to {host}: {reason}")]
    Tls {
        /// The host.
        host: String,
        /// What is wrong with it.
        reason: String,
    },
    /// It took too long.
    #[error("{host} {phase} within {} s", .after.as_secs_f64())]
    Timeout {
        /// The host.
        host: String,
        /// The limit that passed.
        after: Duration,
        /// What was waited for.
        phase: Phase,
    },
    /// The response is larger than allowed.
    #[error("the response of {host} is larger than {limit} bytes{}", if *.inflated { " when unpacked" } else { "" })]
    TooLarge {
        /// The host.
        host: String,
        /// The limit that was passed.
        limit: u64,
        /// Whether the limit is that of an unpacked body.
        inflated: bool,
    },
    /// More redirects than allowed.
    #[error("{host} redirected more than {max} times")]
    RedirectLoop {
        /// The host of the last redirect.
        host: String,
        /// How many are allowed.
        max: u32,
    },
    /// A file could not be read or written.
    #[error("{}: {source}", .path.display())]
    Io {
        /// The file.
        path: PathBuf,
        /// What the system said.
        source: std::io::Error,
    },
    /// The other side does not speak HTTP as it should.
    #[error("{host} answered with something that is not proper HTTP: {reason}")]
    Protocol {
        /// The host.
        host: String,
        /// What is wrong with it.
        reason: String,
    },
}

impl Error {
    /// The code that the UI, the command line and tests go by.
    pub fn code(&self) -> &'static str {
        match self {
            Self::Refused(_) => "refused_address",
            Self::RefusedScheme { .. } => "refused_scheme",
            Self::RefusedCredential { .. } => "refused_credential",
            Self::InvalidUrl { .. } => "invalid_url",
            Self::InvalidRequest { .. } => "invalid_request",
            Self::Dns { .. } => "dns",
            Self::Connect { .. } => "connect",
            Self::Tls { .. } => "tls",
            Self::Timeout { .. } => "timeout",
            Self::TooLarge { .. } => "too_large",
            Self::RedirectLoop { .. } => "redirect_loop",
            Self::Io { .. } => "io",
            Self::Protocol { .. } => "protocol",
        }
    }

    /// Whether the same request may well succeed a moment later.
    pub fn is_transient(&self) -> bool {
        matches!(
            self,
            Self::Dns { .. } | Self::Connect { .. } | Self::Timeout { .. } | Self::Protocol { .. }
        )
    }
}

/// What a time limit was waiting for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Phase {
    /// A connection.
    Connect,
    /// The next piece of a body.
    Idle,
    /// The whole answer.
    Total,
}

impl std::fmt::Display for Phase {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Connect => "did not accept a connection",
            Self::Idle => "sent nothing more",
            Self::Total => "did not finish its answer",
        })
    }
}

/// An address the policy does not admit.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{host}:{port} was not contacted: {reason}")]
pub struct Refusal {
    /// The host as it was asked for, a name or an address without brackets.
    pub host: String,
    /// The port.
    pub port: u16,
    /// Why.
    pub reason: Reason,
    /// What would lift the refusal.
    pub remedy: Remedy,
}

impl Refusal {
    /// The grant that would lift the refusal, as `--allow` takes it, if one would.
    pub fn grant(&self) -> Option<String> {
        let (host, port) = (&self.host, self.port);
        match self.remedy {
            Remedy::Grant | Remedy::ServerList if host.contains(':') => {
                Some(format!("host:[{host}]:{port}"))
            }
            Remedy::Grant | Remedy::ServerList => Some(format!("host:{host}:{port}")),
            Remedy::None => None,
        }
    }
}

/// Why an address is refused.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum Reason {
    /// Because of where it leads.
    #[error("{address} is {class}")]
    Address {
        /// The address the host has.
        address: IpAddr,
        /// What it is.
        class: AddressClass,
    },
    /// It is Millrace's own control port.
    #[error("this is Millrace's own port")]
    OwnPort,
    /// The name is that of a cloud's metadata service, wherever it leads.
    #[error("this is the name of a cloud metadata service")]
    MetadataName,
    /// The name belongs to the window's own pages.
    #[error("this name belongs to Millrace's own window")]
    WindowName,
    /// Only the proxy knows the name, so its address cannot be checked.
    #[error("only the proxy could find this name, so its address cannot be checked")]
    Unresolved,
}

/// What would lift a refusal.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Remedy {
    /// A grant to the workflow.
    Grant,
    /// An entry in the server's own list; a workflow cannot be granted it.
    ServerList,
    /// Nothing.
    None,
}
