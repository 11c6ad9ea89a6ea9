//! Where on the canvas the window looks, and how near.

use egui::{Pos2, Rect, Vec2, pos2, vec2};

/// The part of the canvas that is seen. World points are the workflow's own.
#[derive(Clone, Copy, Debug, PartialEq)]
pub(crate) struct View {
    /// Screen points for one world point.
    pub zoom: f32,
    /// The world point in the window's upper left corner.
    pub origin: Pos2,
    /// The window.
    pub rect: Rect,
}

impl Default for View {
    fn default() -> Self {
        Self {
            zoom: 1.0,
            origin: Pos2::ZERO,
            rect: Rect::from_min_size(Pos2::ZERO, vec2(800.0, 600.0)),
        }
    }
}

impl View {
    /// The farthest and the nearest. Beyond, fonts of no size or of every size would be asked for.
    pub const NEAREST: f32 = 4.0;
    pub const FARTHEST: f32 = 0.02;
    /// Of a workflow that was just opened, less than this much is not all shown at once, but from its beginning.
    const READABLE: f32 = 0.6;
    const BEGINNING: f32 = 0.75;
    /// Room around what was just opened.
    const CLOSE: f32 = 32.0;
    /// Nothing is farther from the origin than this.
    pub const EDGE: f32 = 1.0e6;

    pub fn to_screen(self, world: Pos2) -> Pos2 {
        self.rect.min + (world - self.origin) * self.zoom
    }

    pub fn to_world(self, screen: Pos2) -> Pos2 {
        self.origin + (screen - self.rect.min) / self.zoom
    }

    pub fn rect_to_screen(self, world: Rect) -> Rect {
        Rect::from_min_max(self.to_screen(world.min), self.to_screen(world.max))
    }

    /// What of the world is seen.
    pub fn seen(self) -> Rect {
        Rect::from_min_size(self.origin, self.rect.size() / self.zoom)
    }

    pub fn pan(&mut self, screen: Vec2) {
        self.look_at(self.origin - screen / self.zoom);
    }

    /// Zooms so that what is under a place of the screen stays there.
    pub fn zoom_at(&mut self, screen: Pos2, factor: f32) {
        let factor = if factor.is_finite() && factor > 0.0 {
            factor
        } else {
            1.0
        };
        let world = self.to_world(screen);
        self.zoom = (self.zoom * factor).clamp(Self::FARTHEST, Self::NEAREST);
        self.look_at(world - (screen - self.rect.min) / self.zoom);
    }

    pub fn center_on(&mut self, world: Pos2) {
        self.look_at(world - self.rect.size() / (2.0 * self.zoom));
    }

    /// Moves no more than it takes for a rectangle to be seen; of one that is too large, its beginning is.
    pub fn reveal(&mut self, world: Rect) {
        let (seen, world) = (self.seen(), world.expand(24.0));
        let axis = |low: f32, high: f32, least: f32, most: f32| match () {
            () if low < least || high - low > most - least => low - least,
            () if high > most => high - most,
            () => 0.0,
        };
        let x = axis(world.left(), world.right(), seen.left(), seen.right());
        let y = axis(world.top(), world.bottom(), seen.top(), seen.bottom());
        if x != 0.0 || y != 0.0 {
            self.look_at(self.origin + vec2(x, y));
        }
    }

    /// Shows all of a rectangle, no nearer than 100 %.
    pub fn fit(&mut self, world: Rect) {
        self.fit_within(world, 56.0);
    }

    /// Shows all of a rectangle that was just opened; where names could not be read then, where it begins.
    pub fn open(&mut self, world: Rect, start: Rect) {
        self.fit_within(world, Self::CLOSE);
        if self.zoom >= Self::READABLE {
            return;
        }
        self.zoom = Self::BEGINNING;
        let size = self.rect.size() / self.zoom;
        let margin = Self::CLOSE / self.zoom;
        let high = world.height() + 2.0 * margin <= size.y;
        let middle = if high { world.center() } else { start.center() };
        self.look_at(pos2(start.left() - margin, middle.y - size.y / 2.0));
    }

    fn fit_within(&mut self, world: Rect, margin: f32) {
        let room = (self.rect.size() - Vec2::splat(2.0 * margin)).max(Vec2::splat(40.0));
        let zoom = (room.x / world.width().max(1.0)).min(room.y / world.height().max(1.0));
        self.zoom = zoom.clamp(Self::FARTHEST, 1.0);
        self.center_on(world.center());
    }

    fn look_at(&mut self, origin: Pos2) {
        let clamp = |value: f32| {
            if value.is_finite() {
                value.clamp(-2.0 * Self::EDGE, 2.0 * Self::EDGE)
            } else {
                0.0
            }
        };
        self.origin = pos2(clamp(origin.x), clamp(origin.y));
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_under_the_pointer_stays_there() {
        let mut view = View::default();
        view.pan(vec2(37.0, -12.0));
        let screen = pos2(300.0, 200.0);
        let world = view.to_world(screen);
        for factor in [1.3, 0.4, 2.0, 0.9] {
            view.zoom_at(screen, factor);
            assert!((view.to_screen(world) - screen).length() < 0.01);
        }
    }

    #[test]
    fn what_is_too_wide_opens_at_its_beginning() {
        let at = |x: f32| Rect::from_min_size(pos2(x, 96.0), vec2(192.0, 64.0));
        let mut view = View::default();
        view.open(at(0.0).union(at(900.0)), at(0.0));
        assert!(view.seen().contains_rect(at(0.0).union(at(900.0))));
        assert!(view.zoom >= View::READABLE);
        view.open(at(0.0).union(at(1600.0)), at(0.0));
        assert_eq!(view.zoom, View::BEGINNING);
        assert!(view.seen().contains_rect(at(0.0)) && view.origin.x > -50.0);
        view.fit(at(0.0).union(at(1600.0)));
        assert!(view.seen().contains_rect(at(0.0).union(at(1600.0))));
    }

    #[test]
    fn zoom_and_place_stay_finite() {
        let mut view = View::default();
        for factor in [f32::INFINITY, f32::NAN, 0.0, -1.0, 1.0e30, 1.0e30, 1.0e-38] {
            view.zoom_at(pos2(10.0, 10.0), factor);
            assert!((View::FARTHEST..=View::NEAREST).contains(&view.zoom));
            assert!(view.origin.is_finite());
        }
        view.fit(Rect::from_min_max(pos2(-1.0e6, -1.0e6), pos2(1.0e6, 1.0e6)));
        assert_eq!(view.zoom, View::FARTHEST);
        view.pan(vec2(f32::INFINITY, 0.0));
        assert!(view.origin.is_finite());
    }
}
