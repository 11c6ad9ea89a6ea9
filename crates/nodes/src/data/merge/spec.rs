//! What Merge is, in all its versions.

use sdk::{
    Effect, Group, Map, N8nType, NodeSpec, Param, ParamKind, PortRule, PortSet, Show, ShowRule,
    json,
};

pub(super) const EXAMPLE_QUERY: &str =
    "SELECT * FROM input1 LEFT JOIN input2 ON input1.name = input2.id";

pub(super) fn spec() -> NodeSpec {
    let two = PortSet::of(&["Input 1", "Input 2"]);
    let mut params = first_version();
    params.extend(second_version());
    params.extend(third_version());
    params.extend(by_fields());
    params.extend(options());
    NodeSpec {
        help: "Puts the items of several inputs together: one after the other, side by side, or by matching fields.".to_owned(),
        icon: "merge".to_owned(),
        versions: vec![1.0, 2.0, 2.1, 3.0, 3.1, 3.2],
        n8n: N8nType::base(&["merge"]),
        inputs: vec![
            PortRule { show: Show::before(3.0), ports: two },
            PortRule { show: Show::default(), ports: PortSet::Count { param: "numberInputs".to_owned(), default: 2, first: 1 } },
        ],
        needs_all_inputs: Some(Show::when("mode", &["chooseBranch"])),
        params,
        effect: Effect::Pure,
        ..NodeSpec::new("merge", "Merge", Group::Flow)
    }
    .aliases(&["merge", "join", "combine", "append", "concatenate", "wait", "sql", "union", "lookup"])
    .example(&json!({ "mode": "combine", "fieldsToMatchString": "email" }))
}

fn first_version() -> Vec<Param> {
    let modes = [
        ("append", "One after the other"),
        ("keepKeyMatches", "Keep items whose key matches"),
        ("mergeByIndex", "Side by side"),
        ("mergeByKey", "By key"),
        ("multiplex", "Each with each"),
        ("passThrough", "Wait, then pass one input on"),
        ("removeKeyMatches", "Remove items whose key matches"),
        ("wait", "Wait for both"),
    ];
    let when = |modes: &[&str]| Show::before(2.0).and_when("mode", modes);
    let keyed = when(&["keepKeyMatches", "mergeByKey", "removeKeyMatches"]);
    let key = |name: &str, input: u8| {
        Param::text(name, &format!("Field in input {input}"))
            .help("Name of the field that holds the key.")
            .example("id")
            .show(keyed.clone())
    };
    vec![
        Param::choice("mode", "How", &modes)
            .help("How the two inputs are put together.")
            .show(Show::before(2.0)),
        Param::choice(
            "join",
            "Which items",
            &[
                ("inner", "Only pairs"),
                ("left", "All of input 1"),
                ("outer", "All of both"),
            ],
        )
        .or("left")
        .help("What happens to items without a partner.")
        .show(when(&["mergeByIndex"])),
        key("propertyName1", 1),
        key("propertyName2", 2),
        Param::choice(
            "output",
            "Pass on",
            &[("input1", "Input 1"), ("input2", "Input 2")],
        )
        .help("Which input goes on.")
        .show(when(&["passThrough"])),
        Param::choice(
            "overwrite",
            "Overwrite",
            &[
                ("always", "Always"),
                ("blank", "If blank"),
                ("undefined", "If missing"),
            ],
        )
        .help("When a field of input 2 replaces one of input 1.")
        .show(when(&["mergeByKey"])),
    ]
}

fn second_version() -> Vec<Param> {
    let second = |show: Show| show.and(ShowRule::Since(2.0)).and(ShowRule::Before(3.0));
    let modes = [
        ("append", "One after the other"),
        ("combine", "Combine"),
        ("chooseBranch", "Wait, then pass one input on"),
    ];
    let ways = [
        ("mergeByFields", "By matching fields"),
        ("mergeByPosition", "Side by side"),
        ("multiplex", "Each with each"),
    ];
    let branches = [
        ("input1", "Input 1"),
        ("input2", "Input 2"),
        ("empty", "A single empty item"),
    ];
    vec![
        Param::choice("mode", "How", &modes)
            .help("How the two inputs are put together.")
            .show(second(Show::default())),
        Param::choice("combinationMode", "Combine", &ways)
            .help("Which items belong together.")
            .show(second(Show::when("mode", &["combine"]))),
        Param::choice(
            "chooseBranchMode",
            "When",
            &[("waitForBoth", "When both came")],
        )
        .help("When it goes on.")
        .show(second(Show::when("mode", &["chooseBranch"]))),
        Param::choice("output", "Pass on", &branches)
            .help("Which input goes on.")
            .show(second(Show::when("mode", &["chooseBranch"]))),
    ]
}

fn third_version() -> Vec<Param> {
    let third = |show: Show| show.and(ShowRule::Since(3.0));
    let modes = [
        ("append", "One after the other"),
        ("combine", "Combine"),
        ("combineBySql", "By SQL"),
        ("chooseBranch", "Wait, then pass one input on"),
    ];
    let ways = [
        ("combineByFields", "By matching fields"),
        ("combineByPosition", "Side by side"),
        ("combineAll", "Each with each"),
    ];
    let count = |show: Show| {
        Param::number("numberInputs", "How many inputs", 2.0)
            .help("From 2 to 10.")
            .show(third(show))
    };
    vec![
        Param::choice("mode", "How", &modes)
            .help("How the inputs are put together.")
            .show(third(Show::default())),
        Param::choice("combineBy", "Combine", &ways)
            .help("Which items belong together.")
            .show(third(Show::when("mode", &["combine"]))),
        count(Show::when(
            "mode",
            &["append", "chooseBranch", "combineBySql"],
        )),
        count(Show::when("mode", &["combine"]).and_when("combineBy", &["combineByPosition"])),
        Param::new("query", "Query", ParamKind::Code("sql".to_owned()))
            .or(EXAMPLE_QUERY)
            .help("A query over the tables input1, input2, …: each row becomes an item.")
            .example(EXAMPLE_QUERY)
            .show(third(Show::when("mode", &["combineBySql"]))),
        Param::choice(
            "chooseBranchMode",
            "When",
            &[("waitForAll", "When all came")],
        )
        .help("When it goes on.")
        .show(third(Show::when("mode", &["chooseBranch"]))),
        Param::choice(
            "output",
            "Pass on",
            &[
                ("specifiedInput", "An input"),
                ("empty", "A single empty item"),
            ],
        )
        .help("What goes on.")
        .show(third(Show::when("mode", &["chooseBranch"]))),
        Param::number("useDataOfInput", "Input", 1.0)
            .help("The number of the input that goes on, from 1.")
            .show(third(
                Show::when("mode", &["chooseBranch"]).and_when("output", &["specifiedInput"]),
            )),
    ]
}

fn by_fields() -> Vec<Param> {
    let second = Show::when("mode", &["combine"])
        .and_when("combinationMode", &["mergeByFields"])
        .and(ShowRule::Since(2.0))
        .and(ShowRule::Before(3.0));
    let third = Show::when("mode", &["combine"])
        .and_when("combineBy", &["combineByFields"])
        .and(ShowRule::Since(3.0));
    let is_on = |path: &str, on: bool| ShowRule::Is(path.to_owned(), vec![on.into()]);
    let mut params = vec![
        Param::switch("advanced", "Different names in the inputs", false)
            .help("Whether the fields to match have other names in input 2.")
            .show(third.clone()),
        Param::text("fieldsToMatchString", "Fields to match")
            .help("Items belong together when these fields hold the same; names with commas.")
            .example("email")
            .show(third.clone().and(is_on("advanced", false))),
    ];
    for (show, pairs) in [
        (second.clone(), second),
        (third.clone(), third.and(is_on("advanced", true))),
    ] {
        params.extend(join_params(&show, pairs));
    }
    params
}

fn join_params(show: &Show, pairs: Show) -> [Param; 3] {
    let pair = vec![
        Param::text("field1", "Field in input 1")
            .help("Name of the field in input 1.")
            .example("id"),
        Param::text("field2", "Field in input 2")
            .help("Name of the field in input 2.")
            .example("customerId"),
    ];
    let joins = [
        ("keepMatches", "Only pairs"),
        ("keepNonMatches", "Only items without a partner"),
        ("keepEverything", "Everything"),
        ("enrichInput1", "All of input 1, with what input 2 knows"),
        ("enrichInput2", "All of input 2, with what input 1 knows"),
    ];
    [
        Param::list("mergeByFields", "Fields to match", "values", pair)
            .or(json!({ "values": [{ "field1": "", "field2": "" }] }))
            .help("Items belong together when these fields hold the same.")
            .show(pairs),
        Param::choice("joinMode", "Which items", &joins)
            .help("Which items come out.")
            .show(show.clone()),
        Param::choice(
            "outputDataFrom",
            "Data of",
            &[
                ("both", "Both"),
                ("input1", "Input 1"),
                ("input2", "Input 2"),
            ],
        )
        .help("Whose fields come out.")
        .show(
            show.clone()
                .and_when("joinMode", &["keepMatches", "keepNonMatches"]),
        ),
    ]
}

fn options() -> Vec<Param> {
    let clashes = [
        ("preferLast", "Take the last input's"),
        ("preferInput1", "Take input 1's"),
        ("preferInput2", "Take input 2's"),
        (
            "addSuffix",
            "Keep both, with the input's number behind the name",
        ),
    ];
    let values = vec![
        Param::choice("resolveClash", "If a field is in several", &clashes)
            .or("")
            .help("Whose value is taken."),
        Param::choice(
            "mergeMode",
            "Fields within fields",
            &[
                ("deepMerge", "Merge too"),
                ("shallowMerge", "Replace whole"),
            ],
        )
        .help("Whether objects are merged or replaced."),
        Param::switch("overrideEmpty", "Keep filled values", false)
            .help("An empty value never replaces a filled one."),
    ];
    let clash = ParamKind::Groups {
        many: false,
        groups: vec![Param::fields("values", "Clash", values)],
    };
    let more = vec![
        Param::new("clashHandling", "If a field is in several", clash)
            .or(Map::new())
            .help("Whose value is taken."),
        Param::switch("disableDotNotation", "Dots are part of names", false)
            .help("If on, a.b is a field of that name, not b within a."),
        Param::switch("fuzzyCompare", "Tolerate small differences", false)
            .help("Takes 1 and \"1\", and empty and missing values, for the same."),
        Param::switch("includeUnpaired", "With items without a partner", false)
            .help("If one input has more items, they come out too."),
        Param::choice(
            "multipleMatches",
            "If there are several matches",
            &[("all", "Take all"), ("first", "Take the first")],
        )
        .help("What happens if an item fits several in the other input."),
    ];
    let empty = vec![
        Param::choice(
            "emptyQueryResult",
            "If the query finds nothing",
            &[("success", "One item that says so"), ("empty", "No items")],
        )
        .help("What comes out for a query without rows."),
    ];
    vec![
        Param::fields("options", "More", more)
            .help("Fields in several inputs, names, matches.")
            .show(Show::when("mode", &["combine"]).and(ShowRule::Since(2.0)))
            .more(),
        Param::fields("options", "More", empty)
            .help("Empty results.")
            .show(Show::when("mode", &["combineBySql"]).and(ShowRule::Since(3.0)))
            .more(),
    ]
}
