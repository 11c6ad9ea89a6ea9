//! What the value promises: JavaScript's printing, order, sharing, typed reads.
use proptest::prelude::*;
use serde::Deserialize;
use value::{
    Value, from_slice, from_str, from_value, json, number_to_string, string_to_number, to_string,
};

#[test]
fn prints_as_json_stringify_does() {
    let check = |value: Value, text: &str| assert_eq!(to_string(&value), text);
    check(
        json!({"b": 1, "a": [true, null, "x\n\"\u{1}"]}),
        r#"{"b":1,"a":[true,null,"x\n\"\u0001"]}"#,
    );
    check(json!(1e21), "1e+21");
    check(
        json!(123_456_789_012_345_680_000.0),
        "123456789012345680000",
    );
    check(json!(0.1), "0.1");
    check(json!(-0.0), "0");
    check(json!(f64::NAN), "null");
}

#[test]
fn reads_numbers_as_javascript_does() {
    for (text, number) in [
        ("", 0.0),
        (" 12 ", 12.0),
        ("0x1F", 31.0),
        ("1e3", 1000.0),
        ("-Infinity", f64::NEG_INFINITY),
    ] {
        assert_eq!(string_to_number(text), number, "{text:?}");
    }
    for text in ["inf", "nan", "1,2", "0x", "12px", "--1"] {
        assert!(string_to_number(text).is_nan(), "{text:?}");
    }
    assert_eq!(number_to_string(1e-7), "1e-7");
}

#[test]
fn keeps_order_and_finds_keys_in_long_objects() {
    let mut map = value::Map::new();
    for at in 0..100 {
        map.insert(format!("k{at}"), at);
    }
    map.remove("k50");
    map.insert("k3", "three");
    assert_eq!(map.len(), 99);
    assert_eq!(map.get("k99").and_then(Value::as_i64), Some(99));
    assert_eq!(map.keys().nth(3).map(value::Text::as_str), Some("k3"));
    assert!(!map.contains_key("k50"));
}

#[test]
fn writing_to_a_clone_leaves_the_original() {
    let first = json!({"a": {"b": [1]}});
    let mut second = first.clone();
    second
        .as_object_mut()
        .and_then(|m| m.get_mut("a"))
        .and_then(Value::as_object_mut)
        .map(|m| m.insert("b", 2));
    assert_eq!(first, json!({"a": {"b": [1]}}));
    assert_eq!(second, json!({"a": {"b": 2}}));
}

#[test]
fn a_value_is_two_words() {
    assert_eq!(size_of::<Value>(), 16);
}

#[test]
fn deep_nesting_is_refused_not_followed() {
    assert!(from_str(&"[".repeat(100_000)).is_err());
    let error = from_slice(b"{\n \"a\": }").unwrap_err();
    assert_eq!((error.line(), error.column()), (2, 7));
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
struct Typed {
    list: Vec<u32>,
    mode: Mode,
    #[serde(default)]
    note: Option<String>,
}

#[derive(Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
enum Mode {
    Plain,
    Sized(f64),
}

#[test]
fn typed_reads_name_the_field_that_does_not_fit() {
    let typed: Typed = from_value(&json!({"list": [1, 2], "mode": {"sized": 1.5}})).unwrap();
    assert_eq!(
        typed,
        Typed {
            list: vec![1, 2],
            mode: Mode::Sized(1.5),
            note: None
        }
    );
    assert_eq!(from_value::<Mode>(&json!("plain")).unwrap(), Mode::Plain);
    let error = from_value::<Typed>(&json!({"list": [1, "x"], "mode": "plain"})).unwrap_err();
    assert_eq!(
        error.to_string(),
        "`list.1`: invalid type: string \"x\", expected u32"
    );
}

fn any_value() -> impl Strategy<Value = Value> {
    let leaf = prop_oneof![
        Just(Value::Null),
        any::<bool>().prop_map(Value::from),
        any::<f64>()
            .prop_filter("finite", |n| n.is_finite())
            .prop_map(|n| Value::from(if n == 0.0 { 0.0 } else { n })),
        ".*".prop_map(Value::from),
    ];
    leaf.prop_recursive(4, 64, 20, |inner| {
        prop_oneof![
            prop::collection::vec(inner.clone(), 0..6).prop_map(Value::from),
            prop::collection::vec((".*", inner), 0..20)
                .prop_map(|entries| Value::from(entries.into_iter().collect::<value::Map>())),
        ]
    })
}

proptest! {
    #[test]
    fn text_and_back_is_the_same(value in any_value()) {
        prop_assert_eq!(&from_str(&to_string(&value)).unwrap(), &value);
        prop_assert_eq!(&from_str(&value::to_string_pretty(&value)).unwrap(), &value);
        prop_assert_eq!(&from_value::<Value>(&value).unwrap(), &value);
        let through = serde_json::Value::from(&value);
        prop_assert_eq!(&Value::from(through), &value);
    }
}
