//! A passphrase that is to be set, typed twice: nobody sees what was mistyped, and nobody can find it out afterwards.

use api::SecretText;
use leptos::prelude::*;

use super::ask::{LEAST, SecretLine, is_long};
use crate::text::{t, t_args};
use crate::widgets::Icon;

/// What is typed.
#[derive(Clone, Copy, Default)]
pub(super) struct Twice {
    first: RwSignal<SecretText>,
    again: RwSignal<SecretText>,
}

impl Twice {
    /// Whether it is long enough, and twice the same.
    pub(super) fn is_ready(self) -> bool {
        self.first
            .with(|first| is_long(first) && self.again.with(|again| again == first))
    }

    pub(super) fn text(self) -> SecretText {
        self.first.get_untracked()
    }

    fn differs(self) -> bool {
        self.again
            .with(|again| !again.is_empty() && self.first.with(|first| first != again))
    }
}

/// Its two fields, and what is wrong between them.
#[component]
pub(super) fn TwiceFields(
    /// The ids of the fields.
    ids: [&'static str; 2],
    twice: Twice,
) -> impl IntoView {
    view! {
        <SecretLine
            id=ids[0]
            label=move || t("vault-passphrase")
            help=move || t_args("vault-passphrase-least", &[("count", LEAST.into())])
            value=twice.first
            focus=true
        />
        <SecretLine id=ids[1] label=move || t("vault-passphrase-again") value=twice.again/>
        <Show when=move || twice.differs()>
            <p class="field-problem" role="alert"><Icon name="circle-alert" size=13/>{move || t("vault-passphrase-differs")}</p>
        </Show>
    }
}
