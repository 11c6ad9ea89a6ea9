//! The window: where it was, what it may go to, what closing it means.

use std::sync::atomic::{AtomicBool, Ordering};

use tauri::webview::{DownloadEvent, NewWindowResponse};
use tauri::{AppHandle, Manager as _, Url, WebviewUrl, WebviewWindowBuilder, WindowEvent};

/// The window's name.
const MAIN: &str = "main";
/// Width and height at the first start.
const SIZE: (f64, f64) = (1280.0, 800.0);
const SMALLEST: (f64, f64) = (720.0, 480.0);

/// Whether closing the window leaves Millrace in the tray.
static TRAY: AtomicBool = AtomicBool::new(false);

/// Sets what closing the window means.
pub fn set_tray(_: &AppHandle, stays: bool) {
    TRAY.store(stays, Ordering::Relaxed);
}

/// Whether Millrace goes on without a window.
pub fn stays_in_tray(_: &AppHandle) -> bool {
    TRAY.load(Ordering::Relaxed) && crate::tray::is_there()
}

/// Whether the person sees the window now.
pub fn is_seen(desktop: &AppHandle) -> bool {
    let window = desktop.get_webview_window(MAIN);
    window.is_some_and(|window| window.is_focused().unwrap_or(false))
}

/// Brings the window to the front, opening it where it is closed.
pub fn show(desktop: &AppHandle) {
    let shown = match desktop.get_webview_window(MAIN) {
        Some(window) => window
            .show()
            .and_then(|()| window.unminimize())
            .and_then(|()| window.set_focus()),
        None => open(desktop),
    };
    if let Err(error) = shown {
        tracing::warn!(%error, "the window could not be shown");
    }
}

/// Opens the window.
///
/// # Errors
/// When the system refuses.
pub fn open(desktop: &AppHandle) -> tauri::Result<()> {
    let downloads = desktop.path().download_dir().ok();
    let window = WebviewWindowBuilder::new(desktop, MAIN, WebviewUrl::default())
        .title("Millrace")
        .inner_size(SIZE.0, SIZE.1)
        .min_inner_size(SMALLEST.0, SMALLEST.1)
        // Files are dropped on the page, which reads them like any browser's.
        .disable_drag_drop_handler()
        .on_navigation(is_ours)
        .on_new_window(|_, _| NewWindowResponse::Deny)
        .on_download(move |_, event| {
            if let (DownloadEvent::Requested { destination, .. }, Some(folder)) =
                (event, &downloads)
            {
                let name = destination
                    .file_name()
                    .unwrap_or_else(|| "download".as_ref());
                *destination = free_name(folder, name.as_ref());
            }
            true
        })
        .build()?;
    let handle = desktop.clone();
    window.on_window_event(move |event| {
        if let (WindowEvent::CloseRequested { api, .. }, true) = (event, stays_in_tray(&handle)) {
            api.prevent_close();
            if let Some(window) = handle.get_webview_window(MAIN) {
                let _ = window.hide();
            }
        }
    });
    Ok(())
}

/// Whether the window may show a page: its own ones, and parts of them.
fn is_ours(url: &Url) -> bool {
    match url.scheme() {
        "tauri" | "blob" | "about" => true,
        "http" | "https" => url.host_str() == Some("tauri.localhost"),
        _ => false,
    }
}

/// A path in a folder that no file has yet.
fn free_name(folder: &std::path::Path, name: &std::path::Path) -> std::path::PathBuf {
    let stem = name
        .file_stem()
        .unwrap_or_default()
        .to_string_lossy()
        .into_owned();
    let ending = name
        .extension()
        .map(|ending| format!(".{}", ending.to_string_lossy()))
        .unwrap_or_default();
    let numbered = (2..).map(|number| format!("{stem} ({number}){ending}"));
    let mut names = std::iter::once(format!("{stem}{ending}"))
        .chain(numbered)
        .map(|name| folder.join(name));
    names
        .find(|path| !path.exists())
        .unwrap_or_else(|| folder.join(name))
}

#[cfg(test)]
mod tests {
    use super::{free_name, is_ours};

    #[test]
    fn only_our_own_pages_are_shown() {
        let ours = |text: &str| tauri::Url::parse(text).is_ok_and(|url| is_ours(&url));
        assert!(ours("tauri://localhost/index.html#/runs"));
        assert!(ours("http://tauri.localhost/"));
        for other in [
            "https://example.com/",
            "http://tauri.localhost.evil.example/",
            "file:///etc/passwd",
            "data:text/html,x",
            "javascript:1",
        ] {
            assert!(!ours(other), "{other}");
        }
    }

    #[test]
    fn a_download_never_replaces_a_file() {
        let folder = std::env::temp_dir().join(format!("millrace-{}", std::process::id()));
        assert!(std::fs::create_dir_all(&folder).is_ok());
        assert!(std::fs::write(folder.join("a.csv"), "").is_ok());
        let name = |name: &str| {
            free_name(&folder, name.as_ref())
                .file_name()
                .map(|name| name.to_owned())
        };
        assert_eq!(name("a.csv"), Some("a (2).csv".into()));
        assert_eq!(name("b.csv"), Some("b.csv".into()));
        assert!(std::fs::remove_dir_all(&folder).is_ok());
    }
}
