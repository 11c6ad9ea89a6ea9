//! Turns the shared assets into Rust: the tokens of `assets/theme/theme.css` into two constant themes, the paths of
//! `assets/icons/*.svg` into lines. A token that is missing or an icon that cannot be read stops the build.

use std::error::Error;
use std::fmt::Write as _;
use std::path::{Path, PathBuf};
use std::{env, fs};

use kurbo::{BezPath, Circle, Ellipse, Line, PathEl, RoundedRect, Shape as _};

type Result<T> = std::result::Result<T, Box<dyn Error>>;

/// How far a line may be from its curve, in units of the icon's 24.
const TOLERANCE: f64 = 0.03;

const COLORS: &[&str] = &[
    "bg",
    "panel",
    "raised",
    "sunken",
    "line",
    "line-strong",
    "text",
    "muted",
    "faint",
    "accent",
    "accent-ink",
    "accent-soft",
    "ok",
    "warn",
    "bad",
    "run",
    "state-ink",
    "trigger",
    "flow",
    "data",
    "files",
    "network",
    "code",
    "tools",
    "service",
    "tile-ink",
    "dot",
    "port",
    "wire",
    "wire-live",
    "guide",
    "path",
    "note-1",
    "note-2",
    "note-3",
    "note-4",
    "note-5",
    "note-6",
    "note-7",
    "shadow-near",
    "shadow-far",
];

fn main() -> Result<()> {
    let root = PathBuf::from(env::var("CARGO_MANIFEST_DIR")?).join("../../assets");
    let out = PathBuf::from(env::var("OUT_DIR")?);
    println!("cargo::rerun-if-changed={}", root.join("theme").display());
    println!("cargo::rerun-if-changed={}", root.join("icons").display());
    fs::write(out.join("theme.rs"), themes(&root.join("theme/theme.css"))?)?;
    fs::write(out.join("icons.rs"), icons(&root.join("icons"))?)?;
    Ok(())
}

fn themes(file: &Path) -> Result<String> {
    let css = fs::read_to_string(file)?;
    let light = block(&css, ":root")?;
    let dark = block(&css, ".dark")?;
    let mut code = String::new();
    for (name, tokens) in [("LIGHT", light), ("DARK", dark)] {
        writeln!(
            code,
            "/// The theme as the style sheet has it.\npub const {name}: Theme = Theme {{"
        )?;
        for color in COLORS {
            let value =
                token(tokens, color).ok_or_else(|| format!("theme.css: {name} lacks --{color}"))?;
            let [r, g, b, a] = rgba(value)?;
            writeln!(
                code,
                "    {}: Color32::from_rgba_unmultiplied_const({r}, {g}, {b}, {a}),",
                color.replace('-', "_")
            )?;
        }
        writeln!(code, "}};")?;
    }
    Ok(code)
}

fn block<'a>(css: &'a str, selector: &str) -> Result<&'a str> {
    let start = css
        .find(&format!("{selector}{{"))
        .ok_or_else(|| format!("theme.css: no {selector}"))?;
    let end = css[start..]
        .find("\n}")
        .ok_or_else(|| format!("theme.css: {selector} has no end"))?;
    Ok(&css[start..start + end])
}

fn token<'a>(block: &'a str, name: &str) -> Option<&'a str> {
    let key = format!("--{name}:");
    let start = block.find(&key)? + key.len();
    block[start..].split(';').next().map(str::trim)
}

fn rgba(hex: &str) -> Result<[u8; 4]> {
    let digits = hex
        .strip_prefix('#')
        .ok_or_else(|| format!("theme.css: {hex} is no colour"))?;
    let part = |at: usize| u8::from_str_radix(digits.get(at..at + 2).unwrap_or("ff"), 16);
    Ok([part(0)?, part(2)?, part(4)?, part(6)?])
}

fn icons(folder: &Path) -> Result<String> {
    let mut files: Vec<PathBuf> = fs::read_dir(folder)?
        .map(|entry| entry.map(|entry| entry.path()))
        .collect::<std::result::Result<_, _>>()?;
    files.retain(|file| file.extension().is_some_and(|ext| ext == "svg"));
    files.sort_by(|a, b| a.file_stem().cmp(&b.file_stem()));
    let mut code = String::from("static ICONS: &[(&str, &Icon)] = &[\n");
    for file in files {
        let name = file
            .file_stem()
            .and_then(|stem| stem.to_str())
            .ok_or("an icon without a name")?;
        let lines =
            icon(&fs::read_to_string(&file)?).map_err(|error| format!("{name}.svg: {error}"))?;
        write!(code, "    (\"{name}\", &[")?;
        for line in lines {
            write!(code, "&[")?;
            for (x, y) in line {
                write!(code, "({x},{y}),")?;
            }
            write!(code, "],")?;
        }
        writeln!(code, "]),")?;
    }
    code.push_str("];\n");
    Ok(code)
}

/// The lines of an icon in hundredths of its units.
fn icon(svg: &str) -> Result<Vec<Vec<(i16, i16)>>> {
    let mut lines = Vec::new();
    for element in svg.split('<').skip(1) {
        let path = match element.split([' ', '\n', '>']).next() {
            Some("path") => BezPath::from_svg(text(element, "d").ok_or("a path without d")?)?,
            Some("circle") => {
                let center = (number(element, "cx")?, number(element, "cy")?);
                Circle::new(center, number(element, "r")?).to_path(TOLERANCE)
            }
            Some("ellipse") => {
                let center = (number(element, "cx")?, number(element, "cy")?);
                Ellipse::new(
                    center,
                    (number(element, "rx")?, number(element, "ry")?),
                    0.0,
                )
                .to_path(TOLERANCE)
            }
            Some("line") => Line::new(
                (number(element, "x1")?, number(element, "y1")?),
                (number(element, "x2")?, number(element, "y2")?),
            )
            .to_path(TOLERANCE),
            Some("rect") => {
                let (x, y) = (number(element, "x")?, number(element, "y")?);
                let (width, height) = (number(element, "width")?, number(element, "height")?);
                let radius = number(element, "rx").unwrap_or(0.0);
                RoundedRect::new(x, y, x + width, y + height, radius).to_path(TOLERANCE)
            }
            Some(shape @ ("polyline" | "polygon")) => {
                let points = text(element, "points").ok_or("a polyline without points")?;
                // SVG draws through points as through the places of a path
                let end = if shape == "polygon" { "Z" } else { "" };
                BezPath::from_svg(&format!("M{points}{end}"))?
            }
            _ => continue,
        };
        flatten(&path, &mut lines);
    }
    if lines.is_empty() {
        Err("no lines".into())
    } else {
        Ok(lines)
    }
}

fn flatten(path: &BezPath, lines: &mut Vec<Vec<(i16, i16)>>) {
    let hundredths = |value: f64| (value * 100.0).round() as i16;
    let mut line: Vec<(i16, i16)> = Vec::new();
    kurbo::flatten(path, TOLERANCE, |element| match element {
        PathEl::MoveTo(to) => {
            if line.len() > 1 {
                lines.push(std::mem::take(&mut line));
            }
            line = vec![(hundredths(to.x), hundredths(to.y))];
        }
        PathEl::LineTo(to) => {
            let to = (hundredths(to.x), hundredths(to.y));
            if line.last() != Some(&to) {
                line.push(to);
            }
        }
        PathEl::ClosePath => {
            if let Some(first) = line.first().copied()
                && line.last() != Some(&first)
            {
                line.push(first);
            }
        }
        PathEl::QuadTo(..) | PathEl::CurveTo(..) => {}
    });
    if line.len() > 1 {
        lines.push(line);
    }
}

fn text<'a>(element: &'a str, name: &str) -> Option<&'a str> {
    let key = format!("{name}=\"");
    let start = element
        .match_indices(&key)
        .find(|(at, _)| element[..*at].ends_with(|before: char| before.is_whitespace()))?
        .0
        + key.len();
    element[start..].split('"').next()
}

fn number(element: &str, name: &str) -> Result<f64> {
    Ok(text(element, name)
        .ok_or_else(|| format!("no {name}"))?
        .parse()?)
}
