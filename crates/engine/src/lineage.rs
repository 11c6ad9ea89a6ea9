//! Where items come from: the engine marks every item before a node sees it, fills in what the node left open, and walks
//! back through the steps for `$('Node').item`.

use std::collections::BinaryHeap;

use model::{Item, Origin, Source, StepOutput};
use rustc_hash::FxHashMap;
use sdk::Outputs;

use crate::data::{Items, RunData, Told};
use crate::plan::{NodeNumber, Plan};

/// The items of an output, each with its own place as origin: whatever is derived from one points back to it.
pub(crate) fn placed(items: &[Item], place: StepOutput) -> Vec<Item> {
    let place_one = |(index, item): (usize, &Item)| Item {
        json: item.json.clone(),
        binary: item.binary.clone(),
        origin: Origin::One(place.item(index as u32)),
        error: None,
    };
    items.iter().enumerate().map(place_one).collect()
}

/// Fills in where items come from, where the node did not say and it can be told: as many items out as in are one to
/// one, all are from a single one.
pub(crate) fn fill(outputs: &mut Outputs, inputs: &[Items]) {
    let mut filled = inputs.iter().filter(|items| !items.is_empty());
    let (Some(input), None) = (filled.next(), filled.next()) else {
        return;
    };
    let mut with_items = outputs.0.iter().filter(|items| !items.is_empty());
    let alone = with_items.next().is_some_and(|o| o.len() == input.len());
    let same_count = alone && with_items.next().is_none();
    let origin_of = |index: usize| match input.as_slice() {
        [one] => Some(&one.origin),
        many if same_count => many.get(index).map(|item| &item.origin),
        _ => None,
    };
    for output in &mut outputs.0 {
        for (index, item) in output.iter_mut().enumerate() {
            if let (Origin::Unknown, Some(origin)) = (&item.origin, origin_of(index)) {
                item.origin = origin.clone();
            }
        }
    }
}

/// The output of the node's own nearest earlier run through which these inputs came back to it.
pub(crate) fn looped(
    data: &RunData,
    node: NodeNumber,
    inputs: &[Option<StepOutput>],
) -> Option<u16> {
    let plan = data.plan();
    if !plan.node(node).looping {
        return None;
    }
    let told = data.told.read();
    // A later step is nearer; all that lies between two runs of a node is in the node's own knot.
    let mut open: BinaryHeap<(u32, u16)> = inputs
        .iter()
        .flatten()
        .map(|input| (input.step, input.output))
        .collect();
    let mut last = None;
    while let Some((step, output)) = open.pop() {
        if last == Some(step) {
            continue;
        }
        last = Some(step);
        match told.nodes.get(step as usize) {
            Some(Some(at)) if *at == node => return Some(output),
            Some(Some(at)) if plan.node(*at).knot == plan.node(node).knot => {}
            _ => continue,
        }
        let before = told.steps[step as usize].inputs.iter().flatten();
        open.extend(before.map(|input| (input.step, input.output)));
    }
    None
}

/// Why an item's ancestor cannot be told.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Lost {
    /// The node does not come before the one that asks, or the item does not come from it.
    NoConnection,
    /// The node has not run.
    NotRun,
    /// The given node put the item out without saying where it came from.
    NoInfo(NodeNumber),
    /// The item comes from several items of the node.
    Several,
    /// There is no such input item.
    NoItem,
    /// The node has not run, but has pinned items: then items belong together by their index.
    Pinned,
}

impl Lost {
    /// A stable code, n8n's where it has one.
    pub fn code(self) -> &'static str {
        match self {
            Lost::NoConnection => "paired_item_no_connection",
            Lost::NotRun => "no_execution_data",
            Lost::NoInfo(_) => "paired_item_no_info",
            Lost::Several => "paired_item_multiple_matches",
            Lost::NoItem | Lost::Pinned => "paired_item_invalid_info",
        }
    }

    /// What is wrong, in a plain sentence.
    pub fn sentence(self, plan: &Plan, target: &str) -> String {
        match self {
            Lost::NoConnection => format!("There is no way back to the node “{target}” from here."),
            Lost::NotRun => format!("The node “{target}” has not run."),
            Lost::NoInfo(node) if (node as usize) < plan.nodes().len() => format!(
                "Which item of “{target}” belongs to this one cannot be told: “{}” does not say where its items come from.",
                plan.node(node).name()
            ),
            Lost::NoInfo(_) => {
                format!("Which item of “{target}” belongs to this one cannot be told.")
            }
            Lost::Several => format!(
                "This item comes from several items of “{target}”: say which, with .first(), .last() or .all()[index]."
            ),
            Lost::NoItem => "There is no such item on the input.".to_owned(),
            Lost::Pinned => format!("“{target}” has no pinned item for this one."),
        }
    }
}

type Answer = Result<Source, Lost>;

/// Answers that were found, by output and target.
#[derive(Default)]
pub(crate) struct PairedCache {
    known: FxHashMap<(StepOutput, NodeNumber), Vec<Option<Answer>>>,
    held: usize,
}

impl PairedCache {
    /// Most answers that are kept (some 16 bytes each).
    const MOST: usize = 1 << 20;

    fn get(&self, place: Source, target: NodeNumber) -> Option<Answer> {
        let answers = self.known.get(&(output_of(place), target))?;
        *answers.get(place.index as usize)?
    }

    fn put(&mut self, place: Source, target: NodeNumber, answer: Answer, count: usize) {
        if self.held > Self::MOST {
            self.known.clear();
            self.held = 0;
        }
        let answers = self
            .known
            .entry((output_of(place), target))
            .or_insert_with(|| {
                self.held += count;
                vec![None; count]
            });
        if let Some(slot) = answers.get_mut(place.index as usize) {
            *slot = Some(answer);
        }
    }
}

fn output_of(place: Source) -> StepOutput {
    StepOutput {
        step: place.step,
        output: place.output,
    }
}

impl RunData {
    /// The item of `target` that the item at `place` comes from.
    ///
    /// # Errors
    /// Why it cannot be told.
    pub fn ancestor(&self, place: Source, target: NodeNumber) -> Answer {
        let told = self.told.read();
        let mut walk = Walk {
            told: &told,
            cache: &mut self.paired.lock(),
            target,
        };
        walk.from(place, 0)
    }
}

struct Walk<'w> {
    told: &'w Told,
    cache: &'w mut PairedCache,
    target: NodeNumber,
}

impl Walk<'_> {
    /// Deeper nests of items that come from several are not followed.
    const DEEPEST: u32 = 1000;

    fn from(&mut self, start: Source, depth: u32) -> Answer {
        let mut at = start;
        let answer = loop {
            let node = self.told.nodes.get(at.step as usize).copied().flatten();
            if node == Some(self.target) {
                break Ok(at);
            }
            if let Some(known) = self.cache.get(at, self.target) {
                break known;
            }
            let unknown = Lost::NoInfo(node.unwrap_or(NodeNumber::MAX));
            let Some(item) = self.told.item(at) else {
                break Err(unknown);
            };
            match &item.origin {
                Origin::None => break Err(Lost::NoConnection),
                // A step only reads what earlier steps put out.
                Origin::One(source) if source.step < at.step => at = *source,
                Origin::Many(sources) if depth < Self::DEEPEST => {
                    let sources = sources.clone();
                    let answer = self.several(&sources, at.step, depth, unknown);
                    self.keep(at, answer);
                    break answer;
                }
                _ => break Err(unknown),
            }
        };
        self.keep(start, answer);
        answer
    }

    fn several(&mut self, sources: &[Source], before: u32, depth: u32, unknown: Lost) -> Answer {
        let mut found: Option<Source> = None;
        let mut lost = unknown;
        for source in sources.iter().filter(|source| source.step < before) {
            match self.from(*source, depth + 1) {
                Ok(one) if found.is_some_and(|other| other != one) => return Err(Lost::Several),
                Ok(one) => found = Some(one),
                Err(Lost::Several) => return Err(Lost::Several),
                Err(why) => lost = why,
            }
        }
        found.ok_or(lost)
    }

    fn keep(&mut self, place: Source, answer: Answer) {
        let count = self.told.output(output_of(place)).map_or(0, |o| o.len());
        self.cache.put(place, self.target, answer, count);
    }
}
