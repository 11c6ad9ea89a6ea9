//! The files of the page, named by what is in them.

use std::collections::BTreeMap;
use std::fs;
use std::io::Write as _;
use std::path::Path;

use anyhow::{Context as _, Result, bail};
use sha2::{Digest as _, Sha256};

/// Digits of the hash in a name: enough that two never meet, and what the server takes for a name that lasts.
const DIGITS: usize = 16;

/// What will be written.
#[derive(Default)]
pub struct Dist {
    /// Plain name, name with a hash, bytes.
    files: BTreeMap<String, (String, Vec<u8>)>,
    index: String,
}

impl Dist {
    /// Adds a file: `ui.wasm` becomes `ui-0123456789abcdef.wasm`.
    pub fn add(&mut self, name: &str, bytes: Vec<u8>) {
        let hash = hex::encode(Sha256::digest(&bytes));
        let (stem, kind) = name.rsplit_once('.').unwrap_or((name, "bin"));
        let named = format!("{stem}-{}.{kind}", &hash[..DIGITS]);
        self.files.insert(name.to_owned(), (named, bytes));
    }

    /// The name with a hash of a file.
    pub fn named(&self, name: &str) -> Result<&str> {
        let file = self
            .files
            .get(name)
            .with_context(|| format!("there is no file {name}"))?;
        Ok(&file.0)
    }

    /// The bytes of a file.
    pub fn bytes(&self, name: &str) -> Result<&[u8]> {
        let file = self
            .files
            .get(name)
            .with_context(|| format!("there is no file {name}"))?;
        Ok(&file.1)
    }

    /// Fills `{{name}}` in a text: with what `parts` has for it, else with the name of the file.
    pub fn fill(&self, text: &str, parts: &BTreeMap<&str, String>) -> Result<String> {
        let mut filled = String::with_capacity(text.len());
        let mut rest = text;
        while let Some((before, after)) = rest.split_once("{{") {
            let Some((name, after)) = after.split_once("}}") else {
                bail!("a `{{{{` has no end");
            };
            filled.push_str(before);
            match parts.get(name) {
                Some(part) => filled.push_str(part),
                None => filled.push_str(self.named(name)?),
            }
            rest = after;
        }
        filled.push_str(rest);
        Ok(filled)
    }

    /// Sets `index.html`.
    pub fn set_index(&mut self, text: String) {
        self.index = text;
    }

    /// Writes all of it into a folder, and takes away what an earlier build left there.
    pub fn write(&self, folder: &Path) -> Result<()> {
        fs::create_dir_all(folder)?;
        for (name, bytes) in self.files.values() {
            fs::write(folder.join(name), bytes)?;
        }
        // Last, so that nobody reads an index of files that are not there.
        fs::write(folder.join("index.html"), &self.index)?;
        for entry in fs::read_dir(folder)? {
            let entry = entry?;
            let name = entry.file_name();
            let ours = name == "index.html"
                || self.files.values().any(|(known, _)| name == known.as_str());
            if !ours && entry.file_type()?.is_file() {
                fs::remove_file(entry.path())?;
            }
        }
        println!(
            "page: {} files in {}",
            self.files.len() + 1,
            folder.display()
        );
        Ok(())
    }
}

/// How many bytes are left after gzip.
pub fn packed(bytes: &[u8]) -> Result<usize> {
    let mut encoder = flate2::write::GzEncoder::new(Vec::new(), flate2::Compression::best());
    encoder.write_all(bytes)?;
    Ok(encoder.finish()?.len())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn names_follow_the_bytes_and_fill_the_index() {
        let mut dist = Dist::default();
        dist.add("a.js", b"one".to_vec());
        let first = dist.named("a.js").unwrap().to_owned();
        dist.add("a.js", b"two".to_vec());
        assert_ne!(first, dist.named("a.js").unwrap());
        let parts = BTreeMap::from([("texts", "<link>".to_owned())]);
        let filled = dist.fill("{{texts}} {{a.js}}!", &parts).unwrap();
        assert_eq!(filled, format!("<link> {}!", dist.named("a.js").unwrap()));
        assert!(dist.fill("{{b.js}}", &parts).is_err());
        assert!(dist.fill("{{open", &parts).is_err());
    }

    #[test]
    fn an_earlier_build_is_taken_away() {
        let folder = std::env::temp_dir().join(format!("millrace-page-{}", std::process::id()));
        for bytes in [b"one", b"two"] {
            let mut dist = Dist::default();
            dist.add("a.js", bytes.to_vec());
            dist.set_index("index".to_owned());
            dist.write(&folder).unwrap();
        }
        let left = fs::read_dir(&folder).unwrap().count();
        fs::remove_dir_all(&folder).unwrap();
        assert_eq!(left, 2);
    }
}
