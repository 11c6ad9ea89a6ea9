//! From a workflow to a board.

use egui::{Pos2, Rect, Vec2, pos2, vec2};
use model::{Edge, EdgeEnd, Node, Port, PortKind, Ports, Specs, Workflow};
use rustc_hash::FxHashMap;

use super::{Board, Card, Drawn, Frame, HEIGHT, PORT_STEP, PortSpot, WIDTH, Wire, notes};
use crate::event::Side;
use crate::icons;
use crate::scene::{EdgeState, Looks};
use crate::scopes::Flow;
use crate::text::Shown;
use crate::view::View;

/// Ports of one side of one card that are drawn; wires to later ones end at the last.
const MOST_PORTS: usize = 128;
/// From one port for a helper to the next: room for its label.
const HELPER_STEP: f32 = 72.0;

impl Board {
    pub fn build(workflow: &Workflow, specs: &Specs, looks: &Looks) -> Self {
        let mut board = Self::default();
        for (index, node) in workflow.nodes.iter().enumerate() {
            board.by_id.entry(node.id.clone()).or_insert(index as u32);
            board.cards.push(card(workflow, node, specs));
        }
        board.wires_of = vec![Vec::new(); board.cards.len()];
        for edge in &workflow.edges {
            board.add_wire(edge);
        }
        for card in &mut board.cards {
            if !card.is_note() {
                arrange(card);
            }
        }
        board.add_loops(workflow, specs);
        board.index();
        board.look(looks);
        board.drawn = Drawn::of(workflow);
        board
    }

    fn add_wire(&mut self, edge: &Edge) {
        let (Some(from), Some(to)) = (
            self.by_id.get(&edge.from.node),
            self.by_id.get(&edge.to.node),
        ) else {
            return;
        };
        let (from, to) = (*from, *to);
        if self.cards[from as usize].is_note() || self.cards[to as usize].is_note() {
            return;
        }
        let index = self.wires.len() as u32;
        let ends = (
            spot(&mut self.cards[from as usize], Side::Output, &edge.from),
            spot(&mut self.cards[to as usize], Side::Input, &edge.to),
        );
        self.wires.push(Wire {
            edge: edge.clone(),
            from: (from, ends.0),
            to: (to, ends.1),
            label: Shown::default(),
            state: EdgeState::Idle,
            path: std::cell::OnceCell::new(),
        });
        self.by_edge.insert(edge.clone(), index);
        self.wires_of[from as usize].push(index);
        if from != to {
            self.wires_of[to as usize].push(index);
        }
    }

    fn add_loops(&mut self, workflow: &Workflow, specs: &Specs) {
        let flow = self.flow();
        for node in &workflow.nodes {
            if !specs.get(&node.kind).is_some_and(|spec| spec.loops) {
                continue;
            }
            let Some(owner) = self.by_id.get(&node.id).copied() else {
                continue;
            };
            let members = flow.body(owner);
            if !members.is_empty() {
                let card = &self.cards[owner as usize];
                self.frames.push(Frame {
                    label: card.name.clone(),
                    group: card.kind_group,
                    members,
                });
            }
        }
        self.loop_frames = self.frames.len();
    }

    /// Who feeds whom.
    pub fn flow(&self) -> Flow {
        let mut flow = Flow::new(self.cards.len());
        for wire in &self.wires {
            if wire.edge.from.kind == PortKind::Main {
                flow.add(wire.from.0, wire.edge.from.port, wire.to.0);
            }
        }
        flow
    }

    /// Puts what lies over the workflow on the cards and wires.
    pub fn look(&mut self, looks: &Looks) {
        let mut relabelled = false;
        for card in &mut self.cards {
            let look = looks.nodes.get(&card.id);
            card.title = look
                .and_then(|look| look.title.as_deref())
                .map_or_else(|| card.name.clone(), Shown::line);
            let run = look.and_then(|look| look.run.clone());
            let summary = match (&run, look) {
                (Some(run), _) if !run.text.is_empty() => Shown::line(&run.text),
                (_, Some(look)) if !look.summary.is_empty() => Shown::line(&look.summary),
                _ => card.label.clone(),
            };
            card.summary = if summary == card.title {
                Shown::default()
            } else {
                summary
            };
            card.badge = run
                .as_ref()
                .map(|run| Shown::line(&run.badge))
                .unwrap_or_default();
            card.run = run;
            card.icon = look
                .and_then(|look| look.icon.as_deref())
                .and_then(icons::find)
                .or(card.kind_icon);
            card.group = look.and_then(|look| look.group).unwrap_or(card.kind_group);
            card.problem = look.and_then(|look| look.problem.clone());
            card.pinned = look.is_some_and(|look| look.pinned);
            for side in [Side::Input, Side::Output] {
                let labels = look.map(|look| match side {
                    Side::Input => look.inputs.as_slice(),
                    Side::Output => look.outputs.as_slice(),
                });
                relabelled |= relabel(card, side, labels.unwrap_or_default());
            }
        }
        for wire in &mut self.wires {
            let look = looks.edges.get(&wire.edge);
            wire.label = look
                .map(|look| Shown::line(&look.label))
                .unwrap_or_default();
            wire.state = look.map(|look| look.state).unwrap_or_default();
            // wires go past the labels
            if relabelled {
                wire.path.take();
            }
        }
        self.set_frames(&looks.frames);
    }
}

/// Writes the labels of one side and says whether any has changed.
fn relabel(card: &mut Card, side: Side, labels: &[String]) -> bool {
    let mut counts: FxHashMap<PortKind, usize> = FxHashMap::default();
    for spot in card.ports.iter().filter(|spot| spot.side == side) {
        *counts.entry(spot.kind.clone()).or_default() += 1;
    }
    let mut changed = false;
    let spots = card.ports.iter_mut().filter(|spot| spot.side == side);
    for (at, spot) in spots.enumerate() {
        let label = labels
            .get(at)
            .map_or_else(|| spot.kind_label.clone(), |label| Shown::line(label));
        let several = spot.kind != PortKind::Main || counts.get(&spot.kind) > Some(&1);
        let labelled = several && !label.text.is_empty();
        changed |= (labelled, &label) != (spot.labelled, &spot.label);
        (spot.labelled, spot.label) = (labelled, label);
    }
    changed
}

fn card(workflow: &Workflow, node: &Node, specs: &Specs) -> Card {
    let spec = specs.get(&node.kind);
    let note = node.is_note().then(|| notes::read(node));
    let size = note.as_ref().map_or(vec2(WIDTH, HEIGHT), |(_, size)| *size);
    let icon = if node.is_placeholder() {
        icons::find("puzzle")
    } else {
        None
    };
    let kind_icon = spec
        .and_then(|spec| icons::find(&spec.icon))
        .or(icon)
        .or_else(|| icons::find("box"));
    let group = spec.map_or(model::Group::Code, |spec| spec.group);
    let ports = if note.is_some() {
        Vec::new()
    } else {
        spots(Ports::of(workflow, node, specs))
    };
    let name = Shown::line(&node.name);
    Card {
        id: node.id.clone(),
        rect: Rect::from_min_size(place(node.position), size),
        title: name.clone(),
        summary: Shown::default(),
        label: spec
            .map(|spec| Shown::line(&spec.label))
            .unwrap_or_default(),
        name,
        icon: kind_icon,
        kind_icon,
        group,
        kind_group: group,
        ports,
        disabled: node.disabled,
        problem: None,
        run: None,
        badge: Shown::default(),
        pinned: false,
        note: note.map(|(note, _)| note),
    }
}

fn spots(ports: Ports) -> Vec<PortSpot> {
    let sides = [(Side::Input, ports.inputs), (Side::Output, ports.outputs)];
    let mut spots = Vec::new();
    for (side, ports) in sides {
        let mut counts: Vec<(PortKind, u16)> = Vec::new();
        for Port { label, kind } in ports.into_iter().take(MOST_PORTS) {
            let index = match counts.iter_mut().find(|(known, _)| *known == kind) {
                Some((_, count)) => {
                    *count += 1;
                    *count
                }
                None => {
                    counts.push((kind.clone(), 0));
                    0
                }
            };
            spots.push(port_spot(side, kind, index, &label));
        }
    }
    spots
}

fn port_spot(side: Side, kind: PortKind, index: u16, label: &str) -> PortSpot {
    let label = Shown::line(label);
    PortSpot {
        side,
        kind,
        index,
        kind_label: label.clone(),
        label,
        labelled: false,
        offset: Vec2::ZERO,
        wired: false,
    }
}

/// The port of a wire's end. A wire to a port that the node no longer has is still drawn: it gets one.
fn spot(card: &mut Card, side: Side, end: &EdgeEnd) -> usize {
    let known = card
        .ports
        .iter()
        .position(|spot| spot.side == side && spot.kind == end.kind && spot.index == end.port);
    let full = || {
        let many = card.ports.iter().filter(|spot| spot.side == side).count() >= MOST_PORTS;
        card.ports
            .iter()
            .rposition(|spot| spot.side == side)
            .filter(|_| many)
    };
    let at = known.or_else(full).unwrap_or_else(|| {
        let label = (u32::from(end.port) + 1).to_string();
        card.ports
            .push(port_spot(side, end.kind.clone(), end.port, &label));
        card.ports.len() - 1
    });
    card.ports[at].wired = true;
    at
}

/// Gives the ports their places and the card its height: main ports at the sides, others below and above.
fn arrange(card: &mut Card) {
    let main =
        |side: Side| move |spot: &&mut PortSpot| spot.side == side && spot.kind == PortKind::Main;
    let count = |card: &Card, side: Side| {
        card.ports
            .iter()
            .filter(|spot| spot.side == side && spot.kind == PortKind::Main)
            .count()
    };
    let most = count(card, Side::Input).max(count(card, Side::Output));
    let helpers = card
        .ports
        .iter()
        .filter(|spot| spot.side == Side::Input && spot.kind != PortKind::Main)
        .count();
    let size = size(most, helpers);
    let (width, height) = (size.x, size.y);
    card.rect = Rect::from_min_size(card.rect.min, size);
    for side in [Side::Input, Side::Output] {
        let count = count(card, side) as f32;
        let x = if side == Side::Input { 0.0 } else { width };
        for (at, spot) in card.ports.iter_mut().filter(main(side)).enumerate() {
            spot.offset = vec2(
                x,
                height / 2.0 + (at as f32 - (count - 1.0) / 2.0) * PORT_STEP,
            );
        }
        let others =
            || move |spot: &&mut PortSpot| spot.side == side && spot.kind != PortKind::Main;
        let count = card.ports.iter_mut().filter(others()).count() as f32;
        let y = if side == Side::Input { height } else { 0.0 };
        for (at, spot) in card.ports.iter_mut().filter(others()).enumerate() {
            spot.offset = vec2(width * (at as f32 + 1.0) / (count + 1.0), y);
        }
    }
}

/// The size of a card with so many main ports on its fuller side and so many inputs for helpers.
pub(crate) fn size(most: usize, helpers: usize) -> Vec2 {
    let width = WIDTH.max(24.0 + HELPER_STEP * helpers as f32);
    vec2(width, HEIGHT.max(16.0 + PORT_STEP * most as f32))
}

/// A node's place, whatever a file says.
pub(crate) fn place([x, y]: [f64; 2]) -> Pos2 {
    let sane = |value: f64| {
        if value.is_finite() {
            (value as f32).clamp(-View::EDGE, View::EDGE)
        } else {
            0.0
        }
    };
    pos2(sane(x), sane(y))
}
