//! A layout in layers: what feeds a node stands to its left. Pure: it says where nodes should go and moves nothing.

use model::{NodeId, PortKind, Ports, Specs, Workflow};
use petgraph::algo::{greedy_feedback_arc_set, toposort};
use petgraph::graph::{DiGraph, NodeIndex};
use petgraph::visit::EdgeRef;
use rustc_hash::{FxHashMap, FxHashSet};

use crate::board::{STEP, WIDTH, size};

/// Between two layers, and between two cards of a layer.
const GAP: [f64; 2] = [80.0, 48.0];
const SWEEPS: usize = 8;

/// Where nodes should go. With `only`, no others are moved and theirs is the only order that counts. Notes stay.
pub fn tidy(
    workflow: &Workflow,
    specs: &Specs,
    only: Option<&[NodeId]>,
) -> Vec<(NodeId, [f64; 2])> {
    let graph = Graph::of(workflow, specs, only);
    if graph.boxes.is_empty() {
        return Vec::new();
    }
    let mut top = 0.0;
    let mut places: Vec<[f64; 2]> = vec![[0.0; 2]; graph.boxes.len()];
    for part in graph.parts() {
        let height = graph.lay_out(&part, top, &mut places);
        top += height + GAP[1] * 2.0;
    }
    graph.hang_helpers(&mut places);
    anchor(&graph, &mut places);
    graph
        .boxes
        .iter()
        .zip(places)
        .map(|(card, place)| (workflow.nodes[card.node].id.clone(), place))
        .collect()
}

struct Card {
    node: usize,
    width: f64,
    height: f64,
    at: [f64; 2],
    /// Position in the file, for an order that does not jump.
    helps: bool,
}

struct Graph {
    boxes: Vec<Card>,
    /// From, to, output.
    wires: Vec<(usize, usize, u16)>,
    /// Helper, whom it helps.
    helpers: Vec<(usize, usize)>,
}

impl Graph {
    fn of(workflow: &Workflow, specs: &Specs, only: Option<&[NodeId]>) -> Self {
        let wanted: Option<FxHashSet<&NodeId>> = only.map(|ids| ids.iter().collect());
        let mut by_id = FxHashMap::default();
        let mut boxes = Vec::new();
        for (node, it) in workflow.nodes.iter().enumerate() {
            if it.is_note()
                || wanted
                    .as_ref()
                    .is_some_and(|wanted| !wanted.contains(&it.id))
            {
                continue;
            }
            let ports = Ports::of(workflow, it, specs);
            let main = |ports: &[model::Port]| {
                ports
                    .iter()
                    .filter(|port| port.kind == PortKind::Main)
                    .count()
            };
            let most = main(&ports.inputs).max(main(&ports.outputs));
            let size = size(most, ports.inputs.len() - main(&ports.inputs));
            let at = crate::board::place(it.position);
            by_id.insert(&it.id, boxes.len());
            boxes.push(Card {
                node,
                width: size.x.into(),
                height: size.y.into(),
                at: [at.x.into(), at.y.into()],
                helps: false,
            });
        }
        let (mut wires, mut helpers) = (Vec::new(), Vec::new());
        for edge in &workflow.edges {
            let (Some(from), Some(to)) = (by_id.get(&edge.from.node), by_id.get(&edge.to.node))
            else {
                continue;
            };
            if edge.from.kind != PortKind::Main {
                boxes[*from].helps = true;
                helpers.push((*from, *to));
            } else if from != to {
                wires.push((*from, *to, edge.from.port));
            }
        }
        Self {
            boxes,
            wires,
            helpers,
        }
    }

    /// The connected parts, helpers left out, the topmost first.
    fn parts(&self) -> Vec<Vec<usize>> {
        let mut union = petgraph::unionfind::UnionFind::<usize>::new(self.boxes.len());
        for (from, to, _) in &self.wires {
            union.union(*from, *to);
        }
        let mut parts: FxHashMap<usize, Vec<usize>> = FxHashMap::default();
        for at in (0..self.boxes.len()).filter(|at| !self.boxes[*at].helps) {
            parts.entry(union.find(at)).or_default().push(at);
        }
        let mut parts: Vec<Vec<usize>> = parts.into_values().collect();
        let top = |part: &Vec<usize>| {
            part.iter()
                .map(|at| self.boxes[*at].at[1])
                .fold(f64::INFINITY, f64::min)
        };
        parts.sort_by(|a, b| top(a).total_cmp(&top(b)).then(a.cmp(b)));
        parts
    }

    /// Lays a part out below `top` and gives back its height.
    fn lay_out(&self, part: &[usize], top: f64, places: &mut [[f64; 2]]) -> f64 {
        let inside: FxHashSet<usize> = part.iter().copied().collect();
        let wires = self.forward(&inside);
        let mut layers = self.layers(part, &wires);
        let around = Around::of(&wires, self.boxes.len());
        for sweep in 0..SWEEPS {
            order(&mut layers, &around, sweep % 2 == 0);
        }
        let mut ys = vec![0.0; self.boxes.len()];
        for layer in &layers {
            let mut y = 0.0;
            for at in layer {
                ys[*at] = y;
                y += self.boxes[*at].height + GAP[1];
            }
        }
        for round in 0..SWEEPS {
            self.straighten(&layers, &around, round % 2 == 0, &mut ys);
        }
        let least = part.iter().map(|at| ys[*at]).fold(f64::INFINITY, f64::min);
        let (mut left, mut bottom) = (0.0, 0.0_f64);
        for layer in &layers {
            let mut width = f64::from(WIDTH);
            for at in layer {
                let y = ys[*at] - least;
                places[*at] = [left, top + y];
                bottom = bottom.max(y + self.boxes[*at].height);
                width = width.max(self.boxes[*at].width);
            }
            left += width + GAP[0];
        }
        bottom
    }

    /// The wires of a part without those that lead back.
    fn forward(&self, inside: &FxHashSet<usize>) -> Vec<(usize, usize, u16)> {
        let mut graph: DiGraph<usize, u16> = DiGraph::new();
        let mut index: FxHashMap<usize, NodeIndex> = FxHashMap::default();
        let mut members: Vec<usize> = inside.iter().copied().collect();
        members.sort_by(|a, b| {
            self.boxes[*a].at[0]
                .total_cmp(&self.boxes[*b].at[0])
                .then(a.cmp(b))
        });
        for at in members {
            index.insert(at, graph.add_node(at));
        }
        for (from, to, output) in self
            .wires
            .iter()
            .filter(|(from, _, _)| inside.contains(from))
        {
            graph.add_edge(index[from], index[to], *output);
        }
        let back: FxHashSet<_> = greedy_feedback_arc_set(&graph)
            .map(|edge| edge.id())
            .collect();
        graph
            .edge_references()
            .filter(|edge| !back.contains(&edge.id()))
            .map(|edge| (graph[edge.source()], graph[edge.target()], *edge.weight()))
            .collect()
    }

    /// Each node one layer after the last that feeds it.
    fn layers(&self, part: &[usize], wires: &[(usize, usize, u16)]) -> Vec<Vec<usize>> {
        let mut graph: DiGraph<usize, ()> = DiGraph::new();
        let index: FxHashMap<usize, NodeIndex> =
            part.iter().map(|at| (*at, graph.add_node(*at))).collect();
        for (from, to, _) in wires {
            graph.add_edge(index[from], index[to], ());
        }
        let mut depth: FxHashMap<usize, usize> = FxHashMap::default();
        let order = toposort(&graph, None).unwrap_or_else(|_| graph.node_indices().collect());
        for node in order {
            let before = graph.neighbors_directed(node, petgraph::Direction::Incoming);
            let layer = before
                .map(|from| depth.get(&graph[from]).map_or(0, |depth| depth + 1))
                .max();
            depth.insert(graph[node], layer.unwrap_or(0));
        }
        let mut layers: Vec<Vec<usize>> =
            vec![Vec::new(); depth.values().max().map_or(0, |most| most + 1)];
        let mut sorted = part.to_vec();
        sorted.sort_by(|a, b| {
            self.boxes[*a].at[1]
                .total_cmp(&self.boxes[*b].at[1])
                .then(a.cmp(b))
        });
        for at in sorted {
            layers[depth.get(&at).copied().unwrap_or(0)].push(at);
        }
        layers
    }

    /// Moves each card towards the middle of its neighbours, as far as the order leaves room.
    fn straighten(&self, layers: &[Vec<usize>], around: &Around, onward: bool, ys: &mut [f64]) {
        let columns: Vec<usize> = if onward {
            (0..layers.len()).collect()
        } else {
            (0..layers.len()).rev().collect()
        };
        for column in columns {
            let layer = &layers[column];
            let middle = |at: usize, ys: &[f64]| ys[at] + self.boxes[at].height / 2.0;
            let wish: Vec<f64> = layer
                .iter()
                .map(|at| {
                    let near = if onward {
                        &around.before[*at]
                    } else {
                        &around.after[*at]
                    };
                    if near.is_empty() {
                        return ys[*at];
                    }
                    let sum: f64 = near.iter().map(|(other, _)| middle(*other, ys)).sum();
                    sum / near.len() as f64 - self.boxes[*at].height / 2.0
                })
                .collect();
            self.pack(layer, &wish, ys);
        }
    }

    /// Places near the wished ones, in order and with gaps: blocks that touch share their mean.
    fn pack(&self, layer: &[usize], wish: &[f64], ys: &mut [f64]) {
        // offset of each card in its block, and the block's wished top
        let mut blocks: Vec<(f64, usize, f64, f64)> = Vec::new();
        for (at, wish) in layer.iter().zip(wish) {
            blocks.push((*wish, 1, self.boxes[*at].height + GAP[1], *wish));
            while blocks.len() > 1 {
                let (last, before) = (blocks[blocks.len() - 1], blocks[blocks.len() - 2]);
                if before.0 + before.2 <= last.0 {
                    break;
                }
                blocks.truncate(blocks.len() - 2);
                let count = before.1 + last.1;
                let sum = before.3 + last.3 - before.2 * last.1 as f64;
                blocks.push((sum / count as f64, count, before.2 + last.2, sum));
            }
        }
        let mut cards = layer.iter();
        for (top, count, _, _) in blocks {
            let mut y = top;
            for at in cards.by_ref().take(count) {
                ys[*at] = y;
                y += self.boxes[*at].height + GAP[1];
            }
        }
    }

    /// Helpers stand in a row under the node they help.
    fn hang_helpers(&self, places: &mut [[f64; 2]]) {
        let mut count: FxHashMap<usize, usize> = FxHashMap::default();
        let mut done: FxHashSet<usize> = FxHashSet::default();
        let mut open = self.helpers.clone();
        // a helper may help a helper: place the helped first
        for _ in 0..=self.helpers.len() {
            let (ready, later): (Vec<_>, Vec<_>) = open
                .into_iter()
                .partition(|(_, to)| !self.boxes[*to].helps || done.contains(to));
            for (helper, to) in &ready {
                if done.insert(*helper) {
                    let place = count.entry(*to).or_default();
                    let [x, y] = places[*to];
                    let step = f64::from(WIDTH) + 24.0;
                    places[*helper] = [
                        x + *place as f64 * step,
                        y + self.boxes[*to].height + GAP[1] * 2.0,
                    ];
                    *place += 1;
                }
            }
            open = later;
            if ready.is_empty() {
                break;
            }
        }
    }
}

/// The wires at each node, with their outputs.
struct Around {
    before: Vec<Vec<(usize, u16)>>,
    after: Vec<Vec<(usize, u16)>>,
}

impl Around {
    fn of(wires: &[(usize, usize, u16)], count: usize) -> Self {
        let mut around = Self {
            before: vec![Vec::new(); count],
            after: vec![Vec::new(); count],
        };
        for (from, to, output) in wires {
            around.before[*to].push((*from, *output));
            around.after[*from].push((*to, *output));
        }
        around
    }
}

/// Orders each layer by where its neighbours stand, an output's number breaking ties.
fn order(layers: &mut [Vec<usize>], around: &Around, onward: bool) {
    let columns: Vec<usize> = if onward {
        (1..layers.len()).collect()
    } else {
        (0..layers.len().saturating_sub(1)).rev().collect()
    };
    let mut rank: FxHashMap<usize, f64> = FxHashMap::default();
    for layer in layers.iter() {
        for (at, node) in layer.iter().enumerate() {
            rank.insert(*node, at as f64);
        }
    }
    for column in columns {
        let weight = |node: usize| {
            let near = if onward {
                &around.before[node]
            } else {
                &around.after[node]
            };
            let own = rank.get(&node).copied().unwrap_or(0.0);
            if near.is_empty() {
                return own;
            }
            let port = |output: u16| {
                if onward {
                    f64::from(output) * 0.01
                } else {
                    0.0
                }
            };
            let sum: f64 = near
                .iter()
                .map(|(other, output)| rank.get(other).copied().unwrap_or(0.0) + port(*output))
                .sum();
            sum / near.len() as f64
        };
        let mut weighed: Vec<(f64, usize)> = layers[column]
            .iter()
            .map(|node| (weight(*node), *node))
            .collect();
        weighed.sort_by(|a, b| a.0.total_cmp(&b.0));
        layers[column] = weighed.into_iter().map(|(_, node)| node).collect();
        for (at, node) in layers[column].iter().enumerate() {
            rank.insert(*node, at as f64);
        }
    }
}

/// The whole keeps its upper left corner, on the grid.
fn anchor(graph: &Graph, places: &mut [[f64; 2]]) {
    let snap = |value: f64| (value / f64::from(STEP)).round() * f64::from(STEP);
    for axis in 0..2 {
        let old = graph
            .boxes
            .iter()
            .map(|card| card.at[axis])
            .fold(f64::INFINITY, f64::min);
        let new = places
            .iter()
            .map(|place| place[axis])
            .fold(f64::INFINITY, f64::min);
        for place in places.iter_mut() {
            place[axis] = snap(place[axis] - new + old);
        }
    }
}
