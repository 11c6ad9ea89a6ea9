//! Where things are: the data folder, and workflows named on the command line.

use std::io::Read as _;
use std::path::{Path, PathBuf};

use app::{App, Options};
use model::Workflow;
use model::n8n::{ImportError, Imported, MOST_BYTES};

use crate::failure::Failure;
use crate::out;

/// The data folder: the argument, `MILLRACE_DATA`, or the user's data folder.
pub fn data_folder(argument: Option<PathBuf>) -> Result<PathBuf, Failure> {
    let given = argument.or_else(|| {
        std::env::var_os("MILLRACE_DATA")
            .filter(|path| !path.is_empty())
            .map(PathBuf::from)
    });
    let own = || dirs::data_dir().map(|folder| folder.join("millrace"));
    given.or_else(own).ok_or_else(|| {
        Failure::Data("there is no home folder to keep data in; name one with --data".to_owned())
    })
}

/// Opens the installation; with no folder it keeps nothing and knows no stored workflow.
pub fn open(data: Option<PathBuf>) -> Result<App, Failure> {
    open_to(data, true)
}

/// Opens the installation, to keep something in it or only to use what it holds.
pub fn open_to(data: Option<PathBuf>, keep: bool) -> Result<App, Failure> {
    let worker = std::env::current_exe()
        .map_err(|e| Failure::Data(format!("the program cannot find itself: {e}")))?;
    Ok(App::open(Options { data, keep, worker })?)
}

/// The bytes of a file, or of standard input for `-`.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    if path.as_os_str() != "-" {
        return std::fs::read(path).map_err(|e| Failure::file(path, e));
    }
    let mut bytes = Vec::new();
    std::io::stdin()
        .read_to_end(&mut bytes)
        .map_err(|e| Failure::Input(format!("standard input: {e}")))?;
    Ok(bytes)
}

/// The bytes of a workflow file; one that is too large is refused before it is read.
fn read_workflow(path: &Path) -> Result<Vec<u8>, Failure> {
    if let Ok(about) = std::fs::metadata(path)
        && let Ok(bytes) = usize::try_from(about.len())
        && bytes > MOST_BYTES
    {
        let most = MOST_BYTES;
        return Err(Failure::file(path, ImportError::TooLarge { bytes, most }));
    }
    read(path)
}

/// A workflow file. A workflow that its file does not name is named after the file.
pub fn import(app: &App, path: &Path) -> Result<Imported, Failure> {
    let mut imported = app
        .read(&read_workflow(path)?)
        .map_err(|e| Failure::file(path, e))?;
    if imported.workflow.name.is_empty() {
        imported.workflow.name = path
            .file_stem()
            .map(|name| name.to_string_lossy().into_owned())
            .unwrap_or_default();
    }
    Ok(imported)
}

/// A workflow by file, or a stored one by id or name.
pub async fn workflow(app: &App, named: &str) -> Result<Workflow, Failure> {
    let path = Path::new(named);
    let looks_like_file =
        named == "-" || path.extension().is_some() || path.components().count() > 1;
    if path.is_file() || named == "-" {
        return Ok(import(app, path)?.workflow);
    }
    match app.store().await?.find_workflow(named).await {
        Ok(saved) => Ok(saved.workflow),
        Err(app::StoreError::Missing { .. }) if looks_like_file => {
            Err(Failure::Input(format!("there is no file {named}")))
        }
        Err(app::StoreError::Missing { .. }) => Err(Failure::Input(format!(
            "there is neither a file nor a stored workflow “{named}”; `millrace list` shows those that are stored"
        ))),
        Err(other) => Err(other.into()),
    }
}

/// Writes a file whole or not at all, or prints it.
pub fn write(path: Option<&Path>, text: &str) -> Result<(), Failure> {
    let Some(path) = path else {
        out::text(text);
        return Ok(());
    };
    let part = path.with_extension("part");
    let written = std::fs::write(&part, text).and_then(|()| std::fs::rename(&part, path));
    written.map_err(|e| {
        let _ = std::fs::remove_file(&part);
        Failure::file(path, e)
    })
}
