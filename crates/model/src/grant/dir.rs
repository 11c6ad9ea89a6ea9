//! Folders that were granted, for reading or for writing too. Paths are compared part by part, after `.` and `..` are
//! resolved on the text; that links lead elsewhere is the caller's to find out.

use std::fmt;
use std::str::FromStr;

use super::GrantError;

/// A folder and all that lies in it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct DirGrant {
    path: Path,
    write: bool,
}

/// An absolute path in plain form.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
struct Path {
    /// `` for `/`, `C:` for a drive, `\\server\share` for a share.
    root: String,
    parts: Vec<String>,
}

impl DirGrant {
    pub(super) fn new(path: &str, write: bool) -> Result<Self, GrantError> {
        let path = Path::read(path).ok_or_else(|| GrantError::Dir(path.to_owned()))?;
        Ok(Self { path, write })
    }

    /// Whether a path may be read, or written.
    pub fn allows(&self, path: &str, write: bool) -> bool {
        (self.write || !write) && Path::read(path).is_some_and(|path| self.path.holds(&path))
    }

    /// Whether everything that `other` allows is allowed by this one too.
    pub(super) fn covers(&self, other: &Self) -> bool {
        (self.write || !other.write) && self.path.holds(&other.path)
    }

    /// Whether it may be written.
    pub fn writes(&self) -> bool {
        self.write
    }
}

impl FromStr for DirGrant {
    type Err = GrantError;

    fn from_str(text: &str) -> Result<Self, GrantError> {
        match text.strip_suffix(":ro") {
            Some(path) => Self::new(path, false),
            None => Self::new(text, true),
        }
    }
}

impl fmt::Display for DirGrant {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let Path { root, parts } = &self.path;
        let separator = if root.is_empty() { "/" } else { "\\" };
        write!(f, "{root}{separator}{}", parts.join(separator))?;
        f.write_str(if self.write { "" } else { ":ro" })
    }
}

impl Path {
    fn read(text: &str) -> Option<Self> {
        if text.contains('\0') {
            return None;
        }
        if let Some(rest) = text.strip_prefix('/').filter(|rest| !rest.starts_with('/')) {
            return Some(Self {
                root: String::new(),
                parts: parts(rest.split('/')),
            });
        }
        let windows = |rest: &str| parts(rest.split(['/', '\\']).map(without_tail));
        if let Some((drive, rest)) = drive(text) {
            return Some(Self {
                root: format!("{}:", drive.to_ascii_uppercase()),
                parts: windows(rest),
            });
        }
        // `\\?\` and `\\.\` turn the rules for paths off.
        let share = text.strip_prefix("\\\\")?;
        let mut ends = share.splitn(3, ['/', '\\']);
        let (server, name) = (ends.next()?, ends.next()?);
        if matches!(server, "" | "?" | ".") || matches!(name, "" | "." | "..") {
            return None;
        }
        Some(Self {
            root: format!("\\\\{server}\\{name}"),
            parts: windows(ends.next().unwrap_or_default()),
        })
    }

    fn holds(&self, other: &Path) -> bool {
        // Windows does not tell capitals apart.
        let same = |a: &str, b: &str| match self.root.as_str() {
            "" => a == b,
            _ => a.eq_ignore_ascii_case(b),
        };
        same(&self.root, &other.root)
            && other.parts.len() >= self.parts.len()
            && self
                .parts
                .iter()
                .zip(&other.parts)
                .all(|(mine, theirs)| same(mine, theirs))
    }
}

/// A letter, a colon and a separator: `C:\`.
fn drive(text: &str) -> Option<(char, &str)> {
    let letter = text.chars().next().filter(char::is_ascii_alphabetic)?;
    let rest = text[1..].strip_prefix(':')?;
    rest.starts_with(['/', '\\']).then(|| (letter, &rest[1..]))
}

/// Windows drops dots and spaces at the end of a name.
fn without_tail(part: &str) -> &str {
    match part {
        "." | ".." => part,
        other => other.trim_end_matches(['.', ' ']),
    }
}

fn parts<'t>(texts: impl Iterator<Item = &'t str>) -> Vec<String> {
    let mut parts = Vec::new();
    for text in texts {
        match text {
            "" | "." => {}
            ".." => {
                parts.pop();
            }
            part => parts.push(part.to_owned()),
        }
    }
    parts
}
