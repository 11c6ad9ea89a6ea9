//! What is done with an element when it is drawn, each time anew.

use leptos::html::ElementType;
use leptos::prelude::*;
use wasm_bindgen::JsCast;

/// Does something with an element whenever it is drawn: also when it was taken away and is drawn again, which
/// `NodeRef::on_load` answers with a panic.
pub fn whenever_drawn<E>(node: NodeRef<E>, act: impl Fn(E::Output) + 'static)
where
    E: ElementType + 'static,
    E::Output: JsCast + Clone + 'static,
{
    Effect::new(move |_| {
        if let Some(element) = node.get() {
            untrack(|| act(element));
        }
    });
}
