//! Kinds of credentials, as data: what a person fills in, which of it is secret, and how it shows who asks.
//!
//! The kinds that n8n has too have its names and its fields' names, so that a workflow's slots mean the same here. No type
//! here holds a secret.

use serde::{Deserialize, Serialize};
use value::Text;

use crate::workflow::{NodeId, Workflow};

/// What a kind of credential is.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialKind {
    /// The kind, such as `httpBearerAuth`.
    pub kind: String,
    /// What a person reads.
    pub label: String,
    /// One sentence on when it is the right one.
    pub help: String,
    /// What is filled in, in order.
    pub fields: Vec<CredentialField>,
    /// How it shows who asks.
    pub way: Way,
    /// The slots it fits beside its own.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub fits: Vec<String>,
}

/// One thing that is filled in.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct CredentialField {
    /// Its key.
    pub name: String,
    /// What a person reads.
    pub label: String,
    /// What belongs there.
    pub help: String,
    /// Whether it is never shown again.
    pub secret: bool,
    /// Whether the credential is nothing without it.
    pub required: bool,
    /// Whether it has several lines.
    pub long: bool,
    /// What it is where nothing is filled in.
    #[serde(default, skip_serializing_if = "String::is_empty")]
    pub usual: String,
    /// What it may be; anything where this is empty.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub choices: Vec<String>,
    /// It is asked for only where another field has a value.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub when: Option<When>,
}

/// Another field that has a value.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct When {
    /// The other field.
    pub field: String,
    /// Its value.
    pub is: String,
}

/// How a credential shows who asks.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Way {
    /// `Authorization: Bearer …`.
    Bearer,
    /// `Authorization: Basic …`.
    Basic,
    /// `Authorization: Digest …`, after the server's challenge.
    Digest,
    /// A header.
    Header,
    /// A part of the address' query.
    Query,
    /// A header or a part of the query.
    Key,
    /// Headers, query and fields of the body as JSON says.
    Custom,
    /// Not at all: a step works with its fields (signing, one-time passwords).
    #[default]
    Fields,
}

impl Way {
    /// Whether it goes out with requests, so that it must be bound to hosts.
    pub fn is_sent(self) -> bool {
        self != Way::Fields
    }
}

impl CredentialKind {
    /// Whether a credential of this kind may stand in a slot. A slot of a service that has no kind of its own yet takes
    /// whatever goes out with requests.
    pub fn may_fill(&self, slot: &str) -> bool {
        if self.kind == slot || self.fits.iter().any(|fits| fits == slot) {
            return true;
        }
        self.way.is_sent() && kind(slot).is_none() && !LATER.contains(&slot)
    }

    /// A field by its key.
    pub fn field(&self, name: &str) -> Option<&CredentialField> {
        self.fields.iter().find(|field| field.name == name)
    }
}

/// Slots whose kinds come with the services: nothing else stands in for them.
const LATER: &[&str] = &["oAuth1Api", "oAuth2Api"];

/// A kind by its name.
pub fn kind(name: &str) -> Option<CredentialKind> {
    kinds().into_iter().find(|kind| kind.kind == name)
}

/// All kinds, the most usual first.
pub fn kinds() -> Vec<CredentialKind> {
    vec![
        api_key(),
        bearer(),
        basic("httpBasicAuth", "Name and password", Way::Basic),
        basic("httpDigestAuth", "Name and password (digest)", Way::Digest),
        pair("httpHeaderAuth", "Header", Way::Header),
        pair("httpQueryAuth", "Query", Way::Query),
        custom(),
        jwt(),
        one_time(),
        signing(),
    ]
}

fn api_key() -> CredentialKind {
    CredentialKind {
        help: "A key that a service shows in its settings, sent with every request.".to_owned(),
        fields: vec![
            secret("key", "Key", "The key, as the service shows it."),
            CredentialField {
                usual: "header".to_owned(),
                choices: vec!["header".to_owned(), "query".to_owned()],
                ..plain("in", "Sent in", "Where the service looks for it.")
            },
            CredentialField {
                usual: "X-API-Key".to_owned(),
                ..plain(
                    "name",
                    "Called",
                    "What the header, or the part of the query, is called.",
                )
            },
        ],
        fits: vec!["httpHeaderAuth".to_owned(), "httpQueryAuth".to_owned()],
        ..new("apiKey", "API key", Way::Key)
    }
}

fn bearer() -> CredentialKind {
    CredentialKind {
        help: "A token that is sent as “Authorization: Bearer”.".to_owned(),
        fields: vec![secret(
            "token",
            "Token",
            "The token, without the word “Bearer”.",
        )],
        ..new("httpBearerAuth", "Bearer token", Way::Bearer)
    }
}

fn basic(kind: &str, label: &str, way: Way) -> CredentialKind {
    CredentialKind {
        help: match way {
            Way::Digest => "A name and a password; the password itself is never sent.",
            _ => "A name and a password, sent with every request.",
        }
        .to_owned(),
        fields: vec![
            CredentialField {
                required: true,
                ..plain("user", "User name", "The name of the account.")
            },
            secret("password", "Password", "The password of the account."),
        ],
        ..new(kind, label, way)
    }
}

fn pair(kind: &str, label: &str, way: Way) -> CredentialKind {
    let (help, called, name) = match way {
        Way::Query => (
            "A secret that is a part of the address, behind the question mark.",
            "Query name",
            "What the part of the query is called.",
        ),
        _ => (
            "A secret in a header of its own.",
            "Header name",
            "What the header is called.",
        ),
    };
    CredentialKind {
        help: help.to_owned(),
        fields: vec![
            CredentialField {
                required: true,
                ..plain("name", called, name)
            },
            secret("value", "Value", "The secret."),
        ],
        ..new(kind, label, way)
    }
}

fn custom() -> CredentialKind {
    let help = "An object with “headers”, “qs” and “body”, each an object of texts.";
    CredentialKind {
        help: "Several headers, parts of the query or fields of the body at once.".to_owned(),
        fields: vec![CredentialField {
            long: true,
            ..secret("json", "JSON", help)
        }],
        ..new("httpCustomAuth", "Custom (JSON)", Way::Custom)
    }
}

fn jwt() -> CredentialKind {
    let when = |is: &str| {
        Some(When {
            field: "keyType".to_owned(),
            is: is.to_owned(),
        })
    };
    let algorithms = [
        "HS256", "HS384", "HS512", "RS256", "RS384", "RS512", "ES256", "ES384", "ES512", "PS256",
        "PS384", "PS512",
    ];
    CredentialKind {
        help: "What signs JSON web tokens, and tells whether they are genuine.".to_owned(),
        fields: vec![
            CredentialField {
                usual: "passphrase".to_owned(),
                choices: vec!["passphrase".to_owned(), "pemKey".to_owned()],
                ..plain(
                    "keyType",
                    "Signed with",
                    "A shared secret, or a pair of keys.",
                )
            },
            CredentialField {
                when: when("passphrase"),
                ..secret("secret", "Secret", "What both sides know.")
            },
            CredentialField {
                when: when("pemKey"),
                required: false,
                long: true,
                ..secret("privateKey", "Private key", "In PEM; it signs.")
            },
            CredentialField {
                when: when("pemKey"),
                long: true,
                ..plain("publicKey", "Public key", "In PEM; it checks.")
            },
            CredentialField {
                usual: "HS256".to_owned(),
                choices: algorithms.map(str::to_owned).to_vec(),
                ..plain("algorithm", "Algorithm", "How it is signed.")
            },
        ],
        ..new("jwtAuth", "JSON web token", Way::Fields)
    }
}

fn one_time() -> CredentialKind {
    CredentialKind {
        help: "What makes one-time passwords, as an authenticator app does.".to_owned(),
        fields: vec![
            secret(
                "secret",
                "Secret",
                "In base32, as it is shown beside the picture to scan.",
            ),
            plain("label", "Label", "As “issuer:name”, or nothing."),
        ],
        ..new("totpApi", "One-time password", Way::Fields)
    }
}

fn signing() -> CredentialKind {
    CredentialKind {
        help: "What the Crypto step signs with.".to_owned(),
        fields: vec![
            CredentialField {
                required: false,
                ..secret("hmacSecret", "Secret for HMAC", "What both sides know.")
            },
            CredentialField {
                required: false,
                long: true,
                ..secret("signPrivateKey", "Private key", "In PEM; it signs.")
            },
        ],
        ..new("crypto", "Keys for signing", Way::Fields)
    }
}

fn new(kind: &str, label: &str, way: Way) -> CredentialKind {
    CredentialKind {
        kind: kind.to_owned(),
        label: label.to_owned(),
        way,
        ..CredentialKind::default()
    }
}

fn plain(name: &str, label: &str, help: &str) -> CredentialField {
    CredentialField {
        name: name.to_owned(),
        label: label.to_owned(),
        help: help.to_owned(),
        ..CredentialField::default()
    }
}

fn secret(name: &str, label: &str, help: &str) -> CredentialField {
    CredentialField {
        secret: true,
        required: true,
        ..plain(name, label, help)
    }
}

/// A credential that a workflow asks for: once, however many of its nodes use it.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct SlotUse {
    /// The slot: the kind of credential.
    pub slot: String,
    /// What it was called where the workflow comes from.
    pub name: String,
    /// Its id there, if the file says one.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub origin: Option<String>,
    /// The credential that was chosen here, if one was.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub chosen: Option<String>,
    /// The nodes that use it.
    pub nodes: Vec<NodeId>,
    /// Their names.
    pub names: Vec<Text>,
}

/// The credentials that a workflow asks for, each once, in the order of its nodes.
pub fn slots(workflow: &Workflow) -> Vec<SlotUse> {
    let mut found: Vec<SlotUse> = Vec::new();
    for node in &workflow.nodes {
        for used in &node.credentials {
            let origin = node.origin.get("credentials");
            let origin = origin.and_then(|kept| kept.get(&used.slot)?.get("id"));
            let origin = origin.map(|id| id.to_text().to_string());
            let same = found.iter_mut().find(|one| {
                one.slot == used.slot
                    && one.chosen == used.id
                    && one.name == used.name
                    && one.origin == origin
            });
            match same {
                Some(one) => {
                    one.nodes.push(node.id.clone());
                    one.names.push(node.name.clone());
                }
                None => found.push(SlotUse {
                    slot: used.slot.clone(),
                    name: used.name.clone(),
                    origin,
                    chosen: used.id.clone(),
                    nodes: vec![node.id.clone()],
                    names: vec![node.name.clone()],
                }),
            }
        }
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn kinds_are_whole() {
        let all = kinds();
        for kind in &all {
            assert!(
                !kind.label.is_empty() && kind.help.ends_with('.'),
                "{}",
                kind.kind
            );
            assert!(
                kind.fields.iter().any(|field| field.secret),
                "{}",
                kind.kind
            );
            assert_eq!(all.iter().filter(|one| one.kind == kind.kind).count(), 1);
            for field in &kind.fields {
                let known = field.choices.is_empty() || field.choices.contains(&field.usual);
                assert!(known, "{} {}", kind.kind, field.name);
                // What is bound to a sealed text may hold no bar.
                assert!(!field.name.contains('|') && field.help.ends_with('.'));
                if let Some(when) = &field.when {
                    let other = kind.field(&when.field).map(|other| other.choices.clone());
                    assert!(other.is_some_and(|choices| choices.contains(&when.is)));
                }
            }
        }
    }

    #[test]
    fn slots_take_what_fits() {
        let fits = |one: &str, slot: &str| kind(one).is_some_and(|kind| kind.may_fill(slot));
        assert!(fits("httpBearerAuth", "httpBearerAuth"));
        assert!(fits("apiKey", "httpHeaderAuth"));
        assert!(fits("apiKey", "openAiApi"));
        assert!(fits("httpBasicAuth", "jiraSoftwareServerApi"));
        assert!(!fits("httpBearerAuth", "httpBasicAuth"));
        assert!(!fits("jwtAuth", "openAiApi"));
        assert!(!fits("httpBearerAuth", "oAuth2Api"));
    }
}
