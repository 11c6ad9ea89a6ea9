//! A value as lines of a tree: what is open is walked, what is closed is told in a few words.

use std::collections::HashSet;

use value::Value;

use crate::editor::token::Step;

/// Children that are listed at once; the others are there when they are asked for.
pub const CHUNK: usize = 100;
/// Longest text of a line, in characters.
const MOST: usize = 200;

/// A line of the tree.
#[derive(Clone, Debug, PartialEq)]
pub struct Line {
    /// How deep it lies.
    pub depth: u32,
    /// The way to the value.
    pub path: Vec<Step>,
    /// What it is called in what holds it.
    pub key: String,
    /// What it holds, in a few words.
    pub text: String,
    /// Which sort of value it is.
    pub kind: Kind,
    /// Whether it can be opened, and is.
    pub open: Option<bool>,
}

/// A sort of value.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// Nothing.
    Null,
    /// A list.
    List,
    /// Fields.
    Object,
    /// Not a value: so many more can be shown.
    More(usize),
}

impl Kind {
    /// Of a value.
    pub fn of(value: &Value) -> Self {
        match value {
            Value::Null => Self::Null,
            Value::Bool(_) => Self::Boolean,
            Value::Number(_) => Self::Number,
            Value::String(_) => Self::Text,
            Value::Array(_) => Self::List,
            Value::Object(_) => Self::Object,
        }
    }

    /// Name of its style.
    pub fn class(self) -> &'static str {
        match self {
            Self::Text => "json-text",
            Self::Number => "json-number",
            Self::Boolean => "json-boolean",
            Self::Null => "json-null",
            Self::List | Self::Object => "json-holder",
            Self::More(_) => "json-more",
        }
    }
}

/// What is open, and how much of long lists is shown.
#[derive(Clone, Debug, Default, PartialEq)]
pub struct Opened {
    /// Paths whose state is not the usual one: the first level is open, deeper ones are closed.
    turned: HashSet<Vec<Step>>,
    /// Paths of which more than the first children are shown, once an entry for each further chunk.
    more: Vec<Vec<Step>>,
}

impl Opened {
    /// Opens or closes a path.
    pub fn turn(&mut self, path: &[Step]) {
        if !self.turned.remove(path) {
            self.turned.insert(path.to_vec());
        }
    }

    /// Shows more of a path.
    pub fn show_more(&mut self, path: &[Step]) {
        self.more.push(path.to_vec());
    }

    fn is_open(&self, path: &[Step]) -> bool {
        (path.len() < 2) != self.turned.contains(path)
    }

    fn room(&self, path: &[Step]) -> usize {
        CHUNK * (1 + self.more.iter().filter(|known| *known == path).count())
    }
}

/// The lines of a value.
pub fn lines(value: &Value, opened: &Opened) -> Vec<Line> {
    let mut lines = Vec::new();
    children(value, &mut Vec::new(), opened, &mut lines);
    lines
}

fn children(value: &Value, path: &mut Vec<Step>, opened: &Opened, lines: &mut Vec<Line>) {
    let room = opened.room(path);
    let total = match value {
        Value::Object(map) => {
            for (key, inner) in map.iter().take(room) {
                path.push(Step::Key(key.clone()));
                line(key.to_string(), inner, path, opened, lines);
                path.pop();
            }
            map.len()
        }
        Value::Array(list) => {
            for (at, inner) in list.iter().enumerate().take(room) {
                path.push(Step::Index(at as u32));
                line(at.to_string(), inner, path, opened, lines);
                path.pop();
            }
            list.len()
        }
        _ => 0,
    };
    if total > room {
        lines.push(Line {
            depth: path.len() as u32,
            path: path.clone(),
            key: String::new(),
            text: String::new(),
            kind: Kind::More(total - room),
            open: None,
        });
    }
}

fn line(key: String, value: &Value, path: &mut Vec<Step>, opened: &Opened, lines: &mut Vec<Line>) {
    let holds = match value {
        Value::Object(map) => !map.is_empty(),
        Value::Array(list) => !list.is_empty(),
        _ => false,
    };
    let open = holds.then(|| opened.is_open(path));
    lines.push(Line {
        depth: path.len() as u32 - 1,
        path: path.clone(),
        key,
        text: short(value),
        kind: Kind::of(value),
        open,
    });
    if open == Some(true) {
        children(value, path, opened, lines);
    }
}

/// A value in one short line.
pub fn short(value: &Value) -> String {
    match value {
        Value::Object(map) => format!("{{ {} }}", map.len()),
        Value::Array(list) => format!("[ {} ]", list.len()),
        Value::String(text) => cut(text),
        other => cut(&value::to_string(other)),
    }
}

fn cut(text: &str) -> String {
    let line: String = text
        .chars()
        .take(MOST + 1)
        .map(|c| if c.is_control() { ' ' } else { c })
        .collect();
    match line.char_indices().nth(MOST) {
        None => line,
        Some((end, _)) => format!("{}…", &line[..end]),
    }
}

/// The value at the end of a way.
pub fn find<'v>(value: &'v Value, path: &[Step]) -> Option<&'v Value> {
    path.iter().try_fold(value, |at, step| match (at, step) {
        (Value::Object(map), Step::Key(key)) => map.get(key),
        (Value::Array(list), Step::Index(place)) => list.get(*place as usize),
        _ => None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    fn told(value: &Value, opened: &Opened) -> Vec<String> {
        lines(value, opened)
            .iter()
            .map(|line| {
                format!(
                    "{}{}={}",
                    " ".repeat(line.depth as usize),
                    line.key,
                    line.text
                )
            })
            .collect()
    }

    #[test]
    fn the_first_level_is_open_and_the_others_are_opened_one_by_one() {
        let value = value::json!({ "a": { "b": { "c": 1 } }, "t": "x\ny" });
        let mut opened = Opened::default();
        assert_eq!(told(&value, &opened), ["a={ 1 }", " b={ 1 }", "t=x y"]);
        let b = [Step::Key("a".into()), Step::Key("b".into())];
        opened.turn(&b);
        assert_eq!(
            told(&value, &opened),
            ["a={ 1 }", " b={ 1 }", "  c=1", "t=x y"]
        );
        opened.turn(&b[..1]);
        assert_eq!(told(&value, &opened), ["a={ 1 }", "t=x y"]);
        assert_eq!(find(&value, &b).map(short), Some("{ 1 }".to_owned()));
    }

    #[test]
    fn long_lists_are_shown_in_part_and_long_texts_are_cut() {
        let list: Vec<Value> = (0..250).map(|n| Value::from(f64::from(n))).collect();
        let value = Value::from(list);
        let mut opened = Opened::default();
        let first = lines(&value, &opened);
        assert_eq!((first.len(), first[100].kind), (101, Kind::More(150)));
        opened.show_more(&[]);
        assert_eq!(lines(&value, &opened).len(), 201);
        assert!(short(&"ä".repeat(5000).into()).chars().count() <= MOST + 1);
    }
}
