//! The list of keys, opened with `?`.

use leptos::prelude::*;

use crate::action::{Action, Group, keys};
use crate::route::Route;
use crate::text::t;
use crate::widgets::Dialog;

/// The list of keys.
#[component]
pub(super) fn KeysDialog(open: RwSignal<bool>) -> impl IntoView {
    view! {
        <Dialog open=open title=move || t("keys-title") wide=true>
            <div class="keys-list" tabindex="0">{Group::ALL.map(|group| view! { <OfGroup group=group/> }).collect_view()}</div>
            <footer class="dialog-foot">
                <a class="button" href=Route::Settings.href() on:click=move |_| open.set(false)>
                    {move || t("keys-to-settings")}
                </a>
            </footer>
        </Dialog>
    }
}

#[component]
fn OfGroup(group: Group) -> impl IntoView {
    let of_group = Action::ALL
        .iter()
        .copied()
        .filter(|action| action.group() == group);
    let lines = of_group
        .filter(|action| !keys(*action).is_empty())
        .map(|action| {
            let all = keys(action)
                .into_iter()
                .map(|chord| view! { <kbd class="key">{chord.shown()}</kbd> });
            view! {
                <div class="keys-line">
                    <dt>{action.name()}</dt>
                    <dd>{all.collect_view()}</dd>
                </div>
            }
        })
        .collect_view();
    view! {
        <section>
            <h3>{t(group.text_key())}</h3>
            <dl>{lines}</dl>
        </section>
    }
}
