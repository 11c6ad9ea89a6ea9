//! Choosing a credential for one slot: those that fit, a new one, and what is wrong with the one that is chosen.

use std::sync::Arc;

use api::{CredentialView, Due, VaultCondition};
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use model::{CredentialRef, NodeId, Workflow};

use super::{
    All, Badge, Wanted, all, ask_to_unlock, condition, kind_help, kind_label, open, untrash,
};
use crate::session;
use crate::text::{spec_text, t, t_args};
use crate::widgets::{Button, Icon, IconButton, Select};

/// What is in a slot.
#[derive(Clone, Debug, PartialEq)]
enum InSlot {
    Unread,
    Nothing,
    /// Only the name that it has where the workflow comes from.
    Named(String),
    Here(Box<CredentialView>),
    Trashed(Box<CredentialView>),
    Gone(String),
}

fn in_slot(all: &All, chosen: Option<&CredentialRef>) -> InSlot {
    let Some(chosen) = chosen else {
        return InSlot::Nothing;
    };
    let Some(id) = &chosen.id else {
        return match chosen.name.is_empty() {
            true => InSlot::Nothing,
            false => InSlot::Named(chosen.name.clone()),
        };
    };
    let Some(Ok(all)) = all else {
        return InSlot::Unread;
    };
    match all.iter().find(|one| one.id == *id) {
        None => InSlot::Gone(chosen.name.clone()),
        Some(view) if view.deleted_ms.is_some() => InSlot::Trashed(Box::new(view.clone())),
        Some(view) => InSlot::Here(Box::new(view.clone())),
    }
}

/// What is wrong with what a step has chosen, where it cannot be used at all.
pub(crate) fn amiss(chosen: &CredentialRef) -> Option<String> {
    // A step that has chosen nothing asks for nothing to be read.
    chosen.id.as_ref()?;
    match all().with(|all| in_slot(all, Some(chosen))) {
        InSlot::Trashed(view) => Some(t_args("credential-in-trash", &[("name", view.name.into())])),
        InSlot::Gone(name) => Some(t_args("credential-gone", &[("name", name.into())])),
        InSlot::Unread | InSlot::Nothing | InSlot::Named(_) | InSlot::Here(_) => None,
    }
}

fn fits(view: &CredentialView, slot: &str) -> bool {
    model::credential::kind(&view.kind).is_some_and(|kind| kind.may_fill(slot))
}

/// Where a credential goes from some steps, as far as their fields tell.
#[derive(Clone, Debug, Default, PartialEq)]
pub(crate) struct Going {
    /// The hosts.
    pub hosts: Vec<String>,
    /// An address that needs it: what a test asks.
    pub address: String,
}

/// Where a credential goes from some steps.
pub(crate) fn going(workflow: &Workflow, nodes: &[NodeId]) -> Going {
    Going {
        hosts: hosts_of(workflow, nodes),
        address: address_of(workflow, nodes).unwrap_or_default(),
    }
}

/// The first address that stands in a step as it is asked: what is computed is not known before a run.
fn address_of(workflow: &Workflow, nodes: &[NodeId]) -> Option<String> {
    nodes.iter().find_map(|id| {
        let node = workflow.node(id)?;
        let url = node.parameters.get("url")?.as_str()?.trim();
        let plain = url.starts_with("https://") || url.starts_with("http://");
        let asks = node.kind.as_str() == "http.request" && plain && !url.contains("{{");
        asks.then(|| url.to_owned())
    })
}

fn hosts_of(workflow: &Workflow, nodes: &[NodeId]) -> Vec<String> {
    let wants = model::wants(workflow, &session::specs());
    let mut found: Vec<String> = Vec::new();
    for want in wants.hosts {
        let Some(host) = want.host.filter(|_| nodes.contains(&want.place.node)) else {
            continue;
        };
        let host = match want.port {
            Some(port) => format!("{host}:{port}"),
            None => host,
        };
        if !found.contains(&host) {
            found.push(host);
        }
    }
    found
}

/// A slot's chooser: those that fit, a new one, and what is wrong with the one that is chosen.
#[component]
pub(crate) fn Pick(
    /// Id of its list.
    id: String,
    /// The slot.
    asked: String,
    /// What is in it.
    chosen: Signal<Option<CredentialRef>>,
    /// What it is called, for a screen reader, where no label belongs to it.
    #[prop(optional, into)]
    label: TextProp,
    /// Where a new one will go.
    going: Callback<(), Going>,
    /// Puts one into it, or empties it.
    on_choose: Callback<Option<CredentialRef>>,
    /// Nothing can be chosen.
    #[prop(optional)]
    locked: bool,
) -> impl IntoView {
    let (known, slot, of_slot) = (all(), asked.clone(), asked.clone());
    let slot_help = asked.clone();
    let now = Memo::new(move |_| known.with(|all| in_slot(all, chosen.get().as_ref())));
    let fitting = fitting(&slot);
    let options = options(fitting, now);
    let value = Signal::derive(move || {
        chosen
            .get()
            .and_then(|chosen| chosen.id)
            .unwrap_or_default()
    });
    let change = move |id: String| on_choose.run(reference(&of_slot, &id));
    let make = {
        let slot = slot.clone();
        move |_| open(new_for(&slot, now, going, on_choose))
    };
    let edit = move |_| {
        if let InSlot::Here(view) = now.get_untracked() {
            open(Wanted {
                id: Some(view.id),
                address: going.run(()).address,
                in_step: true,
                ..Wanted::default()
            });
        }
    };
    let no_kind = !model::credential::kinds()
        .iter()
        .any(|kind| kind.may_fill(&slot));
    let here = Signal::derive(move || !matches!(now.get(), InSlot::Here(_)));
    view! {
        <fieldset class="locked pick" disabled=locked>
            <div class="with-button">
                <Select
                    value
                    on_change=change
                    options
                    label
                    attr:id=id.clone()
                    attr:data-testid=id
                />
                <IconButton icon="pencil" label=move || t("credential-edit") disabled=here on_click=edit/>
            </div>
            {kind_help(&slot_help).map(|help| view! { <p class="field-help">{move || spec_text(&help)}</p> })}
            <State asked now/>
            {match no_kind {
                true => view! { <p class="field-help">{move || t("credential-no-kind")}</p> }.into_any(),
                false => view! {
                    <div>
                        <Button
                            icon="plus"
                            label=move || t("credential-new-here")
                            attr:data-testid="credential-new-here"
                            on_click=make
                        />
                    </div>
                }
                .into_any(),
            }}
        </fieldset>
    }
}

/// Those that fit a slot: id and name.
fn fitting(slot: &str) -> Memo<Vec<(String, String)>> {
    let (known, slot) = (all(), slot.to_owned());
    Memo::new(move |_| {
        known.with(|all| {
            let all = all.iter().flatten().flatten();
            all.filter(|one| one.deleted_ms.is_none() && fits(one, &slot))
                .map(|one| (one.id.clone(), one.name.clone()))
                .collect()
        })
    })
}

fn options(
    fitting: Memo<Vec<(String, String)>>,
    now: Memo<InSlot>,
) -> Signal<Vec<(String, String)>> {
    Signal::derive(move || {
        let mut options = vec![(String::new(), t("editor-choose"))];
        options.extend(fitting.get());
        // What is chosen is in the list whatever is wrong with it.
        if let InSlot::Here(view) | InSlot::Trashed(view) = now.get()
            && !options.iter().any(|(id, _)| *id == view.id)
        {
            options.push((view.id, view.name));
        }
        options
    })
}

/// What a slot holds of a credential; none for the empty choice.
fn reference(slot: &str, id: &str) -> Option<CredentialRef> {
    let name = all().with_untracked(|all| {
        let mut all = all.iter().flatten().flatten();
        all.find(|one| one.id == id).map(|one| one.name.clone())
    });
    Some(CredentialRef {
        slot: slot.to_owned(),
        id: Some(id.to_owned()),
        name: name?,
    })
}

/// What opens the dialog for a new one that is then chosen.
fn new_for(
    slot: &str,
    now: Memo<InSlot>,
    going: Callback<(), Going>,
    on_choose: Callback<Option<CredentialRef>>,
) -> Wanted {
    let name = match now.get_untracked() {
        InSlot::Named(name) | InSlot::Gone(name) => name,
        _ => String::new(),
    };
    let own = slot.to_owned();
    let Going { hosts, address } = going.run(());
    Wanted {
        name,
        hosts,
        address,
        in_step: true,
        made: Some(Arc::new(move |view: &CredentialView| {
            // Where the slot is not shown any more there is nothing to choose for.
            let _ = on_choose.try_run(Some(CredentialRef {
                slot: own.clone(),
                id: Some(view.id.clone()),
                name: view.name.clone(),
            }));
        })),
        ..Wanted::for_slot(slot)
    }
}

/// What is to be known of the one that is chosen, and the way out of what is wrong.
#[component]
fn State(asked: String, now: Memo<InSlot>) -> impl IntoView {
    let condition = condition();
    let locked = move || {
        let shut = condition.get() == Some(VaultCondition::Locked);
        (shut && matches!(now.get(), InSlot::Here(_))).then(|| {
            view! {
                <p class="field-warning">
                    <Icon name="lock" size=13/>
                    <span>
                        {t("vault-locked")}" "
                        <button type="button" class="link-button" on:click=|_| ask_to_unlock()>{t("vault-unlock")}</button>
                    </span>
                </p>
            }
        })
    };
    let said = move || {
        match now.get() {
        InSlot::Unread | InSlot::Nothing => ().into_any(),
        InSlot::Named(name) => {
            view! { <p class="field-help">{t_args("credential-was-named", &[("name", name.into())])}</p> }
                .into_any()
        }
        InSlot::Trashed(view) => trashed(*view),
        InSlot::Gone(name) => problem(t_args("credential-gone", &[("name", name.into())])),
        InSlot::Here(view) => here(*view, &asked),
    }
    };
    view! {
        <div class="pick-state" data-testid="slot-state">{said}{locked}</div>
    }
}

fn problem(text: String) -> AnyView {
    view! { <p class="field-problem" role="alert"><Icon name="circle-alert" size=13/>{text}</p> }
        .into_any()
}

fn trashed(view: CredentialView) -> AnyView {
    let id = view.id;
    view! {
        {problem(t_args("credential-in-trash", &[("name", view.name.into())]))}
        <div>
            <Button
                icon="archive-restore"
                label=move || t("restore")
                attr:data-testid="slot-restore"
                on_click=move |_| untrash(id.clone())
            />
        </div>
    }
    .into_any()
}

fn here(view: CredentialView, slot: &str) -> AnyView {
    if !fits(&view, slot) {
        let kind = kind_label(&view.kind);
        let values = [("name", view.name.into()), ("kind", kind.into())];
        return problem(t_args("credential-unfit", &values));
    }
    if view.due.contains(&Due::Expired) {
        return problem(t_args(
            "credential-expired-name",
            &[("name", view.name.into())],
        ));
    }
    match view.due.is_empty() {
        true => ().into_any(),
        false => view! { <div><Badge credential=view/></div> }.into_any(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_in_a_slot_is_told_apart() {
        let view = |id: &str, deleted_ms| CredentialView {
            id: id.to_owned(),
            kind: "httpBearerAuth".to_owned(),
            deleted_ms,
            ..CredentialView::default()
        };
        let all = Some(Ok(vec![view("a", None), view("b", Some(1))]));
        let chosen = |id: Option<&str>, name: &str| CredentialRef {
            slot: "httpBearerAuth".to_owned(),
            id: id.map(str::to_owned),
            name: name.to_owned(),
        };
        let found = |reference: CredentialRef| in_slot(&all, Some(&reference));
        assert_eq!(in_slot(&all, None), InSlot::Nothing);
        assert_eq!(found(chosen(None, "Old")), InSlot::Named("Old".into()));
        assert!(matches!(found(chosen(Some("a"), "")), InSlot::Here(_)));
        assert!(matches!(found(chosen(Some("b"), "")), InSlot::Trashed(_)));
        assert_eq!(found(chosen(Some("c"), "C")), InSlot::Gone("C".into()));
        let unread = in_slot(&None, Some(&chosen(Some("a"), "")));
        assert_eq!(unread, InSlot::Unread);
        assert!(fits(&view("a", None), "httpBearerAuth"));
        assert!(!fits(&view("a", None), "httpBasicAuth"));
    }
}
