//! The parameters of a node for all its items, read by path.
//!
//! Only the paths that a node names are evaluated: an expression in a field that is switched off, or that needs the
//! answer of a request, must not be looked at before its time.

use sdk::{Column, Ctx, Map, Result, Text, Value};

use crate::fields::js;

/// Parameters for every item.
pub(super) struct Sheet {
    columns: Vec<(String, Column)>,
}

impl Sheet {
    /// Evaluates the parameters at these paths for all items; those that are not set stay unset.
    pub async fn read(ctx: &Ctx, paths: &[&str]) -> Result<Self> {
        let mut columns = Vec::new();
        for path in paths {
            if ctx.raw(path).is_some() {
                columns.push(((*path).to_owned(), ctx.column(path).await?));
            }
        }
        Ok(Self { columns })
    }

    /// The parameters of one item.
    pub fn row(&self, item: usize) -> Row<'_> {
        Row { sheet: self, item }
    }
}

/// The parameters of one item.
#[derive(Clone, Copy)]
pub(super) struct Row<'s> {
    sheet: &'s Sheet,
    /// The item.
    pub item: usize,
}

impl<'s> Row<'s> {
    /// The value at a path; null where there is none.
    ///
    /// # Errors
    /// When its expression failed.
    pub fn value(&self, path: &str) -> Result<&'s Value> {
        static NOTHING: Value = Value::Null;
        for (own, column) in &self.sheet.columns {
            let rest = match path.strip_prefix(own.as_str()) {
                Some("") => "",
                Some(rest) if rest.starts_with('.') => &rest[1..],
                _ => continue,
            };
            let value = column
                .at(self.item)
                .map_err(|e| e.in_field(path).on_item(self.item))?;
            return Ok(value.path(rest).unwrap_or(&NOTHING));
        }
        Ok(&NOTHING)
    }

    /// A text; nothing is the empty text.
    ///
    /// # Errors
    /// When its expression failed.
    pub fn text(&self, path: &str) -> Result<Text> {
        Ok(match self.value(path)? {
            Value::Null => Text::new(),
            value => js::text(value),
        })
    }

    /// A text, or another one where it is empty.
    ///
    /// # Errors
    /// When its expression failed.
    pub fn text_or(&self, path: &str, otherwise: &str) -> Result<Text> {
        let text = self.text(path)?;
        Ok(if text.is_empty() {
            otherwise.into()
        } else {
            text
        })
    }

    /// A switch.
    ///
    /// # Errors
    /// When its expression failed.
    pub fn flag(&self, path: &str) -> Result<bool> {
        self.flag_or(path, false)
    }

    /// A switch that may be unset.
    ///
    /// # Errors
    /// When its expression failed.
    pub fn flag_or(&self, path: &str, otherwise: bool) -> Result<bool> {
        Ok(match self.value(path)? {
            Value::Null => otherwise,
            Value::String(text) => !matches!(text.as_str(), "" | "false"),
            value => js::truthy(value),
        })
    }

    /// A number, if it is one.
    ///
    /// # Errors
    /// When its expression failed.
    pub fn number(&self, path: &str) -> Result<Option<f64>> {
        let value = self.value(path)?;
        let empty = value.is_null() || value == "";
        Ok(Some(js::number(value)).filter(|number| number.is_finite() && !empty))
    }

    /// The entries of a list of groups such as `[{ name, value }]`.
    ///
    /// # Errors
    /// When its expression failed.
    pub fn entries(&self, path: &str) -> Result<impl Iterator<Item = &'s Map> + use<'s>> {
        let list = self.value(path)?.as_array().unwrap_or_default();
        Ok(list.iter().filter_map(Value::as_object))
    }
}

/// The text of a field of an entry; nothing is the empty text.
pub(super) fn field(entry: &Map, name: &str) -> Text {
    match entry.get(name) {
        None | Some(Value::Null) => Text::new(),
        Some(value) => js::text(value),
    }
}
