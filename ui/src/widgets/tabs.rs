//! Tabs: arrows walk them, what belongs to the chosen one is drawn by who uses them.

use leptos::prelude::*;
use leptos::text_prop::TextProp;
use wasm_bindgen::JsCast as _;
use web_sys::{HtmlElement, KeyboardEvent};

/// One tab.
#[derive(Clone, Debug)]
pub struct Tab {
    /// Its id, which is what is chosen. The panel has the id `{id}-panel`.
    pub id: &'static str,
    /// Its words.
    pub label: TextProp,
    /// A number or a word behind them; empty for none.
    pub badge: TextProp,
}

impl Tab {
    /// A tab with words.
    pub fn new(id: &'static str, label: impl Into<TextProp>) -> Self {
        Self {
            id,
            label: label.into(),
            badge: TextProp::default(),
        }
    }

    /// With something behind its words.
    #[must_use]
    pub fn badge(mut self, badge: impl Into<TextProp>) -> Self {
        self.badge = badge.into();
        self
    }
}

/// A row of tabs. The panel under them takes `role="tabpanel"`, the id `{id}-panel` and `aria-labelledby="{id}-tab"`.
#[component]
pub fn Tabs(
    /// The tabs.
    tabs: Vec<Tab>,
    /// The chosen one.
    chosen: RwSignal<&'static str>,
    /// What they are about.
    #[prop(into)]
    label: TextProp,
) -> impl IntoView {
    let ids: Vec<&'static str> = tabs.iter().map(|tab| tab.id).collect();
    let walk = move |event: KeyboardEvent| {
        let now = chosen.get_untracked();
        let at = ids.iter().position(|id| *id == now).unwrap_or_default();
        let last = ids.len().saturating_sub(1);
        let next = match event.key().as_str() {
            "ArrowRight" if at == last => 0,
            "ArrowRight" => at + 1,
            "ArrowLeft" if at == 0 => last,
            "ArrowLeft" => at - 1,
            "Home" => 0,
            "End" => last,
            _ => return,
        };
        event.prevent_default();
        event.stop_propagation();
        chosen.set(ids[next]);
        focus(&format!("{}-tab", ids[next]));
    };
    let draw = move |tab: Tab| {
        let Tab { id, label, badge } = tab;
        let is_chosen = move || chosen.get() == id;
        view! {
            <button
                type="button"
                role="tab"
                class="tab"
                id=format!("{id}-tab")
                data-testid=format!("{id}-tab")
                aria-controls=format!("{id}-panel")
                aria-selected=move || is_chosen().to_string()
                tabindex=move || if is_chosen() { "0" } else { "-1" }
                on:click=move |_| chosen.set(id)
            >
                {move || label.get()}
                <span class="tab-badge">{move || badge.get()}</span>
            </button>
        }
    };
    view! {
        <div class="tabs" role="tablist" aria-label=move || label.get() on:keydown=walk>
            {tabs.into_iter().map(draw).collect_view()}
        </div>
    }
}

fn focus(id: &str) {
    let element = document().get_element_by_id(id);
    if let Some(element) = element.and_then(|element| element.dyn_into::<HtmlElement>().ok()) {
        let _ = element.focus();
    }
}
