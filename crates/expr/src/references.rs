//! Lists what JavaScript refers to, by its tokens alone: any code is read, native or not, correct or not.
//!
//! Not here: values of variables; a node name that is put together at run time is reported as computed.

use std::collections::{BTreeSet, HashSet};

use value::Text;

use crate::{
    lex::{Kind, Token, tokens},
    parse::unquote,
    split::{PieceKind, split},
};

/// Past this a script is not looked into.
pub(crate) const MAX_SCRIPT: usize = 8 << 20;

/// How many tokens of arguments are looked through for their end.
const MAX_ARGUMENTS: usize = 64;

/// What a piece of JavaScript refers to.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct References {
    /// The nodes it names, in order of first mention
    pub nodes: Vec<Text>,
    /// Whether it names a node by an expression, such as `$(name)`: it may then refer to any
    pub computed: bool,
    /// The variables it uses: `$json`, `$now`, … (with their `$`)
    pub variables: BTreeSet<Text>,
    /// The paths it reads out of items' JSON, an empty one where it takes the whole
    pub paths: Vec<DataPath>,
}

/// A path read out of an item's JSON, methods left out.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DataPath {
    /// The node whose item it is; none for the current item
    pub node: Option<Text>,
    /// The steps, as far as they are constant
    pub steps: Vec<Text>,
}

impl References {
    /// Whether it uses the variable (with its `$`).
    pub fn uses(&self, variable: &str) -> bool {
        self.variables.contains(variable)
    }
}

/// What `code` refers to.
pub fn references(code: &str) -> References {
    let mut collector = Collector::default();
    collector.read(code);
    collector.found
}

/// What the code in a parameter's text (with its leading `=`) refers to.
pub fn template_references(parameter: &str) -> References {
    let mut collector = Collector::default();
    for piece in split(parameter.strip_prefix('=').unwrap_or_default()) {
        if matches!(piece.kind, PieceKind::Code { .. }) {
            collector.read(&piece.text);
        }
    }
    collector.found
}

/// Gathers what several pieces of code refer to.
#[derive(Default)]
pub(crate) struct Collector {
    pub found: References,
    nodes: HashSet<Text>,
    paths: HashSet<DataPath>,
}

impl Collector {
    pub fn read(&mut self, code: &str) {
        if code.len() > MAX_SCRIPT {
            self.found.computed = true;
            return;
        }
        let reader = Reader {
            source: code,
            tokens: tokens(code),
        };
        for at in 0..reader.tokens.len() {
            self.mention(&reader, at);
        }
    }

    fn mention(&mut self, reader: &Reader<'_>, at: usize) {
        let Some(name) = reader.variable(at) else {
            return;
        };
        if !self.found.variables.contains(name) {
            self.found.variables.insert(name.into());
        }
        match reader.node_named(at) {
            Some(Ok(mention)) => {
                if self.nodes.insert(mention.name.clone()) {
                    self.found.nodes.push(mention.name.clone());
                }
                let steps = reader.steps_of_node(at, &mention);
                self.add_path(Some(mention.name), steps);
            }
            Some(Err(())) => self.found.computed = true,
            None => self.add_path(None, reader.steps_of_item(at, name)),
        }
    }

    fn add_path(&mut self, node: Option<Text>, steps: Option<Vec<Text>>) {
        let Some(steps) = steps else { return };
        let path = DataPath { node, steps };
        if self.paths.insert(path.clone()) {
            self.found.paths.push(path);
        }
    }
}

/// A place where a node is named.
pub(crate) struct Mention {
    /// The token that holds the name: a literal, or a name after a dot
    pub at: usize,
    pub name: Text,
    /// Whether the name follows a dot
    pub dotted: bool,
}

/// The tokens of a script, looked at by position.
pub(crate) struct Reader<'s> {
    pub source: &'s str,
    pub tokens: Vec<Token>,
}

impl<'s> Reader<'s> {
    fn at(&self, at: usize) -> (Kind, &'s str) {
        self.tokens.get(at).map_or((Kind::Broken, ""), |token| {
            (token.kind, token.text(self.source))
        })
    }

    fn sees(&self, at: usize, punctuator: &str) -> bool {
        self.at(at) == (Kind::Punct, punctuator)
    }

    /// The text of a constant string.
    fn literal(&self, at: usize) -> Option<Text> {
        match self.at(at) {
            (
                Kind::Text
                | Kind::Template {
                    head: true,
                    tail: true,
                },
                source,
            ) => unquote(source).map(Text::from),
            _ => None,
        }
    }

    /// The variable named at `at`, unless it is a property of something else. `$item(0).$json` counts as a variable.
    fn variable(&self, at: usize) -> Option<&'s str> {
        let (Kind::Name, name) = self.at(at) else {
            return None;
        };
        let member = at > 0 && (self.sees(at - 1, ".") || self.sees(at - 1, "?."));
        let of_call = at > 1 && self.sees(at - 2, ")");
        (name.starts_with('$') && (!member || of_call)).then_some(name)
    }

    /// The node that the variable at `at` names; `Err` if by an expression.
    pub fn node_named(&self, at: usize) -> Option<Result<Mention, ()>> {
        let after = |token: usize, ends: &[&str]| match self.literal(token) {
            Some(name) if ends.iter().any(|end| self.sees(token + 1, end)) => Ok(Mention {
                at: token,
                name,
                dotted: false,
            }),
            _ => Err(()),
        };
        let next = at + 1 + usize::from(self.sees(at + 1, "?."));
        match self.variable(at)? {
            "$" | "$getPairedItem" if self.sees(next, "(") => Some(after(next + 1, &[")", ","])),
            "$items" if self.sees(next, "(") && !self.sees(next + 1, ")") => {
                Some(after(next + 1, &[")", ","]))
            }
            "$node" if self.sees(next, "[") => Some(after(next + 1, &["]"])),
            "$node" => Some(self.dotted(at)),
            _ => None,
        }
    }

    fn dotted(&self, at: usize) -> Result<Mention, ()> {
        match self.at(at + 2) {
            (Kind::Name, name)
                if (self.sees(at + 1, ".") || self.sees(at + 1, "?.")) && !name.contains('\\') =>
            {
                Ok(Mention {
                    at: at + 2,
                    name: name.into(),
                    dotted: true,
                })
            }
            _ => Err(()),
        }
    }

    /// The path read from `$('Node').item.json`, `$node["Node"].json`, ….
    fn steps_of_node(&self, at: usize, mention: &Mention) -> Option<Vec<Text>> {
        let after = mention.at + 1 + usize::from(!mention.dotted);
        if self.at(at).1 == "$node" {
            return self.json_steps(after);
        }
        self.after_item(after).and_then(|at| self.json_steps(at))
    }

    /// The path read from `$json` or `$input.item.json`.
    fn steps_of_item(&self, at: usize, name: &str) -> Option<Vec<Text>> {
        match name {
            "$json" | "$data" => Some(self.steps(at + 1)),
            "$input" => self.after_item(at + 1).and_then(|at| self.json_steps(at)),
            _ => None,
        }
    }

    /// Past `.item`, `.first()`, `.last()`, `.all()[0]` or `.itemMatching(…)`.
    fn after_item(&self, at: usize) -> Option<usize> {
        let (member, mut at) = self.step(at)?;
        match member.as_str() {
            "item" => return Some(at),
            "first" | "last" | "all" | "itemMatching" if self.sees(at, "(") => {}
            _ => return None,
        }
        at += (0..MAX_ARGUMENTS).find(|ahead| self.sees(at + ahead, ")"))?;
        if member != "all" {
            Some(at + 1)
        } else {
            self.step(at + 1).map(|(_, at)| at)
        }
    }

    fn json_steps(&self, at: usize) -> Option<Vec<Text>> {
        let (part, at) = self.step(at)?;
        (part == "json" || part == "data").then(|| self.steps(at))
    }

    /// The constant steps from `at` on, without the method that is called at their end.
    fn steps(&self, mut at: usize) -> Vec<Text> {
        let mut steps = Vec::new();
        while let Some((name, next)) = self.step(at) {
            if self.sees(next, "(") || (self.sees(next, "?.") && self.sees(next + 1, "(")) {
                break;
            }
            steps.push(name);
            at = next;
        }
        steps
    }

    /// One step, and where it ends.
    fn step(&self, at: usize) -> Option<(Text, usize)> {
        let optional = self.sees(at, "?.");
        let bracket = at + usize::from(optional);
        if self.sees(bracket, "[") {
            let name = match self.at(bracket + 1) {
                (Kind::Number, digits) => Text::from(digits),
                _ => self.literal(bracket + 1)?,
            };
            return self.sees(bracket + 2, "]").then_some((name, bracket + 3));
        }
        match self.at(at + 1) {
            (Kind::Name, name) if optional || self.sees(at, ".") => Some((name.into(), at + 2)),
            _ => None,
        }
    }
}
