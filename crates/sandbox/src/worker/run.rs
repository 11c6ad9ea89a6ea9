//! One request, from the frame to the reply: expressions item by item, or a program until its promise settles.
//!
//! A request ends in one of two ways: a result in which single expressions may have failed, or one error for all of it
//! (time, memory, size, or the program threw).

use std::rc::Rc;
use std::time::{Duration, Instant};

use model::script::{CodeMode, ScriptError, ScriptFault};
use rquickjs::promise::PromiseState;
use rquickjs::{Coerced, Ctx, Exception, Object, Promise, Value};

use super::desk::Desk;
use super::encode::{Encoder, Stop};
use super::prelude::Prelude;
use super::raw;
use crate::frame::Kind;
use crate::mark::tag;
use crate::wire::{Job, Request, Work};

/// Heap that an error may take to be explained after the limit was reached.
const ROOM_TO_EXPLAIN: usize = 4 << 20;
/// How often the host hears that a batch goes on.
const BEAT: Duration = Duration::from_millis(100);
/// Longest wait at once while timers and calls are under way.
const LONGEST_WAIT: Duration = Duration::from_secs(1);

/// A result, ready to be sent: whether it holds marks, and its JSON.
pub(super) struct Done {
    pub marked: bool,
    pub json: Vec<u8>,
}

/// The state of a request that is worked on.
pub(super) struct Run<'a, 'js> {
    ctx: &'a Ctx<'js>,
    desk: &'a Rc<Desk>,
    prelude: &'a Prelude<'js>,
    job: Job,
    /// When all of it has to have ended.
    end: Instant,
}

impl<'a, 'js> Run<'a, 'js> {
    /// Takes a request on.
    pub fn new(
        ctx: &'a Ctx<'js>,
        desk: &'a Rc<Desk>,
        prelude: &'a Prelude<'js>,
        request: Request,
    ) -> (Self, String) {
        let end = Instant::now() + Duration::from_millis(request.job.total_ms);
        desk.items.replace(request.items);
        desk.space.allow(request.job.heap);
        (
            Run {
                ctx,
                desk,
                prelude,
                job: request.job,
                end,
            },
            request.header,
        )
    }

    /// Does the work.
    pub fn finish(mut self, header: String) -> Result<Done, ScriptError> {
        self.start_clock();
        let begun = self
            .ctx
            .json_parse(header)
            .and_then(|header| self.prelude.begin.call::<_, ()>((header,)));
        begun.map_err(|_| self.error(Stop::Thrown))?;
        match std::mem::replace(
            &mut self.job.work,
            Work::Evaluate {
                templates: Vec::new(),
                items: Vec::new(),
                careful: false,
            },
        ) {
            Work::Evaluate {
                templates,
                items,
                careful,
            } => self.evaluate(&templates, &items, careful),
            Work::Run {
                code,
                mode,
                continue_on_fail,
            } => self.run(&code, mode, continue_on_fail),
        }
    }

    /// From now on counts the time of one expression.
    fn start_clock(&self) {
        self.desk
            .end_by((Instant::now() + Duration::from_millis(self.job.each_ms)).min(self.end));
    }

    fn encoder(&self) -> Result<Encoder<'a, 'js>, ScriptError> {
        Encoder::new(self.prelude, self.desk, self.job.weight).map_err(|_| self.error(Stop::Thrown))
    }

    /// Every template for every item: item by item, so that an item is read once.
    fn evaluate(
        &self,
        templates: &[String],
        items: &[u32],
        careful: bool,
    ) -> Result<Done, ScriptError> {
        let compiled = templates
            .iter()
            .map(|text| self.compile(text))
            .collect::<Result<Vec<_>, ScriptError>>()?;
        let mut encoder = self.encoder()?;
        let mut columns: Vec<Vec<u8>> = templates.iter().map(|_| vec![b'[']).collect();
        let mut beat = Instant::now();
        for (at, item) in items.iter().enumerate() {
            for ((template, text), column) in compiled.iter().zip(templates).zip(&mut columns) {
                if careful {
                    self.desk.send(Kind::Beat, &[]);
                }
                if at > 0 {
                    column.push(b',');
                }
                self.start_clock();
                let done = self.cell(&mut encoder, template, *item, column);
                // What fails for all of them says which one it was.
                done.map_err(|error| ScriptError {
                    quote: error.quote.or_else(|| Some(text.clone())),
                    ..error
                })?;
                if !careful && beat.elapsed() >= BEAT {
                    self.desk.send(Kind::Beat, &[]);
                    beat = Instant::now();
                }
            }
        }
        let mut json = vec![b'['];
        for (at, column) in columns.iter().enumerate() {
            if at > 0 {
                json.push(b',');
            }
            json.extend_from_slice(column);
            json.push(b']');
        }
        json.push(b']');
        Ok(Done {
            marked: encoder.marked,
            json,
        })
    }

    /// A template's handle, or why it has none; `Err` where the whole request fails.
    fn compile(&self, text: &str) -> Result<Result<Value<'js>, ScriptError>, ScriptError> {
        self.start_clock();
        match self.prelude.template.call((text,)) {
            Ok(handle) => Ok(Ok(handle)),
            Err(_) => {
                let quoted = |error: ScriptError| ScriptError {
                    quote: error.quote.or_else(|| Some(text.to_owned())),
                    ..error
                };
                let failure = self.error(Stop::Thrown).into_single();
                failure.map(Err).map_err(quoted)
            }
        }
    }

    /// One template for one item.
    fn cell(
        &self,
        encoder: &mut Encoder<'a, 'js>,
        template: &Result<Value<'js>, ScriptError>,
        item: u32,
        out: &mut Vec<u8>,
    ) -> Result<(), ScriptError> {
        let failure = match template {
            Err(error) => error.clone(),
            Ok(handle) => {
                let value = self.prelude.evaluate.call((handle.clone(), item));
                match value
                    .map_err(Stop::from)
                    .and_then(|value| encoder.write(value, out))
                {
                    Ok(()) => return Ok(()),
                    Err(stop) => self.error(stop),
                }
            }
        };
        let failure = ScriptError {
            item: failure.item.or(Some(item)),
            ..failure
        };
        let failure = failure.into_single()?;
        encoder.marked = true;
        out.extend_from_slice(format!("{{\"\\u0000\":[\"{}\",", tag::FAILURE).as_bytes());
        out.extend_from_slice(&serde_json::to_vec(&failure).unwrap_or_default());
        out.extend_from_slice(b"]}");
        Ok(())
    }

    /// A program, until it has a result.
    fn run(&self, code: &str, mode: CodeMode, continue_on_fail: bool) -> Result<Done, ScriptError> {
        let reply = self
            .start(code, mode, continue_on_fail)
            .and_then(|value| self.settle(value));
        let reply = reply.map_err(|stop| self.error(stop))?;
        let mut encoder = self.encoder()?;
        let mut json = vec![b'['];
        let written = reply.get::<Object>().map_err(Stop::from).and_then(|reply| {
            encoder.write(reply.get("result")?, &mut json)?;
            json.push(b',');
            let context: Value = reply.get("context")?;
            let context = if context.is_undefined() {
                Value::new_null(self.ctx.clone())
            } else {
                context
            };
            encoder.write(context, &mut json)
        });
        written.map_err(|stop| self.error(stop))?;
        json.push(b']');
        Ok(Done {
            marked: encoder.marked,
            json,
        })
    }

    fn start(
        &self,
        code: &str,
        mode: CodeMode,
        continue_on_fail: bool,
    ) -> Result<Value<'js>, Stop> {
        let run = Object::new(self.ctx.clone())?;
        run.set("code", code)?;
        run.set(
            "mode",
            serde_json::to_value(mode)
                .ok()
                .as_ref()
                .and_then(|mode| mode.as_str()),
        )?;
        run.set("continueOnFail", continue_on_fail)?;
        Ok(self.prelude.code.call((run,))?)
    }

    /// Runs jobs, answers and timers until a promise is settled.
    fn settle(&self, value: Value<'js>) -> Result<Value<'js>, Stop> {
        let Some(promise) = value.as_promise().cloned() else {
            return Ok(value);
        };
        while promise.state() == PromiseState::Pending {
            if self.desk.is_late() {
                return Err(Stop::Late);
            }
            if !self.ctx.execute_pending_job() {
                self.turn(&promise)?;
            }
        }
        promise
            .result()
            .unwrap_or(Err(rquickjs::Error::WouldBlock))
            .map_err(Stop::from)
    }

    /// No job is left: hands out an answer that came, or runs the timers that are due, or waits for either.
    fn turn(&self, promise: &Promise<'js>) -> Result<(), Stop> {
        if let Some(answer) = self.desk.kept_answer() {
            return self.hand_out(answer);
        }
        let Coerced(wait) = self.prelude.wake.call::<_, Coerced<f64>>(())?;
        let waits = self.desk.begun.get() > 0;
        if promise.state() != PromiseState::Pending || self.ctx.execute_pending_job() {
            return Ok(());
        }
        if wait.is_nan() || wait < 0.0 {
            if !waits {
                let _ = Exception::throw_message(
                    self.ctx,
                    "The code waits for something that never comes",
                );
                return Err(Stop::Thrown);
            }
            return self
                .desk
                .next_answer(LONGEST_WAIT)
                .map_or(Ok(()), |answer| self.hand_out(answer));
        }
        let wait = Duration::from_secs_f64((wait / 1000.0).min(LONGEST_WAIT.as_secs_f64()));
        if waits {
            return self
                .desk
                .next_answer(wait)
                .map_or(Ok(()), |answer| self.hand_out(answer));
        }
        rest(wait.min(self.desk.time_left()));
        Ok(())
    }

    fn hand_out(&self, (number, answer): (u32, Vec<u8>)) -> Result<(), Stop> {
        self.desk.begun.set(self.desk.begun.get().saturating_sub(1));
        let reply = self.ctx.json_parse(answer)?;
        Ok(self.prelude.answer.call::<_, ()>((number, reply))?)
    }

    /// What stopped the code, as an error.
    fn error(&self, stop: Stop) -> ScriptError {
        let late = self.desk.is_late();
        let thrown = matches!(stop, Stop::Thrown).then(|| self.ctx.catch());
        match (stop, thrown) {
            (Stop::Large, _) => ScriptError::new(
                ScriptFault::Memory,
                "RangeError",
                "The result is too large to be handed over",
            ),
            (Stop::Thrown, Some(thrown)) if !late => self.thrown(&thrown),
            _ => ScriptError::new(
                ScriptFault::Timeout,
                "TimeoutError",
                "The code took too long and was stopped",
            ),
        }
    }

    fn thrown(&self, thrown: &Value<'js>) -> ScriptError {
        if self.desk.space.was_full() && is_out_of_memory(thrown) {
            return ScriptError::new(
                ScriptFault::Memory,
                "InternalError",
                "The code ran out of memory",
            );
        }
        self.desk.space.allow_at_least(ROOM_TO_EXPLAIN);
        let explained = self
            .prelude
            .explain
            .call((thrown.clone(),))
            .and_then(|error: Value| {
                let text = self.ctx.json_stringify(error)?;
                text.map(|text| raw::text(text.as_value())).transpose()
            });
        let explained = match explained {
            Ok(text) => text.and_then(|text| serde_json::from_str(&text).ok()),
            Err(_) => {
                self.ctx.catch();
                if self.desk.is_late() {
                    return self.error(Stop::Late);
                }
                None
            }
        };
        explained.unwrap_or_else(|| {
            ScriptError::new(ScriptFault::Thrown, "Error", "Something was thrown")
        })
    }
}

/// Whether a failure is one expression's or that of the whole request.
trait IntoSingle: Sized {
    fn into_single(self) -> Result<Self, Self>;
}

impl IntoSingle for ScriptError {
    fn into_single(self) -> Result<Self, Self> {
        match self.kind {
            ScriptFault::Timeout | ScriptFault::Memory => Err(self),
            _ => Ok(self),
        }
    }
}

/// QuickJS throws an InternalError, or `null` when there is no room for one.
fn is_out_of_memory(thrown: &Value<'_>) -> bool {
    if thrown.is_null() {
        return true;
    }
    let exception = thrown.as_exception();
    exception
        .and_then(Exception::message)
        .is_some_and(|message| message == "out of memory")
}

#[allow(
    clippy::disallowed_methods,
    reason = "the worker has one thread, and it waits for a timer of the code"
)]
fn rest(time: Duration) {
    std::thread::sleep(time);
}

/// A request that is none.
pub(super) fn nonsense() -> ScriptError {
    ScriptError::new(
        ScriptFault::Killed,
        "Error",
        "The request could not be read",
    )
}
