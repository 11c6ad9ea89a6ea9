//! Why a file is no workflow: what is wrong, where, and what to do.

/// Why a file was not read. Nothing of it was kept.
#[derive(Clone, Debug, PartialEq, Eq, thiserror::Error)]
pub enum ImportError {
    /// There is nothing in it.
    #[error("The file is empty. Choose the file that the workflow was exported to.")]
    Empty,
    /// It is no text.
    #[error(
        "The file is not text but binary data, such as a picture or an archive. Choose a workflow file: \
         JSON text, as n8n's \"Download\" or Millrace's \"Export\" writes it."
    )]
    Binary,
    /// It is text in another encoding.
    #[error(
        "Line {line} of the file is not UTF-8 text. Open the file in a text editor and save it as UTF-8."
    )]
    NotUtf8 {
        /// The line, from 1.
        line: usize,
    },
    /// It is larger than what is read.
    #[error(
        "The file has {} MiB; {} MiB are read at most. Remove pinned data from the workflow and export it again.",
        mebibytes(*.bytes), mebibytes(*.most)
    )]
    TooLarge {
        /// Its size.
        bytes: usize,
        /// The limit.
        most: usize,
    },
    /// It ends before its JSON does.
    #[error(
        "The file breaks off at line {line}, column {column}: it was not copied or downloaded to its end. \
         Export the workflow again."
    )]
    Truncated {
        /// Line of the end, from 1.
        line: usize,
        /// Column of the end, from 1.
        column: usize,
    },
    /// It is no JSON.
    #[error(
        "The file is not JSON: {what} at line {line}, column {column}. Correct that place, or export the \
         workflow again."
    )]
    Syntax {
        /// What the reader stumbled over.
        what: String,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// Lists and objects lie too deep in each other.
    #[error(
        "The file nests lists and objects more than {most} levels deep (line {line}, column {column}). \
         No workflow needs that; remove the value that does."
    )]
    TooDeep {
        /// The limit.
        most: usize,
        /// Line, from 1.
        line: usize,
        /// Column, from 1.
        column: usize,
    },
    /// It is JSON, but no workflow.
    #[error(
        "The file holds {found}, not a workflow. A workflow is an object with a list of `nodes`; export it \
         again from n8n or Millrace."
    )]
    NoWorkflow {
        /// What it holds.
        found: String,
    },
    /// It holds several.
    #[error("The file holds {count} workflows where one is wanted. Import them one by one.")]
    Several {
        /// How many.
        count: usize,
    },
    /// It is a cURL command that makes no request.
    #[error("The cURL command cannot be read: {what}")]
    Curl {
        /// What is wrong with it.
        what: String,
    },
    /// A part of a workflow has another form than it must have.
    #[error("The workflow cannot be read: {what}. Correct that place in the file.")]
    Shape {
        /// The place and what is wrong with it.
        what: String,
    },
    /// It has too many nodes or wires.
    #[error(
        "The workflow has {count} {what}; {most} are read at most. Split it into several workflows."
    )]
    TooMany {
        /// `nodes` or `wires`.
        what: &'static str,
        /// How many.
        count: usize,
        /// The limit.
        most: usize,
    },
    /// A newer Millrace wrote it.
    #[error(
        "The file was made by a newer version of Millrace (format {found}; this one reads up to {known}). \
         Update Millrace to open it; the file was left as it is."
    )]
    Newer {
        /// The file's format.
        found: String,
        /// The newest known one.
        known: String,
    },
}

fn mebibytes(bytes: usize) -> usize {
    bytes.div_ceil(1 << 20)
}
