//! What a parameter's text would be worth, with the data of an earlier execution. Nothing is run and nothing is changed.

use std::ops::Range;
use std::sync::Arc;

use model::{Execution, Workflow};
use sdk::{Column, Host, Parameters as _};
use value::{Map, Value};

use crate::data::{Items, RunData};
use crate::engine::Engine;
use crate::error::EngineError;
use crate::journal::Arrival;
use crate::lineage;
use crate::parameters::StepParameters;
use crate::partial::stored_input;
use crate::plan::{NodeNumber, Plan};
use crate::view::{Facts, View};
use crate::work::blank;

/// The parameter that holds the text while it is evaluated. No kind has one of this name.
const FIELD: &str = "$preview";

/// A text of a node that is looked at.
pub struct Glance<'a> {
    /// The workflow as it is now.
    pub workflow: &'a Workflow,
    /// Id of the node.
    pub node: &'a str,
    /// The text; with `=` before it, an expression.
    pub text: &'a str,
    /// Whose data is looked at.
    pub earlier: Option<&'a Execution>,
    /// For which items.
    pub items: Range<usize>,
    /// What expressions may read of the execution.
    pub facts: Facts,
    /// Evaluates what is not native.
    pub host: Arc<dyn Host>,
}

/// What a text is worth.
#[derive(Debug)]
pub struct Seen {
    /// For each item that was asked for and is there.
    pub column: Column,
    /// How many of them there are.
    pub count: usize,
    /// How many items the node has on its input.
    pub items: usize,
    /// Whether there is data of a run; without it the text is evaluated once, with nothing on the input.
    pub ran: bool,
}

impl Engine {
    /// Evaluates a text as if it stood in a parameter of a node, on the items the node had or would have.
    ///
    /// # Errors
    /// When the workflow cannot be planned, has no such node, or the sandbox fails.
    pub async fn preview(&self, glance: Glance<'_>) -> Result<Seen, EngineError> {
        let plan = plan_with(self, glance.workflow, glance.node, glance.text)?;
        let node = plan
            .by_id(glance.node)
            .ok_or_else(|| EngineError::NoNode(glance.node.to_owned()))?;
        let data = RunData::new(plan, true);
        let (inputs, items, ran) = input(&data, node, glance.earlier);
        let all = items.len();
        let run = data.run_count(node) as u32;
        let facts = Arc::new(glance.facts);
        let view = View::new(data, node, run, inputs, items, facts, glance.host);
        let wanted = glance.items.start.min(all)..glance.items.end.min(all);
        let count = wanted.len();
        let parameters = StepParameters::new(Arc::new(view));
        let resolved = parameters.resolve(FIELD, wanted, &Map::new()).await;
        let column = resolved
            .unwrap_or_else(|error| Column::collect((0..count).map(|_| Err(error.clone()))));
        Ok(Seen {
            column,
            count,
            items: if ran { all } else { 0 },
            ran,
        })
    }
}

/// The workflow with the text in a parameter of the node.
fn plan_with(
    engine: &Engine,
    workflow: &Workflow,
    node: &str,
    text: &str,
) -> Result<Arc<Plan>, EngineError> {
    let mut workflow = workflow.clone();
    let found = workflow.nodes.iter_mut().find(|other| other.id == *node);
    let found = found.ok_or_else(|| EngineError::NoNode(node.to_owned()))?;
    found.parameters.insert(FIELD, Value::from(text));
    engine.plan(&Arc::new(workflow))
}

/// The node's stored input: where it came from, its first items, and whether there was any.
fn input(
    data: &Arc<RunData>,
    node: NodeNumber,
    earlier: Option<&Execution>,
) -> (Vec<Option<model::StepOutput>>, Items, bool) {
    let next = stored_input(data, node, earlier);
    let places: Vec<_> = next
        .iter()
        .flat_map(|next| &next.inputs)
        .map(|arrival| match arrival {
            Arrival::Output(place) => Some(*place),
            _ => None,
        })
        .collect();
    let items = places
        .iter()
        .flatten()
        .map(|place| lineage::placed(&data.output(*place).unwrap_or_default(), *place))
        .find(|items| !items.is_empty());
    let ran = items.is_some();
    let items = items.unwrap_or_else(|| vec![blank()]);
    (places, Arc::new(items), ran)
}
