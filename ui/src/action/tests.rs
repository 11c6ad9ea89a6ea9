//! Every action has a key, a text and a place.

use std::collections::HashSet;
use std::rc::Rc;

use super::*;

#[test]
fn usual_keys_can_be_read_and_belong_to_one_action() {
    let mut seen = HashSet::new();
    for action in Action::ALL {
        let text = action.usual_keys();
        let chords = Chord::read_all(text);
        assert_eq!(chords.len(), text.split_whitespace().count(), "{text}");
        for chord in chords {
            assert!(seen.insert(chord.to_string()), "{chord} is there twice");
        }
    }
}

#[test]
fn ids_are_unique_and_lead_back() {
    for action in Action::ALL {
        assert_eq!(Action::of_id(action.id()), Some(*action));
    }
}

#[test]
fn the_last_who_can_is_asked_and_a_dialog_stands_before_all() {
    let done = Rc::new(RefCell::new(Vec::new()));
    let says = |word: &'static str| {
        let done = Rc::clone(&done);
        move || done.borrow_mut().push(word)
    };
    let page = Owner::new();
    page.with(|| {
        on(Action::Delete, says("page"));
        on_if(Action::Delete, || false, says("never"));
    });
    assert!(run(Action::Delete));
    let dialog = page.child();
    dialog.with(|| {
        open_layer();
        on(Action::Undo, says("dialog"));
    });
    assert!(!run(Action::Delete), "the page is behind the dialog");
    assert!(run(Action::Undo));
    dialog.cleanup();
    assert!(run(Action::Delete));
    assert!(!run(Action::Undo));
    assert_eq!(*done.borrow(), ["page", "dialog", "page"]);
}

#[test]
fn keys_of_ones_own_replace_the_usual_ones() {
    let mut settings = api::UserSettings::default();
    settings.keys.insert("run".into(), "F5 Ctrl+R".into());
    settings.keys.insert("undo".into(), String::new());
    let text = |action| {
        let all: Vec<String> = bound(action, &settings)
            .iter()
            .map(Chord::to_string)
            .collect();
        all.join(" ")
    };
    assert_eq!(text(Action::Run), "F5 Ctrl+R");
    assert_eq!(text(Action::Undo), "");
    assert_eq!(text(Action::Redo), "Ctrl+Shift+Z Ctrl+Y");
}
