//! Whether running a node twice is safe, as it is set.

use super::{Effect, NodeSpec, Show, ShowRule};
use crate::workflow::Node;

impl NodeSpec {
    /// Whether running a node twice is safe: what its kind says, or better where it is set to something harmless.
    pub fn effect_of(&self, node: &Node) -> Effect {
        let harmless = |show: &Show| show.0.iter().all(|rule| self.surely(node, rule));
        match self.effect {
            Effect::Unsafe if self.harmless.iter().any(harmless) => Effect::Idempotent,
            effect => effect,
        }
    }

    /// Whether a rule holds whatever the items are: an expression may be anything.
    fn surely(&self, node: &Node, rule: &ShowRule) -> bool {
        let read = |path: &str| self.read(node, path).unwrap_or_default();
        match rule {
            ShowRule::Is(path, values) => values.contains(&read(path)),
            ShowRule::Not(path, values) => {
                let value = read(path);
                !values.contains(&value) && !expr::is_expression(&value)
            }
            ShowRule::Since(first) => node.version >= *first,
            ShowRule::Before(end) => node.version < *end,
        }
    }
}

#[cfg(test)]
mod tests {
    use value::json;

    use super::*;
    use crate::spec::{Group, Param};

    #[test]
    fn only_what_is_surely_harmless_is_idempotent() {
        let spec = NodeSpec {
            effect: Effect::Unsafe,
            harmless: vec![Show::since(3.0).and_when("method", &["GET", "PUT"])],
            params: vec![Param::text("method", "Method").or("GET")],
            ..NodeSpec::new("x", "X", Group::Network)
        };
        let table = [
            (json!({}), 3.0, Effect::Idempotent),
            (json!({ "method": "PUT" }), 4.0, Effect::Idempotent),
            (json!({ "method": "POST" }), 4.0, Effect::Unsafe),
            (
                json!({ "method": "={{ $json.method }}" }),
                4.0,
                Effect::Unsafe,
            ),
            (json!({ "method": "GET" }), 2.0, Effect::Unsafe),
        ];
        for (parameters, version, expected) in table {
            let mut node = Node::new("N", "x", version);
            node.parameters = parameters.as_object().cloned().unwrap();
            assert_eq!(spec.effect_of(&node), expected, "{parameters} {version}");
        }
        let pure = NodeSpec {
            effect: Effect::Pure,
            ..spec
        };
        assert_eq!(pure.effect_of(&Node::new("N", "x", 3.0)), Effect::Pure);
    }
}
