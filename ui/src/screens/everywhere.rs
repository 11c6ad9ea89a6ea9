//! What floats over every screen, and the actions that every screen has.

use api::Theme;
use leptos::prelude::*;

use super::import::{DropZone, ImportDialog};
use super::keys::KeysDialog;
use super::palette::SearchPalette;
use super::workflows;
use crate::action::{self, Action};
use crate::credentials::{CredentialHost, RecoveryHost, UnlockHost};
use crate::{session, theme};

/// What floats over the screens, and is open or not.
#[derive(Clone, Copy)]
struct Overlays {
    /// The palette of actions, workflows and templates.
    search: RwSignal<bool>,
    /// The list of keys.
    keys: RwSignal<bool>,
    /// The dialog that imports.
    import: RwSignal<bool>,
}

/// What floats over every screen.
#[component]
pub fn Everywhere() -> impl IntoView {
    let overlays = Overlays {
        search: RwSignal::new(false),
        keys: RwSignal::new(false),
        import: RwSignal::new(false),
    };
    action::on(Action::Search, move || overlays.search.set(true));
    action::on(Action::Keys, move || overlays.keys.set(true));
    action::on(Action::Import, move || overlays.import.set(true));
    action::on(Action::NewWorkflow, || workflows::create(None));
    action::on(Action::ToggleTheme, || {
        let dark = theme::is_dark().get_untracked();
        session::change(|settings| settings.theme = if dark { Theme::Light } else { Theme::Dark });
    });
    view! {
        <SearchPalette open=overlays.search/>
        <KeysDialog open=overlays.keys/>
        <ImportDialog open=overlays.import/>
        <DropZone open=overlays.import/>
        <CredentialHost/>
        <UnlockHost/>
        // Over everything: a code that is not seen is lost.
        <RecoveryHost/>
    }
}
