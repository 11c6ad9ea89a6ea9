//! Tokens in their parts: signed, taken apart, verified.

use base64::Engine as _;
use base64::engine::general_purpose::URL_SAFE_NO_PAD;
use sdk::{Ctx, Error, Map, Result, Value};

use super::{ALGORITHMS, Options};
use crate::crypto::digest::Hash;
use crate::crypto::keys::{Padding, Private, Public};

#[derive(Clone, Copy)]
enum Family {
    Secret,
    Rsa(Padding),
    Curve,
}

#[derive(Clone, Copy)]
pub(super) struct Algorithm {
    name: &'static str,
    family: Family,
    hash: Hash,
}

impl Algorithm {
    pub(super) fn of(name: &str) -> Result<Self> {
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

pub(super) fn sign(
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
pub(super) struct Token<'t> {
    said: &'t str,
    header: Value,
    payload: Value,
    signature: &'t str,
}

impl<'t> Token<'t> {
    pub(super) fn of(text: &'t str) -> Option<Self> {
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

    pub(super) fn record(self, complete: bool) -> Map {
        let mut record = Map::from_iter([("payload", self.payload)]);
        if complete {
            record.insert("header", self.header);
            record.insert("signature", self.signature);
        }
        record
    }

    pub(super) fn verify(&self, algorithm: Algorithm, key: &str) -> Result<()> {
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

    pub(super) fn check_time(&self, now_ms: i64, options: &Options) -> Result<()> {
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
