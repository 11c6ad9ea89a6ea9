//! The credentials that a workflow asks for, each once, on one page: after an import.

use api::{CredentialChoose, CredentialSlots, CredentialWanted, Error, WorkflowOpen};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{CredentialRef, NodeId, Workflow};

use super::{Going, Pick, going, kind_label};
use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{ErrorPanel, Icon, Spinner, notice_error};

type Asked = Option<Result<Vec<CredentialWanted>, Error>>;

/// What a workflow asks for, each once, on one page; whoever does not choose now is asked by the steps.
#[component]
pub(crate) fn Choices(
    /// The workflow.
    workflow: String,
) -> impl IntoView {
    let asked = RwSignal::new(Asked::None);
    let draft = RwSignal::new(None::<Workflow>);
    let id = StoredValue::new(workflow.clone());
    let fetch = Callback::new(move |()| {
        let workflow = id.get_value();
        spawn_local(async move {
            let read = rpc::call(CredentialSlots { workflow }).await;
            asked.try_set(Some(read));
        });
    });
    fetch.run(());
    spawn_local(async move {
        // It only says where a new credential goes.
        if let Ok(read) = rpc::call(WorkflowOpen { id: workflow }).await {
            draft.try_set(Some(read.workflow));
        }
    });
    let error = Signal::derive(move || match asked.get() {
        Some(Err(error)) => error,
        _ => Error::default(),
    });
    let state = Memo::new(move |_| asked.with(|asked| asked.as_ref().map(Result::is_ok)));
    let keys = Memo::new(move |_| {
        asked.with(|asked| {
            let all = asked.iter().flatten().flatten();
            all.map(|one| (one.asked.slot.clone(), one.asked.nodes.first().cloned()))
                .collect::<Vec<_>>()
        })
    });
    let row = move |key: (String, Option<NodeId>)| view! { <Choice id key asked draft fetch/> };
    move || match state.get() {
        None => view! { <Spinner label=move || t("loading")/> }.into_any(),
        Some(false) => view! { <ErrorPanel error on_way_out=move |()| fetch.run(())/> }.into_any(),
        Some(true) => view! {
            <ul class="choices" data-testid="credential-choices">
                <For each=move || keys.get() key=Clone::clone children=row/>
            </ul>
        }
        .into_any(),
    }
}

/// One credential that a workflow asks for.
#[component]
fn Choice(
    id: StoredValue<String>,
    key: (String, Option<NodeId>),
    asked: RwSignal<Asked>,
    draft: RwSignal<Option<Workflow>>,
    fetch: Callback<()>,
) -> impl IntoView {
    let (slot, first) = key;
    let place = first.as_ref().map(ToString::to_string).unwrap_or_default();
    let wanted = {
        let slot = slot.clone();
        Memo::new(move |_| {
            asked.with(|asked| {
                let mut all = asked.iter().flatten().flatten();
                all.find(|one| one.asked.slot == slot && one.asked.nodes.first() == first.as_ref())
                    .cloned()
            })
        })
    };
    let of_slot = slot.clone();
    let chosen = Signal::derive(move || {
        let wanted = wanted.get()?;
        Some(CredentialRef {
            slot: of_slot.clone(),
            id: wanted.asked.chosen,
            name: wanted.asked.name,
        })
    });
    let leads = Callback::new(move |()| {
        let nodes = wanted.get_untracked().map(|wanted| wanted.asked.nodes);
        draft.with_untracked(|draft| match (draft, nodes) {
            (Some(draft), Some(nodes)) => going(draft, &nodes),
            _ => Going::default(),
        })
    });
    let choose = Callback::new(move |chosen: Option<CredentialRef>| {
        let Some(wanted) = wanted.try_get_untracked().flatten() else {
            return;
        };
        let request = CredentialChoose {
            workflow: id.get_value(),
            asked: wanted.asked,
            credential: chosen.and_then(|chosen| chosen.id),
        };
        spawn_local(async move {
            if let Err(error) = rpc::call(request).await {
                notice_error(&error);
            }
            fetch.try_run(());
        });
    });
    let label = kind_label(&slot);
    let steps = move || {
        let names = wanted
            .get()
            .map(|wanted| wanted.asked.names)
            .unwrap_or_default();
        let names: Vec<String> = names.iter().map(ToString::to_string).collect();
        t_args(
            "credential-for-steps",
            &[("steps", names.join(", ").into())],
        )
    };
    let settled =
        move || wanted.with(|wanted| wanted.as_ref().is_some_and(|wanted| wanted.settled));
    let control = format!("choice-{slot}-{place}");
    let name = label.clone();
    view! {
        <li class="choice-line" data-testid="credential-choice">
            <p class="choice-head">
                <Icon name=move || if settled() { "circle-check" } else { "key-round" }/>
                <strong>{label}</strong>
                <span class="muted cut" dir="auto">{steps}</span>
            </p>
            <Pick id=control asked=slot chosen label=name going=leads on_choose=choose/>
        </li>
    }
}
