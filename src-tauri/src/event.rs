//! What Millrace tells goes to the window as the event `millrace`; what concerns the desktop is done here too.

use api::{Event, EventKind, NoticeLevel};
use app::App;
use tauri::{AppHandle, Emitter as _, Manager as _};
use tauri_plugin_autostart::ManagerExt as _;

use crate::texts::Texts;
use crate::words::notify;
use crate::{tray, window};

/// The event's name.
const NAME: &str = "millrace";

/// Tells everything from now on.
pub fn follow(desktop: &AppHandle) {
    let desktop = desktop.clone();
    let millrace = desktop.state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        apply_settings(&desktop, &millrace).await;
        let mut follower = millrace.bus().after(millrace.bus().newest());
        while let Some(events) = follower.next().await {
            for event in events {
                if let Err(error) = desktop.emit(NAME, &*event) {
                    tracing::warn!(%error, "the window was not told");
                }
                heed(&desktop, &millrace, &event).await;
            }
        }
    });
}

/// Does what an event means for the desktop.
async fn heed(desktop: &AppHandle, millrace: &App, event: &Event) {
    match &event.what {
        EventKind::WorkflowsChanged => tray::refresh(desktop, millrace).await,
        EventKind::SettingsChanged => {
            apply_settings(desktop, millrace).await;
            // It may be in another language now.
            tray::refresh(desktop, millrace).await;
        }
        EventKind::Notice(notice)
            if notice.level == NoticeLevel::Error && !window::is_seen(desktop) =>
        {
            let name = notice.details.get("name").and_then(|name| name.as_str());
            let sentence = match (notice.code.as_str(), name) {
                ("run.notKept", Some(name)) => {
                    let texts = Texts::of(millrace).await;
                    texts.say("not-kept", &[("name", name)])
                }
                _ => notice.message.clone(),
            };
            notify(desktop, &sentence);
        }
        _ => {}
    }
}

/// Brings the desktop in line with what the person chose.
async fn apply_settings(desktop: &AppHandle, millrace: &App) {
    let Ok(settings) = millrace.settings().await else {
        return;
    };
    window::set_tray(desktop, settings.tray);
    let login = desktop.autolaunch();
    let is = login.is_enabled().unwrap_or(false);
    let changed = match (settings.start_at_login, is) {
        (true, false) => login.enable(),
        (false, true) => login.disable(),
        _ => return,
    };
    if let Err(error) = changed {
        tracing::warn!(%error, "starting with the session could not be changed");
    }
}
