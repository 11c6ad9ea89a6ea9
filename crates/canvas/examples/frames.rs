//! How long a frame takes: `cargo run --release -p canvas --example frames`.
//!
//! Everything that is ours and egui's on the processor, tessellation included; the graphics card's part is not. It prints
//! the median and the 95th percentile of each gesture, and fails where a percentile is over its limit.
#![allow(
    clippy::print_stdout,
    clippy::unwrap_used,
    reason = "a measurement prints what it found, and stops where it cannot measure"
)]

#[path = "../tests/it/sample.rs"]
mod sample;

use std::process::ExitCode;
use std::time::{Duration, Instant};

use canvas::{Canvas, Looks, Mode, Scene};
use egui::{Event, Modifiers, PointerButton, Pos2, RawInput, Rect, Vec2, pos2, vec2};
use model::{Specs, Workflow};

const SIZE: Vec2 = vec2(1440.0, 900.0);
const FRAMES: usize = 120;
/// Nodes, and the milliseconds that a frame with them may take.
const LIMITS: [(usize, f64); 2] = [(1_000, 16.0), (10_000, 33.0)];

struct Bench {
    ctx: egui::Context,
    canvas: Canvas,
    workflow: Workflow,
    specs: Specs,
    looks: Looks,
    time: f64,
}

impl Bench {
    fn new(nodes: usize) -> Self {
        let ctx = egui::Context::default();
        canvas::install_fonts(&ctx, canvas::Fonts::bundled());
        Self {
            ctx,
            canvas: Canvas::default(),
            workflow: sample::large(nodes),
            specs: sample::specs(),
            looks: Looks::default(),
            time: 0.0,
        }
    }

    /// One frame with these events, and how long it took.
    fn frame(&mut self, events: Vec<Event>) -> Duration {
        self.time += 1.0 / 60.0;
        let input = RawInput {
            screen_rect: Some(Rect::from_min_size(Pos2::ZERO, SIZE)),
            time: Some(self.time),
            events,
            ..RawInput::default()
        };
        let start = Instant::now();
        let mut output = self.ctx.run_ui(input, |ui| {
            let scene = Scene {
                workflow: &self.workflow,
                specs: &self.specs,
                revision: 1,
                looks: &self.looks,
                mode: Mode::Light,
                read_only: false,
                still: false,
                snap: true,
            };
            self.canvas.show(ui, &scene);
        });
        let meshes = self.ctx.tessellate(output.shapes, output.pixels_per_point);
        let took = start.elapsed();
        std::hint::black_box(meshes);
        output.textures_delta.clear();
        took
    }

    fn rest(&mut self) {
        for _ in 0..4 {
            self.frame(Vec::new());
        }
    }

    /// Turns to the middle of the workflow at a zoom; none shows all of it.
    fn look(&mut self, zoom: Option<f32>) {
        self.canvas.fit();
        self.rest();
        if let Some(zoom) = zoom {
            self.canvas.zoom_to(zoom);
        }
        self.rest();
    }

    /// Presses a button, moves in small steps to and fro, lets go: the frames between.
    fn drag(&mut self, from: Pos2, button: PointerButton) -> Vec<Duration> {
        let press = |pressed, pos| Event::PointerButton {
            pos,
            button,
            pressed,
            modifiers: Modifiers::NONE,
        };
        self.frame(vec![Event::PointerMoved(from)]);
        self.frame(vec![press(true, from)]);
        // out of the slack
        self.frame(vec![Event::PointerMoved(from + vec2(9.0, 9.0))]);
        let mut at = from;
        let frames = (0..FRAMES)
            .map(|step| {
                let turn = step as f32 * 0.21;
                at = from + vec2(turn.sin(), (turn * 0.7).cos()) * 90.0;
                self.frame(vec![Event::PointerMoved(at)])
            })
            .collect();
        self.frame(vec![
            Event::Key {
                key: egui::Key::Escape,
                physical_key: None,
                pressed: true,
                repeat: false,
                modifiers: Modifiers::NONE,
            },
            press(false, at),
        ]);
        self.rest();
        frames
    }

    fn zoom(&mut self) -> Vec<Duration> {
        let at = pos2(700.0, 400.0);
        self.frame(vec![Event::PointerMoved(at)]);
        (0..FRAMES)
            .map(|step| {
                let factor = if step % 60 < 30 { 0.93 } else { 1.0 / 0.93 };
                self.frame(vec![Event::Zoom(factor)])
            })
            .collect()
    }

    /// A card near the middle of the view, by its tile.
    fn card(&self) -> Pos2 {
        let middle = (SIZE / 2.0).to_pos2();
        let nodes = self.canvas.rects().nodes;
        let near = |rect: &Rect| rect.center().distance(middle);
        let (_, rect) = nodes
            .iter()
            .min_by(|a, b| near(&a.1).total_cmp(&near(&b.1)))
            .unwrap();
        pos2(rect.left() + rect.width() * 0.15, rect.center().y)
    }

    /// Each gesture by name with its frames.
    fn gestures(&mut self) -> Vec<(String, Vec<Duration>)> {
        let mut all = Vec::new();
        let views = [
            ("100 %", Some(1.0)),
            ("45 %", Some(0.45)),
            ("20 %", Some(0.2)),
            ("all", None),
        ];
        for (name, zoom) in views {
            self.look(zoom);
            let middle = (SIZE / 2.0).to_pos2();
            let frames = self.drag(middle, PointerButton::Middle);
            all.push((format!("pan at {name}"), frames));
            self.look(zoom);
            let card = self.card();
            all.push((
                format!("drag a card at {name}"),
                self.drag(card, PointerButton::Primary),
            ));
        }
        self.look(None);
        let ids: Vec<_> = self
            .workflow
            .nodes
            .iter()
            .map(|node| node.id.clone())
            .collect();
        let some = &ids[..ids.len().min(200)];
        self.canvas.select(some, &[]);
        self.rest();
        let held = self.canvas.card_rect(&some[some.len() / 2]).unwrap();
        let frames = self.drag(held.center(), PointerButton::Primary);
        all.push(("drag 200 cards, all in view".to_owned(), frames));
        self.canvas.select(&[], &[]);
        self.look(Some(1.0));
        all.push(("zoom".to_owned(), self.zoom()));
        all
    }
}

fn main() -> ExitCode {
    let mut slow = false;
    for (nodes, limit) in LIMITS {
        let mut bench = Bench::new(nodes);
        let start = Instant::now();
        bench.frame(Vec::new());
        bench.frame(Vec::new());
        let opened = start.elapsed().as_secs_f64() * 1000.0;
        println!(
            "{nodes} nodes: the first frames {opened:.1} ms; a frame, median and 95th percentile:"
        );
        for (name, mut frames) in bench.gestures() {
            frames.sort_unstable();
            let at = |share: f64| {
                let index = (frames.len() as f64 * share) as usize;
                frames[index.min(frames.len() - 1)].as_secs_f64() * 1000.0
            };
            let (median, most) = (at(0.5), at(0.95));
            let over = most > limit;
            slow |= over;
            let sign = if over {
                format!("  over {limit} ms")
            } else {
                String::new()
            };
            println!("  {name:32} {median:6.2} ms {most:6.2} ms{sign}");
        }
    }
    if slow {
        ExitCode::FAILURE
    } else {
        ExitCode::SUCCESS
    }
}
