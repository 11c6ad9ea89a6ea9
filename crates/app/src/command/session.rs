//! Who is there, and the kinds of nodes.

use std::io::ErrorKind;
use std::path::Path;

use api::{
    Error, Event, EventsRead, SealKey, SealKeyRead, Session, SessionOpen, Specs, SpecsRead, code,
};
use store::{Error as Fault, Store};

use super::Answer;
use crate::App;
use crate::clock::now_ms;

impl App {
    pub(crate) async fn session_open(&self, _: SessionOpen) -> Answer<Session> {
        let memory = &self.0.rooms.memory;
        memory
            .open()
            .await
            .map_err(|error| closed(&error, memory.folder()))?;
        // Taken first: what happens from here on is told.
        let sequence = self.bus().newest();
        self.bus().window_opened();
        let app = self.clone();
        tokio::spawn(async move { app.remind_of_credentials(now_ms()).await });
        let path = |path: &Path| path.display().to_string();
        Ok(Session {
            version: env!("CARGO_PKG_VERSION").to_owned(),
            system: std::env::consts::OS.to_owned(),
            data: self.0.rooms.memory.folder().map(path),
            home: dirs::home_dir().as_deref().map(path),
            timezone: self.0.timezone.clone(),
            sequence,
            settings: self.settings().await?,
        })
    }

    pub(crate) async fn seal_key(&self, _: SealKeyRead) -> Answer<SealKey> {
        Ok(self.0.opener.key())
    }

    pub(crate) async fn events_read(&self, request: EventsRead) -> Answer<Vec<Event>> {
        let events = self.bus().since(request.after);
        Ok(events.iter().map(|event| (**event).clone()).collect())
    }

    pub(crate) async fn specs_read(&self, _: SpecsRead) -> Answer<Specs> {
        Ok(Specs {
            kinds: self.with_specs(|specs| specs.iter().cloned().collect()),
        })
    }
}

/// Why nothing can be shown: a window says what can be done about it, and offers the backups where that is one.
fn closed(error: &Fault, folder: Option<&Path>) -> Error {
    let is_there = folder.is_some_and(|folder| folder.join(Store::FILE).exists());
    let code = match error {
        Fault::Damaged { .. } | Fault::Foreign(_) | Fault::Emptied(_) => code::CLOSED_DAMAGED,
        Fault::Newer { .. } => code::CLOSED_NEWER,
        Fault::ReadOnly => code::CLOSED_READ_ONLY,
        Fault::Full => code::CLOSED_FULL,
        Fault::Folder { source, .. } if is_forbidden(source.kind()) => code::CLOSED_READ_ONLY,
        // SQLite may not make the files that it needs beside it.
        Fault::Gone if is_there => code::CLOSED_READ_ONLY,
        Fault::Gone | Fault::Folder { .. } => code::CLOSED_GONE,
        _ => code::CLOSED,
    };
    Error::new(code, super::error::sentence(error))
}

fn is_forbidden(kind: ErrorKind) -> bool {
    matches!(
        kind,
        ErrorKind::PermissionDenied | ErrorKind::ReadOnlyFilesystem
    )
}
