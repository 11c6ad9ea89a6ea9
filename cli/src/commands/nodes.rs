//! `millrace nodes`: the kinds there are, and what one can do.

use std::process::ExitCode;

use model::{NodeSpec, Param, ParamKind};

use crate::arguments::Nodes;
use crate::failure::Failure;
use crate::out::outln;
use crate::paint::{bold, dim};
use crate::{place, show};

/// Lists the kinds, or describes one; a word that is no kind is looked for.
pub fn nodes(arguments: &Nodes) -> Result<ExitCode, Failure> {
    let app = place::open(None)?;
    let found: Vec<NodeSpec> = app.with_specs(|specs| match arguments.kind.as_deref() {
        Some(kind) if specs.get(kind).is_some() => specs
            .get(kind)
            .into_iter()
            .map(|spec| (**spec).clone())
            .collect(),
        Some(word) => specs
            .iter()
            .filter(|spec| fits(spec, word))
            .map(|spec| (**spec).clone())
            .collect(),
        None => specs.iter().map(|spec| (**spec).clone()).collect(),
    });
    if found.is_empty() {
        let word = arguments.kind.as_deref().unwrap_or_default();
        return Err(Failure::Input(format!(
            "there is no kind of node “{word}”, and none is found by that word; `millrace nodes` lists them all"
        )));
    }
    if arguments.json {
        let value = value::to_value(&found)
            .map_err(|e| Failure::Data(format!("the kinds cannot be printed: {e}")))?;
        outln!("{}", value::to_string_pretty(&value));
    } else if let ([one], Some(_)) = (found.as_slice(), &arguments.kind) {
        describe(one);
    } else {
        let row = |spec: &NodeSpec| vec![spec.kind.clone(), spec.label.clone(), spec.help.clone()];
        outln!(
            "{}",
            show::rows(&["kind", "name", "what it does"], found.iter().map(row))
        );
    }
    Ok(ExitCode::SUCCESS)
}

/// Whether a word is in a kind's names, n8n's among them.
fn fits(spec: &NodeSpec, word: &str) -> bool {
    let word = word.to_lowercase();
    let names = [&spec.kind, &spec.label]
        .into_iter()
        .chain(&spec.aliases)
        .chain(spec.n8n.iter().map(|known| &known.name));
    names
        .into_iter()
        .any(|name| name.to_lowercase().contains(&word))
}

fn describe(spec: &NodeSpec) {
    outln!("{} {}", bold(&spec.label), dim(&format!("({})", spec.kind)));
    outln!("{}", spec.help);
    let versions: Vec<String> = spec.versions.iter().map(ToString::to_string).collect();
    let n8n: Vec<&str> = spec.n8n.iter().map(|known| known.name.as_str()).collect();
    outln!("{} {}", dim("versions"), versions.join(", "));
    if !n8n.is_empty() {
        outln!("{} {}", dim("n8n"), n8n.join(", "));
    }
    outln!("{} {}", dim("also found as"), spec.aliases.join(", "));
    outln!();
    print_params(&spec.params, 0);
}

fn print_params(params: &[Param], depth: usize) {
    for param in params {
        let indent = "  ".repeat(depth);
        outln!(
            "{indent}{} {} {}",
            bold(&param.name),
            param.label,
            dim(&kind(&param.kind))
        );
        if !param.help.is_empty() {
            outln!("{indent}    {}", param.help);
        }
        match &param.kind {
            ParamKind::Fields(fields) | ParamKind::Groups { groups: fields, .. } => {
                print_params(fields, depth + 1)
            }
            _ => {}
        }
    }
}

fn kind(kind: &ParamKind) -> String {
    match kind {
        ParamKind::Choice(choices) => {
            let values: Vec<String> = choices
                .iter()
                .map(|choice| choice.value.to_text().to_string())
                .collect();
            format!("one of {}", values.join(", "))
        }
        ParamKind::Choices(choices) => {
            let values: Vec<String> = choices
                .iter()
                .map(|choice| choice.value.to_text().to_string())
                .collect();
            format!("some of {}", values.join(", "))
        }
        ParamKind::Number { .. } => "a number".to_owned(),
        ParamKind::Switch => "true or false".to_owned(),
        ParamKind::Code(language) => format!("a program ({language})"),
        ParamKind::Json => "JSON".to_owned(),
        _ => String::new(),
    }
}
