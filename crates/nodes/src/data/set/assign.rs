//! Names, types and values that are set.

use std::borrow::Cow;

use sdk::{Column, Ctx, Error, Result};
use value::{Map, Text, Value};

use crate::fields::{
    Clock, FieldOptions, get_value_description, in_words, js, validate_field_type,
};
use crate::{conditions, path};

/// One field that is set.
pub(super) struct Assignment {
    name: Names,
    kind: Column,
    value: Column,
    clock: Clock,
}

/// The name of the field, for all items or for each.
enum Names {
    Same(Name),
    Each(Column),
}

/// A name whose path is already taken apart.
#[derive(Clone, Debug)]
pub(super) struct Name {
    text: Text,
    steps: Option<Vec<Text>>,
}

impl Name {
    /// Takes a name apart.
    pub(super) fn new(text: &str) -> Self {
        let steps = (!path::is_plain(text)).then(|| path::steps(text));
        Self {
            text: text.into(),
            steps,
        }
    }

    /// Sets the field of this name.
    pub(super) fn set(&self, record: &mut Map, value: Value, dotted: bool) {
        match &self.steps {
            Some(steps) if dotted && !record.contains_key(&self.text) => {
                path::set_steps(record, steps, value)
            }
            _ => {
                record.insert(self.text.clone(), value);
            }
        }
    }
}

/// Reads the fields to set of a node, whichever way its version keeps them.
pub(super) async fn read(ctx: &Ctx) -> Result<Vec<Assignment>> {
    match ctx.version() {
        version if version >= 3.3 => assignments(ctx).await,
        version if version >= 3.0 => fields(ctx).await,
        _ => values(ctx).await,
    }
}

/// Since 3.3: `assignments.assignments[]` with name, type and value.
async fn assignments(ctx: &Ctx) -> Result<Vec<Assignment>> {
    let raw = ctx.raw("assignments.assignments").unwrap_or_default();
    let mut list = Vec::new();
    for (at, entry) in raw.as_array().unwrap_or_default().iter().enumerate() {
        let base = format!("assignments.assignments.{at}");
        list.push(assignment(ctx, &base, entry, "value", "string").await?);
    }
    Ok(list)
}

/// 3.0 to 3.2: `fields.values[]` with a type and the value under the type's name.
async fn fields(ctx: &Ctx) -> Result<Vec<Assignment>> {
    let raw = ctx.raw("fields.values").unwrap_or_default();
    let mut list = Vec::new();
    for (at, entry) in raw.as_array().unwrap_or_default().iter().enumerate() {
        let base = format!("fields.values.{at}");
        let key = super::super::names::text_or(entry, "type", "stringValue").to_owned();
        let kind = key.trim_end_matches("Value").to_owned();
        let mut read = assignment(ctx, &base, entry, &key, &kind).await?;
        read.kind = Column::Same(kind.as_str().into());
        if entry.get(key.as_str()).is_none() {
            read.value = Column::Same(default_field(&kind));
        } else if kind == "object" {
            read.value = super::raw::column(ctx, &format!("{base}.{key}")).await?;
        }
        list.push(read);
    }
    Ok(list)
}

fn default_field(kind: &str) -> Value {
    match kind {
        "boolean" => "true".into(),
        "array" => "".into(),
        "object" => "={}".into(),
        _ => "".into(),
    }
}

/// 1 and 2: `values.boolean[]`, `values.number[]`, `values.string[]`, in this order.
async fn values(ctx: &Ctx) -> Result<Vec<Assignment>> {
    let mut list = Vec::new();
    for kind in ["boolean", "number", "string"] {
        let group = format!("values.{kind}");
        let raw = ctx.raw(&group).unwrap_or_default();
        for (at, entry) in raw.as_array().unwrap_or_default().iter().enumerate() {
            let mut read = assignment(ctx, &format!("{group}.{at}"), entry, "value", kind).await?;
            read.kind = Column::Same(kind.into());
            if entry.get("name").is_none() {
                read.name = Names::Same(Name::new("propertyName"));
            }
            if entry.get("value").is_none() {
                read.value = Column::Same(conditions::legacy::default_value(kind));
            }
            list.push(read);
        }
    }
    Ok(list)
}

async fn assignment(
    ctx: &Ctx,
    base: &str,
    entry: &Value,
    key: &str,
    kind: &str,
) -> Result<Assignment> {
    let name = match conditions::column(ctx, &format!("{base}.name"), entry.get("name")).await? {
        Column::Same(name) => Names::Same(Name::new(&js_name(&name))),
        each => Names::Each(each),
    };
    let kind = match entry.get("type") {
        Some(written) => conditions::column(ctx, &format!("{base}.type"), Some(written)).await?,
        None => Column::Same(kind.into()),
    };
    let value = conditions::column(ctx, &format!("{base}.{key}"), entry.get(key)).await?;
    Ok(Assignment {
        name,
        kind,
        value,
        clock: Clock::of(ctx),
    })
}

fn js_name(name: &Value) -> Text {
    if name.is_null() {
        Text::new()
    } else {
        js::text(name)
    }
}

impl Assignment {
    /// The name and the converted value for an item.
    pub(super) fn value(
        &self,
        at: usize,
        version: f64,
        ignore_errors: bool,
    ) -> Result<(Cow<'_, Name>, Value)> {
        let name = match &self.name {
            Names::Same(name) => Cow::Borrowed(name),
            Names::Each(column) => Cow::Owned(Name::new(&js_name(column.at(at)?))),
        };
        let kind = self.kind.at(at)?.as_str().unwrap_or("string");
        let value = self
            .value
            .at(at)
            .map_err(|e| e.in_field(name.text.to_string()))?;
        let value = if version < 3.0 {
            old(kind, value, version)?
        } else {
            self.typed(&name.text, kind, value, version, ignore_errors)?
        };
        Ok((name, value))
    }

    fn typed(
        &self,
        name: &str,
        kind: &str,
        value: &Value,
        version: f64,
        ignore_errors: bool,
    ) -> Result<Value> {
        match (kind, value) {
            ("string", Value::String(_))
            | ("number", Value::Number(_))
            | ("boolean", Value::Bool(_)) => return Ok(value.clone()),
            ("string", Value::Null) if version < 3.1 => return Ok("undefined".into()),
            ("string", Value::Null) if version < 3.2 && !ignore_errors => {
                return Err(misfit(name, kind, value));
            }
            (_, Value::Null) => return Ok(Value::Null),
            ("string", Value::Array(_) | Value::Object(_)) => return Ok(value.to_text().into()),
            ("string", other) => return Ok(js::text(other).into()),
            _ => {}
        }
        match validate_field_type(name, value, kind, FieldOptions::default(), &self.clock) {
            Ok(checked) => Ok(checked.into_value()),
            Err(_) if ignore_errors => Ok(value.clone()),
            Err(_) => Err(misfit(name, kind, value)),
        }
    }
}

/// What the first two versions make of a value.
fn old(kind: &str, value: &Value, version: f64) -> Result<Value> {
    match kind {
        "boolean" => Ok(js::truthy(value).into()),
        "number" if version >= 2.0 => {
            let number = js::number(value);
            if number.is_nan() {
                return Err(Error::data(format!(
                    "{} is not a number.",
                    get_value_description(value)
                )));
            }
            Ok(number.into())
        }
        _ => Ok(value.clone()),
    }
}

fn misfit(name: &str, kind: &str, value: &Value) -> Error {
    let message = format!(
        "“{name}” should be {}, but it is {}.",
        in_words(kind),
        get_value_description(value)
    );
    Error::data(message)
        .in_field(name)
        .describe("Choose another type for the field, or turn on “Ignore conversion errors” to keep the value as it is.")
}
