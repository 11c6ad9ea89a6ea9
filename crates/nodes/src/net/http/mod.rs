//! HTTP Request: calls any address of the web, once for every item.
//!
//! Versions 1 and 2 have other parameters than 3 and 4; both become a [`plan::Plan`] for each item, and from there on
//! they are the same. Trying again is the engine's business, secrets are the host's.

mod answer;
mod draft;
mod json;
mod legacy;
mod legacy_spec;
mod modern;
mod modern_body;
mod modern_spec;
mod options_spec;
mod pages;
mod plan;
mod send;
#[cfg(test)]
mod tests;

use sdk::{Ctx, Effect, Group, N8nType, Node, NodeSpec, Outputs, Result, Show, async_trait};

use super::REPEATABLE;

pub(in crate::net) use draft::{Content, Draft, parse_url};
pub(in crate::net) use json::read as read_json;

/// Calls any address of the web.
pub struct HttpRequest;

/// The versions with today's parameters begin here.
const MODERN: f64 = 3.0;

#[async_trait]
impl Node for HttpRequest {
    fn spec(&self) -> NodeSpec {
        NodeSpec {
            help: "Calls an address of the web and gives back what it answers.".to_owned(),
            icon: "globe".to_owned(),
            n8n: N8nType::base(&["httpRequest"]),
            versions: vec![1.0, 2.0, 3.0, 4.0, 4.1, 4.2, 4.3, 4.4],
            params: legacy_spec::params()
                .into_iter()
                .chain(modern_spec::params())
                .collect(),
            credentials: modern_spec::credentials(),
            effect: Effect::Unsafe,
            harmless: vec![
                Show::before(MODERN).and_when("requestMethod", REPEATABLE),
                Show::since(MODERN).and_when("method", REPEATABLE),
            ],
            ..NodeSpec::new("http.request", "HTTP Request", Group::Network)
        }
        .aliases(&[
            "httpRequest",
            "http",
            "api",
            "rest",
            "url",
            "web",
            "call",
            "curl",
            "fetch",
            "get",
            "post",
            "download",
            "webhook call",
        ])
        .example(&sdk::json!({ "method": "GET", "url": "https://api.example.com/users" }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let made = if ctx.version() < MODERN {
            send::run(ctx, &legacy::read(ctx).await?).await?
        } else {
            send::run(ctx, &modern::read(ctx).await?).await?
        };
        Ok(made.into())
    }
}
