//! The one way out of Millrace: an HTTP client and vetted streams that reach
//! only addresses the policy admits.
//!
//! Every node and driver goes through a [`Client`]. A name is resolved here,
//! every address it has is judged by the [`AddressPolicy`], and the address that
//! was judged is the one that is dialled; a redirect is a new question. What a
//! workflow may reach beyond the internet is asked of a [`HostGrants`].
//!
//! Not here: cookies, caches, retries (the engine's), proxies from the
//! environment, HTTP/2, and any knowledge of workflows, nodes or flags. No type
//! of reqwest leaves the crate. What an HTTP proxy does with a name it is given
//! is beyond our sight: the name is vetted before it is handed over, and cannot
//! be pinned.

mod address;
mod client;
mod error;
mod fault;
mod grant;
mod hop;
mod outgoing;
mod policy;
mod pool;
mod receive;
mod request;
mod resolve;
mod response;
mod sink;
mod stream;
mod tls;

pub use address::AddressClass;
pub use client::{Client, Config, Limits};
pub use error::{Error, Phase, Reason, Refusal, Remedy};
pub use grant::{HostGrants, HostList, NoGrants};
pub use policy::AddressPolicy;
pub use request::{Body, Filter, Part, PartContent, Redirects, Request, Save, Sieve};
pub use resolve::{Resolver, SystemResolver, TableResolver};
pub use response::{Content, Download, Response};
