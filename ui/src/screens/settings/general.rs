//! Language, theme, and how Millrace starts and stays.

use api::Theme;
use leptos::prelude::*;

use super::{Line, Section};
use crate::text::{LANGUAGES, t};
use crate::widgets::{Select, Switch};
use crate::{rpc, session};

#[component]
pub(super) fn General() -> impl IntoView {
    let settings = session::settings();
    let of = |read: fn(&api::UserSettings) -> bool| {
        let settings = settings.clone();
        Signal::derive(move || settings.with(read))
    };
    let snap = of(|settings| settings.snap);
    view! {
        <Section id="settings-general">
            <Language/>
            <Looks/>
            <Line id="set-snap" label=move || t("set-snap") help=move || t("set-snap-help")>
                <Switch
                    on=snap
                    on_change=move |on| session::change(|settings| settings.snap = on)
                    attr:id="set-snap"
                    attr:data-testid="set-snap"
                />
            </Line>
            // A browser's tab starts and stays as the browser does.
            {rpc::in_window().then(|| view! { <OfWindow/> })}
        </Section>
    }
}

#[component]
fn OfWindow() -> impl IntoView {
    let settings = session::settings();
    let (of_login, of_tray) = (settings.clone(), settings);
    let login = Signal::derive(move || of_login.with(|settings| settings.start_at_login));
    let tray = Signal::derive(move || of_tray.with(|settings| settings.tray));
    view! {
        <Line id="set-login" label=move || t("set-login") help=move || t("set-login-help")>
            <Switch
                on=login
                on_change=move |on| session::change(|settings| settings.start_at_login = on)
                attr:id="set-login"
                attr:data-testid="set-login"
            />
        </Line>
        <Line id="set-tray" label=move || t("set-tray") help=move || t("set-tray-help")>
            <Switch
                on=tray
                on_change=move |on| session::change(|settings| settings.tray = on)
                attr:id="set-tray"
                attr:data-testid="set-tray"
            />
        </Line>
    }
}

#[component]
fn Language() -> impl IntoView {
    let settings = session::settings();
    let value = Signal::derive(move || {
        settings.with(|settings| settings.language.clone().unwrap_or_default())
    });
    let options = Signal::derive(|| {
        let mut options = vec![(String::new(), t("as-system"))];
        options.extend(
            LANGUAGES
                .iter()
                .map(|known| (known.tag.to_owned(), known.name.to_owned())),
        );
        options
    });
    let choose = |tag: String| {
        session::change(|settings| settings.language = Some(tag).filter(|tag| !tag.is_empty()));
    };
    view! {
        <Line id="set-language" label=move || t("set-language")>
            <Select value=value options=options on_change=choose attr:id="set-language" attr:data-testid="set-language"/>
        </Line>
    }
}

const THEMES: [(Theme, &str, &str); 3] = [
    (Theme::System, "system", "as-system"),
    (Theme::Light, "light", "theme-light"),
    (Theme::Dark, "dark", "theme-dark"),
];

#[component]
fn Looks() -> impl IntoView {
    let settings = session::settings();
    let value = Signal::derive(move || {
        let theme = settings.with(|settings| settings.theme);
        let known = THEMES.iter().find(|(known, ..)| *known == theme);
        known.map_or(String::new(), |(_, id, _)| (*id).to_owned())
    });
    let options = Signal::derive(|| THEMES.map(|(_, id, key)| (id.to_owned(), t(key))).to_vec());
    let choose = |id: String| {
        if let Some((theme, ..)) = THEMES.iter().find(|(_, known, _)| *known == id) {
            session::change(|settings| settings.theme = *theme);
        }
    };
    view! {
        <Line id="set-theme" label=move || t("set-theme")>
            <Select value=value options=options on_change=choose attr:id="set-theme" attr:data-testid="set-theme"/>
        </Line>
    }
}
