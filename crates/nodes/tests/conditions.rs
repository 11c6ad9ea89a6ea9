//! The peer's tables of conditions and typed fields, read from the folder of shared cases.
//!
//! `MILLRACE_CASES` names that folder; where it is absent the test says so and passes.

use std::path::PathBuf;

use nodes::conditions::{array_contains_value, execute_filter};
use nodes::fields::{
    Checked, Clock, FieldOptions, get_value_description, try_to_parse_date_time,
    try_to_parse_json_to_form_fields, try_to_parse_url, validate_field_type,
};
use value::{Map, Value};

/// Rows that hold at least, of 269.
const FLOOR: usize = 266;

fn folder() -> Option<PathBuf> {
    let default = concat!(env!("CARGO_MANIFEST_DIR"), "/../../../shared/cases");
    let root = std::env::var_os("MILLRACE_CASES").unwrap_or_else(|| default.into());
    let folder = PathBuf::from(root).join("n8n/conditions");
    folder.is_dir().then_some(folder)
}

#[test]
fn shared_tables_hold() {
    let Some(folder) = folder() else {
        println!("skipped: no shared cases here");
        return;
    };
    let (mut held, mut failed) = (0, Vec::new());
    for file in [
        "filter-conditions.json",
        "filter-array-contains.json",
        "type-validation.json",
    ] {
        let text = std::fs::read_to_string(folder.join(file)).unwrap();
        for row in value::from_str(&text).unwrap().as_array().unwrap() {
            match check(row) {
                Ok(()) => held += 1,
                Err(why) => failed.push(format!("{}: {why}", row["title"].to_text())),
            }
        }
    }
    println!("{held} rows hold; these do not:\n{}", failed.join("\n"));
    assert!(held >= FLOOR, "{held} of {}", held + failed.len());
}

fn check(row: &Value) -> Result<(), String> {
    let got = answer(row);
    if row["throws"] == false {
        return got.map(|_| ());
    }
    if row.get("throws").is_some() {
        return got
            .err()
            .map(|_| ())
            .ok_or_else(|| "should fail".to_owned());
    }
    let expected = &row["expected"];
    match got {
        Ok(got) if fits(&got, expected) => Ok(()),
        other => Err(format!("{other:?} instead of {expected}")),
    }
}

/// Whether a value is what a row expects; `{ "$match": "any" }` stands for some date.
fn fits(got: &Value, expected: &Value) -> bool {
    match expected {
        Value::Object(map) if map.contains_key("$match") => got.is_string(),
        Value::Object(map) => map
            .iter()
            .all(|(key, wanted)| got.get(key.as_str()).is_some_and(|got| fits(got, wanted))),
        other => got == other,
    }
}

fn answer(row: &Value) -> Result<Value, String> {
    let argument = |at: usize| plain(&row["args"][at]);
    let zone = row["args"][1].as_str().unwrap_or("UTC");
    let clock = Clock::new(zone, 1_718_452_800_000);
    match row["fn"].as_str() {
        None => execute_filter(&plain(&row["filter"]), &clock)
            .map(Value::from)
            .map_err(|e| e.to_string()),
        Some("arrayContainsValue") => {
            let list = argument(0);
            let ignore_case = argument(2).as_bool().unwrap_or_default();
            Ok(array_contains_value(
                list.as_array().unwrap_or_default(),
                &argument(1),
                ignore_case,
            )
            .into())
        }
        Some("getValueDescription") if row["args"][0].get("$undefined").is_some() => {
            Ok("'undefined'".into())
        }
        Some("getValueDescription") => Ok(get_value_description(&argument(0)).into()),
        Some("tryToParseUrl") => try_to_parse_url(&argument(0)).map_err(|e| e.to_string()),
        Some("tryToParseJsonToFormFields") => {
            try_to_parse_json_to_form_fields(&argument(0)).map_err(|e| e.to_string())
        }
        Some("tryToParseDateTime") => {
            let moment = try_to_parse_date_time(&argument(0), &clock).ok_or("no date")?;
            Ok(if row["then"] == "zoneName" {
                moment.zone_name()
            } else {
                moment.to_iso()
            }
            .into())
        }
        Some("validateFieldType") => Ok(validated(row, &argument(1), &clock)),
        Some(other) => Err(format!("no function {other}")),
    }
}

fn validated(row: &Value, value: &Value, clock: &Clock) -> Value {
    let given = &row["args"][3];
    let choices: Vec<Value> = given["valueOptions"]
        .as_array()
        .unwrap_or_default()
        .iter()
        .map(|choice| choice["value"].clone())
        .collect();
    let options = FieldOptions {
        choices: &choices,
        strict: given["strict"] == true,
        parse_strings: given["parseStrings"] == true,
    };
    let field_type = row["args"][2].as_str().unwrap_or_default();
    let checked = validate_field_type("field", value, field_type, options, clock);
    if row["then"] == "valid" {
        return checked.is_ok().into();
    }
    let mut out = Map::from_iter([("valid", Value::from(checked.is_ok()))]);
    if let Ok(checked) = checked
        && checked != Checked::Absent
    {
        out.insert("newValue", checked.into_value());
    }
    out.into()
}

/// The tables' spelling of values that JSON lacks.
fn plain(value: &Value) -> Value {
    match value {
        Value::Object(map) => {
            if let Some(date) = map.get("$date").or(map.get("$dateTime")) {
                return date.clone();
            }
            if map.contains_key("$number") {
                return f64::NAN.into();
            }
            if map.contains_key("$undefined") {
                return Value::Null;
            }
            map.iter()
                .map(|(key, value)| (key.clone(), plain(value)))
                .collect::<Map>()
                .into()
        }
        Value::Array(list) => list.iter().map(plain).collect(),
        other => other.clone(),
    }
}
