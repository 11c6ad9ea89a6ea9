//! Backups: listed, made, restored; or going on without what is missing.

use std::sync::Arc;

use api::{
    Backup, BackupKind, BackupList, BackupNow, BackupRestore, BackupRestored, BeginAnew, Done,
    Error, EventKind, MissingAccept, code,
};

use super::Answer;
use super::error::of_store;
use super::vault::KEPT;
use crate::App;
use crate::bus::{LOST, MISSING};
use crate::clock::now_ms;

impl App {
    /// The backups, newest first; also of a store that cannot be opened.
    ///
    /// # Errors
    /// When nothing is kept, or their folder cannot be read.
    pub async fn backups(&self) -> Result<Vec<store::Backup>, crate::Error> {
        Ok(self.0.rooms.memory.backups()?)
    }

    /// Makes a backup.
    ///
    /// # Errors
    /// When there is no room for it, or what is stored is damaged.
    pub async fn back_up(&self) -> Result<store::Backup, crate::Error> {
        let store = self.store().await?;
        Ok(store.back_up(store::BackupKind::Asked, now_ms()).await?)
    }

    /// Puts a backup in the place of what is stored. Nothing may be running. Runs that went on after the backup was made
    /// are ended in it: they would do again what they did since.
    ///
    /// # Errors
    /// When the backup is damaged, or another program has the data open: nothing is changed then.
    pub async fn restore_backup(&self, name: &str) -> Result<store::Restored, crate::Error> {
        // What is made for the key that is open must not be written beside the one that is restored.
        let _one = self.credentials().alone().await;
        let known = match self.store().await {
            Ok(store) => self.known(&store).await,
            // That may be why a backup is restored.
            Err(_) => store::Known::default(),
        };
        let memory = &self.0.rooms.memory;
        let restored = memory.restore(name, now_ms(), &known).await;
        let restored = restored.map_err(|error| match error {
            // What is wrong with it is not wrong with what is there now.
            store::Error::Damaged { .. } | store::Error::Foreign(_) => crate::Error::Backup(error),
            other => other.into(),
        })?;
        self.settle_restore().await?;
        Ok(restored)
    }

    /// What is known of what a backup takes the place of. Runs of which nobody can tell how far they are stand nowhere.
    async fn known(&self, store: &store::Store) -> store::Known {
        // One that was cut off behind its swap comes first: its note goes with what is replaced.
        let standing = match self.settle_restore().await {
            Ok(()) => store.standing().await.unwrap_or_default(),
            // Which may be why a backup is restored.
            Err(error) => {
                tracing::warn!(%error, "an earlier restore cannot be settled");
                Vec::new()
            }
        };
        let kept = store.preference(KEPT).await.ok().flatten();
        store::Known {
            keys: self.credentials().keys(store).await,
            preferences: kept.map(|id| (KEPT.to_owned(), id)).into_iter().collect(),
            standing,
        }
    }

    /// Puts an empty database in the place of one that is broken, which stays as a backup.
    ///
    /// # Errors
    /// When it is whole, when another program has it open, or why else it does not open: nothing is changed then.
    pub async fn start_over(&self) -> Result<(), crate::Error> {
        let credentials = self.credentials();
        let _one = credentials.alone().await;
        let log = store::Begun {
            deed: credentials.deed("database.begin", "", "", ""),
            log_left: credentials.deed("audit.left", "", "", ""),
        };
        Ok(self.0.rooms.memory.begin_anew(now_ms(), &log).await?)
    }

    fn assert_idle(&self) -> Answer<()> {
        match self.runs().running().len().max(self.kept_runs()) {
            0 => Ok(()),
            running => {
                let message = match running {
                    1 => "A run is going on, and what it did would be lost.".to_owned(),
                    _ => format!("{running} runs are going on, and what they did would be lost."),
                };
                Err(Error::new(code::IN_USE, message).hint("Stop them, or wait for their end."))
            }
        }
    }

    /// How many executions are going on that are kept.
    fn kept_runs(&self) -> usize {
        Arc::strong_count(&self.0.going_on) - 1
    }

    pub(crate) async fn backup_list(&self, _: BackupList) -> Answer<Vec<Backup>> {
        let mut all = Vec::new();
        for backup in self.backups().await? {
            all.push(self.with_contents(backup).await);
        }
        Ok(all)
    }

    pub(crate) async fn backup_now(&self, _: BackupNow) -> Answer<Backup> {
        let made = self.back_up().await?;
        Ok(self.with_contents(made).await)
    }

    pub(crate) async fn backup_restore(&self, request: BackupRestore) -> Answer<BackupRestored> {
        self.assert_idle()?;
        let restored = self.restore_backup(&request.name).await?;
        self.runs().forget_ended();
        // What is unfinished in the backup and has not gone on since.
        let recovered = self.recover().await;
        self.tell_replaced();
        recovered?;
        self.tell_inbox().await;
        Ok(BackupRestored {
            older_code_ms: restored.older_code_ms,
        })
    }

    pub(crate) async fn begin_anew(&self, _: BeginAnew) -> Answer<Done> {
        self.assert_idle()?;
        self.start_over().await?;
        self.runs().forget_ended();
        self.tell_replaced();
        self.tell_inbox().await;
        Ok(Done::default())
    }

    /// Windows are told to read everything again.
    fn tell_replaced(&self) {
        self.bus().answered(MISSING);
        self.bus().answered(LOST);
        for told in [
            EventKind::Missed,
            EventKind::WorkflowsChanged,
            EventKind::RunsChanged,
            EventKind::CredentialsChanged,
            EventKind::SettingsChanged,
        ] {
            self.bus().tell(told);
        }
    }

    /// Windows are told to read again what was refused.
    pub(crate) async fn missing_accept(&self, request: MissingAccept) -> Answer<Done> {
        let store = self.store().await?;
        if request.changes {
            store.forget_loss().await.map_err(of_store)?;
            self.bus().answered(LOST);
            return Ok(Done::default());
        }
        let deed = self.credentials().deed("database.accept", "", "", "");
        store.accept_missing(&deed).await.map_err(of_store)?;
        self.bus().answered(MISSING);
        self.bus().tell(EventKind::Missed);
        Ok(Done::default())
    }

    /// A backup with what is in it.
    async fn with_contents(&self, backup: store::Backup) -> Backup {
        let folder = self.0.rooms.memory.folder();
        let workflows = match folder {
            Some(folder) => store::Store::workflows_in(folder, &backup).await,
            None => None,
        };
        Backup {
            kind: match backup.kind {
                store::BackupKind::Daily => BackupKind::Daily,
                store::BackupKind::Asked => BackupKind::Asked,
                store::BackupKind::Upgrade => BackupKind::Upgrade,
                store::BackupKind::Replaced => BackupKind::Replaced,
            },
            name: backup.name,
            at_ms: backup.at_ms,
            bytes: backup.bytes,
            damaged: backup.damaged,
            broken: backup.broken,
            workflows,
        }
    }
}
