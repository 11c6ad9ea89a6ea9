//! The worker process: reads a request, runs it in a context where nothing has run before, replies, and makes everything
//! as it was while nobody waits.
//!
//! It refuses everything that its work does not need: see `limits`. Nothing of one request outlives it but the process:
//! no context, no heap, no pending job. The walls are the process, the kill list and the host's list of calls; nothing
//! here or in the prelude counts on JavaScript being kept from something.

mod bytes;
mod desk;
mod encode;
mod heap;
mod limits;
mod link;
mod native;
mod prelude;
mod raw;
mod region;
mod run;
mod zones;

use std::rc::Rc;

use model::script::ScriptError;
use rquickjs::{Context, Ctx, Runtime};

use crate::frame::Kind;
use crate::wire;
use desk::{BAD_HOST, Desk};
use heap::{Heap, ROOM_FOR_PRELUDE, Space};
use link::{Link, leave};
use prelude::Prelude;
use run::{Done, Run};

/// The argument with which a program that calls [`worker_main`] is started as a worker.
pub const WORKER_ARG: &str = "__sandbox-worker";

/// Deepest stack of JavaScript, in bytes; the thread has at least twice as much.
const STACK: usize = 512 * 1024;

/// The heap may grow by so much before cycles are looked for.
const GARBAGE: usize = 16 << 20;

/// Runs a worker on standard input and output. Call it first thing in `main` when the first argument is [`WORKER_ARG`].
pub fn worker_main() -> ! {
    let Ok(link) = Link::claim() else {
        leave(BAD_HOST)
    };
    let space = Space::reserve();
    let desk = Desk::new(link, space);
    limits::enter();
    loop {
        serve(&desk);
    }
}

/// Gives up what a worker gives up.
pub(crate) fn confine() {
    limits::enter();
}

/// Makes a runtime and answers requests: as many as come where the heap can be put back, else one.
fn serve(desk: &Rc<Desk>) {
    desk.space.allow(ROOM_FOR_PRELUDE);
    desk.clear();
    let Ok(runtime) = Runtime::new_with_alloc(Heap(desk.space.clone())) else {
        broken(desk, "no memory for a runtime")
    };
    runtime.set_max_stack_size(STACK);
    runtime.set_gc_threshold(GARBAGE);
    let clock = desk.clone();
    runtime.set_interrupt_handler(Some(Box::new(move || clock.is_late())));
    let Ok(context) = Context::full(&runtime) else {
        broken(desk, "no memory for a context")
    };
    context.with(|ctx| match Prelude::load(&ctx, desk) {
        Ok(prelude) => answer_all(&ctx, desk, &prelude),
        Err(_) => broken(desk, &format!("{:?}", ctx.catch())),
    });
}

/// Answers requests, each with the heap as the prelude left it.
#[allow(unsafe_code, reason = "puts the heap back under QuickJS' feet")]
fn answer_all<'js>(ctx: &Ctx<'js>, desk: &Rc<Desk>, prelude: &Prelude<'js>) {
    let saved = desk.space.save();
    loop {
        desk.send(Kind::Ready, &[]);
        answer(ctx, desk, prelude);
        if !saved {
            return;
        }
        // SAFETY: `answer` has returned, and with it everything that it held of the heap is dropped; `ctx` and `prelude`
        // were there when the heap was saved. The closures of native functions live outside of the heap; the prelude holds
        // them all, so that none is ever freed.
        unsafe { desk.space.put_back() };
        desk.clear();
        limits::give_back();
    }
}

/// Reads one request and sends its result.
fn answer<'js>(ctx: &Ctx<'js>, desk: &Rc<Desk>, prelude: &Prelude<'js>) {
    let payload = next_request(desk);
    let request = wire::unpack(&payload).ok_or_else(run::nonsense);
    drop(payload);
    let result = request.and_then(|request| {
        let (run, header) = Run::new(ctx, desk, prelude, request);
        run.finish(header)
    });
    reply(desk, &result);
}

/// The next request. Answers that nobody waited for any more may still lie before it.
fn next_request(desk: &Desk) -> Vec<u8> {
    loop {
        match desk.link.borrow_mut().read() {
            Ok((Kind::Request, payload)) => return payload,
            Ok((Kind::Answer, _)) => {}
            _ => leave(BAD_HOST),
        }
    }
}

fn reply(desk: &Desk, result: &Result<Done, ScriptError>) {
    match result {
        Ok(done) => desk.send(Kind::Done, &[&[u8::from(done.marked)], &done.json]),
        Err(error) => desk.send(
            Kind::Failed,
            &[&serde_json::to_vec(error).unwrap_or_default()],
        ),
    }
}

/// Says that there is no worker here, and ends.
fn broken(desk: &Desk, why: &str) -> ! {
    desk.send(Kind::Broken, &[why.as_bytes()]);
    leave(BAD_HOST)
}
