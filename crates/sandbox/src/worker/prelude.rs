//! The prelude: its units as bytecode, `require`, and the functions that `main` exports.

use std::cell::RefCell;
use std::collections::HashMap;
use std::rc::Rc;

use rquickjs::{Ctx, Exception, Function, Object, Persistent, Result, Value};

use super::desk::Desk;
use super::{native, raw};

/// Name and bytecode of every unit, made by `build.rs`.
static UNITS: &[(&str, &[u8])] = include!(concat!(env!("OUT_DIR"), "/units.rs"));

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
}

impl<'js> Prelude<'js> {
    /// Runs `main`.
    pub fn load(ctx: &Ctx<'js>, desk: &Rc<Desk>) -> Result<Prelude<'js>> {
        let native = native::build(ctx, desk)?;
        freeze(ctx, &native)?;
        let shelf = Rc::new(Shelf {
            native: Persistent::save(ctx, native),
            modules: RefCell::default(),
        });
        let main: Object = require(ctx, &shelf, "main")?.get()?;
        Ok(Prelude {
            begin: main.get("begin")?,
            template: main.get("template")?,
            evaluate: main.get("evaluate")?,
            code: main.get("code")?,
            describe: main.get("describe")?,
            explain: main.get("explain")?,
            answer: main.get("answer")?,
            wake: main.get("wake")?,
        })
    }
}

/// The units that were required in this context.
struct Shelf {
    native: Persistent<Object<'static>>,
    modules: RefCell<HashMap<String, Persistent<Object<'static>>>>,
}

fn freeze<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Result<()> {
    let object: Object = ctx.globals().get("Object")?;
    let freeze: Function = object.get("freeze")?;
    freeze.call((native.clone(),))
}

/// The exports of a unit, which runs when it is first asked for.
fn require<'js>(ctx: &Ctx<'js>, shelf: &Rc<Shelf>, name: &str) -> Result<Value<'js>> {
    let known = shelf.modules.borrow().get(name).cloned();
    if let Some(module) = known {
        return module.restore(ctx)?.get("exports");
    }
    let Some((_, bytecode)) = UNITS.iter().find(|(unit, _)| *unit == name) else {
        return Err(Exception::throw_reference(
            ctx,
            &format!("there is no unit {name}"),
        ));
    };
    let factory: Function = raw::run_bytecode(ctx, bytecode)?.get()?;
    let (module, exports) = (Object::new(ctx.clone())?, Object::new(ctx.clone())?);
    module.set("exports", exports.clone())?;
    shelf
        .modules
        .borrow_mut()
        .insert(name.to_owned(), Persistent::save(ctx, module.clone()));

    let at = shelf.clone();
    let inner = Function::new(ctx.clone(), move |ctx: Ctx<'js>, name: String| {
        require(&ctx, &at, &name)
    })?;
    let native = shelf.native.clone().restore(ctx)?;
    factory.call::<_, ()>((module.clone(), exports, inner, native))?;
    module.get("exports")
}
