//! Who may ask: names and origins before anything is routed, the token before a command.
//!
//! A page of the internet can make a browser send requests here (CSRF) or give its own name this address (DNS rebinding).
//! The first is stopped by `Origin` and the token, the second by `Host`.

use std::net::{IpAddr, SocketAddr};

use app::SignIn;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, StatusCode, Uri, header};
use axum::middleware::Next;
use axum::response::{IntoResponse as _, Response};
use rand::Rng as _;
use subtle::ConstantTimeEq as _;

use crate::{Gateway, sign_in};

/// The header that carries the token.
const TOKEN_HEADER: &str = "x-millrace-token";

/// What pages of ours may do. The page needs WASM, styles of its code editor, and pictures of runs.
const POLICY: &str = "default-src 'self'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self' 'unsafe-inline'; \
     object-src 'none'; frame-ancestors 'none'; base-uri 'none'; form-action 'none'; connect-src 'self'; \
     img-src 'self' blob: data:; media-src 'self' blob:; frame-src 'none'; font-src 'self'";

/// A secret that is new at each start.
#[derive(Clone)]
pub struct Token(String);

impl Token {
    pub(crate) fn new() -> Self {
        let mut bytes = [0; 32];
        rand::rng().fill_bytes(&mut bytes);
        Self(hex::encode(bytes))
    }

    /// Its text.
    pub fn as_str(&self) -> &str {
        &self.0
    }

    fn is(&self, given: &str) -> bool {
        self.0.as_bytes().ct_eq(given.as_bytes()).into()
    }
}

/// The names this server answers to.
#[derive(Debug)]
pub struct Names {
    own: Vec<String>,
    /// What a person added: names by which this server is reached from elsewhere.
    added: Vec<String>,
}

impl Names {
    /// Those of the machine itself, the address that is listened on, and those a person added.
    pub fn new(address: SocketAddr, more: Vec<String>) -> Self {
        let mut own: Vec<String> = ["localhost", "127.0.0.1", "[::1]"]
            .map(str::to_owned)
            .into();
        if !address.ip().is_unspecified() {
            own.push(match address.ip() {
                IpAddr::V4(ip) => ip.to_string(),
                IpAddr::V6(ip) => format!("[{ip}]"),
            });
        }
        let added = more.into_iter();
        Self {
            own,
            added: added.map(|name| name.trim().to_ascii_lowercase()).collect(),
        }
    }

    /// Whether a page of this origin is one of ours: it came from the very address that it asks, or from a name that a
    /// person added, since a tunnel may ask by another name than it is asked. Another port is another program's page.
    fn is_origin(&self, origin: &str, host: &str) -> bool {
        let authority = origin
            .strip_prefix("http://")
            .or_else(|| origin.strip_prefix("https://"));
        authority.is_some_and(|from| from.eq_ignore_ascii_case(host) || has(&self.added, from))
    }

    /// Whether a request says it is meant for us, and comes from our own pages if it comes from a page.
    fn fit(&self, headers: &HeaderMap, uri: &Uri) -> bool {
        let text = |value: &HeaderValue| value.to_str().map(str::to_owned).unwrap_or_default();
        let mut hosts = headers.get_all(header::HOST).iter().map(text);
        let host = hosts
            .next()
            .or_else(|| uri.authority().map(ToString::to_string));
        let Some(host) = host.filter(|_| hosts.next().is_none()) else {
            return false;
        };
        let known = has(&self.own, &host) || has(&self.added, &host);
        let mut origins = headers.get_all(header::ORIGIN).iter().map(text);
        known && origins.all(|origin| self.is_origin(&origin, &host))
    }
}

/// Whether an authority (`name` or `name:port`) is among names. One that was added with a port is meant with it.
fn has(names: &[String], authority: &str) -> bool {
    let authority = authority.to_ascii_lowercase();
    let name = match authority.rsplit_once(':') {
        Some((name, port)) if port.bytes().all(|b| b.is_ascii_digit()) => name,
        _ => &authority,
    };
    names.iter().any(|own| *own == name || *own == authority)
}

/// Refuses names and origins that are not ours.
pub(crate) async fn check_names(
    State(gateway): State<Gateway>,
    request: Request,
    next: Next,
) -> Response {
    if gateway.names.fit(request.headers(), request.uri()) {
        return next.run(request).await;
    }
    let host = request
        .headers()
        .get(header::HOST)
        .and_then(|host| host.to_str().ok());
    tracing::warn!(host, "a request for another name was refused");
    let text = "Millrace does not answer to this name. If the address is right, start it with --allow-host NAME.\n";
    (StatusCode::FORBIDDEN, text).into_response()
}

/// Refuses who has no token: in the header, or, where a browser cannot set one, in the query.
pub(crate) async fn check_token(
    State(gateway): State<Gateway>,
    request: Request,
    next: Next,
) -> Response {
    let from = sign_in::origin(&request);
    let header = request
        .headers()
        .get(TOKEN_HEADER)
        .and_then(|token| token.to_str().ok());
    let by_query = request.method() == axum::http::Method::GET;
    let query = request
        .uri()
        .query()
        .filter(|_| by_query)
        .unwrap_or_default();
    let query = query
        .split('&')
        .find_map(|pair| pair.strip_prefix("token="));
    let given = header.or(query);
    if given.is_some_and(|given| gateway.token.is(given)) {
        gateway.tell_sign_in(SignIn::Accepted, from);
        return next.run(request).await;
    }
    if given.is_some_and(|given| !given.is_empty()) {
        gateway.tell_sign_in(SignIn::Refused, from);
    }
    let text =
        "The token is missing or of an earlier start. Open the address that Millrace printed.\n";
    (StatusCode::UNAUTHORIZED, text).into_response()
}

/// Headers that every answer has.
pub(crate) async fn harden(mut response: Response) -> Response {
    harden_headers(response.headers_mut());
    response
}

/// What every answer says.
pub(crate) fn harden_headers(headers: &mut HeaderMap) {
    headers
        .entry(header::CONTENT_SECURITY_POLICY)
        .or_insert(HeaderValue::from_static(POLICY));
    let fixed = [
        (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
        (header::X_FRAME_OPTIONS, "SAMEORIGIN"),
        (header::REFERRER_POLICY, "no-referrer"),
    ];
    for (name, value) in fixed {
        headers.insert(name, HeaderValue::from_static(value));
    }
}

#[cfg(test)]
mod tests {
    use super::Names;
    use axum::http::{HeaderMap, HeaderValue, Uri, header};

    fn fits(host: Option<&str>, origin: Option<&str>) -> bool {
        let names = Names::new(
            ([10, 0, 0, 5], 80).into(),
            vec!["Tunnel.example".into(), "mapped:8080".into()],
        );
        let mut headers = HeaderMap::new();
        let pairs = [(header::HOST, host), (header::ORIGIN, origin)];
        for (name, value) in pairs
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
        {
            headers.append(
                name,
                HeaderValue::from_str(value).unwrap_or(HeaderValue::from_static("?")),
            );
        }
        names.fit(&headers, &Uri::from_static("/"))
    }

    #[test]
    fn only_our_own_names_and_origins_fit() {
        for host in [
            "localhost",
            "LOCALHOST:4747",
            "127.0.0.1:1",
            "[::1]:9",
            "10.0.0.5",
            "tunnel.example:443",
            "mapped:8080",
        ] {
            assert!(fits(Some(host), None), "{host}");
        }
        for host in [
            "evil.example",
            "localhost.evil.example",
            "127.0.0.1.nip.io",
            "mapped:81",
            "mapped",
            "",
            "::1",
            "localhost:x",
        ] {
            assert!(!fits(Some(host), None), "{host}");
        }
        assert!(!fits(None, None));
        let here = Some("localhost:4747");
        assert!(fits(here, Some("http://localhost:4747")));
        assert!(fits(here, Some("https://tunnel.example")));
        assert!(fits(here, Some("http://mapped:8080")));
        for origin in [
            "http://evil.example",
            "null",
            "",
            "file://",
            "http://localhost@evil.example",
            "ws://localhost:4747",
            "http://localhost:3000",
            "http://localhost",
            "http://127.0.0.1:4747",
        ] {
            assert!(!fits(here, Some(origin)), "{origin}");
        }
    }
}
