//! Finds which items of two inputs belong together, by the values of fields.

use rustc_hash::{FxHashMap, FxHashSet};
use sdk::{Error, Item, Result, Value};

use super::names::{entries, text_or};
use crate::path;

/// Pairs of fields that must hold the same value.
#[derive(Clone, Debug, Default)]
pub(super) struct Fields(pub(super) Vec<(String, String)>);

impl Fields {
    /// Reads `{ values: [{ field1, field2 }] }`.
    pub(super) fn read(value: &Value) -> Self {
        let pair = |entry: &Value| {
            (
                text_or(entry, "field1", "").trim().to_owned(),
                text_or(entry, "field2", "").trim().to_owned(),
            )
        };
        Self(entries(value, "values").iter().map(pair).collect())
    }

    /// Complains where there is none or one is blank.
    pub(super) fn checked(self, param: &str) -> Result<Self> {
        if self.0.is_empty() {
            return Err(Error::param(param, "Say which fields to match."));
        }
        match self
            .0
            .iter()
            .find(|(first, second)| first.is_empty() || second.is_empty())
        {
            Some(_) => Err(Error::param(
                param,
                "A pair of fields to match lacks a name.",
            )),
            None => Ok(self),
        }
    }
}

/// How values are compared.
#[derive(Clone, Copy, Debug, Default)]
pub(super) struct Comparison {
    /// Takes 1 and "1", empty values and the like for the same.
    pub(super) fuzzy: bool,
    /// Takes nothing for 0 too, where it is fuzzy.
    pub(super) null_is_zero: bool,
}

impl Comparison {
    /// Whether two values count as the same; a missing one is `None`.
    pub(super) fn same(self, a: Option<&Value>, b: Option<&Value>) -> bool {
        if !self.fuzzy {
            return a == b;
        }
        let (Some(a), Some(b)) = (a, b) else {
            return a.or(b).is_none_or(is_blank);
        };
        if !a.is_null() && !b.is_null() && js_type(a) == js_type(b) {
            return a == b;
        }
        let nothing = |value: &Value| value.is_null() || *value == 0.0 || *value == "0";
        if self.null_is_zero && (a.is_null() || b.is_null()) && nothing(a) && nothing(b) {
            return true;
        }
        (is_blank(a) && is_blank(b)) || alike(a, b) || alike(b, a) || a == b
    }

    /// Values that may be the same fall into one bucket.
    fn bucket(self, value: &Value) -> String {
        if !self.fuzzy {
            return bucket_of(value);
        }
        match value {
            Value::Bool(true) => "1".to_owned(),
            Value::Bool(false) | Value::Null => "0".to_owned(),
            Value::Number(number) => value::number_to_string(*number),
            Value::String(text) if text.eq_ignore_ascii_case("true") => "1".to_owned(),
            Value::String(text) if text.is_empty() || text.eq_ignore_ascii_case("false") => {
                "0".to_owned()
            }
            Value::String(text) => text.to_string(),
            Value::Array(list) if list.is_empty() => "0".to_owned(),
            _ => "…".to_owned(),
        }
    }
}

fn bucket_of(value: &Value) -> String {
    match value {
        Value::Array(list) => format!("[{}]", list.len()),
        Value::Object(map) => format!("{{{}}}", map.len()),
        plain => value::to_string(plain),
    }
}

fn js_type(value: &Value) -> &'static str {
    match value {
        Value::Array(_) | Value::Object(_) => "object",
        other => other.type_name(),
    }
}

fn is_blank(value: &Value) -> bool {
    value.is_null() || value == "" || value.as_array().is_some_and(<[Value]>::is_empty)
}

fn alike(a: &Value, b: &Value) -> bool {
    match (a, b) {
        (Value::Number(number), Value::String(text)) => {
            value::number_to_string(*number) == text.as_str()
        }
        (Value::Bool(flag), Value::Number(number)) => *number == f64::from(u8::from(*flag)),
        (Value::Bool(flag), Value::String(text)) => {
            let (word, digit) = if *flag { ("true", "1") } else { ("false", "0") };
            text.eq_ignore_ascii_case(word) || text.as_str() == digit
        }
        _ => false,
    }
}

/// Which items belong together.
pub(super) struct Matches {
    /// For each item of the first input its partners in the second.
    pub(super) partners: Vec<Vec<usize>>,
    /// The items of the second input that have a partner.
    pub(super) matched2: FxHashSet<usize>,
}

/// Finds the partners of each item of the first input: all, or only the first.
pub(super) fn find(
    first: &[Item],
    second: &[Item],
    fields: &Fields,
    dotted: bool,
    comparison: Comparison,
    all: bool,
) -> Matches {
    let mut index: FxHashMap<Vec<String>, Vec<usize>> = FxHashMap::default();
    for (at, item) in second.iter().enumerate() {
        let missing = if comparison.fuzzy { "0" } else { "?" };
        let key = fields.0.iter().map(|(_, name)| {
            path::read(&item.json, name, dotted)
                .map_or_else(|| missing.to_owned(), |value| comparison.bucket(value))
        });
        index.entry(key.collect()).or_default().push(at);
    }
    let mut matched2 = FxHashSet::default();
    let partners = first.iter().map(|item| {
        let wanted: Option<Vec<&Value>> = fields
            .0
            .iter()
            .map(|(name, _)| path::read(&item.json, name, dotted))
            .collect();
        let Some(wanted) = wanted else {
            return Vec::new();
        };
        let key: Vec<String> = wanted
            .iter()
            .map(|value| comparison.bucket(value))
            .collect();
        let candidates = index
            .get(&key)
            .map(Vec::as_slice)
            .unwrap_or_default()
            .iter()
            .copied();
        let fits = |at: &usize| {
            let mut pairs = wanted.iter().zip(&fields.0);
            pairs.all(|(value, (_, name))| {
                comparison.same(Some(value), path::read(&second[*at].json, name, dotted))
            })
        };
        let found: Vec<usize> = if all {
            candidates.filter(fits).collect()
        } else {
            candidates.filter(fits).take(1).collect()
        };
        matched2.extend(found.iter().copied());
        found
    });
    let partners = partners.collect();
    Matches { partners, matched2 }
}

#[cfg(test)]
mod tests {
    use sdk::json;

    use super::*;

    #[test]
    fn compares_strictly_or_not() {
        let fuzzy = Comparison {
            fuzzy: true,
            null_is_zero: false,
        };
        let zero = Comparison {
            fuzzy: true,
            null_is_zero: true,
        };
        let strict = Comparison::default();
        for (a, b, how, same) in [
            (json!(1), json!("1"), strict, false),
            (json!(1), json!("1"), fuzzy, true),
            (json!("1"), json!("01"), fuzzy, false),
            (json!(true), json!("TRUE"), fuzzy, true),
            (json!(0), json!(false), fuzzy, true),
            (json!(""), json!(null), fuzzy, true),
            (json!(null), json!(0), fuzzy, false),
            (json!(null), json!(0), zero, true),
            (
                json!({ "a": 1, "b": 2 }),
                json!({ "b": 2, "a": 1 }),
                strict,
                true,
            ),
            (json!([1]), json!({ "0": 1 }), fuzzy, false),
        ] {
            assert_eq!(how.same(Some(&a), Some(&b)), same, "{a} {b}");
            assert_eq!(how.same(Some(&b), Some(&a)), same, "{b} {a}");
            if same {
                assert_eq!(how.bucket(&a), how.bucket(&b), "{a} {b}");
            }
        }
        assert!(fuzzy.same(None, Some(&json!(""))));
        assert!(!strict.same(None, Some(&json!(null))));
    }
}
