//! Where steps stand: moved, aligned, tidied up; and in which order they follow each other.

use model::{Edge, Edit, NodeId, PortKind, Specs, Workflow};

use super::{GRID, box_of, bundle};

/// Along which line steps are set.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Align {
    /// Left edges.
    Left,
    /// Middles, one below the other.
    Center,
    /// Right edges.
    Right,
    /// Upper edges.
    Top,
    /// Middles, side by side.
    Middle,
    /// Lower edges.
    Bottom,
}

/// Moves nodes to places.
pub fn move_nodes(workflow: &Workflow, places: &[(NodeId, [f64; 2])]) -> Option<Edit> {
    let edits = places
        .iter()
        .filter(|(id, to)| workflow.node(id).is_some_and(|node| node.position != *to))
        .map(|(id, to)| Edit::MoveNode {
            node: id.clone(),
            to: *to,
        })
        .collect();
    bundle(edits)
}

/// Moves all, or some, to where they follow each other from left to right.
pub fn tidy_up(workflow: &Workflow, specs: &Specs, only: Option<&[NodeId]>) -> Option<Edit> {
    move_nodes(workflow, &canvas::tidy(workflow, specs, only))
}

/// Sets nodes along a line.
pub fn align(workflow: &Workflow, specs: &Specs, nodes: &[NodeId], along: Align) -> Option<Edit> {
    let boxes = boxes(workflow, specs, nodes);
    let least = |at: usize| boxes.iter().map(|(_, each)| each[at]).reduce(f64::min);
    let most = |at: usize| boxes.iter().map(|(_, each)| each[at]).reduce(f64::max);
    let (left, top) = (least(0)?, least(1)?);
    let (right, bottom) = (most(2)?, most(3)?);
    let places: Vec<(NodeId, [f64; 2])> = boxes
        .iter()
        .map(|(id, [x, y, x2, y2])| {
            let (width, height) = (x2 - x, y2 - y);
            let to = match along {
                Align::Left => [left, *y],
                Align::Center => [(left + right - width) / 2.0, *y],
                Align::Right => [right - width, *y],
                Align::Top => [*x, top],
                Align::Middle => [*x, (top + bottom - height) / 2.0],
                Align::Bottom => [*x, bottom - height],
            };
            (id.clone(), to)
        })
        .collect();
    move_nodes(workflow, &places)
}

/// Puts the same space between nodes, side by side or one below the other.
pub fn distribute(
    workflow: &Workflow,
    specs: &Specs,
    nodes: &[NodeId],
    down: bool,
) -> Option<Edit> {
    let (start, end) = if down { (1, 3) } else { (0, 2) };
    let mut boxes = boxes(workflow, specs, nodes);
    if boxes.len() < 3 {
        return None;
    }
    boxes.sort_by(|(_, one), (_, other)| one[start].total_cmp(&other[start]));
    let sizes: f64 = boxes.iter().map(|(_, each)| each[end] - each[start]).sum();
    let from = boxes.first()?.1[start];
    let to = boxes.iter().map(|(_, each)| each[end]).reduce(f64::max)?;
    let gap = ((to - from - sizes) / (boxes.len() - 1) as f64).max(GRID);
    let mut at = from;
    let mut places = Vec::with_capacity(boxes.len());
    for (id, each) in &boxes {
        let mut place = [each[0], each[1]];
        place[start] = at;
        at += each[end] - each[start] + gap;
        places.push((id.clone(), place));
    }
    move_nodes(workflow, &places)
}

fn boxes(workflow: &Workflow, specs: &Specs, nodes: &[NodeId]) -> Vec<(NodeId, [f64; 4])> {
    nodes
        .iter()
        .filter_map(|id| {
            let node = workflow.node(id)?;
            Some((id.clone(), box_of(workflow, node, specs)))
        })
        .collect()
}

/// In a row of steps, lets a step run before the one that it follows, or after the one that follows it. None where it has
/// not just one step on that side.
pub fn move_step(workflow: &Workflow, node: &NodeId, earlier: bool) -> Option<Edit> {
    let other = match earlier {
        true => only(workflow.edges.iter().filter(|edge| edge.to.node == *node))?
            .from
            .node
            .clone(),
        false => only(workflow.edges.iter().filter(|edge| edge.from.node == *node))?
            .to
            .node
            .clone(),
    };
    match earlier {
        true => swap_order(workflow, &other, node),
        false => swap_order(workflow, node, &other),
    }
}

/// Swaps two steps of which the second follows the first: places and wires.
pub fn swap_order(workflow: &Workflow, first: &NodeId, second: &NodeId) -> Option<Edit> {
    let (one, two) = (workflow.node(first)?, workflow.node(second)?);
    let between = workflow
        .edges
        .iter()
        .filter(|edge| edge.from.node == *first && edge.to.node == *second);
    let between = only(between)?;
    let plain = |edge: &Edge| edge.from.kind == PortKind::Main && edge.to.kind == PortKind::Main;
    let into_first: Vec<&Edge> = workflow
        .edges
        .iter()
        .filter(|edge| edge.to.node == *first)
        .collect();
    let out_of_second: Vec<&Edge> = workflow
        .edges
        .iter()
        .filter(|edge| edge.from.node == *second)
        .collect();
    // A step that nothing leads to starts the workflow: it has to stay first.
    if into_first.is_empty() || !plain(between) {
        return None;
    }
    let mut edits = vec![Edit::Disconnect {
        edge: between.clone(),
    }];
    let mut later = Vec::new();
    for edge in into_first {
        edits.push(Edit::Disconnect { edge: edge.clone() });
        let mut to = edge.clone();
        to.to = between.to.clone();
        later.push(Edit::connect(to));
    }
    for edge in &out_of_second {
        edits.push(Edit::Disconnect {
            edge: (*edge).clone(),
        });
        let mut from = (*edge).clone();
        from.from = between.from.clone();
        later.push(Edit::connect(from));
    }
    let back_port = out_of_second.first().map_or(0, |edge| edge.from.port);
    later.push(Edit::connect(Edge::main(
        second.clone(),
        back_port,
        first.clone(),
        0,
    )));
    edits.extend(later);
    edits.push(Edit::MoveNode {
        node: first.clone(),
        to: two.position,
    });
    edits.push(Edit::MoveNode {
        node: second.clone(),
        to: one.position,
    });
    Some(Edit::Many { edits })
}

fn only<T>(mut all: impl Iterator<Item = T>) -> Option<T> {
    let first = all.next()?;
    all.next().is_none().then_some(first)
}
