//! The table of arrows of ARCHITECTURE.md, held against `cargo metadata`: which
//! crate may lean on which. It checks what the manifests say, nothing finer.
#![allow(clippy::expect_used, reason = "where a test cannot look, it fails")]

use std::path::{Path, PathBuf};
use std::process::Command;

use serde::Deserialize;

/// From the ground up. A dependency never points to a later floor.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
enum Floor {
    Ground,
    Words,
    Contract,
    Rooms,
    UseCases,
    Surfaces,
    Ships,
    /// Tests see everything, nothing sees them.
    Tests,
    /// Runs programs, uses nothing of ours.
    Chores,
}

/// A crate, its floor, and what it may use, besides `value`, which all but xtask may.
struct Room {
    name: &'static str,
    floor: Floor,
    uses: &'static [&'static str],
}

const fn room(name: &'static str, floor: Floor, uses: &'static [&'static str]) -> Room {
    Room { name, floor, uses }
}

/// A crate that is not in this table may not be in the workspace; a row whose
/// crate is not there yet waits for it.
const ARROWS: &[Room] = &[
    room("value", Floor::Ground, &[]),
    room("expr", Floor::Words, &[]),
    room("model", Floor::Words, &["expr"]),
    room("api", Floor::Words, &["model"]),
    room("sdk", Floor::Contract, &["model", "expr"]),
    room("engine", Floor::Rooms, &["model", "expr", "sdk"]),
    room("nodes", Floor::Rooms, &["model", "sdk"]),
    room("store", Floor::Rooms, &["model"]),
    room("vault", Floor::Rooms, &["model"]),
    room("net", Floor::Rooms, &["model"]),
    room("sandbox", Floor::Rooms, &["model"]),
    room(
        "app",
        Floor::UseCases,
        &[
            "engine", "nodes", "store", "vault", "net", "sandbox", "sdk", "model", "expr", "api",
        ],
    ),
    room("gateway", Floor::Surfaces, &["app", "api"]),
    room("canvas", Floor::Surfaces, &["model"]),
    room("src-tauri", Floor::Ships, &["app", "gateway", "api"]),
    room("cli", Floor::Ships, &["app", "gateway", "api", "model"]),
    room("ui", Floor::Ships, &["api", "model", "expr", "canvas"]),
    room("tests", Floor::Tests, &[]),
    room("xtask", Floor::Chores, &[]),
    room("page", Floor::Chores, &[]),
];

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum Kind {
    /// In what ships, or in its build script.
    Shipped,
    /// In the crate's own tests and examples.
    Dev,
}

/// One dependency between two members of the workspace.
#[derive(Clone, Debug)]
struct Arrow {
    from: String,
    to: String,
    kind: Kind,
}

/// Every wrong arrow, as a sentence.
fn wrong(members: &[String], arrows: &[Arrow]) -> Vec<String> {
    let strangers = members.iter().filter(|name| find(name).is_none());
    let strangers =
        strangers.map(|name| format!("{name} is not in the table of arrows: add its row"));
    strangers
        .chain(arrows.iter().filter_map(complaint))
        .collect()
}

fn complaint(arrow: &Arrow) -> Option<String> {
    // a stranger was named already
    let (from, to) = (find(&arrow.from)?, find(&arrow.to)?);
    let why = objection(from, to, arrow.kind)?;
    let kind = match arrow.kind {
        Kind::Shipped => "",
        Kind::Dev => " (dev-dependency)",
    };
    Some(format!(
        "{} -> {}{kind} is not an arrow: {why}",
        from.name, to.name
    ))
}

fn objection(from: &Room, to: &Room, kind: Kind) -> Option<&'static str> {
    if from.floor == Floor::Tests || from.name == to.name {
        return None;
    }
    if from.floor == Floor::Chores {
        return Some("xtask runs programs and uses nothing of ours");
    }
    if to.floor == Floor::Ground || from.uses.contains(&to.name) {
        return None;
    }
    // a crate's own tests may borrow from any floor below
    if kind == Kind::Dev && to.floor < from.floor {
        return None;
    }
    Some(match (from.floor, to.floor) {
        (_, Floor::Tests) => "nothing sees tests",
        (_, Floor::Chores) => "nothing sees xtask",
        (Floor::Rooms, Floor::Rooms) => "rooms never see each other",
        (from, to) if to > from => "an arrow only goes down",
        _ => "its row in the table does not have it",
    })
}

fn find(name: &str) -> Option<&'static Room> {
    ARROWS.iter().find(|room| room.name == name)
}

/// What we read of `cargo metadata`.
#[derive(Deserialize)]
struct Metadata {
    packages: Vec<Package>,
}

#[derive(Deserialize)]
struct Package {
    name: String,
    manifest_path: PathBuf,
    dependencies: Vec<Dependency>,
}

#[derive(Deserialize)]
struct Dependency {
    /// The package's own name, also where the manifest renames it.
    name: String,
    kind: Option<String>,
    path: Option<PathBuf>,
}

#[expect(
    clippy::disallowed_methods,
    reason = "the graph is cargo's own to tell"
)]
fn metadata() -> Metadata {
    let manifest = Path::new(env!("CARGO_MANIFEST_DIR")).join("../Cargo.toml");
    let output = Command::new(env!("CARGO"))
        .args([
            "metadata",
            "--no-deps",
            "--format-version",
            "1",
            "--offline",
        ])
        .arg("--manifest-path")
        .arg(manifest)
        .output()
        .expect("cargo starts");
    let complaint = String::from_utf8_lossy(&output.stderr);
    assert!(output.status.success(), "cargo metadata: {complaint}");
    serde_json::from_slice(&output.stdout).expect("cargo metadata prints JSON")
}

fn arrows(metadata: &Metadata) -> Vec<Arrow> {
    let arrow = |package: &Package, dependency: &Dependency| Arrow {
        from: package.name.clone(),
        to: dependency.name.clone(),
        kind: match dependency.kind.as_deref() {
            Some("dev") => Kind::Dev,
            _ => Kind::Shipped,
        },
    };
    let ours = |package: &Package| {
        let local = package.dependencies.iter().filter(|d| d.path.is_some());
        local.map(|d| arrow(package, d)).collect::<Vec<_>>()
    };
    metadata.packages.iter().flat_map(ours).collect()
}

#[test]
fn the_workspace_follows_the_table() {
    let metadata = metadata();
    let members: Vec<String> = metadata.packages.iter().map(|p| p.name.clone()).collect();
    assert!(
        members.contains(&"value".to_owned()),
        "not our workspace: {members:?}"
    );
    let arrows = arrows(&metadata);
    let wrong = wrong(&members, &arrows);
    assert!(wrong.is_empty(), "\n{}", wrong.join("\n"));
}

#[test]
fn a_package_is_named_as_its_folder() {
    for package in metadata().packages {
        let folder = package.manifest_path.parent().and_then(Path::file_name);
        assert_eq!(folder, Some(package.name.as_ref()), "{}", package.name);
    }
}

#[test]
fn the_table_itself_only_goes_down() {
    for from in ARROWS {
        for name in from.uses {
            let to = find(name).unwrap_or_else(|| panic!("{name} has no row"));
            let beside = (from.name, to.name) == ("model", "expr") || from.name == "api";
            assert!(to.floor < from.floor || beside, "{} -> {name}", from.name);
        }
    }
}

#[test]
fn a_wrong_arrow_is_named() {
    let check = |from: &str, kind: Kind, to: &str, expected: Option<&str>| {
        let arrow = Arrow {
            from: from.to_owned(),
            to: to.to_owned(),
            kind,
        };
        let members = [from.to_owned(), to.to_owned()];
        let found = wrong(&members, &[arrow]);
        let expected: Vec<&str> = expected.into_iter().collect();
        assert_eq!(found, expected);
    };
    use Kind::{Dev, Shipped};
    check("engine", Shipped, "model", None);
    check("model", Shipped, "expr", None);
    check("net", Shipped, "value", None);
    check("app", Shipped, "store", None);
    check("tests", Shipped, "app", None);
    check("nodes", Dev, "expr", None);
    check(
        "engine",
        Shipped,
        "store",
        Some("engine -> store is not an arrow: rooms never see each other"),
    );
    check(
        "nodes",
        Dev,
        "net",
        Some("nodes -> net (dev-dependency) is not an arrow: rooms never see each other"),
    );
    check(
        "expr",
        Shipped,
        "model",
        Some("expr -> model is not an arrow: its row in the table does not have it"),
    );
    check(
        "expr",
        Dev,
        "sandbox",
        Some("expr -> sandbox (dev-dependency) is not an arrow: an arrow only goes down"),
    );
    check(
        "store",
        Shipped,
        "sdk",
        Some("store -> sdk is not an arrow: its row in the table does not have it"),
    );
    check(
        "app",
        Dev,
        "tests",
        Some("app -> tests (dev-dependency) is not an arrow: nothing sees tests"),
    );
    check(
        "xtask",
        Dev,
        "value",
        Some(
            "xtask -> value (dev-dependency) is not an arrow: xtask runs programs and uses nothing of ours",
        ),
    );
    check(
        "helpers",
        Shipped,
        "value",
        Some("helpers is not in the table of arrows: add its row"),
    );
}
