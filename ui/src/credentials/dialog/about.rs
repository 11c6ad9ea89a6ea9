//! What is said about a credential: its name, the hosts it may go to, where it belongs, until when it is valid.

use js_sys::Date;
use leptos::html;
use leptos::prelude::*;

use super::Form;
use super::fields::{Fault, Labelled, fault_id, focus_soon, invalid, someone_types};
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, Icon, IconButton, TextInput};

/// The name.
#[component]
pub(super) fn Name(form: Form) -> impl IntoView {
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get() {
            request_animation_frame(move || {
                if !someone_types() {
                    let _ = input.focus();
                }
            });
        }
    });
    let write = move |text: String| {
        form.name.set(text);
        form.touch("title");
    };
    // The kind may have a field called `name` as well.
    let id = "credential-title";
    view! {
        <Labelled form id=id.to_owned() name="title".to_owned() label=move || t("name") help=move || t("credential-name-help")>
            <TextInput
                value=form.name
                on_input=write
                node_ref=input
                placeholder=move || t("credential-name-example")
                attr:id=id
                attr:aria-invalid=invalid(form, "title")
                attr:aria-describedby=fault_id(id)
                attr:data-testid=id
            />
        </Labelled>
    }
}

/// The hosts it may go to: one a line, each can be taken away.
#[component]
pub(super) fn Hosts(form: Form) -> impl IntoView {
    let keys = Memo::new(move |_| {
        form.hosts
            .with(|hosts| hosts.iter().map(|(key, _)| *key).collect::<Vec<u32>>())
    });
    let add = move |_| {
        let key = form.hosts.with_untracked(|hosts| {
            let last = hosts.iter().map(|(key, _)| *key).max();
            last.map_or(0, |last| last + 1)
        });
        form.hosts.update(|hosts| hosts.push((key, String::new())));
        focus_soon(host_id(key));
    };
    view! {
        <fieldset class="host-list" data-field="hosts">
            <legend class="field-label">{move || t("credential-hosts")}</legend>
            <For each=move || keys.get() key=|key| *key children=move |key| view! { <Host form key keys/> }/>
            <div>
                <Button
                    look=ButtonLook::Quiet
                    icon="plus"
                    label=move || t("credential-host-add")
                    attr:data-testid="host-add"
                    on_click=add
                />
            </div>
            <p class="field-help" id="credential-hosts-help">{move || t("credential-hosts-help")}</p>
            <Fault form id="credential-hosts".to_owned() name="hosts".to_owned()/>
        </fieldset>
    }
}

fn host_id(key: u32) -> String {
    format!("credential-host-{key}")
}

#[component]
fn Host(form: Form, key: u32, keys: Memo<Vec<u32>>) -> impl IntoView {
    let text = Signal::derive(move || {
        form.hosts.with(|hosts| {
            let own = hosts.iter().find(|(known, _)| *known == key);
            own.map(|(_, text)| text.clone()).unwrap_or_default()
        })
    });
    let write = move |text: String| {
        form.hosts.update(|hosts| {
            if let Some((_, own)) = hosts.iter_mut().find(|(known, _)| *known == key) {
                *own = text;
            }
        });
        form.touch("hosts");
    };
    let remove = move |_| {
        form.hosts
            .update(|hosts| hosts.retain(|(known, _)| *known != key));
        form.touch("hosts");
    };
    let number = move || {
        keys.with(|keys| {
            keys.iter()
                .position(|known| *known == key)
                .unwrap_or_default()
                + 1
        })
    };
    let label = move || t_args("credential-host", &[("number", number().into())]);
    let take_away = move || t_args("credential-host-remove", &[("host", text.get().into())]);
    let alone = Signal::derive(move || keys.with(|keys| keys.len() == 1));
    view! {
        <div class="with-button">
            <TextInput
                value=text
                on_input=write
                label=label
                placeholder="api.example.com"
                attr:id=host_id(key)
                attr:aria-invalid=invalid(form, "hosts")
                attr:aria-describedby="credential-hosts-help credential-hosts-fault"
                attr:data-testid="credential-host"
            />
            <IconButton icon="x" label=take_away disabled=alone on_click=remove/>
        </div>
    }
}

/// Where it belongs, by which words it is found, until when it is valid: open where one of them is set.
#[component]
pub(super) fn More(form: Form) -> impl IntoView {
    let set = [form.environment, form.tags, form.expires, form.rotate]
        .iter()
        .any(|text| text.with_untracked(|text| !text.is_empty()));
    let open = RwSignal::new(set);
    view! {
        <button
            type="button"
            class="more-button"
            data-testid="credential-more"
            aria-expanded=move || open.get().to_string()
            on:click=move |_| open.update(|open| *open = !*open)
        >
            <Icon name="chevron-right" size=13/>
            {move || t("credential-more")}
        </button>
        <Show when=move || open.get()>
            <div class="credential-more">
                <Text form name="environment" value=form.environment/>
                <Text form name="tags" value=form.tags/>
                <Text form name="expires" value=form.expires kind="date"/>
                <Text form name="rotate" value=form.rotate kind="number"/>
            </div>
        </Show>
    }
}

/// One of them; its texts are called `credential-…` and `credential-…-help`.
#[component]
fn Text(
    form: Form,
    name: &'static str,
    value: RwSignal<String>,
    #[prop(default = "text")] kind: &'static str,
) -> impl IntoView {
    let id = format!("credential-about-{name}");
    view! {
        <Labelled
            form
            id=id.clone()
            name=name.to_owned()
            label=move || t(&format!("credential-about-{name}"))
            help=move || t(&format!("credential-about-{name}-help"))
        >
            <input
                id=id.clone()
                class="input"
                type=kind
                min=(kind == "number").then_some("1")
                autocomplete="off"
                aria-invalid=invalid(form, name)
                aria-describedby=fault_id(&id)
                data-testid=id.clone()
                prop:value=value
                on:input:target=move |event| {
                    value.set(event.target().value());
                    form.touch(name);
                }
            />
        </Labelled>
    }
}

/// The end of a day, `2027-03-31`, here: it is valid on that day.
pub(super) fn end_of(day: &str) -> Option<i64> {
    let mut parts = day.trim().splitn(3, '-');
    let (year, month, day) = (parts.next()?, parts.next()?, parts.next()?);
    let (year, month, day): (u32, i32, i32) =
        (year.parse().ok()?, month.parse().ok()?, day.parse().ok()?);
    let sound =
        (1..=12).contains(&month) && (1..=31).contains(&day) && (1970..10_000).contains(&year);
    if !sound {
        return None;
    }
    let end = Date::new_with_year_month_day(year, month - 1, day + 1).get_time();
    #[expect(clippy::cast_possible_truncation, reason = "a day of this era")]
    end.is_finite().then_some(end as i64)
}

/// The last day on which something is valid that ends then.
pub(super) fn last_day(end_ms: i64) -> String {
    #[expect(clippy::cast_precision_loss, reason = "a day of this era")]
    let date = Date::new(&((end_ms - 1) as f64).into());
    format!(
        "{:04}-{:02}-{:02}",
        date.get_full_year(),
        date.get_month() + 1,
        date.get_date()
    )
}
