//! A field of a step's form: where its value lies, what it is called, what is wrong with it, how it is set.

use std::sync::Arc;

use leptos::prelude::*;
use model::edit::{ParamPath, Step};
use model::{Choice, Edit, Node, NodeId, NodeSpec, Param, Problem};
use value::{Map, Value};

use crate::editor::fault;
use crate::editor::form::{self, value_at};
use crate::editor::say;
use crate::editor::state::Editor;
use crate::text::spec_text;

/// The step whose form it is.
#[derive(Clone)]
pub struct Form {
    /// The editor.
    pub editor: Editor,
    /// The step.
    pub id: NodeId,
    /// The step as it is; it is gone for a moment after it was deleted.
    pub node: Memo<Option<Node>>,
    /// Its kind.
    pub spec: Arc<NodeSpec>,
    /// Nothing can be changed.
    pub locked: bool,
}

/// A field of a form.
#[derive(Clone)]
pub struct FieldAt {
    /// Its form.
    pub form: Form,
    /// What the kind says about it.
    pub param: Arc<Param>,
    /// Where its value lies.
    pub path: ParamPath,
    /// Its own value.
    pub value: Memo<Option<Value>>,
}

impl Form {
    /// The fields among siblings whose values lie under a path.
    pub fn field(&self, siblings: &[Param], at: usize, base: &ParamPath) -> FieldAt {
        let param = siblings.get(at).cloned().unwrap_or_default();
        let path = base.then(Step::Key(param.name.as_str().into()));
        self.field_of(Arc::new(param), path)
    }

    /// A field at a path.
    pub fn field_of(&self, param: Arc<Param>, path: ParamPath) -> FieldAt {
        let (node, at) = (self.node, path.clone());
        let value = Memo::new(move |_| {
            node.with(|node| node.as_ref().and_then(|node| value_at(node, &at).cloned()))
        });
        FieldAt {
            form: self.clone(),
            param,
            path,
            value,
        }
    }

    /// Sets a value, or takes it away. What the form shows by default is written down where something in it changes.
    pub fn set(&self, path: &ParamPath, value: Option<Value>) {
        let edit = Edit::SetParameter {
            node: self.id.clone(),
            path: path.clone(),
            value,
        };
        match self.written_default(path) {
            Some(first) => self.editor.perform(Edit::many([first, edit])),
            None => self.editor.perform(edit),
        };
    }

    /// The default of the whole field that a path leads into, where it is only shown and not there.
    fn written_default(&self, path: &ParamPath) -> Option<Edit> {
        let [Step::Key(name), _, ..] = &path.0[..] else {
            return None;
        };
        self.node.with_untracked(|node| {
            let node = node.as_ref()?;
            if node.parameters.contains_key(name) {
                return None;
            }
            let default = self.spec.default_of(node, name)?;
            let says_something = !form::is_blank(&default);
            says_something.then(|| Edit::set(self.id.clone(), name.as_str(), default))
        })
    }

    /// Makes a change of a list or a group: the default is written down first where it is only shown.
    pub fn change(&self, path: &ParamPath, edit: Edit) {
        match self.written_default(path) {
            Some(first) => self.editor.perform(Edit::many([first, edit])),
            None => self.editor.perform(edit),
        };
    }
}

impl FieldAt {
    /// The id of its control.
    pub fn id(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c } else { '-' };
        format!(
            "field-{}",
            form::dotted(&self.path)
                .chars()
                .map(plain)
                .collect::<String>()
        )
    }

    /// Its path, dotted.
    pub fn dotted(&self) -> String {
        form::dotted(&self.path)
    }

    /// What it is called.
    pub fn label(&self) -> String {
        spec_text(&self.param.label)
    }

    /// What it means.
    pub fn help(&self) -> String {
        spec_text(&self.param.help)
    }

    /// An example of a value.
    pub fn example(&self) -> String {
        self.param.example.clone()
    }

    /// The words of a choice.
    pub fn choice(&self, choice: &Choice) -> String {
        spec_text(&choice.label)
    }

    /// The value that counts: its own, else the default.
    pub fn current(&self) -> Value {
        self.value
            .get()
            .unwrap_or_else(|| self.param.default.clone())
    }

    /// The same, asked once.
    pub fn current_now(&self) -> Value {
        self.value
            .get_untracked()
            .unwrap_or_else(|| self.param.default.clone())
    }

    /// Whether an expression stands in it.
    pub fn is_expression(&self) -> bool {
        expr::is_expression(&self.current())
    }

    /// Whether it is computed from earlier steps: an expression stands in it, and its kind takes one.
    pub fn computed(&self) -> Memo<bool> {
        let field = self.clone();
        Memo::new(move |_| field.is_expression() && form::takes_expression(&field.param))
    }

    /// Sets it. A field of the first level that has its default again is not written down.
    pub fn set(&self, value: Value) {
        let top = self.path.0.len() == 1;
        let plain = top && value == self.param.default;
        if plain && self.value.with_untracked(Option::is_none) {
            return;
        }
        self.form.set(&self.path, (!plain).then_some(value));
    }

    /// Takes its value away.
    pub fn unset(&self) {
        self.form.set(&self.path, None);
    }

    /// The field was left: the next change is a step of its own.
    pub fn leave(&self) {
        self.form.editor.settle();
    }

    /// What is wrong with it.
    pub fn problem(&self) -> Option<Problem> {
        let (id, path) = (&self.form.id, self.dotted());
        self.form.editor.problems.with(|problems| {
            problems
                .iter()
                .find(|problem| {
                    problem.node.as_ref() == Some(id)
                        && problem.field.as_deref() == Some(path.as_str())
                })
                .cloned()
        })
    }

    /// Whether its problem is only that it is still to be filled in.
    pub fn is_early(&self, problem: &Problem) -> bool {
        self.form
            .editor
            .fresh
            .with(|fresh| fault::is_early(problem, fresh))
    }

    /// What went wrong with it in the last run.
    pub fn run_error(&self) -> Option<String> {
        let path = self.dotted();
        let editor = self.form.editor;
        if editor.stale.with(|stale| stale.contains(&self.form.id)) {
            return None;
        }
        editor.run.with(|run| {
            let error = run.as_ref()?.of(&self.form.id)?.error.as_ref()?;
            (error.field.as_deref() == Some(path.as_str())).then(|| say::run_error_in_full(error))
        })
    }
}

/// A map with one entry.
pub fn one_entry(key: &str, value: Value) -> Value {
    Map::from_iter([(key, value)]).into()
}
