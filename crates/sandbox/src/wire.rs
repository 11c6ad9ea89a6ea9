//! What a request holds: the job, the scope and the input items, each in a section of its own.
//!
//! Items stay JSON text until code asks for one, with an index of where each begins, so that an expression that only
//! reads `$json` never has all of them in the JavaScript heap. Not here: results (see `mark`).

use model::script::{CodeMode, Scope};
use model::{Item, Origin};
use serde::{Deserialize, Serialize};
use value::{Map, Value};

/// What the worker is to do and how far it may go.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) struct Job {
    /// Most milliseconds for one expression of one item, or for the code.
    pub each_ms: u64,
    /// Most milliseconds for all of it.
    pub total_ms: u64,
    /// Bytes of JavaScript heap, beyond what the prelude takes.
    pub heap: usize,
    /// Largest result, by [`weight`].
    pub weight: usize,
    /// The work.
    pub work: Work,
}

/// The work itself.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub(crate) enum Work {
    Evaluate {
        templates: Vec<String>,
        items: Vec<u32>,
        /// Whether to beat before every expression, so that one which never ends can be told from the others.
        careful: bool,
    },
    Run {
        code: String,
        mode: CodeMode,
        continue_on_fail: bool,
    },
}

/// What a value costs the host beside its text: a slot in its list, a key, a counted allocation.
const VALUE_COST: usize = 64;

/// How much memory a result of so many bytes and values takes at the host, roughly.
pub(crate) fn weight(bytes: usize, values: usize) -> usize {
    bytes.saturating_add(values.saturating_mul(VALUE_COST))
}

/// A request as it goes over: four sections, each with its length before it.
pub(crate) fn pack(job: &Job, scope: &Scope, items: &Items) -> Vec<u8> {
    let (job, header) = (
        serde_json::to_vec(job).unwrap_or_default(),
        value::to_vec(&header(scope)),
    );
    let mut out = Vec::with_capacity(
        job.len() + header.len() + items.text.len() + 4 * items.starts.len() + 16,
    );
    section(&mut out, &job);
    section(&mut out, &header);
    section(
        &mut out,
        items
            .starts
            .iter()
            .flat_map(|at| at.to_le_bytes())
            .collect::<Vec<u8>>()
            .as_slice(),
    );
    section(&mut out, items.text.as_bytes());
    out
}

fn section(out: &mut Vec<u8>, bytes: &[u8]) {
    out.extend_from_slice(&(bytes.len() as u32).to_le_bytes());
    out.extend_from_slice(bytes);
}

/// A request as the worker reads it.
pub(crate) struct Request {
    pub job: Job,
    /// The scope without items, JSON text.
    pub header: String,
    /// The items, JSON text of a list.
    pub items: Items,
}

/// Input items as JSON text.
#[derive(Default)]
pub(crate) struct Items {
    text: String,
    /// Where each item begins.
    starts: Vec<u32>,
}

impl Items {
    /// The whole list.
    pub fn all(&self) -> &str {
        if self.text.is_empty() {
            "[]"
        } else {
            &self.text
        }
    }

    /// One item; it ends before the comma or the bracket that follows.
    pub fn one(&self, at: usize) -> Option<&str> {
        let from = *self.starts.get(at)? as usize;
        let to = self
            .starts
            .get(at + 1)
            .map_or(self.text.len(), |next| *next as usize)
            - 1;
        self.text.get(from..to)
    }
}

/// Takes a request apart; `None` if it is not one.
pub(crate) fn unpack(payload: &[u8]) -> Option<Request> {
    let (job, rest) = take(payload)?;
    let (header, rest) = take(rest)?;
    let (starts, rest) = take(rest)?;
    let (text, _) = take(rest)?;
    let starts = starts
        .as_chunks::<4>()
        .0
        .iter()
        .map(|at| u32::from_le_bytes(*at))
        .collect();
    Some(Request {
        job: serde_json::from_slice(job).ok()?,
        header: String::from_utf8(header.to_vec()).ok()?,
        items: Items {
            text: String::from_utf8(text.to_vec()).ok()?,
            starts,
        },
    })
}

fn take(bytes: &[u8]) -> Option<(&[u8], &[u8])> {
    let (length, rest) = bytes.split_first_chunk::<4>()?;
    rest.split_at_checked(u32::from_le_bytes(*length) as usize)
}

/// The scope without its items, as `begin` of the prelude gets it.
fn header(scope: &Scope) -> Value {
    let mut map = Map::with_capacity(14);
    map.insert("workflow", scope.workflow.clone());
    map.insert("execution", scope.execution.clone());
    map.insert("node", scope.node.clone());
    map.insert("parameters", scope.parameters.clone());
    map.insert("runIndex", scope.run_index);
    if let Some(previous) = &scope.previous {
        map.insert("previous", previous.clone());
    }
    map.insert("inputCount", scope.input.len());
    map.insert("context", scope.context.clone());
    map.insert("vars", scope.vars.clone());
    if let Some(env) = &scope.env {
        map.insert("env", env.clone());
    }
    map.insert("timezone", scope.timezone.as_str());
    if let Some(ms) = scope.frozen_ms {
        map.insert("frozenMs", ms);
    }
    map.insert("extra", scope.extra.clone());
    map.insert("combined", scope.combined);
    map.insert("strict", scope.strict);
    map.into()
}

/// Writes the input.
pub(crate) fn write_items(items: &[Item]) -> Items {
    let mut all = Items {
        text: String::from("["),
        starts: Vec::with_capacity(items.len()),
    };
    for (at, item) in items.iter().enumerate() {
        if at > 0 {
            all.text.push(',');
        }
        all.starts.push(all.text.len() as u32);
        write_item(&mut all.text, item);
    }
    all.text.push(']');
    all
}

/// An item as code sees it: n8n's `pairedItem` derived from where it came from.
fn write_item(out: &mut String, item: &Item) {
    out.push_str("{\"json\":");
    out.push_str(&value::to_string(&item.to_value()));
    if let Some(binary) = item.binary.as_deref().filter(|all| !all.is_empty()) {
        out.push_str(",\"binary\":");
        out.push_str(&serde_json::to_string(binary).unwrap_or_default());
    }
    match &item.origin {
        Origin::Unknown | Origin::None => {}
        Origin::One(source) => {
            out.push_str(&format!(",\"pairedItem\":{{\"item\":{}}}", source.index));
        }
        Origin::Many(sources) => {
            let all: Vec<_> = sources
                .iter()
                .map(|source| format!("{{\"item\":{}}}", source.index))
                .collect();
            out.push_str(&format!(",\"pairedItem\":[{}]", all.join(",")));
        }
    }
    if let Some(error) = &item.error {
        out.push_str(",\"error\":");
        out.push_str(&serde_json::to_string(&**error).unwrap_or_default());
    }
    out.push('}');
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use model::Source;

    use super::*;

    fn job() -> Job {
        let work = Work::Evaluate {
            templates: vec!["={{ 1 }}".into()],
            items: vec![0],
            careful: false,
        };
        Job {
            each_ms: 1,
            total_ms: 2,
            heap: 3,
            weight: 4,
            work,
        }
    }

    #[test]
    fn a_request_comes_back() {
        let first = Item::new(Map::from_iter([("a", 1)]));
        let source = Source {
            step: 0,
            output: 0,
            index: 7,
        };
        let second = Item {
            origin: Origin::One(source),
            ..Item::new(Map::from_iter([("b", "]},{")]))
        };
        let scope = Scope {
            input: Arc::new(vec![first, second]),
            timezone: "Etc/UTC".into(),
            ..Scope::default()
        };
        let request = unpack(&pack(&job(), &scope, &write_items(&scope.input))).expect("unpacks");
        assert_eq!(request.items.one(0), Some(r#"{"json":{"a":1}}"#));
        assert_eq!(
            request.items.one(1),
            Some(r#"{"json":{"b":"]},{"},"pairedItem":{"item":7}}"#)
        );
        assert_eq!(request.items.one(2), None);
        let all = value::from_str(request.items.all()).expect("is JSON");
        assert_eq!(all.as_array().map(<[Value]>::len), Some(2));
        assert_eq!(
            value::from_str(&request.header).expect("is JSON")["inputCount"],
            2
        );
        assert_eq!(request.job.heap, 3);
    }

    #[test]
    fn an_empty_input_is_a_list() {
        let request = unpack(&pack(&job(), &Scope::default(), &write_items(&[]))).expect("unpacks");
        assert_eq!((request.items.all(), request.items.one(0)), ("[]", None));
    }

    #[test]
    fn what_is_cut_is_no_request() {
        let whole = pack(&job(), &Scope::default(), &write_items(&[]));
        for length in 0..whole.len() {
            assert!(unpack(&whole[..length]).is_none(), "cut to {length} bytes");
        }
    }
}
