//! Finds secrets that stand readable in parameters: by the name of the field or header, or by how the text looks.
//!
//! It reports where, never what. It may miss a secret and may flag what only looks like one: a person decides.

use super::Secret;
use crate::walk::{self, Leaf};
use crate::workflow::Workflow;

/// Past this many, secrets are no longer listed.
const MOST: usize = 1000;
/// Shorter texts are no secrets worth the name.
const SHORTEST: usize = 8;

/// Names, without case and punctuation, whose text is a secret.
const NAMES: &[(&str, &str)] = &[
    ("authorization", "a sign-in"),
    ("apikey", "an API key"),
    ("accesskey", "an access key"),
    ("secretkey", "a secret key"),
    ("privatekey", "a private key"),
    ("clientsecret", "a client secret"),
    ("accesstoken", "an access token"),
    ("refreshtoken", "a refresh token"),
    ("authtoken", "an access token"),
    ("bearertoken", "an access token"),
    ("token", "an access token"),
    ("password", "a password"),
    ("passwd", "a password"),
    ("passphrase", "a password"),
    ("secret", "a secret"),
    ("cookie", "a session cookie"),
];

/// Beginnings that only secrets have, and how long such a secret is at least.
const PREFIXES: &[(&str, usize, &str)] = &[
    ("sk-", 23, "an API key"),
    ("sk_live_", 20, "an API key"),
    ("rk_live_", 20, "an API key"),
    ("ghp_", 30, "an access token"),
    ("gho_", 30, "an access token"),
    ("github_pat_", 30, "an access token"),
    ("glpat-", 20, "an access token"),
    ("xoxb-", 20, "an access token"),
    ("xoxp-", 20, "an access token"),
    ("AKIA", 20, "an access key"),
    ("AIza", 35, "an API key"),
    ("EAA", 60, "an access token"),
    ("-----BEGIN PRIVATE KEY", 40, "a private key"),
    ("-----BEGIN RSA PRIVATE KEY", 40, "a private key"),
    ("-----BEGIN OPENSSH PRIVATE KEY", 40, "a private key"),
];

/// What people write where a secret is to be filled in.
const STAND_INS: [&str; 14] = [
    "your",
    "xxx",
    "***",
    "...",
    "<",
    "…",
    "insert",
    "replace",
    "example",
    "changeme",
    "here",
    "todo",
    "placeholder",
    "enter",
];

/// The secrets in a workflow's parameters.
pub(super) fn find(workflow: &Workflow) -> Vec<Secret> {
    let mut found = Vec::new();
    for node in workflow.nodes.iter().filter(|node| !node.is_note()) {
        walk::texts(&node.parameters, &mut |leaf| {
            if found.len() < MOST
                && let Some(looks_like) = looks_like(&leaf)
            {
                found.push(Secret {
                    node: node.id.clone(),
                    name: node.name.clone(),
                    field: leaf.path.to_owned(),
                    looks_like: looks_like.into(),
                });
            }
        });
    }
    found
}

/// What a text looks like, if it looks like a secret.
fn looks_like(leaf: &Leaf<'_>) -> Option<&'static str> {
    let text = written(leaf.text)?;
    by_look(text)
        .or_else(|| by_query(text))
        .or_else(|| by_name(leaf, text))
}

/// The part of a text that stands in the file: an expression that only reads data holds no secret.
fn written(text: &str) -> Option<&str> {
    match text.strip_prefix('=') {
        None => Some(text),
        Some(expression) => match expression.find("{{") {
            Some(0) => None,
            Some(at) => Some(&expression[..at]),
            None => Some(expression),
        },
    }
    .map(str::trim)
    .filter(|text| text.len() >= SHORTEST)
}

fn by_name(leaf: &Leaf<'_>, text: &str) -> Option<&'static str> {
    // A header or a query is a pair of `name` and `value`; elsewhere the key itself is the name.
    let name = match leaf.key {
        "value" => ["name", "key"]
            .iter()
            .find_map(|key| leaf.within.get(key)?.as_str())?,
        key => key,
    };
    let plain: String = name
        .chars()
        .filter(char::is_ascii_alphanumeric)
        .map(|c| c.to_ascii_lowercase())
        .collect();
    let known = NAMES.iter().find(|(ending, _)| plain.ends_with(ending))?;
    let words = text.split_whitespace().count();
    // A sentence is no secret, and neither is the name of a scheme alone.
    (words <= 2 && is_secret(text.rsplit(' ').next().unwrap_or(text))).then_some(known.1)
}

fn by_look(text: &str) -> Option<&'static str> {
    let bare = text.strip_prefix("Bearer ").unwrap_or(text).trim();
    let prefixed = PREFIXES.iter().find(|(start, least, _)| {
        bare.starts_with(start)
            && bare.len() >= *least
            && (start.starts_with('-') || !bare.contains(char::is_whitespace))
    });
    if let Some((_, _, looks_like)) = prefixed {
        return (!is_stand_in(bare)).then_some(looks_like);
    }
    let token = bare.len() != text.len() && bare.len() >= 16 && !bare.contains(char::is_whitespace);
    ((token && is_secret(bare)) || is_jwt(bare)).then_some("an access token")
}

/// Three parts of base64 of which the first begins as JSON does.
fn is_jwt(text: &str) -> bool {
    let plain = |part: &str| {
        part.len() >= 8
            && part
                .bytes()
                .all(|b| b.is_ascii_alphanumeric() || matches!(b, b'-' | b'_'))
    };
    text.starts_with("eyJ") && text.split('.').count() == 3 && text.split('.').all(plain)
}

/// A key in the query of an address.
fn by_query(text: &str) -> Option<&'static str> {
    let (address, query) = text.split_once('?')?;
    if !address.contains("://") {
        return None;
    }
    let query = query.split(['#', ' ']).next().unwrap_or_default();
    query.split('&').find_map(|pair| {
        let (name, value) = pair.split_once('=')?;
        let name = name.to_ascii_lowercase();
        let names = [
            "api_key",
            "apikey",
            "key",
            "access_token",
            "token",
            "secret",
            "password",
        ];
        (names.contains(&name.as_str()) && value.len() >= 12 && is_secret(value))
            .then_some("an API key")
    })
}

fn is_secret(text: &str) -> bool {
    text.len() >= SHORTEST && !is_stand_in(text)
}

fn is_stand_in(text: &str) -> bool {
    let lower = text.to_ascii_lowercase();
    STAND_INS.iter().any(|word| lower.contains(word))
}
