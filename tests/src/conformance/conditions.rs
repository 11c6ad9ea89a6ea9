//! Rows that judge conditions and the types of fields, against the nodes' own functions.

use nodes::conditions::{array_contains_value, execute_filter};
use nodes::fields::{
    Checked, Clock, FieldOptions, get_value_description, try_to_parse_date_time,
    try_to_parse_json_to_form_fields, try_to_parse_url, validate_field_type,
};
use value::{Map, Value};

use super::compare::Verdict;

/// When the rows that say nothing about it take place: 2024-06-15 at noon, UTC.
const NOON_MS: i64 = 1_718_452_800_000;

pub(super) fn run(row: &Value) -> Verdict {
    let got = answer(row);
    if row["throws"] == false {
        return got.map(|_| ());
    }
    if row.get("throws").is_some() {
        return got
            .err()
            .map(|_| ())
            .ok_or_else(|| "expected a failure".to_owned());
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
    let clock = Clock::new(zone, NOON_MS);
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
