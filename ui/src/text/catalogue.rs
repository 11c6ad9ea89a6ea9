//! One language's texts.

use std::collections::HashMap;

use fluent_bundle::{FluentArgs, FluentBundle, FluentResource, FluentValue};

use super::{Language, format};
use crate::rpc::fetch_beside;

/// The texts of one language.
#[derive(Default)]
pub(super) struct Catalogue {
    window: Option<FluentBundle<FluentResource>>,
    /// Of kinds of nodes, by the English text.
    nodes: HashMap<String, String>,
}

impl Catalogue {
    /// Reads a catalogue's file. A message that cannot be read is left out: the others still speak.
    pub(super) fn read(tag: &str, text: String) -> Self {
        let resource = match FluentResource::try_new(text) {
            Ok(resource) => resource,
            Err((resource, errors)) => {
                leptos::logging::warn!("{tag}: {} messages cannot be read", errors.len());
                resource
            }
        };
        let tag = tag.parse().unwrap_or_default();
        let mut bundle = FluentBundle::new(vec![tag]);
        // The marks would stand in every title and every copied text; `isolated` sets them where they matter.
        bundle.set_use_isolating(false);
        bundle.set_formatter(Some(|value, _| match value {
            FluentValue::Number(number) => Some(format::number(number.value)),
            _ => None,
        }));
        bundle.add_resource_overriding(resource);
        Self {
            window: Some(bundle),
            nodes: HashMap::new(),
        }
    }

    /// Sets the texts of nodes: a JSON object of English texts and what they are here.
    pub(super) fn set_of_nodes(&mut self, text: &str) {
        let read = value::from_str(text)
            .ok()
            .and_then(|nodes| value::from_value::<HashMap<String, String>>(&nodes).ok());
        let Some(mut nodes) = read else {
            leptos::logging::warn!("the texts of nodes cannot be read");
            return;
        };
        nodes.retain(|_, text| !text.is_empty());
        self.nodes = nodes;
    }

    /// A text of nodes.
    pub(super) fn of_nodes(&self, english: &str) -> Option<&str> {
        self.nodes.get(english).map(String::as_str)
    }

    pub(super) fn is_empty(&self) -> bool {
        self.window.is_none()
    }

    pub(super) fn say(&self, key: &str, args: Option<&FluentArgs<'_>>) -> Option<String> {
        let bundle = self.window.as_ref()?;
        let (id, attribute) = key
            .split_once('.')
            .map_or((key, None), |(id, a)| (id, Some(a)));
        let message = bundle.get_message(id)?;
        let pattern = match attribute {
            Some(name) => message.get_attribute(name)?.value(),
            None => message.value()?,
        };
        let mut errors = Vec::new();
        let said = bundle.format_pattern(pattern, args, &mut errors);
        for error in errors {
            leptos::logging::warn!("{key}: {error}");
        }
        Some(said.into_owned())
    }
}

/// Fetches a language's catalogue from beside the page.
pub(super) async fn load(language: &Language) -> Option<Catalogue> {
    let mut catalogue = Catalogue::read(language.tag, fetch("texts", language).await?);
    // English texts of nodes stand in their specs.
    if let Some(nodes) = fetch("nodes", language).await {
        catalogue.set_of_nodes(&nodes);
    }
    Some(catalogue)
}

/// The text of the file that a link of the page names: `<link data-texts="de" href="…">`.
async fn fetch(what: &str, language: &Language) -> Option<String> {
    let response = fetch_beside(&format!("link[data-{what}='{}']", language.tag)).await?;
    response.text().await.ok()
}
