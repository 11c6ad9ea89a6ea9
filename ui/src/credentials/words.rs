//! Credentials in words: what a kind is called, what a person should do about one.

use api::{CredentialTested, CredentialView, Due};
use leptos::prelude::*;
use model::credential::{CredentialField, CredentialKind};

use crate::text::{date_time, day, find, spec_text, t, t_args};
use crate::widgets::Icon;

/// What a kind, or the slot for it, is called.
pub(crate) fn kind_label(kind: &str) -> String {
    match model::credential::kind(kind) {
        Some(kind) => spec_text(&kind.label),
        None => kind.to_owned(),
    }
}

/// What a kind, or the slot for it, is for.
pub(super) fn kind_help(kind: &str) -> Option<String> {
    let kind = model::credential::kind(kind)?;
    Some(kind.help).filter(|help| !help.is_empty())
}

/// Where a person finds what they paste.
pub(super) fn where_to_find(kind: &CredentialKind) -> Option<String> {
    find(&format!("credential-where-{}", kind.kind), &[])
}

/// One of a field's choices.
pub(super) fn choice(choice: &str) -> String {
    find(&format!("credential-choice-{choice}"), &[]).unwrap_or_else(|| choice.to_owned())
}

/// That a field is still empty.
pub(super) fn missing(field: &CredentialField) -> String {
    let label = spec_text(&field.label);
    t_args("credential-missing-field", &[("field", label.into())])
}

/// How a test ended, in a sentence.
pub(crate) fn tested(tested: &CredentialTested, name: &str) -> String {
    let status = tested.status.map(|status| status.to_string());
    let values = [
        ("host", tested.host.as_str().into()),
        ("name", name.into()),
        ("status", status.unwrap_or_default().into()),
        ("message", tested.message.as_str().into()),
    ];
    find(&format!("credential-tested-{}", tested.code), &values)
        .unwrap_or_else(|| tested.message.clone())
}

/// A few words on a credential: what is due, or how its last test ended.
struct Said {
    class: &'static str,
    icon: &'static str,
    words: String,
    title: String,
}

fn said(credential: &CredentialView) -> Option<Said> {
    let due = credential.due.first().map(|due| match due {
        Due::Missing => ("pill pill-bad", "circle-x", t("credential-emptied")),
        Due::Expired => ("pill pill-bad", "circle-x", t("credential-expired")),
        Due::ExpiresSoon => {
            let at = credential.about.expires_ms.unwrap_or_default();
            let words = t_args("credential-expires-soon", &[("day", day(at).into())]);
            ("pill pill-warn", "hourglass", words)
        }
        Due::Rotate => ("pill pill-warn", "refresh-cw", t("credential-rotate")),
    });
    if let Some((class, icon, words)) = due {
        let title = words.clone();
        return Some(Said {
            class,
            icon,
            words,
            title,
        });
    }
    let tried = credential.verified?;
    let (class, icon, key) = match tried.worked {
        true => ("pill pill-good", "badge-check", "credential-verified"),
        false => ("pill pill-bad", "circle-x", "credential-refused"),
    };
    Some(Said {
        class,
        icon,
        words: t(key),
        title: date_time(tried.at_ms),
    })
}

/// What is due about a credential, or how its last test ended; nothing where there is nothing to say.
#[component]
pub(crate) fn Badge(credential: CredentialView) -> impl IntoView {
    move || {
        let said = said(&credential)?;
        let icon = said.icon;
        Some(view! {
            <span class=said.class title=said.title data-testid="credential-badge">
                <Icon name=icon size=12/>
                {said.words}
            </span>
        })
    }
}
