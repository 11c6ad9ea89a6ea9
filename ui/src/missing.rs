//! What is missing from the database: told with a choice, to look for it in the backups or to go on without it.

use std::rc::Rc;

use api::{Error, MissingAccept, Notice as Told, NoticeLevel};
use leptos::prelude::*;
use leptos::task::spawn_local;
use value::Value;

use crate::text::{t, t_args};
use crate::widgets::{Notice, error_text, notice, notice_error, show_notice};
use crate::{rpc, screens};

/// Whether a notice tells of rows that are missing, or of the newest changes, which the database lost.
pub(crate) fn tells(told: &Told) -> bool {
    told.code == "store.missing" || is_of_changes(told)
}

fn is_of_changes(told: &Told) -> bool {
    told.code.starts_with("store.lost")
}

/// Tells it, until the person chose.
pub(crate) fn ask(told: &Told) {
    let (level, text) = (told.level, untrack(|| sentence(told)));
    let (shown, accepted) = (told.clone(), told.clone());
    let show = move || {
        screens::open_backups();
        // Nothing was chosen yet.
        ask(&shown);
    };
    let accept = move || spawn_local(accept(accepted.clone()));
    show_notice(Notice {
        level,
        text,
        buttons: vec![
            (untrack(|| t("missing-backups")), Rc::new(show)),
            (untrack(|| t("missing-accept")), Rc::new(accept)),
        ],
    });
}

async fn accept(told: Told) {
    let changes = is_of_changes(&told);
    match rpc::call(MissingAccept { changes }).await {
        Ok(_) => notice(NoticeLevel::Info, untrack(|| t("missing-accepted"))),
        Err(error) => {
            notice_error(&error);
            ask(&told);
        }
    }
}

fn sentence(told: &Told) -> String {
    if is_of_changes(told) {
        let error = Error::new(&told.code, told.message.clone()).details(told.details.clone());
        return error_text(&error);
    }
    let listed = told.details.get("missing").and_then(Value::as_array);
    let parts: Vec<String> = listed.into_iter().flatten().map(part).collect();
    match parts.is_empty() {
        true => told.message.clone(),
        false => t_args("missing-told", &[("what", parts.join(", ").into())]),
    }
}

/// How many rows of a table; 0 where that is not known.
fn part(one: &Value) -> String {
    let table = one.get("table").and_then(Value::as_str).unwrap_or_default();
    let count = one.get("count").and_then(Value::as_i64).unwrap_or_default();
    let key = match table {
        "workflow" => "missing-workflow",
        "workflow_version" => "missing-version",
        "draft" => "missing-draft",
        "allowed" => "missing-allowed",
        "preference" => "missing-preference",
        "variable" => "missing-variable",
        "static_data" => "missing-memory",
        "seen" => "missing-seen",
        "data_table" => "missing-table",
        "data_row" => "missing-row",
        "credential" => "missing-credential",
        "credential_field" => "missing-secret",
        "vault_slot" => "missing-slot",
        "audit" => "missing-audit",
        other => return format!("{count} {other}"),
    };
    t_args(key, &[("count", count.into())])
}
