//! The tray: open, run one of the newest workflows, quit.

use std::panic::AssertUnwindSafe;
use std::sync::atomic::{AtomicBool, Ordering};

use api::{Event, EventKind, PageRequest, RunOpen, RunStart, WorkflowList};
use app::App;
use tauri::menu::{Menu, MenuBuilder, MenuEvent, SubmenuBuilder};
use tauri::tray::{MouseButton, TrayIconBuilder, TrayIconEvent};
use tauri::{AppHandle, Manager as _, Wry};

use crate::texts::Texts;
use crate::window;
use crate::words::{notify, plain};

const TRAY: &str = "tray";
const OPEN: &str = "open";
const QUIT: &str = "quit";
/// What stands before the id of a workflow to run.
const RUN: &str = "run:";
/// So many workflows are offered.
const MOST: u32 = 10;

/// Whether the system shows a tray.
static THERE: AtomicBool = AtomicBool::new(false);

/// Whether there is a tray to go on in.
pub fn is_there() -> bool {
    THERE.load(Ordering::Relaxed)
}

/// Makes the tray where the system has one. Nothing else needs it.
pub fn make(desktop: &AppHandle) {
    // On Linux a library of the system draws it, and Tauri's code panics where there is none.
    let made = std::panic::catch_unwind(AssertUnwindSafe(|| build(desktop)));
    match made {
        Ok(Ok(())) => THERE.store(true, Ordering::Relaxed),
        Ok(Err(error)) => tracing::warn!(%error, "there is no tray"),
        Err(_) => tracing::warn!("there is no tray: the system lacks libayatana-appindicator3"),
    }
}

fn build(desktop: &AppHandle) -> tauri::Result<()> {
    let mut tray = TrayIconBuilder::with_id(TRAY)
        .tooltip("Millrace")
        .menu(&Menu::new(desktop)?)
        .show_menu_on_left_click(false)
        .on_menu_event(choose)
        .on_tray_icon_event(|tray, event| {
            if let TrayIconEvent::Click {
                button: MouseButton::Left,
                ..
            } = event
            {
                window::show(tray.app_handle());
            }
        });
    if let Some(icon) = desktop.default_window_icon() {
        tray = tray.icon(icon.clone());
    }
    tray.build(desktop)?;
    let (desktop, millrace) = (desktop.clone(), desktop.state::<App>().inner().clone());
    tauri::async_runtime::spawn(async move { refresh(&desktop, &millrace).await });
    Ok(())
}

/// Offers the workflows as they are now.
pub async fn refresh(desktop: &AppHandle, millrace: &App) {
    let Some(offered) = offered(millrace).await else {
        return;
    };
    let texts = Texts::of(millrace).await;
    let set = menu(desktop, texts, &offered).and_then(|menu| match desktop.tray_by_id(TRAY) {
        Some(tray) => tray.set_menu(Some(menu)),
        None => Ok(()),
    });
    if let Err(error) = set {
        tracing::warn!(%error, "the tray's menu could not be changed");
    }
}

/// Ids and names of the newest workflows; none where they cannot be read.
async fn offered(millrace: &App) -> Option<Vec<(String, String)>> {
    let request = WorkflowList {
        page: PageRequest {
            limit: MOST,
            offset: 0,
        },
        ..WorkflowList::default()
    };
    let page = millrace.workflow_list(request).await.ok()?;
    let named = page.rows.into_iter().map(|row| (row.id, row.name));
    Some(named.collect())
}

fn menu(
    desktop: &AppHandle,
    texts: Texts,
    offered: &[(String, String)],
) -> tauri::Result<Menu<Wry>> {
    let mut run = SubmenuBuilder::new(desktop, texts.say("run", &[]));
    for (id, name) in offered {
        // An ampersand would mark a key.
        run = run.text(format!("{RUN}{id}"), plain(name).replace('&', "&&"));
    }
    let run = run.enabled(!offered.is_empty()).build()?;
    MenuBuilder::new(desktop)
        .text(OPEN, texts.say("open", &[]))
        .item(&run)
        .separator()
        .text(QUIT, texts.say("quit", &[]))
        .build()
}

fn choose(desktop: &AppHandle, event: MenuEvent) {
    match event.id().as_ref() {
        OPEN => window::show(desktop),
        QUIT => desktop.exit(0),
        other => {
            if let Some(id) = other.strip_prefix(RUN) {
                run(desktop, id.to_owned());
            }
        }
    }
}

/// Runs a workflow and says how it ended; where it cannot begin, the editor says why.
fn run(desktop: &AppHandle, workflow: String) {
    let desktop = desktop.clone();
    let millrace = desktop.state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let request = RunStart {
            workflow: workflow.clone(),
            scope: api::RunScope::All,
            start: None,
            items: None,
            as_allowed: false,
        };
        let told = millrace.bus().after(millrace.bus().newest());
        match millrace.run_start(request).await {
            Ok(started) => {
                if let Some(sentence) = ending(&millrace, told, started.execution).await {
                    notify(&desktop, &sentence);
                }
            }
            Err(error) => {
                tracing::info!(%error, "a run from the tray was refused");
                let known = offered(&millrace).await.into_iter().flatten();
                let mut known = known.filter(|(id, _)| *id == workflow);
                let name = known.next().map_or_else(String::new, |(_, name)| name);
                let texts = Texts::of(&millrace).await;
                notify(&desktop, &texts.say("not-started", &[("name", &name)]));
                millrace
                    .bus()
                    .tell_window(EventKind::OpenWorkflow { workflow });
                window::show(&desktop);
            }
        }
    });
}

/// Waits for the end of a run, and says in a sentence how it ended.
async fn ending(millrace: &App, mut told: app::Follower, execution: String) -> Option<String> {
    loop {
        let request = RunOpen {
            execution: execution.clone(),
        };
        let run = millrace.run_open(request).await.ok()?.summary;
        if run.ended_ms.is_some() {
            let name = run.name;
            let texts = Texts::of(millrace).await;
            return Some(match run.error {
                Some(error) => texts.say("failed", &[("name", &name), ("message", &error.message)]),
                None => texts.say("ended", &[("name", &name)]),
            });
        }
        let ended = |event: &std::sync::Arc<Event>| event.what == EventKind::RunsChanged;
        while !told.next().await?.iter().any(ended) {}
    }
}
