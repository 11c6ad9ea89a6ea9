//! JSON that a person wrote into a field, often with expressions in it.

use sdk::{Error, Result, Value};

/// The JSON of a field: text is read, anything else is JSON already.
///
/// # Errors
/// Quotes the line that is no JSON.
pub(in crate::net) fn read(given: &Value, field: &str, label: &str) -> Result<Value> {
    let Value::String(text) = given else {
        return Ok(given.clone());
    };
    value::from_str(text).map_err(|error| {
        let mut failure = Error::param(field, format!("The {label} is not valid JSON: {error}."));
        failure.quote = line(text, error.line());
        let expression = "Text from an expression stands there as it is: a quotation mark or a line break in it ends the text. \
                          JSON.stringify($json.name) writes it as JSON.";
        failure.describe(expression)
    })
}

fn line(text: &str, number: usize) -> Option<String> {
    const MOST: usize = 200;
    let line = text.lines().nth(number.checked_sub(1)?)?.trim();
    Some(line.chars().take(MOST).collect())
}

#[cfg(test)]
mod tests {
    use sdk::json;

    use super::*;

    #[test]
    fn json_is_read_or_its_line_is_quoted() {
        for (given, expected) in [
            (json!("{\"a\": [1]}"), json!({ "a": [1] })),
            (json!({ "a": 1 }), json!({ "a": 1 })),
            (json!(" 5 "), json!(5)),
        ] {
            assert_eq!(read(&given, "jsonBody", "body").unwrap(), expected);
        }
        let error = read(&json!("{\n  \"a\": \"x\" y\"\n}"), "jsonBody", "body").unwrap_err();
        assert_eq!(error.quote.as_deref(), Some("\"a\": \"x\" y\""));
        assert_eq!(error.field.as_deref(), Some("jsonBody"));
        assert!(read(&json!(""), "jsonBody", "body").is_err());
    }
}
