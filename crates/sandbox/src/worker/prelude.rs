//! The prelude: its units as bytecode, `require`, and the functions that `main` exports.

use std::rc::Rc;

use rquickjs::{Ctx, Exception, Function, Object, Result, Value};

use super::desk::Desk;
use super::{native, raw};

/// Name and bytecode of every unit, made by `build.rs`.
static UNITS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/units.rs"));

/// Makes `require` of a context. In JavaScript, so that the collector sees who holds whom.
const REQUIRE: &str = "(function (unit, native) {
    'use strict';
    const modules = Object.create(null);
    return function require(name) {
        let module = modules[name];
        if (module === undefined) {
            const factory = unit(name);
            module = modules[name] = { exports: {} };
            factory(module, module.exports, require, native);
        }
        return module.exports;
    };
})";

/// What `main` exports.
pub(super) struct Prelude<'js> {
    pub begin: Function<'js>,
    pub template: Function<'js>,
    pub evaluate: Function<'js>,
    pub code: Function<'js>,
    pub describe: Function<'js>,
    pub explain: Function<'js>,
    pub answer: Function<'js>,
    pub wake: Function<'js>,
    /// Everything that is a Rust closure or holds one: none may be freed, whatever code does, because the closures
    /// themselves do not lie in the heap that is put back.
    _held: [Value<'js>; 3],
}

impl<'js> Prelude<'js> {
    /// Runs `main`.
    pub fn load(ctx: &Ctx<'js>, desk: &Rc<Desk>) -> Result<Prelude<'js>> {
        let native = native::build(ctx, desk)?;
        let random = native::replace_random(ctx, desk)?;
        freeze(ctx, &native)?;
        let make_require: Function = ctx.eval(REQUIRE)?;
        let require: Function =
            make_require.call((Function::new(ctx.clone(), unit)?, native.clone()))?;
        let main: Object = require.call(("main",))?;
        if let Some(warm) = main.get::<_, Option<Function>>("warm")? {
            warm.call::<_, ()>(())?;
        }
        Ok(Prelude {
            begin: main.get("begin")?,
            template: main.get("template")?,
            evaluate: main.get("evaluate")?,
            code: main.get("code")?,
            describe: main.get("describe")?,
            explain: main.get("explain")?,
            answer: main.get("answer")?,
            wake: main.get("wake")?,
            _held: [
                native.into_value(),
                require.into_value(),
                random.into_value(),
            ],
        })
    }
}

fn freeze<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Result<()> {
    let object: Object = ctx.globals().get("Object")?;
    let freeze: Function = object.get("freeze")?;
    freeze.call((native.clone(),))
}

/// The function that a unit is.
fn unit<'js>(ctx: Ctx<'js>, name: String) -> Result<Value<'js>> {
    match UNITS.binary_search_by(|(unit, _)| (*unit).cmp(&name)) {
        Ok(at) => raw::run_bytecode(&ctx, UNITS[at].1),
        Err(_) => Err(Exception::throw_reference(
            &ctx,
            &format!("there is no unit {name}"),
        )),
    }
}

#[cfg(test)]
mod tests {
    use super::UNITS;

    #[test]
    fn units_are_in_order() {
        assert!(UNITS.is_sorted_by(|(a, _), (b, _)| a < b));
    }
}
