//! The first start: straight into something that runs.

use api::{PageRequest, Template, TemplateList, WorkflowFilter, WorkflowList};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::deeds;
use crate::action::{self, Action};
use crate::route::Route;
use crate::rpc;
use crate::screens::templates::TemplateCard;
use crate::text::t;
use crate::widgets::{Button, ButtonLook, Icon};

/// How many templates are shown at once.
const SHOWN: usize = 4;

/// What is shown while there is no workflow.
#[component]
pub(super) fn FirstRun(#[prop(into)] on_trash: Callback<()>) -> impl IntoView {
    let templates = RwSignal::new(Vec::<Template>::new());
    spawn_local(async move {
        // Without them the doors are still there.
        if let Ok(all) = rpc::call(TemplateList {}).await {
            templates.try_set(all);
        }
    });
    let has_trash = RwSignal::new(false);
    spawn_local(async move {
        let request = WorkflowList {
            filter: WorkflowFilter {
                trash: true,
                ..WorkflowFilter::default()
            },
            page: PageRequest {
                limit: 1,
                offset: 0,
            },
        };
        if let Ok(page) = rpc::call(request).await {
            has_trash.try_set(page.total > 0);
        }
    });
    let cards = move || {
        let some = templates.get().into_iter().take(SHOWN);
        some.map(|template| view! { <TemplateCard template=template/> })
            .collect_view()
    };
    view! {
        <main class="page first-run">
            <div class="first-run-inner">
                <h1>{move || t("first-title")}</h1>
                <p class="muted">{move || t("first-help")}</p>
                <Doors/>
                <Show when=move || templates.with(|all| !all.is_empty())>
                    <div class="first-run-more">
                        <h2>{move || t("first-templates")}</h2>
                        <a class="quiet-link" href=Route::Templates.href()>{move || t("all-templates")}</a>
                    </div>
                    <ul class="template-cards">{cards}</ul>
                </Show>
                <Show when=move || has_trash.get()>
                    <Button
                        look=ButtonLook::Quiet
                        icon="trash-2"
                        label=move || t("trash")
                        class:first-run-trash=true
                        on_click=move |_| on_trash.run(())
                    />
                </Show>
            </div>
        </main>
    }
}

/// The three doors.
#[component]
fn Doors() -> impl IntoView {
    view! {
        <ul class="doors">
            <li>
                <a class="door" href=Route::Templates.href() data-testid="door-template">
                    <DoorWords icon="layout-template" colour="data" key="door-template"/>
                </a>
            </li>
            <li>
                <button
                    type="button"
                    class="door"
                    data-testid="door-import"
                    on:click=|_| { action::run(Action::Import); }
                >
                    <DoorWords icon="import" colour="network" key="door-import"/>
                </button>
            </li>
            <li>
                <button type="button" class="door" data-testid="door-blank" on:click=|_| deeds::create(None)>
                    <DoorWords icon="plus" colour="flow" key="door-blank"/>
                </button>
            </li>
        </ul>
    }
}

#[component]
fn DoorWords(icon: &'static str, colour: &'static str, key: &'static str) -> impl IntoView {
    view! {
        <span class=format!("tile tile-{colour} door-tile")><Icon name=icon size=16/></span>
        <strong>{move || t(key)}</strong>
        <span class="muted">{move || t(&format!("{key}.help"))}</span>
    }
}
