//! Several selected steps: what can be done with all of them.

use canvas::Command;
use leptos::prelude::*;

use crate::action::{self, Action};
use crate::editor::gesture::{self, Align};
use crate::editor::keys;
use crate::editor::state::Editor;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, IconButton};

/// What can be done with several steps.
#[component]
pub fn Several(
    /// The editor.
    editor: Editor,
) -> impl IntoView {
    let count = move || {
        let count = editor.selection.with(|selection| selection.nodes.len());
        t_args("editor-selected", &[("count", (count as f64).into())])
    };
    let aligned = move |key: &'static str, icon: &'static str, along: Align| {
        let press = move |_| {
            let (nodes, specs) = (editor.selected_nodes(), editor.specs());
            let edit = editor.peek(|workflow| gesture::align(workflow, &specs, &nodes, along));
            editor.perform_some(edit);
        };
        view! { <IconButton icon=icon label=move || t(key) on_click=press/> }
    };
    let command = move |action: Action, command: Command| {
        let press = move |_| keys::command_of(editor, command);
        view! { <Button icon=action.icon() label=move || action.name() on_click=press/> }
    };
    let tools = move || {
        editor.is_editable().then(|| {
            view! {
                <div class="segments">
                    {aligned("editor-align-left", "align-start-vertical", Align::Left)}
                    {aligned("editor-align-center", "align-center-vertical", Align::Center)}
                    {aligned("editor-align-right", "align-end-vertical", Align::Right)}
                    {aligned("editor-align-top", "align-start-horizontal", Align::Top)}
                    {aligned("editor-align-middle", "align-center-horizontal", Align::Middle)}
                    {aligned("editor-align-bottom", "align-end-horizontal", Align::Bottom)}
                </div>
                <div class="several-tools">
                    <Button
                        icon=Action::Tidy.icon()
                        label=move || Action::Tidy.name()
                        on_click=move |_| {
                            action::run(Action::Tidy);
                        }
                    />
                    {command(Action::Group, Command::Group)}
                    {command(Action::Duplicate, Command::Duplicate)}
                    {command(Action::ToggleDisabled, Command::ToggleDisabled)}
                    <Button
                        look=ButtonLook::Quiet
                        icon=Action::Delete.icon()
                        label=move || Action::Delete.name()
                        on_click=move |_| keys::delete(editor, true)
                    />
                </div>
            }
        })
    };
    view! {
        <header class="inspector-head">
            <div class="inspector-names"><h2>{count}</h2></div>
        </header>
        <div class="inspector-body"><div class="form">{tools}</div></div>
    }
}
