//! What was filled in becomes a request: what is missing is said at its field before anything is asked for.

use std::collections::{BTreeMap, BTreeSet};

use api::{
    CredentialAbout, CredentialCreate, CredentialUpdate, CredentialView, Error, RecoveryCode,
    SecretText, code,
};
use leptos::prelude::*;
use model::credential::{CredentialField, CredentialKind, Way};
use value::Value;

use super::super::words;
use super::about::end_of;
use super::fields::is_asked;
use super::{Form, Wanted};
use crate::rpc;
use crate::screens::read_tags;
use crate::text::t;
use crate::widgets::{error_text, notice_error};

/// What a person typed, and what is stored already.
struct Typed<'t> {
    kind: &'t CredentialKind,
    fields: &'t BTreeMap<String, SecretText>,
    replaced: &'t BTreeSet<String>,
    known: Option<&'t CredentialView>,
}

impl Typed<'_> {
    /// What goes out of a field. A service shows a token as it stands in the header, with “Bearer” in front: who pastes it
    /// so means the token, and is not sent back to cut off what Millrace puts there anyway.
    fn value(&self, name: &str) -> &str {
        let text = self.fields.get(name).map_or("", SecretText::expose);
        match self.kind.way {
            Way::Bearer => without_bearer(text),
            _ => text,
        }
    }

    /// Whether a field is asked for, with what stands in the others.
    fn asks(&self, field: &CredentialField) -> bool {
        is_asked(self.kind, field, |name| self.value(name).to_owned())
    }

    fn is_filled(&self, name: &str) -> bool {
        self.known
            .is_some_and(|known| known.filled.iter().any(|filled| filled == name))
    }

    /// The fields that have to be filled in and are not.
    fn missing(&self) -> Vec<String> {
        let fields = self.kind.fields.iter();
        fields
            .filter(|field| field.required && self.asks(field))
            .filter(|field| {
                let kept = field.secret
                    && self.is_filled(&field.name)
                    && !self.replaced.contains(&field.name);
                !kept && self.value(&field.name).is_empty()
            })
            .map(|field| field.name.clone())
            .collect()
    }

    /// The fields that go out: what is new, and what is another than it was. A secret that is not replaced stays.
    fn changed(&self) -> BTreeMap<String, SecretText> {
        let mut out = BTreeMap::new();
        for field in &self.kind.fields {
            let name = &field.name;
            let asked = self.asks(field);
            let now = self.value(name);
            let goes = match (self.known, field.secret) {
                (None, _) => asked && !now.is_empty(),
                (Some(_), true) if self.is_filled(name) => self.replaced.contains(name),
                (Some(_), true) => asked && !now.is_empty(),
                (Some(known), false) => known.shown.get(name).map_or("", String::as_str) != now,
            };
            if goes {
                out.insert(name.clone(), SecretText::from(now));
            }
        }
        out
    }
}

/// A token without the word that the header has in front of it.
fn without_bearer(text: &str) -> &str {
    const WORD: &str = "bearer";
    let pasted = text.trim();
    match pasted.get(..WORD.len()) {
        Some(word) if word.eq_ignore_ascii_case(WORD) => {
            let rest = &pasted[WORD.len()..];
            match rest.is_empty() || rest.starts_with(char::is_whitespace) {
                true => rest.trim_start(),
                false => text,
            }
        }
        _ => text,
    }
}

/// Keeps what is filled in; none where something is wrong, which the form then says.
pub(super) async fn keep(form: Form) -> Option<CredentialView> {
    let kind = form.kind.get_untracked()?;
    let faults = faults(form, &kind);
    if !faults.is_empty() {
        form.faults.set(faults);
        return None;
    }
    form.error.set(None);
    form.busy.set(true);
    let kept = send(form, &kind).await;
    // The dialog may be gone; what was asked for is done nevertheless.
    let gone = form.busy.try_set(false).is_some();
    match kept {
        Ok((view, code)) => {
            super::super::read();
            if let Some(code) = code {
                super::super::show_recovery(code);
            }
            if !gone {
                // What was typed of secrets is not needed any more.
                form.take(view.clone());
            }
            Some(view)
        }
        Err(error) if gone => {
            notice_error(&error);
            None
        }
        Err(error) => {
            refuse(form, &kind, error);
            None
        }
    }
}

async fn send(
    form: Form,
    kind: &CredentialKind,
) -> Result<(CredentialView, Option<RecoveryCode>), Error> {
    let known = form.known.get_untracked();
    let name = form.name.get_untracked().trim().to_owned();
    let fields = typed(form, kind, known.as_ref(), |typed| typed.changed());
    let about = about(form);
    if let Some(known) = known {
        let request = CredentialUpdate {
            id: known.id,
            name: Some(name),
            about: Some(about),
            fields,
        };
        let mut view = rpc::call(request).await?;
        // An answer does not say what is shown: what was typed into open fields is that.
        view.shown = shown(form, kind);
        return Ok((view, None));
    }
    let tell = form
        .wanted
        .with_value(|wanted: &Wanted| wanted.made.clone());
    let request = CredentialCreate {
        name,
        kind: kind.kind.clone(),
        about,
        fields,
    };
    let made = rpc::call(request).await?;
    super::super::learn(&made.credential);
    if let Some(tell) = tell {
        tell(&made.credential);
    }
    let mut view = made.credential;
    view.shown = shown(form, kind);
    Ok((view, made.recovery))
}

fn shown(form: Form, kind: &CredentialKind) -> BTreeMap<String, String> {
    let open = kind.fields.iter().filter(|field| !field.secret);
    let fields = form.fields.try_get_untracked().unwrap_or_default();
    open.filter_map(|field| {
        let text = fields.get(&field.name)?.expose();
        Some((field.name.clone(), text.to_owned()))
    })
    .filter(|(_, text)| !text.is_empty())
    .collect()
}

fn typed<T>(
    form: Form,
    kind: &CredentialKind,
    known: Option<&CredentialView>,
    read: impl FnOnce(&Typed<'_>) -> T,
) -> T {
    let (fields, replaced) = (form.fields.get_untracked(), form.replaced.get_untracked());
    read(&Typed {
        kind,
        fields: &fields,
        replaced: &replaced,
        known,
    })
}

fn about(form: Form) -> CredentialAbout {
    let hosts = form.hosts.get_untracked().into_iter();
    let hosts = hosts.map(|(_, host)| plain_host(&host));
    let days = form.rotate.get_untracked();
    CredentialAbout {
        tags: read_tags(&form.tags.get_untracked()),
        environment: form.environment.get_untracked().trim().to_owned(),
        hosts: hosts.filter(|host| !host.is_empty()).collect(),
        expires_ms: end_of(&form.expires.get_untracked()),
        rotate_days: days.trim().parse().ok().filter(|days| *days > 0),
    }
}

/// The host of what a person pasted: an address is taken apart.
fn plain_host(text: &str) -> String {
    let text = text.trim();
    let rest = match text.split_once("://") {
        Some(("http" | "https", rest)) => rest,
        _ => text,
    };
    let host = rest.split(['/', '?', '#']).next().unwrap_or_default();
    host.rsplit('@').next().unwrap_or_default().to_lowercase()
}

/// What is wrong with what was filled in, by field.
fn faults(form: Form, kind: &CredentialKind) -> BTreeMap<String, String> {
    let mut faults = BTreeMap::new();
    let mut add = |field: &str, text: String| {
        faults.insert(field.to_owned(), text);
    };
    if form.name.with_untracked(|name| name.trim().is_empty()) {
        add("title", t("credential-missing-name"));
    }
    let known = form.known.get_untracked();
    for name in typed(form, kind, known.as_ref(), |typed| typed.missing()) {
        if let Some(field) = kind.field(&name) {
            add(&name, words::missing(field));
        }
    }
    let about = about(form);
    if kind.way.is_sent() && about.hosts.is_empty() {
        add("hosts", t("credential-missing-hosts"));
    }
    let days = form.rotate.get_untracked();
    if !days.trim().is_empty() && about.rotate_days.is_none() {
        add("rotate", t("credential-bad-days"));
    }
    if !form.expires.get_untracked().is_empty() && about.expires_ms.is_none() {
        add("expires", t("credential-bad-day"));
    }
    faults
}

/// What Millrace refused is said at the field that it is about.
fn refuse(form: Form, kind: &CredentialKind, error: Error) {
    let field = error.details.get("field").and_then(Value::as_str);
    let field = field.unwrap_or_default().to_owned();
    let said = match field.as_str() {
        _ if error.code != code::CREDENTIAL => None,
        "hosts" => Some(t("credential-bad-host")),
        "title" => Some(error_text(&error)),
        name => kind.field(name).map(|_| error_text(&error)),
    };
    match said {
        Some(said) => form.faults.update(|faults| {
            faults.insert(field, said);
        }),
        None => form.error.set(Some(error)),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn map<'t, T: From<&'t str>>(pairs: &[(&str, &'t str)]) -> BTreeMap<String, T> {
        let pairs = pairs.iter();
        pairs
            .map(|(name, text)| ((*name).to_owned(), T::from(text)))
            .collect()
    }

    fn names(out: &BTreeMap<String, SecretText>) -> Vec<(&str, &str)> {
        out.iter()
            .map(|(name, text)| (name.as_str(), text.expose()))
            .collect()
    }

    #[test]
    fn a_new_one_sends_what_is_filled_in_and_asked_for() {
        let kind = model::credential::kind("jwtAuth").expect("a kind");
        let fields = map(&[
            ("keyType", "passphrase"),
            ("secret", "s"),
            ("privateKey", "left from before"),
            ("algorithm", "HS256"),
        ]);
        let typed = Typed {
            kind: &kind,
            fields: &fields,
            replaced: &BTreeSet::new(),
            known: None,
        };
        let out = typed.changed();
        assert_eq!(
            names(&out),
            [
                ("algorithm", "HS256"),
                ("keyType", "passphrase"),
                ("secret", "s")
            ]
        );
        assert!(typed.missing().is_empty());
    }

    #[test]
    fn a_stored_secret_stays_unless_it_is_replaced() {
        let kind = model::credential::kind("httpBasicAuth").expect("a kind");
        let known = CredentialView {
            filled: vec!["user".to_owned(), "password".to_owned()],
            shown: map(&[("user", "ada")]),
            ..CredentialView::default()
        };
        let fields = map(&[("user", "grace")]);
        let none = BTreeSet::new();
        let replaced = BTreeSet::from(["password".to_owned()]);
        let typed = |replaced| Typed {
            kind: &kind,
            fields: &fields,
            replaced,
            known: Some(&known),
        };
        assert_eq!(names(&typed(&none).changed()), [("user", "grace")]);
        assert!(typed(&none).missing().is_empty());
        assert_eq!(typed(&replaced).missing(), ["password"]);
    }

    #[test]
    fn a_token_goes_without_the_word_before_it() {
        for (typed, token) in [
            ("Bearer abc", "abc"),
            (" bearer  abc\n", "abc"),
            ("BEARER", ""),
            ("bearerless", "bearerless"),
            ("abc", "abc"),
        ] {
            assert_eq!(without_bearer(typed), token, "{typed:?}");
        }
    }

    #[test]
    fn the_host_of_an_address_is_taken() {
        for (typed, host) in [
            (" https://API.example.com/v1?x=1 ", "api.example.com"),
            ("localhost:8080", "localhost:8080"),
            ("http://ada:pw@127.0.0.1:81/", "127.0.0.1:81"),
            ("*.example.com", "*.example.com"),
            ("[::1]:80", "[::1]:80"),
            ("  ", ""),
        ] {
            assert_eq!(plain_host(typed), host);
        }
    }
}
