//! What Switch is, in all its versions: its fields and its outputs.

use model::spec::ExtraPort;
use sdk::{Map, Param, ParamKind, Port, PortRule, PortSet, Show, ShowRule, json};

use crate::conditions::form;

pub(super) fn by_number() -> Vec<Param> {
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

pub(super) fn old_rules() -> Vec<Param> {
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

pub(super) fn rules() -> Vec<Param> {
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

pub(super) fn outputs() -> Vec<PortRule> {
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
