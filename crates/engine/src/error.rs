//! Why an execution cannot even begin, and why a workflow cannot be planned.

use value::Text;

/// Why an execution cannot begin.
#[derive(Clone, Debug, PartialEq, thiserror::Error)]
pub enum EngineError {
    /// The workflow has faults that no run can get around.
    #[error("the workflow cannot run: {}", list(.0))]
    Plan(Vec<Problem>),
    /// No node can start it.
    #[error("the workflow has no node to start from: add a trigger, or name a node")]
    NoStart,
    /// A node was named that is not there.
    #[error("the workflow has no node “{0}”")]
    NoNode(String),
    /// Workflows call each other too deeply.
    #[error("workflows call each other more than {0} deep: does one call itself?")]
    TooDeep(u32),
    /// An earlier execution is needed, and it does not hold what is asked for.
    #[error("“{0}” has no stored input yet: run the nodes before it first")]
    NoInput(String),
    /// The journal could not write the execution down.
    #[error("the execution could not be written down: {0}")]
    Journal(#[from] JournalError),
}

/// The journal could not write something down.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{0}")]
pub struct JournalError(pub String);

/// What is wrong with a workflow, and where.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
#[error("{message}")]
pub struct Problem {
    /// A stable code, such as `node.duplicate-id` or `node.fallback`.
    pub code: &'static str,
    /// What is wrong, in a plain sentence.
    pub message: String,
    /// The node it is about.
    pub node: Option<Text>,
    /// The field of the node.
    pub field: Option<String>,
}

fn list(problems: &[Problem]) -> String {
    let sentences: Vec<&str> = problems.iter().map(|p| p.message.as_str()).collect();
    sentences.join("; ")
}
