//! What an execution may reach beyond the public internet.

use std::path::PathBuf;

use crate::host::{Commands, Folders};

/// What an execution may reach: hosts of its own network, folders, commands, the environment.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    /// Hosts that are not public.
    pub(crate) hosts: net::HostList,
    /// Folders.
    pub(crate) folders: Folders,
    /// Commands.
    pub(crate) commands: Commands,
    /// Whether `$env` can be read.
    pub(crate) env: bool,
}

/// A grant that cannot be read.
#[derive(Debug, thiserror::Error)]
#[error("“{text}” is no grant: write host:NAME, host:NAME:PORT, dir:FOLDER, command:NAME or env")]
pub struct GrantError {
    text: String,
}

impl Grants {
    /// Reads grants as `--allow` takes them.
    ///
    /// # Errors
    /// Names the one that cannot be read.
    pub fn parse<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Result<Self, GrantError> {
        let (mut hosts, mut folders, mut commands, mut env) =
            (Vec::new(), Vec::new(), Vec::new(), false);
        for text in texts {
            let text = text.as_ref().trim();
            match text.split_once(':') {
                Some(("host", host)) if net::HostList::parse([host]).is_ok() => {
                    hosts.push(host.to_owned())
                }
                Some(("dir", folder)) if !folder.is_empty() => folders.push(PathBuf::from(folder)),
                Some(("command", name)) if !name.is_empty() => commands.push(name.to_owned()),
                None if text == "env" => env = true,
                _ => {
                    return Err(GrantError {
                        text: text.to_owned(),
                    });
                }
            }
        }
        let unreadable = |e: net::Error| GrantError {
            text: e.to_string(),
        };
        Ok(Self {
            hosts: net::HostList::parse(hosts).map_err(unreadable)?,
            folders: Folders::new(folders),
            commands: Commands::new(commands),
            env,
        })
    }
}

#[cfg(test)]
mod tests {
    use super::Grants;

    #[test]
    fn what_is_no_grant_is_named() {
        assert!(
            Grants::parse([
                "host:localhost",
                "host:[::1]:80",
                "dir:/tmp",
                "command:git",
                "env"
            ])
            .is_ok()
        );
        for text in [
            "",
            "localhost",
            "host:",
            "dir:",
            "command:",
            "file:/tmp",
            "env:HOME",
        ] {
            let error = Grants::parse([text]).unwrap_err();
            assert!(error.to_string().contains(&format!("“{text}”")), "{error}");
        }
    }
}
