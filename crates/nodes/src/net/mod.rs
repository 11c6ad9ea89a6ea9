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

pub use graphql::GraphQl;
pub use http::HttpRequest;
pub use respond::RespondToWebhook;
pub use rss::RssRead;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![HttpRequest, RespondToWebhook, GraphQl, RssRead];

/// What the requests of these nodes say they come from, unless a header says something else. Some services answer only
/// what they know, and workflows come from where this name is known.
const USER_AGENT: &str = "n8n";
