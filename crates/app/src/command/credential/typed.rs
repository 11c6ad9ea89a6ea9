//! What a person typed into a credential: taken over, and whether something is missing.

use api::{CredentialAbout, CredentialKind, Error, SecretText, code};
use model::credential;
use net::HostList;
use value::json;
use vault::Zeroizing;

use crate::command::Answer;
use crate::credentials::Plain;

/// A secret is a text, not a file.
const LONGEST: usize = 256 << 10;

pub(in crate::command) fn kind_of(name: &str) -> Answer<CredentialKind> {
    credential::kind(name)
        .ok_or_else(|| invalid("kind", format!("There is no kind of credential “{name}”.")))
}

/// The credential's own name. Its field is called as in the dialog: some kinds have a value called “name”.
pub(in crate::command) fn name_of(name: &str) -> Answer<String> {
    match name.trim() {
        "" => Err(invalid("title", "A credential needs a name.".to_owned())),
        name if name.chars().count() > 200 => {
            Err(invalid("title", "This name is too long.".to_owned()))
        }
        name => Ok(name.to_owned()),
    }
}

pub(super) fn about_of(
    kind: &CredentialKind,
    about: CredentialAbout,
    replaced_ms: i64,
) -> Answer<store::CredentialAbout> {
    let hosts = about.hosts.iter().map(|host| host.trim().to_lowercase());
    let hosts: Vec<String> = hosts.filter(|host| !host.is_empty()).collect();
    if kind.way.is_sent() && hosts.is_empty() {
        let message = "Say to which hosts this credential may go.".to_owned();
        return Err(
            invalid("hosts", message).hint("Such as api.example.com; “*” lets it go anywhere.")
        );
    }
    if let Some(bad) = hosts.iter().find(|host| HostList::parse([host]).is_err()) {
        let message = format!("“{bad}” is not a host.");
        return Err(invalid("hosts", message)
            .hint("Such as api.example.com, localhost:8080 or *.example.com, without https://."));
    }
    Ok(store::CredentialAbout {
        tags: about.tags,
        environment: about.environment,
        hosts,
        expires_ms: about.expires_ms,
        rotate_days: about.rotate_days.filter(|days| *days > 0),
        replaced_ms,
    })
}

type Typed = std::collections::BTreeMap<String, SecretText>;

/// Takes over what was typed; what was emptied is gone.
pub(in crate::command) fn fill(
    kind: &CredentialKind,
    plain: &mut Plain,
    typed: &Typed,
) -> Answer<()> {
    for (name, text) in typed {
        let Some(field) = kind.field(name) else {
            let message = format!("A credential of this kind has no “{name}”.");
            return Err(invalid(name, message));
        };
        let text = text.expose();
        if text.len() > LONGEST {
            return Err(invalid(name, format!("“{}” is too long.", field.label)));
        }
        if !field.choices.is_empty() && !text.is_empty() && !field.choices.iter().any(|c| c == text)
        {
            let choices = field.choices.join(", ");
            return Err(invalid(
                name,
                format!("“{}” is one of {choices}.", field.label),
            ));
        }
        // What was pasted often has a line break at its end, which no secret of one line has.
        let text = if field.long {
            text
        } else {
            text.trim_end_matches(['\r', '\n'])
        };
        match text {
            "" => plain.remove(name),
            text => plain.insert(name.clone(), Zeroizing::new(text.to_owned())),
        };
    }
    Ok(())
}

pub(super) fn assert_whole(kind: &CredentialKind, plain: &Plain) -> Answer<()> {
    let value = |name: &str| {
        let usual = kind.field(name).map(|field| field.usual.as_str());
        plain.get(name).map(|text| text.as_str()).or(usual)
    };
    let missing = kind.fields.iter().find(|field| {
        let asked = field
            .when
            .as_ref()
            .is_none_or(|when| value(&when.field) == Some(when.is.as_str()));
        field.required && asked && !plain.contains_key(&field.name)
    });
    match missing {
        None if plain.is_empty() => Err(invalid("fields", "Nothing was filled in.".to_owned())),
        None => Ok(()),
        Some(field) => Err(invalid(
            &field.name,
            format!("“{}” is missing.", field.label),
        )),
    }
}

/// Whether all secrets are typed anew.
pub(super) fn covers(kind: &CredentialKind, typed: &Typed) -> bool {
    let needed = kind.fields.iter().filter(|field| field.required);
    needed
        .into_iter()
        .all(|field| typed.contains_key(&field.name))
}

pub(in crate::command) fn invalid(field: &str, message: String) -> Error {
    Error::new(code::CREDENTIAL, message).details(json!({ "field": field }))
}
