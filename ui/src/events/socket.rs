//! The stream in a browser: a WebSocket that comes back after it broke, more and more patiently.

use std::future::poll_fn;
use std::pin::Pin;

use futures::{Sink as _, StreamExt as _};
use gloo_net::websocket::futures::WebSocket;
use gloo_net::websocket::{Message, State};
use gloo_timers::future::TimeoutFuture;
use leptos::prelude::*;
use leptos::task::spawn_local;

use super::{Connection, seen, set_state, take};

/// First and longest time between two tries, in milliseconds.
const PATIENCE: (u32, u32) = (250, 8_000);

pub(super) fn listen() {
    spawn_local(async {
        let mut wait = PATIENCE.0;
        loop {
            if hear().await {
                wait = PATIENCE.0;
            }
            set_state(Connection::Lost);
            TimeoutFuture::new(wait).await;
            wait = (wait * 2).min(PATIENCE.1);
        }
    });
}

/// Listens until the connection breaks; whether there was one at all.
async fn hear() -> bool {
    let Ok(mut socket) = WebSocket::open(&address()) else {
        return false;
    };
    let waited = poll_fn(|context| Pin::new(&mut socket).poll_ready(context)).await;
    if waited.is_err() || !matches!(socket.state(), State::Open) {
        return false;
    }
    set_state(Connection::Open);
    while let Some(Ok(message)) = socket.next().await {
        match message {
            Message::Text(text) => take(&text),
            Message::Bytes(bytes) => take(&String::from_utf8_lossy(&bytes)),
        }
    }
    true
}

fn address() -> String {
    let base = document().base_uri().ok().flatten().unwrap_or_default();
    let base = base.split(['#', '?']).next().unwrap_or_default();
    let base = base.rsplit_once('/').map_or("", |(base, _)| base);
    let base = base.replacen("http", "ws", 1);
    format!(
        "{base}/events?after={}&token={}",
        seen(),
        crate::rpc::token()
    )
}
