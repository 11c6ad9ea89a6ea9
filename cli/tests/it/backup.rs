//! `millrace backup`, and a data folder that is damaged.

use crate::common::{Place, set};

#[test]
fn a_backup_is_made_listed_and_restored() {
    let place = Place::new();
    place.run(&["backup"]).code(0).says(&["no backups yet"]);
    place.write_row("w.json", "Early", &[set("A", "a", "stored")]);
    place.run(&["import", "w.json", "--save"]).code(0);
    place.run(&["backup", "now"]).code(0).says(&["asked-"]);
    let listed = place.run(&["backup", "--json"]).code(0).json();
    let name = listed[0]["name"].to_text().to_string();
    assert_eq!(listed[0]["kind"], "asked");

    place.write_row("w.json", "Late", &[set("A", "a", "stored")]);
    place.run(&["import", "w.json", "--save"]).code(0);
    place.run(&["list"]).code(0).says(&["Late", "2 of 2"]);
    place
        .run(&["backup", "restore", &name])
        .code(0)
        .says(&["is restored"]);
    place.run(&["list"]).code(0).says(&["Early", "1 of 1"]);
    place
        .run(&["backup", "list"])
        .code(0)
        .says(&[&name, "asked for", "replaced"]);
    place
        .run(&["backup", "restore", "nothing.db"])
        .code(2)
        .complains(&["nothing.db"]);
}

#[test]
fn a_damaged_database_says_what_to_do_and_a_backup_mends_it() {
    let place = Place::new();
    place.write_row("w.json", "Kept", &[set("A", "a", "stored")]);
    place.run(&["import", "w.json", "--save"]).code(0);
    place.run(&["backup", "now"]).code(0);
    let listed = place.run(&["backup", "--json"]).code(0).json();
    let name = listed[0]["name"].to_text().to_string();
    let file = place.path("data/millrace.db");
    let bytes = std::fs::read(&file).unwrap();

    std::fs::write(&file, &bytes[..bytes.len() / 2]).unwrap();
    place
        .run(&["list"])
        .code(3)
        .complains(&["damaged", "millrace backup"]);
    std::fs::write(&file, "").unwrap();
    place
        .run(&["list"])
        .code(3)
        .complains(&["is empty", "backup"]);
    std::fs::write(&file, "a letter").unwrap();
    place.run(&["list"]).code(3).complains(&["not a database"]);
    place.run(&["backup", "restore", &name]).code(0);
    place.run(&["list"]).code(0).says(&["Kept"]);
    place
        .run(&["backup", "list"])
        .code(0)
        .says(&["replaced, is broken"]);
}

#[test]
fn a_damaged_database_without_a_backup_is_begun_anew() {
    let place = Place::new();
    place.write_row("w.json", "Kept", &[set("A", "a", "stored")]);
    place.run(&["import", "w.json", "--save"]).code(0);
    place
        .run(&["backup", "anew"])
        .code(2)
        .complains(&["whole", "nothing is replaced"]);
    place.run(&["list"]).code(0).says(&["Kept"]);
    let file = place.path("data/millrace.db");
    std::fs::write(&file, "a letter").unwrap();
    place.run(&["backup", "anew"]).code(0);
    place
        .run(&["list"])
        .code(0)
        .says(&["No workflow is stored here"]);
    let kept = place.run(&["backup", "--json"]).code(0).json();
    let name = kept[0]["name"].to_text().to_string();
    let kept = std::fs::read(place.path("data/backups").join(name)).unwrap();
    assert_eq!(kept, b"a letter");
}
