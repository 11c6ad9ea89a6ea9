//! `cargo xtask run`: the page, and the window around it or a server of it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};
use std::process::Command;
use std::time::SystemTime;

use anyhow::Result;

use crate::command::{cargo, run as start};
use crate::needs::Need;
use crate::places;
use crate::setup::ensure;

/// What the page is made of, from the workspace's root.
const PAGE_SOURCES: &[&str] = &[
    "Cargo.lock",
    "Cargo.toml",
    "assets",
    "crates/api",
    "crates/canvas",
    "crates/expr",
    "crates/model",
    "crates/value",
    "ui",
    "xtask/page",
];

/// Sets up, builds and opens the window; without a display, serves the same page and prints its address.
pub fn open(arguments: &[OsString]) -> Result<()> {
    let (mut release, mut browser, mut rest) = (false, false, Vec::new());
    for argument in arguments {
        match argument.to_str() {
            Some("--release") => release = true,
            Some("--browser") => browser = true,
            _ => rest.push(argument),
        }
    }
    let window = !browser && has_display();
    println!("What this machine needs:");
    ensure(&[Need::Compiler, Need::Wasm, Need::Node])?;
    if window {
        ensure(&[Need::Webview])?;
    }
    let page = build_page(release)?;
    let mut command = match window {
        true => desktop(&page),
        false => {
            if !browser {
                println!("\nThere is no display here.");
            }
            println!("The same window is served for a browser.");
            server()
        }
    };
    if release {
        command.arg("--release");
    }
    command.arg("--");
    if !window {
        command.arg("serve").arg("--page").arg(&page);
    }
    start(command.args(rest))
}

/// Builds the page where something of it changed since; the folder with it.
pub fn build_page(release: bool) -> Result<PathBuf> {
    let folder = places::target()
        .join("page")
        .join(if release { "release" } else { "dev" });
    let index = folder.join("index.html");
    let built = fs::metadata(&index).and_then(|about| about.modified()).ok();
    let newest = PAGE_SOURCES
        .iter()
        .filter_map(|source| newest(&places::root().join(source)))
        .max();
    if built.is_some() && built > newest {
        return Ok(folder);
    }
    println!("\nBuilding the page (several minutes the first time)");
    let mut command = cargo(&["run", "--package", "page", "--"]);
    if !release {
        command.arg("--dev");
    }
    start(command.arg(&folder))?;
    Ok(folder)
}

/// When the newest file below a path was changed.
fn newest(path: &Path) -> Option<SystemTime> {
    let about = fs::symlink_metadata(path).ok()?;
    if !about.is_dir() {
        return about.modified().ok();
    }
    let skipped = |name: &std::ffi::OsStr| name == "node_modules" || name == "target";
    let entries = fs::read_dir(path).ok()?.flatten();
    entries
        .filter(|entry| !skipped(&entry.file_name()))
        .filter_map(|entry| newest(&entry.path()))
        .max()
}

/// The desktop's window, with the page built in.
fn desktop(page: &Path) -> Command {
    let mut command = cargo(&["run", "--package", "src-tauri"]);
    with_page(&mut command, page);
    command
}

/// Has the desktop's program built with this page in it.
pub fn with_page<'c>(command: &'c mut Command, page: &Path) -> &'c mut Command {
    command.env("TAURI_CONFIG", page_config(page))
}

/// What says to Tauri where the page is.
pub fn page_config(page: &Path) -> String {
    format!(r#"{{"build":{{"frontendDist":{page:?}}}}}"#)
}

/// The server, which reads the page from its folder.
fn server() -> Command {
    cargo(&["run", "--package", "cli", "--bin", "millrace"])
}

/// Whether a window can be opened.
fn has_display() -> bool {
    let set = |name: &str| std::env::var_os(name).is_some_and(|value| !value.is_empty());
    cfg!(any(target_os = "macos", windows)) || set("DISPLAY") || set("WAYLAND_DISPLAY")
}
