//! Checks of expressions and programs: the nodes they name, braces that are never closed, and what is no JavaScript.

use expr::{Blunder, PieceKind};
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
            match unclosed(node, &leaf) {
                Some(problem) => found.push(problem),
                None => found.extend(blunder(node, &leaf)),
            }
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

/// What is surely no JavaScript, in an expression or in a program.
fn blunder(node: &Node, leaf: &Leaf<'_>) -> Option<Problem> {
    let found = match leaf.text.strip_prefix('=') {
        Some(text) => expr::split(text)
            .iter()
            .filter(|piece| matches!(piece.kind, PieceKind::Code { .. }))
            .find_map(|piece| expr::blunder(&piece.text)),
        None if leaf.key == "jsCode" || leaf.key == "functionCode" => expr::blunder(leaf.text),
        None => None,
    };
    let what = match found? {
        Blunder::Bracket(sign) => format!("a `{sign}` has no other half"),
        Blunder::Literal(text) => format!("`{text}` is never closed, or no sign of JavaScript"),
        Blunder::Operator(sign) => format!("nothing follows the operator `{sign}`"),
    };
    let problem = Problem::of(Code::ExpressionSyntax, node).at(leaf.path);
    Some(problem.with("what", what))
}

fn unclosed(node: &Node, leaf: &Leaf<'_>) -> Option<Problem> {
    let expression = leaf.text.strip_prefix('=')?;
    let open = expression.contains("{{")
        && expr::split(expression).iter().any(|piece| {
            piece.kind == PieceKind::Code { closed: false } && !piece.text.trim().is_empty()
        });
    open.then(|| Problem::of(Code::ExpressionUnclosed, node).at(leaf.path))
}
