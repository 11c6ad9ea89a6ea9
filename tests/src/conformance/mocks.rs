//! Answers to HTTP requests, as the cases list them: each serves once unless it says otherwise, and a request that fits
//! none fails.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::script::Typed;
use parking_lot::Mutex;
use sdk::{Body, Error, HttpAnswer, HttpBody, HttpRequest, PartContent};
use value::{Map, Value, json};

use super::compare;

/// The answers of one case.
pub struct Mocks(Mutex<Vec<Mock>>);

struct Mock {
    spec: Value,
    left: Option<u64>,
}

/// A request with its body as bytes.
pub struct Seen<'r> {
    /// The request.
    pub request: &'r HttpRequest,
    /// Its body, where it is plain bytes.
    pub body: Vec<u8>,
}

impl Mocks {
    /// Reads the list of a case.
    pub fn new(specs: &[Value]) -> Self {
        let mock = |spec: &Value| {
            let left = match spec["persist"] == true {
                true => None,
                false => Some(spec["times"].as_u64().unwrap_or(1)),
            };
            Mock {
                spec: spec.clone(),
                left,
            }
        };
        Self(Mutex::new(specs.iter().map(mock).collect()))
    }

    /// Answers a request with the first that fits.
    ///
    /// # Errors
    /// When none fits.
    pub fn answer(&self, seen: &Seen<'_>) -> Result<HttpAnswer, Error> {
        let mut mocks = self.0.lock();
        let found = mocks
            .iter_mut()
            .find(|mock| mock.left != Some(0) && mock.fits(seen));
        let Some(mock) = found else {
            let HttpRequest { method, url, .. } = seen.request;
            return Err(Error::new(
                "http.connect",
                format!("no answer is prepared for {method} {url}"),
            ));
        };
        mock.left = mock.left.map(|left| left - 1);
        Ok(mock.reply(seen))
    }

    /// The answers that nothing asked for, or not as often as it should have.
    pub fn unused(&self) -> Vec<String> {
        let mocks = self.0.lock();
        let waiting = mocks
            .iter()
            .filter(|mock| mock.left.is_some_and(|left| left > 0));
        waiting
            .map(|mock| {
                let spec = &mock.spec;
                format!("{} {}", spec["method"].to_text(), spec["url"].to_text())
            })
            .collect()
    }
}

impl Mock {
    fn fits(&self, seen: &Seen<'_>) -> bool {
        let wanted = self.spec["url"].to_text();
        let same_method = self.spec["method"]
            .to_text()
            .eq_ignore_ascii_case(&seen.request.method);
        same_method
            && self.url_fits(&wanted, &seen.request.url)
            && self.headers_fit(seen)
            && self.body_fits(seen)
    }

    fn url_fits(&self, wanted: &str, url: &str) -> bool {
        let (wanted, mut query) = parts(wanted);
        let (own, own_query) = parts(url);
        match &self.spec["query"] {
            Value::Bool(true) => return wanted == own,
            Value::Object(map) => query.extend(
                map.iter()
                    .map(|(k, v)| (k.to_string(), v.to_text().to_string())),
            ),
            _ => {}
        }
        query.sort();
        wanted == own && query == own_query
    }

    fn headers_fit(&self, seen: &Seen<'_>) -> bool {
        self.spec["requestHeaders"]
            .as_object()
            .into_iter()
            .flatten()
            .all(|(name, wanted)| {
                let own = seen
                    .request
                    .headers
                    .iter()
                    .find(|(own, _)| own.eq_ignore_ascii_case(name));
                own.is_some_and(|(_, own)| {
                    compare::equal(wanted, &Typed::Json(own.as_str().into())).is_ok()
                })
            })
    }

    fn body_fits(&self, seen: &Seen<'_>) -> bool {
        let Some(wanted) = self.spec.get("requestBody") else {
            return true;
        };
        if let Some(text) = wanted.as_str() {
            let own = String::from_utf8_lossy(&seen.body);
            return own == text || sorted_pairs(&own) == sorted_pairs(text);
        }
        let form = || -> Map {
            sorted_pairs(&String::from_utf8_lossy(&seen.body))
                .into_iter()
                .collect()
        };
        let own = value::from_slice(&seen.body).unwrap_or_else(|_| form().into());
        wanted.get("$fn").is_some() || compare::equal(wanted, &Typed::Json(own)).is_ok()
    }

    fn reply(&self, seen: &Seen<'_>) -> HttpAnswer {
        let reply = &self.spec["reply"];
        if reply["computed"].is_object() {
            return paged_ids(seen);
        }
        let (body, kind) = match &reply["body"] {
            Value::Null => (Vec::new(), None),
            Value::String(text) => (text.as_bytes().to_vec(), None),
            Value::Object(map) if map.contains_key("$buffer") => (
                STANDARD
                    .decode(reply["body"]["$buffer"].to_text().as_bytes())
                    .unwrap_or_default(),
                None,
            ),
            other => (value::to_vec(other), Some("application/json")),
        };
        let mut headers: Vec<(String, String)> = reply["headers"]
            .as_object()
            .into_iter()
            .flatten()
            .map(|(name, value)| (name.to_lowercase(), value.to_text().to_string()))
            .collect();
        if let Some(kind) = kind.filter(|_| !headers.iter().any(|(name, _)| name == "content-type"))
        {
            headers.push(("content-type".to_owned(), kind.to_owned()));
        }
        answer(
            reply["status"].as_u64().unwrap_or(200) as u16,
            headers,
            body,
            &seen.request.url,
        )
    }
}

fn answer(status: u16, headers: Vec<(String, String)>, body: Vec<u8>, url: &str) -> HttpAnswer {
    let status_text = match status {
        200 => "OK",
        404 => "Not Found",
        _ => "",
    };
    HttpAnswer {
        status,
        status_text: status_text.to_owned(),
        headers,
        url: url.to_owned(),
        body: Body::Bytes(body.into()),
    }
}

/// Address without its query, and the query's pairs in order of their names.
fn parts(url: &str) -> (String, Vec<(String, String)>) {
    let (base, query) = url.split_once('?').unwrap_or((url, ""));
    (
        decode(base).trim_end_matches('/').to_owned(),
        sorted_pairs(query),
    )
}

fn sorted_pairs(query: &str) -> Vec<(String, String)> {
    let pairs = query.split('&').filter(|pair| !pair.is_empty());
    let mut pairs: Vec<_> = pairs
        .map(|pair| {
            let (key, value) = pair.split_once('=').unwrap_or((pair, ""));
            (
                decode(&key.replace('+', " ")),
                decode(&value.replace('+', " ")),
            )
        })
        .collect();
    pairs.sort();
    pairs
}

fn decode(text: &str) -> String {
    let bytes = text.as_bytes();
    let mut out = Vec::with_capacity(bytes.len());
    let mut at = 0;
    while at < bytes.len() {
        let hex = (bytes[at] == b'%')
            .then(|| text.get(at + 1..at + 3))
            .flatten();
        match hex.and_then(|hex| u8::from_str_radix(hex, 16).ok()) {
            Some(byte) => {
                out.push(byte);
                at += 3;
            }
            None => {
                out.push(bytes[at]);
                at += 1;
            }
        }
    }
    String::from_utf8_lossy(&out).into_owned()
}

/// The one computed answer of the cases: fifteen ids, a page at a time.
fn paged_ids(seen: &Seen<'_>) -> HttpAnswer {
    let fields = fields(seen);
    let number = |name: &str, default: usize| {
        let given = fields.get(name).map(Value::to_text);
        given
            .and_then(|text| text.parse::<usize>().ok())
            .unwrap_or(default)
    };
    let (skip, limit) = (number("skip", 0), number("limit", 10));
    let ids: Vec<Value> = (skip..(skip + limit).min(15))
        .map(|id| json!({ "id": id }))
        .collect();
    let own = seen
        .request
        .headers
        .iter()
        .find(|(name, _)| name.eq_ignore_ascii_case("content-type"));
    let kind = own.map_or("application/json", |(_, kind)| kind);
    let next = format!(
        "https://dummyjson.com/users?skip={}&limit={limit}",
        skip + limit
    );
    let headers = vec![
        ("next-url".to_owned(), next),
        ("content-type".to_owned(), kind.to_owned()),
    ];
    let status = if ids.is_empty() { 404 } else { 200 };
    answer(
        status,
        headers,
        value::to_vec(&ids.into()),
        &seen.request.url,
    )
}

fn fields(seen: &Seen<'_>) -> Map {
    if seen.request.method == "GET" {
        return parts(&seen.request.url).1.into_iter().collect();
    }
    if let HttpBody::Multipart(parts) = &seen.request.body {
        let text = |content: &PartContent| match content {
            PartContent::Text(text) => text.clone(),
            PartContent::File { .. } => String::new(),
        };
        return parts
            .iter()
            .map(|part| (part.name.clone(), text(&part.content)))
            .collect();
    }
    match value::from_slice(&seen.body) {
        Ok(Value::Object(map)) => std::sync::Arc::unwrap_or_clone(map),
        _ => sorted_pairs(&String::from_utf8_lossy(&seen.body))
            .into_iter()
            .collect(),
    }
}
