//! Random native expressions with data for them, to hold this crate's evaluator against a JavaScript engine.
//!
//! Not here: calls, and anything else that [`Program::parse`](crate::Program::parse) refuses; but the evaluation of a
//! generated expression may still answer `NotNative` or throw, as its data demand.

use proptest::{
    collection::vec,
    option,
    prelude::{BoxedStrategy, Just, Strategy, any, prop_oneof},
    sample::select,
};
use value::{Map, Value};

/// The fields of the generated data; expressions also ask for some that are not there.
const FIELDS: [&str; 12] = [
    "name",
    "city",
    "n",
    "m",
    "flag",
    "list",
    "o",
    "deep",
    "with space",
    "größe",
    "length",
    "0",
];

/// Numbers where operators and printing have edges.
const NUMBERS: [&str; 24] = [
    "0",
    "1",
    "2",
    "3",
    "7",
    "10",
    "31",
    "32",
    "0.1",
    "0.5",
    "1.5",
    "99.99",
    "1e3",
    "1e21",
    "1e-7",
    "0xff",
    "0b101",
    "0o17",
    "1_000",
    "4294967296",
    "2147483648",
    "9007199254740991",
    "123456789012345680000",
    ".25",
];

/// Texts, as source: with escapes, blanks, numbers in several notations, characters of every length.
const TEXTS: [&str; 26] = [
    "''",
    "\"\"",
    "'a'",
    "'b'",
    "\"Anna\"",
    "'it\\'s'",
    "'10'",
    "'9'",
    "' 12 '",
    "'0x1F'",
    "'1e3'",
    "'-0'",
    "'.5'",
    "'1_000'",
    "'abc'",
    "'ABC'",
    "'\\n'",
    "'\\u00e9'",
    "'\\u{1F600}'",
    "'\\x41'",
    "'größe'",
    "'name'",
    "'length'",
    "'null'",
    "'[object Object]'",
    "'\\\n'",
];

/// Values of fields.
fn any_data() -> BoxedStrategy<Value> {
    let number = prop_oneof![
        (-20i32..200).prop_map(Value::from),
        any::<i32>().prop_map(Value::from),
        (-1e6..1e6).prop_map(|n: f64| Value::from((n * 100.0).round() / 100.0 + 0.0)),
        any::<f64>()
            .prop_filter("JSON has finite numbers", |n| n.is_finite() && *n != 0.0)
            .prop_map(Value::from),
        select(vec![
            0.0,
            1e21,
            1e-7,
            0.1,
            2_147_483_648.0,
            9_007_199_254_740_993.0
        ])
        .prop_map(Value::from),
    ];
    let text = prop_oneof![
        select(vec![
            "", " ", "0", "1", "10", "abc", "Anna", "true", "null", "1,2", "é", "😀", "a😀b",
            "\u{ffff}", "-5", "1e3"
        ])
        .prop_map(Value::from),
        "[ -~]{0,12}".prop_map(Value::from),
        "\\PC{0,6}".prop_map(Value::from),
    ];
    let leaf = prop_oneof![
        4 => number,
        4 => text,
        1 => any::<bool>().prop_map(Value::from),
        1 => Just(Value::Null),
    ];
    leaf.clone().prop_recursive(2, 16, 4, move |inner| {
        prop_oneof![
            4 => leaf.clone(),
            1 => vec(inner.clone(), 0..4).prop_map(Value::from),
            1 => vec((select(&FIELDS[..]), inner), 0..4).prop_map(|entries| Value::from(entries.into_iter().collect::<Map>())),
        ]
    })
    .boxed()
}

/// A `$json`.
pub fn any_json() -> impl Strategy<Value = Value> {
    vec(option::weighted(0.85, any_data()), FIELDS.len()).prop_map(|values| {
        let known = FIELDS.into_iter().zip(values);
        Value::from(
            known
                .filter_map(|(field, value)| Some((field, value?)))
                .collect::<Map>(),
        )
    })
}

/// One step of a path.
fn any_step() -> BoxedStrategy<String> {
    let names = select(vec![
        "name", "city", "n", "m", "flag", "list", "o", "deep", "größe", "length", "missing",
    ]);
    let keys = select(vec![
        "'name'",
        "\"with space\"",
        "'list'",
        "'length'",
        "0",
        "1",
        "'0'",
        "'1'",
        "-1",
        "1.5",
        "'01'",
    ]);
    let dot = prop_oneof![1 => Just("."), 1 => Just("?.")];
    let bracket = prop_oneof![1 => Just("["), 1 => Just("?.[")];
    prop_oneof![
        3 => (dot, names).prop_map(|(dot, name)| format!("{dot}{name}")),
        1 => (bracket, keys).prop_map(|(bracket, key)| format!("{bracket}{key}]")),
    ]
    .boxed()
}

/// A path from `$json`; the first step mostly is a field that is there.
fn any_path() -> BoxedStrategy<String> {
    let first = select(vec![
        ".name",
        ".city",
        ".n",
        ".m",
        ".flag",
        ".list",
        ".o",
        ".deep",
        "['with space']",
        ".größe",
        "?.name",
        ".missing",
        "[`n`]",
    ]);
    (first, prop_oneof![4 => vec(any_step(), 0..1), 2 => vec(any_step(), 1..2), 1 => vec(any_step(), 2..4)]).prop_map(|(first, steps)| format!("$json{first}{}", steps.concat())).boxed()
}

/// What needs no parentheses in whatever place.
fn any_atom() -> BoxedStrategy<String> {
    let word = select(vec![
        "true",
        "false",
        "null",
        "undefined",
        "NaN",
        "Infinity",
        "$json",
        "[]",
        "({})",
    ]);
    prop_oneof![
        6 => any_path(),
        2 => select(&NUMBERS[..]).prop_map(str::to_owned),
        3 => select(&TEXTS[..]).prop_map(str::to_owned),
        1 => word.prop_map(str::to_owned),
    ]
    .boxed()
}

/// The source of an expression.
fn any_source() -> BoxedStrategy<String> {
    any_atom()
        .prop_recursive(4, 40, 4, |inner| {
            // Each is either bare, where its precedence allows it, or in parentheses.
            prop_oneof![
                4 => any_chain(inner.clone()),
                2 => any_logic(inner.clone()),
                1 => vec(inner.clone(), 3).prop_map(|p| format!("({} ? {} : {})", p[0], p[1], p[2])),
                1 => (select(vec!["!", "!!", "-", "+", "~", "typeof ", "void ", "- -"]), any_atom())
                    .prop_map(|(op, operand)| format!("({op}{operand})")),
                1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("`a${{{a}}} {{}} \\n${{{b}}}`")),
                1 => vec(inner.clone(), 0..4).prop_map(|list| format!("[{}]", list.join(", "))),
                1 => (inner.clone(), inner.clone()).prop_map(|(a, b)| format!("({{a: {a}, \"b c\": {b}}})")),
                1 => (any_path(), inner.clone()).prop_map(|(path, key)| format!("{path}[{key}]")),
                1 => (inner.clone(), any_step()).prop_map(|(of, step)| format!("({of}){step}")),
                1 => (select(vec!["list", "name"]), inner.clone(), any::<bool>()).prop_map(|(of, one, object)| {
                    if object { format!("({{...$json.{of}, one: {one}}})") } else { format!("[...$json.{of}, {one}, ...'é😀']") }
                }),
                1 => (any_atom(), any_path()).prop_map(|(name, of)| format!("({name} in {of})")),
            ]
        })
        .boxed()
}

/// Operators in a row without parentheses, so that precedence and associativity decide.
fn any_chain(inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let operators = select(vec![
        "+", "+", "+", "-", "*", "/", "%", "**", "<<", ">>", ">>>", "&", "|", "^", "==", "!=",
        "===", "!==", "<", "<=", ">", ">=",
    ]);
    (inner.clone(), vec((operators, inner), 1..4), any::<bool>())
        .prop_map(|(first, rest, bare)| {
            let rest: String = rest
                .iter()
                .map(|(op, operand)| format!(" {op} {operand}"))
                .collect();
            if bare {
                format!("{first}{rest}")
            } else {
                format!("({first}{rest})")
            }
        })
        .prop_map(wrap)
        .boxed()
}

fn any_logic(inner: BoxedStrategy<String>) -> BoxedStrategy<String> {
    let operators = prop_oneof![Just(vec!["??"]), Just(vec!["||", "&&"])];
    operators
        .prop_flat_map(move |operators| {
            (inner.clone(), vec((select(operators), inner.clone()), 1..4))
        })
        .prop_map(|(first, rest)| {
            let rest: String = rest
                .iter()
                .map(|(op, operand)| format!(" {op} {operand}"))
                .collect();
            format!("({first}{rest})")
        })
        .boxed()
}

/// A chain inside a chain is only bare if it does not change what `**` and `??` may stand beside.
fn wrap(source: String) -> String {
    if source.starts_with('(') || source.contains(" ** ") {
        format!("({source})")
    } else {
        source
    }
}

/// The source of a native expression (the inside of one `{{ }}`), and a `$json` to evaluate it over.
pub fn any_expression() -> impl Strategy<Value = (String, Value)> {
    (any_source(), any_json())
}
