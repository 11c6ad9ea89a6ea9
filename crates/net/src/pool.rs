//! reqwest clients, the only place that builds one.
//!
//! A client owns a pool of open connections, so there is one for each way of
//! connecting: certificates judged or not, which proxy, and what the target was
//! allowed to reach. The last matters: a connection made under a grant must not
//! serve a request that has none. The number of clients is bounded; the one
//! unused for longest goes.

use std::sync::Arc;
use std::time::Duration;

use parking_lot::Mutex;
use reqwest::dns::{Addrs, Name, Resolve, Resolving};
use url::Url;

use crate::error::Error;
use crate::policy::Reach;
use crate::resolve::{Endpoint, Gate};
use crate::tls::Trust;

const MAX_CLIENTS: usize = 16;
const IDLE_CONNECTION: Duration = Duration::from_secs(60);
const IDLE_PER_HOST: usize = 16;

/// A vetted way to a target.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Route {
    pub verify_tls: bool,
    pub reach: Reach,
    pub via: Option<Via>,
}

/// A vetted proxy.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(crate) struct Via {
    pub url: Url,
    pub endpoint: Endpoint,
    pub reach: Reach,
}

pub(crate) struct Pool {
    gate: Gate,
    trust: Arc<Trust>,
    connect_timeout: Duration,
    clients: Mutex<Vec<(Route, reqwest::Client)>>,
}

impl Pool {
    pub fn new(gate: Gate, trust: Arc<Trust>, connect_timeout: Duration) -> Self {
        Self {
            gate,
            trust,
            connect_timeout,
            clients: Mutex::default(),
        }
    }

    /// The client for a route, moved to the end of the line of those to go.
    pub fn client(&self, route: &Route) -> Result<reqwest::Client, Error> {
        let mut clients = self.clients.lock();
        let entry = match clients.iter().position(|(own, _)| own == route) {
            Some(at) => clients.remove(at),
            None => (route.clone(), self.build(route)?),
        };
        let client = entry.1.clone();
        clients.push(entry);
        if clients.len() > MAX_CLIENTS {
            clients.remove(0);
        }
        Ok(client)
    }

    #[expect(
        clippy::disallowed_methods,
        reason = "the one place that builds a client, with the vetting resolver in it"
    )]
    fn build(&self, route: &Route) -> Result<reqwest::Client, Error> {
        let unusable = |reason: String| Error::InvalidRequest { reason };
        let tls = self
            .trust
            .config(route.verify_tls, &["http/1.1"])
            .map_err(|error| unusable(error.to_string()))?;
        let resolver = VettingResolver {
            gate: self.gate.clone(),
            route: route.clone(),
        };
        let mut builder = reqwest::Client::builder()
            .tls_backend_preconfigured(tls)
            .dns_resolver(resolver)
            .redirect(reqwest::redirect::Policy::none())
            .no_proxy()
            .connect_timeout(self.connect_timeout)
            .pool_idle_timeout(IDLE_CONNECTION)
            .pool_max_idle_per_host(IDLE_PER_HOST)
            .http1_title_case_headers();
        if let Some(via) = &route.via {
            let proxy = reqwest::Proxy::all(via.url.clone());
            builder =
                builder.proxy(proxy.map_err(|error| unusable(error.without_url().to_string()))?);
        }
        builder
            .build()
            .map_err(|error| unusable(error.without_url().to_string()))
    }
}

/// Resolves for reqwest: only what the gate lets through is dialled.
struct VettingResolver {
    gate: Gate,
    route: Route,
}

impl VettingResolver {
    /// A proxy is judged by its own grant; a name that is proxy and target at
    /// once by what both may.
    fn reach(&self, host: &str) -> Reach {
        let target = self.route.reach;
        match &self.route.via {
            Some(via) if via.endpoint.host == host => Reach {
                granted: via.reach.granted && (target.granted || !resolves_targets(via)),
                own_port: via.reach.own_port || target.own_port,
            },
            _ => target,
        }
    }
}

/// Whether reqwest resolves the target itself although there is a proxy.
fn resolves_targets(via: &Via) -> bool {
    matches!(via.url.scheme(), "socks4" | "socks5")
}

impl Resolve for VettingResolver {
    fn resolve(&self, name: Name) -> Resolving {
        let gate = self.gate.clone();
        let target =
            Endpoint::new(name.as_str(), 0).map(|endpoint| (self.reach(&endpoint.host), endpoint));
        Box::pin(async move {
            let (reach, endpoint) = target?;
            let addresses = gate.addresses(&endpoint, reach).await?;
            Ok(Box::new(addresses.into_iter()) as Addrs)
        })
    }
}
