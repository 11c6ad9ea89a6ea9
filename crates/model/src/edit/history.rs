//! Undoing and doing again.

use serde::{Deserialize, Serialize};

use super::{Edit, EditError, apply};
use crate::workflow::Workflow;

/// What was done to a workflow, so that it can be undone and done again. Written down with the draft it survives a
/// restart. It only fits the workflow that it saw every edit of.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize)]
#[serde(rename_all = "camelCase", default)]
pub struct History {
    /// Edits that take back what was done, the newest last.
    pub undo: Vec<Edit>,
    /// Edits that do again what was taken back, the next one last.
    pub redo: Vec<Edit>,
}

impl History {
    /// So many steps can be undone; older ones are forgotten.
    pub const LIMIT: usize = 200;

    /// Does something new; what was taken back before cannot be done again from here on.
    ///
    /// # Errors
    /// When the edit does not fit; nothing is changed then.
    pub fn perform(&mut self, workflow: &mut Workflow, edit: Edit) -> Result<(), EditError> {
        let inverse = apply(workflow, edit)?;
        self.redo.clear();
        remember(&mut self.undo, inverse);
        Ok(())
    }

    /// Takes the last change back; whether there was one.
    ///
    /// # Errors
    /// When it does not fit the workflow, which is not the one that the history saw; nothing is changed then.
    pub fn undo(&mut self, workflow: &mut Workflow) -> Result<bool, EditError> {
        turn(workflow, &mut self.undo, &mut self.redo)
    }

    /// Does again what was taken back last; whether there was something.
    ///
    /// # Errors
    /// When it does not fit the workflow, which is not the one that the history saw; nothing is changed then.
    pub fn redo(&mut self, workflow: &mut Workflow) -> Result<bool, EditError> {
        turn(workflow, &mut self.redo, &mut self.undo)
    }
}

fn turn(
    workflow: &mut Workflow,
    from: &mut Vec<Edit>,
    to: &mut Vec<Edit>,
) -> Result<bool, EditError> {
    let Some(edit) = from.last().cloned() else {
        return Ok(false);
    };
    let inverse = apply(workflow, edit)?;
    from.pop();
    remember(to, inverse);
    Ok(true)
}

fn remember(list: &mut Vec<Edit>, edit: Edit) {
    if list.len() == History::LIMIT {
        list.remove(0);
    }
    list.push(edit);
}

#[cfg(test)]
mod tests {
    use super::History;
    use crate::edit::Edit;
    use crate::workflow::{Node, Workflow};

    fn add(name: &str) -> Edit {
        Edit::add(Node::new(name, "set", 3.4))
    }

    fn names(workflow: &Workflow) -> Vec<&str> {
        workflow
            .nodes
            .iter()
            .map(|node| node.name.as_str())
            .collect()
    }

    #[test]
    fn what_is_undone_is_done_again_until_something_new_is_done() {
        let (mut workflow, mut history) = (Workflow::default(), History::default());
        for name in ["a", "b", "c"] {
            history.perform(&mut workflow, add(name)).expect(name);
        }
        assert_eq!(history.undo(&mut workflow), Ok(true));
        assert_eq!(history.undo(&mut workflow), Ok(true));
        assert_eq!(names(&workflow), ["a"]);
        assert_eq!(history.redo(&mut workflow), Ok(true));
        assert_eq!(names(&workflow), ["a", "b"]);
        history.perform(&mut workflow, add("d")).expect("d");
        assert_eq!(history.redo(&mut workflow), Ok(false));
        assert_eq!(names(&workflow), ["a", "b", "d"]);
    }

    #[test]
    fn an_edit_that_does_not_fit_changes_nothing() {
        let (mut workflow, mut history) = (Workflow::default(), History::default());
        history.perform(&mut workflow, add("a")).expect("a");
        let before = (workflow.clone(), history.clone());
        assert!(history.perform(&mut workflow, add("a")).is_err());
        assert_eq!((workflow, history), before);
    }

    #[test]
    fn the_oldest_is_forgotten() {
        let (mut workflow, mut history) = (Workflow::default(), History::default());
        for n in 0..=History::LIMIT {
            history
                .perform(&mut workflow, add(&n.to_string()))
                .expect("fits");
        }
        while history.undo(&mut workflow).expect("fits") {}
        assert_eq!(names(&workflow), ["0"]);
    }
}
