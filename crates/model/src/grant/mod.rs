//! What a workflow was allowed: `host:…`, `dir:…`, `command:…` and `env`, as `--allow` takes them.
//!
//! Only the question is answered here, on text that the caller has brought to its plain form: a host after resolution of
//! the address, a path after links were followed. Everything that is not clearly allowed is not. Hosts on the internet
//! need no grant; the address policy, which says which those are, is `net`'s.

mod command;
mod dir;
mod host;

pub use command::programs;
pub use dir::DirGrant;
pub use host::HostGrant;

pub(crate) use host::split_authority;

use std::fmt;
use std::str::FromStr;

/// One thing that is allowed.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub enum Grant {
    /// `host:localhost`, `host:10.0.0.5:8080`, `host:*.example.internal`, `host:[::1]:80`, `host:*`.
    Host(HostGrant),
    /// `dir:/home/ada/data`, or `dir:/home/ada/data:ro` for reading only.
    Dir(DirGrant),
    /// `command:git`, or `command:*` for any line at all.
    Command(String),
    /// `env`: the machine's environment variables.
    Env,
}

/// Why a text is no grant.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum GrantError {
    /// It does not begin as a grant does.
    #[error(
        "`{0}` is not something that can be allowed. Write `host:NAME[:PORT]`, `host:*`, `dir:FOLDER[:ro]`, \
         `command:NAME`, `command:*` or `env`."
    )]
    Unknown(String),
    /// The host cannot be read.
    #[error(
        "`{0}` is not a host. Write a name or an address, with a port if only that is meant: `localhost`, \
         `10.0.0.5:8080`, `[::1]:80`, `*.example.com`."
    )]
    Host(String),
    /// The path is not absolute.
    #[error(
        "`{0}` is not a whole path. Write it from its root on: `/home/ada/data` or `C:\\data`."
    )]
    Dir(String),
    /// The command has no name.
    #[error("`{0}` is not the name of a command. Write the program's name alone: `command:git`.")]
    Command(String),
    /// There is no such folder on this machine.
    #[error(
        "There is no folder `{0}`. Make it first, or correct its name; `dir:FOLDER` may be read and written, \
         `dir:FOLDER:ro` only read."
    )]
    NoFolder(String),
    /// It is a file.
    #[error("`{0}` is a file. Only whole folders can be allowed: name the one it lies in.")]
    NotFolder(String),
}

impl FromStr for Grant {
    type Err = GrantError;

    fn from_str(text: &str) -> Result<Self, GrantError> {
        let text = text.trim();
        if text == "env" {
            return Ok(Self::Env);
        }
        match text.split_once(':') {
            Some(("host", host)) => host.parse().map(Self::Host),
            Some(("dir", dir)) => dir.parse().map(Self::Dir),
            Some(("command", name)) => {
                let name = name.trim();
                // A list, or a whole line: neither could ever fit the name of a program.
                let is_path = name.contains(['/', '\\']);
                let several = name.contains(',') || (name.contains(' ') && !is_path);
                if name.is_empty() || several || name.chars().any(char::is_control) {
                    return Err(GrantError::Command(name.to_owned()));
                }
                Ok(Self::Command(name.to_owned()))
            }
            _ => Err(GrantError::Unknown(text.to_owned())),
        }
    }
}

impl fmt::Display for Grant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Host(host) => write!(f, "host:{host}"),
            Self::Dir(dir) => write!(f, "dir:{dir}"),
            Self::Command(name) => write!(f, "command:{name}"),
            Self::Env => f.write_str("env"),
        }
    }
}

impl Grant {
    /// The grant that a host would need.
    ///
    /// # Errors
    /// When `host` is no host.
    pub fn host(host: &str, port: Option<u16>) -> Result<Self, GrantError> {
        HostGrant::exact(host, port).map(Self::Host)
    }

    /// The grant that a folder would need.
    ///
    /// # Errors
    /// When `path` is not absolute.
    pub fn dir(path: &str, write: bool) -> Result<Self, GrantError> {
        DirGrant::new(path, write).map(Self::Dir)
    }
}

/// All that a workflow was allowed.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Grants(Vec<Grant>);

impl Grants {
    /// Whether a host may be contacted on a port. IPv6 addresses come with or without brackets.
    pub fn allows_host(&self, host: &str, port: u16) -> bool {
        self.0
            .iter()
            .any(|grant| matches!(grant, Grant::Host(mine) if mine.allows(host, port)))
    }

    /// Whether an absolute path may be read, or written. Links must have been followed by the caller.
    pub fn allows_path(&self, path: &str, write: bool) -> bool {
        self.0
            .iter()
            .any(|grant| matches!(grant, Grant::Dir(mine) if mine.allows(path, write)))
    }

    /// Whether a line may be handed to the machine's shell: every program in it was granted by its name, and it does
    /// nothing that could start another unseen. `command:*` allows any line.
    pub fn allows_command(&self, line: &str) -> bool {
        let granted = |name: &str| {
            self.0
                .iter()
                .any(|grant| matches!(grant, Grant::Command(mine) if mine == name))
        };
        if granted("*") {
            return !line.trim().is_empty();
        }
        programs(line).is_some_and(|names| names.iter().all(|name| granted(name)))
    }

    /// Whether all that `wanted` would allow is allowed already.
    pub fn covers(&self, wanted: &Grant) -> bool {
        self.0.iter().any(|mine| match (mine, wanted) {
            (Grant::Host(mine), Grant::Host(wanted)) => mine.covers(wanted),
            (Grant::Dir(mine), Grant::Dir(wanted)) => mine.covers(wanted),
            (Grant::Command(mine), Grant::Command(wanted)) => mine == "*" || mine == wanted,
            (mine, wanted) => mine == wanted,
        })
    }

    /// Whether the environment may be read.
    pub fn allows_env(&self) -> bool {
        self.0.contains(&Grant::Env)
    }

    /// Adds a grant, once.
    pub fn add(&mut self, grant: Grant) {
        if !self.0.contains(&grant) {
            self.0.push(grant);
        }
    }

    /// The grants in the order in which they were given.
    pub fn iter(&self) -> impl ExactSizeIterator<Item = &Grant> {
        self.0.iter()
    }

    /// Whether nothing was granted.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }
}

impl FromIterator<Grant> for Grants {
    fn from_iter<I: IntoIterator<Item = Grant>>(grants: I) -> Self {
        let mut all = Self::default();
        for grant in grants {
            all.add(grant);
        }
        all
    }
}
