//! The control, planted where a secret must not be, and what is found of it and of the secrets.

use anyhow::{Result, ensure};
use model::ExecutionStatus;

use super::Verdict;
use super::flows::{self, Flow};
use super::leaks::{Ground, start};
use super::process::Server;
use super::scan::{Scanner, Seen};
use super::secrets::encodings;

/// The control, by name.
pub const CONTROL: &str = "control";

/// Kinds of places in which the control must be found, in all its encodings: how they begin.
const PLACES: [&str; 7] = ["file", "wal", "tmp", "log", "rpc", "event", "worker"];

impl Ground {
    /// A text in all encodings that is no secret: by the same ways into every place that is looked at. While code holds
    /// it, and holds what the service sent back, the memory of the workers is looked through. The log says under which
    /// names it was asked.
    ///
    /// # Errors
    /// When there is nothing that could hold it.
    pub fn plant(&mut self, server: &Server) -> Result<()> {
        let port = self.service.port;
        let texts = encodings(&self.control);
        // What programs leave there goes with them: this one stays.
        std::fs::write(self.place.path("tmp/planted"), texts.join("\n"))?;
        let secrets = self
            .canaries
            .iter()
            .flat_map(|canary| encodings(&canary.text));
        for name in texts
            .iter()
            .cloned()
            .chain(secrets)
            .filter(|name| name.is_ascii())
        {
            let (status, answer) = server.post_as(&name, "vault_read", b"{}")?;
            ensure!(status == 403, "it answers to any name");
            self.place.record.add("answer to another name", answer);
        }
        for (at, workflow) in [Some(&texts[..]), None].into_iter().enumerate() {
            let canary = &self.canaries[2];
            let gate = format!("http://127.0.0.1:{port}/open/2/hold");
            let first = match workflow {
                Some(texts) => vec![flows::hold(texts), flows::look(canary, &gate)],
                None => vec![
                    flows::ask(canary, port, 2, "echo"),
                    flows::look(canary, &gate),
                ],
            };
            let flow = Flow::new(&format!("Held {at}"), canary.slot).branch(first);
            let id = self.import(server, &flow.file())?;
            if workflow.is_none() {
                self.choose(server, &id, 2)?;
            }
            let execution = start(server, &id)?;
            ensure!(
                self.service.wait_for_one(),
                "no code holds what it was given"
            );
            let scanner = self.wanted.scanner()?;
            let workers = server.workers();
            ensure!(!workers.is_empty(), "there is no worker");
            for worker in workers {
                scanner.memory("worker", worker, &mut self.seen)?;
            }
            self.service.let_go();
            let view = self.watch(server, &execution)?;
            ensure!(
                view.summary.status == ExecutionStatus::Success,
                "{:?}",
                view.summary
            );
        }
        Ok(())
    }

    /// Looks into the files while the program works with them: into the log of the database, which is written back and
    /// gone at its end, and into what it leaves for a moment.
    ///
    /// # Errors
    /// When they cannot be looked at.
    pub fn look_meanwhile(&mut self) -> Result<()> {
        let scanner = self.wanted.scanner()?;
        let mut seen = std::mem::take(&mut self.seen);
        scanner.folder("file data", &self.place.path("data"), &mut seen)?;
        let log = self.place.path("data/millrace.db-wal");
        ensure!(log.exists(), "the database has no log");
        scanner.file("wal", &log, &mut seen)?;
        scanner.folder("tmp", &self.place.path("tmp"), &mut seen)?;
        self.seen = seen;
        Ok(())
    }

    /// Looks everywhere, and says what was found.
    ///
    /// # Errors
    /// When it cannot be looked at.
    pub fn judge(&mut self, verdict: &mut Verdict) -> Result<()> {
        let scanner = self.wanted.scanner()?;
        let mut seen = std::mem::take(&mut self.seen);
        self.look(&scanner, &mut seen)?;
        for ((secret, encoding), places) in &seen.found {
            if secret != CONTROL {
                verdict.fail(format!("{secret} is found ({encoding}) in {places:?}"));
            }
        }
        for stray in self.service.strays() {
            verdict.fail(stray);
        }
        let mut planted = 0;
        for place in PLACES {
            let found = seen.encodings_of(CONTROL, place);
            planted += found.len();
            if found.len() < 8 {
                verdict.fail(format!("the control is found in {place} only as {found:?}"));
            }
        }
        verdict.say(format!(
            "12 secrets x 8 encodings: {} found in {} places ({} MB), control {planted}/{}",
            seen.found
                .keys()
                .filter(|(secret, _)| secret != CONTROL)
                .count(),
            seen.places,
            seen.bytes >> 20,
            PLACES.len() * 8
        ));
        Ok(())
    }

    /// Files, and everything that was said. The keys of the house lie in a folder of their own, which is not looked at.
    fn look(&self, scanner: &Scanner, seen: &mut Seen) -> Result<()> {
        for name in ["data", "home", "tmp", "run", "cwd", "files"] {
            let folder = self.place.path(name);
            if folder.exists() {
                scanner.folder(&format!("file {name}"), &folder, seen)?;
            }
        }
        for (place, bytes) in self.place.record.all() {
            scanner.bytes(&place, &bytes, seen);
        }
        Ok(())
    }
}
