//! What a kind says to a person: the English texts that other languages translate.

use std::collections::BTreeSet;

use super::{NodeSpec, Param, ParamKind, PortSet};

impl NodeSpec {
    /// Every text that its step, its ports and its form show, each once. Examples are not among them: they are values.
    ///
    /// ```
    /// # use model::{Group, NodeSpec, Param};
    /// let mut spec = NodeSpec::new("sort", "Sort", Group::Data);
    /// spec.params = vec![Param::choice("order", "Order", &[("up", "Upwards")])];
    /// assert!(spec.texts().into_iter().eq(["Order", "Sort", "Upwards"]));
    /// ```
    pub fn texts(&self) -> BTreeSet<&str> {
        let mut texts = BTreeSet::from([self.label.as_str(), self.help.as_str()]);
        for rule in self.inputs.iter().chain(&self.outputs) {
            if let PortSet::Fixed(ports) = &rule.ports {
                texts.extend(ports.iter().map(|port| port.label.as_str()));
            }
        }
        fields(&self.params, &mut texts);
        texts.retain(|text| !text.trim().is_empty());
        texts
    }
}

fn fields<'s>(params: &'s [Param], texts: &mut BTreeSet<&'s str>) {
    for param in params {
        texts.extend([param.label.as_str(), param.help.as_str()]);
        match &param.kind {
            ParamKind::Choice(choices) | ParamKind::Choices(choices) => {
                texts.extend(choices.iter().map(|choice| choice.label.as_str()));
            }
            ParamKind::Fields(inner) | ParamKind::Groups { groups: inner, .. } => {
                fields(inner, texts);
            }
            _ => {}
        }
    }
}
