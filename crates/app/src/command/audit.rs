//! The audit log: what was done with secrets and permissions.

use api::{
    AuditCheck, AuditChecked, AuditExport, AuditExported, AuditLine, AuditList, Error, Page, code,
};
use store::AuditRow;

use super::error::of_store;
use super::{Answer, view};
use crate::App;
use crate::clock::now_ms;

/// What became of a sign-in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum SignIn {
    /// The token was right.
    Accepted,
    /// It was not.
    Refused,
}

impl App {
    /// Writes into the audit log who signed in at the server, or tried to: by the address that it came from.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn tell_sign_in(&self, what: SignIn, from: &str) -> Answer<()> {
        let action = match what {
            SignIn::Accepted => "session.open",
            SignIn::Refused => "session.refuse",
        };
        let store = &self.store().await?;
        Ok(self.credentials().note(store, action, "", from, "").await?)
    }

    pub(crate) async fn audit_list(&self, request: AuditList) -> Answer<Page<AuditLine>> {
        let store = &self.store().await?;
        let page = view::page_request(request.page);
        let found = store
            .audit_log(request.target.as_deref(), page)
            .await
            .map_err(of_store)?;
        Ok(Page {
            rows: found.entries.into_iter().map(line).collect(),
            total: found.total,
        })
    }

    /// Whether the log is whole.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit_check(&self, _: AuditCheck) -> Answer<AuditChecked> {
        let store = &self.store().await?;
        let broken = store.audit_break().await.map_err(of_store)?;
        Ok(AuditChecked { broken })
    }

    /// The whole log as JSON Lines, and whether it is whole.
    ///
    /// # Errors
    /// When the store fails.
    pub async fn audit_export(&self, _: AuditExport) -> Answer<AuditExported> {
        let store = &self.store().await?;
        let mut text = String::new();
        let mut last = 0;
        loop {
            let rows = store.audit_after(last).await.map_err(of_store)?;
            let Some(newest) = rows.last() else { break };
            last = newest.number;
            for row in rows {
                let json = serde_json::to_string(&line(row)).map_err(|error| {
                    Error::new(code::ENGINE, format!("A line cannot be written: {error}."))
                })?;
                text.push_str(&json);
                text.push('\n');
            }
        }
        let broken = store.audit_break().await.map_err(of_store)?;
        self.credentials()
            .note(store, "audit.export", "", "", "")
            .await?;
        Ok(AuditExported {
            name: format!("millrace-audit-{}.jsonl", now_ms()),
            text,
            broken,
        })
    }
}

fn line(row: AuditRow) -> AuditLine {
    AuditLine {
        number: row.number,
        at_ms: row.deed.at_ms,
        actor: row.deed.actor,
        action: row.deed.action,
        target: row.deed.target,
        name: row.deed.name,
        origin: row.deed.origin,
        details: row.deed.details,
        previous: row.previous,
        hash: row.hash,
    }
}
