//! The workflow that is being edited: every change is there at once and reaches the store a moment later.
//!
//! Changes wait in a queue, go out one batch at a time and are numbered, so that a change made elsewhere is noticed and
//! never overwritten. Pure: who sends, and when, is `sync`'s.

use api::{Change, Done, Draft, Error, WorkflowEdit, code};
use model::edit::{History, NodeSetting, WorkflowSetting};
use model::{Edit, EditError, Workflow};

/// How far the changes are saved.
#[derive(Clone, Debug, Default, PartialEq)]
pub enum Saved {
    /// All of them.
    #[default]
    Yes,
    /// Some wait or are under way.
    Pending,
    /// Millrace cannot be reached; they wait here.
    Offline,
    /// Millrace cannot write them, and says why; they wait here.
    Failing(Error),
    /// They were refused; the draft has to be opened again.
    Refused(String),
}

/// What a refusal or an event asks for.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Next {
    /// Nothing.
    Nothing,
    /// The next batch can go out.
    Send,
    /// Try again after a while.
    Retry,
    /// Open the draft again: another window changed it.
    Reload,
}

/// A workflow with its history and the changes that are not saved yet.
#[derive(Debug, Default)]
pub struct Open {
    workflow: Workflow,
    history: History,
    /// Counts every change that is seen, also those that come from elsewhere.
    revision: u64,
    /// Edits the store has seen.
    stored: u64,
    under_way: Vec<Change>,
    queue: Vec<Change>,
    /// The last change in the queue can take the next one into it.
    merges: bool,
    saved: Saved,
    /// Whether it differs from the newest version.
    changed: bool,
    version: i64,
}

impl Open {
    /// A draft as it was opened.
    pub fn new(draft: Draft) -> Self {
        Self {
            workflow: draft.workflow,
            history: draft.history,
            stored: draft.edits,
            changed: draft.changed,
            version: draft.version,
            revision: 1,
            ..Self::default()
        }
    }

    /// Takes the draft as it is elsewhere; what was not saved is lost.
    pub fn replace(&mut self, draft: Draft) {
        let revision = self.revision + 1;
        *self = Self {
            revision,
            ..Self::new(draft)
        };
    }

    /// The workflow.
    pub fn workflow(&self) -> &Workflow {
        &self.workflow
    }

    /// Counts every change.
    pub fn revision(&self) -> u64 {
        self.revision
    }

    /// How far the changes are saved.
    pub fn saved(&self) -> &Saved {
        &self.saved
    }

    /// Whether it differs from the newest version.
    pub fn is_changed(&self) -> bool {
        self.changed
    }

    /// Revision of the newest version.
    pub fn version(&self) -> i64 {
        self.version
    }

    /// A version was kept of what is stored now.
    pub fn kept(&mut self, version: i64) {
        self.version = version;
        self.changed = !(self.queue.is_empty() && self.under_way.is_empty());
    }

    /// Whether something can be undone.
    pub fn can_undo(&self) -> bool {
        !self.history.undo.is_empty()
    }

    /// Whether something can be done again.
    pub fn can_redo(&self) -> bool {
        !self.history.redo.is_empty()
    }

    /// Makes a change. What changes the same field again before the last change went out becomes one with it: a word that
    /// is typed is one step to undo.
    ///
    /// # Errors
    /// When it does not fit the workflow, which is then as it was.
    pub fn perform(&mut self, edit: Edit) -> Result<(), EditError> {
        let edit = match (self.merges, self.queue.last()) {
            (true, Some(Change::Do(last))) if changes_the_same(last, &edit) => {
                return self.perform_anew(edit);
            }
            _ => edit,
        };
        self.history.perform(&mut self.workflow, edit.clone())?;
        self.note(Change::Do(edit));
        Ok(())
    }

    fn perform_anew(&mut self, edit: Edit) -> Result<(), EditError> {
        self.history.undo(&mut self.workflow)?;
        if let Err(error) = self.history.perform(&mut self.workflow, edit.clone()) {
            // What was just undone fits again; should it not, the error still says why.
            self.history.redo(&mut self.workflow).ok();
            return Err(error);
        }
        self.queue.pop();
        self.note(Change::Do(edit));
        Ok(())
    }

    /// Takes the last change back; whether there was one.
    pub fn undo(&mut self) -> bool {
        self.turn(Change::Undo)
    }

    /// Does again what was taken back last; whether there was something.
    pub fn redo(&mut self) -> bool {
        self.turn(Change::Redo)
    }

    fn turn(&mut self, change: Change) -> bool {
        let turned = match change {
            Change::Undo => self.history.undo(&mut self.workflow),
            _ => self.history.redo(&mut self.workflow),
        };
        let turned = turned.unwrap_or(false);
        if turned {
            self.note(change);
        }
        turned
    }

    fn note(&mut self, change: Change) {
        self.queue.push(change);
        self.merges = true;
        self.revision += 1;
        self.changed = true;
        if self.saved == Saved::Yes {
            self.saved = Saved::Pending;
        }
    }

    /// From here on the next change is a step of its own: the field was left.
    pub fn settle(&mut self) {
        self.merges = false;
    }

    /// The changes that go out next, if none are under way.
    pub fn batch(&mut self) -> Option<WorkflowEdit> {
        let stuck = matches!(self.saved, Saved::Refused(_));
        if stuck || self.queue.is_empty() || !self.under_way.is_empty() {
            return None;
        }
        self.under_way = std::mem::take(&mut self.queue);
        self.merges = false;
        Some(WorkflowEdit {
            id: self.workflow.id.clone(),
            after: self.stored,
            changes: self.under_way.clone(),
        })
    }

    /// What was under way is stored.
    pub fn stored(&mut self, done: &Done) -> Next {
        self.stored = done.edits;
        self.under_way.clear();
        if self.queue.is_empty() {
            self.saved = Saved::Yes;
            return Next::Nothing;
        }
        self.saved = Saved::Pending;
        Next::Send
    }

    /// What was under way was not stored.
    pub fn refused(&mut self, error: &Error) -> Next {
        match error.code.as_str() {
            code::CONNECTION | code::STORE | code::FULL | code::IN_USE | code::ENGINE => {
                let mut waiting = std::mem::take(&mut self.under_way);
                waiting.append(&mut self.queue);
                self.queue = waiting;
                self.saved = match error.code == code::CONNECTION {
                    true => Saved::Offline,
                    false => Saved::Failing(error.clone()),
                };
                Next::Retry
            }
            _ => {
                self.saved = Saved::Refused(error.message.clone());
                Next::Reload
            }
        }
    }

    /// Somebody saved the draft, so that it has seen so many edits now.
    pub fn heard(&self, edits: u64) -> Next {
        let own = self.stored + self.under_way.len() as u64;
        match edits > own {
            true => Next::Reload,
            false => Next::Nothing,
        }
    }

    /// Whether closing now would lose something.
    pub fn is_waiting(&self) -> bool {
        !(self.queue.is_empty() && self.under_way.is_empty())
    }
}

/// Whether two edits set the very same thing, so that only the last counts.
fn changes_the_same(one: &Edit, other: &Edit) -> bool {
    match (one, other) {
        (
            Edit::SetParameter { node, path, .. },
            Edit::SetParameter {
                node: same,
                path: alike,
                ..
            },
        ) => node == same && path == alike,
        (
            Edit::SetNode {
                node,
                setting: NodeSetting::Note(_),
            },
            Edit::SetNode {
                node: same,
                setting: NodeSetting::Note(_),
            },
        ) => node == same,
        (
            Edit::SetWorkflow {
                setting: WorkflowSetting::Name(_),
            },
            Edit::SetWorkflow {
                setting: WorkflowSetting::Name(_),
            },
        ) => true,
        (Edit::MoveNode { node, .. }, Edit::MoveNode { node: same, .. }) => node == same,
        (Edit::Many { edits }, Edit::Many { edits: others }) => {
            edits.len() == others.len()
                && edits.iter().zip(others).all(|(one, other)| {
                    matches!(one, Edit::MoveNode { .. }) && changes_the_same(one, other)
                })
        }
        _ => false,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Node;

    fn open() -> Open {
        let mut workflow = Workflow {
            id: "w".to_owned(),
            ..Workflow::default()
        };
        workflow.nodes.push(Node::new("a", "set", 3.4));
        Open::new(Draft {
            workflow,
            edits: 7,
            history: History::default(),
            version: 1,
            changed: false,
        })
    }

    fn text(open: &Open) -> &str {
        let node = open.workflow().node("a").expect("a");
        node.parameters
            .get("p")
            .and_then(value::Value::as_str)
            .unwrap_or_default()
    }

    #[test]
    fn typing_is_one_step_until_it_went_out() {
        let mut open = open();
        for word in ["h", "he", "hey"] {
            open.perform(Edit::set("a", "p", word)).expect("fits");
        }
        let batch = open.batch().expect("a batch");
        assert_eq!((batch.after, batch.changes.len()), (7, 1));
        open.perform(Edit::set("a", "p", "hey you")).expect("fits");
        assert!(open.undo());
        assert_eq!(text(&open), "hey");
        assert!(open.undo());
        assert_eq!(text(&open), "");
    }

    #[test]
    fn a_field_that_was_left_starts_a_new_step() {
        let mut open = open();
        open.perform(Edit::set("a", "p", "one")).expect("fits");
        open.settle();
        open.perform(Edit::set("a", "p", "two")).expect("fits");
        open.undo();
        assert_eq!(text(&open), "one");
    }

    #[test]
    fn a_typed_edit_does_not_merge_over_an_undo() {
        let mut open = open();
        open.perform(Edit::set("a", "p", "one")).expect("fits");
        open.undo();
        open.perform(Edit::set("a", "p", "two")).expect("fits");
        let batch = open.batch().expect("a batch");
        assert_eq!(batch.changes.len(), 3);
    }

    #[test]
    fn batches_follow_each_other_and_count_what_is_stored() {
        let mut open = open();
        open.perform(Edit::add(Node::new("b", "set", 3.4)))
            .expect("fits");
        assert_eq!(open.saved(), &Saved::Pending);
        let first = open.batch().expect("a batch");
        open.perform(Edit::add(Node::new("c", "set", 3.4)))
            .expect("fits");
        assert!(open.batch().is_none(), "one at a time");
        let edits = first.after + first.changes.len() as u64;
        assert_eq!(open.stored(&Done { edits }), Next::Send);
        assert_eq!(open.batch().expect("a batch").after, 8);
        assert_eq!(open.stored(&Done { edits: 9 }), Next::Nothing);
        assert_eq!(open.saved(), &Saved::Yes);
    }

    #[test]
    fn a_lost_connection_keeps_everything_and_sends_it_again() {
        let mut open = open();
        open.perform(Edit::set("a", "p", "one")).expect("fits");
        open.batch().expect("a batch");
        open.perform(Edit::set("a", "q", "two")).expect("fits");
        let lost = Error::new(code::CONNECTION, "gone");
        assert_eq!(open.refused(&lost), Next::Retry);
        assert_eq!(open.saved(), &Saved::Offline);
        assert_eq!(open.batch().expect("a batch").changes.len(), 2);
    }

    #[test]
    fn a_full_disk_is_not_a_lost_connection() {
        let mut open = open();
        open.perform(Edit::set("a", "p", "one")).expect("fits");
        open.batch().expect("a batch");
        let full = Error::new(code::FULL, "The disk is full.");
        assert_eq!(open.refused(&full), Next::Retry);
        assert_eq!(open.saved(), &Saved::Failing(full));
        assert_eq!(open.batch().expect("a batch").changes.len(), 1);
    }

    #[test]
    fn a_change_from_elsewhere_is_noticed_and_an_own_one_is_not() {
        let mut open = open();
        open.perform(Edit::set("a", "p", "one")).expect("fits");
        open.batch().expect("a batch");
        assert_eq!(open.heard(8), Next::Nothing, "the own edit");
        assert_eq!(open.heard(9), Next::Reload);
        let conflict = Error::new(code::CONFLICT, "others");
        assert_eq!(open.refused(&conflict), Next::Reload);
        assert!(open.batch().is_none(), "nothing more goes out");
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        let mut open = open();
        assert!(open.perform(Edit::add(Node::new("a", "set", 3.4))).is_err());
        assert!(!open.is_waiting() && !open.can_undo());
    }
}
