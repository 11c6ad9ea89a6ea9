//! The one command of the window's pages, and the files of runs for their previews.

use app::App;
use tauri::http::Request;
use tauri::ipc::{InvokeResponseBody, Response as Answer};
use tauri::{Manager as _, State, UriSchemeContext, UriSchemeResponder, Wry};

/// Carries out a command of Millrace. Question and answer are JSON as text and as bytes: read as values on the way,
/// JavaScript would round their large numbers.
#[tauri::command]
pub async fn rpc(
    millrace: State<'_, App>,
    command: String,
    payload: String,
) -> Result<Answer, api::Error> {
    let answer = app::dispatch(&millrace, &command, payload.as_bytes()).await?;
    Ok(Answer::new(InvokeResponseBody::Raw(answer)))
}

/// `binary://localhost/{sha256}?type=…`: a stored file, as the gateway answers it.
pub fn binary(
    context: UriSchemeContext<'_, Wry>,
    request: Request<Vec<u8>>,
    responder: UriSchemeResponder,
) {
    let millrace = context.app_handle().state::<App>().inner().clone();
    tauri::async_runtime::spawn(async move {
        let address = request
            .uri()
            .path_and_query()
            .map_or("/", |path| path.as_str());
        let range = request.headers().get("range");
        responder.respond(gateway::stored_file(&millrace, address, range).await);
    });
}
