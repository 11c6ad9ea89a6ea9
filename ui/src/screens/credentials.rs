//! The credentials: what steps sign in with, where each is used, what is due; and the vault where it does not open.

mod list;

use api::{CredentialErase, CredentialView, NoticeLevel, VaultCondition};
use leptos::html;
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::credentials::{self, Damaged, Unlock, Wanted, kind_label};
use crate::rpc;
use crate::text::{t, t_args};
use crate::widgets::{
    Button, ButtonLook, Confirm, EmptyState, ErrorPanel, IconButton, SearchInput, Spinner, focus,
    forget_ways_back, notice, notice_error,
};
use list::List;

/// What is asked before it is done to a credential.
#[derive(Clone, Debug, PartialEq)]
enum Asked {
    /// Whether it goes into the trash, and who uses it.
    Trash(Box<CredentialView>),
    /// Whether it goes for good.
    Erase(Box<CredentialView>),
}

/// What the list, its menus and its dialogs share.
#[derive(Clone, Copy)]
struct Desk {
    text: RwSignal<String>,
    trash: RwSignal<bool>,
    asked: RwSignal<Option<Asked>>,
    shown: Memo<Vec<CredentialView>>,
}

impl Desk {
    fn new() -> Self {
        let (text, trash) = (RwSignal::new(String::new()), RwSignal::new(false));
        let all = credentials::all();
        let shown = Memo::new(move |_| {
            let wanted = text.get().trim().to_lowercase();
            let in_trash = trash.get();
            all.with(|all| {
                let all = all.iter().flatten().flatten();
                all.filter(|one| one.deleted_ms.is_some() == in_trash && says(one, &wanted))
                    .cloned()
                    .collect()
            })
        });
        Self {
            text,
            trash,
            asked: RwSignal::new(None),
            shown,
        }
    }
}

/// Whether a credential says the words: in its name, its kind, its hosts, its tags, where it is used.
fn says(one: &CredentialView, wanted: &str) -> bool {
    if wanted.is_empty() {
        return true;
    }
    let kind = kind_label(&one.kind);
    let about = &one.about;
    let parts = [&one.name, &kind, &about.environment].into_iter();
    let parts = parts.chain(&about.tags).chain(&about.hosts);
    let mut parts = parts.chain(one.used_by.iter().map(|used| &used.name));
    parts.any(|part| part.to_lowercase().contains(wanted))
}

/// Opens the dialog for a new one.
fn make() {
    credentials::open(Wanted::default());
}

/// The screen of the credentials.
#[component]
pub fn Credentials() -> impl IntoView {
    // Where each is used follows from the workflows, which tell nothing of it.
    credentials::read();
    let desk = Desk::new();
    let search = NodeRef::<html::Input>::new();
    view! {
        <header class="top">
            <h1>{move || t(if desk.trash.get() { "trash" } else { "credentials" })}</h1>
            <span class="grow"></span>
            <div class="top-search">
                <SearchInput
                    value=desk.text
                    label=move || t("search-credentials")
                    node_ref=search
                    testid="credentials-search"
                />
            </div>
            <Button
                look=ButtonLook::Primary
                icon="plus"
                label=move || t("credential-new")
                attr:data-testid="new-credential"
                on_click=|_| make()
            />
        </header>
        <main class="shelf">
            <Toolbar desk/>
            <Vault/>
            <Content desk/>
        </main>
        <Dialogs desk/>
    }
}

#[component]
fn Toolbar(desk: Desk) -> impl IntoView {
    let count = move || {
        let count = desk.shown.with(Vec::len);
        // That there is none is said below.
        (count > 0).then(|| t_args("credentials-count", &[("count", count.into())]))
    };
    view! {
        <div class="toolbar" role="toolbar" aria-label=move || t("toolbar")>
            <Show when=move || desk.trash.get()>
                <Button
                    look=ButtonLook::Quiet
                    icon="arrow-left"
                    label=move || t("credentials")
                    attr:data-testid="leave-trash"
                    on_click=move |_| desk.trash.set(false)
                />
            </Show>
            <span class="toolbar-count faint">{count}</span>
            <span class="grow"></span>
            <IconButton
                icon="trash-2"
                label=move || t("trash")
                pressed=desk.trash
                attr:data-testid="trash"
                on_click=move |_| desk.trash.update(|trash| *trash = !*trash)
            />
        </div>
    }
}

/// The vault where it does not open: what a person can do about it.
#[component]
fn Vault() -> impl IntoView {
    let condition = credentials::condition();
    move || match condition.get() {
        Some(VaultCondition::Locked) => view! { <Unlock id="vault"/> }.into_any(),
        Some(VaultCondition::Damaged) => view! { <Damaged/> }.into_any(),
        _ => ().into_any(),
    }
}

/// How far the list is.
#[derive(Clone, Copy, PartialEq, Eq)]
enum State {
    Unread,
    Failed,
    Empty,
    Some,
}

#[component]
fn Content(desk: Desk) -> impl IntoView {
    let (all, failed) = (credentials::all(), credentials::all());
    let state = Memo::new(move |_| {
        all.with(|all| match all {
            None => State::Unread,
            Some(Err(_)) => State::Failed,
            Some(Ok(_)) if desk.shown.with(Vec::is_empty) => State::Empty,
            Some(Ok(_)) => State::Some,
        })
    });
    let error = Signal::derive(move || match failed.get() {
        Some(Err(error)) => error,
        _ => api::Error::default(),
    });
    move || match state.get() {
        State::Unread => {
            view! { <div class="page-waiting"><Spinner label=move || t("loading")/></div> }
                .into_any()
        }
        State::Failed => {
            let retry = move |()| credentials::read();
            view! { <div class="page"><ErrorPanel error on_way_out=retry/></div> }.into_any()
        }
        State::Empty => view! { <Nothing desk/> }.into_any(),
        State::Some => view! { <List desk/> }.into_any(),
    }
}

/// Nothing is shown: there are none yet, the trash is empty, or nothing is as it was searched for.
#[component]
fn Nothing(desk: Desk) -> impl IntoView {
    move || {
        match (
        desk.text.with(|text| text.trim().is_empty()),
        desk.trash.get(),
    ) {
        (false, _) => view! {
            <EmptyState icon="search" title=move || t("nothing-found") help=move || t("nothing-found-help")>
                <Button label=move || t("show-all") on_click=move |_| desk.text.set(String::new())/>
            </EmptyState>
        }
        .into_any(),
        (true, true) => view! {
            <EmptyState icon="trash-2" title=move || t("trash-empty") help=move || t("credentials-trash-help")/>
        }
        .into_any(),
        (true, false) => view! {
            <EmptyState icon="key-round" title=move || t("credentials-empty") help=move || t("credentials-empty-help")>
                <Button
                    look=ButtonLook::Primary
                    icon="plus"
                    label=move || t("credential-new")
                    attr:data-testid="first-credential"
                    on_click=|_| make()
                />
                <InTrash desk/>
            </EmptyState>
        }
        .into_any(),
    }
    }
}

/// That what is missed here may lie in the trash.
#[component]
fn InTrash(desk: Desk) -> impl IntoView {
    let all = credentials::all();
    let count = Memo::new(move |_| {
        all.with(|all| {
            let all = all.iter().flatten().flatten();
            all.filter(|one| one.deleted_ms.is_some()).count()
        })
    });
    view! {
        <Show when=move || count.get() != 0>
            <p class="empty-trash muted">
                {move || t_args("credentials-in-trash", &[("count", count.get().into())])}" "
                <button
                    type="button"
                    class="link-button"
                    data-testid="open-trash"
                    on:click=move |_| desk.trash.set(true)
                >
                    {move || t("credentials-open-trash")}
                </button>
            </p>
        </Show>
    }
}

#[component]
fn Dialogs(desk: Desk) -> impl IntoView {
    move || {
        let asked = desk.asked.get()?;
        let open = RwSignal::new(true);
        Effect::new(move |_| {
            if !open.get() {
                desk.asked.set(None);
            }
        });
        Some(match asked {
            Asked::Trash(view) => view! { <AskTrash open view=*view/> }.into_any(),
            Asked::Erase(view) => view! { <AskErase open view=*view/> }.into_any(),
        })
    }
}

#[component]
fn AskTrash(open: RwSignal<bool>, view: CredentialView) -> impl IntoView {
    let name = view.name.clone();
    let title = move || t_args("credential-trash-title", &[("name", name.as_str().into())]);
    let users: Vec<String> = view.used_by.iter().map(|used| used.name.clone()).collect();
    let help = move || match users.len() {
        0 => t("credential-trash-unused"),
        count => {
            let names = users.join(", ");
            let values = [("count", count.into()), ("names", names.as_str().into())];
            t_args("credential-trash-used", &values)
        }
    };
    view! {
        <Confirm
            open=open
            title=title
            help=help
            yes=move || t("credential-to-trash")
            on_yes=move |()| {
                focus::leave_row();
                credentials::trash(&view);
            }
        />
    }
}

#[component]
fn AskErase(open: RwSignal<bool>, view: CredentialView) -> impl IntoView {
    let name = view.name.clone();
    let title = move || t_args("credential-erase-title", &[("name", name.as_str().into())]);
    view! {
        <Confirm
            open=open
            title=title
            help=move || t("credential-erase-help")
            yes=move || t("erase")
            on_yes=move |()| {
                focus::leave_row();
                erase(view.clone());
            }
        />
    }
}

fn erase(view: CredentialView) {
    let said = t_args("credential-erased", &[("name", view.name.as_str().into())]);
    spawn_local(async move {
        match rpc::call(CredentialErase { id: view.id }).await {
            Ok(_) => {
                forget_ways_back();
                notice(NoticeLevel::Info, said);
            }
            Err(error) => notice_error(&error),
        }
        credentials::read();
    });
}

#[cfg(test)]
mod tests {
    use super::*;
    use api::{CredentialAbout, CredentialUse};

    #[test]
    fn a_credential_is_found_by_what_is_said_of_it() {
        let one = CredentialView {
            name: "Shop".to_owned(),
            kind: "httpBearerAuth".to_owned(),
            about: CredentialAbout {
                tags: vec!["Money".to_owned()],
                environment: "production".to_owned(),
                hosts: vec!["api.example.com".to_owned()],
                ..CredentialAbout::default()
            },
            used_by: vec![CredentialUse {
                workflow: "w".to_owned(),
                name: "Orders of the day".to_owned(),
            }],
            ..CredentialView::default()
        };
        for word in [
            "",
            "sho",
            "bearer",
            "money",
            "produ",
            "example.com",
            "orders",
        ] {
            assert!(says(&one, word), "{word}");
        }
        assert!(!says(&one, "gmail"));
    }
}
