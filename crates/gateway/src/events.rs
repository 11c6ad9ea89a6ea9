//! `GET /events?after=N`: the event stream over a WebSocket, one event as JSON in each message.

use std::sync::Arc;
use std::time::Duration;

use app::Follower;
use axum::extract::ws::{Message, WebSocket, WebSocketUpgrade};
use axum::extract::{Query, State};
use axum::response::Response;
use serde::Deserialize;

use crate::Gateway;

/// How often a silent connection is tried, so that one that broke is noticed.
const HEARTBEAT: Duration = Duration::from_secs(20);

#[derive(Deserialize)]
pub(crate) struct After {
    /// Number of the last event that was seen; what comes after the newest where it is missing.
    after: Option<u64>,
}

pub(crate) async fn follow(
    State(gateway): State<Gateway>,
    Query(query): Query<After>,
    upgrade: WebSocketUpgrade,
) -> Response {
    let bus = gateway.app.bus();
    let follower = bus.after(query.after.unwrap_or_else(|| bus.newest()));
    upgrade.on_upgrade(|socket| tell(socket, follower))
}

/// Tells everything until the window goes away.
async fn tell(mut socket: WebSocket, mut follower: Follower) {
    let mut heartbeat = tokio::time::interval(HEARTBEAT);
    loop {
        let sent = tokio::select! {
            events = follower.next() => match events {
                Some(events) => send(&mut socket, &events).await,
                None => return,
            },
            heard = socket.recv() => match heard {
                Some(Ok(Message::Close(_)) | Err(_)) | None => return,
                Some(Ok(_)) => Ok(()),
            },
            _ = heartbeat.tick() => socket.send(Message::Ping(Vec::new().into())).await,
        };
        if sent.is_err() {
            return;
        }
    }
}

async fn send(socket: &mut WebSocket, events: &[Arc<api::Event>]) -> Result<(), axum::Error> {
    for event in events {
        let text = serde_json::to_string(&**event).map_err(axum::Error::new)?;
        socket.send(Message::Text(text.into())).await?;
    }
    Ok(())
}
