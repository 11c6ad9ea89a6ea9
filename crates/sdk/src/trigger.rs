//! What starts executions by itself.
//!
//! The seam only: which triggers listen, and how they are kept alive, is the engine's business.

use std::sync::Arc;

use async_trait::async_trait;
use model::{Item, Node as Document};

use crate::{Error, Host, Parameters};

/// A kind of node that can listen.
#[async_trait]
pub trait Trigger: Send + Sync {
    /// Listens until it is dropped; every time something happens it calls [`Fire::fire`].
    ///
    /// # Errors
    /// When it cannot go on; the engine tells the person and tries again later.
    async fn listen(&self, ctx: &TriggerCtx, fire: &dyn Fire) -> Result<(), Error>;
}

/// What a listening trigger has.
pub struct TriggerCtx {
    /// The node as drawn.
    pub node: Arc<Document>,
    /// Its parameters.
    pub parameters: Arc<dyn Parameters>,
    /// The way out.
    pub host: Arc<dyn Host>,
}

/// Takes what a trigger saw.
#[async_trait]
pub trait Fire: Send + Sync {
    /// Starts an execution with these items; returns when it is safely written down, not when it has run.
    ///
    /// # Errors
    /// When it could not be written down; the trigger must not acknowledge what it saw.
    async fn fire(&self, items: Vec<Item>) -> Result<(), Error>;
}
