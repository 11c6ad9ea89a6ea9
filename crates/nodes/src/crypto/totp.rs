//! TOTP: the six digits that an authenticator app shows.

use sdk::{
    CredentialSlot, Ctx, Effect, Error, Group, Item, Map, N8nType, Node, NodeSpec, Outputs, Param,
    Result, Show, async_trait, json,
};
use serde::Deserialize;

use super::digest::Hash;
use crate::files::loose;

/// Makes one-time passwords.
pub struct Totp;

#[derive(Default, Deserialize)]
#[serde(default)]
struct Params {
    options: Options,
}

#[derive(Default, Deserialize)]
#[serde(default)]
struct Options {
    #[serde(deserialize_with = "loose::some_text")]
    algorithm: Option<String>,
    #[serde(deserialize_with = "loose::some_number")]
    digits: Option<f64>,
    #[serde(deserialize_with = "loose::some_number")]
    period: Option<f64>,
}

#[async_trait]
impl Node for Totp {
    fn spec(&self) -> NodeSpec {
        let hashes = [
            "SHA1", "SHA224", "SHA256", "SHA384", "SHA512", "SHA3-224", "SHA3-256", "SHA3-384",
            "SHA3-512",
        ];
        NodeSpec {
            help: "Makes the one-time password that an authenticator app would show now."
                .to_owned(),
            icon: "shield-check".to_owned(),
            n8n: N8nType::base(&["totp"]),
            params: vec![
                Param::choice(
                    "operation",
                    "What to make",
                    &[("generateSecret", "The password of now")],
                )
                .help("What comes out."),
                Param::fields(
                    "options",
                    "Options",
                    vec![
                        Param::choice(
                            "algorithm",
                            "Kind of hash",
                            &hashes.map(|name| (name, name)),
                        )
                        .help("The hash that the service uses; nearly all use SHA1."),
                        Param::number("digits", "Digits", 6.0)
                            .help("How many digits the password has.")
                            .example("8"),
                        Param::number("period", "Period", 30.0)
                            .help("How long a password lasts, in seconds.")
                            .example("60"),
                    ],
                )
                .help("What the service asks for."),
            ],
            credentials: vec![CredentialSlot {
                slot: "totpApi".to_owned(),
                required: true,
                show: Show::default(),
            }],
            effect: Effect::Idempotent,
            ..NodeSpec::new("totp", "TOTP", Group::Tools)
        }
        .aliases(&[
            "one-time password",
            "2fa",
            "two factor",
            "authenticator",
            "otp",
        ])
        .example(&json!({ "options": { "digits": 6 } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let params: Params = ctx.params(0).await?;
        let credential = ctx.credential("totpApi").await?;
        let field = |name: &str| {
            credential
                .fields
                .get(name)
                .map(loose::as_text)
                .unwrap_or_default()
        };
        let label = field("label");
        if !label.is_empty() && !label.contains(':') {
            return Err(Error::new(
                "credential.incomplete",
                "The label of the TOTP credential must look like `issuer:username`.",
            ));
        }
        let secret = base32(&field("secret")).ok_or_else(|| {
            Error::new(
                "credential.incomplete",
                "The secret of the TOTP credential is not base32 text.",
            )
        })?;
        let options = params.options;
        let hash = Hash::of(options.algorithm.as_deref().unwrap_or("SHA1"))
            .map_err(|e| e.in_field("options.algorithm"))?;
        let digits = options
            .digits
            .filter(|digits| *digits >= 1.0)
            .unwrap_or(6.0)
            .min(10.0) as u32;
        let period = options
            .period
            .filter(|period| *period >= 1.0)
            .unwrap_or(30.0);
        let seconds = ctx.host().now_ms() as f64 / 1000.0;
        let token = token(hash, &secret, (seconds / period) as u64, digits)?;
        let left = (period * (1.0 - (seconds / period).fract())) as u32;
        let items = ctx.items();
        let records = items.iter().map(|item| {
            let record = Map::from_iter([
                ("token", json!(token.as_str())),
                ("secondsRemaining", json!(left)),
            ]);
            Item::new(record).from_item(item)
        });
        Ok(records.collect::<Vec<_>>().into())
    }
}

/// A one-time password (RFC 4226).
fn token(hash: Hash, secret: &[u8], counter: u64, digits: u32) -> Result<String> {
    let mac = hash.keyed(secret, &counter.to_be_bytes())?;
    let offset = usize::from(mac.last().copied().unwrap_or_default() & 0x0F);
    let four = mac.get(offset..offset + 4).unwrap_or(&[0; 4]);
    let number = four
        .iter()
        .fold(0u64, |sum, byte| sum << 8 | u64::from(*byte))
        & 0x7FFF_FFFF;
    Ok(format!(
        "{:0width$}",
        number % 10u64.pow(digits),
        width = digits as usize
    ))
}

fn base32(text: &str) -> Option<Vec<u8>> {
    let mut out = Vec::new();
    let (mut bits, mut count) = (0u32, 0);
    for c in text.chars().filter(|c| !matches!(c, ' ' | '-' | '=')) {
        let five = match c.to_ascii_uppercase() {
            c @ 'A'..='Z' => c as u32 - 'A' as u32,
            c @ '2'..='7' => c as u32 - '2' as u32 + 26,
            _ => return None,
        };
        bits = (bits << 5 | five) & 0xFFF;
        count += 5;
        if count >= 8 {
            count -= 8;
            out.push((bits >> count) as u8);
        }
    }
    (!out.is_empty()).then_some(out)
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use sdk::testkit::{self, TestHost};
    use sdk::{Authorization, Map, json};

    use super::*;

    #[test]
    fn known_answers() {
        // RFC 6238, appendix B.
        for (hash, secret, seconds, wanted) in [
            (Hash::Sha1, "12345678901234567890", 59, "94287082"),
            (
                Hash::Sha1,
                "12345678901234567890",
                1_111_111_109,
                "07081804",
            ),
            (
                Hash::Sha256,
                "12345678901234567890123456789012",
                59,
                "46119246",
            ),
            (
                Hash::Sha512,
                "1234567890123456789012345678901234567890123456789012345678901234",
                59,
                "90693936",
            ),
        ] {
            assert_eq!(
                token(hash, secret.as_bytes(), seconds / 30, 8).unwrap(),
                wanted
            );
        }
    }

    fn host(secret: &str, label: &str) -> Arc<TestHost> {
        let fields = Map::from_iter([("secret", secret), ("label", label)]);
        let credential = Authorization {
            fields,
            ..Authorization::default()
        };
        Arc::new(
            TestHost::new()
                .at(1_640_000_000_000)
                .with_credential("totpApi", credential),
        )
    }

    #[tokio::test]
    async fn from_the_credential() {
        let host = host("BVDRSBXQB2ZEL5HE", "GitHub:john-doe");
        let out = testkit::run(Totp)
            .params(json!({}))
            .host(host)
            .items([json!({}), json!({})])
            .await
            .unwrap();
        assert_eq!(
            out.json(0),
            [
                json!({ "token": "025086", "secondsRemaining": 10 }),
                json!({ "token": "025086", "secondsRemaining": 10 })
            ]
        );
    }

    #[tokio::test]
    async fn wrong_credentials_are_errors() {
        for host in [
            host("BVDRSBXQ", "no colon"),
            host("not base32!", ""),
            host("", ""),
        ] {
            assert!(testkit::run(Totp).host(host).await.is_err());
        }
    }
}
