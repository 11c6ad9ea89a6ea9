//! Buttons.

use leptos::ev::MouseEvent;
use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;

use super::{Icon, focus};

/// What a press does.
///
/// It is a property, not an `on:click` at the component: with erased views Leptos (0.8) gives that to the element once and
/// never again, so that a button drawn anew would go on doing what it did when it was drawn first.
pub struct Press(Box<dyn FnMut(MouseEvent)>);

impl Default for Press {
    fn default() -> Self {
        Self(Box::new(|_| {}))
    }
}

impl<F: FnMut(MouseEvent) + 'static> From<F> for Press {
    fn from(press: F) -> Self {
        Self(Box::new(press))
    }
}

/// How much a button asks for attention.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum ButtonLook {
    /// One of several.
    #[default]
    Plain,
    /// What is mostly wanted here: one on a screen.
    Primary,
    /// Beside others, without a frame.
    Quiet,
    /// Deletes something for good.
    Danger,
}

impl ButtonLook {
    pub(super) fn class(self) -> &'static str {
        match self {
            Self::Plain => "button",
            Self::Primary => "button button-primary",
            Self::Quiet => "button button-quiet",
            Self::Danger => "button button-danger",
        }
    }
}

/// A button with words, and an icon before them.
#[component]
pub fn Button(
    /// How much it asks for attention.
    #[prop(optional)]
    look: ButtonLook,
    /// Name of an icon.
    #[prop(optional, into)]
    icon: Option<TextProp>,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// Whether it sends the form that it is in.
    #[prop(optional)]
    submit: bool,
    /// What a press does.
    #[prop(optional, into)]
    on_click: Press,
    /// The words.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let element = NodeRef::<html::Button>::new();
    // A button that is busy loses the focus to nowhere: it has it back when it is done.
    Effect::new(move |before: Option<bool>| {
        let now = disabled.get();
        if let Some(button) = element.get_untracked() {
            match (before, now) {
                (Some(false), true) => focus::pause(&button),
                (Some(true), false) => focus::resume(&button),
                _ => {}
            }
        }
        now
    });
    view! {
        <button
            node_ref=element
            type=if submit { "submit" } else { "button" }
            class=look.class()
            disabled=move || disabled.get()
            on:click=on_click.0
        >
            {icon.map(|name| view! { <Icon name=name/> })}
            <span>{move || label.get()}</span>
        </button>
    }
}

/// A button with an icon alone. Its name is shown when the pointer rests on it and read by a screen reader.
#[component]
pub fn IconButton(
    /// Name of the icon.
    #[prop(into)]
    icon: TextProp,
    /// What it does.
    #[prop(into)]
    label: TextProp,
    /// Its keys, to be shown behind its name.
    #[prop(optional, into)]
    keys: TextProp,
    /// For one that stays pressed: whether it is.
    #[prop(optional, into)]
    pressed: Option<Signal<bool>>,
    /// Whether it cannot be pressed now.
    #[prop(optional, into)]
    disabled: Signal<bool>,
    /// What a press does.
    #[prop(optional, into)]
    on_click: Press,
) -> impl IntoView {
    let name = label.clone();
    let title = move || match keys.get() {
        keys if keys.is_empty() => name.get().into_owned(),
        keys => format!("{} ({keys})", name.get()),
    };
    view! {
        <button
            type="button"
            class="icon-button"
            disabled=move || disabled.get()
            aria-label=move || label.get()
            title=title
            aria-pressed=move || pressed.map(|pressed| pressed.get().to_string())
            on:click=on_click.0
        >
            <Icon name=icon/>
        </button>
    }
}
