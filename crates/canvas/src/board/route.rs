//! The way of a wire: out of its card and into the next in the port's direction, around the cards between.
//!
//! A curve where the way is free; else straight pieces with round corners along a lane between the cards, the shortest
//! of those that cross the fewest.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

use super::path::{Path, touches};

/// One end of a wire: a port and the direction in which its wire leaves.
#[derive(Clone, Copy, Debug)]
pub(crate) struct End {
    pub at: Pos2,
    pub dir: Vec2,
    /// The port's card.
    pub card: Rect,
    /// How far the wire goes straight on first: past the port's label.
    pub lead: f32,
}

const STUB: f32 = 22.0;
const MARGIN: f32 = 18.0;
const CORNER: f32 = 14.0;
/// What crossing a card costs, in points of length.
const CROSSING: f32 = 4000.0;
/// What each point costs by which a wire turns earlier than it should: more than the way it saves.
const SHORT: f32 = 2.5;
/// What a lane costs that is not in the gap between the two cards' rows.
const ASIDE: f32 = 10.0;
const MOST_OBSTACLES: usize = 24;

/// Room around the straight line between two ends in which cards matter.
pub(crate) fn corridor(from: End, to: End) -> Rect {
    Rect::from_two_pos(from.at, to.at)
        .union(from.card)
        .union(to.card)
        .expand(90.0)
}

/// What a wire goes around.
#[derive(Clone, Debug, Default)]
pub(crate) struct Around {
    pub cards: Vec<Rect>,
    pub frames: Vec<FramePlace>,
}

/// Where a frame and its label are: a wire may cross the one's border, but not run along it, and hides the other.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct FramePlace {
    pub rect: Rect,
    pub label: Rect,
}

pub(crate) fn route(from: End, to: End, around: &Around) -> Path {
    if from.dir.y != 0.0 || to.dir.y != 0.0 {
        return Path::new(curve(from, to));
    }
    let forward = to.at.x - from.at.x;
    if forward >= 24.0 {
        let direct = curve(from, to);
        let labels = around.frames.iter().map(|frame| &frame.label);
        if !crosses(&direct, around.cards.iter().chain(labels)) {
            return Path::new(direct);
        }
    }
    Path::new(rounded(&lanes(from, to, around)))
}

/// A curve without regard to what it crosses.
pub(crate) fn curve(from: End, to: End) -> Vec<Pos2> {
    let between = to.at - from.at;
    if between.y.abs() < 0.5 && from.dir.x > 0.0 && between.x > 0.0 {
        return vec![from.at, to.at];
    }
    // the leads leave room for the curve
    let room = (between.x.abs() - 28.0).max(0.0);
    let share = (room / (from.lead + to.lead).max(1.0)).min(1.0);
    let start = from.at + from.dir * from.lead * share;
    let end = to.at + to.dir * to.lead * share;
    let along = if from.dir.x == 0.0 {
        between.y.abs()
    } else {
        (end.x - start.x).abs()
    };
    let reach = (along * 0.5).clamp(14.0, 180.0);
    let (a, b) = (start + from.dir * reach, end + to.dir * reach);
    let steps = (((end - start).length() / 14.0) as usize).clamp(12, 40);
    let mut points = Vec::with_capacity(steps + 3);
    if start != from.at {
        points.push(from.at);
    }
    points.extend((0..=steps).map(|step| {
        let t = step as f32 / steps as f32;
        let s = 1.0 - t;
        let p = start.to_vec2() * (s * s * s)
            + a.to_vec2() * (3.0 * s * s * t)
            + b.to_vec2() * (3.0 * s * t * t)
            + end.to_vec2() * (t * t * t);
        p.to_pos2()
    }));
    if end != to.at {
        points.push(to.at);
    }
    points
}

fn crosses<'a>(points: &[Pos2], mut obstacles: impl Iterator<Item = &'a Rect>) -> bool {
    obstacles.any(|card| {
        let card = card.expand(6.0);
        points
            .windows(2)
            .any(|pair| touches(pair[0], pair[1], card))
    })
}

/// The best way along one horizontal lane.
fn lanes(from: End, to: End, around: &Around) -> Vec<Pos2> {
    let middle = from.at.lerp(to.at, 0.5);
    let mut near = around.cards.clone();
    near.sort_by(|a, b| {
        a.distance_sq_to_pos(middle)
            .total_cmp(&b.distance_sq_to_pos(middle))
    });
    near.truncate(MOST_OBSTACLES);
    near.extend([from.card, to.card]);
    let around = Around {
        cards: near,
        frames: around.frames.clone(),
    };

    let gap = between(from.card, to.card, &around.frames);
    let mut ys = vec![from.at.y, to.at.y, middle.y];
    ys.extend(gap);
    for card in &around.cards {
        ys.extend([card.top() - MARGIN, card.bottom() + MARGIN]);
    }
    for frame in &around.frames {
        ys.extend([
            frame.label.top() - MARGIN / 2.0,
            frame.rect.bottom() + MARGIN,
        ]);
    }
    let mut best = (f32::INFINITY, Vec::new());
    for y in ys {
        let aside = if gap == Some(y) { 0.0 } else { ASIDE };
        for out in stubs(from) {
            for into in stubs(to) {
                let way = along(from.at, to.at, y, out, into);
                let cost = cost(&way, &around) + aside + short(from, out) + short(to, into);
                if cost < best.0 {
                    best = (cost, way);
                }
            }
        }
    }
    best.1
}

/// How far from its port a wire may turn.
fn stubs(end: End) -> [f32; 2] {
    [STUB.max(end.lead), STUB / 2.0]
}

fn short(end: End, stub: f32) -> f32 {
    (stubs(end)[0] - stub) * SHORT
}

/// A lane in the gap between two cards of different rows, frames counted with what they hold. A wire down keeps above
/// the middle and a wire up below it, so that a loop's two do not lie on each other.
fn between(from: Rect, to: Rect, frames: &[FramePlace]) -> Option<f32> {
    let (upper, lower, share) = if from.bottom() < to.top() {
        (from, to, 0.36)
    } else {
        (to, from, 0.64)
    };
    let holds = |card: Rect, other: Rect| {
        move |frame: &&FramePlace| {
            frame.rect.contains_rect(card) && !frame.rect.contains_rect(other)
        }
    };
    let top = frames
        .iter()
        .filter(holds(upper, lower))
        .fold(upper.bottom(), |top, frame| top.max(frame.rect.bottom()));
    let bottom = frames
        .iter()
        .filter(holds(lower, upper))
        .fold(lower.top(), |bottom, frame| bottom.min(frame.label.top()));
    (top < bottom).then(|| egui::lerp(top..=bottom, share))
}

fn along(from: Pos2, to: Pos2, y: f32, out: f32, into: f32) -> Vec<Pos2> {
    let (x1, x2) = (from.x + out, to.x - into);
    let mut way = vec![from];
    for point in [
        pos2(x1, from.y),
        pos2(x1, y),
        pos2(x2, y),
        pos2(x2, to.y),
        to,
    ] {
        if way.last().is_none_or(|last| last.distance(point) > 0.5) {
            way.push(point);
        }
    }
    way
}

fn cost(way: &[Pos2], around: &Around) -> f32 {
    let mut cost = way.len() as f32 * 12.0;
    for pair in way.windows(2) {
        let (a, b) = (pair[0], pair[1]);
        let piece = Rect::from_two_pos(a, b).shrink2(vec2(0.2, 0.2));
        let cards = around.cards.iter();
        let crossed = cards
            .clone()
            .filter(|card| card.shrink(1.0).intersects(piece))
            .count();
        let close = cards
            .filter(|card| card.expand(8.0).intersects(piece))
            .count();
        cost += a.distance(b) + crossed as f32 * CROSSING + close as f32 * 6.0;
        for frame in &around.frames {
            let hidden = if frame.label.intersects(piece) {
                120.0
            } else {
                0.0
            };
            cost += hidden + beside(piece, frame.rect) * 0.6;
        }
    }
    for turn in way.windows(3) {
        let back = (turn[1] - turn[0]).dot(turn[2] - turn[1]) < -0.1;
        cost += if back { CROSSING } else { 0.0 };
    }
    cost
}

/// How long a piece runs along a frame's border, too near to be told from it.
fn beside(piece: Rect, frame: Rect) -> f32 {
    const NEAR: f32 = 8.0;
    let shared = piece.intersect(frame.expand(NEAR));
    if !shared.is_positive() && (shared.width() < 0.0 || shared.height() < 0.0) {
        return 0.0;
    }
    let near = |at: f32, low: f32, high: f32| (at - low).abs() < NEAR || (at - high).abs() < NEAR;
    if piece.width() > piece.height() && near(piece.center().y, frame.top(), frame.bottom()) {
        shared.width()
    } else if piece.height() > piece.width() && near(piece.center().x, frame.left(), frame.right())
    {
        shared.height()
    } else {
        0.0
    }
}

/// The same way with round corners.
fn rounded(way: &[Pos2]) -> Vec<Pos2> {
    let (Some(first), Some(last)) = (way.first(), way.last()) else {
        return Vec::new();
    };
    let mut points = vec![*first];
    for corner in way.windows(3) {
        let (a, b, c) = (corner[0], corner[1], corner[2]);
        let radius = CORNER.min(a.distance(b) / 2.0).min(b.distance(c) / 2.0);
        let start = b + (a - b).normalized() * radius;
        let end = b + (c - b).normalized() * radius;
        for step in 0..=6 {
            let t = step as f32 / 6.0;
            points.push(start.lerp(b, t).lerp(b.lerp(end, t), t));
        }
    }
    points.push(*last);
    points
}

#[cfg(test)]
mod tests {
    use super::*;

    fn card(x: f32, y: f32) -> Rect {
        Rect::from_min_size(pos2(x, y), vec2(192.0, 64.0))
    }

    /// Routes from one card's right to another's left and says how many of the cards the way enters.
    fn check(from: Rect, to: Rect, others: &[Rect], crossed: usize) -> Path {
        let out = End {
            at: from.right_center(),
            dir: vec2(1.0, 0.0),
            card: from,
            lead: 0.0,
        };
        let into = End {
            at: to.left_center(),
            dir: vec2(-1.0, 0.0),
            card: to,
            lead: 0.0,
        };
        let around = Around {
            cards: others.to_vec(),
            frames: Vec::new(),
        };
        let path = route(out, into, &around);
        let mut cards = others.to_vec();
        cards.extend([from, to]);
        let hit = cards
            .iter()
            .filter(|card| {
                let inner = card.shrink(2.0);
                path.points
                    .windows(2)
                    .any(|pair| touches(pair[0], pair[1], inner))
            })
            .count();
        assert_eq!(hit, crossed, "{:?}", path.points);
        assert_eq!(path.points.first(), Some(&out.at));
        assert_eq!(path.points.last(), Some(&into.at));
        let (leave, arrive) = (
            path.points[1] - path.points[0],
            *path.points.last().unwrap() - path.points[path.points.len() - 2],
        );
        assert!(
            leave.x > 0.0 && leave.x > leave.y.abs(),
            "leaves sideways: {leave:?}"
        );
        assert!(
            arrive.x > 0.0 && arrive.x > arrive.y.abs(),
            "arrives sideways: {arrive:?}"
        );
        path
    }

    #[test]
    fn wires_go_around_cards() {
        check(card(0.0, 0.0), card(260.0, 0.0), &[], 0);
        check(card(0.0, 0.0), card(520.0, 0.0), &[card(260.0, 0.0)], 0);
        check(
            card(0.0, 0.0),
            card(520.0, 200.0),
            &[card(260.0, 100.0), card(260.0, 20.0)],
            0,
        );
        // backward: to the row below, over itself, and to a card in the same row
        check(
            card(480.0, 0.0),
            card(240.0, 172.0),
            &[card(0.0, 0.0), card(240.0, 0.0)],
            0,
        );
        check(card(480.0, 0.0), card(0.0, 0.0), &[card(240.0, 0.0)], 0);
        check(card(0.0, 0.0), card(0.0, 100.0), &[], 0);
        check(card(0.0, 0.0), card(208.0, 0.0), &[], 0);
    }

    #[test]
    fn a_wire_goes_past_its_ports_label() {
        let out = End {
            at: pos2(0.0, 0.0),
            dir: vec2(1.0, 0.0),
            card: card(-192.0, -32.0),
            lead: 40.0,
        };
        for (x, y) in [(120.0, -90.0), (60.0, 80.0), (-300.0, -200.0)] {
            let into = End {
                at: pos2(x, y),
                dir: vec2(-1.0, 0.0),
                card: card(x, y - 32.0),
                lead: 0.0,
            };
            let path = route(out, into, &Around::default());
            // as far as the room allows
            let far = if x > 0.0 { (x - 28.0).min(40.0) } else { 26.0 };
            let turn = path.points.iter().find(|point| point.y.abs() > 0.5);
            assert!(turn.is_some_and(|turn| turn.x >= far), "{:?}", path.points);
        }
    }

    #[test]
    fn a_loops_wires_keep_apart_and_off_the_frame() {
        // the loop above, its body in a frame below: the way down and the way back up
        let (owner, body) = (card(768.0, 0.0), card(304.0, 208.0));
        let last = card(1104.0, 208.0);
        let rect = body.union(last).expand2(vec2(32.0, 36.0));
        let label = Rect::from_min_size(rect.left_top() + vec2(20.0, -10.0), vec2(200.0, 20.0));
        let around = Around {
            cards: vec![owner, body, last],
            frames: vec![FramePlace { rect, label }],
        };
        let end = |card: Rect, out: bool| End {
            at: if out {
                card.right_center()
            } else {
                card.left_center()
            },
            dir: vec2(if out { 1.0 } else { -1.0 }, 0.0),
            card,
            lead: 0.0,
        };
        let down = route(end(owner, true), end(body, false), &around);
        let up = route(end(last, true), end(owner, false), &around);
        let lane = |path: &Path| path.middle.y;
        assert!(
            lane(&up) - lane(&down) > 10.0,
            "{} {}",
            lane(&up),
            lane(&down)
        );
        for path in [down, up] {
            assert!(!crosses(&path.points, [label].iter()));
            assert!((64.0..label.top()).contains(&lane(&path)));
        }
    }

    #[test]
    fn the_middle_is_on_the_wire() {
        let path = check(card(480.0, 0.0), card(0.0, 300.0), &[], 0);
        assert!(path.distance(path.middle, 1.0).is_some());
        assert!(path.distance(pos2(-900.0, 0.0), 8.0).is_none());
    }
}
