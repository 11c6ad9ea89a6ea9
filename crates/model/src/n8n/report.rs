//! What an import did: which nodes are fully known, what was changed on the way, and what the workflow wants.

use serde::{Deserialize, Serialize};
use value::Text;

use crate::credential::SlotUse;
use crate::wants::Wants;
use crate::workflow::NodeId;

/// What an import did.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Report {
    /// Every node, in the file's order.
    pub nodes: Vec<NodeReport>,
    /// Wires that were left out.
    pub dropped: Vec<DroppedWire>,
    /// What else a person should know.
    pub warnings: Vec<Warning>,
    /// Secrets that stand readable in the file.
    pub secrets: Vec<Secret>,
    /// What the workflow wants of the machine and the network.
    pub wants: Wants,
    /// The credentials it asks for, each once: a file brings none.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub slots: Vec<SlotUse>,
}

/// How well one node is known.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct NodeReport {
    /// The node.
    pub node: NodeId,
    /// Its name.
    pub name: Text,
    /// Its kind here.
    pub kind: String,
    /// Its type in the file.
    pub n8n_type: String,
    /// How well it is known.
    pub fit: Fit,
    /// Whether its type, its version and its operation are known. Options it has may still be unknown.
    pub native: bool,
    /// What is not as in the file, or not known.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub remarks: Vec<Remark>,
}

/// How well a node is known.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Fit {
    /// Type, version, operation and options are known.
    Native,
    /// It runs, but something of it is not known; the remarks say what.
    Approximated,
    /// Its kind is missing, or the language of its program: the node is kept, and an execution that reaches it stops.
    Missing,
    /// A sticky note: nothing to run.
    Note,
}

/// Something about one node.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Remark {
    /// There is no kind for its type.
    KindMissing,
    /// Its version is not known.
    VersionUnknown {
        /// The file's version.
        found: f64,
        /// The version that is used.
        used: f64,
    },
    /// Its resource or operation is not known.
    OperationUnknown {
        /// `resource` or `operation`.
        field: String,
        /// The value.
        value: String,
    },
    /// Its program is in a language that does not run here.
    LanguageMissing {
        /// The language.
        language: String,
    },
    /// A choice has a value that is not among the known ones.
    ChoiceUnknown {
        /// Path of the parameter.
        field: String,
        /// The value.
        value: String,
    },
    /// A parameter is not known.
    OptionUnknown {
        /// Path of the parameter.
        field: String,
    },
    /// It had an id that another node has.
    NewId {
        /// The file's id.
        from: String,
    },
    /// It had no name, or one that another node has.
    NewName {
        /// The file's name.
        from: String,
    },
    /// It had no position, or one that is out of bounds.
    Moved,
    /// Its parameters were no object.
    ParametersDropped,
    /// More or fewer attempts were asked for than are made.
    RetryLimited {
        /// Attempts that are made.
        attempts: u32,
    },
}

/// A wire that was left out.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct DroppedWire {
    /// Name of the node it comes from.
    pub from: String,
    /// Name of the node it goes to, as far as the file says.
    pub to: String,
    /// What is wrong with it.
    pub why: WireFault,
}

/// What is wrong with a wire.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum WireFault {
    /// The node it comes from is not there.
    NoSource,
    /// The node it goes to is not there.
    NoTarget,
    /// The node it comes from has no such output.
    NoOutput,
    /// The node it goes to has no such input.
    NoInput,
    /// The same wire is there already.
    Repeated,
    /// It is not written as a wire is.
    Malformed,
}

/// Something about the whole file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(
    tag = "code",
    rename_all = "camelCase",
    rename_all_fields = "camelCase"
)]
pub enum Warning {
    /// A key stands more than once in its object; the last one counts.
    KeyRepeated {
        /// Path of the key.
        path: String,
    },
    /// An entry of the list of nodes is no node.
    NodeSkipped {
        /// Its place in the list, from 0.
        index: usize,
    },
    /// A part of the file has a form that is not understood.
    PartIgnored {
        /// Its key.
        part: String,
    },
    /// A key that this version does not know was left out.
    KeyUnknown {
        /// Path of the key.
        path: String,
    },
    /// The workflow was switched on where it comes from; here it is off.
    WasActive,
    /// A workflow that this one names is not stored here.
    WorkflowMissing {
        /// What is missing and what to do.
        sentence: String,
    },
    /// The workflow asks for items that are their record alone, with files inside; here files stay beside the record.
    FilesBeside,
}

/// A secret that stands readable in a parameter. Its text is not repeated here.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Secret {
    /// The node.
    pub node: NodeId,
    /// Its name.
    pub name: Text,
    /// Path of the parameter.
    pub field: String,
    /// What it looks like: `an API key`, `a password`, ….
    pub looks_like: std::borrow::Cow<'static, str>,
}

impl Report {
    /// How many nodes could run, notes left out, and how many of them are native.
    pub fn counts(&self) -> (usize, usize) {
        let counted = self.nodes.iter().filter(|node| node.fit != Fit::Note);
        let native = counted.clone().filter(|node| node.native).count();
        (counted.count(), native)
    }

    /// How many nodes have a fit.
    pub fn count(&self, fit: Fit) -> usize {
        self.nodes.iter().filter(|node| node.fit == fit).count()
    }
}

impl Remark {
    /// The remark in English.
    pub fn sentence(&self) -> String {
        match self {
            Self::KindMissing => {
                "Millrace does not have this kind of node yet: it is kept as it is, and an execution that reaches it \
                 stops there."
                    .to_owned()
            }
            Self::VersionUnknown { found, used } => {
                format!("Version {found} is not known; it is run as version {used}.")
            }
            Self::OperationUnknown { field, value } => {
                format!("The {field} `{value}` is not known.")
            }
            Self::LanguageMissing { language } => format!(
                "Its program is in {language}, which does not run here: an execution that reaches it stops there. \
                 Write it in JavaScript, or use other nodes."
            ),
            Self::ChoiceUnknown { field, value } => {
                format!("`{field}` is `{value}`, which is not one of the known choices.")
            }
            Self::OptionUnknown { field } => {
                format!("The option `{field}` is not known; it has no effect.")
            }
            Self::NewId { from } => format!("Its id `{from}` is another node's; it got a new one."),
            Self::NewName { from } if from.is_empty() => "It had no name and got one.".to_owned(),
            Self::NewName { from } => format!(
                "Its name `{from}` is another node's; it got a number. Wires and expressions with that name mean the \
                 first node that has it."
            ),
            Self::Moved => "It had no position on the canvas that can be shown, and got one.".to_owned(),
            Self::ParametersDropped => "Its parameters were not an object and were left out.".to_owned(),
            Self::RetryLimited { attempts } => format!("It is tried {attempts} times."),
        }
    }
}

impl DroppedWire {
    /// What was left out and why, in English.
    pub fn sentence(&self) -> String {
        let Self { from, to, why } = self;
        let why = match why {
            WireFault::NoSource => format!("there is no node `{from}`"),
            WireFault::NoTarget => format!("there is no node `{to}`"),
            WireFault::NoOutput => format!("`{from}` has no such output"),
            WireFault::NoInput => format!("`{to}` has no such input"),
            WireFault::Repeated => "it is there already".to_owned(),
            WireFault::Malformed => "it is not written as a wire is".to_owned(),
        };
        format!("The wire from `{from}` to `{to}` was left out: {why}.")
    }
}

impl Warning {
    /// The warning in English.
    pub fn sentence(&self) -> String {
        match self {
            Self::KeyRepeated { path } => {
                format!("The key `{path}` stands more than once in the file; the last one counts.")
            }
            Self::NodeSkipped { index } => {
                format!("Entry {index} of the list of nodes is not a node and was left out.")
            }
            Self::PartIgnored { part } => {
                format!("`{part}` has a form that is not understood and was left out.")
            }
            Self::KeyUnknown { path } => {
                format!("The key `{path}` is not known to this version and was left out.")
            }
            Self::FilesBeside => "The workflow keeps files inside of records (binary mode “combined”). Expressions and \
                 programs see records alone, as there, but files stay beside them."
                .to_owned(),
            Self::WorkflowMissing { sentence } => sentence.clone(),
            Self::WasActive => {
                "The workflow was switched on where it comes from. Here it runs only when it is started."
                    .to_owned()
            }
        }
    }
}

impl Secret {
    /// What was found and what to do, in English.
    pub fn sentence(&self) -> String {
        format!(
            "`{}` of node `{}` holds what looks like {} in plain text: whoever gets this file can read it.",
            self.field, self.name, self.looks_like
        )
    }
}
