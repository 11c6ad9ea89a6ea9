//! Files and folders of this machine, for choosing one.

use std::fs::{DirEntry, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use api::{Error, FolderRead, ImportFile, PlaceEntry, PlaceList, PlaceListing, code};
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;

use super::Answer;
use crate::App;

/// So many entries are listed.
const MOST: usize = 2_000;

/// So many files of a folder are read, and so deep below it.
const MOST_FILES: usize = 500;
const DEEPEST: usize = 8;

/// So much may they hold together, in bytes: they come back in one request.
const MOST_BYTES: u64 = 64 << 20;

/// What a file has to be called to be taken out of a folder.
const KINDS: [&str; 2] = ["json", "millrace"];

impl App {
    pub(crate) async fn folder_read(&self, request: FolderRead) -> Answer<Vec<ImportFile>> {
        let folder = PathBuf::from(request.path);
        if !folder.is_absolute() {
            let message = "A folder is named by its whole path.";
            return Err(Error::new(code::REQUEST, message));
        }
        let read = tokio::task::spawn_blocking(move || workflow_files(&folder)).await;
        read.unwrap_or_else(|_| Err(Error::new(code::ENGINE, "Reading the folder broke off.")))
    }

    pub(crate) async fn place_list(&self, request: PlaceList) -> Answer<PlaceListing> {
        let listed = tokio::task::spawn_blocking(move || list(&request)).await;
        listed.unwrap_or_else(|_| {
            Err(Error::new(
                code::ENGINE,
                "Looking into the folder broke off.",
            ))
        })
    }
}

/// The files that may hold workflows, in a folder and below it, by their paths in it. All of them, or none.
fn workflow_files(folder: &Path) -> Answer<Vec<ImportFile>> {
    let mut files = Vec::new();
    gather(folder, DEEPEST, &mut files).map_err(|error| unreadable(folder, &error))?;
    files.sort();
    let size = |path: &PathBuf| path.metadata().map_or(0, |about| about.len());
    let bytes: u64 = files.iter().map(size).sum();
    if files.len() > MOST_FILES || bytes > MOST_BYTES {
        let message = format!(
            "The folder holds more than {MOST_FILES} files that may be workflows, or more than {} MB of them.",
            MOST_BYTES >> 20
        );
        return Err(Error::new(code::FILE, message).hint("Choose a folder with fewer of them."));
    }
    Ok(files
        .iter()
        .map(|path| workflow_file(folder, path))
        .collect())
}

/// Links are not followed, hidden folders passed by; what cannot be looked into below is left out.
fn gather(folder: &Path, deep: usize, files: &mut Vec<PathBuf>) -> std::io::Result<()> {
    for entry in std::fs::read_dir(folder)?.flatten() {
        let path = entry.path();
        let hidden = entry.file_name().to_string_lossy().starts_with('.');
        match entry.file_type() {
            // It is too many as it is.
            _ if files.len() > MOST_FILES => return Ok(()),
            Ok(kind) if kind.is_dir() && deep > 0 && !hidden => {
                let _ = gather(&path, deep - 1, files);
            }
            Ok(kind) if kind.is_file() && may_be_workflow(&path) => files.push(path),
            _ => {}
        }
    }
    Ok(())
}

fn may_be_workflow(path: &Path) -> bool {
    let end = path
        .extension()
        .map(|end| end.to_string_lossy().to_lowercase());
    end.is_some_and(|end| KINDS.contains(&end.as_str()))
}

/// A file by its path below the folder; one that cannot be read is empty, and the import says that it is no workflow.
fn workflow_file(folder: &Path, path: &Path) -> ImportFile {
    let name = path.strip_prefix(folder).unwrap_or(path);
    ImportFile {
        name: name.to_string_lossy().into_owned(),
        bytes: STANDARD.encode(std::fs::read(path).unwrap_or_default()),
    }
}

fn list(request: &PlaceList) -> Answer<PlaceListing> {
    let folder = folder(&request.path);
    let read = std::fs::read_dir(&folder).map_err(|error| unreadable(&folder, &error))?;
    let mut entries: Vec<PlaceEntry> = read
        .flatten()
        .filter_map(|entry| described(&entry))
        .filter(|entry| request.hidden || !entry.name.starts_with('.'))
        .collect();
    entries
        .sort_by_cached_key(|entry| (!entry.folder, entry.name.to_lowercase(), entry.name.clone()));
    let more = entries.len() > MOST;
    entries.truncate(MOST);
    Ok(PlaceListing {
        parent: folder.parent().map(|parent| parent.display().to_string()),
        path: folder.display().to_string(),
        entries,
        more,
    })
}

/// The folder that is meant; the one a file lies in; the person's home where none is.
fn folder(path: &str) -> PathBuf {
    let home = || dirs::home_dir().unwrap_or_else(|| PathBuf::from("/"));
    let path = match path.trim() {
        "" => home(),
        other => home().join(other),
    };
    match path.parent() {
        Some(parent) if path.is_file() => parent.to_owned(),
        _ => path,
    }
}

/// What is said of an entry; none where its name is no text or it is gone.
fn described(entry: &DirEntry) -> Option<PlaceEntry> {
    let name = entry.file_name().into_string().ok()?;
    let path = entry.path();
    // Follows links: a link to a folder is opened like one.
    let about = std::fs::metadata(&path).ok()?;
    Some(PlaceEntry {
        name,
        path: path.to_str()?.to_owned(),
        folder: about.is_dir(),
        size: if about.is_dir() { 0 } else { about.len() },
        changed_ms: changed_ms(&about),
    })
}

fn changed_ms(about: &Metadata) -> Option<i64> {
    let since = about.modified().ok()?.duration_since(UNIX_EPOCH).ok()?;
    i64::try_from(since.as_millis()).ok()
}

fn unreadable(folder: &Path, error: &std::io::Error) -> Error {
    let folder = folder.display();
    match error.kind() {
        std::io::ErrorKind::NotFound => Error::missing(format!("There is no folder {folder}.")),
        std::io::ErrorKind::PermissionDenied => Error::new(
            code::MISSING,
            format!("The folder {folder} may not be looked into."),
        ),
        _ => Error::new(
            code::MISSING,
            format!("The folder {folder} cannot be read."),
        ),
    }
}
