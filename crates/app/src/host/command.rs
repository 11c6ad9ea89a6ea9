//! Commands: off until every program in the line was granted.

use std::ffi::OsString;
use std::process::Stdio;
use std::time::Duration;

use sdk::{CommandOutput, CommandRun, Error, Result};

use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

use crate::Grants;

/// Most bytes of one output that are kept.
const MOST_OUTPUT: u64 = 16 << 20;

/// Runs a line that was granted.
///
/// # Errors
/// When it was not granted, cannot be started, or takes too long; a program that fails is an answer.
pub(super) async fn run(grants: &Grants, run: CommandRun) -> Result<CommandOutput> {
    judge(grants, &run.line)?;
    let mut command = shell(&run.line);
    if !grants.allows_env() {
        command.env_clear().envs(bare_environment());
    }
    command
        .stdin(Stdio::piped())
        .stdout(Stdio::piped())
        .stderr(Stdio::piped())
        .kill_on_drop(true);
    let started = command.spawn();
    let mut child = started.map_err(|e| {
        Error::new(
            "command.failed",
            format!("The command could not be started: {e}."),
        )
    })?;
    let mut group = Group::of(&child);
    let work = async {
        if let Some(mut input) = child.stdin.take() {
            // A program that does not read its input closes it; that is its right.
            let _ = input.write_all(&run.input).await;
        }
        let out = read(child.stdout.take());
        let err = read(child.stderr.take());
        let (stdout, stderr, status) = tokio::join!(out, err, child.wait());
        group.ended();
        status.map(|status| CommandOutput {
            code: status.code().unwrap_or(-1),
            stdout,
            stderr,
        })
    };
    let limit = Duration::from_millis(run.timeout_ms);
    match tokio::time::timeout(limit, work).await {
        Ok(Ok(output)) => Ok(output),
        Ok(Err(error)) => Err(Error::new(
            "command.failed",
            format!("The command failed: {error}."),
        )),
        Err(_) => Err(Error::new(
            "timeout",
            format!(
                "The command did not end within {} s and was stopped.",
                limit.as_secs()
            ),
        )),
    }
}

/// The processes of a line: its shell and whatever that started. They end with the step that waits for them, when it is
/// given up as when it is stopped; what a line that has ended left behind was meant to stay.
struct Group {
    #[cfg(unix)]
    id: Option<rustix::process::Pid>,
}

impl Group {
    #[cfg(unix)]
    fn of(child: &tokio::process::Child) -> Self {
        let id = child.id().and_then(|id| i32::try_from(id).ok());
        Self {
            id: id.and_then(rustix::process::Pid::from_raw),
        }
    }

    #[cfg(not(unix))]
    fn of(_: &tokio::process::Child) -> Self {
        Self {}
    }

    fn ended(&mut self) {
        #[cfg(unix)]
        {
            self.id = None;
        }
    }
}

impl Drop for Group {
    fn drop(&mut self) {
        #[cfg(unix)]
        if let Some(id) = self.id {
            // It may have ended just now.
            let _ = rustix::process::kill_process_group(id, rustix::process::Signal::KILL);
        }
    }
}

/// Every program of the line must have been granted, and the line must start none unseen.
fn judge(grants: &Grants, line: &str) -> Result<()> {
    if grants.allows_command(line) {
        return Ok(());
    }
    let refused = |message: String, grant: String| {
        Err(Error::refused(message, grant).describe(format!("The line is: {line}")))
    };
    let one = |name: &String| !grants.allows_command(name);
    match model::grant::programs(line).and_then(|names| names.into_iter().find(one)) {
        Some(name) => refused(
            format!("This workflow may not run “{name}”."),
            format!("command:{name}"),
        ),
        None => refused(
            "This workflow may not run command lines whose programs cannot be told.".to_owned(),
            "command:*".to_owned(),
        ),
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where a person's command is started, after its grant"
)]
fn shell(line: &str) -> Command {
    let (program, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("/bin/sh", "-c")
    };
    let mut command = Command::new(program);
    command.arg(flag).arg(line);
    // Ctrl+C in a terminal stops the execution, which ends its commands itself.
    #[cfg(unix)]
    command.process_group(0);
    #[cfg(windows)]
    {
        const OWN_GROUP: u32 = 0x0000_0200;
        command.creation_flags(OWN_GROUP);
    }
    command
}

/// What a program needs of the environment to be found and to work: no more, since secrets lie in the rest of it.
fn bare_environment() -> impl Iterator<Item = (OsString, OsString)> {
    let needed = |name: &str| match cfg!(windows) {
        true => WINDOWS_NEEDS
            .iter()
            .any(|known| known.eq_ignore_ascii_case(name)),
        false => UNIX_NEEDS.contains(&name) || name.starts_with("LC_"),
    };
    std::env::vars_os().filter(move |(name, _)| name.to_str().is_some_and(needed))
}

const UNIX_NEEDS: [&str; 10] = [
    "PATH", "HOME", "LANG", "LANGUAGE", "TMPDIR", "TZ", "USER", "LOGNAME", "SHELL", "TERM",
];
const WINDOWS_NEEDS: [&str; 18] = [
    "PATH",
    "PATHEXT",
    "SystemRoot",
    "SystemDrive",
    "windir",
    "ComSpec",
    "TEMP",
    "TMP",
    "USERNAME",
    "USERPROFILE",
    "HOMEDRIVE",
    "HOMEPATH",
    "APPDATA",
    "LOCALAPPDATA",
    "ProgramData",
    "ProgramFiles",
    "ProgramFiles(x86)",
    "NUMBER_OF_PROCESSORS",
];

async fn read(stream: Option<impl tokio::io::AsyncRead + Unpin>) -> String {
    let Some(stream) = stream else {
        return String::new();
    };
    let mut bytes = Vec::new();
    let mut limited = stream.take(MOST_OUTPUT);
    let _ = limited.read_to_end(&mut bytes).await;
    // The rest is read and dropped, so that the program does not wait for a reader.
    let _ = tokio::io::copy(&mut limited.into_inner(), &mut tokio::io::sink()).await;
    String::from_utf8_lossy(&bytes)
        .trim_end_matches('\n')
        .to_owned()
}

#[cfg(test)]
mod tests {
    use bytes::Bytes;
    use sdk::CommandRun;

    use super::{judge, run};
    use crate::Grants;

    fn line(line: &str) -> CommandRun {
        CommandRun {
            line: line.to_owned(),
            input: Bytes::new(),
            timeout_ms: 5_000,
        }
    }

    #[test]
    fn a_refusal_names_the_grant_that_is_missing() {
        let echo = Grants::parse(["command:echo"]).unwrap();
        assert!(judge(&echo, "echo 'a b' c; echo d").is_ok());
        for (text, grant) in [
            ("ls", "command:ls"),
            ("echo a; ls", "command:ls"),
            ("echo $(ls)", "command:*"),
            ("echo a > /tmp/x", "command:*"),
            ("A=1 echo", "command:*"),
            ("", "command:*"),
        ] {
            assert_eq!(
                judge(&echo, text).unwrap_err().grant.as_deref(),
                Some(grant),
                "{text}"
            );
        }
    }

    #[tokio::test]
    async fn output_and_code_come_back_and_a_slow_one_is_stopped() {
        let all = Grants::parse(["command:*"]).unwrap();
        let out = run(&all, line("echo out; echo err >&2; exit 3"))
            .await
            .unwrap();
        assert_eq!(
            (out.code, out.stdout.as_str(), out.stderr.as_str()),
            (3, "out", "err")
        );
        let slow = CommandRun {
            timeout_ms: 50,
            ..line("sleep 30")
        };
        assert_eq!(run(&all, slow).await.unwrap_err().code.as_str(), "timeout");
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn the_environment_is_another_grant() {
        // The test runner sets it, and no program needs it.
        let name = "CARGO_MANIFEST_DIR";
        assert!(std::env::var_os(name).is_some() && std::env::var_os("PATH").is_some());
        let asked = format!("echo ${{{name}:-none}} ${{PATH:+found}}");
        for (grants, said) in [
            (&["command:*"][..], "none found".to_owned()),
            (
                &["command:*", "env"],
                format!("{} found", env!("CARGO_MANIFEST_DIR")),
            ),
        ] {
            let grants = Grants::parse(grants.iter().copied()).unwrap();
            let output = run(&grants, line(&asked)).await.unwrap();
            assert_eq!(output.stdout, said);
        }
    }

    #[cfg(unix)]
    #[tokio::test]
    async fn what_a_stopped_line_started_ends_with_it() {
        let all = Grants::parse(["command:*"]).unwrap();
        let folder = tempfile::tempdir().unwrap();
        let pipe = folder.path().join("pipe");
        run(&all, line(&format!("mkfifo {}", pipe.display())))
            .await
            .unwrap();
        // The inner shell holds the pipe open; it is read to its end only when that one is gone.
        let held = format!("sh -c 'exec 3>{}; sleep 60; true'; true", pipe.display());
        let held = CommandRun {
            timeout_ms: 300,
            ..line(&held)
        };
        let read = tokio::task::spawn_blocking(move || std::fs::read(pipe));
        assert_eq!(run(&all, held).await.unwrap_err().code.as_str(), "timeout");
        assert_eq!(read.await.unwrap().unwrap(), b"");
    }
}
