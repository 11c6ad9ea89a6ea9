//! The form of a credential whose kind is chosen.

use api::{NoticeLevel, VaultCondition};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::credential::CredentialKind;

use super::about::{Hosts, More, Name};
use super::attempt::Test;
use super::fields::Fields;
use super::keep::keep;
use super::kinds::icon;
use super::{Form, Wanted};
use crate::credentials::{condition, words};
use crate::route::Route;
use crate::text::{date_time, spec_text, t, t_args};
use crate::widgets::{Button, ButtonLook, ErrorPanel, Icon, notice};

/// The form.
#[component]
pub(super) fn FormView(form: Form, kind: CredentialKind) -> impl IntoView {
    let submit = move |event: web_sys::SubmitEvent| {
        event.prevent_default();
        save(form);
    };
    let sent = kind.way.is_sent();
    let tested = kind.clone();
    let makes = form.wanted.with_value(|wanted| wanted.id.is_none());
    // A test keeps what it tries: there is nothing to be taken back then.
    let is_kept =
        move || form.tested.with(Option::is_some) || makes && form.known.with(Option::is_some);
    let leave = move || t(if is_kept() { "close" } else { "cancel" });
    view! {
        <form class="dialog-form credential-form" data-testid="credential-form" on:submit=submit>
            <OfKind form kind=kind.clone()/>
            <Refused form/>
            <Name form/>
            <Fields form kind/>
            {sent.then(|| view! { <Hosts form/> })}
            <More form/>
            <UsedBy form/>
            <Test form kind=tested/>
            <First/>
            <footer class="dialog-foot">
                <Button label=leave on_click=move |_| form.open.set(false)/>
                <Button
                    look=ButtonLook::Primary
                    label=move || t("save")
                    submit=true
                    disabled=form.busy
                    attr:data-testid="credential-save"
                />
            </footer>
        </form>
    }
}

fn save(form: Form) {
    if form.busy.get_untracked() {
        return;
    }
    spawn_local(async move {
        if !form.touched.get_value() {
            form.open.set(false);
            return;
        }
        let Some(view) = keep(form).await else {
            focus_fault();
            return;
        };
        form.open.try_set(false);
        let said = t_args("credential-saved", &[("name", view.name.as_str().into())]);
        notice(NoticeLevel::Info, said);
    });
}

/// The focus goes to the first field with a fault, once it is drawn.
fn focus_fault() {
    request_animation_frame(|| {
        use wasm_bindgen::JsCast as _;
        let found = document().query_selector(".credential-form .field-problem");
        let field = found.ok().flatten().and_then(|fault| {
            let around = fault.closest("[data-field]").ok().flatten()?;
            around
                .query_selector("input, textarea, select, button")
                .ok()
                .flatten()
        });
        if let Some(field) = field.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = field.focus();
        }
    });
}

/// What kind it is, and where a person finds what belongs into it.
#[component]
fn OfKind(form: Form, kind: CredentialKind) -> impl IntoView {
    let found = kind.clone();
    let label = kind.label.clone();
    let help = kind.help.clone();
    let several = form.offered().len() > 1;
    let again = move || several && form.known.with(Option::is_none);
    view! {
        <div class="credential-kind">
            <Icon name=icon(&kind) size=18/>
            <div class="grow">
                <strong>{move || spec_text(&label)}</strong>
                <p class="muted">{move || spec_text(&help)}</p>
                <p class="muted">{move || words::where_to_find(&found)}</p>
            </div>
            <Show when=again>
                <Button
                    look=ButtonLook::Quiet
                    icon="arrow-left"
                    label=move || t("credential-other-kind")
                    attr:data-testid="other-kind"
                    on_click=move |_| form.kind.set(None)
                />
            </Show>
        </div>
    }
}

/// What was refused and is not about one field.
#[component]
fn Refused(form: Form) -> impl IntoView {
    let error = Signal::derive(move || form.error.get().unwrap_or_default());
    view! {
        <Show when=move || form.error.with(Option::is_some)>
            <ErrorPanel error=error/>
        </Show>
    }
}

/// Where it is used, when it was used last, when its secret was replaced.
#[component]
fn UsedBy(form: Form) -> impl IntoView {
    let in_step = form.wanted.with_value(|wanted| wanted.in_step);
    move || {
        let view = form.known.get()?;
        let links = view.used_by.iter().map(|used| {
            let href = Route::Editor(used.workflow.clone()).href();
            let name = used.name.clone();
            view! {
                <li><a class="row-name" dir="auto" href=href on:click=move |_| form.open.set(false)>{name}</a></li>
            }
        });
        let links = links.collect_view();
        let heading = match (view.used_by.is_empty(), in_step) {
            (false, _) => "credential-used-by",
            (true, true) => "credential-used-here",
            (true, false) => "credential-not-chosen",
        };
        let used = view.used_ms.map_or_else(
            || t("credential-never-used"),
            |at| t_args("credential-used-at", &[("time", date_time(at).into())]),
        );
        let replaced = t_args(
            "credential-replaced-at",
            &[("time", date_time(view.replaced_ms).into())],
        );
        Some(view! {
            <section class="credential-uses" data-testid="credential-uses">
                <h3>{t(heading)}</h3>
                <ul>{links}</ul>
                <p class="field-help">{used}" "{replaced}</p>
            </section>
        })
    }
}

/// Before the first one: that a recovery code comes with it.
#[component]
fn First() -> impl IntoView {
    let condition = condition();
    view! {
        <Show when=move || condition.get() == Some(VaultCondition::None)>
            <p class="credential-first"><Icon name="info" size=14/>{move || t("credential-first")}</p>
        </Show>
    }
}

impl Wanted {
    /// A new one, for a slot.
    pub(crate) fn for_slot(slot: &str) -> Self {
        Self {
            slot: Some(slot.to_owned()),
            ..Self::default()
        }
    }
}
