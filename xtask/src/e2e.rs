//! Millrace driven as a person does, by the scenarios in `e2e`: in a browser and in the desktop's window.

use std::ffi::OsString;
use std::path::PathBuf;
use std::process::Command;

use anyhow::{Context as _, Result, bail};

use crate::command::{cargo, npm, program, run as start};
use crate::needs::browser;
use crate::places;
use crate::setup::ensure;
use crate::test::NEEDS;
use crate::window::{build_page, with_page};

/// Where the scenarios are played.
#[derive(Clone, Copy)]
pub enum World {
    /// `millrace serve` and a browser.
    Browser,
    /// The desktop's window, on a screen that nobody sees.
    Window,
}

/// What the scenarios drive.
pub struct Programs {
    page: PathBuf,
    /// Where the programs are.
    built: PathBuf,
}

impl Programs {
    /// Builds the page, the command line and the window with the page in it.
    pub fn build() -> Result<Self> {
        let page = build_page(false)?;
        // Tests too: then the crates below are built as the other tests have built them, and not once more.
        let mut build = cargo(&["build", "--quiet", "--workspace", "--bins", "--tests"]);
        start(with_page(&mut build, &page))?;
        Self::at(page, "debug")
    }

    /// The same, as it is shipped.
    fn build_release() -> Result<Self> {
        let page = build_page(true)?;
        let mut build = cargo(&[
            "build",
            "--release",
            "--package",
            "cli",
            "--package",
            "src-tauri",
        ]);
        start(with_page(&mut build, &page))?;
        Self::at(page, "release")
    }

    fn at(page: PathBuf, profile: &str) -> Result<Self> {
        let folder = places::root().join("e2e");
        start(npm().arg("ci").args(QUIETLY).current_dir(folder))?;
        let built = places::target().join(profile);
        Ok(Self { page, built })
    }

    /// Plays every scenario in a world.
    pub fn drive(&self, world: World) -> Result<()> {
        self.play(world, "scenarios/")
    }

    fn play(&self, world: World, scenarios: &str) -> Result<()> {
        let name = match world {
            World::Browser => "browser",
            World::Window => "window",
        };
        let mut node = self.node();
        node.env("MILLRACE_WORLD", name);
        start(node.args(["--test", scenarios]))
    }

    fn node(&self) -> Command {
        let mut node = program("node");
        node.current_dir(places::root().join("e2e"))
            .env("MILLRACE_BIN", self.built.join("millrace"))
            .env("MILLRACE_DESKTOP", self.built.join("millrace-desktop"))
            .env("MILLRACE_PAGE", &self.page)
            .env("MILLRACE_CASES", places::cases().folder);
        if let Some(browser) = browser() {
            node.env("MILLRACE_CHROMIUM", browser);
        }
        node
    }
}

/// `cargo xtask screenshots DIR`.
pub fn screenshots(arguments: &[OsString]) -> Result<()> {
    let [folder] = arguments else {
        bail!("name the folder that the pictures go to");
    };
    let folder = std::env::current_dir()
        .context("where this was started is gone")?
        .join(folder);
    ensure(NEEDS)?;
    let programs = Programs::build()?;
    start(programs.node().arg("screenshots.mjs").arg(folder))
}

/// The scenarios that look for secrets in the memory of the page and of the programs around it. Linux alone shows it.
pub fn memory() -> Result<()> {
    if !cfg!(target_os = "linux") {
        println!("memory: only Linux shows it");
        return Ok(());
    }
    ensure(NEEDS)?;
    let programs = Programs::build()?;
    let scenario = "scenarios/29-memory.test.mjs";
    programs.play(World::Browser, scenario)?;
    programs.play(World::Window, scenario)?;
    println!(
        "memory: 12 secrets x 8 encodings, 0 found in the page, the browser, the window; all controls found"
    );
    Ok(())
}

/// `cargo xtask bench ui`: frames natively, then the page in a browser and the window, as they are shipped.
pub fn bench() -> Result<()> {
    ensure(NEEDS)?;
    let programs = Programs::build_release()?;
    let frames = [
        "run",
        "--quiet",
        "--release",
        "--package",
        "canvas",
        "--example",
        "frames",
    ];
    let frames = start(&mut cargo(&frames));
    let window = start(programs.node().arg("bench.mjs"));
    frames.and(window)
}

const QUIETLY: &[&str] = &["--no-audit", "--no-fund", "--loglevel=error"];
