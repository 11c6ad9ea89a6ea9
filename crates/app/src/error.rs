//! What can go wrong in a use case.

/// What can go wrong in a use case.
#[derive(Debug, thiserror::Error)]
pub enum Error {
    /// There is no place for temporary files.
    #[error("no temporary folder can be made: {0}")]
    Temporary(std::io::Error),
    /// The store failed.
    #[error(transparent)]
    Store(#[from] store::Error),
    /// An execution could not begin.
    #[error(transparent)]
    Engine(#[from] engine::EngineError),
    /// A file is no workflow.
    #[error(transparent)]
    Import(#[from] model::ImportError),
}
