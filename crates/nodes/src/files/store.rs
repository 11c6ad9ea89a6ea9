//! Keeping bytes as a binary with the name, the extension and the media type that n8n would give it.

use bytes::Bytes;
use sdk::{Binary, Ctx, Error, Result};

use super::mime;

/// Stores bytes. A given media type wins, then the one of the name; else the host looks at the content. A name with
/// folders is split into name and folder.
pub(crate) async fn store(
    ctx: &Ctx,
    content: impl Into<Bytes>,
    path: Option<&str>,
    mime_type: Option<&str>,
) -> Result<Binary> {
    let path = path.map(|path| path.split('?').next().unwrap_or_default());
    let (folder, name) = path.map_or((None, None), split);
    let known = mime_type.filter(|mime| !mime.is_empty()).or_else(|| {
        name.filter(|name| name.contains('.'))
            .and_then(mime::of_name)
    });
    let mut binary = ctx.host().store_binary(content.into(), name, known).await?;
    if let Some(known) = known {
        binary.mime_type = known.into();
    }
    binary.file_name = name.filter(|name| !name.is_empty()).map(Into::into);
    binary.directory = folder.filter(|folder| !folder.is_empty()).map(Into::into);
    let own = name.and_then(extension_of);
    let extension = own.or_else(|| mime::extension(&binary.mime_type));
    binary.file_extension = extension.map(Into::into).or(binary.file_extension);
    Ok(binary)
}

/// Whether a selector that fits no file names one, so that its absence is a fault. A pattern may well fit none, and a node
/// that always puts out something is drawn by a person who expects that there may be nothing.
pub(crate) fn is_missed(ctx: &Ctx, selector: &str) -> bool {
    let pattern = selector.contains(['*', '?', '[', '{', '(', '!']);
    !selector.trim().is_empty() && !pattern && !ctx.node().always_output
}

/// There is no file that a selector fits.
pub(crate) fn no_file(selector: &str) -> Error {
    Error::new("file.missing", format!("There is no file {selector}.")).in_field("fileSelector")
}

fn split(path: &str) -> (Option<&str>, Option<&str>) {
    match path.rsplit_once(['/', '\\']) {
        Some((folder, name)) => (Some(folder), Some(name)),
        None => (None, Some(path)),
    }
}

fn extension_of(name: &str) -> Option<&str> {
    let (stem, extension) = name.rsplit_once('.')?;
    (!stem.is_empty() && !extension.is_empty()).then_some(extension)
}

/// The name a file without one gets: `file` with the extension of its type.
pub(crate) fn name_if_missing(binary: &mut Binary) {
    if binary.file_name.is_none() {
        let name = match binary.file_extension.as_deref() {
            Some(extension) => format!("file.{extension}"),
            None => "file".to_owned(),
        };
        binary.file_name = Some(name.into());
    }
}
