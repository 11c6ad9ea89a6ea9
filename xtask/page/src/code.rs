//! The tools that npm has: esbuild bundles JavaScript and style, wasm-opt makes WebAssembly small.

use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result};

use crate::program;

/// Tools in `ui/js/node_modules`, in the versions of its lock.
pub struct Tools {
    binaries: PathBuf,
    work: PathBuf,
}

impl Tools {
    /// Sees to it that the tools are there.
    pub fn ready(root: &Path) -> Result<Self> {
        let folder = root.join("ui/js");
        let binaries = folder.join("node_modules/.bin");
        if is_older(
            &folder.join("node_modules/.package-lock.json"),
            &folder.join("package-lock.json"),
        ) {
            println!("page: npm ci in ui/js (esbuild, wasm-opt, CodeMirror)");
            let npm = Path::new(if cfg!(windows) { "npm.cmd" } else { "npm" });
            program::run(
                npm,
                &["ci", "--no-audit", "--no-fund", "--loglevel=error"],
                &folder,
            )
            .context("Node.js with npm is needed to build the page")?;
        }
        let work = wasm_target(root).join("page-work");
        fs::create_dir_all(&work)?;
        Ok(Self { binaries, work })
    }

    /// A folder for what is made on the way.
    pub fn work(&self) -> &Path {
        &self.work
    }

    /// One module of a module and all it imports.
    pub fn bundle(&self, entry: &Path) -> Result<Vec<u8>> {
        let kind = ["--format=esm", "--target=es2022", "--legal-comments=none"];
        self.esbuild(entry, "bundle.js", &kind)
    }

    /// Style with all that it imports, without what nobody reads.
    pub fn style(&self, entry: &Path) -> Result<Vec<u8>> {
        self.esbuild(
            entry,
            "bundle.css",
            &["--external:*.otf", "--external:*.svg"],
        )
    }

    fn esbuild(&self, entry: &Path, name: &str, more: &[&str]) -> Result<Vec<u8>> {
        let out = self.work.join(name);
        let mut arguments = vec![
            entry.display().to_string(),
            format!("--outfile={}", out.display()),
            "--bundle".to_owned(),
            "--minify".to_owned(),
            "--log-level=warning".to_owned(),
        ];
        arguments.extend(more.iter().map(|one| (*one).to_owned()));
        program::run(&self.binary("esbuild"), &arguments, &self.work)?;
        fs::read(&out).with_context(|| out.display().to_string())
    }

    /// Makes a module of WebAssembly small.
    pub fn shrink(&self, wasm: &[u8], names: bool) -> Result<Vec<u8>> {
        let (before, after) = (self.work.join("before.wasm"), self.work.join("after.wasm"));
        fs::write(&before, wasm)?;
        let mut arguments = vec![
            before.display().to_string(),
            "-o".to_owned(),
            after.display().to_string(),
            "-Os".to_owned(),
            "--merge-similar-functions".to_owned(),
            "--strip-producers".to_owned(),
            // what rustc turns on for this target, and wasm-bindgen takes the note of away
            "--enable-bulk-memory".to_owned(),
            "--enable-bulk-memory-opt".to_owned(),
            "--enable-multivalue".to_owned(),
            "--enable-mutable-globals".to_owned(),
            "--enable-nontrapping-float-to-int".to_owned(),
            "--enable-reference-types".to_owned(),
            "--enable-sign-ext".to_owned(),
        ];
        // the names of functions are what it calls debug information
        arguments.push(if names { "-g" } else { "--strip-debug" }.to_owned());
        program::run(&self.binary("wasm-opt"), &arguments, &self.work)?;
        Ok(fs::read(after)?)
    }

    fn binary(&self, name: &str) -> PathBuf {
        let name = if cfg!(windows) {
            format!("{name}.cmd")
        } else {
            name.to_owned()
        };
        self.binaries.join(name)
    }
}

/// Where cargo builds.
pub fn wasm_target(root: &Path) -> PathBuf {
    match std::env::var_os("CARGO_TARGET_DIR") {
        Some(folder) => root.join(folder),
        None => root.join("target"),
    }
}

/// Whether a file is not there or older than another one.
fn is_older(file: &Path, other: &Path) -> bool {
    let changed = |path: &Path| path.metadata().and_then(|meta| meta.modified()).ok();
    match (changed(file), changed(other)) {
        (Some(file), Some(other)) => file < other,
        _ => true,
    }
}
