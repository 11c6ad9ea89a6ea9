//! Six ways in which people lose keys. Each ends with the recovery code, and with the credential shown to its service again.

use std::path::Path;

use anyhow::{Context as _, Result, bail, ensure};
use api::{
    BackupNow, BackupRestore, CredentialChoose, CredentialSlots, ImportFile, RunOpen,
    VaultCondition, VaultRead, VaultUnlock, WorkflowImport, code,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;

use super::Verdict;
use super::flows::{self, Flow};
use super::keyring::Session;
use super::leaks::{start, stop};
use super::process::{Place, Server};
use super::secrets::{Canary, canaries};
use super::service::Service;
use crate::chaos::seed::Seed;

const STORIES: [&str; 6] = [
    "keychain wiped",
    "other desktop",
    "new machine",
    "restored backup",
    "locked keychain",
    "renamed user",
];

/// Tells all of them; with a real keychain, or, where it is not needed and the machine has none, without.
///
/// # Errors
/// When one cannot be told.
pub fn run(program: &Path, seed: u64, needs_keychain: bool, verdict: &mut Verdict) -> Result<()> {
    let mut told = 0;
    let mut keychain = false;
    for (at, story) in STORIES.into_iter().enumerate() {
        let mut seed = Seed::round(seed, 100 + at as u64);
        let session = Session::open()?;
        keychain = session.is_some();
        match Story::tell(program, story, session, &mut seed) {
            Ok(()) => told += 1,
            Err(error) => verdict.fail(format!("{story}: {error:#}")),
        }
    }
    if needs_keychain && !keychain {
        verdict.fail("the stories were told without a keychain");
    }
    let with = match keychain {
        true => "Secret Service",
        false => "this machine has no keychain",
    };
    verdict.say(format!("stories {told}/6 ({with})"));
    Ok(())
}

struct Story<'s> {
    program: &'s Path,
    name: &'static str,
    /// The session of the person; none where the machine has no keychain.
    session: Option<Session>,
    service: Service,
    canary: Canary,
    /// Their recovery code.
    recovery: String,
    /// The workflow that uses the credential.
    workflow: String,
    spent: u64,
}

impl<'s> Story<'s> {
    fn tell(
        program: &'s Path,
        name: &'static str,
        session: Option<Session>,
        seed: &mut Seed,
    ) -> Result<()> {
        let canary = canaries(seed).swap_remove(2);
        let mut story = Self {
            program,
            name,
            session,
            service: Service::open(vec![canary.clone()])?,
            canary,
            recovery: String::new(),
            workflow: String::new(),
            spent: 0,
        };
        let before = Place::new(story.bus())?;
        let backup = story.begin(&before)?;
        let after = story.lose(before, backup.as_deref())?;
        story.recover(&after, backup.as_deref())
    }

    fn bus(&self) -> Option<String> {
        self.session.as_ref().map(Session::address)
    }

    /// A credential, its code, and a workflow that uses it. The name of a backup, where the story has one.
    fn begin(&mut self, place: &Place) -> Result<Option<String>> {
        let server = place.serve(self.program, &[])?;
        let host = format!("127.0.0.1:{}", self.service.port);
        let made = server.call(&self.canary.create("Work", &[host]))?;
        let code = made.recovery.context("the first one comes with a code")?;
        code.code.expose().clone_into(&mut self.recovery);
        let flow = Flow::new("Work", self.canary.slot);
        let flow = flow.branch(vec![flows::ask(&self.canary, self.service.port, 0, "echo")]);
        let request = WorkflowImport {
            files: vec![ImportFile {
                name: "flow.json".to_owned(),
                bytes: BASE64_STANDARD.encode(flow.file().to_string()),
            }],
            folder: None,
        };
        let row = server
            .call(&request)?
            .pop()
            .and_then(|outcome| outcome.workflow);
        self.workflow = row.context("a workflow")?.id;
        let workflow = self.workflow.clone();
        for slot in server.call(&CredentialSlots {
            workflow: workflow.clone(),
        })? {
            server.call(&CredentialChoose {
                workflow: workflow.clone(),
                asked: slot.asked,
                credential: Some(made.credential.id.clone()),
            })?;
        }
        self.assert_spends(&server)?;
        let backup = match self.name {
            "restored backup" => Some(server.call(&BackupNow {})?.name),
            _ => None,
        };
        stop(server)?;
        // What the keychain remembers opens by itself: otherwise there was nothing to lose.
        let server = place.serve(self.program, &[])?;
        let state = server.call(&VaultRead {})?.state;
        let remembered = self.session.is_some();
        ensure!(
            (state == VaultCondition::Open) == remembered,
            "it is {state:?} after a start"
        );
        stop(server)?;
        Ok(backup)
    }

    /// What happens; where the person is afterwards.
    fn lose(&mut self, before: Place, backup: Option<&str>) -> Result<Place> {
        match (self.name, &mut self.session) {
            ("keychain wiped", Some(session)) => {
                session.wipe()?;
                return Ok(before);
            }
            ("locked keychain", Some(session)) => {
                session.restart(false)?;
                return Ok(before);
            }
            ("keychain wiped" | "locked keychain", None) => return Ok(before),
            _ => {}
        }
        // Another keychain service, machine or user.
        self.session = Session::open()?;
        let mut after = Place::new(self.bus())?;
        match self.name {
            "other desktop" => {
                after = before;
                after.bus = self.bus();
            }
            "new machine" => copy(&before.path("data"), &after.path("data"))?,
            "renamed user" => std::fs::rename(before.path("data"), after.path("data"))?,
            "restored backup" => {
                let name = backup.context("a backup")?;
                std::fs::create_dir_all(after.path("data/backups"))?;
                std::fs::copy(
                    before.path("data/backups").join(name),
                    after.path("data/backups").join(name),
                )?;
            }
            other => bail!("there is no story {other}"),
        }
        Ok(after)
    }

    /// It is locked, says why, and nothing is done with it; the code opens it, and everything is as it was.
    fn recover(&mut self, place: &Place, backup: Option<&str>) -> Result<()> {
        let server = place.serve(self.program, &[])?;
        if let Some(name) = backup {
            server.call(&BackupRestore {
                name: name.to_owned(),
            })?;
        }
        let state = server.call(&VaultRead {})?;
        ensure!(
            state.state == VaultCondition::Locked,
            "it is {:?}",
            state.state
        );
        let word = match (&self.session, self.name) {
            // There is none, and the window says so.
            (None, _) => Some("absent"),
            (_, "locked keychain") => Some("locked"),
            _ => Some("empty"),
        };
        let said = state.keychain.as_deref();
        ensure!(said == word, "it says {said:?}, not {word:?}");
        // Nothing makes a new key over it.
        let more = server.try_call(&self.canary.create("More", &["a.example".to_owned()]))?;
        ensure!(
            more.is_err_and(|error| error.code == code::VAULT_LOCKED),
            "it keeps more"
        );
        let ended = self.run(&server)?;
        ensure!(ended == "vault.locked", "a run ends with {ended:?}");
        ensure!(
            self.service.accepted()[0] == self.spent,
            "it was sent while it was locked"
        );
        let typed = self.recovery.to_lowercase().replace('-', " ");
        let state = server.call(&VaultUnlock {
            recovery: Some(typed.as_str().into()),
            remember: true,
            ..VaultUnlock::default()
        })?;
        ensure!(
            state.state == VaultCondition::Open,
            "after the code it is {:?}",
            state.state
        );
        self.assert_spends(&server)?;
        stop(server)?;
        if let Some(session) = self
            .session
            .as_mut()
            .filter(|_| self.name == "locked keychain")
        {
            session.restart(true)?;
        }
        let server = place.serve(self.program, &[])?;
        if self.session.is_some() {
            let state = server.call(&VaultRead {})?.state;
            ensure!(
                state == VaultCondition::Open,
                "after the next start it is {state:?}"
            );
            self.assert_spends(&server)?;
        }
        stop(server)
    }

    /// A run shows the credential to the service, which takes it.
    fn assert_spends(&mut self, server: &Server) -> Result<()> {
        let ended = self.run(server)?;
        ensure!(ended.is_empty(), "a run ends with {ended:?}");
        self.spent += 1;
        ensure!(
            self.service.accepted()[0] == self.spent,
            "the service did not take it"
        );
        Ok(())
    }

    /// The code with which a run ends; none where it works.
    fn run(&self, server: &Server) -> Result<String> {
        let open = RunOpen {
            execution: start(server, &self.workflow)?,
        };
        for _ in 0..600 {
            let summary = server.call(&open)?.summary;
            if summary.status.is_final() {
                return Ok(summary
                    .error
                    .map_or_else(String::new, |error| error.code.to_string()));
            }
            server.wait_for_event();
        }
        bail!("the run does not end")
    }
}

fn copy(from: &Path, to: &Path) -> Result<()> {
    std::fs::create_dir_all(to)?;
    for entry in std::fs::read_dir(from)? {
        let path = entry?.path();
        let target = to.join(path.file_name().unwrap_or_default());
        match path.is_dir() {
            true => copy(&path, &target)?,
            false => {
                std::fs::copy(&path, &target)?;
            }
        }
    }
    Ok(())
}
