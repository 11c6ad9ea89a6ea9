//! Why an expression has no value.
//!
//! Not here: sentences for a person; whoever shows a fault adds workflow, node, item and field.

use value::Text;

/// What came instead of a value.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum Fault {
    /// This crate does not promise JavaScript's answer here: ask the sandbox. Says which construct it was.
    #[error("not native: {0}")]
    NotNative(&'static str),
    /// JavaScript would throw. Inside `{{ }}` this is swallowed and yields `undefined`.
    #[error("{name}: {message}")]
    Throw {
        /// The class of the error, such as `TypeError`.
        name: &'static str,
        /// V8's wording.
        message: Text,
    },
    /// The data asked for is not there, said by the [`Scope`](crate::Scope). Never swallowed.
    #[error(transparent)]
    Data(Box<DataFault>),
}

impl Fault {
    /// The data asked for is not there.
    pub fn data(code: &'static str, node: impl Into<Text>, message: impl Into<String>) -> Self {
        Self::Data(Box::new(DataFault {
            code,
            node: node.into(),
            message: message.into(),
        }))
    }

    pub(crate) fn type_error(message: String) -> Self {
        Self::Throw {
            name: "TypeError",
            message: message.into(),
        }
    }
}

/// Which data were not there.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
#[error("{message}")]
pub struct DataFault {
    /// A code to act on, such as `node-not-executed`.
    pub code: &'static str,
    /// The node whose data were asked for; empty if it is about no node.
    pub node: Text,
    /// The sentence of the one who raised it.
    pub message: String,
}
