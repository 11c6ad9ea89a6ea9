//! JWT: signs, verifies and reads JSON web tokens.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sdk::{
    Authorization, Column, CredentialSlot, Ctx, Effect, Error, Group, Item, Map, N8nType, Node,
    NodeSpec, Outputs, Param, ParamKind, Result, Show, ShowRule, Value, async_trait, json,
};
use serde::Deserialize;

use super::digest::Hash;
use super::keys::{Padding, Private, Public};
use crate::files::loose;

/// Signs, verifies and reads tokens.
pub struct Jwt;

const ALGORITHMS: [&str; 12] = [
    "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "PS256", "PS384", "PS512", "ES256",
    "ES384", "ES512",
];

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Params {
    #[serde(deserialize_with = "loose::text")]
    operation: String,
    #[serde(deserialize_with = "loose::flag")]
    use_json: bool,
    claims: Value,
    claims_json: Value,
    #[serde(deserialize_with = "loose::text")]
    token: String,
    options: Options,
}

#[derive(Default, Deserialize)]
#[serde(rename_all = "camelCase", default)]
struct Options {
    #[serde(deserialize_with = "loose::flag")]
    complete: bool,
    #[serde(deserialize_with = "loose::flag")]
    ignore_expiration: bool,
    #[serde(deserialize_with = "loose::flag")]
    ignore_not_before: bool,
    #[serde(deserialize_with = "loose::number")]
    clock_tolerance: f64,
    #[serde(deserialize_with = "loose::some_text")]
    kid: Option<String>,
    #[serde(deserialize_with = "loose::some_text")]
    algorithm: Option<String>,
}

#[async_trait]
impl Node for Jwt {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Signs, verifies and reads JSON web tokens (JWT), with which services prove who asks.".to_owned(),
            icon: "badge-check".to_owned(),
            n8n: N8nType::base(&["jwt"]),
            params: params(),
            credentials: vec![CredentialSlot { slot: "jwtAuth".to_owned(), required: true, show: Show::default() }],
            effect: Effect::Idempotent,
            ..NodeSpec::new("jwt", "JWT", Group::Tools)
        }
        .aliases(&["json web token", "bearer", "sign token", "decode token", "verify token"])
        .example(&json!({ "operation": "sign", "claims": { "issuer": "me", "expiresIn": 3600 } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let first: Params = all.read(0)?;
        let credential = ctx.host().credential("jwtAuth", None).await?;
        let mut out = Vec::new();
        for at in 0..ctx.items().len() {
            match one(ctx, &all, at, &first.operation, &credential) {
                Ok(record) => out.push(Item::new(record).from_item(&ctx.items()[at])),
                Err(error) => out.push(ctx.recover(at, error)?),
            }
        }
        Ok(out.into())
    }
}

fn params() -> Vec<Param> {
    let when = |operations: &[&str]| Show::when("operation", operations);
    let json = |on: bool| when(&["sign"]).and(ShowRule::Is("useJson".to_owned(), vec![on.into()]));
    let algorithms: Vec<_> = ALGORITHMS.iter().map(|name| (*name, *name)).collect();
    let claims = vec![
        Param::text("audience", "Audience")
            .help("Who the token is for.")
            .example("https://example.com"),
        Param::number("expiresIn", "Expires in", 3600.0)
            .help("How long the token lasts, in seconds.")
            .example("3600"),
        Param::text("issuer", "Issuer")
            .help("Who made the token.")
            .example("https://example.com"),
        Param::text("jwtid", "Token ID")
            .help("Tells the token from all others.")
            .example("123456"),
        Param::number("notBefore", "Not before", 0.0)
            .help("When the token begins to count, in seconds since 1970.")
            .example("1767225600"),
        Param::text("subject", "Subject")
            .help("Whom the token speaks of.")
            .example("user-7"),
    ];
    vec![
        Param::choice(
            "operation",
            "What to do",
            &[
                ("sign", "Sign"),
                ("verify", "Verify"),
                ("decode", "Read without verifying"),
            ],
        )
        .help("What happens with the token."),
        Param::switch("useJson", "Write the claims as JSON", false)
            .help("Gives the claims as JSON instead of single fields.")
            .show(when(&["sign"])),
        Param::fields("claims", "Claims", claims)
            .help("What the token says.")
            .show(json(false)),
        Param::new("claimsJson", "Claims as JSON", ParamKind::Json)
            .or("{\n  \"my_field_1\": \"value 1\",\n  \"my_field_2\": \"value 2\"\n}\n")
            .help("What the token says.")
            .example("{ \"iss\": \"me\" }")
            .show(json(true)),
        Param::new("token", "Token", ParamKind::Secret)
            .or("")
            .required()
            .help("The token to verify or read.")
            .show(when(&["verify", "decode"])),
        Param::fields(
            "options",
            "Options",
            vec![
                Param::switch("complete", "Return header and signature too", false)
                    .help("Gives the whole token, not only its claims."),
                Param::switch("ignoreExpiration", "Ignore expiration", false)
                    .help("Takes tokens that have run out."),
                Param::switch("ignoreNotBefore", "Ignore not before", false)
                    .help("Takes tokens that do not count yet."),
                Param::number("clockTolerance", "Clock tolerance", 0.0)
                    .help("How many seconds clocks may differ.")
                    .example("5"),
                Param::text("kid", "Key ID")
                    .help("Says in the token which key signed it.")
                    .example("123456"),
                Param::choice("algorithm", "Override algorithm", &algorithms)
                    .help("Signs or verifies in another way than the credential says."),
            ],
        )
        .help("More about signing and verifying."),
    ]
}

fn one(
    ctx: &Ctx,
    all: &Column,
    at: usize,
    operation: &str,
    credential: &Authorization,
) -> Result<Map> {
    let params: Params = all.read(at)?;
    let field = |name: &str| {
        credential
            .fields
            .get(name)
            .map(loose::as_text)
            .unwrap_or_default()
    };
    let named = params
        .options
        .algorithm
        .clone()
        .unwrap_or_else(|| field("algorithm"));
    let algorithm = Algorithm::of(if named.is_empty() { "HS256" } else { &named });
    let pem = field("keyType") == "pemKey";
    if operation == "sign" {
        let claims = claims(&params)?;
        let key = if pem {
            field("privateKey")
        } else {
            field("secret")
        };
        let token = sign(ctx, algorithm?, &key, claims, &params.options)?;
        return Ok(Map::from_iter([("token", token)]));
    }
    if params.token.is_empty() {
        return Err(Error::param("token", "The token is empty.")
            .describe("Give a token in the field “Token”."));
    }
    let token = Token::of(&params.token);
    if operation == "decode" {
        return Ok(match token {
            Some(token) => token.record(params.options.complete),
            None => Map::from_iter([("payload", Value::Null)]),
        });
    }
    let token = token.ok_or_else(|| Error::data("The text is not a JSON web token."))?;
    let key = if pem {
        field("publicKey")
    } else {
        field("secret")
    };
    token.verify(algorithm?, &key)?;
    token.check_time(ctx.host().now_ms(), &params.options)?;
    Ok(token.record(params.options.complete))
}

fn claims(params: &Params) -> Result<Map> {
    let given = if params.use_json {
        &params.claims_json
    } else {
        &params.claims
    };
    let parsed = match given {
        Value::String(text) => value::from_str(text)
            .map_err(|e| Error::param("claimsJson", format!("The claims are not JSON: {e}")))?,
        other => other.clone(),
    };
    match parsed {
        Value::Object(map) => Ok((*map).clone()),
        Value::Null => Ok(Map::new()),
        _ => Err(Error::param(
            "claimsJson",
            "The claims must be a JSON object.",
        )),
    }
}

#[derive(Clone, Copy)]
enum Family {
    Secret,
    Rsa(Padding),
    Curve,
}

#[derive(Clone, Copy)]
struct Algorithm {
    name: &'static str,
    family: Family,
    hash: Hash,
}

impl Algorithm {
    fn of(name: &str) -> Result<Self> {
        let known = ALGORITHMS.iter().find(|known| **known == name);
        let name = known.ok_or_else(|| {
            Error::param(
                "options.algorithm",
                format!("The algorithm “{name}” is not known."),
            )
        })?;
        let family = match &name[..2] {
            "HS" => Family::Secret,
            "RS" => Family::Rsa(Padding::Classic),
            "PS" => Family::Rsa(Padding::Pss),
            _ => Family::Curve,
        };
        let hash = match &name[2..] {
            "384" => Hash::Sha384,
            "512" => Hash::Sha512,
            _ => Hash::Sha256,
        };
        Ok(Self { name, family, hash })
    }

    fn padding(self) -> Padding {
        match self.family {
            Family::Rsa(padding) => padding,
            _ => Padding::Fixed,
        }
    }

    fn misfit(self) -> Error {
        Error::new(
            "crypto.key",
            format!("The key does not fit the algorithm {}.", self.name),
        )
    }
}

fn encode(value: &Value) -> String {
    URL_SAFE_NO_PAD.encode(value::to_string(value))
}

fn sign(
    ctx: &Ctx,
    algorithm: Algorithm,
    key: &str,
    mut claims: Map,
    options: &Options,
) -> Result<String> {
    if key.is_empty() {
        return Err(Error::new(
            "credential.incomplete",
            "The JWT credential has no secret or key to sign with.",
        ));
    }
    let mut header = Map::from_iter([("alg", algorithm.name), ("typ", "JWT")]);
    if let Some(kid) = &options.kid {
        header.insert("kid", kid.as_str());
    }
    if !claims.contains_key("iat") {
        claims.insert("iat", ctx.host().now_ms().div_euclid(1000));
    }
    let said = format!("{}.{}", encode(&header.into()), encode(&claims.into()));
    let signature = match algorithm.family {
        Family::Secret => algorithm.hash.keyed(key.as_bytes(), said.as_bytes())?,
        Family::Rsa(_) | Family::Curve => {
            let private = Private::of(key)?;
            if private.is_rsa() != matches!(algorithm.family, Family::Rsa(_)) {
                return Err(algorithm.misfit());
            }
            private.sign(
                ctx.host(),
                algorithm.hash,
                algorithm.padding(),
                said.as_bytes(),
            )?
        }
    };
    Ok(format!("{said}.{}", URL_SAFE_NO_PAD.encode(signature)))
}

/// A token in its parts.
struct Token<'t> {
    said: &'t str,
    header: Value,
    payload: Value,
    signature: &'t str,
}

impl<'t> Token<'t> {
    fn of(text: &'t str) -> Option<Self> {
        let (said, signature) = text.trim().rsplit_once('.')?;
        let (header, payload) = said.split_once('.')?;
        let read = |part: &str| {
            String::from_utf8(URL_SAFE_NO_PAD.decode(part.trim_end_matches('=')).ok()?).ok()
        };
        let header = value::from_str(&read(header)?).ok()?;
        let payload = read(payload)?;
        let payload = value::from_str(&payload).unwrap_or_else(|_| payload.into());
        Some(Self {
            said,
            header,
            payload,
            signature,
        })
    }

    fn record(self, complete: bool) -> Map {
        let mut record = Map::from_iter([("payload", self.payload)]);
        if complete {
            record.insert("header", self.header);
            record.insert("signature", self.signature);
        }
        record
    }

    fn verify(&self, algorithm: Algorithm, key: &str) -> Result<()> {
        let wrong = || {
            Error::new("jwt.invalid", "The token cannot be verified.").describe(
                "Its signature is not that of the chosen credential, or the token was changed.",
            )
        };
        if self.header["alg"] != algorithm.name {
            return Err(wrong());
        }
        let signature = URL_SAFE_NO_PAD
            .decode(self.signature.trim_end_matches('='))
            .map_err(|_| wrong())?;
        let said = self.said.as_bytes();
        let right = match algorithm.family {
            Family::Secret => {
                if key.is_empty() {
                    return Err(Error::new(
                        "credential.incomplete",
                        "The JWT credential has no secret to verify with.",
                    ));
                }
                same(&algorithm.hash.keyed(key.as_bytes(), said)?, &signature)
            }
            Family::Rsa(_) | Family::Curve => {
                let public = Public::of(key)?;
                if public.is_rsa() != matches!(algorithm.family, Family::Rsa(_)) {
                    return Err(algorithm.misfit());
                }
                public.verify(algorithm.hash, algorithm.padding(), said, &signature)
            }
        };
        right.then_some(()).ok_or_else(wrong)
    }

    fn check_time(&self, now_ms: i64, options: &Options) -> Result<()> {
        let now = now_ms as f64 / 1000.0;
        let claim = |name: &str| match &self.payload[name] {
            Value::Null => Ok(None),
            Value::Number(seconds) => Ok(Some(*seconds)),
            _ => Err(Error::new(
                "jwt.invalid",
                format!("The claim “{name}” of the token is no number."),
            )),
        };
        if let Some(from) = claim("nbf")?.filter(|_| !options.ignore_not_before)
            && from > now + options.clock_tolerance
        {
            return Err(Error::new("jwt.early", "The token does not count yet."));
        }
        if let Some(until) = claim("exp")?.filter(|_| !options.ignore_expiration)
            && now >= until + options.clock_tolerance
        {
            return Err(Error::new("jwt.expired", "The token has run out."));
        }
        Ok(())
    }
}

/// Whether two signatures are the same, in a time that does not tell where they differ.
fn same(a: &[u8], b: &[u8]) -> bool {
    a.len() == b.len() && a.iter().zip(b).fold(0, |sum, (x, y)| sum | (x ^ y)) == 0
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Authorization, Map, Value, json};

    use super::Jwt;

    const EC_PRIVATE: &str = "-----BEGIN PRIVATE KEY-----MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgevZzL1gdAFr88hb2OF/2NxApJCzGCEDdfSp6VQO30hyhRANCAAQRWz+jn65BtOMvdyHKcvjBeBSDZH2r1RTwjmYSi9R/zpBnuQ4EiMnCqfMPWiZqB4QdbAd0E7oH50VpuZ1P087G-----END PRIVATE KEY-----";
    const EC_PUBLIC: &str = "-----BEGIN PUBLIC KEY-----MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAEEVs/o5+uQbTjL3chynL4wXgUg2R9q9UU8I5mEovUf86QZ7kOBIjJwqnzD1omageEHWwHdBO6B+dFabmdT9POxg==-----END PUBLIC KEY-----";

    fn host(fields: Value, now_ms: i64) -> Arc<TestHost> {
        let fields = fields.as_object().cloned().unwrap();
        Arc::new(TestHost::new().at(now_ms).with_credential(
            "jwtAuth",
            Authorization {
                fields,
                ..Authorization::default()
            },
        ))
    }

    fn secret() -> Value {
        json!({ "keyType": "passphrase", "secret": "baz", "algorithm": "HS256" })
    }

    async fn run(fields: Value, now_ms: i64, params: Value) -> Result<Map, sdk::Error> {
        let out = testkit::run(Jwt)
            .params(params)
            .host(host(fields, now_ms))
            .items([json!({})])
            .await?;
        Ok(out.json(0)[0].as_object().cloned().unwrap())
    }

    #[tokio::test]
    async fn signs_and_verifies() {
        let curve = json!({ "keyType": "pemKey", "privateKey": EC_PRIVATE, "publicKey": EC_PUBLIC, "algorithm": "ES256" });
        for fields in [secret(), curve] {
            let claims = json!({ "audience": "test", "jwtid": "123" });
            let signed = run(
                fields.clone(),
                5_000,
                json!({ "claims": claims, "options": { "kid": "k" } }),
            )
            .await
            .unwrap();
            let token = signed.get("token").unwrap();
            for operation in ["verify", "decode"] {
                let params = json!({ "operation": operation, "token": token, "options": { "complete": true } });
                let read = run(fields.clone(), 5_000, params).await.unwrap();
                assert_eq!(
                    read.get("payload").unwrap(),
                    &json!({ "audience": "test", "jwtid": "123", "iat": 5 })
                );
                assert_eq!(read.get("header").unwrap()["kid"], "k");
            }
            let changed = format!("{}x", token.as_str().unwrap());
            assert!(
                run(
                    fields,
                    5_000,
                    json!({ "operation": "verify", "token": changed })
                )
                .await
                .is_err()
            );
        }
    }

    #[tokio::test]
    async fn a_known_token() {
        let token = "eyJhbGciOiJIUzI1NiIsInR5cCI6IkpXVCJ9.eyJzdWIiOiIxMjM0NTY3ODkwIiwibmFtZSI6IkpvaG4gRG9lIiwiaWF0IjoxNTE2MjM5MDIyfQ.SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c";
        let fields = json!({ "keyType": "passphrase", "secret": "your-256-bit-secret", "algorithm": "HS256" });
        let read = run(fields, 0, json!({ "operation": "verify", "token": token }))
            .await
            .unwrap();
        assert_eq!(read.get("payload").unwrap()["name"], "John Doe");
    }

    #[tokio::test]
    async fn time_counts() {
        let params = json!({ "useJson": true, "claimsJson": "{\"exp\": 100, \"nbf\": 50}" });
        let token = run(secret(), 0, params)
            .await
            .unwrap()
            .get("token")
            .cloned()
            .unwrap();
        for (now, options, good) in [
            (60_000, json!({}), true),
            (100_000, json!({}), false),
            (100_000, json!({ "ignoreExpiration": true }), true),
            (104_000, json!({ "clockTolerance": 5 }), true),
            (49_000, json!({}), false),
            (49_000, json!({ "ignoreNotBefore": true }), true),
        ] {
            let params = json!({ "operation": "verify", "token": &token, "options": &options });
            assert_eq!(
                run(secret(), now, params).await.is_ok(),
                good,
                "{now} {options}"
            );
        }
    }

    #[tokio::test]
    async fn broken_tokens_are_errors() {
        for token in [
            "",
            "a.b",
            "a.b.c",
            "eyJhbGciOiJub25lIn0.e30.",
            "..",
            "💥.💥.💥",
        ] {
            assert!(
                run(
                    secret(),
                    0,
                    json!({ "operation": "verify", "token": token })
                )
                .await
                .is_err(),
                "{token}"
            );
        }
        let none = run(secret(), 0, json!({ "options": { "algorithm": "none" } })).await;
        assert!(none.is_err());
    }
}
