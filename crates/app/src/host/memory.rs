//! What workflows remember, in the store; the store is opened when it is first needed, since most executions need none.

use std::path::PathBuf;

use sdk::{Dedup, DedupAction, Error, Result, StaticScope};
use store::Store;
use tokio::sync::{Notify, RwLock};
use value::Map;

/// The store, opened on first use.
pub struct Memory {
    folder: Option<PathBuf>,
    keep: bool,
    store: RwLock<Option<Store>>,
    /// It was opened: for who waits for that.
    opened: Notify,
}

impl Memory {
    /// In a data folder, or, without one, in memory only. What shall not be kept begins with what the folder holds.
    pub fn new(folder: Option<PathBuf>, keep: bool) -> Self {
        Self {
            folder,
            keep,
            store: RwLock::default(),
            opened: Notify::new(),
        }
    }

    /// The data folder, if one is kept.
    pub fn folder(&self) -> Option<&std::path::Path> {
        self.folder.as_deref()
    }

    /// The store.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn store(&self) -> Result<Store> {
        self.open().await.map_err(|e| failed(&e))
    }

    /// The store, with its own errors.
    ///
    /// # Errors
    /// When it cannot be opened.
    pub async fn open(&self) -> store::Result<Store> {
        if let Some(store) = &*self.store.read().await {
            return Ok(store.clone());
        }
        let mut slot = self.store.write().await;
        if let Some(store) = &*slot {
            return Ok(store.clone());
        }
        let store = match &self.folder {
            Some(folder) if self.keep => Store::open(folder).await,
            Some(folder) if folder.join(Store::FILE).exists() => Store::apart(folder).await,
            _ => Store::memory().await,
        }?;
        *slot = Some(store.clone());
        self.opened.notify_one();
        Ok(store)
    }

    /// Puts a backup in the place of the store. Whoever asks for the store meanwhile waits for the one or the other.
    ///
    /// # Errors
    /// When it cannot be restored: then the store is what it was.
    pub(crate) async fn restore(
        &self,
        backup: &str,
        now_ms: i64,
        known: &store::Known,
    ) -> store::Result<store::Restored> {
        let folder = self.kept()?;
        let mut slot = self.store.write().await;
        if let Some(open) = slot.take() {
            open.close().await;
        }
        let restored = Store::restore(folder, backup, now_ms, known).await;
        self.reopen(folder, &mut slot, restored).await
    }

    /// Puts an empty store in the place of one that is broken: that does not open, or into which nothing can be written.
    ///
    /// # Errors
    /// When it is whole, when another program has it open, or why else it does not open: nothing is changed then.
    pub(crate) async fn begin_anew(&self, now_ms: i64, log: &store::Begun) -> store::Result<()> {
        use store::Error as Fault;
        let folder = self.kept()?;
        let mut slot = self.store.write().await;
        let opened = match slot.take() {
            Some(open) => Ok(open),
            None => Store::open(folder).await,
        };
        let begun = match opened {
            Ok(open) => {
                let whole = open
                    .examine_quickly()
                    .await
                    .map(|found| found.structure.is_empty());
                open.close().await;
                match whole {
                    Ok(false) => Store::begin_anew(folder, now_ms, log).await,
                    Ok(true) => Err(Fault::Invalid(
                        "the database is whole: nothing is replaced".to_owned(),
                    )),
                    Err(error) => Err(error),
                }
            }
            Err(Fault::Damaged { .. } | Fault::Foreign(_) | Fault::Emptied(_)) => {
                Store::begin_anew(folder, now_ms, log).await
            }
            Err(other) => Err(other),
        };
        self.reopen(folder, &mut slot, begun).await
    }

    async fn reopen<T>(
        &self,
        folder: &std::path::Path,
        slot: &mut Option<Store>,
        replaced: store::Result<T>,
    ) -> store::Result<T> {
        // Opened anew in either case, so that nobody goes on with a closed one.
        let opened = Store::open(folder).await;
        *slot = opened.as_ref().ok().cloned();
        if slot.is_some() {
            self.opened.notify_one();
        }
        let replaced = replaced?;
        opened.map(|_| replaced)
    }

    /// The backups, also of a store that cannot be opened.
    ///
    /// # Errors
    /// When nothing is kept here, or their folder cannot be read.
    pub(crate) fn backups(&self) -> store::Result<Vec<store::Backup>> {
        Store::backups_in(self.kept()?)
    }

    fn kept(&self) -> store::Result<&std::path::Path> {
        let kept = self.folder.as_deref().filter(|_| self.keep);
        kept.ok_or_else(|| store::Error::Invalid("there is no data folder to back up".to_owned()))
    }

    /// Whether what is written stays when this installation is closed.
    pub(crate) fn keeps(&self) -> bool {
        self.keep
    }

    /// Whether the store holds, or will hold, more than this execution puts into it.
    pub(crate) fn holds_more(&self) -> bool {
        let folder = self.folder.as_ref();
        folder.is_some_and(|folder| self.keep || folder.join(Store::FILE).exists())
    }

    /// Whether there is a store already, be it on disk or open.
    pub(crate) fn has_file(&self) -> bool {
        let folder = self.folder.as_ref();
        // Who holds the lock is about to have one.
        let open = self.store.try_read().map_or(true, |slot| slot.is_some());
        open || folder.is_some_and(|folder| folder.join(Store::FILE).exists())
    }

    /// Until the store was opened, perhaps since the last time that this was asked.
    pub(crate) async fn was_opened(&self) {
        self.opened.notified().await;
    }

    /// Closes the store, if it was opened.
    pub async fn close(&self) {
        if let Some(store) = &*self.store.read().await {
            store.close().await;
        }
    }

    pub(super) async fn static_data(&self, workflow: &str, scope: StaticScope<'_>) -> Result<Map> {
        self.store()
            .await?
            .static_data(workflow, name(scope))
            .await
            .map_err(|e| failed(&e))
    }

    pub(super) async fn set_static_data(
        &self,
        workflow: &str,
        scope: StaticScope<'_>,
        data: Map,
    ) -> Result<()> {
        self.store()
            .await?
            .set_static_data(workflow, name(scope), data)
            .await
            .map_err(|e| failed(&e))
    }

    pub(super) async fn deduplicate(&self, workflow: &str, call: Dedup<'_>) -> Result<Vec<bool>> {
        let store = self.store().await?;
        let scope = call.node.unwrap_or_default();
        match call.action {
            DedupAction::New(keys) => {
                store
                    .remember_keys(workflow, scope, keys, call.history)
                    .await
            }
            DedupAction::Above(numbers) => store.remember_largest(workflow, scope, numbers).await,
            DedupAction::Clear => store
                .forget_keys(workflow, scope)
                .await
                .map(|()| Vec::new()),
        }
        .map_err(|e| failed(&e))
    }
}

fn name(scope: StaticScope<'_>) -> &str {
    match scope {
        StaticScope::Workflow => "",
        StaticScope::Node(name) => name,
    }
}

/// The store's error as the run shows it.
pub(super) fn failed(error: &store::Error) -> Error {
    Error::new(error.code(), format!("{error}."))
}
