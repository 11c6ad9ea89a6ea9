//! What the window's pages may ask of the desktop, as Tauri resolves it, is what `acl.txt` says: a change of a plugin, or
//! of the capability, is seen and judged before it gets in.

#![allow(
    clippy::unwrap_used,
    clippy::expect_used,
    reason = "a test that cannot go on fails"
)]

use std::collections::BTreeMap;

use tauri_utils::acl::capability::Capability;
use tauri_utils::acl::manifest::Manifest;
use tauri_utils::acl::resolved::{Resolved, ResolvedCommand};
use tauri_utils::platform::Target;

const CHECKED_IN: &str = include_str!("acl.txt");

fn resolved() -> Resolved {
    // The crate's build writes both.
    let read = |name: &str| {
        let path = format!("{}/gen/schemas/{name}.json", env!("CARGO_MANIFEST_DIR"));
        std::fs::read(path).expect("src-tauri was built")
    };
    let manifests: BTreeMap<String, Manifest> =
        serde_json::from_slice(&read("acl-manifests")).unwrap();
    let capabilities: BTreeMap<String, Capability> =
        serde_json::from_slice(&read("capabilities")).unwrap();
    Resolved::resolve(&manifests, capabilities, Target::Linux).unwrap()
}

fn lines(commands: &BTreeMap<String, Vec<ResolvedCommand>>) -> impl Iterator<Item = String> {
    let windows = |command: &ResolvedCommand| {
        let windows = command.windows.iter().map(ToString::to_string);
        format!(
            "{:?} {}",
            command.context,
            windows.collect::<Vec<_>>().join(" ")
        )
    };
    commands.iter().map(move |(name, allowed)| {
        let allowed = allowed.iter().map(windows);
        format!("{name}: {}\n", allowed.collect::<Vec<_>>().join(", "))
    })
}

#[test]
fn pages_may_ask_what_was_checked_in() {
    let resolved = resolved();
    let allowed: String = lines(&resolved.allowed_commands).collect();
    assert_eq!(allowed, CHECKED_IN);
    assert!(
        resolved.has_app_acl,
        "Millrace's own command is not open to all"
    );
    // No command reaches further by a scope.
    assert!(
        resolved
            .global_scope
            .values()
            .all(|scope| scope.allow.is_empty())
    );
    assert!(
        resolved
            .command_scope
            .values()
            .all(|scope| scope.allow.is_empty())
    );
}
