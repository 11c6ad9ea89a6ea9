//! What is wrong with a workflow, before it runs. A draft with problems is always saved; each problem only warns, or
//! stops the workflow from being switched on, or stops it from running at all:
//!
//! | code | what | |
//! |---|---|---|
//! | `node.id.repeated` | two nodes have one id | stops a run |
//! | `node.name.repeated` | two nodes have one name, so expressions cannot tell them apart | stops a run |
//! | `node.fallback` | a failure is to leave by an output that the node does not have | stops a run |
//! | `trigger.none` | nothing starts the workflow | stops activation |
//! | `cycle.closed` | a circle of wires without a way out, outside a loop node | stops activation |
//! | `param.missing` | a field that must have a value has none | stops activation |
//! | `expression.node` | an expression names a node that is not there | stops activation |
//! | `expression.unclosed` | a `{{` is never closed | stops activation |
//! | `expression.syntax` | an expression or a program is no JavaScript | stops activation |
//! | `param.number` | a field that takes a number holds another text | stops activation |
//! | `cycle.open` | a circle of wires with a way out, outside a loop node | warns |
//! | `trigger.disabled` | a trigger is disabled | warns |
//! | `edge.dangling` | a wire from or to a node that is not there; it carries nothing | warns |
//! | `edge.port` | a wire from or to a port that is not there; it carries nothing | warns |
//! | `node.unreachable` | no trigger leads to the node | warns |
//! | `node.placeholder` | the kind is missing; an execution that reaches the node stops there | warns |
//! | `node.kind` | the kind is not known to this version; the same | warns |
//! | `node.version` | the version of the kind is not known; the nearest is used | warns |
//! | `credential.missing` | a credential is to be chosen | warns |
//! | `node.retry` | more or fewer attempts are asked for than are made | warns |
//! | `workflow.missing` | a node calls a workflow that is not stored here | warns |
//! | `workflow.error` | the error workflow is not stored here | warns |
//!
//! What stops activation does not stop a run by hand: a person may try the half that is done, and what is missing is
//! an error when it is reached. A circle without a way out then ends at the execution's step limit.

mod called;
mod expression;
mod graph;
mod node;
mod text;

use std::collections::BTreeMap;

use rustc_hash::FxHashMap;
use serde::{Deserialize, Serialize, Serializer};
use value::Text;

use crate::edit::{Edit, unique_name};
use crate::spec::Specs;
use crate::workflow::{Node, NodeId, Workflow};

pub use called::{Called, called};

/// Something that is wrong with a workflow. Written down, it says so in English too, for those who have no sentences of
/// their own.
#[derive(Clone, Debug, PartialEq, Deserialize)]
#[serde(rename_all = "camelCase")]
pub struct Problem {
    /// What is wrong.
    pub code: Code,
    /// How much it matters.
    pub severity: Severity,
    /// The node, where it is one's.
    #[serde(default)]
    pub node: Option<NodeId>,
    /// Path of the parameter, where it is one's.
    #[serde(default)]
    pub field: Option<String>,
    /// The words of the sentence, by name.
    #[serde(default)]
    pub arguments: BTreeMap<String, String>,
    /// The edit that mends it, where one does without asking.
    #[serde(default)]
    pub fix: Option<Edit>,
}

impl Serialize for Problem {
    fn serialize<S: Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
        #[derive(Serialize)]
        struct Written<'p> {
            code: Code,
            severity: Severity,
            message: String,
            advice: String,
            #[serde(skip_serializing_if = "Option::is_none")]
            node: &'p Option<NodeId>,
            #[serde(skip_serializing_if = "Option::is_none")]
            field: &'p Option<String>,
            #[serde(skip_serializing_if = "BTreeMap::is_empty")]
            arguments: &'p BTreeMap<String, String>,
            #[serde(skip_serializing_if = "Option::is_none")]
            fix: &'p Option<Edit>,
        }
        let written = Written {
            code: self.code,
            severity: self.severity,
            message: self.sentence(),
            advice: self.advice(),
            node: &self.node,
            field: &self.field,
            arguments: &self.arguments,
            fix: &self.fix,
        };
        written.serialize(to)
    }
}

/// How much a problem matters.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "camelCase")]
pub enum Severity {
    /// It is good to know.
    Warn,
    /// The workflow cannot be switched on.
    StopsActivation,
    /// The workflow cannot run.
    StopsRun,
}

/// What is wrong.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
pub enum Code {
    /// Two nodes have one id.
    #[serde(rename = "node.id.repeated")]
    IdRepeated,
    /// Two nodes have one name.
    #[serde(rename = "node.name.repeated")]
    NameRepeated,
    /// A failure is to leave by an output that is not there.
    #[serde(rename = "node.fallback")]
    FallbackPort,
    /// Nothing starts the workflow.
    #[serde(rename = "trigger.none")]
    NoTrigger,
    /// A circle of wires without a way out.
    #[serde(rename = "cycle.closed")]
    CycleClosed,
    /// A field that must have a value has none.
    #[serde(rename = "param.missing")]
    ParamMissing,
    /// An expression names a node that is not there.
    #[serde(rename = "expression.node")]
    ExpressionNode,
    /// A `{{` is never closed.
    #[serde(rename = "expression.unclosed")]
    ExpressionUnclosed,
    /// An expression or a program is no JavaScript.
    #[serde(rename = "expression.syntax")]
    ExpressionSyntax,
    /// A field that takes a number holds another text.
    #[serde(rename = "param.number")]
    ParamNumber,
    /// A circle of wires with a way out.
    #[serde(rename = "cycle.open")]
    CycleOpen,
    /// A trigger is disabled.
    #[serde(rename = "trigger.disabled")]
    TriggerDisabled,
    /// A wire from or to a node that is not there.
    #[serde(rename = "edge.dangling")]
    EdgeDangling,
    /// A wire from or to a port that is not there.
    #[serde(rename = "edge.port")]
    EdgePort,
    /// No trigger leads to the node.
    #[serde(rename = "node.unreachable")]
    Unreachable,
    /// The kind is missing.
    #[serde(rename = "node.placeholder")]
    Placeholder,
    /// The kind is not known to this version.
    #[serde(rename = "node.kind")]
    KindUnknown,
    /// The version of the kind is not known.
    #[serde(rename = "node.version")]
    VersionUnknown,
    /// A credential is to be chosen.
    #[serde(rename = "credential.missing")]
    CredentialMissing,
    /// More or fewer attempts are asked for than are made.
    #[serde(rename = "node.retry")]
    RetryBounds,
    /// A node calls a workflow that is not stored here.
    #[serde(rename = "workflow.missing")]
    WorkflowMissing,
    /// The error workflow is not stored here.
    #[serde(rename = "workflow.error")]
    ErrorWorkflowMissing,
}

impl Code {
    /// All of them, the worst first.
    pub const ALL: [Code; 22] = [
        Self::IdRepeated,
        Self::NameRepeated,
        Self::FallbackPort,
        Self::NoTrigger,
        Self::CycleClosed,
        Self::ParamMissing,
        Self::ExpressionNode,
        Self::ExpressionUnclosed,
        Self::ExpressionSyntax,
        Self::ParamNumber,
        Self::CycleOpen,
        Self::TriggerDisabled,
        Self::EdgeDangling,
        Self::EdgePort,
        Self::Unreachable,
        Self::Placeholder,
        Self::KindUnknown,
        Self::VersionUnknown,
        Self::CredentialMissing,
        Self::RetryBounds,
        Self::WorkflowMissing,
        Self::ErrorWorkflowMissing,
    ];

    /// How much it matters.
    pub fn severity(self) -> Severity {
        match self {
            Self::IdRepeated | Self::NameRepeated | Self::FallbackPort => Severity::StopsRun,
            Self::NoTrigger
            | Self::CycleClosed
            | Self::ParamMissing
            | Self::ExpressionNode
            | Self::ExpressionUnclosed
            | Self::ExpressionSyntax
            | Self::ParamNumber => Severity::StopsActivation,
            _ => Severity::Warn,
        }
    }
}

impl Problem {
    pub(crate) fn new(code: Code) -> Self {
        Self {
            code,
            severity: code.severity(),
            node: None,
            field: None,
            arguments: BTreeMap::new(),
            fix: None,
        }
    }

    pub(crate) fn of(code: Code, node: &Node) -> Self {
        let problem = Self {
            node: Some(node.id.clone()),
            ..Self::new(code)
        };
        problem.with("name", node.name.as_str())
    }

    pub(crate) fn with(mut self, word: &str, text: impl Into<String>) -> Self {
        self.arguments.insert(word.to_owned(), text.into());
        self
    }

    pub(crate) fn at(mut self, field: &str) -> Self {
        self.field = Some(field.to_owned());
        self.with("field", field)
    }

    pub(crate) fn fixed_by(mut self, edit: Edit) -> Self {
        self.fix = Some(edit);
        self
    }

    /// What is wrong, in English.
    pub fn sentence(&self) -> String {
        self.fill(self.code.what())
    }

    /// What to do, in English.
    pub fn advice(&self) -> String {
        self.fill(self.code.remedy())
    }

    fn fill(&self, text: &str) -> String {
        let mut out = String::with_capacity(text.len() + 32);
        let mut rest = text;
        while let Some(at) = rest.find('{') {
            out.push_str(&rest[..at]);
            rest = &rest[at..];
            let end = rest.find('}').unwrap_or(rest.len() - 1);
            match self.arguments.get(rest.get(1..end).unwrap_or_default()) {
                Some(word) => {
                    out.push_str(word);
                    rest = &rest[end + 1..];
                }
                // A brace of the sentence itself.
                None => {
                    out.push('{');
                    rest = &rest[1..];
                }
            }
        }
        out + rest
    }
}

/// What is wrong with a workflow, the worst first, then in the order of the nodes.
pub fn check(workflow: &Workflow, specs: &Specs) -> Vec<Problem> {
    let mut checked = Checked::new(workflow, specs);
    checked.repeated();
    node::check(&mut checked);
    expression::check(&mut checked);
    graph::check(&mut checked);
    let order: FxHashMap<&NodeId, usize> = checked
        .workflow
        .nodes
        .iter()
        .enumerate()
        .map(|(at, node)| (&node.id, at))
        .collect();
    checked.problems.sort_by_key(|problem| {
        let at = problem.node.as_ref().and_then(|node| order.get(node));
        (std::cmp::Reverse(problem.severity), at.copied())
    });
    checked.problems
}

/// The worst of some problems.
pub fn worst(problems: &[Problem]) -> Option<Severity> {
    problems.iter().map(|problem| problem.severity).max()
}

/// A workflow while it is checked.
struct Checked<'w> {
    workflow: &'w Workflow,
    specs: &'w Specs,
    /// Places of nodes by id; of a repeated one the first.
    by_id: FxHashMap<&'w NodeId, usize>,
    by_name: FxHashMap<&'w Text, usize>,
    problems: Vec<Problem>,
}

impl<'w> Checked<'w> {
    fn new(workflow: &'w Workflow, specs: &'w Specs) -> Self {
        let mut checked = Self {
            workflow,
            specs,
            by_id: FxHashMap::default(),
            by_name: FxHashMap::default(),
            problems: Vec::new(),
        };
        for (at, node) in workflow.nodes.iter().enumerate() {
            checked.by_id.entry(&node.id).or_insert(at);
            checked.by_name.entry(&node.name).or_insert(at);
        }
        checked
    }

    fn report(&mut self, problem: Problem) {
        self.problems.push(problem);
    }

    /// Nodes that run or pass items on: all but notes.
    fn nodes(&self) -> impl Iterator<Item = (usize, &'w Node)> + use<'w> {
        let all = self.workflow.nodes.iter().enumerate();
        all.filter(|(_, node)| !node.is_note())
    }

    fn repeated(&mut self) {
        for (at, node) in self.workflow.nodes.iter().enumerate() {
            if self.by_id.get(&node.id) != Some(&at) {
                self.report(Problem::of(Code::IdRepeated, node).with("id", node.id.as_str()));
            }
            if self.by_name.get(&node.name) != Some(&at) {
                let label = Edit::LabelNode {
                    node: node.id.clone(),
                    name: unique_name(self.workflow, &node.name),
                };
                let problem = Problem::of(Code::NameRepeated, node);
                // Expressions mean the first one, so the other may take a number. An edit finds a node by its id.
                let own = self.by_id.get(&node.id) == Some(&at);
                self.report(if own {
                    problem.fixed_by(label)
                } else {
                    problem
                });
            }
        }
    }
}
