//! Where things are: the data folder, and workflows named on the command line.

use std::io::Read as _;
use std::path::{Path, PathBuf};
use std::sync::OnceLock;

use app::{App, Options, PageRequest, WorkflowFilter};
use model::Workflow;
use model::n8n::{ImportError, Imported, MOST_BYTES, Report};

use crate::failure::Failure;
use crate::out;

/// The file whose key opens the credentials, for whatever this start of the program does.
static KEY_FILE: OnceLock<PathBuf> = OnceLock::new();

/// Opens the credentials by a key file from here on.
pub fn use_key_file(path: PathBuf) {
    let _ = KEY_FILE.set(path);
}

/// The data folder: the argument, or the usual one.
pub fn data_folder(argument: Option<PathBuf>) -> Result<PathBuf, Failure> {
    argument.or_else(usual_folder).ok_or_else(|| {
        Failure::Data("there is no home folder to keep data in; name one with --data".to_owned())
    })
}

/// The data folder where none is named: `MILLRACE_DATA`, or the user's data folder.
pub fn usual_folder() -> Option<PathBuf> {
    let given = std::env::var_os("MILLRACE_DATA")
        .filter(|path| !path.is_empty())
        .map(PathBuf::from);
    given.or_else(|| dirs::data_dir().map(|folder| folder.join("millrace")))
}

/// Opens the installation; with no folder it keeps nothing and knows no stored workflow.
pub fn open(data: Option<PathBuf>) -> Result<App, Failure> {
    open_to(data, true)
}

/// Opens the installation, to keep something in it or only to use what it holds.
pub fn open_to(data: Option<PathBuf>, keep: bool) -> Result<App, Failure> {
    let worker = std::env::current_exe()
        .map_err(|e| Failure::Data(format!("the program cannot find itself: {e}")))?;
    let app = App::open(Options { data, keep, worker })?;
    app.credentials().act_from("command line");
    if let Some(path) = KEY_FILE.get() {
        app.credentials().use_key_file(path.clone());
    }
    Ok(app)
}

/// The bytes of a file, or of standard input for `-`; more than is read of a workflow is refused, not read on for ever.
pub fn read(path: &Path) -> Result<Vec<u8>, Failure> {
    let failed = |error: std::io::Error| match path.as_os_str() == "-" {
        true => Failure::Input(format!("standard input: {}", reason(&error))),
        false => Failure::file(path, reason(&error)),
    };
    let source: Box<dyn std::io::Read> = match path.as_os_str() == "-" {
        true => Box::new(std::io::stdin()),
        false => Box::new(std::fs::File::open(path).map_err(failed)?),
    };
    let mut bytes = Vec::new();
    let most = MOST_BYTES as u64 + 1;
    source.take(most).read_to_end(&mut bytes).map_err(failed)?;
    Ok(bytes)
}

/// Why a file could not be used, in words and without the system's number for it.
fn reason(error: &std::io::Error) -> String {
    use std::io::ErrorKind;
    match error.kind() {
        ErrorKind::NotFound => "there is no such file".to_owned(),
        ErrorKind::PermissionDenied => "the system does not allow to read it".to_owned(),
        ErrorKind::IsADirectory => "it is a folder, not a file".to_owned(),
        _ => {
            let text = error.to_string();
            text.split(" (os error").next().unwrap_or(&text).to_owned()
        }
    }
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
    let stem = path.file_stem().map(|name| name.to_string_lossy());
    let name = stem.filter(|name| name != "-");
    let mut imported = app
        .read_named(&read_workflow(path)?, name.as_deref())
        .map_err(|e| Failure::file(path, e))?;
    if imported.workflow.name.is_empty() {
        imported.workflow.name = name.map(|name| name.into_owned()).unwrap_or_default();
    }
    Ok(imported)
}

/// A workflow, and what happened when it was read, if it was a file.
pub struct Found {
    /// The workflow.
    pub workflow: Workflow,
    /// What happened when it was read.
    pub report: Option<Report>,
}

/// A workflow by file, or a stored one by id, the beginning of an id, or name.
pub async fn workflow(app: &App, named: &Path) -> Result<Workflow, Failure> {
    Ok(find(app, named).await?.workflow)
}

/// As [`workflow`], with the report of a file.
pub async fn find(app: &App, named: &Path) -> Result<Found, Failure> {
    let about = std::fs::metadata(named);
    let is_folder = about.as_ref().is_ok_and(std::fs::Metadata::is_dir);
    // Whatever is no folder can be read, be it a pipe.
    if named.as_os_str() == "-" || (about.is_ok() && !is_folder) {
        let Imported { workflow, report } = import(app, named)?;
        let report = Some(report);
        return Ok(Found { workflow, report });
    }
    let looks_like_file = named.extension().is_some() || named.components().count() > 1;
    let text = named.to_string_lossy();
    match app.store().await?.pick_workflow(&text).await {
        Ok(saved) => Ok(Found {
            workflow: saved.workflow,
            report: None,
        }),
        Err(app::StoreError::Missing { .. }) if is_folder => Err(Failure::Input(format!(
            "{text} is a folder, not a workflow file"
        ))),
        Err(app::StoreError::Missing { .. }) if looks_like_file => {
            Err(Failure::Input(format!("there is no file {text}")))
        }
        Err(app::StoreError::Missing { .. }) => Err(Failure::Input(format!(
            "there is neither a file nor a stored workflow “{text}”; {}",
            like_stored(app, &text).await?
        ))),
        Err(other) => Err(other.into()),
    }
}

/// A stored workflow by id, the beginning of an id, or name.
pub async fn stored(app: &App, named: &str) -> Result<Workflow, Failure> {
    match app.store().await?.pick_workflow(named).await {
        Ok(saved) => Ok(saved.workflow),
        Err(app::StoreError::Missing { .. }) => Err(Failure::Input(format!(
            "there is no stored workflow “{named}”; {}",
            like_stored(app, named).await?
        ))),
        Err(other) => Err(other.into()),
    }
}

/// What to do where no stored workflow has a name.
async fn like_stored(app: &App, named: &str) -> Result<String, Failure> {
    let page = PageRequest {
        offset: 0,
        limit: PageRequest::MOST,
    };
    let all = app
        .store()
        .await?
        .workflows(&WorkflowFilter::default(), page)
        .await?;
    let names = all.entries.iter().map(|one| one.name.as_str());
    Ok(match like(named, names) {
        Some(name) => format!("did you mean “{name}”?"),
        None => "`millrace list` shows those that are stored".to_owned(),
    })
}

/// The name that was probably meant.
pub fn like<'n>(meant: &str, names: impl Iterator<Item = &'n str>) -> Option<&'n str> {
    let meant = meant.to_lowercase();
    names
        .map(|name| (strsim::jaro_winkler(&meant, &name.to_lowercase()), name))
        .filter(|(likeness, _)| *likeness > 0.8)
        .max_by(|(one, _), (other, _)| one.total_cmp(other))
        .map(|(_, name)| name)
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
        Failure::file(path, format!("it could not be written: {}", reason(&e)))
    })
}
