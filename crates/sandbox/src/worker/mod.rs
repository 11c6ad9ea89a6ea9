//! The worker process: reads a request, runs it in a runtime made for it alone, replies, and makes the next runtime
//! while nobody waits.
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
mod run;
mod zones;

use std::cell::RefCell;
use std::rc::Rc;

use model::script::ScriptError;
use rquickjs::{Context, Ctx, Runtime};

use crate::frame::Kind;
use crate::wire;
use desk::{BAD_HOST, Desk};
use heap::{Gauge, Heap};
use link::{Link, leave};
use prelude::Prelude;
use run::{Done, Run};

/// The argument with which a program that calls [`worker_main`] is started as a worker.
pub const WORKER_ARG: &str = "__sandbox-worker";

/// Deepest stack of JavaScript, in bytes; the thread has at least twice as much.
const STACK: usize = 512 * 1024;

/// Runs a worker on standard input and output. Call it first thing in `main` when the first argument is [`WORKER_ARG`].
pub fn worker_main() -> ! {
    zones::find("Etc/UTC");
    let Ok(link) = Link::claim() else {
        leave(BAD_HOST)
    };
    let link = Rc::new(RefCell::new(link));
    limits::enter();
    loop {
        serve(&link);
        limits::give_back();
    }
}

/// Makes a runtime, waits for a request and replies.
fn serve(link: &Rc<RefCell<Link>>) {
    let gauge = Gauge::new();
    let desk = Desk::new(link.clone(), gauge.clone());
    let Ok(runtime) = Runtime::new_with_alloc(Heap(gauge)) else {
        broken(&desk, "no memory for a runtime")
    };
    runtime.set_max_stack_size(STACK);
    let clock = desk.clone();
    runtime.set_interrupt_handler(Some(Box::new(move || clock.is_late())));
    let Ok(context) = Context::full(&runtime) else {
        broken(&desk, "no memory for a context")
    };
    context.with(|ctx| match Prelude::load(&ctx, &desk) {
        Ok(prelude) => {
            desk.send(Kind::Ready, &[]);
            answer(&ctx, &desk, &prelude);
        }
        Err(_) => broken(&desk, &format!("{:?}", ctx.catch())),
    });
}

/// Reads one request and sends its result.
fn answer<'js>(ctx: &Ctx<'js>, desk: &Rc<Desk>, prelude: &Prelude<'js>) {
    let frame = desk.link.borrow_mut().read();
    let Ok((Kind::Request, payload)) = frame else {
        leave(BAD_HOST)
    };
    let request = wire::unpack(&payload).ok_or_else(run::nonsense);
    drop(payload);
    let result = request.and_then(|request| {
        let (run, header) = Run::new(ctx, desk, prelude, request);
        run.finish(header)
    });
    reply(desk, &result);
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
