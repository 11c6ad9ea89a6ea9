//! Switch: sends each item to one of several outputs.

use model::spec::ExtraPort;
use sdk::{
    Column, Ctx, Effect, Error, Group, Map, N8nType, Node, NodeSpec, Outputs, Param, ParamKind,
    Port, PortRule, PortSet, Result, Show, ShowRule, Value, async_trait, json,
};

use crate::conditions::{Conditions, Resolved, column, form, legacy};
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
        params.extend(by_number());
        params.extend(old_rules());
        params.extend(rules());
        NodeSpec {
            help: "Sends each item to one of several outputs, by rules or by a number.".to_owned(),
            icon: "waypoints".to_owned(),
            versions: vec![1.0, 2.0, 3.0, 3.1, 3.2, 3.3, 3.4],
            n8n: N8nType::base(&["switch"]),
            outputs: outputs(),
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

fn by_number() -> Vec<Param> {
    let shown = |first: f64, end: f64| {
        Show::when("mode", &["expression"])
            .and(ShowRule::Since(first))
            .and(ShowRule::Before(end))
    };
    let count = |name: &str| {
        Param::number(name, "How many outputs", 4.0).help("How many outputs the node has.")
    };
    vec![
        count("outputsAmount").show(shown(2.0, 3.0)),
        count("numberOutputs").show(Show::when("mode", &["expression"]).and(ShowRule::Since(3.0))),
        Param::number("output", "Output", 0.0)
            .help("The number of the output, counted from 0; most often an expression.")
            .example("{{ $json.priority }}")
            .show(Show::when("mode", &["expression"])),
    ]
}

fn old_rules() -> Vec<Param> {
    let types = form::OLD_TYPES.map(|(name, label, _)| (name, label));
    let before_3 = |show: Show| show.and_when("mode", &["rules"]).and(ShowRule::Before(3.0));
    let mut params = vec![
        Param::choice("dataType", "Type of the value", &types)
            .or("number")
            .help("What kind of value is compared.")
            .show(before_3(Show::default())),
    ];
    for (data_type, _, operations) in form::OLD_TYPES {
        let shown = before_3(Show::when("dataType", &[data_type]));
        params.push(
            form::old_value("value1", "Value", data_type)
                .help("The value that the rules look at.")
                .show(shown.clone()),
        );
        let fields = vec![
            Param::choice("operation", "Comparison", operations)
                .help("How the two values are compared."),
            form::old_value("value2", "Compared with", data_type).help("What it is compared with."),
            Param::number("output", "Output", 0.0)
                .help("The number of the output, from 0 to 3.")
                .show(Show::before(2.0)),
            Param::text("outputKey", "Name of the output")
                .help("What stands beside the output.")
                .show(Show::since(2.0)),
        ];
        params.push(
            Param::list("rules", "Rules", "rules", fields)
                .help("The first rule that holds decides.")
                .show(shown),
        );
    }
    params.push(
        Param::number("fallbackOutput", "Output for the rest", -1.0)
            .help("The number of the output for items that no rule fits; -1 drops them.")
            .show(before_3(Show::default())),
    );
    params
}

fn rules() -> Vec<Param> {
    let shown = Show::when("mode", &["rules"]).and(ShowRule::Since(3.0));
    let fields = vec![
        form::conditions("conditions"),
        Param::switch("renameOutput", "Name the output", false)
            .help("Whether the output gets a name."),
        Param::text("outputKey", "Name of the output")
            .help("What stands beside the output.")
            .show(Show::flag("renameOutput", true)),
    ];
    let first = json!({ "values": [{ "conditions": {
        "options": { "caseSensitive": true, "leftValue": "", "typeValidation": "strict" },
        "conditions": [{ "leftValue": "", "rightValue": "", "operator": { "type": "string", "operation": "equals" } }],
        "combinator": "and",
    } }] });
    let mut more = vec![
        Param::text("fallbackOutput", "The rest goes to")
            .or("none")
            .help("Where items go that no rule fits: none drops them, extra adds an output, a number names one.")
            .example("extra"),
        Param::text("renameFallbackOutput", "Name of that output").or("Fallback").help("What stands beside the extra output."),
        Param::switch("allMatchingOutputs", "To all that fit", true).help("Sends an item to every output whose rule holds, not only to the first."),
    ];
    more.extend(form::options(3.0, 3.1));
    vec![
        Param::list("rules", "Rules", "values", fields)
            .or(first)
            .help("Each rule has an output. The first rule that holds decides.")
            .show(shown.clone()),
        form::loose_types(3.1).show(shown.clone().and(ShowRule::Since(3.1))),
        Param::new("options", "More", ParamKind::Fields(more))
            .or(Map::new())
            .help("What happens to the rest, case and types.")
            .show(shown)
            .more(),
    ]
}

fn outputs() -> Vec<PortRule> {
    let expression = |first: f64, param: &str| PortRule {
        show: Show::when("mode", &["expression"]).and(ShowRule::Since(first)),
        ports: PortSet::Count {
            param: param.to_owned(),
            default: 4,
            first: 0,
        },
    };
    let list = |show: Show, param: &str, extra| PortRule {
        show,
        ports: PortSet::List {
            param: param.to_owned(),
            label: "outputKey".to_owned(),
            extra,
        },
    };
    let fallback = ExtraPort {
        show: Show::when("options.fallbackOutput", &["extra"]),
        port: Port {
            label: "Fallback".to_owned(),
            ..Port::default()
        },
        label: "options.renameFallbackOutput".to_owned(),
    };
    vec![
        PortRule {
            show: Show::before(2.0),
            ports: PortSet::of(&["0", "1", "2", "3"]),
        },
        expression(3.0, "numberOutputs"),
        expression(2.0, "outputsAmount"),
        list(Show::since(3.0), "rules.values", Some(fallback)),
        list(Show::since(2.0), "rules.rules", None),
    ]
}

#[cfg(test)]
mod tests {
    use sdk::{Node as _, Value, json, testkit};

    use super::Switch;

    /// For each output the indexes of the items there.
    async fn route(version: f64, params: Value, records: &[Value]) -> Vec<Vec<u32>> {
        let out = testkit::run(Switch)
            .version(version)
            .params(params)
            .items(records.to_vec())
            .await
            .unwrap();
        (0..out.outputs.0.len())
            .map(|output| {
                out.origins(output)
                    .iter()
                    .map(|origin| origin[0].1)
                    .collect()
            })
            .collect()
    }

    fn records() -> [Value; 4] {
        [
            json!({ "k": "a" }),
            json!({ "k": "b" }),
            json!({ "k": "c" }),
            json!({ "k": "A" }),
        ]
    }

    fn rule(value: &str) -> Value {
        json!({ "outputKey": value, "renameOutput": true, "conditions": {
            "combinator": "and",
            "conditions": [{ "leftValue": "={{ $json.k }}", "rightValue": value, "operator": { "type": "string", "operation": "contains" } }],
            "options": { "caseSensitive": true, "typeValidation": "strict", "version": 2 },
        } })
    }

    #[tokio::test]
    async fn by_rules() {
        let rules = json!({ "values": [rule("a"), rule("b"), rule("")] });
        for (options, routed) in [
            (json!({}), vec![vec![0], vec![1], vec![2, 3]]),
            (
                json!({ "allMatchingOutputs": true }),
                vec![vec![0], vec![1], vec![0, 1, 2, 3]],
            ),
            (
                json!({ "ignoreCase": true }),
                vec![vec![0, 3], vec![1], vec![2]],
            ),
        ] {
            assert_eq!(
                route(
                    3.2,
                    json!({ "rules": rules.clone(), "options": options }),
                    &records()
                )
                .await,
                routed
            );
        }
    }

    #[tokio::test]
    async fn what_no_rule_fits() {
        let rules = json!({ "values": [rule("a"), rule("b")] });
        for (fallback, routed) in [
            (json!(null), vec![vec![0], vec![1]]),
            (json!("none"), vec![vec![0], vec![1]]),
            (json!("extra"), vec![vec![0], vec![1], vec![2, 3]]),
            (json!(1), vec![vec![0], vec![1, 2, 3]]),
        ] {
            let params =
                json!({ "rules": rules.clone(), "options": { "fallbackOutput": fallback } });
            assert_eq!(route(3.4, params, &records()).await, routed);
        }
    }

    #[test]
    fn ports_follow_the_parameters() {
        let unnamed = json!({ "outputKey": "" });
        let check = |version: f64, params: Value, labels: &[&str]| {
            let mut node = model::Node::new("S", "switch", version);
            node.parameters = params.as_object().cloned().unwrap();
            let ports = Switch.spec().outputs_of(&node);
            let found: Vec<&str> = ports.iter().map(|port| port.label.as_str()).collect();
            assert_eq!(found, labels, "{version} {params}");
        };
        let rules = json!({ "values": [rule("a"), unnamed, rule("c")] });
        let with = |options: Value| json!({ "rules": rules.clone(), "options": options });
        let extra = json!({ "fallbackOutput": "extra" });
        let named = json!({ "fallbackOutput": "extra", "renameFallbackOutput": "Rest" });
        let number = json!({ "fallbackOutput": 1, "renameFallbackOutput": "Rest" });
        check(3.2, with(json!({})), &["a", "1", "c"]);
        check(3.2, with(extra), &["a", "1", "c", "Fallback"]);
        check(3.2, with(named), &["a", "1", "c", "Rest"]);
        check(3.2, with(number), &["a", "1", "c"]);
        check(3.0, json!({}), &["0"]);
        let by_number = json!({ "mode": "expression", "numberOutputs": 2, "outputsAmount": 3 });
        check(3.4, by_number.clone(), &["0", "1"]);
        check(2.0, by_number.clone(), &["0", "1", "2"]);
        check(1.0, by_number, &["0", "1", "2", "3"]);
        let old = json!({ "rules": { "rules": [{ "outputKey": "x" }, {}] } });
        check(2.0, old, &["x", "1"]);
    }

    #[tokio::test]
    async fn by_number() {
        let records = [json!({ "n": 1 }), json!({ "n": "0" })];
        let params = json!({ "mode": "expression", "numberOutputs": 2, "outputsAmount": 2, "output": "={{ $json.n }}" });
        assert_eq!(
            route(3.0, params.clone(), &records).await,
            [vec![1], vec![0]]
        );
        assert_eq!(
            route(2.0, params.clone(), &records).await,
            [vec![1], vec![0]]
        );
        assert_eq!(
            route(1.0, params.clone(), &records).await,
            [vec![1], vec![0], vec![], vec![]]
        );
        for wrong in [json!(2), json!(-1), json!("x"), json!(null), json!(0.5)] {
            let failed = testkit::run(Switch)
                .params(params.clone())
                .items([json!({ "n": wrong.clone() })])
                .await;
            assert_eq!(
                failed.err().unwrap().field.as_deref(),
                Some("output"),
                "{wrong}"
            );
        }
    }

    #[tokio::test]
    async fn older_rules() {
        let rules = json!({ "rules": [{ "value2": "a", "output": 2 }, { "operation": "startsWith", "value2": "b" }] });
        let params = json!({ "dataType": "string", "value1": "={{ $json.k }}", "rules": rules, "fallbackOutput": 1 });
        assert_eq!(
            route(1.0, params.clone(), &records()).await,
            [vec![1], vec![2, 3], vec![0], vec![]]
        );
        assert_eq!(
            route(2.0, params, &records()).await,
            [vec![0], vec![1, 2, 3]]
        );
        let numbers = json!({ "value1": "={{ $json.n }}", "rules": { "rules": [{ "value2": 5 }, { "operation": "equal", "value2": 5, "output": 3 }] } });
        assert_eq!(
            route(
                1.0,
                numbers,
                &[json!({ "n": 4 }), json!({ "n": 5 }), json!({ "n": 6 })]
            )
            .await,
            [vec![0], vec![], vec![], vec![1]]
        );
    }
}
