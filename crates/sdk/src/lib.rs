//! What the author of a node imports, and nothing else.
//!
//! A node is one file: a unit struct with a [`Node`] implementation whose [`Node::spec`] says what it is and whose
//! [`Node::run`] does it. Everything outside the items and parameters in [`Ctx`] is reached through [`Host`]: a node opens
//! no socket and no file, reads no clock and starts no process by itself. That is what makes permissions, replay and tests
//! possible.

pub mod ctx;
pub mod host;
pub mod node;
pub mod registry;
pub mod trigger;

#[cfg(feature = "testkit")]
pub mod testkit;

pub use async_trait::async_trait;
pub use ctx::{Column, Ctx, Parameters, RunInfo};
pub use host::{
    Authorization, Body, CommandOutput, CommandRun, Dedup, DedupAction, Duplex, FileInfo, Host,
    HttpAnswer, HttpBody, HttpRequest, Part, PartContent, StaticScope, SubWorkflow,
    SubWorkflowReply, Suspend, TableCall,
};
pub use model::spec::{
    Choice, CredentialSlot, Effect, Group, N8nType, NodeSpec, Param, ParamKind, Port, PortKind,
    PortRule, PortSet, Show, ShowRule,
};
pub use model::{Binaries, Binary, Item, OnError, Origin, RunError as Error};
pub use node::{Node, Outputs};
pub use registry::Registry;
pub use trigger::{Fire, Trigger, TriggerCtx};
pub use value::{Map, Text, Value, json};

/// What nodes return.
pub type Result<T, E = Error> = std::result::Result<T, E>;
