//! A kind of node, in code.

use async_trait::async_trait;
use model::{Item, NodeSpec};

use crate::{Ctx, Error, Trigger};

/// A kind of node. Implementations are unit structs; what changes from run to run is in [`Ctx`].
#[async_trait]
pub trait Node: Send + Sync + 'static {
    /// What it is: label, ports, parameters, effect.
    fn spec(&self) -> NodeSpec;

    /// Does the work for one run: all items of all inputs at once.
    ///
    /// # Errors
    /// Whatever stops the whole run. A failure on one item goes through [`Ctx::recover`], which decides by the node's
    /// settings whether the others go on.
    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs, Error>;

    /// How it listens for what starts executions, if it is a trigger that listens.
    fn trigger(&self) -> Option<&dyn Trigger> {
        None
    }
}

/// What a run puts out: items for each output port.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Outputs(pub Vec<Vec<Item>>);

impl Outputs {
    /// Items on the first output.
    pub fn one(items: Vec<Item>) -> Self {
        Self(vec![items])
    }

    /// `count` empty outputs.
    pub fn empty(count: usize) -> Self {
        Self(vec![Vec::new(); count])
    }

    /// Adds an item to an output; outputs up to it are made as needed.
    pub fn push(&mut self, output: usize, item: Item) {
        if self.0.len() <= output {
            self.0.resize_with(output + 1, Vec::new);
        }
        self.0[output].push(item);
    }
}

impl From<Vec<Item>> for Outputs {
    fn from(items: Vec<Item>) -> Self {
        Self::one(items)
    }
}
