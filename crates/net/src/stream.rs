//! Vetted streams for protocol drivers: databases, mail, queues.
//!
//! A driver that dials by itself would go around the policy, so it is given a
//! connected stream, or addresses to dial, and never a name.

use std::net::SocketAddr;
use std::sync::Arc;
use std::time::Duration;

use rustls::pki_types::ServerName;
use tokio::net::TcpStream;
use tokio::time::timeout;
use tokio_rustls::TlsConnector;
use tokio_rustls::client::TlsStream;

use crate::client::Client;
use crate::error::{Error, Phase};
use crate::fault;
use crate::grant::HostGrants;
use crate::resolve::{Endpoint, plain_reason};

impl Client {
    /// The addresses of a host, if every one of them may be contacted.
    pub async fn resolve_vetted(
        &self,
        host: &str,
        port: u16,
        grants: &dyn HostGrants,
    ) -> Result<Vec<SocketAddr>, Error> {
        let to = Endpoint::new(host, port)?;
        let reach = self.gate.admit(&to, grants)?;
        self.gate.addresses(&to, reach).await
    }

    /// A connection to a host that may be contacted.
    pub async fn connect(
        &self,
        host: &str,
        port: u16,
        grants: &dyn HostGrants,
    ) -> Result<TcpStream, Error> {
        let after = self.config.connect_timeout;
        let connecting = async {
            let addresses = self.resolve_vetted(host, port, grants).await?;
            dial(host, &addresses, after).await
        };
        timeout(after, connecting)
            .await
            .unwrap_or_else(|_| Err(too_slow(host, after)))
    }

    /// An encrypted connection to a host that may be contacted.
    pub async fn connect_tls(
        &self,
        host: &str,
        port: u16,
        verify: bool,
        grants: &dyn HostGrants,
    ) -> Result<TlsStream<TcpStream>, Error> {
        let stream = self.connect(host, port, grants).await?;
        self.encrypt(stream, host, verify).await
    }

    /// Encrypts a connection that began in the clear (STARTTLS).
    pub async fn encrypt(
        &self,
        stream: TcpStream,
        host: &str,
        verify: bool,
    ) -> Result<TlsStream<TcpStream>, Error> {
        let failed = |reason: String| Error::Tls {
            host: host.to_owned(),
            reason,
        };
        let config = self
            .trust
            .config(verify, &[])
            .map_err(|error| failed(error.to_string()))?;
        let name =
            ServerName::try_from(host.to_owned()).map_err(|error| failed(error.to_string()))?;
        let after = self.config.connect_timeout;
        match timeout(
            after,
            TlsConnector::from(Arc::new(config)).connect(name, stream),
        )
        .await
        {
            Err(_) => Err(too_slow(host, after)),
            Ok(Ok(stream)) => Ok(stream),
            Ok(Err(error)) => {
                let inner = error
                    .get_ref()
                    .and_then(|inner| inner.downcast_ref::<rustls::Error>());
                Err(failed(
                    inner.map_or_else(|| plain_reason(&error), fault::tls_reason),
                ))
            }
        }
    }
}

/// Tries one address after the other, each for its share of the time, so that a
/// dead first one does not use it all up.
#[expect(
    clippy::disallowed_methods,
    reason = "the one place that dials, with vetted addresses"
)]
async fn dial(host: &str, addresses: &[SocketAddr], after: Duration) -> Result<TcpStream, Error> {
    let share = after / u32::try_from(addresses.len().max(1)).unwrap_or(1);
    let mut last = too_slow(host, after);
    for address in addresses {
        match timeout(share, TcpStream::connect(address)).await {
            Err(_) => last = too_slow(host, share),
            Ok(Ok(stream)) => {
                // Drivers exchange small messages; waiting to fill packets only delays them.
                let _ = stream.set_nodelay(true);
                return Ok(stream);
            }
            Ok(Err(error)) => {
                last = Error::Connect {
                    host: host.to_owned(),
                    port: address.port(),
                    reason: plain_reason(&error),
                };
            }
        }
    }
    Err(last)
}

fn too_slow(host: &str, after: Duration) -> Error {
    Error::Timeout {
        host: host.to_owned(),
        after,
        phase: Phase::Connect,
    }
}
