//! Everything that a person does with secrets, done with the real program, and then looked for what of it is left where.

use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail, ensure};
use api::{
    CredentialAbout, CredentialChoose, CredentialCreated, CredentialSlots, CredentialUpdate,
    DataRead, GrantSet, ImportFile, RunOpen, RunScope, RunStart, RunView, WorkflowImport,
};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use model::ExecutionStatus;
use rustix::process::Signal;

use super::flows::{self, Flow};
use super::process::{Place, Server};
use super::scan::{Seen, Wanted};
use super::secrets::{Canary, Shown, canaries, core, secret};
use super::service::Service;
use super::{Verdict, dumps, visits};
use crate::chaos::seed::Seed;

/// A person with twelve credentials, a service that knows them, and what must be found nowhere.
pub struct Ground {
    /// The program.
    pub program: PathBuf,
    /// The folders of the person.
    pub place: Place,
    /// The service.
    pub service: Service,
    /// The twelve secrets.
    pub canaries: Vec<Canary>,
    /// Ids of their credentials.
    pub ids: Vec<String>,
    /// A workflow of each.
    pub workflows: Vec<String>,
    /// Passphrase of the vault.
    pub passphrase: String,
    /// The newest recovery code.
    pub recovery: String,
    /// What must be found nowhere.
    pub wanted: Wanted,
    /// What is planted.
    pub control: String,
    /// What was seen in memory.
    pub seen: Seen,
    /// Numbers of the seed.
    pub seed: Seed,
}

/// Does everything, and looks everywhere.
///
/// # Errors
/// When it cannot be tried.
pub fn run(program: &Path, seed: u64, verdict: &mut Verdict) -> Result<()> {
    let mut ground = Ground::new(program, seed)?;
    let key = ground.place.path("keys/key");
    let key = key.display().to_string();
    let server = ground.serve(&key)?;
    ground.keep_credentials(&server)?;
    ground.look_meanwhile()?;
    ground.keep_workflows(&server)?;
    ground.run_all(&server)?;
    ground.look_meanwhile()?;
    ground.plant(&server)?;
    ground.look_meanwhile()?;
    visits::look_around(&mut ground, &server)?;
    visits::change(&mut ground, &server)?;
    visits::lock_on_the_way(&mut ground, &server)?;
    visits::cut_off(&mut ground, server)?;
    visits::by_command(&mut ground, &key)?;
    dumps::run(&mut ground, &key, verdict)?;
    ground.judge(verdict)
}

impl Ground {
    fn new(program: &Path, seed: u64) -> Result<Self> {
        let mut seed = Seed::round(seed, 0);
        let canaries = canaries(&mut seed);
        let mut wanted = Wanted::default();
        for (at, canary) in canaries.iter().enumerate() {
            wanted.add(&format!("{at} {}", canary.kind), &canary.text);
        }
        let passphrase = secret(&mut seed, true);
        wanted.add("passphrase", &passphrase);
        // Without signs that JSON writes otherwise: it travels in JSON, and is looked for as it is, too.
        let control = format!("{}/+=&%'{}", core(&mut seed, 13), core(&mut seed, 14));
        wanted.add(super::finds::CONTROL, &control);
        Ok(Self {
            program: program.to_owned(),
            place: Place::new(None)?,
            service: Service::open(canaries.clone())?,
            ids: Vec::new(),
            workflows: Vec::new(),
            recovery: String::new(),
            seen: Seen::default(),
            canaries,
            passphrase,
            wanted,
            control,
            seed,
        })
    }

    /// The server, with the key file.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn serve(&self, key: &str) -> Result<Server> {
        self.place.serve(&self.program, &["--key-file", key])
    }

    /// Where the credentials may go.
    pub fn hosts(&self) -> Vec<String> {
        vec![format!("127.0.0.1:{}", self.service.port)]
    }

    fn keep_credentials(&mut self, server: &Server) -> Result<()> {
        for (at, canary) in self.canaries.iter().enumerate() {
            let request = canary.create(&format!("Canary {at}"), &self.hosts());
            let made: CredentialCreated = server.call(&request)?;
            if let Some(code) = &made.recovery {
                code.code.expose().clone_into(&mut self.recovery);
            }
            self.ids.push(made.credential.id);
        }
        ensure!(self.recovery.len() == 47, "there is no recovery code");
        self.wanted.add("recovery code", &self.recovery);
        let key = std::fs::read_to_string(self.place.path("keys/key"))?;
        let key = key.trim().rsplit(':').next().unwrap_or_default();
        ensure!(key.len() == 64, "there is no key in the key file");
        self.wanted.add("key file", key);
        Ok(())
    }

    /// A workflow of a credential, imported as a file and given the credential.
    fn keep_workflows(&mut self, server: &Server) -> Result<()> {
        for at in 0..self.canaries.len() {
            let file = self.flow(at);
            let id = self.import(server, &file)?;
            self.choose(server, &id, at)?;
            self.workflows.push(id);
        }
        Ok(())
    }

    /// All that can happen to a request: a branch each.
    pub fn flow(&self, at: usize) -> serde_json::Value {
        let (canary, port) = (&self.canaries[at], self.service.port);
        let files = self.place.path("files");
        let ask = |way: &str| flows::ask_on(canary, port, at, way);
        let look = || flows::look(canary, "http://127.0.0.1:1/");
        let written = files.join(format!("echo {at}.txt"));
        let large = files.join(format!("large {at}.txt"));
        let mut flow = Flow::new(&format!("Flow {at}"), canary.slot);
        if canary.shown == Shown::Never {
            flow = flow.branch(vec![flows::sign(canary), look()]);
        }
        flow.branch(vec![
            ask("echo"),
            flows::copy(),
            look(),
            flows::to_file(),
            flows::write(&written),
        ])
        .branch(vec![ask("json"), flows::copy(), look()])
        .branch(vec![ask("fail"), flows::copy(), look()])
        .branch(vec![ask("cut"), flows::copy(), look()])
        .branch(vec![ask("away"), flows::copy(), look()])
        .branch(vec![ask("large"), flows::write(&large)])
        .branch(vec![ask("echo"), flows::stop()])
        .file()
    }

    /// Imports a file as the page does.
    ///
    /// # Errors
    /// When it is not taken.
    pub fn import(&self, server: &Server, file: &serde_json::Value) -> Result<String> {
        let request = WorkflowImport {
            files: vec![ImportFile {
                name: "flow.json".to_owned(),
                bytes: BASE64_STANDARD.encode(file.to_string()),
            }],
            folder: None,
        };
        let outcome = server.call(&request)?.pop().context("an outcome")?;
        let row = outcome
            .workflow
            .with_context(|| format!("{:?}", outcome.error))?;
        Ok(row.id)
    }

    /// Puts a credential into the slots of a workflow.
    ///
    /// # Errors
    /// When it asks for none.
    pub fn choose(&self, server: &Server, workflow: &str, at: usize) -> Result<()> {
        let request = CredentialSlots {
            workflow: workflow.to_owned(),
        };
        let slots = server.call(&request)?;
        ensure!(!slots.is_empty(), "{workflow} asks for no credential");
        for slot in slots {
            server.call(&CredentialChoose {
                workflow: workflow.to_owned(),
                asked: slot.asked,
                credential: Some(self.ids[at].clone()),
            })?;
        }
        Ok(())
    }

    /// Runs a workflow and looks at all that the page can show of it.
    ///
    /// # Errors
    /// When it does not end.
    pub fn run(&self, server: &Server, workflow: &str) -> Result<RunView> {
        let view = self.watch(server, &start(server, workflow)?)?;
        for (number, step) in view.steps.iter().enumerate() {
            for output in 0..step.items_out.len() {
                server.call(&DataRead {
                    execution: view.summary.id.clone(),
                    step: number as u32,
                    output: output as u16,
                    from: 0,
                    count: 100,
                    search: String::new(),
                    view: api::DataView::default(),
                })?;
            }
        }
        Ok(view)
    }

    /// Waits for the end of a run, looking at it meanwhile.
    ///
    /// # Errors
    /// When it does not end.
    pub fn watch(&self, server: &Server, execution: &str) -> Result<RunView> {
        let open = RunOpen {
            execution: execution.to_owned(),
        };
        for _ in 0..600 {
            let view = server.call(&open)?;
            if view.summary.status.is_final() {
                return Ok(view);
            }
            server.wait_for_event();
        }
        bail!("the run {execution} does not end")
    }

    fn run_all(&mut self, server: &Server) -> Result<()> {
        for (at, workflow) in self.workflows.iter().enumerate() {
            let view = self.run(server, workflow)?;
            ensure!(
                view.summary.status == ExecutionStatus::Failed,
                "{at}: the last step fails: {:?}",
                view.summary
            );
            let code = view.summary.error.map(|error| error.code.to_string());
            ensure!(
                code.as_deref() == Some("stopped"),
                "{at}: it ended with {code:?}"
            );
            if let Some(error) = view.steps.iter().find_map(|step| {
                let error = step.error.as_ref()?;
                let unexpected = error.code.starts_with("param") || error.code == "unknown";
                unexpected.then_some(error)
            }) {
                bail!("{at}: a step did not do what it is to try: {error:?}");
            }
        }
        let spent = self.service.accepted();
        let sent = self.canaries.iter().zip(&spent);
        let unseen: Vec<&str> = sent
            .filter(|(canary, times)| canary.shown != Shown::Never && **times == 0)
            .map(|(canary, _)| canary.kind)
            .collect();
        ensure!(unseen.is_empty(), "the service was never shown {unseen:?}");
        Ok(())
    }

    /// A credential with another secret, which counts from here on, as the old one does.
    ///
    /// # Errors
    /// When it is not taken.
    pub fn replace(&mut self, server: &Server, at: usize) -> Result<()> {
        let next = Canary {
            text: format!(
                "{}-{}",
                core(&mut self.seed, 13),
                secret(&mut self.seed, false)
            ),
            ..self.canaries[at].clone()
        };
        let create = next.create("Canary", &self.hosts());
        server.call(&CredentialUpdate {
            id: self.ids[at].clone(),
            name: None,
            about: None::<CredentialAbout>,
            fields: create.fields,
        })?;
        self.wanted
            .add(&format!("{at} {}, the second", next.kind), &next.text);
        self.service.replace(at, &next.text);
        self.canaries[at] = next;
        Ok(())
    }
}

/// Starts a workflow; the id of its run.
///
/// # Errors
/// When it does not begin.
pub fn start(server: &Server, workflow: &str) -> Result<String> {
    server.call(&GrantSet {
        workflow: workflow.to_owned(),
        allowed: Vec::new(),
    })?;
    let started = server.call(&RunStart {
        workflow: workflow.to_owned(),
        scope: RunScope::All,
        start: None,
        items: None,
        as_allowed: true,
    })?;
    Ok(started.execution)
}

/// Ends a server as a person does.
///
/// # Errors
/// When it fails at its end.
pub fn stop(server: Server) -> Result<()> {
    let ended = server.end(Signal::TERM)?;
    ensure!(ended.success(), "the server ended with {ended}");
    Ok(())
}
