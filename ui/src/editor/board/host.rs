//! The page's side of the canvas: its place on the page, the keyboard, and what is done without WebGL.

use leptos::ev;
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;

use super::Board;
use super::hook::Hook;
use super::stage::Stage;
use crate::editor::state::Editor;
use crate::text::t;

/// The canvas. It fills its parent.
#[component]
pub fn CanvasHost(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let frame = NodeRef::<html::Div>::new();
    let stage = StoredValue::new_local(None::<Stage>);
    let hook = StoredValue::new_local(None::<Hook>);
    // Files are the window's: the canvas would keep them to itself.
    let files = RwSignal::new(false);
    let board = editor.board.get_value();
    Effect::new(move |_| {
        let Some(frame) = frame.get() else {
            return;
        };
        let Some(taken) = Stage::get() else { return };
        follow_size(&frame, &board);
        hook.set_value(Hook::install(editor, board.clone()));
        taken.take_seat(&frame, editor, board.clone());
        stage.set_value(Some(taken.clone()));
        spawn_local(async move {
            let started = taken.started().await;
            taken.name(&untrack(|| t("editor-canvas")));
            if let (Err(reason), Some(editor)) = (started, taken.sitting()) {
                editor.no_canvas.try_set(Some(reason));
                editor.outline.try_set(true);
            }
        });
    });
    Effect::new(move |_| {
        let label = t("editor-canvas");
        stage.with_value(|stage| {
            if let Some(stage) = stage {
                stage.name(&label);
            }
        });
    });
    on_cleanup(move || {
        if let Some(stage) = stage.try_update_value(Option::take).flatten() {
            stage.leave_seat();
        }
        hook.try_update_value(Option::take);
    });
    view! {
        <div
            class="board"
            node_ref=frame
            class:takes-files=move || files.get()
            data-testid="canvas"
            on:pointerdown:capture=move |_| measure(editor, frame)
            on:pointermove:capture=move |_| measure(editor, frame)
            on:keydown:capture=take_keys
            on:dragenter=move |event| files.set(has_files(&event))
            on:dragleave=move |event| {
                if event.related_target().is_none() {
                    files.set(false);
                }
            }
            on:drop=move |_| files.set(false)
            on:pointerenter=move |_| files.set(false)
        >
            <p id="board-help" class="unseen">{move || t("editor-canvas-help")}</p>
        </div>
    }
}

fn measure(editor: Editor, frame: NodeRef<html::Div>) {
    if let Some(frame) = frame.get_untracked() {
        editor.board.with_value(|board| board.measure(&frame));
    }
}

fn has_files(event: &ev::DragEvent) -> bool {
    event
        .data_transfer()
        .is_some_and(|data| data.types().includes(&"Files".into(), 0))
}

/// Notes where the canvas is whenever it becomes another size.
fn follow_size(frame: &web_sys::HtmlDivElement, board: &Board) {
    board.measure(frame);
    let (measured, board) = (frame.clone(), board.clone());
    let changed = Closure::<dyn Fn()>::new(move || board.measure(&measured));
    if let Ok(observer) = web_sys::ResizeObserver::new(changed.as_ref().unchecked_ref()) {
        observer.observe(frame);
        let kept = SendWrapper::new((observer, changed));
        on_cleanup(move || kept.0.disconnect());
    }
}

/// Keys that eframe would take for itself: Tab leaves the canvas, the clipboard is the browser's, and what else the canvas
/// would swallow is done here.
fn take_keys(event: ev::KeyboardEvent) {
    let ctrl = event.ctrl_key() || event.meta_key();
    let key = event.key();
    match key.as_str() {
        "Tab" => event.stop_propagation(),
        // Copying, cutting and pasting come as events of their own, with the text.
        "c" | "x" | "v" | "C" | "X" | "V" if ctrl => event.stop_propagation(),
        "ArrowLeft" | "ArrowRight" | "ArrowUp" | "ArrowDown" | "Backspace" => act(&event),
        // eframe keeps these from the browser, and so from us.
        "s" | "S" | "o" | "O" | "p" | "P" | "," if ctrl => act(&event),
        _ => {}
    }
}

fn act(event: &ev::KeyboardEvent) {
    event.stop_propagation();
    if crate::action::press(event) {
        event.prevent_default();
    }
}
