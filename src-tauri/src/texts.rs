//! What the tray and the notifications say, in the person's language; the page has a catalogue of its own.

use app::App;
use fluent_bundle::{FluentArgs, FluentBundle, FluentResource};

/// The catalogues, English first.
const CATALOGUES: [(&str, &str); 7] = [
    ("en", include_str!("../i18n/en.ftl")),
    ("de", include_str!("../i18n/de.ftl")),
    ("es", include_str!("../i18n/es.ftl")),
    ("fr", include_str!("../i18n/fr.ftl")),
    ("pt", include_str!("../i18n/pt.ftl")),
    ("zh", include_str!("../i18n/zh.ftl")),
    ("ja", include_str!("../i18n/ja.ftl")),
];

/// One language's texts.
#[derive(Clone, Copy, Debug)]
pub struct Texts {
    tag: &'static str,
    catalogue: &'static str,
}

impl Texts {
    /// The texts in the language that the person chose, or else in the system's; English where it is not spoken.
    pub async fn of(millrace: &App) -> Self {
        let chosen = millrace.settings().await.ok();
        let chosen = chosen.and_then(|settings| settings.language);
        match chosen {
            Some(tag) => Self::first_of([tag]),
            None => Self::first_of(sys_locale::get_locales()),
        }
    }

    fn first_of(wanted: impl IntoIterator<Item = String>) -> Self {
        let spoken = |wanted: String| {
            let language = wanted.split(['-', '_']).next()?.to_lowercase();
            let mut all = CATALOGUES.into_iter();
            all.find(|(tag, _)| *tag == language)
        };
        let (tag, catalogue) = wanted.into_iter().find_map(spoken).unwrap_or(CATALOGUES[0]);
        Self { tag, catalogue }
    }

    /// A text with its words filled in; the key itself where there is none.
    pub fn say(self, key: &str, words: &[(&'static str, &str)]) -> String {
        let resource = match FluentResource::try_new(self.catalogue.to_owned()) {
            Ok(resource) | Err((resource, _)) => resource,
        };
        let mut bundle = FluentBundle::new(vec![self.tag.parse().unwrap_or_default()]);
        bundle.set_use_isolating(false);
        bundle.add_resource_overriding(resource);
        let mut arguments = FluentArgs::new();
        for (name, word) in words {
            arguments.set(*name, *word);
        }
        let message = bundle.get_message(key);
        let Some(pattern) = message.as_ref().and_then(|message| message.value()) else {
            return key.to_owned();
        };
        let said = bundle.format_pattern(pattern, Some(&arguments), &mut Vec::new());
        said.into_owned()
    }
}

#[cfg(test)]
mod tests {
    use super::{CATALOGUES, Texts};

    #[test]
    fn every_language_says_everything() {
        let keys = [
            "run",
            "open",
            "quit",
            "ended",
            "failed",
            "not-started",
            "not-kept",
        ];
        let words = [("name", "A b"), ("message", "It broke.")];
        for (tag, _) in CATALOGUES {
            let texts = Texts::first_of([format!("{tag}_XX.UTF-8")]);
            assert_eq!(texts.tag, tag);
            for key in keys {
                let said = texts.say(key, &words);
                assert!(said != key && !said.contains('{'), "{tag}: {said}");
                let named = ["ended", "failed", "not-started", "not-kept"].contains(&key);
                assert_eq!(said.contains("A b"), named, "{tag}: {said}");
            }
        }
        let french = Texts::first_of(["nl".to_owned(), "fr-CA".to_owned()]);
        assert_eq!(french.say("quit", &[]), "Quitter");
        assert_eq!(Texts::first_of(["nl".to_owned()]).tag, "en");
    }
}
