//! Parses the data accessors: the few calls that are native because they only name data.
//!
//! `$json`, `$('Node').item.json`, `$('Node').first()`, `.last()`, `.all()[3]`, `.isExecuted`, `$node["Node"].json`,
//! `$input.item`, `$input.first()`, …
//!
//! Not here: `$items()`, `$item()`, `.params`, `.context`, `.itemMatching()`: rare, and the sandbox has them.

use value::Text;

use crate::{
    ast::{Root, Source},
    lex::Kind,
    parse::{Parsed, Parser, unquote},
    scope::{Part, Which},
};

impl Parser<'_> {
    /// What `name`, which has just been taken and starts with `$`, begins.
    pub fn variable(&mut self, name: &str) -> Parsed<Root> {
        match name {
            "$" => self.node_by_call(),
            "$node" => self.node_by_name(),
            "$input" => {
                let which = self.which_item(None)?;
                self.source(None, which)
            }
            "$json" | "$data" => Ok(Root::Json),
            name if name.contains('\\') => Err("escaped name"),
            name => Ok(Root::Variable(name.into())),
        }
    }

    /// `('Node').first()…`
    fn node_by_call(&mut self) -> Parsed<Root> {
        self.expect("(")?;
        let node = self.name_literal()?;
        self.expect(")")?;
        if self.member_follows("isExecuted") {
            self.at_member();
            return Ok(Root::Executed(node));
        }
        let which = self.which_item(Some(&node))?;
        self.source(Some(node), which)
    }

    /// `["Node"].json` or `.Node.json`
    fn node_by_name(&mut self) -> Parsed<Root> {
        let optional = self.take("?.");
        let node = if self.take("[") {
            let node = self.name_literal()?;
            self.expect("]")?;
            node
        } else {
            if !optional {
                self.expect(".")?;
            }
            match self.next() {
                (Kind::Name, name) if !name.contains('\\') => name.into(),
                _ => return Err("syntax"),
            }
        };
        match self.source(Some(node), Which::Same)? {
            Root::Item(Source {
                part: Part::Item, ..
            }) => Err("$node without .json"),
            root => Ok(root),
        }
    }

    fn name_literal(&mut self) -> Parsed<Text> {
        let (
            Kind::Text
            | Kind::Template {
                head: true,
                tail: true,
            },
            source,
        ) = self.next()
        else {
            return Err("computed node name");
        };
        unquote(source).map(Text::from).ok_or("string")
    }

    /// `.item`, `.first()`, `.last()` or `.all()[3]`
    fn which_item(&mut self, node: Option<&Text>) -> Parsed<Which> {
        let refusal = if node.is_some() {
            "member of $()"
        } else {
            "member of $input"
        };
        let known = ["item", "first", "last", "all"];
        let Some(member) = known.into_iter().find(|name| self.member_follows(name)) else {
            return Err(refusal);
        };
        self.at_member();
        if member == "item" {
            return Ok(Which::Paired);
        }
        self.expect("(")?;
        if !self.take(")") {
            return Err("arguments");
        }
        match member {
            "first" => Ok(Which::First),
            "last" => Ok(Which::Last),
            _ => self.index().map(Which::At),
        }
    }

    fn index(&mut self) -> Parsed<usize> {
        self.expect("[")?;
        let (Kind::Number, digits) = self.next() else {
            return Err("computed index");
        };
        let index = digits.parse().map_err(|_| "computed index")?;
        if digits.len() > 1 && digits.starts_with('0') {
            return Err("number");
        }
        self.expect("]")?;
        Ok(index)
    }

    /// `.json`, `["json"]`, `.binary`, or the item as a whole.
    fn source(&mut self, node: Option<Text>, which: Which) -> Parsed<Root> {
        let optional = self.sees("?.");
        let part = if !self.sees(".") && !self.sees("?.") && !self.sees("[") {
            Part::Item
        } else if self.member_follows("json")
            || (which == Which::Same && self.member_follows("data"))
        {
            Part::Json
        } else if self.member_follows("binary") {
            Part::Binary
        } else {
            return Err("member of an item");
        };
        if part != Part::Item {
            self.at_member();
        }
        Ok(Root::Item(Source {
            node,
            which,
            part,
            optional,
        }))
    }

    /// Whether `.name`, `?.name`, `["name"]` or `?.["name"]` comes next.
    fn member_follows(&self, name: &str) -> bool {
        let (_, wanted) = self.member_ahead();
        wanted.is_some_and(|found| found == name)
    }

    /// Moves past the member that follows.
    fn at_member(&mut self) {
        let (length, _) = self.member_ahead();
        self.skip(length);
    }

    /// How many tokens the member that follows takes, and its name.
    fn member_ahead(&self) -> (usize, Option<&str>) {
        let optional = self.sees("?.");
        let bracket = usize::from(optional);
        if self.ahead(bracket) == (Kind::Punct, "[") {
            let (kind, literal) = self.ahead(bracket + 1);
            let closed = self.ahead(bracket + 2) == (Kind::Punct, "]");
            let name = if kind == Kind::Text && closed {
                literal.get(1..literal.len() - 1)
            } else {
                None
            };
            return (bracket + 3, name);
        }
        match self.ahead(1) {
            (Kind::Name, name) if optional || self.sees(".") => (2, Some(name)),
            _ => (0, None),
        }
    }
}
