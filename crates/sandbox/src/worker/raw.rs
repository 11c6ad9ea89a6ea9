//! The few things that rquickjs' safe interface lacks, or does wrong for hostile values: running bytecode, text with lone
//! surrogates, keys with U+0000, the bytes of any typed array, and walking an object without an allocation a key.
#![allow(
    unsafe_code,
    reason = "QuickJS' own C functions; each call says why it is sound"
)]
#![allow(
    clippy::unnecessary_cast,
    reason = "the widths of C's types differ from system to system"
)]

use rquickjs::{Ctx, Error, Result, Value, qjs};

/// Runs the bytecode of a script and returns its completion value.
pub(super) fn run_bytecode<'js>(ctx: &Ctx<'js>, bytecode: &'static [u8]) -> Result<Value<'js>> {
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: the bytes were written by the same QuickJS at build time and are never changed; `JS_EvalFunction` frees the
    // function it gets, and the value it returns is owned.
    unsafe {
        let code = qjs::JS_ReadObject(
            raw,
            bytecode.as_ptr(),
            bytecode.len() as _,
            qjs::JS_READ_OBJ_BYTECODE as _,
        );
        if qjs::JS_IsException(code) {
            return Err(Error::Exception);
        }
        owned(ctx, qjs::JS_EvalFunction(raw, code))
    }
}

/// A value that QuickJS gave away, or the exception it set.
///
/// # Safety
/// The value is owned, and of this context's runtime.
unsafe fn owned<'js>(ctx: &Ctx<'js>, value: qjs::JSValue) -> Result<Value<'js>> {
    // SAFETY: as the caller promises.
    unsafe {
        if qjs::JS_IsException(value) {
            return Err(Error::Exception);
        }
        Ok(Value::from_raw(ctx.clone(), value))
    }
}

/// Calls `with` with the UTF-8 text of a string; lone surrogates become U+FFFD.
pub(super) fn with_text<T>(value: &Value<'_>, with: impl FnOnce(&str) -> T) -> Result<T> {
    let raw = value.ctx().as_raw().as_ptr();
    let mut length = 0;
    // SAFETY: QuickJS returns so many bytes, which stay until they are freed; `with` cannot reach them afterwards.
    unsafe {
        let start = qjs::JS_ToCStringLen(raw, &raw mut length, value.as_raw());
        if start.is_null() {
            return Err(Error::Exception);
        }
        let bytes = std::slice::from_raw_parts(start.cast::<u8>(), length as usize);
        let result = match std::str::from_utf8(bytes) {
            Ok(text) => with(text),
            Err(_) => with(&without_surrogates(bytes)),
        };
        qjs::JS_FreeCString(raw, start);
        Ok(result)
    }
}

/// The text of a string.
pub(super) fn text(value: &Value<'_>) -> Result<String> {
    with_text(value, str::to_owned)
}

/// QuickJS writes a lone surrogate as three bytes, as if it were a character.
fn without_surrogates(bytes: &[u8]) -> String {
    let mut fixed = bytes.to_vec();
    let mut at = 0;
    while at + 2 < fixed.len() {
        if fixed[at] == 0xed && fixed[at + 1] >= 0xa0 {
            fixed[at..at + 3].copy_from_slice("\u{fffd}".as_bytes());
        }
        at += 1;
    }
    String::from_utf8_lossy(&fixed).into_owned()
}

/// A name of a property, kept for repeated use.
pub(super) struct Name<'js> {
    ctx: Ctx<'js>,
    atom: qjs::JSAtom,
}

impl<'js> Name<'js> {
    /// The name.
    pub fn new(ctx: &Ctx<'js>, name: &str) -> Name<'js> {
        // SAFETY: the bytes are read during the call; the atom is owned until it is dropped.
        let atom = unsafe {
            qjs::JS_NewAtomLen(ctx.as_raw().as_ptr(), name.as_ptr().cast(), name.len() as _)
        };
        Name {
            ctx: ctx.clone(),
            atom,
        }
    }

    /// Whether both are the same name.
    pub fn is(&self, other: &Name<'js>) -> bool {
        self.atom == other.atom
    }

    /// Calls `with` with the name as text.
    pub fn with_text<T>(&self, with: impl FnOnce(&str) -> T) -> Result<T> {
        // SAFETY: the atom is valid; the string is owned.
        let text = unsafe {
            owned(
                &self.ctx,
                qjs::JS_AtomToString(self.ctx.as_raw().as_ptr(), self.atom),
            )
        }?;
        with_text(&text, with)
    }
}

impl Drop for Name<'_> {
    fn drop(&mut self) {
        // SAFETY: the atom is owned.
        unsafe { qjs::JS_FreeAtom(self.ctx.as_raw().as_ptr(), self.atom) }
    }
}

/// A property, getters and traps included.
pub(super) fn get<'js>(object: &Value<'js>, name: &Name<'js>) -> Result<Value<'js>> {
    // SAFETY: object and name are valid and of one runtime; the result is owned.
    unsafe {
        owned(
            object.ctx(),
            qjs::JS_GetProperty(object.ctx().as_raw().as_ptr(), object.as_raw(), name.atom),
        )
    }
}

/// An element.
pub(super) fn get_index<'js>(object: &Value<'js>, index: u64) -> Result<Value<'js>> {
    let raw = object.ctx().as_raw().as_ptr();
    // SAFETY: as above.
    unsafe {
        owned(
            object.ctx(),
            qjs::JS_GetPropertyInt64(raw, object.as_raw(), index as i64),
        )
    }
}

/// `length`, as a count.
pub(super) fn length(object: &Value<'_>) -> Result<u64> {
    let mut length = 0;
    // SAFETY: writes one number.
    let code = unsafe {
        qjs::JS_GetLength(
            object.ctx().as_raw().as_ptr(),
            object.as_raw(),
            &raw mut length,
        )
    };
    if code < 0 {
        Err(Error::Exception)
    } else {
        Ok(length.max(0) as u64)
    }
}

/// The prototype; `null` where there is none.
pub(super) fn prototype<'js>(object: &Value<'js>) -> Result<Value<'js>> {
    // SAFETY: the result is owned.
    unsafe {
        owned(
            object.ctx(),
            qjs::JS_GetPrototype(object.ctx().as_raw().as_ptr(), object.as_raw()),
        )
    }
}

/// What two handles of one object have in common; 0 for what is no object.
pub(super) fn identity(value: &Value<'_>) -> usize {
    if !value.is_object() {
        return 0;
    }
    // SAFETY: an object is a pointer; it is only compared.
    unsafe { qjs::JS_VALUE_GET_PTR(value.as_raw()) as usize }
}

/// An object's own enumerable keys that are strings, in order.
pub(super) struct Keys<'js> {
    ctx: Ctx<'js>,
    entries: *mut qjs::JSPropertyEnum,
    count: u32,
    next: u32,
}

impl<'js> Keys<'js> {
    /// Reads them; a proxy's traps run here.
    pub fn of(object: &Value<'js>) -> Result<Keys<'js>> {
        let ctx = object.ctx().clone();
        let flags = qjs::JS_GPN_STRING_MASK | qjs::JS_GPN_ENUM_ONLY;
        let (mut entries, mut count) = (std::ptr::null_mut(), 0);
        // SAFETY: writes the two on success, and then the list is ours to free.
        let code = unsafe {
            let raw = ctx.as_raw().as_ptr();
            qjs::JS_GetOwnPropertyNames(
                raw,
                &raw mut entries,
                &raw mut count,
                object.as_raw(),
                flags as _,
            )
        };
        if code < 0 {
            Err(Error::Exception)
        } else {
            Ok(Keys {
                ctx,
                entries,
                count,
                next: 0,
            })
        }
    }
}

impl<'js> Iterator for Keys<'js> {
    type Item = Name<'js>;

    fn next(&mut self) -> Option<Name<'js>> {
        if self.next == self.count {
            return None;
        }
        // SAFETY: within the list; the atom is handed over to the name and skipped by `drop`.
        let atom = unsafe { (*self.entries.add(self.next as usize)).atom };
        self.next += 1;
        Some(Name {
            ctx: self.ctx.clone(),
            atom,
        })
    }
}

impl Drop for Keys<'_> {
    fn drop(&mut self) {
        while self.next().is_some() {}
        // SAFETY: the list is ours; its atoms were freed one by one.
        unsafe { qjs::js_free(self.ctx.as_raw().as_ptr(), self.entries.cast()) }
    }
}

/// A copy of the bytes of an `ArrayBuffer` or of any typed array; `None` for anything else.
pub(super) fn bytes(value: &Value<'_>) -> Option<Vec<u8>> {
    let raw = value.ctx().as_raw().as_ptr();
    // SAFETY: the bytes are copied before any JavaScript can run; the range is checked against the buffer.
    unsafe {
        if qjs::JS_IsArrayBuffer(value.as_raw()) {
            return buffer_bytes(raw, value.as_raw());
        }
        if qjs::JS_GetTypedArrayType(value.as_raw()) < 0 {
            return None;
        }
        let (mut offset, mut length, mut unit) = (0, 0, 0);
        let (at, of, each) = (&raw mut offset, &raw mut length, &raw mut unit);
        let buffer = qjs::JS_GetTypedArrayBuffer(raw, value.as_raw(), at, of, each);
        if qjs::JS_IsException(buffer) {
            return None;
        }
        let all = buffer_bytes(raw, buffer);
        qjs::JS_FreeValue(raw, buffer);
        let (from, to) = (
            offset as usize,
            (offset as usize).checked_add(length as usize)?,
        );
        all?.get(from..to).map(<[u8]>::to_vec)
    }
}

/// # Safety
/// `buffer` is an `ArrayBuffer` of this context.
unsafe fn buffer_bytes(raw: *mut qjs::JSContext, buffer: qjs::JSValue) -> Option<Vec<u8>> {
    let mut length = 0;
    // SAFETY: as the caller promises; null means detached or empty.
    unsafe {
        let start = qjs::JS_GetArrayBuffer(raw, &raw mut length, buffer);
        if start.is_null() {
            return (length == 0).then(Vec::new);
        }
        Some(std::slice::from_raw_parts(start, length as usize).to_vec())
    }
}

#[cfg(test)]
mod tests {
    use super::without_surrogates;

    #[test]
    fn lone_surrogates_are_replaced() {
        for (bytes, expected) in [
            (&b"a\xed\xa0\x80b"[..], "a\u{fffd}b"),
            (&b"\xed\xbf\xbf"[..], "\u{fffd}"),
            ("\u{d55c}".as_bytes(), "\u{d55c}"),
        ] {
            assert_eq!(without_surrogates(bytes), expected);
        }
    }
}
