//! `millrace backup`: lists, makes and restores backups of the data folder.

use std::path::PathBuf;
use std::process::ExitCode;

use app::App;

use crate::arguments::{Backup, BackupAction};
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::dim;
use crate::watch::iso;
use crate::{block_on, place, show};

/// Does what is asked; lists if nothing is.
pub fn backup(data: Option<PathBuf>, arguments: &Backup) -> Result<ExitCode, Failure> {
    let app = place::open(Some(place::data_folder(data)?))?;
    block_on(async {
        let done = match &arguments.action {
            None | Some(BackupAction::List) => list(&app, arguments.json).await,
            Some(BackupAction::Now) => now(&app).await,
            Some(BackupAction::Restore { name }) => restore(&app, name).await,
            Some(BackupAction::Anew) => anew(&app).await,
        };
        app.close().await;
        done.map(|()| ExitCode::SUCCESS)
    })
}

async fn list(app: &App, json: bool) -> Result<(), Failure> {
    let all = app.backups().await?;
    if json {
        let value = value::to_value(&all)
            .map_err(|e| Failure::Data(format!("the list cannot be printed: {e}")))?;
        outln!("{}", value::to_string_pretty(&value));
        return Ok(());
    }
    if all.is_empty() {
        outln!("There are no backups yet. Make one: millrace backup now");
        return Ok(());
    }
    let row = |one: &app::Backup| {
        let why = match one.kind {
            app::BackupKind::Daily => "daily",
            app::BackupKind::Asked => "asked for",
            app::BackupKind::Upgrade => "before an upgrade",
            app::BackupKind::Replaced => "replaced",
        };
        let damaged = match (one.broken, one.damaged) {
            (true, _) => ", is broken",
            (_, true) => ", has damaged rows",
            _ => "",
        };
        vec![
            one.name.clone(),
            iso(one.at_ms),
            size(one.bytes),
            format!("{why}{damaged}"),
        ]
    };
    let header = ["backup", "made (UTC)", "size", "why"];
    outln!("{}", show::rows(&header, all.iter().map(row)));
    Ok(())
}

async fn now(app: &App) -> Result<(), Failure> {
    let made = app.back_up().await?;
    outln!("{}  {}", made.name, dim(&size(made.bytes)));
    Ok(())
}

async fn restore(app: &App, name: &str) -> Result<(), Failure> {
    let restored = app.restore_backup(name).await?;
    outln!("{name} is restored. What was there before is the newest in `millrace backup list`.");
    if let Some(made) = restored.older_code_ms {
        outln!(
            "Its credentials may have another key than those that were there: the recovery code of {} (UTC) opens them, perhaps no newer one.",
            iso(made)
        );
    }
    Ok(())
}

async fn anew(app: &App) -> Result<(), Failure> {
    app.start_over().await?;
    outln!(
        "The data folder begins with nothing. What was there is the newest in `millrace backup list`."
    );
    Ok(())
}

fn size(bytes: u64) -> String {
    match bytes {
        0..1_000_000 => format!("{} kB", bytes.div_ceil(1_000)),
        _ => format!("{:.1} MB", bytes as f64 / 1e6),
    }
}
