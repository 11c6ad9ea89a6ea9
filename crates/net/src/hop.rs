//! One hop of a request: what is sent where, and what a redirect makes of it.
//!
//! Pure functions on plain data. The rules are those of browsers and axios:
//! credentials do not cross origins, a POST that is redirected with 301, 302 or
//! 303 becomes a GET without a body, 307 and 308 keep method and body.

use base64::Engine;
use base64::prelude::BASE64_STANDARD;
use percent_encoding::percent_decode_str;
use reqwest::Method;
use reqwest::header::{HeaderMap, HeaderName, HeaderValue};
use url::Url;

use crate::error::Error;
use crate::request::Request;

/// Headers that hold credentials whatever the caller says.
const CREDENTIALS: &[&str] = &["authorization", "cookie", "proxy-authorization"];

/// Headers that the body and the connection decide.
const DECIDED: &[&str] = &["content-length", "transfer-encoding"];

pub(crate) struct Hop {
    pub url: Url,
    pub method: Method,
    pub headers: Vec<(String, String)>,
    pub with_body: bool,
}

impl Hop {
    pub fn first(request: &Request) -> Result<Self, Error> {
        let method = Method::from_bytes(request.method.trim().to_ascii_uppercase().as_bytes())
            .map_err(|_| Error::InvalidRequest {
                reason: format!("`{}` is not a method", request.method),
            })?;
        let url = Url::parse(request.url.trim()).map_err(|error| Error::InvalidUrl {
            reason: error.to_string(),
        })?;
        let headers = request
            .headers
            .iter()
            .filter(|(name, _)| !among(name, DECIDED))
            .cloned()
            .collect();
        Self {
            url,
            method,
            headers,
            with_body: true,
        }
        .cleared()
    }

    /// The hop a redirect leads to; None if the status is no redirect.
    pub fn next(
        &self,
        status: u16,
        location: Option<&str>,
        sensitive: &[String],
    ) -> Result<Option<Self>, Error> {
        let (301 | 302 | 303 | 307 | 308, Some(location)) = (status, location) else {
            return Ok(None);
        };
        let url = self.url.join(location).map_err(|error| Error::InvalidUrl {
            reason: format!("it redirects to something unreadable: {error}"),
        })?;
        let leaves = !same_origin(&self.url, &url);
        let becomes_get = becomes_get(status, &self.method);
        let kept = |name: &str| {
            let secret = among(name, CREDENTIALS)
                || sensitive.iter().any(|own| own.eq_ignore_ascii_case(name));
            !(leaves && (secret || name.eq_ignore_ascii_case("host"))
                || becomes_get && describes_body(name))
        };
        let headers = self
            .headers
            .iter()
            .filter(|(name, _)| kept(name))
            .cloned()
            .collect();
        let method = if becomes_get {
            Method::GET
        } else {
            self.method.clone()
        };
        Self {
            url,
            method,
            headers,
            with_body: self.with_body && !becomes_get,
        }
        .cleared()
        .map(Some)
    }

    /// Only http and https; user and password out of the address and into a header.
    fn cleared(mut self) -> Result<Self, Error> {
        if !matches!(self.url.scheme(), "http" | "https") {
            return Err(Error::RefusedScheme {
                scheme: self.url.scheme().to_owned(),
            });
        }
        if self.url.username().is_empty() && self.url.password().is_none() {
            return Ok(self);
        }
        let basic = basic(self.url.username(), self.url.password().unwrap_or_default());
        let cannot = |()| Error::InvalidUrl {
            reason: "its user and password cannot be read".into(),
        };
        self.url.set_username("").map_err(cannot)?;
        self.url.set_password(None).map_err(cannot)?;
        if !self.has("authorization") {
            self.headers.push(("Authorization".into(), basic));
        }
        Ok(self)
    }

    pub fn has(&self, name: &str) -> bool {
        self.headers
            .iter()
            .any(|(own, _)| own.eq_ignore_ascii_case(name))
    }

    pub fn header_map(&self) -> Result<HeaderMap, Error> {
        let mut map = HeaderMap::with_capacity(self.headers.len());
        for (name, value) in &self.headers {
            let invalid = |what| Error::InvalidRequest {
                reason: format!(
                    "the {what} of the header `{name}` has a character that cannot be sent"
                ),
            };
            let key =
                HeaderName::from_bytes(name.trim().as_bytes()).map_err(|_| invalid("name"))?;
            map.append(key, wire_value(value).ok_or_else(|| invalid("value"))?);
        }
        Ok(map)
    }
}

/// Latin-1 where that is possible, as the field has always had it, UTF-8 elsewhere.
fn wire_value(text: &str) -> Option<HeaderValue> {
    let text = text.trim();
    let latin: Option<Vec<u8>> = text.chars().map(|c| u8::try_from(c).ok()).collect();
    HeaderValue::from_bytes(latin.as_deref().unwrap_or(text.as_bytes())).ok()
}

fn basic(user: &str, password: &str) -> String {
    let mut plain: Vec<u8> = percent_decode_str(user).collect();
    plain.push(b':');
    plain.extend(percent_decode_str(password));
    format!("Basic {}", BASE64_STANDARD.encode(plain))
}

fn becomes_get(status: u16, method: &Method) -> bool {
    match status {
        301 | 302 => *method == Method::POST,
        303 => !matches!(*method, Method::GET | Method::HEAD),
        _ => false,
    }
}

/// Same scheme, host and port; or the same host asking for encryption, which
/// takes nothing from anyone.
fn same_origin(from: &Url, to: &Url) -> bool {
    let upgrade = from.scheme() == "http"
        && to.scheme() == "https"
        && from.port().is_none()
        && to.port().is_none();
    from.host() == to.host()
        && (upgrade
            || from.scheme() == to.scheme()
                && from.port_or_known_default() == to.port_or_known_default())
}

fn describes_body(name: &str) -> bool {
    name.get(..8)
        .is_some_and(|start| start.eq_ignore_ascii_case("content-"))
}

fn among(name: &str, list: &[&str]) -> bool {
    list.iter()
        .any(|known| known.eq_ignore_ascii_case(name.trim()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hop(method: &str, url: &str) -> Hop {
        let request = Request::new(method, url)
            .header("Authorization", "secret")
            .header("X-Key", "secret")
            .header("Content-Type", "text/plain")
            .header("Accept", "a")
            .header("accept", "b");
        Hop::first(&request).unwrap()
    }

    /// `METHOD from status location`, and what follows: method, address and the
    /// initials of the headers left.
    fn check(redirect: &str, expected: &str) {
        let [method, from, status, location] = redirect.split(' ').collect::<Vec<_>>()[..] else {
            panic!("{redirect}");
        };
        let status = status.parse().unwrap();
        let next = hop(method, from).next(status, Some(location), &["x-key".into()]);
        let next = next.unwrap().unwrap();
        let names: Vec<&str> = next.headers.iter().map(|(name, _)| &name[..1]).collect();
        let body = if next.with_body { "+body" } else { "" };
        let told = format!("{} {} {}{body}", next.method, next.url, names.concat());
        assert_eq!(told, expected, "{redirect}");
    }

    #[test]
    fn redirects() {
        check(
            "GET http://a.test/x/y 302 z?q=1",
            "GET http://a.test/x/z?q=1 AXCAa+body",
        );
        check("POST http://a.test/ 301 /b", "GET http://a.test/b AXAa");
        check("POST http://a.test/ 302 /b", "GET http://a.test/b AXAa");
        check(
            "PUT http://a.test/ 302 /b",
            "PUT http://a.test/b AXCAa+body",
        );
        check("PUT http://a.test/ 303 /b", "GET http://a.test/b AXAa");
        check(
            "HEAD http://a.test/ 303 /b",
            "HEAD http://a.test/b AXCAa+body",
        );
        check(
            "POST http://a.test/ 307 /b",
            "POST http://a.test/b AXCAa+body",
        );
        check(
            "POST http://a.test/ 308 //b.test/",
            "POST http://b.test/ CAa+body",
        );
        check(
            "GET http://a.test/ 302 http://b.test/",
            "GET http://b.test/ CAa+body",
        );
        check(
            "GET http://a.test/ 302 http://c.a.test/",
            "GET http://c.a.test/ CAa+body",
        );
        check(
            "GET http://a.test/ 302 http://a.test:81/",
            "GET http://a.test:81/ CAa+body",
        );
        check(
            "GET http://a.test/ 302 https://a.test/",
            "GET https://a.test/ AXCAa+body",
        );
        check(
            "GET https://a.test/ 302 http://a.test/",
            "GET http://a.test/ CAa+body",
        );
        check(
            "GET http://a.test:81/ 302 https://a.test/",
            "GET https://a.test/ CAa+body",
        );
    }

    #[test]
    fn not_redirects() {
        for (status, location) in [
            (200, Some("/x")),
            (304, Some("/x")),
            (300, Some("/x")),
            (302, None),
        ] {
            assert!(
                hop("GET", "http://a.test/")
                    .next(status, location, &[])
                    .unwrap()
                    .is_none(),
                "{status}"
            );
        }
    }

    #[test]
    fn refused_places() {
        for (location, code) in [
            ("file:///etc/passwd", "refused_scheme"),
            ("javascript:1", "refused_scheme"),
            ("http://[", "invalid_url"),
        ] {
            let error = hop("GET", "http://a.test/")
                .next(302, Some(location), &[])
                .err()
                .unwrap();
            assert_eq!(error.code(), code, "{location}");
        }
    }

    #[test]
    fn user_and_password_become_a_header() {
        let plain = Hop::first(&Request::get("http://us%40er:p%3Ass@a.test/x")).unwrap();
        assert_eq!(plain.url.as_str(), "http://a.test/x");
        assert_eq!(
            plain.headers,
            [(
                "Authorization".to_owned(),
                "Basic dXNAZXI6cDpzcw==".to_owned()
            )]
        );
        let given = Hop::first(&Request::get("http://u:p@a.test/").header("authorization", "mine"))
            .unwrap();
        assert_eq!(
            given.headers,
            [("authorization".to_owned(), "mine".to_owned())]
        );
    }

    #[test]
    fn headers_on_the_wire() {
        let value = |text: &str| wire_value(text).map(|value| value.as_bytes().to_vec());
        assert_eq!(value("é"), Some(vec![0xe9]));
        assert_eq!(value("→"), Some("→".as_bytes().to_vec()));
        assert_eq!(value("a\r\nb: c"), None);
        let smuggled = Hop::first(
            &Request::get("http://a.test/")
                .header("Content-Length", "5")
                .header("A b", "x"),
        )
        .unwrap();
        assert!(!smuggled.has("content-length"));
        assert_eq!(smuggled.header_map().unwrap_err().code(), "invalid_request");
    }
}
