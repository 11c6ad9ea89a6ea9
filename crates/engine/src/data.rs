//! What has happened in an execution: its steps with their outputs, and what each node remembers.
//!
//! The loop writes it between steps; expressions, running code and the lineage walk read it while a step runs. Nothing
//! here runs anything.

use std::sync::Arc;

use model::{Item, Step, StepOutput, StepStatus, Workflow};
use parking_lot::{Mutex, RwLock};
use rustc_hash::FxHashMap;
use value::{Map, Text, Value};

use crate::lineage::PairedCache;
use crate::plan::{NodeNumber, Plan};
use crate::queue::Past;

/// Items that are shared, not copied, between the steps that read them.
pub type Items = Arc<Vec<Item>>;

/// What has happened in an execution.
pub struct RunData {
    plan: Arc<Plan>,
    pub(crate) told: RwLock<Told>,
    pub(crate) paired: Mutex<PairedCache>,
    use_pinned: bool,
}

/// The part that grows.
#[derive(Default)]
pub(crate) struct Told {
    /// The steps, in the order in which they ran.
    pub steps: Vec<Step>,
    /// For each step the number of its node.
    pub nodes: Vec<Option<NodeNumber>>,
    /// For each node the numbers of its steps.
    pub runs: Vec<Vec<u32>>,
    /// For each node what it remembers from run to run.
    pub states: Vec<Map>,
    /// What an agent's calls gave to a tool node, by node.
    pub tool_calls: FxHashMap<NodeNumber, Vec<Map>>,
    /// What stands around an AI node, by node.
    pub ai_info: FxHashMap<NodeNumber, Map>,
}

impl RunData {
    /// Nothing has happened yet. With `use_pinned`, a node that has not run is read as what is pinned to it.
    pub fn new(plan: Arc<Plan>, use_pinned: bool) -> Arc<Self> {
        let count = plan.nodes().len();
        Arc::new(Self {
            told: RwLock::new(Told {
                runs: vec![Vec::new(); count],
                states: vec![Map::new(); count],
                ..Told::default()
            }),
            plan,
            paired: Mutex::default(),
            use_pinned,
        })
    }

    /// What a recorded execution left behind. Steps of nodes that are not in the plan keep their numbers.
    pub fn recorded(plan: Arc<Plan>, steps: Vec<Step>, use_pinned: bool) -> Arc<Self> {
        let data = Self::new(plan, use_pinned);
        for step in steps {
            data.push(step);
        }
        data
    }

    /// The plan that is run.
    pub fn plan(&self) -> &Arc<Plan> {
        &self.plan
    }

    /// The steps so far.
    pub fn steps(&self) -> Vec<Step> {
        self.told.read().steps.clone()
    }

    /// How many steps there are.
    pub fn len(&self) -> usize {
        self.told.read().steps.len()
    }

    /// Whether nothing has happened yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// How often a node has run.
    pub fn run_count(&self, node: NodeNumber) -> usize {
        self.told.read().runs[node as usize].len()
    }

    /// Number of the step that was a run of a node.
    pub fn number_of(&self, node: NodeNumber, run: usize) -> Option<u32> {
        self.told.read().runs[node as usize].get(run).copied()
    }

    /// What a node remembers.
    pub fn state(&self, node: NodeNumber) -> Map {
        self.told.read().states[node as usize].clone()
    }

    /// Sets what a node remembers.
    pub fn set_state(&self, node: NodeNumber, state: Map) {
        self.told.write().states[node as usize] = state;
    }

    /// Notes what an agent's calls gave to a tool node, one map a call.
    pub fn set_tool_calls(&self, node: NodeNumber, calls: Vec<Map>) {
        self.told.write().tool_calls.insert(node, calls);
    }

    /// Notes what stands around an AI node: `agentInfo` and `tool`.
    pub fn set_ai_info(&self, node: NodeNumber, info: Map) {
        self.told.write().ai_info.insert(node, info);
    }

    /// Adds a step; returns its number.
    pub fn push(&self, step: Step) -> u32 {
        let mut told = self.told.write();
        let number = told.steps.len() as u32;
        let node = self.plan.by_id(&step.node);
        if let (Some(node), true) = (node, step.status != StepStatus::Canceled) {
            told.runs[node as usize].push(number);
        }
        told.nodes.push(node);
        told.steps.push(step);
        number
    }

    /// The items of an output of a step.
    pub fn output(&self, of: StepOutput) -> Option<Items> {
        let told = self.told.read();
        told.output(of).cloned()
    }

    /// Whether a node has run, or has pinned output that stands for a run.
    pub fn has_run(&self, node: NodeNumber) -> bool {
        self.run_count(node) > 0 || self.pinned(node).is_some()
    }

    /// The items of an output of a node in one of its runs: `None` for the last, negative counts from the end. No such
    /// run is an error, no such output is empty.
    ///
    /// # Errors
    /// How often the node has run, if it has not run that often.
    pub(crate) fn items(
        &self,
        node: NodeNumber,
        output: u16,
        run: Option<i64>,
    ) -> Result<(Option<StepOutput>, Items), usize> {
        let told = self.told.read();
        let runs = &told.runs[node as usize];
        let stands_in = runs.is_empty() && output == 0;
        if let Some(items) = stands_in.then(|| self.pinned(node)).flatten() {
            return Ok((None, Arc::new(items)));
        }
        let at = match run.unwrap_or(-1) {
            back if back < 0 => runs.len().checked_sub(back.unsigned_abs() as usize),
            run => Some(run as usize),
        };
        let step = *at.and_then(|at| runs.get(at)).ok_or(runs.len())?;
        let place = StepOutput { step, output };
        Ok((Some(place), told.output(place).cloned().unwrap_or_default()))
    }

    /// The items pinned to a node, where pinned items are used.
    pub fn pinned(&self, node: NodeNumber) -> Option<Vec<Item>> {
        if !self.use_pinned {
            return None;
        }
        pinned_items(self.plan.workflow(), &self.plan.node(node).document.id)
    }
}

/// The items pinned to a node, as items.
pub fn pinned_items(workflow: &Workflow, node: &Text) -> Option<Vec<Item>> {
    let pinned = workflow.pinned_items(node)?;
    Some(pinned.iter().map(pinned_item).collect())
}

/// A pinned item is written whole, or as its record alone.
fn pinned_item(value: &Value) -> Item {
    Item::whole(value).unwrap_or_else(|| Item::of(value.clone()))
}

impl Told {
    pub(crate) fn output(&self, of: StepOutput) -> Option<&Items> {
        self.steps
            .get(of.step as usize)?
            .outputs
            .get(usize::from(of.output))
    }

    pub(crate) fn item(&self, place: model::Source) -> Option<&Item> {
        let output = StepOutput {
            step: place.step,
            output: place.output,
        };
        self.output(output)?.get(place.index as usize)
    }
}

impl Past for RunData {
    fn has_run(&self, node: NodeNumber) -> bool {
        self.run_count(node) > 0
    }

    fn count(&self, output: StepOutput) -> usize {
        self.told
            .read()
            .output(output)
            .map_or(0, |items| items.len())
    }

    fn count_in_run(&self, node: NodeNumber, run: u32, output: u16) -> Option<usize> {
        let told = self.told.read();
        let step = *told.runs[node as usize].get(run as usize)?;
        let items = told.output(StepOutput { step, output })?;
        Some(items.len())
    }
}
