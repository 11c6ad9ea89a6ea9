//! A run that waits for a decision: what happened, and the three ways on.

use api::{Decision, InboxEntry, MayHave};
use leptos::prelude::*;
use model::{Node, Review};

use super::{decide, waiting};
use crate::editor::say;
use crate::editor::summary::summary;
use crate::route::Route;
use crate::session;
use crate::text::{ago, date_time, t, t_args};
use crate::widgets::{Button, ButtonLook, Confirm, Icon};

/// The ways on: what is decided, its word in the catalogue, its icon.
const WAYS: [(Decision, &str, &str); 3] = [
    (Decision::Resume, "resume", "rotate-ccw"),
    (Decision::Skip, "skip", "skip-forward"),
    (Decision::Discard, "discard", "trash-2"),
];

/// All runs that wait, above the list of runs; nothing while none waits.
#[component]
pub fn InboxPanel() -> impl IntoView {
    let inbox = waiting();
    let shown = inbox.clone();
    let some = Memo::new(move |_| shown.with(|inbox| inbox.count > 0));
    // Each by itself: a question that is asked about one stays while another is decided about.
    let rows = Signal::derive(move || inbox.with(|inbox| inbox.entries.clone()));
    view! {
        <Show when=move || some.get()>
            <section class="inbox" aria-labelledby="inbox-title" data-testid="inbox">
                <header>
                    <Icon name="inbox" size=18/>
                    <div>
                        <h2 id="inbox-title">{move || t("inbox")}</h2>
                        <p class="muted">{move || t("inbox-lead")}</p>
                    </div>
                </header>
                <ul class="inbox-list">
                    <For each=move || rows.get() key=|entry| entry.execution.clone() let:entry>
                        <Entry entry/>
                    </For>
                </ul>
                <Ways/>
            </section>
        </Show>
    }
}

/// What each way does, said once below all entries.
#[component]
fn Ways() -> impl IntoView {
    let lines = move || {
        let line = |(_, way, icon): (Decision, &str, &'static str)| {
            view! {
                <div>
                    <dt><Icon name=icon size=14/>{name(way)}</dt>
                    <dd>{help(way)}</dd>
                </div>
            }
        };
        WAYS.into_iter().map(line).collect_view()
    };
    view! { <dl class="inbox-ways">{lines}</dl> }
}

/// One run of several.
#[component]
fn Entry(entry: InboxEntry) -> impl IntoView {
    let href = Route::Run(entry.execution.clone()).href();
    let name = match entry.name.is_empty() {
        true => t("unnamed"),
        false => entry.name.clone(),
    };
    let execution = entry.execution.clone();
    view! {
        <li class="inbox-entry" data-testid="inbox-entry">
            <div class="inbox-words">
                <a class="row-name" href=href dir="auto">{name}</a>
                <p title=date_time(entry.review.started_ms)>{happened(&entry)}</p>
                {does(&entry.review)}
            </div>
            <div class="inbox-buttons"><Buttons execution/></div>
        </li>
    }
}

/// The decision about the run that is opened; nothing where none waits.
#[component]
pub fn InboxOf(
    /// Id of the execution.
    #[prop(into)]
    execution: Signal<String>,
) -> impl IntoView {
    let inbox = waiting();
    let entry = Memo::new(move |_| {
        let own = execution.get();
        inbox.with(|inbox| {
            inbox
                .entries
                .iter()
                .find(|entry| entry.execution == own)
                .cloned()
        })
    });
    move || {
        let entry = entry.get()?;
        let ways = WAYS.into_iter().map(|(decision, way, icon)| {
            let id = entry.execution.clone();
            view! {
                <li>
                    {button(id, decision, way, icon)}
                    <span class="muted">{move || help(way)}</span>
                </li>
            }
        });
        Some(view! {
            <section class="inbox inbox-one" role="status" data-testid="inbox-of">
                <header>
                    <Icon name="inbox" size=18/>
                    <div>
                        <h2>{t("inbox-one")}</h2>
                        <p>{happened(&entry)}</p>
                        {does(&entry.review)}
                    </div>
                </header>
                <ul class="inbox-choices">{ways.collect_view()}</ul>
            </section>
        })
    }
}

/// What happened to a run, and what may have been done already.
fn happened(entry: &InboxEntry) -> String {
    let cut = t_args(
        "inbox-cut",
        &[
            ("step", entry.review.name.as_str().into()),
            ("time", ago(entry.review.started_ms).into()),
        ],
    );
    let may = t(match entry.may_have {
        MayHave::Sent => "inbox-may-sent",
        MayHave::Written => "inbox-may-written",
        MayHave::Run => "inbox-may-run",
        MayHave::Called => "inbox-may-called",
        MayHave::Done => "inbox-may-done",
    });
    format!("{cut} {may}")
}

/// What the step does and where to, as its card says it: what a person looks up before deciding.
fn does(review: &Review) -> Option<AnyView> {
    let specs = session::specs();
    let spec = specs.get(&review.kind)?;
    let node = Node {
        kind: review.kind.clone(),
        version: review.version,
        parameters: review.parameters.clone(),
        ..Node::default()
    };
    let line = summary(spec, &node, &say::Catalogue);
    let said = match line.is_empty() {
        true => say::kind_label(spec),
        false => format!("{} · {line}", say::kind_label(spec)),
    };
    let line = view! { <p class="inbox-does" dir="auto" data-testid="inbox-does">{said}</p> };
    Some(line.into_any())
}

#[component]
fn Buttons(execution: String) -> impl IntoView {
    let one = |(decision, way, icon)| button(execution.clone(), decision, way, icon);
    WAYS.into_iter().map(one).collect_view()
}

fn name(way: &str) -> String {
    t(&format!("inbox-{way}"))
}

fn help(way: &str) -> String {
    t(&format!("inbox-{way}-help"))
}

/// The button of one way on.
fn button(
    execution: String,
    decision: Decision,
    way: &'static str,
    icon: &'static str,
) -> impl IntoView {
    let look = match decision {
        Decision::Discard => ButtonLook::Quiet,
        Decision::Resume | Decision::Skip => ButtonLook::Plain,
    };
    // The one way that cannot be taken back by running anything again.
    let asks = RwSignal::new(false);
    let discarded = execution.clone();
    let press = move |_| match decision {
        Decision::Discard => asks.set(true),
        Decision::Resume | Decision::Skip => decide(execution.clone(), decision),
    };
    view! {
        <Button
            look=look
            icon=icon
            label=move || name(way)
            attr:title=move || help(way)
            attr:data-testid=format!("inbox-{way}")
            on_click=press
        />
        <Confirm
            open=asks
            title=move || t("inbox-discard-title")
            help=move || t("inbox-discard-ask")
            yes=move || t("inbox-discard")
            on_yes=move |()| decide(discarded.clone(), Decision::Discard)
        />
    }
}
