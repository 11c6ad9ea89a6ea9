//! Crypto: hashes, keyed hashes, signatures and random text.

use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use sdk::{
    Choice, Column, CredentialSlot, Ctx, Effect, Error, Group, Item, N8nType, Node, NodeSpec,
    Outputs, Param, ParamKind, Result, Show, ShowRule, async_trait, json,
};
use serde::Deserialize;

use super::digest::Hash;
use super::keys::{Padding, Private};
use crate::files::loose;

/// Random text is at most this long.
const MOST_RANDOM: usize = 1 << 20;

/// Hashes, signs and makes random text.
pub struct Crypto;

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    action: String,
    #[serde(deserialize_with = "loose::flag")]
    binary_data: bool,
    #[serde(deserialize_with = "loose::text")]
    binary_property_name: String,
    #[serde(rename = "type", deserialize_with = "loose::text")]
    hash: String,
    #[serde(deserialize_with = "loose::text")]
    value: String,
    #[serde(deserialize_with = "loose::text")]
    data_property_name: String,
    #[serde(deserialize_with = "loose::text")]
    encoding: String,
    #[serde(deserialize_with = "loose::text")]
    secret: String,
    #[serde(deserialize_with = "loose::text")]
    algorithm: String,
    #[serde(deserialize_with = "loose::text")]
    private_key: String,
    #[serde(deserialize_with = "loose::text")]
    encoding_type: String,
    #[serde(deserialize_with = "loose::number")]
    string_length: f64,
}

/// What the second version takes from its credential.
#[derive(Default)]
struct Secrets {
    hmac: Option<String>,
    key: Option<String>,
}

#[async_trait]
impl Node for Crypto {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Hashes a text or a file, signs a text, or makes random text such as IDs."
                .to_owned(),
            icon: "key-round".to_owned(),
            versions: vec![1.0, 2.0],
            n8n: N8nType::base(&["crypto"]),
            params: params(),
            credentials: vec![CredentialSlot {
                slot: "crypto".to_owned(),
                required: true,
                show: Show::since(2.0).and_when("action", &["hmac", "sign"]),
            }],
            // Random text is another each time.
            effect: Effect::Idempotent,
            ..NodeSpec::new("crypto", "Crypto", Group::Tools)
        }
        .aliases(&[
            "hash", "md5", "sha256", "hmac", "sign", "uuid", "random", "encrypt", "checksum",
        ])
        .example(&json!({ "action": "hash", "type": "SHA256", "value": "={{ $json.email }}" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let first: Params = all.read(0)?;
        let secrets = secrets(ctx, &first.action).await?;
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match one(ctx, &all, at, &first.action, &secrets).await {
                Ok(item) => out.push(item),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

#[expect(
    clippy::too_many_lines,
    reason = "a form: its fields, one after the other"
)]
fn params() -> Vec<Param> {
    let when = |actions: &[&str]| Show::when("action", actions);
    let file = |on: bool| {
        when(&["hash", "hmac"]).and(ShowRule::Is("binaryData".to_owned(), vec![on.into()]))
    };
    let hashes = |first: &str| {
        let list = [
            "MD5",
            "SHA1",
            "SHA256",
            "SHA3-256",
            "SHA3-384",
            "SHA3-512",
            "SHA384",
            "SHA512",
            "RIPEMD160",
        ];
        let list = list.iter().map(|name| Choice::new(name, name)).collect();
        Param::new("type", "Kind of hash", ParamKind::Choice(list))
            .or(first)
            .required()
            .help("Which hash is made.")
    };
    let signatures = [
        "RSA-SHA256",
        "RSA-SHA384",
        "RSA-SHA512",
        "RSA-SHA224",
        "RSA-SHA1",
        "RSA-MD5",
        "RSA-RIPEMD160",
        "RSA-SHA3-256",
        "RSA-SHA3-384",
        "RSA-SHA3-512",
        "RSA-SHA512/256",
        "sha256",
        "sha384",
        "sha512",
        "sha1",
        "md5",
    ];
    let signatures = signatures
        .iter()
        .map(|name| Choice::new(name, name))
        .collect();
    let value = |show| {
        Param::text("value", "Text")
            .required()
            .help("The text to work on.")
            .example("hello")
            .show(show)
    };
    vec![
        Param::choice(
            "action",
            "What to do",
            &[
                ("hash", "Hash"),
                ("hmac", "Hash with a secret (HMAC)"),
                ("sign", "Sign"),
                ("generate", "Make random text"),
            ],
        )
        .help("What is made."),
        Param::switch("binaryData", "Hash a file", false)
            .help("Takes a file of the item instead of text.")
            .show(when(&["hash", "hmac"])),
        Param::text("binaryPropertyName", "File field")
            .or("data")
            .required()
            .help("The field of the item that holds the file.")
            .example("data")
            .show(file(true)),
        hashes("MD5").show(when(&["hash", "hmac"]).and(ShowRule::Before(2.0))),
        hashes("SHA256").show(when(&["hash", "hmac"]).and(ShowRule::Since(2.0))),
        value(file(false)),
        value(when(&["sign"])),
        Param::new("secret", "Secret", ParamKind::Secret)
            .or("")
            .required()
            .help("Only who knows it can make the same hash.")
            .show(when(&["hmac"]).and(ShowRule::Before(2.0))),
        Param::new("algorithm", "How to sign", ParamKind::Choice(signatures))
            .or("")
            .required()
            .help("The hash that is signed.")
            .show(when(&["sign"])),
        Param::new("privateKey", "Private key", ParamKind::Secret)
            .or("")
            .required()
            .help("The key to sign with, as PEM text.")
            .show(when(&["sign"]).and(ShowRule::Before(2.0))),
        Param::choice(
            "encoding",
            "Written as",
            &[("hex", "Hexadecimal"), ("base64", "Base64")],
        )
        .required()
        .help("How the bytes are written as text.")
        .show(when(&["hash", "hmac", "sign"])),
        Param::choice(
            "encodingType",
            "Kind of text",
            &[
                ("uuid", "UUID"),
                ("ascii", "ASCII"),
                ("base64", "Base64"),
                ("hex", "Hexadecimal"),
            ],
        )
        .required()
        .help("What the random text is made of.")
        .show(when(&["generate"])),
        Param::number("stringLength", "Length", 32.0)
            .help("How many characters.")
            .example("16")
            .show(when(&["generate"]).and_when("encodingType", &["ascii", "base64", "hex"])),
        Param::text("dataPropertyName", "Put it into")
            .or("data")
            .required()
            .help("The field that gets the result.")
            .example("hash"),
    ]
}

async fn secrets(ctx: &Ctx, action: &str) -> Result<Secrets> {
    if ctx.version() < 2.0 || !matches!(action, "hmac" | "sign") {
        return Ok(Secrets::default());
    }
    let credential = ctx.credential("crypto").await?;
    let field = |name: &str| {
        credential
            .fields
            .get(name)
            .map(loose::as_text)
            .filter(|text| !text.is_empty())
    };
    let secrets = Secrets {
        hmac: field("hmacSecret"),
        key: field("signPrivateKey"),
    };
    let missing = |what: &str| {
        Error::new(
            "credential.incomplete",
            format!("The Crypto credential has no {what}."),
        )
    };
    match action {
        "hmac" if secrets.hmac.is_none() => Err(missing("secret for HMAC")),
        "sign" if secrets.key.is_none() => Err(missing("private key")),
        _ => Ok(secrets),
    }
}

async fn one(ctx: &Ctx, all: &Column, at: usize, action: &str, secrets: &Secrets) -> Result<Item> {
    let params: Params = all.read(at)?;
    let items = ctx.items();
    let mut item = items[at].clone();
    let result = match action {
        "generate" => random(ctx, &params)?,
        "sign" => {
            let pem = secrets.key.as_deref().unwrap_or(&params.private_key);
            let key = Private::of(pem)?;
            let hash = Hash::of(&params.algorithm).map_err(|e| e.in_field("algorithm"))?;
            let signature =
                key.sign(ctx.host(), hash, Padding::Classic, params.value.as_bytes())?;
            written(&signature, &params.encoding)
        }
        _ => {
            let hash = Hash::of(&params.hash).map_err(|e| e.in_field("type"))?;
            let content = match params.binary_data {
                true => {
                    let file = ctx.file(at, &params.binary_property_name)?;
                    item.binary = None;
                    ctx.host().load_binary(&file).await?
                }
                false => params.value.clone().into(),
            };
            let bytes = match action {
                "hmac" => {
                    let secret = secrets.hmac.as_deref().unwrap_or(&params.secret);
                    hash.keyed(secret.as_bytes(), &content)?
                }
                _ => hash.digest(&content),
            };
            written(&bytes, &params.encoding)
        }
    };
    // The name is a field of its own, dots and all.
    item.json_mut().insert(params.data_property_name, result);
    Ok(item)
}

fn written(bytes: &[u8], encoding: &str) -> String {
    match encoding {
        "base64" => STANDARD.encode(bytes),
        _ => hex::encode(bytes),
    }
}

fn random(ctx: &Ctx, params: &Params) -> Result<String> {
    if params.encoding_type == "uuid" {
        let mut bytes = [0u8; 16];
        ctx.host().random(&mut bytes);
        return Ok(uuid(bytes));
    }
    let length = params.string_length.max(0.0) as usize;
    if length > MOST_RANDOM {
        return Err(Error::param(
            "stringLength",
            format!("Random text has at most {MOST_RANDOM} characters."),
        ));
    }
    let mut bytes = vec![0u8; length];
    ctx.host().random(&mut bytes);
    let text: String = match params.encoding_type.as_str() {
        "ascii" => bytes.iter().map(|byte| char::from(byte & 0x7F)).collect(),
        "base64" => STANDARD
            .encode(&bytes)
            .chars()
            .filter(char::is_ascii_alphanumeric)
            .collect(),
        _ => hex::encode(&bytes),
    };
    Ok(text.chars().take(length).collect())
}

/// Sixteen random bytes as a UUID of version 4.
fn uuid(mut bytes: [u8; 16]) -> String {
    bytes[6] = (bytes[6] & 0x0F) | 0x40;
    bytes[8] = (bytes[8] & 0x3F) | 0x80;
    let hex = hex::encode(bytes);
    [
        &hex[..8],
        &hex[8..12],
        &hex[12..16],
        &hex[16..20],
        &hex[20..],
    ]
    .join("-")
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Authorization, Map, OnError, Value, json};

    use super::Crypto;

    async fn check(version: f64, params: Value, wanted: &str) {
        let host = TestHost::new().with_credential(
            "crypto",
            Authorization {
                fields: Map::from_iter([("hmacSecret", "key")]),
                ..Authorization::default()
            },
        );
        let host = Arc::new(host);
        let item = host.item_with("data", "a", "text/plain", "test");
        let out = testkit::run(Crypto)
            .version(version)
            .params(params.clone())
            .host(host)
            .input(vec![item])
            .await
            .unwrap();
        assert_eq!(out.json(0)[0]["data"], wanted, "{version} {params}");
    }

    #[tokio::test]
    async fn hashes() {
        let md5 = "098f6bcd4621d373cade4e832627b4f6";
        let sha256 = "9f86d081884c7d659a2feaa0c55ad015a3bf4f1b2b0b822cd15d6c15b0f00a08";
        check(1.0, json!({ "value": "test" }), md5).await;
        check(2.0, json!({ "value": "test" }), sha256).await;
        check(1.0, json!({ "binaryData": true }), md5).await;
        check(
            1.0,
            json!({ "value": "test", "encoding": "base64" }),
            "CY9rzUYh03PK3k6DJie09g==",
        )
        .await;
        let mac = "02afb56304902c656fcb737cdd03de6205bb6d401da2812efd9b2d36a08af159";
        check(
            1.0,
            json!({ "action": "hmac", "type": "SHA256", "secret": "key", "value": "test" }),
            mac,
        )
        .await;
        check(2.0, json!({ "action": "hmac", "value": "test" }), mac).await;
    }

    #[tokio::test]
    async fn random_text() {
        for (kind, length) in [("uuid", 36), ("hex", 7), ("ascii", 7), ("base64", 7)] {
            let params = json!({ "action": "generate", "encodingType": kind, "stringLength": 7 });
            let out = testkit::run(Crypto)
                .params(params)
                .items([json!({ "a": 1 })])
                .await
                .unwrap();
            let record = &out.json(0)[0];
            assert_eq!(record["data"].as_str().unwrap().len(), length, "{kind}");
            assert_eq!(record["a"], 1);
        }
    }

    #[tokio::test]
    async fn wrong_keys_are_errors() {
        for params in [
            json!({ "action": "sign", "algorithm": "RSA-SHA256", "privateKey": "none", "value": "x" }),
            json!({ "action": "sign", "algorithm": "RSA-SHA256", "privateKey": "-----BEGIN PRIVATE KEY-----AAAA-----END PRIVATE KEY-----", "value": "x" }),
            json!({ "action": "hash", "type": "MD2", "value": "x" }),
            json!({ "action": "hash", "binaryData": true }),
        ] {
            let run = testkit::run(Crypto)
                .version(1.0)
                .params(params.clone())
                .on_error(OnError::Continue);
            let out = run.items([json!({})]).await.unwrap();
            assert!(out.json(0)[0]["error"].is_string(), "{params}");
        }
    }
}
