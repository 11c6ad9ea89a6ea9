//! Looks for secrets, in every encoding, in files, texts and the memory of other processes.

use std::collections::{BTreeMap, BTreeSet};
use std::fs::File;
use std::io::{ErrorKind, Read as _, Seek as _, SeekFrom};
use std::path::Path;

use aho_corasick::{AhoCorasick, MatchKind};
use anyhow::{Context as _, Result};

use super::secrets::{ENCODINGS, encodings, inside, numbered};

/// So much is read at once.
const PIECE: usize = 4 << 20;

/// Letters of a secret that are looked for by themselves.
const CORE: usize = 13;

/// What is looked for: one shape of one secret.
#[derive(Clone, Debug)]
struct Shape {
    secret: String,
    encoding: &'static str,
    bytes: Vec<u8>,
}

/// Shapes of secrets that are still to be looked for.
#[derive(Clone, Debug, Default)]
pub struct Wanted(Vec<Shape>);

impl Wanted {
    /// Looks for a secret by this name too.
    pub fn add(&mut self, name: &str, text: &str) {
        let mut add = |encoding, bytes: Vec<u8>| {
            self.0.push(Shape {
                secret: name.to_owned(),
                encoding,
                bytes,
            });
        };
        for (encoding, shape) in ENCODINGS.into_iter().zip(encodings(text)) {
            add(encoding, shape.into_bytes());
        }
        for lead in 0..3 {
            let within = inside(text, lead);
            add("base64 within", within.clone().into_bytes());
            let url = within.replace('+', "-").replace('/', "_");
            add("base64url within", url.into_bytes());
        }
        add("json in numbers", numbered(text, false).into_bytes());
        let wide: Vec<u8> = text.encode_utf16().flat_map(u16::to_le_bytes).collect();
        add("UTF-16", wide);
        // Whatever else writes its signs otherwise leaves its letters.
        let letters = |part: &str| part.bytes().all(|b| b.is_ascii_alphanumeric());
        let ends = [
            text.get(..CORE),
            text.get(text.len().saturating_sub(CORE)..),
        ];
        for part in ends.into_iter().flatten().filter(|part| letters(part)) {
            add("its letters", part.as_bytes().to_vec());
            let wide: Vec<u8> = part.encode_utf16().flat_map(u16::to_le_bytes).collect();
            add("its letters in UTF-16", wide);
        }
    }

    /// Ready to look.
    ///
    /// # Errors
    /// When there is too much to look for.
    pub fn scanner(&self) -> Result<Scanner> {
        let texts = self.0.iter().map(|shape| &shape.bytes);
        let automaton = AhoCorasick::builder()
            .match_kind(MatchKind::Standard)
            .build(texts)?;
        let longest = self.0.iter().map(|shape| shape.bytes.len()).max();
        Ok(Scanner {
            automaton,
            shapes: self.0.clone(),
            longest: longest.unwrap_or(1),
        })
    }
}

/// What was found, and where was looked.
#[derive(Clone, Debug, Default)]
pub struct Seen {
    /// Files, answers, events, areas of memory.
    pub places: u64,
    /// How much.
    pub bytes: u64,
    /// By secret and encoding: the places that have it.
    pub found: BTreeMap<(String, &'static str), BTreeSet<String>>,
}

impl Seen {
    /// How many of the eight encodings of a secret were found in places that begin so.
    pub fn encodings_of(&self, secret: &str, place: &str) -> BTreeSet<&'static str> {
        let of = |encoding: &&'static str| {
            let key = (secret.to_owned(), *encoding);
            let places = self.found.get(&key).into_iter().flatten();
            places.into_iter().any(|found| found.starts_with(place))
        };
        ENCODINGS.into_iter().filter(of).collect()
    }

    /// Takes in what was seen elsewhere.
    pub fn merge(&mut self, other: Self) {
        self.places += other.places;
        self.bytes += other.bytes;
        for (what, places) in other.found {
            self.found.entry(what).or_default().extend(places);
        }
    }
}

/// Looks for secrets.
pub struct Scanner {
    automaton: AhoCorasick,
    shapes: Vec<Shape>,
    longest: usize,
}

impl Scanner {
    /// Looks through bytes.
    pub fn bytes(&self, place: &str, bytes: &[u8], seen: &mut Seen) {
        seen.places += 1;
        self.part(place, bytes, seen);
    }

    /// Looks through every file below a folder, and their names.
    ///
    /// # Errors
    /// When one cannot be read.
    pub fn folder(&self, place: &str, folder: &Path, seen: &mut Seen) -> Result<()> {
        for entry in std::fs::read_dir(folder).with_context(|| folder.display().to_string())? {
            let path = entry?.path();
            let name = path.file_name().unwrap_or_default().to_string_lossy();
            let inner = format!("{place}/{name}");
            self.part(&format!("{place}: a name"), name.as_bytes(), seen);
            // Who works there meanwhile may have taken it away.
            let about = match std::fs::symlink_metadata(&path) {
                Err(error) if error.kind() == ErrorKind::NotFound => continue,
                about => about?,
            };
            if about.is_dir() {
                self.folder(&inner, &path, seen)?;
            } else if about.is_file() {
                self.file(&inner, &path, seen)?;
            }
        }
        Ok(())
    }

    /// Looks through a file, unless it is gone.
    ///
    /// # Errors
    /// When it cannot be read.
    pub fn file(&self, place: &str, path: &Path, seen: &mut Seen) -> Result<()> {
        let mut file = match File::open(path) {
            Err(error) if error.kind() == ErrorKind::NotFound => return Ok(()),
            file => file?,
        };
        seen.places += 1;
        let length = file.metadata()?.len();
        self.range(place, &mut file, 0, length, seen)
    }

    /// Looks through all memory of a process that can be read.
    ///
    /// # Errors
    /// When the system does not let us.
    pub fn memory(&self, place: &str, pid: u32, seen: &mut Seen) -> Result<()> {
        let maps = std::fs::read_to_string(format!("/proc/{pid}/maps"))?;
        let mut memory = File::open(format!("/proc/{pid}/mem"))?;
        for line in maps.lines() {
            let mut words = line.split_whitespace();
            let range = words.next().and_then(|range| range.split_once('-'));
            let readable = words.next().is_some_and(|rights| rights.starts_with('r'));
            let Some((from, to)) = range.filter(|_| readable && !line.ends_with("[vvar]")) else {
                continue;
            };
            let from = u64::from_str_radix(from, 16)?;
            let Ok(to) = u64::from_str_radix(to, 16) else {
                continue;
            };
            if from >= 1 << 63 {
                continue;
            }
            seen.places += 1;
            // An area may be gone by now, or be one that the system keeps for itself.
            let _ = self.range(place, &mut memory, from, to - from, seen);
        }
        Ok(())
    }

    /// In pieces that overlap, so that nothing stands between two.
    fn range(
        &self,
        place: &str,
        file: &mut File,
        from: u64,
        length: u64,
        seen: &mut Seen,
    ) -> Result<()> {
        let (mut at, mut held) = (0, Vec::new());
        file.seek(SeekFrom::Start(from))?;
        while at < length {
            let room = (length - at).min(PIECE as u64) as usize;
            let begin = held.len();
            held.resize(begin + room, 0);
            let read = file.read(&mut held[begin..])?;
            if read == 0 {
                break;
            }
            held.truncate(begin + read);
            at += read as u64;
            self.part(place, &held, seen);
            held.drain(..held.len() - held.len().min(self.longest - 1));
        }
        Ok(())
    }

    fn part(&self, place: &str, bytes: &[u8], seen: &mut Seen) {
        seen.bytes += bytes.len() as u64;
        for hit in self.automaton.find_overlapping_iter(bytes) {
            let shape = &self.shapes[hit.pattern().as_usize()];
            let what = (shape.secret.clone(), shape.encoding);
            seen.found.entry(what).or_default().insert(place.to_owned());
        }
    }
}

#[cfg(test)]
mod tests {
    use super::{Seen, Wanted};
    use crate::canary::secrets::{encodings, secret};
    use crate::chaos::seed::Seed;

    #[test]
    fn every_encoding_is_found_in_a_file_of_several_pieces() {
        let text = secret(&mut Seed::new(1), true);
        let mut wanted = Wanted::default();
        wanted.add("one", &text);
        let scanner = wanted.scanner().expect("a scanner");
        let folder = tempfile::tempdir().expect("a folder");
        for (at, shape) in encodings(&text).into_iter().enumerate() {
            let mut bytes = vec![b'.'; super::PIECE - at * 3];
            bytes.extend_from_slice(shape.as_bytes());
            std::fs::write(folder.path().join(at.to_string()), bytes).expect("a file");
        }
        let mut seen = Seen::default();
        scanner
            .folder("here", folder.path(), &mut seen)
            .expect("a look");
        assert_eq!(seen.encodings_of("one", "here").len(), 8, "{seen:?}");
        assert!(seen.encodings_of("one", "there").is_empty());
        assert_eq!(seen.places, 8);
    }
}
