//! `native`: every function that the prelude has beyond JavaScript. This is the reviewed list; `js/README.md` describes
//! it for the one who calls. Not here: files, sockets, processes, the environment. What needs the world is a call to the
//! host, which may refuse.

use std::rc::Rc;

use rquickjs::context::EvalOptions;
use rquickjs::function::Opt;
use rquickjs::object::Property;
use rquickjs::{ArrayBuffer, Ctx, Exception, Function, IntoJs, Object, Result, Value};

use super::desk::Desk;
use super::raw::{Keys, Name};
use super::{bytes, raw, zones};

/// Most random bytes at once.
const MOST_RANDOM: usize = 65_536;

/// The object `native`.
pub(super) fn build<'js>(ctx: &Ctx<'js>, desk: &Rc<Desk>) -> Result<Object<'js>> {
    let native = Object::new(ctx.clone())?;
    add_calls(ctx, &native, desk)?;
    add_input(ctx, &native, desk)?;
    add_bytes(ctx, &native)?;
    add_zones(ctx, &native, desk)?;
    native.set("compile", Function::new(ctx.clone(), compile)?)?;
    native.set("url", Function::new(ctx.clone(), url)?)?;
    Ok(native)
}

fn add_calls<'js>(ctx: &Ctx<'js>, native: &Object<'js>, desk: &Rc<Desk>) -> Result<()> {
    let at = desk.clone();
    let call = move |ctx: Ctx<'js>, request: Value<'js>| {
        let number = at.ask(&request_text(&ctx, request)?);
        parse(&ctx, at.await_answer(number))
    };
    native.set("call", Function::new(ctx.clone(), call)?)?;

    let at = desk.clone();
    let begin = move |ctx: Ctx<'js>, request: Value<'js>| -> Result<u32> {
        let number = at.ask(&request_text(&ctx, request)?);
        at.begun.set(at.begun.get() + 1);
        Ok(number)
    };
    native.set("begin", Function::new(ctx.clone(), begin)?)?;

    let at = desk.clone();
    let log = move |line: Value<'js>| -> Result<()> {
        if line.is_string() {
            raw::with_text(&line, |line| at.log(line))?;
        }
        Ok(())
    };
    native.set("log", Function::new(ctx.clone(), log)?)
}

fn add_input<'js>(ctx: &Ctx<'js>, native: &Object<'js>, desk: &Rc<Desk>) -> Result<()> {
    let at = desk.clone();
    let item = move |ctx: Ctx<'js>, index: f64| {
        let items = at.items.borrow();
        let found = (index >= 0.0).then(|| items.one(index as usize)).flatten();
        found.map_or_else(
            || Ok(Value::new_undefined(ctx.clone())),
            |text| parse(&ctx, text),
        )
    };
    native.set("item", Function::new(ctx.clone(), item)?)?;

    let at = desk.clone();
    let items = move |ctx: Ctx<'js>| parse(&ctx, at.items.borrow().all());
    native.set("items", Function::new(ctx.clone(), items)?)?;
    native.set("isItems", Function::new(ctx.clone(), is_items)?)
}

/// Whether this is a list of which every entry is an item as it stands: `json` is an object, and nothing is there that an
/// item does not have. Ten thousand of them are looked at in a millisecond.
fn is_items<'js>(ctx: Ctx<'js>, list: Value<'js>) -> Result<bool> {
    if !list.is_array() {
        return Ok(false);
    }
    let json = Name::new(&ctx, "json");
    let others = ["binary", "pairedItem", "error", "index"].map(|name| Name::new(&ctx, name));
    for at in 0..raw::length(&list)? {
        let item = raw::get_index(&list, at)?;
        if !is_record(&item) {
            return Ok(false);
        }
        let mut has_json = false;
        for key in Keys::of(&item)? {
            if key.is(&json) {
                has_json = is_record(&raw::get(&item, &json)?);
            } else if !others.iter().any(|other| key.is(other)) {
                return Ok(false);
            }
        }
        if !has_json {
            return Ok(false);
        }
    }
    Ok(true)
}

fn is_record(value: &Value<'_>) -> bool {
    value.is_object() && !value.is_array() && !value.is_function() && !value.is_proxy()
}

fn add_bytes<'js>(ctx: &Ctx<'js>, native: &Object<'js>) -> Result<()> {
    let encode = |ctx: Ctx<'js>, text: Value<'js>, encoding: String| -> Result<Value<'js>> {
        let text = raw::text(&text)?;
        some_bytes(&ctx, bytes::encode(&text, &encoding))
    };
    native.set("encode", Function::new(ctx.clone(), encode)?)?;

    let decode = |data: Value<'js>, encoding: String| -> Result<Option<String>> {
        Ok(bytes::decode(&data_bytes(&data)?, &encoding))
    };
    native.set("decode", Function::new(ctx.clone(), decode)?)?;

    let hash = |ctx: Ctx<'js>, algorithm: String, data: Value<'js>| -> Result<Value<'js>> {
        some_bytes(&ctx, bytes::hash(&algorithm, &data_bytes(&data)?))
    };
    native.set("hash", Function::new(ctx.clone(), hash)?)?;

    let hmac = |ctx: Ctx<'js>,
                algorithm: String,
                key: Value<'js>,
                data: Value<'js>|
     -> Result<Value<'js>> {
        some_bytes(
            &ctx,
            bytes::hmac(&algorithm, &data_bytes(&key)?, &data_bytes(&data)?),
        )
    };
    native.set("hmac", Function::new(ctx.clone(), hmac)?)?;

    let random = |ctx: Ctx<'js>, count: f64| -> Result<Value<'js>> {
        let mut random = vec![0; (count.max(0.0) as usize).min(MOST_RANDOM)];
        if getrandom::fill(&mut random).is_err() {
            return Err(Exception::throw_internal(&ctx, "no random bytes"));
        }
        some_bytes(&ctx, Some(random))
    };
    native.set("random", Function::new(ctx.clone(), random)?)
}

fn add_zones<'js>(ctx: &Ctx<'js>, native: &Object<'js>, desk: &Rc<Desk>) -> Result<()> {
    native.set(
        "zone",
        Function::new(ctx.clone(), |name: String| zones::canonical(&name))?,
    )?;
    native.set("zones", Function::new(ctx.clone(), zones::names)?)?;

    let at = desk.clone();
    let offset = move |zone: String, ms: f64| {
        at.zone_at(&zone, ms)
            .map_or(f64::NAN, |(offset, ..)| f64::from(offset))
    };
    native.set("offset", Function::new(ctx.clone(), offset)?)?;

    let at = desk.clone();
    let abbreviation = move |zone: String, ms: f64| at.zone_at(&zone, ms).map(|(_, name, _)| name);
    native.set("abbreviation", Function::new(ctx.clone(), abbreviation)?)?;

    let at = desk.clone();
    let dst = move |zone: String, ms: f64| at.zone_at(&zone, ms).is_some_and(|(.., dst)| dst);
    native.set("dst", Function::new(ctx.clone(), dst)?)
}

/// `Math.random`: QuickJS' own state would be put back with the heap, and every request would see the same numbers.
pub(super) fn replace_random<'js>(ctx: &Ctx<'js>, desk: &Rc<Desk>) -> Result<Function<'js>> {
    let at = desk.clone();
    let random = Function::new(ctx.clone(), move || at.chance())?.with_name("random")?;
    let math: Object = ctx.globals().get("Math")?;
    let property = Property::from(random.clone()).writable().configurable();
    math.prop("random", property)?;
    Ok(random)
}

/// Runs a sloppy script under a file name.
fn compile<'js>(ctx: Ctx<'js>, source: Value<'js>, name: String) -> Result<Value<'js>> {
    let source = raw::text(&source)?;
    if source.contains('\0') {
        return Err(Exception::throw_syntax(&ctx, "U+0000 in the source"));
    }
    let mut options = EvalOptions::default();
    options.strict = false;
    options.filename = Some(name.replace('\0', ""));
    ctx.eval_with_options(source, options)
}

/// The parts of a URL, or `undefined`.
fn url<'js>(ctx: Ctx<'js>, text: Value<'js>, base: Opt<Option<String>>) -> Result<Value<'js>> {
    let text = raw::text(&text)?;
    let base = match base.0.flatten() {
        Some(base) => match url::Url::parse(&base) {
            Ok(base) => Some(base),
            Err(_) => return Ok(Value::new_undefined(ctx)),
        },
        None => None,
    };
    let Ok(url) = url::Url::options().base_url(base.as_ref()).parse(&text) else {
        return Ok(Value::new_undefined(ctx));
    };
    use url::quirks;
    let parts = Object::new(ctx.clone())?;
    parts.set("href", quirks::href(&url))?;
    parts.set("protocol", quirks::protocol(&url))?;
    parts.set("username", quirks::username(&url))?;
    parts.set("password", quirks::password(&url))?;
    parts.set("host", quirks::host(&url))?;
    parts.set("hostname", quirks::hostname(&url))?;
    parts.set("port", quirks::port(&url))?;
    parts.set("pathname", quirks::pathname(&url))?;
    parts.set("search", quirks::search(&url))?;
    parts.set("hash", quirks::hash(&url))?;
    parts.set("origin", quirks::origin(&url))?;
    parts.into_js(&ctx)
}

/// A request for the host as JSON; it must be an object.
fn request_text<'js>(ctx: &Ctx<'js>, request: Value<'js>) -> Result<String> {
    match ctx.json_stringify(request)? {
        Some(text) => raw::text(&text),
        None => Err(Exception::throw_type(ctx, "a call is an object")),
    }
}

fn parse<'js>(ctx: &Ctx<'js>, text: impl Into<Vec<u8>>) -> Result<Value<'js>> {
    ctx.json_parse(text)
}

/// The bytes of text, of a buffer or of a typed array.
fn data_bytes(data: &Value<'_>) -> Result<Vec<u8>> {
    if data.is_string() {
        return raw::with_text(data, |text| text.as_bytes().to_vec());
    }
    raw::bytes(data).ok_or_else(|| Exception::throw_type(data.ctx(), "neither text nor bytes"))
}

fn some_bytes<'js>(ctx: &Ctx<'js>, bytes: Option<Vec<u8>>) -> Result<Value<'js>> {
    match bytes {
        Some(bytes) => Ok(ArrayBuffer::new_copy(ctx.clone(), bytes)?.into_value()),
        None => Ok(Value::new_undefined(ctx.clone())),
    }
}
