//! What is asked before something is done to workflows: a name, a folder, tags, or whether it is really meant.

use std::collections::BTreeSet;

use api::{WorkflowLabel, WorkflowRow};
use leptos::html;
use leptos::prelude::*;

use super::deeds;
use super::shelf::Shelf;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Confirm, Dialog, Field, TextInput};

/// What is asked, about which workflows.
#[derive(Clone, Debug, PartialEq)]
pub(super) enum Asked {
    Rename(Box<WorkflowRow>),
    Move(Vec<WorkflowRow>),
    Tags(Vec<WorkflowRow>),
    Erase(Vec<WorkflowRow>),
}

/// The dialogs of the list.
#[component]
pub(super) fn Dialogs(shelf: Shelf, asked: RwSignal<Option<Asked>>) -> impl IntoView {
    move || {
        let asked_now = asked.get()?;
        let open = RwSignal::new(true);
        Effect::new(move |_| {
            if !open.get() {
                asked.set(None);
            }
        });
        Some(match asked_now {
            Asked::Rename(row) => view! { <Rename shelf open row=*row/> }.into_any(),
            Asked::Move(rows) => view! { <Move shelf open rows/> }.into_any(),
            Asked::Tags(rows) => view! { <Tags shelf open rows/> }.into_any(),
            Asked::Erase(rows) => view! { <Erase shelf open rows/> }.into_any(),
        })
    }
}

/// One line to fill in: shared by name, folder and tags.
#[component]
fn Line(
    open: RwSignal<bool>,
    title: &'static str,
    label: &'static str,
    help: &'static str,
    value: RwSignal<String>,
    known: Vec<String>,
    save: Callback<String>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=move || t(title)>
            <LineForm open label help value known=known.clone() save/>
        </Dialog>
    }
}

#[component]
fn LineForm(
    open: RwSignal<bool>,
    label: &'static str,
    help: &'static str,
    value: RwSignal<String>,
    known: Vec<String>,
    save: Callback<String>,
) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || {
                let _ = input.focus();
                input.select();
            });
        }
    });
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        open.set(false);
        save.run(value.get_untracked());
    };
    let options = known
        .into_iter()
        .map(|known| view! { <option value=known></option> })
        .collect_view();
    view! {
        <form class="dialog-form" on:submit=submit>
            <Field id="line" label=move || t(label) help=move || if help.is_empty() { String::new() } else { t(help) }>
                <TextInput
                    value=value
                    on_input=move |text| value.set(text)
                    node_ref=input
                    attr:id="line"
                    attr:list="line-known"
                    attr:data-testid="line"
                />
                <datalist id="line-known">{options}</datalist>
            </Field>
            <footer class="dialog-foot">
                <Button label=move || t("cancel") on_click=move |_| open.set(false)/>
                <Button look=ButtonLook::Primary label=move || t("save") submit=true attr:data-testid="save"/>
            </footer>
        </form>
    }
}

#[component]
fn Rename(shelf: Shelf, open: RwSignal<bool>, row: WorkflowRow) -> impl IntoView {
    let value = RwSignal::new(row.name.clone());
    let save = Callback::new(move |name: String| {
        let name = name.trim().to_owned();
        if name.is_empty() || name == row.name {
            return;
        }
        deeds::label(shelf, vec![row.clone()], move |_| WorkflowLabel {
            name: Some(name.clone()),
            ..WorkflowLabel::default()
        });
    });
    view! { <Line open title="rename-title" label="name" help="" value known=Vec::new() save/> }
}

#[component]
fn Move(shelf: Shelf, open: RwSignal<bool>, rows: Vec<WorkflowRow>) -> impl IntoView {
    let value = RwSignal::new(
        rows.first()
            .and_then(|row| row.folder.clone())
            .unwrap_or_default(),
    );
    let save = Callback::new(move |folder: String| {
        let folder = plain_folder(&folder);
        deeds::label(shelf, rows.clone(), move |_| WorkflowLabel {
            folder: Some(folder.clone()),
            ..WorkflowLabel::default()
        });
    });
    let known = untrack(|| shelf.folders());
    view! { <Line open title="move-title" label="folder" help="folder-help" value known save/> }
}

#[component]
fn Tags(shelf: Shelf, open: RwSignal<bool>, rows: Vec<WorkflowRow>) -> impl IntoView {
    let before = common_tags(&rows);
    let value = RwSignal::new(before.join(", "));
    let save = Callback::new(move |text: String| {
        let after = read_tags(&text);
        let before = before.clone();
        deeds::label(shelf, rows.clone(), move |row| WorkflowLabel {
            tags: Some(new_tags(&row.tags, &before, &after)),
            ..WorkflowLabel::default()
        });
    });
    let known = untrack(|| shelf.tags());
    view! { <Line open title="tags-title" label="tags" help="tags-help" value known save/> }
}

#[component]
fn Erase(shelf: Shelf, open: RwSignal<bool>, rows: Vec<WorkflowRow>) -> impl IntoView {
    let count = rows.len();
    let name = rows.first().map(|row| row.name.clone()).unwrap_or_default();
    let title = move || {
        t_args(
            "erase-title",
            &[("count", count.into()), ("name", name.as_str().into())],
        )
    };
    view! {
        <Confirm
            open=open
            title=title
            help=move || t("erase-help")
            yes=move || t("erase")
            on_yes=move |()| deeds::erase(shelf, rows.clone())
        />
    }
}

/// A folder's path without empty parts.
fn plain_folder(text: &str) -> String {
    let parts: Vec<&str> = text
        .split('/')
        .map(str::trim)
        .filter(|part| !part.is_empty())
        .collect();
    parts.join("/")
}

/// Words with commas between them.
pub(crate) fn read_tags(text: &str) -> Vec<String> {
    let mut tags: Vec<String> = Vec::new();
    for tag in text
        .split([',', '、', '，'])
        .map(str::trim)
        .filter(|tag| !tag.is_empty())
    {
        if !tags.iter().any(|known| known == tag) {
            tags.push(tag.to_owned());
        }
    }
    tags
}

/// The tags that all of them have.
fn common_tags(rows: &[WorkflowRow]) -> Vec<String> {
    let Some((first, more)) = rows.split_first() else {
        return Vec::new();
    };
    let common = first
        .tags
        .iter()
        .filter(|tag| more.iter().all(|row| row.tags.contains(tag)));
    common.cloned().collect()
}

/// Tags of one of several workflows: what it had beside the common ones stays.
fn new_tags(own: &[String], before: &[String], after: &[String]) -> Vec<String> {
    let own = own.iter().filter(|tag| !before.contains(tag));
    let mut seen = BTreeSet::new();
    let all = after
        .iter()
        .chain(own)
        .filter(|tag| seen.insert((*tag).clone()));
    all.cloned().collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_of_several_keep_what_only_one_has() {
        let words = |text: &str| read_tags(text);
        assert_eq!(words(" a,, b ,a、c"), ["a", "b", "c"]);
        let own = words("money, mail");
        assert_eq!(
            new_tags(&own, &words("money"), &words("work")),
            ["work", "mail"]
        );
        assert_eq!(new_tags(&own, &words("money"), &words("")), ["mail"]);
        let rows = [own.clone(), words("mail, x")].map(|tags| WorkflowRow {
            tags,
            ..WorkflowRow::default()
        });
        assert_eq!(common_tags(&rows), ["mail"]);
        assert_eq!(common_tags(&[]), Vec::<String>::new());
    }

    #[test]
    fn a_folder_has_no_empty_parts() {
        assert_eq!(plain_folder(" /work// weekly /"), "work/weekly");
        assert_eq!(plain_folder(" "), "");
    }
}
