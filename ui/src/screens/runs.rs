//! The runs: what ran when and how it went, live, in pages, so that any number of them can be looked through; and what
//! went wrong in them.

mod errors;
mod pages;

use std::collections::BTreeSet;

use api::{NoticeLevel, RunDelete, RunFilter, RunStop, RunSummary};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::{ExecutionStatus, Mode};

use super::run_words::{StatusDot, run_headline, status_text};
use crate::inbox::InboxPanel;
use crate::route::{self, Route};
use crate::rpc;
use crate::text::{ago, date_time, duration_ms, t, t_args};
use crate::widgets::{
    Button, Confirm, EmptyState, ErrorPanel, Icon, IconButton, SearchInput, Select, Spinner, Tab,
    Tabs, VirtualList, focus, notice, notice_error,
};
use errors::ErrorHistory;
use pages::Pages;

/// Height of a row.
const ROW: f64 = 46.0;

/// The statuses to choose from.
const STATUSES: [ExecutionStatus; 6] = [
    ExecutionStatus::Running,
    ExecutionStatus::Waiting,
    ExecutionStatus::NeedsReview,
    ExecutionStatus::Success,
    ExecutionStatus::Failed,
    ExecutionStatus::Canceled,
];

/// The tabs: all runs, and what went wrong.
const LIST: &str = "runs-list";
const ERRORS: &str = "runs-errors";

thread_local! {
    /// The tab that was chosen last: back from a run leads to it.
    static CHOSEN: ArcRwSignal<&'static str> = ArcRwSignal::new(LIST);
}

/// Opens the inbox, which stands above the list.
pub(crate) fn open_inbox() {
    CHOSEN.with(|chosen| chosen.set(LIST));
    route::go(&Route::Runs);
}

/// The screen of the runs.
#[component]
pub fn Runs() -> impl IntoView {
    let text = RwSignal::new(String::new());
    let chosen = RwSignal::from(CHOSEN.with(ArcRwSignal::clone));
    let lists = Memo::new(move |_| chosen.get() == LIST);
    let tabs = vec![
        Tab::new(LIST, || t("runs-all")),
        Tab::new(ERRORS, || t("failures")),
    ];
    view! {
        <header class="top">
            <h1>{move || t("runs")}</h1>
            <span class="grow"></span>
            <Show when=move || lists.get()>
                <div class="top-search">
                    <SearchInput value=text label=move || t("search-runs") testid="runs-search"/>
                </div>
            </Show>
        </header>
        <main class="shelf">
            <div class="shelf-tabs"><Tabs tabs chosen label=move || t("runs")/></div>
            <Show when=move || lists.get() fallback=|| view! { <ErrorHistory/> }>
                <List text/>
            </Show>
        </main>
    }
}

/// All runs.
#[component]
fn List(text: RwSignal<String>) -> impl IntoView {
    let doomed = RwSignal::new(None::<String>);
    provide_context(Doomed(doomed));
    let status = RwSignal::new(String::new());
    let workflow = RwSignal::new(String::new());
    let filter = Memo::new(move |_| {
        let wanted = status.get();
        let filled = |text: String| Some(text).filter(|text| !text.is_empty());
        RunFilter {
            workflow: filled(workflow.get()),
            status: STATUSES
                .into_iter()
                .find(|status| status_id(*status) == wanted),
            text: filled(text.get().trim().to_owned()),
            ..RunFilter::default()
        }
    });
    let pages = Pages::new(filter);
    let narrow = move || filter.with(|filter| *filter != RunFilter::default());
    let widen = move |_| {
        text.set(String::new());
        status.set(String::new());
        workflow.set(String::new());
    };
    view! {
        <div class="shelf-panel" role="tabpanel" id="runs-list-panel" aria-labelledby="runs-list-tab">
            <div class="toolbar" role="toolbar" aria-label=move || t("toolbar")>
                <Select
                    value=status
                    on_change=move |chosen| status.set(chosen)
                    options=Signal::derive(status_options)
                    label=move || t("status")
                    attr:data-testid="runs-status"
                />
                <WorkflowFilter pages=pages workflow=workflow/>
                <span class="toolbar-count faint">
                    {move || t_args("runs-count", &[("count", pages.total().into())])}
                </span>
                <span class="grow"></span>
                <Show when=narrow>
                    <Button look=crate::widgets::ButtonLook::Quiet icon="x" label=move || t("show-all") on_click=widen/>
                </Show>
            </div>
            <InboxPanel/>
            <Content pages=pages narrow=Signal::derive(narrow)/>
        </div>
        <AskDelete doomed=doomed/>
    }
}

/// The run that is to be deleted, once that was confirmed.
#[derive(Clone, Copy)]
struct Doomed(RwSignal<Option<String>>);

#[component]
fn AskDelete(doomed: RwSignal<Option<String>>) -> impl IntoView {
    move || {
        let id = doomed.get()?;
        let open = RwSignal::new(true);
        Effect::new(move |_| {
            if !open.get() {
                doomed.set(None);
            }
        });
        Some(view! {
            <Confirm
                open=open
                title=move || t("run-delete-title")
                help=move || t("run-delete-help")
                yes=move || t("run-delete-yes")
                on_yes=move |()| delete(id.clone())
            />
        })
    }
}

fn status_id(status: ExecutionStatus) -> &'static str {
    match status {
        ExecutionStatus::Queued => "queued",
        ExecutionStatus::Running => "running",
        ExecutionStatus::Waiting => "waiting",
        ExecutionStatus::Success => "success",
        ExecutionStatus::Failed => "failed",
        ExecutionStatus::Canceled => "canceled",
        ExecutionStatus::NeedsReview => "needsReview",
    }
}

fn status_options() -> Vec<(String, String)> {
    let mut options = vec![(String::new(), t("all-statuses"))];
    options.extend(STATUSES.map(|status| (status_id(status).to_owned(), status_text(status))));
    options
}

/// One workflow of those that are among the runs seen so far.
#[component]
fn WorkflowFilter(pages: Pages, workflow: RwSignal<String>) -> impl IntoView {
    let known = RwSignal::new(BTreeSet::<(String, String)>::new());
    Effect::new(move |_| {
        let seen = pages.workflows();
        if known.with_untracked(|known| !seen.is_subset(known)) {
            known.update(|known| known.extend(seen));
        }
    });
    let options = Signal::derive(move || {
        let mut options = vec![(String::new(), t("all-workflows"))];
        // A workflow that was renamed is among the runs with both names: the last one counts.
        let by_id: std::collections::BTreeMap<String, String> = known
            .get()
            .into_iter()
            .map(|(name, id)| (id, name))
            .collect();
        options.extend(by_id);
        options
    });
    view! {
        <Select
            value=workflow
            on_change=move |chosen| workflow.set(chosen)
            options=options
            label=move || t("workflow")
            attr:data-testid="runs-workflow"
        />
    }
}

#[component]
fn Content(pages: Pages, narrow: Signal<bool>) -> impl IntoView {
    let error = Signal::derive(move || pages.error().unwrap_or_default());
    let has_error = Memo::new(move |_| pages.error().is_some());
    let state = Memo::new(move |_| (pages.is_read(), pages.total() == 0));
    move || {
        if has_error.get() {
            let retry = move |()| pages.read_again();
            return view! { <div class="page"><ErrorPanel error=error on_way_out=retry/></div> }
                .into_any();
        }
        match state.get() {
            (false, _) => view! { <div class="page-waiting"><Spinner label=move || t("loading")/></div> }.into_any(),
            (true, true) if narrow.get() => {
                view! { <EmptyState icon="search" title=move || t("nothing-found") help=move || t("nothing-found-help")/> }
                    .into_any()
            }
            (true, true) => view! {
                <EmptyState icon="history" title=move || t("runs-empty") help=move || t("runs-empty-help")>
                    <a class="button" href=Route::Workflows.href()>{move || t("to-workflows")}</a>
                </EmptyState>
            }
            .into_any(),
            (true, false) => view! { <Table pages=pages/> }.into_any(),
        }
    }
}

#[component]
fn Table(pages: Pages) -> impl IntoView {
    const COLUMNS: [(&str, &str); 5] = [
        ("workflow", "cell-name"),
        ("result", "cell-run"),
        ("started-by", "cell-starts"),
        ("started", "cell-when"),
        ("took", "cell-took"),
    ];
    let count = Signal::derive(move || pages.total() as usize);
    let head = COLUMNS.map(
        |(key, class)| view! { <span role="columnheader" class=class>{move || t(key)}</span> },
    );
    view! {
        <div class="table table-runs" role="table" aria-label=move || t("runs") aria-rowcount=move || count.get().to_string()>
            <div role="rowgroup">
                <div class="table-row table-head" role="row">
                    {head.collect_view()}
                    <span role="columnheader" class="cell-menu"><span class="unseen">{move || t("more")}</span></span>
                </div>
            </div>
            <VirtualList
                count=count
                row_height=ROW
                role="rowgroup"
                label=move || t("runs")
                on_seen=move |range| pages.want(range)
                row=move |index| view! { <Row pages=pages index=index/> }.into_any()
            />
        </div>
    }
}

#[component]
fn Row(pages: Pages, index: usize) -> impl IntoView {
    let run = Memo::new(move |_| pages.row(index));
    move || {
        match run.get() {
        Some(run) => view! { <Cells run=run index=index/> }.into_any(),
        None => view! { <div class="table-row" role="row"><span role="cell" class="cell-name faint">"…"</span></div> }
            .into_any(),
    }
    }
}

#[component]
fn Cells(run: RunSummary, index: usize) -> impl IntoView {
    let href = Route::Run(run.id.clone()).href();
    let name = if run.name.is_empty() {
        t("unnamed")
    } else {
        run.name.clone()
    };
    let headline = run_headline(&run);
    let took = run
        .ended_ms
        .map(|end| duration_ms(end - run.started_ms))
        .unwrap_or_default();
    let opened = run.id.clone();
    let press = move |event: web_sys::MouseEvent| {
        let target = event
            .target()
            .and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(it).ok());
        let on_control = target
            .and_then(|it| it.closest("button, a").ok().flatten())
            .is_some();
        if !on_control {
            route::go(&Route::Run(opened.clone()));
        }
    };
    view! {
        <div class="table-row" role="row" aria-rowindex=(index + 1).to_string() data-testid="run-row" on:click=press>
            <span role="cell" class="cell-name">
                <a class="row-name cut" href=href title=name.clone() dir="auto">{name.clone()}</a>
            </span>
            <span role="cell" class="cell-run">
                <StatusDot status=Some(run.status)/>
                <span class="cut" title=headline.clone() data-status=status_id(run.status)>{headline.clone()}</span>
            </span>
            <span role="cell" class="cell-starts muted">{mode_text(run.mode)}</span>
            <span role="cell" class="cell-when muted" title=date_time(run.started_ms)>{ago(run.started_ms)}</span>
            <span role="cell" class="cell-took muted">{took}</span>
            <span role="cell" class="cell-menu"><Deed run=run/></span>
        </div>
    }
}

/// What can be done to a run: one that goes on is stopped, one that has ended is deleted; about one that needs review the
/// inbox above decides.
#[component]
fn Deed(run: RunSummary) -> impl IntoView {
    let id = run.id;
    // There is one such button in every row: a screen reader hears of which run it is.
    let name = match run.name.is_empty() {
        true => t("unnamed"),
        false => run.name,
    };
    let of_run = move |key: &str| {
        let values = [
            ("name", name.as_str().into()),
            ("time", ago(run.started_ms).into()),
        ];
        t_args(key, &values)
    };
    let doomed = use_context::<Doomed>();
    match run.status.is_final() {
        true => view! {
            <IconButton
                icon="trash-2"
                label=move || of_run("run-delete-of")
                attr:data-testid="run-delete"
                on_click=move |_| if let Some(Doomed(doomed)) = doomed { doomed.set(Some(id.clone())) }
            />
        }
        .into_any(),
        false if run.status == ExecutionStatus::NeedsReview => ().into_any(),
        false => view! {
            <IconButton icon="square" label=move || of_run("run-stop-of") on_click=move |_| stop(id.clone())/>
        }
        .into_any(),
    }
}

fn delete(execution: String) {
    focus::leave_row();
    let said = t("run-deleted");
    spawn_local(async move {
        match rpc::call(RunDelete { execution }).await {
            Ok(_) => notice(NoticeLevel::Info, said),
            Err(error) => notice_error(&error),
        }
    });
}

fn stop(execution: String) {
    spawn_local(async move {
        if let Err(error) = rpc::call(RunStop { execution }).await {
            notice_error(&error);
        }
    });
}

fn mode_text(mode: Mode) -> impl IntoView {
    let (icon, key) = match mode {
        Mode::Manual => ("mouse-pointer-click", "mode-manual"),
        Mode::Trigger => ("zap", "mode-trigger"),
        Mode::SubWorkflow => ("workflow", "mode-sub-workflow"),
        Mode::Error => ("triangle-alert", "mode-error"),
        Mode::Retry => ("rotate-ccw", "mode-retry"),
    };
    view! { <Icon name=icon size=14/><span class="cut">{t(key)}</span> }
}
