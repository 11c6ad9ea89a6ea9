//! What a kind of node is: everything the form, the palette, the ports and the docs are made from.

mod effect;
mod texts;

use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::collections::BTreeMap;
use std::sync::Arc;
use value::{Map, Value};

use crate::workflow::Node;

/// What a kind of node is. Owned data: kinds may be added while the program runs.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct NodeSpec {
    /// The kind, such as `http.request`.
    pub kind: String,
    /// The versions it understands, oldest first; a new node gets the last.
    pub versions: Vec<f64>,
    /// What the palette calls it, in plain words.
    pub label: String,
    /// One sentence on what it does.
    pub help: String,
    /// Its place in the palette.
    pub group: Group,
    /// Name of a Lucide icon.
    pub icon: String,
    /// Other words under which it is found, n8n's name for it among them.
    pub aliases: Vec<String>,
    /// The n8n types that are this kind.
    pub n8n: Vec<N8nType>,
    /// Input ports: the first rule that applies.
    pub inputs: Vec<PortRule>,
    /// Output ports: the first rule that applies.
    pub outputs: Vec<PortRule>,
    /// The fields of its form, in order.
    pub params: Vec<Param>,
    /// Credentials it can use.
    pub credentials: Vec<CredentialSlot>,
    /// Whether running it twice is safe.
    pub effect: Effect,
    /// Settings with which running it twice does no harm, though the kind may do some: a request that only reads.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub harmless: Vec<Show>,
    /// Whether it starts executions.
    pub trigger: bool,
    /// When this holds, it waits until items came on every input and does not run at all if they never do (but in the
    /// legacy order). Else it runs with what came once nothing else is left to run.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub needs_all_inputs: Option<Show>,
    /// Whether a circle of wires through it comes to an end by itself (Loop Over Items).
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub loops: bool,
    /// A few parameters that show what it is for.
    pub example: Map,
}

/// A type of n8n's that a kind stands for.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct N8nType {
    /// n8n's name, such as `n8n-nodes-base.httpRequest`.
    pub name: String,
    /// Parameters that this type implies, where several types are one kind (written on import, dropped on export).
    #[serde(default)]
    pub implies: Map,
}

impl N8nType {
    /// Types of n8n's own package, by their short names.
    pub fn base(names: &[&str]) -> Vec<Self> {
        names
            .iter()
            .map(|name| Self {
                name: format!("n8n-nodes-base.{name}"),
                implies: Map::new(),
            })
            .collect()
    }
}

/// Places in the palette.
#[derive(
    Clone,
    Copy,
    Debug,
    Default,
    PartialEq,
    Eq,
    PartialOrd,
    Ord,
    Hash,
    Serialize,
    Deserialize,
    JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum Group {
    /// Starts executions.
    Trigger,
    /// Decides where items go.
    Flow,
    /// Changes items.
    #[default]
    Data,
    /// Reads, writes and converts files.
    Files,
    /// Talks to others.
    Network,
    /// Runs what a person wrote.
    Code,
    /// Dates, hashes and the like.
    Tools,
    /// A service with an account.
    Service,
}

/// Whether running a node twice with the same input is safe.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Effect {
    /// It changes nothing outside and always gives the same output.
    Pure,
    /// It may be repeated without harm.
    Idempotent,
    /// Repeating it may do something twice.
    #[default]
    Unsafe,
}

/// What flows through a port.
#[derive(
    Clone, Debug, Default, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, JsonSchema,
)]
#[serde(rename_all = "camelCase")]
pub enum PortKind {
    /// Items.
    #[default]
    Main,
    /// A language model.
    Model,
    /// A tool an agent may use.
    Tool,
    /// The memory of a conversation.
    Memory,
    /// What reads structure out of a model's answer.
    Parser,
    /// Another of n8n's connection types, by its name.
    #[serde(untagged)]
    Other(String),
}

/// One port.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Port {
    /// What stands beside it; empty where a node has only one.
    #[serde(default)]
    pub label: String,
    /// What flows through it.
    #[serde(default)]
    pub kind: PortKind,
}

/// Ports that a node has when a condition holds.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct PortRule {
    /// The condition; an empty one always holds.
    #[serde(default)]
    pub show: Show,
    /// The ports.
    pub ports: PortSet,
}

/// How many ports there are and what they are called.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum PortSet {
    /// Always the same.
    Fixed(Vec<Port>),
    /// As many as a number parameter says, labelled by number.
    Count {
        /// Path of the parameter.
        param: String,
        /// What it counts when it is not set.
        default: u16,
        /// The number on the first one.
        #[serde(default)]
        first: u16,
    },
    /// One for each element of a list parameter.
    List {
        /// Path of the list.
        param: String,
        /// Field of the element that labels the port; numbered from 0 where it is empty.
        label: String,
        /// One more port.
        extra: Option<ExtraPort>,
    },
}

/// One more port behind those of a list.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct ExtraPort {
    /// When it is there.
    pub show: Show,
    /// The port.
    pub port: Port,
    /// Path of the text parameter that labels it instead, where that is set.
    #[serde(default)]
    pub label: String,
}

impl Default for PortSet {
    fn default() -> Self {
        Self::Fixed(vec![Port::default()])
    }
}

impl PortRule {
    /// One plain port.
    pub fn one() -> Vec<PortRule> {
        vec![PortRule::default()]
    }

    /// No port.
    pub fn none() -> Vec<PortRule> {
        vec![PortRule {
            show: Show::default(),
            ports: PortSet::Fixed(Vec::new()),
        }]
    }

    /// Plain ports with labels.
    pub fn labels(labels: &[&str]) -> Vec<PortRule> {
        vec![PortRule {
            show: Show::default(),
            ports: PortSet::of(labels),
        }]
    }
}

impl PortSet {
    /// Plain ports with labels.
    pub fn of(labels: &[&str]) -> Self {
        Self::Fixed(
            labels
                .iter()
                .map(|label| Port {
                    label: (*label).to_owned(),
                    kind: PortKind::Main,
                })
                .collect(),
        )
    }
}

/// When something is shown: all of the rules must hold.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
pub struct Show(pub Vec<ShowRule>);

/// One condition on a parameter or on the version.
#[derive(Clone, Debug, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ShowRule {
    /// The parameter at the path has one of the values.
    Is(String, Vec<Value>),
    /// The parameter at the path has none of the values.
    Not(String, Vec<Value>),
    /// The node's version is at least this.
    Since(f64),
    /// The node's version is below this.
    Before(f64),
}

impl Show {
    /// Shown when the parameter at `path` has one of `values`.
    pub fn when(path: &str, values: &[&str]) -> Self {
        Self::default().and_when(path, values)
    }

    /// Also asks that the parameter at `path` has one of `values`.
    #[must_use]
    pub fn and_when(self, path: &str, values: &[&str]) -> Self {
        self.and(ShowRule::Is(
            path.to_owned(),
            values.iter().map(|value| Value::from(*value)).collect(),
        ))
    }

    /// Shown when the switch at `path` is on or off.
    pub fn flag(path: &str, on: bool) -> Self {
        Self::default().and(ShowRule::Is(path.to_owned(), vec![Value::Bool(on)]))
    }

    /// Shown from a version on.
    pub fn since(version: f64) -> Self {
        Self::default().and(ShowRule::Since(version))
    }

    /// Shown before a version.
    pub fn before(version: f64) -> Self {
        Self::default().and(ShowRule::Before(version))
    }

    /// Also asks `rule`.
    #[must_use]
    pub fn and(mut self, rule: ShowRule) -> Self {
        self.0.push(rule);
        self
    }

    /// Whether it is shown, given a version and parameters with their defaults. A parameter that holds an expression
    /// counts as every value.
    pub fn holds(&self, version: f64, read: &dyn Fn(&str) -> Option<Value>) -> bool {
        self.0.iter().all(|rule| match rule {
            ShowRule::Since(first) => version >= *first,
            ShowRule::Before(end) => version < *end,
            ShowRule::Is(path, values) => {
                let value = read(path).unwrap_or_default();
                values.contains(&value) || expr::is_expression(&value)
            }
            ShowRule::Not(path, values) => {
                let value = read(path).unwrap_or_default();
                !values.contains(&value) || expr::is_expression(&value)
            }
        })
    }
}

/// One field of a form.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Param {
    /// Key in the node's parameters.
    pub name: String,
    /// What the field is called.
    pub label: String,
    /// One sentence on what it means, with units.
    #[serde(default)]
    pub help: String,
    /// An example of a value.
    #[serde(default)]
    pub example: String,
    /// What is entered.
    pub kind: ParamKind,
    /// The value where none is set.
    #[serde(default)]
    pub default: Value,
    /// Whether it must have a value.
    #[serde(default)]
    pub required: bool,
    /// Hidden under "More" until wanted.
    #[serde(default)]
    pub more: bool,
    /// Text is taken as it is, never as an expression (code, for one).
    #[serde(default)]
    pub literal: bool,
    /// Its text names fields of the items: a value that is picked for it is meant by its name.
    #[serde(default, skip_serializing_if = "std::ops::Not::not")]
    pub names_fields: bool,
    /// When the field is shown.
    #[serde(default)]
    pub show: Show,
    /// What the field asks of the machine or the network; see [`Param::asked`].
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub asks: Option<Ask>,
}

/// What a field asks of the machine or the network: the grants that a workflow wants are read off such fields.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum Ask {
    /// Its text is an address, or a host, that is contacted.
    Host,
    /// Its text is a file or a folder that is read.
    ReadFile,
    /// Its text is a file or a folder that is written.
    WriteFile,
    /// Its text is a line for the machine's shell.
    Command,
    /// It reads the machine's environment.
    Environment,
}

impl Ask {
    /// Whether it is about a file or a folder.
    pub fn is_file(self) -> bool {
        matches!(self, Self::ReadFile | Self::WriteFile)
    }
}

/// What is entered into a field.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub enum ParamKind {
    /// One line of text.
    #[default]
    Text,
    /// Several lines of text.
    LongText,
    /// Text that is not shown while it is typed.
    Secret,
    /// A number.
    Number {
        /// The smallest.
        min: Option<f64>,
        /// The largest.
        max: Option<f64>,
    },
    /// On or off.
    Switch,
    /// One of a list.
    Choice(Vec<Choice>),
    /// Several of a list.
    Choices(Vec<Choice>),
    /// Optional fields a person adds one by one; a map in the parameters.
    Fields(Vec<Param>),
    /// Named groups of fields: a map from group to one map, or to a list of maps where there may be many.
    Groups {
        /// Whether a group may repeat.
        many: bool,
        /// The groups: name, label and fields, in a `Param` of kind `Fields` each.
        groups: Vec<Param>,
    },
    /// Names and values with a type each, as Edit Fields has them.
    Assignments,
    /// Conditions with left value, operator and right value, and how they combine.
    Conditions,
    /// A program in the named language: `javaScript`, `html`, `sql`, `json`, `css`.
    Code(String),
    /// JSON text or a JSON value.
    Json,
    /// A point in time.
    DateTime,
    /// A file on this machine.
    File,
    /// A folder on this machine.
    Folder,
    /// A colour as `#rrggbb`.
    Color,
    /// Which input field goes to which column.
    Columns,
    /// Something that exists elsewhere, chosen from a list, by id or by address.
    Resource {
        /// What is chosen, such as `workflow` or `table`.
        of: String,
    },
    /// Text that is only shown.
    Notice,
}

/// One entry of a list to choose from.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct Choice {
    /// The value that is stored.
    pub value: Value,
    /// What the person reads.
    pub label: String,
    /// When it can be chosen.
    #[serde(default)]
    pub show: Show,
}

/// A credential a kind can use.
#[derive(Clone, Debug, Default, PartialEq, Serialize, Deserialize, JsonSchema)]
#[serde(rename_all = "camelCase")]
pub struct CredentialSlot {
    /// The credential type, such as `httpHeaderAuth`.
    pub slot: String,
    /// Whether the node cannot work without it.
    #[serde(default)]
    pub required: bool,
    /// When it is asked for.
    #[serde(default)]
    pub show: Show,
}

impl Param {
    /// A field with a key, a label and what is entered.
    pub fn new(name: &str, label: &str, kind: ParamKind) -> Self {
        Self {
            name: name.to_owned(),
            label: label.to_owned(),
            kind,
            ..Self::default()
        }
    }

    /// A line of text.
    pub fn text(name: &str, label: &str) -> Self {
        Self::new(name, label, ParamKind::Text).or("")
    }

    /// A number without limits.
    pub fn number(name: &str, label: &str, default: f64) -> Self {
        Self::new(
            name,
            label,
            ParamKind::Number {
                min: None,
                max: None,
            },
        )
        .or(default)
    }

    /// A switch.
    pub fn switch(name: &str, label: &str, default: bool) -> Self {
        Self::new(name, label, ParamKind::Switch).or(default)
    }

    /// A choice of `(value, label)`; the first is the default.
    pub fn choice(name: &str, label: &str, choices: &[(&str, &str)]) -> Self {
        let list = choices
            .iter()
            .map(|(value, label)| Choice::new(value, label))
            .collect();
        Self::new(name, label, ParamKind::Choice(list))
            .or(choices.first().map_or("", |first| first.0))
    }

    /// Optional fields a person adds one by one.
    pub fn fields(name: &str, label: &str, fields: Vec<Param>) -> Self {
        Self::new(name, label, ParamKind::Fields(fields)).or(Map::new())
    }

    /// A group that repeats: stored as `{ name: { group: [ {…}, … ] } }`.
    pub fn list(name: &str, label: &str, group: &str, fields: Vec<Param>) -> Self {
        let groups = vec![Self::fields(group, label, fields)];
        Self::new(name, label, ParamKind::Groups { many: true, groups }).or(Map::new())
    }

    /// Sets the default.
    #[must_use]
    pub fn or(mut self, default: impl Into<Value>) -> Self {
        self.default = default.into();
        self
    }

    /// Sets the help.
    #[must_use]
    pub fn help(mut self, help: &str) -> Self {
        help.clone_into(&mut self.help);
        self
    }

    /// Sets the example.
    #[must_use]
    pub fn example(mut self, example: &str) -> Self {
        example.clone_into(&mut self.example);
        self
    }

    /// Sets when it is shown.
    #[must_use]
    pub fn show(mut self, show: Show) -> Self {
        self.show = show;
        self
    }

    /// Some entries of a choice come with an import and work for it; nobody chooses them anew, since nothing fills
    /// what they ask for yet.
    #[must_use]
    pub fn imported_only(mut self, values: &[&str]) -> Self {
        if let ParamKind::Choice(list) = &mut self.kind {
            for choice in list {
                let own = values.iter().find(|value| choice.value == **value);
                if let Some(own) = own {
                    choice.show = Show::when(&self.name, &[own]);
                }
            }
        }
        self
    }

    /// It must have a value.
    #[must_use]
    pub fn required(mut self) -> Self {
        self.required = true;
        self
    }

    /// Says what it asks of the machine or the network.
    #[must_use]
    pub fn asks(mut self, ask: Ask) -> Self {
        self.asks = Some(ask);
        self
    }

    /// What it asks of the machine or the network: what it says itself, or that it reads, where it is a file or a
    /// folder. A field whose file is written says so.
    pub fn asked(&self) -> Option<Ask> {
        self.asks.or(match self.kind {
            ParamKind::File | ParamKind::Folder => Some(Ask::ReadFile),
            _ => None,
        })
    }

    /// It hides under "More".
    #[must_use]
    pub fn more(mut self) -> Self {
        self.more = true;
        self
    }

    /// It wants the names of fields of the items, separated by commas where it takes several.
    #[must_use]
    pub fn names_fields(mut self) -> Self {
        self.names_fields = true;
        self
    }

    /// Its text is never an expression.
    #[must_use]
    pub fn literal(mut self) -> Self {
        self.literal = true;
        self
    }
}

impl Choice {
    /// An entry that is always there.
    pub fn new(value: &str, label: &str) -> Self {
        Self {
            value: value.into(),
            label: label.to_owned(),
            show: Show::default(),
        }
    }
}

impl NodeSpec {
    /// A kind with one plain input and output.
    pub fn new(kind: &str, label: &str, group: Group) -> Self {
        Self {
            kind: kind.to_owned(),
            label: label.to_owned(),
            group,
            versions: vec![1.0],
            inputs: PortRule::one(),
            outputs: PortRule::one(),
            ..Self::default()
        }
    }

    /// Sets the words under which it is also found.
    #[must_use]
    pub fn aliases(mut self, words: &[&str]) -> Self {
        self.aliases = words.iter().map(|word| (*word).to_owned()).collect();
        self
    }

    /// Sets the example: an object.
    #[must_use]
    pub fn example(mut self, parameters: &Value) -> Self {
        self.example = parameters.as_object().cloned().unwrap_or_default();
        self
    }

    /// The version a new node gets.
    pub fn latest(&self) -> f64 {
        self.versions.last().copied().unwrap_or(1.0)
    }

    /// The newest known version that is not newer than `version`, or the oldest.
    pub fn nearest(&self, version: f64) -> f64 {
        let known = self.versions.iter().copied();
        known
            .clone()
            .rfind(|v| *v <= version)
            .or(known.clone().next())
            .unwrap_or(1.0)
    }

    /// The parameter at a path of a node: its own, or the default that is shown for its version and other parameters.
    pub fn read(&self, node: &Node, path: &str) -> Option<Value> {
        let (head, rest) = path.split_once('.').unwrap_or((path, ""));
        let own = node.parameters.get(head).and_then(|value| value.path(rest));
        own.cloned()
            .or_else(|| self.default_of(node, head)?.path(rest).cloned())
    }

    /// The default of a top-level parameter in a node's version.
    pub fn default_of(&self, node: &Node, name: &str) -> Option<Value> {
        let mut same = self.params.iter().filter(|param| param.name == name);
        let shown = same.clone().find(|param| self.shows(node, &param.show));
        shown
            .or_else(|| same.next())
            .map(|param| param.default.clone())
    }

    /// Whether a condition holds for a node.
    pub fn shows(&self, node: &Node, show: &Show) -> bool {
        show.holds(node.version, &|path| {
            // A condition on itself through another field's default would not end; conditions look one level deep.
            let (head, rest) = path.split_once('.').unwrap_or((path, ""));
            let own = node.parameters.get(head).and_then(|value| value.path(rest));
            own.cloned().or_else(|| {
                let versioned = |param: &&Param| {
                    param.show.0.iter().all(|rule| match rule {
                        ShowRule::Since(first) => node.version >= *first,
                        ShowRule::Before(end) => node.version < *end,
                        _ => true,
                    })
                };
                let mut same = self.params.iter().filter(|param| param.name == head);
                let found = same.clone().find(versioned).or_else(|| same.next())?;
                found.default.path(rest).cloned()
            })
        })
    }

    /// The node's parameters with the defaults of everything that is shown.
    pub fn complete(&self, node: &Node) -> Map {
        let mut all = node.parameters.clone();
        for param in &self.params {
            let unset = !all.contains_key(&param.name) && !matches!(param.kind, ParamKind::Notice);
            if unset && self.shows(node, &param.show) {
                all.insert(param.name.as_str(), param.default.clone());
            }
        }
        all
    }

    /// The input ports of a node.
    pub fn inputs_of(&self, node: &Node) -> Vec<Port> {
        self.ports(node, &self.inputs)
    }

    /// The output ports of a node, without the error output that [`crate::OnError::ErrorOutput`] adds.
    pub fn outputs_of(&self, node: &Node) -> Vec<Port> {
        self.ports(node, &self.outputs)
    }

    fn extra_port(&self, node: &Node, extra: &ExtraPort) -> Port {
        let named = match extra.label.as_str() {
            "" => None,
            path => self.read(node, path),
        };
        let label = named.as_ref().and_then(Value::as_str);
        match label.filter(|label| !label.is_empty()) {
            None => extra.port.clone(),
            Some(label) => Port {
                label: label.to_owned(),
                kind: extra.port.kind.clone(),
            },
        }
    }

    fn ports(&self, node: &Node, rules: &[PortRule]) -> Vec<Port> {
        let numbered = |n: usize| Port {
            label: n.to_string(),
            kind: PortKind::Main,
        };
        match rules
            .iter()
            .find(|rule| self.shows(node, &rule.show))
            .map(|rule| &rule.ports)
        {
            None => Vec::new(),
            Some(PortSet::Fixed(ports)) => ports.clone(),
            Some(PortSet::Count {
                param,
                default,
                first,
            }) => {
                let first = usize::from(*first);
                let count = self
                    .read(node, param)
                    .and_then(|value| value.as_u64())
                    .unwrap_or((*default).into());
                (first..first + count.min(64) as usize)
                    .map(numbered)
                    .collect()
            }
            Some(PortSet::List {
                param,
                label,
                extra,
            }) => {
                let list = self.read(node, param).unwrap_or_default();
                let named = |(at, element): (usize, &Value)| match element
                    .path(label)
                    .and_then(Value::as_str)
                {
                    Some(text) if !text.is_empty() => Port {
                        label: text.to_owned(),
                        kind: PortKind::Main,
                    },
                    _ => numbered(at),
                };
                let mut ports: Vec<Port> = list
                    .as_array()
                    .unwrap_or_default()
                    .iter()
                    .enumerate()
                    .map(named)
                    .collect();
                let extra = extra.iter().filter(|extra| self.shows(node, &extra.show));
                ports.extend(extra.map(|extra| self.extra_port(node, extra)));
                ports
            }
        }
    }
}

/// All kinds that are known, by kind and by n8n's type.
#[derive(Clone, Debug, Default)]
pub struct Specs {
    by_kind: BTreeMap<String, Arc<NodeSpec>>,
    by_n8n: BTreeMap<String, (String, Map)>,
}

impl Specs {
    /// Adds a kind, replacing one of the same name.
    pub fn add(&mut self, spec: NodeSpec) {
        for known in &spec.n8n {
            self.by_n8n.insert(
                known.name.clone(),
                (spec.kind.clone(), known.implies.clone()),
            );
        }
        self.by_kind.insert(spec.kind.clone(), Arc::new(spec));
    }

    /// The kind with a name.
    pub fn get(&self, kind: &str) -> Option<&Arc<NodeSpec>> {
        self.by_kind.get(kind)
    }

    /// The kind that stands for one of n8n's types, and the parameters the type implies.
    pub fn of_n8n(&self, n8n_type: &str) -> Option<(&Arc<NodeSpec>, &Map)> {
        let (kind, implies) = self.by_n8n.get(n8n_type)?;
        Some((self.by_kind.get(kind)?, implies))
    }

    /// All kinds, by name.
    pub fn iter(&self) -> impl Iterator<Item = &Arc<NodeSpec>> {
        self.by_kind.values()
    }
}

impl FromIterator<NodeSpec> for Specs {
    fn from_iter<I: IntoIterator<Item = NodeSpec>>(specs: I) -> Self {
        let mut all = Self::default();
        for spec in specs {
            all.add(spec);
        }
        all
    }
}
