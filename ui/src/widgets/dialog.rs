//! Dialogs: the browser keeps the focus in them and gives it back.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::{Button, ButtonLook, IconButton};
use crate::action::open_layer;
use crate::text::t;

/// A dialog over the page, drawn while it is open; Esc, its cross and a click beside it close it.
#[component]
pub fn Dialog(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// Its title.
    #[prop(into)]
    title: TextProp,
    /// Room for a list or a form with two columns.
    #[prop(optional)]
    wide: bool,
    /// Without its title and cross, and nearer to the upper edge.
    #[prop(optional)]
    bare: bool,
    /// While it stays open whatever is pressed: only what is in it closes it.
    #[prop(optional, into)]
    firm: Signal<bool>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let draw = move || {
        let (title, children) = (title.clone(), children.clone());
        view! { <OpenDialog open=open title=title wide=wide bare=bare firm=firm children=children/> }
    };
    view! { <Show when=move || open.get()>{draw.clone()}</Show> }
}

#[component]
fn OpenDialog(
    open: RwSignal<bool>,
    title: TextProp,
    wide: bool,
    bare: bool,
    firm: Signal<bool>,
    children: ChildrenFn,
) -> impl IntoView {
    open_layer();
    give_focus_back();
    let element = NodeRef::<html::Dialog>::new();
    Effect::new(move |_| {
        if let Some(dialog) = element.get()
            && !dialog.open()
        {
            let _ = dialog.show_modal();
            // Not on the cross, which comes first: a form takes the focus itself.
            let _ = dialog.focus();
        }
    });
    let close_beside = move |event: web_sys::MouseEvent| {
        // The backdrop belongs to the dialog; everything in it is inside its inner part.
        let target = event
            .target()
            .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
        if let Some(dialog) = element.get_untracked()
            && dialog.is_same_node(target.as_ref())
            && !firm.get_untracked()
        {
            open.set(false);
        }
    };
    // A browser closes a dialog at the second Esc even where the first was refused: the key itself is taken from it.
    let keep_open = move |event: web_sys::KeyboardEvent| {
        if event.key() == "Escape" && firm.get_untracked() {
            event.prevent_default();
        }
    };
    let name = title.clone();
    view! {
        <dialog
            class="dialog"
            class:wide=wide
            class:bare=bare
            tabindex="-1"
            node_ref=element
            aria-label=move || name.get()
            on:close=move |_: web_sys::Event| open.set(false)
            on:keydown=keep_open
            on:mousedown=close_beside
        >
            <div class="dialog-inner">
                {(!bare).then(|| view! { <Head open=open firm=firm title=title/> })}
                {children()}
            </div>
        </dialog>
    }
}

#[component]
fn Head(open: RwSignal<bool>, firm: Signal<bool>, title: TextProp) -> impl IntoView {
    view! {
        <header class="dialog-head">
            <h2>{move || title.get()}</h2>
            <Show when=move || !firm.get()>
                <IconButton icon="x" label=move || t("close") on_click=move |_| open.set(false)/>
            </Show>
        </header>
    }
}

/// Gives the focus back when the dialog is gone: it is taken out of the page before the browser could.
fn give_focus_back() {
    let before = document().active_element().map(SendWrapper::new);
    on_cleanup(move || {
        request_animation_frame(move || {
            if let Some(before) =
                before.and_then(|before| before.take().dyn_into::<HtmlElement>().ok())
            {
                let _ = before.focus();
            }
        });
    });
}

/// Asks before something that cannot be taken back.
#[component]
pub fn Confirm(
    /// Whether it is open.
    open: RwSignal<bool>,
    /// What is asked.
    #[prop(into)]
    title: TextProp,
    /// What will happen.
    #[prop(into)]
    help: TextProp,
    /// The words of the button that does it.
    #[prop(into)]
    yes: TextProp,
    /// Does it.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    view! {
        <Dialog open=open title=title>
            <p class="dialog-text">{
                let help = help.clone();
                move || help.get()
            }</p>
            <footer class="dialog-foot">
                <Button label=move || t("cancel") on_click=move |_| open.set(false)/>
                <Button
                    look=ButtonLook::Danger
                    label=yes.clone()
                    attr:data-testid="confirm"
                    on_click=move |_| {
                        open.set(false);
                        on_yes.run(());
                    }
                />
            </footer>
        </Dialog>
    }
}
