//! Finds kinds of steps by their words: label, help, other names, n8n's names.

use model::{Group, NodeSpec};

/// The order in which the palette shows groups.
pub const GROUPS: [Group; 8] = [
    Group::Trigger,
    Group::Data,
    Group::Flow,
    Group::Files,
    Group::Network,
    Group::Code,
    Group::Tools,
    Group::Service,
];

/// The rank of a word that was only guessed.
const GUESS: u32 = 12;

/// A kind with the words under which it is found, in small letters.
#[derive(Clone, Debug)]
pub struct Entry {
    /// The kind.
    pub kind: String,
    /// What it is called, in the person's language.
    pub label: String,
    /// What it does, in the person's language.
    pub help: String,
    /// Its group.
    pub group: Group,
    /// Name of its icon.
    pub icon: String,
    words: Vec<String>,
    title: String,
    said: String,
}

impl Entry {
    /// The entry of a kind, with its texts in the person's language.
    pub fn new(spec: &NodeSpec, label: String, help: String) -> Self {
        let mut words: Vec<String> = spec
            .aliases
            .iter()
            .map(|word| word.to_lowercase())
            .collect();
        words.push(spec.label.to_lowercase());
        words.push(spec.kind.to_lowercase());
        for known in &spec.n8n {
            let short = known.name.rsplit('.').next().unwrap_or(&known.name);
            words.push(spaced(short));
            words.push(short.to_lowercase());
        }
        Self {
            kind: spec.kind.clone(),
            title: label.to_lowercase(),
            said: help.to_lowercase(),
            label,
            help,
            group: spec.group,
            icon: spec.icon.clone(),
            words,
        }
    }

    /// How well it fits words: nothing if one of them is not found at all, less is better.
    fn rank(&self, words: &[String]) -> Option<u32> {
        words.iter().map(|word| self.rank_of(word)).sum()
    }

    /// The same where no entry has all of the words: by how many it lacks, then by the one that fits best. Short words are
    /// in every text.
    fn rank_of_some(&self, words: &[String]) -> Option<u32> {
        let long = words.iter().filter(|word| word.chars().count() > 2);
        let ranks: Vec<u32> = long.filter_map(|word| self.rank_of(word)).collect();
        let best = ranks.iter().copied().min().filter(|best| *best < GUESS)?;
        let missing = (words.len() - ranks.len()) as u32;
        Some(missing * 100 + best)
    }

    fn rank_of(&self, word: &str) -> Option<u32> {
        let begins = |text: &str| {
            text.split([' ', '-', '.', '/'])
                .any(|part| part.starts_with(word))
        };
        if self.title.starts_with(word) {
            Some(0)
        } else if begins(&self.title) {
            Some(1)
        } else if self.words.iter().any(|known| known == word) {
            Some(2)
        } else if self.words.iter().any(|known| begins(known)) {
            Some(3)
        } else if self.title.contains(word) || self.words.iter().any(|known| known.contains(word)) {
            Some(5)
        } else if begins(&self.said) {
            Some(8)
        } else {
            is_typed_wrong(word, &self.title).then_some(GUESS)
        }
    }
}

/// The entries that fit a text, the best first; all in their order where it is empty.
pub fn find<'e>(entries: &'e [Entry], text: &str) -> Vec<&'e Entry> {
    let words: Vec<String> = text
        .to_lowercase()
        .split_whitespace()
        .map(str::to_owned)
        .collect();
    let ranked = |rank: fn(&Entry, &[String]) -> Option<u32>| -> Vec<(u32, &'e Entry)> {
        let fits = entries.iter();
        fits.filter_map(|entry| Some((rank(entry, &words)?, entry)))
            .collect()
    };
    let mut found = ranked(Entry::rank);
    let some = found.is_empty() && words.len() > 1;
    if some {
        found = ranked(Entry::rank_of_some);
    }
    found.sort_by_key(|(rank, _)| *rank);
    // What is only a guess is left out where something was found.
    let best = found.first().map_or(0, |(rank, _)| *rank);
    let guess = |rank: u32| !some && rank >= GUESS && best < GUESS;
    found.retain(|(rank, _)| !guess(*rank));
    found.into_iter().map(|(_, entry)| entry).collect()
}

/// `httpRequest` as `http request`.
fn spaced(name: &str) -> String {
    let mut out = String::with_capacity(name.len() + 4);
    for c in name.chars() {
        if c.is_uppercase() && !out.is_empty() {
            out.push(' ');
        }
        out.extend(c.to_lowercase());
    }
    out
}

/// Whether a word of a title differs from what was typed by one letter: left out, added, changed or swapped.
fn is_typed_wrong(word: &str, title: &str) -> bool {
    let length = word.chars().count();
    length >= 4
        && title
            .split_whitespace()
            .any(|part| one_letter_apart(word, part))
}

fn one_letter_apart(one: &str, other: &str) -> bool {
    let (one, other): (Vec<char>, Vec<char>) = (one.chars().collect(), other.chars().collect());
    let same = one.iter().zip(&other).take_while(|(a, b)| a == b).count();
    let (a, b) = (&one[same..], &other[same..]);
    let tail = |x: &[char], y: &[char]| x == y;
    match (a, b) {
        ([], []) => true,
        ([], [_]) | ([_], []) => true,
        _ => {
            let drop = |list: &[char], count: usize| list.get(count..).unwrap_or_default().to_vec();
            tail(&drop(a, 1), b)
                || tail(a, &drop(b, 1))
                || tail(&drop(a, 1), &drop(b, 1))
                || (a.len() > 1 && b.len() > 1 && a[0] == b[1] && a[1] == b[0] && a[2..] == b[2..])
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::N8nType;

    fn entries() -> Vec<Entry> {
        let spec = |kind: &str, label: &str, n8n: &str, aliases: &[&str], help: &str| NodeSpec {
            n8n: N8nType::base(&[n8n]),
            help: help.to_owned(),
            ..NodeSpec::new(kind, label, Group::Data).aliases(aliases)
        };
        [
            spec(
                "set",
                "Edit Fields",
                "set",
                &["rename", "change"],
                "Adds fields to each item.",
            ),
            spec(
                "filter",
                "Filter",
                "filter",
                &["where"],
                "Keeps only some items.",
            ),
            spec(
                "http.request",
                "HTTP Request",
                "httpRequest",
                &["api", "url"],
                "Calls an address.",
            ),
            spec("sort", "Sort", "sort", &["order"], "Puts items in order."),
        ]
        .iter()
        .map(|spec| Entry::new(spec, spec.label.clone(), spec.help.clone()))
        .collect()
    }

    fn check(text: &str, wanted: &str) {
        let entries = entries();
        let found: Vec<&str> = find(&entries, text)
            .iter()
            .map(|one| one.kind.as_str())
            .collect();
        assert_eq!(found.join(" "), wanted, "{text}");
    }

    #[test]
    fn steps_are_found_by_all_their_names() {
        check("", "set filter http.request sort");
        check("fil", "filter");
        check("request", "http.request");
        check("HTTPrequest", "http.request");
        check("http req", "http.request");
        check("api", "http.request");
        check("order", "sort");
        check("set", "set");
        check("nothing like it", "");
        check("filtr", "filter");
        check("fitler", "filter");
    }

    #[test]
    fn a_title_counts_more_than_a_word_in_the_help() {
        check("fields", "set");
        check("item", "set filter sort");
    }
}
