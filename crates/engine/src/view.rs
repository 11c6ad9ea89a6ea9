//! What one step sees: its items, its node, the steps before it. Expressions and running code look through it.
//!
//! Natively through [`Seen`](crate::native), in the sandbox through the [`Scope`] made here and the calls it answers.

use std::sync::{Arc, OnceLock};

use model::script::Scope;
use model::{Mode, Origin, Source, StepOutput};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use sdk::Host;
use value::{Map, Text, json};

use crate::data::{Items, RunData};
use crate::event::Announcer;
use crate::lineage::Lost;
use crate::plan::{NodeNumber, PlanNode};

/// Facts about the execution that expressions may read.
#[derive(Clone, Debug, Default)]
pub struct Facts {
    /// Id of the execution.
    pub execution: String,
    /// Why it runs.
    pub mode: Mode,
    /// Whether the workflow is active.
    pub active: bool,
    /// IANA name of the zone.
    pub timezone: String,
    /// More entries of `$execution`: `resumeUrl` and the like.
    pub execution_extra: Map,
    /// More top-level variables.
    pub extra: Map,
    /// Reading a node that has not run gives `undefined` instead of an error.
    pub lenient: bool,
    /// Items are their record alone (n8n's binary mode `combined`).
    pub combined: bool,
}

/// What one step sees.
pub struct View {
    /// What has happened so far.
    pub data: Arc<RunData>,
    /// The node.
    pub node: NodeNumber,
    /// Which run of it.
    pub run: u32,
    /// Number of the step.
    pub step: u32,
    /// Where each input came from.
    pub inputs: Vec<Option<StepOutput>>,
    /// The items that expressions are evaluated for, each with its own place as origin.
    pub items: Items,
    /// Facts about the execution.
    pub facts: Arc<Facts>,
    /// The way out.
    pub host: Arc<dyn Host>,
    pub(crate) announcer: Option<Announcer>,
    scope: OnceLock<Arc<Scope>>,
    towards: Mutex<FxHashMap<NodeNumber, u16>>,
}

impl View {
    /// What a step sees.
    pub fn new(
        data: Arc<RunData>,
        node: NodeNumber,
        run: u32,
        inputs: Vec<Option<StepOutput>>,
        items: Items,
        facts: Arc<Facts>,
        host: Arc<dyn Host>,
    ) -> Self {
        Self {
            step: data.len() as u32,
            data,
            node,
            run,
            inputs,
            items,
            facts,
            host,
            announcer: None,
            scope: OnceLock::new(),
            towards: Mutex::default(),
        }
    }

    /// What the step of a recorded execution saw: run `run` of `node`, with the items it put out on its first output as
    /// the ones it looks at (n8n's own tests of its data proxy do so). None if there is no such run.
    pub fn of_recorded(
        data: &Arc<RunData>,
        node: NodeNumber,
        run: u32,
        facts: Arc<Facts>,
        host: Arc<dyn Host>,
    ) -> Option<Self> {
        let (number, inputs, items) = {
            let told = data.told.read();
            let number = *told.runs[node as usize].get(run as usize)?;
            let step = told.steps.get(number as usize)?;
            let items = step.outputs.first().cloned().unwrap_or_default();
            (number, step.inputs.clone(), items)
        };
        let view = Self::new(data.clone(), node, run, inputs, items, facts, host);
        Some(Self {
            step: number,
            ..view
        })
    }

    /// The node in the plan.
    pub fn plan_node(&self) -> &PlanNode {
        self.data.plan().node(self.node)
    }

    /// The first input that something came on.
    pub(crate) fn previous(&self) -> Option<(StepOutput, Text, u32)> {
        let from = self.inputs.iter().flatten().next()?;
        let told = self.data.told.read();
        let step = told.steps.get(from.step as usize)?;
        Some((*from, step.name.clone(), step.run))
    }

    /// `$prevNode`.
    fn previous_map(&self) -> Option<Map> {
        let (from, name, run) = self.previous()?;
        Some(Map::from_iter([
            ("name", json!(name)),
            ("outputIndex", json!(from.output)),
            ("runIndex", json!(run)),
        ]))
    }

    /// Where the item of `target` lies that input item `index` comes from.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn paired(&self, target: NodeNumber, index: usize) -> Result<Source, Lost> {
        if !self.data.plan().leads_to(target, self.node) {
            return Err(Lost::NoConnection);
        }
        if self.data.run_count(target) == 0 {
            let pinned = self.data.pinned(target).is_some();
            return Err(if pinned { Lost::Pinned } else { Lost::NotRun });
        }
        let item = self.items.get(index).ok_or(Lost::NoItem)?;
        match &item.origin {
            Origin::One(place) => self.data.ancestor(*place, target),
            Origin::None => Err(Lost::NoConnection),
            Origin::Many(places) => self.paired_of_many(places, target),
            Origin::Unknown => Err(Lost::NoInfo(self.node)),
        }
    }

    fn paired_of_many(&self, places: &[Source], target: NodeNumber) -> Result<Source, Lost> {
        let mut found = places
            .iter()
            .filter_map(|place| self.data.ancestor(*place, target).ok());
        let first = found.next().ok_or(Lost::NoInfo(self.node))?;
        if found.all(|other| other == first) {
            Ok(first)
        } else {
            Err(Lost::Several)
        }
    }

    /// The output of `node` that this step descends from, by the wires.
    pub(crate) fn output_of(&self, node: NodeNumber) -> u16 {
        let find = || {
            self.data
                .plan()
                .output_towards(node, self.node)
                .unwrap_or(0)
        };
        *self.towards.lock().entry(node).or_insert_with(find)
    }

    /// What code of this step sees without asking.
    pub fn scope(&self) -> Arc<Scope> {
        self.scope
            .get_or_init(|| Arc::new(self.new_scope()))
            .clone()
    }

    /// The same with more variables.
    pub fn scope_with(&self, extra: &Map) -> Arc<Scope> {
        if extra.is_empty() {
            return self.scope();
        }
        let mut scope = Scope::clone(&self.scope());
        scope
            .extra
            .extend(extra.iter().map(|(k, v)| (k.clone(), v.clone())));
        Arc::new(scope)
    }

    fn new_scope(&self) -> Scope {
        let workflow = self.data.plan().workflow();
        let node = self.plan_node();
        let mut execution = Map::from_iter([
            ("id", json!(self.facts.execution.as_str())),
            ("mode", json!(self.facts.mode_text())),
        ]);
        let more = self.facts.execution_extra.iter();
        execution.extend(more.map(|(key, value)| (key.clone(), value.clone())));
        Scope {
            workflow: Map::from_iter([
                ("id", json!(workflow.id.as_str())),
                ("name", json!(workflow.name.as_str())),
                ("active", json!(self.facts.active)),
            ]),
            execution,
            node: Map::from_iter([
                ("name", json!(node.name())),
                ("id", json!(&node.document.id)),
                ("type", json!(node.document.kind.as_str())),
                ("version", json!(node.document.version)),
            ]),
            parameters: node.compiled().raw.as_object().cloned().unwrap_or_default(),
            run_index: self.run,
            previous: self.previous_map(),
            input: self.items.clone(),
            context: self.data.state(self.node),
            vars: self.host.vars(),
            env: self.host.env(),
            timezone: self.facts.timezone.clone(),
            frozen_ms: self.host.clock_is_frozen().then(|| self.host.now_ms()),
            extra: self.facts.extra.clone(),
            combined: self.facts.combined,
            strict: !self.facts.lenient,
        }
    }
}

impl Facts {
    /// `$execution.mode`, in n8n's words.
    pub fn mode_text(&self) -> &'static str {
        match self.mode {
            Mode::Manual => "test",
            _ => "production",
        }
    }
}
