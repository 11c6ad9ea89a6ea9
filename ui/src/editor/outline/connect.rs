//! The wires of a step as a list, and a form that draws another: what the canvas does by dragging.

use leptos::prelude::*;
use model::{Edge, EdgeEnd, NodeId, Port, PortKind, Ports};

use crate::editor::gesture;
use crate::editor::say;
use crate::editor::state::Editor;
use crate::text::{spec_text, t, t_args};
use crate::widgets::{Button, ButtonLook, Dialog, Field, IconButton, Select};

/// The wires of a step, while they are looked at.
#[component]
pub fn ConnectDialog(
    /// The editor.
    editor: Editor,
    /// The step.
    node: RwSignal<Option<NodeId>>,
) -> impl IntoView {
    let open = RwSignal::new(false);
    Effect::new(move |_| open.set(node.with(Option::is_some)));
    Effect::new(move |_| {
        if !open.get() && node.with_untracked(Option::is_some) {
            node.set(None);
        }
    });
    let title = move || {
        let name = node.get().map(|id| name(editor, &id)).unwrap_or_default();
        t_args("editor-connect-title", &[("step", name.into())])
    };
    let body = move || node.get().map(|id| view! { <Wires editor node=id/> });
    view! { <Dialog open title=title>{body}</Dialog> }
}

fn name(editor: Editor, node: &NodeId) -> String {
    editor.with(|workflow| {
        let known = workflow.node(node);
        known.map_or_else(String::new, |node| node.name.to_string())
    })
}

/// Numbers and names of the ports of one side.
fn ports(editor: Editor, node: &NodeId, outputs: bool) -> Vec<(EdgeEnd, String)> {
    let specs = editor.specs();
    let list: Vec<Port> = editor.with(|workflow| {
        let Some(node) = workflow.node(node) else {
            return Vec::new();
        };
        let ports = Ports::of(workflow, node, &specs);
        if outputs { ports.outputs } else { ports.inputs }
    });
    let mut counts: Vec<(PortKind, u16)> = Vec::new();
    list.into_iter()
        .map(|port| {
            let at = match counts.iter_mut().find(|(kind, _)| *kind == port.kind) {
                Some((_, count)) => {
                    *count += 1;
                    *count
                }
                None => {
                    counts.push((port.kind.clone(), 0));
                    0
                }
            };
            let words = match (port.label.is_empty(), &port.kind) {
                (false, _) => spec_text(&port.label),
                (true, PortKind::Main) if outputs => t("editor-port-out"),
                (true, PortKind::Main) => t("editor-port-in"),
                (true, kind) => say::port_kind(kind),
            };
            let end = EdgeEnd {
                node: node.clone(),
                kind: port.kind,
                port: at,
            };
            (end, words)
        })
        .collect()
}

#[component]
fn Wires(editor: Editor, node: NodeId) -> impl IntoView {
    let id = node.clone();
    let wires = move || {
        let edges: Vec<Edge> = editor.with(|workflow| {
            let own = workflow.edges.iter();
            own.filter(|edge| edge.from.node == id || edge.to.node == id)
                .cloned()
                .collect()
        });
        if edges.is_empty() {
            return view! { <p class="hint">{t("editor-connect-none")}</p> }.into_any();
        }
        let rows = edges.into_iter().map(|edge| wire(editor, edge));
        view! { <ul class="wires">{rows.collect_view()}</ul> }.into_any()
    };
    view! {
        <div class="dialog-form">
            {wires}
            <NewWire editor node/>
        </div>
    }
}

fn wire(editor: Editor, edge: Edge) -> AnyView {
    let words = t_args(
        "editor-wire",
        &[
            ("from", name(editor, &edge.from.node).into()),
            ("to", name(editor, &edge.to.node).into()),
        ],
    );
    let label = ports(editor, &edge.from.node, true)
        .into_iter()
        .find(|(end, _)| *end == edge.from)
        .map(|(_, label)| label);
    let cut = move |_| {
        editor.perform_some(editor.peek(|workflow| gesture::disconnect(workflow, &edge)));
    };
    view! {
        <li class="wire-row">
            <span class="grow">{words}<span class="hint">{label.map(|label| format!(" · {label}"))}</span></span>
            <IconButton icon="trash-2" label=move || t("editor-delete-wire") on_click=cut/>
        </li>
    }
    .into_any()
}

/// From which output, to which step and input.
#[component]
fn NewWire(editor: Editor, node: NodeId) -> impl IntoView {
    let from = RwSignal::new("0".to_owned());
    let to = RwSignal::new(String::new());
    let into = RwSignal::new("0".to_owned());
    let outputs = {
        let id = node.clone();
        Memo::new(move |_| ports(editor, &id, true))
    };
    let chosen = move || {
        let at: usize = from.get().parse().unwrap_or_default();
        outputs.with(|outputs| outputs.get(at).map(|(end, _)| end.clone()))
    };
    let inputs = Memo::new(move |_| {
        let kind = chosen().map(|end| end.kind);
        let mut all = ports(editor, &to.get().into(), false);
        all.retain(|(end, _)| Some(&end.kind) == kind.as_ref());
        all
    });
    let numbered = |list: Vec<(EdgeEnd, String)>| {
        let names = list.into_iter().enumerate();
        names
            .map(|(at, (_, words))| (at.to_string(), words))
            .collect::<Vec<_>>()
    };
    let from_options = Signal::derive(move || numbered(outputs.get()));
    let into_options = Signal::derive(move || numbered(inputs.get()));
    let targets = {
        let id = node.clone();
        Signal::derive(move || {
            let mut options = vec![(String::new(), t("editor-choose"))];
            editor.with(|workflow| {
                let others = workflow
                    .nodes
                    .iter()
                    .filter(|one| one.id != id && !one.is_note());
                options.extend(others.map(|one| (one.id.to_string(), one.name.to_string())));
            });
            options
        })
    };
    let draw = move |_| {
        let at: usize = into.get_untracked().parse().unwrap_or_default();
        let end = untrack(|| inputs.with(|inputs| inputs.get(at).map(|(end, _)| end.clone())));
        if let (Some(from), Some(end)) = (untrack(chosen), end) {
            let edge = Edge { from, to: end };
            editor.perform_some(editor.peek(|workflow| gesture::connect(workflow, &edge)));
            to.set(String::new());
        }
    };
    let ready = Signal::derive(move || inputs.with(Vec::is_empty));
    view! {
        <h3 class="form-title">{move || t("editor-connect-new")}</h3>
        <Show when=move || { outputs.with(Vec::len) > 1 }>
            <Field id="wire-from" label=move || t("editor-connect-from")>
                <Select value=from on_change=Callback::new(move |at| from.set(at)) options=from_options attr:id="wire-from"/>
            </Field>
        </Show>
        <Field id="wire-to" label=move || t("editor-connect-to")>
            <Select value=to on_change=Callback::new(move |id| to.set(id)) options=targets attr:id="wire-to" attr:data-testid="wire-to"/>
        </Field>
        <Show when=move || { inputs.with(Vec::len) > 1 }>
            <Field id="wire-into" label=move || t("editor-connect-into")>
                <Select value=into on_change=Callback::new(move |at| into.set(at)) options=into_options attr:id="wire-into"/>
            </Field>
        </Show>
        <footer class="dialog-foot">
            <Button
                look=ButtonLook::Primary
                icon="link"
                label=move || t("editor-connect-do")
                disabled=ready
                attr:data-testid="wire-draw"
                on_click=draw
            />
        </footer>
    }
}
