//! Every text of every kind of node and of credential and of every template is there in every language of the window.
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;
use std::path::{Path, PathBuf};

use app::{App, Options};
use serde::Deserialize;

/// All languages but English, whose texts stand in the specs and in the templates.
const LANGUAGES: [&str; 6] = ["de", "es", "fr", "ja", "pt", "zh"];

fn folder(language: &str) -> PathBuf {
    Path::new(env!("CARGO_MANIFEST_DIR"))
        .join("../assets/i18n")
        .join(language)
}

#[test]
fn every_text_of_every_kind_is_translated_and_nothing_else() {
    let registry = nodes::registry();
    let credentials = model::credential::kinds();
    let of_credentials = credentials.iter().flat_map(|kind| {
        let fields = kind.fields.iter();
        let of_fields = fields.flat_map(|field| [field.label.as_str(), field.help.as_str()]);
        of_fields.chain([kind.label.as_str(), kind.help.as_str()])
    });
    let english: BTreeSet<&str> = registry
        .specs()
        .iter()
        .flat_map(|spec| spec.texts())
        .chain(of_credentials)
        .collect();
    assert!(english.len() > 1000, "{} texts", english.len());
    let mut faults = Vec::new();
    for language in LANGUAGES {
        let text = fs::read_to_string(folder(language).join("nodes.json")).unwrap();
        let texts: BTreeMap<String, String> = serde_json::from_str(&text).unwrap();
        for one in &english {
            match texts.get(*one) {
                None => faults.push(format!("{language} has no {one:?}")),
                Some(said) if said.trim().is_empty() => {
                    faults.push(format!("{language} says nothing for {one:?}"));
                }
                Some(said) => faults.extend(lost(one, said).map(|what| {
                    format!("{language}: {what} is missing in {said:?}, which says {one:?}")
                })),
            }
        }
        let stray = texts.keys().filter(|key| !english.contains(key.as_str()));
        faults.extend(stray.map(|key| format!("{language} has {key:?}, which no kind says")));
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}

/// What a person types as it stands, such as `{{ $json.id }}` or a text in backticks, and a translation left out.
fn lost<'t>(english: &'t str, said: &'t str) -> impl Iterator<Item = String> + 't {
    let parts = english
        .split('`')
        .skip(1)
        .step_by(2)
        .filter(|part| part.contains(char::is_alphanumeric));
    let names = english
        .split(|c: char| !(c.is_alphanumeric() || "$_".contains(c)))
        .filter(|word| word.starts_with('$') && word.len() > 1);
    parts
        .chain(names)
        .filter(|part| !said.contains(part))
        .map(str::to_owned)
}

/// What a template says in English.
#[derive(Deserialize)]
struct Template {
    id: String,
    name: String,
    help: String,
}

/// The templates' texts by key, as the app gives them to the window.
async fn templates() -> BTreeMap<String, String> {
    let options = Options {
        data: None,
        keep: false,
        worker: std::env::current_exe().unwrap(),
    };
    let app = App::open(options).unwrap();
    let answer = app::dispatch(&app, "template_list", b"").await.unwrap();
    let all: Vec<Template> = serde_json::from_slice(&answer).unwrap();
    all.into_iter()
        .flat_map(|template| {
            let key = format!("template-{}", template.id);
            [(format!("{key}.help"), template.help), (key, template.name)]
        })
        .collect()
}

/// A language's texts of templates by key, in whichever of its catalogues. Each stands on one line.
fn catalogue(language: &str) -> BTreeMap<String, String> {
    let mut texts = BTreeMap::new();
    for entry in fs::read_dir(folder(language)).unwrap() {
        let path = entry.unwrap().path();
        if path.extension().is_none_or(|extension| extension != "ftl") {
            continue;
        }
        let file = fs::read_to_string(&path).unwrap();
        let mut message = "";
        for line in file.lines() {
            if !line.starts_with(' ') {
                message = line.split_once(" =").map_or("", |(id, _)| id);
            }
            if !message.starts_with("template-") {
                continue;
            }
            let (key, said) = line
                .split_once(" = ")
                .unwrap_or_else(|| panic!("{language}: {line:?} is not a text on one line"));
            let key = match key.trim() {
                attribute if attribute.starts_with('.') => format!("{message}{attribute}"),
                id => id.to_owned(),
            };
            texts.insert(key, said.to_owned());
        }
    }
    texts
}

/// The attribute with other words for what a template does.
const WORDS: &str = ".words";

#[tokio::test]
async fn every_template_is_named_and_explained_in_every_language_and_nothing_else() {
    let english = templates().await;
    assert!(english.len() >= 2 * 14, "{} texts", english.len());
    let mut said = catalogue("en");
    let words: Vec<String> = said
        .keys()
        .filter(|key| key.ends_with(WORDS))
        .cloned()
        .collect();
    said.retain(|key, _| !key.ends_with(WORDS));
    assert_eq!(said, english, "English says what the files in `assets` say");
    assert_eq!(words.len() * 2, english.len(), "words for every template");
    let mut faults = Vec::new();
    for language in LANGUAGES {
        let mut texts = catalogue(language);
        for key in &words {
            // By which words a template is found is each language's own.
            let found = texts
                .remove(key)
                .is_some_and(|words| words.contains([',', '、', '，']));
            if !found {
                faults.push(format!("{language} has no {key}"));
            }
        }
        for (key, one) in &english {
            // A template's steps and fields, marked by stars, keep their English names in the workflow.
            let marked = one.replace('*', "`");
            match texts.get(key) {
                None => faults.push(format!("{language} has no {key}")),
                Some(said) if said.trim().is_empty() => {
                    faults.push(format!("{language} says nothing for {key}"));
                }
                Some(said) => faults.extend(
                    lost(&marked, said)
                        .map(|what| format!("{language}: {what} is missing in {key}: {said:?}")),
                ),
            }
        }
        let stray = texts.keys().filter(|key| !english.contains_key(*key));
        faults.extend(stray.map(|key| format!("{language} has {key}, which no template says")));
    }
    assert!(faults.is_empty(), "{} faults: {faults:#?}", faults.len());
}
