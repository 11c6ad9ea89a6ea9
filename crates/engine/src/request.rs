//! `helpers.httpRequest` of running code: its options made a request of the host's, the answer made a value.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use model::script::{ScriptError, ScriptFault};
use sdk::{Body, Host, HttpAnswer, HttpBody, HttpRequest};
use url::Url;
use value::{Map, Text, Value, json};

use crate::asked::script_error;

/// Sends what the options describe.
pub(crate) async fn send(host: &dyn Host, options: &Map) -> Result<Value, ScriptError> {
    let request = request_of(options)?;
    let answer = host.http(request).await.map_err(script_error)?;
    let ignored = match options.get("ignoreHttpStatusErrors") {
        Some(Value::Object(_)) => true,
        _ => truthy(options, "ignoreHttpStatusErrors") || denied(options, "simple"),
    };
    if answer.status >= 400 && !ignored {
        return Err(refused(&answer));
    }
    let bytes = match &answer.body {
        Body::Bytes(bytes) => bytes.clone(),
        Body::Stored(binary) => host.load_binary(binary).await.map_err(script_error)?,
    };
    let body = body_value(options, &bytes);
    if !truthy(options, "returnFullResponse") && !truthy(options, "resolveWithFullResponse") {
        return Ok(body);
    }
    Ok(json!({
        "body": body,
        "headers": headers_value(&answer),
        "statusCode": answer.status,
        "statusMessage": answer.status_text
    }))
}

fn request_of(options: &Map) -> Result<HttpRequest, ScriptError> {
    let mut request = HttpRequest {
        method: text(options, "method").unwrap_or("GET").to_uppercase(),
        url: address(options)?,
        headers: headers(options),
        insecure: truthy(options, "skipSslCertificateValidation")
            || denied(options, "rejectUnauthorized"),
        ..HttpRequest::default()
    };
    if truthy(options, "disableFollowRedirect") || denied(options, "followRedirect") {
        request.redirects = 0;
    }
    if let Some(ms) = options.get("timeout").and_then(Value::as_u64) {
        request.timeout_ms = ms;
    }
    request.proxy = proxy(options.get("proxy"));
    if let Some(auth) = options.get("auth") {
        authorize(&mut request, auth);
    }
    set_body(&mut request, options);
    Ok(request)
}

fn text<'o>(options: &'o Map, key: &str) -> Option<&'o str> {
    options.get(key).and_then(Value::as_str)
}

/// Whether an option that is on by itself was switched off.
fn denied(options: &Map, key: &str) -> bool {
    options.get(key) == Some(&Value::Bool(false))
}

fn truthy(options: &Map, key: &str) -> bool {
    options.get(key).and_then(Value::as_bool).unwrap_or(false)
}

/// The address with its query.
fn address(options: &Map) -> Result<String, ScriptError> {
    let given = text(options, "url")
        .or(text(options, "uri"))
        .unwrap_or_default();
    let parsed = match text(options, "baseURL") {
        Some(base) if !given.contains("://") => {
            let joined = format!(
                "{}/{}",
                base.trim_end_matches('/'),
                given.trim_start_matches('/')
            );
            Url::parse(&joined)
        }
        _ => Url::parse(given),
    };
    let mut url = parsed.map_err(|_| {
        let message = format!("Invalid URL: {given}");
        ScriptError::new(ScriptFault::Thrown, "TypeError", message)
    })?;
    if let Some(query) = options.get("qs").and_then(Value::as_object) {
        let repeat = text(options, "arrayFormat").unwrap_or("indices");
        let pairs = query
            .iter()
            .flat_map(|(key, value)| query_pairs(key, value, repeat));
        let pairs: Vec<(String, Text)> = pairs.collect();
        if !pairs.is_empty() {
            url.query_pairs_mut().extend_pairs(pairs);
        }
    }
    Ok(url.into())
}

fn query_pairs(key: &str, value: &Value, repeat: &str) -> Vec<(String, Text)> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(list) => (0..)
            .zip(list.iter())
            .map(|(at, entry): (usize, _)| {
                let key = match repeat {
                    "repeat" => key.to_owned(),
                    "brackets" => format!("{key}[]"),
                    _ => format!("{key}[{at}]"),
                };
                (key, entry.to_text())
            })
            .collect(),
        other => vec![(key.to_owned(), other.to_text())],
    }
}

fn headers(options: &Map) -> Vec<(String, String)> {
    let given = options.get("headers").and_then(Value::as_object);
    let one = |(key, value): (&Text, &Value)| match value {
        Value::Null => None,
        value => Some((key.to_string(), value.to_text().to_string())),
    };
    given
        .into_iter()
        .flat_map(|map| map.iter().filter_map(one))
        .collect()
}

fn has_header(request: &HttpRequest, name: &str) -> bool {
    request
        .headers
        .iter()
        .any(|(key, _)| key.eq_ignore_ascii_case(name))
}

fn proxy(given: Option<&Value>) -> Option<String> {
    match given? {
        Value::String(address) if !address.is_empty() => Some(address.to_string()),
        Value::Object(map) => {
            let part = |key: &str| map.get(key).map(Value::to_text);
            let scheme = part("protocol").unwrap_or_else(|| "http".into());
            let port = part("port")
                .map(|port| format!(":{port}"))
                .unwrap_or_default();
            Some(format!(
                "{}://{}{port}",
                scheme.trim_end_matches(':'),
                part("host")?
            ))
        }
        _ => None,
    }
}

fn authorize(request: &mut HttpRequest, auth: &Value) {
    let part = |keys: [&str; 2]| {
        let found = keys.iter().find_map(|key| auth.get(*key));
        found.map(Value::to_text).unwrap_or_default()
    };
    let pair = format!(
        "{}:{}",
        part(["username", "user"]),
        part(["password", "pass"])
    );
    let header = format!("Basic {}", STANDARD.encode(pair));
    request.headers.push(("authorization".to_owned(), header));
}

fn set_body(request: &mut HttpRequest, options: &Map) {
    let (bytes, mime) = match options.get("body") {
        None | Some(Value::Null) => match options.get("form").and_then(Value::as_object) {
            Some(form) => (form_text(form), "application/x-www-form-urlencoded"),
            None => return,
        },
        Some(Value::String(body)) => (body.to_string(), "text/plain"),
        Some(Value::Object(form)) if is_form(request) => {
            (form_text(form), "application/x-www-form-urlencoded")
        }
        Some(body) => (value::to_string(body), "application/json"),
    };
    request.body = HttpBody::Raw(Body::Bytes(bytes.into()));
    if !has_header(request, "content-type") {
        request
            .headers
            .push(("content-type".to_owned(), mime.to_owned()));
    }
    if truthy(options, "json") && !has_header(request, "accept") {
        request
            .headers
            .push(("accept".to_owned(), "application/json".to_owned()));
    }
}

fn is_form(request: &HttpRequest) -> bool {
    request.headers.iter().any(|(key, value)| {
        key.eq_ignore_ascii_case("content-type") && value.contains("x-www-form-urlencoded")
    })
}

fn form_text(form: &Map) -> String {
    let pairs = form
        .iter()
        .flat_map(|(key, value)| query_pairs(key, value, "repeat"));
    url::form_urlencoded::Serializer::new(String::new())
        .extend_pairs(pairs)
        .finish()
}

/// JSON is read where it is JSON, unless the options ask for something else.
fn body_value(options: &Map, bytes: &[u8]) -> Value {
    let plain = || Value::from(String::from_utf8_lossy(bytes));
    match text(options, "encoding") {
        Some("arraybuffer") => json!({ "type": "Buffer", "base64": STANDARD.encode(bytes) }),
        Some("text" | "document") => plain(),
        _ => value::from_slice(bytes).unwrap_or_else(|_| plain()),
    }
}

fn headers_value(answer: &HttpAnswer) -> Value {
    let mut map = Map::new();
    for (key, value) in &answer.headers {
        match map.get_mut(key) {
            Some(Value::Array(list)) => std::sync::Arc::make_mut(list).push(value.into()),
            Some(first) => *first = json!([first.clone(), value]),
            None => {
                map.insert(key.as_str(), value);
            }
        }
    }
    map.into()
}

fn refused(answer: &HttpAnswer) -> ScriptError {
    let message = format!("Request failed with status code {}", answer.status);
    let said = match &answer.body {
        Body::Bytes(bytes) => String::from_utf8_lossy(bytes).chars().take(1000).collect(),
        Body::Stored(_) => String::new(),
    };
    ScriptError {
        description: Some(said).filter(|said: &String| !said.is_empty()),
        code: Some(answer.status.to_string()),
        ..ScriptError::new(ScriptFault::Thrown, "AxiosError", message)
    }
}
