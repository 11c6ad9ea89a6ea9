//! What an execution may reach beyond the public internet, ready to be asked.

use std::path::PathBuf;
use std::str::FromStr as _;

use model::{Grant, GrantError};
use net::HostGrants;

use crate::host::Folders;

/// What an execution may reach: hosts of its own network, folders, commands, the environment.
#[derive(Clone, Debug, Default)]
pub struct Grants {
    granted: model::Grants,
    pub(crate) folders: Folders,
}

impl Grants {
    /// Reads grants as `--allow` takes them. A folder may be written relative to where the program was started.
    ///
    /// # Errors
    /// Names the one that cannot be read.
    pub fn parse<S: AsRef<str>>(texts: impl IntoIterator<Item = S>) -> Result<Self, GrantError> {
        let grants = texts
            .into_iter()
            .map(|text| Grant::from_str(&whole(text.as_ref())));
        Ok(Self::new(grants.collect::<Result<_, _>>()?))
    }

    /// What a workflow was granted.
    pub fn new(granted: model::Grants) -> Self {
        let folders = granted.iter().filter_map(|grant| match grant {
            Grant::Dir(dir) => {
                let text = dir.to_string();
                let path = PathBuf::from(text.strip_suffix(":ro").unwrap_or(&text));
                Some((path, dir.writes()))
            }
            _ => None,
        });
        Self {
            folders: Folders::new(folders),
            granted,
        }
    }

    /// The grants alone.
    pub fn plain(&self) -> model::Grants {
        self.granted.clone()
    }

    /// What was granted, one by one.
    pub fn iter(&self) -> impl Iterator<Item = &Grant> {
        self.granted.iter()
    }

    /// Says whether the folders are there: a grant for one that is not would only fail later, in the middle of a run.
    ///
    /// # Errors
    /// Names the one that is no folder.
    pub fn assert_folders(&self) -> Result<(), GrantError> {
        for grant in self.granted.iter() {
            let Grant::Dir(dir) = grant else { continue };
            let text = dir.to_string();
            let path = text.strip_suffix(":ro").unwrap_or(&text);
            match std::fs::metadata(path) {
                Ok(about) if about.is_dir() => {}
                Ok(_) => return Err(GrantError::NotFolder(path.to_owned())),
                Err(_) => return Err(GrantError::NoFolder(path.to_owned())),
            }
        }
        Ok(())
    }

    /// Whether what a grant would allow is allowed already.
    pub fn covers(&self, grant: &Grant) -> bool {
        self.granted.covers(grant)
    }

    pub(crate) fn allows_command(&self, line: &str) -> bool {
        self.granted.allows_command(line)
    }

    pub(crate) fn allows_env(&self) -> bool {
        self.granted.allows_env()
    }
}

impl HostGrants for Grants {
    fn allows(&self, host: &str, port: u16) -> bool {
        self.granted.allows_host(host, port)
    }
}

/// `dir:data` means the folder `data` below the one the program was started in.
fn whole(text: &str) -> String {
    let Some(path) = text
        .trim()
        .strip_prefix("dir:")
        .filter(|path| !path.is_empty())
    else {
        return text.to_owned();
    };
    let (path, only_read) = path
        .strip_suffix(":ro")
        .map_or((path, ""), |path| (path, ":ro"));
    format!(
        "dir:{}{only_read}",
        crate::host::absolute(path.as_ref()).display()
    )
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
                "dir:data:ro",
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
            assert!(Grants::parse([text]).is_err(), "{text}");
        }
    }
}
