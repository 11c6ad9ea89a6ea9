//! How executions and steps go from one status to the next. Whatever is not in these tables does not happen: a final
//! status never changes.

use model::{ExecutionStatus, StepStatus};

/// What happens to an execution.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum ExecutionTurn {
    /// Its turn has come.
    Begin,
    /// A node waits for a time or an answer.
    Suspend,
    /// The wait is over, or a person has decided how it goes on.
    Resume,
    /// Nothing is left to run.
    Finish,
    /// A step failed and the workflow stops there.
    Fail,
    /// A person stopped it.
    Cancel,
    /// It broke off in a step that may have done something already.
    Doubt,
}

/// What happens to a step.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum StepTurn {
    /// Its node waits for a time or an answer.
    Suspend,
    /// The wait is over.
    Resume,
    /// It put something out.
    Complete,
    /// Its last attempt failed.
    Fail,
    /// The execution was stopped.
    Cancel,
    /// A person took it as done.
    Skip,
}

/// A status that goes on by what happens.
pub trait Turns: Sized {
    /// What may happen.
    type Turn;

    /// The status after it; none if it cannot happen now.
    fn next(self, turn: Self::Turn) -> Option<Self>;
}

impl Turns for ExecutionStatus {
    type Turn = ExecutionTurn;

    fn next(self, turn: ExecutionTurn) -> Option<Self> {
        use ExecutionStatus::{Canceled, Failed, NeedsReview, Queued, Running, Success, Waiting};
        match (self, turn) {
            (Queued, ExecutionTurn::Begin) | (Waiting | NeedsReview, ExecutionTurn::Resume) => {
                Some(Running)
            }
            (Queued | Running | Waiting, ExecutionTurn::Doubt) => Some(NeedsReview),
            (Running, ExecutionTurn::Suspend) => Some(Waiting),
            (Running, ExecutionTurn::Finish) => Some(Success),
            (Queued | Running | Waiting, ExecutionTurn::Fail) => Some(Failed),
            (Queued | Running | Waiting | NeedsReview, ExecutionTurn::Cancel) => Some(Canceled),
            _ => None,
        }
    }
}

impl Turns for StepStatus {
    type Turn = StepTurn;

    fn next(self, turn: StepTurn) -> Option<Self> {
        use StepStatus::{Canceled, Failed, Running, Skipped, Success, Waiting};
        match (self, turn) {
            (Running, StepTurn::Suspend) => Some(Waiting),
            (Waiting, StepTurn::Resume) => Some(Running),
            (Running, StepTurn::Complete) => Some(Success),
            (Running | Waiting, StepTurn::Fail) => Some(Failed),
            (Running | Waiting, StepTurn::Cancel) => Some(Canceled),
            (Running, StepTurn::Skip) => Some(Skipped),
            _ => None,
        }
    }
}

#[cfg(test)]
mod tests {
    use ExecutionStatus as E;
    use ExecutionTurn as ET;
    use StepStatus as S;
    use StepTurn as ST;

    use super::*;

    #[test]
    fn executions_follow_the_table() {
        let turns = [
            ET::Begin,
            ET::Suspend,
            ET::Resume,
            ET::Finish,
            ET::Fail,
            ET::Cancel,
            ET::Doubt,
        ];
        let (r, w, ok, f, c, n) = (
            Some(E::Running),
            Some(E::Waiting),
            Some(E::Success),
            Some(E::Failed),
            Some(E::Canceled),
            Some(E::NeedsReview),
        );
        let table = [
            (E::Queued, [r, None, None, None, f, c, n]),
            (E::Running, [None, w, None, ok, f, c, n]),
            (E::Waiting, [None, None, r, None, f, c, n]),
            (E::NeedsReview, [None, None, r, None, None, c, None]),
            (E::Success, [None; 7]),
            (E::Failed, [None; 7]),
            (E::Canceled, [None; 7]),
        ];
        for (status, row) in table {
            assert_eq!(turns.map(|turn| status.next(turn)), row, "{status:?}");
            assert_eq!(status.is_final(), row == [None; 7], "{status:?}");
        }
    }

    #[test]
    fn steps_follow_the_table() {
        let turns = [
            ST::Suspend,
            ST::Resume,
            ST::Complete,
            ST::Fail,
            ST::Cancel,
            ST::Skip,
        ];
        let (r, w, ok, f, c, s) = (
            Some(S::Running),
            Some(S::Waiting),
            Some(S::Success),
            Some(S::Failed),
            Some(S::Canceled),
            Some(S::Skipped),
        );
        let table = [
            (S::Running, [w, None, ok, f, c, s]),
            (S::Waiting, [None, r, None, f, c, None]),
            (S::Success, [None; 6]),
            (S::Failed, [None; 6]),
            (S::Canceled, [None; 6]),
            (S::Skipped, [None; 6]),
        ];
        for (status, row) in table {
            assert_eq!(turns.map(|turn| status.next(turn)), row, "{status:?}");
        }
    }
}
