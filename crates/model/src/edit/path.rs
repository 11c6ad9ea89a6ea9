//! The path to a parameter: keys, and elements of lists by place or by id.

use std::fmt;

use serde::{Deserialize, Serialize};
use value::{Text, Value};

/// A step into a value.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Step {
    /// An element of a list by its place.
    Place(usize),
    /// An element of a list by its id, which stays the same when others come and go.
    Element {
        /// Its `id`.
        id: Text,
    },
    /// A field of an object.
    Key(Text),
}

/// The path from a node's parameters to one of them.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct ParamPath(pub Vec<Step>);

impl ParamPath {
    /// The path with one more step.
    #[must_use]
    pub fn then(&self, step: impl Into<Step>) -> Self {
        let mut steps = self.0.clone();
        steps.push(step.into());
        Self(steps)
    }

    /// The path to what holds the last step, and that step.
    pub(super) fn split_last(&self) -> Option<(Self, &Step)> {
        let (last, before) = self.0.split_last()?;
        Some((Self(before.to_vec()), last))
    }
}

impl From<&str> for Step {
    fn from(key: &str) -> Self {
        Self::Key(key.into())
    }
}

impl From<usize> for Step {
    fn from(place: usize) -> Self {
        Self::Place(place)
    }
}

impl From<&str> for ParamPath {
    /// Reads a dotted path such as `assignments.assignments.0.value`, as errors and reports have it. A key with a dot in
    /// it cannot be written so: give the steps.
    fn from(dotted: &str) -> Self {
        let step = |part: &str| match part.parse() {
            Ok(place) => Step::Place(place),
            Err(_) => Step::Key(part.into()),
        };
        Self(
            dotted
                .split('.')
                .filter(|part| !part.is_empty())
                .map(step)
                .collect(),
        )
    }
}

impl<S: Into<Step>> FromIterator<S> for ParamPath {
    fn from_iter<I: IntoIterator<Item = S>>(steps: I) -> Self {
        Self(steps.into_iter().map(Into::into).collect())
    }
}

impl fmt::Display for ParamPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (at, step) in self.0.iter().enumerate() {
            if at > 0 {
                f.write_str(".")?;
            }
            match step {
                Step::Key(key) => f.write_str(key)?,
                Step::Place(place) => write!(f, "{place}")?,
                Step::Element { id } => write!(f, "[{id}]")?,
            }
        }
        Ok(())
    }
}

impl Step {
    /// The key in an object: a number may be a key too.
    pub(super) fn key(&self) -> Option<Text> {
        match self {
            Self::Key(key) => Some(key.clone()),
            Self::Place(place) => Some(place.to_string().into()),
            Self::Element { .. } => None,
        }
    }

    /// The place in a list.
    pub(super) fn place(&self, list: &[Value]) -> Option<usize> {
        match self {
            Self::Place(place) => Some(*place),
            Self::Key(key) => key.parse().ok(),
            Self::Element { id } => list
                .iter()
                .position(|element| element["id"].as_str() == Some(id)),
        }
    }

    /// What the step leads to.
    pub(super) fn find<'v>(&self, value: &'v Value) -> Option<&'v Value> {
        match value {
            Value::Object(map) => map.get(&self.key()?),
            Value::Array(list) => list.get(self.place(list)?),
            _ => None,
        }
    }

    /// What the step leads to, for writing.
    pub(super) fn find_mut<'v>(&self, value: &'v mut Value) -> Option<&'v mut Value> {
        match value {
            Value::Object(_) => value.as_object_mut()?.get_mut(&self.key()?),
            Value::Array(list) => {
                let place = self.place(list)?;
                value.as_array_mut()?.get_mut(place)
            }
            _ => None,
        }
    }
}
