//! What can follow in an expression: fields of earlier steps, names of steps, Millrace's own words.

use std::sync::Arc;

use api::{FieldInfo, Schema};

use crate::editor::token::{Step, code_of};

/// A step whose values can be named.
#[derive(Clone, Debug)]
pub struct Known {
    /// Its name.
    pub name: String,
    /// Its items are what `$json` reads.
    pub nearest: bool,
    /// Its fields, if it ran.
    pub schema: Option<Arc<Schema>>,
}

/// Something that can follow.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Completion {
    /// What is listed.
    pub label: String,
    /// A sample, or what it is.
    pub detail: String,
    /// What is written.
    pub apply: String,
    /// Where what it replaces begins in the text before the cursor.
    pub from: usize,
}

/// Words that stand for themselves, with what they are.
const WORDS: [(&str, &str); 12] = [
    ("$json", "{ }"),
    ("$input.item", "{ }"),
    ("$input.all()", "[ ]"),
    ("$input.first()", "{ }"),
    ("$now", "DateTime"),
    ("$today", "DateTime"),
    ("$itemIndex", "number"),
    ("$runIndex", "number"),
    ("$workflow.name", "text"),
    ("$execution.id", "text"),
    ("$binary", "{ }"),
    ("$if(test, yes, no)", "any"),
];

/// What can follow the text before the cursor.
pub fn complete(before: &str, known: &[Known]) -> Vec<Completion> {
    let start = token_start(before);
    let token = &before[start..];
    if let Some(found) = step_names(token, start, known) {
        return found;
    }
    if let Some(found) = fields(token, start, known) {
        return found;
    }
    if !token.starts_with('$') && !token.is_empty() && token.contains('.') {
        return Vec::new();
    }
    words(token, start, known)
}

/// Where the chain of names, dots and brackets before the cursor begins.
fn token_start(before: &str) -> usize {
    let bytes: Vec<(usize, char)> = before.char_indices().collect();
    let mut at = bytes.len();
    let mut quote: Option<char> = None;
    while at > 0 {
        let (_, c) = bytes[at - 1];
        let inside = match quote {
            Some(open) => {
                if c == open {
                    quote = None;
                }
                true
            }
            None if matches!(c, '\'' | '"') && opens_a_name(&bytes[..at - 1]) => true,
            None if matches!(c, '\'' | '"') => {
                quote = Some(c);
                true
            }
            None => {
                c.is_alphanumeric() || matches!(c, '_' | '$' | '.' | '(' | ')' | '[' | ']' | '?')
            }
        };
        if !inside {
            break;
        }
        at -= 1;
    }
    bytes.get(at).map_or(before.len(), |(place, _)| *place)
}

/// Whether what stands before a quote opens the name of a step: `$(`.
fn opens_a_name(before: &[(usize, char)]) -> bool {
    let end: String = before.iter().rev().take(2).map(|(_, c)| *c).collect();
    end == "($"
}

fn step_names(token: &str, start: usize, known: &[Known]) -> Option<Vec<Completion>> {
    let open = token.rfind("$(")?;
    let name = &token[open + 2..];
    if name.contains(')') {
        return None;
    }
    let typed = name.trim_start_matches(['\'', '"']).to_lowercase();
    let found = known
        .iter()
        .filter(|step| step.name.to_lowercase().contains(&typed));
    Some(
        found
            .map(|step| {
                let whole = code_of(Some(&step.name), &[]);
                Completion {
                    label: step.name.clone(),
                    detail: "$('…')".to_owned(),
                    apply: whole,
                    from: start + open,
                }
            })
            .collect(),
    )
}

fn fields(token: &str, start: usize, known: &[Known]) -> Option<Vec<Completion>> {
    let cut = token.rfind('.')?;
    let (base, typed) = (&token[..cut], &token[cut + 1..]);
    if typed.contains([')', '(', '[', ']']) {
        return None;
    }
    let list = find(base.trim_end_matches('?'), known)?;
    let typed = typed.to_lowercase();
    Some(
        list.iter()
            .filter(|field| field.name.to_lowercase().contains(&typed))
            .map(|field| {
                let step = code_of(None, &[Step::Key(field.name.as_str().into())]);
                Completion {
                    label: field.name.clone(),
                    detail: field.sample.clone(),
                    // With its dot or bracket, which take the place of the dot that was typed.
                    apply: step.trim_start_matches("$json").to_owned(),
                    from: start + cut,
                }
            })
            .collect(),
    )
}

/// The fields of what a piece of code gives.
fn find<'k>(code: &str, known: &'k [Known]) -> Option<&'k [FieldInfo]> {
    use crate::editor::token::{Meaning, meaning};
    let Meaning::Field { node, steps } = meaning(code) else {
        return None;
    };
    let step = known.iter().find(|step| match &node {
        Some(name) => step.name == name.as_str(),
        None => step.nearest,
    })?;
    let mut fields: &[FieldInfo] = &step.schema.as_ref()?.fields;
    for step in &steps {
        if let Step::Key(key) = step {
            fields = &fields
                .iter()
                .find(|field| field.name == key.as_str())?
                .fields;
        }
    }
    Some(fields)
}

fn words(token: &str, start: usize, known: &[Known]) -> Vec<Completion> {
    let typed = token.to_lowercase();
    let own = WORDS.iter().map(|(word, detail)| Completion {
        label: (*word).to_owned(),
        detail: (*detail).to_owned(),
        apply: (*word).to_owned(),
        from: start,
    });
    let steps = known.iter().map(|step| {
        let code = code_of(Some(&step.name), &[]);
        Completion {
            label: code.clone(),
            detail: String::new(),
            apply: code,
            from: start,
        }
    });
    let nearest = known.iter().filter(|step| step.nearest);
    let fields = nearest
        .filter_map(|step| step.schema.as_ref())
        .flat_map(|schema| {
            schema.fields.iter().map(|field| {
                let code = code_of(None, &[Step::Key(field.name.as_str().into())]);
                Completion {
                    label: code.clone(),
                    detail: field.sample.clone(),
                    apply: code,
                    from: start,
                }
            })
        });
    fields
        .chain(own)
        .chain(steps)
        .filter(|one| one.label.to_lowercase().contains(&typed))
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn known() -> Vec<Known> {
        let field = |name: &str, fields: Vec<FieldInfo>| FieldInfo {
            name: name.to_owned(),
            fields,
            ..FieldInfo::default()
        };
        let schema = Schema {
            fields: vec![
                field("total", Vec::new()),
                field("two words", Vec::new()),
                field("who", vec![field("city", Vec::new())]),
            ],
            ..Schema::default()
        };
        let step = |name: &str, nearest: bool| Known {
            name: name.to_owned(),
            nearest,
            schema: Some(Arc::new(schema.clone())),
        };
        vec![step("Read it", true), step("Start", false)]
    }

    fn check(before: &str, wanted: &[&str]) {
        let found: Vec<String> = complete(before, &known())
            .iter()
            .map(|one| format!("{}{}", &before[..one.from], one.apply))
            .collect();
        assert_eq!(found, wanted, "{before}");
    }

    #[test]
    fn fields_follow_a_dot() {
        check("$json.t", &["$json.total", "$json['two words']"]);
        check("1 + $json.who.", &["1 + $json.who.city"]);
        check("$('Start').item.json.ci", &[]);
        check("$('Start').item.json.tot", &["$('Start').item.json.total"]);
        check("$json.total.", &[]);
        check("other.", &[]);
    }

    #[test]
    fn steps_are_named_and_words_stand_for_themselves() {
        check("$('", &["$('Read it').item.json", "$('Start').item.json"]);
        check("{{ $('st", &["{{ $('Start').item.json"]);
        check("$no", &["$now"]);
        check("x + $tod", &["x + $today"]);
        assert!(complete("", &known()).len() > 12);
    }
}
