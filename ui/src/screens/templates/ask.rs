//! What a template asks before it becomes a workflow, on one page.

use std::collections::BTreeMap;

use api::{PlaceWant, Template, TemplateSlot};
use leptos::prelude::*;

use super::{begin, help};
use crate::places::Places;
use crate::session;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Dialog, Field, TextInput};

/// The slots of a template, and a button that makes the workflow when all of them are filled.
#[component]
pub(super) fn Ask(open: RwSignal<bool>, template: Template) -> impl IntoView {
    let about = template.clone();
    let places: Vec<(String, RwSignal<String>)> = template
        .slots
        .iter()
        .map(|slot| (slot.id.clone(), RwSignal::new(slot.usual.clone())))
        .collect();
    let rows = template
        .slots
        .into_iter()
        .zip(&places)
        .map(|(slot, (_, path))| view! { <Place asked=slot path=*path/> })
        .collect_view();
    let all = places.clone();
    let missing = Signal::derive(move || all.iter().any(|(_, path)| path.get().trim().is_empty()));
    let id = template.id;
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        if missing.get_untracked() {
            return;
        }
        let named = places
            .iter()
            .map(|(slot, path)| (slot.clone(), path.get_untracked().trim().to_owned()));
        let named: BTreeMap<String, String> = named.collect();
        open.set(false);
        begin(id.clone(), named);
    };
    view! {
        <form class="dialog-form" data-testid="template-ask" on:submit=submit>
            <p class="muted">{move || help(&about)}</p>
            {rows}
            <footer class="dialog-foot">
                <Button label=move || t("cancel") on_click=move |_| open.set(false)/>
                <Button
                    look=ButtonLook::Primary
                    label=move || t("templates-make")
                    disabled=missing
                    submit=true
                    attr:data-testid="template-make"
                />
            </footer>
        </form>
    }
}

/// One file or folder, typed or chosen.
#[component]
fn Place(asked: TemplateSlot, path: RwSignal<String>) -> impl IntoView {
    let looking = RwSignal::new(false);
    let folder = asked.want == PlaceWant::Folder;
    let id = format!("slot-{}", asked.id.replace('.', "-"));
    let control = id.clone();
    let files = shortened(&asked.files);
    let words = match (folder, asked.writes) {
        (true, true) => "templates-slot-write",
        (true, false) => "templates-slot-folder",
        (false, _) => "templates-slot-file",
    };
    let say = move || t_args(words, &[("files", files.clone().into())]);
    let chosen = Callback::new(move |taken: String| {
        looking.set(false);
        path.set(taken);
    });
    let title = if folder {
        "editor-place-folder"
    } else {
        "editor-place-file"
    };
    view! {
        <Field id=id label=say help=asked.step.clone()>
            <div class="with-button">
                <TextInput
                    value=path
                    on_input=move |text| path.set(text)
                    attr:id=control.clone()
                    attr:data-testid=control
                />
                <Button
                    icon="folder-open"
                    label=move || t("editor-place-look")
                    attr:data-testid="slot-look"
                    on_click=move |_| looking.set(true)
                />
            </div>
        </Field>
        <Dialog open=looking title=move || t(title) wide=true>
            <Places start=start_of(path) folder write=false patterns=false choose=chosen/>
        </Dialog>
    }
}

/// Where looking around begins: where the path leads, else at home.
fn start_of(path: RwSignal<String>) -> String {
    let path = path.get_untracked();
    match path.trim() {
        "" => session::info()
            .and_then(|info| info.home.clone())
            .unwrap_or_default(),
        path => path.to_owned(),
    }
}

/// What is computed in a name is not for reading here: `papers-….zip`.
fn shortened(files: &str) -> String {
    let mut shown = String::new();
    let mut rest = files;
    while let Some((before, computed)) = rest.split_once("{{") {
        shown.push_str(before);
        shown.push('…');
        rest = computed.split_once("}}").map_or("", |(_, after)| after);
    }
    shown.push_str(rest);
    shown
}

#[cfg(test)]
mod tests {
    use super::shortened;

    #[test]
    fn a_computed_part_of_a_name_is_left_out() {
        assert_eq!(shortened("*.csv"), "*.csv");
        assert_eq!(shortened("papers-{{ $now }}.zip"), "papers-….zip");
        assert_eq!(shortened("{{ $json.name"), "…");
    }
}
