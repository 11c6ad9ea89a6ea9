//! Workflows to begin with: a picture of each, what it does, what it needs.

mod ask;

use std::collections::BTreeMap;

use api::{Error, Template, TemplateList, TemplateUse};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::picture::Picture;
use crate::route::{self, Route};
use crate::rpc;
use crate::text::{find, t};
use crate::widgets::{
    Button, Dialog, EmptyState, ErrorPanel, Icon, SearchInput, Spinner, notice_error,
};

use ask::Ask;

thread_local! {
    /// A template that was chosen elsewhere.
    static CHOSEN: ArcRwSignal<Option<String>> = ArcRwSignal::new(None);
}

/// Does what a press on a template's card does, on the screen of the templates.
pub(super) fn choose(id: String) {
    CHOSEN.with(|chosen| chosen.set(Some(id)));
    route::go(&Route::Templates);
}

/// Makes a workflow of a template, with the places that were named for its slots, and opens it.
fn begin(id: String, places: BTreeMap<String, String>) {
    spawn_local(async move {
        match rpc::call(TemplateUse { id, places }).await {
            Ok(draft) => route::go(&Route::Editor(draft.workflow.id)),
            Err(error) => notice_error(&error),
        }
    });
}

/// A template's name in the person's language.
pub(super) fn name(template: &Template) -> String {
    find(&format!("template-{}", template.id), &[]).unwrap_or_else(|| template.name.clone())
}

fn help(template: &Template) -> String {
    // Notes of a workflow are markdown; here its marks would only be in the way.
    let said = find(&format!("template-{}.help", template.id), &[])
        .unwrap_or_else(|| template.help.clone());
    said.replace(['`', '*'], "")
}

/// The screen of the templates.
#[component]
pub fn Templates() -> impl IntoView {
    let templates = RwSignal::new(None::<Result<Vec<Template>, Error>>);
    let text = RwSignal::new(String::new());
    let read = move || {
        spawn_local(async move {
            let read = rpc::call(TemplateList {}).await;
            templates.try_set(Some(read));
        });
    };
    read();
    let error = Signal::derive(move || match templates.get() {
        Some(Err(error)) => error,
        _ => Error::default(),
    });
    let shown = move |all: Vec<Template>| {
        let found = found(all, &text.get());
        match found.is_empty() {
            true => view! { <NothingFound text/> }.into_any(),
            false => view! {
                <ul class="template-cards">
                    {found.into_iter().map(|template| view! { <TemplateCard template=template/> }).collect_view()}
                </ul>
            }
            .into_any(),
        }
    };
    let body = move || match templates.get() {
        None => view! { <div class="page-waiting"><Spinner label=move || t("loading")/></div> }
            .into_any(),
        Some(Err(_)) => view! { <ErrorPanel error=error on_way_out=move |()| read()/> }.into_any(),
        Some(Ok(all)) => shown(all),
    };
    view! {
        <header class="top">
            <h1>{move || t("templates")}</h1>
            <span class="grow"></span>
            <div class="top-search">
                <SearchInput value=text label=move || t("search-templates") testid="templates-search"/>
            </div>
        </header>
        <main class="page">
            <p class="page-lead muted">{move || t("templates-lead")}</p>
            {body}
        </main>
    }
}

/// What is said where no template has the words, and the ways out of it.
#[component]
fn NothingFound(text: RwSignal<String>) -> impl IntoView {
    view! {
        <EmptyState icon="search" title=move || t("nothing-found") help=move || t("templates-none-help")>
            <Button
                icon="x"
                label=move || t("search-clear")
                attr:data-testid="templates-clear"
                on_click=move |_| text.set(String::new())
            />
            <Button
                icon="plus"
                label=move || t("door-blank")
                attr:data-testid="templates-blank"
                on_click=|_| super::workflows::create(None)
            />
        </EmptyState>
    }
}

/// The templates that say the words, wherever; where none says all of them, those that say most.
fn found(all: Vec<Template>, wanted: &str) -> Vec<Template> {
    let wanted = wanted.to_lowercase();
    // Short words, such as "to" or "zu", are in every text.
    let words: Vec<&str> = wanted
        .split_whitespace()
        .filter(|word| word.chars().count() > 2 || !word.is_ascii())
        .collect();
    if words.is_empty() {
        return all;
    }
    let said = |template: &Template| {
        let steps = template
            .workflow
            .nodes
            .iter()
            .map(|node| node.name.as_str());
        let steps = steps.collect::<Vec<_>>().join(" ");
        let same = find(&format!("template-{}.words", template.id), &[]).unwrap_or_default();
        let text = format!("{} {} {steps} {same}", name(template), help(template)).to_lowercase();
        words.iter().filter(|word| says(&text, word)).count()
    };
    let counted: Vec<(usize, Template)> = all.into_iter().map(|one| (said(&one), one)).collect();
    let most = counted
        .iter()
        .map(|(count, _)| *count)
        .max()
        .unwrap_or_default();
    let best = counted
        .into_iter()
        .filter(|(count, _)| *count > 0 && *count == most);
    best.map(|(_, template)| template).collect()
}

/// Whether a text says a word: as it is, or its beginning, as in "spreadsheets" and "merging".
fn says(text: &str, word: &str) -> bool {
    let letters = |text: &str| text.chars().count();
    text.contains(word)
        || text
            .split(|letter: char| !letter.is_alphanumeric())
            .filter(|known| letters(known) > 3)
            .any(|known| {
                let stem = known.strip_suffix('e').unwrap_or(known);
                word.starts_with(stem) && letters(word) <= letters(stem) + 3
            })
}

/// A template as a card; all of it can be pressed.
#[component]
pub(super) fn TemplateCard(template: Template) -> impl IntoView {
    let id = template.id.clone();
    let testid = format!("template-{}", template.id);
    let about = template.clone();
    let needs = match template.offline {
        true => view! { <span class="pill pill-good"><Icon name="wifi-off" size=12/>{move || t("works-offline")}</span> }
            .into_any(),
        false => view! { <span class="pill"><Icon name="globe" size=12/>{move || t("needs-internet")}</span> }.into_any(),
    };
    let asking = RwSignal::new(false);
    let asks = !template.slots.is_empty();
    let own = id.clone();
    let press = move || match asks {
        true => asking.set(true),
        false => begin(id.clone(), BTreeMap::new()),
    };
    let chosen = CHOSEN.with(ArcRwSignal::clone);
    let press_chosen = press.clone();
    Effect::new(move |_| {
        if chosen.with(|chosen| chosen.as_ref() == Some(&own)) {
            chosen.set(None);
            press_chosen();
        }
    });
    let title = {
        let template = template.clone();
        move || name(&template)
    };
    let asked = template.clone();
    view! {
        <li>
            <button type="button" class="template-card" data-testid=testid on:click=move |_| press()>
                <span class="template-picture"><Picture workflow=template.workflow/></span>
                <strong>{title.clone()}</strong>
                <span class="template-help muted">{move || help(&about)}</span>
                <span class="template-needs">
                    {needs}
                    {asks.then(|| view! {
                        <span class="pill"><Icon name="folder" size=12/>{move || t("needs-folder")}</span>
                    })}
                </span>
            </button>
            <Dialog open=asking title=title>
                <Ask open=asking template=asked.clone()/>
            </Dialog>
        </li>
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_word_is_found_in_its_other_forms() {
        let text = "spreadsheet, merge, convert";
        for word in ["spreadsheets", "merging", "converted", "sheet", "merge"] {
            assert!(says(text, word), "{word}");
        }
        for word in ["spread-out", "email", "mergers-and-more"] {
            assert!(!says(text, word), "{word}");
        }
    }
}
