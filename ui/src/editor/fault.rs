//! Which problems are faults: in a step that was just added, an empty field is only still to be filled in.

use std::collections::HashSet;
use std::sync::Arc;

use model::check::Code;
use model::{NodeId, Problem};

/// The problems without those that are only early.
pub fn faults(problems: &Arc<Vec<Problem>>, fresh: &HashSet<NodeId>) -> Arc<Vec<Problem>> {
    if fresh.is_empty() {
        return problems.clone();
    }
    let faults = problems.iter().filter(|one| !is_early(one, fresh));
    Arc::new(faults.cloned().collect())
}

/// Whether a problem is that something is still to be filled in, in one of the steps that were just added.
pub fn is_early(problem: &Problem, fresh: &HashSet<NodeId>) -> bool {
    let added = |node| fresh.contains(node);
    problem.code == Code::ParamMissing && problem.node.as_ref().is_some_and(added)
}
