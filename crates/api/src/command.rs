//! The list of commands, and what a command is.

use serde::Serialize;
use serde::de::DeserializeOwned;

/// A request with its name and the type of its answer.
pub trait Command: Serialize + DeserializeOwned {
    /// What the command is called on the wire.
    const NAME: &'static str;
    /// Whether a person's secret is in it: the page seals it, see [`crate::seal()`].
    const SECRET: bool;
    /// What is answered.
    type Answer: Serialize + DeserializeOwned;
}

/// Calls a macro with every command, each as `name(Request) -> Answer;`. The dispatcher of `app` is such a macro.
#[macro_export]
macro_rules! commands {
    ($with:ident) => {
        $with! {
            session_open(SessionOpen) -> Session;
            specs_read(SpecsRead) -> Specs;
            seal_key(SealKeyRead) -> SealKey;
            events_read(EventsRead) -> Vec<Event>;

            workflow_list(WorkflowList) -> Page<WorkflowRow>;
            workflow_create(WorkflowCreate) -> Draft;
            workflow_open(WorkflowOpen) -> Draft;
            workflow_edit(WorkflowEdit) -> Done;
            workflow_label(WorkflowLabel) -> Done;
            workflow_duplicate(WorkflowDuplicate) -> WorkflowRow;
            workflow_trash(WorkflowTrash) -> Done;
            workflow_untrash(WorkflowUntrash) -> Done;
            workflow_erase(WorkflowErase) -> Done;
            workflow_checkpoint(WorkflowCheckpoint) -> Version;
            workflow_versions(WorkflowVersions) -> Vec<Version>;
            workflow_version(WorkflowVersion) -> Draft;
            workflow_restore(WorkflowRestore) -> Draft;
            workflow_import(WorkflowImport) -> Vec<ImportOutcome>;
            workflow_export(WorkflowExport) -> Exported;

            curl_read(CurlRead) -> Exported;

            template_list(TemplateList) -> Vec<Template>;
            template_use(TemplateUse) -> Draft;

            run_start(RunStart) -> RunStarted;
            run_stop(RunStop) -> Done;
            run_list(RunList) -> Page<RunSummary>;
            run_open(RunOpen) -> RunView;
            run_last(LastRun) -> Option<RunView>;
            run_delete(RunDelete) -> Done;
            run_usage(RunUsage) -> RunsUsed;
            inbox_list(InboxList) -> Inbox;
            inbox_decide(InboxDecide) -> Done;
            failure_list(FailureList) -> Failures;
            expression_preview(ExpressionPreview) -> Preview;

            data_read(DataRead) -> DataPage;
            schema_read(SchemaRead) -> Schema;
            value_read(ValueRead) -> OneItem;
            binary_read(BinaryRead) -> BinaryPart;
            pdf_read(PdfRead) -> PdfPicture;

            place_list(PlaceList) -> PlaceListing;
            folder_read(FolderRead) -> Vec<ImportFile>;
            resource_list(ResourceList) -> Vec<Resource>;
            fonts_for(FontsFor) -> Vec<SystemFont>;
            grants_read(GrantsRead) -> Vec<WorkflowGrants>;
            grants_set(GrantSet) -> GrantsOf;
            settings_read(SettingsRead) -> UserSettings;
            settings_write(SettingsWrite) -> UserSettings;

            backup_list(BackupList) -> Vec<Backup>;
            backup_now(BackupNow) -> Backup;
            backup_restore(BackupRestore) -> BackupRestored;
            begin_anew(BeginAnew) -> Done;
            missing_accept(MissingAccept) -> Done;

            credential_kinds(CredentialKinds) -> Vec<CredentialKind>;
            credential_list(CredentialList) -> Vec<CredentialView>;
            credential_read(CredentialRead) -> CredentialView;
            credential_create(CredentialCreate) -> CredentialCreated;
            credential_update(CredentialUpdate) -> CredentialView;
            credential_trash(CredentialTrash) -> Done;
            credential_untrash(CredentialUntrash) -> Done;
            credential_erase(CredentialErase) -> Done;
            credential_test(CredentialTest) -> CredentialTested;
            credential_slots(CredentialSlots) -> Vec<CredentialWanted>;
            credential_choose(CredentialChoose) -> Done;

            vault_read(VaultRead) -> VaultState;
            vault_unlock(VaultUnlock) -> VaultState;
            vault_lock(VaultLock) -> VaultState;
            vault_recovery(VaultRecovery) -> RecoveryCode;
            vault_kept(VaultKept) -> Done;
            vault_passphrase(VaultPassphrase) -> VaultState;
            vault_remember(VaultRemember) -> VaultState;
            vault_rotate(VaultRotate) -> VaultRotated;
            vault_begin_anew(VaultBeginAnew) -> RecoveryCode;
            vault_export(VaultExport) -> VaultExported;
            vault_import(VaultImport) -> VaultImported;

            audit_list(AuditList) -> Page<AuditLine>;
            audit_check(AuditCheck) -> AuditChecked;
            audit_export(AuditExport) -> AuditExported;
        }
    };
}

macro_rules! declare {
    ($($name:ident($request:ident) -> $answer:ty;)*) => {
        $(impl Command for $request {
            const NAME: &'static str = stringify!($name);
            const SECRET: bool = is_secret(stringify!($name));
            type Answer = $answer;
        })*

        /// The names of all commands.
        pub const NAMES: &[&str] = &[$(stringify!($name)),*];
    };
}

/// The commands that take a [`SecretText`].
const SECRET: &[&str] = &[
    "credential_create",
    "credential_update",
    "vault_unlock",
    "vault_passphrase",
    "vault_rotate",
    "vault_export",
    "vault_import",
];

const fn is_secret(name: &str) -> bool {
    let mut at = 0;
    while at < SECRET.len() {
        if is_same(SECRET[at].as_bytes(), name.as_bytes()) {
            return true;
        }
        at += 1;
    }
    false
}

/// `==`, which cannot be asked for while it is compiled.
const fn is_same(one: &[u8], other: &[u8]) -> bool {
    let mut at = 0;
    while at < one.len() && at < other.len() && one[at] == other[at] {
        at += 1;
    }
    at == one.len() && at == other.len()
}

/// Largest request, in bytes: a workflow file of 64 MiB as Base64, and what stands around it.
pub const LARGEST_REQUEST: usize = 96 << 20;

use crate::*;
commands!(declare);

#[cfg(test)]
mod tests {
    use super::{Command, NAMES, SECRET};

    #[test]
    fn names_are_unique_and_each_request_has_its_own() {
        let mut names = NAMES.to_vec();
        names.sort_unstable();
        names.dedup();
        assert_eq!(names.len(), NAMES.len());
        assert_eq!(crate::WorkflowOpen::NAME, "workflow_open");
    }

    #[test]
    fn what_takes_a_secret_is_marked() {
        assert!(SECRET.iter().all(|name| NAMES.contains(name)));
        const { assert!(crate::VaultUnlock::SECRET) };
        const { assert!(!crate::VaultRead::SECRET) };
        // A request that is added with a secret in it is seen by its type.
        let sources = [include_str!("vault.rs"), include_str!("credential.rs")];
        let with_secrets: Vec<_> = sources.iter().flat_map(|text| requests(text)).collect();
        for name in SECRET {
            assert!(
                with_secrets.iter().any(|one| one == name),
                "{name} takes none"
            );
        }
        for name in with_secrets
            .iter()
            .filter(|name| NAMES.contains(&name.as_str()))
        {
            assert!(SECRET.contains(&name.as_str()), "{name} is not marked");
        }
    }

    /// The types of a source that have a field with a secret, as commands are called.
    fn requests(source: &str) -> Vec<String> {
        let types = source.split("pub struct ").skip(1);
        types
            .filter_map(|text| text.split_once('{'))
            .filter(|(_, body)| {
                let body = body.split("\n}").next().unwrap_or_default();
                body.contains("SecretText")
            })
            .map(|(name, _)| {
                let mut out = String::new();
                for letter in name.trim().chars() {
                    if letter.is_uppercase() && !out.is_empty() {
                        out.push('_');
                    }
                    out.extend(letter.to_lowercase());
                }
                out
            })
            .collect()
    }
}
