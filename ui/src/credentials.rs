//! Credentials as every screen knows them: which there are, and whether the vault around them is open.
//!
//! It is the page's and not a component's: the list, a step's form, an import and the settings show the same. What is read
//! is read when one of them asks first, since the answer may ask the system's keychain.
//!
//! Not here: an opened secret. What a person types goes out and does not come back; only the recovery code is shown, once.

mod anew;
mod choices;
mod choose;
mod dialog;
mod recovery;
mod unlock;
mod words;

use std::cell::Cell;

use api::{
    CredentialList, CredentialTrash, CredentialUntrash, CredentialView, Error, EventKind,
    VaultCondition, VaultRead, VaultState,
};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::text::t_args;
use crate::widgets::{notice_error, notice_undo};
use crate::{events, rpc};

pub(crate) use choices::Choices;
pub(crate) use choose::{Going, Pick, amiss, going};
pub(crate) use dialog::{CredentialHost, Wanted, open};
pub(crate) use recovery::{RecoveryHost, remind, renew as renew_recovery, show as show_recovery};
pub(crate) use unlock::{Damaged, Unlock, UnlockHost, ask_to_unlock, unlock_then};
use words::kind_help;
pub(crate) use words::{Badge, kind_label, tested};

type All = Option<Result<Vec<CredentialView>, Error>>;

thread_local! {
    static ALL: ArcRwSignal<All> = ArcRwSignal::new(None);
    static VAULT: ArcRwSignal<Option<VaultState>> = ArcRwSignal::new(None);
    static WANTED: Cell<bool> = const { Cell::new(false) };
    /// Whether the vault was open since the page was.
    static WAS_OPEN: Cell<bool> = const { Cell::new(false) };
    /// Counts what was asked for: an answer that came too late is passed by.
    static ROUND: Cell<u64> = const { Cell::new(0) };
}

/// All credentials, those in the trash too; none before they are read.
pub(crate) fn all() -> ArcRwSignal<All> {
    want();
    ALL.with(ArcRwSignal::clone)
}

/// How the vault is; none before it is read.
pub(crate) fn vault() -> ArcRwSignal<Option<VaultState>> {
    want();
    VAULT.with(ArcRwSignal::clone)
}

/// Whether the vault is open; none before it is read.
pub(crate) fn condition() -> Memo<Option<VaultCondition>> {
    let vault = vault();
    Memo::new(move |_| vault.with(|vault| vault.as_ref().map(|vault| vault.state)))
}

/// Whether the vault was open since the page was: it was locked by hand then.
fn was_open() -> bool {
    WAS_OPEN.get()
}

/// Takes over how the vault is after something was done with it.
pub(crate) fn set_vault(state: VaultState) {
    WAS_OPEN.set(WAS_OPEN.get() || state.state == VaultCondition::Open);
    VAULT.with(|vault| vault.set(Some(state)));
    read();
}

/// Follows what becomes of credentials and of the vault.
pub(crate) fn follow() {
    events::on(|event| {
        let changed = matches!(
            event.what,
            EventKind::CredentialsChanged | EventKind::Missed
        );
        if changed && WANTED.get() {
            read();
        }
    });
}

fn want() {
    if !WANTED.replace(true) {
        read();
    }
}

/// Reads everything anew.
pub(crate) fn read() {
    let round = ROUND.get() + 1;
    ROUND.set(round);
    spawn_local(async move {
        let list = |trash| CredentialList { trash, slot: None };
        let (here, trashed, vault) = futures::join!(
            rpc::call(list(false)),
            rpc::call(list(true)),
            rpc::call(VaultRead {})
        );
        if ROUND.get() != round {
            return;
        }
        let found = here.and_then(|mut all| {
            all.extend(trashed?);
            Ok(all)
        });
        ALL.with(|all| set_changed(all, Some(found)));
        if let Ok(vault) = vault {
            WAS_OPEN.set(WAS_OPEN.get() || vault.state == VaultCondition::Open);
            VAULT.with(|known| set_changed(known, Some(vault)));
        }
    });
}

/// Takes over a credential that was made, so that whoever chooses it at once finds it among the others.
pub(crate) fn learn(made: &CredentialView) {
    ALL.with(|all| {
        all.update(|all| {
            if let Some(Ok(all)) = all
                && !all.iter().any(|one| one.id == made.id)
            {
                all.push(made.clone());
            }
        });
    });
}

/// What is the same as before draws nothing anew.
fn set_changed<T: PartialEq + Send + Sync + 'static>(signal: &ArcRwSignal<T>, now: T) {
    if signal.with_untracked(|before| *before != now) {
        signal.set(now);
    }
}

/// Puts a credential into the trash, with a way back.
pub(crate) fn trash(credential: &CredentialView) {
    let id = credential.id.clone();
    let said = t_args(
        "credential-trashed",
        &[("name", credential.name.as_str().into())],
    );
    spawn_local(async move {
        match rpc::call(CredentialTrash { id: id.clone() }).await {
            Ok(_) => notice_undo(said, move || untrash(id.clone())),
            Err(error) => notice_error(&error),
        }
        read();
    });
}

/// Takes a credential out of the trash.
pub(crate) fn untrash(id: String) {
    spawn_local(async move {
        if let Err(error) = rpc::call(CredentialUntrash { id }).await {
            notice_error(&error);
        }
        read();
    });
}
