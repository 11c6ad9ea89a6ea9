//! Something that was not done: why, in a plain sentence, and one way out.

use api::Error;
use fluent_bundle::FluentValue;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use value::Value;

use super::{Button, ButtonLook, Icon};
use crate::text;

/// The sentence of an error, in the person's language where its code has one.
pub fn error_text(error: &Error) -> String {
    let key = key(error);
    text::find(&key, &values(error)).unwrap_or_else(|| error.message.clone())
}

/// What to do about an error.
pub fn error_hint(error: &Error) -> Option<String> {
    let key = format!("{}.hint", key(error));
    text::find(&key, &values(error)).or_else(|| error.hint.clone())
}

fn key(error: &Error) -> String {
    let code = error.code.replace('.', "-");
    format!("error-{code}")
}

/// The details that are words or numbers; the English sentence is one of them.
fn values(error: &Error) -> Vec<(&'static str, FluentValue<'static>)> {
    let mut values = vec![("message", FluentValue::from(error.message.clone()))];
    for name in ["name", "file", "node"] {
        if let Some(Value::String(text)) = error.details.get(name) {
            values.push((name, FluentValue::from(text.to_string())));
        }
    }
    for name in ["count", "group"] {
        if let Some(number) = error.details.get(name).and_then(Value::as_i64) {
            values.push((name, FluentValue::from(number)));
        }
    }
    if let Some(after) = error.details.get("after").and_then(Value::as_i64) {
        values.push(("after", FluentValue::from(text::date_time(after))));
    }
    values
}

/// Says why something was not done. Its button is the way out; without a handler there is none.
#[component]
pub fn ErrorPanel(
    /// Why.
    #[prop(into)]
    error: Signal<Error>,
    /// The words of the button; "Try again" where none are given.
    #[prop(optional, into)]
    way_out: Option<TextProp>,
    /// What the button does.
    #[prop(optional, into)]
    on_way_out: Option<Callback<()>>,
) -> impl IntoView {
    let words = way_out.unwrap_or_else(|| TextProp::from(|| text::t("try-again")));
    let details = move || {
        error.with(|error| {
            let said = format!("{}\n{}", error.code, error.message);
            match &error.details {
                Value::Null => said,
                Value::String(more) => format!("{said}\n{more}"),
                more => {
                    let more = serde_json::to_string_pretty(more).unwrap_or_default();
                    format!("{said}\n{more}")
                }
            }
        })
    };
    view! {
        <div class="error-panel" role="alert">
            <Icon name="circle-alert" size=18/>
            <div class="error-words">
                <p class="error-title">{move || error.with(error_text)}</p>
                {move || error.with(error_hint).map(|hint| view! { <p class="error-hint">{hint}</p> })}
                {on_way_out.map(|out| view! {
                    <Button look=ButtonLook::Primary label=words on_click=move |_| out.run(())/>
                })}
                <details class="error-details">
                    <summary>{move || text::t("error-details")}</summary>
                    <pre>{details}</pre>
                </details>
            </div>
        </div>
    }
}
