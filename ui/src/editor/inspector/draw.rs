//! The control of a field, by what is entered into it. Every kind of field has one here; no step has a line of its own.

use leptos::prelude::*;
use model::{Ask, ParamKind};

use super::assignments::AssignmentsField;
use super::code::CodeField;
use super::columns::ColumnsField;
use super::conditions::ConditionsField;
use super::field::FieldAt;
use super::groups::{FieldsField, GroupsField};
use super::paper::PaperField;
use super::place::PlaceField;
use super::plain::{
    ChoiceField, ChoicesField, ColorField, DateField, LineField, NumberField, SecretField,
    SwitchField,
};
use super::resource::ResourceField;
use super::token_field::ValueField;

/// The control of a field, or the one for words and values while it is computed. One that mixes both by itself stays: drawn
/// anew it would lose the caret to whoever writes.
pub fn body(field: FieldAt, is_expression: Memo<bool>) -> AnyView {
    if super::paper::is_paper(&field) {
        return view! { <PaperField field/> }.into_any();
    }
    let steady = mixes(&field.param.kind) && field.param.kind != ParamKind::Json;
    if steady && !field.param.literal {
        return control(field);
    }
    let body = move || match is_expression.get() {
        true => view! { <ValueField field=field.clone()/> }.into_any(),
        false => control(field.clone()),
    };
    body.into_any()
}

/// Draws the control of a field.
pub fn control(field: FieldAt) -> AnyView {
    let locked = field.form.locked;
    let inside = match field.param.kind.clone() {
        ParamKind::Text | ParamKind::LongText if field.param.literal => {
            let lines = field.param.kind == ParamKind::LongText;
            view! { <LineField field lines/> }.into_any()
        }
        ParamKind::Text => match field.param.asked().filter(|ask| ask.is_file()) {
            Some(ask) => {
                view! { <PlaceField field folder=false write={ask == Ask::WriteFile} patterns={ask == Ask::ReadFile}/> }.into_any()
            }
            None => view! { <ValueField field/> }.into_any(),
        },
        ParamKind::LongText => view! { <ValueField field lines=true/> }.into_any(),
        ParamKind::Secret => view! { <SecretField field/> }.into_any(),
        ParamKind::Number { min, max } => view! { <NumberField field min max/> }.into_any(),
        ParamKind::Switch => view! { <SwitchField field/> }.into_any(),
        ParamKind::Choice(choices) => view! { <ChoiceField field choices/> }.into_any(),
        ParamKind::Choices(choices) => view! { <ChoicesField field choices/> }.into_any(),
        ParamKind::Fields(fields) => view! { <FieldsField field fields/> }.into_any(),
        ParamKind::Groups { many, groups } => view! { <GroupsField field many groups/> }.into_any(),
        ParamKind::Assignments => view! { <AssignmentsField field/> }.into_any(),
        ParamKind::Conditions => view! { <ConditionsField field/> }.into_any(),
        ParamKind::Code(language) => view! { <CodeField field language close=None/> }.into_any(),
        ParamKind::Json => view! { <CodeField field language="json" close=None/> }.into_any(),
        ParamKind::DateTime => view! { <DateField field/> }.into_any(),
        ParamKind::File => {
            let write = field.param.asked() == Some(Ask::WriteFile);
            // Its example shows that a pattern will do.
            let patterns = !write && field.param.example.contains('*');
            view! { <PlaceField field folder=false write patterns/> }.into_any()
        }
        ParamKind::Folder => view! { <PlaceField field folder=true write=false patterns=false/> }.into_any(),
        ParamKind::Color => view! { <ColorField field/> }.into_any(),
        ParamKind::Columns => view! { <ColumnsField field/> }.into_any(),
        ParamKind::Resource { of } => view! { <ResourceField field of/> }.into_any(),
        ParamKind::Notice => ().into_any(),
    };
    match locked {
        false => inside,
        true => view! { <fieldset class="locked" disabled=true>{inside}</fieldset> }.into_any(),
    }
}

/// Whether a control mixes words and values by itself, so that it needs no switch.
pub fn mixes(kind: &ParamKind) -> bool {
    matches!(
        kind,
        ParamKind::Text
            | ParamKind::LongText
            | ParamKind::File
            | ParamKind::Folder
            | ParamKind::Json
    )
}
