//! The palette: everything that can be done or opened, found by a few letters.

mod found;

use api::{PageRequest, Template, TemplateList, WorkflowList, WorkflowRow};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use web_sys::KeyboardEvent;

use crate::rpc;
use crate::text::t;
use crate::widgets::{Dialog, Icon};
use found::{Found, find};

/// How many workflows the palette knows.
const WORKFLOWS: u32 = 500;

/// The palette.
#[component]
pub(super) fn SearchPalette(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open=open title=move || t("palette-title") bare=true>
            <Search open=open/>
        </Dialog>
    }
}

#[component]
fn Search(open: RwSignal<bool>) -> impl IntoView {
    let text = RwSignal::new(String::new());
    let at = RwSignal::new(0_usize);
    let workflows = RwSignal::new(Vec::<WorkflowRow>::new());
    let templates = RwSignal::new(Vec::<Template>::new());
    read(workflows, templates);
    let found = Memo::new(move |_| {
        let text = text.get();
        workflows.with(|workflows| templates.with(|templates| find(&text, workflows, templates)))
    });
    Effect::new(move |_| {
        text.track();
        at.set(0);
    });
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || {
                let _ = input.focus();
            });
        }
    });
    let choose = move |found: Found| {
        open.set(false);
        // After the palette is gone: what is done may ask for the focus, or for an action of the page.
        request_animation_frame(move || request_animation_frame(move || found.act()));
    };
    let on_key = move |event: KeyboardEvent| {
        let last = found.with_untracked(|found| found.len().saturating_sub(1));
        let now = at.get_untracked();
        match event.key().as_str() {
            "ArrowDown" => at.set(if now == last { 0 } else { now + 1 }),
            "ArrowUp" => at.set(if now == 0 { last } else { now - 1 }),
            "Enter" => {
                if let Some(found) = found.with_untracked(|found| found.get(now).cloned()) {
                    choose(found);
                }
            }
            _ => return,
        }
        event.prevent_default();
        event.stop_propagation();
        show(at.get_untracked());
    };
    let draw = move |(index, line): (usize, Found)| {
        let first =
            index == 0 || found.with_untracked(|all| all[index - 1].group() != line.group());
        view! { <Line index line first at choose=Callback::new(choose)/> }
    };
    view! {
        <div class="search-all">
            <div class="search-field">
                <Icon name="search"/>
                <input
                    class="input"
                    type="text"
                    role="combobox"
                    autocomplete="off"
                    spellcheck="false"
                    aria-expanded="true"
                    aria-controls="palette-list"
                    aria-activedescendant=move || format!("palette-{}", at.get())
                    aria-label=move || t("palette-title")
                    placeholder=move || t("palette-hint")
                    data-testid="palette"
                    node_ref=input
                    prop:value=text
                    on:input:target=move |event| text.set(event.target().value())
                    on:keydown=on_key
                />
            </div>
            <div class="found-list" id="palette-list" role="listbox" aria-label=move || t("palette-title")>
                {move || found.get().into_iter().enumerate().map(draw).collect_view()}
            </div>
            <Show when=move || found.with(Vec::is_empty)>
                <p class="found-none muted" role="status">{move || t("nothing-found")}</p>
            </Show>
        </div>
    }
}

#[component]
fn Line(
    index: usize,
    line: Found,
    first: bool,
    at: RwSignal<usize>,
    choose: Callback<Found>,
) -> impl IntoView {
    let here = Memo::new(move |_| at.get() == index);
    let group = first
        .then(|| view! { <div class="found-group" role="presentation">{line.group_words()}</div> });
    let press = {
        let line = line.clone();
        move |_| choose.run(line.clone())
    };
    view! {
        {group}
        <div
            class="found-line"
            class:here=move || here.get()
            role="option"
            id=format!("palette-{index}")
            data-testid="palette-line"
            aria-selected=move || here.get().to_string()
            on:pointermove=move |_| if !here.get_untracked() { at.set(index) }
            on:click=press
        >
            <Icon name=line.icon().to_owned()/>
            <span class="cut grow" dir="auto">{line.words().to_owned()}</span>
            <kbd>{line.keys().to_owned()}</kbd>
        </div>
    }
}

fn read(workflows: RwSignal<Vec<WorkflowRow>>, templates: RwSignal<Vec<Template>>) {
    spawn_local(async move {
        let request = WorkflowList {
            page: PageRequest {
                limit: WORKFLOWS,
                offset: 0,
            },
            ..WorkflowList::default()
        };
        // What cannot be read is not found; the screen behind says why.
        if let Ok(page) = rpc::call(request).await {
            workflows.try_set(page.rows);
        }
    });
    spawn_local(async move {
        if let Ok(all) = rpc::call(TemplateList {}).await {
            templates.try_set(all);
        }
    });
}

/// Scrolls to a line.
fn show(index: usize) {
    if let Some(line) = document().get_element_by_id(&format!("palette-{index}")) {
        let how = web_sys::ScrollIntoViewOptions::new();
        how.set_block(web_sys::ScrollLogicalPosition::Nearest);
        line.scroll_into_view_with_scroll_into_view_options(&how);
    }
}
