//! Key files, for a server that nobody sits at: a key that only its owner may read.

use std::fs::{File, OpenOptions};
use std::io::{Read, Write};
use std::path::Path;

use zeroize::Zeroizing;

use crate::key::{self, Key};
use crate::{Error, Result};

/// How a key file begins.
const HEAD: &str = "millrace-key-1:";
/// No key file is longer.
const MOST: u64 = 1024;

/// Makes a key file that only its owner may read. One that is there stays as it is.
///
/// # Errors
/// When there is a file already, or the place cannot be written.
pub fn make_key_file(path: &Path) -> Result<()> {
    let mut bytes = Zeroizing::new([0; key::LEN]);
    key::fill(&mut bytes[..])?;
    let text = Zeroizing::new(format!("{HEAD}{}\n", *Zeroizing::new(hex::encode(*bytes))));
    let mut options = OpenOptions::new();
    options.write(true).create_new(true);
    #[cfg(unix)]
    {
        use std::os::unix::fs::OpenOptionsExt as _;
        options.mode(0o600);
    }
    let failed = |error: std::io::Error| refused(path, reason(&error));
    let mut file = options.open(path).map_err(failed)?;
    let written = file
        .write_all(text.as_bytes())
        .and_then(|()| file.sync_all());
    written.map_err(|error| {
        let _ = std::fs::remove_file(path);
        failed(error)
    })
}

/// Looks whether a key file can be used.
///
/// # Errors
/// When it cannot be read, others can read it, or it holds no key.
pub fn read_key_file(path: &Path) -> Result<()> {
    read(path).map(|_| ())
}

pub(crate) fn read(path: &Path) -> Result<Key> {
    let failed = |error: std::io::Error| refused(path, reason(&error));
    let file = File::open(path).map_err(failed)?;
    // Asked of the open file: the name may lead elsewhere a moment later.
    private(path, &file)?;
    let mut text = Zeroizing::new(String::new());
    file.take(MOST).read_to_string(&mut text).map_err(failed)?;
    let found = text.trim().strip_prefix(HEAD).unwrap_or_default();
    let key = Key::fill_with(|bytes| hex::decode_to_slice(found, bytes));
    key.map_err(|_| refused(path, "it holds no key of Millrace's"))
}

#[cfg(unix)]
fn private(path: &Path, file: &File) -> Result<()> {
    use std::os::unix::fs::MetadataExt as _;
    let about = file
        .metadata()
        .map_err(|error| refused(path, reason(&error)))?;
    if !about.is_file() {
        return Err(refused(path, "it is not a file"));
    }
    if about.mode() & 0o077 != 0 {
        return Err(refused(
            path,
            "others can read it; `chmod 600` makes it yours alone",
        ));
    }
    let me = rustix::process::geteuid();
    if about.uid() != me.as_raw() && !me.is_root() {
        return Err(refused(path, "it belongs to somebody else"));
    }
    Ok(())
}

#[cfg(not(unix))]
fn private(path: &Path, file: &File) -> Result<()> {
    match file.metadata() {
        Ok(about) if about.is_file() => Ok(()),
        Ok(_) => Err(refused(path, "it is not a file")),
        Err(error) => Err(refused(path, reason(&error))),
    }
}

fn reason(error: &std::io::Error) -> &'static str {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file",
        ErrorKind::AlreadyExists => "there is a file already",
        ErrorKind::PermissionDenied => "the system does not allow it",
        ErrorKind::InvalidData => "it holds no key of Millrace's",
        ErrorKind::StorageFull => "the disk is full",
        _ => "the system refused",
    }
}

fn refused(path: &Path, why: &str) -> Error {
    Error::KeyFile {
        path: path.to_owned(),
        why: why.to_owned(),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_made_is_read_and_never_replaced() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        make_key_file(&path).unwrap();
        let before = std::fs::read(&path).unwrap();
        assert_eq!(read(&path).unwrap().bytes().len(), 32);
        assert_eq!(make_key_file(&path).unwrap_err().code(), "vault.keyFile");
        assert_eq!(std::fs::read(&path).unwrap(), before);
    }

    #[cfg(unix)]
    #[test]
    fn what_others_can_read_is_refused() {
        use std::os::unix::fs::PermissionsExt as _;
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        make_key_file(&path).unwrap();
        for mode in [0o640, 0o604, 0o620, 0o777] {
            std::fs::set_permissions(&path, std::fs::Permissions::from_mode(mode)).unwrap();
            let refused = read_key_file(&path).unwrap_err().to_string();
            assert!(
                refused.contains("others can read it"),
                "{mode:o}: {refused}"
            );
        }
        std::fs::set_permissions(&path, std::fs::Permissions::from_mode(0o400)).unwrap();
        assert!(read_key_file(&path).is_ok());
    }

    #[test]
    fn what_holds_no_key_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("key");
        make_key_file(&path).unwrap();
        for text in ["", "millrace-key-1:", "millrace-key-1:00", "00", "\u{fffd}"] {
            std::fs::write(&path, text).unwrap();
            let refused = read_key_file(&path).unwrap_err().to_string();
            assert!(refused.contains("no key"), "{text}: {refused}");
        }
        assert!(read_key_file(folder.path()).is_err());
    }
}
