//! Texts: the chosen language, English where it has none.

use super::*;

#[test]
fn english_stands_in_and_a_missing_key_says_itself() {
    ENGLISH.set(Catalogue::read(
        "en",
        "hello = Hello { $name }\nbye = Bye\n".into(),
    ));
    CHOSEN.set(Some(Catalogue::read(
        "de",
        "hello = Hallo { $name }\n".into(),
    )));
    assert_eq!(t_args("hello", &[("name", "Ada".into())]), "Hallo Ada");
    assert_eq!(t("bye"), "Bye");
    assert_eq!(t("nothing"), "nothing");
    assert_eq!(
        t_args("hello", &[("name", "עדה".into())]),
        "Hallo \u{2068}עדה\u{2069}"
    );
}

#[test]
fn the_key_of_a_specs_text_is_the_english_one() {
    assert_eq!(spec_text("Edit fields"), "Edit fields");
    let mut german = Catalogue::read("de", String::new());
    german.set_of_nodes(r#"{"Edit fields": "Felder bearbeiten", "Help": ""}"#);
    CHOSEN.set(Some(german));
    assert_eq!(spec_text("Edit fields"), "Felder bearbeiten");
    assert_eq!(spec_text("Help"), "Help");
    assert_eq!(spec_text("Changes fields"), "Changes fields");
}
