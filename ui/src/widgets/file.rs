//! Files that come from the person's machine and go there.

use api::ImportFile;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use js_sys::{Array, Uint8Array};
use leptos::prelude::*;
use wasm_bindgen::{JsCast as _, JsValue};
use wasm_bindgen_futures::JsFuture;
use web_sys::{Blob, BlobPropertyBag, File, HtmlAnchorElement, Url};

use crate::text::t_args;

/// Gives a text to the person as a file.
pub fn save_file(name: &str, text: &str) {
    save_bytes(name, "application/json", text.as_bytes());
}

/// Gives bytes to the person as a file.
pub fn save_bytes(name: &str, mime: &str, bytes: &[u8]) {
    save_parts(name, mime, &Array::of1(&Uint8Array::from(bytes)));
}

/// Gives a file that was read in parts, each an `Uint8Array`, to the person.
pub fn save_parts(name: &str, mime: &str, parts: &Array) {
    let Ok(address) = object_url(parts, mime) else {
        return;
    };
    let anchor = document()
        .create_element("a")
        .ok()
        .and_then(|a| a.dyn_into::<HtmlAnchorElement>().ok());
    if let Some(anchor) = anchor {
        anchor.set_href(&address);
        anchor.set_download(name);
        anchor.click();
    }
    // The browser has begun to read it by then.
    set_timeout(
        move || {
            let _ = Url::revoke_object_url(&address);
        },
        std::time::Duration::from_secs(60),
    );
}

/// An address of the page's own for a file that was read in parts; it lasts until it is given back.
///
/// # Errors
/// With the browser's reason where it has no room for it.
pub fn object_url(parts: &Array, mime: &str) -> Result<String, JsValue> {
    let kind = BlobPropertyBag::new();
    kind.set_type(mime);
    let blob = Blob::new_with_u8_array_sequence_and_options(parts, &kind)?;
    Url::create_object_url_with_blob(&blob)
}

/// No file of a workflow is larger; what is, is not read into the page at all.
const MOST_BYTES: f64 = 64.0 * 1024.0 * 1024.0;

/// Reads a file for importing.
///
/// # Errors
/// With a sentence where it is too large or cannot be read.
pub(crate) async fn read_file(file: File) -> Result<ImportFile, String> {
    let name = file.name();
    let said = |key: &str| t_args(key, &[("name", name.clone().into())]);
    if file.size() > MOST_BYTES {
        return Err(said("file-too-large"));
    }
    let read = JsFuture::from(file.array_buffer()).await;
    let bytes: JsValue = read.map_err(|_| said("file-not-read"))?;
    let bytes = Uint8Array::new(&bytes).to_vec();
    Ok(ImportFile {
        name,
        bytes: STANDARD.encode(bytes),
    })
}

/// A text as a file for importing.
pub(crate) fn text_file(name: &str, text: &str) -> ImportFile {
    ImportFile {
        name: name.to_owned(),
        bytes: STANDARD.encode(text),
    }
}
