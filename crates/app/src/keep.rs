//! Keeps the store safe while a program stays open: looks through it at the start, says what is damaged or missing, that
//! the disk is full and that it is not any more, and makes a backup a day.

use std::time::Duration;

use api::{EventKind, Notice, NoticeLevel};
use store::{BackupKind, Findings, MOST_FAILURES, Missing, State, Store};
use tokio::time::Instant;
use value::{Value, json};

use crate::App;
use crate::bus::{LOST, MISSING};
use crate::clock::{DAY_MS, now_ms};

/// How often histories are thinned out, and it is looked whether a backup is due.
const LOOK: Duration = Duration::from_secs(3_600);

/// How often it is looked whether a program has left runs.
const PULSE: Duration = Duration::from_secs(15);

/// After so long everything is looked through again, every index too; in between, what a start can wait for.
const WHOLE_MS: i64 = 7 * DAY_MS;

/// From this size on the log should have been written back, in bytes.
const LARGE_LOG: u64 = 64 << 20;

/// The preference that says when everything was looked through, UTC milliseconds.
const LOOKED_MS: &str = "store.lookedThroughMs";

/// The preference that says which version of Millrace worked here last.
const PROGRAM: &str = "store.program";

/// After so long a backup is due: a little less than a day, so that it does not move through the day.
const DUE_MS: i64 = 23 * 3_600_000;

impl App {
    /// Keeps the store safe until it is closed: for programs that stay, such as the window and `serve`, to be spawned.
    pub async fn keep_safe(self) {
        let mut late = false;
        loop {
            let store = match self.store().await {
                // Millrace closes.
                Ok(store) if store.is_closed() => return,
                Ok(store) => store,
                // A window says why, and asks again: once a backup is restored, or the disk has space.
                Err(_) => {
                    late = true;
                    self.rooms().memory.was_opened().await;
                    continue;
                }
            };
            if std::mem::take(&mut late) {
                self.catch_up().await;
            }
            self.tell_loss(&store).await;
            self.back_up_for_update(&store).await;
            let whole = is_whole_due(&store, now_ms()).await;
            self.look_through(&store, whole, now_ms()).await;
            self.keep_up(&store).await;
            self.stay_with(&store).await;
            // It was closed: there is another one where a backup was restored.
        }
    }

    /// What could not be done at the start, because the store did not open then.
    async fn catch_up(&self) {
        self.recover_or_warn().await;
        for told in [
            EventKind::Missed,
            EventKind::SettingsChanged,
            EventKind::WorkflowsChanged,
        ] {
            self.bus().tell(told);
        }
    }

    /// Until a store is closed.
    async fn stay_with(&self, store: &Store) {
        let mut state = store.state();
        // What befell it before anybody listened is told too.
        let now = *state.borrow_and_update();
        if now != State::Ready {
            self.tell_state(now);
        }
        let mut beat = tokio::time::interval_at(Instant::now() + LOOK, LOOK);
        let mut pulse = tokio::time::interval_at(Instant::now() + PULSE, PULSE);
        loop {
            tokio::select! {
                () = store.closed() => return,
                changed = state.changed() => match changed {
                    Ok(()) => {
                        let now = *state.borrow_and_update();
                        self.tell_state(now);
                        if now == State::Ready {
                            store.hold_space();
                            self.recover_or_warn().await;
                        }
                    }
                    Err(_) => return,
                },
                () = self.0.budget_changed.notified() => self.thin_out_runs(store).await,
                // Runs that another program left when it was killed, or this one dropped.
                _ = pulse.tick() => self.recover_if_left().await,
                _ = beat.tick() => {
                    if is_whole_due(store, now_ms()).await {
                        self.look_through(store, true, now_ms()).await;
                    }
                    self.keep_up(store).await;
                }
            }
        }
    }

    /// What is due now and then.
    async fn keep_up(&self, store: &Store) {
        store.hold_space();
        let log = store.log_bytes();
        if log > LARGE_LOG {
            tracing::warn!(
                bytes = log,
                "the database's log is not written back: does a program read for hours?"
            );
        }
        thin_out(store).await;
        self.thin_out_runs(store).await;
        self.back_up_if_due(store).await;
        self.remind_of_credentials(now_ms()).await;
    }

    async fn tell_loss(&self, store: &Store) {
        let Ok(Some(loss)) = store.loss().await else {
            return;
        };
        let (code, message) = match loss.after_ms {
            Some(_) => (
                "store.lost",
                "Changes that were kept are missing: the database lost them.",
            ),
            None => (
                "store.lostAll",
                "Everything that was kept is missing: the database was removed.",
            ),
        };
        let details = json!({ "after": loss.after_ms, "until": loss.until_ms });
        // Until a person has seen it: a server may run for weeks before somebody opens its page.
        let notice = Notice {
            level: NoticeLevel::Error,
            code: code.to_owned(),
            message: message.to_owned(),
            details,
        };
        self.bus().ask(LOST, EventKind::Notice(notice));
    }

    /// Looks through the store, at all of it or quickly, and says what is damaged.
    async fn look_through(&self, store: &Store, whole: bool, now_ms: i64) {
        let found = match whole {
            true => store.examine().await,
            false => store.examine_quickly().await,
        };
        let findings = match found {
            Ok(findings) => findings,
            Err(error) => return tracing::warn!(%error, "the store was not looked through"),
        };
        // Into what is broken nothing is written.
        if whole && findings.structure.is_empty() {
            let noted = store.set_preference(LOOKED_MS, &now_ms.to_string()).await;
            if let Err(error) = noted {
                tracing::warn!(%error, "the store will be looked through again");
            }
        }
        self.tell_findings(&findings);
    }

    /// In what is broken nothing can be decided; else what is damaged and what is missing are told apart.
    fn tell_findings(&self, findings: &Findings) {
        self.bus().answered(MISSING);
        if findings.is_whole() {
            return;
        }
        tracing::error!(?findings, "the database is damaged");
        if let Some(first) = findings.structure.first() {
            let message =
                "The database is damaged. Nothing is written to it any more: restore a backup.";
            let details = json!({ "why": first.as_str() });
            return self.notice(NoticeLevel::Error, api::code::BROKEN, message, details);
        }
        let rows = findings.rows.len();
        if rows > 0 {
            let message =
                format!("{rows} stored things are damaged. A backup may have them whole.");
            let details = json!({ "count": rows as i64 });
            self.notice(NoticeLevel::Error, "store.rows", message, details);
        }
        if !findings.missing.is_empty() {
            let notice = EventKind::Notice(missing(&findings.missing));
            self.bus().ask(MISSING, notice);
        }
    }

    fn tell_state(&self, state: State) {
        let (level, code, message) = match state {
            State::Ready => (NoticeLevel::Info, "store.ready", "Changes are kept again."),
            State::Full => (
                NoticeLevel::Error,
                "store.full",
                "The disk is full: nothing can be changed until there is space.",
            ),
            State::Failing => (
                NoticeLevel::Error,
                "store.disk",
                "The disk fails: nothing can be changed until it works again.",
            ),
        };
        self.notice(level, code, message, Value::Null);
    }

    /// Another version of Millrace than the last begins to work with what is stored: as it was before, it is kept.
    async fn back_up_for_update(&self, store: &Store) {
        const NOW: &str = env!("CARGO_PKG_VERSION");
        let before = match store.preference(PROGRAM).await {
            Ok(before) => before,
            Err(error) => return tracing::warn!(%error, "which version came before is not known"),
        };
        if before.as_deref() == Some(NOW) {
            return;
        }
        let kept = match before {
            Some(_) => store.back_up(BackupKind::Upgrade, now_ms()).await.map(drop),
            // A new installation.
            None => Ok(()),
        };
        let noted = match kept {
            Ok(()) => store.set_preference(PROGRAM, NOW).await,
            Err(error) => Err(error),
        };
        if let Err(error) = noted {
            tracing::warn!(%error, "no backup was made for the new version");
        }
    }

    async fn back_up_if_due(&self, store: &Store) {
        let Ok(all) = store.backups() else { return };
        let daily = |one: &&store::Backup| one.kind == BackupKind::Daily && !one.broken;
        let newest = all.iter().find(daily);
        let now = now_ms();
        // A clock that was set back does not stop backups.
        if newest.is_some_and(|one| (0..DUE_MS).contains(&(now - one.at_ms))) {
            return;
        }
        // Nothing is worth a place among the seven days before there is something.
        if store.is_blank().await.unwrap_or_default() {
            return;
        }
        self.sweep_binaries(store).await;
        let made = store.back_up(BackupKind::Daily, now).await;
        let thinned = made.and_then(|_| store.thin_out_backups());
        if let Err(error) = thinned {
            tracing::warn!(%error, "no backup was made");
            let details = json!({ "why": error.to_string() });
            let message = format!("No backup was made: {error}.");
            self.notice(NoticeLevel::Warning, "backup.failed", message, details);
        }
    }

    /// Removes the files that no item names any more. All that is stored is gone through for it: once a day is enough.
    async fn sweep_binaries(&self, store: &Store) {
        let Some(files) = self.rooms().binaries.lasting() else {
            return;
        };
        if let Err(error) = store.sweep_files(files).await {
            tracing::warn!(%error, "files that nothing names any more were not removed");
        }
    }

    fn notice(&self, level: NoticeLevel, code: &str, message: impl Into<String>, details: Value) {
        self.bus().tell_window(EventKind::Notice(Notice {
            level,
            code: code.to_owned(),
            message: message.into(),
            details,
        }));
    }
}

/// Says what is missing: of each table how many rows, 0 where that is not known.
fn missing(all: &[Missing]) -> Notice {
    let detail = |one: &Missing| {
        let count = one.count.unwrap_or_default() as i64;
        json!({ "table": one.table, "count": count })
    };
    let parts: Vec<String> = all.iter().map(words).collect();
    let parts = parts.join(", ");
    let listed: Value = all.iter().map(detail).collect();
    Notice {
        level: NoticeLevel::Error,
        code: "store.missing".to_owned(),
        message: format!("Missing from the database: {parts}. A backup may have them."),
        details: json!({ "missing": listed }),
    }
}

/// What is missing, in words.
fn words(missing: &Missing) -> String {
    let (one, more) = match missing.table {
        "workflow" => ("workflow", "workflows"),
        "workflow_version" => ("version of a workflow", "versions of workflows"),
        "draft" => ("draft of a workflow", "drafts of workflows"),
        "allowed" => (
            "workflow’s list of permissions",
            "workflows’ lists of permissions",
        ),
        "preference" => ("setting", "settings"),
        "variable" => ("variable", "variables"),
        "static_data" => ("memory of a workflow", "memories of workflows"),
        "seen" => ("remembered key of a step", "remembered keys of steps"),
        "data_table" => ("table", "tables"),
        "data_row" => ("row of a table", "rows of tables"),
        "credential" => ("credential", "credentials"),
        "credential_field" => ("secret of a credential", "secrets of credentials"),
        "vault_slot" => ("way to open the vault", "ways to open the vault"),
        "audit" => ("line of the audit log", "lines of the audit log"),
        other => (other, other),
    };
    match missing.count {
        Some(1) => format!("1 {one}"),
        Some(count) => format!("{count} {more}"),
        None => format!("perhaps {more}"),
    }
}

/// Whether it is time to look through everything. A clock that was set back puts it off for no one.
async fn is_whole_due(store: &Store, now_ms: i64) -> bool {
    let noted = store.preference(LOOKED_MS).await.ok().flatten();
    let looked = noted.and_then(|noted| noted.parse::<i64>().ok());
    looked.is_none_or(|looked| !(0..WHOLE_MS).contains(&now_ms.saturating_sub(looked)))
}

/// Keeps the error history within its budget, and removes what nothing refers to any more.
async fn thin_out(store: &Store) {
    if let Err(error) = store.thin_out_failures(MOST_FAILURES).await {
        tracing::warn!(%error, "the error history was not thinned out");
    }
    if let Err(error) = store.sweep_outputs().await {
        tracing::warn!(%error, "large outputs of runs that are gone were not removed");
    }
}

#[cfg(test)]
mod tests {
    use api::MissingAccept;

    use super::*;

    fn open(folder: &tempfile::TempDir) -> App {
        App::open(crate::Options {
            data: Some(folder.path().to_owned()),
            keep: true,
            worker: "no-worker-is-needed".into(),
        })
        .unwrap()
    }

    #[tokio::test]
    async fn what_is_missing_is_told_to_each_window_until_a_person_goes_on_without() {
        let folder = tempfile::tempdir().unwrap();
        let app = open(&folder);
        let one = |table, count| Missing { table, count };
        let mut findings = Findings::default();
        findings.missing = vec![
            one("allowed", Some(2)),
            one("variable", Some(1)),
            one("seen", None),
        ];
        app.tell_findings(&findings);
        for opened in 1..3 {
            app.bus().window_opened();
            assert_eq!(app.bus().newest(), opened);
        }
        let told = app.bus().after(1).next().await.unwrap();
        let EventKind::Notice(notice) = &told[0].what else {
            panic!("{told:?}");
        };
        assert_eq!(
            notice.message,
            "Missing from the database: 2 workflows’ lists of permissions, 1 variable, perhaps remembered keys of steps. \
             A backup may have them."
        );
        let first = notice.details.get("missing").and_then(|all| all.get(0));
        assert_eq!(first, Some(&json!({ "table": "allowed", "count": 2 })));
        app.missing_accept(MissingAccept::default()).await.unwrap();
        let newest = app.bus().newest();
        app.bus().window_opened();
        assert_eq!(app.bus().newest(), newest, "nothing is left to decide");
        app.close().await;
    }

    #[tokio::test]
    async fn another_version_of_millrace_keeps_what_the_last_one_left() {
        let folder = tempfile::tempdir().unwrap();
        let app = open(&folder);
        let store = app.store().await.unwrap();
        app.back_up_for_update(&store).await;
        assert_eq!(store.backups().unwrap(), [], "a new installation");
        store.set_preference(PROGRAM, "0.0.1").await.unwrap();
        for _ in 0..2 {
            app.back_up_for_update(&store).await;
            let kept = store.backups().unwrap();
            let kinds: Vec<BackupKind> = kept.iter().map(|one| one.kind).collect();
            assert_eq!(kinds, [BackupKind::Upgrade], "once");
        }
        app.close().await;
    }

    #[tokio::test]
    async fn everything_is_looked_through_once_a_week() {
        let folder = tempfile::tempdir().unwrap();
        let app = open(&folder);
        let store = app.store().await.unwrap();
        let day = |day: i64| 1_800_000_000_000 + day * DAY_MS;
        assert!(is_whole_due(&store, day(0)).await, "it never was");
        app.look_through(&store, false, day(0)).await;
        assert!(is_whole_due(&store, day(0)).await, "a quick look is none");
        app.look_through(&store, true, day(0)).await;
        for (now, due) in [(0, false), (6, false), (7, true), (-1, true)] {
            assert_eq!(is_whole_due(&store, day(now)).await, due, "day {now}");
        }
        store.set_preference(LOOKED_MS, "soon").await.unwrap();
        assert!(is_whole_due(&store, day(0)).await);
        app.close().await;
    }
}
