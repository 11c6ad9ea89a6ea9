//! Dialogs: the browser keeps the focus in them and gives it back.

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use web_sys::HtmlElement;

use super::{Button, ButtonLook, IconButton, focus};
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
    /// Closes it in place of Esc, the cross and the click beside it: it may ask first.
    #[prop(optional, into)]
    on_leave: Option<Callback<()>>,
    /// What is in it.
    children: ChildrenFn,
) -> impl IntoView {
    let draw = move || {
        let (title, children) = (title.clone(), children.clone());
        view! { <OpenDialog open=open title=title wide=wide bare=bare firm=firm on_leave=on_leave children=children/> }
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
    on_leave: Option<Callback<()>>,
    children: ChildrenFn,
) -> impl IntoView {
    let guarded = on_leave.is_some();
    let leave = on_leave.unwrap_or_else(|| Callback::new(move |()| open.set(false)));
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
        if is_about(&event, element) && !firm.get_untracked() {
            leave.run(());
        }
    };
    // A browser closes a dialog at the second Esc even where the first was refused: the key itself is taken from it.
    let keep_open = move |event: web_sys::KeyboardEvent| {
        let firm = firm.get_untracked();
        if event.key() != "Escape" || event.default_prevented() || !(firm || guarded) {
            return;
        }
        event.prevent_default();
        if !firm {
            leave.run(());
        }
    };
    // Where the focus is nowhere the key does not come by here, and the browser asks. What a file chooser in it says is not
    // about the dialog.
    let asked = move |event: web_sys::Event| {
        let firm = firm.get_untracked();
        if !is_about(&event, element) || !(firm || guarded) {
            return;
        }
        event.prevent_default();
        if !firm {
            leave.run(());
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
            on:cancel=asked
            on:mousedown=close_beside
        >
            <div class="dialog-inner">
                {(!bare).then(|| view! { <Head leave=leave firm=firm title=title/> })}
                {children()}
            </div>
        </dialog>
    }
}

/// Whether something happened to the dialog itself and to nothing in it.
fn is_about(event: &web_sys::Event, element: NodeRef<html::Dialog>) -> bool {
    let target = event
        .target()
        .and_then(|target| target.dyn_into::<web_sys::Node>().ok());
    let dialog = element.get_untracked();
    dialog.is_some_and(|dialog| dialog.is_same_node(target.as_ref()))
}

#[component]
fn Head(leave: Callback<()>, firm: Signal<bool>, title: TextProp) -> impl IntoView {
    view! {
        <header class="dialog-head">
            <h2>{move || title.get()}</h2>
            <Show when=move || !firm.get()>
                <IconButton icon="x" label=move || t("close") on_click=move |_| leave.run(())/>
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
                focus::give(before);
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
    /// The words of the button that does nothing; “Cancel” where none are given.
    #[prop(optional, into)]
    no: Option<TextProp>,
    /// Does it.
    #[prop(into)]
    on_yes: Callback<()>,
) -> impl IntoView {
    let no = no.unwrap_or_else(|| TextProp::from(|| t("cancel")));
    view! {
        <Dialog open=open title=title>
            <p class="dialog-text">{
                let help = help.clone();
                move || help.get()
            }</p>
            <footer class="dialog-foot">
                <Button label=no.clone() on_click=move |_| open.set(false)/>
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
