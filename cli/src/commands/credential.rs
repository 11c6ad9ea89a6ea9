//! `millrace credential`: secrets that steps use.

use std::collections::BTreeMap;
use std::path::PathBuf;
use std::process::ExitCode;
use std::time::SystemTime;

use api::{
    CredentialAbout, CredentialCreate, CredentialErase, CredentialList, CredentialTest,
    CredentialTrash, CredentialUntrash, CredentialUpdate, CredentialView, Due, SecretText,
};
use app::App;
use model::Workflow;
use model::credential::{CredentialKind, kind, kinds};

use super::secret::{ask, call, open, show};
use crate::arguments::{CredentialAdd, CredentialCommand};
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::dim;
use crate::{block_on, place, show as table};

const DAY_MS: i64 = 86_400_000;

/// Does what is asked.
pub fn credential(data: Option<PathBuf>, what: CredentialCommand) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        let code = carry_out(&app, what).await;
        app.close().await;
        code
    })
}

async fn carry_out(app: &App, what: CredentialCommand) -> Result<ExitCode, Failure> {
    match what {
        CredentialCommand::Add(add) => self::add(app, &add).await,
        CredentialCommand::List(list) => self::list(app, list.trash, list.json).await,
        CredentialCommand::Test(test) => {
            open(app).await?;
            let id = find(app, &test.credential, false).await?.id;
            let tested = call(app, CredentialTest { id, url: test.url }).await?;
            outln!("{}", tested.message);
            Ok(ExitCode::from(u8::from(tested.worked == Some(false))))
        }
        CredentialCommand::Replace(named) => {
            let found = find(app, &named.credential, false).await?;
            open(app).await?;
            let kind = known(&found.kind)?;
            let fields = secrets(&kind, &BTreeMap::new())?;
            let update = CredentialUpdate {
                id: found.id,
                fields,
                ..CredentialUpdate::default()
            };
            call(app, update).await?;
            done("Replaced the secret of", &found.name)
        }
        CredentialCommand::Delete(delete) => {
            let trashed = delete.restore || delete.forever;
            let found = find(app, &delete.credential, trashed).await?;
            let id = found.id;
            if delete.restore {
                call(app, CredentialUntrash { id }).await?;
                return done("Took out of the trash", &found.name);
            }
            if delete.forever {
                open(app).await?;
                call(app, CredentialErase { id }).await?;
                return done("Removed for good", &found.name);
            }
            call(app, CredentialTrash { id }).await?;
            done("Put into the trash", &found.name)
        }
    }
}

async fn add(app: &App, add: &CredentialAdd) -> Result<ExitCode, Failure> {
    let kind = known(&add.kind)?;
    open(app).await?;
    let mut fields = BTreeMap::new();
    for pair in &add.field {
        let (name, value) = pair
            .split_once('=')
            .ok_or_else(|| Failure::Input(format!("--field {pair}: write NAME=VALUE")))?;
        match kind.field(name) {
            Some(field) if field.secret => {
                return Err(Failure::Input(format!(
                    "“{name}” is a secret: others can see arguments, so it is asked for"
                )));
            }
            Some(_) => fields.insert(name.to_owned(), SecretText::from(value)),
            None => {
                let names: Vec<&str> = kind.fields.iter().map(|one| one.name.as_str()).collect();
                return Err(Failure::Input(format!(
                    "a credential of the kind {} has no “{name}”, it has {}",
                    kind.kind,
                    names.join(", ")
                )));
            }
        };
    }
    fields.extend(secrets(&kind, &fields)?);
    let create = CredentialCreate {
        name: add.name.clone(),
        kind: kind.kind,
        about: CredentialAbout {
            tags: add.tag.clone(),
            environment: add.environment.clone(),
            hosts: add.host.clone(),
            expires_ms: add
                .expires_in
                .map(|days| now_ms() + i64::from(days) * DAY_MS),
            rotate_days: add.rotate,
        },
        fields,
    };
    let made = call(app, create).await?;
    if let Some(code) = &made.recovery {
        show(app, code).await;
    }
    done("Keeps", &made.credential.name)
}

/// The secret fields of a kind, and those that it is nothing without, one after the other.
fn secrets(
    kind: &CredentialKind,
    given: &BTreeMap<String, SecretText>,
) -> Result<BTreeMap<String, SecretText>, Failure> {
    let mut out = BTreeMap::new();
    for field in &kind.fields {
        let asked = field.when.as_ref().is_none_or(|when| {
            let value = given.get(&when.field).map(SecretText::expose);
            let usual = kind.field(&when.field).map(|one| one.usual.as_str());
            value.or(usual) == Some(when.is.as_str())
        });
        if asked && !given.contains_key(&field.name) && field.secret {
            let typed = ask(&field.label, field.long)?;
            if !typed.is_empty() {
                out.insert(field.name.clone(), typed);
            }
        }
    }
    Ok(out)
}

async fn list(app: &App, trash: bool, json: bool) -> Result<ExitCode, Failure> {
    let all = call(app, CredentialList { trash, slot: None }).await?;
    if json {
        let text = serde_json::to_string_pretty(&all);
        outln!("{}", text.map_err(|e| Failure::Data(e.to_string()))?);
        return Ok(ExitCode::SUCCESS);
    }
    if all.is_empty() {
        outln!(
            "{}",
            dim("There are no credentials; `millrace credential add NAME` keeps one.")
        );
        return Ok(ExitCode::SUCCESS);
    }
    let rows = all.iter().map(|one| {
        vec![
            table::id(&one.id),
            one.name.clone(),
            kind(&one.kind).map_or_else(|| one.kind.clone(), |kind| kind.label),
            one.about.hosts.join(", "),
            remarks(one),
        ]
    });
    outln!(
        "{}",
        table::rows(&["id", "name", "kind", "hosts", ""], rows)
    );
    Ok(ExitCode::SUCCESS)
}

fn remarks(one: &CredentialView) -> String {
    let due = one.due.iter().map(|due| match due {
        Due::Missing => "has no secret, enter it again",
        Due::Expired => "expired",
        Due::ExpiresSoon => "expires soon",
        Due::Rotate => "replace its secret",
    });
    let seen = one.verified.map(|seen| match seen.worked {
        true => "worked",
        false => "was refused",
    });
    due.chain(seen).collect::<Vec<_>>().join(", ")
}

fn known(name: &str) -> Result<CredentialKind, Failure> {
    kind(name).ok_or_else(|| {
        let names: Vec<String> = kinds().into_iter().map(|kind| kind.kind).collect();
        Failure::Input(format!(
            "there is no kind “{name}”; there are {}",
            names.join(", ")
        ))
    })
}

/// A credential by id, the beginning of an id, or name.
async fn find(app: &App, named: &str, trash: bool) -> Result<CredentialView, Failure> {
    let all = call(app, CredentialList { trash, slot: None }).await?;
    let by_name = all
        .iter()
        .filter(|one| one.name.to_lowercase() == named.to_lowercase());
    let found: Vec<&CredentialView> = match by_name.clone().count() {
        0 => all.iter().filter(|one| one.id.starts_with(named)).collect(),
        _ => by_name.collect(),
    };
    match found[..] {
        [one] => Ok(one.clone()),
        [] => {
            let place = if trash { " in the trash" } else { "" };
            let like = place::like(named, all.iter().map(|one| one.name.as_str()));
            let hint = like.map_or_else(String::new, |name| format!("; did you mean “{name}”?"));
            Err(Failure::Input(format!(
                "there is no credential “{named}”{place}{hint}"
            )))
        }
        _ => Err(Failure::Input(format!(
            "several credentials are called “{named}”; take an id"
        ))),
    }
}

/// Puts the credentials that were named into the slots that nothing was chosen for.
pub async fn fill(app: &App, workflow: &mut Workflow, named: &[String]) -> Result<(), Failure> {
    for named in named {
        let found = find(app, named, false).await?;
        let kind = known(&found.kind)?;
        let mut used = false;
        let slots = workflow
            .nodes
            .iter_mut()
            .flat_map(|node| &mut node.credentials);
        for slot in slots.filter(|slot| slot.id.is_none() && kind.may_fill(&slot.slot)) {
            slot.id = Some(found.id.clone());
            used = true;
        }
        if !used {
            return Err(Failure::Input(format!(
                "--credential {named}: no step asks for a credential of the kind {}",
                kind.kind
            )));
        }
    }
    Ok(())
}

fn done(what: &str, name: &str) -> Result<ExitCode, Failure> {
    crate::out::errln!("{what} “{name}”.");
    Ok(ExitCode::SUCCESS)
}

/// Now, UTC milliseconds.
#[expect(
    clippy::disallowed_methods,
    reason = "the time by which an expiry is measured"
)]
fn now_ms() -> i64 {
    let since = SystemTime::now().duration_since(SystemTime::UNIX_EPOCH);
    since.map_or(0, |since| since.as_millis() as i64)
}
