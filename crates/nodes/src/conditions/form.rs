//! The form of conditions, shared by the kinds that decide by them.

use sdk::{Map, Param, ParamKind, Show, ShowRule};

const BOOLEAN: &[(&str, &str)] = &[("equal", "Is"), ("notEqual", "Is not")];
const DATE: &[(&str, &str)] = &[("after", "Is after"), ("before", "Is before")];
const NUMBER: &[(&str, &str)] = &[
    ("smaller", "Is smaller"),
    ("smallerEqual", "Is smaller or equal"),
    ("equal", "Is equal"),
    ("notEqual", "Is not equal"),
    ("larger", "Is larger"),
    ("largerEqual", "Is larger or equal"),
    ("isEmpty", "Is empty"),
    ("isNotEmpty", "Is not empty"),
];
const TEXT: &[(&str, &str)] = &[
    ("equal", "Is equal"),
    ("notEqual", "Is not equal"),
    ("contains", "Contains"),
    ("notContains", "Does not contain"),
    ("startsWith", "Begins with"),
    ("notStartsWith", "Does not begin with"),
    ("endsWith", "Ends with"),
    ("notEndsWith", "Does not end with"),
    ("regex", "Matches the pattern"),
    ("notRegex", "Does not match the pattern"),
    ("isEmpty", "Is empty"),
    ("isNotEmpty", "Is not empty"),
];

/// A group of the first version: its key, its label, and its comparisons with theirs.
type OldType = (
    &'static str,
    &'static str,
    &'static [(&'static str, &'static str)],
);

/// The types of values of the first versions: name, label and comparisons, the usual one first.
pub(crate) const OLD_TYPES: [OldType; 4] = [
    ("boolean", "Yes or no", BOOLEAN),
    ("dateTime", "Date", DATE),
    ("number", "Number", NUMBER),
    ("string", "Text", TEXT),
];

/// The field for a value of a type of the first versions.
pub(crate) fn old_value(name: &str, label: &str, data_type: &str) -> Param {
    match data_type {
        "boolean" => Param::switch(name, label, false),
        "dateTime" => Param::new(name, label, ParamKind::DateTime).or(""),
        "number" => Param::number(name, label, 0.0),
        _ => Param::text(name, label),
    }
}

/// The conditions of the first version: a list for each type.
pub(crate) fn old_conditions() -> Param {
    let group = |(data_type, label, operations): (&str, &str, &[(&str, &str)])| {
        let fields = vec![
            old_value("value1", "Value", data_type)
                .help("The value that is looked at, most often an expression."),
            Param::choice("operation", "Comparison", operations)
                .help("How the two values are compared."),
            old_value("value2", "Compared with", data_type).help("What it is compared with."),
        ];
        Param::fields(data_type, label, fields)
    };
    let groups = OLD_TYPES.into_iter().map(group).collect();
    Param::new(
        "conditions",
        "Conditions",
        ParamKind::Groups { many: true, groups },
    )
    .or(Map::new())
    .help("What must be true of an item.")
    .show(Show::before(2.0))
}

/// The conditions since version 2.
pub(crate) fn conditions(name: &str) -> Param {
    Param::new(name, "Conditions", ParamKind::Conditions)
        .or(Map::new())
        .help("What must be true of an item.")
        .example("{{ $json.age }} is greater than or equal to 18")
}

/// The switch that lets values be converted, at its place since the given version.
pub(crate) fn loose_types(since: f64) -> Param {
    Param::switch("looseTypeValidation", "Convert types where required", false)
        .help("Whether \"5\" counts as the number 5 and \"true\" as yes. If off, another type is an error.")
        .show(Show::since(since))
}

/// The switches under "More", with that of the types for the versions before it moved.
pub(crate) fn options(first: f64, moved: f64) -> Vec<Param> {
    vec![
        Param::switch("ignoreCase", "Ignore case", true).help("Whether “Ann” equals “ann”."),
        Param::switch("looseTypeValidation", "Convert types where required", true)
            .help("Whether \"5\" counts as the number 5 and \"true\" as yes.")
            .show(Show::since(first).and(ShowRule::Before(moved))),
    ]
}
