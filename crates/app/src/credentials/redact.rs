//! Takes secrets out of what a run leaves: outputs, errors, lines, events.

use std::borrow::Cow;
use std::sync::Arc;

use model::{Attempt, Execution, ExecutionEvent, Happening, Item, RunError, Step};
use value::{Map, Text, Value};
use vault::Redactor;

/// Takes secrets out of what is written. Where no secret was opened it looks at nothing. Cloning it gives another hold of
/// the same one.
#[derive(Clone, Debug, Default)]
pub struct Clean(Redactor);

impl Clean {
    pub(super) fn new(redactor: Redactor) -> Self {
        Self(redactor)
    }

    /// What finds the secrets.
    pub fn redactor(&self) -> &Redactor {
        &self.0
    }

    /// A text without its secrets.
    pub fn text<'t>(&self, text: &'t str) -> Cow<'t, str> {
        self.0.text(text)
    }

    /// A run: its steps, its error and what was noted about it. The workflow stays: what a person wrote into it is theirs.
    pub fn execution(&self, execution: &mut Execution) {
        if self.0.is_empty() {
            return;
        }
        execution.steps.iter_mut().for_each(|step| self.step(step));
        execution
            .error
            .iter_mut()
            .for_each(|error| self.error(error));
        self.map(&mut execution.custom);
    }

    /// A step, with its outputs.
    pub fn step(&self, step: &mut Step) {
        if self.0.is_empty() {
            return;
        }
        for output in &mut step.outputs {
            if output.iter().any(|item| self.in_item(item)) {
                let items = Arc::make_mut(output);
                items.iter_mut().for_each(|item| self.item(item));
            }
        }
        step.error.iter_mut().for_each(|error| self.error(error));
        step.attempts
            .iter_mut()
            .for_each(|attempt| self.attempt(attempt));
        step.console.iter_mut().for_each(|line| self.line(line));
    }

    /// What is told of a run.
    pub fn event(&self, event: &mut ExecutionEvent) {
        if self.0.is_empty() {
            return;
        }
        match &mut event.what {
            Happening::StepRetried { attempt, .. } => self.attempt(attempt),
            Happening::Console { line, .. } => self.line(line),
            Happening::StepEnded { error, .. } | Happening::Ended { error, .. } => {
                error.iter_mut().for_each(|error| self.error(error));
            }
            Happening::Started { .. }
            | Happening::StepStarted { .. }
            | Happening::Waiting { .. } => {}
        }
    }

    /// An error: its sentences and its details.
    pub fn error(&self, error: &mut RunError) {
        if self.0.is_empty() {
            return;
        }
        self.line(&mut error.message);
        error
            .description
            .iter_mut()
            .for_each(|line| self.line(line));
        error.quote.iter_mut().for_each(|line| self.line(line));
        self.value(&mut error.details);
    }

    /// A fault of a node's, before the node or what follows it sees it.
    pub fn fault(&self, mut error: sdk::Error) -> sdk::Error {
        self.line(&mut error.message);
        let more = [&mut error.description, &mut error.quote];
        more.into_iter().flatten().for_each(|line| self.line(line));
        error
    }

    /// Whatever stands in a value, as text, key or number.
    pub fn value(&self, value: &mut Value) {
        if self.in_value(value) {
            *value = self.cleaned(value);
        }
    }

    fn attempt(&self, attempt: &mut Attempt) {
        self.error(&mut attempt.error);
    }

    fn line(&self, line: &mut String) {
        if let Cow::Owned(clean) = self.0.text(line) {
            *line = clean;
        }
    }

    fn item(&self, item: &mut Item) {
        if self.in_item(item) {
            item.json = Arc::new(self.cleaned_map(&item.json));
            if let Some(error) = &mut item.error {
                self.error(Arc::make_mut(error));
            }
        }
    }

    /// The same of an object.
    pub fn map(&self, map: &mut Map) {
        if map
            .iter()
            .any(|(key, value)| self.0.finds(key.as_bytes()) || self.in_value(value))
        {
            *map = self.cleaned_map(map);
        }
    }

    fn in_item(&self, item: &Item) -> bool {
        // The sentence of an item's error goes into the error history.
        let said = item.error.as_ref().map(|error| error.message.as_bytes());
        said.is_some_and(|said| self.0.finds(said))
            || item
                .json
                .iter()
                .any(|(key, value)| self.0.finds(key.as_bytes()) || self.in_value(value))
    }

    fn in_value(&self, value: &Value) -> bool {
        match value {
            Value::String(text) => self.0.finds(text.as_bytes()),
            Value::Number(_) => self.0.finds(value.to_text().as_bytes()),
            Value::Array(list) => list.iter().any(|one| self.in_value(one)),
            Value::Object(map) => map
                .iter()
                .any(|(key, value)| self.0.finds(key.as_bytes()) || self.in_value(value)),
            _ => false,
        }
    }

    fn cleaned(&self, value: &Value) -> Value {
        match value {
            Value::String(text) => match self.0.text(text) {
                Cow::Owned(clean) => Value::from(clean),
                Cow::Borrowed(_) => value.clone(),
            },
            Value::Number(_) => {
                let text = value.to_text();
                match self.0.text(&text) {
                    Cow::Owned(clean) => Value::from(clean),
                    Cow::Borrowed(_) => value.clone(),
                }
            }
            Value::Array(list) => list
                .iter()
                .map(|one| self.cleaned(one))
                .collect::<Vec<_>>()
                .into(),
            Value::Object(map) => self.cleaned_map(map).into(),
            other => other.clone(),
        }
    }

    fn cleaned_map(&self, map: &Map) -> Map {
        map.iter()
            .map(|(key, value)| (Text::from(self.0.text(key).as_ref()), self.cleaned(value)))
            .collect()
    }
}
