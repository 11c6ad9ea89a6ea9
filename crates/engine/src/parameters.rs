//! The parameters of one step: evaluated natively item by item where that is possible, and in one message to the sandbox
//! for all the rest.

use std::collections::BTreeMap;
use std::ops::Range;
use std::sync::Arc;

use async_trait::async_trait;
use expr::{Fault, Js};
use model::script::{Evaluation, Scope, ScriptError, ScriptFault, ScriptHost, Typed};
use parking_lot::Mutex;
use rustc_hash::FxHashMap;
use sdk::{Column, Error, Parameters, Result};
use value::{Map, Value};

use crate::asked::Asked;
use crate::compile::{Compiled, Found, Leaf, Tree};
use crate::native::Seen;
use crate::view::View;

/// The parameters of one step.
pub struct StepParameters {
    view: Arc<View>,
    compiled: Arc<Compiled>,
    asked: Arc<Asked>,
    /// Whole columns that needed the sandbox, by path: it is asked once.
    columns: Mutex<FxHashMap<String, Column>>,
}

/// The value of an expression for an item.
enum Cell {
    Value(Value),
    Undefined,
    Failed(Box<Error>),
    /// Only the sandbox knows.
    Ask,
}

impl StepParameters {
    /// The parameters of the step that looks through `view`.
    pub fn new(view: Arc<View>) -> Self {
        Self {
            compiled: view.plan_node().compiled().clone(),
            asked: Arc::new(Asked::new(view.clone())),
            view,
            columns: Mutex::default(),
        }
    }

    /// Evaluates a tree for items; `rest` leads into the value of an expression.
    async fn evaluate(
        &self,
        tree: &Tree,
        rest: &str,
        items: Range<usize>,
        extra: &Map,
    ) -> Result<Column> {
        let leaves = tree.leaves();
        let mut cells = self.native(&leaves, items.clone(), extra);
        if cells.iter().any(|cell| matches!(cell, Cell::Ask)) {
            self.ask(&leaves, &mut cells, items.clone(), extra).await?;
        }
        let mut column = columns(tree, cells, leaves.len(), items.len());
        descend(&mut column, rest);
        Ok(column)
    }

    /// Item by item, for each item all expressions.
    fn native(&self, leaves: &[&Leaf], items: Range<usize>, extra: &Map) -> Vec<Cell> {
        let mut cells = Vec::with_capacity(leaves.len() * items.len());
        for item in items {
            let seen = Seen::new(&self.view, extra, item);
            cells.extend(leaves.iter().map(|leaf| self.cell(leaf, &seen, item)));
        }
        cells
    }

    fn cell(&self, leaf: &Leaf, seen: &Seen<'_>, item: usize) -> Cell {
        match leaf.template.eval(seen) {
            Ok(Js::Value(value)) => Cell::Value(value),
            Ok(Js::Undefined) => Cell::Undefined,
            Err(Fault::NotNative(_)) => Cell::Ask,
            Err(Fault::Throw { name, message }) => {
                let error = ScriptError::new(ScriptFault::Thrown, name, message.to_string());
                Cell::Failed(Box::new(self.failure(leaf, item, error)))
            }
            Err(Fault::Data(fault)) => {
                let error = ScriptError::expression(fault.code, fault.message.clone());
                Cell::Failed(Box::new(self.failure(leaf, item, error)))
            }
        }
    }

    /// One message for every expression that some item needs the sandbox for, and every such item.
    async fn ask(
        &self,
        leaves: &[&Leaf],
        cells: &mut [Cell],
        items: Range<usize>,
        extra: &Map,
    ) -> Result<()> {
        let width = leaves.len();
        let open = |leaf: usize, row: usize, cells: &[Cell]| {
            matches!(cells[row * width + leaf], Cell::Ask)
        };
        let wanted: Vec<usize> = (0..width)
            .filter(|leaf| (0..items.len()).any(|row| open(*leaf, row, cells)))
            .collect();
        let rows: Vec<usize> = (0..items.len())
            .filter(|row| (0..width).any(|leaf| open(leaf, *row, cells)))
            .collect();
        let evaluation = Evaluation {
            scope: self.view.scope_with(extra),
            templates: wanted
                .iter()
                .map(|leaf| leaves[*leaf].text.clone())
                .collect(),
            items: rows.iter().map(|row| (items.start + row) as u32).collect(),
        };
        let answers = self.view.host.evaluate(&evaluation, &*self.asked).await;
        let answers = answers.map_err(|error| self.placed(leaves, error))?;
        for (leaf, answers) in wanted.into_iter().zip(answers) {
            for (row, answer) in rows.iter().zip(answers) {
                let cell = &mut cells[row * width + leaf];
                if matches!(cell, Cell::Ask) {
                    *cell = self.answered(leaves[leaf], items.start + row, answer);
                }
            }
        }
        match cells.iter().position(|cell| matches!(cell, Cell::Ask)) {
            None => Ok(()),
            Some(at) => Err(Error::new(
                "bug",
                format!("the sandbox gave no answer to {}", leaves[at % width].text),
            )),
        }
    }

    /// Says in which field the expression stands that failed for all of them.
    fn placed(&self, leaves: &[&Leaf], error: Error) -> Error {
        let error = error.in_node(self.view.plan_node().name().clone());
        let quoted = |leaf: &&&Leaf| error.quote.as_deref() == Some(leaf.text.as_ref());
        match leaves.iter().find(quoted) {
            Some(leaf) => error.in_field(leaf.path.as_str()),
            None => error,
        }
    }

    fn answered(&self, leaf: &Leaf, item: usize, answer: Result<Typed, ScriptError>) -> Cell {
        if let Ok(Typed::Function(name)) = &answer {
            return Cell::Failed(Box::new(self.failure(leaf, item, is_function(name))));
        }
        match answer.map(Typed::into_json) {
            Ok(Some(value)) => Cell::Value(value),
            Ok(None) => Cell::Undefined,
            Err(error) => Cell::Failed(Box::new(self.failure(leaf, item, error))),
        }
    }

    fn failure(&self, leaf: &Leaf, item: usize, error: ScriptError) -> Error {
        let code = error.kind.expression_code();
        let grant = (error.code.as_deref() == Some("env_refused")).then(|| "env".to_owned());
        let mut details = Map::new();
        for (key, text) in [("name", Some(error.name)), ("code", error.code)] {
            if let Some(text) = text.filter(|text| !text.is_empty()) {
                details.insert(key, text);
            }
        }
        Error {
            quote: Some(leaf.text.to_string()),
            description: error.description,
            grant,
            details: details.into(),
            ..Error::new(code, error.message)
        }
        .in_node(self.view.plan_node().name().clone())
        .in_field(leaf.path.as_str())
        .on_item(item)
    }
}

/// A function is no data: as a value it could only be lost, or be run by whoever finds it.
fn is_function(name: &str) -> ScriptError {
    let named = if name.is_empty() {
        "a function".to_owned()
    } else {
        format!("the function “{name}”")
    };
    let error = ScriptError::expression(
        "function",
        format!("This expression gives {named}, not a value."),
    );
    ScriptError {
        description: Some(
            "Call it, by writing () behind it, or give what it should be used for.".to_owned(),
        ),
        ..error
    }
}

/// Puts the cells, item by item, back into the tree.
fn columns(tree: &Tree, cells: Vec<Cell>, width: usize, count: usize) -> Column {
    if width == 0 {
        return Column::Same(tree.build(&mut || None).unwrap_or_default());
    }
    let mut failed = BTreeMap::new();
    let mut values = Vec::with_capacity(count);
    let mut cells = cells.into_iter();
    for row in 0..count {
        let mut next = || match cells.next() {
            Some(Cell::Value(value)) => Some(value),
            Some(Cell::Failed(error)) => {
                failed.entry(row).or_insert(*error);
                None
            }
            _ => None,
        };
        values.push(tree.build(&mut next).unwrap_or_default());
    }
    for row in failed.keys() {
        values[*row] = Value::Null;
    }
    Column::Each { values, failed }
}

/// The part of a whole column that was asked for.
fn part(column: &Column, items: Range<usize>) -> Column {
    match column {
        Column::Same(value) => Column::Same(value.clone()),
        Column::Each { values, failed } => Column::Each {
            values: items
                .clone()
                .map(|item| values.get(item).cloned().unwrap_or_default())
                .collect(),
            failed: failed
                .range(items.clone())
                .map(|(item, error)| (item - items.start, error.clone()))
                .collect(),
        },
    }
}

#[async_trait]
impl Parameters for StepParameters {
    fn raw(&self, path: &str) -> Option<Value> {
        self.compiled.raw.path(path).cloned()
    }

    async fn resolve(&self, path: &str, items: Range<usize>, extra: &Map) -> Result<Column> {
        let (tree, rest) = match self.compiled.find(path) {
            None => return Ok(Column::Same(Value::Null)),
            Some(Found::Tree(tree)) => (tree, ""),
            Some(Found::Inside(tree, rest)) => (tree, rest),
        };
        if let (Tree::Constant(value), rest) = (tree, rest) {
            let value = value.path(rest).cloned().unwrap_or_default();
            return Ok(Column::Same(value));
        }
        let all = 0..self.view.items.len().max(1);
        // A node that asks item by item gets its answers out of one message all the same.
        let by_item = extra.is_empty() && items.len() < all.len() && items.end <= all.end;
        if !by_item {
            return self.evaluate(tree, rest, items, extra).await;
        }
        if let Some(column) = self.columns.lock().get(path) {
            return Ok(part(column, items));
        }
        let leaves = tree.leaves();
        let cells = self.native(&leaves, items.clone(), extra);
        if !cells.iter().any(|cell| matches!(cell, Cell::Ask)) {
            let mut column = columns(tree, cells, leaves.len(), items.len());
            descend(&mut column, rest);
            return Ok(column);
        }
        let column = self.evaluate(tree, rest, all, extra).await?;
        let wanted = part(&column, items);
        self.columns.lock().insert(path.to_owned(), column);
        Ok(wanted)
    }

    fn scope(&self) -> Arc<Scope> {
        self.view.scope()
    }

    fn script_host(&self) -> Arc<dyn ScriptHost> {
        self.asked.clone()
    }
}

/// Goes on into the values of a column.
fn descend(column: &mut Column, rest: &str) {
    if let (Column::Each { values, .. }, false) = (column, rest.is_empty()) {
        for value in values {
            *value = value.path(rest).cloned().unwrap_or_default();
        }
    }
}
