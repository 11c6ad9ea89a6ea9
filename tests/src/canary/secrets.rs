//! Secrets of a seed, the credentials that hold them, and the encodings in which one leaks.

use std::collections::BTreeMap;

use api::{CredentialAbout, CredentialCreate};
use base64::Engine as _;
use base64::prelude::{BASE64_STANDARD, BASE64_STANDARD_NO_PAD, BASE64_URL_SAFE_NO_PAD};

use crate::chaos::seed::Seed;

/// The encodings by name, in the order of [`encodings`].
pub const ENCODINGS: [&str; 8] = [
    "plain",
    "base64",
    "base64url",
    "url",
    "hex",
    "HEX",
    "json",
    "basic",
];

/// How a credential shows its secret to the service.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Shown {
    /// In this header.
    Header(&'static str),
    /// As `Authorization: Bearer`.
    Bearer,
    /// With the name `ada`, as `Authorization: Basic`.
    Basic,
    /// With the name `ada`, as the answer to a challenge.
    Digest,
    /// As this part of the query.
    Query(&'static str),
    /// As this field of the body.
    Body(&'static str),
    /// Not at all: a step works with it.
    Never,
}

/// A secret in a credential.
#[derive(Clone, Debug)]
pub struct Canary {
    /// The secret.
    pub text: String,
    /// Kind of the credential.
    pub kind: &'static str,
    /// The slot of a step that it fills.
    pub slot: &'static str,
    /// How the service gets it.
    pub shown: Shown,
}

/// One for every way in which a credential shows who asks.
const WAYS: [(&str, &str, Shown); 12] = [
    ("apiKey", "httpHeaderAuth", Shown::Header("X-API-Key")),
    ("apiKey", "httpQueryAuth", Shown::Query("api_key")),
    ("httpBearerAuth", "httpBearerAuth", Shown::Bearer),
    ("httpBasicAuth", "httpBasicAuth", Shown::Basic),
    ("httpDigestAuth", "httpDigestAuth", Shown::Digest),
    (
        "httpHeaderAuth",
        "httpHeaderAuth",
        Shown::Header("X-Canary"),
    ),
    ("httpQueryAuth", "httpQueryAuth", Shown::Query("key")),
    (
        "httpCustomAuth",
        "httpCustomAuth",
        Shown::Header("X-Custom"),
    ),
    ("httpCustomAuth", "httpCustomAuth", Shown::Query("custom")),
    ("httpCustomAuth", "httpCustomAuth", Shown::Body("custom")),
    ("jwtAuth", "jwtAuth", Shown::Never),
    ("crypto", "crypto", Shown::Never),
];

/// The twelve.
pub fn canaries(seed: &mut Seed) -> Vec<Canary> {
    let of = |(kind, slot, shown)| {
        let headed = matches!(shown, Shown::Header(_) | Shown::Bearer);
        Canary {
            text: secret(seed, !headed),
            kind,
            slot,
            shown,
        }
    };
    WAYS.into_iter().map(of).collect()
}

/// Letters and digits around signs that every encoding writes otherwise. A header takes ASCII alone.
pub fn secret(seed: &mut Seed, wide: bool) -> String {
    let signs = match seed.below(3) {
        0 => r#"/"+\=&%'"#,
        1 => r#"\%"&/=+<"#,
        _ => r#"+&'=%/\""#,
    };
    let wide = if wide { "äß€🔑" } else { "" };
    // An odd length, so that Base64 has a rest.
    format!("{}{signs}{wide}{}", core(seed, 13), core(seed, 14))
}

/// Letters and digits: no encoding but Base64 and hexadecimal touches them, so whatever escapes a secret leaves them.
pub fn core(seed: &mut Seed, length: usize) -> String {
    const LETTERS: &[u8] = b"ABCDEFGHJKLMNPQRSTUVWXYZabcdefghijkmnopqrstuvwxyz23456789";
    let mut letter = || char::from(LETTERS[seed.below(LETTERS.len() as u64) as usize]);
    (0..length).map(|_| letter()).collect()
}

impl Canary {
    /// How it is kept.
    pub fn create(&self, name: &str, hosts: &[String]) -> CredentialCreate {
        let custom = |part: &str, name: &str| {
            let value = value::json!({ part: { name: &self.text } });
            value::to_string(&value)
        };
        let fields = match (self.kind, self.shown) {
            ("apiKey", Shown::Query(name)) => {
                vec![
                    ("key", self.text.clone()),
                    ("in", "query".into()),
                    ("name", name.into()),
                ]
            }
            ("apiKey", _) => vec![("key", self.text.clone())],
            ("httpCustomAuth", Shown::Header(name)) => vec![("json", custom("headers", name))],
            ("httpCustomAuth", Shown::Query(name)) => vec![("json", custom("qs", name))],
            ("httpCustomAuth", Shown::Body(name)) => vec![("json", custom("body", name))],
            (_, Shown::Header(name) | Shown::Query(name)) => {
                vec![("name", name.into()), ("value", self.text.clone())]
            }
            (_, Shown::Basic | Shown::Digest) => {
                vec![("user", "ada".into()), ("password", self.text.clone())]
            }
            ("jwtAuth", _) => vec![("secret", self.text.clone())],
            ("crypto", _) => vec![("hmacSecret", self.text.clone())],
            _ => vec![("token", self.text.clone())],
        };
        let fields: BTreeMap<String, api::SecretText> = fields
            .into_iter()
            .map(|(name, text): (&str, String)| (name.to_owned(), text.into()))
            .collect();
        let hosts = match self.shown {
            Shown::Never => Vec::new(),
            _ => hosts.to_vec(),
        };
        CredentialCreate {
            name: name.to_owned(),
            kind: self.kind.to_owned(),
            about: CredentialAbout {
                hosts,
                ..CredentialAbout::default()
            },
            fields,
        }
    }
}

/// A text in the eight encodings.
pub fn encodings(text: &str) -> [String; 8] {
    [
        text.to_owned(),
        BASE64_STANDARD.encode(text),
        BASE64_URL_SAFE_NO_PAD.encode(text),
        percent(text),
        hex(text, false),
        hex(text, true),
        quoted(text),
        // As in a basic sign-in of “ada”: all signs that the secret alone decides.
        inside(text, 1),
    ]
}

/// A text between others in Base64, after so many bytes of a group of three: the signs that it alone decides.
pub fn inside(text: &str, lead: usize) -> String {
    let mut bytes = vec![0; lead];
    bytes.extend_from_slice(text.as_bytes());
    let (first, last) = ((lead * 8).div_ceil(6), bytes.len() * 8 / 6);
    BASE64_STANDARD_NO_PAD.encode(bytes)[first..last].to_owned()
}

/// As part of an address.
pub fn percent(text: &str) -> String {
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    let one = |b: u8| match plain(b) {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    };
    text.bytes().map(one).collect()
}

/// As part of a JSON text.
pub fn quoted(text: &str) -> String {
    let quoted = value::to_string(&value::Value::from(text));
    quoted[1..quoted.len() - 1].to_owned()
}

/// As a careful writer of JSON puts it (PHP, .NET): everything but letters and digits as numbers.
pub fn numbered(text: &str, upper: bool) -> String {
    let mut out = String::new();
    let mut units = [0; 2];
    for letter in text.chars() {
        if letter.is_ascii_alphanumeric() {
            out.push(letter);
            continue;
        }
        for unit in letter.encode_utf16(&mut units) {
            match upper {
                true => out.push_str(&format!("\\u{unit:04X}")),
                false => out.push_str(&format!("\\u{unit:04x}")),
            }
        }
    }
    out
}

fn hex(text: &str, upper: bool) -> String {
    let one = |b: u8| match upper {
        true => format!("{b:02X}"),
        false => format!("{b:02x}"),
    };
    text.bytes().map(one).collect()
}
