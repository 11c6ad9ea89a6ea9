//! The languages there are and which one a person reads.

use leptos::prelude::{document, window};

/// A language the window speaks.
#[derive(Debug, PartialEq, Eq)]
pub struct Language {
    /// Its tag.
    pub tag: &'static str,
    /// What it calls itself.
    pub name: &'static str,
}

/// All of them, English first.
pub const LANGUAGES: &[Language] = &[
    Language {
        tag: "en",
        name: "English",
    },
    Language {
        tag: "de",
        name: "Deutsch",
    },
    Language {
        tag: "es",
        name: "Español",
    },
    Language {
        tag: "fr",
        name: "Français",
    },
    Language {
        tag: "pt",
        name: "Português",
    },
    Language {
        tag: "zh",
        name: "简体中文",
    },
    Language {
        tag: "ja",
        name: "日本語",
    },
];

/// The language of a tag, or the first of the system's that is spoken.
pub(super) fn choose(tag: Option<&str>) -> &'static Language {
    let wanted = match tag {
        Some(tag) => vec![tag.to_owned()],
        None => window()
            .navigator()
            .languages()
            .iter()
            .filter_map(|tag| tag.as_string())
            .collect(),
    };
    first_of(&wanted)
}

fn first_of(wanted: &[String]) -> &'static Language {
    let known = |tag: &String| {
        let base = tag.split(['-', '_']).next().unwrap_or_default();
        LANGUAGES
            .iter()
            .find(|language| language.tag.eq_ignore_ascii_case(base))
    };
    wanted.iter().find_map(known).unwrap_or(&LANGUAGES[0])
}

pub(super) fn mark_page(language: &Language) {
    if let Some(page) = document().document_element() {
        let _ = page.set_attribute("lang", language.tag);
    }
}

#[cfg(test)]
mod tests {
    use super::first_of;

    #[test]
    fn the_first_that_is_spoken_wins() {
        let first = |tags: &[&str]| {
            let tags: Vec<String> = tags.iter().map(|tag| (*tag).to_owned()).collect();
            first_of(&tags).tag
        };
        assert_eq!(first(&["de-AT", "en"]), "de");
        assert_eq!(first(&["nl", "PT_br", "en"]), "pt");
        assert_eq!(first(&["nl"]), "en");
        assert_eq!(first(&["zh-Hant-TW"]), "zh");
    }
}
