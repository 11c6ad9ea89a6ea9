//! A long list of which only what is seen is drawn.

use std::ops::Range;
use std::sync::Arc;

use leptos::html;
use leptos::prelude::*;
use leptos::text_prop::TextProp;
use send_wrapper::SendWrapper;
use wasm_bindgen::JsCast as _;
use wasm_bindgen::prelude::Closure;
use web_sys::ResizeObserver;

/// Rows drawn above and below what is seen.
const SPARE: usize = 8;
/// Browsers stop at about 33 million points; a list that is longer scrolls in larger steps.
const TALLEST: f64 = 15_000_000.0;

/// Which rows are seen.
fn seen(top: f64, height: f64, row: f64, count: usize) -> Range<usize> {
    #[expect(
        clippy::cast_possible_truncation,
        clippy::cast_sign_loss,
        reason = "never below zero, never near 2^53"
    )]
    let index = |points: f64| (points.max(0.0) / row).floor() as usize;
    let first = index(top).saturating_sub(SPARE).min(count);
    let last = (index(top + height) + 1 + SPARE).min(count);
    first..last
}

/// How tall all rows are, as far as a browser can.
#[expect(clippy::cast_precision_loss, reason = "a count of rows")]
fn tall(count: usize, row: f64) -> f64 {
    (count as f64 * row).min(TALLEST)
}

/// A list with any number of rows of the same height. `row` draws one by its number, once for as long as it is near
/// what is seen: what may change in it, it reads inside of a closure.
#[component]
pub fn VirtualList(
    /// How many rows there are.
    #[prop(into)]
    count: Signal<usize>,
    /// Height of a row in points.
    row_height: f64,
    /// What the list is called.
    #[prop(into)]
    label: TextProp,
    /// Role of the list; rows have `role` of their own.
    #[prop(default = "list")]
    role: &'static str,
    /// Called with the rows that are drawn, to fetch them.
    #[prop(optional, into)]
    on_seen: Option<Callback<Range<usize>>>,
    /// Draws a row.
    row: impl Fn(usize) -> AnyView + Send + Sync + 'static,
) -> impl IntoView {
    let row = Arc::new(row);
    let element = NodeRef::<html::Div>::new();
    let top = RwSignal::new(0.0_f64);
    let height = RwSignal::new(600.0_f64);
    watch_height(element, height);
    let scale = move || {
        let count = count.get();
        #[expect(clippy::cast_precision_loss, reason = "a count of rows")]
        let whole = count as f64 * row_height;
        let room = height.get();
        if whole <= TALLEST {
            1.0
        } else {
            (whole - room) / (TALLEST - room)
        }
    };
    let range =
        Memo::new(move |_| seen(top.get() * scale(), height.get(), row_height, count.get()));
    if let Some(tell) = on_seen {
        Effect::new(move |_| tell.run(range.get()));
    }
    let lift = move || {
        let scale = scale();
        #[expect(clippy::cast_precision_loss, reason = "a number of a row")]
        let start = range.get().start as f64 * row_height;
        start - top.get() * (scale - 1.0)
    };
    view! {
        <div
            class="virtual"
            role=role
            tabindex="0"
            node_ref=element
            aria-label=move || label.get()
            on:scroll:target=move |event| top.set(f64::from(event.target().scroll_top()))
        >
            <div role="presentation" class="virtual-all" style:height=move || format!("{}px", tall(count.get(), row_height))>
                <div role="presentation" class="virtual-seen" style:transform=move || format!("translateY({}px)", lift())>
                    <For each=move || range.get() key=|index| *index children={ let row = Arc::clone(&row); move |index| row(index) }/>
                </div>
            </div>
        </div>
    }
}

fn watch_height(element: NodeRef<html::Div>, height: RwSignal<f64>) {
    Effect::new(move |_| {
        let Some(list) = element.get() else {
            return;
        };
        let measured = list.clone();
        let changed = Closure::<dyn Fn()>::new(move || {
            let now = f64::from(measured.client_height());
            let known = height.try_get_untracked();
            if now > 0.0 && known.is_some_and(|known| (now - known).abs() > 0.5) {
                height.set(now);
            }
        });
        if let Ok(observer) = ResizeObserver::new(changed.as_ref().unchecked_ref()) {
            observer.observe(&list);
            let kept = SendWrapper::new((observer, changed));
            on_cleanup(move || kept.0.disconnect());
        }
    });
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn only_what_is_seen_and_a_little_more() {
        assert_eq!(seen(0.0, 300.0, 30.0, 100_000), 0..19);
        assert_eq!(seen(30_000.0, 300.0, 30.0, 100_000), 992..1019);
        assert_eq!(seen(0.0, 300.0, 30.0, 3), 0..3);
        assert_eq!(seen(9e9, 300.0, 30.0, 10), 10..10);
        assert_eq!(seen(-5.0, 300.0, 30.0, 0), 0..0);
        assert!(tall(10_000_000, 30.0) <= TALLEST);
    }
}
