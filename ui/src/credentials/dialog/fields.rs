//! The fields of a kind. A secret can be looked at while it is typed, and never once it is kept.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use model::credential::{CredentialField, CredentialKind};

use super::super::words;
use super::Form;
use crate::text::{spec_text, t};
use crate::widgets::{Button, ButtonLook, Field, Icon, SecretInput, Select, TextInput};

/// The fields of a kind, in order.
#[component]
pub(super) fn Fields(form: Form, kind: CredentialKind) -> impl IntoView {
    let all = kind.clone();
    kind.fields
        .into_iter()
        .map(|field| {
            let all = all.clone();
            let asked = field.clone();
            let shown = Memo::new(move |_| is_asked(&all, &asked, |name| form.field(name)));
            view! {
                <Show when=move || shown.get()>
                    <OneField form field=field.clone()/>
                </Show>
            }
        })
        .collect_view()
}

/// Whether a field is asked for: its condition names another field and its value.
pub(super) fn is_asked(
    kind: &CredentialKind,
    field: &CredentialField,
    value: impl Fn(&str) -> String,
) -> bool {
    let Some(when) = &field.when else {
        return true;
    };
    let now = match value(&when.field) {
        empty if empty.is_empty() => {
            let other = kind.field(&when.field);
            other.map(|other| other.usual.clone()).unwrap_or_default()
        }
        now => now,
    };
    now == when.is
}

/// The id of a field's control.
pub(super) fn id_of(name: &str) -> String {
    format!("credential-{name}")
}

#[component]
fn OneField(form: Form, field: CredentialField) -> impl IntoView {
    let (label, help) = (field.label.clone(), field.help.clone());
    let (id, name) = (id_of(&field.name), field.name.clone());
    let control = match (field.secret, field.choices.is_empty(), field.long) {
        (true, ..) => view! { <SecretField form field/> }.into_any(),
        (false, false, _) => choices(form, &field),
        (false, true, true) => lines(form, &field),
        (false, true, false) => line(form, &field),
    };
    view! {
        <Labelled form id name label=move || spec_text(&label) help=move || spec_text(&help)>{control}</Labelled>
    }
}

/// A control with its name, its help, and what is wrong with it.
#[component]
pub(super) fn Labelled(
    form: Form,
    id: String,
    name: String,
    #[prop(into)] label: TextProp,
    #[prop(optional, into)] help: TextProp,
    children: Children,
) -> impl IntoView {
    let path = name.clone();
    view! {
        <div class="labelled" data-field=path>
            <Field id=id.clone() label=label help=help>{children()}</Field>
            <Fault form id name/>
        </div>
    }
}

/// What is wrong with a field.
#[component]
pub(super) fn Fault(form: Form, id: String, name: String) -> impl IntoView {
    let said = move || {
        let text = form.fault(&name)?;
        Some(view! {
            <p class="field-problem" role="alert" data-testid="credential-fault">
                <Icon name="circle-alert" size=13/>{text}
            </p>
        })
    };
    view! { <div id=fault_id(&id)>{said}</div> }
}

/// `aria-invalid` of a field: whether something is wrong with it.
pub(super) fn invalid(form: Form, name: &str) -> impl Fn() -> Option<&'static str> + Clone + use<> {
    let name = name.to_owned();
    move || form.fault(&name).map(|_| "true")
}

pub(super) fn fault_id(id: &str) -> String {
    format!("{id}-fault")
}

fn choices(form: Form, field: &CredentialField) -> AnyView {
    let all = field.choices.clone();
    let options = Signal::derive(move || {
        let option = |choice: &String| (choice.clone(), words::choice(choice));
        all.iter().map(option).collect()
    });
    let (name, id) = (field.name.clone(), id_of(&field.name));
    let read = name.clone();
    let value = Signal::derive(move || form.field(&read));
    view! {
        <Select
            value
            on_change=move |chosen| form.set_field(&name, chosen)
            options
            attr:id=id.clone()
            attr:data-testid=id
        />
    }
    .into_any()
}

fn line(form: Form, field: &CredentialField) -> AnyView {
    let (name, id) = (field.name.clone(), id_of(&field.name));
    let read = name.clone();
    let value = Signal::derive(move || form.field(&read));
    let wrong = invalid(form, &name);
    view! {
        <TextInput
            value
            on_input=move |text| form.set_field(&name, text)
            attr:id=id.clone()
            attr:aria-invalid=wrong
            attr:aria-describedby=fault_id(&id)
            attr:data-testid=id
        />
    }
    .into_any()
}

fn lines(form: Form, field: &CredentialField) -> AnyView {
    let (name, id) = (field.name.clone(), id_of(&field.name));
    let read = name.clone();
    let wrong = invalid(form, &name);
    view! {
        <textarea
            id=id.clone()
            class="textarea"
            rows="5"
            spellcheck="false"
            autocomplete="off"
            aria-invalid=wrong
            aria-describedby=fault_id(&id)
            data-testid=id
            prop:value=move || form.field(&read)
            on:input:target=move |event| form.set_field(&name, event.target().value())
        ></textarea>
    }
    .into_any()
}

/// A secret: that one is stored, or a field for a new one.
#[component]
fn SecretField(form: Form, field: CredentialField) -> impl IntoView {
    let name = field.name.clone();
    let stored = Memo::new(move |_| form.is_stored(&name));
    move || match stored.get() {
        true => view! { <Stored form field=field.clone()/> }.into_any(),
        false => view! { <Typed form field=field.clone()/> }.into_any(),
    }
}

/// A secret that is kept: it is not read back, only replaced.
#[component]
fn Stored(form: Form, field: CredentialField) -> impl IntoView {
    let (name, label) = (field.name, field.label);
    let id = id_of(&name);
    let what = move || format!("{}: {}", t("credential-replace"), spec_text(&label));
    let replace = move |_| {
        form.replaced.update(|replaced| {
            replaced.insert(name.clone());
        });
        form.touch(&name);
        focus_soon(id_of(&name));
    };
    view! {
        <div class="secret-stored">
            <Icon name="lock" size=14/>
            <span class="grow muted">{move || t("credential-stored")}</span>
            <Button
                icon="replace"
                label=move || t("credential-replace")
                attr:id=id.clone()
                attr:aria-label=what
                attr:data-testid=format!("replace-{id}")
                on_click=replace
            />
        </div>
    }
}

#[component]
fn Typed(form: Form, field: CredentialField) -> impl IntoView {
    let name = field.name.clone();
    let was = name.clone();
    let replaces = move || form.replaced.with(|replaced| replaced.contains(&was));
    let keep = StoredValue::new(name.clone());
    let leave = move |_| {
        let name = keep.get_value();
        form.fields.update(|fields| {
            fields.remove(&name);
        });
        form.replaced.update(|replaced| {
            replaced.remove(&name);
        });
        form.touch(&name);
    };
    let id = id_of(&name);
    let value = Signal::derive({
        let name = name.clone();
        move || form.secret(&name)
    });
    let faulty = name.clone();
    let wrong = Signal::derive(move || form.fault(&faulty).is_some());
    view! {
        <SecretInput
            described_by=fault_id(&id)
            wrong
            id
            value
            on_input=move |text| form.set_secret(&name, text)
            lines=field.long
        />
        <Show when=replaces>
            <div>
                <Button look=ButtonLook::Quiet icon="undo-2" label=move || t("credential-keep-stored") on_click=leave/>
            </div>
        </Show>
    }
}

/// Whether a person is in a field already: a frame may come late, and nobody wants to go on in another field.
pub(super) fn someone_types() -> bool {
    document()
        .active_element()
        .is_some_and(|active| matches!(active.tag_name().as_str(), "INPUT" | "TEXTAREA" | "SELECT"))
}

/// Gives the focus to a control that is drawn with the next frame.
pub(super) fn focus_soon(id: String) {
    request_animation_frame(move || {
        use wasm_bindgen::JsCast as _;
        let found = document().get_element_by_id(&id);
        if let Some(control) = found.and_then(|it| it.dyn_into::<web_sys::HtmlElement>().ok()) {
            let _ = control.focus();
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_is_asked_for_where_another_has_its_value() {
        let kind = model::credential::kind("jwtAuth").expect("a kind");
        let asked = |key_type: &str| -> Vec<String> {
            let fields = kind.fields.iter();
            let value = |name: &str| match name {
                "keyType" => key_type.to_owned(),
                _ => String::new(),
            };
            fields
                .filter(|field| is_asked(&kind, field, value))
                .map(|field| field.name.clone())
                .collect()
        };
        assert_eq!(asked(""), ["keyType", "secret", "algorithm"]);
        assert_eq!(
            asked("pemKey"),
            ["keyType", "privateKey", "publicKey", "algorithm"]
        );
    }
}
