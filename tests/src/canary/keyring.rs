//! A session of a desktop with a keychain of its own: a message bus, and GNOME's keyring behind the Secret Service.

use std::io::{BufRead as _, BufReader, Write as _};
use std::path::PathBuf;
use std::process::{Child, Command, Stdio};
use std::time::Duration;

use anyhow::{Context as _, Result, bail};

/// What opens the keyring.
const PASSWORD: &str = "the person's password";

/// How often it is asked whether the keyring is there, and how long between.
const TRIES: u32 = 200;
const BETWEEN: Duration = Duration::from_millis(50);

/// A session.
pub struct Session {
    folder: tempfile::TempDir,
    bus: Child,
    ring: Option<Child>,
}

impl Session {
    /// Begins one with an open keyring; none where this machine has no such programs.
    ///
    /// # Errors
    /// When they do not come up.
    pub fn open() -> Result<Option<Self>> {
        let there = ["dbus-daemon", "dbus-send", "gnome-keyring-daemon"].map(is_there);
        if there.contains(&false) {
            return Ok(None);
        }
        let folder = tempfile::tempdir()?;
        let address = format!("unix:path={}", folder.path().join("bus").display());
        let mut bus = command("dbus-daemon")
            .args(["--session", "--nofork", "--nosyslog", "--print-address"])
            .arg(format!("--address={address}"))
            .stdout(Stdio::piped())
            .stderr(Stdio::null())
            .spawn()?;
        let mut line = String::new();
        let out = bus.stdout.take().context("what the bus says")?;
        BufReader::new(out).read_line(&mut line)?;
        let mut session = Self {
            folder,
            bus,
            ring: None,
        };
        session.start(true)?;
        Ok(Some(session))
    }

    /// The address of the bus.
    pub fn address(&self) -> String {
        format!("unix:path={}", self.folder.path().join("bus").display())
    }

    /// Where the keyrings lie.
    fn rings(&self) -> PathBuf {
        self.folder.path().join("share/keyrings")
    }

    /// Ends the keyring and begins it anew, open or locked.
    ///
    /// # Errors
    /// When it does not come up.
    pub fn restart(&mut self, open: bool) -> Result<()> {
        self.stop_ring();
        self.start(open)
    }

    /// Loses all that the keyring has.
    ///
    /// # Errors
    /// When it cannot be removed.
    pub fn wipe(&mut self) -> Result<()> {
        self.stop_ring();
        std::fs::remove_dir_all(self.rings())?;
        self.start(true)
    }

    fn start(&mut self, open: bool) -> Result<()> {
        let mut daemon = command("gnome-keyring-daemon");
        daemon
            .args(["--foreground", "--components=secrets"])
            .args(open.then_some("--unlock"))
            .env("HOME", self.folder.path())
            .env("XDG_DATA_HOME", self.folder.path().join("share"))
            .env("XDG_RUNTIME_DIR", self.folder.path())
            .env("DBUS_SESSION_BUS_ADDRESS", self.address())
            .env_remove("DISPLAY")
            .env_remove("WAYLAND_DISPLAY");
        let spawned = daemon
            .stdin(Stdio::piped())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .spawn();
        let mut ring = spawned?;
        let mut pipe = ring.stdin.take().context("its input")?;
        if open {
            pipe.write_all(PASSWORD.as_bytes())?;
        }
        drop(pipe);
        self.ring = Some(ring);
        for _ in 0..TRIES {
            if self.has_secrets()? {
                return Ok(());
            }
            pause();
        }
        bail!("the keyring does not come up")
    }

    /// Whether somebody keeps secrets in this session; nobody is started by the question.
    fn has_secrets(&self) -> Result<bool> {
        let asked = command("dbus-send")
            .args([
                "--session",
                "--print-reply",
                "--dest=org.freedesktop.DBus",
                "/org/freedesktop/DBus",
            ])
            .args([
                "org.freedesktop.DBus.GetNameOwner",
                "string:org.freedesktop.secrets",
            ])
            .env("DBUS_SESSION_BUS_ADDRESS", self.address())
            .stdout(Stdio::null())
            .stderr(Stdio::null())
            .status()?;
        Ok(asked.success())
    }

    fn stop_ring(&mut self) {
        if let Some(mut ring) = self.ring.take() {
            let _ = ring.kill();
            let _ = ring.wait();
        }
    }
}

impl Drop for Session {
    fn drop(&mut self) {
        self.stop_ring();
        let _ = self.bus.kill();
        let _ = self.bus.wait();
    }
}

fn is_there(program: &str) -> bool {
    let path = std::env::var_os("PATH").unwrap_or_default();
    std::env::split_paths(&path).any(|folder| folder.join(program).is_file())
}

#[expect(
    clippy::disallowed_methods,
    reason = "a desktop's session is made of programs"
)]
fn command(program: &str) -> Command {
    Command::new(program)
}

#[expect(
    clippy::disallowed_methods,
    reason = "another program is waited for, which does not say when it is there"
)]
fn pause() {
    std::thread::sleep(BETWEEN);
}
