//! The keys, to be bound anew: press a button, then the keys.

use leptos::prelude::*;
use web_sys::KeyboardEvent;

use super::Section;
use crate::action::{Action, Chord, Group, keys, open_layer, taken_by};
use crate::session;
use crate::text::{t, t_args};
use crate::widgets::{Button, ButtonLook, IconButton};

#[component]
pub(super) fn Keys() -> impl IntoView {
    // Which action waits for its keys, and what is wrong with those that were pressed.
    let waiting = RwSignal::new(None::<Action>);
    let fault = RwSignal::new(None::<(Action, String)>);
    let groups = Group::ALL
        .map(|group| view! { <OfGroup group=group waiting=waiting fault=fault/> })
        .collect_view();
    let settings = session::settings();
    let own = move || settings.with(|settings| !settings.keys.is_empty());
    view! {
        <Section id="settings-keys" help=move || t("keys-help")>
            {groups}
            <Show when=own>
                <div class="settings-line">
                    <Button
                        look=ButtonLook::Quiet
                        icon="rotate-ccw"
                        label=move || t("keys-usual-all")
                        on_click=|_| session::change(|settings| settings.keys.clear())
                    />
                </div>
            </Show>
        </Section>
    }
}

#[component]
fn OfGroup(
    group: Group,
    waiting: RwSignal<Option<Action>>,
    fault: RwSignal<Option<(Action, String)>>,
) -> impl IntoView {
    let lines = Action::ALL
        .iter()
        .copied()
        .filter(|action| action.group() == group)
        .map(|action| view! { <OfAction action=action waiting=waiting fault=fault/> })
        .collect_view();
    view! {
        <div class="key-group" role="group" aria-label=move || t(group.text_key())>
            <h3>{move || t(group.text_key())}</h3>
            {lines}
        </div>
    }
}

#[component]
fn OfAction(
    action: Action,
    waiting: RwSignal<Option<Action>>,
    fault: RwSignal<Option<(Action, String)>>,
) -> impl IntoView {
    let waits = Memo::new(move |_| waiting.get() == Some(action));
    let settings = session::settings();
    let is_own =
        Memo::new(move |_| settings.with(|settings| settings.keys.contains_key(action.id())));
    let wrong = move || {
        fault
            .get()
            .filter(|(of, _)| *of == action)
            .map(|(_, words)| words)
    };
    let usual = move |_| {
        fault.set(None);
        session::change(|settings| {
            settings.keys.remove(action.id());
        });
    };
    let begin = move |_| {
        fault.set(None);
        waiting.set(Some(action));
    };
    view! {
        <div class="key-line">
            <span class="key-name">{move || action.name()}</span>
            {move || wrong().map(|words| view! { <span class="key-fault" role="alert">{words}</span> })}
            <Show when=move || is_own.get()>
                <IconButton icon="rotate-ccw" label=move || t("keys-usual") on_click=usual/>
            </Show>
            {move || match waits.get() {
                true => view! { <Waiting action=action waiting=waiting fault=fault/> }.into_any(),
                false => view! {
                    <button
                        type="button"
                        class="key-button"
                        data-testid=format!("key-{}", action.id())
                        on:click=begin
                    >
                        <span class="unseen">
                            {move || t_args("keys-change", &[("action", action.name().into())])}
                        </span>
                        {move || shown(action)}
                    </button>
                }
                .into_any(),
            }}
        </div>
    }
}

fn shown(action: Action) -> AnyView {
    let all = keys(action);
    if all.is_empty() {
        return view! { <span class="faint">{t("keys-none")}</span> }.into_any();
    }
    all.into_iter()
        .map(|chord| view! { <kbd class="key">{chord.shown()}</kbd> })
        .collect_view()
        .into_any()
}

/// Waits for keys. Esc leaves it, Backspace takes the keys away.
#[component]
fn Waiting(
    action: Action,
    waiting: RwSignal<Option<Action>>,
    fault: RwSignal<Option<(Action, String)>>,
) -> impl IntoView {
    // What the keys do elsewhere must not happen now.
    open_layer();
    let element = NodeRef::<leptos::html::Button>::new();
    Effect::new(move |_| {
        if let Some(button) = element.get() {
            let _ = button.focus();
        }
    });
    let on_key = move |event: KeyboardEvent| {
        let chord = Chord::of(&event);
        if !chord.is_whole() || event.key() == "Tab" {
            return;
        }
        event.prevent_default();
        event.stop_propagation();
        match answer(action, &chord) {
            Answer::Leave => {}
            Answer::Bind(keys) => session::change(|settings| {
                settings.keys.insert(action.id().to_owned(), keys);
            }),
            Answer::Taken(by) => {
                let values = [("keys", chord.shown().into()), ("action", by.name().into())];
                fault.set(Some((action, t_args("keys-taken", &values))));
            }
        }
        waiting.set(None);
    };
    view! {
        <button
            type="button"
            class="key-button waiting"
            node_ref=element
            on:keydown=on_key
            on:blur=move |_| waiting.set(None)
        >
            {move || t("keys-press")}
        </button>
    }
}

/// What comes of keys that were pressed.
#[derive(Debug, PartialEq)]
enum Answer {
    Leave,
    Bind(String),
    Taken(Action),
}

fn answer(action: Action, chord: &Chord) -> Answer {
    let plain = !chord.ctrl && !chord.alt && !chord.shift;
    if plain && chord.key == "Escape" {
        return Answer::Leave;
    }
    if plain && chord.key == "Backspace" && action != Action::Delete {
        return Answer::Bind(String::new());
    }
    match untrack(|| taken_by(chord, action)) {
        Some(other) => Answer::Taken(other),
        None => Answer::Bind(chord.to_string()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn keys_are_bound_unless_another_action_has_them() {
        let press = |text: &str| answer(Action::Tidy, &Chord::read(text).unwrap());
        assert_eq!(press("Escape"), Answer::Leave);
        assert_eq!(press("Backspace"), Answer::Bind(String::new()));
        assert_eq!(press("Ctrl+Alt+T"), Answer::Bind("Ctrl+Alt+T".into()));
        assert_eq!(press("Shift+T"), Answer::Bind("Shift+T".into()));
        assert_eq!(press("Ctrl+Z"), Answer::Taken(Action::Undo));
    }
}
