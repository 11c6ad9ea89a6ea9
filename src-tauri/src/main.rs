//! The desktop's program: the window with the page built in.
//!
//! Nothing else is here, and nothing is tested here: Tauri's macro writes the packed page below the build's folder, and
//! two compilers at once (of the program and of its tests) read what the other has half written.
#![cfg_attr(not(debug_assertions), windows_subsystem = "windows")]

use std::process::ExitCode;

fn main() -> ExitCode {
    desktop::main(context)
}

#[expect(
    clippy::disallowed_methods,
    reason = "Tauri's own code leaves where the compiled configuration cannot be read"
)]
fn context() -> tauri::Context {
    tauri::generate_context!("../tauri.conf.json")
}
