//! Words of a person, as the system's own widgets take them, and notifications, which are made of them.

use tauri::AppHandle;
use tauri_plugin_notification::NotificationExt as _;

/// Longer ones are cut.
const MOST: usize = 200;

/// A text without what the system's libraries refuse or fail on: a name may hold anything, GTK ends the program at a NUL.
pub fn plain(text: &str) -> String {
    let shown = text.chars().filter(|letter| !letter.is_control());
    shown.take(MOST).collect()
}

/// Shows a sentence as a notification of the system.
pub fn notify(desktop: &AppHandle, sentence: &str) {
    let notification = desktop.notification().builder();
    if let Err(error) = notification.title("Millrace").body(plain(sentence)).show() {
        tracing::warn!(%error, "a notification could not be shown");
    }
}

#[cfg(test)]
mod tests {
    use super::plain;

    #[test]
    fn what_ends_gtk_is_left_out() {
        assert_eq!(plain("a\0b\nc\u{7f}d — é"), "abcd — é");
        assert_eq!(plain(&"x".repeat(9_000)).len(), 200);
    }
}
