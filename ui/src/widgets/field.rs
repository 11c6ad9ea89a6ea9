//! Fields to write and to choose in.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::Icon;

/// A field with its name above it and help under it. The control in it takes `id`.
#[component]
pub fn Field(
    /// The id of the control, which belongs to the name.
    #[prop(into)]
    id: String,
    /// Its name.
    #[prop(into)]
    label: TextProp,
    /// What it is for.
    #[prop(optional, into)]
    help: TextProp,
    /// The control.
    children: Children,
) -> impl IntoView {
    let has_help = {
        let help = help.clone();
        move || !help.get().is_empty()
    };
    view! {
        <div class="field">
            <label class="field-label" for=id.clone()>{move || label.get()}</label>
            {children()}
            <Show when=has_help>
                <p class="field-help">{
                    let help = help.clone();
                    move || help.get()
                }</p>
            </Show>
        </div>
    }
}

/// A line of text.
#[component]
pub fn TextInput(
    /// What is in it.
    #[prop(into)]
    value: Signal<String>,
    /// Called with every change.
    #[prop(into)]
    on_input: Callback<String>,
    /// Its name for a screen reader, where no label belongs to it.
    #[prop(optional, into)]
    label: TextProp,
    /// An example, shown while it is empty.
    #[prop(optional, into)]
    placeholder: TextProp,
    /// The element, to focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
) -> impl IntoView {
    view! {
        <input
            type="text"
            class="input"
            autocomplete="off"
            spellcheck="false"
            node_ref=node_ref
            prop:value=move || value.get()
            placeholder=move || placeholder.get()
            aria-label=move || Some(label.get()).filter(|label| !label.is_empty())
            on:input:target=move |event| on_input.run(event.target().value())
        />
    }
}

/// A field to search in; Esc empties it.
#[component]
pub fn SearchInput(
    /// What is searched for.
    value: RwSignal<String>,
    /// What can be found; its name as well.
    #[prop(into)]
    label: TextProp,
    /// The element, to focus it.
    #[prop(optional)]
    node_ref: NodeRef<html::Input>,
    /// By what a test finds the field; other attributes are the frame's around it.
    #[prop(optional)]
    testid: &'static str,
) -> impl IntoView {
    let placeholder = label.clone();
    let on_key = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && !value.with_untracked(String::is_empty) {
            value.set(String::new());
            event.stop_propagation();
            event.prevent_default();
        }
    };
    view! {
        <div class="search-field">
            <Icon name="search"/>
            <input
                type="search"
                data-testid=testid
                class="input"
                autocomplete="off"
                spellcheck="false"
                node_ref=node_ref
                prop:value=move || value.get()
                placeholder=move || placeholder.get()
                aria-label=move || label.get()
                on:input:target=move |event| value.set(event.target().value())
                on:keydown=on_key
            />
        </div>
    }
}

/// One of a few, from a list that opens.
#[component]
pub fn Select(
    /// Which is chosen.
    #[prop(into)]
    value: Signal<String>,
    /// Called with the one that is chosen.
    #[prop(into)]
    on_change: Callback<String>,
    /// What there is to choose: value and words.
    #[prop(into)]
    options: Signal<Vec<(String, String)>>,
    /// Its name for a screen reader, where no label belongs to it.
    #[prop(optional, into)]
    label: TextProp,
) -> impl IntoView {
    let draw = move |(option, words): (String, String)| {
        let chosen = option.clone();
        view! {
            <option value=option prop:selected=move || value.with(|value| *value == chosen)>{words}</option>
        }
    };
    view! {
        <select
            class="select"
            aria-label=move || Some(label.get()).filter(|label| !label.is_empty())
            on:change:target=move |event| on_change.run(event.target().value())
        >
            {move || options.get().into_iter().map(draw).collect_view()}
        </select>
    }
}
