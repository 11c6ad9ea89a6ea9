//! Draws the open menu and walks it by keys.

use leptos::html;
use leptos::prelude::*;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent, Node};

use super::super::Icon;
use super::super::place::{put_at, put_beside};
use super::{Anchor, CHANGED, MenuItem, MenuLine, OPEN, Open, close};
use crate::action::open_layer;

/// Draws the menu that is open, if one is; the page has one.
#[component]
pub(crate) fn MenuHost() -> impl IntoView {
    move || {
        CHANGED.with(ArcRwSignal::track);
        let open = OPEN.with_borrow(Clone::clone)?;
        Some(view! { <OpenMenu open=open/> })
    }
}

#[component]
fn OpenMenu(open: Open) -> impl IntoView {
    open_layer();
    let element = NodeRef::<html::Div>::new();
    let anchor = open.anchor;
    Effect::new(move |_| {
        let Some(menu) = element.get() else {
            return;
        };
        match &anchor {
            Anchor::Point(x, y) => put_at(&menu, *x, *y),
            Anchor::Element(element, corner) => put_beside(&menu, element, *corner),
        }
        focus(&menu, |_, _| 0);
    });
    let beside = window_event_listener(leptos::ev::pointerdown, move |event| {
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<Node>().ok());
        let inside = element
            .get_untracked()
            .is_some_and(|menu| menu.contains(target.as_ref()));
        if !inside {
            close(false);
        }
    });
    let resized = window_event_listener(leptos::ev::resize, |_| close(false));
    on_cleanup(move || {
        beside.remove();
        resized.remove();
    });
    let lines = open.items.into_iter().map(draw).collect_view();
    view! {
        <div
            class="menu"
            role="menu"
            tabindex="-1"
            node_ref=element
            aria-label=open.label
            on:keydown=move |event| walk(&event, element)
            on:contextmenu=|event| event.prevent_default()
        >
            {lines}
        </div>
    }
}

fn draw(item: MenuItem) -> AnyView {
    match item {
        MenuItem::Line => view! { <hr class="menu-line"/> }.into_any(),
        MenuItem::Title(title) => {
            view! { <div class="menu-title" role="presentation">{title}</div> }.into_any()
        }
        MenuItem::Do(line) => draw_line(line),
    }
}

fn draw_line(line: MenuLine) -> AnyView {
    let role = match line.ticked {
        Some(_) => "menuitemcheckbox",
        None => "menuitem",
    };
    let icon = match line.ticked {
        Some(true) => "check".to_owned(),
        _ => line.icon,
    };
    let run = line.run;
    let disabled = line.disabled;
    let press = move |_| {
        if !disabled {
            close(true);
            run();
        }
    };
    view! {
        <button
            type="button"
            role=role
            class="menu-item"
            class:danger=line.danger
            tabindex="-1"
            data-testid=format!("menu-{}", line.id)
            aria-disabled=disabled.then_some("true")
            aria-checked=line.ticked.map(|ticked| ticked.to_string())
            on:click=press
            on:pointermove=|event| {
                if let Some(item) = event.current_target().and_then(|it| it.dyn_into::<HtmlElement>().ok()) {
                    let _ = item.focus();
                }
            }
        >
            {match icon.is_empty() {
                true => view! { <span class="menu-blank"></span> }.into_any(),
                false => view! { <Icon name=icon/> }.into_any(),
            }}
            <span class="menu-label">{line.label}</span>
            <kbd>{line.keys}</kbd>
        </button>
    }
    .into_any()
}

fn walk(event: &KeyboardEvent, element: NodeRef<html::Div>) {
    let Some(menu) = element.get_untracked() else {
        return;
    };
    let key = event.key();
    match key.as_str() {
        "ArrowDown" => focus(&menu, |at, count| at.map_or(0, |at| (at + 1) % count)),
        "ArrowUp" => focus(&menu, |at, count| {
            at.map_or(count - 1, |at| (at + count - 1) % count)
        }),
        "Home" => focus(&menu, |_, _| 0),
        "End" => focus(&menu, |_, count| count - 1),
        "Escape" | "Tab" => close(true),
        "Enter" | " " => return,
        letter if letter.chars().count() == 1 && !event.ctrl_key() && !event.meta_key() => {
            focus_letter(&menu, letter);
        }
        _ => return,
    }
    event.prevent_default();
    event.stop_propagation();
}

fn items(menu: &HtmlElement) -> Vec<HtmlElement> {
    let Ok(found) = menu.query_selector_all(".menu-item:not([aria-disabled])") else {
        return Vec::new();
    };
    (0..found.length())
        .filter_map(|index| found.item(index)?.dyn_into().ok())
        .collect()
}

/// Focuses the line that follows from the focused one and the number of lines.
fn focus(menu: &HtmlElement, next: impl Fn(Option<usize>, usize) -> usize) {
    let items = items(menu);
    if items.is_empty() {
        let _ = menu.focus();
        return;
    }
    let active = document().active_element();
    let at = items.iter().position(|item| {
        active
            .as_ref()
            .is_some_and(|active| item.is_same_node(Some(active)))
    });
    if let Some(item) = items.get(next(at, items.len())) {
        let _ = item.focus();
    }
}

fn focus_letter(menu: &HtmlElement, letter: &str) {
    let letter = letter.to_lowercase();
    let items = items(menu);
    let active = document().active_element();
    let at = items.iter().position(|item| {
        active
            .as_ref()
            .is_some_and(|active| item.is_same_node(Some(active)))
    });
    let after = at.map_or(0, |at| at + 1);
    let begins = |item: &&HtmlElement| {
        let text = item.text_content().unwrap_or_default().to_lowercase();
        text.trim_start().starts_with(&letter)
    };
    let found = items
        .iter()
        .skip(after)
        .find(begins)
        .or_else(|| items.iter().find(begins));
    if let Some(item) = found {
        let _ = item.focus();
    }
}
