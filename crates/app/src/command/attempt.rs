//! Trying a credential: one request to a host that it may go to, and a plain sentence about the answer.

use api::{CredentialTest, CredentialTested};
use model::credential::Way;
use net::{HostGrants, HostList};
use sdk::HttpRequest;
use store::CredentialRow;
use value::json;

use super::Answer;
use super::credential::{invalid, kind_of};
use super::error::of_store;
use crate::App;
use crate::clock::now_ms;
use crate::host::try_request;

/// A server that takes longer is not there.
const PATIENCE_MS: u64 = 20_000;

impl App {
    /// Tries a credential.
    ///
    /// # Errors
    /// When there is none, it cannot be opened, or the address is none that it may go to.
    pub async fn credential_test(&self, request: CredentialTest) -> Answer<CredentialTested> {
        let store = &self.store().await?;
        let row = store.credential(&request.id).await.map_err(of_store)?;
        let kind = kind_of(&row.kind)?;
        let spent = self.credentials().open_for(store, &row, &row.kind).await;
        let spent = spent.map_err(|error| {
            let details = json!({ "name": row.name.as_str() });
            let said = api::Error::new(&error.code, error.message.clone()).details(details);
            match &error.description {
                Some(hint) => said.hint(hint.clone()),
                None => said,
            }
        })?;
        let typed = request.url.filter(|url| !url.trim().is_empty());
        let url = match typed {
            _ if kind.way == Way::Fields => None,
            Some(url) => Some(url.trim().to_owned()),
            None => usual_address(&row),
        };
        let Some(url) = url else {
            return Ok(nothing_to_ask(&kind.way));
        };
        let start = is_start(&url);
        let host =
            host_of(&url).ok_or_else(|| invalid("url", format!("“{url}” is not an address.")))?;
        let asked = HttpRequest {
            url,
            timeout_ms: PATIENCE_MS,
            redirects: 0,
            most_bytes: 1 << 20,
            ..HttpRequest::default()
        };
        // What a person lists among its hosts, they want it to reach: also on this machine.
        let grants = Own(
            HostList::parse(row.about.hosts.iter().filter(|host| *host != "*")).unwrap_or_default(),
        );
        let answered = try_request(self.rooms(), &asked, &spent, &grants).await;
        let (tested, seen) = judge(&row, &host, start, answered);
        if let Some(worked) = seen {
            let noted = store.note_credential_verified(&row.id, Some((now_ms(), worked)));
            noted.await.map_err(of_store)?;
        }
        let details = format!("{host}: {}", tested.code);
        self.noted(store, "credential.test", &row, &details).await?;
        Ok(tested)
    }
}

/// The credential's own hosts as grants.
struct Own(HostList);

impl HostGrants for Own {
    fn allows(&self, host: &str, port: u16) -> bool {
        self.0.allows(host, port)
    }
}

/// What an answer says of the credential, and what is noted of it.
fn judge(
    row: &CredentialRow,
    host: &str,
    start: bool,
    answered: sdk::Result<u16>,
) -> (CredentialTested, Option<bool>) {
    let name = &row.name;
    let out = |worked, code: &str, message: String, status| CredentialTested {
        worked,
        code: code.to_owned(),
        message,
        host: host.to_owned(),
        status,
    };
    match answered {
        Ok(status @ (401 | 403 | 407)) => (
            out(
                Some(false),
                "refused",
                format!("{host} did not accept “{name}” (status {status})."),
                Some(status),
            ),
            Some(false),
        ),
        // A start page answers everybody: that it answered says nothing about who asked.
        Ok(status @ 200..=399) if start => (
            out(
                None,
                "answered",
                format!(
                    "{host} answered (status {status}), but its start page may not need “{name}”: name an address that does."
                ),
                Some(status),
            ),
            None,
        ),
        Ok(status @ 200..=399) => (
            out(
                Some(true),
                "accepted",
                format!("{host} accepted “{name}” (status {status})."),
                Some(status),
            ),
            Some(true),
        ),
        Ok(status) => (
            out(
                None,
                "unclear",
                format!(
                    "{host} answered with status {status}, which says nothing about “{name}”: try an address that needs it."
                ),
                Some(status),
            ),
            None,
        ),
        Err(error) => (out(None, "unreachable", error.message, None), None),
    }
}

fn nothing_to_ask(way: &Way) -> CredentialTested {
    let message = match way {
        Way::Fields => "It is not sent anywhere, so there is nobody to ask; it can be opened.",
        _ => "Say which address to ask: its hosts name none by themselves.",
    };
    CredentialTested {
        code: "nothingToAsk".to_owned(),
        message: message.to_owned(),
        ..CredentialTested::default()
    }
}

/// The first host that is one: by https, but on this machine.
fn usual_address(row: &CredentialRow) -> Option<String> {
    let host = row.about.hosts.iter().find(|host| !host.contains('*'))?;
    let bare = host.split(':').next().unwrap_or_default();
    let local = matches!(bare, "localhost" | "127.0.0.1") || host.starts_with("[::1]");
    let scheme = if local { "http" } else { "https" };
    Some(format!("{scheme}://{host}/"))
}

/// Whether an address is nothing but a host's start page.
fn is_start(url: &str) -> bool {
    let rest = url.split_once("://").map_or(url, |(_, rest)| rest);
    let path = rest.find(['/', '?', '#']).map_or("", |at| &rest[at..]);
    matches!(path.split('#').next(), Some("" | "/"))
}

fn host_of(url: &str) -> Option<String> {
    let (scheme, rest) = url.split_once("://")?;
    if !matches!(scheme.to_ascii_lowercase().as_str(), "http" | "https") {
        return None;
    }
    let authority = rest.split(['/', '?', '#']).next()?;
    let host = authority.rsplit('@').next()?;
    (!host.is_empty()).then(|| host.to_owned())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_start_page_is_told_from_what_lies_behind_it() {
        for start in [
            "https://api.example.com",
            "https://api.example.com/",
            "http://127.0.0.1:80/#top",
        ] {
            assert!(is_start(start), "{start}");
        }
        for behind in ["https://api.example.com/me", "https://api.example.com/?a=1"] {
            assert!(!is_start(behind), "{behind}");
        }
    }
}
