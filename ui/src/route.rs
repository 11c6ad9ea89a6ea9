//! Which screen is shown: the part of the address after `#`, so that reload, back and a bookmark work.

use leptos::prelude::*;
use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, percent_decode_str, utf8_percent_encode};

/// A screen.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Route {
    /// The list of workflows.
    #[default]
    Workflows,
    /// A workflow, to be edited.
    Editor(String),
    /// The list of runs.
    Runs,
    /// A run.
    Run(String),
    /// A run, with one of its steps chosen: the run and the node.
    RunStep(String, String),
    /// What steps sign in with.
    Credentials,
    /// Workflows to begin with.
    Templates,
    /// What a person chose.
    Settings,
}

const PLAIN: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'_').remove(b'.');

thread_local! {
    static CURRENT: ArcRwSignal<Route> = ArcRwSignal::new(Route::Workflows);
}

impl Route {
    /// The address of the screen, for a link.
    pub fn href(&self) -> String {
        let encoded = |id: &str| utf8_percent_encode(id, PLAIN).to_string();
        match self {
            Self::Workflows => "#/".to_owned(),
            Self::Editor(id) => format!("#/workflow/{}", encoded(id)),
            Self::Runs => "#/runs".to_owned(),
            Self::Run(id) => format!("#/run/{}", encoded(id)),
            Self::RunStep(id, node) => format!("#/run/{}/{}", encoded(id), encoded(node)),
            Self::Credentials => "#/credentials".to_owned(),
            Self::Templates => "#/templates".to_owned(),
            Self::Settings => "#/settings".to_owned(),
        }
    }

    /// The screen of an address; one that is not known is the first screen.
    pub fn read(hash: &str) -> Self {
        let path = hash.trim_start_matches('#').trim_start_matches('/');
        let (screen, id) = path.split_once('/').unwrap_or((path, ""));
        let decoded = |text| percent_decode_str(text).decode_utf8_lossy().into_owned();
        if let ("run", Some((run, node))) = (screen, id.split_once('/'))
            && !run.is_empty()
            && !node.is_empty()
        {
            return Self::RunStep(decoded(run), decoded(node));
        }
        let id = decoded(id);
        match (screen, id.is_empty()) {
            ("workflow", false) => Self::Editor(id),
            ("runs", _) => Self::Runs,
            ("run", false) => Self::Run(id),
            ("credentials", _) => Self::Credentials,
            ("templates", _) => Self::Templates,
            ("settings", _) => Self::Settings,
            _ => Self::Workflows,
        }
    }
}

/// The screen that is shown.
pub fn current() -> ArcReadSignal<Route> {
    CURRENT.with(ArcRwSignal::read_only)
}

/// Shows a screen; back leads to the one before.
pub fn go(route: &Route) {
    // The rest follows from the address.
    let _ = location().set_hash(route.href().trim_start_matches('#'));
}

/// Shows a screen in the place of this one: back does not lead here.
pub fn replace(route: &Route) {
    let _ = location().replace(&route.href());
}

/// Begins to follow the address.
pub(crate) fn follow() {
    let read = || {
        let now = Route::read(&location().hash().unwrap_or_default());
        CURRENT.with(|current| {
            if current.get_untracked() != now {
                current.set(now);
            }
        });
    };
    read();
    // As long as the page is there.
    let _listening = window_event_listener(leptos::ev::hashchange, move |_| read());
}

#[cfg(test)]
mod tests {
    use super::Route;

    #[test]
    fn an_address_leads_back_to_its_screen() {
        for route in [
            Route::Workflows,
            Route::Editor("0198c3".into()),
            Route::Editor("a/b ü#?%".into()),
            Route::Runs,
            Route::Run("x".into()),
            Route::RunStep("x".into(), "a/b ü".into()),
            Route::Credentials,
            Route::Templates,
            Route::Settings,
        ] {
            assert_eq!(Route::read(&route.href()), route);
        }
        assert_eq!(Route::read("#/nothing"), Route::Workflows);
        assert_eq!(Route::read("#/workflow/"), Route::Workflows);
        assert_eq!(Route::read(""), Route::Workflows);
    }
}
