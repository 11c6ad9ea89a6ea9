//! Commands: one function, over Tauri's IPC in the desktop's window and over HTTP in a browser.

use std::pin::Pin;

use api::{Command, Error, SealKeyRead, code};
use gloo_net::http::{Request, Response};
use leptos::prelude::{document, window};
use serde::Serialize;
use wasm_bindgen::prelude::wasm_bindgen;
use wasm_bindgen::{JsCast as _, JsValue};
use zeroize::Zeroizing;

/// Where the token of this start of Millrace is kept while the tab is open.
const TOKEN: &str = "millrace-token";

/// Asks Millrace for something. A connection that is lost is an error with [`code::CONNECTION`].
pub async fn call<C: Command>(request: C) -> Result<C::Answer, Error> {
    let answer = if C::SECRET {
        let plain = api::write_secret(&request)?;
        drop(request);
        carry_sealed(C::NAME, plain).await?
    } else {
        let payload = serde_json::to_string(&request).map_err(|error| not_sent(&error))?;
        carry(C::NAME, payload).await?
    };
    serde_json::from_str(&answer).map_err(|error| not_understood(&error))
}

/// Carries a question there and its answer back. Boxed, and the same for all commands: the code of the way would be in
/// the page once for each of them.
fn carry(command: &'static str, payload: String) -> Carried {
    match in_window() {
        true => Box::pin(ask_window(command, payload)),
        false => Box::pin(ask_gateway(command, payload)),
    }
}

/// Carries a question with a secret in it: it leaves the memory of this module sealed.
fn carry_sealed(command: &'static str, plain: Zeroizing<Vec<u8>>) -> Carried {
    Box::pin(async move {
        let key = Box::pin(call(SealKeyRead {})).await?;
        let sealed = api::seal(command, &plain, &key)?;
        drop(plain);
        carry(command, sealed).await
    })
}

/// An answer as JSON, once it is there.
type Carried = Pin<Box<dyn Future<Output = Result<String, Error>>>>;

/// Whether this is the desktop's window and not a browser's tab.
pub fn in_window() -> bool {
    js_sys::Reflect::has(&window(), &JsValue::from_str("__TAURI_INTERNALS__")).unwrap_or(false)
}

/// Where a browser finds a stored file, as the kind that it is, or to be saved under a name; none in the desktop's
/// window, where `binary_read` has it.
pub fn binary_url(sha256: &str, mime: &str, name: Option<&str>) -> Option<String> {
    let encoded = |text: &str| String::from(js_sys::encode_uri_component(text));
    let name = name.map_or_else(String::new, |name| format!("&name={}", encoded(name)));
    (!in_window()).then(|| {
        format!(
            "binary/{sha256}?token={}&type={}{name}",
            token(),
            encoded(mime)
        )
    })
}

/// A file that lies beside the page; its address has a part of its content in it, so that a link of the page names it.
pub(crate) async fn fetch_beside(link: &str) -> Option<Response> {
    let link = document().query_selector(link).ok().flatten()?;
    let address = link.get_attribute("href")?;
    let response = Request::get(&address).send().await.ok()?;
    response.ok().then_some(response)
}

/// The token of this start of Millrace.
pub(crate) fn token() -> String {
    storage()
        .and_then(|kept| kept.get_item(TOKEN).ok().flatten())
        .unwrap_or_default()
}

/// Takes the token out of the address, so that it is neither seen nor shared with it.
pub(crate) fn take_token() {
    let hash = window().location().hash().unwrap_or_default();
    let Some(token) = hash.strip_prefix("#token=") else {
        return;
    };
    let (token, rest) = token.split_once('&').unwrap_or((token, ""));
    if let Some(kept) = storage() {
        // Without storage a reload asks for the address again; nothing else is lost.
        let _ = kept.set_item(TOKEN, token);
    }
    let clean = format!("#{rest}");
    if let Ok(history) = window().history() {
        let _ = history.replace_state_with_url(&JsValue::NULL, "", Some(&clean));
    }
}

fn storage() -> Option<web_sys::Storage> {
    window().session_storage().ok().flatten()
}

async fn ask_gateway(command: &'static str, payload: String) -> Result<String, Error> {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let base = base.split('#').next().unwrap_or_default();
    let base = base.rsplit_once('/').map_or("", |(base, _)| base);
    let request = Request::post(&format!("{base}/rpc/{command}"))
        .header("X-Millrace-Token", &token())
        .header("Content-Type", "application/json")
        .body(payload)
        .map_err(|error| not_sent(&error))?;
    let response = request.send().await.map_err(|error| lost(&error))?;
    let text = response.text().await.map_err(|error| lost(&error))?;
    if response.ok() {
        return Ok(text);
    }
    let error: Error = serde_json::from_str(&text).unwrap_or_default();
    if error.code.is_empty() {
        // Not Millrace's own words: the guard at the door, or something between.
        let hint = "Open the address that `millrace serve` printed.";
        return Err(Error::new(code::CONNECTION, text.trim().to_owned()).hint(hint));
    }
    Err(error)
}

fn lost(error: &gloo_net::Error) -> Error {
    let message = "Millrace cannot be reached.";
    Error::new(code::CONNECTION, message).details(value::Value::from(error.to_string()))
}

fn not_sent(error: &dyn std::fmt::Display) -> Error {
    Error::new(code::REQUEST, error.to_string())
}

fn not_understood(error: &serde_json::Error) -> Error {
    let message = "Millrace's answer was not understood. Is the window of another version?";
    Error::new(code::REQUEST, message).details(value::Value::from(error.to_string()))
}

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = invoke, catch)]
    pub(crate) async fn invoke(command: &str, payload: JsValue) -> Result<JsValue, JsValue>;
}

/// Asks for a folder or a file in the system's own dialog; none where it was left.
pub(crate) async fn ask_for_place(from: &str, folder: bool, write: bool) -> Option<String> {
    let asked = value::json!({
        "options": { "defaultPath": from, "directory": folder, "multiple": false, "recursive": folder }
    });
    let asked = js_sys::JSON::parse(&value::to_string(&asked)).ok()?;
    let command = match write && !folder {
        true => "plugin:dialog|save",
        false => "plugin:dialog|open",
    };
    invoke(command, asked).await.ok()?.as_string()
}

/// What Tauri's one command takes.
#[derive(Serialize)]
struct Envelope {
    command: &'static str,
    /// The question as JSON: JavaScript would round its large numbers.
    payload: String,
}

async fn ask_window(command: &'static str, payload: String) -> Result<String, Error> {
    let envelope = Envelope { command, payload };
    let text = serde_json::to_string(&envelope).map_err(|error| not_sent(&error))?;
    let payload = js_sys::JSON::parse(&text).map_err(|_| not_sent(&"not JSON"))?;
    match invoke("rpc", payload).await {
        Ok(answer) => {
            let bytes = js_sys::Uint8Array::new(&answer).to_vec();
            Ok(String::from_utf8_lossy(&bytes).into_owned())
        }
        Err(error) => Err(read_error(&error)),
    }
}

fn read_error(error: &JsValue) -> Error {
    let known: Error = serde_json::from_str(&json(error)).unwrap_or_default();
    if known.code.is_empty() {
        let said = error.as_string().unwrap_or_else(|| json(error));
        return Error::new(code::CONNECTION, "Millrace cannot be reached.").details(said.into());
    }
    known
}

pub(crate) fn json(value: &JsValue) -> String {
    js_sys::JSON::stringify(value)
        .ok()
        .and_then(|text| text.dyn_into::<js_sys::JsString>().ok())
        .map_or_else(|| "null".to_owned(), String::from)
}
