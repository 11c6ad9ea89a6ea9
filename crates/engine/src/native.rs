//! The native scope of expressions: what [`View`] holds, for one item.
//!
//! What it cannot give exactly as n8n's data proxy would, it refuses; the sandbox is asked then.

use expr::{Fault, Held, Part, Reply, Which};
use model::Item;
use value::{Map, Value};

use crate::lineage::Lost;
use crate::plan::NodeNumber;
use crate::view::View;

/// What an expression sees for one item.
pub(crate) struct Seen<'v> {
    view: &'v View,
    extra: &'v Map,
    index: usize,
    json: Option<Value>,
}

impl<'v> Seen<'v> {
    pub(crate) fn new(view: &'v View, extra: &'v Map, index: usize) -> Self {
        Self {
            view,
            extra,
            index,
            json: view.items.get(index).map(Item::to_value),
        }
    }

    fn find(&self, name: &str) -> Result<NodeNumber, Fault> {
        let found = self.view.data.plan().by_name(name);
        found.ok_or_else(|| {
            let message = format!("There is no node “{name}” in this workflow.");
            Fault::data("node_missing", name, message)
        })
    }

    fn lost(&self, lost: Lost, name: &str) -> Fault {
        if lost == Lost::Pinned || (self.view.facts.lenient && lost == Lost::NotRun) {
            return Fault::NotNative("node that has not run");
        }
        let sentence = lost.sentence(self.view.data.plan(), name);
        Fault::data(lost.code(), name, sentence)
    }
}

fn part_of(item: Option<&Item>, part: Part) -> Result<Option<Held<'static>>, Fault> {
    match (item, part) {
        (None, _) => Ok(None),
        (Some(item), Part::Json) => Ok(Some(Held::Own(item.to_value()))),
        (Some(_), Part::Binary | Part::Item) => Err(Fault::NotNative("whole item")),
    }
}

fn pick(items: &[Item], which: Which, index: usize) -> Option<&Item> {
    match which {
        Which::First => items.first(),
        Which::Last => items.last(),
        Which::At(at) => items.get(at),
        Which::Same | Which::Paired => items.get(index),
    }
}

impl expr::Scope for Seen<'_> {
    fn json(&self) -> Reply<'_> {
        match &self.json {
            Some(json) => Ok(Held::Ref(json)),
            None => Err(Fault::NotNative("no input")),
        }
    }

    fn variable(&self, name: &str) -> Reply<'_> {
        if let Some(value) = self
            .extra
            .get(name)
            .or_else(|| self.view.facts.extra.get(name))
        {
            return Ok(Held::Ref(value));
        }
        let document = || &self.view.plan_node().document;
        match name {
            "$itemIndex" => Ok(Held::Own(self.index.into())),
            "$runIndex" => Ok(Held::Own(self.view.run.into())),
            "$nodeVersion" => Ok(Held::Own(document().version.into())),
            "$nodeId" => Ok(Held::Own((&document().id).into())),
            _ => Err(Fault::NotNative("variable")),
        }
    }

    fn member(&self, variable: &str, key: &str) -> Reply<'_> {
        let workflow = self.view.data.plan().workflow();
        let text = |text: &str| Ok(Held::Own(text.into()));
        match (variable, key) {
            ("$workflow", "id") => text(&workflow.id),
            ("$workflow", "name") => text(&workflow.name),
            ("$workflow", "active") => Ok(Held::Own(self.view.facts.active.into())),
            ("$execution", "id") => text(&self.view.facts.execution),
            ("$execution", "mode") => text(self.view.facts.mode_text()),
            ("$execution", key) => match self.view.facts.execution_extra.get(key) {
                Some(value) => Ok(Held::Own(value.clone())),
                None => Err(Fault::NotNative("member of $execution")),
            },
            ("$vars", key) => match self.view.scope().vars.get(key) {
                Some(value) => Ok(Held::Own(value.clone())),
                None => Err(Fault::NotNative("variable that is not set")),
            },
            ("$prevNode", key) => {
                let (from, name, run) =
                    self.view.previous().ok_or(Fault::NotNative("$prevNode"))?;
                match key {
                    "name" => Ok(Held::Own((&name).into())),
                    "outputIndex" => Ok(Held::Own(from.output.into())),
                    "runIndex" => Ok(Held::Own(run.into())),
                    _ => Err(Fault::NotNative("$prevNode")),
                }
            }
            _ => Err(Fault::NotNative("member of a variable")),
        }
    }

    fn input_item(&self, which: Which, part: Part) -> Result<Option<Held<'_>>, Fault> {
        if self.view.facts.combined || self.view.items.is_empty() {
            return Err(Fault::NotNative("$input"));
        }
        part_of(pick(&self.view.items, which, self.index), part)
    }

    fn node_item(&self, node: &str, which: Which, part: Part) -> Result<Option<Held<'_>>, Fault> {
        if self.view.facts.combined {
            return Err(Fault::NotNative("combined items"));
        }
        let number = self.find(node)?;
        if which == Which::Paired {
            let place = self.view.paired(number, self.index);
            let place = place.map_err(|lost| self.lost(lost, node))?;
            let told = self.view.data.told.read();
            return part_of(told.item(place), part);
        }
        let output = self.view.output_of(number);
        match self.view.data.items(number, output, None) {
            Ok((_, items)) => match pick(&items, which, self.index) {
                None if which == Which::Same => Err(Fault::NotNative("no such item")),
                item => part_of(item, part),
            },
            Err(_) => Err(self.lost(Lost::NotRun, node)),
        }
    }

    fn node_executed(&self, node: &str) -> Result<bool, Fault> {
        Ok(self.view.data.has_run(self.find(node)?))
    }
}
