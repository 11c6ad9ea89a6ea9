//! Puts the program together: Millrace itself, then the window around it.

use std::path::PathBuf;

use app::{App, Options};
use tauri::{Builder, Manager as _, RunEvent};
use tauri_plugin_autostart::MacosLauncher;
use tauri_plugin_dialog::{DialogExt as _, MessageDialogKind};

use crate::{Context, event, file, rpc, tray, window};

/// The argument of a start with the session: into the tray, without a window.
pub const IN_TRAY: &str = "--in-tray";

/// The exit code of a program that cannot use its data, as on the command line.
pub const CANNOT_START: u8 = 3;

/// Why it cannot start.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// Millrace itself does not open.
    #[error("Millrace cannot open its data: {0}")]
    Data(String),
    /// The system's window does not.
    #[error("the window cannot be opened: {0}")]
    Window(#[from] tauri::Error),
}

/// Runs until the person quits.
///
/// # Errors
/// When the data or the window cannot be opened.
pub fn run(context: Context) -> Result<(), Error> {
    let millrace = open()?;
    let desktop = Builder::default()
        // First, so that a second start does nothing else.
        .plugin(tauri_plugin_single_instance::init(
            |desktop, arguments, folder| {
                window::show(desktop);
                file::open_all(desktop, &arguments, &PathBuf::from(folder));
            },
        ))
        .plugin(tauri_plugin_window_state::Builder::default().build())
        .plugin(tauri_plugin_dialog::init())
        .plugin(tauri_plugin_notification::init())
        .plugin(tauri_plugin_autostart::init(
            MacosLauncher::LaunchAgent,
            Some(vec![IN_TRAY]),
        ))
        .plugin(tauri_plugin_updater::Builder::new().build())
        .manage(millrace)
        .invoke_handler(tauri::generate_handler![rpc::rpc])
        .register_asynchronous_uri_scheme_protocol("binary", rpc::binary)
        .setup(|desktop| {
            let desktop = desktop.handle();
            tray::make(desktop);
            event::follow(desktop);
            let millrace = desktop.state::<App>().inner().clone();
            // Only here: a second start ends before, and must not take up what it cannot go on with.
            tauri::async_runtime::block_on(millrace.recover_or_warn());
            tauri::async_runtime::spawn(millrace.clone().keep_safe());
            #[cfg(unix)]
            tauri::async_runtime::spawn(quit_when_told(desktop.clone()));
            let arguments: Vec<String> = std::env::args().collect();
            let into_tray = arguments.iter().any(|argument| argument == IN_TRAY);
            let opens = tauri::async_runtime::block_on(millrace.store()).is_ok();
            if !into_tray || !opens || !tray::is_there() {
                window::open(desktop)?;
            }
            let here = std::env::current_dir().unwrap_or_default();
            file::open_all(desktop, &arguments, &here);
            Ok(())
        })
        .build(context())?;
    desktop.run(|desktop, event| match event {
        // The last window may close while the tray goes on.
        RunEvent::ExitRequested {
            api, code: None, ..
        } if window::stays_in_tray(desktop) => api.prevent_exit(),
        RunEvent::Exit => close(desktop),
        _ => {}
    });
    Ok(())
}

/// Opens Millrace. Where its store does not open, the window says why and what can be done.
fn open() -> Result<App, Error> {
    let failed = |error: &dyn std::fmt::Display| Error::Data(error.to_string());
    let given = std::env::var_os("MILLRACE_DATA")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from);
    let own = || dirs::data_dir().map(|folder| folder.join("millrace"));
    let data = given
        .or_else(own)
        .ok_or_else(|| failed(&"there is no home folder to keep it in"))?;
    let worker = std::env::current_exe().map_err(|error| failed(&error))?;
    App::open(Options {
        data: Some(data),
        keep: true,
        worker,
    })
    .map_err(|error| failed(&error))
}

/// Quits in an orderly way when the session ends, or somebody ends the program.
#[cfg(unix)]
async fn quit_when_told(desktop: tauri::AppHandle) {
    use tokio::signal::unix::{SignalKind, signal};
    match signal(SignalKind::terminate()) {
        Ok(mut told) => {
            told.recv().await;
            desktop.exit(0);
        }
        Err(error) => tracing::warn!(%error, "an end from outside will cut off what runs"),
    }
}

/// Stops what runs and writes everything down.
fn close(desktop: &tauri::AppHandle) {
    let millrace = desktop.state::<App>().inner().clone();
    tauri::async_runtime::block_on(millrace.shut_down());
}

/// Says in a window of the system why Millrace does not start.
pub fn say(error: &Error, context: Context) {
    let text = error.to_string();
    let shown = Builder::default()
        .plugin(tauri_plugin_dialog::init())
        .setup(move |desktop| {
            let handle = desktop.handle().clone();
            let dialog = desktop
                .dialog()
                .message(text)
                .title("Millrace")
                .kind(MessageDialogKind::Error);
            dialog.show(move |_| handle.exit(CANNOT_START.into()));
            Ok(())
        })
        .run(context());
    if let Err(error) = shown {
        tracing::error!(%error, "the reason could not be shown");
    }
}
