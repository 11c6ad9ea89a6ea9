//! What the chores need from the machine, how to see whether it is there, and
//! how to get it. Versions of installed tools are pinned here and nowhere else.

use std::fs;

use anyhow::{Context, Result, bail};

use crate::command::{output, program, run, succeeds};
use crate::places;

/// cargo-nextest, where the machine has none; any one that is there is used.
const NEXTEST: &str = "0.9.151";
/// cargo-deny, exactly: its configuration changes between versions.
const DENY: &str = "0.20.2";
/// The oldest Node.js that the benchmark is compared with.
const NODE_MAJOR: u32 = 20;
/// The target that `model` and what lies below it must build for.
pub const WASM: &str = "wasm32-unknown-unknown";

/// One thing a machine must have.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Need {
    /// A C compiler: QuickJS and SQLite are built from source.
    Compiler,
    /// The standard library for wasm32.
    Wasm,
    /// The test runner.
    Nextest,
    /// The check of licences and bans.
    Deny,
    /// Node.js, which the benchmark runs beside us.
    Node,
}

impl Need {
    /// All of them, in the order they are looked at.
    pub const ALL: &[Self] = &[
        Self::Compiler,
        Self::Wasm,
        Self::Nextest,
        Self::Deny,
        Self::Node,
    ];

    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compiler => "C compiler",
            Self::Wasm => "wasm target",
            Self::Nextest => "cargo-nextest",
            Self::Deny => "cargo-deny",
            Self::Node => "Node.js",
        }
    }

    /// Whether this machine has it.
    pub fn is_met(self) -> bool {
        match self {
            Self::Compiler => succeeds(program("cc").arg("--version")),
            Self::Wasm => has_wasm(),
            Self::Nextest => succeeds(program("cargo-nextest").args(["nextest", "--version"])),
            Self::Deny => has_deny(),
            Self::Node => {
                output(program("node").arg("--version")).is_some_and(|text| is_new_node(&text))
            }
        }
    }

    /// Gets it, or says what a person has to do.
    pub fn install(self) -> Result<()> {
        match self {
            Self::Compiler => apt(&["gcc", "libc6-dev"]).context("install a C compiler"),
            Self::Wasm => {
                run(program("rustup").args(["target", "add", WASM])).context("add the wasm target")
            }
            Self::Nextest => cargo_install("cargo-nextest", NEXTEST),
            Self::Deny => cargo_install("cargo-deny", DENY),
            Self::Node => {
                apt(&["nodejs"]).with_context(|| format!("install Node.js {NODE_MAJOR} or newer"))
            }
        }
    }
}

/// Asks the compiler, not rustup: a distribution's Rust has no rustup.
fn has_wasm() -> bool {
    let libdir = output(program("rustc").args(["--print", "target-libdir", "--target", WASM]));
    libdir.is_some_and(|folder| fs::read_dir(folder).is_ok_and(|mut files| files.next().is_some()))
}

fn has_deny() -> bool {
    let version = output(program("cargo-deny").arg("--version"));
    version.is_some_and(|text| text.split_whitespace().last() == Some(DENY))
}

fn is_new_node(version: &str) -> bool {
    let major = version.trim_start_matches('v').split('.').next();
    major
        .and_then(|text| text.parse::<u32>().ok())
        .is_some_and(|major| major >= NODE_MAJOR)
}

/// Builds a tool without optimising it (a third of the time; we run it once)
/// into the folder of tools, and throws the build away.
fn cargo_install(tool: &str, version: &str) -> Result<()> {
    let tools = places::tools();
    let build = tools.join("build");
    fs::create_dir_all(&tools).with_context(|| format!("create {}", tools.display()))?;
    let mut command = program("cargo");
    command
        .args([
            "install", "--quiet", "--locked", "--debug", "--force", "--root",
        ])
        .arg(&tools)
        .args(["--version", version, tool])
        .current_dir(&tools)
        .env("CARGO_TARGET_DIR", &build)
        .env("CARGO_PROFILE_DEV_DEBUG", "0");
    let installed = run(&mut command).with_context(|| format!("install {tool} {version}"));
    if build.exists() {
        fs::remove_dir_all(&build).with_context(|| format!("remove {}", build.display()))?;
    }
    installed
}

/// Installs Debian packages where we may; elsewhere names them.
fn apt(packages: &[&str]) -> Result<()> {
    let wanted = packages.join(" ");
    if !succeeds(program("apt-get").arg("--version")) {
        bail!("no apt-get here: install {wanted} (or what your system calls it) by hand");
    }
    let Some(prefix) = root_prefix() else {
        bail!("not root, and sudo asks for a password: run `sudo apt-get install {wanted}`");
    };
    let apt_get = |words: &[&str]| {
        let mut line = prefix.to_vec();
        line.extend(["env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq"]);
        line.extend(words);
        run(program(line[0]).args(&line[1..]))
    };
    apt_get(&["update"])?;
    let mut install = vec!["install", "-y", "--no-install-recommends"];
    install.extend(packages);
    apt_get(&install)
}

/// What to put before a command to run it as root, if that is possible without a password.
fn root_prefix() -> Option<&'static [&'static str]> {
    if output(program("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    succeeds(program("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"])
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn old_nodes_do_not_do() {
        let check = |version: &str, expected: bool| {
            assert_eq!(is_new_node(version), expected, "{version}");
        };
        check("v20.20.2", true);
        check("v24.0.0", true);
        check("v18.19.0", false);
        check("", false);
        check("nonsense", false);
    }

    #[test]
    fn the_compiler_that_built_this_test_is_seen() {
        assert!(Need::Compiler.is_met());
    }
}
