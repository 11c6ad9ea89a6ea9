//! The rail: the screens, at the left edge.

use leptos::prelude::*;

use crate::action::{self, Action};
use crate::inbox;
use crate::route::{self, Route};
use crate::text::{t, t_args};
use crate::widgets::Icon;

/// The screens of the rail, with the action that shows each.
const SCREENS: [(Route, Action, &str); 4] = [
    (Route::Workflows, Action::ShowWorkflows, "workflows"),
    (Route::Runs, Action::ShowRuns, "runs"),
    (Route::Credentials, Action::ShowCredentials, "credentials"),
    (Route::Templates, Action::ShowTemplates, "templates"),
];

/// The rail.
#[component]
pub(super) fn Rail() -> impl IntoView {
    view! {
        <nav class="rail" aria-label=move || t("rail")>
            <a class="rail-logo" href=Route::Workflows.href() aria-label="Millrace">
                <Logo/>
            </a>
            {SCREENS.into_iter().map(|(route, action, key)| link(route, action, key)).collect_view()}
            <span class="rail-gap"></span>
            {button(Action::Search)}
            {button(Action::Keys)}
            {link(Route::Settings, Action::ShowSettings, "settings")}
        </nav>
    }
}

/// The mark: two streams that meet the wheel.
#[component]
fn Logo() -> impl IntoView {
    view! {
        <svg viewBox="0 0 24 24" width="18" height="18" fill="none" stroke="currentColor" stroke-width="2.4"
            stroke-linecap="round" stroke-linejoin="round" aria-hidden="true">
            <path d="M3 18V8.5l4.5 5 4.5-5 4.5 5 4.5-5V18"/>
        </svg>
    }
}

fn link(route: Route, action: Action, key: &'static str) -> impl IntoView {
    let (current, of_link) = (route::current(), route.clone());
    let here = Memo::new(move |_| belongs(&current.get(), &of_link));
    let target = route.clone();
    action::on(action, move || route::go(&target));
    let title = move || match action::keys_text(action) {
        keys if keys.is_empty() => t(key),
        keys => format!("{} ({keys})", t(key)),
    };
    let waits = waits(&route);
    let name = move || match waits.get() {
        0 => t(key),
        count => t_args("runs-waiting", &[("count", count.into())]),
    };
    let mark = move || {
        let count = Some(waits.get()).filter(|count| *count > 0)?;
        Some(
            view! { <span class="rail-mark" aria-hidden="true" data-testid="rail-waiting">{count}</span> },
        )
    };
    view! {
        <a
            class="rail-link"
            href=route.href()
            title=title
            aria-label=name
            aria-current=move || here.get().then_some("page")
            data-testid=format!("rail-{key}")
        >
            <Icon name=action.icon() size=19/>
            {mark}
            <span class="rail-word" aria-hidden="true">{move || t(key)}</span>
        </a>
    }
}

/// How many things wait for the person on a screen.
fn waits(route: &Route) -> Memo<u32> {
    let runs = *route == Route::Runs;
    let inbox = inbox::waiting();
    Memo::new(move |_| match runs {
        true => inbox.with(|inbox| inbox.count),
        false => 0,
    })
}

/// A button for what lies over every screen.
fn button(action: Action) -> impl IntoView {
    let title = move || match action::keys_text(action) {
        keys if keys.is_empty() => action.name(),
        keys => format!("{} ({keys})", action.name()),
    };
    let press = move |_| {
        action::run(action);
    };
    view! {
        <button
            type="button"
            class="rail-link"
            title=title
            aria-label=move || action.name()
            data-testid=format!("rail-{}", action.id())
            on:click=press
        >
            <Icon name=action.icon() size=19/>
            <span class="rail-word" aria-hidden="true">{move || action.name()}</span>
        </button>
    }
}

/// Whether a screen is under a link of the rail: an open workflow is under the workflows.
fn belongs(route: &Route, link: &Route) -> bool {
    match route {
        Route::Editor(_) => *link == Route::Workflows,
        Route::Run(_) | Route::RunStep(..) => *link == Route::Runs,
        other => other == link,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_screen_is_under_one_link() {
        let shown = [
            Route::Workflows,
            Route::Editor("1".into()),
            Route::Runs,
            Route::Run("1".into()),
            Route::RunStep("1".into(), "a".into()),
            Route::Credentials,
            Route::Templates,
        ];
        for route in shown {
            let links = SCREENS.iter().filter(|(link, ..)| belongs(&route, link));
            assert_eq!(links.count(), 1, "{route:?}");
        }
    }
}
