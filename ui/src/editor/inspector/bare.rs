//! A control in a row of a table: its name is read, not seen.

use std::sync::Arc;

use leptos::prelude::*;
use model::edit::ParamPath;
use model::{Param, ParamKind};

use super::draw::body;
use super::field::{FieldAt, Form};
use super::preview::Preview;

/// A field that no kind describes: part of a table of assignments, conditions or columns.
pub fn made(
    form: &Form,
    path: ParamPath,
    label: String,
    example: &str,
    kind: ParamKind,
) -> FieldAt {
    let param = Param {
        name: path.to_string(),
        label,
        example: example.to_owned(),
        kind,
        ..Param::default()
    };
    form.field_of(Arc::new(param), path)
}

/// The control of a field with its name for a screen reader alone, and its value below it.
pub fn bare(field: FieldAt) -> AnyView {
    let id = field.id();
    let is_expression = field.computed();
    let (label, shown) = (field.clone(), field.clone());
    let body = body(field.clone(), is_expression);
    view! {
        <div class="bare" data-field=field.dotted() data-testid=id.clone()>
            <label class="unseen" id=format!("{id}-label") for=id.clone()>{move || label.label()}</label>
            {body}
            {move || is_expression.get().then(|| view! { <Preview field=shown.clone()/> })}
        </div>
    }
    .into_any()
}
