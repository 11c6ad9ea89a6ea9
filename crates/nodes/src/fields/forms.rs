//! The fields of a form, given as JSON.

use value::{Map, Value};

use super::{Misfit, js};

const TYPES: &[&str] = &[
    "text",
    "email",
    "number",
    "password",
    "textarea",
    "date",
    "dropdown",
    "checkbox",
    "radio",
    "file",
    "html",
    "hiddenField",
];

/// Checks JSON that lists the fields of a form.
///
/// # Errors
/// Says what is wrong with which field.
pub fn try_to_parse_json_to_form_fields(value: &Value) -> Result<Value, Misfit> {
    let parsed = match value {
        Value::String(text) => value::from_str(text)
            .ok()
            .or_else(|| super::parse_literal(text)),
        other => Some(other.clone()),
    };
    let list = parsed.as_ref().and_then(Value::as_array);
    let Some(list) = list else {
        return Err(Misfit::Form("it is no list".to_owned()));
    };
    list.iter()
        .enumerate()
        .map(|(at, field)| check(at, field))
        .collect::<Result<Vec<_>, _>>()
        .map(Value::from)
}

fn check(at: usize, field: &Value) -> Result<Value, Misfit> {
    let wrong = |what: &str| Misfit::Form(format!("field {} {what}", at + 1));
    let map = field.as_object().ok_or_else(|| wrong("is no object"))?;
    for (key, value) in map.iter() {
        let fits = match key.as_str() {
            "fieldLabel" | "fieldType" | "placeholder" | "fieldName" | "fieldValue"
            | "elementName" | "html" | "acceptFileTypes" | "defaultValue" => value.is_string(),
            "requiredField" | "multiselect" | "multipleFiles" => value.is_boolean(),
            "fieldOptions" => options_fit(value),
            _ => true,
        };
        if !fits {
            return Err(wrong(&format!("has a wrong “{key}”")));
        }
    }
    let kind = map
        .get("fieldType")
        .and_then(Value::as_str)
        .unwrap_or("text");
    if !TYPES.contains(&kind) {
        return Err(wrong(&format!("has the unknown type “{kind}”")));
    }
    if kind == "dropdown" && !map.get("fieldOptions").is_some_and(has_options) {
        return Err(wrong("is a list without options"));
    }
    if kind == "html" && !map.get("html").is_some_and(js::truthy) {
        return Err(wrong("has no HTML"));
    }
    Ok(field.clone())
}

fn values(value: &Value) -> Option<&[Value]> {
    value.get("values").and_then(Value::as_array)
}

fn has_options(value: &Value) -> bool {
    values(value).is_some_and(|list| !list.is_empty())
}

fn options_fit(value: &Value) -> bool {
    let one = |option: &Value| {
        option
            .as_object()
            .and_then(|map: &Map| map.get("option"))
            .is_some_and(Value::is_string)
    };
    values(value).is_some_and(|list| list.iter().all(one))
}

#[cfg(test)]
mod tests {
    use value::json;

    use super::*;

    #[test]
    fn checks_fields() {
        for (text, fits) in [
            (r#"[{"fieldLabel": "Name", "requiredField": true}]"#, true),
            (
                r#"[{"fieldLabel": "Sex", "fieldType": "dropdown", "fieldOptions": {"values": [{"option": "a"}]}}]"#,
                true,
            ),
            (r#"[{"fieldType": "html", "html": "<b>x</b>"}]"#, true),
            (r#"[{"fieldLabel": 5}]"#, false),
            (r#"[{"fieldType": "dropdown"}]"#, false),
            (r#"[{"fieldType": "nonsense"}]"#, false),
            (r#"{"fieldLabel": "Name"}"#, false),
            ("nonsense", false),
        ] {
            assert_eq!(
                try_to_parse_json_to_form_fields(&json!(text)).is_ok(),
                fits,
                "{text}"
            );
        }
    }
}
