//! Every built-in node: a folder a family, a file a node, one explicit list.
//!
//! A node sees only its [`sdk::Ctx`]. It opens no socket, no file and no process by itself, and knows nothing of the
//! engine that runs it. What several nodes need is in the modules beside the families.

use std::sync::Arc;

use sdk::{Node, Registry};

mod aside;
pub mod code;
pub mod conditions;
pub mod crypto;
pub mod data;
pub mod fields;
pub mod files;
pub mod flow;
pub mod net;
pub mod path;
pub mod system;
pub mod text;
pub mod time;
pub mod trigger;

/// All built-in kinds, in the order of the palette.
pub fn all() -> Vec<Arc<dyn Node>> {
    [
        trigger::ALL,
        time::ALL,
        flow::ALL,
        data::ALL,
        text::ALL,
        files::ALL,
        net::ALL,
        code::ALL,
        crypto::ALL,
        system::ALL,
    ]
    .concat()
    .into_iter()
    .map(|make| make())
    .collect()
}

/// All built-in kinds, by name.
pub fn registry() -> Registry {
    all().into_iter().collect()
}

/// Makes one kind of node.
pub type Make = fn() -> Arc<dyn Node>;

/// A family's list: `nodes![Limit, Sort]`.
macro_rules! nodes {
    ($($node:path),* $(,)?) => { &[$(|| std::sync::Arc::new($node)),*] };
}
pub(crate) use nodes;
