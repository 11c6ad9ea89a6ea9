//! Compiles the prelude (`js/**/*.js`) to QuickJS bytecode, so that a worker parses none of it.
//!
//! The bytecode fits exactly the QuickJS that this same build links: both come from one `rquickjs`. QuickJS-NG writes it
//! in one byte order and without pointer sizes, so what the build machine writes any target reads; a cross build needs
//! nothing special.
#![allow(
    unsafe_code,
    reason = "rquickjs offers no safe way to write the bytecode of a script, only of modules"
)]
#![allow(
    clippy::unwrap_used,
    clippy::panic,
    reason = "a build script that cannot go on should stop the build, loudly"
)]

use std::ffi::CString;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use rquickjs::{Context, Ctx, Runtime, qjs};

/// What a unit is wrapped in, on its own first line so that line numbers stay right.
const BEFORE: &str = "(function (module, exports, require, native) {'use strict'; ";
const AFTER: &str = "\n})";

fn main() {
    println!("cargo:rerun-if-changed=js");
    let out = PathBuf::from(env::var_os("OUT_DIR").unwrap());
    let mut paths = Vec::new();
    find(Path::new("js"), &mut paths);
    let mut units: Vec<(String, PathBuf)> = paths
        .into_iter()
        .map(|path| (unit_name(&path), path))
        .collect();
    // The worker finds them by halving.
    units.sort();

    let mut table = String::from("&[\n");
    for (at, (name, path)) in units.iter().enumerate() {
        let file = out.join(format!("unit{at}.bin"));
        fs::write(&file, compile(name, &fs::read_to_string(path).unwrap())).unwrap();
        writeln!(
            table,
            "    ({name:?}, include_bytes!({:?})),",
            file.to_str().unwrap()
        )
        .unwrap();
    }
    table.push(']');
    fs::write(out.join("units.rs"), table).unwrap();
}

/// The path without folder `js` and extension.
fn unit_name(path: &Path) -> String {
    path.strip_prefix("js")
        .unwrap()
        .with_extension("")
        .to_str()
        .unwrap()
        .replace('\\', "/")
}

/// All units below a folder.
fn find(folder: &Path, units: &mut Vec<PathBuf>) {
    for entry in fs::read_dir(folder).unwrap() {
        let path = entry.unwrap().path();
        let name = path.file_name().unwrap().to_str().unwrap();
        if path.is_dir() && !matches!(name, "tests" | "node_modules") {
            find(&path, units);
        } else if path.is_file() && name.ends_with(".js") {
            units.push(path);
        }
    }
}

/// The bytecode of one unit.
fn compile(name: &str, source: &str) -> Vec<u8> {
    let runtime = Runtime::new().unwrap();
    let context = Context::full(&runtime).unwrap();
    context.with(|ctx| write(&ctx, name, &format!("{BEFORE}{source}{AFTER}")))
}

fn write(ctx: &Ctx<'_>, name: &str, source: &str) -> Vec<u8> {
    let (text, file) = (CString::new(source).unwrap(), CString::new(name).unwrap());
    let raw = ctx.as_raw().as_ptr();
    // SAFETY: `text` and `file` outlive the calls, the value is freed once, and the buffer is copied before it is freed.
    unsafe {
        let flags = qjs::JS_EVAL_TYPE_GLOBAL | qjs::JS_EVAL_FLAG_COMPILE_ONLY;
        let code = qjs::JS_Eval(
            raw,
            text.as_ptr(),
            source.len() as _,
            file.as_ptr(),
            flags as _,
        );
        if qjs::JS_IsException(code) {
            let thrown = ctx.catch();
            panic!("js/{name}.js: {:?}", thrown.as_exception());
        }
        let mut length = 0;
        let how = qjs::JS_WRITE_OBJ_BYTECODE | qjs::JS_WRITE_OBJ_STRIP_SOURCE;
        let bytes = qjs::JS_WriteObject(raw, &mut length, code, how as _);
        assert!(!bytes.is_null(), "js/{name}.js: no bytecode");
        let copy = std::slice::from_raw_parts(bytes, length as usize).to_vec();
        qjs::js_free(raw, bytes.cast());
        qjs::JS_FreeValue(raw, code);
        copy
    }
}
