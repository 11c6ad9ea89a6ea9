//! The canvas in a window, with a sample workflow: `cargo run -p canvas --example window -- [dark] [run] [large]`.
//!
//! It applies what it can of the events, so that moving and connecting can be felt. `L` changes light and dark.
#![allow(clippy::print_stdout, reason = "an example tells what happened")]

#[path = "../tests/it/sample.rs"]
mod sample;

use canvas::{Canvas, CanvasEvent, Looks, Mode, Scene, tidy};
use model::{Edit, Specs, Workflow};

struct Window {
    canvas: Canvas,
    workflow: Workflow,
    specs: Specs,
    looks: Looks,
    revision: u64,
    mode: Mode,
    frames: u64,
}

impl eframe::App for Window {
    fn ui(&mut self, ui: &mut egui::Ui, _: &mut eframe::Frame) {
        self.frames += 1;
        if ui.input(|input| input.key_pressed(egui::Key::L)) {
            self.mode = if self.mode == Mode::Light {
                Mode::Dark
            } else {
                Mode::Light
            };
        }
        if ui.input(|input| input.key_pressed(egui::Key::T)) {
            for (node, to) in tidy(&self.workflow, &self.specs, None) {
                self.apply(Edit::MoveNode { node, to });
            }
        }
        let scene = Scene {
            workflow: &self.workflow,
            specs: &self.specs,
            revision: self.revision,
            looks: &self.looks,
            mode: self.mode,
            read_only: false,
            still: false,
            snap: true,
        };
        for event in self.canvas.show(ui, &scene) {
            println!("{} {event:?}", self.frames);
            self.follow(&event);
        }
    }
}

impl Window {
    fn follow(&mut self, event: &CanvasEvent) {
        for edit in sample::edits(&self.workflow, event) {
            self.apply(edit);
        }
    }

    fn apply(&mut self, edit: Edit) {
        if let Err(error) = model::apply(&mut self.workflow, edit) {
            println!("refused: {error}");
        }
        self.revision += 1;
    }
}

fn main() -> eframe::Result {
    let wants = |word: &str| std::env::args().any(|argument| argument == word);
    let (mut workflow, mut looks) = sample::invoices();
    if wants("run") {
        sample::running(&workflow, &mut looks);
    }
    if wants("large") {
        workflow = sample::large(1000);
    }
    let options = eframe::NativeOptions {
        viewport: egui::ViewportBuilder::default().with_inner_size([1440.0, 860.0]),
        ..eframe::NativeOptions::default()
    };
    let mode = if wants("dark") {
        Mode::Dark
    } else {
        Mode::Light
    };
    eframe::run_native(
        "canvas",
        options,
        Box::new(move |_| {
            Ok(Box::new(Window {
                canvas: Canvas::default(),
                workflow,
                specs: sample::specs(),
                looks,
                revision: 1,
                mode,
                frames: 0,
            }))
        }),
    )
}
