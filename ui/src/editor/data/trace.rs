//! Where a value came from: the items it was made of, back to the first step, as a lit path on the canvas.

use std::collections::HashSet;
use std::sync::Arc;

use api::{OneItem, ValueRead};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::Source as Origin;

use super::source::Source;
use crate::editor::state::Editor;
use crate::editor::{progress::Progress, say};
use crate::rpc;
use crate::text::{t, t_args};

/// So many items are followed at most.
const MOST: usize = 120;

/// The way an item took, from where it was seen back to where it began.
#[derive(Clone, Debug, PartialEq)]
pub struct Trail {
    /// The items, the nearest first.
    stations: Vec<Origin>,
    /// Whether there were more than were followed.
    cut: bool,
}

impl Trail {
    /// Follows an item back and lights its path.
    pub fn follow(
        editor: Editor,
        source: Signal<Option<Source>>,
        item: Arc<OneItem>,
        trail: RwSignal<Option<Self>>,
    ) {
        let Some(Source::Step {
            execution,
            step,
            output,
        }) = source.get_untracked()
        else {
            return;
        };
        let start = Origin {
            step,
            output,
            index: item.index,
        };
        spawn_local(async move {
            match walk(&execution, start, &item).await {
                Ok(found) => {
                    found.light(editor);
                    trail.try_set(Some(found));
                }
                Err(error) => say::failed(&error),
            }
        });
    }

    fn light(&self, editor: Editor) {
        let steps: Vec<u32> = self.stations.iter().map(|one| one.step).collect();
        let path = editor
            .run
            .with_untracked(|run| run.as_ref().map(|run| run.path(&steps)));
        if let Some((nodes, edges)) = path {
            editor
                .board
                .with_value(|board| board.highlight(&nodes, &edges));
        }
    }

    /// The stations as buttons that lead to their steps.
    pub fn draw(&self, editor: Editor) -> AnyView {
        if self.stations.len() < 2 {
            return view! { <p class="hint">{t("editor-data-origin-here")}</p> }.into_any();
        }
        let stations = self.stations.iter().map(|station| {
            let (name, node) = editor
                .run
                .with_untracked(|run| run.as_ref().and_then(|run| told(run, *station)))
                .unwrap_or_default();
            view! {
                <li>
                    <button type="button" class="link" on:click=move |_| editor.show(&node)>
                        {name}
                    </button>
                </li>
            }
        });
        let more = self.cut.then(|| view! { <li>"…"</li> });
        view! { <ol class="trail" data-testid="trail">{stations.collect_view()}{more}</ol> }
            .into_any()
    }
}

fn told(run: &Progress, station: Origin) -> Option<(String, model::NodeId)> {
    let step = run.step(station.step)?;
    let item = t_args(
        "editor-data-item",
        &[("number", (station.index + 1).into())],
    );
    Some((format!("{} · {item}", step.name), step.node.clone()))
}

async fn walk(execution: &str, start: Origin, item: &OneItem) -> Result<Trail, api::Error> {
    let mut stations = vec![start];
    let mut known = HashSet::from([start]);
    let mut open = item.sources.clone();
    let mut at = 0;
    while let Some(station) = open.get(at).copied() {
        at += 1;
        if !known.insert(station) {
            continue;
        }
        if stations.len() == MOST {
            return Ok(Trail {
                stations,
                cut: true,
            });
        }
        stations.push(station);
        let found = rpc::call(ValueRead {
            execution: execution.to_owned(),
            step: station.step,
            output: station.output,
            index: station.index,
        })
        .await?;
        open.extend(found.sources);
    }
    Ok(Trail {
        stations,
        cut: false,
    })
}
