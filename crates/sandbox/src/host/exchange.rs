//! The talk with a worker while it works: the request goes over, calls come back and are answered, the result ends it.
//!
//! Nothing that comes is believed: a kind of frame out of place, a payload longer than its cap, JSON that does not parse
//! or a result of another shape than asked ends the worker. A call is data, checked by its type, and answered by the host,
//! who decides what it grants; expressions are not even asked about what only a program may do.

use std::future::pending;
use std::time::Duration;

use bytes::Bytes;
use futures::stream::FuturesUnordered;
use futures::{FutureExt as _, StreamExt as _};
use model::script::{BoxFuture, ScriptCall, ScriptError, ScriptFault, ScriptHost};
use tokio::time::{Instant, sleep_until};
use value::Value;

use super::process::Process;
use crate::error::Error;
use crate::frame::{self, Kind};
use crate::{mark, wire};

/// How long after its deadline a worker is killed: it should have ended by itself, and said why.
const GRACE: Duration = Duration::from_millis(250);
/// A worker that is gone so soon, and said nothing, was dead already.
const STILLBORN: Duration = Duration::from_millis(30);
/// Longest error text.
const ERROR_BYTES: usize = 1 << 20;
/// Longest line of the console, with room for its last character.
const LINE_BYTES: usize = (64 << 10) + 8;
/// Most lines and bytes that are kept.
const MOST_LINES: usize = 10_000;
const MOST_LINE_BYTES: usize = 4 << 20;
/// Longest call of an expression.
const EXPRESSION_CALL: usize = 1 << 20;

/// Most calls that the host works on at once; further ones wait in the pipe, and the code that makes them with them.
const MOST_CALLS: usize = 64;
/// Most bytes of answers that the worker has not read before it is heard again.
const MOST_UNREAD: usize = 16 << 20;

/// What a request may cost, and what it may ask for.
pub(super) struct Terms {
    /// Time for one expression or for the program.
    pub each: Duration,
    /// Time for all of it.
    pub total: Duration,
    /// Largest result, by [`wire::weight`].
    pub weight: usize,
    /// Whether a program runs, which may do more than read.
    pub program: bool,
}

/// What came back.
pub(super) struct Reply {
    /// The result and whether it holds marks.
    pub result: Result<(Value, bool), ScriptError>,
    /// Lines of the console.
    pub console: Vec<String>,
    /// Whether the worker may be used again.
    pub reusable: bool,
    /// Whether it was dead before it can have begun.
    pub stillborn: bool,
    /// How often it said that it goes on.
    pub beats: usize,
}

/// Sends a request and waits for its result.
pub(super) async fn exchange(
    process: &mut Process,
    request: Bytes,
    terms: &Terms,
    host: &dyn ScriptHost,
) -> Reply {
    let mut talk = Talk {
        terms,
        host,
        calls: FuturesUnordered::new(),
        console: Vec::new(),
        line_bytes: 0,
        heard: false,
        beats: 0,
    };
    let start = Instant::now();
    let result = talk.run(process, request).await;
    drop(std::mem::take(&mut talk.calls));
    let console = talk.console;
    match result {
        Ok(result) => Reply {
            reusable: process.writer.is_idle(),
            result,
            console,
            stillborn: false,
            beats: talk.beats,
        },
        Err(error) => {
            tracing::debug!(worker = process.id(), %error, "worker is replaced");
            Reply {
                stillborn: matches!(error, Error::Gone)
                    && !talk.heard
                    && start.elapsed() < STILLBORN,
                result: Err(error.into()),
                console,
                reusable: false,
                beats: talk.beats,
            }
        }
    }
}

type Outcome = Result<(Value, bool), ScriptError>;

struct Talk<'a> {
    terms: &'a Terms,
    host: &'a dyn ScriptHost,
    /// Calls that the host works on, with the numbers of those that wait for an answer.
    calls: FuturesUnordered<BoxFuture<'a, Option<Vec<u8>>>>,
    console: Vec<String>,
    line_bytes: usize,
    /// Whether the worker said anything.
    heard: bool,
    beats: usize,
}

impl Talk<'_> {
    async fn run(&mut self, process: &mut Process, request: Bytes) -> Result<Outcome, Error> {
        let last = Instant::now() + self.terms.total + GRACE;
        let mut until = last.min(Instant::now() + self.terms.each + GRACE);
        process.request(request);
        let program = self.terms.program;
        let weight = self.terms.weight;
        let cap = move |kind| cap(kind, program, weight);
        loop {
            // Said here too: a worker that never stops talking would keep the clock below from being looked at.
            if Instant::now() >= until {
                return Err(Error::Late);
            }
            let busy = !process.writer.is_idle();
            let listens = self.calls.len() < MOST_CALLS && process.writer.waiting() < MOST_UNREAD;
            tokio::select! {
                biased;
                frame = process.reader.next(&cap), if listens => {
                    let (kind, payload) = frame?;
                    self.heard = true;
                    if kind == Kind::Beat {
                        self.beats += 1;
                        until = last.min(Instant::now() + self.terms.each + GRACE);
                    } else if let Some(outcome) = self.take(kind, payload)? {
                        return Ok(outcome);
                    }
                }
                answer = next_answer(&mut self.calls) => {
                    if let Some(answer) = answer {
                        process.writer.push(Kind::Answer, answer.into());
                    }
                }
                flushed = process.writer.flush(), if busy => flushed?,
                () = at(until) => return Err(Error::Late),
            }
        }
    }

    /// Deals with a frame; the last one ends the talk.
    fn take(&mut self, kind: Kind, payload: Vec<u8>) -> Result<Option<Outcome>, Error> {
        match kind {
            Kind::Done => self.read_result(&payload).map(|result| Some(Ok(result))),
            Kind::Failed => serde_json::from_slice(&payload)
                .map(|error| Some(Err(error)))
                .map_err(|_| Error::Nonsense),
            Kind::Line => {
                self.log(payload);
                Ok(None)
            }
            Kind::Call => {
                let (number, call) = frame::numbered(&payload).ok_or(Error::Nonsense)?;
                self.call(number, serde_json::from_slice(call));
                Ok(None)
            }
            _ => Err(Error::Nonsense),
        }
    }

    fn read_result(&self, payload: &[u8]) -> Result<(Value, bool), Error> {
        let (marked, json) = payload.split_first().ok_or(Error::Nonsense)?;
        let most = self.terms.weight.saturating_mul(2);
        // A value takes two bytes of text at least; only a large reply needs counting.
        let few = wire::weight(json.len(), json.len() / 2 + 1) <= most;
        if !few && wire::weight(json.len(), count_values(json)) > most {
            return Err(Error::Large);
        }
        Ok((
            value::from_slice(json).map_err(|_| Error::Nonsense)?,
            *marked != 0,
        ))
    }

    fn log(&mut self, line: Vec<u8>) {
        if self.console.len() == MOST_LINES || self.line_bytes + line.len() > MOST_LINE_BYTES {
            return;
        }
        self.line_bytes += line.len();
        let line = String::from_utf8_lossy(&line).into_owned();
        let mut call = self.host.call(ScriptCall::Console { line: line.clone() });
        // Told at once where nobody has to be waited for: the program may end before calls are looked at again.
        if (&mut call).now_or_never().is_none() {
            self.calls.push(Box::pin(async move {
                let _ = call.await;
                None
            }));
        }
        self.console.push(line);
    }

    /// Hands a call to the host, or refuses it.
    fn call(&self, number: u32, call: Result<ScriptCall, serde_json::Error>) {
        let refusal = match &call {
            Err(error) => Some(format!("There is no such call: {error}")),
            Ok(call) if !self.terms.program && changes(call) => {
                Some("An expression may not do that".to_owned())
            }
            Ok(_) => None,
        };
        let answer = match (call, refusal) {
            (Ok(call), None) => self.host.call(call),
            (_, refusal) => {
                let error =
                    ScriptError::new(ScriptFault::Refused, "Error", refusal.unwrap_or_default());
                Box::pin(std::future::ready(Err(error)))
            }
        };
        self.calls.push(Box::pin(
            async move { Some(answer_text(number, &answer.await)) },
        ));
    }
}

/// How long the payload of a frame may be.
fn cap(kind: Kind, program: bool, weight: usize) -> usize {
    match kind {
        Kind::Done => weight,
        Kind::Failed => ERROR_BYTES,
        Kind::Line => LINE_BYTES,
        Kind::Call if program => weight,
        Kind::Call => EXPRESSION_CALL,
        Kind::Ready | Kind::Broken | Kind::Beat | Kind::Request | Kind::Answer => 0,
    }
}

/// Calls that leave a trace, or reach out.
fn changes(call: &ScriptCall) -> bool {
    match call {
        ScriptCall::SetStaticData { .. }
        | ScriptCall::SetCustomData { .. }
        | ScriptCall::HttpRequest { .. }
        | ScriptCall::StoreBinary { .. }
        | ScriptCall::Console { .. } => true,
        ScriptCall::Node { .. }
        | ScriptCall::Items { .. }
        | ScriptCall::Paired { .. }
        | ScriptCall::RunItems { .. }
        | ScriptCall::StaticData { .. }
        | ScriptCall::CustomData {}
        | ScriptCall::BinaryData { .. }
        | ScriptCall::FromAi { .. }
        | ScriptCall::AiInfo {} => false,
    }
}

/// What the prelude gets for a call.
fn answer_text(number: u32, answer: &Result<Value, ScriptError>) -> Vec<u8> {
    let mut text = number.to_le_bytes().to_vec();
    match answer {
        Ok(value) => {
            text.extend_from_slice(b"{\"ok\":");
            text.extend_from_slice(&value::to_vec(value));
        }
        Err(error) => {
            text.extend_from_slice(b"{\"error\":");
            text.extend_from_slice(&serde_json::to_vec(error).unwrap_or_else(|_| b"{}".to_vec()));
        }
    }
    text.push(b'}');
    text
}

/// The next answer of the host; never, while no call is under way.
async fn next_answer(
    calls: &mut FuturesUnordered<BoxFuture<'_, Option<Vec<u8>>>>,
) -> Option<Vec<u8>> {
    match calls.next().await {
        Some(answer) => answer,
        None => pending().await,
    }
}

#[expect(
    clippy::disallowed_methods,
    reason = "a worker is killed by the machine's clock, whatever a test's clock says"
)]
async fn at(time: Instant) {
    sleep_until(time).await;
}

/// How many values JSON text holds, at most: commas and brackets outside of strings.
fn count_values(json: &[u8]) -> usize {
    let (mut count, mut inside, mut escaped) = (1, false, false);
    for byte in json {
        match byte {
            _ if escaped => escaped = false,
            b'\\' if inside => escaped = true,
            b'"' => inside = !inside,
            b',' | b'[' | b'{' if !inside => count += 1,
            _ => {}
        }
    }
    count
}

/// Reads the table of an evaluation; `None` if it is not of that shape.
pub(super) fn read_table(
    result: Value,
    marked: bool,
    templates: usize,
    items: usize,
) -> Option<model::script::Evaluated> {
    let columns = into_list(result).filter(|columns| columns.len() == templates)?;
    let column = |column: Value| {
        let cells = into_list(column).filter(|cells| cells.len() == items)?;
        cells
            .into_iter()
            .map(|cell| mark::read(cell, marked))
            .collect()
    };
    columns.into_iter().map(column).collect()
}

/// The list of an array, taken out without a copy where nobody shares it.
pub(super) fn into_list(value: Value) -> Option<Vec<Value>> {
    match value {
        Value::Array(list) => Some(std::sync::Arc::unwrap_or_clone(list)),
        _ => None,
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn values_are_counted_outside_of_strings() {
        for (json, expected) in [("1", 1), ("[1,2]", 3), (r#"{"a,":"[\",","b":[]}"#, 4)] {
            assert_eq!(count_values(json.as_bytes()), expected, "{json}");
        }
    }

    #[test]
    fn only_a_table_of_the_right_shape_is_one() {
        for (json, fits) in [
            ("[[1,2],[3,4]]", true),
            ("[[1,2]]", false),
            ("[[1],[2]]", false),
            ("7", false),
        ] {
            let value = value::from_str(json).expect("is JSON");
            assert_eq!(read_table(value, false, 2, 2).is_some(), fits, "{json}");
        }
    }
}
