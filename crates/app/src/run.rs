//! Starting executions.

use std::sync::Arc;

use async_trait::async_trait;
use sdk::{Result, SubWorkflow, SubWorkflowReply};

use crate::grants::Grants;

/// Runs a workflow for another one.
#[async_trait]
pub trait Caller: Send + Sync {
    /// Runs it with the grants of the one that calls.
    async fn call(&self, call: SubWorkflow, grants: Arc<Grants>) -> Result<SubWorkflowReply>;
}
