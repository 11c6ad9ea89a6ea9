//! A secret while it is typed. The page's elements never hold it: a web view does not wipe what it frees, and keeps what
//! stood in a field long after the field is gone. What is drawn is a dot for each letter; what was typed goes, letter by
//! letter, into memory that is wiped. A secret that is pasted or looked at is in the page's memory all the same.

use api::SecretText;
use leptos::prelude::*;
use leptos::{html, web_sys};
use wasm_bindgen::JsCast as _;

use super::IconButton;
use crate::text::t;

/// What is drawn for a letter.
const DOT: char = '•';

/// A field for a secret, with a switch to look at what was typed.
#[component]
pub fn SecretInput(
    /// The id of the control.
    #[prop(into)]
    id: String,
    /// By what a test finds it; its id where nothing is said.
    #[prop(optional)]
    testid: &'static str,
    /// What was typed.
    #[prop(into)]
    value: Signal<SecretText>,
    /// Called with every change.
    #[prop(into)]
    on_input: Callback<SecretText>,
    /// Whether it may have several lines.
    #[prop(optional)]
    lines: bool,
    /// Whether it is looked at to begin with.
    #[prop(optional)]
    shown: bool,
    /// The id of what says what is wrong with it.
    #[prop(optional, into)]
    described_by: Option<String>,
    /// Whether something is wrong with it.
    #[prop(optional, into)]
    wrong: Signal<bool>,
    /// Whether it takes the focus.
    #[prop(optional)]
    focus: bool,
) -> impl IntoView {
    let shown = RwSignal::new(shown);
    let testid = match testid {
        "" => id.clone(),
        other => other.to_owned(),
    };
    let input = NodeRef::<html::Input>::new();
    Effect::new(move |_| {
        if let Some(input) = input.get()
            && focus
        {
            request_animation_frame(move || {
                let _ = input.focus();
            });
        }
    });
    let text = move || value.with(|value| drawn(value, shown.get()));
    let typed = move |event: web_sys::Event| typed(&event, value, on_input, shown);
    let control = match lines {
        true => view! {
            <textarea
                id=id
                class="textarea"
                rows="5"
                autocomplete="off"
                spellcheck="false"
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=described_by
                data-testid=testid
                prop:value=text
                on:beforeinput=keep_from_undoing
                on:keydown=keep_others_from_undoing
                on:copy=move |event| keep_dots_here(&event, shown)
                on:cut=move |event| keep_dots_here(&event, shown)
                on:dragstart=move |event| keep_dots_here(&event, shown)
                on:input=typed
                on:compositionend=move |event| typed(event.into())
            ></textarea>
        }
        .into_any(),
        false => view! {
            <input
                id=id
                class="input mono"
                type=move || if shown.get() { "text" } else { "password" }
                autocomplete="new-password"
                spellcheck="false"
                node_ref=input
                aria-invalid=move || wrong.get().then_some("true")
                aria-describedby=described_by
                data-testid=testid
                prop:value=text
                on:beforeinput=keep_from_undoing
                on:keydown=keep_others_from_undoing
                on:copy=move |event| keep_dots_here(&event, shown)
                on:cut=move |event| keep_dots_here(&event, shown)
                on:dragstart=move |event| keep_dots_here(&event, shown)
                on:input=typed
                on:compositionend=move |event| typed(event.into())
            />
        }
        .into_any(),
    };
    view! {
        <div class="with-button">
            {control}
            <IconButton
                icon=move || if shown.get() { "eye-off" } else { "eye" }
                label=move || t("editor-secret-show")
                pressed=Signal::from(shown)
                on_click=move |_| shown.update(|shown| *shown = !*shown)
            />
        </div>
    }
}

/// Takes what a change left in the field, and puts dots in its place, unless what was typed is looked at.
fn typed(
    event: &web_sys::Event,
    value: Signal<SecretText>,
    on_input: Callback<SecretText>,
    shown: RwSignal<bool>,
) {
    let input = event.dyn_ref::<web_sys::InputEvent>();
    let Some(target) = event.target() else { return };
    // What an input method has not settled yet is its own.
    if input.is_some_and(web_sys::InputEvent::is_composing) {
        return;
    }
    // A text area has the same members.
    let field = target.unchecked_into::<web_sys::HtmlInputElement>();
    if shown.get_untracked() {
        return on_input.run(SecretText::from(field.value()));
    }
    let caret = field.selection_end().ok().flatten();
    let (next, at) = value.with_untracked(|was| merge(was, &field.value(), caret));
    field.set_value(&drawn(&next, false));
    let _ = field.set_selection_range(at, at);
    on_input.run(next);
}

/// Dots are no text to be taken elsewhere, or back.
fn keep_dots_here(event: &web_sys::Event, shown: RwSignal<bool>) {
    if !shown.get_untracked() {
        event.prevent_default();
    }
}

/// The page's history of changes is one for all fields: where this one has none left, another would be undone.
fn keep_others_from_undoing(event: web_sys::KeyboardEvent) {
    let undoes = matches!(event.key().as_str(), "z" | "Z" | "y" | "Y");
    if undoes && (event.ctrl_key() || event.meta_key()) {
        event.prevent_default();
        event.stop_propagation();
    }
}

/// The browser would undo what it saw being typed, and knows nothing of what became of it.
fn keep_from_undoing(event: web_sys::InputEvent) {
    if matches!(event.input_type().as_str(), "historyUndo" | "historyRedo") {
        event.prevent_default();
    }
}

/// What stands in the field for a secret.
fn drawn(secret: &SecretText, shown: bool) -> String {
    match shown {
        true => secret.expose().to_owned(),
        false => secret.expose().chars().map(dot).collect(),
    }
}

/// Lines stay lines.
fn dot(letter: char) -> char {
    match letter {
        '\n' => letter,
        _ => DOT,
    }
}

/// What is typed now: what was before, and what the field shows of a change to its dots. `caret` is where it stands
/// after the change, in UTF-16 units, at the end of what came new; the answer's is where it stands among the dots.
fn merge(was: &SecretText, field: &str, caret: Option<u32>) -> (SecretText, u32) {
    let caret = caret.map_or(field.len(), |units| byte_at(field, units as usize));
    let (before, after) = field.split_at(caret);
    let old = was.expose();
    // Behind the caret nothing changed, unless something else than a person filled the field.
    let kept_after = after.chars().count();
    let end = match kept_after {
        0 => Some(old.len()),
        count => old.char_indices().nth_back(count - 1).map(|(at, _)| at),
    };
    let end = end.filter(|end| old[*end..].chars().map(dot).eq(after.chars()));
    let Some(end) = end else {
        return (SecretText::from(field), field.chars().count() as u32);
    };
    let same = before.chars().zip(old[..end].chars().map(dot));
    let kept_before = same.take_while(|(now, was)| now == was).count();
    let new = &before[nth(before, kept_before)..];
    let parts = [&old[..nth(old, kept_before)], new, &old[end..]];
    (
        SecretText::of(&parts),
        (kept_before + new.chars().count()) as u32,
    )
}

/// The byte at which a letter begins.
fn nth(text: &str, letter: usize) -> usize {
    let found = text.char_indices().nth(letter);
    found.map_or(text.len(), |(at, _)| at)
}

/// The byte at so many UTF-16 units.
fn byte_at(text: &str, units: usize) -> usize {
    let mut passed = 0;
    for (at, letter) in text.char_indices() {
        if passed >= units {
            return at;
        }
        passed += letter.len_utf16();
    }
    text.len()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn merged(was: &str, field: &str, caret: u32) -> (String, u32) {
        let (next, at) = merge(&SecretText::from(was), field, Some(caret));
        (next.expose().to_owned(), at)
    }

    fn is(text: &str, at: u32) -> (String, u32) {
        (text.to_owned(), at)
    }

    #[test]
    fn letters_come_in_where_the_caret_is() {
        assert_eq!(merged("", "a", 1), is("a", 1));
        assert_eq!(merged("abc", "•••d", 4), is("abcd", 4));
        assert_eq!(merged("abc", "x•••", 1), is("xabc", 1));
        assert_eq!(merged("abc", "•x••", 2), is("axbc", 2));
        assert_eq!(merged("äöü", "•€••", 2), is("ä€öü", 2));
        // A letter of two UTF-16 units is one dot.
        assert_eq!(merged("ab", "•🔑•", 3), is("a🔑b", 2));
    }

    #[test]
    fn letters_are_taken_out_and_replaced() {
        assert_eq!(merged("abc", "••", 2), is("ab", 2));
        assert_eq!(merged("abc", "••", 0), is("bc", 0));
        assert_eq!(merged("abcd", "•••", 1), is("acd", 1));
        assert_eq!(merged("abcde", "••xy•", 4), is("abxye", 4));
        assert_eq!(merged("abc", "", 0), is("", 0));
        assert_eq!(merged("abc", "xyz", 3), is("xyz", 3));
    }

    #[test]
    fn a_dot_that_is_typed_is_a_letter() {
        assert_eq!(merged("abc", "••••", 4), is("abc•", 4));
        assert_eq!(merged("abc", "••••", 1), is("•abc", 1));
    }

    #[test]
    fn what_fills_the_field_at_once_is_taken() {
        assert_eq!(merged("abc", "from a keeper", 0), is("from a keeper", 13));
        assert_eq!(merged("abc", "••••••", 0), is("••••••", 6));
    }

    #[test]
    fn lines_stay_lines() {
        assert_eq!(drawn(&SecretText::from("a\nbc"), false), "•\n••");
        assert_eq!(merged("a\nbc", "•\n•x•", 4), is("a\nbxc", 4));
        assert_eq!(merged("a\nbc", "•••", 1), is("abc", 1));
        assert_eq!(merged("ab", "•\n•", 2), is("a\nb", 2));
    }
}
