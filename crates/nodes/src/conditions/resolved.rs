//! Conditions of a node with their values for every item: structure read once, expressions evaluated by column.

use sdk::{Column, Ctx, Result};
use value::Value;

use super::{Combinator, Condition, Rules, execute_filter, join, legacy};
use crate::fields::{Clock, js};

/// Where a node keeps its conditions.
#[derive(Clone, Copy, Debug)]
pub struct Conditions<'p> {
    /// Path of the parameter.
    pub path: &'p str,
    /// Path of the parameter that joins conditions of the first version, `all`/`any` or `AND`/`OR`.
    pub legacy_combinator: &'p str,
    /// Version of the rules where the conditions do not say.
    pub rules_version: u32,
}

impl Conditions<'static> {
    /// The conditions of If and Filter, which count their versions alike.
    pub fn of_item(version: f64, legacy_combinator: &'static str) -> Self {
        let rules_version = match version {
            v if v >= 2.3 => 3,
            v if v >= 2.2 => 2,
            _ => 1,
        };
        Self {
            path: "conditions",
            legacy_combinator,
            rules_version,
        }
    }
}

/// Conditions with their values for every item.
pub struct Resolved {
    form: Form,
    clock: Clock,
}

enum Form {
    /// Condition by condition.
    Listed {
        combinator: Combinator,
        rules: Rules,
        list: Vec<(Condition, Column, Column)>,
    },
    /// One expression gives the whole filter.
    Whole(Column),
    /// Groups by type, as the first version had them.
    Legacy {
        combinator: Combinator,
        list: Vec<Comparison>,
    },
}

struct Comparison {
    data_type: String,
    operation: Column,
    left: Column,
    right: Column,
}

impl Conditions<'_> {
    /// Reads the conditions and evaluates their values for every item.
    ///
    /// # Errors
    /// When an expression cannot be evaluated for any item.
    pub async fn resolve(&self, ctx: &Ctx) -> Result<Resolved> {
        let raw = ctx.raw(self.path).unwrap_or_default();
        let clock = Clock::of(ctx);
        let form = if raw.get("conditions").is_some_and(Value::is_array) {
            self.listed(ctx, &raw).await?
        } else if raw.is_string() || raw.get("conditions").is_some_and(Value::is_string) {
            Form::Whole(ctx.column(self.path).await?)
        } else {
            self.legacy(ctx, &raw).await?
        };
        Ok(Resolved { form, clock })
    }

    async fn listed(&self, ctx: &Ctx, raw: &Value) -> Result<Form> {
        let mut list = Vec::new();
        for (at, condition) in raw["conditions"]
            .as_array()
            .unwrap_or_default()
            .iter()
            .enumerate()
        {
            let path = format!("{}.conditions.{at}", self.path);
            let operator = self
                .plain(ctx, &format!("{path}.operator"), condition.get("operator"))
                .await?;
            let read = Condition::read(&operator);
            let left = column(
                ctx,
                &format!("{path}.leftValue"),
                condition.get("leftValue"),
            )
            .await?;
            let right = if read.is_single() {
                Column::Same(Value::Null)
            } else {
                column(
                    ctx,
                    &format!("{path}.rightValue"),
                    condition.get("rightValue"),
                )
                .await?
            };
            list.push((read, left, right));
        }
        let combinator = self
            .plain(
                ctx,
                &format!("{}.combinator", self.path),
                raw.get("combinator"),
            )
            .await?;
        let combinator = Combinator::named(combinator.as_str().unwrap_or("and"));
        Ok(Form::Listed {
            combinator,
            rules: self.rules(ctx, raw).await?,
            list,
        })
    }

    /// The rules kept with the conditions; the node's own switches win over them.
    async fn rules(&self, ctx: &Ctx, raw: &Value) -> Result<Rules> {
        let kept = self
            .plain(ctx, &format!("{}.options", self.path), raw.get("options"))
            .await?;
        let mut rules = Rules::read(Some(&kept));
        if kept.get("version").is_none() {
            rules.version = self.rules_version;
        }
        let own = |path: &str| {
            ctx.node()
                .parameters
                .get("options")
                .and_then(|options| options.get(path))
                .and_then(Value::as_bool)
        };
        if let Some(ignore) = own("ignoreCase") {
            rules.ignore_case = ignore;
        }
        let loose = ctx
            .node()
            .parameters
            .get("looseTypeValidation")
            .and_then(Value::as_bool);
        if let Some(loose) = loose.or_else(|| own("looseTypeValidation")) {
            rules.strict = !loose;
        }
        Ok(rules)
    }

    async fn legacy(&self, ctx: &Ctx, raw: &Value) -> Result<Form> {
        let mut list = Vec::new();
        let groups: Vec<(String, String, &[Value])> = match raw {
            Value::Array(conditions) => {
                vec![("string".to_owned(), self.path.to_owned(), conditions)]
            }
            Value::Object(groups) => groups
                .iter()
                .filter_map(|(name, group)| group_of(self.path, name, group))
                .collect(),
            _ => Vec::new(),
        };
        for (data_type, path, conditions) in groups {
            for (at, condition) in conditions.iter().enumerate() {
                list.push(comparison(ctx, &data_type, &format!("{path}.{at}"), condition).await?);
            }
        }
        let word = ctx.value(self.legacy_combinator, 0).await?;
        Ok(Form::Legacy {
            combinator: Combinator::named(word.as_str().unwrap_or("all")),
            list,
        })
    }

    /// A part of the structure, which is the same for all items.
    async fn plain(&self, ctx: &Ctx, path: &str, raw: Option<&Value>) -> Result<Value> {
        match raw {
            None => Ok(Value::Null),
            Some(value) if has_expression(value) => ctx.value(path, 0).await,
            Some(value) => Ok(value.clone()),
        }
    }
}

fn group_of<'g>(path: &str, name: &str, group: &'g Value) -> Option<(String, String, &'g [Value])> {
    Some((name.to_owned(), format!("{path}.{name}"), group.as_array()?))
}

async fn comparison(
    ctx: &Ctx,
    data_type: &str,
    path: &str,
    condition: &Value,
) -> Result<Comparison> {
    let or = |given: Column, default: Value| match given {
        Column::Same(Value::Null) => Column::Same(default),
        other => other,
    };
    let operation = column(
        ctx,
        &format!("{path}.operation"),
        condition.get("operation"),
    )
    .await?;
    let left = column(ctx, &format!("{path}.value1"), condition.get("value1")).await?;
    let right = column(ctx, &format!("{path}.value2"), condition.get("value2")).await?;
    Ok(Comparison {
        data_type: data_type.to_owned(),
        operation: or(operation, legacy::default_operation(data_type).into()),
        left: or(left, legacy::default_value(data_type)),
        right: or(right, legacy::default_value(data_type)),
    })
}

fn has_expression(value: &Value) -> bool {
    match value {
        Value::String(text) => text.starts_with('='),
        Value::Array(list) => list.iter().any(has_expression),
        Value::Object(map) => map.values().any(has_expression),
        _ => false,
    }
}

/// A value for every item; what holds no expression is not asked for.
pub(crate) async fn column(ctx: &Ctx, path: &str, raw: Option<&Value>) -> Result<Column> {
    match raw {
        None => Ok(Column::Same(Value::Null)),
        Some(value) if has_expression(value) => ctx.column(path).await,
        Some(value) => Ok(Column::Same(value.clone())),
    }
}

impl Resolved {
    /// Whether they hold for an item.
    ///
    /// # Errors
    /// When an expression failed for it, or a value has the wrong type.
    pub fn hold(&self, item: usize) -> Result<bool> {
        match &self.form {
            Form::Listed {
                combinator,
                rules,
                list,
            } => join(*combinator, list.len(), |at| {
                let (condition, left, right) = &list[at];
                condition
                    .holds(left.at(item)?, right.at(item)?, *rules, &self.clock)
                    .map_err(|e| e.in_field(format!("conditions.{at}")))
            }),
            Form::Whole(column) => whole(column.at(item)?, &self.clock),
            Form::Legacy { combinator, list } => join(*combinator, list.len(), |at| {
                list[at].holds(item, &self.clock)
            }),
        }
    }
}

/// A filter that an expression gave; anything else is taken for its truth.
fn whole(value: &Value, clock: &Clock) -> Result<bool> {
    if value.get("conditions").is_some_and(Value::is_array) {
        return execute_filter(value, clock);
    }
    Ok(js::truthy(value))
}

impl Comparison {
    fn holds(&self, item: usize, clock: &Clock) -> Result<bool> {
        let operation = self.operation.at(item)?;
        let operation = operation.as_str().unwrap_or_default();
        let (left, right) = (self.left.at(item)?, self.right.at(item)?);
        let unary = operation.ends_with("mpty");
        if self.data_type == "dateTime" && !unary {
            return legacy::compare(
                operation,
                &legacy::date(left, clock)?,
                &legacy::date(right, clock)?,
            );
        }
        legacy::compare(operation, left, right)
    }
}
