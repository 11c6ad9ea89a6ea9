//! Credentials from their making to their loss, as every window asks for them: what goes out, where it may not go, what
//! is left of it on the disk, and what brings it back.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    clippy::panic,
    reason = "a test that cannot go on fails"
)]

use std::io::{Read as _, Write as _};
use std::net::TcpListener;
use std::path::Path;
use std::sync::{Arc, mpsc};
use std::task::Poll;

use api::{
    AuditExport, AuditList, BackupList, BackupNow, BackupRestore, Change, Command, CredentialAbout,
    CredentialCreate, CredentialCreated, CredentialList, CredentialRead, CredentialTest,
    CredentialTrash, CredentialUntrash, CredentialUpdate, Due, EventKind, GrantSet, LastRun,
    RunScope, RunStart, SealKey, SealKeyRead, SessionOpen, VaultBeginAnew, VaultCondition,
    VaultExport, VaultImport, VaultKept, VaultLock, VaultRead, VaultRecovery, VaultRotate,
    VaultUnlock, WorkflowCreate, WorkflowDuplicate, WorkflowEdit, code,
};
use app::{App, MemoryKeychain, NoKeychain, Options};
use base64::Engine as _;
use base64::prelude::BASE64_STANDARD;
use model::{CredentialRef, Edge, Edit, ExecutionStatus, Happening, Node};
use value::json;

const TOKEN: &str = "s3cr3t/token+with=signs \"quoted\"";

struct Place {
    app: App,
    keychain: Arc<MemoryKeychain>,
    folder: tempfile::TempDir,
}

fn open_in(folder: &Path, keychain: Arc<MemoryKeychain>) -> App {
    let app = App::open(Options {
        data: Some(folder.to_owned()),
        keep: true,
        worker: std::env::current_exe().unwrap(),
    })
    .unwrap();
    app.credentials().use_keychain(keychain);
    app
}

fn place() -> Place {
    let folder = tempfile::tempdir().unwrap();
    let keychain = Arc::new(MemoryKeychain::default());
    Place {
        app: open_in(folder.path(), keychain.clone()),
        keychain,
        folder,
    }
}

async fn try_call<C: Command>(app: &App, request: C) -> Result<C::Answer, api::Error> {
    let mut payload = serde_json::to_vec(&request).unwrap();
    if C::SECRET {
        // As the page does it.
        let key = app::dispatch(app, SealKeyRead::NAME, b"{}").await?;
        let key: SealKey = serde_json::from_slice(&key).unwrap();
        payload = api::seal(C::NAME, &payload, &key)?.into_bytes();
    }
    let answer = app::dispatch(app, C::NAME, &payload).await?;
    // No answer holds what was sealed.
    let text = String::from_utf8_lossy(&answer);
    assert!(!text.contains("s3cr3t"), "{}: {text}", C::NAME);
    Ok(serde_json::from_slice(&answer).unwrap())
}

async fn call<C: Command>(app: &App, request: C) -> C::Answer {
    let answer = try_call(app, request).await;
    answer.unwrap_or_else(|error| panic!("{}: {error:?}", C::NAME))
}

fn bearer(hosts: &[&str]) -> CredentialCreate {
    CredentialCreate {
        name: "Work".to_owned(),
        kind: "httpBearerAuth".to_owned(),
        about: CredentialAbout {
            hosts: hosts.iter().map(|host| (*host).to_owned()).collect(),
            ..CredentialAbout::default()
        },
        fields: [("token".to_owned(), TOKEN.into())].into(),
    }
}

/// A server that answers each request by a function of its head, and tells the heads.
fn server(answer: impl Fn(&str) -> String + Send + 'static) -> (String, mpsc::Receiver<String>) {
    let listener = TcpListener::bind("127.0.0.1:0").unwrap();
    let host = listener.local_addr().unwrap().to_string();
    let (tell, told) = mpsc::channel();
    std::thread::spawn(move || {
        for stream in listener.incoming() {
            let mut stream = stream.unwrap();
            let mut head = Vec::new();
            let mut byte = [0];
            while !head.ends_with(b"\r\n\r\n") && stream.read(&mut byte).unwrap_or(0) > 0 {
                head.push(byte[0]);
            }
            let head = String::from_utf8_lossy(&head).into_owned();
            let _ = stream.write_all(answer(&head).as_bytes());
            let _ = tell.send(head);
        }
    });
    (host, told)
}

fn ok(body: &str) -> String {
    format!(
        "HTTP/1.1 200 OK\r\ncontent-length: {}\r\nconnection: close\r\n\r\n{body}",
        body.len()
    )
}

/// Sends back what came, as some services do.
fn echo(head: &str) -> String {
    ok(&value::to_string(&json!({ "head": head })))
}

/// A workflow of one request with a credential; its id.
async fn workflow(app: &App, url: &str, slot: &str, id: &str) -> String {
    let created = call(app, WorkflowCreate::default()).await;
    let parameters =
        json!({ "url": url, "authentication": "genericCredentialType", "genericAuthType": slot });
    let request = Node {
        parameters: parameters.as_object().cloned().unwrap(),
        credentials: vec![CredentialRef {
            slot: slot.to_owned(),
            id: Some(id.to_owned()),
            name: "Work".to_owned(),
        }],
        ..Node::new("ask", "http.request", 4.2)
    };
    let changes = [
        Edit::add(Node::new("start", "manual", 1.0)),
        Edit::add(request),
        Edit::connect(Edge::main("start", 0, "ask", 0)),
    ];
    let id = created.workflow.id;
    let edit = WorkflowEdit {
        id: id.clone(),
        after: 0,
        changes: changes.into_iter().map(Change::Do).collect(),
    };
    call(app, edit).await;
    id
}

/// Runs it with leave for this machine; how it ended, the code of its error, and all that was told meanwhile.
async fn run(app: &App, workflow: &str) -> (ExecutionStatus, String, String) {
    let allowed = vec!["host:127.0.0.1".to_owned()];
    let workflow = workflow.to_owned();
    call(
        app,
        GrantSet {
            workflow: workflow.clone(),
            allowed,
        },
    )
    .await;
    let mut follower = app.bus().after(app.bus().newest());
    let start = RunStart {
        workflow: workflow.clone(),
        scope: RunScope::All,
        start: None,
        items: None,
        as_allowed: true,
    };
    call(app, start).await;
    let (mut told, mut ended) = (String::new(), false);
    loop {
        for event in follower.next().await.unwrap() {
            told.push_str(&serde_json::to_string(&*event).unwrap());
            ended |= matches!(&event.what, EventKind::Execution { event, .. } if matches!(event.what, Happening::Ended { .. }));
            if ended && event.what == EventKind::RunsChanged {
                let view = call(app, LastRun { workflow }).await.unwrap();
                let view = view.summary;
                let code = view.error.as_ref().map(|error| error.code.to_string());
                return (view.status, code.unwrap_or_default(), told);
            }
        }
    }
}

/// Every file below a folder, as one text of bytes.
fn all_bytes(folder: &Path) -> Vec<u8> {
    let mut all = Vec::new();
    for entry in std::fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        match path.is_dir() {
            true => all.extend(all_bytes(&path)),
            false => all.extend(std::fs::read(&path).unwrap()),
        }
    }
    all
}

fn holds(bytes: &[u8], text: &str) -> bool {
    bytes
        .windows(text.len())
        .any(|part| part == text.as_bytes())
}

#[tokio::test]
async fn the_first_one_comes_with_a_recovery_code_and_none_comes_back() {
    let place = place();
    let app = &place.app;
    assert_eq!(call(app, VaultRead {}).await.state, VaultCondition::None);
    let first: CredentialCreated = call(app, bearer(&["api.example.com"])).await;
    assert_eq!(first.recovery.unwrap().code.expose().len(), 47);
    let second = call(app, bearer(&["API.example.com "])).await;
    assert!(second.recovery.is_none());
    assert_eq!(second.credential.about.hosts, ["api.example.com"]);
    assert_eq!(second.credential.filled, ["token"]);
    let id = second.credential.id;
    let read = call(app, CredentialRead { id: id.clone() }).await;
    assert!(read.shown.is_empty());
    let update = CredentialUpdate {
        id: id.clone(),
        fields: [("token".to_owned(), "another s3cr3t".into())].into(),
        ..CredentialUpdate::default()
    };
    call(app, update).await;
    call(app, CredentialTrash { id: id.clone() }).await;
    assert_eq!(call(app, CredentialList::default()).await.len(), 1);
    call(app, CredentialUntrash { id }).await;
    assert_eq!(call(app, CredentialList::default()).await.len(), 2);
    app.close().await;
    let disk = all_bytes(place.folder.path());
    assert!(holds(&disk, "api.example.com"), "the control is there");
    assert!(!holds(&disk, "s3cr3t"));
}

#[tokio::test]
async fn what_is_missing_is_named() {
    let app = &place().app;
    let field = async |request: CredentialCreate| {
        let error = try_call(app, request).await.unwrap_err();
        assert_eq!(error.code, code::CREDENTIAL);
        error.details.get("field").unwrap().to_text().to_string()
    };
    assert_eq!(field(bearer(&[])).await, "hosts");
    assert_eq!(field(bearer(&["https://a.example"])).await, "hosts");
    let mut request = bearer(&["a.example"]);
    request.fields.clear();
    assert_eq!(field(request.clone()).await, "token");
    request.fields.insert("user".to_owned(), "x".into());
    assert_eq!(field(request.clone()).await, "user");
    request.kind = "nothing".to_owned();
    assert_eq!(field(request.clone()).await, "kind");
    assert_eq!(call(app, VaultRead {}).await.state, VaultCondition::None);
}

#[tokio::test]
async fn a_step_sends_it_and_nothing_keeps_it() {
    let place = place();
    let app = &place.app;
    let (host, told) = server(echo);
    let made = call(app, bearer(&[&host])).await.credential;
    let url = format!("http://{host}/");
    let workflow = workflow(app, &url, "httpBearerAuth", &made.id).await;
    let (status, code, events) = run(app, &workflow).await;
    assert_eq!((status, code.as_str()), (ExecutionStatus::Success, ""));
    assert!(told.recv().unwrap().contains(&format!("Bearer {TOKEN}")));
    assert!(!events.contains("s3cr3t"));
    let read = call(
        app,
        CredentialRead {
            id: made.id.clone(),
        },
    )
    .await;
    assert!(read.used_ms.is_some());
    assert_eq!(read.used_by[0].workflow, workflow);
    // A copy is given what it was given.
    let id = workflow.clone();
    call(app, WorkflowDuplicate { id }).await;
    let target = Some(made.id);
    let log = call(
        app,
        AuditList {
            target,
            ..AuditList::default()
        },
    )
    .await;
    let actions: Vec<&str> = log.rows.iter().map(|line| line.action.as_str()).collect();
    assert_eq!(
        actions,
        [
            "credential.grant",
            "credential.open",
            "credential.use",
            "credential.grant",
            "credential.create"
        ]
    );
    let log = call(app, AuditExport {}).await;
    assert_eq!(log.broken, None);
    assert!(log.text.lines().count() >= 4);
    app.close().await;
    let disk = all_bytes(place.folder.path());
    assert!(
        holds(&disk, "[hidden]"),
        "what came back was kept, without it"
    );
    assert!(!holds(&disk, "s3cr3t"));
}

#[tokio::test]
async fn it_goes_nowhere_else() {
    let place = place();
    let app = &place.app;
    let (other, told_other) = server(echo);
    let leads_away = format!(
        "HTTP/1.1 302 Found\r\nlocation: http://{other}/\r\ncontent-length: 0\r\nconnection: close\r\n\r\n"
    );
    let (host, told) = server(move |_| leads_away.clone());
    let made = call(app, bearer(&[&host])).await.credential;

    let elsewhere = workflow(app, &format!("http://{other}/"), "httpBearerAuth", &made.id).await;
    let (status, code, _) = run(app, &elsewhere).await;
    assert_eq!(
        (status, code.as_str()),
        (ExecutionStatus::Failed, "credential.host")
    );
    assert!(told_other.try_recv().is_err(), "nothing was sent");

    let away = workflow(app, &format!("http://{host}/"), "httpBearerAuth", &made.id).await;
    assert_eq!(run(app, &away).await.0, ExecutionStatus::Success);
    assert!(told.recv().unwrap().contains("Bearer"));
    let redirected = told_other.recv().unwrap().to_lowercase();
    assert!(!redirected.contains("authorization"), "{redirected}");

    let stranger = workflow(
        app,
        &format!("http://{host}/"),
        "httpBearerAuth",
        "no such id",
    )
    .await;
    assert_eq!(run(app, &stranger).await.1, "credential.missing");
    let update = CredentialUpdate {
        id: made.id.clone(),
        about: Some(CredentialAbout {
            hosts: vec![host.clone()],
            expires_ms: Some(1),
            ..CredentialAbout::default()
        }),
        ..CredentialUpdate::default()
    };
    call(app, update).await;
    assert_eq!(run(app, &away).await.1, "credential.expired");
    call(app, CredentialTrash { id: made.id }).await;
    assert_eq!(run(app, &away).await.1, "credential.missing");
    call(app, VaultLock {}).await;
    call(app, VaultRead {}).await;
}

#[tokio::test]
async fn a_try_says_what_the_server_says() {
    let place = place();
    let app = &place.app;
    let right = format!("authorization: Bearer {TOKEN}").to_lowercase();
    let (host, _told) = server(move |head| match head.to_lowercase().contains(&right) {
        true => ok("{}"),
        false => "HTTP/1.1 401 No\r\ncontent-length: 0\r\nconnection: close\r\n\r\n".to_owned(),
    });
    let id = call(app, bearer(&[&host])).await.credential.id;
    // A start page may let in everybody: what it answers is no praise of the credential.
    let at_start = CredentialTest {
        id: id.clone(),
        url: None,
    };
    let tested = call(app, at_start.clone()).await;
    assert_eq!((tested.code.as_str(), tested.worked), ("answered", None));
    let test = CredentialTest {
        id: id.clone(),
        url: Some(format!("http://{host}/me")),
    };
    let tested = call(app, test.clone()).await;
    assert_eq!(
        (tested.code.as_str(), tested.worked),
        ("accepted", Some(true)),
        "{tested:?}"
    );
    let update = CredentialUpdate {
        id: id.clone(),
        fields: [("token".to_owned(), "a wrong one".into())].into(),
        ..CredentialUpdate::default()
    };
    assert_eq!(call(app, update).await.verified, None);
    assert_eq!(call(app, test).await.code, "refused");
    assert_eq!(call(app, at_start).await.code, "refused");
    let elsewhere = CredentialTest {
        id,
        url: Some("http://127.0.0.1:9/".to_owned()),
    };
    assert_eq!(call(app, elsewhere).await.code, "unreachable");
}

#[tokio::test]
async fn a_digest_answers_the_challenge() {
    let place = place();
    let app = &place.app;
    let challenge = "HTTP/1.1 401 No\r\nwww-authenticate: Digest realm=\"r\", nonce=\"n\", qop=\"auth\", algorithm=SHA-256\r\ncontent-length: 0\r\nconnection: close\r\n\r\n";
    let (host, told) = server(move |head| match head.contains("Digest username=\"ada\"") {
        true => ok("{}"),
        false => challenge.to_owned(),
    });
    let create = CredentialCreate {
        kind: "httpDigestAuth".to_owned(),
        fields: [
            ("user".to_owned(), "ada".into()),
            ("password".to_owned(), "s3cr3t word".into()),
        ]
        .into(),
        ..bearer(&[&host])
    };
    let id = call(app, create).await.credential.id;
    let url = format!("http://{host}/a?b=1");
    let workflow = workflow(app, &url, "httpDigestAuth", &id).await;
    assert_eq!(run(app, &workflow).await.0, ExecutionStatus::Success);
    assert!(!told.recv().unwrap().contains("Digest"));
    let answered = told.recv().unwrap();
    assert!(answered.contains("uri=\"/a?b=1\""), "{answered}");
    assert!(!answered.contains("s3cr3t"));
}

/// The ways in which people lose keys: each ends with the recovery code and everything there.
#[tokio::test]
async fn every_lost_key_is_recovered() {
    for story in [
        "wiped",
        "other desktop",
        "new machine",
        "restored backup",
        "locked",
        "renamed",
    ] {
        let place = place();
        let made = call(&place.app, bearer(&["api.example.com"])).await;
        let code = made.recovery.unwrap().code;
        place.app.close().await;
        let keychain = match story {
            "wiped" => {
                place.keychain.wipe();
                place.keychain.clone()
            }
            "locked" => {
                place.keychain.lock(true);
                place.keychain.clone()
            }
            // Another keychain service, machine or user: an empty one.
            _ => Arc::new(MemoryKeychain::default()),
        };
        let moved = tempfile::tempdir().unwrap();
        let folder = match story {
            "new machine" | "restored backup" | "renamed" => {
                let file = "millrace.db";
                std::fs::copy(place.folder.path().join(file), moved.path().join(file)).unwrap();
                moved.path()
            }
            _ => place.folder.path(),
        };
        let app = open_in(folder, keychain.clone());
        let state = call(&app, VaultRead {}).await;
        assert_eq!(state.state, VaultCondition::Locked, "{story}");
        let word = if story == "locked" { "locked" } else { "empty" };
        assert_eq!(state.keychain.as_deref(), Some(word), "{story}");
        // Nothing makes a new key over it, and nothing more is sealed with one.
        let refused = try_call(&app, bearer(&["a.example"])).await.unwrap_err();
        assert_eq!(refused.code, code::VAULT_LOCKED, "{story}");
        let typed = code.expose().to_lowercase().replace('-', " ");
        let unlock = VaultUnlock {
            recovery: Some(typed.as_str().into()),
            remember: true,
            ..VaultUnlock::default()
        };
        assert_eq!(
            call(&app, unlock).await.state,
            VaultCondition::Open,
            "{story}"
        );
        let export = VaultExport {
            passphrase: "eight letters".into(),
            credentials: Vec::new(),
        };
        assert_eq!(call(&app, export).await.credentials, 1, "{story}");
        app.close().await;
        // From here on it opens by itself again, where there is a keychain to remember it.
        keychain.lock(false);
        let again = open_in(folder, keychain);
        let state = call(&again, VaultRead {}).await.state;
        assert_eq!(state, VaultCondition::Open, "{story}");
        again.close().await;
    }
}

#[tokio::test]
async fn who_opens_a_window_hears_that_nothing_opens_the_vault() {
    let place = place();
    let mut expired = bearer(&["api.example.com"]);
    expired.about.expires_ms = Some(1);
    call(&place.app, expired).await;
    place.app.close().await;
    for (keychain, first) in [
        (Arc::new(MemoryKeychain::default()), code::VAULT_LOCKED),
        (place.keychain.clone(), "credential.expired"),
    ] {
        let app = open_in(place.folder.path(), keychain);
        let mut told = app.bus().after(app.bus().newest());
        call(&app, SessionOpen {}).await;
        let heard = 'heard: loop {
            for event in told.next().await.unwrap() {
                if let EventKind::Notice(notice) = &event.what {
                    break 'heard notice.code.clone();
                }
            }
        };
        assert_eq!(heard, first);
        app.close().await;
    }
}

#[tokio::test]
async fn a_new_key_and_a_new_code_end_the_old_ones() {
    let place = place();
    let app = &place.app;
    let first = call(app, bearer(&["api.example.com"])).await;
    let old = first.recovery.unwrap().code;
    let rotated = call(app, VaultRotate::default()).await;
    assert_eq!(rotated.state.state, VaultCondition::Open);
    let newer = rotated.recovery.unwrap().code;
    let newest = call(app, VaultRecovery {}).await.code;
    call(app, VaultLock {}).await;
    assert_eq!(call(app, VaultRead {}).await.state, VaultCondition::Locked);
    for (code, opens) in [(old, false), (newer, false), (newest, true)] {
        let unlock = VaultUnlock {
            recovery: Some(code),
            ..VaultUnlock::default()
        };
        let unlocked = try_call(app, unlock).await;
        assert_eq!(unlocked.is_ok(), opens);
    }
    let mistyped = VaultUnlock {
        recovery: Some("ABCDE-FGHJK".into()),
        ..VaultUnlock::default()
    };
    assert_eq!(
        try_call(app, mistyped).await.unwrap_err().code,
        code::VAULT_CODE
    );
}

/// An older copy of the database, with all its rows in order: it is refused until a person says that it is meant.
#[tokio::test]
async fn what_was_set_back_waits_for_a_person() {
    let place = place();
    let first = call(&place.app, bearer(&["api.example.com"])).await;
    let code = first.recovery.unwrap().code;
    place.app.close().await;
    let file = place.folder.path().join("millrace.db");
    let older = std::fs::read(&file).unwrap();
    let app = open_in(place.folder.path(), place.keychain.clone());
    call(&app, bearer(&["api.example.com"])).await;
    app.close().await;
    std::fs::write(&file, older).unwrap();
    let app = open_in(place.folder.path(), place.keychain.clone());
    let state = call(&app, VaultRead {}).await;
    assert_eq!(state.state, VaultCondition::Locked);
    assert_eq!(state.keychain.as_deref(), Some("setBack"));
    let refused = try_call(&app, bearer(&["a.example"])).await.unwrap_err();
    assert_eq!(refused.code, code::VAULT_LOCKED);
    let unlock = VaultUnlock {
        recovery: Some(code),
        ..VaultUnlock::default()
    };
    assert_eq!(call(&app, unlock).await.state, VaultCondition::Open);
    call(&app, bearer(&["a.example"])).await;
    app.close().await;
    let again = open_in(place.folder.path(), place.keychain.clone());
    let state = call(&again, VaultRead {}).await.state;
    assert_eq!(state, VaultCondition::Open, "a person said so");
}

#[tokio::test]
async fn a_request_that_does_not_fit_is_not_quoted() {
    let place = place();
    for payload in [
        r#"{ "name": "x", "fields": "s3cr3t" }"#,
        r#"{ "fields": { "token": ["s3cr3t"] } }"#,
        r#""s3cr3t""#,
        r#"{ "about": { "expiresMs": "s3cr3t" } }"#,
        r#"{"sealed":"s3cr3t"}"#,
        r#"{"sealed":["s3cr3t"]}"#,
    ] {
        let answer = app::dispatch(&place.app, "credential_create", payload.as_bytes()).await;
        let error = answer.unwrap_err();
        assert_eq!(error.code, code::REQUEST);
        assert!(!format!("{error:?}").contains("s3cr3t"), "{error:?}");
    }
}

#[tokio::test]
async fn an_export_opens_elsewhere() {
    let place = place();
    call(&place.app, bearer(&["api.example.com"])).await;
    let passphrase = api::SecretText::from("eight letters");
    let export = VaultExport {
        passphrase: passphrase.clone(),
        credentials: Vec::new(),
    };
    let exported = call(&place.app, export).await;
    let other = self::place();
    other.app.credentials().use_keychain(Arc::new(NoKeychain));
    let import = VaultImport {
        base64: exported.base64,
        passphrase,
    };
    let imported = call(&other.app, import).await;
    assert!(imported.recovery.is_some());
    assert_eq!(imported.added[0].about.hosts, ["api.example.com"]);
}

#[tokio::test]
async fn what_cannot_be_read_in_an_export_keeps_nothing_else_from_being_read() {
    let place = place();
    let long = "x".repeat(300 << 10);
    let file = json!([
        { "name": "Mail", "type": "httpBasicAuth", "data": { "user": "me", "password": TOKEN, "port": 25, "tls": true } },
        { "name": "Number", "type": "httpBasicAuth", "data": { "user": 7, "password": null } },
        { "name": "Nothing", "type": "httpBasicAuth", "data": { "other": "x" } },
        { "name": "Long", "type": "httpBearerAuth", "data": { "token": long.as_str() } },
        { "name": "Odd", "type": "somethingElse", "data": {} },
        { "name": "Broken", "type": "httpBearerAuth", "data": 7 },
        { "name": "No host", "type": "httpBearerAuth", "data": { "token": "t0ken" }, "about": { "hosts": ["a b"] } },
        "not one at all",
    ]);
    let words = "eight letters".to_owned().into();
    let sealed = vault::seal_export(&value::to_vec(&file), &words).unwrap();
    let import = VaultImport {
        base64: BASE64_STANDARD.encode(sealed),
        passphrase: "eight letters".into(),
    };
    let imported = call(&place.app, import).await;
    let names: Vec<&str> = imported.added.iter().map(|one| one.name.as_str()).collect();
    assert_eq!(names, ["Mail", "Number"]);
    let left = ["Nothing", "Long", "Odd", "Broken", "No host", "#8"];
    assert_eq!(imported.skipped, left);
    let read = CredentialRead {
        id: imported.added[1].id.clone(),
    };
    assert_eq!(call(&place.app, read).await.shown["user"], "7");
    let audit = call(&place.app, AuditList::default()).await;
    let told = audit
        .rows
        .iter()
        .filter(|line| line.action == "credential.import");
    assert_eq!(told.count(), 2);
}

/// A secret in the eight encodings in which one leaks.
fn encodings(secret: &str) -> Vec<String> {
    use base64::prelude::BASE64_URL_SAFE_NO_PAD;
    let plain = |b: u8| b.is_ascii_alphanumeric() || b"-_.~".contains(&b);
    let percent = secret.bytes().map(|b| match plain(b) {
        true => char::from(b).to_string(),
        false => format!("%{b:02X}"),
    });
    let quoted = serde_json::to_string(secret).unwrap();
    vec![
        secret.to_owned(),
        BASE64_STANDARD.encode(secret),
        BASE64_URL_SAFE_NO_PAD.encode(secret),
        percent.collect(),
        hex::encode(secret),
        hex::encode_upper(secret),
        quoted[1..quoted.len() - 1].to_owned(),
        // As in a basic sign-in: all signs that the secret alone decides.
        BASE64_STANDARD.encode(format!("user:{secret}"))[7..]
            .trim_end_matches('=')
            .to_owned(),
    ]
}

/// Twelve secrets, sent to a service that sends each back in every encoding, by steps that succeed and steps that fail:
/// afterwards they are neither on the disk nor in what was told, and a planted control is.
#[tokio::test]
async fn canaries_are_found_nowhere() {
    let place = place();
    let app = &place.app;
    let (host, _told) = server(|head| {
        let line = head
            .lines()
            .find(|line| line.to_lowercase().starts_with("x-canary:"));
        let found = line
            .and_then(|line| line.split_once(": "))
            .map_or("", |(_, value)| value);
        let body = format!("control-of-the-canaries\n{}", encodings(found).join("\n"));
        match head.contains("/fails") {
            true => ok(&body).replacen("200 OK", &format!("500 {found}"), 1),
            false => ok(&body),
        }
    });
    let mut told = String::new();
    let mut canaries = Vec::new();
    for at in 0..12 {
        let canary = format!("canary-{at}/\"quoted\"+{:x}=&?", 0x9e37_79b9_u64 * (at + 7));
        let create = CredentialCreate {
            kind: "httpHeaderAuth".to_owned(),
            fields: [
                ("name".to_owned(), "X-Canary".into()),
                ("value".to_owned(), canary.as_str().into()),
            ]
            .into(),
            ..bearer(&[&host])
        };
        let id = call(app, create).await.credential.id;
        let path = if at % 3 == 0 { "fails" } else { "works" };
        let url = format!("http://{host}/{path}");
        let workflow = workflow(app, &url, "httpHeaderAuth", &id).await;
        let (status, _, events) = run(app, &workflow).await;
        let expected = if at % 3 == 0 {
            ExecutionStatus::Failed
        } else {
            ExecutionStatus::Success
        };
        assert_eq!(status, expected, "{at}");
        told.push_str(&events);
        let last = call(app, LastRun { workflow }).await;
        told.push_str(&serde_json::to_string(&last).unwrap());
        canaries.push(canary);
    }
    let log = call(app, AuditExport {}).await;
    told.push_str(&log.text);
    app.close().await;
    let disk = all_bytes(place.folder.path());
    assert!(
        holds(&disk, "control-of-the-canaries"),
        "the control is found"
    );
    for canary in canaries {
        for encoding in encodings(&canary) {
            assert!(!holds(&disk, &encoding), "on the disk: {encoding}");
            assert!(!told.contains(&encoding), "told: {encoding}");
        }
    }
}

/// Begins to rotate the vault and gives up after so many steps of the work; whether it was done by then.
async fn rotated_within(app: &App, code: &str, steps: usize) -> bool {
    let request = VaultRotate {
        recovery: Some(code.into()),
        ..VaultRotate::default()
    };
    let mut rotating = Box::pin(call(app, request));
    let mut taken = 0;
    let done = std::future::poll_fn(|context| {
        taken += 1;
        if taken > steps {
            return Poll::Ready(None);
        }
        rotating.as_mut().poll(context).map(Some)
    });
    done.await.is_some()
}

/// Whoever is cut off while the vault gets a new key has the old one or the new one, and with either everything in it.
#[tokio::test]
async fn a_new_key_that_is_cut_off_anywhere_locks_nobody_out() {
    let (host, told) = server(echo);
    let mut steps = 0;
    loop {
        let place = place();
        let made = call(&place.app, bearer(&[&host])).await;
        let code = made.recovery.unwrap().code;
        let url = format!("http://{host}/");
        let workflow = workflow(&place.app, &url, "httpBearerAuth", &made.credential.id).await;
        let whole = rotated_within(&place.app, code.expose(), steps).await;
        place.app.close().await;
        drop(place.app);

        let app = open_in(place.folder.path(), place.keychain.clone());
        let state = call(&app, VaultRead {}).await.state;
        assert_eq!(state, VaultCondition::Open, "after {steps} steps");
        call(&app, VaultLock {}).await;
        let unlock = VaultUnlock {
            recovery: Some(code),
            ..VaultUnlock::default()
        };
        call(&app, unlock).await;
        let (status, _, _) = run(&app, &workflow).await;
        assert_eq!(status, ExecutionStatus::Success, "after {steps} steps");
        assert!(told.recv().unwrap().contains(TOKEN));
        app.close().await;
        if whole {
            break;
        }
        steps += 1;
    }
    assert!(steps > 1, "it was cut off after up to {steps} steps");
}

fn by_code(code: &api::SecretText) -> VaultUnlock {
    VaultUnlock {
        recovery: Some(code.expose().into()),
        ..VaultUnlock::default()
    }
}

/// Somebody throws the old code away for a new one: no backup makes the old one open anything again.
#[tokio::test]
async fn a_backup_brings_no_old_recovery_code_back() {
    let place = place();
    let app = &place.app;
    app.credentials().use_keychain(Arc::new(NoKeychain));
    let first = call(app, bearer(&["api.example.com"])).await;
    let old = first.recovery.unwrap().code;
    let made_ms = call(app, VaultRead {}).await.slots[0].created_ms;
    let backup = call(app, BackupNow {}).await.name;
    let between = call(app, VaultRecovery {}).await.slot;
    let shown = call(app, VaultRecovery {}).await;
    let (new, slot) = (shown.code, shown.slot);
    call(app, VaultKept { slot: between }).await;
    assert!(call(app, VaultRead {}).await.unkept, "it was another one");
    call(app, VaultKept { slot }).await;
    let restore = |name: &str| BackupRestore {
        name: name.to_owned(),
    };
    let restored = call(app, restore(&backup)).await;
    assert_eq!(restored.older_code_ms, None);
    assert!(!call(app, VaultRead {}).await.unkept, "it was kept since");
    call(app, VaultLock {}).await;
    let refused = try_call(app, by_code(&old)).await.unwrap_err();
    assert_eq!(refused.code, code::VAULT_KEY);
    call(app, by_code(&new)).await;
    // With another key it is another matter, and that is said.
    let request = VaultRotate {
        passphrase: Some("eight letters".into()),
        ..VaultRotate::default()
    };
    assert!(try_call(app, request).await.is_err(), "nobody has seen it");
    let request = VaultRotate {
        recovery: Some(new.expose().into()),
        ..VaultRotate::default()
    };
    call(app, request).await;
    let restored = call(app, restore(&backup)).await;
    assert_eq!(restored.older_code_ms, Some(made_ms));
    assert!(
        call(app, VaultRead {}).await.unkept,
        "nobody said that of this one"
    );
    call(app, VaultLock {}).await;
    call(app, by_code(&old)).await;
    let lines = call(app, AuditList::default()).await;
    let restores = lines.rows.iter().filter(|l| l.action == "backup.restore");
    assert_eq!(restores.count(), 2, "the log forgets nothing");
    app.close().await;
}

#[tokio::test]
async fn who_has_lost_every_key_begins_anew_and_keeps_the_credentials_names() {
    let place = place();
    let app = &place.app;
    app.credentials().use_keychain(Arc::new(NoKeychain));
    let refused = try_call(app, VaultBeginAnew {}).await.unwrap_err();
    assert_eq!(refused.code, code::MISSING, "there is none");
    let (host, heads) = server(echo);
    let url = format!("http://{host}/");
    let made = call(app, bearer(&[&host])).await;
    let (old, id) = (made.recovery.unwrap().code, made.credential.id);
    let refused = try_call(app, VaultBeginAnew {}).await.unwrap_err();
    assert_eq!(refused.code, code::REQUEST, "it is open");
    call(app, VaultLock {}).await;
    let shown = call(app, VaultBeginAnew {}).await;
    let (new, slot) = (shown.code, shown.slot);
    assert!(call(app, VaultRead {}).await.unkept, "nobody said so");
    call(app, VaultKept { slot }).await;
    assert!(!call(app, VaultRead {}).await.unkept);
    let listed = call(app, CredentialList::default()).await;
    assert_eq!(listed.len(), 1);
    assert_eq!((&*listed[0].name, &listed[0].filled[..]), ("Work", &[][..]));
    assert_eq!(listed[0].due, [Due::Missing]);
    // A step that needs it says so.
    let workflow = workflow(app, &url, "httpBearerAuth", &id).await;
    let (status, error, _) = run(app, &workflow).await;
    assert_eq!(
        (status, &*error),
        (ExecutionStatus::Failed, "credential.invalid")
    );
    assert!(heads.try_recv().is_err(), "nothing was sent");
    let update = CredentialUpdate {
        id: id.clone(),
        name: None,
        about: None,
        fields: [("token".to_owned(), TOKEN.into())].into(),
    };
    let updated = call(app, update).await;
    assert_eq!(
        (&updated.filled[..], &updated.due[..]),
        (&["token".to_owned()][..], &[][..])
    );
    assert_eq!(run(app, &workflow).await.0, ExecutionStatus::Success);
    call(app, VaultLock {}).await;
    assert!(try_call(app, by_code(&old)).await.is_err());
    call(app, by_code(&new)).await;
    // What was there can be had back, with what opened it.
    let backups = call(app, BackupList {}).await;
    let name = backups[0].name.clone();
    let restored = call(app, BackupRestore { name }).await;
    assert!(restored.older_code_ms.is_some());
    call(app, by_code(&old)).await;
    app.close().await;
}
