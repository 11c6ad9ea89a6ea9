//! A request while it is put together: fields that may still change from page to page.

use bytes::Bytes;
use sdk::{Body, Error, HttpBody, HttpRequest, Map, Part, PartContent, Result, Text, Value, json};
use url::Url;

use super::super::USER_AGENT;
use super::super::query::{self, Lists};
use crate::fields::js;

/// A request that is being put together.
#[derive(Clone, Debug, Default)]
pub(in crate::net) struct Draft {
    pub method: String,
    pub url: String,
    pub query: Map,
    pub lists: Lists,
    pub headers: Map,
    pub body: Content,
    pub timeout_ms: u64,
    pub redirects: u32,
    pub proxy: Option<String>,
    pub insecure: bool,
    pub credential: Option<(String, Option<String>)>,
}

/// What is sent.
#[derive(Clone, Debug, Default)]
pub(in crate::net) enum Content {
    #[default]
    Nothing,
    Json(Value),
    Form(Map),
    Multipart(Vec<(Text, Field)>),
    Text(Text),
    File(Body),
}

/// A part of a form.
#[derive(Clone, Debug)]
pub(in crate::net) enum Field {
    Value(Value),
    File(sdk::Binary),
}

impl Draft {
    /// The header of a name, in whatever case it is written.
    fn header(&self, name: &str) -> Option<&Value> {
        let mut headers = self.headers.iter();
        headers
            .find(|(own, _)| own.eq_ignore_ascii_case(name))
            .map(|(_, value)| value)
    }

    /// Sets a header that is not set.
    pub fn default_header(&mut self, name: &str, value: &str) {
        if self.header(name).is_none() {
            self.headers.insert(name, value);
        }
    }

    /// Sets a header, whatever it was.
    pub fn set_header(&mut self, name: &str, value: &str) {
        self.headers
            .retain(|own, _| !own.eq_ignore_ascii_case(name));
        self.headers.insert(name, value);
    }

    /// The request as expressions see it between pages: `$request`.
    pub fn shown(&self) -> Value {
        let body = match &self.body {
            Content::Json(value) => value.clone(),
            Content::Form(map) => map.clone().into(),
            Content::Text(text) => text.clone().into(),
            _ => Value::Null,
        };
        json!({
            "method": self.method.as_str(),
            "url": self.url.as_str(),
            "uri": self.url.as_str(),
            "qs": self.query.clone(),
            "headers": self.headers.clone(),
            "body": body,
        })
    }

    /// The request to send.
    ///
    /// # Errors
    /// When its address is none.
    pub fn request(&self, to_file: bool) -> Result<HttpRequest> {
        let mut draft = self.clone();
        let body = draft.content();
        draft.default_header("user-agent", USER_AGENT);
        Ok(HttpRequest {
            method: self.method.to_ascii_uppercase(),
            url: self.address()?,
            headers: draft
                .headers
                .iter()
                .flat_map(|(name, value)| lines(name, value))
                .collect(),
            body,
            timeout_ms: self.timeout_ms,
            redirects: self.redirects,
            proxy: self.proxy.clone(),
            insecure: self.insecure,
            credential: self.credential.clone(),
            to_file,
            ..HttpRequest::default()
        })
    }

    fn address(&self) -> Result<String> {
        let mut url = parse_url(&self.url)?;
        let added = query::write(&self.query, self.lists);
        let own = url.query().filter(|own| !own.is_empty()).map(str::to_owned);
        match (own, added.is_empty()) {
            (_, true) => {}
            (None, false) => url.set_query(Some(&added)),
            (Some(own), false) => url.set_query(Some(&format!("{own}&{added}"))),
        }
        url.set_fragment(None);
        Ok(url.into())
    }

    fn content(&mut self) -> HttpBody {
        let body = std::mem::take(&mut self.body);
        let (mime, bytes) = match body {
            Content::Nothing => return HttpBody::Empty,
            Content::File(body) => return HttpBody::Raw(body),
            Content::Text(text) => {
                return HttpBody::Raw(Body::Bytes(Bytes::copy_from_slice(text.as_bytes())));
            }
            Content::Multipart(fields) => {
                // The boundary belongs to the header, so it is written with the body.
                self.headers
                    .retain(|name, _| !name.eq_ignore_ascii_case("content-type"));
                return HttpBody::Multipart(
                    fields
                        .into_iter()
                        .flat_map(|(name, field)| parts(&name, field))
                        .collect(),
                );
            }
            Content::Json(value) => ("application/json", value::to_vec(&value)),
            Content::Form(fields) => (
                "application/x-www-form-urlencoded",
                query::write(&fields, Lists::Indices).into_bytes(),
            ),
        };
        self.default_header("content-type", mime);
        HttpBody::Raw(Body::Bytes(bytes.into()))
    }
}

/// An absolute address of the web.
///
/// # Errors
/// Says what is wrong with it.
pub(in crate::net) fn parse_url(text: &str) -> Result<Url> {
    let url = Url::parse(text.trim())
        .ok()
        .filter(|url| matches!(url.scheme(), "http" | "https") && url.has_host());
    url.ok_or_else(|| {
        let message = match text.trim() {
            "" => "There is no address to call.".to_owned(),
            _ => format!("“{text}” is no address of the web."),
        };
        Error::param("url", message).describe("An address begins with http:// or https://.")
    })
}

fn lines(name: &Text, value: &Value) -> Vec<(String, String)> {
    match value {
        Value::Null => Vec::new(),
        Value::Array(several) => several
            .iter()
            .flat_map(|value| lines(name, value))
            .collect(),
        value => vec![(name.to_string(), value.to_text().to_string())],
    }
}

fn parts(name: &Text, field: Field) -> Vec<Part> {
    let part = |content| Part {
        name: name.to_string(),
        content,
    };
    match field {
        Field::File(binary) => vec![part(PartContent::File {
            file_name: Some(binary.file_name.as_deref().unwrap_or("file").to_owned()),
            mime_type: Some(binary.mime_type.to_string()),
            body: Body::Stored(binary),
        })],
        Field::Value(Value::Null) => Vec::new(),
        Field::Value(Value::Array(several)) => several
            .iter()
            .flat_map(|value| parts(name, Field::Value(value.clone())))
            .collect(),
        Field::Value(value @ Value::Object(_)) => {
            vec![part(PartContent::Text(value::to_string(&value)))]
        }
        Field::Value(value) => vec![part(PartContent::Text(js::text(&value).to_string()))],
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn draft(url: &str) -> Draft {
        Draft {
            method: "post".to_owned(),
            url: url.to_owned(),
            ..Draft::default()
        }
    }

    #[test]
    fn addresses_get_their_query() {
        for (url, query, address) in [
            ("https://a.example/x", json!({}), "https://a.example/x"),
            (
                " https://a.example ",
                json!({ "q": "1 2" }),
                "https://a.example/?q=1%202",
            ),
            (
                "https://a.example/x?y=1#z",
                json!({ "q": [1, 2] }),
                "https://a.example/x?y=1&q%5B%5D=1&q%5B%5D=2",
            ),
            (
                "http://localhost:5678/ä b",
                json!({}),
                "http://localhost:5678/%C3%A4%20b",
            ),
        ] {
            let mut draft = draft(url);
            draft.query = query.as_object().cloned().unwrap();
            assert_eq!(draft.request(false).unwrap().url, address);
        }
        for url in [
            "",
            "example.com",
            "/x",
            "ftp://a.example",
            "javascript:alert(1)",
            "https://",
        ] {
            assert_eq!(
                draft(url).request(false).unwrap_err().field.as_deref(),
                Some("url"),
                "{url}"
            );
        }
    }

    #[test]
    fn bodies_get_their_type_unless_it_is_said() {
        let form = json!({ "a": "1 2" });
        for (body, mime, bytes) in [
            (
                Content::Json(form.clone()),
                "application/json",
                r#"{"a":"1 2"}"#,
            ),
            (
                Content::Form(form.as_object().cloned().unwrap()),
                "application/x-www-form-urlencoded",
                "a=1%202",
            ),
        ] {
            let mut draft = draft("https://a.example");
            draft.body = body;
            let request = draft.request(false).unwrap();
            assert!(
                request
                    .headers
                    .contains(&("content-type".to_owned(), mime.to_owned()))
            );
            assert_eq!(request.body, HttpBody::Raw(Body::Bytes(bytes.into())));
            draft.headers.insert("Content-Type", "own/type");
            assert_eq!(draft.request(false).unwrap().headers[0].1, "own/type");
        }
    }

    #[test]
    fn forms_have_parts() {
        let mut draft = draft("https://a.example");
        let fields = [
            ("a", json!([1, true])),
            ("b", json!({ "c": 1 })),
            ("d", json!(null)),
        ];
        draft.body = Content::Multipart(
            fields
                .map(|(name, value)| (name.into(), Field::Value(value)))
                .to_vec(),
        );
        draft.headers.insert("Content-Type", "multipart/form-data");
        let request = draft.request(false).unwrap();
        let HttpBody::Multipart(parts) = request.body else {
            panic!("no parts")
        };
        let shown: Vec<_> = parts
            .into_iter()
            .map(|part| (part.name, part.content))
            .collect();
        let text = |name: &str, text: &str| (name.to_owned(), PartContent::Text(text.to_owned()));
        assert_eq!(
            shown,
            [text("a", "1"), text("a", "true"), text("b", "{\"c\":1}")]
        );
        assert!(
            request
                .headers
                .iter()
                .all(|(name, _)| name != "Content-Type")
        );
    }
}
