//! What else a person, a program or an accident does around secrets.

use std::path::Path;

use anyhow::{Result, ensure};
use api::{
    AuditExport, AuditList, BackupNow, CredentialAbout, CredentialCreate, CredentialList,
    CredentialRead, CredentialTest, CredentialTrash, CredentialUntrash, CredentialUpdate,
    ExportFormat, ExpressionPreview, InboxList, RunList, VaultExport, VaultImport, VaultLock,
    VaultPassphrase, VaultRead, VaultRecovery, VaultRotate, VaultUnlock, WorkflowExport,
    WorkflowList, WorkflowOpen,
};
use model::ExecutionStatus;
use rustix::process::Signal;

use super::flows::{self, Flow};
use super::leaks::{Ground, start, stop};
use super::process::Server;

/// Opens every screen.
pub fn look_around(ground: &mut Ground, server: &Server) -> Result<()> {
    server.call(&WorkflowList::default())?;
    server.call(&RunList::default())?;
    server.call(&InboxList::default())?;
    server.call(&CredentialList::default())?;
    server.call(&VaultRead {})?;
    server.call(&AuditList::default())?;
    ensure!(
        server.call(&AuditExport {})?.broken.is_none(),
        "the audit log is broken"
    );
    for (id, workflow) in ground.ids.iter().zip(&ground.workflows) {
        server.call(&CredentialRead { id: id.clone() })?;
        let (id, url) = (
            id.clone(),
            Some(format!("http://127.0.0.1:{}/k/0/fail", ground.service.port)),
        );
        // To a service that refuses it, or fails, with all it knows in the answer.
        server.try_call(&CredentialTest { id, url })?.ok();
        let draft = server.call(&WorkflowOpen {
            id: workflow.clone(),
        })?;
        for format in [ExportFormat::Millrace, ExportFormat::N8n] {
            let id = workflow.clone();
            server.call(&WorkflowExport { id, format })?;
        }
        if let Some(last) = draft.workflow.nodes.last() {
            server.call(&ExpressionPreview {
                workflow: workflow.clone(),
                node: last.id.clone(),
                text: "={{ JSON.stringify($json) }}".to_owned(),
                item: 0,
                count: 10,
            })?;
        }
    }
    server.call(&BackupNow {})?;
    Ok(())
}

/// Sets, replaces, exports, imports, expires, mistypes and locks.
pub fn change(ground: &mut Ground, server: &Server) -> Result<()> {
    let passphrase = Some(ground.passphrase.as_str().into());
    server.call(&VaultPassphrase { passphrase })?;
    for at in [1, 2, 5] {
        ground.replace(server, at)?;
        let view = ground.run(server, &ground.workflows[at])?;
        ensure!(
            view.summary.status == ExecutionStatus::Failed,
            "{:?}",
            view.summary
        );
    }
    let rotated = server.call(&VaultRotate {
        recovery: None,
        passphrase: Some(ground.passphrase.as_str().into()),
    })?;
    let code = rotated.recovery.map(|code| code.code.expose().to_owned());
    ensure!(code.is_some(), "a new key makes a new code");
    ground
        .wanted
        .add("recovery code, the second", &code.unwrap_or_default());
    ground.recovery = server.call(&VaultRecovery {})?.code.expose().to_owned();
    ground
        .wanted
        .add("recovery code, the third", &ground.recovery);
    let exported = server.call(&VaultExport {
        passphrase: ground.passphrase.as_str().into(),
        credentials: Vec::new(),
    })?;
    let imported = server.call(&VaultImport {
        base64: exported.base64,
        passphrase: ground.passphrase.as_str().into(),
    })?;
    ensure!(
        imported.added.len() == 12,
        "{} were imported",
        imported.added.len()
    );
    expire(ground, server)?;
    mistype(ground, server)?;
    server.call(&BackupNow {})?;
    let once = once(ground, server, 0)?;
    server.call(&VaultLock {})?;
    assert_ends(ground, server, &once, "vault.locked")?;
    unlock(ground, server)
}

/// A credential whose time is over is refused.
fn expire(ground: &Ground, server: &Server) -> Result<()> {
    let about = |expires_ms| {
        Some(CredentialAbout {
            hosts: ground.hosts(),
            expires_ms,
            ..CredentialAbout::default()
        })
    };
    let (id, once) = (ground.ids[3].clone(), once(ground, server, 3)?);
    let update = |about| CredentialUpdate {
        id: id.clone(),
        about,
        ..CredentialUpdate::default()
    };
    server.call(&update(about(Some(1))))?;
    assert_ends(ground, server, &once, "credential.expired")?;
    server.call(&update(about(None)))?;
    server.call(&CredentialTrash { id: id.clone() })?;
    assert_ends(ground, server, &once, "credential.missing")?;
    server.call(&CredentialUntrash { id: id.clone() })?;
    assert_ends(ground, server, &once, "")
}

/// A workflow of one request with a credential.
pub fn once(ground: &Ground, server: &Server, at: usize) -> Result<String> {
    let canary = &ground.canaries[at];
    let step = flows::ask(canary, ground.service.port, at, "echo");
    let flow = Flow::new("Once", canary.slot).branch(vec![step]);
    let id = ground.import(server, &flow.file())?;
    ground.choose(server, &id, at)?;
    Ok(id)
}

/// A workflow ends with a code; with none where it works.
fn assert_ends(ground: &Ground, server: &Server, workflow: &str, code: &str) -> Result<()> {
    let summary = ground.run(server, workflow)?.summary;
    let ended = summary
        .error
        .as_ref()
        .map_or("", |error| error.code.as_ref());
    ensure!(
        ended == code,
        "it ends with {ended:?}, not with {code:?}: {summary:?}"
    );
    Ok(())
}

/// Secrets in the wrong field, and requests that no page of ours sends: what is refused is not quoted.
fn mistype(ground: &Ground, server: &Server) -> Result<()> {
    let secrets = ground.canaries.iter().map(|canary| canary.text.as_str());
    for text in secrets.chain([ground.passphrase.as_str(), ground.recovery.as_str()]) {
        let unlock = VaultUnlock {
            recovery: Some(text.into()),
            ..VaultUnlock::default()
        };
        if text != ground.recovery {
            ensure!(
                server.try_call(&unlock)?.is_err(),
                "that is no recovery code"
            );
        }
        let create = CredentialCreate {
            name: "Odd".to_owned(),
            kind: "httpBasicAuth".to_owned(),
            fields: [("password".to_owned(), text.into())].into(),
            ..CredentialCreate::default()
        };
        ensure!(
            server.try_call(&create)?.is_err(),
            "it lacks its name and hosts"
        );
        let custom = CredentialUpdate {
            id: ground.ids[7].clone(),
            fields: [("password".to_owned(), text.into())].into(),
            ..CredentialUpdate::default()
        };
        ensure!(server.try_call(&custom)?.is_err(), "it has no such field");
        for (command, payload) in [
            (
                "credential_create",
                serde_json::json!({ "name": "x", "fields": text }),
            ),
            (
                "credential_create",
                serde_json::json!({ "fields": { "token": [text] } }),
            ),
            (
                "credential_update",
                serde_json::json!({ "id": "x", "about": text }),
            ),
            (
                "vault_unlock",
                serde_json::json!({ "recovery": { "a": text }, "remember": text }),
            ),
            (
                "vault_export",
                serde_json::json!({ "passphrase": text, "credentials": text }),
            ),
            ("vault_unlock", serde_json::json!(text)),
        ] {
            let (status, answer) = server.post(command, payload.to_string().as_bytes())?;
            ensure!(status == 400, "{command} takes anything: {status}");
            ground.place.record.add(format!("rpc {command}"), answer);
        }
    }
    Ok(())
}

fn unlock(ground: &Ground, server: &Server) -> Result<()> {
    server.call(&VaultUnlock {
        recovery: Some(ground.recovery.as_str().into()),
        ..VaultUnlock::default()
    })?;
    Ok(())
}

/// The vault is locked while a request is on its way: what comes back is cleaned all the same.
pub fn lock_on_the_way(ground: &mut Ground, server: &Server) -> Result<()> {
    let (canary, port) = (&ground.canaries[0], ground.service.port);
    let steps = vec![
        flows::ask(canary, port, 0, "hold"),
        flows::copy(),
        flows::look(canary, "http://127.0.0.1:1/"),
    ];
    let flow = Flow::new("Locked on its way", canary.slot).branch(steps);
    let id = ground.import(server, &flow.file())?;
    ground.choose(server, &id, 0)?;
    let execution = start(server, &id)?;
    ensure!(ground.service.wait_for_one(), "no request came");
    server.call(&VaultLock {})?;
    ground.service.let_go();
    let view = ground.watch(server, &execution)?;
    ensure!(
        view.summary.status == ExecutionStatus::Success,
        "{:?}",
        view.summary
    );
    ground.run(server, &id).ok();
    unlock(ground, server)
}

/// The program is killed while a long answer comes in.
pub fn cut_off(ground: &mut Ground, server: Server) -> Result<()> {
    let (canary, port) = (&ground.canaries[2], ground.service.port);
    let flow = Flow::new("Cut off", canary.slot).branch(vec![flows::ask(canary, port, 2, "stuck")]);
    let id = ground.import(&server, &flow.file())?;
    ground.choose(&server, &id, 2)?;
    start(&server, &id)?;
    ensure!(ground.service.wait_for_one(), "no request came");
    for _ in 0..100 {
        if lies_there(&ground.place.path("tmp")) {
            break;
        }
        server.wait_for_event();
    }
    ensure!(
        lies_there(&ground.place.path("tmp")),
        "nothing of the answer is on the disk"
    );
    server.end(Signal::KILL)?;
    ground.service.let_go();
    Ok(())
}

/// Whether the begin of an answer was written to a file below a folder.
fn lies_there(folder: &Path) -> bool {
    let files = std::fs::read_dir(folder).into_iter().flatten().flatten();
    let mut sizes = files.filter_map(|file| Some(file.metadata().ok()?.len()));
    sizes.any(|size| size > 1 << 20)
}

/// The same on the command line, after a start that finds what the killed one left.
pub fn by_command(ground: &mut Ground, key: &str) -> Result<()> {
    stop(ground.serve(key)?)?;
    let file = ground.place.path("cwd/flow.json");
    std::fs::write(&file, ground.flow(2).to_string())?;
    let file = file.display().to_string();
    let files = format!("dir:{}", ground.place.path("files").display());
    let id = ground.ids[2].as_str();
    let run = [
        "run",
        &file,
        "--json",
        "--credential",
        id,
        "--allow",
        "host:127.0.0.1",
        "--allow",
        "host:localhost",
        "--allow",
        &files,
        "--key-file",
        key,
    ];
    let url = format!("http://127.0.0.1:{}/k/2/fail", ground.service.port);
    let export = ground.place.path("files/export.age").display().to_string();
    let words = ground.passphrase.clone();
    let calls: [(&[&str], &str, Option<i32>); 8] = [
        (&run, "", Some(1)),
        (&["credential", "list", "--json"], "", Some(0)),
        (
            &["credential", "test", id, "--url", &url, "--key-file", key],
            "",
            None,
        ),
        (
            &["vault", "export", &export, "--key-file", key],
            &words,
            Some(0),
        ),
        (&["vault", "status"], "", Some(0)),
        (&["runs", "--json"], "", Some(0)),
        (&["audit"], "", Some(0)),
        (&["unlock"], &words, None),
    ];
    for (arguments, input, expected) in calls {
        let (ended, said) = ground.place.run(&ground.program, arguments, input)?;
        let right = expected.is_none_or(|code| ended.code() == Some(code));
        ensure!(
            right,
            "`millrace {}` ended with {ended}: {said:.400}",
            arguments.join(" ")
        );
    }
    Ok(())
}
