//! Controls for plain values: lines, numbers, switches, choices, dates, colours, secrets.

use leptos::prelude::*;
use model::Choice;
use value::Value;

use super::field::FieldAt;
use crate::editor::form;
use crate::text::t;
use crate::widgets::{Checkbox, IconButton, Switch};

/// Text that is taken as it is.
#[component]
pub fn LineField(
    /// The field.
    field: FieldAt,
    /// Several lines.
    lines: bool,
) -> impl IntoView {
    let id = field.id();
    let text = {
        let field = field.clone();
        move || field.current().as_str().unwrap_or_default().to_owned()
    };
    let example = field.clone();
    let left = field.clone();
    match lines {
        true => view! {
            <textarea
                id=id.clone()
                class="input"
                rows="4"
                placeholder=move || example.example()
                aria-describedby=format!("{id}-help")
                prop:value=text
                on:input:target=move |event| field.set(event.target().value().into())
                on:blur=move |_| left.leave()
            ></textarea>
        }
        .into_any(),
        false => view! {
            <input
                id=id.clone()
                class="input"
                type="text"
                autocomplete="off"
                spellcheck="false"
                placeholder=move || example.example()
                aria-describedby=format!("{id}-help")
                prop:value=text
                on:input:target=move |event| field.set(event.target().value().into())
                on:blur=move |_| left.leave()
            />
        }
        .into_any(),
    }
}

/// Text that is not shown while it is typed.
#[component]
pub fn SecretField(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let id = field.id();
    let shown = RwSignal::new(false);
    let text = {
        let field = field.clone();
        move || field.current().as_str().unwrap_or_default().to_owned()
    };
    let left = field.clone();
    view! {
        <div class="with-button">
            <input
                id=id.clone()
                class="input"
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete="off"
                spellcheck="false"
                aria-describedby=format!("{id}-help")
                prop:value=text
                on:input:target=move |event| field.set(event.target().value().into())
                on:blur=move |_| left.leave()
            />
            <IconButton
                icon=move || if shown.get() { "eye-off" } else { "eye" }
                label=move || t("editor-secret-show")
                pressed=Signal::from(shown)
                on_click=move |_| shown.update(|shown| *shown = !*shown)
            />
        </div>
    }
}

/// A number.
#[component]
pub fn NumberField(
    /// The field.
    field: FieldAt,
    /// The smallest.
    min: Option<f64>,
    /// The largest.
    max: Option<f64>,
) -> impl IntoView {
    let id = field.id();
    let text = {
        let field = field.clone();
        move || match field.current() {
            Value::Null => String::new(),
            other => other.to_text().to_string(),
        }
    };
    let example = field.clone();
    let left = field.clone();
    let written = move |text: String| {
        // What is no number yet is not kept: the last number stays until there is another.
        let text = text.trim().replace(',', ".");
        if text.is_empty() {
            field.unset();
        } else if let Ok(number) = text.parse::<f64>()
            && number.is_finite()
        {
            field.set(number.into());
        }
    };
    let out_of_range = {
        let field = left.clone();
        move || {
            let number = field.current().as_f64()?;
            let low = min.is_some_and(|min| number < min);
            let high = max.is_some_and(|max| number > max);
            let limit = if low { min } else { max };
            (low || high).then(|| {
                let key = if low {
                    "editor-number-least"
                } else {
                    "editor-number-most"
                };
                let limit = limit.unwrap_or_default();
                let text = crate::text::t_args(key, &[("limit", limit.into())]);
                view! { <p class="field-warning">{text}</p> }
            })
        }
    };
    view! {
        <input
            id=id.clone()
            class="input input-number"
            type="number"
            step="any"
            min=min.map(|min| min.to_string())
            max=max.map(|max| max.to_string())
            placeholder=move || example.example()
            aria-describedby=format!("{id}-help")
            prop:value=text
            on:input:target=move |event| written(event.target().value())
            on:blur=move |_| left.leave()
        />
        {out_of_range}
    }
}

/// On or off.
#[component]
pub fn SwitchField(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let on = {
        let field = field.clone();
        Signal::derive(move || field.current().as_bool().unwrap_or(false))
    };
    let label = field.clone();
    let id = field.id();
    let change = Callback::new(move |on: bool| {
        field.set(on.into());
        field.leave();
    });
    view! {
        <Switch on on_change=change label=move || label.label() attr:id=id/>
    }
}

/// One of a list.
#[component]
pub fn ChoiceField(
    /// The field.
    field: FieldAt,
    /// The list.
    choices: Vec<Choice>,
) -> impl IntoView {
    let id = field.id();
    let shown = {
        let field = field.clone();
        move || {
            let current = field.current();
            let node = field.form.node.get()?;
            let spec = &field.form.spec;
            let list = form::choices(spec, &node, &choices, &current);
            let known = list.iter().any(|choice| choice.value == current);
            let other = (!known).then(|| {
                let words = match form::is_blank(&current) {
                    true => t("editor-choose"),
                    false => current.to_text().to_string(),
                };
                view! { <option value=key(&current) selected=true>{words}</option> }
            });
            let options = list.into_iter().map(|choice| {
                let chosen = choice.value == current;
                view! { <option value=key(&choice.value) prop:selected=chosen selected=chosen>{field.choice(choice)}</option> }
            });
            Some(view! { {other} {options.collect_view()} })
        }
    };
    let change = move |text: String| {
        if let Ok(value) = value::from_str(&text) {
            field.set(value);
            field.leave();
        }
    };
    view! {
        <select
            id=id.clone()
            class="select"
            aria-describedby=format!("{id}-help")
            on:change:target=move |event| change(event.target().value())
        >
            {shown}
        </select>
    }
}

/// A value as the text of an option: as JSON, so that 1 and "1" are two.
fn key(value: &Value) -> String {
    value::to_string(value)
}

/// Several of a list.
#[component]
pub fn ChoicesField(
    /// The field.
    field: FieldAt,
    /// The list.
    choices: Vec<Choice>,
) -> impl IntoView {
    let boxes = choices.into_iter().map(|choice| {
        let (words, changed) = (field.clone(), field.clone());
        let value = choice.value.clone();
        let on = {
            let (field, value) = (field.clone(), value.clone());
            Signal::derive(move || {
                let list = field.current();
                list.as_array().unwrap_or_default().contains(&value)
            })
        };
        let change = Callback::new(move |on: bool| {
            let current = changed.current_now();
            let mut list = current.as_array().unwrap_or_default().to_vec();
            list.retain(|known| *known != value);
            if on {
                list.push(value.clone());
            }
            changed.set(list.into());
            changed.leave();
        });
        view! { <Checkbox on on_change=change label=move || words.choice(&choice)/> }
    });
    let id = field.id();
    view! {
        <div class="choices" role="group" id=id.clone() aria-labelledby=format!("{id}-label")>
            {boxes.collect_view()}
        </div>
    }
}

/// A point in time.
#[component]
pub fn DateField(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let id = field.id();
    let text = {
        let field = field.clone();
        move || local(field.current().as_str().unwrap_or_default())
    };
    // A date that the browser's own field cannot show is shown as text.
    let plain = {
        let field = field.clone();
        move || {
            let current = field.current();
            let text = current.as_str().unwrap_or_default();
            (!text.is_empty() && local(text).is_empty()).then(|| text.to_owned())
        }
    };
    let left = field.clone();
    view! {
        <input
            id=id.clone()
            class="input"
            type="datetime-local"
            step="1"
            aria-describedby=format!("{id}-help")
            prop:value=text
            on:input:target=move |event| field.set(event.target().value().into())
            on:blur=move |_| left.leave()
        />
        {move || plain().map(|text| view! { <p class="hint">{text}</p> })}
    }
}

/// A date as the browser's field has it: `2026-11-21T09:30:00`; empty where it is none.
fn local(text: &str) -> String {
    let bytes = text.as_bytes();
    let day = bytes.len() >= 10 && bytes[4] == b'-' && bytes[7] == b'-';
    if !day {
        return String::new();
    }
    let time = text.get(11..).unwrap_or_default();
    let digits = time
        .find(|c: char| !(c.is_ascii_digit() || c == ':'))
        .unwrap_or(time.len());
    match time.get(..digits) {
        Some(time) if time.len() >= 5 => format!("{}T{time}", &text[..10]),
        _ => format!("{}T00:00", &text[..10]),
    }
}

/// A colour.
#[component]
pub fn ColorField(
    /// The field.
    field: FieldAt,
) -> impl IntoView {
    let id = field.id();
    let shown = {
        let field = field.clone();
        move || {
            let text = field.current();
            let text = text.as_str().unwrap_or_default();
            // The browser's field has no transparency.
            text.get(..7)
                .filter(|text| text.starts_with('#'))
                .unwrap_or("#000000")
                .to_owned()
        }
    };
    let text = {
        let field = field.clone();
        move || field.current().as_str().unwrap_or_default().to_owned()
    };
    let (picked, left, label) = (field.clone(), field.clone(), field.clone());
    view! {
        <div class="with-button">
            <input
                id=id.clone()
                class="input"
                type="text"
                spellcheck="false"
                placeholder="#rrggbb"
                aria-describedby=format!("{id}-help")
                prop:value=text
                on:input:target=move |event| field.set(event.target().value().into())
                on:blur=move |_| left.leave()
            />
            <input
                class="color"
                type="color"
                aria-label=move || label.label()
                prop:value=shown
                on:input:target=move |event| picked.set(event.target().value().into())
            />
        </div>
    }
}

#[cfg(test)]
mod tests {
    use super::local;

    #[test]
    fn dates_are_shown_as_far_as_they_are_dates() {
        assert_eq!(local("2026-11-21T09:30:00"), "2026-11-21T09:30:00");
        assert_eq!(local("2026-11-21T09:30:00.000Z"), "2026-11-21T09:30:00");
        assert_eq!(local("2026-11-21"), "2026-11-21T00:00");
        assert_eq!(local("tomorrow"), "");
        assert_eq!(local(""), "");
    }
}
