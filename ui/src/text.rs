//! Texts in the person's language: Fluent catalogues that lie beside the page, English where one has no text.
//!
//! Every function here follows the language by itself when it is called while a view is drawn: `move || t("key")`.

mod catalogue;
mod format;
mod language;

pub use fluent_bundle::FluentValue;
pub use format::{ago, bytes, clock, count, date_time, day, duration_ms, duration_us};
pub use language::{LANGUAGES, Language};

use std::cell::RefCell;

use catalogue::Catalogue;
use fluent_bundle::FluentArgs;
use leptos::prelude::*;
use leptos::reactive::graph::Observer;

use crate::storage;

/// Where the page keeps the language.
const KEPT: &str = "millrace-language";

thread_local! {
    static ENGLISH: RefCell<Catalogue> = RefCell::default();
    static CHOSEN: RefCell<Option<Catalogue>> = const { RefCell::new(None) };
    static LANGUAGE: ArcRwSignal<&'static Language> = ArcRwSignal::new(&LANGUAGES[0]);
}

/// A text of the window.
pub fn t(key: &str) -> String {
    say(key, None).unwrap_or_else(|| key.to_owned())
}

/// A text of the window with what it is about: `t_args("runs-deleted", &[("count", 3.into())])`.
pub fn t_args(key: &str, values: &[(&'static str, FluentValue<'_>)]) -> String {
    let mut args = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        args.set(*name, isolated(value.clone()));
    }
    say(key, Some(&args)).unwrap_or_else(|| key.to_owned())
}

/// A text of the window, if there is one with this key.
pub fn find(key: &str, values: &[(&'static str, FluentValue<'_>)]) -> Option<String> {
    let mut args = FluentArgs::with_capacity(values.len());
    for (name, value) in values {
        args.set(*name, isolated(value.clone()));
    }
    say(key, Some(&args))
}

/// A text of a kind of nodes in the person's language. Its key is the English text itself, which stands in the spec and
/// nowhere else: a text that is changed there is missing in the other languages, and not wrong.
pub fn spec_text(english: &str) -> String {
    language();
    CHOSEN
        .with_borrow(|chosen| {
            chosen
                .as_ref()
                .and_then(|texts| texts.of_nodes(english).map(str::to_owned))
        })
        .unwrap_or_else(|| english.to_owned())
}

/// The language of the window.
pub fn language() -> &'static Language {
    LANGUAGE.with(|signal| {
        track(signal);
        signal.get_untracked()
    })
}

/// Follows a signal where something follows at all: a text is as well asked for by what happens once.
pub(crate) fn track(signal: &impl Track) {
    if Observer::get().is_some() {
        signal.track();
    }
}

/// Loads a language's catalogue and speaks it from then on; `None` follows the system.
pub async fn speak(tag: Option<&str>) {
    let language = language::choose(tag);
    if ENGLISH.with_borrow(Catalogue::is_empty) {
        let english = catalogue::load(&LANGUAGES[0]).await;
        ENGLISH.set(english.unwrap_or_default());
    }
    let chosen = match language.tag {
        "en" => None,
        _ => catalogue::load(language).await,
    };
    CHOSEN.set(chosen);
    language::mark_page(language);
    LANGUAGE.with(|signal| signal.set(language));
}

/// The language that was spoken last, so that the page need not wait for Millrace's answer to speak.
pub(crate) fn kept() -> Option<String> {
    storage::read(KEPT)
}

/// Follows the language of the settings.
pub(crate) fn follow(settings: ArcRwSignal<api::UserSettings>) {
    let chosen = Memo::new(move |_| settings.with(|settings| settings.language.clone()));
    Effect::new(move |before: Option<Option<String>>| {
        let chosen = chosen.get();
        storage::write(KEPT, chosen.as_deref().unwrap_or_default());
        if before.is_some_and(|before| before != chosen) {
            let chosen = chosen.clone();
            leptos::task::spawn_local(async move { speak(chosen.as_deref()).await });
        }
        chosen
    });
}

fn say(key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
    language();
    CHOSEN
        .with_borrow(|chosen| chosen.as_ref().and_then(|texts| texts.say(key, args)))
        .or_else(|| ENGLISH.with_borrow(|texts| texts.say(key, args)))
}

/// A text that runs right to left keeps to itself inside a sentence.
fn isolated(value: FluentValue<'_>) -> FluentValue<'_> {
    match value {
        FluentValue::String(text) if text.chars().any(turns) => {
            FluentValue::from(format!("\u{2068}{text}\u{2069}"))
        }
        other => other,
    }
}

fn turns(letter: char) -> bool {
    matches!(letter,
        '\u{590}'..='\u{8ff}' | '\u{200e}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2066}'..='\u{2069}'
        | '\u{fb1d}'..='\u{fdff}' | '\u{fe70}'..='\u{feff}' | '\u{10800}'..='\u{10fff}' | '\u{1e800}'..='\u{1efff}')
}

#[cfg(test)]
mod tests;
