//! The catalogues: every language has every text with the same words to fill in, every text that the window asks for is
//! there, and none is there that nobody asks for.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use fluent_syntax::ast::{Entry, Expression, InlineExpression, Pattern, PatternElement};
use fluent_syntax::parser;
use ui::action::{Action, Group};
use ui::text::LANGUAGES;

/// The texts of kinds of nodes: English is in their specs, and that all of them are translated another test proves.
const OF_NODES: &str = "node-";

/// The words to fill in of each text, by key; an attribute's key is `message.attribute`.
type Catalogue = BTreeMap<String, BTreeSet<String>>;

fn root() -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR")).join("..")
}

fn files(folder: &Path, kind: &str, found: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        if path.is_dir() {
            files(&path, kind, found);
        } else if path.extension().is_some_and(|extension| extension == kind) {
            found.push(path);
        }
    }
    found.sort();
}

fn catalogue(language: &str) -> Catalogue {
    let mut found = Vec::new();
    files(
        &root().join("assets/i18n").join(language),
        "ftl",
        &mut found,
    );
    let mut all = Catalogue::new();
    for file in found {
        let name = file.display();
        let text = fs::read_to_string(&file).unwrap();
        let resource =
            parser::parse(text.as_str()).unwrap_or_else(|(_, errors)| panic!("{name}: {errors:?}"));
        for entry in &resource.body {
            let Entry::Message(message) = entry else {
                assert!(
                    !matches!(entry, Entry::Term(_)),
                    "{name}: terms are not loaded"
                );
                continue;
            };
            let id = message.id.name.to_owned();
            let mut add = |key: String, pattern: &Pattern<&str>| {
                let mut words = BTreeSet::new();
                collect(pattern, &mut words);
                assert!(
                    all.insert(key.clone(), words).is_none(),
                    "{name}: {key} is there twice"
                );
            };
            if let Some(pattern) = &message.value {
                add(id.clone(), pattern);
            }
            for attribute in &message.attributes {
                add(format!("{id}.{}", attribute.id.name), &attribute.value);
            }
        }
    }
    all
}

fn collect(pattern: &Pattern<&str>, words: &mut BTreeSet<String>) {
    for element in &pattern.elements {
        if let PatternElement::Placeable { expression } = element {
            of_expression(expression, words);
        }
    }
}

fn of_expression(expression: &Expression<&str>, words: &mut BTreeSet<String>) {
    match expression {
        Expression::Inline(inline) => of_inline(inline, words),
        Expression::Select { selector, variants } => {
            of_inline(selector, words);
            for variant in variants {
                collect(&variant.value, words);
            }
        }
    }
}

fn of_inline(inline: &InlineExpression<&str>, words: &mut BTreeSet<String>) {
    match inline {
        InlineExpression::VariableReference { id } => {
            words.insert(id.name.to_owned());
        }
        InlineExpression::Placeable { expression } => of_expression(expression, words),
        _ => {}
    }
}

/// All texts in quotes of the window's sources, tests left out.
struct Sources {
    literals: BTreeSet<String>,
    /// What stands directly in a call that looks a text up.
    asked: BTreeSet<String>,
    /// What stands before the first brace of a text that is put together.
    prefixes: BTreeSet<String>,
}

fn sources() -> Sources {
    let mut found = Vec::new();
    files(&root().join("ui/src"), "rs", &mut found);
    let mut sources = Sources {
        literals: BTreeSet::new(),
        asked: BTreeSet::new(),
        prefixes: BTreeSet::new(),
    };
    found.retain(|file| !file.ends_with("tests.rs"));
    for file in found {
        let text = fs::read_to_string(&file).unwrap();
        let text = text.split("#[cfg(test)]").next().unwrap_or_default();
        let code: Vec<&str> = text
            .lines()
            .filter(|line| !line.trim_start().starts_with("//"))
            .collect();
        let text = code.join("\n");
        let parts: Vec<&str> = text.split('"').collect();
        for pair in parts.windows(2) {
            let (before, literal) = (pair[0], pair[1]);
            if literal.is_empty() || literal.contains(|c: char| c.is_whitespace() || c == '/') {
                continue;
            }
            sources.literals.insert(literal.to_owned());
            let before = before.trim_end();
            let calls = [
                "t(",
                "t_args(",
                "find(",
                "find(&",
                "text::t(",
                "text::t_args(",
            ];
            let asks = calls.iter().any(|call| {
                let rest = before.strip_suffix(call);
                rest.is_some_and(|rest| {
                    !rest.ends_with(|c: char| c.is_alphanumeric() || c == '_' || c == '.')
                })
            });
            if asks && is_key(literal) {
                sources.asked.insert(literal.to_owned());
            }
            if let Some((prefix, _)) = literal.split_once('{')
                && prefix.ends_with('-')
                && prefix.len() > 2
            {
                sources.prefixes.insert(prefix.to_owned());
            }
        }
    }
    sources
}

fn is_key(text: &str) -> bool {
    text.starts_with(|c: char| c.is_ascii_lowercase())
        && text
            .chars()
            .all(|c| c.is_ascii_alphanumeric() || matches!(c, '-' | '_' | '.'))
}

#[test]
fn every_text_that_is_asked_for_is_there() {
    let english = catalogue("en");
    let sources = sources();
    assert!(
        sources.asked.len() > 100,
        "the sources are not read as they are written"
    );
    let mut missing: Vec<String> = sources
        .asked
        .into_iter()
        .filter(|key| !english.contains_key(key))
        .collect();
    let of_actions = Action::ALL.iter().map(|action| action.text_key());
    let of_groups = Group::ALL.iter().map(|group| group.text_key());
    let more = of_actions
        .chain(of_groups)
        .filter(|key| !english.contains_key(*key));
    missing.extend(more.map(str::to_owned));
    assert!(missing.is_empty(), "assets/i18n/en has no {missing:#?}");
}

#[test]
fn no_text_is_there_that_nobody_asks_for() {
    let sources = sources();
    let is_asked = |key: &String| {
        let message = key.split('.').next().unwrap_or(key);
        sources.literals.contains(message)
            || sources.literals.contains(key)
            || sources
                .prefixes
                .iter()
                .any(|prefix| message.starts_with(prefix.as_str()))
            || message.starts_with(OF_NODES)
            || message.starts_with("action-")
    };
    let unused: Vec<String> = catalogue("en")
        .into_keys()
        .filter(|key| !is_asked(key))
        .collect();
    assert!(unused.is_empty(), "nobody asks for {unused:#?}");
}

#[test]
fn an_action_has_one_text_and_a_text_one_action() {
    let of_actions: BTreeSet<&str> = Action::ALL.iter().map(|action| action.text_key()).collect();
    let english = catalogue("en");
    let stray: Vec<&String> = english
        .keys()
        .filter(|key| key.starts_with("action-") && !of_actions.contains(key.as_str()))
        .collect();
    assert!(stray.is_empty(), "no action has {stray:?}");
}

#[test]
fn every_language_has_every_text_with_the_same_words_to_fill_in() {
    let english = catalogue("en");
    let mut faults = Vec::new();
    for language in LANGUAGES.iter().skip(1) {
        let tag = language.tag;
        let mut other = catalogue(tag);
        other.retain(|key, _| !key.starts_with(OF_NODES));
        for (key, words) in &english {
            match other.get(key) {
                None => faults.push(format!("{tag} has no {key}")),
                Some(found) if found != words => {
                    faults.push(format!("{tag}: {key} fills in {found:?} and not {words:?}"));
                }
                Some(_) => {}
            }
        }
        let more = other.keys().filter(|key| !english.contains_key(*key));
        faults.extend(more.map(|key| format!("{tag} has {key}, which English has not")));
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

#[test]
fn no_language_is_there_that_the_window_does_not_know() {
    let known: BTreeSet<&str> = LANGUAGES.iter().map(|language| language.tag).collect();
    for entry in fs::read_dir(root().join("assets/i18n")).unwrap() {
        let entry = entry.unwrap();
        if entry.path().is_dir() {
            let name = entry.file_name();
            assert!(known.contains(name.to_string_lossy().as_ref()), "{name:?}");
        }
    }
}
