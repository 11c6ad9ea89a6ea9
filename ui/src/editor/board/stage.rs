//! The one element that the canvas is drawn on, and eframe's runner of it. They are made with the first editor and kept:
//! what WebGL needs to begin takes longer than all else that opening a workflow does, and a browser gives only some.

use std::cell::RefCell;
use std::rc::Rc;

use leptos::prelude::document;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use web_sys::{Element, HtmlCanvasElement};

use super::app::App;
use super::{Board, fonts};
use crate::editor::state::Editor;

/// What lets an idle canvas sleep, `ui/page/frames.js`.
#[wasm_bindgen]
extern "C" {
    /// The canvas begins to draw.
    #[wasm_bindgen(js_namespace = millraceFrames, js_name = begin)]
    pub fn begin_frame();
    /// It has drawn.
    #[wasm_bindgen(js_namespace = millraceFrames, js_name = end)]
    pub fn end_frame();
    /// There is something to draw.
    #[wasm_bindgen(js_namespace = millraceFrames, js_name = wake)]
    pub fn wake();
}

thread_local! {
    static STAGE: RefCell<Option<Stage>> = const { RefCell::new(None) };
}

/// Whose canvas is drawn.
#[derive(Clone, Default)]
pub struct Seat(Rc<RefCell<Option<(Editor, Board)>>>);

impl Seat {
    /// Who sits there.
    pub fn taken(&self) -> Option<(Editor, Board)> {
        self.0.borrow().clone()
    }
}

/// The element with its runner. Cheap to clone.
#[derive(Clone)]
pub struct Stage {
    /// Holds the canvas, and the field that eframe puts beside it.
    place: Element,
    canvas: HtmlCanvasElement,
    runner: eframe::WebRunner,
    seat: Seat,
    begun: Rc<RefCell<Begun>>,
}

/// How far the runner is.
#[derive(Clone)]
enum Begun {
    No,
    Starting,
    Yes,
    Failed(String),
}

impl Stage {
    /// The stage; a new one where there is none or the graphics were taken from it.
    pub fn get() -> Option<Self> {
        let kept = STAGE.with_borrow(Option::clone);
        if let Some(kept) = kept {
            if !kept.is_lost() {
                return Some(kept);
            }
            kept.runner.destroy();
        }
        let made = Self::make()?;
        STAGE.set(Some(made.clone()));
        Some(made)
    }

    fn make() -> Option<Self> {
        let place = document().create_element("div").ok()?;
        place.set_class_name("board-stage");
        let canvas = document().create_element("canvas").ok()?;
        for (name, value) in [
            ("id", "board"),
            ("role", "application"),
            ("aria-describedby", "board-help"),
            ("tabindex", "0"),
        ] {
            canvas.set_attribute(name, value).ok()?;
        }
        place.append_child(&canvas).ok()?;
        Some(Self {
            place,
            canvas: canvas.unchecked_into(),
            runner: eframe::WebRunner::new(),
            seat: Seat::default(),
            begun: Rc::new(RefCell::new(Begun::No)),
        })
    }

    /// Whether nothing can be drawn on it any more: the driver began anew, the computer slept, or a frame failed.
    fn is_lost(&self) -> bool {
        match &*self.begun.borrow() {
            Begun::Failed(_) => return true,
            Begun::Yes => {}
            // Asking for its graphics now would give it others than eframe asks for.
            Begun::No | Begun::Starting => return false,
        }
        let context = self.canvas.get_context("webgl2").ok().flatten();
        let lost = context
            .and_then(|context| context.dyn_into::<web_sys::WebGl2RenderingContext>().ok())
            .is_some_and(|context| context.is_context_lost());
        lost || self.runner.has_panicked()
    }

    /// Shows an editor's canvas in a place of the page.
    pub fn take_seat(&self, frame: &Element, editor: Editor, board: Board) {
        self.seat.0.replace(Some((editor, board)));
        frame.prepend_with_node_1(&self.place).ok();
    }

    /// The editor that is shown on it.
    pub fn sitting(&self) -> Option<Editor> {
        self.seat.taken().map(|(editor, _)| editor)
    }

    /// The editor is left.
    pub fn leave_seat(&self) {
        self.seat.0.take();
        self.place.remove();
    }

    /// Waits until it draws.
    ///
    /// # Errors
    /// With the browser's reason when it cannot.
    pub async fn started(&self) -> Result<(), String> {
        let first = matches!(&*self.begun.borrow(), Begun::No);
        if first {
            self.begun.replace(Begun::Starting);
            let started = self.start().await;
            self.begun.replace(match started {
                Ok(()) => Begun::Yes,
                Err(reason) => Begun::Failed(sentence(&reason)),
            });
        }
        match &*self.begun.borrow() {
            Begun::Failed(reason) => Err(reason.clone()),
            Begun::No | Begun::Starting | Begun::Yes => Ok(()),
        }
    }

    async fn start(&self) -> Result<(), JsValue> {
        let options = eframe::WebOptions {
            dithering: false,
            // Keys go on to the window's actions; the pointer stays here.
            should_stop_propagation: Box::new(|event| {
                !matches!(
                    event,
                    egui::Event::Key { .. }
                        | egui::Event::Text(_)
                        | egui::Event::PointerButton { .. }
                        | egui::Event::PointerMoved(_)
                )
            }),
            // What was prevented counts as done elsewhere, and no action would be.
            should_prevent_default: Box::new(|event| {
                !matches!(event, egui::Event::PointerMoved(_) | egui::Event::Text(_))
            }),
            ..Default::default()
        };
        let seat = self.seat.clone();
        let inter = fonts::of_page().await.ok_or("the fonts of the page")?;
        let app = Box::new(move |context: &eframe::CreationContext<'_>| {
            let app: Box<dyn eframe::App> = Box::new(App::new(context, seat, inter));
            Ok(app)
        });
        self.take_plain_graphics()?;
        let started = self.runner.start(self.canvas.clone(), options, app);
        started.await
    }

    /// Has the browser make the plainest graphics: egui smooths edges itself and knows no depth. What eframe would get
    /// takes several times the memory of the picture for both.
    fn take_plain_graphics(&self) -> Result<(), JsValue> {
        let wanted = js_sys::Object::new();
        for feature in ["antialias", "depth", "stencil"] {
            js_sys::Reflect::set(&wanted, &feature.into(), &false.into())?;
        }
        self.canvas
            .get_context_with_context_options("webgl2", &wanted)?;
        Ok(())
    }

    /// Says what it is, to those who do not see it. The hidden field that eframe puts beside it, for the keyboards of
    /// touch screens, is no stop for Tab.
    pub fn name(&self, label: &str) {
        self.canvas.set_attribute("aria-label", label).ok();
        if let Ok(Some(field)) = self.place.query_selector("input[autocapitalize]") {
            field.set_attribute("tabindex", "-1").ok();
            field.set_attribute("aria-label", label).ok();
        }
    }
}

fn sentence(reason: &JsValue) -> String {
    reason
        .as_string()
        .or_else(|| {
            reason
                .dyn_ref::<js_sys::Error>()
                .map(|error| String::from(error.message()))
        })
        .unwrap_or_else(|| "WebGL".to_owned())
}
