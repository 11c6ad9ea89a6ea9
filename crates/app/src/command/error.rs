//! Faults of the rooms in the words of `api`.

use api::{Error, code};
use value::json;
use vault::CodeFault;

/// A fault of the store.
pub(crate) fn of_store(error: impl Into<crate::Error>) -> Error {
    Error::from(error.into())
}

impl From<crate::Error> for Error {
    fn from(error: crate::Error) -> Self {
        match error {
            error @ crate::Error::Backup(_) => Self::new(code::BACKUP, sentence(&error))
                .hint("Nothing was changed. Take another one."),
            crate::Error::Store(store::Error::Missing { what, id }) => {
                Self::missing(format!("There is no {what} “{id}” any more."))
                    .details(json!({ "what": what, "id": id }))
            }
            crate::Error::Store(store::Error::Stale { yours, current }) => {
                Self::new(code::CONFLICT, "It was changed somewhere else meanwhile.")
                    .hint("Open it again to go on from the newest state.")
                    .details(json!({ "yours": yours, "current": current }))
            }
            crate::Error::Store(store::Error::Damaged { what, id, why }) => {
                let message = format!("What is stored of the {what} “{id}” is damaged: {why}.");
                Self::new(code::DAMAGED, message)
                    .hint("Nothing was changed. A backup may have it whole.")
                    .details(json!({ "what": what, "id": id, "why": why }))
            }
            crate::Error::Store(store::Error::Late) => {
                Self::new(code::DECIDED, "Somebody decided about this run already.")
                    .hint("Look at the run: it says how it went on.")
            }
            crate::Error::Store(full @ store::Error::Full) => {
                Self::new(code::FULL, sentence(&full)).hint("Make space on the disk.")
            }
            crate::Error::Store(used @ store::Error::InUse(_)) => {
                Self::new(code::IN_USE, sentence(&used))
            }
            crate::Error::Store(refused @ store::Error::Invalid(_)) => {
                Self::new(code::REQUEST, sentence(&refused))
            }
            crate::Error::Store(other) => Self::new(code::STORE, sentence(&other))
                .hint("Look whether the disk is full and whether the data folder can be written."),
            crate::Error::Temporary(error) => Self::new(code::STORE, sentence(&error)),
            error @ (crate::Error::Lock(_) | crate::Error::NotKept(_)) => {
                Self::new(code::STORE, sentence(&error))
            }
            crate::Error::Engine(error) => of_engine(&error),
            crate::Error::NoVault => Self::missing("There are no credentials yet.")
                .hint("They are kept from the first one that you make."),
            crate::Error::Locked(why) => {
                let word = why.as_ref().map(crate::credentials::keychain_word);
                Self::new(
                    code::VAULT_LOCKED,
                    "The credentials are locked on this computer.",
                )
                .hint("Unlock them with the recovery code or the passphrase.")
                .details(json!({ "keychain": word }))
            }
            error @ crate::Error::SetBack => Self::new(code::VAULT_LOCKED, sentence(&error))
                .hint("If that was you, unlock them with the recovery code; if not, restore a backup.")
                .details(json!({ "keychain": "setBack" })),
            crate::Error::Vault(error) => of_vault(&error),
            crate::Error::Import(error) => Self::new(code::FILE, error.to_string()),
        }
    }
}

/// The vault does not do it.
fn of_vault(error: &vault::Error) -> Error {
    use vault::Error as Fault;
    let (code, hint) = match error {
        Fault::WrongKey | Fault::NoSlot(_) => (
            code::VAULT_KEY,
            "Nothing was changed. The recovery code opens the credentials whatever else is lost.",
        ),
        Fault::Code(_) => (
            code::VAULT_CODE,
            "Compare it with what you wrote down; small letters and spaces do not matter.",
        ),
        Fault::Damaged { .. } => (
            code::VAULT_DAMAGED,
            "It is not used. Enter the secret anew, or restore a backup.",
        ),
        _ => (code::VAULT, "Nothing was changed."),
    };
    let details = match *error {
        // Which group is mistyped, from 1; or 0, and how many letters there are in all.
        Fault::Code(CodeFault::Length { found }) => {
            json!({ "reason": error.code(), "group": 0, "count": found as i64 })
        }
        Fault::Code(CodeFault::Letter { group } | CodeFault::Group { group }) => {
            json!({ "reason": error.code(), "group": group as i64 })
        }
        _ => json!({ "reason": error.code() }),
    };
    Error::new(code, sentence(error))
        .hint(hint)
        .details(details)
}

/// An execution cannot begin.
fn of_engine(error: &engine::EngineError) -> Error {
    use engine::EngineError;
    let code = match error {
        EngineError::Plan(_) => code::CHECK,
        EngineError::NoStart => code::NO_START,
        EngineError::NoNode(_) => code::MISSING,
        EngineError::TooDeep(_) => code::TOO_DEEP,
        EngineError::NoInput(_) => code::NO_INPUT,
        EngineError::Journal(_) => code::STORE,
    };
    let found = Error::new(code, sentence(error));
    let problems = match error {
        EngineError::Plan(problems) => problems,
        EngineError::NoInput(node) => return found.details(json!({ "node": node })),
        _ => return found,
    };
    let one = |problem: &engine::Problem| json!({ "code": problem.code, "message": &problem.message, "node": problem.node.clone(), "field": problem.field.clone() });
    let problems: Vec<value::Value> = problems.iter().map(one).collect();
    found.details(json!({ "problems": problems }))
}

/// An error's text with a capital letter and a full stop.
pub(super) fn sentence(error: &impl std::fmt::Display) -> String {
    let text = error.to_string();
    let mut letters = text.chars();
    let first: String = letters
        .next()
        .into_iter()
        .flat_map(char::to_uppercase)
        .collect();
    let stop = if text.ends_with(['.', '!', '?']) {
        ""
    } else {
        "."
    };
    format!("{first}{}{stop}", letters.as_str())
}
