//! The credentials of a step: a chooser for each slot that is asked for, behind the field that asks for it.

use leptos::prelude::*;
use model::edit::NodeSetting;
use model::{CredentialRef, Edit};

use super::field::Form;
use super::frame::show;
use crate::credentials::{Pick, going, kind_label};
use crate::editor::slots::{Slot, slots};
use crate::text::t;

/// What leads to the first credential of a step, where a button leads to a field.
pub const SPOT: &str = "credentials";

/// The slots that stand behind a field, or before all fields.
#[component]
pub fn Slots(
    /// The form.
    form: Form,
    /// Place of the field in the kind's list.
    after: Option<usize>,
) -> impl IntoView {
    let here = {
        let form = form.clone();
        Memo::new(move |_| {
            form.node.with(|node| {
                let all = node.as_ref().map(|node| slots(&form.spec, node));
                let mut all = all.unwrap_or_default();
                all.retain(|slot| slot.after == after);
                all
            })
        })
    };
    let row = move |slot: Slot| view! { <SlotField form=form.clone() asked=slot.slot/> };
    view! { <For each=move || here.get() key=Clone::clone children=row/> }
}

#[component]
fn SlotField(form: Form, asked: String) -> impl IntoView {
    let (node, wanted) = (form.node, asked.clone());
    let chosen = Memo::new(move |_| {
        node.with(|node| {
            let all = &node.as_ref()?.credentials;
            all.iter().find(|one| one.slot == wanted).cloned()
        })
    });
    let choose = {
        let (form, slot) = (form.clone(), asked.clone());
        Callback::new(move |chosen: Option<CredentialRef>| set(&form, &slot, chosen))
    };
    let leads = {
        let (editor, id) = (form.editor, form.id.clone());
        Callback::new(move |()| editor.peek(|workflow| going(workflow, std::slice::from_ref(&id))))
    };
    let element = NodeRef::<leptos::html::Div>::new();
    let (spot, own) = (form.editor.spot, form.id.clone());
    Effect::new(move |_| {
        let wanted = spot.with(|spot| {
            let spot = spot.as_ref();
            spot.is_some_and(|spot| spot.node == own && spot.field.as_deref() == Some(SPOT))
        });
        if wanted && let Some(element) = element.get() {
            show(&element);
            spot.set(None);
        }
    });
    let id = format!("slot-{asked}");
    let kind = kind_label(&asked);
    let testid = asked.clone();
    view! {
        <div class="form-field" node_ref=element data-testid="credential-slot" data-slot=testid>
            <div class="form-head">
                <label class="form-label" for=id.clone()>{move || t("credential-slot")}</label>
                <span class="muted slot-kind">{kind}</span>
            </div>
            <Pick id asked chosen=Signal::from(chosen) going=leads on_choose=choose locked=form.locked/>
        </div>
    }
}

/// Puts a credential into a slot of the step, as a change that can be taken back.
fn set(form: &Form, slot: &str, chosen: Option<CredentialRef>) {
    let before = form
        .node
        .try_with_untracked(|node| node.as_ref().map(|node| node.credentials.clone()));
    let Some(before) = before.flatten() else {
        return;
    };
    let mut after = before.clone();
    let at = after.iter().position(|one| one.slot == slot);
    match (at, chosen) {
        (Some(at), Some(chosen)) => after[at] = chosen,
        (Some(at), None) => drop(after.remove(at)),
        (None, Some(chosen)) => after.push(chosen),
        (None, None) => {}
    }
    if after == before {
        return;
    }
    form.editor.settle();
    form.editor.perform(Edit::SetNode {
        node: form.id.clone(),
        setting: NodeSetting::Credentials(after),
    });
    form.editor.settle();
}
