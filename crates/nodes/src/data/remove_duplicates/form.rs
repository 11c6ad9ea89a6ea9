//! The fields of Remove Duplicates.

use sdk::{Param, Show};

use super::SEEN;

/// The fields that say what makes two items the same, shown as `show` says.
pub(in crate::data) fn compare_params(show: &Show) -> Vec<Param> {
    let kinds = [
        ("allFields", "All fields"),
        ("allFieldsExcept", "All fields but some"),
        ("selectedFields", "Some fields"),
    ];
    let chosen = |name: &str, label: &str, value: &str| {
        Param::text(name, label)
            .help("Names with commas between them.")
            .example("email")
            .show(show.clone().and_when("compare", &[value]))
    };
    vec![
        Param::choice("compare", "What makes items the same", &kinds)
            .help("Which fields are compared.")
            .show(show.clone()),
        chosen("fieldsToExclude", "Fields to leave out", "allFieldsExcept"),
        chosen("fieldsToCompare", "Fields to compare", "selectedFields"),
    ]
}

pub(in crate::data) fn options() -> Vec<Param> {
    vec![
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
        Param::switch("removeOtherFields", "Drop other fields", false)
            .help("Keeps only the fields that are compared."),
    ]
}

pub(super) fn memory_options() -> Vec<Param> {
    vec![
        Param::choice(
            "scope",
            "Memory",
            &[
                ("node", "Of this node"),
                ("workflow", "Of the whole workflow"),
            ],
        )
        .help("Whether nodes of this kind share what they have seen."),
        Param::number("historySize", "How many to remember", 10_000.0)
            .help("The oldest are forgotten first."),
    ]
}

pub(super) fn seen_params() -> Vec<Param> {
    let when = |logic: &str| Show::when("operation", &[SEEN]).and_when("logic", &[logic]);
    let logics = [
        (
            "removeItemsWithAlreadySeenKeyValues",
            "A value was seen before",
        ),
        (
            "removeItemsUpToStoredIncrementalKey",
            "A number is not higher than the highest so far",
        ),
        (
            "removeItemsUpToStoredDate",
            "A date is not later than the latest so far",
        ),
    ];
    vec![
        Param::choice("logic", "When to remove", &logics)
            .help("How an item is recognised.")
            .show(Show::when("operation", &[SEEN])),
        Param::text("dedupeValue", "Value")
            .help("The value by which an item is recognised, most often an id.")
            .example("{{ $json.id }}")
            .required()
            .show(when(logics[0].0)),
        Param::text("incrementalDedupeValue", "Number")
            .help("A number that grows from item to item.")
            .example("{{ $json.id }}")
            .required()
            .show(when(logics[1].0)),
        Param::text("dateDedupeValue", "Date")
            .help("A date that grows from item to item.")
            .example("{{ $json.createdAt }}")
            .required()
            .show(when(logics[2].0)),
    ]
}
