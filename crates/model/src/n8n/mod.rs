//! n8n's export format, in and out.
//!
//! Parameters keep n8n's names and shapes, so an import maps and does not rewrite. What Millrace has no word for stays in
//! `origin` and is written back: importing an export gives the same workflow again. Importing runs nothing, binds no
//! credential and switches nothing on.
//!
//! Rules where a file leaves a choice:
//! - **Names.** n8n finds nodes by name. Of several nodes with one name the first keeps it, and with it every wire and
//!   expression that names it; the others get the name with a number. Expressions thus need no change.
//! - **Ids.** A node keeps its id; an empty or repeated one is replaced by a new one.
//! - **Wires** to or from a node that is not there, or a port that its kind does not have, are dropped and listed.
//! - **Versions.** A type version that the kind does not know becomes the nearest older one it knows.
//! - **Keys** that stand twice: the last one counts.

mod error;
mod export;
mod fit;
mod ids;
mod import;
mod node;
mod open;
mod report;
mod secrets;
mod wires;

pub use crate::json::MOST_BYTES;
pub use error::ImportError;
pub use export::{export, export_text};
pub use import::{ImportOptions, Imported, MOST_EDGES, MOST_NODES, import, import_all};
pub use report::{DroppedWire, Fit, NodeReport, Remark, Report, Secret, Warning, WireFault};

pub(crate) use import::{from_document, report_on};
pub(crate) use node::bounded;

use crate::spec::{NodeSpec, Specs};
use crate::workflow::Node;
use std::sync::Arc;
use value::Map;

/// n8n's name for a sticky note.
const STICKY: &str = "n8n-nodes-base.stickyNote";
/// Prefix of the type under which a kind that n8n lacks is exported.
const OWN: &str = "millrace.";
/// Key of what only Millrace understands.
const ONLY_HERE: &str = "millrace";

/// What one of n8n's types is here.
struct Known<'s> {
    kind: String,
    spec: Option<&'s Arc<NodeSpec>>,
    implies: Option<&'s Map>,
}

/// The kind for one of n8n's types; a placeholder's if there is none.
fn kind_of<'s>(specs: &'s Specs, n8n_type: &str) -> Known<'s> {
    if let Some((spec, implies)) = specs.of_n8n(n8n_type) {
        return Known {
            kind: spec.kind.clone(),
            spec: Some(spec),
            implies: Some(implies),
        };
    }
    let kind = match n8n_type.strip_prefix(OWN) {
        _ if n8n_type == STICKY => Node::NOTE.to_owned(),
        Some(own) if !own.is_empty() && !own.starts_with(Node::PLACEHOLDER) => own.to_owned(),
        _ => format!("{}{n8n_type}", Node::PLACEHOLDER),
    };
    Known {
        spec: specs.get(&kind),
        kind,
        implies: None,
    }
}
