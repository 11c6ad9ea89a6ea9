//! What Edit Fields is, in all its versions.

use sdk::{Effect, Group, N8nType, NodeSpec, Param, ParamKind, Show, ShowRule, json};

const EXAMPLE_JSON: &str = "{\n  \"my_field_1\": \"value\",\n  \"my_field_2\": 1\n}";

pub(super) fn spec() -> NodeSpec {
    let mut params = vec![mode()];
    params.extend(copies());
    params.extend(manual());
    params.extend(kept());
    params.push(options());
    NodeSpec {
        help: "Adds fields to each item, changes them, or keeps only some of them.".to_owned(),
        icon: "pencil".to_owned(),
        versions: vec![1.0, 2.0, 3.0, 3.1, 3.2, 3.3, 3.4],
        n8n: N8nType::base(&["set"]),
        params,
        effect: Effect::Pure,
        ..NodeSpec::new("set", "Edit Fields", Group::Data)
    }
    .aliases(&["set", "edit fields (set)", "change", "add field", "rename", "json", "variable", "map"])
    .example(&json!({
        "assignments": { "assignments": [{ "id": "1", "name": "fullName", "type": "string", "value": "={{ $json.first }} {{ $json.last }}" }] },
        "includeOtherFields": true,
    }))
}

fn mode() -> Param {
    Param::choice(
        "mode",
        "How to set them",
        &[("manual", "One by one"), ("raw", "As JSON")],
    )
    .help("Set fields one by one, or write the whole record as JSON.")
    .show(Show::since(3.0))
}

fn copies() -> [Param; 2] {
    [
        Param::switch("duplicateItem", "Repeat items", false)
            .help("Puts out each item several times, only when you run the workflow by hand: for trying things out.")
            .show(Show::since(3.0))
            .more(),
        Param::number("duplicateCount", "How many more", 0.0)
            .help("How many times each item is repeated.")
            .show(Show::flag("duplicateItem", true).and(ShowRule::Since(3.0)))
            .more(),
    ]
}

fn manual() -> Vec<Param> {
    let since_3 = |show: Show| show.and(ShowRule::Since(3.0));
    vec![
        Param::switch("keepOnlySet", "Keep only these", false)
            .help("Drops all fields that are not set here.")
            .show(Show::before(3.0)),
        old_values().show(Show::before(3.0)),
        Param::new("jsonOutput", "JSON", ParamKind::Json)
            .or(EXAMPLE_JSON)
            .help("The record as JSON. Expressions may stand inside.")
            .example("{ \"name\": \"{{ $json.first }}\" }")
            .show(since_3(Show::when("mode", &["raw"]))),
        typed_values().show(Show::when("mode", &["manual"]).and(ShowRule::Since(3.0)).and(ShowRule::Before(3.3))),
        Param::new("assignments", "Fields to set", ParamKind::Assignments)
            .or(sdk::Map::new())
            .help("Each field with its name, its type and its value. A name with dots goes deeper: address.city.")
            .show(Show::when("mode", &["manual"]).and(ShowRule::Since(3.3))),
    ]
}

fn name() -> Param {
    Param::text("name", "Name")
        .help("Name of the field; dots go deeper: address.city.")
        .example("fullName")
}

fn old_values() -> Param {
    let group = |key: &str, label: &str, value: Param| {
        Param::fields(key, label, vec![name().or("propertyName"), value])
    };
    let groups = vec![
        group(
            "boolean",
            "Yes or no",
            Param::switch("value", "Value", false),
        ),
        group("number", "Number", Param::number("value", "Value", 0.0)),
        group("string", "Text", Param::text("value", "Value")),
    ];
    Param::new(
        "values",
        "Fields to set",
        ParamKind::Groups { many: true, groups },
    )
    .or(sdk::Map::new())
    .help("The fields, by type.")
}

fn typed_values() -> Param {
    let kinds = [
        ("stringValue", "Text"),
        ("numberValue", "Number"),
        ("booleanValue", "Yes or no"),
        ("arrayValue", "List"),
        ("objectValue", "Object"),
    ];
    let shown = |param: Param, kind: &str| param.show(Show::when("type", &[kind]));
    let fields = vec![
        name(),
        Param::choice("type", "Type", &kinds).help("What kind of value it is."),
        shown(Param::text("stringValue", "Value"), "stringValue"),
        shown(Param::text("numberValue", "Value"), "numberValue"),
        shown(
            Param::choice("booleanValue", "Value", &[("true", "Yes"), ("false", "No")]),
            "booleanValue",
        ),
        shown(
            Param::text("arrayValue", "Value").example("[1, 2, 3]"),
            "arrayValue",
        ),
        shown(
            Param::new("objectValue", "Value", ParamKind::Json).or("={}"),
            "objectValue",
        ),
    ];
    Param::list("fields", "Fields to set", "values", fields)
        .help("Each field with its name, its type and its value.")
}

fn kept() -> Vec<Param> {
    let all = [
        ("all", "All"),
        ("none", "None"),
        ("selected", "Some"),
        ("except", "All but some"),
    ];
    let some = [all[0], all[2], all[3]];
    let since = Show::flag("includeOtherFields", true).and(ShowRule::Since(3.3));
    let between = Show::since(3.0).and(ShowRule::Before(3.3));
    let list = |name: &str, label: &str, when: &str, show: &Show| {
        Param::text(name, label)
            .help("Names with commas between them.")
            .example("name, address.city")
            .show(show.clone().and_when("include", &[when]))
    };
    vec![
        Param::switch("includeOtherFields", "Keep the other fields", false)
            .help("Whether fields that are not set here stay.")
            .show(Show::since(3.3)),
        Param::choice("include", "Which fields stay", &all)
            .help("Which fields of the incoming item stay.")
            .show(between.clone()),
        Param::choice("include", "Which of them", &some)
            .help("Which fields of the incoming item stay.")
            .show(since.clone()),
        list("includeFields", "Fields that stay", "selected", &between),
        list("includeFields", "Fields that stay", "selected", &since),
        list("excludeFields", "Fields that go", "except", &between),
        list("excludeFields", "Fields that go", "except", &since),
    ]
}

fn options() -> Param {
    Param::fields(
        "options",
        "More",
        vec![
            Param::switch("includeBinary", "Keep files", true)
                .help("Whether files stay with the items.")
                .show(Show::since(3.0).and(ShowRule::Before(3.4))),
            Param::switch("stripBinary", "Drop files", true)
                .help("Whether files are taken off the items.")
                .show(Show::since(3.4)),
            Param::switch("ignoreConversionErrors", "Ignore conversion errors", false)
                .help("Keeps a value as it is when it cannot be brought to the type.")
                .show(Show::since(3.0)),
            Param::switch("dotNotation", "Dots go deeper", true)
                .help("Whether a dot in a name means a field inside a field: a.b sets b within a."),
        ],
    )
    .help("Files, dots in names, conversion errors.")
    .more()
}
