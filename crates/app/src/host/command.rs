//! Commands: off until granted, without a shell unless the shell itself was granted.

use std::process::Stdio;
use std::time::Duration;

use sdk::{CommandOutput, CommandRun, Error, Result};
use tokio::io::{AsyncReadExt, AsyncWriteExt};
use tokio::process::Command;

/// Most bytes of one output that are kept.
const MOST_OUTPUT: u64 = 16 << 20;

/// The commands an execution may run, by program name; `*` is all of them, and the shell.
#[derive(Clone, Debug, Default)]
pub struct Commands {
    granted: Vec<String>,
}

/// How a line is run.
#[derive(Debug, PartialEq)]
enum Plan {
    /// A program with its arguments.
    Direct(Vec<String>),
    /// Through the person's shell.
    Shell,
}

impl Commands {
    /// Grants these programs.
    pub fn new(programs: impl IntoIterator<Item = String>) -> Self {
        Self {
            granted: programs.into_iter().collect(),
        }
    }

    /// Runs a line.
    ///
    /// # Errors
    /// When it was not granted, cannot be started, or takes too long; a program that fails is an answer.
    pub async fn run(&self, run: CommandRun) -> Result<CommandOutput> {
        let mut command = match self.plan(&run.line)? {
            Plan::Direct(words) => {
                let mut command = start(&words[0]);
                command.args(&words[1..]);
                command
            }
            Plan::Shell => shell(&run.line),
        };
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
        let work = async {
            if let Some(mut input) = child.stdin.take() {
                // A program that does not read its input closes it; that is its right.
                let _ = input.write_all(&run.input).await;
            }
            let out = read(child.stdout.take());
            let err = read(child.stderr.take());
            let (stdout, stderr, status) = tokio::join!(out, err, child.wait());
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

    fn plan(&self, line: &str) -> Result<Plan> {
        let all = self.granted.iter().any(|name| name == "*");
        let words = if needs_shell(line) {
            None
        } else {
            shlex::split(line).filter(|words| !words.is_empty())
        };
        let Some(words) = words else {
            return if all {
                Ok(Plan::Shell)
            } else {
                Err(Error::refused(
                    "This workflow may not run command lines for the shell.",
                    "command:*",
                )
                .describe(format!("The line was: {line}")))
            };
        };
        let program = words[0].as_str();
        if all || self.granted.iter().any(|name| name == program) {
            return Ok(Plan::Direct(words));
        }
        let message = format!("This workflow may not run “{program}”.");
        Err(Error::refused(message, format!("command:{program}"))
            .describe(format!("The line was: {line}")))
    }
}

/// Whether a line means more than one program with plain arguments. Quoted signs count too: better to ask once too often.
fn needs_shell(line: &str) -> bool {
    line.contains([
        '|', '&', ';', '<', '>', '$', '`', '*', '?', '~', '(', ')', '{', '}', '[', ']', '#', '!',
        '\n',
    ]) || line
        .split_whitespace()
        .next()
        .is_none_or(|first| first.contains('='))
}

#[expect(
    clippy::disallowed_methods,
    reason = "the one place where a person's command is started, after its grant"
)]
fn start(program: &str) -> Command {
    Command::new(program)
}

fn shell(line: &str) -> Command {
    let (program, flag) = if cfg!(windows) {
        ("cmd", "/C")
    } else {
        ("/bin/sh", "-c")
    };
    let mut command = start(program);
    command.arg(flag).arg(line);
    command
}

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

    use super::{Commands, Plan};

    fn line(line: &str) -> CommandRun {
        CommandRun {
            line: line.to_owned(),
            input: Bytes::new(),
            timeout_ms: 5_000,
        }
    }

    #[test]
    fn a_grant_is_for_one_program_and_never_for_a_shell_line() {
        let echo = Commands::new(["echo".to_owned()]);
        assert_eq!(
            echo.plan("echo 'a b' c").unwrap(),
            Plan::Direct(vec!["echo".into(), "a b".into(), "c".into()])
        );
        for (text, grant) in [
            ("ls", "command:ls"),
            ("echo a; ls", "command:*"),
            ("echo $(ls)", "command:*"),
            ("echo a > /tmp/x", "command:*"),
            ("A=1 echo", "command:*"),
            ("/bin/echo a", "command:/bin/echo"),
            ("", "command:*"),
        ] {
            assert_eq!(
                echo.plan(text).unwrap_err().grant.as_deref(),
                Some(grant),
                "{text}"
            );
        }
        let all = Commands::new(["*".to_owned()]);
        assert_eq!(all.plan("echo a | cat").unwrap(), Plan::Shell);
    }

    #[tokio::test]
    async fn output_and_code_come_back_and_a_slow_one_is_stopped() {
        let all = Commands::new(["*".to_owned()]);
        let out = all
            .run(line("echo out; echo err >&2; exit 3"))
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
        assert_eq!(all.run(slow).await.unwrap_err().code.as_str(), "timeout");
        assert_eq!(
            all.run(line("no-such-program-here"))
                .await
                .unwrap_err()
                .code
                .as_str(),
            "command.failed"
        );
    }
}
