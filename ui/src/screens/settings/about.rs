//! What this is, and where its data lies.

use leptos::prelude::*;

use super::Section;
use crate::session;
use crate::text::{t, t_args};

#[component]
pub(super) fn About() -> impl IntoView {
    let info = session::info();
    let version = info
        .as_ref()
        .map(|info| info.version.clone())
        .unwrap_or_default();
    let data = info.as_ref().and_then(|info| info.data.clone());
    let zone = info.map(|info| info.timezone.clone()).unwrap_or_default();
    view! {
        <Section id="settings-about">
            <dl class="about">
                <dt>"Millrace"</dt>
                <dd>{move || t_args("about-version", &[("version", version.as_str().into())])}</dd>
                {data.map(|data| view! {
                    <dt>{move || t("about-data")}</dt>
                    <dd><code>{data}</code></dd>
                })}
                <dt>{move || t("about-zone")}</dt>
                <dd>{zone}</dd>
                <dt>{move || t("about-privacy")}</dt>
                <dd>{move || t("about-privacy-text")}</dd>
                <dt>{move || t("about-licence")}</dt>
                <dd>"MIT OR Apache-2.0"</dd>
            </dl>
        </Section>
    }
}
