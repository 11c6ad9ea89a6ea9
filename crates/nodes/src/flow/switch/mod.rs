//! Switch: sends each item to one of several outputs.

mod spec;

use sdk::{
    Column, Ctx, Effect, Error, Group, N8nType, Node, NodeSpec, Outputs, Param, Result, Value,
    async_trait, json,
};

use crate::conditions::{Conditions, Resolved, column, legacy};
use crate::fields::{Clock, js};

/// Sends each item to one of several outputs.
pub struct Switch;

#[async_trait]
impl Node for Switch {
    fn spec(&self) -> NodeSpec {
        let mut params = vec![
            Param::choice(
                "mode",
                "How to choose",
                &[("rules", "By rules"), ("expression", "By number")],
            )
            .help("Choose the output by rules, or by an expression that gives its number."),
        ];
        params.extend(spec::by_number());
        params.extend(spec::old_rules());
        params.extend(spec::rules());
        NodeSpec {
            help: "Sends each item to one of several outputs, by rules or by a number.".to_owned(),
            icon: "waypoints".to_owned(),
            versions: vec![1.0, 2.0, 3.0, 3.1, 3.2, 3.3, 3.4],
            n8n: N8nType::base(&["switch"]),
            outputs: spec::outputs(),
            params,
            effect: Effect::Pure,
            ..NodeSpec::new("switch", "Switch", Group::Flow)
        }
        .aliases(&["switch", "route", "router", "case", "branch", "choose", "condition"])
        .example(&json!({ "rules": { "values": [{ "renameOutput": true, "outputKey": "Paid", "conditions": {
            "combinator": "and",
            "conditions": [{ "id": "1", "leftValue": "={{ $json.status }}", "rightValue": "paid", "operator": { "type": "string", "operation": "equals" } }],
            "options": { "caseSensitive": true, "leftValue": "", "typeValidation": "strict", "version": 3 },
        } }] } }))
    }

    async fn run(&self, ctx: &mut Ctx) -> Result<Outputs> {
        let choice = Choice::read(ctx).await?;
        let count = ctx.spec().outputs_of(ctx.node()).len();
        let items = ctx.items();
        let mut out = Outputs::empty(count);
        for (at, item) in items.iter().enumerate() {
            match choice.outputs(at, count) {
                Ok(chosen) => chosen
                    .into_iter()
                    .for_each(|output| out.push(output, item.clone())),
                Err(error) => out.push(0, ctx.recover(at, error)?),
            }
        }
        Ok(out)
    }
}

/// How the output is chosen.
enum Choice {
    Number(Column),
    Rules {
        rules: Vec<Rule>,
        fallback: Column,
        all: Column,
    },
}

struct Rule {
    condition: Test,
    /// The output, where the rule names one (version 1); else it is the rule's own place.
    output: Option<Column>,
}

enum Test {
    Conditions(Box<Resolved>),
    Comparison {
        data_type: String,
        operation: Column,
        left: Column,
        right: Column,
        clock: Clock,
    },
}

impl Choice {
    async fn read(ctx: &Ctx) -> Result<Self> {
        if ctx.value("mode", 0).await? == "expression" {
            return Ok(Self::Number(ctx.column("output").await?));
        }
        if ctx.version() < 3.0 {
            Self::old(ctx).await
        } else {
            Self::new(ctx).await
        }
    }

    async fn new(ctx: &Ctx) -> Result<Self> {
        let raw = ctx.raw("rules.values").unwrap_or_default();
        let rules_version = match ctx.version() {
            v if v >= 3.4 => 3,
            v if v >= 3.2 => 2,
            _ => 1,
        };
        let mut rules = Vec::new();
        for at in 0..raw.as_array().unwrap_or_default().len() {
            let path = format!("rules.values.{at}.conditions");
            let conditions = Conditions {
                path: &path,
                legacy_combinator: "",
                rules_version,
            };
            let resolved = conditions.resolve(ctx).await?;
            rules.push(Rule {
                condition: Test::Conditions(Box::new(resolved)),
                output: None,
            });
        }
        let options = ctx.raw("options").unwrap_or_default();
        let fallback = column(ctx, "options.fallbackOutput", options.get("fallbackOutput")).await?;
        let all = column(
            ctx,
            "options.allMatchingOutputs",
            options.get("allMatchingOutputs"),
        )
        .await?;
        Ok(Self::Rules {
            rules,
            fallback,
            all,
        })
    }

    async fn old(ctx: &Ctx) -> Result<Self> {
        let data_type = ctx.raw("dataType").unwrap_or_default();
        let data_type = data_type.as_str().unwrap_or("number");
        let raw = ctx.raw("rules.rules").unwrap_or_default();
        let names_output = ctx.version() < 2.0;
        let left = ctx.column("value1").await?;
        let mut rules = Vec::new();
        for (at, rule) in raw.as_array().unwrap_or_default().iter().enumerate() {
            let field = |name: &str, default: Value| {
                (
                    format!("rules.rules.{at}.{name}"),
                    rule.get(name).cloned().unwrap_or(default),
                )
            };
            let (path, operation) = field("operation", legacy::default_operation(data_type).into());
            let operation = column(ctx, &path, Some(&operation)).await?;
            let (path, right) = field("value2", legacy::default_value(data_type));
            let right = column(ctx, &path, Some(&right)).await?;
            let output = match names_output {
                true => {
                    let (path, output) = field("output", 0.into());
                    Some(column(ctx, &path, Some(&output)).await?)
                }
                false => None,
            };
            let condition = Test::Comparison {
                data_type: data_type.to_owned(),
                operation,
                left: left.clone(),
                right,
                clock: Clock::of(ctx),
            };
            rules.push(Rule { condition, output });
        }
        Ok(Self::Rules {
            rules,
            fallback: ctx.column("fallbackOutput").await?,
            all: Column::Same(Value::Bool(false)),
        })
    }

    /// The outputs that an item goes to.
    fn outputs(&self, item: usize, count: usize) -> Result<Vec<usize>> {
        let (rules, fallback, all) = match self {
            Self::Number(column) => {
                return number(column.at(item)?, count).map(|output| vec![output]);
            }
            Self::Rules {
                rules,
                fallback,
                all,
            } => (rules, fallback, all),
        };
        let all = is_true(all.at(item)?);
        let mut chosen = Vec::new();
        for (at, rule) in rules.iter().enumerate() {
            if !rule.condition.holds(item)? {
                continue;
            }
            chosen.push(match &rule.output {
                Some(output) => number(output.at(item)?, count)?,
                None => at,
            });
            if !all {
                break;
            }
        }
        if chosen.is_empty() {
            chosen.extend(self::fallback(fallback.at(item)?, count)?);
        }
        Ok(chosen)
    }
}

fn is_true(value: &Value) -> bool {
    js::truthy(value)
}

/// The output for items that no rule fits.
fn fallback(value: &Value, count: usize) -> Result<Option<usize>> {
    match value {
        Value::Null => Ok(None),
        Value::Number(number) if *number < 0.0 => Ok(None),
        Value::String(text) if text.is_empty() || *text == "none" => Ok(None),
        Value::String(text) if *text == "extra" => Ok(count.checked_sub(1)),
        other => number(other, count).map(Some),
    }
}

/// An output by its number.
fn number(value: &Value, count: usize) -> Result<usize> {
    let number = match value {
        Value::Number(number) => Some(*number),
        Value::String(text) if !text.trim().is_empty() => Some(value::string_to_number(text)),
        _ => None,
    };
    let fits =
        number.filter(|number| number.fract() == 0.0 && (0.0..count as f64).contains(number));
    fits.map(|number| number as usize).ok_or_else(|| {
        let most = count.saturating_sub(1);
        Error::param(
            "output",
            format!(
                "There is no output {}: their numbers go from 0 to {most}.",
                value.to_text()
            ),
        )
    })
}

impl Test {
    fn holds(&self, item: usize) -> Result<bool> {
        match self {
            Self::Conditions(conditions) => conditions.hold(item),
            Self::Comparison {
                data_type,
                operation,
                left,
                right,
                clock,
            } => {
                let operation = operation.at(item)?.as_str().unwrap_or_default();
                let (left, right) = (left.at(item)?, right.at(item)?);
                if data_type == "dateTime" {
                    return legacy::compare(
                        operation,
                        &legacy::date(left, clock)?,
                        &legacy::date(right, clock)?,
                    );
                }
                legacy::compare(operation, left, right)
            }
        }
    }
}

#[cfg(test)]
mod tests;
