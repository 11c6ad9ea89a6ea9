//! The pages of the user interface: built into the program (see `build.rs`), or from a folder while one works on them.

use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderValue, Method, StatusCode, header};
use axum::response::{Html, IntoResponse as _, Response};
use tower::ServiceExt as _;
use tower_http::services::ServeDir;

use crate::Gateway;

/// A file of the page: its path below `/` and its bytes, packed with gzip.
type File = (&'static str, &'static [u8]);

include!(concat!(env!("OUT_DIR"), "/page.rs"));

/// Whether the program has the pages in it.
pub fn has_page() -> bool {
    !FILES.is_empty()
}

/// What is shown where there are no pages.
const NONE: &str = "<!doctype html><meta charset=utf-8><title>Millrace</title><h1>This build has no pages in it</h1>\
    <p>Build them and start again with <code>cargo xtask run</code>, or name a folder that holds them with \
    <code>--page</code>.</p>";

pub(crate) async fn file(State(gateway): State<Gateway>, request: Request) -> Response {
    if !matches!(*request.method(), Method::GET | Method::HEAD) {
        return StatusCode::METHOD_NOT_ALLOWED.into_response();
    }
    let path = request.uri().path().trim_start_matches('/').to_owned();
    let path = if path.is_empty() {
        "index.html".to_owned()
    } else {
        path
    };
    let mut response = match &gateway.page {
        Some(folder) => match ServeDir::new(folder).oneshot(request).await {
            Ok(response) => response.into_response(),
            Err(never) => match never {},
        },
        None => built_in(&path),
    };
    let lasts = if is_named_by_content(&path) {
        "public, max-age=31536000, immutable"
    } else {
        "no-cache"
    };
    response
        .headers_mut()
        .insert(header::CACHE_CONTROL, HeaderValue::from_static(lasts));
    response
}

fn built_in(path: &str) -> Response {
    if !has_page() {
        return (StatusCode::NOT_FOUND, Html(NONE)).into_response();
    }
    let Some((_, bytes)) = FILES.iter().find(|(name, _)| *name == path) else {
        return (StatusCode::NOT_FOUND, "There is no such page.\n").into_response();
    };
    let mime = mime_guess::from_path(path).first_or_octet_stream();
    let mut headers = HeaderMap::new();
    let mime = HeaderValue::from_str(mime.as_ref())
        .unwrap_or(HeaderValue::from_static("application/octet-stream"));
    headers.insert(header::CONTENT_TYPE, mime);
    // Every browser that has WebAssembly unpacks gzip.
    headers.insert(header::CONTENT_ENCODING, HeaderValue::from_static("gzip"));
    (headers, *bytes).into_response()
}

/// Whether a file's name holds a hash of what is in it (`ui-0123456789abcdef.wasm`), so that it never changes.
fn is_named_by_content(path: &str) -> bool {
    let stem = path
        .rsplit('/')
        .next()
        .and_then(|name| name.split('.').next())
        .unwrap_or_default();
    let hash = stem.rsplit('-').next().unwrap_or_default();
    hash.len() >= 12 && hash.bytes().all(|b| b.is_ascii_hexdigit())
}

#[cfg(test)]
mod tests {
    use super::is_named_by_content;

    #[test]
    fn only_names_with_a_hash_last() {
        assert!(is_named_by_content(
            "ui-0123456789abcdef_bg.wasm".replace("_bg", "").as_str()
        ));
        assert!(!is_named_by_content("index.html"));
        assert!(!is_named_by_content("i18n/en/editor.ftl"));
        assert!(!is_named_by_content("icons/arrow-down.svg"));
    }
}
