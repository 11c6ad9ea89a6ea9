//! Pinned output: kept with the workflow and used in the step's place while it is edited.

use api::{DataView, Error, OneItem, code};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{Edit, NodeId};
use value::{Map, Value};

use super::data::Source;
use super::say;
use super::state::Editor;
use crate::text::{t, t_args};

/// Most items that are pinned: they are part of the workflow.
const MOST: u32 = 1_000;

/// The source of a step's last output.
pub fn last_output(editor: Editor, node: &NodeId, output: u16) -> Option<Source> {
    editor.run.with_untracked(|run| {
        let run = run.as_ref()?;
        Some(Source::Step {
            execution: run.execution().to_owned(),
            step: run.last_step(node)?,
            output,
        })
    })
}

/// Pins what a step put out last.
pub fn pin_last(editor: Editor, node: &NodeId) {
    if let Some(source) = last_output(editor, node, 0) {
        pin(editor, node.clone(), source);
    }
}

/// Pins items.
pub fn pin(editor: Editor, node: NodeId, source: Source) {
    // What is pinned stands for the first output alone.
    if matches!(source, Source::Step { output, .. } if output > 0) {
        return say::warn(t("editor-pin-first"));
    }
    spawn_local(async move {
        match whole(editor, &source).await {
            Ok((items, cut)) => take(editor, node, items, cut),
            Err(error) => say::failed(&error),
        }
    });
}

/// The items as they are pinned, none of them shortened, and whether there are more than can be.
///
/// # Errors
/// When they cannot be read.
pub async fn whole(editor: Editor, source: &Source) -> Result<(Vec<Value>, bool), Error> {
    let mut items: Vec<Value> = Vec::new();
    loop {
        let from = items.len() as u32;
        let page = source.page(editor, from, MOST - from, "", DataView::Json);
        let page = page.await?;
        let none = page.items.is_empty();
        for item in page.items {
            let item = match item.cut {
                true => source.item(editor, item.index).await?,
                false => item,
            };
            items.push(pinned(item)?);
        }
        if none || items.len() as u32 >= page.total.min(MOST) {
            return Ok((items, page.total > MOST));
        }
    }
}

/// An item as it is pinned: its record, and beside it its files.
fn pinned(item: OneItem) -> Result<Value, Error> {
    if item.cut {
        return Err(Error::new(code::REQUEST, t("editor-pin-large")));
    }
    if item.binary.is_empty() {
        return Ok(item.json);
    }
    let files = item
        .binary
        .iter()
        .filter_map(|(name, file)| Some((name.as_str(), value::to_value(file).ok()?)));
    let files: Map = files.collect();
    Ok(value::json!({ "json": item.json, "binary": files }))
}

fn take(editor: Editor, node: NodeId, items: Vec<Value>, cut: bool) {
    if editor.perform(Edit::Pin { node, items }) && cut {
        say::warn(t_args("editor-pin-cut", &[("count", MOST.into())]));
    }
}

/// Pins what a person wrote.
pub fn pin_text(editor: Editor, node: &NodeId, text: &str) -> Result<(), String> {
    let items = read(text)?;
    let node = node.clone();
    editor.perform(Edit::Pin { node, items });
    Ok(())
}

/// Items from JSON: a list of objects, or one object.
fn read(text: &str) -> Result<Vec<Value>, String> {
    let value = value::from_str(text).map_err(|error| error.to_string())?;
    let items = match value {
        Value::Array(_) => value.as_array().unwrap_or_default().to_vec(),
        other => vec![other],
    };
    match items.iter().position(|item| !item.is_object()) {
        Some(at) => Err(t_args(
            "editor-pin-objects",
            &[("number", (at as f64).into())],
        )),
        None => Ok(items),
    }
}

/// Takes the pin off.
pub fn unpin(editor: Editor, node: &NodeId) {
    let node = node.clone();
    editor.perform(Edit::Unpin { node });
}
