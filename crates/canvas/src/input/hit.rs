//! What is under a place of the screen.

use egui::{Pos2, Rect, Vec2};

use crate::paint;
use crate::stage::{Detail, Hit, Stage};

/// Half of what a port's target measures on the screen.
pub(crate) const PORT_REACH: f32 = 12.0;
const WIRE_REACH: f32 = 7.0;
const EDGE_REACH: f32 = 6.0;
/// Below this zoom ports are too small to be meant.
const PORTS_FROM: f32 = 0.3;

/// What is under a place of the screen.
pub(crate) fn hit(stage: &Stage, screen: Pos2) -> Hit {
    if let Some((button, _)) = paint::buttons(stage.view)
        .into_iter()
        .find(|(_, rect)| rect.contains(screen))
    {
        return Hit::Button(button);
    }
    let map = paint::minimap_rect(stage);
    if map.is_some_and(|rect| rect.contains(screen)) {
        return Hit::Minimap;
    }
    let world = stage.view.to_world(screen);
    port(stage, world)
        .or_else(|| problem(stage, world))
        .or_else(|| card(stage, world))
        .or_else(|| frame(stage, world))
        .or_else(|| wire(stage, screen, world))
        .or_else(|| note_edge(stage, world))
        .or_else(|| note(stage, world))
        .unwrap_or(Hit::Empty)
}

fn port(stage: &Stage, world: Pos2) -> Option<Hit> {
    if stage.view.zoom < PORTS_FROM {
        return None;
    }
    let reach = PORT_REACH / stage.view.zoom;
    nearest_port(stage, world, reach, |_, _| true).map(|(card, port)| Hit::Port(card, port))
}

/// The port nearest to a place, no farther than `reach`, of those that are wanted.
pub(crate) fn nearest_port(
    stage: &Stage,
    world: Pos2,
    reach: f32,
    wanted: impl Fn(u32, usize) -> bool,
) -> Option<(u32, usize)> {
    let mut best: Option<(f32, (u32, usize))> = None;
    for card in stage
        .board
        .near(Rect::from_center_size(world, Vec2::splat(2.0 * reach)))
    {
        let it = &stage.board.cards[card as usize];
        for port in 0..it.ports.len() {
            let distance = it.port_pos(port).distance(world);
            if distance <= reach
                && best.is_none_or(|(least, _)| distance < least)
                && wanted(card, port)
            {
                best = Some((distance, (card, port)));
            }
        }
    }
    best.map(|(_, port)| port)
}

fn problem(stage: &Stage, world: Pos2) -> Option<Hit> {
    let near = stage
        .board
        .near(Rect::from_center_size(world, Vec2::splat(40.0)));
    let found = near.into_iter().find(|card| {
        let card = &stage.board.cards[*card as usize];
        card.problem.is_some() && paint::problem_rect(card).contains(world)
    });
    found
        .filter(|_| stage.detail() >= Detail::Near)
        .map(Hit::Problem)
}

fn card(stage: &Stage, world: Pos2) -> Option<Hit> {
    let selected = stage.selection.cards.iter().copied();
    let top = selected.filter(|card| {
        stage
            .board
            .cards
            .get(*card as usize)
            .is_some_and(|card| !card.is_note() && card.rect.contains(world))
    });
    top.max()
        .or_else(|| stage.board.card_at(world))
        .map(Hit::Card)
}

fn wire(stage: &Stage, screen: Pos2, world: Pos2) -> Option<Hit> {
    if stage.detail() == Detail::Far {
        return None;
    }
    let reach = WIRE_REACH / stage.view.zoom;
    let mut best: Option<(f32, u32)> = None;
    for index in 0..stage.board.wires.len() as u32 {
        let Some(path) = stage.board.known_path(index) else {
            continue;
        };
        let plus = stage.view.to_screen(path.middle).distance(screen) <= 11.0;
        if plus && stage.detail() >= Detail::Near && !stage.read_only {
            return Some(Hit::Plus(index));
        }
        if let Some(distance) = path.distance(world, reach)
            && best.is_none_or(|(least, _)| distance < least)
        {
            best = Some((distance, index));
        }
    }
    best.map(|(_, wire)| Hit::Wire(wire))
}

/// The wire whose way passes nearest to a place.
pub(crate) fn wire_near(
    stage: &Stage,
    world: Pos2,
    reach: f32,
    not_of: Option<u32>,
) -> Option<u32> {
    let own = |wire: u32| {
        let wire = &stage.board.wires[wire as usize];
        not_of.is_some_and(|card| wire.from.0 == card || wire.to.0 == card)
    };
    let main = |wire: u32| stage.board.wires[wire as usize].edge.from.kind == model::PortKind::Main;
    (0..stage.board.wires.len() as u32)
        .filter(|wire| !own(*wire) && main(*wire))
        .filter_map(|wire| Some((stage.board.known_path(wire)?.distance(world, reach)?, wire)))
        .min_by(|a, b| a.0.total_cmp(&b.0))
        .map(|(_, wire)| wire)
}

fn notes(stage: &Stage) -> impl Iterator<Item = (u32, Rect)> {
    let cards = stage.board.cards.iter().enumerate().rev();
    cards
        .filter(|(_, card)| card.is_note())
        .map(|(index, card)| (index as u32, card.rect))
}

fn note_edge(stage: &Stage, world: Pos2) -> Option<Hit> {
    if stage.read_only || stage.view.zoom < PORTS_FROM {
        return None;
    }
    let reach = EDGE_REACH / stage.view.zoom;
    let (note, rect) = notes(stage).find(|(_, rect)| rect.expand(reach).contains(world))?;
    let near = |a: f32, b: f32| (a - b).abs() <= reach;
    let edges = [
        near(world.x, rect.left()),
        near(world.y, rect.top()),
        near(world.x, rect.right()),
        near(world.y, rect.bottom()),
    ];
    edges.contains(&true).then_some(Hit::NoteEdge(note, edges))
}

fn note(stage: &Stage, world: Pos2) -> Option<Hit> {
    notes(stage)
        .find(|(_, rect)| rect.contains(world))
        .map(|(note, _)| Hit::Note(note))
}

fn frame(stage: &Stage, world: Pos2) -> Option<Hit> {
    if stage.detail() < Detail::Near {
        return None;
    }
    let found = stage.board.frames.iter().position(|frame| {
        let place = stage.board.frame_place(frame);
        place.is_some_and(|place| place.label.expand(2.0).contains(world))
    });
    found.map(Hit::Frame)
}
