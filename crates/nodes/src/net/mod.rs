//! Nodes that talk to others over the web.
//!
//! A request leaves only through the [`sdk::Host`], which knows the address policy, the grants and the secrets.

pub mod curl;
mod decode;
mod feed;
mod graphql;
mod http;
mod query;
mod respond;
mod rss;
mod sheet;
mod status;

use sdk::{Ctx, HttpRequest as Request};

pub use graphql::GraphQl;
pub use http::HttpRequest;
pub use respond::RespondToWebhook;
pub use rss::RssRead;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![HttpRequest, RespondToWebhook, GraphQl, RssRead];

/// What the requests of these nodes say they come from, unless a header says something else. Some services answer only
/// what they know, and workflows come from where this name is known.
const USER_AGENT: &str = "n8n";

/// Methods that only read: a repeated request does nothing.
const READING: &[&str] = &["GET", "HEAD", "OPTIONS"];

/// Methods of which a repeated request does no more than the first did.
const REPEATABLE: &[&str] = &["GET", "HEAD", "OPTIONS", "PUT", "DELETE"];

/// Gives a request that does something a name that is the same in all attempts of the step, also when it is taken up
/// after a crash: a service that knows `Idempotency-Key` does it once. A name that the person gave stays.
fn sign(ctx: &Ctx, request: &mut Request, item: usize, page: u32) {
    const NAME: &str = "Idempotency-Key";
    let key = &ctx.info().idempotency_key;
    let reads = READING.contains(&request.method.as_str());
    let mut headers = request.headers.iter();
    if key.is_empty() || reads || headers.any(|(name, _)| name.eq_ignore_ascii_case(NAME)) {
        return;
    }
    let value = match page {
        0 => format!("{key}-{item}"),
        page => format!("{key}-{item}-{page}"),
    };
    request.headers.push((NAME.to_owned(), value));
}

#[cfg(test)]
mod tests {
    use sdk::{Param, ParamKind};

    /// The fields below some fields that lack a label or a sentence about them.
    pub(crate) fn unexplained(path: &str, params: &[Param], out: &mut Vec<String>) {
        for param in params {
            let own = format!("{path}.{}", param.name);
            match &param.kind {
                ParamKind::Groups { groups, .. } => {
                    for group in groups {
                        if let ParamKind::Fields(fields) = &group.kind {
                            unexplained(&format!("{own}.{}", group.name), fields, out);
                        }
                    }
                }
                ParamKind::Fields(fields) => unexplained(&own, fields, out),
                _ if param.help.is_empty() => out.push(own),
                _ => {}
            }
            if param.label.is_empty() {
                out.push(format!("{path}.{} has no label", param.name));
            }
        }
    }

    #[test]
    fn every_field_is_explained() {
        let mut missing = Vec::new();
        for make in super::ALL.iter().chain(crate::time::ALL) {
            let spec = make().spec();
            assert!(
                !spec.help.is_empty() && !spec.icon.is_empty(),
                "{}",
                spec.kind
            );
            assert!(!spec.example.is_empty(), "{}", spec.kind);
            let word = spec.n8n[0].name.rsplit('.').next().unwrap();
            assert!(
                spec.aliases.iter().any(|alias| alias == word),
                "{}",
                spec.kind
            );
            unexplained(&spec.kind, &spec.params, &mut missing);
        }
        assert_eq!(missing, Vec::<String>::new());
    }
}
