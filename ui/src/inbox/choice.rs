//! A run that waits for a decision: what happened, and the three ways on.

use api::{Decision, InboxEntry, MayHave};
use leptos::html;
use leptos::prelude::*;
use model::{Node, Review};

use super::{Shown, decide, leave, seen, shown};
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

/// All runs that wait, above the list of runs; nothing while there are none.
#[component]
pub fn InboxPanel() -> impl IntoView {
    on_cleanup(leave);
    seen();
    let rows = shown();
    let (all, open) = (rows.clone(), rows.clone());
    let some = Memo::new(move |_| all.with(|rows| !rows.is_empty()));
    let waits = Memo::new(move |_| open.with(|rows| rows.iter().any(|row| row.decided.is_none())));
    // Each by itself: a question that is asked about one stays while another is decided about.
    let entries = Signal::derive(move || {
        rows.with(|rows| {
            let entries = rows.iter().map(|row| row.entry.clone());
            entries.collect::<Vec<_>>()
        })
    });
    view! {
        <Show when=move || some.get()>
            <section
                class="inbox"
                class:inbox-settled=move || !waits.get()
                aria-labelledby="inbox-title"
                data-testid="inbox"
            >
                <header>
                    <Icon name="inbox" size=18/>
                    <div>
                        <h2 id="inbox-title">{move || t("inbox")}</h2>
                        <p class="muted">{move || t("inbox-lead")}</p>
                    </div>
                </header>
                <ul class="inbox-list">
                    <For each=move || entries.get() key=|entry| entry.execution.clone() let:entry>
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
    let name = workflow(&entry);
    let execution = entry.execution.clone();
    let decided = decided(execution.clone());
    let (settled, named) = (move || decided.get().is_some(), name.clone());
    view! {
        <li class="inbox-entry" data-testid="inbox-entry">
            <div class="inbox-words">
                <a class="row-name" href=href dir="auto">{name}</a>
                <p title=date_time(entry.review.started_ms)>{happened(&entry)}</p>
                {does(&entry.review)}
            </div>
            <div class="inbox-decision">
                // They keep their room when they are gone: the rows below stay where they are.
                <div class="inbox-buttons" class:is-over=settled inert=settled>
                    <Buttons execution name=named/>
                </div>
                {move || decided.get().map(|decision| view! { <Outcome decision/> })}
            </div>
        </li>
    }
}

/// The name of a run's workflow.
fn workflow(entry: &InboxEntry) -> String {
    match entry.name.is_empty() {
        true => t("unnamed"),
        false => entry.name.clone(),
    }
}

/// What was decided here about a run; none while it waits.
fn decided(execution: String) -> Memo<Option<Decision>> {
    let rows = shown();
    Memo::new(move |_| {
        rows.with(|rows| {
            let mut rows = rows.iter();
            rows.find(|row| row.entry.execution == execution)?.decided
        })
    })
}

/// What came of it. It takes the focus, which the button that was pressed loses.
#[component]
fn Outcome(decision: Decision) -> impl IntoView {
    let element = NodeRef::<html::P>::new();
    Effect::new(move |_| {
        if let Some(said) = element.get() {
            // Behind the dialog that asked, which gives the focus back to a button that cannot have it any more.
            request_animation_frame(move || {
                let _ = said.focus();
            });
        }
    });
    let (_, _, icon) = way(decision);
    view! {
        <p class="inbox-outcome" role="status" tabindex="-1" node_ref=element data-testid="inbox-outcome">
            <Icon name=icon size=15/>
            {move || outcome(decision)}
        </p>
    }
}

fn way(decision: Decision) -> (Decision, &'static str, &'static str) {
    let found = WAYS.into_iter().find(|(one, ..)| *one == decision);
    found.unwrap_or(WAYS[0])
}

fn outcome(decision: Decision) -> String {
    t(match decision {
        Decision::Resume => "inbox-resumed",
        Decision::Skip => "inbox-skipped",
        Decision::Discard => "inbox-discarded",
    })
}

/// The decision about the run that is opened; nothing where none waits.
#[component]
pub fn InboxOf(
    /// Id of the execution.
    #[prop(into)]
    execution: Signal<String>,
) -> impl IntoView {
    on_cleanup(leave);
    let rows = shown();
    let row = Memo::new(move |_| {
        let own = execution.get();
        rows.with(|rows| rows.iter().find(|row| row.entry.execution == own).cloned())
    });
    move || {
        let Shown { entry, decided } = row.get()?;
        let name = workflow(&entry);
        let id = entry.execution.clone();
        let ways = WAYS.into_iter().map(move |(decision, way, icon)| {
            let id = id.clone();
            view! {
                <li>
                    {button(id, name.clone(), decision, way, icon)}
                    <span class="muted">{move || help(way)}</span>
                </li>
            }
        });
        let choices = decided
            .is_none()
            .then(|| view! { <ul class="inbox-choices">{ways.collect_view()}</ul> });
        let title = match decided {
            Some(decision) => view! { <Outcome decision/> }.into_any(),
            None => view! { <h2>{t("inbox-one")}</h2> }.into_any(),
        };
        let settled = decided.is_some();
        Some(view! {
            <section class="inbox inbox-one" class:inbox-settled=settled role="status" data-testid="inbox-of">
                <header>
                    <Icon name="inbox" size=18/>
                    <div>
                        {title}
                        <p>{happened(&entry)}</p>
                        {does(&entry.review)}
                    </div>
                </header>
                {choices}
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
fn Buttons(execution: String, name: String) -> impl IntoView {
    let one = |(decision, way, icon)| button(execution.clone(), name.clone(), decision, way, icon);
    WAYS.into_iter().map(one).collect_view()
}

fn name(way: &str) -> String {
    t(&format!("inbox-{way}"))
}

fn help(way: &str) -> String {
    t(&format!("inbox-{way}-help"))
}

/// The button of one way on. There is one like it for every run: a screen reader hears of which workflow it is.
fn button(
    execution: String,
    workflow: String,
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
    let named = move || {
        let values = [
            ("deed", name(way).into()),
            ("name", workflow.as_str().into()),
        ];
        t_args("deed-of", &values)
    };
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
            attr:aria-label=named
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
