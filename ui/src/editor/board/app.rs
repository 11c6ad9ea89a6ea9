//! What eframe runs: one frame of the canvas over the state of the editor that sits on it.

use canvas::{CanvasEvent, Mode, Scene};
use leptos::prelude::*;

use super::stage::{self, Seat};
use super::{Board, act, fonts};
use crate::editor::state::{Editor, Shown};

/// The canvas as eframe's app.
pub struct App {
    seat: Seat,
    /// Counts the times that something else was shown, so that no two pictures have one number.
    shows: (u64, u8),
}

impl App {
    pub fn new(context: &eframe::CreationContext<'_>, seat: Seat, inter: canvas::Fonts) -> Self {
        canvas::install_fonts(&context.egui_ctx, inter);
        fonts::forget();
        Self {
            seat,
            shows: (0, u8::MAX),
        }
    }

    /// The number of the picture: another one whenever workflow or mode changed.
    fn revision(&mut self, shown: &Shown, own: u64) -> u64 {
        let kind = match shown {
            Shown::Draft => 0,
            Shown::Run(_) => 1,
            Shown::Versions(..) => 2,
        };
        if self.shows.1 != kind {
            self.shows = (self.shows.0 + 1, kind);
        }
        (self.shows.0 << 40) + own
    }

    fn frame(&mut self, ui: &mut egui::Ui, editor: Editor, board: &Board) -> Vec<CanvasEvent> {
        let Some(shown) = editor.shown.try_get_untracked() else {
            return Vec::new();
        };
        let mode = match crate::theme::is_dark().get_untracked() {
            true => Mode::Dark,
            false => Mode::Light,
        };
        let specs = editor.specs();
        let looks = board.0.looks.borrow();
        let Ok(mut canvas) = board.0.canvas.try_borrow_mut() else {
            return Vec::new();
        };
        let mut draw = |workflow: &model::Workflow, own: u64| {
            let scene = Scene {
                workflow,
                specs: &specs,
                revision: self.revision(&shown, own),
                looks: &looks,
                mode,
                read_only: !matches!(shown, Shown::Draft),
                still: crate::theme::is_still(),
                snap: crate::session::settings().with_untracked(|settings| settings.snap),
            };
            let events = canvas.show(ui, &scene);
            fonts::find(board, canvas.lacking());
            events
        };
        match &shown {
            Shown::Draft => editor
                .open
                .try_with_untracked(|open| draw(open.workflow(), open.revision()))
                .unwrap_or_default(),
            Shown::Run(workflow) => draw(workflow, 0),
            // Another version is another workflow: its address tells them apart.
            Shown::Versions(workflow, _) => draw(
                workflow,
                std::sync::Arc::as_ptr(workflow) as usize as u64 & 0xff_ffff_ffff,
            ),
        }
    }

    fn draw(&mut self, ui: &mut egui::Ui, frame: &eframe::Frame) {
        let Some((editor, board)) = self.seat.taken() else {
            return;
        };
        board.sits(ui.ctx());
        if let Some(seconds) = frame.info().cpu_usage {
            board.note_frame(seconds);
        }
        for event in self.frame(ui, editor, &board) {
            act(editor, event);
        }
    }
}

impl eframe::App for App {
    fn ui(&mut self, ui: &mut egui::Ui, frame: &mut eframe::Frame) {
        stage::begin_frame();
        self.draw(ui, frame);
        stage::end_frame();
    }

    fn clear_color(&self, _: &egui::Visuals) -> [f32; 4] {
        egui::Color32::TRANSPARENT.to_normalized_gamma_f32()
    }

    fn persist_egui_memory(&self) -> bool {
        false
    }
}
