//! Checks of expressions and programs: the nodes they name, and braces that are never closed.

use expr::PieceKind;
use value::Text;

use super::{Checked, Code, Problem};
use crate::walk::{self, Leaf};
use crate::workflow::Node;

pub(super) fn check(checked: &mut Checked<'_>) {
    let mut found = Vec::new();
    for (_, node) in checked.nodes().filter(|(_, node)| !node.disabled) {
        walk::texts(&node.parameters, &mut |leaf| {
            for name in unknown_nodes(checked, &leaf) {
                found.push(
                    Problem::of(Code::ExpressionNode, node)
                        .at(leaf.path)
                        .with("other", name.as_str()),
                );
            }
            found.extend(unclosed(node, &leaf));
        });
    }
    for problem in found {
        checked.report(problem);
    }
}

fn unknown_nodes(checked: &Checked<'_>, leaf: &Leaf<'_>) -> Vec<Text> {
    if !leaf.text.contains('$') {
        return Vec::new();
    }
    let references = if leaf.text.starts_with('=') {
        expr::template_references(leaf.text)
    } else if walk::is_code_key(leaf.key) {
        expr::references(leaf.text)
    } else {
        return Vec::new();
    };
    let named = references.nodes.into_iter();
    named
        .filter(|name| !checked.by_name.contains_key(name))
        .collect()
}

fn unclosed(node: &Node, leaf: &Leaf<'_>) -> Option<Problem> {
    let expression = leaf.text.strip_prefix('=')?;
    let open = expression.contains("{{")
        && expr::split(expression).iter().any(|piece| {
            piece.kind == PieceKind::Code { closed: false } && !piece.text.trim().is_empty()
        });
    open.then(|| Problem::of(Code::ExpressionUnclosed, node).at(leaf.path))
}
