//! What the palette finds: actions that can be done now, workflows, templates; best first in each.

use api::{Template, WorkflowRow};
use leptos::prelude::untrack;

use crate::action::{self, Action};
use crate::route::{self, Route};
use crate::screens::templates;
use crate::text::t;

/// How many of each are shown.
const MOST: usize = 8;

/// Where something found stands.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Of {
    Actions,
    Workflows,
    Templates,
}

/// Something that was found.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Found {
    of: Of,
    id: String,
    words: String,
    icon: &'static str,
    keys: String,
}

impl Found {
    pub(super) fn group(&self) -> Of {
        self.of
    }

    pub(super) fn group_words(&self) -> String {
        t(match self.of {
            Of::Actions => "palette-actions",
            Of::Workflows => "workflows",
            Of::Templates => "palette-templates",
        })
    }

    pub(super) fn words(&self) -> &str {
        &self.words
    }

    pub(super) fn icon(&self) -> &'static str {
        self.icon
    }

    pub(super) fn keys(&self) -> &str {
        &self.keys
    }

    /// Does or opens it.
    pub(super) fn act(&self) {
        match self.of {
            Of::Actions => {
                if let Some(action) = Action::of_id(&self.id) {
                    action::run(action);
                }
            }
            Of::Workflows => route::go(&Route::Editor(self.id.clone())),
            Of::Templates => templates::choose(self.id.clone()),
        }
    }
}

/// Finds what a text means. Without a text: the actions and the workflows that were changed last.
pub(super) fn find(text: &str, workflows: &[WorkflowRow], templates: &[Template]) -> Vec<Found> {
    let actions = Action::ALL
        .iter()
        .copied()
        .filter(|action| *action != Action::Search && untrack(|| action::available_behind(*action)))
        .map(|action| Found {
            of: Of::Actions,
            id: action.id().to_owned(),
            words: action.name(),
            icon: action.icon(),
            keys: action::keys_text(action),
        });
    let plain = |of, id: &str, words: String, icon| Found {
        of,
        id: id.to_owned(),
        words,
        icon,
        keys: String::new(),
    };
    let workflows = workflows
        .iter()
        .map(|row| plain(Of::Workflows, &row.id, row.name.clone(), "workflow"));
    let templates = templates.iter().map(|template| {
        plain(
            Of::Templates,
            &template.id,
            templates::name(template),
            "layout-template",
        )
    });
    let mut all = best(text, actions);
    all.extend(best(text, workflows));
    if !text.trim().is_empty() {
        all.extend(best(text, templates));
    }
    all
}

fn best(text: &str, of: impl Iterator<Item = Found>) -> Vec<Found> {
    let text = text.trim().to_lowercase();
    let mut scored: Vec<(u32, Found)> = of
        .filter_map(|found| Some((score(&text, &found.words.to_lowercase())?, found)))
        .collect();
    scored.sort_by_key(|(score, _)| *score);
    scored
        .into_iter()
        .take(MOST)
        .map(|(_, found)| found)
        .collect()
}

/// How well a text fits words: 0 is best, none if it does not. All words of the text have to be there.
fn score(text: &str, words: &str) -> Option<u32> {
    if text.is_empty() {
        return Some(0);
    }
    if words.starts_with(text) {
        return Some(1);
    }
    let begins = |part: &str| words.split_whitespace().any(|word| word.starts_with(part));
    if text.split_whitespace().all(begins) {
        return Some(2);
    }
    if text.split_whitespace().all(|part| words.contains(part)) {
        return Some(3);
    }
    let mut letters = words.chars();
    let in_order = text
        .chars()
        .filter(|letter| !letter.is_whitespace())
        .all(|letter| letters.any(|other| other == letter));
    // A few letters in order are found in nearly everything: only for words of some length.
    (in_order && text.chars().count() > 2).then_some(4)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_better_fit_comes_first() {
        assert_eq!(score("run", "run"), Some(1));
        assert_eq!(score("over run", "run over items"), Some(2));
        assert_eq!(score("un", "run"), Some(3));
        assert_eq!(score("nwf", "new workflow"), Some(4));
        assert_eq!(score("xyz", "new workflow"), None);
    }

    #[test]
    fn workflows_and_templates_are_found_by_name() {
        let row = |name: &str| WorkflowRow {
            id: name.to_owned(),
            name: name.to_owned(),
            ..WorkflowRow::default()
        };
        let rows = [row("Tidy the inbox"), row("Invoices")];
        let names = |text: &str| -> Vec<String> {
            let found = find(text, &rows, &[]);
            found
                .iter()
                .filter(|one| one.of == Of::Workflows)
                .map(|one| one.words.clone())
                .collect()
        };
        assert_eq!(names(""), ["Tidy the inbox", "Invoices"]);
        assert_eq!(names("inv"), ["Invoices"]);
        assert_eq!(names("in"), ["Invoices", "Tidy the inbox"]);
    }
}
