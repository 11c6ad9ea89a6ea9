//! Which cards are near a place: a hash of square cells.

use egui::{Pos2, Rect};
use rustc_hash::FxHashMap;

const CELL: f32 = 320.0;

/// Cards by cell. A card is in every cell it touches.
#[derive(Default)]
pub(crate) struct Grid {
    cells: FxHashMap<(i32, i32), Vec<u32>>,
}

impl Grid {
    pub fn of(rects: impl Iterator<Item = (u32, Rect)>) -> Self {
        let mut grid = Self::default();
        for (index, rect) in rects {
            for cell in cells(rect) {
                grid.cells.entry(cell).or_default().push(index);
            }
        }
        grid
    }

    /// The cards in the cells of a rectangle, each once, in order. They need not touch it.
    pub fn near(&self, rect: Rect) -> Vec<u32> {
        let mut found: Vec<u32> = cells(rect)
            .filter_map(|cell| self.cells.get(&cell))
            .flatten()
            .copied()
            .collect();
        found.sort_unstable();
        found.dedup();
        found
    }

    pub fn at(&self, pos: Pos2) -> Vec<u32> {
        self.near(Rect::from_min_max(pos, pos))
    }
}

fn cells(rect: Rect) -> impl Iterator<Item = (i32, i32)> {
    let cell = |value: f32| (value / CELL).floor() as i32;
    let (left, right) = (cell(rect.min.x), cell(rect.max.x));
    let (top, bottom) = (cell(rect.min.y), cell(rect.max.y));
    (left..=right).flat_map(move |x| (top..=bottom).map(move |y| (x, y)))
}
