//! The credentials that a step's form asks for, made from its kind.
//!
//! Pure; the widgets are in `inspector`.

use model::{CredentialSlot, Node, NodeSpec, ShowRule};
use value::Value;

/// A credential that a form asks for.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Slot {
    /// The kind of credential.
    pub slot: String,
    /// The field that it stands behind, by its place in the kind's list: the one that asks for it.
    pub after: Option<usize>,
}

/// A field of this name says which service's credential is used.
const SERVICE: &str = "nodeCredentialType";

/// The credentials that a form asks for, each once: those of the kind that are wanted now, that of a service which a field
/// names, and what the node has though its kind does not know it.
pub fn slots(spec: &NodeSpec, node: &Node) -> Vec<Slot> {
    let asked_by = |slot: &CredentialSlot| {
        let rules = slot.show.0.iter().filter_map(|rule| match rule {
            ShowRule::Is(path, _) | ShowRule::Not(path, _) => path.split('.').next(),
            ShowRule::Since(_) | ShowRule::Before(_) => None,
        });
        rules.filter_map(shown_place(spec, node)).max()
    };
    let mut found: Vec<Slot> = Vec::new();
    let mut add = |slot: &str, after: Option<usize>| {
        if !slot.is_empty() && !found.iter().any(|known| known.slot == slot) {
            found.push(Slot {
                slot: slot.to_owned(),
                after,
            });
        }
    };
    for slot in &spec.credentials {
        if spec.shows(node, &slot.show) {
            add(&slot.slot, asked_by(slot));
        }
    }
    let mut of_service = spec.params.iter().filter(|param| param.name == SERVICE);
    if of_service.any(|param| spec.shows(node, &param.show)) {
        let named = node.parameters.get(SERVICE).and_then(Value::as_str);
        add(named.unwrap_or_default(), shown_place(spec, node)(SERVICE));
    }
    for own in &node.credentials {
        if !spec.credentials.iter().any(|slot| slot.slot == own.slot) {
            add(&own.slot, None);
        }
    }
    found
}

/// Where the field of a name stands that is shown: several versions may have one of the same name.
fn shown_place<'n>(spec: &'n NodeSpec, node: &'n Node) -> impl Fn(&str) -> Option<usize> + 'n {
    move |name| {
        spec.params
            .iter()
            .position(|param| param.name == name && spec.shows(node, &param.show))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::{CredentialRef, Group, Param, Show};

    #[test]
    fn a_credential_stands_behind_the_field_that_asks_for_it() {
        let slot = |slot: &str, show| CredentialSlot {
            slot: slot.to_owned(),
            required: true,
            show,
        };
        let mut spec = NodeSpec::new("ask", "Ask", Group::Network);
        spec.params = vec![
            Param::text("url", "Address"),
            Param::choice("login", "Sign in", &[("none", "No"), ("basic", "Name")]),
            Param::text(SERVICE, "Service").show(Show::when("login", &["service"])),
        ];
        spec.credentials = vec![slot("httpBasicAuth", Show::when("login", &["basic"]))];
        let found = |parameters: &str, own: &[&str]| {
            let mut node = Node::new("a", "ask", 1.0);
            let value = value::from_str(parameters).expect("JSON");
            node.parameters = value.as_object().cloned().expect("an object");
            node.credentials = own
                .iter()
                .map(|slot| CredentialRef {
                    slot: (*slot).to_owned(),
                    ..CredentialRef::default()
                })
                .collect();
            let found = slots(&spec, &node).into_iter();
            found.map(|one| (one.slot, one.after)).collect::<Vec<_>>()
        };
        assert!(found("{}", &["httpBasicAuth"]).is_empty(), "not wanted now");
        assert_eq!(
            found(r#"{"login": "basic"}"#, &[]),
            [("httpBasicAuth".to_owned(), Some(1))]
        );
        assert_eq!(
            found(
                r#"{"login": "service", "nodeCredentialType": "jiraApi"}"#,
                &["jiraApi"]
            ),
            [("jiraApi".to_owned(), Some(2))]
        );
        assert_eq!(found("{}", &["oldApi"]), [("oldApi".to_owned(), None)]);
    }
}
