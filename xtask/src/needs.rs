//! What the chores need from the machine, how to see whether it is there, and
//! how to get it. Versions of installed tools are pinned here and nowhere else.

use std::fs;
use std::io::{IsTerminal as _, Write as _};
use std::path::{Path, PathBuf};

use anyhow::{Context, Result, bail};

use crate::command::{npm, output, program, run, succeeds};
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
    /// Node.js with npm: it packs the page's code, and the benchmark runs it beside us.
    Node,
    /// The system's webview, which the desktop's window is made of.
    Webview,
    /// A browser, in which the tests drive the page.
    Browser,
    /// A screen that nobody sees and a driver for the webview: the tests drive the window on it.
    Screen,
    /// A keychain that a program can start for itself: the canary's stories lose its keys.
    Keychain,
}

impl Need {
    /// All of them, in the order they are looked at.
    pub const ALL: &[Self] = &[
        Self::Compiler,
        Self::Wasm,
        Self::Nextest,
        Self::Deny,
        Self::Node,
        Self::Webview,
        Self::Browser,
        Self::Screen,
    ];

    /// What a person calls it.
    pub fn name(self) -> &'static str {
        match self {
            Self::Compiler => "C compiler",
            Self::Wasm => "wasm target",
            Self::Nextest => "cargo-nextest",
            Self::Deny => "cargo-deny",
            Self::Node => "Node.js",
            Self::Webview => "webview",
            Self::Browser => "Chromium",
            Self::Screen => "unseen screen",
            Self::Keychain => "keychain",
        }
    }

    /// What it is for.
    pub fn why(self) -> &'static str {
        match self {
            Self::Compiler => "SQLite and QuickJS are built from source",
            Self::Wasm => "the window's page is WebAssembly",
            Self::Nextest => "it runs the tests",
            Self::Deny => "it looks at the licences of what is used",
            Self::Node => "it packs the page, and drives browser and window in the tests",
            Self::Webview => "the window is made of it",
            Self::Browser => "the tests use the page in it",
            Self::Screen => "the tests open the window on it",
            Self::Keychain => "the canary loses its keys",
        }
    }

    /// Whether this machine has it.
    pub fn is_met(self) -> bool {
        match self {
            // On Windows Rust itself asks for Microsoft's, which is not called by this name.
            Self::Compiler => cfg!(windows) || succeeds(program("cc").arg("--version")),
            Self::Wasm => has_wasm(),
            Self::Nextest => succeeds(program("cargo-nextest").args(["nextest", "--version"])),
            Self::Deny => has_deny(),
            Self::Node => {
                output(program("node").arg("--version")).is_some_and(|text| is_new_node(&text))
                    && succeeds(npm().arg("--version"))
            }
            Self::Webview => {
                !cfg!(target_os = "linux")
                    || succeeds(program("pkg-config").args(["--exists", "webkit2gtk-4.1"]))
            }
            Self::Browser => browser().is_some(),
            Self::Screen => ["Xvfb", "dbus-run-session", "WebKitWebDriver"]
                .iter()
                .all(|name| find(name).is_some()),
            // Elsewhere no program can have one of its own.
            Self::Keychain => {
                !cfg!(target_os = "linux")
                    || ["dbus-daemon", "dbus-send", "gnome-keyring-daemon"]
                        .iter()
                        .all(|name| find(name).is_some())
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
            Self::Node => node().with_context(|| format!("install Node.js {NODE_MAJOR} or newer")),
            Self::Browser => apt(&["chromium"]).context("install Chromium"),
            Self::Screen => apt(&["xvfb", "dbus-x11", "webkit2gtk-driver", "libgl1-mesa-dri"])
                .context("install what drives a window that nobody sees"),
            Self::Keychain => {
                apt(&["gnome-keyring", "dbus"]).context("install what keeps keys on a desktop")
            }
            Self::Webview => apt(&[
                "libwebkit2gtk-4.1-dev",
                "libayatana-appindicator3-1",
                "pkg-config",
            ])
            .context("install the system's webview"),
        }
    }
}

/// Chromium, under the names it goes by.
pub fn browser() -> Option<PathBuf> {
    ["chromium", "chromium-browser", "google-chrome"]
        .iter()
        .find_map(|name| find(name))
}

/// A program on the path.
fn find(name: &str) -> Option<PathBuf> {
    let path = std::env::var_os("PATH")?;
    std::env::split_paths(&path)
        .map(|folder| folder.join(name))
        .find(|file| file.is_file())
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

/// From the distribution; where that one is too old (Debian 12 has 18), npm brings another into a folder of ours.
fn node() -> Result<()> {
    if !succeeds(npm().arg("--version")) {
        apt(&["nodejs", "npm"])?;
    }
    if Need::Node.is_met() {
        return Ok(());
    }
    npm_install(
        &format!("node@{NODE_MAJOR}"),
        &places::node(),
        &["--no-save"],
    )
}

/// Has npm bring a package into a folder of its own.
pub fn npm_install(package: &str, folder: &Path, options: &[&str]) -> Result<()> {
    fs::create_dir_all(folder).with_context(|| format!("create {}", folder.display()))?;
    let mut install = npm();
    install
        .args(["install", "--no-audit", "--no-fund"])
        .args(options)
        .arg("--prefix")
        .arg(folder)
        .arg(package);
    run(&mut install)
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
    let Some(prefix) = root_prefix(&wanted) else {
        bail!("not root: run `sudo apt-get install {wanted}`");
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

/// What to put before a command to run it as root: nothing, or sudo where the person agrees.
fn root_prefix(wanted: &str) -> Option<&'static [&'static str]> {
    if output(program("id").arg("-u")).as_deref() == Some("0") {
        return Some(&[]);
    }
    if !succeeds(program("sudo").arg("--version")) {
        return None;
    }
    if !std::io::stdin().is_terminal() {
        return succeeds(program("sudo").args(["-n", "true"])).then_some(&["sudo", "-n"]);
    }
    print!("  Install {wanted} with `sudo apt-get`? [Y/n] ");
    let mut answer = String::new();
    let asked = std::io::stdout()
        .flush()
        .and_then(|()| std::io::stdin().read_line(&mut answer));
    let agreed = asked.is_ok() && matches!(answer.trim(), "" | "y" | "Y" | "yes");
    agreed.then_some(&["sudo"])
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
