//! Files and folders of this machine, for choosing one.

use std::fs::{DirEntry, Metadata};
use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use api::{Error, PlaceEntry, PlaceList, PlaceListing, code};

use super::Answer;
use crate::App;

/// So many entries are listed.
const MOST: usize = 2_000;

impl App {
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
