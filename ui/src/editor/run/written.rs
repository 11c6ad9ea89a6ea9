//! The files that a run wrote, by what its steps put out.

use api::DataView;
use leptos::prelude::*;
use model::{ExecutionStatus, Node, NodeId};
use value::Value;

use crate::editor::data::Source;
use crate::editor::progress::Progress;
use crate::editor::say;
use crate::editor::state::Editor;
use crate::text::t_args;

/// Reads which files the run wrote, once it ended well.
pub async fn read(editor: Editor) {
    let asked = editor.run.try_with_untracked(|run| {
        let run = run.as_ref()?;
        let known = editor.written.with_untracked(|written| {
            let written = written.as_ref();
            written.is_some_and(|(execution, _)| execution == run.execution())
        });
        let ended = run.status() == ExecutionStatus::Success && !known;
        ended.then(|| (run.execution().to_owned(), sources(run)))
    });
    let Some((execution, sources)) = asked.flatten() else {
        return;
    };
    let (mut count, mut last) = (0_u64, None);
    for (source, items) in sources {
        let from = u32::try_from(items.saturating_sub(1)).unwrap_or_default();
        let page = source.page(editor, from, 1, "", DataView::Table).await;
        let Ok(page) = page else { continue };
        let name = page.items.first().and_then(|item| name(&item.json));
        if let Some(name) = name {
            count += items;
            last = Some(name);
        }
    }
    let said = last.map(|name| {
        let values = [("count", say::number(count)), ("name", name.into())];
        t_args("editor-run-wrote", &values)
    });
    if let Some(said) = said {
        editor.written.try_set(Some((execution, said)));
    }
}

/// The outputs of the steps that write files, with how many items each has.
fn sources(run: &Progress) -> Vec<(Source, u64)> {
    let nodes = run.workflow().nodes.iter().filter(|node| writes(node));
    let own = |id: &NodeId| run.own_steps().any(|step| step.node == *id);
    nodes
        .filter(|node| own(&node.id))
        .filter_map(|node| {
            let step = run.last_step(&node.id)?;
            let items = run.step(step)?.items_out.first().copied()?;
            let source = Source::Step {
                execution: run.execution().to_owned(),
                step,
                output: 0,
            };
            (items > 0).then_some((source, u64::from(items)))
        })
        .collect()
}

fn writes(node: &Node) -> bool {
    match node.kind.as_str() {
        "file.writeBinary" => true,
        "file.disk" => {
            let operation = node.parameters.get("operation").and_then(Value::as_str);
            operation == Some("write")
        }
        _ => false,
    }
}

/// The name of the file that an item says it is in, without its folder.
fn name(item: &Value) -> Option<String> {
    let path = item.get("fileName").and_then(Value::as_str)?;
    let name = path.rsplit(['/', '\\']).next().unwrap_or(path);
    (!name.is_empty()).then(|| name.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_file_is_named_without_its_folder() {
        let item = |path: &str| value::json!({ "fileName": path });
        assert_eq!(
            name(&item("/home/ada/prices.csv")).as_deref(),
            Some("prices.csv")
        );
        assert_eq!(name(&item("C:\\data\\a.csv")).as_deref(), Some("a.csv"));
        assert_eq!(name(&item("/home/ada/")), None);
        assert_eq!(name(&value::json!({ "path": 3 })), None);
    }
}
