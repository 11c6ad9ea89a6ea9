//! The window's code: compiled, bound to JavaScript, made small.

use std::fs;
use std::path::Path;

use anyhow::{Context as _, Result};
use wasm_bindgen_cli_support::Bindgen;

use crate::code::{Tools, wasm_target};
use crate::program;

const TARGET: &str = "wasm32-unknown-unknown";
/// Views of Leptos are generic, one type for each place in each screen: erased, the code is a third smaller and compiles
/// in half the time.
const FLAGS: &str = "target.wasm32-unknown-unknown.rustflags=['--cfg', 'erase_components']";

/// The window's code.
pub struct Window {
    /// The module.
    pub wasm: Vec<u8>,
    /// What loads it.
    pub script: Vec<u8>,
}

/// Builds the package `ui`.
pub fn build(root: &Path, tools: &Tools, dev: bool, names: bool) -> Result<Window> {
    let profile = if dev { "page-dev" } else { "page" };
    let cargo = std::env::var_os("CARGO").unwrap_or_else(|| "cargo".into());
    let arguments = [
        "build",
        "--package",
        "ui",
        "--bin",
        "ui",
        "--target",
        TARGET,
        "--profile",
        profile,
        "--config",
        FLAGS,
    ];
    program::run(Path::new(&cargo), &arguments, root)?;
    let compiled = wasm_target(root).join(TARGET).join(profile).join("ui.wasm");
    let bound = tools.work().join("bound");
    if bound.exists() {
        fs::remove_dir_all(&bound)?;
    }
    Bindgen::new()
        .input_path(&compiled)
        .out_name("ui")
        .web(true)?
        .typescript(false)
        .remove_name_section(!dev && !names)
        .remove_producers_section(!dev)
        .generate(&bound)
        .with_context(|| format!("wasm-bindgen on {}", compiled.display()))?;
    let mut wasm = fs::read(bound.join("ui_bg.wasm"))?;
    if !dev {
        println!("page: wasm-opt");
        wasm = tools.shrink(&wasm, names)?;
    }
    let script = tools.bundle(&bound.join("ui.js"))?;
    Ok(Window { wasm, script })
}
