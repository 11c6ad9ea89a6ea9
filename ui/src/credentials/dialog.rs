//! The one dialog that makes and changes a credential: from the list, from inside of a step, after an import.

mod about;
mod attempt;
mod fields;
mod form;
mod keep;
mod kinds;

use std::collections::{BTreeMap, BTreeSet};
use std::sync::Arc;

use api::{CredentialRead, CredentialTested, CredentialView, Error, SecretText, VaultCondition};
use leptos::prelude::*;
use leptos::task::spawn_local;
use model::credential::CredentialKind;

use super::{Damaged, Unlock, condition};
use crate::rpc;
use crate::text::t;
use crate::widgets::{Confirm, Dialog, ErrorPanel, Spinner};
use form::FormView;
use kinds::Kinds;

/// Told of a credential that was made.
pub(crate) type Made = Arc<dyn Fn(&CredentialView) + Send + Sync>;

/// What the dialog is opened for.
#[derive(Clone, Default)]
pub(crate) struct Wanted {
    /// The credential that is changed; none makes one.
    pub id: Option<String>,
    /// The slot that it is for: only what fits is offered.
    pub slot: Option<String>,
    /// A name for it.
    pub name: String,
    /// Hosts that it will go to.
    pub hosts: Vec<String>,
    /// The address that a test asks.
    pub address: String,
    /// Whether a step has chosen it, or will once it is made: the draft knows before the stored workflow does.
    pub in_step: bool,
    /// Told of the one that was made.
    pub made: Option<Made>,
}

thread_local! {
    static WANTED: ArcRwSignal<Option<Wanted>> = ArcRwSignal::new(None);
}

/// Opens the dialog.
pub(crate) fn open(wanted: Wanted) {
    WANTED.with(|signal| signal.set(Some(wanted)));
}

/// Draws the dialog while it is wanted; the page has one.
#[component]
pub(crate) fn CredentialHost() -> impl IntoView {
    let wanted = WANTED.with(ArcRwSignal::clone);
    move || {
        let now = wanted.get()?;
        let open = RwSignal::new(true);
        let gone = wanted.clone();
        Effect::new(move |_| {
            if !open.get() {
                gone.set(None);
            }
        });
        let edits = now.id.is_some();
        let form = Form::new(open, now);
        // A test keeps what it tries: from then on it is no new one.
        let title = move || match edits || form.known.with(Option::is_some) {
            true => t("credential-edit"),
            false => t("credential-new"),
        };
        let asks = RwSignal::new(false);
        // A secret is often shown only once where it comes from: it is not lost by a slip of the hand.
        let leave = move |()| match form.has_secret() {
            true => asks.set(true),
            false => open.set(false),
        };
        Some(view! {
            <Dialog open=open title=title wide=true on_leave=leave>
                <Body form/>
            </Dialog>
            <Confirm
                open=asks
                title=move || t("credential-leave-title")
                help=move || t("credential-leave-help")
                yes=move || t("credential-leave")
                no=move || t("credential-leave-not")
                on_yes=move |()| open.set(false)
            />
        })
    }
}

/// What is filled in so far. What was typed goes when the dialog does.
#[derive(Clone, Copy)]
struct Form {
    open: RwSignal<bool>,
    wanted: StoredValue<Wanted>,
    /// The kind, once it is chosen.
    kind: RwSignal<Option<CredentialKind>>,
    /// The credential as it is stored.
    known: RwSignal<Option<CredentialView>>,
    name: RwSignal<String>,
    /// What stands in the kind's fields.
    fields: RwSignal<BTreeMap<String, SecretText>>,
    /// Secrets that are replaced, though one is stored.
    replaced: RwSignal<BTreeSet<String>>,
    /// The hosts, each with a key of its own.
    hosts: RwSignal<Vec<(u32, String)>>,
    environment: RwSignal<String>,
    tags: RwSignal<String>,
    /// The last day, `2027-03-31`.
    expires: RwSignal<String>,
    /// After how many days a reminder comes.
    rotate: RwSignal<String>,
    /// What is wrong, by field.
    faults: RwSignal<BTreeMap<String, String>>,
    /// What else is wrong.
    error: RwSignal<Option<Error>>,
    /// Whether something was changed that is not kept yet.
    touched: StoredValue<bool>,
    busy: RwSignal<bool>,
    /// The address to be asked in a test.
    url: RwSignal<String>,
    tested: RwSignal<Option<CredentialTested>>,
}

impl Form {
    fn new(open: RwSignal<bool>, wanted: Wanted) -> Self {
        let mut hosts: Vec<(u32, String)> = (0..).zip(wanted.hosts.iter().cloned()).collect();
        if hosts.is_empty() {
            hosts.push((0, String::new()));
        }
        let form = Self {
            open,
            kind: RwSignal::new(None),
            known: RwSignal::new(None),
            name: RwSignal::new(wanted.name.clone()),
            fields: RwSignal::default(),
            replaced: RwSignal::default(),
            hosts: RwSignal::new(hosts),
            environment: RwSignal::default(),
            tags: RwSignal::default(),
            expires: RwSignal::default(),
            rotate: RwSignal::default(),
            faults: RwSignal::default(),
            error: RwSignal::new(None),
            touched: StoredValue::new(wanted.id.is_none()),
            busy: RwSignal::new(false),
            url: RwSignal::new(wanted.address.clone()),
            tested: RwSignal::new(None),
            wanted: StoredValue::new(wanted),
        };
        if let [only] = form.offered().as_slice() {
            form.choose(only.clone());
        }
        form
    }

    /// The kinds to choose from: those that fit the slot, if it is for one.
    fn offered(self) -> Vec<CredentialKind> {
        let wanted = self.wanted.with_value(Wanted::clone);
        if wanted.id.is_some() {
            return Vec::new();
        }
        let all = model::credential::kinds().into_iter();
        all.filter(|kind| wanted.slot.as_ref().is_none_or(|slot| kind.may_fill(slot)))
            .collect()
    }

    /// Chooses the kind: fields that have a usual value begin with it.
    fn choose(self, kind: CredentialKind) {
        let usual = kind.fields.iter().filter(|field| !field.usual.is_empty());
        let usual = usual.map(|field| (field.name.clone(), field.usual.as_str().into()));
        self.fields.set(usual.collect());
        self.faults.set(BTreeMap::new());
        self.kind.set(Some(kind));
    }

    /// Takes over a credential as it is stored.
    fn take(self, view: CredentialView) {
        let Some(kind) = model::credential::kind(&view.kind) else {
            self.error.set(Some(Error::missing(format!(
                "There is no kind of credential “{}”.",
                view.kind
            ))));
            return;
        };
        self.choose(kind);
        self.fields.update(|fields| {
            let shown = view.shown.iter();
            fields.extend(shown.map(|(name, text)| (name.clone(), text.as_str().into())));
        });
        self.replaced.set(BTreeSet::new());
        self.name.set(view.name.clone());
        let about = &view.about;
        let mut hosts: Vec<(u32, String)> = (0..).zip(about.hosts.iter().cloned()).collect();
        if hosts.is_empty() {
            hosts.push((0, String::new()));
        }
        self.hosts.set(hosts);
        self.environment.set(about.environment.clone());
        self.tags.set(about.tags.join(", "));
        self.expires
            .set(about.expires_ms.map_or_else(String::new, about::last_day));
        let days = about.rotate_days.map(|days| days.to_string());
        self.rotate.set(days.unwrap_or_default());
        self.known.set(Some(view));
        self.touched.set_value(false);
    }

    /// Something was changed: what was wrong with it may be right now, and what was tried is not what is there.
    fn touch(self, field: &str) {
        self.touched.set_value(true);
        if self
            .faults
            .with_untracked(|faults| faults.contains_key(field))
        {
            self.faults.update(|faults| {
                faults.remove(field);
            });
        }
        if self.tested.with_untracked(Option::is_some) {
            self.tested.set(None);
        }
    }

    /// Whether a secret was typed that is not kept yet.
    fn has_secret(self) -> bool {
        self.kind.with_untracked(|kind| {
            let fields = kind.iter().flat_map(|kind| &kind.fields);
            self.fields.with_untracked(|typed| {
                let mut secrets = fields.filter(|field| field.secret);
                secrets.any(|field| typed.get(&field.name).is_some_and(|text| !text.is_empty()))
            })
        })
    }

    fn secret(self, name: &str) -> SecretText {
        self.fields
            .with(|fields| fields.get(name).cloned())
            .unwrap_or_default()
    }

    /// What stands in a field that is no secret.
    fn field(self, name: &str) -> String {
        self.secret(name).expose().to_owned()
    }

    fn set_field(self, name: &str, text: String) {
        self.set_secret(name, text.into());
    }

    fn set_secret(self, name: &str, text: SecretText) {
        self.fields.update(|fields| {
            fields.insert(name.to_owned(), text);
        });
        self.touch(name);
    }

    fn fault(self, field: &str) -> Option<String> {
        self.faults.with(|faults| faults.get(field).cloned())
    }

    /// Whether a value is stored that is not replaced now.
    fn is_stored(self, field: &str) -> bool {
        let filled = self.known.with(|known| {
            let known = known.as_ref();
            known.is_some_and(|known| known.filled.iter().any(|name| name == field))
        });
        filled && !self.replaced.with(|replaced| replaced.contains(field))
    }
}

/// The form once it can be filled in: the vault has to be open, and what is stored has to be read.
#[component]
fn Body(form: Form) -> impl IntoView {
    let condition = condition();
    let shut = Memo::new(move |_| match condition.get() {
        Some(state @ (VaultCondition::Locked | VaultCondition::Damaged)) => Some(state),
        _ => None,
    });
    let id = form.wanted.with_value(|wanted| wanted.id.clone());
    let changes = id.is_some();
    let whole = StoredValue::new(false);
    Effect::new(move |_| {
        let closed = shut.get().is_some();
        if let Some(id) = id.clone()
            && !closed
            && !whole.get_value()
        {
            whole.set_value(true);
            load(form, id);
        }
    });
    let error = Signal::derive(move || form.error.get().unwrap_or_default());
    let unread = Memo::new(move |_| changes && form.known.with(Option::is_none));
    let kind = Memo::new(move |_| form.kind.get());
    move || match shut.get() {
        Some(VaultCondition::Damaged) => view! { <Damaged/> }.into_any(),
        Some(_) => view! { <Unlock id="dialog-vault" focus=true/> }.into_any(),
        None if unread.get() => match form.error.with(Option::is_some) {
            true => view! { <ErrorPanel error/> }.into_any(),
            false => {
                view! { <div class="page-waiting"><Spinner label=move || t("loading")/></div> }
                    .into_any()
            }
        },
        None => match kind.get() {
            None => view! { <Kinds form/> }.into_any(),
            Some(kind) => view! { <FormView form kind/> }.into_any(),
        },
    }
}

fn load(form: Form, id: String) {
    spawn_local(async move {
        let read = rpc::call(CredentialRead { id }).await;
        if form.open.try_get_untracked().is_none() {
            return;
        }
        match read {
            Ok(view) => form.take(view),
            Err(error) => form.error.set(Some(error)),
        }
    });
}
