//! Executions whose program ended while they ran: found when Millrace starts, and gone on with.
//!
//! One program at a time looks for them. Each is claimed in one transaction, which also says what becomes of an attempt
//! that was cut off; so whoever is killed in the middle of this leaves executions that are claimed by a program that is
//! gone, and the next one finds them again. A step that may have done something is not run again by itself: its
//! execution waits until a person has decided.

use std::collections::{HashMap, HashSet};
use std::path::Path;

use engine::Handle;
use model::ExecutionStatus;
use store::{Store, Unfinished, Unsettled};

use crate::Error;
use crate::app::App;
use crate::claim::{Claimed, Decided, Fate, in_doubt, is_damage};
use crate::executor::{Alone, is_gone, sweep};
use crate::run::{Acknowledge, RunRequest};

/// What was found when Millrace started.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Recovered {
    /// Executions that go on.
    pub resumed: usize,
    /// Executions that wait for a person's decision.
    pub in_review: usize,
    /// Executions that could not go on and were ended.
    pub ended: usize,
    /// Executions that had failed, and whose error workflows had yet to begin.
    pub followed: usize,
    /// Executions that are damaged: nobody goes on with them, and what they did is not done again.
    pub damaged: usize,
}

impl App {
    /// Goes on with the executions that other programs left unfinished when they ended, and puts those in doubt into the
    /// inbox. Where nothing is kept there is nothing to do. Returns when all of them are claimed and started.
    ///
    /// # Errors
    /// When the store cannot be read or written, or the data folder cannot be locked.
    pub async fn recover(&self) -> Result<Recovered, Error> {
        let Some(folder) = self.kept_folder() else {
            return Ok(Recovered::default());
        };
        let own = self.executor().await?.id.clone();
        let store = self.store().await?;
        let mut found = Recovered::default();
        let mut claimed = Vec::new();
        {
            let alone = self.alone(&store, folder).await?;
            let dropped = self.0.dropped.waiting();
            let (left, damaged) = left_behind(&store, &alone, folder, &own, &dropped).await?;
            found.damaged = damaged;
            for left in left {
                let recovered = self.recover_one(&store, &left, &own).await;
                if matches!(recovered, Ok(Some(_))) {
                    self.0.dropped.taken_up(&left.execution);
                }
                match recovered {
                    Ok(Some(Fate::Resumes(request, execution))) => {
                        claimed.push((request, execution));
                    }
                    Ok(Some(Fate::InReview)) => found.in_review += 1,
                    Ok(Some(Fate::Ended)) => found.ended += 1,
                    Ok(None) => {}
                    Err(error) if is_damage(&error) => {
                        tracing::error!(execution = %left.execution, %error, "a run cannot go on");
                        found.damaged += 1;
                    }
                    Err(error) => return Err(error),
                }
            }
            found.followed = self
                .begin_left_error_workflows(&store, &alone, folder, &own)
                .await?;
            sweep(&alone, folder);
        }
        for (request, execution) in claimed {
            match self.go_on(*request, *execution).await {
                Ok(()) => found.resumed += 1,
                Err(error @ Error::Store(_)) => return Err(error),
                // It was ended, and says why.
                Err(_) => found.ended += 1,
            }
        }
        if found != Recovered::default() {
            tracing::info!(?found, "unfinished runs were found");
            self.tell_inbox().await;
        }
        Ok(found)
    }

    /// As [`recover`](Self::recover), for a program that goes on where that fails, on a full disk say: it is tried again
    /// once changes are taken again.
    pub async fn recover_or_warn(&self) {
        if let Err(error) = self.recover().await {
            tracing::error!(%error, "unfinished runs were not taken up");
        }
    }

    /// As [`recover_or_warn`](Self::recover_or_warn), for a program that looks again and again: nothing is locked, told or
    /// logged where nothing can be left.
    pub(crate) async fn recover_if_left(&self) {
        match self.may_be_left().await {
            Ok(true) => self.recover_or_warn().await,
            Ok(false) => {}
            Err(error) => tracing::warn!(%error, "unfinished runs were not looked for"),
        }
    }

    /// Whether an execution has not ended that this program does not run, and about which nobody has to decide, or an
    /// error workflow has not begun.
    async fn may_be_left(&self) -> Result<bool, Error> {
        let own = &self.executor().await?.id;
        let dropped = self.0.dropped.waiting();
        let store = self.store().await?;
        let (all, _) = store.unfinished().await?;
        let is_left = all.iter().any(|left| {
            left.status != ExecutionStatus::NeedsReview
                && (left.executor != *own || dropped.contains(&left.execution))
        });
        let failed = store.without_error_workflow().await?;
        Ok(is_left || failed.iter().any(|(_, executor)| executor != own))
    }

    async fn recover_one(
        &self,
        store: &Store,
        left: &Unfinished,
        own: &str,
    ) -> Result<Option<Fate>, Error> {
        match self.of_caller(store, left).await? {
            Some(decided) => self.claim(store, left, own, decided).await,
            None => Ok(None),
        }
    }

    /// Puts executions in doubt into the inbox and goes on with none: for a program that only looks.
    ///
    /// # Errors
    /// When the store cannot be read or written, or the data folder cannot be locked.
    pub async fn find_doubtful(&self) -> Result<(), Error> {
        let Some(folder) = self.kept_folder() else {
            return Ok(());
        };
        let store = self.store().await?;
        let is_settled = store.unsettled_restore().await?.is_none();
        if is_settled && store.unfinished().await?.0.is_empty() {
            return Ok(());
        }
        let alone = self.alone(&store, folder).await?;
        let none = HashSet::new();
        for left in left_behind(&store, &alone, folder, "", &none).await?.0 {
            match self.review_if_doubtful(&store, &left).await {
                Err(error) if !is_damage(&error) => return Err(error),
                // Whoever reads the run is told.
                _ => {}
            }
        }
        Ok(())
    }

    async fn review_if_doubtful(&self, store: &Store, left: &Unfinished) -> Result<(), Error> {
        let attempts = store.attempts(&left.execution).await?;
        if in_doubt(&attempts, left.skips).is_some() {
            self.claim(store, left, "", Decided::Nothing).await?;
        }
        Ok(())
    }

    /// How many executions have not ended and wait for no decision.
    ///
    /// # Errors
    /// When the store cannot be read.
    pub async fn unfinished(&self) -> Result<usize, Error> {
        let (all, _) = self.store().await?.unfinished().await?;
        let goes_on = |left: &&Unfinished| left.status != ExecutionStatus::NeedsReview;
        Ok(all.iter().filter(goes_on).count())
    }

    /// The data folder, if anything is kept in it.
    pub(crate) fn kept_folder(&self) -> Option<&Path> {
        let memory = &self.0.rooms.memory;
        memory.folder().filter(|_| memory.keeps())
    }

    /// Goes on with an execution as a person decided, followed by the windows.
    pub(crate) async fn decide(&self, id: &str, decided: Decided) -> Result<(), Error> {
        match self.settle(id, decided).await? {
            Some((request, execution)) => self.go_on(*request, *execution).await,
            None => Ok(()),
        }
    }

    /// Goes on with an execution as a person decided, followed by who asks; none where it ended with that. One that was
    /// cut off in no doubtful step goes on too.
    ///
    /// # Errors
    /// When it needs no decision any more, or cannot go on.
    pub async fn decide_here(
        &self,
        id: &str,
        decision: api::Decision,
    ) -> Result<Option<(Handle, RunRequest)>, Error> {
        let Some((mut request, execution)) = self.settle(id, decision.into()).await? else {
            return Ok(None);
        };
        request.acknowledge = Acknowledge::End;
        let handle = self.start_claimed(&request, *execution).await?;
        Ok(Some((handle, *request)))
    }

    async fn settle(
        &self,
        id: &str,
        decided: Decided,
    ) -> Result<Option<(Box<RunRequest>, Box<Claimed>)>, Error> {
        let store = self.store().await?;
        let late = || Error::from(store::Error::Late);
        let own = self.executor().await?.id.clone();
        let folder = self.kept_folder().ok_or_else(late)?;
        let alone = self.alone(&store, folder).await?;
        let left = store.unfinished_one(id).await?.ok_or_else(late)?;
        let waits = left.status == ExecutionStatus::NeedsReview;
        let runs = match left.executor == own {
            true => !self.0.dropped.waiting().contains(id),
            false => !is_gone(&alone, folder, &left.executor),
        };
        if !waits && runs {
            return Err(late());
        }
        let claimed = self.claim(&store, &left, &own, decided).await?;
        self.0.dropped.taken_up(id);
        match claimed {
            Some(Fate::Resumes(request, execution)) => Ok(Some((request, execution))),
            Some(Fate::InReview | Fate::Ended) => Ok(None),
            None => Err(late()),
        }
    }

    /// Settles what follows from a backup that was restored, if nobody has done so yet.
    ///
    /// # Errors
    /// When the store cannot be read or written, or the data folder cannot be locked.
    pub(crate) async fn settle_restore(&self) -> Result<(), Error> {
        let Some(folder) = self.kept_folder() else {
            return Ok(());
        };
        let store = self.store().await?;
        self.alone(&store, folder).await.map(drop)
    }

    /// Waits until no other program claims executions, and settles what a restore left to settle: nothing may go on before,
    /// it could be what is to be ended.
    pub(crate) async fn alone(&self, store: &Store, folder: &Path) -> Result<Alone, Error> {
        let alone = Alone::wait(folder).await.map_err(Error::Lock)?;
        if let Some(restored) = store.unsettled_restore().await? {
            self.settle_with(store, &alone, folder, &restored).await?;
        }
        Ok(alone)
    }

    async fn settle_with(
        &self,
        store: &Store,
        alone: &Alone,
        folder: &Path,
        restored: &Unsettled,
    ) -> Result<(), Error> {
        let outrun = match &restored.outrun {
            Some(outrun) => outrun.clone(),
            None => self.may_be_outrun(store, alone, folder).await?,
        };
        for execution in &outrun {
            match self.end_outrun(store, execution).await {
                Err(error) if !is_damage(&error) => return Err(error),
                // Nobody goes on with what is damaged.
                _ => {}
            }
        }
        self.credentials()
            .note(store, "backup.restore", "", &restored.backup, "")
            .await?;
        if let Some(backup) = &restored.log_left {
            let log = self.credentials();
            log.note(store, "audit.left", "", backup, "").await?;
        }
        Ok(store.restore_settled().await?)
    }

    /// The executions that a restore may have set back, where nobody can tell which: those that no program runs.
    async fn may_be_outrun(
        &self,
        store: &Store,
        alone: &Alone,
        folder: &Path,
    ) -> Result<Vec<String>, Error> {
        // Not begun here: that waits for the lock that is held.
        let own = self.0.executor.get().map(|own| &own.id);
        let dropped = self.0.dropped.waiting();
        let is_gone = |execution: &String, executor: &String| match own == Some(executor) {
            true => dropped.contains(execution),
            false => is_gone(alone, folder, executor),
        };
        let (open, _) = store.unfinished().await?;
        let open = open.into_iter().map(|one| (one.execution, one.executor));
        let failed = store.without_error_workflow().await?;
        let gone = open
            .chain(failed)
            .filter(|(execution, executor)| is_gone(execution, executor));
        Ok(gone.map(|(execution, _)| execution).collect())
    }

    /// Ends an execution of a backup that went on after it was made, and begins no error workflow: that may have begun since.
    async fn end_outrun(&self, store: &Store, execution: &str) -> Result<(), Error> {
        let why =
            "the backup that was restored is older than what it did, which must not be done again";
        if let Some(one) = store.unfinished_one(execution).await? {
            let why = store::Error::Invalid(why.to_owned()).into();
            self.give_up(execution, one.seq, &why).await?;
        }
        Ok(store.forget_error_workflow(execution).await?)
    }
}

/// The executions that no program runs any more and about which nobody has to decide; and how many are damaged. The own
/// program runs its own, but for those that it dropped.
pub(crate) async fn left_behind(
    store: &Store,
    alone: &Alone,
    folder: &Path,
    own: &str,
    dropped: &HashSet<String>,
) -> Result<(Vec<Unfinished>, usize), Error> {
    let mut gone: HashMap<String, bool> = HashMap::new();
    let (mut all, damaged) = store.unfinished().await?;
    for error in &damaged {
        tracing::error!(%error, "a run cannot go on");
    }
    let mut is_left = |left: &Unfinished| match left.executor == own {
        true => dropped.contains(&left.execution),
        false => *gone
            .entry(left.executor.clone())
            .or_insert_with_key(|executor| is_gone(alone, folder, executor)),
    };
    all.retain(|left| left.status != ExecutionStatus::NeedsReview && is_left(left));
    Ok((all, damaged.len()))
}
