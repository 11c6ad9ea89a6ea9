//! What a step's form shows, made from its kind: which fields, where their values lie, what is set.
//!
//! Pure; the widgets are in `inspector`.

use model::edit::{ParamPath, Step as PathStep};
use model::{Choice, Node, NodeSpec, Param, ParamKind, Show, ShowRule};
use value::{Map, Value};

/// A dotted path as problems and run errors have it.
pub fn dotted(path: &ParamPath) -> String {
    path.to_string()
}

/// The value at a path of a node's own parameters.
pub fn value_at<'n>(node: &'n Node, path: &ParamPath) -> Option<&'n Value> {
    let (first, rest) = path.0.split_first()?;
    let mut at = node.parameters.get(&key_of(first)?)?;
    for step in rest {
        at = match (at, step) {
            (Value::Array(list), PathStep::Place(place)) => list.get(*place)?,
            (Value::Array(list), PathStep::Element { id }) => list
                .iter()
                .find(|element| element["id"].as_str() == Some(id.as_str()))?,
            (Value::Object(map), step) => map.get(&key_of(step)?)?,
            _ => return None,
        };
    }
    Some(at)
}

fn key_of(step: &PathStep) -> Option<String> {
    match step {
        PathStep::Key(key) => Some(key.to_string()),
        PathStep::Place(place) => Some(place.to_string()),
        PathStep::Element { .. } => None,
    }
}

/// The fields that a form shows, in order: those that are always there, and those under "More".
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Layout {
    /// Places of the fields in the kind's list.
    pub main: Vec<usize>,
    /// Those that hide until wanted.
    pub more: Vec<usize>,
}

/// The fields of a node's form.
pub fn layout(spec: &NodeSpec, node: &Node) -> Layout {
    let mut layout = Layout::default();
    for (at, param) in spec.params.iter().enumerate() {
        if !spec.shows(node, &param.show) {
            continue;
        }
        match param.more {
            true => layout.more.push(at),
            false => layout.main.push(at),
        }
    }
    layout
}

/// The fields inside a group or a collection that are shown, given the group's own values; what a group does not have is
/// looked up in the node.
pub fn shown_inside(
    spec: &NodeSpec,
    node: &Node,
    fields: &[Param],
    values: Option<&Value>,
) -> Vec<usize> {
    let shown = |param: &&Param| holds_inside(spec, node, fields, values, &param.show);
    fields
        .iter()
        .enumerate()
        .filter(|(_, param)| shown(param))
        .map(|(at, _)| at)
        .collect()
}

/// Whether a condition holds inside a group.
pub fn holds_inside(
    spec: &NodeSpec,
    node: &Node,
    fields: &[Param],
    values: Option<&Value>,
    show: &Show,
) -> bool {
    show.holds(node.version, &|path| {
        let head = path.split('.').next().unwrap_or(path);
        let own = values.and_then(|values| values.path(path)).cloned();
        own.or_else(|| {
            let mut same = fields.iter().filter(|field| field.name == head);
            let versioned = |field: &&Param| is_of_version(&field.show, node.version);
            let found = same.clone().find(versioned).or_else(|| same.next())?;
            let rest = path.strip_prefix(head)?.trim_start_matches('.');
            found.default.path(rest).cloned()
        })
        .or_else(|| spec.read(node, path))
    })
}

fn is_of_version(show: &Show, version: f64) -> bool {
    show.0.iter().all(|rule| match rule {
        ShowRule::Since(first) => version >= *first,
        ShowRule::Before(end) => version < *end,
        _ => true,
    })
}

/// The entries of a choice that can be chosen, and the one that is chosen though it cannot.
pub fn choices<'c>(
    spec: &NodeSpec,
    node: &Node,
    choices: &'c [Choice],
    chosen: &Value,
) -> Vec<&'c Choice> {
    choices
        .iter()
        .filter(|choice| spec.shows(node, &choice.show) || choice.value == *chosen)
        .collect()
}

/// Where the fields of a group lie: under one group, or in a list of them.
#[derive(Clone, Debug, PartialEq)]
pub struct Element {
    /// The group.
    pub group: usize,
    /// Its place in the list, where the group repeats.
    pub at: Option<usize>,
    /// The path to its map.
    pub path: ParamPath,
}

/// The groups that are there, in the order of the kind.
pub fn elements(
    base: &ParamPath,
    many: bool,
    groups: &[Param],
    value: Option<&Value>,
) -> Vec<Element> {
    let mut found = Vec::new();
    for (group, param) in groups.iter().enumerate() {
        let path = base.then(param.name.as_str());
        match value.and_then(|value| value.get(param.name.as_str())) {
            Some(Value::Array(list)) if many => {
                for at in 0..list.len() {
                    found.push(Element {
                        group,
                        at: Some(at),
                        path: path.then(at),
                    });
                }
            }
            Some(Value::Object(_)) => found.push(Element {
                group,
                at: None,
                path,
            }),
            _ => {}
        }
    }
    found
}

/// The fields of a group.
pub fn fields_of(group: &Param) -> &[Param] {
    match &group.kind {
        ParamKind::Fields(fields) => fields,
        _ => &[],
    }
}

/// What a new element of a group begins with: what must be there, and lists that are never empty.
pub fn new_element(group: &Param) -> Value {
    let mut map = Map::new();
    for field in fields_of(group) {
        let plain = field.show.0.is_empty() && !field.more;
        let simple = matches!(
            field.kind,
            ParamKind::Text | ParamKind::Choice(_) | ParamKind::Switch | ParamKind::Number { .. }
        );
        if plain && simple {
            map.insert(field.name.as_str(), field.default.clone());
        }
    }
    map.into()
}

/// Whether a value says nothing, so that the field looks empty.
pub fn is_blank(value: &Value) -> bool {
    match value {
        Value::Null => true,
        Value::String(text) => text.is_empty() || text.as_str() == "=",
        Value::Array(list) => list.is_empty(),
        Value::Object(map) => map.is_empty(),
        _ => false,
    }
}

/// The kind of value a field may hold besides an expression: what the switch back from an expression leaves.
pub fn plain_of(param: &Param, expression: &str) -> Value {
    let parts = super::token::parts(expression);
    let has_code = parts
        .iter()
        .any(|part| matches!(part, super::token::Part::Chip { .. }));
    let text = match (has_code, expression.strip_prefix('=')) {
        (true, _) | (_, None) => "",
        (false, Some(text)) => text,
    };
    match &param.kind {
        ParamKind::Text
        | ParamKind::LongText
        | ParamKind::Secret
        | ParamKind::File
        | ParamKind::Folder
        | ParamKind::DateTime
        | ParamKind::Color
        | ParamKind::Json
        | ParamKind::Code(_) => text.into(),
        ParamKind::Number { .. } => text
            .parse::<f64>()
            .map_or_else(|_| param.default.clone(), Value::from),
        ParamKind::Switch => match text {
            "true" => true.into(),
            "false" => false.into(),
            _ => param.default.clone(),
        },
        _ => param.default.clone(),
    }
}

/// Whether expression mode makes sense for a field.
pub fn takes_expression(param: &Param) -> bool {
    let shaped = matches!(
        param.kind,
        ParamKind::Fields(_)
            | ParamKind::Groups { .. }
            | ParamKind::Assignments
            | ParamKind::Conditions
            | ParamKind::Columns
            | ParamKind::Notice
            | ParamKind::Code(_)
            | ParamKind::Resource { .. }
    );
    !shaped && !param.literal
}

#[cfg(test)]
mod tests {
    use super::*;
    use model::Group;

    fn spec() -> NodeSpec {
        let row = vec![
            Param::choice("type", "Type", &[("text", "Text"), ("number", "Number")]),
            Param::text("textValue", "Value").show(Show::when("type", &["text"])),
            Param::number("numberValue", "Value", 0.0).show(Show::when("type", &["number"])),
            Param::text("deep", "Deep").show(Show::flag("all", true)),
        ];
        let mut spec = NodeSpec::new("set", "Edit Fields", Group::Data);
        spec.params = vec![
            Param::switch("all", "All", false),
            Param::text("limit", "Limit").show(Show::flag("all", true)),
            Param::list("fields", "Fields", "values", row),
            Param::text("rare", "Rare").more(),
        ];
        spec
    }

    fn node(parameters: &str) -> Node {
        let mut node = Node::new("a", "set", 1.0);
        let value = value::from_str(parameters).expect("JSON");
        node.parameters = value.as_object().cloned().expect("an object");
        node
    }

    #[test]
    fn fields_come_and_go_with_the_others() {
        let spec = spec();
        let hidden = layout(&spec, &node("{}"));
        assert_eq!((hidden.main, hidden.more), (vec![0, 2], vec![3]));
        let all = layout(&spec, &node(r#"{"all": true}"#));
        assert_eq!(all.main, [0, 1, 2]);
        let expression = layout(&spec, &node(r#"{"all": "={{ $json.x }}"}"#));
        assert_eq!(expression.main, [0, 1, 2], "it may be either");
    }

    #[test]
    fn inside_a_group_its_own_values_count_first() {
        let spec = spec();
        let ParamKind::Groups { groups, .. } = &spec.params[2].kind else {
            panic!("groups");
        };
        let fields = fields_of(&groups[0]);
        let shown = |element: &str, parameters: &str| {
            let values = value::from_str(element).expect("JSON");
            shown_inside(&spec, &node(parameters), fields, Some(&values))
        };
        assert_eq!(shown("{}", "{}"), [0, 1], "the default of the choice");
        assert_eq!(shown(r#"{"type": "number"}"#, "{}"), [0, 2]);
        assert_eq!(
            shown("{}", r#"{"all": true}"#),
            [0, 1, 3],
            "the node's switch"
        );
    }

    #[test]
    fn elements_are_found_where_they_lie() {
        let spec = spec();
        let ParamKind::Groups { groups, .. } = &spec.params[2].kind else {
            panic!("groups");
        };
        let node = node(r#"{"fields": {"values": [{"type": "text"}, {}], "other": 1}}"#);
        let base = ParamPath::from("fields");
        let found = elements(&base, true, groups, node.parameters.get("fields"));
        let paths: Vec<String> = found.iter().map(|one| dotted(&one.path)).collect();
        assert_eq!(paths, ["fields.values.0", "fields.values.1"]);
        assert_eq!(
            value_at(&node, &found[0].path.then("type")).and_then(Value::as_str),
            Some("text")
        );
        assert_eq!(
            value_at(&node, &ParamPath::from("fields.values.7.type")),
            None
        );
        assert_eq!(
            value::to_string(&new_element(&groups[0])),
            r#"{"type":"text"}"#
        );
    }

    #[test]
    fn leaving_an_expression_keeps_what_was_no_code() {
        let text = Param::text("a", "A");
        assert_eq!(plain_of(&text, "=hello"), Value::from("hello"));
        assert_eq!(plain_of(&text, "={{ $json.x }}"), Value::from(""));
        let number = Param::number("n", "N", 3.0);
        assert_eq!(plain_of(&number, "=7"), Value::from(7.0));
        assert_eq!(plain_of(&number, "={{ 1 }}"), Value::from(3.0));
    }
}
