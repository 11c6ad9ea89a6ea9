//! The credentials as a table.

use api::{CredentialTest, CredentialView, NoticeLevel};
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Asked, Desk};
use crate::credentials::{self, Badge, Wanted, kind_label};
use crate::route::Route;
use crate::rpc;
use crate::text::{ago, date_time, t, t_args};
use crate::widgets::{
    Corner, Icon, MenuButton, MenuItem, VirtualList, notice, notice_error, open_menu_at,
};

/// Height of a row.
const ROW: f64 = 46.0;

const COLUMNS: [(&str, &str); 6] = [
    ("name", "cell-name"),
    ("credential-kind", "cell-starts"),
    ("credential-hosts", "cell-hosts"),
    ("credential-uses", "cell-uses"),
    ("credential-state", "cell-state"),
    ("credential-last-used", "cell-when"),
];

/// The table.
#[component]
pub(super) fn List(desk: Desk) -> impl IntoView {
    let count = Signal::derive(move || desk.shown.with(Vec::len));
    let rows = move || count.get().to_string();
    let head = COLUMNS.map(
        |(key, class)| view! { <span role="columnheader" class=class>{move || t(key)}</span> },
    );
    view! {
        <div class="table table-credentials" role="table" aria-label=move || t("credentials") aria-rowcount=rows>
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
                label=move || t("credentials")
                row=move |index| view! { <Row desk=desk index=index/> }.into_any()
            />
        </div>
    }
}

#[component]
fn Row(desk: Desk, index: usize) -> impl IntoView {
    let row = Memo::new(move |_| desk.shown.with(|shown| shown.get(index).cloned()));
    move || {
        row.get()
            .map(|row| view! { <Cells desk=desk row=row index=index/> })
    }
}

fn edit(id: &str) {
    credentials::open(Wanted {
        id: Some(id.to_owned()),
        ..Wanted::default()
    });
}

#[component]
fn Cells(desk: Desk, row: CredentialView, index: usize) -> impl IntoView {
    let (for_button, for_menu) = (row.clone(), row.clone());
    let live = row.deleted_ms.is_none();
    let id = row.id.clone();
    let press = move |event: web_sys::MouseEvent| {
        let target = event
            .target()
            .and_then(|it| wasm_bindgen::JsCast::dyn_into::<web_sys::Element>(it).ok());
        let on_control = target
            .and_then(|it| it.closest("button, a").ok().flatten())
            .is_some();
        if live && !on_control {
            edit(&id);
        }
    };
    let menu = move |event: web_sys::MouseEvent| {
        event.prevent_default();
        let (x, y) = (f64::from(event.client_x()), f64::from(event.client_y()));
        open_menu_at(x, y, for_menu.name.clone(), lines(desk, &for_menu));
    };
    let used = row.used_ms;
    view! {
        <div
            class="table-row"
            role="row"
            aria-rowindex=(index + 1).to_string()
            data-testid="credential-row"
            on:click=press
            on:contextmenu=menu
        >
            <span role="cell" class="cell-name"><Name row=row.clone()/></span>
            <span role="cell" class="cell-starts muted"><span class="cut">{kind_label(&row.kind)}</span></span>
            <span role="cell" class="cell-hosts muted"><Hosts row=row.clone()/></span>
            <span role="cell" class="cell-uses"><Uses row=row.clone()/></span>
            <span role="cell" class="cell-state"><Badge credential=row.clone()/></span>
            <span role="cell" class="cell-when muted" title=used.map(date_time)>
                {used.map_or_else(|| t("credential-never"), ago)}
            </span>
            <span role="cell" class="cell-menu">
                <MenuButton
                    icon="ellipsis"
                    label=t_args("more-of", &[("name", row.name.as_str().into())])
                    corner=Corner::BelowEnd
                    items=move || lines(desk, &for_button)
                    attr:data-testid="credential-menu"
                />
            </span>
        </div>
    }
}

/// The name, which opens it, and where it belongs.
#[component]
fn Name(row: CredentialView) -> impl IntoView {
    let (name, id, live) = (row.name.clone(), row.id.clone(), row.deleted_ms.is_none());
    let environment = Some(row.about.environment.clone()).filter(|text| !text.is_empty());
    let name = match live {
        true => view! {
            <button type="button" class="row-name row-button cut" dir="auto" title=name.clone() on:click=move |_| edit(&id)>
                {name.clone()}
            </button>
        }
        .into_any(),
        false => view! { <span class="row-name cut" dir="auto" title=name.clone()>{name.clone()}</span> }.into_any(),
    };
    view! {
        {name}
        <span class="row-labels">
            {environment.map(|words| view! { <span class="pill"><Icon name="server" size=12/>{words}</span> })}
            {row.about.tags.into_iter().map(|tag| view! { <span class="pill">{tag}</span> }).collect_view()}
        </span>
    }
}

#[component]
fn Hosts(row: CredentialView) -> impl IntoView {
    let hosts = row.about.hosts;
    let all = hosts.join(", ");
    let shown = match hosts.as_slice() {
        [] => String::new(),
        [any] if any == "*" => t("credential-any-host"),
        [one] => one.clone(),
        [first, more @ ..] => format!("{first} +{}", more.len()),
    };
    view! { <span class="cut" dir="ltr" title=all>{shown}</span> }
}

#[component]
fn Uses(row: CredentialView) -> impl IntoView {
    let names: Vec<String> = row.used_by.iter().map(|used| used.name.clone()).collect();
    let more = names.len().saturating_sub(1);
    match row.used_by.into_iter().next() {
        None => view! { <span class="faint">{t("credential-nowhere")}</span> }.into_any(),
        Some(used) => view! {
            <a class="row-run cut" dir="auto" href=Route::Editor(used.workflow).href() title=names.join(", ")>
                {used.name}
            </a>
            {(more > 0).then(|| view! { <span class="faint">{format!("+{more}")}</span> })}
        }
        .into_any(),
    }
}

/// What can be done to a credential.
fn lines(desk: Desk, row: &CredentialView) -> Vec<MenuItem> {
    let (one, two) = (Box::new(row.clone()), row.id.clone());
    if row.deleted_ms.is_some() {
        return vec![
            MenuItem::new("restore", "archive-restore", t("restore"), move || {
                credentials::untrash(two.clone());
            }),
            MenuItem::Line,
            MenuItem::new("erase", "trash-2", t("erase"), move || {
                desk.asked.set(Some(Asked::Erase(one.clone())));
            })
            .danger(),
        ];
    }
    let tried = row.clone();
    vec![
        MenuItem::new("edit", "pencil", t("credential-edit"), move || edit(&two)),
        MenuItem::new("test", "plug", t("credential-try"), move || {
            test(tried.clone());
        }),
        MenuItem::Line,
        MenuItem::new("delete", "trash-2", t("credential-to-trash"), move || {
            desk.asked.set(Some(Asked::Trash(one.clone())));
        })
        .danger(),
    ]
}

/// Tries a credential at its first host, and says how it ended.
fn test(row: CredentialView) {
    spawn_local(async move {
        let request = CredentialTest {
            id: row.id,
            url: None,
        };
        match rpc::call(request).await {
            Ok(tested) => {
                let level = match tested.worked {
                    Some(true) => NoticeLevel::Info,
                    Some(false) => NoticeLevel::Error,
                    None => NoticeLevel::Warning,
                };
                notice(level, untrack(|| credentials::tested(&tested, &row.name)));
            }
            Err(error) => notice_error(&error),
        }
        credentials::read();
    });
}
