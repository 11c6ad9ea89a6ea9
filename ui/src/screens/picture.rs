//! A small picture of a workflow, drawn from its nodes: tiles with their icons and the wires between them.

use std::sync::Arc;

use leptos::prelude::*;
use model::Workflow;

use super::kinds;

/// Size of the picture in its own points, and the space around.
const ROOM: [f64; 2] = [260.0, 104.0];
const MARGIN: f64 = 14.0;
/// Largest and smallest tile.
const TILE: (f64, f64) = (26.0, 9.0);
/// How far apart the canvas sets cards, which becomes the distance of the largest tiles.
const APART: f64 = 220.0;
/// How much of the distance to the next tile a tile takes.
const SHARE: f64 = 0.66;
/// How much taller than wide the picture may be drawn.
const STRETCH: f64 = 1.7;
/// From how many steps on nobody looks at each.
const MANY: usize = 120;

/// What the picture shows.
#[derive(Clone, Debug, Default, PartialEq)]
struct Drawn {
    /// Side of a tile.
    side: f64,
    /// Centre and kind of each.
    tiles: Vec<([f64; 2], String)>,
    /// From, to.
    wires: Vec<([f64; 2], [f64; 2])>,
}

impl Drawn {
    fn of(workflow: &Workflow) -> Self {
        let steps: Vec<_> = workflow
            .nodes
            .iter()
            .filter(|node| !node.is_note())
            .collect();
        let bounds = |axis: usize| {
            let places = steps.iter().map(|node| node.position[axis]);
            places.fold((f64::MAX, f64::MIN), |(low, high), at| {
                (low.min(at), high.max(at))
            })
        };
        if steps.is_empty() {
            return Self::default();
        }
        let (x, y) = (bounds(0), bounds(1));
        let (wide, tall) = (x.1 - x.0, y.1 - y.0);
        let room =
            |axis: usize, length: f64| (ROOM[axis] - 2.0 * MARGIN - TILE.0) / length.max(1.0);
        let largest = TILE.0 / SHARE / APART;
        let across = room(0, wide).min(largest * 1.3);
        let down = (across * STRETCH).min(room(1, tall)).min(largest * 1.3);
        let place = |position: [f64; 2]| {
            [
                ROOM[0] / 2.0 + (position[0] - (x.0 + x.1) / 2.0) * across,
                ROOM[1] / 2.0 + (position[1] - (y.0 + y.1) / 2.0) * down,
            ]
        };
        let places: Vec<[f64; 2]> = steps.iter().map(|node| place(node.position)).collect();
        let side = (nearest(&places) * SHARE).clamp(TILE.1, TILE.0);
        let find = |id: &str| steps.iter().find(|node| node.id == id).copied();
        let wires = workflow.edges.iter().filter_map(|edge| {
            let (from, to) = (find(&edge.from.node)?, find(&edge.to.node)?);
            Some((place(from.position), place(to.position)))
        });
        Self {
            side,
            wires: wires.collect(),
            tiles: steps
                .iter()
                .map(|node| (place(node.position), node.kind.clone()))
                .collect(),
        }
    }
}

/// How far apart the two nearest places are, along the axis on which they are farther apart.
fn nearest(places: &[[f64; 2]]) -> f64 {
    if places.len() > MANY {
        return 0.0;
    }
    let apart = |a: &[f64; 2], b: &[f64; 2]| (a[0] - b[0]).abs().max((a[1] - b[1]).abs());
    let pairs = places
        .iter()
        .enumerate()
        .flat_map(|(at, a)| places[at + 1..].iter().map(move |b| apart(a, b)));
    // What lies on the same place cannot be drawn apart.
    pairs.filter(|apart| *apart > 1.0).fold(f64::MAX, f64::min)
}

/// A curve from the right edge of a tile to the left edge of another.
fn curve(from: [f64; 2], to: [f64; 2], side: f64) -> String {
    let half = side / 2.0;
    let (x1, y1, x2, y2) = (from[0] + half, from[1], to[0] - half, to[1]);
    if x2 < x1 {
        // Back to an earlier step: below both.
        let low = y1.max(y2) + side;
        let pull = side * 0.9;
        return format!(
            "M{x1:.1} {y1:.1}C{:.1} {y1:.1} {:.1} {low:.1} {:.1} {low:.1}S{:.1} {y2:.1} {x2:.1} {y2:.1}",
            x1 + pull,
            x1 + pull,
            (x1 + x2) / 2.0,
            x2 - pull,
        );
    }
    let pull = ((x2 - x1) / 2.0).max(2.0);
    format!(
        "M{x1:.1} {y1:.1}C{:.1} {y1:.1} {:.1} {y2:.1} {x2:.1} {y2:.1}",
        x1 + pull,
        x2 - pull
    )
}

/// A picture of a workflow; a screen reader passes it by.
#[component]
pub(super) fn Picture(
    /// The workflow.
    workflow: Arc<Workflow>,
) -> impl IntoView {
    let Drawn { side, tiles, wires } = Drawn::of(&workflow);
    let wires = wires
        .into_iter()
        .map(|(from, to)| view! { <path class="picture-wire" d=curve(from, to, side)/> })
        .collect_view();
    let tiles = tiles
        .into_iter()
        .map(|(at, kind)| tile(at, kind, side))
        .collect_view();
    view! {
        <svg class="picture" viewBox=format!("0 0 {} {}", ROOM[0], ROOM[1]) aria-hidden="true" focusable="false">
            {wires}
            {tiles}
        </svg>
    }
}

fn tile(at: [f64; 2], kind: String, side: f64) -> impl IntoView {
    let (icon, colour) = kinds::look(&kind);
    let [left, top] = [at[0] - side / 2.0, at[1] - side / 2.0];
    let inner = side * 0.6;
    let inset = (side - inner) / 2.0;
    view! {
        <rect class=format!("picture-tile picture-{colour}") x=left y=top width=side height=side rx=side * 0.27/>
        <use_
            class="picture-icon"
            href=crate::widgets::icon_href(&icon)
            x=left + inset
            y=top + inset
            width=inner
            height=inner
        ></use_>
    }
}

#[cfg(test)]
mod tests {
    use model::{Edge, Node};

    use super::*;

    fn chain(count: u32) -> Workflow {
        let node = |n: u32| Node {
            id: n.to_string().into(),
            position: [f64::from(n) * APART, f64::from(n % 2) * 40.0],
            ..Node::default()
        };
        Workflow {
            nodes: (0..count).map(node).collect(),
            edges: (1..count)
                .map(|n| Edge::main((n - 1).to_string(), 0, n.to_string(), 0))
                .collect(),
            ..Workflow::default()
        }
    }

    #[test]
    fn every_tile_is_in_the_picture_and_none_covers_the_next() {
        for count in [1, 2, 5, 9, 14] {
            let drawn = Drawn::of(&chain(count));
            assert_eq!(drawn.tiles.len(), count as usize);
            assert_eq!(drawn.wires.len(), count as usize - 1);
            for (at, _) in &drawn.tiles {
                for axis in [0, 1] {
                    assert!(
                        at[axis] >= drawn.side / 2.0 && at[axis] <= ROOM[axis] - drawn.side / 2.0
                    );
                }
            }
            for pair in drawn.tiles.windows(2) {
                assert!(
                    pair[1].0[0] - pair[0].0[0] > drawn.side,
                    "{count}: {drawn:?}"
                );
            }
        }
        assert_eq!(Drawn::of(&Workflow::default()), Drawn::default());
    }
}
