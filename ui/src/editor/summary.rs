//! The one line on a card that says what a step does, made from what was entered: `GET api.example.com/orders`.
//!
//! It knows no kind: a choice that is set, then the first fields that say something.

use model::{Choice, Node, NodeSpec, Param, ParamKind};
use value::Value;

use super::form::{fields_of, layout};
use super::token::shortened;

/// Longest line, in characters.
const MOST: usize = 80;

/// Words in the person's language.
pub trait Words {
    /// The words of a choice.
    fn choice(&self, choice: &Choice) -> String;
    /// The words of a comparison, such as "begins with".
    fn operation(&self, operation: &str) -> String;
}

/// What a step does, in one line; empty if nothing was entered.
pub fn summary(spec: &NodeSpec, node: &Node, words: &dyn Words) -> String {
    let shown = layout(spec, node);
    let params: Vec<&Param> = shown
        .main
        .iter()
        .filter_map(|at| spec.params.get(*at))
        .collect();
    let lead = params
        .first()
        .and_then(|param| lead(param, node, words))
        .filter(|_| {
            let next = params.get(1..).unwrap_or_default();
            next.iter()
                .any(|param| is_plain(param) && set(node, param).is_some())
        });
    let mut pieces: Vec<String> = Vec::new();
    for param in &params {
        let Some(value) = set(node, param) else {
            continue;
        };
        if lead.is_some() && std::ptr::eq(*param, params[0]) {
            continue;
        }
        let piece = piece(param, value, words);
        pieces.extend(piece.filter(|piece| !piece.is_empty() && !pieces.contains(piece)));
        if pieces.len() == 2 {
            break;
        }
    }
    let said = pieces.join(" · ");
    let line = match lead {
        Some(lead) => format!("{lead} {said}"),
        None => said,
    };
    cut(&line, MOST)
}

fn set<'n>(node: &'n Node, param: &Param) -> Option<&'n Value> {
    let value = node.parameters.get(&param.name)?;
    (!super::form::is_blank(value)).then_some(value)
}

/// The short word in front: what is chosen, where a text follows.
fn lead(param: &Param, node: &Node, words: &dyn Words) -> Option<String> {
    let ParamKind::Choice(choices) = &param.kind else {
        return None;
    };
    let value = node.parameters.get(&param.name).unwrap_or(&param.default);
    let chosen = choices.iter().find(|choice| choice.value == *value)?;
    let word = words.choice(chosen);
    (word.chars().count() <= 14).then_some(word)
}

fn is_plain(param: &Param) -> bool {
    matches!(
        param.kind,
        ParamKind::Text | ParamKind::File | ParamKind::Folder
    )
}

fn piece(param: &Param, value: &Value, words: &dyn Words) -> Option<String> {
    if let Some(text) = value.as_str().filter(|text| text.starts_with('=')) {
        return Some(line(&shortened(text)));
    }
    match &param.kind {
        ParamKind::Text | ParamKind::LongText | ParamKind::DateTime | ParamKind::Json => {
            value.as_str().map(plain)
        }
        ParamKind::File | ParamKind::Folder => value.as_str().map(last_of_path),
        ParamKind::Number { .. } => Some(value.to_text().to_string()),
        ParamKind::Choice(choices) => {
            let chosen = choices.iter().find(|choice| choice.value == *value)?;
            (param.default != *value).then(|| words.choice(chosen))
        }
        ParamKind::Choices(choices) => {
            let values = value.as_array()?;
            let chosen = choices
                .iter()
                .filter(|choice| values.contains(&choice.value));
            Some(join(chosen.map(|choice| words.choice(choice))))
        }
        ParamKind::Assignments => {
            let list = value.path("assignments")?.as_array()?;
            Some(join(
                list.iter()
                    .filter_map(|one| one["name"].as_str())
                    .map(shortened),
            ))
        }
        ParamKind::Conditions => conditions(value, words),
        ParamKind::Code(_) => value.as_str().and_then(first_comment),
        ParamKind::Groups { groups, .. } => groups.iter().find_map(|group| {
            let inner = value.get(group.name.as_str())?;
            match inner {
                Value::Array(list) => Some(join(
                    list.iter().filter_map(|one| element(group, one, words)),
                )),
                one => element(group, one, words),
            }
        }),
        ParamKind::Columns => {
            let map = value.get("value")?.as_object()?;
            Some(join(map.keys().map(ToString::to_string)))
        }
        ParamKind::Resource { .. } => {
            let name = value.get("cachedResultName").and_then(Value::as_str);
            let id = value.get("value").and_then(Value::as_str);
            name.or(id).or(value.as_str()).map(shortened)
        }
        ParamKind::Switch
        | ParamKind::Secret
        | ParamKind::Color
        | ParamKind::Fields(_)
        | ParamKind::Notice => None,
    }
}

/// An element of a list: its texts, and what is chosen though it is not the usual.
fn element(group: &Param, value: &Value, words: &dyn Words) -> Option<String> {
    let pieces: Vec<String> = fields_of(group)
        .iter()
        .filter_map(|field| {
            let own = value.get(field.name.as_str())?;
            let simple = is_plain(field) || matches!(field.kind, ParamKind::Choice(_));
            (simple && !super::form::is_blank(own)).then(|| piece(field, own, words))?
        })
        .take(2)
        .collect();
    (!pieces.is_empty()).then(|| pieces.join(" "))
}

fn conditions(value: &Value, words: &dyn Words) -> Option<String> {
    let list = value.path("conditions")?.as_array()?;
    let say = |side: &Value| match side {
        Value::String(text) => line(&shortened(text)).trim_matches(['{', '}']).to_owned(),
        other => other.to_text().to_string(),
    };
    let spoken = list.iter().map(|one| {
        let operation = one.path("operator.operation").and_then(Value::as_str);
        let sign = sign(operation.unwrap_or_default(), words);
        let single = one.path("operator.singleValue").and_then(Value::as_bool) == Some(true);
        match single {
            true => format!("{} {sign}", say(&one["leftValue"])),
            false => format!(
                "{} {sign} {}",
                say(&one["leftValue"]),
                say(&one["rightValue"])
            ),
        }
    });
    Some(join(spoken))
}

/// A comparison as a sign where there is one, else in words.
fn sign(operation: &str, words: &dyn Words) -> String {
    let sign = match operation {
        "equals" | "equal" => "=",
        "notEquals" | "notEqual" => "≠",
        "gt" | "larger" => ">",
        "lt" | "smaller" => "<",
        "gte" | "largerEqual" => "≥",
        "lte" | "smallerEqual" => "≤",
        other => return words.operation(other),
    };
    sign.to_owned()
}

/// The remark a program begins with.
fn first_comment(code: &str) -> Option<String> {
    let first = code.lines().map(str::trim).find(|line| !line.is_empty())?;
    let comment = ["//", "--", "#", "/*"]
        .iter()
        .find_map(|mark| first.strip_prefix(mark))?;
    Some(line(comment.trim_end_matches("*/").trim()))
}

fn join(all: impl Iterator<Item = String>) -> String {
    let mut all: Vec<String> = all.filter(|word| !word.is_empty()).take(4).collect();
    if all.len() == 4 {
        all[3] = "…".to_owned();
    }
    all.join(", ")
}

/// Text without what an address begins with.
fn plain(text: &str) -> String {
    let text = shortened(text);
    let bare = ["https://", "http://"]
        .iter()
        .find_map(|scheme| text.strip_prefix(scheme));
    line(bare.unwrap_or(&text))
}

fn last_of_path(path: &str) -> String {
    let path = shortened(path);
    let name = path.rsplit(['/', '\\']).find(|part| !part.is_empty());
    line(name.unwrap_or(&path))
}

fn line(text: &str) -> String {
    text.split_whitespace().collect::<Vec<_>>().join(" ")
}

fn cut(text: &str, most: usize) -> String {
    match text.char_indices().nth(most) {
        None => text.to_owned(),
        Some((at, _)) => format!("{}…", text[..at].trim_end()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Group;

    struct English;

    impl Words for English {
        fn choice(&self, choice: &Choice) -> String {
            choice.label.clone()
        }

        fn operation(&self, operation: &str) -> String {
            format!("is {operation}")
        }
    }

    fn said(params: Vec<Param>, parameters: &str) -> String {
        let mut spec = NodeSpec::new("k", "Kind", Group::Data);
        spec.params = params;
        let mut node = Node::new("a", "k", 1.0);
        let value = value::from_str(parameters).expect("JSON");
        node.parameters = value.as_object().cloned().expect("an object");
        summary(&spec, &node, &English)
    }

    #[test]
    fn an_address_is_led_by_what_is_done_to_it() {
        let params = || {
            vec![
                Param::choice("method", "Method", &[("GET", "GET"), ("POST", "POST")]),
                Param::text("url", "Address"),
            ]
        };
        assert_eq!(
            said(params(), r#"{"url": "https://api.example.com/orders"}"#),
            "GET api.example.com/orders"
        );
        assert_eq!(
            said(
                params(),
                r#"{"method": "POST", "url": "=https://x.org/{{ $json.vat }}"}"#
            ),
            "POST https://x.org/{vat}"
        );
        assert_eq!(said(params(), "{}"), "", "nothing was entered");
        assert_eq!(said(params(), r#"{"method": "POST"}"#), "POST");
    }

    #[test]
    fn lists_and_conditions_are_told_in_few_words() {
        let sort = Param::list(
            "by",
            "Sort by",
            "field",
            vec![
                Param::text("name", "Name"),
                Param::choice("order", "Order", &[("up", "Up"), ("down", "Down")]),
            ],
        );
        let value = r#"{"by": {"field": [{"name": "price", "order": "down"}, {"name": "city", "order": "up"}]}}"#;
        assert_eq!(said(vec![sort], value), "price Down, city");
        let conditions = Param::new("conditions", "Conditions", ParamKind::Conditions);
        let value = r#"{"conditions": {"conditions": [
            {"leftValue": "={{ $json.total }}", "rightValue": 1000, "operator": {"type": "number", "operation": "gt"}},
            {"leftValue": "={{ $json.paid }}", "operator": {"operation": "false", "singleValue": true}}]}}"#;
        assert_eq!(said(vec![conditions], value), "total > 1000, paid is false");
        let set = Param::new("a", "Fields", ParamKind::Assignments);
        let value = r#"{"a": {"assignments": [{"name": "full name"}, {"name": "b"}, {"name": "c"}, {"name": "d"}]}}"#;
        assert_eq!(said(vec![set], value), "full name, b, c, …");
    }

    #[test]
    fn secrets_are_not_told_and_long_lines_end() {
        let secret = Param::new("key", "Key", ParamKind::Secret);
        assert_eq!(said(vec![secret], r#"{"key": "hunter2"}"#), "");
        let text = "word ".repeat(50);
        let line = said(
            vec![Param::text("t", "T")],
            &format!(r#"{{"t": "{text}"}}"#),
        );
        assert!(line.chars().count() <= MOST + 1 && line.ends_with('…'));
    }

    #[test]
    fn a_program_is_told_by_its_first_remark() {
        let code = || {
            vec![Param::new(
                "code",
                "Code",
                ParamKind::Code("javaScript".to_owned()),
            )]
        };
        assert_eq!(
            said(code(), r#"{"code": "\n// Adds the tax\nreturn [];"}"#),
            "Adds the tax"
        );
        assert_eq!(said(code(), r#"{"code": "return [];"}"#), "");
    }
}
