//! What is done with the vault, and what is said of it.

use api::{Command, Error, NoticeLevel, VaultLock, VaultRotate, VaultState};
use leptos::prelude::*;
use leptos::task::spawn_local;

use crate::credentials;
use crate::rpc;
use crate::text::t;
use crate::widgets::{notice, notice_error};

/// Does something after which the vault is another.
pub(super) fn change<C: Command<Answer = VaultState> + 'static>(request: C) {
    spawn_local(async move {
        match rpc::call(request).await {
            Ok(state) => credentials::set_vault(state),
            Err(error) => {
                notice_error(&error);
                credentials::read();
            }
        }
    });
}

/// Locks it: no step can use a credential until it is opened again.
pub(super) fn lock() {
    change(VaultLock {});
}

/// Seals everything anew.
///
/// # Errors
/// Why it was not done.
pub(super) async fn rotate(request: VaultRotate) -> Result<(), Error> {
    let rotated = rpc::call(request).await?;
    credentials::set_vault(rotated.state);
    notice(NoticeLevel::Info, untrack(|| t("vault-rotated")));
    if let Some(code) = rotated.recovery {
        credentials::show_recovery(code);
    }
    Ok(())
}
