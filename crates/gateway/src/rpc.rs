//! `POST /rpc/{command}`: a command's request as JSON in, its answer as JSON out.

use api::{Error, code};
use axum::body::Bytes;
use axum::extract::rejection::BytesRejection;
use axum::extract::{Path, State};
use axum::http::{StatusCode, header};
use axum::response::{IntoResponse as _, Response};

use crate::Gateway;

pub(crate) async fn call(
    State(gateway): State<Gateway>,
    Path(command): Path<String>,
    payload: Result<Bytes, BytesRejection>,
) -> Response {
    let Ok(payload) = payload else {
        let message = "The request is too large or did not arrive whole.";
        return failure(&Error::new(code::REQUEST, message));
    };
    match app::dispatch(&gateway.app, &command, &payload).await {
        Ok(answer) => json(StatusCode::OK, answer),
        Err(error) => failure(&error),
    }
}

fn failure(error: &Error) -> Response {
    let status = match error.code.as_str() {
        code::COMMAND | code::MISSING => StatusCode::NOT_FOUND,
        code::REQUEST | code::EDIT | code::FILE | code::CHECK => StatusCode::BAD_REQUEST,
        code::GRANT => StatusCode::FORBIDDEN,
        code::CONFLICT => StatusCode::CONFLICT,
        _ => StatusCode::INTERNAL_SERVER_ERROR,
    };
    json(status, serde_json::to_vec(error).unwrap_or_default())
}

fn json(status: StatusCode, body: Vec<u8>) -> Response {
    let headers = [
        (header::CONTENT_TYPE, "application/json"),
        (header::CACHE_CONTROL, "no-store"),
    ];
    (status, headers, body).into_response()
}
