//! The last picture, shown again while nothing changes.
//!
//! `GraphView` asks for another frame whenever it is shown. So it is shown only when something changed; else its shapes of
//! before are painted, nobody asks for anything, and an idle canvas costs nothing. What moves by itself is painted between
//! the two halves of the picture and is not kept.

use egui::epaint::ClippedShape;
use egui::{Context, LayerId};

/// The halves of a picture.
#[derive(Clone, Copy, Debug)]
pub(crate) enum Half {
    /// Ground, cards and wires.
    Under,
    /// What floats over them.
    Over,
}

#[derive(Default)]
pub(crate) struct Replay {
    halves: [Vec<ClippedShape>; 2],
    /// What the shapes' texts lean on: points per pixel, the font atlas' size and how full it is.
    fonts: Option<(f32, [usize; 2], f32)>,
    start: usize,
}

impl Replay {
    /// Whether the kept picture can still be painted: its texts point into the font atlas.
    pub fn is_valid(&self, ctx: &Context) -> bool {
        let now = fonts(ctx);
        self.fonts
            .is_some_and(|(scale, size, full)| scale == now.0 && size == now.1 && full <= now.2)
    }

    /// What is kept is old.
    pub fn forget(&mut self) {
        self.fonts = None;
    }

    /// From here on, what is painted is kept.
    pub fn begin(&mut self, ctx: &Context, layer: LayerId) {
        self.start = ctx.graphics_mut(|graphics| graphics.entry(layer).next_idx().0);
    }

    /// What was painted since is one half of the picture.
    pub fn end(&mut self, ctx: &Context, layer: LayerId, half: Half) {
        let shapes = &mut self.halves[half as usize];
        shapes.clear();
        ctx.graphics_mut(|graphics| {
            let painted = graphics.entry(layer).all_entries().skip(self.start);
            shapes.extend(painted.cloned());
        });
        self.fonts = Some(fonts(ctx));
    }

    pub fn paint(&self, ctx: &Context, layer: LayerId, half: Half) {
        ctx.graphics_mut(|graphics| {
            let list = graphics.entry(layer);
            for ClippedShape { clip_rect, shape } in &self.halves[half as usize] {
                list.add(*clip_rect, shape.clone());
            }
        });
    }
}

fn fonts(ctx: &Context) -> (f32, [usize; 2], f32) {
    let scale = ctx.pixels_per_point();
    ctx.fonts(|fonts| {
        (
            scale,
            fonts.font_image_size(),
            fonts.font_atlas_fill_ratio(),
        )
    })
}
