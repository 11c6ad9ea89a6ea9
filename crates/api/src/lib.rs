//! Every command of Millrace once: what is asked, what is answered, what can go wrong, and what is told unasked.
//!
//! The window sends commands through Tauri's one `rpc` command, a browser through the gateway's one route, tests call
//! the dispatcher: all of them mean the types of this crate. [`commands!`] lists them; `app` must have a function for
//! each or it does not compile. Payloads are JSON in camelCase. No type here can hold an opened secret: what a
//! person typed goes in as [`SecretText`], and only the recovery code of a new vault comes out, once.
//!
//! Not here: anything that does something, but for the envelope that requests with a secret go in ([`seal()`]).

mod backup;
mod command;
mod credential;
mod data;
mod error;
mod event;
mod failure;
mod font;
mod inbox;
mod place;
mod resource;
mod run;
mod seal;
mod secret;
mod session;
mod settings;
mod template;
mod vault;
mod workflow;

pub use backup::{
    Backup, BackupKind, BackupList, BackupNow, BackupRestore, BackupRestored, BeginAnew,
    MissingAccept,
};
pub use command::{Command, LARGEST_REQUEST, NAMES};
pub use credential::{
    CredentialAbout, CredentialChoose, CredentialCreate, CredentialCreated, CredentialErase,
    CredentialKinds, CredentialList, CredentialRead, CredentialSlots, CredentialTest,
    CredentialTested, CredentialTrash, CredentialUntrash, CredentialUpdate, CredentialUse,
    CredentialView, CredentialWanted, Due, Verified,
};
pub use data::{
    BinaryPart, BinaryRead, DataPage, DataRead, DataView, FieldInfo, FieldType, OneItem,
    PdfPicture, PdfRead, Schema, SchemaRead, ValueRead,
};
pub use error::{Error, code};
pub use event::{Event, EventKind, EventsRead, Notice, NoticeLevel};
pub use failure::{FailureGroup, FailureList, FailureWorkflow, Failures, RecoveryCount};
pub use font::{FontsFor, SystemFont};
pub use inbox::{Decision, Inbox, InboxDecide, InboxEntry, InboxList, MOST_ENTRIES, MayHave};
/// What a kind of credential is.
pub use model::credential::CredentialKind;
pub use place::{FolderRead, PlaceEntry, PlaceList, PlaceListing, PlaceWant};
pub use resource::{Resource, ResourceList};
pub use run::{
    ExpressionPreview, LastRun, PREVIEW_LIMIT, Preview, PreviewValue, RunDelete, RunFilter,
    RunList, RunOpen, RunScope, RunStart, RunStarted, RunStop, RunSummary, RunView, StepView,
};
pub use seal::{Opener, SealKey, SealKeyRead, seal, write_secret};
pub use secret::SecretText;
pub use session::{Session, SessionOpen, Specs, SpecsRead};
pub use settings::{
    GrantSet, GrantsOf, GrantsRead, RunBudget, RunUsage, RunsUsed, SettingsRead, SettingsWrite,
    Theme, UserSettings, WorkflowGrants,
};
pub use template::{Template, TemplateList, TemplateSlot, TemplateUse};
pub use vault::{
    AuditCheck, AuditChecked, AuditExport, AuditExported, AuditLine, AuditList, RecoveryCode,
    VaultBeginAnew, VaultCondition, VaultExport, VaultExported, VaultImport, VaultImported,
    VaultKept, VaultLock, VaultPassphrase, VaultRead, VaultRecovery, VaultRemember, VaultRotate,
    VaultRotated, VaultSlot, VaultState, VaultUnlock,
};
pub use workflow::{
    Change, CurlRead, Direction, Done, Draft, ExportFormat, Exported, ImportFile, ImportOutcome,
    Page, PageRequest, Version, WorkflowCheckpoint, WorkflowCreate, WorkflowDuplicate,
    WorkflowEdit, WorkflowErase, WorkflowExport, WorkflowFilter, WorkflowImport, WorkflowLabel,
    WorkflowList, WorkflowOpen, WorkflowRestore, WorkflowRow, WorkflowSort, WorkflowTrash,
    WorkflowUntrash, WorkflowVersion, WorkflowVersions,
};
