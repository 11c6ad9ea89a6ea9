//! The client: one request in, one response out, every hop vetted.
//!
//! It keeps no cookies, reads no proxy from the environment, retries nothing
//! and follows redirects itself, because each hop is a new host to ask about.
//! HTTP/1.1 only: what a workflow talks to speaks it, and it is one parser
//! instead of two. Dropping the future of [`Client::send`] ends the exchange.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use reqwest::Method;
use reqwest::header::{
    ACCEPT_ENCODING, CONTENT_LENGTH, CONTENT_TYPE, HeaderValue, LOCATION, RANGE, USER_AGENT,
};
use url::Url;

use crate::error::{Error, Phase};
use crate::fault;
use crate::grant::HostGrants;
use crate::hop::Hop;
use crate::outgoing::Outgoing;
use crate::policy::AddressPolicy;
use crate::pool::{Pool, Route, Via};
use crate::receive::{Intake, receive};
use crate::request::Request;
use crate::resolve::{Endpoint, Gate, Resolver, SystemResolver};
use crate::response::Response;
use crate::tls::Trust;

const SOCKS_PORT: u16 = 1080;
const OFFERED: HeaderValue = HeaderValue::from_static("gzip, deflate, br");

/// How a client behaves where a request does not say.
#[derive(Clone)]
pub struct Config {
    /// Which addresses may be contacted.
    pub policy: Arc<AddressPolicy>,
    /// Who finds addresses.
    pub resolver: Arc<dyn Resolver>,
    /// What the client calls itself.
    pub user_agent: String,
    /// For finding the address, connecting and agreeing on encryption.
    pub connect_timeout: Duration,
    /// For the next piece of a body.
    pub idle_timeout: Duration,
    /// For everything together.
    pub total_timeout: Duration,
    /// Certificates to trust beside the system's, in DER.
    pub extra_roots: Vec<Vec<u8>>,
    /// How much is taken in.
    pub limits: Limits,
    /// Where bodies go that are too large for memory.
    pub temp_dir: PathBuf,
}

impl Config {
    /// The usual settings with a policy and the system's resolver.
    pub fn new(policy: Arc<AddressPolicy>) -> Self {
        Self {
            policy,
            resolver: Arc::new(SystemResolver),
            user_agent: concat!("millrace/", env!("CARGO_PKG_VERSION")).into(),
            connect_timeout: Duration::from_secs(10),
            idle_timeout: Duration::from_secs(60),
            total_timeout: Duration::from_secs(300),
            extra_roots: Vec::new(),
            limits: Limits::default(),
            temp_dir: std::env::temp_dir(),
        }
    }
}

/// How large a body may be, in bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Limits {
    /// In memory.
    pub memory: u64,
    /// In a file.
    pub file: u64,
    /// Unpacked, wherever it goes.
    pub inflated: u64,
    /// How many times larger than packed, past the first few megabytes.
    pub ratio: u64,
}

impl Default for Limits {
    fn default() -> Self {
        const MIB: u64 = 1024 * 1024;
        Self {
            memory: 64 * MIB,
            file: 16 * 1024 * MIB,
            inflated: 64 * MIB,
            ratio: 100,
        }
    }
}

/// The way out. Cheap to share behind an `Arc`; opens nothing until used.
pub struct Client {
    pub(crate) config: Config,
    pub(crate) gate: Gate,
    pub(crate) trust: Arc<Trust>,
    pool: Pool,
}

impl Client {
    /// A client with these settings.
    pub fn new(config: Config) -> Self {
        let gate = Gate {
            policy: config.policy.clone(),
            resolver: config.resolver.clone(),
        };
        let trust = Arc::new(Trust::new(&config.extra_roots));
        let pool = Pool::new(gate.clone(), trust.clone(), config.connect_timeout);
        Self {
            config,
            gate,
            trust,
            pool,
        }
    }

    /// Sends a request and takes in the whole response. Any status is a
    /// response; an error means that there is none.
    pub async fn send(&self, request: Request, grants: &dyn HostGrants) -> Result<Response, Error> {
        let hop = Hop::first(&request)?;
        let host = Endpoint::of(&hop.url, 0)?.host;
        let after = request.timeout.unwrap_or(self.config.total_timeout);
        tokio::time::timeout(after, self.follow(&request, hop, grants))
            .await
            .unwrap_or(Err(Error::Timeout {
                host,
                after,
                phase: Phase::Total,
            }))
    }

    async fn follow(
        &self,
        request: &Request,
        mut hop: Hop,
        grants: &dyn HostGrants,
    ) -> Result<Response, Error> {
        let outgoing = Outgoing::prepare(&request.body).await?;
        let mut redirects = 0;
        loop {
            let to = Endpoint::of(&hop.url, 0)?;
            may_have_credential(
                request,
                &to,
                redirects == 0 || hop.with_body && !outgoing.is_empty(),
            )?;
            let route = self.route(request, &to, grants).await?;
            let response = self.exchange(request, &hop, &outgoing, &to, &route).await?;
            tracing::debug!(host = to.host, method = %hop.method, status = response.status().as_u16(), "response");
            let next = if request.redirects.follow {
                next_hop(&hop, &response, request)?
            } else {
                None
            };
            match next {
                None => return self.answer(request, &hop, &to, response, redirects).await,
                Some(_) if redirects >= request.redirects.max => {
                    return Err(Error::RedirectLoop {
                        host: to.host,
                        max: request.redirects.max,
                    });
                }
                Some(next) => hop = next,
            }
            redirects += 1;
        }
    }

    /// Vets the target, and the proxy if there is one. A name is vetted when it
    /// is resolved for connecting; what a proxy resolves is not ours to see, so
    /// behind one it is resolved and vetted here.
    async fn route(
        &self,
        request: &Request,
        to: &Endpoint,
        grants: &dyn HostGrants,
    ) -> Result<Route, Error> {
        let reach = self.gate.admit(to, grants)?;
        let proxy = request.proxy.as_deref().map(str::trim).unwrap_or_default();
        let via = if proxy.is_empty() {
            None
        } else {
            Some(self.via(proxy, grants).await?)
        };
        if via.is_some() {
            match self.gate.addresses(to, reach).await {
                Err(Error::Dns { .. }) if reach.granted => {}
                Err(Error::Dns { .. }) => {
                    return Err(self.config.policy.unresolved(&to.host, to.port).into());
                }
                vetted => drop(vetted?),
            }
        }
        Ok(Route {
            verify_tls: request.verify_tls,
            reach,
            via,
        })
    }

    /// Vets a proxy by name as well: the SOCKS code loses the refusal that the
    /// resolver gives it.
    async fn via(&self, proxy: &str, grants: &dyn HostGrants) -> Result<Via, Error> {
        let url = proxy_url(proxy)?;
        let endpoint = Endpoint::of(&url, SOCKS_PORT)?;
        let reach = self.gate.admit(&endpoint, grants)?;
        self.gate.addresses(&endpoint, reach).await?;
        Ok(Via {
            url,
            endpoint,
            reach,
        })
    }

    async fn exchange(
        &self,
        request: &Request,
        hop: &Hop,
        outgoing: &Outgoing,
        to: &Endpoint,
        route: &Route,
    ) -> Result<reqwest::Response, Error> {
        let client = self.pool.client(route)?;
        let mut headers = hop.header_map()?;
        if !headers.contains_key(USER_AGENT) {
            let agent = HeaderValue::from_str(&self.config.user_agent);
            headers.insert(
                USER_AGENT,
                agent.unwrap_or(HeaderValue::from_static("millrace")),
            );
        }
        if request.decompress
            && !headers.contains_key(ACCEPT_ENCODING)
            && !headers.contains_key(RANGE)
        {
            headers.insert(ACCEPT_ENCODING, OFFERED);
        }
        let mut wire = reqwest::Request::new(hop.method.clone(), hop.url.clone());
        if hop.with_body && !outgoing.is_empty() {
            let kind = outgoing.content_type.as_deref();
            if let Some(kind) = kind.and_then(|kind| HeaderValue::from_str(kind).ok()) {
                headers.insert(CONTENT_TYPE, kind);
            }
            *wire.body_mut() = outgoing.open();
        } else if matches!(hop.method, Method::POST | Method::PUT | Method::PATCH) {
            // Many servers answer 411 to a POST that does not say it is empty.
            headers.insert(CONTENT_LENGTH, HeaderValue::from_static("0"));
        }
        *wire.headers_mut() = headers;
        let sent = client.execute(wire).await;
        sent.map_err(|error| fault::of_exchange(&error, to, route, self.config.connect_timeout))
    }

    async fn answer(
        &self,
        request: &Request,
        hop: &Hop,
        to: &Endpoint,
        response: reqwest::Response,
        redirects: u32,
    ) -> Result<Response, Error> {
        let status = response.status();
        let status_text = reason_phrase(&response);
        let mut headers = header_list(&response);
        let intake = Intake {
            host: &to.host,
            limits: &self.config.limits,
            max: request.max_response_bytes,
            idle: self.config.idle_timeout,
            save: &request.save,
            filter: request.filter.as_ref(),
            temp_dir: &self.config.temp_dir,
            decompress: request.decompress,
            bodiless: hop.method == Method::HEAD || matches!(status.as_u16(), 204 | 304),
        };
        let (content, unpacked) = receive(response, &intake).await?;
        if unpacked {
            headers.retain(|(name, _)| name != "content-encoding" && name != "content-length");
        }
        Ok(Response {
            status: status.as_u16(),
            status_text,
            headers,
            url: hop.url.to_string(),
            redirects,
            content,
        })
    }
}

/// A credential goes to its own hosts only. A redirect elsewhere has lost the
/// headers already; a body that goes along may hold it as well.
fn may_have_credential(request: &Request, to: &Endpoint, carries: bool) -> Result<(), Error> {
    match &request.credential_hosts {
        Some(hosts) if carries && !hosts.allows(&to.host, to.port) => {
            Err(Error::RefusedCredential {
                host: to.host.clone(),
            })
        }
        _ => Ok(()),
    }
}

fn next_hop(
    hop: &Hop,
    response: &reqwest::Response,
    request: &Request,
) -> Result<Option<Hop>, Error> {
    let location = response
        .headers()
        .get(LOCATION)
        .map(|value| String::from_utf8_lossy(value.as_bytes()));
    hop.next(
        response.status().as_u16(),
        location.as_deref(),
        &request.sensitive_headers,
    )
}

fn proxy_url(text: &str) -> Result<Url, Error> {
    let full = if text.contains("://") {
        text.to_owned()
    } else {
        format!("http://{text}")
    };
    let url = Url::parse(&full).map_err(|error| Error::InvalidUrl {
        reason: format!("the proxy's: {error}"),
    })?;
    match url.scheme() {
        "http" | "https" | "socks4" | "socks4a" | "socks5" | "socks5h" => Ok(url),
        other => Err(Error::InvalidUrl {
            reason: format!("a proxy cannot be reached with `{other}:`"),
        }),
    }
}

fn reason_phrase(response: &reqwest::Response) -> String {
    match response.extensions().get::<hyper::ext::ReasonPhrase>() {
        Some(phrase) => latin1(phrase.as_bytes()),
        None => response
            .status()
            .canonical_reason()
            .unwrap_or_default()
            .to_owned(),
    }
}

fn header_list(response: &reqwest::Response) -> Vec<(String, String)> {
    let text = |value: &HeaderValue| match std::str::from_utf8(value.as_bytes()) {
        Ok(text) => text.to_owned(),
        Err(_) => latin1(value.as_bytes()),
    };
    response
        .headers()
        .iter()
        .map(|(name, value)| (name.as_str().to_owned(), text(value)))
        .collect()
}

fn latin1(bytes: &[u8]) -> String {
    bytes.iter().copied().map(char::from).collect()
}
