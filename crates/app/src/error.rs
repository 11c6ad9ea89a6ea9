//! What can go wrong in a use case.

/// What can go wrong in a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no place for temporary files.
    #[error("no temporary folder can be made: {0}")]
    Temporary(std::io::Error),
    /// The data folder cannot be locked.
    #[error("the data folder cannot be locked: {0}")]
    Lock(std::io::Error),
    /// What a run did could not be written down.
    #[error("{0}")]
    NotKept(String),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// A backup cannot be restored.
    #[error("the backup is damaged: {0}")]
    Backup(store::Error),
    /// An execution could not begin.
    #[error(transparent)]
    Engine(#[from] engine::EngineError),
    /// There is no vault yet.
    #[error("there are no credentials yet")]
    NoVault,
    /// The vault is locked; why the keychain does not open it, if it was asked.
    #[error("the credentials are locked")]
    Locked(Option<vault::KeychainError>),
    /// What is stored of the credentials is older than what was: only a person says that this is meant.
    #[error("the credentials were set back to an earlier state")]
    SetBack,
    /// The vault failed.
    #[error(transparent)]
    Vault(#[from] vault::Error),
    /// A file is no workflow.
    #[error(transparent)]
    Import(#[from] model::ImportError),
}
