//! The person's files: only below granted folders, opened from the folder itself so that neither `..` nor a link leads
//! out of it, whatever changes between a check and its use.

use std::path::{Component, Path, PathBuf};

use bytes::Bytes;
use cap_std::ambient_authority;
use cap_std::fs::{Dir, OpenOptions};
use globset::GlobBuilder;
use sdk::{Error, FileInfo, Result};

/// Most files that one pattern may name.
const MOST_FILES: usize = 100_000;

/// The folders an execution may use.
#[derive(Clone, Debug, Default)]
pub struct Folders {
    granted: Vec<(PathBuf, bool)>,
}

/// A file within a granted folder.
struct Place {
    folder: Dir,
    below: PathBuf,
}

impl Folders {
    /// Grants these folders, with all that is below them, for writing too or for reading only.
    pub fn new(folders: impl IntoIterator<Item = (PathBuf, bool)>) -> Self {
        let mut granted = Vec::new();
        for (folder, write) in folders {
            let folder = absolute(&folder);
            // A path may be written through a link to the granted folder or by its real name.
            if let Ok(real) = std::fs::canonicalize(&folder)
                && real != folder
            {
                granted.push((real, write));
            }
            granted.push((folder, write));
        }
        Self { granted }
    }

    /// Reads a whole file.
    pub fn read(&self, path: &str) -> Result<Bytes> {
        let place = self.place(path, false)?;
        place
            .folder
            .read(&place.below)
            .map(Bytes::from)
            .map_err(|e| failed("read", path, &e))
    }

    /// Writes a file whole, by a new file that takes its place, or adds to its end. Folders are made as needed.
    pub fn write(&self, path: &str, content: &[u8], append: bool) -> Result<()> {
        let place = self.place(path, true)?;
        let write = || {
            if let Some(parent) = place
                .below
                .parent()
                .filter(|parent| !parent.as_os_str().is_empty())
            {
                place.folder.create_dir_all(parent)?;
            }
            if append {
                let mut file = place
                    .folder
                    .open_with(&place.below, OpenOptions::new().append(true).create(true))?;
                return std::io::Write::write_all(&mut file, content);
            }
            let part = part_name(&place.below);
            place.folder.write(&part, content)?;
            place
                .folder
                .rename(&part, &place.folder, &place.below)
                .inspect_err(|_| {
                    let _ = place.folder.remove_file(&part);
                })
        };
        write().map_err(|e| failed("written", path, &e))
    }

    /// The files that a pattern names, sorted by path.
    pub fn list(&self, pattern: &str) -> Result<Vec<FileInfo>> {
        let fixed: PathBuf = Path::new(pattern)
            .components()
            .take_while(|part| {
                !part
                    .as_os_str()
                    .to_string_lossy()
                    .contains(['*', '?', '[', '{'])
            })
            .collect();
        let whole = absolute(&fixed);
        if fixed == Path::new(pattern) {
            let place = self.place(pattern, false)?;
            return match place.folder.metadata(&place.below) {
                Ok(meta) if meta.is_file() => Ok(vec![info(&whole, &meta)]),
                Ok(_) => Ok(Vec::new()),
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => Ok(Vec::new()),
                Err(error) => Err(failed("read", pattern, &error)),
            };
        }
        let place = self.place(&whole.to_string_lossy(), false)?;
        let rest = Path::new(pattern)
            .strip_prefix(&fixed)
            .unwrap_or(Path::new(pattern));
        let glob = GlobBuilder::new(&rest.to_string_lossy())
            .literal_separator(true)
            .build();
        let glob = glob.map_err(|e| {
            Error::param(
                "fileSelector",
                format!("The pattern “{pattern}” cannot be read: {e}."),
            )
        })?;
        let mut found = Vec::new();
        let start = if place.below.as_os_str().is_empty() {
            place.folder
        } else {
            match place.folder.open_dir(&place.below) {
                Ok(folder) => folder,
                Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(found),
                Err(error) => return Err(failed("read", pattern, &error)),
            }
        };
        let walk = Walk {
            glob: glob.compile_matcher(),
            root: whole,
        };
        walk.folder(&start, Path::new(""), &mut found)
            .map_err(|e| failed("read", pattern, &e))?;
        found.sort_by(|a, b| a.path.cmp(&b.path));
        Ok(found)
    }

    fn place(&self, path: &str, write: bool) -> Result<Place> {
        if path.is_empty() || path.contains('\0') {
            return Err(Error::new(
                "file.path",
                "The path of the file is empty or damaged.",
            ));
        }
        let whole = absolute(Path::new(path));
        let fits =
            |granted: &&(PathBuf, bool)| whole.starts_with(&granted.0) && (granted.1 || !write);
        let Some((granted, _)) = self.granted.iter().find(fits) else {
            let folder = whole.parent().unwrap_or(&whole).display();
            let only_to_read = if write { "" } else { ":ro" };
            return Err(Error::refused(
                format!("This workflow may not use the file {}.", whole.display()),
                format!("dir:{folder}{only_to_read}"),
            ));
        };
        let folder = Dir::open_ambient_dir(granted, ambient_authority())
            .map_err(|e| failed("opened", path, &e))?;
        let below = whole.strip_prefix(granted).unwrap_or(&whole).to_owned();
        Ok(Place { folder, below })
    }
}

struct Walk {
    glob: globset::GlobMatcher,
    root: PathBuf,
}

impl Walk {
    fn folder(&self, folder: &Dir, below: &Path, found: &mut Vec<FileInfo>) -> std::io::Result<()> {
        for entry in folder.entries()? {
            let entry = entry?;
            let path = below.join(entry.file_name());
            let kind = entry.file_type()?;
            if kind.is_dir() {
                // Links to folders are not followed: they may lead in circles.
                self.folder(&entry.open_dir()?, &path, found)?;
            } else if self.glob.is_match(&path) && found.len() < MOST_FILES {
                // A link that leads out of the granted folder is left out, as is one that leads nowhere.
                if let Ok(meta) = folder.metadata(entry.file_name()) {
                    found.push(info(&self.root.join(&path), &meta));
                }
            }
        }
        Ok(())
    }
}

fn info(path: &Path, meta: &cap_std::fs::Metadata) -> FileInfo {
    let modified = meta
        .modified()
        .ok()
        .and_then(|time| time.into_std().duration_since(std::time::UNIX_EPOCH).ok());
    FileInfo {
        path: path.display().to_string(),
        size: meta.len(),
        modified_ms: modified.map_or(0, |since| since.as_millis() as i64),
    }
}

/// The path from the root, `~` and relative ones resolved, `.` and `..` taken out without asking the disk.
pub fn absolute(path: &Path) -> PathBuf {
    let home = || std::env::home_dir().unwrap_or_default();
    let path = match path.strip_prefix("~") {
        Ok(rest) => home().join(rest),
        Err(_) => std::path::absolute(path).unwrap_or_else(|_| path.to_owned()),
    };
    let mut clean = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                clean.pop();
            }
            Component::CurDir => {}
            other => clean.push(other),
        }
    }
    clean
}

fn part_name(path: &Path) -> PathBuf {
    let name = path
        .file_name()
        .map(|name| name.to_string_lossy().into_owned())
        .unwrap_or_default();
    path.with_file_name(format!(".{name}.{:08x}.part", rand::random::<u32>()))
}

fn failed(what: &str, path: &str, error: &std::io::Error) -> Error {
    let code = match error.kind() {
        std::io::ErrorKind::NotFound => "file.missing",
        std::io::ErrorKind::PermissionDenied => "file.denied",
        std::io::ErrorKind::StorageFull => "file.full",
        _ => "file.failed",
    };
    let sentence = match code {
        "file.missing" => format!("There is no file {path}."),
        "file.denied" => format!(
            "The file {path} could not be {what}: the system, or a link out of the granted folder, forbids it."
        ),
        _ => format!("The file {path} could not be {what}: {error}."),
    };
    Error::new(code, sentence)
}

#[cfg(test)]
mod tests {
    #![allow(clippy::expect_used, reason = "tests")]

    use super::{Folders, absolute};

    #[test]
    fn only_granted_folders_are_reached_and_links_do_not_lead_out() {
        let outside = tempfile::tempdir().unwrap();
        let inside = tempfile::tempdir().unwrap();
        std::fs::write(outside.path().join("secret"), "s").unwrap();
        let granted = Folders::new([(inside.path().to_owned(), true)]);
        let at = |name: &str| inside.path().join(name).display().to_string();
        granted.write(&at("new/a.txt"), b"1", false).unwrap();
        granted.write(&at("new/a.txt"), b"2", true).unwrap();
        assert_eq!(granted.read(&at("new/a.txt")).unwrap(), "12");

        let refused = granted
            .read(&outside.path().join("secret").display().to_string())
            .unwrap_err();
        assert_eq!(refused.code.as_str(), "refused");
        assert_eq!(
            refused.grant,
            Some(format!("dir:{}:ro", outside.path().display()))
        );
        let up = format!(
            "{}/../{}/secret",
            inside.path().display(),
            outside.path().file_name().unwrap().display()
        );
        assert_eq!(granted.read(&up).unwrap_err().code.as_str(), "refused");
        #[cfg(unix)]
        {
            std::os::unix::fs::symlink(outside.path(), inside.path().join("link")).unwrap();
            assert!(granted.read(&at("link/secret")).is_err());
            assert!(granted.write(&at("link/new"), b"x", false).is_err());
            std::os::unix::fs::symlink(outside.path().join("secret"), inside.path().join("file"))
                .unwrap();
            assert!(granted.read(&at("file")).is_err());
        }
        assert!(granted.read("").is_err());
        assert!(granted.read("a\0b").is_err());
    }

    #[test]
    fn patterns_name_files_in_order() {
        let folder = tempfile::tempdir().unwrap();
        for name in ["b.csv", "a.csv", "c.txt", "deep/d.csv"] {
            let path = folder.path().join(name);
            std::fs::create_dir_all(path.parent().unwrap()).unwrap();
            std::fs::write(path, "x").unwrap();
        }
        let granted = Folders::new([(folder.path().to_owned(), true)]);
        for (pattern, names) in [
            ("*.csv", vec!["a.csv", "b.csv"]),
            ("**/*.csv", vec!["a.csv", "b.csv", "deep/d.csv"]),
            ("c.txt", vec!["c.txt"]),
            ("none", vec![]),
            ("none/*", vec![]),
        ] {
            let found = granted
                .list(&folder.path().join(pattern).display().to_string())
                .unwrap();
            let wanted: Vec<_> = names
                .iter()
                .map(|name| folder.path().join(name).display().to_string())
                .collect();
            assert_eq!(
                found.into_iter().map(|file| file.path).collect::<Vec<_>>(),
                wanted,
                "{pattern}"
            );
        }
        assert!(granted.list("/etc/*").is_err());
    }

    #[test]
    fn paths_are_cleaned_without_asking_the_disk() {
        for (path, clean) in [("/a/./b/../c", "/a/c"), ("/../..", "/"), ("/a//b", "/a/b")] {
            assert_eq!(
                absolute(std::path::Path::new(path)),
                std::path::Path::new(clean),
                "{path}"
            );
        }
    }
}
