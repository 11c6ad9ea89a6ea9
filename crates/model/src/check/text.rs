//! What the problems say, in English, with `{words}` to be filled in.

use super::Code;

impl Code {
    /// What is wrong.
    pub(super) fn what(self) -> &'static str {
        match self {
            Self::IdRepeated => "Two nodes have the id `{id}`.",
            Self::NameRepeated => "Two nodes are called `{name}`.",
            Self::FallbackPort => {
                "A failure of node `{name}` is to leave by output {port}, which it does not have."
            }
            Self::NoTrigger => "Nothing starts this workflow.",
            Self::CycleClosed => "The wires of {names} form a circle without a way out.",
            Self::ParamMissing => "`{label}` of node `{name}` is empty.",
            Self::ExpressionNode => {
                "`{field}` of node `{name}` names the node `{other}`, which is not there."
            }
            Self::ExpressionSyntax => "`{field}` of node `{name}` is no JavaScript: {what}.",
            Self::ParamNumber => "`{label}` of node `{name}` takes a number, and `{text}` is none.",
            Self::ExpressionUnclosed => {
                "`{field}` of node `{name}` opens `{{` and never closes it."
            }
            Self::CycleOpen => "The wires of {names} form a circle outside a loop node.",
            Self::TriggerDisabled => "The trigger `{name}` is disabled.",
            Self::EdgeDangling => "A wire leads from or to the node `{id}`, which is not there.",
            Self::EdgePort => "A wire uses {end} {port} of node `{name}`, which it does not have.",
            Self::Unreachable => "No trigger leads to node `{name}`: it never runs.",
            Self::Placeholder => "Millrace does not have the kind of node `{name}` ({kind}) yet.",
            Self::KindUnknown => {
                "The kind `{kind}` of node `{name}` is not known to this version of Millrace."
            }
            Self::VersionUnknown => "Version {version} of node `{name}` is not known.",
            Self::CredentialMissing => "Node `{name}` needs a credential ({slot}).",
            Self::RetryBounds => "Node `{name}` asks for {asked} attempts; {made} are made.",
            Self::WorkflowMissing => {
                "Node `{name}` calls the workflow `{workflow}`, which is not stored here."
            }
            Self::ErrorWorkflowMissing => {
                "The error workflow `{workflow}` is not stored here: nothing runs when this one fails."
            }
        }
    }

    /// What to do about it.
    pub(super) fn remedy(self) -> &'static str {
        match self {
            Self::IdRepeated => "Delete one of them and add it again.",
            Self::NameRepeated => "Give one of them another name.",
            Self::FallbackPort => {
                "Choose one of its outputs, or another way to go on after a failure."
            }
            Self::NoTrigger => "Add a trigger, such as a schedule.",
            Self::CycleClosed => "Add an If node that leaves the circle, or use Loop Over Items.",
            Self::ParamMissing => "Fill it in.",
            Self::ExpressionNode => "Correct the name, or choose the field anew.",
            Self::ExpressionSyntax => "Correct it; an execution that reaches it stops there.",
            Self::ParamNumber => "Write a number, or an expression.",
            Self::ExpressionUnclosed => "Add `}}` where the expression ends.",
            Self::CycleOpen => {
                "Make sure that a branch leaves it: an execution ends after a set number of steps."
            }
            Self::TriggerDisabled => "Enable it, or remove it.",
            Self::EdgeDangling => "Remove the wire.",
            Self::EdgePort => "Remove the wire, or draw it to a port that is there.",
            Self::Unreachable => "Connect it, or remove it.",
            Self::Placeholder => {
                "An execution that reaches it stops there. Replace it, or disable it to pass items by."
            }
            Self::KindUnknown => "Update Millrace, or replace the node.",
            Self::VersionUnknown => "It runs as version {nearest}; check what it does.",
            Self::CredentialMissing => {
                "Choose one in the step, or make one: without it the step fails."
            }
            Self::RetryBounds => "Ask for 1 to {most}.",
            Self::WorkflowMissing => "Import it and keep it: `millrace import FILE --save`.",
            Self::ErrorWorkflowMissing => "Import it and keep it: `millrace import FILE --save`.",
        }
    }
}
