//! Reads the fields of one node.

use value::Value;

use super::place::{authority, folder_of, is_local};
use super::{CommandWant, FileWant, HostWant, Place, Wants};
use crate::grant::{programs, split_authority};
use crate::spec::{Ask, NodeSpec, Param, ParamKind};
use crate::walk;
use crate::workflow::Node;

/// Adds what a node of a known kind wants.
pub(super) fn node(node: &Node, spec: &NodeSpec, wants: &mut Wants) {
    Reader { node, wants }.read(spec);
}

struct Reader<'r> {
    node: &'r Node,
    wants: &'r mut Wants,
}

impl Reader<'_> {
    fn read(&mut self, spec: &NodeSpec) {
        for param in &spec.params {
            if spec.shows(self.node, &param.show) {
                let value = self.node.parameters.get(&param.name);
                self.param(&param.name, param, value.unwrap_or(&param.default));
            }
        }
        let mut environment = Vec::new();
        walk::texts(&self.node.parameters, &mut |leaf| {
            if reads_environment(leaf.text, leaf.key) {
                environment.push(leaf.path.to_owned());
            }
        });
        let places = environment.iter().map(|field| self.place(field));
        let places: Vec<Place> = places.collect();
        self.wants.environment.extend(places);
    }

    fn place(&self, field: &str) -> Place {
        Place {
            node: self.node.id.clone(),
            name: self.node.name.clone(),
            field: field.to_owned(),
        }
    }

    fn param(&mut self, path: &str, param: &Param, value: &Value) {
        if let Some(ask) = param.asked() {
            let folder = matches!(param.kind, ParamKind::Folder);
            // A kind's own word for "none of yours" is no file of the person's.
            let own_word = ask.is_file() && *value == param.default;
            if !own_word {
                self.ask(path, ask, folder, value);
            }
            return;
        }
        match &param.kind {
            ParamKind::Fields(params) => self.fields(path, params, value),
            ParamKind::Groups { groups, .. } => {
                for group in groups {
                    let Some(inner) = value.get(&group.name) else {
                        continue;
                    };
                    let path = format!("{path}.{}", group.name);
                    match inner {
                        Value::Array(list) => {
                            for (at, element) in list.iter().enumerate() {
                                self.param(&format!("{path}.{at}"), group, element);
                            }
                        }
                        one => self.param(&path, group, one),
                    }
                }
            }
            ParamKind::Code(language) if language == "javaScript" => self.code(path, value),
            _ => {}
        }
    }

    fn fields(&mut self, path: &str, params: &[Param], value: &Value) {
        for param in params {
            if let Some(inner) = value.get(&param.name) {
                self.param(&format!("{path}.{}", param.name), param, inner);
            }
        }
    }

    fn ask(&mut self, path: &str, ask: Ask, folder: bool, value: &Value) {
        // A field that chooses from a list holds its text under `value`.
        let value = value.get("value").unwrap_or(value);
        let texts = match value {
            Value::Array(list) => list.iter().filter_map(Value::as_str).collect(),
            one => one.as_str().into_iter().collect::<Vec<_>>(),
        };
        for text in texts.into_iter().filter(|text| !text.trim().is_empty()) {
            let (text, open) = known_part(text);
            let place = self.place(path);
            match ask {
                Ask::Host => {
                    let want = host_want(place, text, open);
                    self.wants.hosts.push(want);
                }
                Ask::ReadFile | Ask::WriteFile => self.wants.files.push(FileWant {
                    place,
                    folder: folder_of(text, open, folder),
                    write: ask == Ask::WriteFile,
                }),
                Ask::Command => {
                    let want = command_want(place, text, open);
                    self.wants.commands.push(want);
                }
                Ask::Environment => self.wants.environment.push(place),
            }
        }
    }

    /// A program contacts hosts through its HTTP helper: those whose address it spells out are listed.
    fn code(&mut self, path: &str, value: &Value) {
        let Some(code) = value.as_str().filter(|code| code.contains("ttpRequest")) else {
            return;
        };
        let mut found = 0;
        for (at, _) in code.match_indices("://") {
            let start = code[..at]
                .rfind(|c: char| !c.is_ascii_alphanumeric())
                .map_or(0, |before| before + 1);
            let rest = &code[start..];
            let end = rest.find(['"', '\'', '`', '\n', ' ', ')', '$']);
            let (text, open) = match end {
                Some(end) => (&rest[..end], rest[end..].starts_with('$')),
                None => (rest, false),
            };
            if matches!(&code[start..at], "http" | "https") {
                found += 1;
                let want = host_want(self.place(path), text, open);
                self.wants.hosts.push(want);
            }
        }
        if found == 0 {
            let want = host_want(self.place(path), "", true);
            self.wants.hosts.push(want);
        }
    }
}

/// The beginning of a text that is there before anything runs, and whether more follows.
fn known_part(text: &str) -> (&str, bool) {
    match text.strip_prefix('=') {
        None => (text, false),
        Some(expression) => match expression.find("{{") {
            Some(at) => (&expression[..at], true),
            None => (expression, false),
        },
    }
}

fn reads_environment(text: &str, key: &str) -> bool {
    if !text.contains("$env") {
        return false;
    }
    let references = if text.starts_with('=') {
        expr::template_references(text)
    } else if walk::is_code_key(key) {
        expr::references(text)
    } else {
        return false;
    };
    references.uses("$env")
}

fn host_want(place: Place, text: &str, open: bool) -> HostWant {
    let known = authority(text.trim(), open).and_then(split_authority);
    let host = known.map(|(host, _)| host.trim_end_matches('.').to_ascii_lowercase());
    HostWant {
        place,
        local: host.as_deref().is_some_and(is_local),
        port: known.and_then(|(_, port)| port),
        host: host.filter(|host| !host.is_empty()),
    }
}

fn command_want(place: Place, text: &str, open: bool) -> CommandWant {
    // Of a line that goes on while running only a finished first word is sure.
    let sure = match open {
        false => text,
        true => text
            .trim_start()
            .split_inclusive(' ')
            .next()
            .filter(|word| word.ends_with(' '))
            .unwrap_or_default(),
    };
    let programs = programs(sure);
    CommandWant {
        place,
        open: open || programs.is_none(),
        untold: !open && programs.is_none(),
        programs: programs.unwrap_or_default(),
    }
}
