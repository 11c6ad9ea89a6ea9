//! `cargo xtask bundle`: packages of the window, with the page in it.

use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::command::{output, program, run as start};
use crate::needs::{Need, npm_install};
use crate::places;
use crate::setup::ensure;
use crate::window::{build_page, page_config};

/// Tauri's command line, which makes the packages.
const TAURI_CLI: &str = "@tauri-apps/cli@2.12.5";

/// Makes packages: `.deb` and `.rpm`, which need no download, or those that `--bundles` names.
pub fn run(arguments: &[OsString]) -> Result<()> {
    println!("What this machine needs:");
    ensure(&[Need::Compiler, Need::Wasm, Need::Node, Need::Webview])?;
    let page = build_page(true)?;
    let config = copy_config(&page)?;
    let tools = places::tools().join("tauri");
    npm_install(TAURI_CLI, &tools, &["--ignore-scripts"])?;
    let name = if cfg!(windows) { "tauri.cmd" } else { "tauri" };
    let cli = tools.join("node_modules").join(".bin").join(name);
    let mut command = program(cli);
    command
        .arg("build")
        // The program reads the configuration at the top, and over it what it is told this way: the page.
        .arg("--config")
        .arg(page_config(&page))
        .args(if arguments.is_empty() {
            vec!["--bundles".into(), "deb,rpm".into()]
        } else {
            arguments.to_vec()
        })
        // Functions that are the same are kept once: a megabyte of the package. Rust's own linker here, and only here, can.
        .env(
            "CARGO_TARGET_X86_64_UNKNOWN_LINUX_GNU_RUSTFLAGS",
            "-C link-arg=-Wl,--icf=all",
        )
        .current_dir(places::root().join("src-tauri"));
    let built = start(&mut command);
    fs::remove_file(&config).with_context(|| format!("remove {}", config.display()))?;
    built?;
    let packages = packages()?;
    for package in packages.iter().filter(|path| is_deb(path)) {
        shrink(package)?;
    }
    print_sizes(&packages)
}

fn packages() -> Result<Vec<PathBuf>> {
    let folder = places::target().join("release").join("bundle");
    let mut packages = Vec::new();
    for kind in fs::read_dir(&folder).with_context(|| folder.display().to_string())? {
        for entry in fs::read_dir(kind?.path())? {
            packages.push(entry?.path());
        }
    }
    packages.retain(|path| path.is_file());
    Ok(packages)
}

fn print_sizes(packages: &[PathBuf]) -> Result<()> {
    for path in packages {
        let size = fs::metadata(path)?.len();
        println!("{}  {:.1} MB", path.display(), size as f64 / 1e6);
    }
    Ok(())
}

fn is_deb(path: &Path) -> bool {
    path.extension().is_some_and(|ending| ending == "deb")
}

/// Packs a `.deb` again as Debian's own tools would: programs without their symbols, packed with xz. Tauri keeps the
/// symbols and packs with gzip, which makes it half as large again.
fn shrink(package: &Path) -> Result<()> {
    let folder = package.with_extension("d");
    if folder.exists() {
        fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())?;
    }
    start(
        program("dpkg-deb")
            .arg("--raw-extract")
            .arg(package)
            .arg(&folder),
    )?;
    for entry in fs::read_dir(folder.join("usr/bin"))? {
        start(program("strip").arg("--strip-all").arg(entry?.path()))?;
    }
    let mut files = Vec::new();
    list(&folder, Path::new("usr"), &mut files)?;
    files.sort();
    let sums = output(program("md5sum").args(&files).current_dir(&folder))
        .context("md5sum could not read the package's files")?;
    fs::write(folder.join("DEBIAN/md5sums"), sums + "\n")?;
    start(
        program("dpkg-deb")
            .args(["--root-owner-group", "-Zxz", "-z9", "-Sextreme", "--build"])
            .arg(&folder)
            .arg(package),
    )?;
    fs::remove_dir_all(&folder).with_context(|| folder.display().to_string())
}

/// Adds every file below a folder of the package, named from the package's top.
fn list(top: &Path, folder: &Path, files: &mut Vec<PathBuf>) -> Result<()> {
    for entry in fs::read_dir(top.join(folder))? {
        let entry = entry?;
        let path = folder.join(entry.file_name());
        if entry.file_type()?.is_dir() {
            list(top, &path, files)?;
        } else {
            files.push(path);
        }
    }
    Ok(())
}

/// Tauri's command line wants its configuration beside the crate: a copy, with the paths as they are seen from there.
fn copy_config(page: &Path) -> Result<PathBuf> {
    let text = fs::read_to_string(places::root().join("tauri.conf.json"))
        .context("read tauri.conf.json")?;
    let page = page
        .to_str()
        .context("the target folder's name is not text")?;
    let text = text
        .replace("\"./src-tauri/page\"", &format!("{page:?}"))
        .replace("\"src-tauri/", "\"");
    let copy = places::root().join("src-tauri").join("tauri.conf.json");
    fs::write(&copy, text).with_context(|| format!("write {}", copy.display()))?;
    Ok(copy)
}
