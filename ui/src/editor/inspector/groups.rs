//! Fields inside fields: optional ones that are added one by one, and groups that are there once or many times.

use std::sync::Arc;

use leptos::prelude::*;
use model::edit::ParamPath;
use model::{Edit, Param};
use value::Value;

use super::field::{FieldAt, Form, one_entry};
use super::frame::frame;
use crate::editor::form::{Element, elements, fields_of, holds_inside, new_element, shown_inside};
use crate::text::{t, t_args};
use crate::widgets::{Corner, Icon, IconButton, MenuItem, open_menu_below};

/// Optional fields that a person adds one by one.
#[component]
pub fn FieldsField(
    /// The field.
    field: FieldAt,
    /// What can be added.
    fields: Vec<Param>,
) -> impl IntoView {
    let fields = Arc::new(fields);
    let there = {
        let (field, fields) = (field.clone(), Arc::clone(&fields));
        Memo::new(move |_| {
            let map = field.current();
            let set: Vec<usize> = fields
                .iter()
                .enumerate()
                .filter(|(_, param)| map.get(param.name.as_str()).is_some())
                .map(|(at, _)| at)
                .collect();
            // Of several fields of one name, the one that is shown.
            let shown = shown(&field.form, &fields, Some(&map));
            set.into_iter()
                .filter(|at| shown.contains(at))
                .collect::<Vec<_>>()
        })
    };
    let rows = {
        let (field, fields) = (field.clone(), Arc::clone(&fields));
        move |at: usize| {
            let inner = field.form.field(&fields, at, &field.path);
            let gone = inner.clone();
            view! {
                <div class="group-row">
                    {frame(inner)}
                    <IconButton
                        icon="x"
                        label=move || t("editor-remove")
                        on_click=move |_| gone.unset()
                    />
                </div>
            }
        }
    };
    view! {
        <div class="group">
            <For each=move || there.get() key=|at| *at children=rows/>
            {adder(field, fields, there)}
        </div>
    }
}

fn shown(form: &Form, fields: &[Param], values: Option<&Value>) -> Vec<usize> {
    form.node.with(|node| match node {
        Some(node) => shown_inside(&form.spec, node, fields, values),
        None => Vec::new(),
    })
}

/// The button that adds a field that is not there.
fn adder(field: FieldAt, fields: Arc<Vec<Param>>, there: Memo<Vec<usize>>) -> impl IntoView {
    let missing = {
        let (field, fields) = (field.clone(), Arc::clone(&fields));
        Memo::new(move |_| {
            let there = there.get();
            let mut found = shown(&field.form, &fields, Some(&field.current()));
            found.retain(|at| !there.contains(at));
            found
        })
    };
    let locked = field.form.locked;
    let open = move |event: web_sys::MouseEvent| {
        use wasm_bindgen::JsCast as _;
        let Some(button) = event
            .current_target()
            .and_then(|target| target.dyn_into::<web_sys::Element>().ok())
        else {
            return;
        };
        let items = missing.get_untracked().into_iter().map(|at| {
            let inner = field.form.field(&fields, at, &field.path);
            let label = untrack(|| inner.label());
            let default = inner.param.default.clone();
            MenuItem::new(&inner.param.name, "plus", label, move || {
                inner.form.set(&inner.path, Some(default.clone()));
            })
        });
        open_menu_below(
            &button,
            Corner::BelowStart,
            t("editor-add-field"),
            items.collect(),
        );
    };
    view! {
        <Show when=move || !locked && !missing.with(Vec::is_empty)>
            <button
                type="button"
                class="link add"
                data-testid="add-field"
                aria-haspopup="menu"
                on:click=open.clone()
            >
                <Icon name="plus" size=13/>
                {move || t("editor-add-field")}
            </button>
        </Show>
    }
}

/// Named groups of fields.
#[component]
pub fn GroupsField(
    /// The field.
    field: FieldAt,
    /// Whether a group may repeat.
    many: bool,
    /// The groups.
    groups: Vec<Param>,
) -> impl IntoView {
    let groups = Arc::new(groups);
    let there = {
        let (field, groups) = (field.clone(), Arc::clone(&groups));
        Memo::new(move |_| elements(&field.path, many, &groups, Some(&field.current())))
    };
    let keys = move || {
        let there = there.get();
        there
            .iter()
            .map(|one| (one.group, one.at))
            .collect::<Vec<_>>()
    };
    let draw = {
        let (field, groups) = (field.clone(), Arc::clone(&groups));
        move |(group, at): (usize, Option<usize>)| {
            let element = there.with_untracked(|there| {
                there
                    .iter()
                    .find(|one| (one.group, one.at) == (group, at))
                    .cloned()
            });
            element.map(|element| draw_element(&field, &groups, element))
        }
    };
    view! {
        <div class="group">
            <For each=keys key=|key| *key children=draw/>
            {add_buttons(&field, many, &groups, there)}
        </div>
    }
}

fn draw_element(field: &FieldAt, groups: &Arc<Vec<Param>>, element: Element) -> AnyView {
    let Some(group) = groups.get(element.group).cloned() else {
        return ().into_any();
    };
    let titled = groups.len() > 1 || element.at.is_none();
    let holder = field
        .form
        .field_of(Arc::new(group.clone()), element.path.clone());
    let fields = Arc::new(fields_of(&group).to_vec());
    let inside = {
        let (form, fields, value) = (field.form.clone(), Arc::clone(&fields), holder.value);
        Memo::new(move |_| shown(&form, &fields, value.get().as_ref()))
    };
    let rows = {
        let (form, path) = (field.form.clone(), element.path.clone());
        move |at: usize| {
            let inner = form.field(&fields, at, &path);
            frame(inner)
        }
    };
    let title = titled.then(|| {
        let holder = holder.clone();
        view! { <span class="group-title">{move || holder.label()}</span> }
    });
    let number = element.at.map(|at| at + 1);
    let name = number.map(|number| t_args("editor-entry", &[("number", (number as f64).into())]));
    let locked = field.form.locked;
    view! {
        <div class="group-card" role="group" aria-label=name data-testid="group">
            <div class="group-head">
                {title}
                <span class="grow"></span>
                {(!locked).then(|| element_buttons(field.form.clone(), element))}
            </div>
            <For each=move || inside.get() key=|at| *at children=rows/>
        </div>
    }
    .into_any()
}

/// Up, down and away.
fn element_buttons(form: Form, element: Element) -> AnyView {
    let path = element.path.clone();
    let removed = form.clone();
    let remove = move |_| {
        let edit = Edit::SetParameter {
            node: removed.id.clone(),
            path: path.clone(),
            value: None,
        };
        removed.change(&path, edit);
    };
    let remove = view! {
        <IconButton icon="trash-2" label=move || t("editor-remove") on_click=remove/>
    };
    let Some(at) = element.at else {
        return remove.into_any();
    };
    let list = ParamPath(element.path.0[..element.path.0.len() - 1].to_vec());
    let count = {
        let (form, list) = (form.clone(), list.clone());
        move || {
            let list = form.node.with(|node| {
                let node = node.as_ref()?;
                let list = crate::editor::form::value_at(node, &list)?;
                list.as_array().map(<[Value]>::len)
            });
            list.unwrap_or_default()
        }
    };
    let shift = move |to: usize| {
        let edit = Edit::MoveElement {
            node: form.id.clone(),
            list: list.clone(),
            from: at,
            to,
        };
        form.change(&list, edit);
    };
    let (up, down) = (shift.clone(), shift);
    let last = count.clone();
    view! {
        <Show when={let count = count.clone(); move || count() > 1}>
            <IconButton
                icon="arrow-up"
                label=move || t("editor-move-up")
                disabled=Signal::derive(move || at == 0)
                on_click={let up = up.clone(); move |_| up(at.saturating_sub(1))}
            />
            <IconButton
                icon="arrow-down"
                label=move || t("editor-move-down")
                disabled=Signal::derive({let last = last.clone(); move || at + 1 >= last()})
                on_click={let down = down.clone(); move |_| down(at + 1)}
            />
        </Show>
        {remove}
    }
    .into_any()
}

/// A button for each group that can be added.
fn add_buttons(
    field: &FieldAt,
    many: bool,
    groups: &Arc<Vec<Param>>,
    there: Memo<Vec<Element>>,
) -> Option<impl IntoView + use<>> {
    if field.form.locked {
        return None;
    }
    let buttons: Vec<AnyView> = (0..groups.len())
        .map(|at| add_button(field.clone(), many, Arc::clone(groups), at, there))
        .collect();
    Some(view! { <div class="add-row">{buttons}</div> })
}

fn add_button(
    field: FieldAt,
    many: bool,
    groups: Arc<Vec<Param>>,
    at: usize,
    there: Memo<Vec<Element>>,
) -> AnyView {
    let named = field.form.field(&groups, at, &field.path);
    let alone = groups.len() == 1;
    let whole = field.clone();
    let label = move || match alone {
        true => t_args("editor-add-to", &[("what", whole.label().into())]),
        false => t_args("editor-add-to", &[("what", named.label().into())]),
    };
    let form = field.form.clone();
    let can = {
        let (form, groups) = (form.clone(), Arc::clone(&groups));
        move || {
            let free = many || !there.with(|there| there.iter().any(|one| one.group == at));
            let Some(group) = groups.get(at).filter(|_| free) else {
                return false;
            };
            form.node.with(|node| {
                node.as_ref()
                    .is_some_and(|node| holds_inside(&form.spec, node, &groups, None, &group.show))
            })
        }
    };
    let add = move |_: web_sys::MouseEvent| {
        let Some(group) = groups.get(at) else { return };
        let path = field.path.then(group.name.as_str());
        let element = new_element(group);
        if !many {
            return field.form.set(&path, Some(element));
        }
        let count =
            there.with_untracked(|there| there.iter().filter(|one| one.group == at).count());
        let edit = match field.current_now().is_object() {
            true => Edit::InsertElement {
                node: field.form.id.clone(),
                list: path.clone(),
                at: count,
                value: element,
            },
            false => Edit::set(
                field.form.id.clone(),
                field.path.clone(),
                one_entry(&group.name, vec![element].into()),
            ),
        };
        field.form.change(&path, edit);
    };
    view! {
        <Show when=can.clone()>
            <button type="button" class="link add" data-testid="add-element" on:click=add.clone()>
                <Icon name="plus" size=13/>
                {label.clone()}
            </button>
        </Show>
    }
    .into_any()
}
