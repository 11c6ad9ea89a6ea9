//! A canvas with a workflow under a hand that moves a real pointer and presses real keys.

use canvas::{Canvas, CanvasEvent, Looks, Mode, PortRef, Rects, Scene, Side};
use egui::{Event, Key, Modifiers, PointerButton, Pos2, Rect, Vec2, pos2, vec2};
use egui_kittest::Harness;
use model::{Edge, Specs, Workflow};

use crate::brush::Brush;
use crate::sample;

/// What is drawn, and what came of it.
pub struct Desk {
    pub canvas: Canvas,
    pub workflow: Workflow,
    pub specs: Specs,
    pub looks: Looks,
    pub revision: u64,
    pub mode: Mode,
    pub read_only: bool,
    pub still: bool,
    pub snap: bool,
    /// Makes edits of the events, as a program would.
    pub follows: bool,
    pub events: Vec<CanvasEvent>,
}

pub struct Stand(pub Harness<'static, Desk>);

/// One frame, in seconds.
pub const FRAME: f32 = 1.0 / 60.0;

impl Stand {
    /// A workflow in a window, fitted and at rest.
    pub fn new(workflow: Workflow) -> Self {
        Self::sized(workflow, vec2(1280.0, 800.0))
    }

    pub fn sized(workflow: Workflow, size: Vec2) -> Self {
        let desk = Desk {
            canvas: Canvas::default(),
            workflow,
            specs: sample::specs(),
            looks: Looks::default(),
            revision: 1,
            mode: Mode::Light,
            read_only: false,
            still: false,
            snap: true,
            follows: false,
            events: Vec::new(),
        };
        let harness = Harness::builder()
            .with_size(size)
            .with_step_dt(FRAME)
            .renderer(Brush::default())
            .build_ui_state(|ui, desk| desk.show(ui), desk);
        Self(harness)
    }

    /// The small workflow that most tests use, at 100 %.
    pub fn steps() -> Self {
        let mut stand = Self::new(sample::steps());
        assert_eq!(stand.desk().canvas.zoom(), 1.0);
        stand
    }

    pub fn desk(&mut self) -> &mut Desk {
        self.0.state_mut()
    }

    /// Changes what is shown, as a program does from outside: and asks for a frame.
    pub fn change(&mut self, change: impl FnOnce(&mut Desk)) {
        let desk = self.desk();
        change(desk);
        desk.revision += 1;
        desk.looks.revision += 1;
        self.settle();
    }

    /// Frames until nothing more is asked for.
    pub fn settle(&mut self) {
        self.0.run();
    }

    /// Everything that happened since the last look.
    pub fn events(&mut self) -> Vec<CanvasEvent> {
        self.settle();
        std::mem::take(&mut self.desk().events)
    }

    /// The same without selections and views.
    pub fn deeds(&mut self) -> Vec<CanvasEvent> {
        let quiet = |event: &CanvasEvent| {
            matches!(
                event,
                CanvasEvent::Selected { .. } | CanvasEvent::ViewChanged(_)
            )
        };
        let mut events = self.events();
        events.retain(|event| !quiet(event));
        events
    }

    /// The names of the selected nodes and the number of selected wires.
    pub fn selected(&mut self) -> (Vec<String>, usize) {
        let (nodes, edges) = self.desk().canvas.selection();
        (nodes.iter().map(ToString::to_string).collect(), edges.len())
    }

    pub fn rects(&mut self) -> Rects {
        self.desk().canvas.rects()
    }

    pub fn card(&mut self, id: &str) -> Rect {
        self.rects().node(id).expect("a node of that name")
    }

    /// Where a card is taken hold of: on its tile, away from its ports.
    pub fn grip(&mut self, id: &str) -> Pos2 {
        let rect = self.card(id);
        pos2(rect.left() + 28.0, rect.center().y)
    }

    /// The middle of a main port.
    pub fn port(&mut self, id: &str, side: Side, port: u16) -> Pos2 {
        let wanted = port_ref(id, side, port);
        let rect = self.rects().port(&wanted).expect("a port of that number");
        rect.center()
    }

    /// The middle of a wire.
    pub fn wire(&mut self, edge: &Edge) -> Pos2 {
        self.rects()
            .edge(edge)
            .expect("a wire of that kind")
            .center()
    }

    pub fn send(&mut self, event: Event) {
        self.0.event(event);
        self.0.step();
    }

    pub fn hover(&mut self, at: Pos2) {
        self.send(Event::PointerMoved(at));
    }

    pub fn button(&mut self, at: Pos2, button: PointerButton, pressed: bool, modifiers: Modifiers) {
        self.send(Event::PointerButton {
            pos: at,
            button,
            pressed,
            modifiers,
        });
    }

    pub fn press(&mut self, at: Pos2) {
        self.hover(at);
        self.button(at, PointerButton::Primary, true, Modifiers::NONE);
    }

    pub fn release(&mut self, at: Pos2) {
        self.button(at, PointerButton::Primary, false, Modifiers::NONE);
    }

    pub fn click(&mut self, at: Pos2) {
        self.click_with(at, PointerButton::Primary, Modifiers::NONE);
    }

    pub fn click_with(&mut self, at: Pos2, button: PointerButton, modifiers: Modifiers) {
        self.hover(at);
        self.send(Event::ModifiersChanged(modifiers));
        self.button(at, button, true, modifiers);
        self.button(at, button, false, modifiers);
        self.send(Event::ModifiersChanged(Modifiers::NONE));
        // so long that the next click is another one
        self.0.run_steps(30);
    }

    pub fn double_click(&mut self, at: Pos2) {
        self.hover(at);
        for pressed in [true, false, true, false] {
            self.button(at, PointerButton::Primary, pressed, Modifiers::NONE);
        }
        self.0.run_steps(30);
    }

    /// Moves the pressed pointer in a few steps.
    pub fn pull(&mut self, from: Pos2, to: Pos2) {
        for step in 1..=4 {
            self.hover(from.lerp(to, step as f32 / 4.0));
        }
    }

    pub fn drag(&mut self, from: Pos2, to: Pos2) {
        self.drag_with(from, to, PointerButton::Primary, Modifiers::NONE);
    }

    pub fn drag_with(&mut self, from: Pos2, to: Pos2, button: PointerButton, modifiers: Modifiers) {
        self.hover(from);
        self.send(Event::ModifiersChanged(modifiers));
        self.button(from, button, true, modifiers);
        self.pull(from, to);
        self.button(to, button, false, modifiers);
        self.send(Event::ModifiersChanged(Modifiers::NONE));
    }

    /// A key, down and up.
    pub fn key(&mut self, modifiers: Modifiers, key: Key) {
        for pressed in [true, false] {
            self.send(Event::Key {
                key,
                physical_key: None,
                pressed,
                repeat: false,
                modifiers,
            });
        }
    }

    /// How soon the last frame wants another.
    pub fn wants_frame_in(&self) -> std::time::Duration {
        let viewport = &self.0.output().viewport_output[&egui::ViewportId::ROOT];
        viewport.repaint_delay
    }
}

impl Desk {
    fn show(&mut self, ui: &mut egui::Ui) {
        let rect = ui.ctx().content_rect();
        let mut ui = ui.new_child(egui::UiBuilder::new().max_rect(rect));
        ui.set_clip_rect(rect);
        let scene = Scene {
            workflow: &self.workflow,
            specs: &self.specs,
            revision: self.revision,
            looks: &self.looks,
            mode: self.mode,
            read_only: self.read_only,
            still: self.still,
            snap: self.snap,
        };
        let events = self.canvas.show(&mut ui, &scene);
        if self.follows {
            for event in &events {
                for edit in sample::edits(&self.workflow, event) {
                    model::apply(&mut self.workflow, edit).expect("an edit that fits");
                    self.revision += 1;
                }
            }
        }
        self.events.extend(events);
    }
}

/// A main port.
pub fn port_ref(id: &str, side: Side, port: u16) -> PortRef {
    let edge = Edge::main(id, port, id, port);
    PortRef {
        side,
        end: match side {
            Side::Output => edge.from,
            Side::Input => edge.to,
        },
    }
}
