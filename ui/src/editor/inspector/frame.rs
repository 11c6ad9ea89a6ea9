//! What is around every field: its name and what it means, the way to an expression and back, its value, its problems.

use leptos::prelude::*;

use super::draw::body;
use super::field::FieldAt;
use super::preview::Preview;
use crate::editor::form::{plain_of, takes_expression};
use crate::editor::say;
use crate::text::t;
use crate::widgets::{Icon, IconButton};

/// A field with everything around it.
pub fn frame(field: FieldAt) -> AnyView {
    let id = field.id();
    let spot = field.form.editor.spot;
    let (node, path) = (field.form.id.clone(), field.dotted());
    let wanted = Memo::new(move |_| {
        spot.with(|spot| {
            spot.as_ref().is_some_and(|spot| {
                spot.node == node
                    && spot
                        .field
                        .as_deref()
                        .is_some_and(|wanted| leads(wanted, &path))
            })
        })
    });
    let element = NodeRef::<leptos::html::Div>::new();
    Effect::new(move |_| {
        if wanted.get()
            && let Some(element) = element.get()
        {
            show(&element);
            spot.set(None);
        }
    });
    let bad = {
        let field = field.clone();
        move || {
            let fault = field
                .problem()
                .is_some_and(|problem| !field.is_early(&problem));
            fault || field.run_error().is_some()
        }
    };
    let is_expression = field.computed();
    let body = body(field.clone(), is_expression);
    let help = {
        let (field, id) = (field.clone(), id.clone());
        move || {
            let text = field.help();
            // The swatches of a note need no words.
            let plain = super::paper::is_paper(&field);
            (!text.is_empty() && !plain)
                .then(|| view! { <p class="field-help" id=format!("{id}-help")>{text}</p> })
        }
    };
    view! {
        <div
            class="form-field"
            class:bad=bad
            node_ref=element
            data-testid=id.clone()
            data-field=field.dotted()
        >
            {head(&field, is_expression)}
            {body}
            {below(&field, is_expression)}
            {help}
        </div>
    }
    .into_any()
}

/// Whether the way to a wanted field leads through this one. The innermost that does is shown at last.
fn leads(wanted: &str, path: &str) -> bool {
    wanted == path
}

/// Scrolls to a field and gives its control the focus.
pub(super) fn show(element: &web_sys::Element) {
    let options = web_sys::ScrollIntoViewOptions::new();
    options.set_block(web_sys::ScrollLogicalPosition::Center);
    element.scroll_into_view_with_scroll_into_view_options(&options);
    let control = element
        .query_selector("input, textarea, select, [contenteditable], button.choice, .cm-content")
        .ok()
        .flatten();
    if let Some(control) = control {
        use wasm_bindgen::JsCast as _;
        if let Ok(control) = control.dyn_into::<web_sys::HtmlElement>() {
            control.focus().ok();
        }
    }
}

fn head(field: &FieldAt, is_expression: Memo<bool>) -> impl IntoView + use<> {
    let id = field.id();
    let label = {
        let field = field.clone();
        move || field.label()
    };
    let required = field.param.required.then(|| {
        view! { <span class="required" title=t("editor-required") aria-label=t("editor-required")>"*"</span> }
    });
    let toggle = (takes_expression(&field.param) && !field.form.locked)
        .then(|| switch_to_expression(field, is_expression));
    view! {
        <div class="form-head">
            <label class="form-label" id=format!("{id}-label") for=id.clone()>{label}</label>
            {required}
            <span class="grow"></span>
            {toggle}
        </div>
    }
}

/// Fixed, or computed from earlier steps. Texts mix both and need it only to look at the code.
fn switch_to_expression(field: &FieldAt, is_expression: Memo<bool>) -> impl IntoView + use<> {
    let field = field.clone();
    let mixes = super::draw::mixes(&field.param.kind);
    let turn = move |_| {
        let now = field.current_now();
        let text = now.as_str().unwrap_or_default().to_owned();
        match is_expression.get_untracked() {
            true => field.set(plain_of(&field.param, &text)),
            false => {
                let value = match &now {
                    value::Value::String(text) => text.to_string(),
                    value::Value::Null => String::new(),
                    other => other.to_text().to_string(),
                };
                field.set(format!("={value}").into());
            }
        }
        field.leave();
    };
    (!mixes).then(|| {
        view! {
            <IconButton
                icon="variable"
                label=move || match is_expression.get() {
                    true => t("editor-fixed"),
                    false => t("editor-computed"),
                }
                pressed=Signal::from(is_expression)
                attr:data-testid="expression-toggle"
                on_click=turn
            />
        }
    })
}

fn below(field: &FieldAt, is_expression: Memo<bool>) -> impl IntoView + use<> {
    let shown = {
        let field = field.clone();
        move || {
            is_expression
                .get()
                .then(|| view! { <Preview field=field.clone()/> })
        }
    };
    let problem = {
        let field = field.clone();
        move || {
            let problem = field.problem()?;
            if field.is_early(&problem) {
                return Some(view! { <p class="field-early">{t("editor-to-fill")}</p> }.into_any());
            }
            let text = format!("{} {}", say::problem(&problem), say::advice(&problem));
            Some(view! {
                <p class="field-problem" role="alert"><Icon name="circle-alert" size=13/>{text}</p>
            }.into_any())
        }
    };
    let error = {
        let field = field.clone();
        move || {
            let text = field.run_error()?;
            Some(view! {
                <p class="field-problem" role="alert"><Icon name="circle-alert" size=13/>{text}</p>
            })
        }
    };
    view! {
        {shown}
        {problem}
        {error}
    }
}

/// A field in a row: its name beside a switch to an expression, its value below it.
pub fn compact(field: FieldAt) -> AnyView {
    let id = field.id();
    let is_expression = field.computed();
    let body = body(field.clone(), is_expression);
    let label = field.clone();
    view! {
        <div class="bare" data-field=field.dotted() data-testid=id.clone()>
            <div class="row-line">
                <label class="unseen" id=format!("{id}-label") for=id.clone()>{move || label.label()}</label>
                <div class="grow">{body}</div>
                {(!field.form.locked).then(|| switch_to_expression(&field, is_expression))}
            </div>
            {below(&field, is_expression)}
        </div>
    }
    .into_any()
}
