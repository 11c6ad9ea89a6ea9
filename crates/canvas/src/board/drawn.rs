//! What a board was built from, so that a change which moves nothing needs no new one: typing into a form changes a line
//! on one card, not where a thousand cards and wires are.

use model::{Edge, Node, Ports, Specs, Workflow};

/// Nodes and wires as they were when the board was built.
#[derive(Default)]
pub(crate) struct Drawn {
    nodes: Vec<Node>,
    edges: Vec<Edge>,
}

impl Drawn {
    pub fn of(workflow: &Workflow) -> Self {
        Self {
            nodes: workflow.nodes.clone(),
            edges: workflow.edges.clone(),
        }
    }

    /// Whether a changed workflow has the same cards, ports and wires in the same places. If so, it is the one to compare
    /// the next with; what its cards say comes with the looks.
    pub fn follow(&mut self, workflow: &Workflow, specs: &Specs) -> bool {
        if self.nodes.len() != workflow.nodes.len() || self.edges != workflow.edges {
            return false;
        }
        let mut changed = Vec::new();
        for (at, (old, new)) in self.nodes.iter().zip(&workflow.nodes).enumerate() {
            if old == new {
                continue;
            }
            if !alike(old, new, workflow, specs) {
                return false;
            }
            changed.push(at);
        }
        for at in changed {
            self.nodes[at].clone_from(&workflow.nodes[at]);
        }
        true
    }
}

/// Whether two states of a node are drawn as the same card.
fn alike(old: &Node, new: &Node, workflow: &Workflow, specs: &Specs) -> bool {
    let card = |node: &Node| {
        (
            node.id.clone(),
            node.name.clone(),
            node.kind.clone(),
            node.version,
            node.position,
            node.disabled,
        )
    };
    // what a note says is drawn by the board itself
    !new.is_note()
        && card(old) == card(new)
        && Ports::of(workflow, old, specs) == Ports::of(workflow, new, specs)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn workflow() -> Workflow {
        Workflow {
            nodes: vec![Node::new("a", "set", 3.4), Node::new("b", "set", 3.4)],
            ..Workflow::default()
        }
    }

    #[test]
    fn what_is_typed_moves_nothing() {
        let (mut workflow, specs) = (workflow(), Specs::default());
        let mut drawn = Drawn::of(&workflow);
        workflow.nodes[1].parameters.insert("text", "typed");
        workflow.nodes[0].note = Some("a remark".to_owned());
        assert!(drawn.follow(&workflow, &specs));
        workflow.nodes[1].parameters.insert("text", "typed on");
        assert!(drawn.follow(&workflow, &specs), "it is taken over");
    }

    #[test]
    fn what_is_drawn_elsewhere_or_otherwise_is_noticed() {
        let specs = Specs::default();
        let changes: [fn(&mut Workflow); 7] = [
            |workflow| workflow.nodes[0].position = [16.0, 0.0],
            |workflow| workflow.nodes[0].name = "another".into(),
            |workflow| workflow.nodes[0].kind = "code".to_owned(),
            |workflow| workflow.nodes[0].disabled = true,
            |workflow| workflow.nodes.swap(0, 1),
            |workflow| workflow.nodes.push(Node::new("c", "set", 3.4)),
            |workflow| workflow.edges.push(Edge::main("a", 0, "b", 0)),
        ];
        for (at, change) in changes.into_iter().enumerate() {
            let mut changed = workflow();
            let mut drawn = Drawn::of(&changed);
            change(&mut changed);
            assert!(!drawn.follow(&changed, &specs), "change {at}");
        }
    }

    #[test]
    fn the_words_of_a_note_are_drawn() {
        let mut workflow = workflow();
        workflow.nodes.push(Node::new("n", "note", 1.0));
        let mut drawn = Drawn::of(&workflow);
        workflow.nodes[2].parameters.insert("content", "# Hello");
        assert!(!drawn.follow(&workflow, &Specs::default()));
    }
}
