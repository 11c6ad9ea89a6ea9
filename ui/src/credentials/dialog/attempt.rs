//! Trying a credential: one request to one of its hosts, and what came of it in a plain sentence.

use api::{CredentialTest, CredentialView, Error};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::credential::CredentialKind;

use super::Form;
use super::keep::keep;
use crate::credentials::words;
use crate::rpc;
use crate::text::{date_time, t, t_args};
use crate::widgets::{Button, Field, Icon, TextInput};

/// Keeps what was changed, then tries the credential.
fn attempt(form: Form) {
    spawn_local(async move {
        let kept = match form.touched.get_value() {
            true => keep(form).await,
            false => form.known.get_untracked(),
        };
        let Some(view) = kept else {
            return;
        };
        form.busy.try_set(true);
        let url = form.url.try_get_untracked().unwrap_or_default();
        let request = CredentialTest {
            id: view.id,
            url: Some(url.trim().to_owned()).filter(|url| !url.is_empty()),
        };
        let answer = rpc::call(request).await;
        form.busy.try_set(false);
        match answer {
            Ok(tested) => {
                form.tested.try_set(Some(tested));
            }
            Err(error) => refuse(form, error),
        }
    });
}

fn refuse(form: Form, error: Error) {
    let at_address = error.details.get("field").and_then(value::Value::as_str) == Some("url");
    match at_address {
        true => form.faults.try_update(|faults| {
            faults.insert("url".to_owned(), t("credential-bad-address"));
        }),
        false => form.error.try_update(|known| *known = Some(error)),
    };
}

/// The address to ask, the button, and how it ended.
#[component]
pub(super) fn Test(form: Form, kind: CredentialKind) -> impl IntoView {
    let sent = kind.way.is_sent();
    let write = move |text: String| {
        form.url.set(text);
        form.faults.update(|faults| {
            faults.remove("url");
        });
        form.tested.set(None);
    };
    // On a small screen it would come out below the edge.
    let place = NodeRef::<html::Div>::new();
    Effect::new(move |_| {
        if form.tested.with(Option::is_some)
            && let Some(place) = place.get()
        {
            request_animation_frame(move || {
                let how = web_sys::ScrollIntoViewOptions::new();
                how.set_block(web_sys::ScrollLogicalPosition::Nearest);
                place.scroll_into_view_with_scroll_into_view_options(&how);
            });
        }
    });
    let id = "credential-url";
    let address = sent.then(|| {
        view! {
            <Field id=id label=move || t("credential-test-address") help=move || t("credential-test-help")>
                <TextInput
                    value=form.url
                    on_input=write
                    placeholder=move || usual_address(form)
                    attr:id=id
                    attr:aria-invalid=super::fields::invalid(form, "url")
                    attr:data-testid=id
                />
            </Field>
            <super::fields::Fault form id=id.to_owned() name="url".to_owned()/>
        }
    });
    view! {
        <section class="credential-test" aria-label=move || t("credential-test")>
            {address}
            <div class="credential-try">
                <Button
                    icon="plug"
                    label=move || t("credential-test")
                    disabled=form.busy
                    attr:data-testid="credential-test"
                    on_click=move |_| attempt(form)
                />
                <div class="grow" role="status" node_ref=place><Ended form/></div>
            </div>
        </section>
    }
}

/// The address that is asked where none is typed.
fn usual_address(form: Form) -> String {
    let first = form.hosts.with(|hosts| {
        let mut hosts = hosts.iter().map(|(_, host)| host.trim().to_owned());
        hosts.find(|host| !host.is_empty() && !host.contains('*'))
    });
    match first {
        Some(host) if host.starts_with("localhost") || host.starts_with("127.") => {
            format!("http://{host}/")
        }
        Some(host) => format!("https://{host}/"),
        None => String::new(),
    }
}

/// How the test ended; before one, how the last one did.
#[component]
fn Ended(form: Form) -> impl IntoView {
    move || {
        if let Some(tested) = form.tested.get() {
            let name = form.name.get_untracked();
            let (class, icon) = match tested.worked {
                Some(true) => ("tested tested-good", "circle-check"),
                Some(false) => ("tested tested-bad", "circle-x"),
                None => ("tested", "info"),
            };
            let said = words::tested(&tested, &name);
            return Some(
                view! { <p class=class data-testid="credential-tested"><Icon name=icon size=14/>{said}</p> }
                    .into_any(),
            );
        }
        let last = form.known.with(|known| known.as_ref().and_then(last));
        last.map(|said| view! { <p class="tested muted">{said}</p> }.into_any())
    }
}

fn last(view: &CredentialView) -> Option<String> {
    let tried = view.verified?;
    let key = match tried.worked {
        true => "credential-last-good",
        false => "credential-last-bad",
    };
    Some(t_args(key, &[("time", date_time(tried.at_ms).into())]))
}
