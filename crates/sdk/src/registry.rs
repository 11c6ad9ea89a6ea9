//! The kinds that can be run: an explicit list, and whatever is added while the program runs.

use std::collections::BTreeMap;
use std::sync::Arc;

use model::{NodeSpec, Specs};

use crate::Node;

/// Kinds by name, with their specs.
#[derive(Clone, Default)]
pub struct Registry {
    specs: Specs,
    nodes: BTreeMap<String, Arc<dyn Node>>,
}

impl Registry {
    /// Adds a kind, replacing one of the same name.
    pub fn add(&mut self, node: Arc<dyn Node>) {
        let spec = node.spec();
        self.nodes.insert(spec.kind.clone(), node);
        self.specs.add(spec);
    }

    /// What runs a kind.
    pub fn node(&self, kind: &str) -> Option<&Arc<dyn Node>> {
        self.nodes.get(kind)
    }

    /// What a kind is.
    pub fn spec(&self, kind: &str) -> Option<&Arc<NodeSpec>> {
        self.specs.get(kind)
    }

    /// All specs.
    pub fn specs(&self) -> &Specs {
        &self.specs
    }
}

impl FromIterator<Arc<dyn Node>> for Registry {
    fn from_iter<I: IntoIterator<Item = Arc<dyn Node>>>(nodes: I) -> Self {
        let mut all = Self::default();
        for node in nodes {
            all.add(node);
        }
        all
    }
}
