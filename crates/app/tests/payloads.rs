//! Payloads that no window would send: no command breaks on them.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use api::{
    AuditCheck, AuditExport, AuditList, BackupList, BackupNow, BackupRestore, BeginAnew,
    BinaryRead, Change, Command, CredentialAbout, CredentialChoose, CredentialCreate,
    CredentialErase, CredentialKinds, CredentialList, CredentialRead, CredentialSlots,
    CredentialTest, CredentialTrash, CredentialUntrash, CredentialUpdate, CurlRead, DataRead,
    DataView, Decision, EventsRead, ExportFormat, ExpressionPreview, FailureList, FolderRead,
    FontsFor, GrantSet, GrantsRead, ImportFile, InboxDecide, InboxList, LastRun, MissingAccept,
    PageRequest, PdfRead, PlaceList, ResourceList, RunDelete, RunFilter, RunList, RunOpen,
    RunScope, RunStart, RunStarted, RunStop, RunUsage, SchemaRead, SealKeyRead, SessionOpen,
    SettingsRead, SettingsWrite, SpecsRead, TemplateList, TemplateUse, UserSettings, ValueRead,
    VaultBeginAnew, VaultExport, VaultImport, VaultKept, VaultLock, VaultPassphrase, VaultRead,
    VaultRecovery, VaultRemember, VaultRotate, VaultUnlock, WorkflowCheckpoint, WorkflowCreate,
    WorkflowDuplicate, WorkflowEdit, WorkflowErase, WorkflowExport, WorkflowFilter, WorkflowImport,
    WorkflowLabel, WorkflowList, WorkflowOpen, WorkflowRestore, WorkflowTrash, WorkflowUntrash,
    WorkflowVersion, WorkflowVersions, code,
};
use app::{App, MemoryKeychain, Options};
use base64::Engine as _;
use model::{Edit, Node, Workflow};
use serde_json::{Value, json};

/// Millrace with a workflow that ran once, and one more.
struct Place {
    app: App,
    workflow: String,
    other: String,
    execution: String,
    /// A credential that stays, and one in the trash.
    credentials: [String; 2],
    /// A vault's export.
    export: String,
    _folder: tempfile::TempDir,
}

impl Place {
    async fn open() -> Self {
        let folder = tempfile::tempdir().unwrap();
        let app = App::open(Options {
            data: Some(folder.path().to_owned()),
            keep: true,
            worker: std::env::current_exe().unwrap(),
        });
        let mut place = Self {
            app: app.unwrap(),
            workflow: String::new(),
            other: String::new(),
            execution: String::new(),
            credentials: Default::default(),
            export: String::new(),
            _folder: folder,
        };
        let keychain = std::sync::Arc::new(MemoryKeychain::default());
        place.app.credentials().use_keychain(keychain);
        place.workflow = place.create().await;
        place.other = place.create().await;
        let started: RunStarted = place
            .call(RunStart {
                workflow: place.workflow.clone(),
                scope: RunScope::All,
                start: None,
                items: None,
                as_allowed: false,
            })
            .await;
        place.execution = started.execution;
        place.seal().await;
        place
    }

    async fn create(&self) -> String {
        let workflow = Workflow {
            nodes: vec![Node::new("start", "manual", 1.0)],
            ..Workflow::default()
        };
        let created = self.call(WorkflowCreate {
            name: "Two nodes".to_owned(),
            folder: None,
            workflow: Some(workflow),
        });
        created.await.workflow.id
    }

    /// Two credentials, a workflow that asks for one, and an export.
    async fn seal(&mut self) {
        let make = CredentialCreate {
            name: "A login".to_owned(),
            kind: "httpBearerAuth".to_owned(),
            about: CredentialAbout {
                hosts: vec!["api.example.com".to_owned()],
                ..CredentialAbout::default()
            },
            fields: [("token".to_owned(), "a long token".into())].into(),
        };
        for at in 0..2 {
            self.credentials[at] = self.call(make.clone()).await.credential.id;
        }
        let id = self.credentials[1].clone();
        self.call(CredentialTrash { id }).await;
        let edits = vec![Change::Do(Edit::add(Node {
            credentials: vec![model::CredentialRef {
                slot: "httpBearerAuth".to_owned(),
                ..model::CredentialRef::default()
            }],
            ..Node::new("asks", "http", 4.2)
        }))];
        let id = self.other.clone();
        let edit = WorkflowEdit {
            id,
            after: 0,
            changes: edits,
        };
        self.call(edit).await;
        let older = r#"{"kdf":"pbkdf2","iterations":1,"salt":"00","data":"090909090909090909090909:00:00"}"#;
        self.export = base64::prelude::BASE64_STANDARD.encode(older);
    }

    fn about_credentials(&self, all: &mut Vec<(&'static str, Value)>) {
        let [id, trashed] = self.credentials.clone();
        add(all, CredentialKinds {});
        add(all, CredentialList::default());
        add(all, CredentialRead { id: id.clone() });
        let login = CredentialCreate {
            name: "One time".to_owned(),
            kind: "totpApi".to_owned(),
            fields: [("secret".to_owned(), "JBSWY3DPEHPK3PXP".into())].into(),
            ..CredentialCreate::default()
        };
        add(all, login);
        let update = CredentialUpdate {
            id: id.clone(),
            name: Some("Another name".to_owned()),
            ..CredentialUpdate::default()
        };
        add(all, update);
        add(all, CredentialTrash { id: id.clone() });
        add(all, CredentialUntrash { id: id.clone() });
        add(all, CredentialErase { id: trashed });
        let test = CredentialTest {
            id: id.clone(),
            url: Some("http://127.0.0.1:9/".to_owned()),
        };
        add(all, test);
        let workflow = self.other.clone();
        add(all, CredentialSlots { workflow });
        let choose = CredentialChoose {
            workflow: self.other.clone(),
            asked: model::credential::SlotUse {
                slot: "httpBearerAuth".to_owned(),
                nodes: vec!["asks".into()],
                ..model::credential::SlotUse::default()
            },
            credential: Some(id),
        };
        add(all, choose);
        add(all, VaultRead {});
        add(all, VaultRemember { remember: true });
        add(all, VaultRotate::default());
        add(all, VaultBeginAnew {});
        let slot = self.other.clone();
        add(all, VaultKept { slot });
        add(all, VaultRecovery {});
        add(all, VaultPassphrase { passphrase: None });
        let (base64, passphrase) = (self.export.clone(), "a passphrase".into());
        add(all, VaultImport { base64, passphrase });
        let export = VaultExport {
            passphrase: "a passphrase".into(),
            credentials: Vec::new(),
        };
        add(all, export);
        add(all, VaultLock {});
        add(all, VaultUnlock::default());
        add(all, AuditList::default());
        add(all, AuditCheck {});
        add(all, AuditExport {});
    }

    async fn call<C: Command>(&self, request: C) -> C::Answer {
        let payload = serde_json::to_vec(&request).unwrap();
        let answer = app::dispatch(&self.app, C::NAME, &payload).await.unwrap();
        serde_json::from_slice(&answer).unwrap()
    }

    /// A request of every command that is answered, in an order in which they can be asked.
    fn valid(&self) -> Vec<(&'static str, Value)> {
        let mut all = Vec::new();
        // First: what they ask for is erased by those that follow.
        self.about_credentials(&mut all);
        self.about_workflows(&mut all);
        self.about_runs(&mut all);
        self.about_the_inbox_and_backups(&mut all);
        let page = PageRequest {
            limit: 10,
            offset: 0,
        };
        let filter = WorkflowFilter::default();
        let list = WorkflowList {
            filter,
            page: page.clone(),
        };
        add(&mut all, list);
        let filter = RunFilter::default();
        add(&mut all, RunList { filter, page });
        add(&mut all, SessionOpen {});
        add(&mut all, SpecsRead {});
        add(&mut all, SealKeyRead {});
        add(&mut all, EventsRead { after: 0 });
        add(
            &mut all,
            CurlRead {
                text: "curl https://example.com".to_owned(),
            },
        );
        add(&mut all, TemplateList {});
        add(
            &mut all,
            TemplateUse {
                id: "quick-start".to_owned(),
                places: [].into(),
            },
        );
        add(
            &mut all,
            FolderRead {
                path: "nowhere at all".to_owned(),
            },
        );
        add(
            &mut all,
            PlaceList {
                path: "/".to_owned(),
                hidden: false,
            },
        );
        add(
            &mut all,
            ResourceList {
                of: "table".to_owned(),
            },
        );
        add(
            &mut all,
            FontsFor {
                characters: "字".to_owned(),
            },
        );
        add(&mut all, GrantsRead { workflow: None });
        add(
            &mut all,
            GrantSet {
                workflow: self.workflow.clone(),
                allowed: vec!["host:example.com".to_owned()],
            },
        );
        add(&mut all, SettingsRead {});
        let settings = UserSettings::default();
        add(&mut all, SettingsWrite { settings });
        all
    }

    fn about_workflows(&self, all: &mut Vec<(&'static str, Value)>) {
        let id = self.workflow.clone();
        add(
            all,
            WorkflowCreate {
                name: "New".to_owned(),
                folder: Some("A".to_owned()),
                workflow: Some(Workflow::default()),
            },
        );
        add(all, WorkflowOpen { id: id.clone() });
        let changes = vec![
            Change::Do(Edit::add(Node::new("more", "set", 3.4))),
            Change::Undo,
            Change::Redo,
        ];
        let edit = WorkflowEdit {
            id: id.clone(),
            after: 0,
            changes,
        };
        add(all, edit);
        add(
            all,
            WorkflowLabel {
                id: id.clone(),
                name: Some("Named".to_owned()),
                folder: None,
                tags: Some(vec!["a".to_owned()]),
            },
        );
        add(all, WorkflowDuplicate { id: id.clone() });
        let name = Some("As it was".to_owned());
        let checkpoint = WorkflowCheckpoint {
            id: id.clone(),
            name,
        };
        add(all, checkpoint);
        add(all, WorkflowVersions { id: id.clone() });
        let revision = 1;
        let version = WorkflowVersion {
            id: id.clone(),
            revision,
        };
        add(all, version);
        let restore = WorkflowRestore {
            id: id.clone(),
            revision,
        };
        add(all, restore);
        let format = ExportFormat::N8n;
        add(all, WorkflowExport { id, format });
        let file = ImportFile {
            name: "a.json".to_owned(),
            bytes: "e30=".to_owned(),
        };
        add(
            all,
            WorkflowImport {
                files: vec![file],
                folder: None,
            },
        );
        let id = || self.other.clone();
        add(all, WorkflowTrash { id: id() });
        add(all, WorkflowUntrash { id: id() });
        add(all, WorkflowTrash { id: id() });
        add(all, WorkflowErase { id: id() });
    }

    fn about_runs(&self, all: &mut Vec<(&'static str, Value)>) {
        let workflow = || self.workflow.clone();
        let execution = || self.execution.clone();
        add(
            all,
            RunStart {
                workflow: workflow(),
                scope: RunScope::UpTo("start".into()),
                start: None,
                items: Some(Vec::new()),
                as_allowed: false,
            },
        );
        add(
            all,
            RunOpen {
                execution: execution(),
            },
        );
        add(
            all,
            LastRun {
                workflow: workflow(),
            },
        );
        add(
            all,
            ExpressionPreview {
                workflow: workflow(),
                node: "start".into(),
                text: "={{ 1 }}".to_owned(),
                item: 0,
                count: 1,
            },
        );
        add(
            all,
            DataRead {
                execution: execution(),
                step: 0,
                output: 0,
                from: 0,
                count: 10,
                search: String::new(),
                view: DataView::Json,
            },
        );
        add(
            all,
            SchemaRead {
                execution: execution(),
                step: 0,
                output: 0,
            },
        );
        add(
            all,
            ValueRead {
                execution: execution(),
                step: 0,
                output: 0,
                index: 0,
            },
        );
        let binary = BinaryRead {
            sha256: "0".repeat(64),
            from: 0,
            count: 10,
        };
        add(all, binary);
        let pdf = PdfRead {
            sha256: "0".repeat(64),
            page: 0,
            width: 600,
        };
        add(all, pdf);
        let execution = self.execution.clone();
        add(all, RunStop { execution });
    }

    fn about_the_inbox_and_backups(&self, all: &mut Vec<(&'static str, Value)>) {
        let decide = InboxDecide {
            execution: self.execution.clone(),
            decision: Decision::Discard,
        };
        add(all, InboxList::default());
        let failures = FailureList {
            workflow: Some(self.workflow.clone()),
            days: Some(7),
        };
        add(all, failures);
        add(all, decide);
        let execution = self.execution.clone();
        add(all, RunDelete { execution });
        add(all, RunUsage {});
        add(all, BackupList {});
        add(all, BackupNow {});
        let name = "nothing.db".to_owned();
        add(all, BackupRestore { name });
        add(all, BeginAnew {});
        add(all, MissingAccept { changes: false });
    }
}

fn add<C: Command>(all: &mut Vec<(&'static str, Value)>, request: C) {
    all.push((C::NAME, serde_json::to_value(&request).unwrap()));
}

/// A small generator, so that the same payloads come every time.
struct Dice(u64);

impl Dice {
    fn roll(&mut self, sides: u64) -> u64 {
        self.0 ^= self.0 << 13;
        self.0 ^= self.0 >> 7;
        self.0 ^= self.0 << 17;
        self.0 % sides
    }

    fn pick(&mut self, count: usize) -> usize {
        self.roll(count.max(1) as u64) as usize
    }

    /// Something that is hardly what is wanted.
    fn value(&mut self, depth: u32) -> Value {
        match self.roll(if depth == 0 { 9 } else { 11 }) {
            0 => Value::Null,
            1 => json!(true),
            2 => json!(-1),
            3 => json!(1e300),
            4 => json!(u64::MAX),
            5 => json!(u32::MAX),
            6 => json!(""),
            7 => json!("\u{0}../../etc/passwd"),
            8 => json!("ä\u{202e}".repeat(self.pick(50))),
            9 => (0..self.roll(4)).map(|_| self.value(depth - 1)).collect(),
            _ => {
                let entries = 0..self.roll(4);
                let names = ["id", "type", "nodes", "do", "x"];
                let entries =
                    entries.map(|_| (names[self.pick(5)].to_owned(), self.value(depth - 1)));
                Value::Object(entries.collect())
            }
        }
    }

    /// Changes one place of a request, however deep.
    fn change(&mut self, request: &mut Value) {
        let deeper = self.roll(4) > 0;
        match request {
            Value::Object(map) if deeper && !map.is_empty() => {
                let key = map.keys().nth(self.pick(map.len())).unwrap().clone();
                match self.roll(6) {
                    0 => drop(map.remove(&key)),
                    1 => drop(map.insert("more".to_owned(), self.value(2))),
                    _ => self.change(map.get_mut(&key).unwrap()),
                }
            }
            Value::Array(list) if deeper && !list.is_empty() => {
                let at = self.pick(list.len());
                match self.roll(6) {
                    0 => drop(list.remove(at)),
                    1 => list.push(self.value(2)),
                    _ => self.change(&mut list[at]),
                }
            }
            other => *other = self.value(3),
        }
    }
}

#[tokio::test]
async fn every_command_has_a_request_that_is_answered() {
    let place = Place::open().await;
    let valid = place.valid();
    for name in api::NAMES {
        assert!(valid.iter().any(|(other, _)| other == name), "{name}");
    }
    for (name, request) in valid {
        let answer = app::dispatch(&place.app, name, request.to_string().as_bytes()).await;
        match (name, answer) {
            // There is no such file.
            ("binary_read" | "pdf_read" | "backup_restore", Err(error)) => {
                assert_eq!(error.code, code::MISSING)
            }
            // The database opens, and so does the vault.
            ("begin_anew" | "vault_begin_anew", Err(error)) => {
                assert_eq!(error.code, code::REQUEST)
            }
            // A folder is named by its whole path.
            ("folder_read", Err(error)) => assert_eq!(error.code, code::REQUEST),
            // Nobody has to decide about it.
            ("inbox_decide", Err(error)) => assert_eq!(error.code, code::DECIDED),
            // The export is sealed with another passphrase.
            ("vault_import", Err(error)) => assert_eq!(error.code, code::VAULT_KEY),
            (_, answer) => assert!(answer.is_ok(), "{name}: {answer:?}"),
        }
    }
}

#[tokio::test]
async fn no_payload_breaks_a_command() {
    let place = Place::open().await;
    let mut valid = place.valid();
    // These take nothing or a name, and copy the database or open it anew each time.
    let copies = [
        "backup_now",
        "backup_restore",
        "begin_anew",
        "vault_begin_anew",
    ];
    valid.retain(|(name, _)| !copies.contains(name));
    // A passphrase takes a second of work each time, by design.
    valid.retain(|(name, _)| !matches!(*name, "vault_export" | "vault_passphrase"));
    let mut dice = Dice(0x4D69_6C6C_7261_6365);
    let mut answered = 0_u32;
    for at in 0..10_000_usize {
        let (name, request) = &valid[at % valid.len()];
        let payload = match dice.roll(20) {
            0 => "[".repeat(dice.pick(100_000)),
            1 => String::new(),
            2 => "\u{feff}{}".to_owned(),
            3 => "{\"id\":1e999}".to_owned(),
            4..8 => dice.value(4).to_string(),
            _ => {
                let mut request = request.clone();
                (0..=dice.roll(2)).for_each(|_| dice.change(&mut request));
                request.to_string()
            }
        };
        match app::dispatch(&place.app, name, payload.as_bytes()).await {
            Ok(_) => answered += 1,
            Err(error) => {
                assert!(!error.code.is_empty() && !error.message.is_empty());
                let broke = error.code == code::ENGINE
                    && error.message.contains("Something went wrong inside");
                assert!(!broke, "{name} broke on {payload}");
            }
        }
    }
    assert!(answered > 1_000, "{answered}");
    let unknown = app::dispatch(&place.app, "workflow_explode", b"{}").await;
    assert_eq!(unknown.unwrap_err().code, code::COMMAND);
    let large = vec![b' '; api::LARGEST_REQUEST + 1];
    let refused = app::dispatch(&place.app, "workflow_list", &large).await;
    assert_eq!(refused.unwrap_err().code, code::REQUEST);
}
