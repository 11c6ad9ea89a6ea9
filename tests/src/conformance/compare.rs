//! Compares a result with what a case expects, by the rules of the cases: Jest's `toEqual` over values in which objects
//! with a single `$` key stand for what JSON lacks.

use model::script::Typed;
use value::{Map, Value};

/// What differs first, with its path.
pub type Verdict = Result<(), String>;

/// Compares as `toEqual` does: deep, whatever the order of keys, keys whose value is undefined left out.
///
/// # Errors
/// Says where and how they differ.
pub fn equal(expected: &Value, got: &Typed) -> Verdict {
    at("", expected, got)
}

fn at(path: &str, expected: &Value, got: &Typed) -> Verdict {
    if let Some((key, argument)) = special(expected) {
        return if fits(path, key, argument, expected, got)? {
            Ok(())
        } else {
            differ(path, expected, got)
        };
    }
    match expected {
        Value::Array(list) => array(path, list, expected, got),
        Value::Object(map) => object(path, map, expected, got),
        scalar => match got {
            Typed::Json(value) if value == scalar => Ok(()),
            Typed::NotFinite(_) => differ(path, expected, got),
            _ => differ(path, expected, got),
        },
    }
}

fn differ(path: &str, expected: &Value, got: &Typed) -> Verdict {
    let place = if path.is_empty() { "result" } else { path };
    Err(format!(
        "{place}: expected {}, got {}",
        short(&expected.to_string()),
        short(&show(got))
    ))
}

fn short(text: &str) -> String {
    match text.char_indices().nth(300) {
        Some((at, _)) => format!("{}…", &text[..at]),
        None => text.to_owned(),
    }
}

/// A result in words.
pub fn show(got: &Typed) -> String {
    match got {
        Typed::Json(value) => value.to_string(),
        other => format!("{other:?}"),
    }
}

/// `{ "$kind": argument }`, if that is what it is.
fn special(expected: &Value) -> Option<(&str, &Value)> {
    const KINDS: [&str; 13] = [
        "$undefined",
        "$number",
        "$date",
        "$dateTime",
        "$map",
        "$set",
        "$error",
        "$regex",
        "$match",
        "$dynamic",
        "$builtin",
        "$fn",
        "$buffer",
    ];
    let (key, argument) = expected.as_object()?.iter().next()?;
    KINDS
        .contains(&key.as_str())
        .then_some((key.as_str(), argument))
}

fn fits(
    path: &str,
    key: &str,
    argument: &Value,
    whole: &Value,
    got: &Typed,
) -> Result<bool, String> {
    Ok(match (key, got) {
        ("$undefined", Typed::Undefined) => true,
        ("$number", Typed::NotFinite(number)) => {
            value::number_to_string(*number) == argument.to_text().as_str()
        }
        ("$date", Typed::Date(ms)) => instant(argument) == Some(*ms),
        ("$dateTime", Typed::DateTime { ms, .. }) => instant(argument) == Some(*ms),
        ("$map" | "$set", Typed::Collection { class, members }) => {
            let same = class.eq_ignore_ascii_case(&key[1..]);
            same && argument
                .as_array()
                .is_some_and(|list| list.len() == members.len())
        }
        ("$error", Typed::Error { name, message }) => {
            *argument == *name.as_str()
                && whole["message"]
                    .as_str()
                    .is_none_or(|wanted| wanted == message)
        }
        ("$regex", Typed::RegExp(text)) => argument.to_text().as_str() == text,
        ("$dynamic" | "$builtin", Typed::Function(name)) => *argument == *name.as_str(),
        ("$fn", Typed::Function(_)) => true,
        ("$match", _) => matches(
            path,
            argument.as_str().unwrap_or_default(),
            &whole["value"],
            got,
        )?,
        _ => false,
    })
}

/// Milliseconds of an ISO text.
fn instant(text: &Value) -> Option<f64> {
    text.as_str()?
        .parse::<jiff::Timestamp>()
        .ok()
        .map(|time| time.as_millisecond() as f64)
}

fn matches(path: &str, matcher: &str, wanted: &Value, got: &Typed) -> Result<bool, String> {
    Ok(match matcher {
        "any" => class_fits(
            wanted
                .get("$dynamic")
                .unwrap_or(wanted)
                .as_str()
                .unwrap_or_default(),
            got,
        ),
        "anything" => !matches!(got, Typed::Undefined | Typed::Json(Value::Null)),
        "arrayContaining" => {
            let members = elements(got).unwrap_or_default();
            let wanted = wanted.as_array().unwrap_or_default();
            wanted
                .iter()
                .all(|one| members.iter().any(|member| equal(one, member).is_ok()))
        }
        "objectContaining" => contains(wanted, got),
        "stringContaining" => {
            text(got).is_some_and(|text| text.contains(wanted.to_text().as_str()))
        }
        "stringMatching" => {
            let pattern = wanted.path("$regex").unwrap_or(wanted).to_text();
            let pattern =
                regex::Regex::new(pattern.trim_matches('/')).map_err(|e| e.to_string())?;
            text(got).is_some_and(|text| pattern.is_match(&text))
        }
        other => {
            return Err(format!(
                "{path}: the runner does not know the matcher {other}"
            ));
        }
    })
}

fn class_fits(class: &str, got: &Typed) -> bool {
    match (class, got) {
        ("DateTime", Typed::DateTime { .. })
        | ("Date", Typed::Date(_))
        | ("Function", Typed::Function(_)) => true,
        ("String", Typed::Json(Value::String(_))) | ("Boolean", Typed::Json(Value::Bool(_))) => {
            true
        }
        ("Number", Typed::Json(Value::Number(_)) | Typed::NotFinite(_)) => true,
        ("Array", _) => elements(got).is_some(),
        ("Object", _) => fields(got).is_some() || elements(got).is_some(),
        ("Duration" | "Interval", Typed::Span { class: own, .. }) => own == class,
        _ => false,
    }
}

fn text(got: &Typed) -> Option<String> {
    match got {
        Typed::Json(Value::String(text)) => Some(text.to_string()),
        _ => None,
    }
}

/// The elements of a list.
pub fn elements(got: &Typed) -> Option<Vec<Typed>> {
    match got {
        Typed::Json(Value::Array(list)) => Some(list.iter().cloned().map(Typed::Json).collect()),
        Typed::Array(list) => Some(list.clone()),
        _ => None,
    }
}

/// The fields of an object, without those that are undefined.
pub fn fields(got: &Typed) -> Option<Vec<(String, Typed)>> {
    match got {
        Typed::Json(Value::Object(map)) => Some(
            map.iter()
                .map(|(key, value)| (key.to_string(), Typed::Json(value.clone())))
                .collect(),
        ),
        Typed::Object(entries) => {
            let set = entries
                .iter()
                .filter(|(_, value)| !matches!(value, Typed::Undefined));
            Some(
                set.map(|(key, value)| (key.to_string(), value.clone()))
                    .collect(),
            )
        }
        _ => None,
    }
}

fn array(path: &str, list: &[Value], whole: &Value, got: &Typed) -> Verdict {
    let Some(members) = elements(got) else {
        return differ(path, whole, got);
    };
    if members.len() != list.len() {
        return Err(format!(
            "{path}: expected {} elements, got {}: {}",
            list.len(),
            members.len(),
            short(&show(got))
        ));
    }
    list.iter()
        .zip(&members)
        .enumerate()
        .try_for_each(|(n, (one, member))| at(&format!("{path}[{n}]"), one, member))
}

fn object(path: &str, map: &Map, whole: &Value, got: &Typed) -> Verdict {
    let Some(own) = fields(got) else {
        return differ(path, whole, got);
    };
    for (key, wanted) in map.iter() {
        let place = format!("{path}.{key}");
        match own.iter().find(|(name, _)| name == key.as_str()) {
            Some((_, value)) => at(&place, wanted, value)?,
            None => at(&place, wanted, &Typed::Undefined)?,
        }
    }
    match own.iter().find(|(name, _)| !map.contains_key(name)) {
        Some((name, value)) => Err(format!(
            "{path}.{name}: not expected, got {}",
            short(&show(value))
        )),
        None => Ok(()),
    }
}

/// `toMatchObject`: what is wanted is there, whatever else is.
fn contains(wanted: &Value, got: &Typed) -> bool {
    match (wanted, fields(got), elements(got)) {
        (Value::Object(map), Some(own), _) if special(wanted).is_none() => {
            map.iter().all(|(key, value)| {
                let found = own.iter().find(|(name, _)| name == key.as_str());
                found.is_some_and(|(_, own)| contains(value, own))
            })
        }
        (Value::Array(list), _, Some(own)) => {
            list.len() == own.len()
                && list
                    .iter()
                    .zip(&own)
                    .all(|(value, own)| contains(value, own))
        }
        _ => equal(wanted, got).is_ok(),
    }
}

/// A `check`: one of Jest's matchers on the result.
///
/// # Errors
/// Says which matcher did not hold.
pub fn check(check: &Value, got: &Typed) -> Verdict {
    let argument = &check["args"][0];
    let holds = match check["matcher"].as_str().unwrap_or_default() {
        "toBeDefined" => !matches!(got, Typed::Undefined),
        "toBeInstanceOf" => class_fits(argument["$builtin"].as_str().unwrap_or_default(), got),
        "toHaveProperty" => {
            let name = argument.to_text();
            fields(got).is_some_and(|own| own.iter().any(|(key, _)| *key == name.as_str()))
        }
        "toMatchObject" => contains(argument, got),
        "toEqual" | "toStrictEqual" | "toBe" => equal(argument, got).is_ok(),
        other => return Err(format!("the runner does not know the matcher {other}")),
    };
    let wanted = check["not"].as_bool() != Some(true);
    if holds == wanted {
        Ok(())
    } else {
        Err(format!("{check} does not hold for {}", short(&show(got))))
    }
}

/// Whether a result gives nothing away: it holds no function. What a refusal must at least come to.
pub fn harmless(got: &Typed) -> bool {
    match got {
        Typed::Function(_) => false,
        Typed::Array(list) => list.iter().all(harmless),
        Typed::Collection { members, .. } => members.iter().all(harmless),
        Typed::Object(entries) => entries.iter().all(|(_, value)| harmless(value)),
        _ => true,
    }
}
