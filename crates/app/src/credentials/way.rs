//! How a credential's fields become a part of a request.

use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use model::credential::{CredentialKind, Way};
use sdk::Authorization;
use value::{Map, Value};
use vault::Zeroizing;

use super::Plain;

/// Headers of a custom credential that are no secrets.
const PLAIN_HEADERS: [&str; 6] = [
    "accept",
    "accept-language",
    "content-type",
    "user-agent",
    "host",
    "origin",
];

/// What a request gets; the error says what the credential lacks.
pub(super) fn authorization(
    kind: &CredentialKind,
    plain: &Plain,
) -> Result<Authorization, &'static str> {
    let field = |name: &str| {
        let filled = plain.get(name).map(|value| value.as_str());
        let usual = kind.field(name).map(|field| field.usual.as_str());
        filled
            .filter(|text| !text.is_empty())
            .or(usual)
            .unwrap_or_default()
    };
    let mut out = Authorization::default();
    match kind.way {
        Way::Bearer => out.headers.push(header("Bearer ", field("token"))),
        Way::Basic => {
            let pair = Zeroizing::new(format!("{}:{}", field("user"), field("password")));
            let pair = Zeroizing::new(BASE64_STANDARD.encode(pair.as_bytes()));
            out.headers.push(header("Basic ", &pair));
        }
        // Its header is made for the server's challenge.
        Way::Digest => {}
        Way::Header => out.headers.push(named(field("name"), field("value"))?),
        Way::Query => out.query.push(named(field("name"), field("value"))?),
        Way::Key if field("in") == "query" => out.query.push(named(field("name"), field("key"))?),
        Way::Key => out.headers.push(named(field("name"), field("key"))?),
        Way::Custom => custom(field("json"), &mut out)?,
        Way::Fields => {
            out.fields = kind
                .fields
                .iter()
                .map(|one| (one.name.as_str(), field(&one.name)))
                .filter(|(_, text)| !text.is_empty())
                .collect();
        }
    }
    Ok(out)
}

/// The texts in a secret field that are secrets by themselves.
pub(super) fn parts(kind: &str, text: &Zeroizing<String>) -> Vec<Zeroizing<String>> {
    let mut parts = vec![text.clone()];
    // `Token abc`: the service may show `abc` alone.
    if let Some((scheme, rest)) = text.split_once(' ')
        && scheme.bytes().all(|byte| byte.is_ascii_alphabetic())
    {
        parts.push(Zeroizing::new(rest.trim().to_owned()));
    }
    if kind == "httpCustomAuth" {
        let mut out = Authorization::default();
        if custom(text, &mut out).is_ok() {
            let headers = out
                .headers
                .into_iter()
                .filter(|(name, _)| !PLAIN_HEADERS.contains(&name.to_ascii_lowercase().as_str()));
            parts.extend(
                headers
                    .chain(out.query)
                    .map(|(_, value)| Zeroizing::new(value)),
            );
            texts(&Value::from(out.body), &mut parts);
        }
    }
    parts
}

fn texts(value: &Value, into: &mut Vec<Zeroizing<String>>) {
    match value {
        Value::String(text) => into.push(Zeroizing::new(text.to_string())),
        Value::Array(list) => list.iter().for_each(|one| texts(one, into)),
        Value::Object(map) => map.values().for_each(|one| texts(one, into)),
        _ => {}
    }
}

fn header(scheme: &str, secret: &str) -> (String, String) {
    ("Authorization".to_owned(), format!("{scheme}{secret}"))
}

fn named(name: &str, value: &str) -> Result<(String, String), &'static str> {
    match name.trim() {
        "" => Err("its field “Name” is empty"),
        name => Ok((name.to_owned(), value.to_owned())),
    }
}

/// As n8n's custom credential: `headers`, `qs`, `body`.
fn custom(json: &str, out: &mut Authorization) -> Result<(), &'static str> {
    const SHAPE: &str = "its JSON is not an object with “headers”, “qs” and “body”";
    let value = value::from_str(json).map_err(|_| SHAPE)?;
    let Value::Object(map) = &value else {
        return Err(SHAPE);
    };
    let part = |name: &str| match map.get(name) {
        None | Some(Value::Null) => Ok(Map::new()),
        Some(Value::Object(part)) => Ok(Map::clone(part)),
        Some(_) => Err(SHAPE),
    };
    let pairs = |part: &Map| -> Vec<(String, String)> {
        part.iter()
            .map(|(name, value)| (name.to_string(), value.to_text().to_string()))
            .collect()
    };
    out.headers.extend(pairs(&part("headers")?));
    out.query.extend(pairs(&part("qs")?));
    out.body = part("body")?;
    Ok(())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn made(kind: &str, fields: &[(&str, &str)]) -> Result<Authorization, &'static str> {
        let plain = fields
            .iter()
            .map(|(name, value)| ((*name).to_owned(), Zeroizing::new((*value).to_owned())));
        authorization(&model::credential::kind(kind).unwrap(), &plain.collect())
    }

    /// A kind, its fields, and the header or part of the query that comes of them.
    fn check(kind: &str, fields: &[(&str, &str)], expected: (&str, &str)) {
        let made = made(kind, fields).unwrap();
        let found = made.headers.first().or(made.query.first()).unwrap();
        assert_eq!((found.0.as_str(), found.1.as_str()), expected, "{kind}");
    }

    #[test]
    fn ways() {
        check(
            "httpBearerAuth",
            &[("token", "t")],
            ("Authorization", "Bearer t"),
        );
        check(
            "httpBasicAuth",
            &[("user", "Aladdin"), ("password", "open sesame")],
            ("Authorization", "Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ=="),
        );
        check(
            "httpHeaderAuth",
            &[("name", "X-A"), ("value", "v")],
            ("X-A", "v"),
        );
        check(
            "httpQueryAuth",
            &[("name", "key"), ("value", "v")],
            ("key", "v"),
        );
        check("apiKey", &[("key", "k")], ("X-API-Key", "k"));
        check(
            "apiKey",
            &[("key", "k"), ("in", "query"), ("name", "api_key")],
            ("api_key", "k"),
        );
        check(
            "httpCustomAuth",
            &[("json", r#"{"qs":{"a":1}}"#)],
            ("a", "1"),
        );
        let body = made("httpCustomAuth", &[("json", r#"{"body":{"a":"b"}}"#)]).unwrap();
        assert_eq!(body.body.get("a"), Some(&Value::from("b")));
        let fields = made("totpApi", &[("secret", "ABC")]).unwrap().fields;
        assert_eq!(fields.get("secret"), Some(&Value::from("ABC")));
        for (kind, fields) in [
            ("httpHeaderAuth", [("value", "v")]),
            ("httpCustomAuth", [("json", "[]")]),
            ("httpCustomAuth", [("json", r#"{"headers":1}"#)]),
        ] {
            assert!(made(kind, &fields).is_err(), "{kind}");
        }
    }

    #[test]
    fn what_is_secret_by_itself() {
        let of = |kind: &str, text: &str| -> Vec<String> {
            let parts = parts(kind, &Zeroizing::new(text.to_owned()));
            parts.iter().map(|part| part.to_string()).collect()
        };
        assert_eq!(of("httpHeaderAuth", "Token abc"), ["Token abc", "abc"]);
        let json = r#"{"headers":{"Accept":"text/plain","X-K":"one"},"body":{"a":{"b":"two"}}}"#;
        assert_eq!(of("httpCustomAuth", json), [json, "one", "two"]);
    }
}
