//! Nodes that start executions.
//!
//! What listens comes later: these hand on what they were started with, or one empty item where a person pressed Run.

mod error;
mod form;
mod manual;
mod sub_workflow;
mod webhook;

use sdk::{Ctx, Item, Outputs};

pub use error::ErrorTrigger;
pub use form::{Form, FormTrigger};
pub use manual::{Manual, Start};
pub use sub_workflow::SubWorkflow;
pub use webhook::Webhook;

/// The family, in the order of the palette.
pub const ALL: &[crate::Make] = crate::nodes![
    Manual,
    Webhook,
    FormTrigger,
    Form,
    SubWorkflow,
    ErrorTrigger,
    Start
];

/// What the trigger was started with, or one empty item.
pub(crate) fn started(ctx: &Ctx) -> Outputs {
    let items = ctx.items();
    if items.is_empty() {
        vec![Item::default()].into()
    } else {
        items.to_vec().into()
    }
}
