//! The stream in the desktop's window: Tauri's event `millrace`.

use api::EventsRead;
use leptos::task::spawn_local;
use wasm_bindgen::JsValue;
use wasm_bindgen::prelude::{Closure, wasm_bindgen};

use super::{Connection, seen, set_state, take_new};
use crate::rpc::{self, invoke, json};

#[wasm_bindgen]
extern "C" {
    #[wasm_bindgen(js_namespace = ["window", "__TAURI_INTERNALS__"], js_name = transformCallback)]
    fn transform_callback(callback: &JsValue) -> f64;
}

pub(super) fn listen() {
    let heard = Closure::<dyn Fn(JsValue)>::new(|event: JsValue| {
        if let Ok(payload) = js_sys::Reflect::get(&event, &JsValue::from_str("payload")) {
            super::take(&payload.as_string().unwrap_or_else(|| json(&payload)));
        }
    });
    let handler = transform_callback(&heard.into_js_value());
    let asked = format!(r#"{{"event":"millrace","target":{{"kind":"Any"}},"handler":{handler}}}"#);
    spawn_local(async move {
        let asked = js_sys::JSON::parse(&asked).unwrap_or(JsValue::NULL);
        match invoke("plugin:event|listen", asked).await {
            Ok(_) => {
                set_state(Connection::Open);
                catch_up().await;
            }
            Err(_) => set_state(Connection::Lost),
        }
    });
}

/// Reads what was told between the session's opening and now.
async fn catch_up() {
    if let Ok(events) = rpc::call(EventsRead { after: seen() }).await {
        for event in events {
            take_new(&event);
        }
    }
}
