//! Notes: paper with markdown.

use std::sync::Arc;

use egui::text::{LayoutJob, TextFormat};
use egui::{Color32, Galley, Painter, Pos2, Rect, Shape, Stroke, pos2, vec2};

use super::{fill, outline, shadow, text_scale};
use crate::board::{Card, Note, paper_color};
use crate::fonts::font;
use crate::markdown::{Block, Span};
use crate::stage::{Detail, Hit, Stage};
use crate::text::{Shown, is_rtl};

const PADDING: f32 = 12.0;
const ROUND: f32 = 8.0;

pub(crate) fn notes(stage: &Stage, painter: &Painter) {
    for (index, card) in stage.board.cards.iter().enumerate() {
        if let Some(note) = &card.note
            && stage.view.seen().intersects(card.reach())
        {
            paper(stage, card, note, index as u32, painter);
        }
    }
}

fn paper(stage: &Stage, card: &Card, note: &Note, index: u32, painter: &Painter) {
    let (theme, zoom) = (stage.theme, stage.view.zoom);
    let rect = stage.view.rect_to_screen(card.rect);
    let selected = stage.selection.cards.contains(&index);
    let hovered = matches!(stage.hover, Hit::Note(at) | Hit::NoteEdge(at, _) if at == index);
    let dim = |color: Color32| {
        if stage.dimmed_card(index) {
            color.lerp_to_gamma(theme.bg, 0.6)
        } else {
            color
        }
    };
    let color = dim(paper_color(note.paper, theme));
    if stage.detail() != Detail::Far {
        painter.extend(shadow(rect, ROUND * zoom, zoom * 0.6, theme));
    }
    painter.add(fill(rect, ROUND * zoom, color));
    let border = match () {
        () if selected => Stroke::new(2.0, theme.accent),
        () if hovered => Stroke::new(1.0, theme.port),
        () => Stroke::new(1.0, color.lerp_to_gamma(theme.text, 0.12)),
    };
    painter.add(outline(rect, ROUND * zoom, border));
    if zoom >= 0.3 {
        let inner = rect.shrink(PADDING * zoom);
        let clip = painter.with_clip_rect(rect.shrink(2.0).intersect(painter.clip_rect()));
        let ink = dim(theme.text);
        Writer {
            painter: &clip,
            ink,
            link: dim(theme.accent),
            scale: text_scale(zoom),
            zoom,
            rect: inner,
            y: inner.top(),
        }
        .write(&note.blocks);
    }
    if selected && !stage.read_only && stage.detail() >= Detail::Near {
        let corner = rect.right_bottom();
        for step in [5.0, 9.0] {
            let ends = [
                corner - vec2(step, 3.0) * zoom,
                corner - vec2(3.0, step) * zoom,
            ];
            painter.add(Shape::line_segment(ends, Stroke::new(1.2, theme.muted)));
        }
    }
}

struct Writer<'a> {
    painter: &'a Painter,
    ink: Color32,
    link: Color32,
    scale: f32,
    zoom: f32,
    rect: Rect,
    y: f32,
}

impl Writer<'_> {
    fn write(&mut self, blocks: &[Block]) {
        let mut before: Option<&Block> = None;
        for block in blocks {
            if self.y > self.rect.bottom() {
                return;
            }
            if before.is_some() {
                let list =
                    block.mark.is_some() && before.is_some_and(|before| before.mark.is_some());
                self.y += self.scale * if list { 3.0 } else { 8.0 };
            }
            self.block(block);
            before = Some(block);
        }
    }

    fn block(&mut self, block: &Block) {
        if block.rule {
            let y = self.y + 2.0 * self.scale;
            let line = [pos2(self.rect.left(), y), pos2(self.rect.right(), y)];
            self.painter.add(Shape::line_segment(
                line,
                Stroke::new(1.0, self.ink.gamma_multiply(0.25)),
            ));
            self.y = y + 2.0 * self.scale;
            return;
        }
        let lists = f32::from(block.indent) * 16.0;
        let quote = if block.quote { 12.0 } else { 0.0 };
        let left = self.rect.left() + (lists + quote) * self.scale;
        // wrapped in the text's own scale, so that zooming does not wrap anew
        let width = ((self.rect.width() / self.zoom) * self.scale - (lists + quote) * self.scale)
            .max(24.0 * self.scale);
        let top = self.y;
        let text: String = block.spans.iter().map(|span| span.text.as_str()).collect();
        if is_rtl(&text) {
            self.rtl(&text, block, left, width);
        } else {
            let galley = self.galley(block, width);
            let size = galley.size();
            self.painter
                .add(Shape::galley(pos2(left, self.y), galley, self.ink));
            self.y += size.y;
        }
        if let Some(mark) = &block.mark {
            let galley = self.plain(mark, size_of(block), false);
            let x = left - galley.size().x - 5.0 * self.scale;
            self.painter
                .add(Shape::galley(pos2(x, top), galley, self.ink));
        }
        if block.quote {
            let x = self.rect.left() + 3.0 * self.scale;
            let bar = [pos2(x, top), pos2(x, self.y)];
            self.painter.add(Shape::line_segment(
                bar,
                Stroke::new(2.0 * self.scale, self.ink.gamma_multiply(0.3)),
            ));
        }
    }

    /// Right-to-left paragraphs are broken into lines first and put into visual order line by line.
    fn rtl(&mut self, text: &str, block: &Block, left: f32, width: f32) {
        let bold = block.heading > 0;
        let mut lines: Vec<String> = vec![String::new()];
        for word in text.split_whitespace() {
            let last = lines.last_mut().map(std::mem::take).unwrap_or_default();
            let longer = if last.is_empty() {
                word.to_owned()
            } else {
                format!("{last} {word}")
            };
            let fits = self.plain(&longer, size_of(block), bold).size().x <= width;
            lines.pop();
            if fits || last.is_empty() {
                lines.push(longer);
            } else {
                lines.extend([last, word.to_owned()]);
            }
        }
        for line in lines {
            let shown = Shown::ordered(&line);
            let galley = self.plain(&shown.text, size_of(block), bold);
            let size = galley.size();
            let x = if shown.rtl {
                left + width - size.x
            } else {
                left
            };
            self.painter
                .add(Shape::galley(Pos2::new(x, self.y), galley, self.ink));
            self.y += size.y;
        }
    }

    fn plain(&self, text: &str, size: f32, bold: bool) -> Arc<Galley> {
        let font = font(size * self.scale, bold);
        self.painter.layout_no_wrap(text.to_owned(), font, self.ink)
    }

    fn galley(&self, block: &Block, width: f32) -> Arc<Galley> {
        let mut job = LayoutJob::default();
        job.wrap.max_width = width;
        for span in &block.spans {
            job.append(&span.text, 0.0, self.format(block, span));
        }
        self.painter.layout_job(job)
    }

    fn format(&self, block: &Block, span: &Span) -> TextFormat {
        let size = size_of(block) * self.scale;
        let color = if span.link { self.link } else { self.ink };
        let color = if block.quote {
            color.gamma_multiply(0.8)
        } else {
            color
        };
        let thin = Stroke::new((self.scale).max(1.0), color);
        TextFormat {
            font_id: font(size, span.bold || block.heading > 0),
            color,
            italics: span.italic,
            background: if span.code {
                self.ink.gamma_multiply(0.09)
            } else {
                Color32::TRANSPARENT
            },
            underline: if span.link { thin } else { Stroke::NONE },
            strikethrough: if span.strike { thin } else { Stroke::NONE },
            line_height: Some(size * 1.4),
            ..TextFormat::default()
        }
    }
}

fn size_of(block: &Block) -> f32 {
    match block.heading {
        1 => 20.0,
        2 => 17.0,
        3 => 15.0,
        _ => 13.0,
    }
}
