//! A node's parameters with their expressions parsed, once for all runs of the node.
//!
//! What is not shown for the node's version and other parameters, and what is literal, holds no expression.

use expr::Template;
use model::{Node, NodeSpec, Param, ParamKind};
use value::{Map, Text, Value};

/// Parameters ready for evaluation.
pub(crate) struct Compiled {
    /// As they are written, with the kind's defaults.
    pub raw: Value,
    tree: Tree,
}

/// A parameter, or a part of one.
pub(crate) enum Tree {
    /// Nothing to evaluate in it.
    Constant(Value),
    /// An expression.
    Leaf(Box<Leaf>),
    /// A list with expressions in it.
    List(Vec<Tree>),
    /// An object with expressions in it.
    Object(Vec<(Text, Tree)>),
    /// An expression in a field that is not shown: it has no value.
    Hidden,
}

/// An expression.
pub(crate) struct Leaf {
    /// Dotted path of the parameter.
    pub path: String,
    /// Its text, with the leading `=`.
    pub text: Text,
    /// The parsed text.
    pub template: Template,
}

/// What a path leads to.
pub(crate) enum Found<'t, 'p> {
    /// A part of the parameters.
    Tree(&'t Tree),
    /// An expression, and the way through its value.
    Inside(&'t Tree, &'p str),
}

impl Compiled {
    pub(crate) fn new(spec: &NodeSpec, node: &Node) -> Self {
        let all = spec.complete(node);
        let compiler = Compiler { spec, node };
        let tree = compiler.fields(&all, &spec.params, "", true);
        Self {
            raw: all.into(),
            tree,
        }
    }

    /// What stands at a dotted path.
    pub(crate) fn find<'p>(&self, path: &'p str) -> Option<Found<'_, 'p>> {
        let mut at = &self.tree;
        let mut rest = path;
        while !rest.is_empty() {
            let (step, next) = rest.split_once('.').unwrap_or((rest, ""));
            at = match at {
                Tree::Leaf(_) | Tree::Constant(_) => return Some(Found::Inside(at, rest)),
                Tree::Hidden => return None,
                Tree::List(list) => list.get(step.parse::<usize>().ok()?)?,
                Tree::Object(entries) => entries
                    .iter()
                    .find(|(key, _)| key.as_str() == step)
                    .map(|(_, tree)| tree)?,
            };
            rest = next;
        }
        Some(Found::Tree(at))
    }
}

impl Tree {
    /// The expressions in it, in order.
    pub(crate) fn leaves(&self) -> Vec<&Leaf> {
        let mut all = Vec::new();
        self.collect(&mut all);
        all
    }

    fn collect<'t>(&'t self, all: &mut Vec<&'t Leaf>) {
        match self {
            Tree::Constant(_) | Tree::Hidden => {}
            Tree::Leaf(leaf) => all.push(leaf),
            Tree::List(list) => list.iter().for_each(|tree| tree.collect(all)),
            Tree::Object(entries) => entries.iter().for_each(|(_, tree)| tree.collect(all)),
        }
    }

    /// The value, given those of its expressions in order; none where an expression has none.
    pub(crate) fn build(&self, next: &mut dyn FnMut() -> Option<Value>) -> Option<Value> {
        match self {
            Tree::Constant(value) => Some(value.clone()),
            Tree::Hidden => None,
            Tree::Leaf(_) => next(),
            Tree::List(list) => Some(
                list.iter()
                    .map(|tree| tree.build(next).unwrap_or_default())
                    .collect(),
            ),
            Tree::Object(entries) => {
                let mut map = Map::with_capacity(entries.len());
                for (key, tree) in entries {
                    if let Some(value) = tree.build(next) {
                        map.insert(key.clone(), value);
                    }
                }
                Some(map.into())
            }
        }
    }
}

struct Compiler<'n> {
    spec: &'n NodeSpec,
    node: &'n Node,
}

impl Compiler<'_> {
    /// An object whose keys are fields.
    fn fields(&self, map: &Map, fields: &[Param], path: &str, top: bool) -> Tree {
        let entries = map.iter().map(|(key, value)| {
            let path = join(path, key);
            (key.clone(), self.field(value, fields, key, path, top))
        });
        object(entries.collect())
    }

    fn field(&self, value: &Value, fields: &[Param], key: &str, path: String, top: bool) -> Tree {
        let mut named = fields.iter().filter(|param| param.name == key).peekable();
        if named.peek().is_none() {
            return self.any(value, path);
        }
        let mut last = None;
        let shown = named.find(|param| {
            last = Some(*param);
            self.spec.shows(self.node, &param.show)
        });
        match (shown, last) {
            (Some(param), _) => self.param(value, param, path),
            (None, Some(param)) if param.literal || !top => self.param(value, param, path),
            (None, _) => match self.any(value, path) {
                constant @ Tree::Constant(_) => constant,
                _ => Tree::Hidden,
            },
        }
    }

    fn param(&self, value: &Value, param: &Param, path: String) -> Tree {
        if param.literal {
            return Tree::Constant(value.clone());
        }
        match (&param.kind, value) {
            (ParamKind::Fields(fields), Value::Object(map)) => {
                self.fields(map, fields, &path, false)
            }
            (ParamKind::Fields(_), Value::Array(list)) => {
                self.list(list, &path, |value, path| self.param(value, param, path))
            }
            (ParamKind::Groups { groups, .. }, Value::Object(map)) => {
                self.fields(map, groups, &path, false)
            }
            _ => self.any(value, path),
        }
    }

    /// A value about whose fields nothing is known.
    fn any(&self, value: &Value, path: String) -> Tree {
        match value {
            Value::String(text) if text.starts_with('=') => leaf(text, path),
            Value::Array(entries) => self.list(entries, &path, |value, path| self.any(value, path)),
            Value::Object(map) => {
                let entries = map
                    .iter()
                    .map(|(key, value)| (key.clone(), self.any(value, join(&path, key))));
                object(entries.collect())
            }
            other => Tree::Constant(other.clone()),
        }
    }

    fn list(&self, entries: &[Value], path: &str, one: impl Fn(&Value, String) -> Tree) -> Tree {
        let trees: Vec<Tree> = entries
            .iter()
            .enumerate()
            .map(|(at, value)| one(value, join(path, &at.to_string())))
            .collect();
        if trees.iter().all(|tree| matches!(tree, Tree::Constant(_))) {
            let values = trees.into_iter().filter_map(Tree::constant);
            return Tree::Constant(values.collect());
        }
        Tree::List(trees)
    }
}

impl Tree {
    fn constant(self) -> Option<Value> {
        match self {
            Tree::Constant(value) => Some(value),
            _ => None,
        }
    }
}

fn object(entries: Vec<(Text, Tree)>) -> Tree {
    if entries
        .iter()
        .all(|(_, tree)| matches!(tree, Tree::Constant(_)))
    {
        let values = entries
            .into_iter()
            .filter_map(|(key, tree)| Some((key, tree.constant()?)));
        return Tree::Constant(values.collect::<Map>().into());
    }
    Tree::Object(entries)
}

fn leaf(text: &Text, path: String) -> Tree {
    let template = Template::parse(text);
    match template.constant() {
        Some(value) => Tree::Constant(value.clone()),
        None => Tree::Leaf(Box::new(Leaf {
            path,
            text: text.clone(),
            template,
        })),
    }
}

fn join(path: &str, step: &str) -> String {
    if path.is_empty() {
        step.to_owned()
    } else {
        format!("{path}.{step}")
    }
}

#[cfg(test)]
mod tests {
    use model::{Group, Show};
    use value::json;

    use super::*;

    fn spec() -> NodeSpec {
        NodeSpec {
            params: vec![
                Param::choice("mode", "Mode", &[("a", "A"), ("b", "B")]),
                Param::text("onlyB", "Only B").show(Show::when("mode", &["b"])),
                Param::text("code", "Code").literal(),
                Param::fields(
                    "options",
                    "Options",
                    vec![
                        Param::text("script", "Script").literal(),
                        Param::text("name", "Name"),
                    ],
                ),
                Param::number("count", "Count", 3.0),
            ],
            ..NodeSpec::new("mini", "Mini", Group::Data)
        }
    }

    fn paths(parameters: Value) -> Vec<String> {
        let mut node = Node::new("Mini", "mini", 1.0);
        node.parameters = parameters.as_object().cloned().unwrap();
        let compiled = Compiled::new(&spec(), &node);
        compiled
            .tree
            .leaves()
            .iter()
            .map(|leaf| leaf.path.clone())
            .collect()
    }

    #[test]
    fn only_what_is_shown_and_not_literal_is_an_expression() {
        let table = [
            (json!({"onlyB": "={{ $json.a }}"}), vec![]),
            (
                json!({"mode": "b", "onlyB": "={{ $json.a }}"}),
                vec!["onlyB"],
            ),
            (json!({"code": "={{ $json.a }}"}), vec![]),
            (
                json!({"options": {"script": "={{ 1 }}", "name": "={{ $json.n }}"}}),
                vec!["options.name"],
            ),
            (
                json!({"unknown": [{"x": "={{ $json.a }}"}, "=plain"]}),
                vec!["unknown.0.x"],
            ),
        ];
        for (parameters, expected) in table {
            assert_eq!(paths(parameters.clone()), expected, "{parameters}");
        }
    }

    #[test]
    fn paths_lead_to_parts_and_into_expressions() {
        let mut node = Node::new("Mini", "mini", 1.0);
        node.parameters
            .insert("list", json!([{"a": "={{ $json.a }}"}, 2]));
        let compiled = Compiled::new(&spec(), &node);
        for (path, found) in [
            ("", "tree"),
            ("count", "tree"),
            ("list.0", "tree"),
            ("list.0.a", "tree"),
            ("list.0.a.deep.er", "inside deep.er"),
            ("list.9", "none"),
            ("nope", "none"),
        ] {
            let got = match compiled.find(path) {
                None => "none".to_owned(),
                Some(Found::Tree(_)) => "tree".to_owned(),
                Some(Found::Inside(_, rest)) => format!("inside {rest}"),
            };
            assert_eq!(got, found, "{path}");
        }
    }
}
