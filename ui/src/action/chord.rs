//! Keys pressed together: read, written, compared.

use std::fmt::{self, Display, Formatter};

use leptos::prelude::window;
use web_sys::KeyboardEvent;

/// Keys pressed together. `ctrl` is Cmd on a Mac.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct Chord {
    /// Ctrl, or Cmd on a Mac.
    pub ctrl: bool,
    /// Alt, or Option.
    pub alt: bool,
    /// Shift; never set with signs and digits, which keyboards have on different levels.
    pub shift: bool,
    /// The key as browsers call it, letters large: `Z`, `Enter`, `ArrowLeft`, `Plus`, `Space`.
    pub key: String,
}

impl Chord {
    /// Reads `Ctrl+Shift+Z`.
    pub fn read(text: &str) -> Option<Self> {
        let mut chord = Self::default();
        let mut parts: Vec<&str> = text.split('+').collect();
        let key = parts.pop().filter(|key| !key.is_empty())?;
        for part in parts {
            match part {
                "Ctrl" => chord.ctrl = true,
                "Alt" => chord.alt = true,
                "Shift" => chord.shift = true,
                _ => return None,
            }
        }
        chord.key = named(key);
        chord.shift &= !is_sign(&chord.key);
        Some(chord)
    }

    /// Reads several, with spaces between them.
    pub fn read_all(text: &str) -> Vec<Self> {
        text.split_whitespace().filter_map(Self::read).collect()
    }

    /// What was pressed.
    pub fn of(event: &KeyboardEvent) -> Self {
        let key = key_of(&event.key(), &event.code());
        let ctrl = match platform_is_mac() {
            true => event.meta_key(),
            false => event.ctrl_key(),
        };
        Self {
            ctrl,
            alt: event.alt_key(),
            shift: event.shift_key() && !is_sign(&key),
            key,
        }
    }

    /// Whether more than Ctrl, Alt or Shift was pressed.
    pub fn is_whole(&self) -> bool {
        !matches!(
            self.key.as_str(),
            "Control"
                | "Shift"
                | "Alt"
                | "Meta"
                | "AltGraph"
                | "CapsLock"
                | "Dead"
                | "Process"
                | "Unidentified"
        )
    }

    /// Whether a focused button or list has a use for them.
    pub(super) fn presses_controls(&self) -> bool {
        !self.ctrl
            && !self.alt
            && matches!(
                self.key.as_str(),
                "Enter"
                    | "Space"
                    | "ArrowLeft"
                    | "ArrowRight"
                    | "ArrowUp"
                    | "ArrowDown"
                    | "Home"
                    | "End"
            )
    }

    /// As a person reads them.
    pub fn shown(&self) -> String {
        if platform_is_mac() {
            self.shown_on_mac()
        } else {
            let key = sign(&self.key, "");
            self.with_key(&key)
        }
    }

    fn shown_on_mac(&self) -> String {
        let mut text = String::new();
        for (pressed, mark) in [(self.alt, '⌥'), (self.shift, '⇧'), (self.ctrl, '⌘')] {
            if pressed {
                text.push(mark);
            }
        }
        text + &sign(&self.key, "⌫")
    }

    fn with_key(&self, key: &str) -> String {
        let mut text = String::new();
        for (pressed, name) in [
            (self.ctrl, "Ctrl+"),
            (self.alt, "Alt+"),
            (self.shift, "Shift+"),
        ] {
            if pressed {
                text.push_str(name);
            }
        }
        text + key
    }
}

impl Display for Chord {
    fn fmt(&self, f: &mut Formatter<'_>) -> fmt::Result {
        f.write_str(&self.with_key(&self.key))
    }
}

/// Whether this is a Mac, where Cmd stands for Ctrl.
pub fn platform_is_mac() -> bool {
    if cfg!(not(target_arch = "wasm32")) {
        return false;
    }
    window()
        .navigator()
        .platform()
        .is_ok_and(|platform| platform.starts_with("Mac"))
}

/// The key of an event. On a keyboard without Latin letters the place of the key counts.
fn key_of(key: &str, code: &str) -> String {
    let mut letters = key.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    if let Some(letter) = single
        && !letter.is_ascii()
        && let Some(latin) = code.strip_prefix("Key")
    {
        return latin.to_owned();
    }
    named(key)
}

fn named(key: &str) -> String {
    match key {
        " " => "Space".to_owned(),
        "+" => "Plus".to_owned(),
        "-" => "Minus".to_owned(),
        key if key.chars().count() == 1 => key.to_uppercase(),
        key => key.to_owned(),
    }
}

/// Whether a key writes a sign or a digit, which some keyboards have with Shift and some without.
fn is_sign(key: &str) -> bool {
    let mut letters = key.chars();
    let single = letters.next().filter(|_| letters.next().is_none());
    matches!(key, "Plus" | "Minus") || single.is_some_and(|letter| !letter.is_alphabetic())
}

fn sign(key: &str, backspace: &str) -> String {
    match key {
        "ArrowLeft" => "←",
        "ArrowRight" => "→",
        "ArrowUp" => "↑",
        "ArrowDown" => "↓",
        "Plus" => "+",
        "Minus" => "−",
        "Escape" => "Esc",
        "Delete" => "Del",
        "Enter" if !backspace.is_empty() => "↩",
        "Backspace" if !backspace.is_empty() => backspace,
        other => other,
    }
    .to_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_read_is_written_the_same() {
        for text in [
            "Ctrl+Shift+Z",
            "F2",
            "Ctrl+Enter",
            "Alt+1",
            "Shift+S",
            "?",
            "Ctrl+Delete",
        ] {
            assert_eq!(
                Chord::read(text).map(|chord| chord.to_string()).as_deref(),
                Some(text)
            );
        }
        assert_eq!(Chord::read("Hyper+Z"), None);
        assert_eq!(Chord::read(""), None);
    }

    #[test]
    fn signs_do_not_ask_for_shift_and_other_scripts_have_a_place() {
        assert_eq!(Chord::read("Shift+?"), Chord::read("?"));
        assert_eq!(Chord::read("ctrl+z"), None);
        assert_eq!(key_of("я", "KeyZ"), "Z");
        assert_eq!(key_of("z", "KeyY"), "Z");
        assert_eq!(key_of("+", "BracketRight"), "Plus");
    }
}
