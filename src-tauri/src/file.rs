//! Workflow files that were given to the program: imported, and shown.

use std::path::Path;

use api::{EventKind, Notice, NoticeLevel};
use app::App;
use tauri::{AppHandle, Manager as _};

/// Imports the files among a start's arguments. Nothing is run.
pub fn open_all(desktop: &AppHandle, arguments: &[String], folder: &Path) {
    let files = arguments
        .iter()
        .skip(1)
        .filter(|argument| !argument.starts_with('-'));
    let files: Vec<_> = files.map(|file| folder.join(file)).collect();
    let millrace = desktop.state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        for file in files {
            let told = match millrace.import_file(&file).await {
                Ok(workflow) => EventKind::OpenWorkflow { workflow },
                Err(error) => EventKind::Notice(Notice {
                    level: NoticeLevel::Error,
                    code: "file.notOpened".to_owned(),
                    message: format!("{} was not opened: {error}", file.display()),
                    details: error.details,
                }),
            };
            millrace.bus().tell_window(told);
        }
    });
}
