//! The real program, in a place of its own: started, spoken to as the page does, and everything that it says written down.

use std::io::{BufRead as _, BufReader, Read as _, Write as _};
use std::net::TcpStream;
use std::path::{Path, PathBuf};
use std::process::{Child, Command, ExitStatus, Stdio};
use std::sync::Arc;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::time::Duration;

use anyhow::{Context as _, Result, bail, ensure};
use futures::StreamExt as _;
use parking_lot::Mutex;
use tokio::runtime::Runtime;

/// How long the program may take to say where it is.
const PATIENCE: Duration = Duration::from_secs(60);

/// The folders of a person on a machine.
pub struct Place {
    folder: tempfile::TempDir,
    /// Address of the session's bus; nobody is there where there is none.
    pub bus: Option<String>,
    /// Everything that was said here.
    pub record: Arc<Record>,
}

/// What was said: answers, events, output.
#[derive(Default)]
pub struct Record(Mutex<Vec<(String, Vec<u8>)>>);

impl Record {
    /// Writes down.
    pub fn add(&self, place: impl Into<String>, bytes: impl Into<Vec<u8>>) {
        self.0.lock().push((place.into(), bytes.into()));
    }

    /// All of it, by place.
    pub fn all(&self) -> Vec<(String, Vec<u8>)> {
        self.0.lock().clone()
    }
}

impl Place {
    /// An empty one.
    ///
    /// # Errors
    /// When no folder can be made.
    pub fn new(bus: Option<String>) -> Result<Self> {
        let folder = tempfile::tempdir()?;
        for name in ["home", "tmp", "run", "cwd", "files", "keys"] {
            std::fs::create_dir(folder.path().join(name))?;
        }
        Ok(Self {
            folder,
            bus,
            record: Arc::default(),
        })
    }

    /// A folder in it: `data`, `home`, `tmp`, `run`, `cwd`, `files`, and `keys`, where the keys of the house lie.
    pub fn path(&self, name: &str) -> PathBuf {
        self.folder.path().join(name)
    }

    /// The program with arguments, as this person would start it, and as talkative as it can be.
    #[expect(
        clippy::disallowed_methods,
        reason = "the program that is tried is a process of its own"
    )]
    fn command(&self, program: &Path, arguments: &[&str]) -> Command {
        let mut command = Command::new(program);
        let path = std::env::var_os("PATH").unwrap_or_default();
        let nobody = format!("unix:path={}", self.path("run/nobody").display());
        command
            .args(arguments)
            .current_dir(self.path("cwd"))
            .env_clear()
            .env("PATH", path)
            .env("HOME", self.path("home"))
            .env("XDG_DATA_HOME", self.path("home/.local/share"))
            .env("XDG_CONFIG_HOME", self.path("home/.config"))
            .env("XDG_CACHE_HOME", self.path("home/.cache"))
            .env("XDG_RUNTIME_DIR", self.path("run"))
            .env("TMPDIR", self.path("tmp"))
            .env("MILLRACE_DATA", self.path("data"))
            .env("MILLRACE_LOG", "trace")
            .env("RUST_LOG", "trace")
            .env("RUST_BACKTRACE", "full")
            .env(
                "DBUS_SESSION_BUS_ADDRESS",
                self.bus.clone().unwrap_or(nobody),
            );
        command
    }

    /// Runs the program to its end with something on its standard input; what it printed is written down, and given.
    ///
    /// # Errors
    /// When it cannot be started.
    pub fn run(
        &self,
        program: &Path,
        arguments: &[&str],
        input: &str,
    ) -> Result<(ExitStatus, String)> {
        let mut child = self
            .command(program, arguments)
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let mut pipe = child.stdin.take().context("its input")?;
        let input = input.to_owned();
        // It may end without reading it.
        std::thread::spawn(move || pipe.write_all(input.as_bytes()));
        let done = child.wait_with_output()?;
        let name = arguments.first().copied().unwrap_or_default();
        self.record
            .add(format!("output of {name}"), done.stdout.clone());
        self.record.add(format!("log of {name}"), done.stderr);
        Ok((
            done.status,
            String::from_utf8_lossy(&done.stdout).into_owned(),
        ))
    }

    /// Starts the server.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn serve(&self, program: &Path, more: &[&str]) -> Result<Server> {
        let files = format!("dir:{}", self.path("files").display());
        let mut arguments = vec![
            "serve",
            "--listen",
            "127.0.0.1:0",
            "--allow",
            files.as_str(),
        ];
        arguments.extend(["--allow", "host:127.0.0.1", "--allow", "host:localhost"]);
        arguments.extend(more);
        let mut child = self
            .command(program, &arguments)
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()?;
        let (out, err) = (child.stdout.take(), child.stderr.take());
        let (tell, told) = channel();
        listen(
            out.context("its output")?,
            "output of serve",
            &self.record,
            Some(tell),
        );
        listen(err.context("its log")?, "log of serve", &self.record, None);
        let line = loop {
            match told.recv_timeout(PATIENCE) {
                Ok(line) if line.contains("#token=") => break line,
                Ok(_) => {}
                Err(_) => {
                    let ended = child.try_wait()?;
                    child.kill()?;
                    bail!("the server does not say where it is: {ended:?}");
                }
            }
        };
        let url = line.split_once("http://").context("an address")?.1;
        let (host, token) = url.split_once("/#token=").context("a token")?;
        let mut server = Server {
            child,
            host: host.to_owned(),
            token: token.trim().to_owned(),
            record: self.record.clone(),
            told: channel().1,
            runtime: None,
        };
        server.follow()?;
        Ok(server)
    }
}

/// Writes down what comes, line by line.
fn listen(
    from: impl std::io::Read + Send + 'static,
    place: &'static str,
    record: &Arc<Record>,
    tell: Option<Sender<String>>,
) {
    let record = record.clone();
    std::thread::spawn(move || {
        let mut from = BufReader::new(from);
        let mut line = Vec::new();
        while from
            .read_until(b'\n', &mut line)
            .is_ok_and(|count| count > 0)
        {
            if let Some(tell) = &tell {
                // Nobody listens once the address is known.
                let _ = tell.send(String::from_utf8_lossy(&line).into_owned());
            }
            record.add(place, std::mem::take(&mut line));
        }
    });
}

/// A server that runs.
pub struct Server {
    child: Child,
    host: String,
    token: String,
    record: Arc<Record>,
    /// One for each event.
    told: Receiver<()>,
    runtime: Option<Runtime>,
}

impl Server {
    /// Number of its process.
    pub fn pid(&self) -> u32 {
        self.child.id()
    }

    /// Follows the events, as the page does.
    fn follow(&mut self) -> Result<()> {
        let runtime = tokio::runtime::Builder::new_multi_thread()
            .worker_threads(1)
            .enable_all()
            .build()?;
        let url = format!("ws://{}/events?after=0&token={}", self.host, self.token);
        let (record, (tell, told)) = (self.record.clone(), channel());
        let (mut socket, _) = runtime.block_on(tokio_tungstenite::connect_async(url))?;
        runtime.spawn(async move {
            while let Some(Ok(message)) = socket.next().await {
                record.add("event", message.into_data().to_vec());
                if tell.send(()).is_err() {
                    return;
                }
            }
        });
        (self.told, self.runtime) = (told, Some(runtime));
        Ok(())
    }

    /// Waits for an event, not for long.
    pub fn wait_for_event(&self) {
        let _ = self.told.recv_timeout(Duration::from_millis(200));
        while self.told.try_recv().is_ok() {}
    }

    /// Posts a payload; status and answer, as they came.
    ///
    /// # Errors
    /// When the server is not there.
    pub fn post(&self, command: &str, payload: &[u8]) -> Result<(u16, Vec<u8>)> {
        self.post_as(&self.host, command, payload)
    }

    /// The same under another name; the log says which names were refused.
    ///
    /// # Errors
    /// When the server is not there.
    #[expect(
        clippy::disallowed_methods,
        reason = "a test speaks to the server it started on this machine"
    )]
    pub fn post_as(&self, name: &str, command: &str, payload: &[u8]) -> Result<(u16, Vec<u8>)> {
        let mut stream = TcpStream::connect(&self.host)?;
        let length = payload.len();
        write!(
            stream,
            "POST /rpc/{command} HTTP/1.1\r\nHost: {name}\r\nOrigin: http://{}\r\nX-Millrace-Token: {}\r\n\
             Content-Type: application/json\r\nContent-Length: {length}\r\nConnection: close\r\n\r\n",
            self.host, self.token
        )?;
        stream.write_all(payload)?;
        let mut answer = Vec::new();
        stream.read_to_end(&mut answer)?;
        let end = answer.windows(4).position(|part| part == b"\r\n\r\n");
        let end = end.context("an answer without an end of its head")?;
        let head = String::from_utf8_lossy(&answer[..end]).into_owned();
        let status = head.split(' ').nth(1).and_then(|text| text.parse().ok());
        let chunked = head
            .to_ascii_lowercase()
            .contains("transfer-encoding: chunked");
        ensure!(!chunked, "an answer in chunks: {head}");
        Ok((status.context("a status")?, answer.split_off(end + 4)))
    }

    /// Carries out a command as the page does, and writes the answer down. A recovery code that is shown on purpose is
    /// taken out first: it must be nowhere else.
    ///
    /// # Errors
    /// When the server is not there, or what it answers is not what the command answers.
    pub fn try_call<C: api::Command>(&self, request: &C) -> Result<Result<C::Answer, api::Error>> {
        let (status, bytes) = self.post(C::NAME, &serde_json::to_vec(request)?)?;
        let mut written: serde_json::Value = serde_json::from_slice(&bytes)?;
        match C::NAME {
            "vault_recovery" => written = serde_json::Value::Null,
            _ => {
                if let Some(map) = written.as_object_mut() {
                    map.remove("recovery");
                }
            }
        }
        self.record
            .add(format!("rpc {}", C::NAME), serde_json::to_vec(&written)?);
        Ok(match status {
            200 => Ok(serde_json::from_slice(&bytes)?),
            _ => Err(serde_json::from_slice(&bytes)?),
        })
    }

    /// The same, where it has to succeed.
    ///
    /// # Errors
    /// When it does not.
    pub fn call<C: api::Command>(&self, request: &C) -> Result<C::Answer> {
        let done = self.try_call(request)?;
        done.map_err(|error| anyhow::anyhow!("{}: {error:?}", C::NAME))
    }

    /// Its JavaScript workers.
    pub fn workers(&self) -> Vec<u32> {
        let pid = self.pid();
        let mut found = Vec::new();
        let tasks = std::fs::read_dir(format!("/proc/{pid}/task"));
        for task in tasks.into_iter().flatten().flatten() {
            let children = std::fs::read_to_string(task.path().join("children"));
            let children = children.unwrap_or_default();
            found.extend(
                children
                    .split_whitespace()
                    .filter_map(|pid| pid.parse::<u32>().ok()),
            );
        }
        found
    }

    /// Sends a signal, waits for its end and gives it.
    ///
    /// # Errors
    /// When it cannot be sent.
    pub fn end(mut self, signal: rustix::process::Signal) -> Result<ExitStatus> {
        let pid = rustix::process::Pid::from_child(&self.child);
        rustix::process::kill_process(pid, signal)?;
        Ok(self.child.wait()?)
    }
}

impl Drop for Server {
    fn drop(&mut self) {
        // Who broke off leaves none behind.
        let _ = self.child.kill();
        let _ = self.child.wait();
        if let Some(runtime) = self.runtime.take() {
            runtime.shutdown_background();
        }
    }
}
