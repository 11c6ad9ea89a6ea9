//! The fields of Summarize.

use sdk::{Param, Show, json};

/// The fields of the form, shown as `show` says.
pub(in crate::data) fn params(show: &Show) -> Vec<Param> {
    let kinds = [
        ("append", "Collect in a list"),
        ("average", "Average"),
        ("concatenate", "Join as text"),
        ("count", "Count"),
        ("countUnique", "Count different ones"),
        ("max", "Largest"),
        ("min", "Smallest"),
        ("sum", "Sum"),
    ];
    let separators = [
        (",", "Comma"),
        (", ", "Comma and space"),
        ("\n", "New line"),
        ("", "Nothing"),
        (" ", "Space"),
        ("other", "Other"),
    ];
    let entry = vec![
        Param::choice("aggregation", "What to find", &kinds)
            .or("count")
            .help("What is found out about the values."),
        Param::text("field", "Field")
            .names_fields()
            .help("Name of the field.")
            .example("amount")
            .required(),
        Param::switch("includeEmpty", "With empty values", false)
            .help("Whether empty values count.")
            .show(Show::when(
                "aggregation",
                &["append", "concatenate", "count", "countUnique"],
            )),
        Param::choice("separateBy", "Between them", &separators)
            .help("What stands between the values.")
            .show(Show::when("aggregation", &["concatenate"])),
        Param::text("customSeparator", "Separator")
            .help("What stands between the values.")
            .show(Show::when("aggregation", &["concatenate"]).and_when("separateBy", &["other"])),
    ];
    vec![
        Param::list("fieldsToSummarize", "Values", "values", entry)
            .or(json!({ "values": [{ "aggregation": "count", "field": "" }] }))
            .help("What is found out about which fields.")
            .show(show.clone()),
        Param::text("fieldsToSplitBy", "Group by")
            .help("Names of fields, with commas; there is one result for each different value.")
            .example("country, year")
            .show(show.clone()),
    ]
}

/// The switches under "More"; from version `lenient` on a missing field is no error.
pub(in crate::data) fn options(lenient: f64) -> Vec<Param> {
    vec![
        Param::switch("continueIfFieldNotFound", "Go on without a field", false)
            .help("Whether it is no error that no item has a field.")
            .show(Show::before(lenient)),
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
        Param::choice(
            "outputFormat",
            "Result",
            &[
                ("separateItems", "An item for each group"),
                ("singleItem", "One item"),
            ],
        )
        .help("Whether each group is an item of its own."),
        Param::switch("skipEmptySplitFields", "Leave out empty groups", false)
            .help("Drops items whose group is empty."),
    ]
}
