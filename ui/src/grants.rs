//! What a workflow wants or was allowed, in words: `dir:/home/ada/data:ro` is "Read the folder /home/ada/data".

use leptos::prelude::*;
use model::Grant;

use crate::text::{t, t_args};
use crate::widgets::Icon;

/// Icon, key of the sentence, and what it is about.
fn read(grant: &str) -> (&'static str, &'static str, String) {
    match grant.parse::<Grant>() {
        Ok(Grant::Env) => ("variable", "grant-env", String::new()),
        Ok(Grant::Command(name)) if name == "*" => ("terminal", "grant-command-any", String::new()),
        Ok(Grant::Command(name)) => ("terminal", "grant-command", name),
        Ok(Grant::Dir(_)) => {
            let path = grant.strip_prefix("dir:").unwrap_or(grant);
            match path.strip_suffix(":ro") {
                Some(path) => ("folder", "grant-dir-read", path.to_owned()),
                None => (
                    "folder-open",
                    "grant-dir",
                    path.strip_suffix(":rw").unwrap_or(path).to_owned(),
                ),
            }
        }
        Ok(Grant::Host(_)) => match grant.strip_prefix("host:").unwrap_or(grant) {
            "*" => ("globe", "grant-host-any", String::new()),
            host => ("globe", "grant-host", host.to_owned()),
        },
        Err(_) => ("shield-check", "grant-other", grant.to_owned()),
    }
}

/// A grant in words, as `--allow` takes it.
pub(crate) fn told(grant: &str) -> String {
    said(&read(grant))
}

/// The icon of what a grant is about.
pub(crate) fn icon(grant: &str) -> &'static str {
    read(grant).0
}

/// Whether something is allowed by what is allowed already.
pub(crate) fn covers(allowed: &[String], wanted: &str) -> bool {
    allowed
        .iter()
        .any(|known| known == wanted || *known == wanted.trim_end_matches(":ro"))
}

fn said((_, key, what): &(&'static str, &'static str, String)) -> String {
    match what.is_empty() {
        true => t(key),
        false => t_args(key, &[("what", what.as_str().into())]),
    }
}

/// A grant in words, with an icon.
#[component]
pub(crate) fn GrantWords(
    /// As `--allow` takes it.
    grant: String,
) -> impl IntoView {
    let read = read(&grant);
    let icon = read.0;
    let words = move || said(&read);
    view! {
        <span class="grant" title=grant>
            <Icon name=icon/>
            <span class="grant-words">{words}</span>
        </span>
    }
}

#[cfg(test)]
mod tests {
    use super::read;

    #[test]
    fn each_grant_has_its_sentence() {
        let key = |grant| read(grant).1;
        assert_eq!(
            read("dir:/home/ada:ro"),
            ("folder", "grant-dir-read", "/home/ada".into())
        );
        assert_eq!(read("dir:/home/ada").2, "/home/ada");
        assert_eq!(read("host:localhost:8080").2, "localhost:8080");
        assert_eq!(key("host:*"), "grant-host-any");
        assert_eq!(key("command:*"), "grant-command-any");
        assert_eq!(read("command:git").2, "git");
        assert_eq!(key("env"), "grant-env");
        assert_eq!(key("who knows"), "grant-other");
    }
}
