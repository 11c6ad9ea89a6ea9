//! Where things are: the workspace, the folder of tools, the cases.
//! Reads the environment; creates nothing.

use std::env;
use std::path::{Path, PathBuf};

/// The workspace's root: the folder above this crate's.
pub fn root() -> PathBuf {
    // cargo sets it at run time too, so that a moved clone finds itself
    let here = env::var_os("CARGO_MANIFEST_DIR")
        .map_or_else(|| PathBuf::from(env!("CARGO_MANIFEST_DIR")), PathBuf::from);
    here.parent().map_or(here.clone(), Path::to_path_buf)
}

/// Where `cargo install` puts the tools we need, kept between clones: beside
/// `MILLRACE_TARGET` if that is set, else in the user's cache folder.
pub fn tools() -> PathBuf {
    tools_from(|name| env::var_os(name).map(PathBuf::from), env::home_dir())
}

/// Where a Node.js of ours is installed, if the machine's own is too old.
pub fn node() -> PathBuf {
    tools().join("node")
}

fn tools_from(var: impl Fn(&str) -> Option<PathBuf>, home: Option<PathBuf>) -> PathBuf {
    let beside_target =
        var("MILLRACE_TARGET").and_then(|target| Some(target.parent()?.join("tools")));
    let cache = || {
        var("XDG_CACHE_HOME")
            .or_else(|| var("LOCALAPPDATA"))
            .or_else(|| home.map(|home| home.join(".cache")))
            .unwrap_or_else(env::temp_dir)
    };
    beside_target.unwrap_or_else(|| cache().join("millrace").join("tools"))
}

/// Where cargo builds.
pub fn target() -> PathBuf {
    env::var_os("CARGO_TARGET_DIR").map_or_else(|| root().join("target"), PathBuf::from)
}

/// The folder of cases, which is not part of this repository.
pub struct Cases {
    /// Where it is, or would be.
    pub folder: PathBuf,
    /// Whether it is there.
    pub present: bool,
}

/// `MILLRACE_CASES`, else `../shared/cases` beside the clone.
pub fn cases() -> Cases {
    let beside = || root().with_file_name("shared").join("cases");
    let folder = env::var_os("MILLRACE_CASES").map_or_else(beside, PathBuf::from);
    let present = folder.is_dir();
    Cases { folder, present }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tools_go_beside_the_target_else_into_the_cache() {
        let check = |vars: &[(&str, &str)], expected: &str| {
            let var = |name: &str| {
                let (_, value) = vars.iter().find(|(key, _)| *key == name)?;
                Some(PathBuf::from(value))
            };
            let found = tools_from(var, Some(PathBuf::from("/home/ann")));
            assert_eq!(found, PathBuf::from(expected), "{vars:?}");
        };
        check(&[], "/home/ann/.cache/millrace/tools");
        check(&[("XDG_CACHE_HOME", "/c")], "/c/millrace/tools");
        check(
            &[("XDG_CACHE_HOME", "/c"), ("MILLRACE_TARGET", "/big/target")],
            "/big/tools",
        );
    }

    #[test]
    fn the_root_is_the_workspace() {
        let manifest = std::fs::read_to_string(root().join("Cargo.toml")).unwrap();
        assert!(manifest.starts_with("[workspace]"));
    }
}
