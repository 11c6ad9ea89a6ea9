//! What a template asks before it becomes a workflow: the files and folders that its steps name from nowhere.
//!
//! The paths in a template are relative: on a command line they begin where it is run. A window is run nowhere, so a
//! person names the places. Of `tables/*.csv` the folder is asked, of `customers.csv` the file, and of what is written
//! the folder, since its name is the template's.

use std::collections::BTreeMap;
use std::path::Path;

use api::{Error, PlaceWant, TemplateSlot, code};
use model::{Ask, Node, Specs, Workflow};

use crate::command::Answer;

/// A path in a step, from nowhere.
struct Place {
    at: usize,
    field: String,
    writes: bool,
    /// Whether it is computed.
    computed: bool,
    /// What follows the folder: a pattern, or a file's name, computed or not.
    files: String,
}

impl Place {
    fn id(&self, node: &Node) -> String {
        format!("{}.{}", node.id, self.field)
    }

    /// A file that is read is named itself; of everything else, its folder.
    fn want(&self) -> PlaceWant {
        match self.writes || self.computed || self.files.contains(['*', '?', '{', '[']) {
            true => PlaceWant::Folder,
            false => PlaceWant::File,
        }
    }
}

/// What is asked, in the order of the steps.
pub fn slots(workflow: &Workflow, specs: &Specs) -> Vec<TemplateSlot> {
    let slot = |place: Place| {
        let node = &workflow.nodes[place.at];
        TemplateSlot {
            id: place.id(node),
            step: node.name.to_string(),
            want: place.want(),
            writes: place.writes,
            usual: usual(&place),
            files: place.files,
        }
    };
    places(workflow, specs).into_iter().map(slot).collect()
}

/// Puts what was named into the steps.
pub fn fill(
    workflow: &mut Workflow,
    specs: &Specs,
    named: &BTreeMap<String, String>,
) -> Answer<()> {
    for place in places(workflow, specs) {
        let node = &mut workflow.nodes[place.at];
        let Some(path) = named.get(&place.id(node)) else {
            continue;
        };
        let path = path.trim();
        if !Path::new(path).is_absolute() {
            let message = format!("“{path}” is not a whole path.");
            return Err(Error::new(code::REQUEST, message)
                .hint("Choose the place with the button beside the field."));
        }
        if place.computed && path.contains("{{") {
            let message = format!("The folder “{path}” has {{{{ in its name.");
            return Err(Error::new(code::REQUEST, message)
                .hint("A computed path cannot have that: choose another folder."));
        }
        let whole = match place.want() {
            PlaceWant::File => path.to_owned(),
            PlaceWant::Folder => Path::new(path).join(&place.files).display().to_string(),
        };
        let mark = if place.computed { "=" } else { "" };
        let value = format!("{mark}{whole}");
        node.parameters.insert(place.field.as_str(), value);
    }
    Ok(())
}

fn places(workflow: &Workflow, specs: &Specs) -> Vec<Place> {
    let mut found = Vec::new();
    for (at, node) in workflow.nodes.iter().enumerate() {
        let Some(spec) = specs.get(&node.kind) else {
            continue;
        };
        let shown = spec
            .params
            .iter()
            .filter(|param| spec.shows(node, &param.show));
        for param in shown {
            let Some(ask) = param.asked().filter(|ask| ask.is_file()) else {
                continue;
            };
            let text = node.parameters.get(&param.name);
            let Some(text) = text.and_then(|value| value.as_str()) else {
                continue;
            };
            let (computed, path) = match text.strip_prefix('=') {
                Some(rest) => (true, rest),
                None => (false, text),
            };
            if let Some(files) = from_nowhere(path) {
                found.push(Place {
                    at,
                    field: param.name.clone(),
                    writes: ask == Ask::WriteFile,
                    computed,
                    files: files.to_owned(),
                });
            }
        }
    }
    found
}

/// What follows the folder in a path that begins nowhere; nothing of a path that begins somewhere.
fn from_nowhere(path: &str) -> Option<&str> {
    let written = path.find("{{").unwrap_or(path.len());
    // A path that is computed from its beginning says itself where it is.
    if written == 0 || path.starts_with(['/', '~']) || Path::new(path).is_absolute() {
        return None;
    }
    let end = path[..written].rfind('/').map_or(0, |at| at + 1);
    Some(&path[end..])
}

/// What is written goes to the person's documents unless they say otherwise.
fn usual(place: &Place) -> String {
    let folder = place
        .writes
        .then(|| dirs::document_dir().or_else(dirs::home_dir))
        .flatten();
    folder.map_or_else(String::new, |folder| folder.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn of_a_path_from_nowhere_the_folder_is_left_out() {
        for (path, files) in [
            ("tables/*.csv", Some("*.csv")),
            ("customers.csv", Some("customers.csv")),
            ("pictures/*.{jpg,png}", Some("*.{jpg,png}")),
            ("papers-{{ $now }}.zip", Some("papers-{{ $now }}.zip")),
            (
                "pictures/small/{{ $binary.data.fileName }}",
                Some("{{ $binary.data.fileName }}"),
            ),
            ("{{ $json.path }}", None),
            ("/home/ann/a.csv", None),
            ("~/a.csv", None),
            ("", None),
        ] {
            assert_eq!(from_nowhere(path), files, "{path}");
        }
    }
}
