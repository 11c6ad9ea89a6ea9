//! JWT: signs, verifies and reads JSON web tokens.

mod form;
mod token;

use sdk::{
    Authorization, Column, CredentialSlot, Ctx, Effect, Error, Group, Item, Map, N8nType, Node,
    NodeSpec, Outputs, Result, Show, Value, async_trait, json,
};
use serde::Deserialize;

use crate::files::loose;
use token::{Algorithm, Token, sign};

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
            params: form::params(),
            // What is only read is not verified: no key is needed.
            credentials: vec![CredentialSlot { slot: "jwtAuth".to_owned(), required: true, show: Show::when("operation", &["sign", "verify"]) }],
            effect: Effect::Idempotent,
            ..NodeSpec::new("jwt", "JWT", Group::Tools)
        }
        .aliases(&["json web token", "bearer", "sign token", "decode token", "verify token"])
        .example(&json!({ "operation": "sign", "claims": { "issuer": "me", "expiresIn": 3600 } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let all = ctx.all_params().await?;
        let first: Params = all.read(0)?;
        let credential = match first.operation.as_str() {
            "decode" => Authorization::default(),
            _ => ctx.credential("jwtAuth").await?,
        };
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

#[cfg(test)]
mod tests;
