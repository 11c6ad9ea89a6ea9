//! `GET /binary/{sha256}?type=…&name=…`: a file of a run, whole or in part, for a preview or to be kept.
//!
//! What is in it may come from anywhere: only kinds that cannot run anything are shown in place, everything else is
//! handed over to be saved, and nothing of it may load or run something else.

use app::App;
use axum::body::{Body, to_bytes};
use axum::extract::{Path, Query, Request, State};
use axum::http::{HeaderValue, StatusCode, header};
use axum::response::{IntoResponse as _, Response};
use serde::Deserialize;
use tower::ServiceExt as _;
use tower_http::services::ServeFile;

use crate::Gateway;

/// What a file may do in the page: be looked at.
const POLICY: &str = "default-src 'none'; style-src 'unsafe-inline'; img-src 'self'; media-src 'self'; \
     frame-ancestors 'self'; sandbox";

#[derive(Deserialize)]
pub(crate) struct Wanted {
    /// What kind of file it is.
    #[serde(rename = "type", default)]
    mime: String,
    /// A name for it: then it is saved.
    name: Option<String>,
}

pub(crate) async fn read(
    State(gateway): State<Gateway>,
    Path(sha256): Path<String>,
    Query(wanted): Query<Wanted>,
    request: Request,
) -> Response {
    answer(&gateway.app, &sha256, &wanted, request).await
}

/// Most bytes of a file in one answer to a window; players ask for the parts they need.
const MOST_BYTES: usize = 64 << 20;

/// A stored file for a window, which has no server: `address` is `/{sha256}?type=…&name=…`, `range` the header of that
/// name. What is answered, headers too, is what the route answers.
pub async fn stored_file(
    app: &App,
    address: &str,
    range: Option<&HeaderValue>,
) -> axum::http::Response<Vec<u8>> {
    match stored(app, address, range).await {
        Ok(response) => response,
        Err(status) => {
            let mut response = axum::http::Response::new(Vec::new());
            *response.status_mut() = status;
            response
        }
    }
}

async fn stored(
    app: &App,
    address: &str,
    range: Option<&HeaderValue>,
) -> Result<axum::http::Response<Vec<u8>>, StatusCode> {
    let mut request = Request::builder().uri(address);
    if let Some(range) = range {
        request = request.header(header::RANGE, range);
    }
    let request = request
        .body(Body::empty())
        .map_err(|_| StatusCode::BAD_REQUEST)?;
    let Query(wanted) =
        Query::<Wanted>::try_from_uri(request.uri()).map_err(|_| StatusCode::BAD_REQUEST)?;
    let sha256 = request.uri().path().trim_start_matches('/').to_owned();
    let (mut parts, body) = answer(app, &sha256, &wanted, request).await.into_parts();
    crate::guard::harden_headers(&mut parts.headers);
    let bytes = to_bytes(body, MOST_BYTES)
        .await
        .map_err(|_| StatusCode::PAYLOAD_TOO_LARGE)?;
    Ok(axum::http::Response::from_parts(parts, bytes.to_vec()))
}

async fn answer(app: &App, sha256: &str, wanted: &Wanted, request: Request) -> Response {
    let path = match app.binary_file(sha256).await {
        Ok(path) => path,
        Err(error) => return (status(&error), format!("{}\n", error.message)).into_response(),
    };
    let mime = shown_as(&wanted.mime);
    let served = ServeFile::new_with_mime(
        path,
        &mime
            .parse()
            .unwrap_or(mime_guess::mime::APPLICATION_OCTET_STREAM),
    );
    let mut response = match served.oneshot(request).await {
        Ok(response) => response.into_response(),
        Err(never) => match never {},
    };
    let headers = response.headers_mut();
    headers.insert(
        header::CONTENT_SECURITY_POLICY,
        HeaderValue::from_static(POLICY),
    );
    headers.insert(
        header::CACHE_CONTROL,
        HeaderValue::from_static("private, max-age=86400"),
    );
    if let Some(name) = wanted
        .name
        .as_deref()
        .or((mime == UNKNOWN).then_some("file"))
    {
        let saved =
            HeaderValue::from_str(&format!("attachment; filename*=UTF-8''{}", encode(name)));
        headers.insert(
            header::CONTENT_DISPOSITION,
            saved.unwrap_or(HeaderValue::from_static("attachment")),
        );
    }
    response
}

/// What a file that cannot be shown is answered with.
fn status(error: &api::Error) -> StatusCode {
    match error.code.as_str() {
        api::code::REQUEST => StatusCode::BAD_REQUEST,
        api::code::MISSING => StatusCode::NOT_FOUND,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

const UNKNOWN: &str = "application/octet-stream";

/// The kind a file is shown as; kinds that could run something are not shown.
fn shown_as(mime: &str) -> &str {
    let plain = mime.split(';').next().unwrap_or_default().trim();
    let harmless = matches!(
        plain,
        "image/png"
            | "image/jpeg"
            | "image/gif"
            | "image/webp"
            | "image/bmp"
            | "image/avif"
            | "image/x-icon"
    ) || ((plain.starts_with("audio/") || plain.starts_with("video/"))
        && !plain.contains("xml"));
    match harmless {
        true => plain,
        false if plain.starts_with("text/") => "text/plain; charset=utf-8",
        false => UNKNOWN,
    }
}

/// A name as a header takes it (RFC 8187).
fn encode(name: &str) -> String {
    let plain = |byte: &u8| byte.is_ascii_alphanumeric() || b"-._".contains(byte);
    let one = |byte: u8| match plain(&byte) {
        true => char::from(byte).to_string(),
        false => format!("%{byte:02X}"),
    };
    name.bytes().map(one).collect()
}

#[cfg(test)]
mod tests {
    use super::{UNKNOWN, encode, shown_as};

    #[test]
    fn nothing_that_could_run_is_shown() {
        for (mime, shown) in [
            ("image/png", "image/png"),
            ("image/svg+xml", UNKNOWN),
            ("text/html", "text/plain; charset=utf-8"),
            ("application/xhtml+xml", UNKNOWN),
            ("application/javascript", UNKNOWN),
            ("application/pdf", UNKNOWN),
            ("audio/mpeg", "audio/mpeg"),
            ("", UNKNOWN),
        ] {
            assert_eq!(shown_as(mime), shown, "{mime}");
        }
    }

    #[test]
    fn names_cannot_leave_the_header() {
        assert_eq!(
            encode("a b\"\r\nx: y/ä.txt"),
            "a%20b%22%0D%0Ax%3A%20y%2F%C3%A4.txt"
        );
    }
}
