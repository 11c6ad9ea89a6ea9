//! Evaluates the tree of a native expression, left to right as JavaScript does.
//!
//! Not here: what the operators do, see [`operators`](crate::operators), and what a property is, see
//! [`property`](crate::property).

use value::{Map, Text, Value};

use crate::{
    Fault, Scope,
    ast::{Binary, Element, Entry, Key, Logic, Node, Path, Root, Source, Step, Unary},
    operators::{apply, push_text, settable, to_int, to_number, to_text, truthy, type_name},
    property::{self, Name},
    scope::{Held, Part, Reply},
};

/// The value of `node` over `scope`.
pub(crate) fn eval<'a>(node: &'a Node, scope: &'a dyn Scope) -> Reply<'a> {
    match node {
        Node::Undefined => Ok(Held::Undefined),
        Node::Const(value) => Ok(Held::Ref(value)),
        Node::Path(path) => walk(path, scope),
        Node::Unary(op, operand) => unary(*op, &eval(operand, scope)?),
        Node::Binary(first, rest) => binary(first, rest, scope),
        Node::Logic(op, nodes) => logic(*op, nodes, scope),
        Node::Choose(arms, otherwise) => choose(arms, otherwise, scope),
        Node::Template(first, rest) => template(first, rest, scope),
        Node::Array(elements) => array(elements, scope),
        Node::Object(entries) => object(entries, scope),
    }
}

fn walk<'a>(path: &'a Path, scope: &'a dyn Scope) -> Reply<'a> {
    let (mut at, steps) = match &path.root {
        Root::Json => (scope.json()?, &path.steps[..]),
        Root::Variable(name) => variable(name, &path.steps, scope)?,
        Root::Item(source) => match item(source, scope)? {
            Some(held) => (held, &path.steps[..]),
            // `?.json` of no item ends the path.
            None => return Ok(Held::Undefined),
        },
        Root::Executed(node) => (
            Held::Own(scope.node_executed(node)?.into()),
            &path.steps[..],
        ),
        Root::Node(node) => (eval(node, scope)?, &path.steps[..]),
    };
    let mut steps = steps.iter();
    if let Held::Ref(mut value) = at {
        while let Some(next) = steps
            .as_slice()
            .first()
            .and_then(|step| property::look_up(value, &step.key))
        {
            value = next;
            steps.next();
        }
        at = Held::Ref(value);
    }
    for Step { key, optional } in steps {
        if *optional && at.is_nullish() {
            return Ok(Held::Undefined);
        }
        at = match key {
            Key::Computed(key) => property::read(at, &Name::of(&eval(key, scope)?)?)?,
            key => property::read(at, &Name::from(key))?,
        };
    }
    Ok(at)
}

/// The variable, or the member of it that the first step names, and the steps that are left.
fn variable<'a>(
    name: &str,
    steps: &'a [Step],
    scope: &'a dyn Scope,
) -> Result<(Held<'a>, &'a [Step]), Fault> {
    if let Some((
        Step {
            key: Key::Name(key),
            ..
        },
        rest,
    )) = steps.split_first()
    {
        match scope.member(name, key) {
            Err(Fault::NotNative(_)) => {}
            reply => return Ok((reply?, rest)),
        }
    }
    Ok((scope.variable(name)?, steps))
}

fn item<'a>(source: &'a Source, scope: &'a dyn Scope) -> Result<Option<Held<'a>>, Fault> {
    let Source {
        node,
        which,
        part,
        optional,
    } = source;
    let found = match node {
        Some(node) => scope.node_item(node, *which, *part)?,
        None => scope.input_item(*which, *part)?,
    };
    let name = match part {
        _ if found.is_some() || *optional => return Ok(found),
        Part::Item => return Ok(Some(Held::Undefined)),
        Part::Json => "json",
        Part::Binary => "binary",
    };
    Err(Fault::type_error(format!(
        "Cannot read properties of undefined (reading '{name}')"
    )))
}

fn unary<'a>(op: Unary, operand: &Held<'a>) -> Reply<'a> {
    Ok(match op {
        Unary::Plus => Held::Own(to_number(operand)?.into()),
        Unary::Minus => Held::Own((-to_number(operand)?).into()),
        Unary::Not => Held::Own((!truthy(operand)).into()),
        Unary::BitNot => Held::Own((!to_int(to_number(operand)?)).into()),
        Unary::TypeOf => Held::Own(type_name(operand).into()),
        Unary::Void => Held::Undefined,
    })
}

fn binary<'a>(first: &'a Node, rest: &'a [(Binary, Node)], scope: &'a dyn Scope) -> Reply<'a> {
    let mut left = Left::Held(eval(first, scope)?);
    for (op, node) in rest {
        left = match op {
            Binary::Add => left.add(node, scope)?,
            Binary::In => {
                let is_in = property::contains(&eval(node, scope)?, &left.held())?;
                Left::Held(Held::Own(is_in.into()))
            }
            op => {
                let right = eval(node, scope)?;
                Left::Held(Held::Own(apply(*op, &left.held(), &right)?))
            }
        };
    }
    Ok(left.held())
}

/// The left operand: text that `+` builds grows in one buffer.
enum Left<'a> {
    Held(Held<'a>),
    Text(String),
}

impl<'a> Left<'a> {
    fn held(self) -> Held<'a> {
        match self {
            Left::Held(held) => held,
            Left::Text(text) => Held::Own(text.into()),
        }
    }

    fn add(self, node: &'a Node, scope: &'a dyn Scope) -> Result<Self, Fault> {
        let left = match self {
            Left::Text(mut text) => {
                push_node(&mut text, node, scope)?;
                return Ok(Left::Text(text));
            }
            Left::Held(left) => left,
        };
        if textual(&left) {
            let mut text = begin(&left)?;
            push_node(&mut text, node, scope)?;
            return Ok(Left::Text(text));
        }
        let right = eval(node, scope)?;
        if textual(&right) {
            let mut text = begin(&left)?;
            push_text(&mut text, &right)?;
            return Ok(Left::Text(text));
        }
        let sum = to_number(&left)? + to_number(&right)?;
        Ok(Left::Held(Held::Own(sum.into())))
    }
}

/// A text that starts with `held` and will grow.
fn begin(held: &Held<'_>) -> Result<String, Fault> {
    let mut text = String::with_capacity(64);
    push_text(&mut text, held)?;
    Ok(text)
}

/// Appends the node's value as text.
fn push_node<'a>(out: &mut String, node: &'a Node, scope: &'a dyn Scope) -> Result<(), Fault> {
    match look_up(node, scope) {
        Some(value) => push_text(out, &Held::Ref(value)),
        None => push_text(out, &eval(node, scope)?),
    }
}

/// The value of a constant or of a path that is all there: what most operands are, without the detour over [`Held`].
pub(crate) fn look_up<'a>(node: &'a Node, scope: &'a dyn Scope) -> Option<&'a Value> {
    let path = match node {
        Node::Const(value) => return Some(value),
        Node::Path(path) if matches!(path.root, Root::Json) => path,
        _ => return None,
    };
    let Ok(Held::Ref(json)) = scope.json() else {
        return None;
    };
    path.steps
        .iter()
        .try_fold(json, |at, step| property::look_up(at, &step.key))
}

/// Whether `+` joins this as text.
fn textual(held: &Held<'_>) -> bool {
    matches!(
        held.value(),
        Some(Value::String(_) | Value::Array(_) | Value::Object(_))
    )
}

fn logic<'a>(op: Logic, nodes: &'a [Node], scope: &'a dyn Scope) -> Reply<'a> {
    let mut held = Held::Undefined;
    for node in nodes {
        held = eval(node, scope)?;
        let done = match op {
            Logic::Or => truthy(&held),
            Logic::And => !truthy(&held),
            Logic::Nullish => !held.is_nullish(),
        };
        if done {
            break;
        }
    }
    Ok(held)
}

fn choose<'a>(arms: &'a [(Node, Node)], otherwise: &'a Node, scope: &'a dyn Scope) -> Reply<'a> {
    for (condition, then) in arms {
        if truthy(&eval(condition, scope)?) {
            return eval(then, scope);
        }
    }
    eval(otherwise, scope)
}

fn template<'a>(first: &Text, rest: &'a [(Node, Text)], scope: &'a dyn Scope) -> Reply<'a> {
    let mut out = String::with_capacity(64);
    out.push_str(first);
    for (node, text) in rest {
        push_node(&mut out, node, scope)?;
        out.push_str(text);
    }
    Ok(Held::Own(out.into()))
}

/// What a list or object may hold: JSON has no `undefined`.
fn keep(held: Held<'_>) -> Result<Value, Fault> {
    held.into_js()
        .into_value()
        .ok_or(Fault::NotNative("undefined in data"))
}

fn array<'a>(elements: &'a [Element], scope: &'a dyn Scope) -> Reply<'a> {
    let mut list = Vec::with_capacity(elements.len());
    for element in elements {
        match element {
            Element::One(node) => list.push(keep(eval(node, scope)?)?),
            Element::Spread(node) => match eval(node, scope)?.value() {
                Some(Value::Array(more)) => list.extend(more.iter().cloned()),
                Some(Value::String(text)) => {
                    list.extend(text.chars().map(|c| Value::from(c.to_string())));
                }
                _ => return Err(Fault::NotNative("spread")),
            },
        }
    }
    Ok(Held::Own(list.into()))
}

fn object<'a>(entries: &'a [Entry], scope: &'a dyn Scope) -> Reply<'a> {
    let mut map = Map::with_capacity(entries.len());
    for entry in entries {
        match entry {
            Entry::Named(name, node) => {
                map.insert(name, keep(eval(node, scope)?)?);
            }
            Entry::Computed(key, node) => {
                let key = eval(key, scope)?;
                let name = match key.value() {
                    Some(Value::Array(_) | Value::Object(_)) => {
                        return Err(Fault::NotNative("object as key"));
                    }
                    _ => to_text(&key)?,
                };
                if !settable(&name) {
                    return Err(Fault::NotNative("key"));
                }
                map.insert(name, keep(eval(node, scope)?)?);
            }
            Entry::Spread(node) => spread(&mut map, &eval(node, scope)?)?,
        }
    }
    Ok(Held::Own(map.into()))
}

fn spread(map: &mut Map, held: &Held<'_>) -> Result<(), Fault> {
    match held.value() {
        None | Some(Value::Null | Value::Bool(_) | Value::Number(_)) => Ok(()),
        Some(Value::Object(more)) if more.keys().all(|key| crate::parse::own_key(key)) => {
            map.extend(more.iter());
            Ok(())
        }
        _ => Err(Fault::NotNative("spread")),
    }
}
