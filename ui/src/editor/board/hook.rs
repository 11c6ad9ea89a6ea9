//! `window.__millrace`: where nodes and ports are on the page, for tests that drive a real pointer.

use canvas::{PortRef, Side};
use js_sys::{Object, Reflect};
use leptos::prelude::*;
use model::{Edge, PortKind};
use value::{Map, Value, json};
use wasm_bindgen::prelude::*;

use super::Board;
use crate::editor::draft::Saved;
use crate::editor::state::Editor;

const NAME: &str = "__millrace";

/// The hook, for as long as the canvas is there.
pub struct Hook {
    #[expect(dead_code, reason = "they are called from outside while they live")]
    functions: Vec<Closure<dyn Fn() -> JsValue>>,
}

impl Hook {
    /// Puts it on the window.
    pub fn install(editor: Editor, board: Board) -> Option<Self> {
        let object = Object::new();
        let mut functions: Vec<Closure<dyn Fn() -> JsValue>> = Vec::new();
        let mut add = |name: &str, function: Box<dyn Fn() -> JsValue>| {
            let function = Closure::wrap(function);
            Reflect::set(&object, &name.into(), function.as_ref()).ok();
            functions.push(function);
        };
        let (frames, drawn) = (board.clone(), board.clone());
        add(
            "cards",
            Box::new(move || {
                let canvas = drawn.0.canvas.try_borrow();
                let cards = canvas.map_or(0, |canvas| canvas.cards());
                (cards as u32).into()
            }),
        );
        add(
            "rects",
            Box::new(move || plain(&rects(editor, &board).unwrap_or_default())),
        );
        add(
            "frames",
            Box::new(move || {
                let taken = frames.0.frames.take();
                plain(
                    &taken
                        .into_iter()
                        .map(Value::from)
                        .collect::<Vec<_>>()
                        .into(),
                )
            }),
        );
        add(
            "workflow",
            Box::new(move || {
                let workflow = editor
                    .open
                    .try_with_untracked(|open| value::to_value(open.workflow()));
                plain(&workflow.and_then(Result::ok).unwrap_or_default())
            }),
        );
        add(
            "saved",
            Box::new(move || {
                let saved = editor
                    .open
                    .try_with_untracked(|open| *open.saved() == Saved::Yes);
                saved.unwrap_or(false).into()
            }),
        );
        add(
            "selected",
            Box::new(move || {
                let nodes = editor.selection.try_with_untracked(|one| one.nodes.clone());
                let names: Vec<Value> = nodes
                    .unwrap_or_default()
                    .into_iter()
                    .map(Value::from)
                    .collect();
                plain(&names.into())
            }),
        );
        Reflect::set(&window(), &NAME.into(), &object).ok()?;
        Some(Self { functions })
    }
}

impl Drop for Hook {
    fn drop(&mut self) {
        Reflect::delete_property(&window(), &NAME.into()).ok();
    }
}

/// A value as JavaScript has it.
fn plain(value: &Value) -> JsValue {
    js_sys::JSON::parse(&value::to_string(value)).unwrap_or_default()
}

fn rects(editor: Editor, board: &Board) -> Option<Value> {
    let rects = board.0.canvas.try_borrow().ok()?.rects();
    let area = |rect: egui::Rect| {
        let [x, y, width, height] = board.to_page(rect);
        Map::from_iter([("x", x), ("y", y), ("width", width), ("height", height)])
    };
    let nodes: Vec<Value> = rects
        .nodes
        .iter()
        .map(|(id, rect)| {
            let mut map = area(*rect);
            let name = editor.peek(|workflow| workflow.node(id).map(|node| node.name.clone()));
            map.insert("id", id.clone());
            map.insert("name", name.unwrap_or_default());
            map.into()
        })
        .collect();
    let ports: Vec<Value> = rects
        .ports
        .iter()
        .map(|(port, rect)| with_port(area(*rect), port))
        .collect();
    let edges: Vec<Value> = rects
        .edges
        .iter()
        .map(|(edge, rect)| with_edge(area(*rect), edge))
        .collect();
    let buttons: Map = rects
        .buttons
        .iter()
        .map(|(name, rect)| (*name, Value::from(area(*rect))))
        .collect();
    Some(json!({
        "canvas": area(rects.canvas),
        "nodes": nodes,
        "ports": ports,
        "edges": edges,
        "buttons": buttons,
        "minimap": rects.minimap.map(area).map_or(Value::Null, Value::from),
        "zoom": f64::from(editor.zoom.get_untracked()),
    }))
}

fn with_port(mut map: Map, port: &PortRef) -> Value {
    map.insert("node", port.end.node.clone());
    map.insert(
        "side",
        match port.side {
            Side::Input => "input",
            Side::Output => "output",
        },
    );
    map.insert("kind", kind(&port.end.kind));
    map.insert("port", f64::from(port.end.port));
    map.into()
}

fn with_edge(mut map: Map, edge: &Edge) -> Value {
    map.insert("from", edge.from.node.clone());
    map.insert("output", f64::from(edge.from.port));
    map.insert("to", edge.to.node.clone());
    map.insert("input", f64::from(edge.to.port));
    map.insert("kind", kind(&edge.from.kind));
    map.into()
}

fn kind(kind: &PortKind) -> String {
    match kind {
        PortKind::Main => "main".to_owned(),
        other => value::to_value(other)
            .ok()
            .and_then(|value| value.as_str().map(str::to_owned))
            .unwrap_or_default(),
    }
}
