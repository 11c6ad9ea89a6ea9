//! Secrets on their way in: typed at a prompt that shows nothing, or piped. Never arguments, never the environment.

use std::io::{BufRead as _, IsTerminal as _, Read as _};

use api::{Command, SecretText, VaultCondition, VaultRead, VaultUnlock};
use app::{App, RecoveryCode};

use crate::failure::Failure;
use crate::out::errln;

/// A pipe with more than this holds no secret.
const MOST: u64 = 1 << 20;

/// Carries out a command as every window does.
pub async fn call<C: Command>(app: &App, request: C) -> Result<C::Answer, Failure> {
    let unreadable = |error: serde_json::Error| Failure::Data(error.to_string());
    let payload = serde_json::to_vec(&request).map_err(unreadable)?;
    let answer = app::dispatch(app, C::NAME, &payload)
        .await
        .map_err(failed)?;
    serde_json::from_slice(&answer).map_err(unreadable)
}

/// What a command said, with what to do.
fn failed(error: api::Error) -> Failure {
    let text = match error.hint {
        Some(hint) => format!("{} {hint}", error.message),
        None => error.message,
    };
    match error.code.as_str() {
        api::code::STORE | api::code::DAMAGED => Failure::Data(text),
        _ => Failure::Input(text),
    }
}

/// Whether somebody sits there.
pub fn is_asked() -> bool {
    std::io::stdin().is_terminal()
}

/// A secret: at the terminal without showing it, else the next line of the pipe, or all of it that is left.
pub fn ask(question: &str, long: bool) -> Result<SecretText, Failure> {
    let failed = |error: std::io::Error| Failure::Input(format!("no secret was given: {error}"));
    if is_asked() {
        let typed = rpassword::prompt_password(format!("{question}: ")).map_err(failed)?;
        return Ok(typed.into());
    }
    let mut text = String::new();
    let mut pipe = std::io::stdin().lock().take(MOST);
    match long {
        true => pipe.read_to_string(&mut text).map(drop),
        false => pipe.read_line(&mut text).map(drop),
    }
    .map_err(failed)?;
    let text = SecretText::from(text);
    Ok(text.expose().trim_end_matches(['\r', '\n']).into())
}

/// A new passphrase, typed twice where somebody sits there.
pub fn ask_twice(question: &str) -> Result<SecretText, Failure> {
    let first = ask(question, false)?;
    if is_asked() && ask("Once more", false)? != first {
        return Err(Failure::Input("the two are not the same".to_owned()));
    }
    Ok(first)
}

/// Opens the vault, where there is one; asks a person who sits there.
pub async fn open(app: &App) -> Result<(), Failure> {
    let state = call(app, VaultRead {}).await?;
    match state.state {
        VaultCondition::Locked if is_asked() => unlock(app, false).await,
        VaultCondition::Locked => Err(Failure::Input(
            "the credentials are locked: `millrace unlock` opens them, or --key-file FILE"
                .to_owned(),
        )),
        VaultCondition::None | VaultCondition::Open | VaultCondition::Damaged => Ok(()),
    }
}

/// Opens the vault by what is typed: the recovery code, or the passphrase.
pub async fn unlock(app: &App, remember: bool) -> Result<(), Failure> {
    let typed = ask("Recovery code or passphrase", false)?;
    let state = call(app, VaultRead {}).await?;
    let has_passphrase = state.slots.iter().any(|slot| slot.kind == "passphrase");
    // What is no code is taken as one all the same where there is no passphrase: then the mistyped group is named.
    let is_code = !has_passphrase || RecoveryCode::read(typed.expose()).is_ok();
    let request = match is_code {
        true => VaultUnlock {
            recovery: Some(typed),
            remember,
            ..VaultUnlock::default()
        },
        false => VaultUnlock {
            passphrase: Some(typed),
            remember,
            ..VaultUnlock::default()
        },
    };
    call(app, request).await.map(drop)
}

/// Says at once that a key file which was named does not open the vault, not in the middle of a night's run.
pub async fn assert_key_file(app: &App) -> Result<(), Failure> {
    if !app.credentials().has_key_file() {
        return Ok(());
    }
    match call(app, VaultRead {}).await?.state {
        VaultCondition::None | VaultCondition::Open => Ok(()),
        VaultCondition::Locked | VaultCondition::Damaged => {
            let error = app.open_vault().await.err();
            let why = error.map(|error| error.to_string()).unwrap_or_default();
            Err(Failure::Input(format!("--key-file: {why}")))
        }
    }
}

/// Shows a recovery code: the one thing that is shown, and only once. It stays in the terminal, so it counts as kept.
pub async fn show(app: &App, code: &api::RecoveryCode) {
    crate::out::outln!("{}", code.code.expose());
    errln!(
        "This is the recovery code of your credentials. It opens them whatever else is lost; print it or write it down, it is not shown again."
    );
    if let Err(error) = app
        .vault_kept(api::VaultKept {
            slot: code.slot.clone(),
        })
        .await
    {
        errln!("That it is kept could not be noted: {}", error.message);
    }
}
