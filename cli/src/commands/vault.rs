//! `millrace vault`, `unlock` and `audit`: what opens the credentials, and what was done with them.

use std::path::{Path, PathBuf};
use std::process::ExitCode;

use api::{
    AuditExport, VaultCondition, VaultExport, VaultImport, VaultPassphrase, VaultRead,
    VaultRecovery, VaultRotate,
};
use app::App;
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::secret::{self, ask, ask_twice, call, open, show};
use crate::arguments::VaultCommand;
use crate::failure::Failure;
use crate::out::{self, errln, outln};
use crate::{block_on, place};

/// `millrace unlock`
pub fn unlock(data: Option<PathBuf>) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        secret::unlock(&app, true).await?;
        let kept = app.reopens_by_itself().await;
        errln!(
            "{}",
            match kept {
                true =>
                    "The credentials are open, and open by themselves on this machine from now on.",
                false =>
                    "The code is right, but this machine has no keychain to remember it: use --key-file FILE (`millrace vault key-file FILE` makes one).",
            }
        );
        app.close().await;
        Ok(ExitCode::SUCCESS)
    })
}

/// `millrace audit`
pub fn audit(data: Option<PathBuf>) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        let log = call(&app, AuditExport {}).await?;
        app.close().await;
        out::text(&log.text);
        match log.broken {
            None => Ok(ExitCode::SUCCESS),
            Some(line) => Err(Failure::Data(format!(
                "the audit log was changed: line {line} does not fit the one before it"
            ))),
        }
    })
}

/// `millrace vault`
pub fn vault(data: Option<PathBuf>, what: VaultCommand) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        let done = carry_out(&app, what).await;
        app.close().await;
        done.map(|()| ExitCode::SUCCESS)
    })
}

async fn carry_out(app: &App, what: VaultCommand) -> Result<(), Failure> {
    match what {
        VaultCommand::Status => return status(app).await,
        VaultCommand::Import { file } => return import(app, &file).await,
        _ => open(app).await?,
    }
    match what {
        VaultCommand::Status | VaultCommand::Import { .. } => {}
        VaultCommand::Recovery => show(app, &call(app, VaultRecovery {}).await?).await,
        VaultCommand::Passphrase => {
            let passphrase = Some(ask_twice("New passphrase")?);
            call(app, VaultPassphrase { passphrase }).await?;
            errln!("The passphrase opens the credentials from now on.");
        }
        VaultCommand::KeyFile { file } => {
            let made = app.add_key_file(file.clone()).await;
            made.map_err(|error| Failure::Input(error.message))?;
            errln!(
                "{} opens the credentials; keep it where only you can read it.",
                file.display()
            );
        }
        VaultCommand::Rotate => {
            let state = call(app, VaultRead {}).await?;
            let has = |kind: &str| state.slots.iter().any(|slot| slot.kind == kind);
            let typed = ask("Recovery code (empty makes a new one)", false)?;
            let passphrase = match has("passphrase") {
                true => Some(ask("Passphrase (empty removes it)", false)?),
                false => None,
            };
            let request = VaultRotate {
                recovery: Some(typed).filter(|typed| !typed.is_empty()),
                passphrase: passphrase.filter(|typed| !typed.is_empty()),
            };
            if let Some(code) = &call(app, request).await?.recovery {
                show(app, code).await;
            }
            errln!("Everything is sealed with a new key.");
        }
        VaultCommand::Export { file } => {
            let passphrase = ask_twice("Passphrase for the file")?;
            let request = VaultExport {
                passphrase,
                credentials: Vec::new(),
            };
            let exported = call(app, request).await?;
            let bytes = BASE64_STANDARD.decode(&exported.base64);
            let bytes = bytes.map_err(|error| Failure::Data(error.to_string()))?;
            std::fs::write(&file, bytes).map_err(|error| Failure::file(&file, error))?;
            errln!(
                "{} credentials are in {}.",
                exported.credentials,
                file.display()
            );
        }
    }
    Ok(())
}

async fn status(app: &App) -> Result<(), Failure> {
    let state = call(app, VaultRead {}).await?;
    outln!(
        "{}",
        match state.state {
            VaultCondition::None => "There are no credentials yet.",
            VaultCondition::Open => "The credentials open by themselves.",
            VaultCondition::Locked => "The credentials are locked; `millrace unlock` opens them.",
            VaultCondition::Damaged => "What is stored of the credentials is damaged.",
        }
    );
    for slot in &state.slots {
        outln!("  {}", slot.kind);
    }
    Ok(())
}

async fn import(app: &App, file: &Path) -> Result<(), Failure> {
    let bytes = place::read(file)?;
    open(app).await?;
    let request = VaultImport {
        base64: BASE64_STANDARD.encode(bytes),
        passphrase: ask("Passphrase of the file", false)?,
    };
    let imported = call(app, request).await?;
    if let Some(code) = &imported.recovery {
        show(app, code).await;
    }
    for one in &imported.added {
        outln!("{}", one.name);
    }
    for name in &imported.skipped {
        errln!("“{name}” is of a kind that is not known here.");
    }
    Ok(())
}
