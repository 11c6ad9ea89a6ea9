//! Style, fonts, texts and icons, and the page around them.

use std::collections::BTreeMap;
use std::fmt::Write as _;
use std::fs;
use std::path::{Path, PathBuf};

use anyhow::{Context as _, Result, bail};

use crate::code::Tools;
use crate::dist::Dist;

/// Files that the style names, and the folder each is in.
const OF_STYLE: [(&str, &str); 3] = [
    ("Inter-Regular.otf", "assets/fonts"),
    ("Inter-SemiBold.otf", "assets/fonts"),
    ("chevron.svg", "ui/page"),
];

/// Adds what lies in `assets` and `ui`, and the index.
pub fn add(root: &Path, tools: &Tools, dist: &mut Dist) -> Result<()> {
    for (name, folder) in OF_STYLE {
        dist.add(name, read(&root.join(folder).join(name))?);
    }
    dist.add("style.css", style(root, tools, dist)?);
    for name in ["theme.js", "frames.js", "start.js"] {
        dist.add(name, tools.bundle(&root.join("ui/page").join(name))?);
    }
    dist.add("favicon.svg", read(&root.join("ui/page/favicon.svg"))?);
    let mut links = String::new();
    for texts in texts(&root.join("assets/i18n"))? {
        let language = texts.language;
        let name = format!("text-{language}.ftl");
        dist.add(&name, texts.window.into_bytes());
        let address = dist.named(&name)?;
        // English is what every other language falls back to.
        let rel = if language == "en" {
            r#"rel="preload" as="fetch" crossorigin"#
        } else {
            r#"rel="alternate""#
        };
        writeln!(
            links,
            r#"<link {rel} data-texts="{language}" href="{address}">"#
        )?;
        if let Some(nodes) = texts.nodes {
            let name = format!("nodes-{language}.json");
            dist.add(&name, nodes);
            let address = dist.named(&name)?;
            writeln!(
                links,
                r#"<link rel="alternate" data-nodes="{language}" href="{address}">"#
            )?;
        }
    }
    let parts = BTreeMap::from([
        ("texts", links.trim_end().to_owned()),
        ("icons", icons(&root.join("assets/icons"))?),
    ]);
    let index = fs::read_to_string(root.join("ui/page/index.html"))?;
    let index = dist.fill(&index, &parts)?;
    dist.set_index(index);
    Ok(())
}

/// The files of `ui/css` that come before the others, which build on them.
const FIRST: [&str; 3] = ["base.css", "widgets.css", "editor.css"];

/// The tokens, the ground, then every other file of `ui/css` by name.
fn style(root: &Path, tools: &Tools, dist: &Dist) -> Result<Vec<u8>> {
    let mut all = fs::read_to_string(root.join("assets/theme/theme.css"))?;
    let mut sheets = files(&root.join("ui/css"), "css")?;
    let place = |file: &PathBuf| {
        let first = FIRST.iter().position(|name| file.ends_with(name));
        first.unwrap_or(FIRST.len())
    };
    sheets.sort_by_key(place);
    for file in sheets {
        all.push('\n');
        all.push_str(&fs::read_to_string(&file)?);
    }
    for (name, _) in OF_STYLE {
        let named = format!("url(\"{}\")", dist.named(name)?);
        all = all.replace(&format!("url(\"{name}\")"), &named);
    }
    let entry = tools.work().join("style.css");
    fs::write(&entry, all)?;
    tools.style(&entry)
}

/// What the window says in one language.
struct Texts {
    language: String,
    /// The `.ftl` files of its folder, one behind the other.
    window: String,
    /// The texts of nodes, which English has in their specs.
    nodes: Option<Vec<u8>>,
}

/// The languages by name.
fn texts(folder: &Path) -> Result<Vec<Texts>> {
    let mut languages = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if !path.is_dir() {
            continue;
        }
        let mut window = String::new();
        for file in files(&path, "ftl")? {
            window.push_str(&fs::read_to_string(&file)?);
            window.push('\n');
        }
        let language = path
            .file_name()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let nodes = path.join("nodes.json");
        let nodes = nodes.exists().then(|| read(&nodes)).transpose()?;
        languages.push(Texts {
            language,
            window,
            nodes,
        });
    }
    languages.sort_by(|one, other| one.language.cmp(&other.language));
    Ok(languages)
}

/// All icons as symbols that the page draws from: `#icon-play`.
fn icons(folder: &Path) -> Result<String> {
    let mut all = String::from(r#"<svg class="icons" aria-hidden="true">"#);
    for file in files(folder, "svg")? {
        let name = file
            .file_stem()
            .unwrap_or_default()
            .to_string_lossy()
            .into_owned();
        let text = fs::read_to_string(&file)?;
        let inner = inner(&text).with_context(|| file.display().to_string())?;
        write!(
            all,
            r#"<symbol id="icon-{name}" viewBox="0 0 24 24">{inner}</symbol>"#
        )?;
    }
    all.push_str("</svg>");
    Ok(all)
}

/// What is between the first tag and the last, on one line.
fn inner(svg: &str) -> Result<String> {
    let from = svg.find("<svg").context("it has no <svg>")?;
    let body = svg[from..]
        .split_once('>')
        .context("its <svg> has no end")?
        .1;
    let (body, _) = body.rsplit_once("</svg>").context("it has no </svg>")?;
    if body.contains("<script") || body.contains("style=") {
        bail!("it has a script or a style, which the page's policy refuses");
    }
    let lines: Vec<&str> = body
        .lines()
        .map(str::trim)
        .filter(|line| !line.is_empty())
        .collect();
    Ok(lines.join(" "))
}

/// The files of a kind in a folder, by name.
fn files(folder: &Path, kind: &str) -> Result<Vec<PathBuf>> {
    let mut found = Vec::new();
    for entry in fs::read_dir(folder).with_context(|| folder.display().to_string())? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension == kind) {
            found.push(path);
        }
    }
    found.sort();
    Ok(found)
}

fn read(file: &Path) -> Result<Vec<u8>> {
    fs::read(file).with_context(|| file.display().to_string())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::program::root;

    #[test]
    fn an_icon_is_what_is_in_it() {
        let svg = "<!-- licence -->\n<svg\n  width=\"24\"\n>\n  <path d=\"M1 1\" />\n  <circle r=\"2\" />\n</svg>\n";
        assert_eq!(
            inner(svg).unwrap(),
            "<path d=\"M1 1\" /> <circle r=\"2\" />"
        );
        assert!(inner("<svg><script>1</script></svg>").is_err());
        assert!(inner("<p>").is_err());
    }

    #[test]
    fn every_icon_of_the_house_can_be_packed() {
        let all = icons(&root().join("assets/icons")).unwrap();
        assert!(all.contains(r#"id="icon-play""#) && all.contains(r#"id="icon-box""#));
    }

    #[test]
    fn english_is_there() {
        let all = texts(&root().join("assets/i18n")).unwrap();
        assert!(
            all.iter()
                .any(|texts| texts.language == "en" && texts.window.contains("cancel ="))
        );
    }
}
