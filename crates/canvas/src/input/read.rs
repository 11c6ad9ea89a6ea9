//! From egui's input to the hand.

use egui::{Event, Id, Key, Modifiers, PointerButton, Pos2, Rect, Ui, Vec2};

use super::{Gesture, Hand, Keys};
use crate::event::CanvasEvent;
use crate::stage::{Hit, Stage};

/// The input of a frame, as far as it is the canvas'.
pub(crate) struct Input {
    events: Vec<Event>,
    /// The pointer is over the canvas and over nothing above it.
    over: bool,
    /// The canvas has the keyboard.
    focused: bool,
    /// The canvas got the keyboard by key: its border shows it.
    pub ring: bool,
    /// Where the pointer is, if it is over the canvas.
    pub pointer: Option<Pos2>,
    modifiers: Modifiers,
    space: bool,
    touch: bool,
    double: bool,
    zoom: f32,
    scroll: Vec2,
    /// Two fingers: where, and how far they went.
    fingers: Option<(Pos2, Vec2)>,
    pub time: f64,
}

impl Input {
    pub fn read(ui: &Ui, id: Id, rect: Rect) -> Self {
        let response = ui.ctx().read_response(id);
        let over = response
            .as_ref()
            .is_some_and(|response| response.contains_pointer());
        let focused = response.is_some_and(|response| response.has_focus());
        ui.input(|input| {
            let pointer = input
                .pointer
                .latest_pos()
                .filter(|pos| over && rect.contains(*pos));
            Self {
                events: input.events.clone(),
                over,
                focused,
                ring: focused && !over && input.pointer.latest_pos().is_none(),
                pointer,
                modifiers: input.modifiers,
                space: focused && input.key_down(Key::Space),
                touch: input.any_touches(),
                double: input.pointer.button_double_clicked(PointerButton::Primary),
                zoom: if over { input.zoom_delta() } else { 1.0 },
                scroll: if over {
                    input.smooth_scroll_delta()
                } else {
                    Vec2::ZERO
                },
                fingers: input
                    .multi_touch()
                    .map(|touch| (touch.center_pos, touch.translation_delta)),
                time: input.time,
            }
        })
    }
}

impl<'a> Hand<'a> {
    pub fn new(
        stage: &'a mut Stage,
        gesture: &'a mut Gesture,
        out: &'a mut Vec<CanvasEvent>,
        input: &Input,
    ) -> Self {
        Self {
            stage,
            gesture,
            out,
            modifiers: input.modifiers,
            space: input.space,
            touch: input.touch,
            double: input.double,
            dirty: false,
            moved: false,
        }
    }

    /// Does everything that the frame's input says.
    pub fn read(&mut self, input: &Input, keys: &Keys) {
        for event in &input.events {
            match event {
                Event::PointerMoved(at) if input.over || *self.gesture != Gesture::None => {
                    self.to(*at)
                }
                Event::PointerButton {
                    pos,
                    button,
                    pressed: true,
                    modifiers,
                } if input.over => {
                    self.modifiers = *modifiers;
                    self.press(*pos, *button);
                }
                Event::PointerButton {
                    pos,
                    pressed: false,
                    modifiers,
                    ..
                } => {
                    self.modifiers = *modifiers;
                    if *self.gesture != Gesture::None {
                        self.release(*pos);
                    }
                }
                Event::PointerGone => self.leave(),
                _ if input.focused => self.key(event, input, keys),
                _ => {}
            }
        }
        if !input.over && *self.gesture == Gesture::None {
            self.leave();
        }
        self.look_around(input);
    }

    fn leave(&mut self) {
        if self.stage.hover != Hit::Empty && *self.gesture == Gesture::None {
            self.stage.hover = Hit::Empty;
            self.dirty = true;
        }
    }

    fn key(&mut self, event: &Event, input: &Input, keys: &Keys) {
        use super::Command;
        match event {
            Event::Key {
                key,
                pressed: true,
                modifiers,
                ..
            } => {
                if let Some(command) = keys.find(*key, *modifiers) {
                    self.run(command, input.pointer);
                }
            }
            Event::Copy => self.run(Command::Copy, None),
            Event::Cut => self.run(Command::Cut, None),
            Event::Paste(text) if !self.stage.read_only => {
                let screen = input
                    .pointer
                    .unwrap_or_else(|| self.stage.view.rect.center());
                let at = self.stage.world(screen);
                self.out.push(CanvasEvent::Paste {
                    text: Some(text.clone()),
                    at,
                });
            }
            _ => {}
        }
    }

    /// Zooms and pans by wheel and fingers.
    fn look_around(&mut self, input: &Input) {
        let before = self.stage.view;
        if let Some((center, moved)) = input.fingers {
            if *self.gesture != Gesture::None {
                self.cancel();
            }
            self.stage.view.pan(moved);
            self.stage.view.zoom_at(center, input.zoom);
        } else if let Some(pointer) = input.pointer {
            if input.zoom != 1.0 {
                self.stage.view.zoom_at(pointer, input.zoom);
            }
            if input.scroll != Vec2::ZERO {
                self.stage.view.pan(input.scroll);
            }
        }
        if self.stage.view != before {
            self.view_changed();
        }
    }
}
